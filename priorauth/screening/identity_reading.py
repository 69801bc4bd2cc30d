"""Who a page says it is about: names, birth dates and numbers, each as printed behind its label.

A page is read line after line and label after label.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from priorauth.domain.dates import PartialDate
from priorauth.screening.birth_dates import PrintedDate, first_date
from priorauth.screening.identity_labels import (
    Label,
    LabelKind,
    is_person_heading,
    is_related,
    label_row,
    labels_in,
)
from priorauth.screening.name_words import RUN, has_credentials, looks_like_a_name
from priorauth.screening.text_spans import Span, TextLine, lines_of


@dataclass(frozen=True, slots=True)
class PrintedName:
    """A name a page prints: ``text[start:end]``.

    ``wide_end`` is where the next value begins: words of a name that look like a label stand before it.
    ``is_certain`` is whether the page says by label and form that this is its patient; a name that may be
    somebody else's can agree with the patient's but never contradict it.
    """

    start: int
    end: int
    wide_end: int
    is_certain: bool


@dataclass(frozen=True, slots=True)
class PrintedBirthDate:
    """A birth date a page prints: ``text[start:end]``. One that may be a child's is not certain."""

    date: PrintedDate
    start: int
    end: int
    is_certain: bool


@dataclass(frozen=True, slots=True)
class Identity:
    """Everything a page prints that says whose it is."""

    names: tuple[PrintedName, ...] = ()
    birth_dates: tuple[PrintedBirthDate, ...] = ()
    record_numbers: tuple[Span, ...] = ()
    member_ids: tuple[Span, ...] = ()


_NUMBER = re.compile(
    r"[\s.:#]*(?P<id>\d{1,4}(?:\ \d{2,4}){1,3}(?![\w/:.-]) | (?=[\w-]*\d)[^\W_][\w-]{2,})", re.VERBOSE
)
_NAME_AND_DATE = re.compile(
    r"\s*(?P<name>[^\W\d_][^\d,:]{0,40},[^\d,:]{1,40}?)\W*\b(?:dob|d\.o\.b|date\s+of\s+birth|mrn)\b", re.IGNORECASE
)
"""A heading without a label for the name: ``EXAMPLE, AVERY  DOB: 03/09/1974``."""

_NAMED_AND_BORN = re.compile(
    r"(?:\A|:)\s*(?P<name>[^\W\d_][^\d:.;]{2,60}?)[\s,(]+(?:born|b\.)\s+(?:in\s+)?(?P<year>(?:19|20)\d\d)(?![\d/.-]*\d)",
    re.IGNORECASE,
)
"""A heading that tells persons apart by the year: ``Second report: Jamie Sample, born 1960``."""

_LEAST_WORDS = 2
_ENDS_NAME = re.compile(r"\s{3,}|[\t|;]|\s[-\u2013\u2014]+\s")
_SIGNS = re.compile(r"\b(?:signature|signed|sincerely|regards|title|license|credentials?|npi)\b", re.IGNORECASE)
"""Words beside the name of whoever signs."""

_WORD = re.compile(r"\s*\S+")
_PERSONAL = frozenset({LabelKind.NAME, LabelKind.BIRTH, LabelKind.BORN, LabelKind.FAMILY, LabelKind.GIVEN})
"""What a heading such as ``Emergency contact`` gives to somebody else."""

_NEAR = 2
_HEAD_LINES = 8
_PERSON_LINES = 3


@dataclass(frozen=True, slots=True)
class _IdentityPart:
    """The part of a line that a value stands in; ``wide`` is the end of the label behind it."""

    index: int
    start: int
    end: int
    wide: int


