"""Which documents can know a fact, and whether a finding helps the request or speaks against it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from priorauth.reading.facts import Fact
from priorauth.reading.model import About, DocumentKind, Side, Standing
from priorauth.reading.word_tables import TableError, rows, wrong_row

_TABLE = Path(__file__).parent / "facts.tsv"
_COLUMNS = ("fact", "presence", "past", "first_hand")
_NEVER = frozenset(
    {
        DocumentKind.GUIDE,
        DocumentKind.CONSENT,
        DocumentKind.FACE_SHEET,
        DocumentKind.FAX_COVER,
        DocumentKind.LETTER,
        DocumentKind.THERAPY_ORDER,
        DocumentKind.UNKNOWN,
    }
)
_THERE = frozenset({Standing.STATED, Standing.HEDGED, Standing.NOT_UNDERSTOOD})
_NOT_THERE = frozenset({Standing.DENIED, Standing.RETRACTED})


@dataclass(frozen=True, slots=True)
class Rule:
    """What the table says of a fact."""

    presence: Side
    past_counts: bool
    first_hand: frozenset[DocumentKind]


@cache
def rules() -> dict[Fact, Rule]:
    """Return the rule of every fact. Raises `TableError` when a fact has none or a row says nothing."""
    found: dict[Fact, Rule] = {}
    for row in rows(_TABLE, _COLUMNS):
        if row["past"] not in ("counts", "shown"):
            raise wrong_row(_TABLE, row, "'past' is 'counts' or 'shown'")
        found[Fact(row["fact"])] = Rule(Side(row["presence"]), row["past"] == "counts", _kinds(row["first_hand"]))
    missing = set(Fact) - set(found)
    if missing:
        raise TableError(f"facts.tsv has no row for {', '.join(sorted(missing))}")
    return found


def _kinds(cell: str) -> frozenset[DocumentKind]:
    if cell == "any":
        return frozenset(DocumentKind) - _NEVER
    return frozenset(DocumentKind(kind) for kind in cell.split("|"))


def is_first_hand(fact: Fact, kind: DocumentKind) -> bool:
    """Whether this kind of document may state a fact; another's words are shown and never counted."""
    return kind in rules()[fact].first_hand


def side_of(fact: Fact, standing: Standing, about: About) -> Side:
    """Return whether a finding of presence helps the request, speaks against it, or does neither.

    What harms need only be there: doubted and not understood words harm too. What helps must be stated; of a fact
    that helps, a denial or a retraction harms.
    """
    rule = rules()[fact]
    if about is not About.PATIENT or rule.presence is Side.NEUTRAL:
        return Side.NEUTRAL
    if rule.presence is Side.HARMS:
        if standing in _THERE or (standing is Standing.HISTORIC and rule.past_counts):
            return Side.HARMS
        return Side.HELPS if standing is Standing.DENIED else Side.NEUTRAL
    if standing is Standing.STATED:
        return Side.HELPS
    return Side.HARMS if standing in _NOT_THERE else Side.NEUTRAL
