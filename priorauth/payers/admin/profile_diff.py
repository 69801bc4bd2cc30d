"""Two profiles' rules side by side, in the words `priorauth.payers.admin.describe` uses for one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from priorauth.case.model import LineOfBusiness
from priorauth.payers.admin.describe import apart_from_criteria, read_at, requirement_words, rule_of
from priorauth.payers.criteria import COMBINATIONS, AnyCriterion, RequiredModalities
from priorauth.payers.model import BranchFacts, Profile

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that two profiles say otherwise; ``None`` where one of them does not say it."""

    about: str
    """What it is about, such as ``clock`` or ``criterion pain-duration``."""
    field: str
    """The part of a criterion, such as ``months``; empty for anything else."""
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs for these lines of business; every one of them where it does not depend on the line."""

    lines_of_business: tuple[LineOfBusiness, ...]
    differences: tuple[Difference, ...]
    places: tuple[str, ...] = ()
    """The states, products, plans and delegates it is for, where a branch goes by them and the rest differs."""

    @property
    def is_for_all(self) -> bool:
        """Whether it holds for every line of business."""
        return len(self.lines_of_business) == len(LineOfBusiness) and not self.places


def compare(before: Profile, after: Profile) -> tuple[Comparison, ...]:
    """Set two profiles side by side for each line of business, its branch applied; empty where nothing differs.

    Lines of business for which the same differs stand together.
    """
    together: dict[tuple[Difference, ...], list[LineOfBusiness]] = defaultdict(list)
    elsewhere: dict[tuple[tuple[Difference, ...], tuple[LineOfBusiness, ...]], list[str]] = defaultdict(list)
    usual = {line: _compared(before, after, BranchFacts(_known(line))) for line in LineOfBusiness}
    for line, found in usual.items():
        together[found].append(line)
    for place in _places(before, after):
        there: dict[tuple[Difference, ...], list[LineOfBusiness]] = defaultdict(list)
        for line in LineOfBusiness:
            found = _compared(before, after, replace(place, line_of_business=_known(line)))
            if found != usual[line]:
                there[found].append(line)
        for found, lines in there.items():
            elsewhere[found, tuple(lines)].append(_place_words(place))
    return (
        *(Comparison(tuple(lines), found) for found, lines in together.items() if found),
        *(Comparison(lines, found, tuple(places)) for (found, lines), places in elsewhere.items()),
    )


def _compared(before: Profile, after: Profile, facts: BranchFacts) -> tuple[Difference, ...]:
    return tuple(_differences(_in_force(before, facts), _in_force(after, facts)))


def _known(line: LineOfBusiness) -> LineOfBusiness | None:
    return None if line is LineOfBusiness.NOT_DOCUMENTED else line


def _in_force(profile: Profile, facts: BranchFacts) -> Profile:
    """Return the rules that hold: none where the line of business alone decides on a branch and is not known.

    A branch that also goes by another thing than these facts give is one of another place.
    """
    for branch in profile.branches:
        missing = branch.missing(facts)
        if missing == ():
            break
        if missing == ("coverage.line_of_business",):
            return profile.without_rules()
    return profile.in_force(facts)


def _places(*profiles: Profile) -> tuple[BranchFacts, ...]:
    """Return everything but the line of business that a branch of these profiles goes by, together as it stands."""
    places = (
        BranchFacts(None, state, plan and plan.casefold(), product, delegate and delegate.casefold())
        for profile in profiles
        for branch in profile.branches
        for state in branch.states or (None,)
        for product in branch.products or (None,)
        for plan in branch.plans or (None,)
        for delegate in branch.delegates or (None,)
    )
    return tuple(place for place in dict.fromkeys(places) if place != BranchFacts())


def _place_words(place: BranchFacts) -> str:
    product = place.product and place.product.value
    return ", ".join(filter(None, (place.state, product, place.plan, place.delegate)))


def _differences(before: Profile, after: Profile) -> Iterator[Difference]:
    old, new = _statements(before), _statements(after)
    for label in dict.fromkeys((*old, *new)):
        for was, is_now in _unlike(old.get(label, []), new.get(label, [])):
            yield Difference(label, "", was, is_now)
    yield from _criteria(before, after)


def _statements(profile: Profile) -> dict[str, list[str]]:
    """Gather what a profile says besides its criteria, by what it is about."""
    grade = profile.carrier.grade
    said = {"carrier": [f"{profile.carrier.name} ({grade.value})" if grade else profile.carrier.name]}
    for statement in apart_from_criteria(profile):
        said.setdefault(statement.label, []).append(statement.text)
    return said


def _unlike(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str | None, str | None]]:
    """Pair what stands on one side only: one for one where there are as many, else each by itself."""
    gone, come = [text for text in old if text not in new], [text for text in new if text not in old]
    if len(gone) == len(come):
        yield from zip(gone, come, strict=True)
        return
    yield from ((text, None) for text in gone)
    yield from ((None, text) for text in come)


def _criteria(before: Profile, after: Profile) -> Iterator[Difference]:
    old, new = dict(_placed(before, before.criteria)), dict(_placed(after, after.criteria))
    for name in dict.fromkeys((*new, *old)):
        was, is_now = old.get(name, {}), new.get(name, {})
        for field in dict.fromkeys((*was, *is_now)):
            if was.get(field) != is_now.get(field):
                yield Difference(f"criterion {name}", field, was.get(field), is_now.get(field))
    kept_old, kept_new = ", ".join(n for n in old if n in new), ", ".join(n for n in new if n in old)
    if kept_old != kept_new:
        yield Difference("order of criteria", "", kept_old, kept_new)


def _placed(profile: Profile, criteria: Sequence[AnyCriterion], within: str = "") -> Iterator[tuple[str, Texts]]:
    for criterion in criteria:
        yield criterion.id, _said(profile, criterion, within)
        if isinstance(criterion, COMBINATIONS):
            yield from _placed(profile, criterion.members, criterion.id)


def _said(profile: Profile, criterion: AnyCriterion, within: str) -> Texts:
    """Return what a criterion says, part by part; what it leaves open is left out."""
    said = {"asks": criterion.text, "kind": criterion.kind, "part of": within}
    said |= {name: value or "yes" for name, value in rule_of(criterion).items()}
    if isinstance(criterion, RequiredModalities):
        said |= {f"needs {number}": requirement_words(row) for number, row in enumerate(criterion.required, 1)}
    said |= {"grade": profile.grade_of(criterion).value, "read at": read_at(criterion)}
    return {name: text for name, text in said.items() if text}
