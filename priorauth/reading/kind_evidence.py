"""What kind of document a text is by all it holds: every piece of evidence has points, and the most points tell.

No single word tells a kind. A kind needs its points, a lead over the next one, and the pieces it can't be without,
so that a visit's note that speaks of discharge from therapy is no discharge.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from priorauth.reading.heads import is_noise
from priorauth.reading.model import DocumentKind
from priorauth.reading.signatures import Role, roles_of
from priorauth.reading.word_tables import rows, wrong_row

TABLE = Path(__file__).parent / "kind_evidence.tsv"
COLUMNS = ("kind", "name", "points", "times", "pattern", "example")
_LONGEST = 12_000
_MOST_NOISE = 100
"""Characters from which a line is text, whatever services and studies it names."""

_LEAST = 6
"""Points from which a kind is told."""

_LEAST_OF = {DocumentKind.OFFICE_NOTE: 5, DocumentKind.TELEPHONE: 5}
"""Of two kinds fewer do: they have the most forms, and what they need of exam or call is no word of another's."""

_LEAD = 2
"""Points by which it has to lead."""

_NEEDED: dict[DocumentKind, tuple[frozenset[str], ...]] = {
    DocumentKind.OFFICE_NOTE: (
        frozenset({"exam", "findings", "vitals", "video"}),
        frozenset({"plan", "judgment", "decided", "signer"}),
    ),
    DocumentKind.THERAPY_DISCHARGE: (
        frozenset({"ended"}),
        frozenset({"count", "span"}),
        frozenset({"therapy", "signer", "paper"}),
    ),
    DocumentKind.THERAPY_NOTE: (
        frozenset({"exercise", "doses", "minutes"}),
        frozenset({"exercise", "hands", "codes"}),
    ),
    DocumentKind.THERAPY_EVALUATION: (
        frozenset({"goals", "potential", "codes", "first"}),
        frozenset({"therapy", "signer", "codes", "paper"}),
    ),
    DocumentKind.PROCEDURE_NOTE: (
        frozenset({"needle", "guidance", "sedation", "volume"}),
        frozenset({"position", "prep", "pause", "end", "consent", "serial"}),
    ),
    DocumentKind.CHIROPRACTIC_NOTE: (frozenset({"adjusted"}), frozenset({"profession", "signer", "paper"})),
    DocumentKind.BEHAVIORAL_NOTE: (frozenset({"signer", "mental_status"}),),
    DocumentKind.LETTER: (frozenset({"writes", "decides", "disagrees"}),),
    DocumentKind.TELEPHONE: (frozenset({"called", "headers", "message"}),),
    DocumentKind.CONSENT: (frozenset({"pledge"}),),
    DocumentKind.INSTRUMENT: (frozenset({"rows", "scored"}),),
    DocumentKind.FACE_SHEET: (frozenset({"fields", "asked"}), frozenset({"coverage", "asked"})),
    DocumentKind.OTHER_REPORT: (frozenset({"measured"}), frozenset({"reported"})),
    DocumentKind.XRAY_REPORT: (frozenset({"views"}), frozenset({"reported"})),
    DocumentKind.DXA: (frozenset({"scores"}),),
    DocumentKind.THERAPY_ORDER: (frozenset({"ordered"}), frozenset({"therapy"})),
}
"""Of each of these sets a kind must have one piece; a kind that is not named here is never told by points."""

_SIGNERS = {
    Role.CLINICIAN: (DocumentKind.OFFICE_NOTE, DocumentKind.PROCEDURE_NOTE),
    Role.THERAPIST: (DocumentKind.THERAPY_NOTE, DocumentKind.THERAPY_EVALUATION, DocumentKind.THERAPY_DISCHARGE),
    Role.CHIROPRACTOR: (DocumentKind.CHIROPRACTIC_NOTE,),
    Role.OTHER: (),
}
_PAPER = {
    "therapy": (DocumentKind.THERAPY_NOTE, DocumentKind.THERAPY_EVALUATION, DocumentKind.THERAPY_DISCHARGE),
    "clinic": (DocumentKind.OFFICE_NOTE,),
    "hospital": (DocumentKind.OFFICE_NOTE,),
    "procedure": (DocumentKind.PROCEDURE_NOTE,),
    "chiropractic": (DocumentKind.CHIROPRACTIC_NOTE,),
    "behavioral": (DocumentKind.BEHAVIORAL_NOTE,),
}
_OF_SIGNER, _OF_PAPER = 2, 1
_OF_ANOTHER = 4
"""Points a kind loses where only another profession signs, or where a procedure is told act by act."""

