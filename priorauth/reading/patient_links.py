"""Whose a page is that prints half a name or only a number: the patient's where another page bears it out.

Two things must agree, and neither is guessed. Half a name (``EXAMPLE A``, ``A. Example``) goes with the age, with
the number beside the patient's whole name on another page, or with days another page tells. A record or claim
number goes alone, as it is one person's. What is left stays not named, and a person is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from priorauth.domain.dates import PartialDate
from priorauth.domain.written_dates import dates_in
from priorauth.reading.chart_patient import HEAD_ROWS, ChartPatient, age_on, likeness_of
from priorauth.reading.document_marks import is_continued
from priorauth.reading.heads import head_of
from priorauth.reading.model import DocumentKind, PatientMatch
from priorauth.reading.reader import ReadDocument
from priorauth.screening.identity_reading import read_identity
from priorauth.screening.person_names import Likeness
from priorauth.screening.text_spans import TextLine, lines_of

_NUMBER = re.compile(r"(?<![\w/.:-])(?P<id>(?:[A-Z]{1,4}[ -]?)?\d[\d-]{2,}\d(?:-[A-Z]{1,3})?)(?![\w/])")
_PHONE = re.compile(r"(?:\d{3}-)?\d{3}-\d{4}")
_CLAIM = re.compile(r"\bclaim\s*(?:no|number|num)?\b[\s.:#]*(?P<id>(?=[\w-]*\d{3})[\w-]{5,})", re.IGNORECASE)
_OF_A_PLAN = re.compile(
    r"\b(?:member|policy|group|subscriber|insur\w*|plan|phone|tel|fax|ph|npi|lic\w*|acc\w*)\W{0,3}(?:id|no|number)?\W{0,3}\Z",
    re.IGNORECASE,
)
"""A plan's numbers are those of a family, and others those of a clinic: none tells one person."""

_NOT_TOLD = re.compile(
    r"\b(?:print\w*|fax\w*|receiv\w*|run|copied|copy|scan\w*|dob|born|birth\w*|expires)\W*\Z", re.IGNORECASE
)
_BEFORE_DAY = 24
_LEAST_DAYS = 2
_SHORT_ROWS = 3
"""Lines at a page's top where a name that is hardly one still names the patient."""

_MOST_RUNNING = 3
"""Lines above a document's text that run over many pages; more are another document's."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What the pages that name the patient whole print of the patient."""

    numbers: frozenset[str]
    beside_name: frozenset[str]
    days: frozenset[PartialDate]
    sexes: frozenset[str]


def with_links(documents: Sequence[ReadDocument], person: ChartPatient | None) -> tuple[ReadDocument, ...]:
    """Return the documents of a chart, those known to be the patient's by two agreeing things among them."""
    own = [item for item in documents if item.document.patient is PatientMatch.SAME]
    if person is None or not own or len(own) == len(documents):
        return tuple(documents)
    known = _known(own, person)
    before = [None, *documents]
    mixed = {item.document.exhibit for item in documents if item.document.patient is PatientMatch.OTHER}
    return tuple(
        _told(item)
        if item.document.patient is PatientMatch.NOT_NAMED
        and item.document.kind is not DocumentKind.GUIDE
        and item.document.exhibit not in mixed
        and (_is_linked(item, known, person) or _continues(item, last))
        else item
        for item, last in zip(documents, before, strict=False)
    )


def _told(item: ReadDocument) -> ReadDocument:
    return replace(item, document=item.document.model_copy(update={"patient": PatientMatch.SAME}))


def _known(own: Sequence[ReadDocument], person: ChartPatient) -> _Known:
    names = [line for item in own for line in _name_lines(item, person, Likeness.SAME)]
    return _Known(
        numbers=frozenset(number for item in own for number in _record_numbers(item)),
        beside_name=frozenset(number for line in names for number in _numbers(line)),
        days=frozenset(day for item in own for day in _days(item, person)),
        sexes=frozenset(found[1] for line in names if (found := age_on(line.text)) is not None and found[1]),
    )


def _is_linked(item: ReadDocument, known: _Known, person: ChartPatient) -> bool:
    if _record_numbers(item) & known.numbers:
        return True
    lines = list(_name_lines(item, person, Likeness.PARTIAL))
    if not lines:
        return _is_named_shortly(item, known, person)
    ages = [found for line in lines if (found := age_on(line.text)) is not None]
    if any(known.sexes and sex and sex not in known.sexes for _, sex in ages):
        return False
    day = item.document.day
    if ages and day is not None and day.is_exact:
        return all(abs(age - (day.earliest.year - person.birth_date.year)) <= 1 for age, _ in ages)
    if any(_numbers(line) & known.beside_name for line in lines):
        return True
    return day in known.days or len(_days(item, person) & known.days) >= _LEAST_DAYS


