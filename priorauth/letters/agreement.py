"""A finished document agrees with the case: no level, type, body or unit that the case does not have.

A template is text that somebody typed, and may name a level by hand. What it says of the patient is held against
the case before anything is drawn; words quoted from an exhibit were compared with their page already.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from priorauth.case.model import Case
from priorauth.codes import CodeUnits, units_for
from priorauth.document import Document
from priorauth.exhibits.concordance.mentions import strays
from priorauth.letters.texts import texts_of
from priorauth.problems import Refused, Where, problem
from priorauth.spine import VertebralBody

_QUOTED = re.compile("“[^”]*”")
_UNITS = re.compile(r"\b(?P<code>\d{5})\s*[×x]\s*(?P<units>\d{1,2})\b")
_BODY = r"(?:L[1-6]|S1)"
_BODIES = re.compile(rf"vertebral bod(?:y|ies)\s+({_BODY}(?:(?:,\s*|\s+and\s+|,\s+and\s+){_BODY})*)")


def refuse_disagreement(document: Document, case: Case, *, file: str) -> None:
    """Raise `Refused` (PA511) for what a document says of the patient and the case does not."""
    wrong = dict.fromkeys(what for text in texts_of(document) for what in _disagreements(text, case))
    if wrong:
        raise Refused(problem("PA511", Where(file), what=what) for what in wrong)


def _disagreements(text: str, case: Case) -> Iterator[str]:
    said = _QUOTED.sub("", text)
    if strays(said, tuple(finding for study in case.imaging for finding in study.findings)):
        yield "a Modic change that no finding of the case has"
    asked = _asked(case)
    if any((match["code"], int(match["units"])) not in asked for match in _UNITS.finditer(said)):
        yield "a procedure code or units that the request does not have"
    requested = set(case.request.vertebral_bodies)
    named = {VertebralBody(body) for match in _BODIES.finditer(said) for body in re.findall(_BODY, match[1])}
    if named - requested:
        yield "a vertebral body that the request does not have"


def _asked(case: Case) -> set[tuple[str, int]]:
    rows = tuple(CodeUnits(row.code, row.units) for row in case.request.procedure_codes)
    return {(row.code, row.units) for row in rows or units_for(case.request.vertebral_bodies)}
