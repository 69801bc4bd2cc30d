"""What a block or an epidural brought: its percent, level and day; the highest percent said of it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from priorauth.case.work_up import Generator
from priorauth.domain.written_dates import dates_in
from priorauth.readers.mri.report_tokens import lex
from priorauth.reading.finding_values import Percent, Place, When
from priorauth.reading.frame import Mention
from priorauth.reading.phrase_matching import Phrases
from priorauth.reading.statements import Statement
from priorauth.reading.tokens import Token
from priorauth.reading.word_tables import rows

HIGH = Decimal(50)
"""Relief in percent from which a block speaks for its own source of pain, and comes up by itself."""

_TABLE = Path(__file__).parent / "block_targets.tsv"
_PERCENT = re.compile(
    r"(?<![\d.])(?:(?P<low>\d{1,3})\s*%?\s*(?:-|\u2013|\u2014|to)\s*)?"
    r"(?P<high>\d{1,3})\s*(?:%|percent\b|per cent\b)"
    r"(?:\s*(?:pain\s+)?(?:relief|reduction|improvement|improved|better|benefit|less pain)\b)?"
    r"(?:\s*(?:of|in)\s+(?:the\s+|his\s+|her\s+)?(?:usual\s+|axial\s+|low\s+back\s+|back\s+)?pain\b)?",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"\b(?:no|without|zero|nil)\s+(?:any\s+|significant\s+|appreciable\s+|pain\s+)?(?:relief|benefit"
    r"|improvement|change|help)"
    r"(?:\s+(?:whatever|whatsoever|at all))?\b|\b(?:relief|benefit|improvement)\s*[:=]\s*(?:none|nil|0\b)",
    re.IGNORECASE,
)
_HIGH = re.compile(
    r"\b(?:complete|full|total|excellent|great|good|marked|substantial|near[\s-]complete|dramatic|significant)\s+"
    r"(?:pain\s+)?(?:relief|benefit|improvement)\b|\b(?:pain[\s-]free|completely relieved)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Relief:
    """Relief said at ``text[start:end]``; no percent for one that is called great and is not measured."""

    percent: Decimal | None
    low: Decimal | None
    start: int
    end: int


def reliefs(statement: Statement) -> Iterator[Relief]:
    """Return all that a statement says of relief, in reading order of each kind."""
    for match in _PERCENT.finditer(statement.words):
        high = Decimal(match["high"])
        low = Decimal(match["low"]) if match["low"] else None
        if high <= 100:
            yield Relief(high, low, statement.start + match.start(), statement.start + match.end())
    for match in _NONE.finditer(statement.words):
        yield Relief(Decimal(0), None, statement.start + match.start(), statement.start + match.end())
    for match in _HIGH.finditer(statement.words):
        yield Relief(None, None, statement.start + match.start(), statement.start + match.end())


@cache
def _targets() -> tuple[tuple[Generator, Phrases[str]], ...]:
    return tuple(
        (Generator(row["generator"]), Phrases([(row["words"], row["generator"])]))
        for row in rows(_TABLE, ("generator", "words"))
    )


def generator_of(tokens: Sequence[Token]) -> Generator | None:
    """Return the source of pain a block is for, or none where its words do not say."""
    return next((kind for kind, words in _targets() if words.find(tokens)), None)


def block_percent(statement: Statement, mention: Mention, said: Sequence[Relief]) -> Percent | None:
    """Return the highest relief said of a block with its levels; none where no relief is measured."""
    measured = [item for item in said if item.percent is not None]
    if not measured:
        return None
    highest = max(measured, key=lambda item: item.percent or Decimal(0))
    tokens = statement.tokens[mention.first : mention.last + 1]
    return Percent(
        percent=highest.percent or Decimal(0), low=highest.low, generator=generator_of(tokens),
        places=levels(statement),
    )  # fmt: skip


def levels(statement: Statement) -> tuple[Place, ...]:
    """Return the levels a statement names, each once."""
    tokens = lex(statement.text, statement.start, statement.end)
    return tuple(dict.fromkeys(place for token in tokens for place in token.places))


def block_day(statement: Statement) -> When:
    """Return the only day a statement names; the document's own for none or several."""
    days = dates_in(statement.words)
    return When(on=days[0].date) if len(days) == 1 else When()
