"""Two texts side by side on a terminal, row by row, readable without color as well."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

import click
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

_WIDTH_OF_A_FILE = 110
"""Characters to a line where the output is no terminal."""

Cell = str | Text


def show_side_by_side(titles: tuple[str, str, str], rows: Iterable[tuple[Cell, Cell, Cell]]) -> None:
    """Print a table of three columns: what a row is about, and the two texts. Nothing in them is markup."""
    is_terminal = sys.stdout.isatty()
    console = Console(
        force_terminal=is_terminal,
        no_color=bool(os.environ.get("NO_COLOR")),
        width=None if is_terminal else _WIDTH_OF_A_FILE,
        highlight=False,
        markup=False,
        emoji=False,
    )
    table = Table(box=box.ASCII2, show_lines=True, expand=True, highlight=False)
    for title, share in zip(titles, (2, 4, 4), strict=True):
        table.add_column(_plain(title), ratio=share, overflow="fold")
    for row in rows:
        table.add_row(*map(_plain, row))
    with console.capture() as captured:
        console.print(table)
    click.echo(captured.get(), nl=False)


def marked(pieces: Iterable[tuple[str, bool]], opening: str, closing: str, tone: str) -> Text:
    """Join pieces of a text; a changed one stands between two marks, so that it is seen without color as well."""
    text = Text()
    for piece, is_changed in pieces:
        words = piece.strip()
        if is_changed and words:
            start, end = piece.index(words), piece.index(words) + len(words)
            text.append(piece[:start])
            text.append(f"{opening}{words}{closing}", style=tone)
            text.append(piece[end:])
        else:
            text.append(piece)
    return text


def _plain(cell: Cell) -> Text:
    return Text(cell) if isinstance(cell, str) else cell
