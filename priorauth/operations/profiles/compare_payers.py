"""One chart under many payers: what is missing under each, and which one document would be enough for which."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from priorauth.assembly.chart import Chart, read_chart
from priorauth.criteria.assess import assess
from priorauth.criteria.model import Assessment, FailureClass, Result, Status
from priorauth.payers.library import ChosenProfile, ProfileLibrary, default_library, profile_for
from priorauth.payers.model import Position
from priorauth.problems import Owner, Problem, Refused, Severity
from priorauth.submission.build_spec import CaseQuery

_BY_OWNER = {
    Owner.CLINICIAN: "a note by the clinician",
    Owner.RADIOLOGIST: "an addendum by the radiologist",
    Owner.BILLING: "pages or data that billing adds",
}
"""What each owner can write or add in one document, where the facts are so."""

_OF_THEIR_OWN = {
    "evaluation_documented": "the report of an evaluation",
    "conservative_care_duration": "a record of the care",
    "conservative_care_failed": "a record of the care",
    "care_within": "a record of the care",
    "required_modalities": "a record of the care",
}
"""The kinds that are shown by a record of what was done, and by no note that is written today."""


@dataclass(frozen=True, slots=True)
class MissingEvidence:
    """One thing that is required and not shown."""

    criterion: str
    text: str
    failure: str
    owner: str
    next_step: str


@dataclass(frozen=True, slots=True)
class UnderProfile:
    """How a chart stands under one profile."""

    profile: str
    position: str
    scope: tuple[str, ...]
    letter: str
    """The letter that would go out."""
    is_own: bool
    """Whether it is the one the case is held against."""
    ready: bool
    open: tuple[MissingEvidence, ...]
    unlocked_by: str | None
    """The one document that would make it ready; ``None`` where none would, or where it is ready."""


@dataclass(frozen=True, slots=True)
class ManyPayers:
    """A chart under every profile, or under its own alone."""

    case_id: str
    as_of: date
    under: tuple[UnderProfile, ...]
    problems: tuple[Problem, ...]
    """What is wrong with exhibits and the choice of the profile; errors hold it back under every payer."""

    def as_data(self) -> dict[str, object]:
        """Return it as plain data."""
        problems = [problem.as_data() for problem in self.problems]
        under = [asdict(each) for each in self.under]
        return {"case_id": self.case_id, "as_of": str(self.as_of), "under": under, "problems": problems}


def compare_payers(case_file: Path, as_of: date, *, every: bool) -> ManyPayers:
    """Compare a chart with every profile, or with its own; its exhibits are read once.

    Profiles of the practice's own count as they are approved. Raises `Refused` for a case or a profile that cannot
    be read.
    """
    chart = read_chart(CaseQuery(case_file, as_of))
    practice = chart.practice
    library = default_library(practice.profile_folders if practice else (), chart.texts.instead)
    own = chart.chosen.profile.id
    sides = _profiles(chart, library) if every else (chart.chosen,)
    is_held = any(problem.severity is Severity.ERROR for problem in chart.problems)
    under = tuple(
        _under(chart, chosen, as_of, is_own=chosen.profile.id == own, is_held=is_held) for chosen in sides
    )
    return ManyPayers(chart.loaded.case.case_id, as_of, under, chart.problems)


def _profiles(chart: Chart, library: ProfileLibrary) -> tuple[ChosenProfile, ...]:
    """Return each profile as it holds for the case: the payer's own first, none twice."""
    case, found = chart.loaded.case, [chart.chosen]
    for profile_id in library.ids():
        try:
            chosen = profile_for(case.coverage, case.facility, library, profile_id)
        except Refused:  # a profile that is wrong is told by `payer lint`
            continue
        if chosen.profile.id not in {each.profile.id for each in found}:
            found.append(chosen)
    return tuple(found)


def _under(chart: Chart, chosen: ChosenProfile, as_of: date, *, is_own: bool, is_held: bool) -> UnderProfile:
    profile = chosen.profile
    assessment = assess(
        chart.loaded.case,
        profile,
        as_of=as_of,
        concordance=chart.concordance,
        is_fallback=chosen.is_fallback,
    )
    return UnderProfile(
        profile=profile.id,
        position=profile.position.value,
        scope=profile.scope,
        letter=profile.letter_kind.value,
        is_own=is_own,
        ready=assessment.is_ready and not is_held,
        open=tuple(_points(assessment.open)),
        unlocked_by=None if is_held else _unlocking(assessment, profile.position),
    )


def _points(results: Iterable[Result]) -> Iterable[MissingEvidence]:
    for result in results:
        for shortfall in result.shortfalls:
            yield MissingEvidence(
                result.id, result.text, shortfall.failure.value, shortfall.owner.value, shortfall.next_step
            )


def _unlocking(assessment: Assessment, position: Position) -> str | None:
    """Name the one document that is enough; ``None`` where several are needed, or where none helps."""
    if not assessment.open or not position.is_judged:
        return None
    needed: set[str] = set()
    for result in assessment.open:
        documents = _documents(result)
        if documents is None:
            return None
        needed |= documents
    return needed.pop() if len(needed) == 1 else None


def _documents(result: Result) -> frozenset[str] | None:
    """Name the documents that would close a result; ``None`` where none can.

    Care that is too short and evidence against the request need more than a document. Of members of which one is
    enough, the one that takes the fewest counts. Two evaluations are two reports.
    """
    if result.is_met:
        return frozenset()
    if result.members:
        found = [_documents(member) for member in result.members]
        if result.kind == "any_of":
            return min((each for each in found if each is not None), key=len, default=None)
        known = [each for each in found if each is not None]
        return frozenset().union(*known) if len(known) == len(found) else None
    if result.status is not Status.NOT_DOCUMENTED or result.failure is not FailureClass.GAP:
        return None
    own = _OF_THEIR_OWN.get(result.kind)
    if own is not None:
        return frozenset({f"{own} ({result.text})"})
    owners = {shortfall.owner for shortfall in result.shortfalls}
    return frozenset(_BY_OWNER[owner] for owner in owners) if owners <= set(_BY_OWNER) else None


def unlocked(many: ManyPayers) -> dict[str, Sequence[UnderProfile]]:
    """Return the payers that each one document would unlock, by the document."""
    found: dict[str, list[UnderProfile]] = {}
    for each in many.under:
        if each.unlocked_by is not None:
            found.setdefault(each.unlocked_by, []).append(each)
    return dict(found)


def in_common(many: ManyPayers) -> tuple[MissingEvidence, ...]:
    """Return what is open under every payer that the chart was held against, where there are several."""
    first, *others = many.under
    return tuple(point for point in first.open if others and all(point in each.open for each in others))
