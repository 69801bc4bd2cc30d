"""The reader of conservative care: courses, visits, and what came of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from priorauth.case.care import CareStatus, Modality
from priorauth.readers.treatment.care_parts import CareSpan
from priorauth.readers.treatment.care_statement import CareStatement
from priorauth.readers.treatment.care_values import plain_phrases
from priorauth.readers.treatment.course_drafts import course_drafts
from priorauth.readers.treatment.given_up_care import care_taken_back, given_up_behind, good_outcome
from priorauth.readers.treatment.record_days import numbered_log_drafts, title_day_drafts
from priorauth.readers.treatment.therapy_records import RECORDS, log_drafts
from priorauth.readers.treatment.unnamed_care import Told, goes_on, told_behind, unnamed_drafts
from priorauth.readers.treatment.visit_drafts import injection_drafts, visit_drafts
from priorauth.readers.treatment.visit_totals import is_kept_day
from priorauth.reading.assertion import Assertion
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import Course
from priorauth.reading.frame import Frame, Nature, Trigger, read_frame
from priorauth.reading.model import About, Side, Standing
from priorauth.reading.reader import FindingDraft, ReadDocument
from priorauth.reading.statements import LONGEST


class TreatmentReader:
    """Reads courses of care line by line; every part of a course shares its block."""

    @property
    def frame(self) -> Frame:
        """The words of conservative care. Phrases that its grammar reads are plain words of it."""
        return _frame()

    def read(self, document: ReadDocument) -> Iterator[FindingDraft]:
        """Return the parts of every course a document names, and the visits it counts."""
        if document.document.kind in RECORDS:
            kept = [item for item in document.statements if is_kept_day(item)]
            yield from log_drafts(document, kept, self.frame) if kept else numbered_log_drafts(document)
            yield from title_day_drafts(document)
        told: Told | None = None
        for index, statement in enumerate(document.statements):
            if statement.end - statement.start > LONGEST:
                told = None
                continue
            said = CareStatement(document, index, self.frame)
            yield from _drafts(said, told)
            told = told_behind(said, told)


@cache
def _frame() -> Frame:
    frame = read_frame(Path(__file__).parent)
    read = tuple(Trigger(Fact.CARE, Nature.ACT, words) for words in plain_phrases())
    return replace(frame, rows=(*frame.rows, *read))


def _drafts(said: CareStatement, told: Told | None) -> Iterator[FindingDraft]:
    """Return what a statement says of care, visits and attendance; ``told`` is the care that it may go on about."""
    for care in said.care:
        yield from course_drafts(said, care)
        yield from injection_drafts(said, care)
    yield from care_taken_back(said)
    yield from good_outcome(said)
    if told is not None:
        yield from given_up_behind(said, *told)
    for label in said.labels:
        value = Course(modality=Modality.OTHER, detail="pt")
        found = Assertion(Standing.GENERIC)
        yield said.draft(Fact.CARE, value, found, found.standing, Side.NEUTRAL, CareSpan("", *said.place(label)))
    own = RECORDS.get(said.document.document.kind)
    modalities = {care.modality for care in said.care}
    if own is not None and modalities <= {Modality.HOME_EXERCISE}:  # "9 visits, no change. HEP given"
        modalities = {own}
        yield from unnamed_drafts(said, Course(modality=own), said.record_block)
    elif told is not None and goes_on(said):
        yield from unnamed_drafts(said, *told)
    yield from visit_drafts(said, modalities, own)
    only = next(iter(modalities)) if len(modalities) == 1 else None
    yield from _attendance(said, only or (own if not said.care else None))


_TAKEN_AWAY = frozenset(
    {
        Standing.DENIED, Standing.GENERIC, Standing.CONDITIONAL, Standing.UNFILLED, Standing.ASKED,
        Standing.RETRACTED,
    }
)  # fmt: skip


def _attendance(said: CareStatement, modality: Modality | None) -> Iterator[FindingDraft]:
    """Return that care was not attended or broke off: it harms where it is there, unless it is taken away."""
    for mention in said.missed():
        found = said.assess(mention)
        place = said.place(mention)
        printed = said.statement.text[slice(*place)].casefold()
        value = Course(modality=modality or Modality.OTHER, status=CareStatus.STOPPED, reason=printed)
        harms = found.about is About.PATIENT and found.standing not in _TAKEN_AWAY
        side = Side.HARMS if harms else Side.NEUTRAL
        yield said.draft(Fact.CARE_STATUS, value, found, found.standing, side, CareSpan(said.record_block, *place))
