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
from priorauth.reading.assertion import Assertion
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import FactValue, Text, When
from priorauth.reading.frame import Frame, read_frame
from priorauth.reading.model import Side, Standing
from priorauth.reading.reader import FindingDraft, ReadDocument
from priorauth.reading.statements import Statement
from priorauth.reading.taken_back import corrected_nearby
from priorauth.screening.identity_reading import read_identity
from priorauth.screening.text_spans import Span

_STATED = Assertion(Standing.STATED)
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

    def read(self, document: ReadDocument) -> Iterator[FindingDraft]:
        """Return each name, date, number and code with the words that carry it."""
        text = document.text.text
        return chain(
            _printed(document), _labeled(document, text), _codes(document, text, self.frame), _named(document)
        )


def _printed(document: ReadDocument) -> Iterator[FindingDraft]:
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


def _labeled(document: ReadDocument, text: str) -> Iterator[FindingDraft]:
    for fact, pattern in _LABELED:
        for match in pattern.finditer(text):
            value = match["value"]
            if fact is Fact.SEX:
                value = "female" if value[0].casefold() == "f" else "male"
            if fact is not Fact.NPI or is_npi(value):
                yield _draft(document, fact, Text(text=value), Span(*match.span()))


def _codes(document: ReadDocument, text: str, frame: Frame) -> Iterator[FindingDraft]:
    """Return the diagnosis and procedure codes that the product's own tables know; any other is no news."""
    every = document.statements
    statements = [
        (item, every[index - 1] if index else None, every[index + 1] if index + 1 < len(every) else None)
        for index, item in enumerate(every)
        if _CODES.search(item.words)
    ]
    place = 0
    for match in _CODES.finditer(text):
        code = match.group()
        fact = Fact.DIAGNOSIS if code in DIAGNOSES else Fact.PROCEDURE if code in PROCEDURES else None
        if fact is not None:
            draft = _draft(document, fact, Text(text=code), Span(*match.span()))
            while place < len(statements) and statements[place][0].end <= match.start():
                place += 1
            is_own = place == len(statements) or fact is Fact.PROCEDURE or _is_given(*statements[place], frame)
            yield draft if is_own else replace(draft, standing=Standing.NOT_UNDERSTOOD)


_OFFERED = re.compile(r"(?:/|\bor\b|\|)\s*[A-TV-Z]\d[A-Z\d]\.", re.IGNORECASE)
_OPEN = re.compile(
    r"\?\s*\Z|\b(?:may|might|can|could|should|must|would|if|unless|until|once|whether|only\s+(?:be|when|if|after)|not|never"
    r"|no\s+longer|rule\s+out|r/o|versus|vs|possible|probable|chosen|choose|select|drop-?down|criteria|requires?"
    r"|accident\w*|mistak\w*|errors?|erroneous\w*|incorrect\w*|wrong\w*|clicked|correct(?:ed|ion)?|instead|replac\w+|remov\w+|delet\w+"
    r"|dropped|changed|denied|withdrawn|provisional\w*|rather\s+than|placeholder|default|template|sample|example|e\.g"
    r"|you|your|payable|payer'?s?|policy|plan's|covered|eligible|accepted\s+codes?|list\s+of|codes?\s+(?:that|which|for)"
    r"|mother|father|sister|brother|wife|husband|spouse|partner|son|daughter|family|relative|other\s+patient)\b",
    re.IGNORECASE,
)
"""Words beside a code by which it is asked, denied, taken back, a plan's, a rule's, or somebody else's."""


def _is_given(statement: Statement, before: Statement | None, after: Statement | None, frame: Frame) -> bool:
    """Whether a code is given to the patient: neither one of a choice, nor asked, denied, ruled or taken back."""
    words = f"{statement.heading_words} {statement.words}"
    if _OPEN.search(words) or _OFFERED.search(words):
        return False
    return not corrected_nearby(statement, frame, Fact.DIAGNOSIS, before, after)


_VERTEBROGENIC = "vertebrogenic low back pain"
"""The title of M54.51 in ICD-10-CM since October 1, 2021."""
_OPENS = (
    r"\W*(?:\d{1,2}[.)]\s*)?(?:(?:(?:my|our|the|final|primary)\s+)*(?:diagnosis|assessment|impression|imp|dx|a)\s*(?::|-|is(?:\s+of)?|of)?\s*)?"
    r"(?:(?:(?:he|she|(?:the\s+|this\s+)?patient|pt)\s+(?:has|(?:is|was)\s+diagnosed\s+with)|diagnosed\s+with)\s+)?"
    r"(?:(?:known|chronic|refractory|persistent|confirmed)\s+)*"
)
_PAIN = r"(?:(?:(?:chronic|axial)\s+)*(?:low(?:er)?\s+back|lumbar|lumbosacral|back)\s+pain|C?LBP)"
_LEVELS = r"(?:L[1-5]|S1)(?:\s*(?:-|/|,|and|&|to)\s*(?:L?[1-5]|S1))*"
_CLOSES = (
    rf"(?:\s*[,(]?\s*(?:(?:arising\s+)?from|at|of)?\s*(?:the\s+)?{_LEVELS}(?:\s+(?:vertebral\s+)?endplates?)?\s*\)?)?"
    r"(?:\s*[,(]?\s*(?:refractory|chronic|confirmed)\s*\)?)?\W*"
)
_NAMED = re.compile(
    rf"{_OPENS}(?:vertebrogenic\s+{_PAIN}|{_PAIN}\s+of\s+vertebrogenic\s+origin){_CLOSES}", re.IGNORECASE
)
"""A statement that names this diagnosis and says nothing else: its places at most."""
_ASSESSING = re.compile(
    r"\W*(?:assessment|impression|imp|a|dx|diagnos[ei]s|final\s+diagnosis|assessment\s*(?:/|and|&)\s*plan|a\s*/\s*p|problems?(?:\s+list)?)\W*",
    re.IGNORECASE,
)


def _named(document: ReadDocument) -> Iterator[FindingDraft]:
    """Return the diagnosis in words where a statement names it alone, under no heading but of assessments."""
    for item in document.statements:
        heading = item.heading_words
        if (
            not item.words.rstrip().endswith("?")
            and _NAMED.fullmatch(item.words)
            and (not heading or _ASSESSING.fullmatch(heading))
        ):
            yield FindingDraft(
                Fact.DIAGNOSIS, Text(text=_VERTEBROGENIC), _STATED, item.start, item.end, side=Side.NEUTRAL,
                read=(item.start, item.start),
            )  # fmt: skip


def _draft(document: ReadDocument, fact: Fact, value: FactValue, span: Span) -> FindingDraft:
    """Return what stands at a place; it accounts for the label before it, up to the line's begin or a wide gap."""
    line = document.text.text.rfind("\n", 0, span.start) + 1
    return FindingDraft(fact, value, _STATED, span.start, span.end, side=Side.NEUTRAL, read=(line, span.end))
