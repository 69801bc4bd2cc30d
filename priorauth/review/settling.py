"""Who may settle which fact, and what a passage has to hold for it: the rows of ``settling.tsv``."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from priorauth.comparison.settled_claims import PracticeRole
from priorauth.problems import Owner
from priorauth.reading.facts import Fact
from priorauth.reading.word_tables import rows

_TABLE = Path(__file__).parent / "settling.tsv"


class Ground(StrEnum):
    """What a passage has to hold before a person may say that the record bears the case out."""

    REPORT = "report"
    """The reading of an MRI report, with that very type and place."""
    HELD = "held"
    """The very date, number or name."""
    PASSAGE = "passage"
    """Words of a document that can know the fact."""


@dataclass(frozen=True, slots=True)
class SettlingRule:
    """What the table says of a fact."""

    settles: PracticeRole
    owner: Owner
    confirm: Ground


@cache
def settling_rules() -> dict[Fact, SettlingRule]:
    """Return the rule of every fact that a case can claim or a chart can bring up."""
    return {
        Fact(row["fact"]): SettlingRule(PracticeRole(row["settles"]), Owner(row["owner"]), Ground(row["confirm"]))
        for row in rows(_TABLE, ("fact", "settles", "owner", "confirm"))
    }
