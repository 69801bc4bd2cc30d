"""The reader of identity: names, birth dates, numbers and codes, each as printed behind its label.

What a label or a heading gives to somebody else is left out by `priorauth.screening.identity_reading`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path

from priorauth.domain.codes import DIAGNOSES, PROCEDURES, is_npi
from priorauth.reading.assertion import Assessment
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import FactValue, Text, When
from priorauth.reading.frame import Frame, read_frame
from priorauth.reading.model import Side, Standing
from priorauth.reading.reader import Draft, ReadDocument
from priorauth.screening.identity_reading import read_identity
from priorauth.screening.text_spans import Span

_STATED = Assessment(Standing.STATED)
_LABELED = (
    (Fact.SEX, re.compile(r"\b(?i:sex|gender)\s*:\s*(?P<value>(?i:female|male|f|m))\b")),
    (Fact.NPI, re.compile(r"\bNPI\b[\s:#]*(?P<value>\d{10})\b")),
    (Fact.GROUP_ID, re.compile(r"\b(?i:group\s*(?:id|number|no\.?|#))\s*:?\s*(?P<value>[A-Z\d][A-Z\d-]{2,})")),
)
_CODES = re.compile(r"\b(?:[A-TV-Z]\d[A-Z\d](?:\.[A-Z\d]{1,4})?|\d{5})\b")


class IdentityReader:
    """Reads what a document prints of its patient and of its codes; a code counts only when its table has it."""

    @property
    def frame(self) -> Frame:
        """The labels of identity."""
        return read_frame(Path(__file__).parent)

    def read(self, document: ReadDocument) -> Iterator[Draft]:
        """Return each name, date, number and code with the words that carry it."""
        text = document.text.text
        return chain(_printed(document), _labeled(document, text), _codes(document, text))


def _printed(document: ReadDocument) -> Iterator[Draft]:
    text = document.text.text
    found = read_identity(text)
    for name in found.names:
        if name.is_certain:
            words = " ".join(text[name.start : name.end].split())
            yield _draft(document, Fact.PATIENT_NAME, Text(text=words), Span(name.start, name.end))
    for born in found.birth_dates:
        if born.is_certain and born.date.has_century:
            yield _draft(document, Fact.BIRTH_DATE, When(on=born.date.date), Span(born.start, born.end))
    for fact, spans in ((Fact.RECORD_NUMBER, found.record_numbers), (Fact.MEMBER_ID, found.member_ids)):
        for span in spans:
            yield _draft(document, fact, Text(text=text[span.start : span.end]), span)


def _labeled(document: ReadDocument, text: str) -> Iterator[Draft]:
    for fact, pattern in _LABELED:
        for match in pattern.finditer(text):
            value = match["value"]
            if fact is Fact.SEX:
                value = "female" if value[0].casefold() == "f" else "male"
            if fact is not Fact.NPI or is_npi(value):
                yield _draft(document, fact, Text(text=value), Span(*match.span()))


def _codes(document: ReadDocument, text: str) -> Iterator[Draft]:
    """Return the diagnosis and procedure codes that the product's own tables know; any other is no news."""
    statements = [item for item in document.statements if _CODES.search(item.words)]
    place = 0
    for match in _CODES.finditer(text):
        code = match.group()
        fact = Fact.DIAGNOSIS if code in DIAGNOSES else Fact.PROCEDURE if code in PROCEDURES else None
        if fact is not None:
            draft = _draft(document, fact, Text(text=code), Span(*match.span()))
            while place < len(statements) and statements[place].end <= match.start():
                place += 1
            is_own = place == len(statements) or fact is Fact.PROCEDURE or _is_given(statements[place].words)
            yield draft if is_own else replace(draft, standing=Standing.NOT_UNDERSTOOD)


_OFFERED = re.compile(r"(?:/|\bor\b|\|)\s*[A-TV-Z]\d[A-Z\d]\.", re.IGNORECASE)
_OPEN = re.compile(
    r"\?\s*\Z|\b(?:may|might|can|could|should|must|would|if|unless|until|once|whether|only\s+(?:be|when|if|after)|not|never"
    r"|no\s+longer|rule\s+out|r/o|versus|vs|possible|probable|chosen|choose|select|drop-?down|criteria|requires?)\b",
    re.IGNORECASE,
)


def _is_given(words: str) -> bool:
    """Whether a code is given to the patient: neither one of a choice, nor asked, denied or under a condition."""
    return _OPEN.search(words) is None and _OFFERED.search(words) is None


def _draft(document: ReadDocument, fact: Fact, value: FactValue, span: Span) -> Draft:
    """Return what stands at a place; it accounts for the label before it, up to the line's begin or a wide gap."""
    line = document.text.text.rfind("\n", 0, span.start) + 1
    return Draft(fact, value, _STATED, span.start, span.end, side=Side.NEUTRAL, read=(line, span.end))
