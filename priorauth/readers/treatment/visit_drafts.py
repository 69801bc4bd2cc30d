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
from priorauth.reading.finding_values import Course
from priorauth.reading.model import About, DocumentKind, Side, Standing
from priorauth.reading.reader import Draft

_OF_CARE = re.compile(
    r"\s*(?:of|for|in|with)?\s*(?:(?:formal|outpatient|supervised|skilled|his|her|the)\s+)?", re.IGNORECASE
)
"""What may stand between a count and the care it is of."""


def visit_drafts(said: CareStatement, modalities: Collection[Modality], own: Modality | None) -> Iterator[Draft]:
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


def _visits(said: CareStatement, count: VisitCount, care: NamedCare | None, modality: Modality) -> Draft:
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
    return said.draft(
        Fact.CARE_SESSIONS, count.count, found, standing, side, CareSpan(block, *_with_triggers(said, count))
    )


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
