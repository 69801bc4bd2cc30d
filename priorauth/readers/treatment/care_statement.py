"""A statement as the reader of conservative care takes it: its care, values and counts, and how they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from priorauth.readers.treatment.care_courses import named_care
from priorauth.readers.treatment.care_parts import CarePart, CareSpan, CareValue
from priorauth.readers.treatment.care_values import care_values
from priorauth.readers.treatment.clinic_names import clinic_names
from priorauth.readers.treatment.therapy_records import KINDS_OF_VISIT, RECORDS, under_no_plan
from priorauth.readers.treatment.visit_totals import VisitCount, all_counts, planned_beside
from priorauth.reading.assertion import Assertion, Hints, assess, without_exception
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import Count, Course, Text, When
from priorauth.reading.frame import Frame, Mention, Nature
from priorauth.reading.model import Side, Standing
from priorauth.reading.reader import FindingDraft, ReadDocument
from priorauth.reading.sections import BODY, section_of
from priorauth.reading.statements import Statement
from priorauth.reading.vocabulary import Category

_OF_PERSON = frozenset({"to", "who"})
_TOLD = frozenset({"by", "told", "informed", "advised", "instructed", "counseled", "showed", "gave", "asked"})
_ANSWERS = frozenset({"declined", "declines", "refused", "refuses", "wants", "agrees", "prefers"})
_PUT_TO_THEM = frozenset(
    {"offered", "recommended", "suggested", "discussed", "advised", "proposed", "mentioned", "raised"}
)
"""What is put to a patient, who then answers it."""

_OF_THERAPY = frozenset(
    {
        "completed", "finished", "failed", "ended", "stopped", "started", "attended", "helped", "ordered",
        "declined", "refused", "prescribed", "recommended", "discharged", "worked", "tried", "scheduled",
        "offered", "provided", "did", "done", "gave", "given", "seen", "used", "continued", "performed",
        "lasted",
    }
)  # fmt: skip
"""Verbs that are said of therapy as well as of a patient: "PT completed"."""


class CareStatement:
    """One statement with its triggers, values and counts, and how each of them stands."""

    def __init__(self, document: ReadDocument, index: int, frame: Frame) -> None:
        self.document, self.frame = document, frame
        self.statement = _under_no_heading(under_no_plan(document.statements[index]))
        self.before = document.statements[index - 1] if index else None
        self.after = document.statements[index + 1] if index + 1 < len(document.statements) else None
        self.mentions = list(frame.mentions(self.statement.tokens))
        care = [item for item in self.mentions if _is_care(item) and not self._is_person(item)]
        self.labels = [item for item in self.mentions if _is_care(item) and self._is_person(item)]
        taken = frozenset(
            i for item in self.mentions if not is_attendance(item) for i in range(item.first, item.last + 1)
        )
        self.values = care_values(self.statement, taken, document.document.day)
        self.counts = all_counts(self.statement)
        care = [item for place, item in enumerate(care) if not (place and self._directs(care[place - 1], item))]
        self.care = named_care(self.statement, care, self.values, frame.vocabulary)

    def _is_person(self, mention: Mention) -> bool:
        """Whether "pt" is the patient ("Pt:", "pt asked", "kept by pt") or a therapist who signs."""
        start, end = self.place(mention)
        printed, tokens = self.statement.text[start:end], self.statement.tokens
        if printed == "PT":
            return self._is_signature(mention)
        if printed.casefold() != "pt" or mention.last != mention.first:
            return False
        before = tokens[mention.first - 1].text if mention.first else ""
        after = tokens[mention.last + 1].text if mention.last + 1 < len(tokens) else ""
        is_name = printed == "Pt" and self._is_name(mention.last + 1)
        if is_name or (printed == "Pt" and after == ":") or after in _OF_PERSON or before in _TOLD:
            return True
        if after in _ANSWERS and any(token.text in _PUT_TO_THEM for token in tokens[: mention.first]):
            return True  # "offered an injection - pt declined"
        is_verb = after.endswith("ed") or (after != "" and Category.VERB in self._kinds(mention.last + 1))
        return is_verb and after not in _OF_THERAPY

    def missed(self) -> Iterator[Mention]:
        """Return the words for visits that were not kept, or care that broke off, but those of a mere count."""
        for mention in self.mentions:
            is_counted = any(v.part is CarePart.MISSED and v.first <= mention.first <= v.last for v in self.values)
            if is_attendance(mention) and not is_counted:
                yield mention

    def _is_name(self, place: int) -> bool:
        tokens, text = self.statement.tokens, self.statement.text
        return place < len(tokens) and text[tokens[place].start].isupper() and not self._kinds(place)

    def _kinds(self, place: int) -> frozenset[Category]:
        return self.frame.vocabulary.categories(self.statement.tokens[place])

    def _is_signature(self, mention: Mention) -> bool:
        """Whether a statement is but a name with its letters: "Ann Example PT, OCS"."""
        tokens, text = self.statement.tokens, self.statement.text
        others = [i for i, token in enumerate(tokens) if token.is_word and not mention.first <= i <= mention.last]
        is_named = bool(others) and others[0] < mention.first
        return is_named and all(text[tokens[i].start].isupper() and not self._kinds(i) for i in others)

    def assess(self, mention: Mention, leaving: Sequence[CareValue] = ()) -> Assertion:
        """Return how a mention stands, each value of care read by its own grammar but those in ``leaving``."""
        own = {i for value in self.values if value not in leaving for i in range(value.first, value.last + 1)}
        counted = [(count.start, count.end) for count in self.counts]
        counted += planned_beside(self.statement) if counted else ()
        own |= {
            i
            for start, end in counted
            for i, token in enumerate(self.statement.tokens)
            if token.start < end and start < token.end
        }
        own |= clinic_names(self.statement, self.frame.vocabulary)
        own |= {0} if _is_letter_of_list(self.statement) else set()
        own |= self.statement.own_initials
        if not self.care and self.document.document.kind in RECORDS:
            own |= {i for i, token in enumerate(self.statement.tokens) if token.text in KINDS_OF_VISIT}
        own -= set(range(mention.first, mention.last + 1))
        hints = Hints(values=frozenset(own))
        found = assess(self.statement, mention, self.frame, self.before, self.after, hints)
        return without_exception(found)

    def place(self, mention: Mention) -> tuple[int, int]:
        """Return where the words of a mention stand in the text."""
        return self.statement.tokens[mention.first].start, self.statement.tokens[mention.last].end

    def _directs(self, care: Mention, who: Mention) -> bool:
        """Whether "PT" behind the days of home exercise is the table's column of who directed it."""
        start, end = self.place(who)
        first, last = self.place(care)
        is_home = "exercise" in self.statement.text[first:last].casefold()
        ends = {value.last + 1 for value in self.values if value.part is CarePart.END and value.first > care.last}
        return is_home and who.first in ends and self.statement.text[start:end].casefold() == "pt"

    def has_passed(self) -> bool:
        """Whether the statement gives a first or last day, and none after the document's own."""
        day = self.document.document.day
        parts = {value.part for value in self.values}
        dates = [value.date for value in self.values if value.date is not None]
        is_span = bool(parts & {CarePart.START, CarePart.END})
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
        self,
        fact: Fact,
        value: Course | Count | When | Text,
        found: Assertion,
        standing: Standing,
        side: Side,
        at: CareSpan,
    ) -> FindingDraft:
        """Return what a place of the statement says, as the reader hands it on."""
        start, end = self.statement.start, self.statement.end
        return FindingDraft(
            fact, value, found, start, end, standing=standing, side=side, read=(at.start, at.end), block=at.block
        )