_SPECIALISTS = frozenset({DocumentKind.CHIROPRACTIC_NOTE, DocumentKind.BEHAVIORAL_NOTE, *_SIGNERS[Role.THERAPIST]})
_ACTS = frozenset({"needle", "guidance", "position", "prep", "pause", "drug", "sedation", "lesion"})
_MANY_ACTS = 4
_STATELESS = frozenset({DocumentKind.GUIDE, DocumentKind.UNKNOWN})
_VETOES = {DocumentKind.GUIDE: 8, DocumentKind.UNKNOWN: 5}
"""Points of what states nothing from which no record is told, however much of one is quoted."""
_ADDRESSED = frozenset(
    {
        DocumentKind.LETTER,
        DocumentKind.FACE_SHEET,
        DocumentKind.CONSENT,
        DocumentKind.INSTRUMENT,
        DocumentKind.TELEPHONE,
    }
)
"""Kinds that speak to their reader, or quote a rule, as a guide does."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A piece of evidence for a kind: its name, its points and the words that are it."""

    kind: DocumentKind
    name: str
    points: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the evidence tells: the kind with the most points, how far it leads, and the pieces for it."""

    kind: DocumentKind
    points: int
    lead: int
    pieces: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    kind: DocumentKind
    name: str
    points: int
    times: int
    pattern: re.Pattern[str]


@cache
def _table() -> tuple[_Row, ...]:
    found = []
    for row in rows(TABLE, COLUMNS):
        if not (row["points"].isdigit() and row["times"].isdigit()):
            raise wrong_row(TABLE, row, "points and times are numbers")
        pattern = re.compile(row["pattern"].replace(" ", r"\s"), re.IGNORECASE | re.MULTILINE)
        found.append(_Row(DocumentKind(row["kind"]), row["name"], int(row["points"]), int(row["times"]), pattern))
    return tuple(found)


def evidence_in(text: str, settings: frozenset[str] = frozenset()) -> tuple[Evidence, ...]:
    """Return every piece of evidence of a kind that a text holds; ``settings`` is whose paper it is on.

    A row of the table is a piece where that many different words of it stand in the text.
    """
    text = "\n".join(line for line in text[:_LONGEST].splitlines() if len(line) > _MOST_NOISE or not is_noise(line))
    found: list[Evidence] = []
    for row in _table():
        words = {" ".join(match.group().casefold().split()): match.group() for match in row.pattern.finditer(text)}
        if len(words) >= row.times:
            shown = ", ".join(" ".join(word.split()) for word in list(words.values())[: row.times])
            found.append(Evidence(row.kind, row.name, row.points, shown))
    for role in roles_of(text):
        found += [Evidence(kind, "signer", _OF_SIGNER) for kind in _SIGNERS.get(role, ())]
    for setting in settings:
        found += [Evidence(kind, "paper", _OF_PAPER) for kind in _PAPER.get(setting, ())]
    return tuple(found)


def weigh(text: str, settings: frozenset[str] = frozenset()) -> Weighed | None:
    """Return the kind that the evidence of a text tells, or none where it tells none clearly."""
    pieces: dict[DocumentKind, dict[str, Evidence]] = defaultdict(dict)
    for piece in evidence_in(text, settings):
        pieces[piece.kind].setdefault(piece.name, piece)
    points = _points(pieces)
    able = [kind for kind in points if _has_needed(kind, frozenset(pieces[kind]))]
    if not able:
        return None
    best = max(able, key=lambda kind: points[kind])
    rivals = {*able, *(() if best in _ADDRESSED else _STATELESS)} - {best}
    if best not in _ADDRESSED and any(points.get(kind, 0) >= least for kind, least in _VETOES.items()):
        return None
    lead = points[best] - max((points.get(kind, 0) for kind in rivals), default=0)
    if points[best] < _LEAST_OF.get(best, _LEAST) or lead < _LEAD:
        return None
    return Weighed(best, points[best], lead, tuple(pieces[best].values()))


def _points(pieces: Mapping[DocumentKind, Mapping[str, Evidence]]) -> dict[DocumentKind, int]:
    """Return the points of each kind; what two professions' records share counts for the signer's."""
    points = {kind: sum(piece.points for piece in found.values()) for kind, found in pieces.items()}
    office = pieces.get(DocumentKind.OFFICE_NOTE, {})
    signed = [kind for kind in _SPECIALISTS if kind in pieces and "signer" in pieces[kind]]
    acts = _ACTS & pieces.get(DocumentKind.PROCEDURE_NOTE, {}).keys()
    if ("signer" not in office and signed) or len(acts) >= _MANY_ACTS:
        points[DocumentKind.OFFICE_NOTE] = points.get(DocumentKind.OFFICE_NOTE, 0) - _OF_ANOTHER
    if "signer" in office and not signed:
        for kind in _SPECIALISTS & points.keys():
            points[kind] -= _OF_ANOTHER
    session = pieces.get(DocumentKind.THERAPY_NOTE, {})
    for kind in (DocumentKind.THERAPY_DISCHARGE, DocumentKind.THERAPY_EVALUATION):
        # A summary and an evaluation tell of treatment as any session does, and a course that goes on is not over.
        if "goes_on" in session:
            points[kind] = 0
        elif kind in points and _has_needed(kind, frozenset(pieces[kind])):
            points[kind] += points.get(DocumentKind.THERAPY_NOTE, 0)
    return points


def words_for(kind: DocumentKind, text: str, settings: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Return the words of a text that are evidence of a kind, the weightiest first."""
    pieces = [piece for piece in evidence_in(text, settings) if piece.kind is kind and piece.words]
    return tuple(dict.fromkeys(piece.words for piece in sorted(pieces, key=lambda piece: -piece.points)))


def _has_needed(kind: DocumentKind, names: frozenset[str]) -> bool:
    needed = _NEEDED.get(kind)
    return needed is not None and all(names & group for group in needed)