@dataclass(slots=True)
class PageReading:
    """What has been read of a page so far."""

    text: str
    lines: tuple[TextLine, ...] = ()
    names: list[PrintedName] = field(default_factory=list)
    birth_dates: list[PrintedBirthDate] = field(default_factory=list)
    numbers: dict[LabelKind, list[Span]] = field(
        default_factory=lambda: {LabelKind.RECORD: [], LabelKind.MEMBER: [], LabelKind.SOME_ID: []}
    )
    person_until: int = -1
    """The last line whose particulars are somebody else's."""
    half: tuple[LabelKind, Span] | None = None
    """A last or first name that waits for its other half."""
    near_a_patient: dict[int, bool] = field(default_factory=dict)
    """By line, whether a label near it names a birth date or a chart number: asked once for each name on it."""

    def read(self) -> None:
        """Read the page from top to bottom."""
        self.lines = lines_of(self.text)
        index = 0
        while index < len(self.lines):
            rows = self._rows(index)
            if rows:
                index = self._below(index, rows)
            else:
                self._line(index)
                index += 1

    def _rows(self, index: int) -> list[tuple[Label, ...]]:
        """Collect the lines from here that consist of labels alone."""
        rows: list[tuple[Label, ...]] = []
        while index < len(self.lines) and (row := label_row(self.lines[index].text)):
            rows.append(row)
            index += 1
        return rows

    def _below(self, index: int, rows: Sequence[tuple[Label, ...]]) -> int:
        """Read the values under labels; return the next line to read.

        Under one row of labels stands one row of values, under a column of labels a column of them.
        """
        first = index + len(rows)
        labels = [label for row in rows for label in row]
        if first == len(self.lines):
            return first
        if len(labels) == 1:
            self._below_one(labels[0], first)
            return first
        if len(rows) == 1:
            self._row_values(labels, first)
            return first + 1
        for place, label in enumerate(labels, first):
            if place == len(self.lines) or any(other.has_colon for other in labels_in(self.lines[place].text)):
                return place
            self._value(label, self._whole(place))
        return first + len(labels)

    def _below_one(self, label: Label, index: int) -> None:
        if index > self.person_until or label.kind not in _PERSONAL:
            after = labels_in(self.lines[index].text)
            end = after[0].start if after else len(self.lines[index].text)
            self._value(label, _IdentityPart(index, 0, end, end))

    def _whole(self, index: int) -> _IdentityPart:
        size = len(self.lines[index].text)
        return _IdentityPart(index, 0, size, size)

    def _row_values(self, labels: Sequence[Label], index: int) -> None:
        line, place = self.lines[index].text, 0
        for label in labels:
            end = self._value(label, _IdentityPart(index, place, len(line), len(line)))
            place = _past_a_word(line, place, label) if end is None else end

    def _line(self, index: int) -> None:
        line = self.lines[index]
        if is_person_heading(line.text):
            self.person_until = index + _PERSON_LINES
            return
        unlabeled = _NAME_AND_DATE.match(line.text)
        if unlabeled and looks_like_a_name(unlabeled["name"]) and not has_credentials(unlabeled["name"]):
            start, end = (line.start + place for place in unlabeled.span("name"))
            self.names.append(PrintedName(start, end, end, is_certain=True))
        self._named_and_born(line)
        labels = labels_in(line.text)
        for label, after in zip(labels, (*labels[1:], None), strict=False):
            self._labeled(label, after, index)

    def _named_and_born(self, line: TextLine) -> None:
        """Read a name with a year of birth. The year tells persons apart, whatever the name may be a word of."""
        found = _NAMED_AND_BORN.search(line.text)
        if found is None or not found["name"].istitle() or len(found["name"].split()) < _LEAST_WORDS:
            return
        if is_related(line.text[: found.start("name")]):
            return
        spans = (found.span(group) for group in ("name", "year"))
        (start, end), (first, last) = ((line.start + one, line.start + two) for one, two in spans)
        born = PrintedDate(PartialDate(int(found["year"])), first, last)
        self.birth_dates.append(PrintedBirthDate(born, first, last, is_certain=True))
        if looks_like_a_name(found["name"]) and not has_credentials(found["name"]):
            self.names.append(PrintedName(start, end, end, is_certain=True))

    def _labeled(self, label: Label, after: Label | None, index: int) -> None:
        line = self.lines[index].text
        if label.kind is LabelKind.PERSON:
            has_value = bool(line[label.end :].strip())
            reach = int(is_related(line[label.start : label.end])) if has_value else _PERSON_LINES
            self.person_until = index + reach
            return
        if label.kind in (LabelKind.PATIENT, LabelKind.ABOUT, LabelKind.RECORD):
            self.person_until = -1
        if index <= self.person_until and label.kind in _PERSONAL:
            return
        if after is None and not line[label.end :].strip() and index + 1 < len(self.lines):
            self._below_one(label, index + 1)
        else:
            end = after.start if after else len(line)
            self._value(label, _IdentityPart(index, label.end, end, after.end if after else end))

    def _value(self, label: Label, part: _IdentityPart) -> int | None:
        """Read one value; return the place in its line where it ends, or ``None`` when there is none."""
        if label.kind in (LabelKind.PATIENT, LabelKind.NAME, LabelKind.ABOUT):
            return self._name(label, part)
        if label.kind in (LabelKind.BIRTH, LabelKind.BORN):
            return self._birth_date(label, part)
        if label.kind in self.numbers:
            return self._number(label, part)
        if label.kind in (LabelKind.FAMILY, LabelKind.GIVEN):
            return self._half_name(label, part)
        return None

    def _name(self, label: Label, part: _IdentityPart) -> int | None:
        line = self.lines[part.index]
        shown = line.text[part.start : part.end]
        offset = len(shown) - len(shown.lstrip(" \t.:-"))
        cut = _ENDS_NAME.search(shown, offset)
        run = RUN.match(shown[: cut.start()] if cut else shown, offset)
        if run is None:
            return None
        start = line.start + part.start + run.start()
        end = start + len(run.group().rstrip(" ,.-"))
        is_certain = self._is_patients(label, run.group(), part)
        self.names.append(PrintedName(start, end, max(end, line.start + part.wide), is_certain))
        return part.start + run.end()

    def _is_patients(self, label: Label, printed: str, part: _IdentityPart) -> bool:
        """Whether a label and what surrounds it leave no doubt that this is the patient's name."""
        if not looks_like_a_name(printed, any_case=label.kind is LabelKind.PATIENT and printed.islower()):
            return False
        if label.kind is LabelKind.PATIENT and (label.has_colon or label.start == 0 or part.start == 0):
            return True
        if has_credentials(printed):
            return False
        if self._is_near_a_patient(part.index):
            return True
        is_head = label.kind is LabelKind.NAME and label.has_colon and part.index < _HEAD_LINES
        around = self.lines[max(0, part.index - 1) : part.index + 2]
        return is_head and not any(_SIGNS.search(line.text) for line in around)

    def _is_near_a_patient(self, index: int) -> bool:
        if index not in self.near_a_patient:
            near = self.lines[max(0, index - 1) : index + 1 + _NEAR]
            labels = (label for line in near for label in labels_in(line.text))
            self.near_a_patient[index] = any(label.kind in (LabelKind.BIRTH, LabelKind.RECORD) for label in labels)
        return self.near_a_patient[index]

    def _half_name(self, label: Label, part: _IdentityPart) -> int | None:
        """Read a last or a first name with a label of its own; the two halves make one name."""
        line = self.lines[part.index]
        run = RUN.search(line.text, part.start, part.end)
        if run is None:
            return None
        span = Span(line.start + run.start(), line.start + run.end())
        if self.half is not None and self.half[0] is not label.kind:
            both = sorted((self.half[1], span), key=lambda half: half.start)
            words = " ".join(half.of(self.text) for half in both)
            self.names.append(PrintedName(both[0].start, both[1].end, both[1].end, looks_like_a_name(words)))
            self.half = None
        else:
            self.half = (label.kind, span)
        return run.end()

    def _birth_date(self, label: Label, part: _IdentityPart) -> int | None:
        start = self.lines[part.index].start + part.start
        found = first_date(self.text[start : start + part.end - part.start])
        if found is None:
            return None
        before = self.lines[part.index].text[: part.start].casefold().rpartition("patient")[2]
        is_certain = label.kind is LabelKind.BIRTH and not is_related(before)
        printed = PrintedBirthDate(found, start + found.start, start + found.end, is_certain)
        self.birth_dates.append(printed)
        return part.start + found.end

    def _number(self, label: Label, part: _IdentityPart) -> int | None:
        line = self.lines[part.index]
        match = _NUMBER.match(line.text, part.start, part.end)
        if match is None:
            return None
        self.numbers[label.kind].append(Span(line.start + match.start("id"), line.start + match.end("id")))
        return match.end()


def _past_a_word(line: str, place: int, label: Label) -> int:
    """Pass over the value of a label that says nothing of identity; a name may have taken it, a date is not its."""
    word = _WORD.match(line, place)
    if word is None or (label.kind is LabelKind.OTHER and not label.is_dated and first_date(line[place:])):
        return place
    return word.end()


def read_identity(text: str) -> Identity:
    """Read what a page prints of a patient's name, birth date, chart and plan numbers.

    Values stand behind their label, on the line below it, or in a row of values under a row of labels. What a
    label or a heading gives to somebody else (a physician, a guarantor, a contact) is left out.
    """
    reading = PageReading(text)
    reading.read()
    return Identity(
        tuple(reading.names),
        tuple(reading.birth_dates),
        tuple(reading.numbers[LabelKind.RECORD]),
        tuple(reading.numbers[LabelKind.MEMBER]),
    )
