"""A Word document as far as it is carried over: paragraphs of runs and pictures, and tables of paragraphs."""

from __future__ import annotations

from dataclasses import dataclass

from priorauth.formats.typesetting.line_breaking import NonText
from priorauth.formats.word.word_nodes import PLAIN, Look

PAGE_NUMBER, PAGE_COUNT = "\ue000", "\ue001"
"""Stand for the numbers of the pages that are made here; Word's own are those of another layout."""


@dataclass(frozen=True, slots=True)
class RunBlock:
    """Text of one look."""

    text: str
    look: Look = PLAIN


@dataclass(frozen=True, slots=True)
class PictureBlock(NonText):
    """A PNG or JPEG picture, and the size in points that the document gives it."""

    data: bytes
    kind: str
    wide: float
    high: float


@dataclass(frozen=True, slots=True)
class ParagraphBlock:
    """Runs and pictures; ``heading`` is 0 for plain text, ``label`` the mark of a list."""

    parts: tuple[RunBlock | PictureBlock, ...]
    heading: int = 0
    label: str = ""
    depth: int = 0


@dataclass(frozen=True, slots=True)
class CellBlock:
    """A cell of a table, as wide as ``span`` columns."""

    paragraphs: tuple[ParagraphBlock, ...]
    span: int = 1


@dataclass(frozen=True, slots=True)
class TableBlock:
    """Rows of cells, and the columns' widths in proportion."""

    rows: tuple[tuple[CellBlock, ...], ...]
    widths: tuple[float, ...]


Block = ParagraphBlock | TableBlock


@dataclass(frozen=True, slots=True)
class Edges:
    """What stands above and below the text of a page."""

    header: tuple[Block, ...] = ()
    footer: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class WordDocument:
    """A whole document: its text, its notes, and its headers and footers."""

    body: tuple[Block, ...]
    first: Edges
    others: Edges
    even: Edges
    source: str
    """All text of the file, gathered without regard to what it stands in."""
    replaced: str
    """What fields of page numbers said in the file."""
