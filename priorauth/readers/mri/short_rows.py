"""Tables whose columns are one blank apart: a level, and what each column says of it in a word or two."""

from __future__ import annotations

import re
from collections.abc import Sequence

from priorauth.readers.mri.discourse import Context
from priorauth.readers.mri.modic_types import read_types
from priorauth.readers.mri.report_tokens import ReportToken
from priorauth.readers.mri.token_roles import Kind
from priorauth.reading.statements import Statement

_LEVEL = r"L\s?[1-5]\s?[-/]\s?(?:[LS]\s?)?[1-5](?![\w-])"
_ENTRY = re.compile(rf"[ \t]*{_LEVEL}[ \t]+(?=\w)", re.IGNORECASE)
_HEADING = re.compile(r"levels?(?: [a-z]{2,14}){2,6}", re.IGNORECASE)
_CELLS = frozenset(
    ["none", "normal", "nl", "wnl", "ok", "mild", "moderate", "severe", "marked", "minimal", "patent", "open",
     "clear", "no", "bilat", "bilateral", "left", "right", "l", "r", "b", "mod", "min", "sev", "absent", "neg", "-",
     "0"]
)  # fmt: skip
"""What a cell says of a canal or a foramen in a word."""

_TURNS = (Kind.NO, Kind.NOT, Kind.WITHOUT, Kind.HEDGE, Kind.PRIOR, Kind.RESOLVED, Kind.QUESTION, Kind.VERSUS)
_MOST_BEHIND = 5


def column_of(statement: Statement) -> tuple[int, int] | None:
    """Return which of its words names Modic's column, and how many there are, for a line that names columns."""
    words = statement.words.lower().split()
    if _HEADING.fullmatch(" ".join(words)) is None or words.count("modic") != 1:
        return None
    return words.index("modic"), len(words)


def cell_under(context: Context, statement: Statement, tokens: Sequence[ReportToken]) -> list[ReportToken] | None:
    """Return the tokens of Modic's cell in a row that has a word for each column of the open heading."""
    if context.short_column is None or not tokens or tokens[0].kind is not Kind.LEVEL:
        return None
    number, count = context.short_column
    cells = list(re.finditer(r"\S+", statement.text[tokens[0].end : statement.end]))
    if len(cells) != count - 1 or number == 0:
        return None
    start = tokens[0].end + cells[number - 1].start()
    return [token for token in tokens if start <= token.start < tokens[0].end + cells[number - 1].end()]


def cell_among(statement: Statement, tokens: Sequence[ReportToken]) -> list[ReportToken] | None:
    """Return the Modic type of a row without a heading, behind which other columns say a word each.

    The row above or below has to begin with a level too: "L4-5 bulge Modic 1 mild" is one of a list.
    """
    heads = [index for index, token in enumerate(tokens) if token.kind is Kind.MODIC]
    if len(heads) != 1 or tokens[0].kind is not Kind.LEVEL or not _is_among_rows(statement):
        return None
    words = read_types(tokens, heads[0] + 1)
    if words is None or any(token.kind in _TURNS or token.places for token in tokens[1 : heads[0]]):
        return None
    behind = tokens[words.last + 1 :]
    if not 0 < len(behind) <= _MOST_BEHIND or any(token.text not in _CELLS for token in behind):
        return None
    return list(tokens[heads[0] : words.last + 1])


def _is_among_rows(statement: Statement) -> bool:
    text = statement.text
    start = text.rfind("\n", 0, statement.start) + 1
    if text[start : statement.start].strip() or "\n" in statement.words or _ENTRY.match(text, start) is None:
        return False
    above = text.rfind("\n", 0, max(start - 1, 0)) + 1
    below = text.find("\n", statement.end) + 1
    return (above < start and _ENTRY.match(text, above) is not None) or (
        below > 0 and _ENTRY.match(text, below) is not None
    )
