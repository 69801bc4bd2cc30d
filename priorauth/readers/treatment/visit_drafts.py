"""Visits that a statement counts: of which care they are, and whether they were attended."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from priorauth.case.care import Modality
from priorauth.readers.treatment.care_courses import NamedCare
from priorauth.readers.treatment.care_indications import of_part
from priorauth.readers.treatment.care_parts import CarePart, CareSpan
from priorauth.readers.treatment.care_statement import CareStatement
from priorauth.readers.treatment.therapy_records import RECORDS, helps
from priorauth.readers.treatment.visit_totals import OF_OTHER_CARE, TOTAL_OF_VISITS, VisitCount
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import Count, Course
from priorauth.reading.model import About, DocumentKind, Side, Standing
from priorauth.reading.reader import FindingDraft

INJECTIONS = frozenset(
    {Modality.EPIDURAL_INJECTION, Modality.FACET_INJECTION, Modality.SACROILIAC_INJECTION, Modality.FACET_ABLATION}
)
"""Care that begins and ends on one day."""

_OF_CARE = re.compile(
    r"\s*(?:of|for|in|with)?\s*(?:(?:formal|outpatient|supervised|skilled|his|her|the)\s+)?", re.IGNORECASE
)
"""What may stand between a count and the care it is of."""


def visit_drafts(
    said: CareStatement, modalities: Collection[Modality], own: Modality | None
) -> Iterator[FindingDraft]:
    """Return the visits of a statement that names ``modalities``, in a record that need not name its ``own``."""
    only = next(iter(modalities)) if len(modalities) == 1 else None
    for count in said.counts:
        if not said.care and said.statement.text[count.start] in "xX":
            continue  # "scar x 4", "9 x 40": no visits of the record
        named = None if modalities == {own} else _care_of(said, count)
        modality = only or (named.modality if named is not None else None)
        if modality is None and not said.care and not count.is_bare:
            modality = Modality.OTHER  # "attended 5 of 12", of whatever care
        if modality is not None:
            draft = _visits(said, count, named, modality)
            yield draft
            if modality is own and not said.care and draft.side is Side.HELPS:
                yield replace(
                    draft, fact=Fact.CARE, value=Course(modality=own)
                )  # visits kept show that it was given


def _care_of(said: CareStatement, count: VisitCount) -> NamedCare | None:
    """Return the care whose visits are counted: named right behind ("12 visits of PT"), or last before."""
    behind = [care for care in said.care if said.place(care.mention)[0] >= count.end]
    before = [care for care in said.care if said.place(care.mention)[0] < count.end]
    if behind and _OF_CARE.fullmatch(said.statement.text[count.end : said.place(behind[0].mention)[0]]):
        return behind[0]
    return before[-1] if before else behind[0] if len(behind) == 1 else None


def _visits(said: CareStatement, count: VisitCount, care: NamedCare | None, modality: Modality) -> FindingDraft:
    """Return the visits attended: stated only if their course is, word by word."""
    is_done = any(value.part is CarePart.RESPONSE or value.value == "completed" for value in said.values)
    is_own = modality is RECORDS.get(said.document.document.kind)
    is_done = is_done or (is_own and (said.has_passed() or _is_total(said, count)))
    found = said.assess(said.mention_at(count))
    standing = found.standing
    for named in said.care:
        if named.modality is not modality:
            continue
        own = of_part(said, named, said.assess(named.mention))
        if found.about is About.PATIENT and (
            own.about is not About.PATIENT or (own.standing is not Standing.STATED and standing is Standing.STATED)
        ):
            standing, found = own.standing, own
    if count.is_planned:
        standing = Standing.PLANNED
    is_whole = modality is RECORDS.get(said.document.document.kind) and count.count.of == count.count.number
    if standing is Standing.STATED and (
        OF_OTHER_CARE.match(said.statement.text, count.end, said.statement.end)
        or (count.is_bare and not is_done and not is_whole)
        or any(value.part is CarePart.UNCLEAR for value in said.values)
    ):
        standing = Standing.NOT_UNDERSTOOD
    block = said.record_block
    if care is not None:
        block = f"{said.document.document.id}:{said.place(care.mention)[0]}"
    side = helps(standing, found.about) if count.count.number else Side.NEUTRAL
    at = CareSpan(block, *_with_triggers(said, count))
    draft = said.draft(Fact.CARE_SESSIONS, count.count, found, standing, side, at)
    return replace(draft, second_hand=not _may_count(said, care, modality))


_ONE_OF_THEM = re.compile(
    r"\b(?:second|third|fourth|2nd|3rd|4th|last|repeat\w*|again|another|both|series|multiple|several|twice"
    r"|(?:two|three|four|five|six)\b(?!\s+(?:hours?|days?|weeks?|months?|years?|wks?|mos?|ml|cc|mg|good|bad|better))"
    r"|x\s?\d|(?<!at )all|each|every|most|further|more)\b",
    re.IGNORECASE,
)
"""Words by which a statement tells of more than the one injection that it dates."""
_PLURAL = re.compile(
    r"(?:injections|injs|blocks|epidurals|esis|lesis|tfesis|ilesis|mbbs|ablations)\Z", re.IGNORECASE
)


def injection_drafts(said: CareStatement, care: NamedCare) -> Iterator[FindingDraft]:
    """Return that one injection was given, where a statement names one and the day of it."""
    days = {value.value for value in care.values if value.date is not None}
    is_of_day = all(value.date.day is not None for value in care.values if value.date is not None)
    place = said.place(care.mention)
    if care.modality not in INJECTIONS or len(days) != 1 or not is_of_day or said.counts or len(said.care) > 1:
        return
    if _ONE_OF_THEM.search(said.statement.words) or _PLURAL.search(said.statement.text[slice(*place)]):
        return
    found = of_part(said, care, said.assess(care.mention))
    is_unclear = any(v.part is CarePart.UNCLEAR or v.value == "declined" for v in care.values) or any(said.missed())
    standing = Standing.NOT_UNDERSTOOD if found.standing is Standing.STATED and is_unclear else found.standing
    at = CareSpan(f"{said.document.document.id}:{place[0]}", *place)
    count = Count(number=1)
    draft = said.draft(Fact.CARE_SESSIONS, count, found, standing, helps(standing, found.about), at)
    yield replace(draft, second_hand=said.document.document.kind in RECORDS)


def _may_count(said: CareStatement, care: NamedCare | None, modality: Modality) -> bool:
    """Whether a document can know how often care was had: its record, or a visit's note for care without one."""
    kind = said.document.document.kind
    if kind in RECORDS:
        return True
    named = care is not None or any(item.modality is modality for item in said.care)
    return named and modality not in RECORDS.values()


def _is_total(said: CareStatement, count: VisitCount) -> bool:
    """Whether a discharge record gives its number of visits behind a label."""
    is_end = said.document.document.kind is DocumentKind.THERAPY_DISCHARGE
    return (
        is_end and TOTAL_OF_VISITS.match(said.statement.words) is not None and count.start == said.statement.start
    )


def _with_triggers(said: CareStatement, count: VisitCount) -> tuple[int, int]:
    """Return the place of a count with the triggers it overlaps."""
    start, end = count.start, count.end
    for first, last in map(said.place, said.mentions):
        if first < count.end and count.start < last:
            start, end = min(start, first), max(end, last)
    return start, end
