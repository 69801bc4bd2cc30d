"""A statement as the reader of conservative care takes it: its care, values and counts, and how they stand."""

from __future__ import annotations

from collections.abc import Sequence

from priorauth.readers.treatment.care_courses import named_care
from priorauth.readers.treatment.care_values import CareValue, Part, care_values
from priorauth.readers.treatment.clinic_names import clinic_names
from priorauth.readers.treatment.therapy_records import KINDS_OF_VISIT, RECORDS, under_no_plan
from priorauth.readers.treatment.visit_totals import VisitCount, all_counts
from priorauth.reading.assertion import Assessment, assess, without_exception
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import Count, Course, Text, When
from priorauth.reading.frame import Frame, Mention, Nature
from priorauth.reading.model import Side, Standing
from priorauth.reading.reader import Draft, ReadDocument


class CareStatement:
    """One statement with its triggers, values and counts, and how each of them stands."""

    def __init__(self, document: ReadDocument, index: int, frame: Frame) -> None:
        self.document, self.frame = document, frame
        self.statement = under_no_plan(document.statements[index])
        self.before = document.statements[index - 1] if index else None
        self.after = document.statements[index + 1] if index + 1 < len(document.statements) else None
        self.mentions = list(frame.mentions(self.statement.tokens))
        care = [item for item in self.mentions if _is_care(item) and not self._is_person(item)]
        self.labels = [item for item in self.mentions if _is_care(item) and self._is_person(item)]
        taken = frozenset(
            i for item in self.mentions if not is_attendance(item) for i in range(item.first, item.last + 1)
        )
        self.values = care_values(self.statement, taken)
        self.counts = all_counts(self.statement)
        care = [item for place, item in enumerate(care) if not (place and self._directs(care[place - 1], item))]
        self.care = named_care(self.statement, care, self.values, frame.vocabulary)

    def _is_person(self, mention: Mention) -> bool:
        """Whether "Pt:" is the label of the patient's name and no therapy."""
        start, end = self.place(mention)
        return self.statement.text[start:end] == "Pt" and self.statement.text[end : end + 1] == ":"

    def assess(self, mention: Mention, leaving: Sequence[CareValue] = ()) -> Assessment:
        """Return how a mention stands, each value of care read by its own grammar but those in ``leaving``."""
        own = {i for value in self.values if value not in leaving for i in range(value.first, value.last + 1)}
        own |= {
            i
            for count in self.counts
            for i, token in enumerate(self.statement.tokens)
            if token.start < count.end and count.start < token.end
        }
        own |= clinic_names(self.statement, self.frame.vocabulary)
        if not self.care and self.document.document.kind in RECORDS:
            own |= {i for i, token in enumerate(self.statement.tokens) if token.text in KINDS_OF_VISIT}
        own -= set(range(mention.first, mention.last + 1))
        found = assess(self.statement, mention, self.frame, self.before, self.after, values=own)
        return without_exception(found)

    def place(self, mention: Mention) -> tuple[int, int]:
        """Return where the words of a mention stand in the text."""
        return self.statement.tokens[mention.first].start, self.statement.tokens[mention.last].end

    def _directs(self, care: Mention, who: Mention) -> bool:
        """Whether "PT" behind the days of home exercise is the table's column of who directed it."""
        start, end = self.place(who)
        first, last = self.place(care)
        is_home = "exercise" in self.statement.text[first:last].casefold()
        ends = {value.last + 1 for value in self.values if value.part is Part.END and value.first > care.last}
        return is_home and who.first in ends and self.statement.text[start:end].casefold() == "pt"

    def has_passed(self) -> bool:
        """Whether the statement gives a first or last day, and none after the document's own."""
        day = self.document.document.day
        parts = {value.part for value in self.values}
        dates = [value.date for value in self.values if value.date is not None]
        is_span = bool(parts & {Part.START, Part.END})
        return day is not None and is_span and all(item.earliest <= day.latest for item in dates)

    @property
    def record_block(self) -> str:
        """The block of what a record says of its own care without naming it."""
        return f"{self.document.document.id}:record"

    def mention_at(self, count: VisitCount) -> Mention:
        """Return the words of a count as a mention of an act."""
        tokens = self.statement.tokens
        inside = [i for i, token in enumerate(tokens) if token.start < count.end and count.start < token.end]
        return Mention(inside[0], inside[-1], Nature.ACT)

    def draft(
        self, fact: Fact, value: Course | Count | When | Text, found: Assessment, standing: Standing, side: Side,
        block: str, place: tuple[int, int],
    ) -> Draft:  # fmt: skip
        """Return what a place of the statement says, as the reader hands it on."""
        start, end = self.statement.start, self.statement.end
        return Draft(fact, value, found, start, end, standing=standing, side=side, read=place, block=block)


def _is_care(mention: Mention) -> bool:
    return mention.trigger is not None and mention.trigger.fact is Fact.CARE


def is_attendance(mention: Mention) -> bool:
    """Whether a trigger tells of visits that were not kept, or of care that broke off."""
    return mention.trigger is not None and mention.trigger.fact is Fact.CARE_STATUS