def _is_letter_of_list(statement: Statement) -> bool:
    """Whether a line begins with the letter of its place in a list: "B  Home exercise, since May"."""
    if len(statement.tokens) < _FEWEST or statement.is_item:
        return False
    one, two = statement.tokens[:2]
    is_capital = one.end - one.start == 1 and statement.text[one.start] in "ABCDEFGHIJK"  # not L and R, the sides
    return is_capital and two.start > one.end and statement.text[two.start].isupper()


_FEWEST = 3  # words


def _is_care(mention: Mention) -> bool:
    return mention.trigger is not None and mention.trigger.fact is Fact.CARE


def is_attendance(mention: Mention) -> bool:
    """Whether a trigger tells of visits that were not kept, or of care that broke off."""
    return mention.trigger is not None and mention.trigger.fact is Fact.CARE_STATUS


_OF_CARE = frozenset(
    {
        "treatment", "treatments", "therapy", "therapies", "care", "medication", "medications", "meds", "drugs",
        "rx", "tx", "conservative", "nonoperative", "nonsurgical", "tried", "trialed", "failed", "used",
        "history", "hx", "summary", "record", "records", "list", "prior", "past", "previous", "earlier", "for",
        "this", "of", "to", "date", "the", "and", "episode", "back", "pain", "low", "lumbar", "spine",
        "reviewed", "relied", "on", "upon", "attending", "attestation", "so", "far", "measures", "management",
        "modalities", "interventions", "done", "grid", "table", "chart", "timeline", "log", "trials", "courses",
        "attempted", "completed", "outcomes", "results", "response", "responses", "non", "operative", "surgical",
    }
)  # fmt: skip
"""The words of headings under which treatment is listed, and of those that only say whose words follow."""


def _under_no_heading(statement: Statement) -> Statement:
    """Return a statement without a heading that only says that treatment follows: "Treatment history so far"."""
    if statement.heading is None or section_of(statement.heading_words) is not None:
        return statement
    if not all(token.text in _OF_CARE for token in statement.heading_tokens if token.is_word):
        return statement
    return replace(statement, section=BODY, heading=None)
