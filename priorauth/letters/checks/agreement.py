"""A finished document agrees with the case: no level, type, body or unit that the case does not have.

A template is text that somebody typed, and may name a level by hand. What it says of the patient is held against
the case before anything is drawn; words quoted from an exhibit were compared with their page already.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from priorauth.case.model import Case
from priorauth.comparison.modic_in_prose import strays
from priorauth.document import Document, texts_of
from priorauth.domain.codes import CodeUnits, units_for
from priorauth.domain.spine import VertebralBody
from priorauth.problems import Refused, Where, problem

_QUOTED = re.compile("“[^”]*”")
_UNITS = re.compile(r"\b(?P<code>\d{5})\s*[×x]\s*(?P<units>\d{1,2})\b")
_BODY = r"(?:L[1-6]|S1)"
_BODIES = re.compile(rf"vertebral bod(?:y|ies)\s+({_BODY}(?:(?:,\s*|\s+and\s+|,\s+and\s+){_BODY})*)")


def refuse_disagreement(document: Document, case: Case, where: Callable[[str, int], Where]) -> None:
    """Raise `Refused` (PA511) for what a document says of the patient and the case does not.

    ``where`` tells what a problem names for a character of one of the document's texts.
    """
    wrong: dict[str, tuple[str, int]] = {}
    for text in dict.fromkeys(texts_of(document)):
        for what, at in _disagreements(text, case):
            wrong.setdefault(what, (text, at))
    if wrong:
        raise Refused(problem("PA511", where(*found), what=what) for what, found in wrong.items())


def _disagreements(text: str, case: Case) -> Iterator[tuple[str, int]]:
    """Return what a text says and the case does not, each with its place in the text."""
    quoted = {at for match in _QUOTED.finditer(text) for at in range(match.start(), match.end())}
    places = [at for at in range(len(text)) if at not in quoted]
    said = "".join(text[at] for at in places)
    findings = tuple(finding for study in case.imaging for finding in study.findings)
    for start in strays(said, findings):
        yield "a Modic change that no finding of the case has", places[start]
    asked = _asked(case)
    for match in _UNITS.finditer(said):
        if (match["code"], int(match["units"])) not in asked:
            yield "a procedure code or units that the request does not have", places[match.start()]
    for match in _BODIES.finditer(said):
        for body in re.finditer(_BODY, match[1]):
            if VertebralBody(body[0]) not in case.request.vertebral_bodies:
                yield "a vertebral body that the request does not have", places[match.start(1) + body.start()]


def _asked(case: Case) -> set[tuple[str, int]]:
    rows = tuple(CodeUnits(row.code, row.units) for row in case.request.procedure_codes)
    return {(row.code, row.units) for row in rows or units_for(case.request.vertebral_bodies)}
