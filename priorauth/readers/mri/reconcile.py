"""One account of a report from its statements: repeats joined, contradictions left open, addenda heeded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from priorauth.case.model import Certainty
from priorauth.domain.dates import PartialDate
from priorauth.domain.spine import ModicType
from priorauth.readers.mri.model import (
    Contradiction,
    DeniedFinding,
    HistoricFinding,
    Place,
    ReportedFinding,
    ReportSection,
    UnplacedFinding,
    Words,
)
from priorauth.readers.mri.report_assertion import Polarity
from priorauth.readers.mri.report_sections import SPEAKING
from priorauth.readers.mri.report_statements import EndplateStatement
from priorauth.readers.mri.report_text import ReportText
from priorauth.readers.mri.temporality import Time


@dataclass(frozen=True, slots=True)
class Account:
    """What a report says of endplate changes."""

    findings: tuple[ReportedFinding, ...]
    unplaced: tuple[UnplacedFinding, ...]
    denied: tuple[DeniedFinding, ...]
    historic: tuple[HistoricFinding, ...]
    contradictions: tuple[Contradiction, ...]


def reconcile(text: ReportText, statements: Sequence[EndplateStatement]) -> Account:
    """Join statements into one account. What contradicts is reported, and nothing is decided for its place."""
    said = _after_addendum([s for s in statements if s.section in SPEAKING])
    asserted = [s for s in said if s.polarity is Polarity.ASSERTED and s.time is not Time.PAST]
    denied = [
        s
        for s in said
        if s.polarity is Polarity.RESOLVED or (s.polarity is Polarity.DENIED and s.time is not Time.PAST)
    ]
    joined = _join_sentences([s for s in asserted if s.place is not None])
    contradictions = tuple(_contradictions(text, joined, denied))
    open_places = {found.place for found in contradictions}
    findings = tuple(_findings(text, [s for s in joined if s.place not in open_places]))
    is_typed = any(s.types for s in asserted)
    return Account(
        findings,
        tuple(_unplaced(text, asserted)),
        tuple(_denied(text, [s for s in denied if not (s.is_marrow and is_typed and s.place is None)])),
        tuple(_historic(text, statements)),
        contradictions,
    )


def _after_addendum(statements: list[EndplateStatement]) -> list[EndplateStatement]:
    """Let an addendum that corrects win over what it corrects, place by place."""
    late = [s for s in statements if s.section is ReportSection.ADDENDUM]
    corrects = any(s.corrects for s in late)
    taken_back = {s.place for s in late if s.is_retracted}
    settled = {s.place for s in late if corrects and not s.is_retracted and s.place is not None}
    kept = [
        s for s in statements if s.section is not ReportSection.ADDENDUM and s.place not in taken_back | settled
    ]
    if corrects and any(s.place is not None and s.polarity is Polarity.ASSERTED for s in late):
        kept = [s for s in kept if not (s.place is None and s.polarity is Polarity.DENIED)]
    return [*kept, *(s for s in late if not s.is_retracted)]


def _join_sentences(statements: list[EndplateStatement]) -> list[EndplateStatement]:
    """Join the types one sentence gives one place: a mixed change, unless it names an endplate for each."""
    joined: list[EndplateStatement] = []
    of_sentence: dict[tuple[Place | None, int], list[int]] = {}
    for item in statements:
        near = of_sentence.setdefault((item.place, item.start), [])
        index = next((i for i in near if _is_mixed(joined[i], item)), None)
        if index is None:
            near.append(len(joined))
            joined.append(item)
        else:
            joined[index] = _mix(joined[index], item)
    return joined


def _is_mixed(one: EndplateStatement, two: EndplateStatement) -> bool:
    """Whether two statements of one sentence and place are one change."""
    return bool(one.types) and bool(two.types) and not _are_apart(one, two)


def _are_apart(one: EndplateStatement, two: EndplateStatement) -> bool:
    """Whether two statements of one place name different endplates."""
    return bool(one.endplates and two.endplates) and not set(one.endplates) & set(two.endplates)


def _mix(one: EndplateStatement, two: EndplateStatement) -> EndplateStatement:
    endplates = tuple(dict.fromkeys((*one.endplates, *two.endplates)))
    time = Time.BOTH if Time.BOTH in (one.time, two.time) else Time.NOW
    hedged = one.is_hedged or two.is_hedged
    return replace(one, types=one.types | two.types, endplates=endplates, is_hedged=hedged, time=time)


def _contradictions(
    text: ReportText, asserted: list[EndplateStatement], denied: list[EndplateStatement]
) -> Iterator[Contradiction]:
    denials = _alike(denied)
    for place in dict.fromkeys(s.place for s in asserted):
        here = _alike(s for s in asserted if s.place == place)
        against = [d for d in denials if any(_deny(d[0], s[0]) for s in here)]
        if against:
            denied_ones = [s for s in here if any(_deny(d[0], s[0]) for d in against)]
            yield Contradiction(
                place=place, what="presence", statements=_words(text, chain(*denied_ones, *against))
            )
            continue
        apart = [one for one in here if any(_contradict(one[0], other[0]) for other in here)]
        if apart:
            yield Contradiction(place=place, what="types", statements=_words(text, chain(*apart)))


def _alike(statements: Iterable[EndplateStatement]) -> list[list[EndplateStatement]]:
    """Group the statements that can contradict the same others: a report may repeat itself a thousand times."""
    groups: dict[tuple[object, ...], list[EndplateStatement]] = {}
    for item in statements:
        key = (item.place, item.types, frozenset(item.endplates), item.is_modic, item.is_marrow)
        groups.setdefault(key, []).append(item)
    return list(groups.values())


def _contradict(one: EndplateStatement, two: EndplateStatement) -> bool:
    """Whether two statements of one place name different types."""
    return bool(one.types and two.types) and one.types != two.types and not _are_apart(one, two)


def _deny(denial: EndplateStatement, statement: EndplateStatement) -> bool:
    """Whether a denial and a statement cannot both be true."""
    if denial.place is not None and denial.place != statement.place:
        return False
    if denial.is_marrow:
        return denial.place is not None and bool(statement.types)
    if denial.types:
        return bool(denial.types & statement.types)
    if statement.types:
        return denial.is_modic or denial.place is not None or not _is_qualified(statement)
    return statement.is_modic if denial.is_modic else True


def _is_qualified(statement: EndplateStatement) -> bool:
    return statement.is_modic and not statement.types


def _words(text: ReportText, statements: Iterable[EndplateStatement]) -> tuple[Words, ...]:
    spans = sorted({(s.start, s.end) for s in statements})
    return tuple(text.words(start, end) for start, end in spans)


def _types(types: Iterable[int]) -> tuple[ModicType, ...]:
    return tuple(ModicType(str(number)) for number in sorted(types))


def _certainty(statements: Iterable[EndplateStatement]) -> Certainty:
    return Certainty.HEDGED if any(s.is_hedged for s in statements) else Certainty.STATED


def _findings(text: ReportText, statements: list[EndplateStatement]) -> Iterator[ReportedFinding]:
    for place in dict.fromkeys(s.place for s in statements):
        here = [s for s in statements if s.place == place]
        typed = [s for s in here if s.types]
        for types in dict.fromkeys(s.types for s in typed or here):
            same = [s for s in typed or here if s.types == types]
            yield _finding(text, place, types, same)


def _finding(
    text: ReportText, place: Place | None, types: frozenset[int], same: list[EndplateStatement]
) -> ReportedFinding:
    assert place is not None  # noqa: S101  (statements without a place are kept apart)
    words = _words(text, same)
    return ReportedFinding(
        place=place,
        endplates=tuple(dict.fromkeys(endplate for s in same for endplate in s.endplates)),
        types=_types(types),
        certainty=_certainty(same),
        section=same[0].section,
        words=words[0],
        also=words[1:],
    )


def _unplaced(text: ReportText, asserted: list[EndplateStatement]) -> Iterator[UnplacedFinding]:
    seen: set[tuple[frozenset[int], int]] = set()
    for item in asserted:
        if item.place is None and (item.types, item.start) not in seen:
            seen.add((item.types, item.start))
            words = text.words(item.start, item.end)
            yield UnplacedFinding(types=_types(item.types), certainty=_certainty([item]), words=words)


def _denied(text: ReportText, denied: list[EndplateStatement]) -> Iterator[DeniedFinding]:
    seen: set[tuple[Place | None, frozenset[int], int]] = set()
    for item in denied:
        if (item.place, item.types, item.start) not in seen:
            seen.add((item.place, item.types, item.start))
            yield DeniedFinding(place=item.place, types=_types(item.types), words=text.words(item.start, item.end))


def _historic(text: ReportText, statements: Sequence[EndplateStatement]) -> Iterator[HistoricFinding]:
    seen: set[tuple[Place | None, frozenset[int], str | None]] = set()
    for item in statements:
        key = (item.place, item.types, item.date)
        if _was_there(item) and key not in seen:
            seen.add(key)
            date = PartialDate.parse(item.date) if item.date else None
            words = text.words(item.start, item.end)
            yield HistoricFinding(place=item.place, types=_types(item.types), date=date, words=words)


def _was_there(item: EndplateStatement) -> bool:
    """Whether a statement tells of an earlier study: in words, by its section, or because it has resolved."""
    if item.is_marrow or item.is_retracted or item.polarity in (Polarity.DENIED, Polarity.SILENT):
        return False
    if item.polarity is Polarity.RESOLVED or item.section is ReportSection.COMPARISON:
        return True
    return item.time is Time.PAST or (item.time is Time.BOTH and item.section in SPEAKING)