def _is_named_shortly(item: ReadDocument, known: _Known, person: ChartPatient) -> bool:
    """Whether a page prints less than half a name (``Avery E.``, ``Example 52M``) and much else bears it out.

    A given name with initials goes with the number beside the patient's name, or with two days another page tells.
    A family name alone goes with age, sex and the document's day on another page.
    """
    heads = [line for text in _texts(item) for line in head_of(lines_of(text))[:_SHORT_ROWS]]
    days = _days(item, person) & known.days
    if any(_short_name(person).search(line.text) for line in heads):
        is_numbered = any(_numbers(line) & known.beside_name for line in heads)
        return is_numbered or len(days) >= _LEAST_DAYS
    day = item.document.day
    ages = [age_on(line.text) for line in heads if _family_alone(person).search(line.text)]
    if day is None or day not in known.days or not ages:
        return False
    lived = day.earliest.year - person.birth_date.year
    return all(found is not None and found[1] in known.sexes and abs(lived - found[0]) <= 1 for found in ages)


def _family_alone(person: ChartPatient) -> re.Pattern[str]:
    """Return what tells a family name in a cell of its own."""
    family = re.escape(person.name.family)
    return re.compile(rf"(?:\A|\s{{2,}}|\t){family}(?=\s{{2,}}|\t|,?\s+\d)", re.IGNORECASE)


def _short_name(person: ChartPatient) -> re.Pattern[str]:
    """Return what tells a given name with the initials of the family name: ``Avery E.``, ``Avery S-E``."""
    initials = [word[0] for word in re.split(r"[\s-]+", person.name.family) if word]
    given = re.escape(person.name.given.split()[0])
    joined = r"[. -]{0,2}".join(map(re.escape, initials))
    return re.compile(rf"(?<!\w){given}\s+{joined}\.?(?=\s{{2,}}|\t|\s*\(|\s*$)", re.IGNORECASE)


def _continues(item: ReadDocument, before: ReadDocument | None) -> bool:
    """Whether a document begins with a page that says it goes on, right behind a document of the patient's."""
    if before is None or before.document.exhibit != item.document.exhibit:
        return False
    first = item.document.pages[0]
    is_next = before.document.patient is PatientMatch.SAME and before.document.pages[-1] == first - 1
    return is_next and is_continued(head_of(lines_of(item.text.pages[first].text)))


def _texts(item: ReadDocument) -> Iterator[str]:
    """Return a document's part of each page, with what runs at the page's top: names often do."""
    for number, page in item.text.pages.items():
        pieces = [piece for piece in item.text.pieces if piece.page == number]
        start = min((piece.start for piece in pieces), default=0)
        end = max((piece.end for piece in pieces), default=0)
        above = [line for line in lines_of(page.text) if line.start < start]
        yield page.text[0 if len(above) <= _MOST_RUNNING else start : end]


def _name_lines(item: ReadDocument, person: ChartPatient, likeness: Likeness) -> Iterator[TextLine]:
    for text in _texts(item):
        for row, line in enumerate(head_of(lines_of(text))[:HEAD_ROWS]):
            if likeness_of(line, row, person) >= likeness:
                yield line


def _record_numbers(item: ReadDocument) -> frozenset[str]:
    """Return the numbers a document labels as a record's or a claim's, in plain form."""
    found = []
    for text in _texts(item):
        found += [span.of(text) for span in read_identity(text).record_numbers]
        found += [match["id"] for match in _CLAIM.finditer(text)]
    return frozenset(_plain(number) for number in found)


def _numbers(line: TextLine) -> frozenset[str]:
    """Return the numbers on a name's line that may be the person's: no day, no phone, none of a plan."""
    return frozenset(map(_plain, _printed_numbers(line)))


def numbers_beside_name(text: str, person: ChartPatient) -> tuple[str, ...]:
    """Return the numbers, as printed, on lines of a page's head that print the patient's name."""
    head = enumerate(head_of(lines_of(text))[:HEAD_ROWS])
    named = [line for row, line in head if likeness_of(line, row, person) >= Likeness.PARTIAL]
    return tuple(number for line in named for number in _printed_numbers(line))


def _printed_numbers(line: TextLine) -> tuple[str, ...]:
    spans = [(day.start, day.end) for day in dates_in(line.text)]
    return tuple(
        match["id"]
        for match in _NUMBER.finditer(line.text)
        if not any(start < match.end() and match.start() < end for start, end in spans)
        and not _PHONE.fullmatch(match["id"])
        and not _OF_A_PLAN.search(line.text[: match.start()])
    )


def _plain(number: str) -> str:
    return re.sub(r"\W", "", number).casefold().removeprefix("mrn")


def _days(item: ReadDocument, person: ChartPatient) -> frozenset[PartialDate]:
    """Return the exact days a document tells; those of printing and of birth are no link."""
    text = item.text.text
    return frozenset(
        found.date
        for found in dates_in(text)
        if found.date.is_exact
        and found.date.earliest != person.birth_date
        and not _NOT_TOLD.search(text[max(0, found.start - _BEFORE_DAY) : found.start])
    )
