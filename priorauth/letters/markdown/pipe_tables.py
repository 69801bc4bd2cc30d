"""Tables of a letter from Markdown's pipe tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it.tree import SyntaxTreeNode

from priorauth.document import Runs, Table
from priorauth.letters.markdown.inline_marks import runs_of
from priorauth.letters.markdown.unusable import UnusableError

_CELL_BORDER = re.compile(r"(?<!\\)\|")


def table_of(node: SyntaxTreeNode, lines: list[str]) -> Iterator[Table]:
    """Return the table, or nothing when it has no rows.

    ``lines`` are those of the whole text. The dashes of the separator row give the columns' shares of the width:
    ``|---|------|`` makes the second twice as wide. Raises `UnusableError` for a row with more or fewer cells than
    the header: Markdown itself would drop the surplus without a word.
    """
    if len(node.children) < 2:
        return
    head, body = node.children
    header_row = head.children[0]
    dashes = [cell.count("-") for cell in _cells(lines[_line(header_row) + 1])]
    for row in body.children:
        if len(_cells(lines[_line(row)])) != len(dashes):
            raise UnusableError("a table row with more or fewer cells than the header", row)
    widths = tuple(count / sum(dashes) for count in dashes)
    yield Table(_row(header_row), tuple(_row(row) for row in body.children), widths)


def _row(row: SyntaxTreeNode) -> tuple[Runs, ...]:
    return tuple(runs_of(cell.children[0].children) for cell in row.children)


def _line(row: SyntaxTreeNode) -> int:
    if row.map is None:
        raise ValueError("a table row has a place in the text")
    return row.map[0]


def _cells(line: str) -> list[str]:
    cells = _CELL_BORDER.split(line.strip())
    # The borders at both ends of the line enclose no cell of their own.
    return cells[cells[0] == "" : len(cells) - (cells[-1] == "" and len(cells) > 1)]
