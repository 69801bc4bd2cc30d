"""The neutral document: what a letter says, without a word about DOCX or PDF.

Both renderers draw the same `Document`, so the two files say the same words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class ExhibitLink:
    """A reference to a page of the packet's exhibits. ``page`` counts from 1 within the exhibit."""

    exhibit: str
    page: int = 1
    criterion: str = ""
    """The criterion whose words on that page are meant; empty for the page as such."""


@dataclass(frozen=True, slots=True)
class PartLink:
    """A reference to a part of the packet by name: ``letter``, ``checklist``, or an exhibit's id for its slip."""

    part: str


@dataclass(frozen=True, slots=True)
class WebLink:
    """A link to a public page, such as a DOI."""

    url: str


Link = ExhibitLink | PartLink | WebLink


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one look. A newline inside is a line break."""

    text: str
    bold: bool = False
    italic: bool = False
    link: Link | None = None


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the document's title, 2 a section, 3 a part of one."""

    level: Literal[1, 2, 3]
    runs: Runs


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. ``look`` names a style both renderers know."""

    runs: Runs
    look: Literal["body", "quote", "small", "address"] = "body"


@dataclass(frozen=True, slots=True)
class ItemList:
    """A bulleted or numbered list; each item is a tuple of blocks, the first a paragraph."""

    items: tuple[tuple[Block, ...], ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header row that repeats on every page it runs over.

    ``widths`` are the columns' shares of the text width; they add up to 1.
    """

    header: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]
    widths: tuple[float, ...]
    caption: str | None = None

    def __post_init__(self) -> None:
        columns = len(self.header)
        if len(self.widths) != columns or any(len(row) != columns for row in self.rows):
            raise ValueError("every row of a table has as many cells as its header")


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points; ``closed`` joins the last to the first. Coordinates are points, y up."""

    points: tuple[tuple[float, float], ...]
    width: float = 0.75
    closed: bool = False
    dashed: bool = False
    fill: float | None = None
    """Grey to fill with: 0 black, 1 white, ``None`` nothing."""


@dataclass(frozen=True, slots=True)
class FigureText:
    """A text in a drawing; (x, y) is its baseline at the anchor."""

    x: float
    y: float
    text: str
    size: float = 8.0
    bold: bool = False
    anchor: Literal["start", "middle", "end"] = "start"


@dataclass(frozen=True, slots=True)
class Figure:
    """A line drawing of ``width`` × ``height`` points, readable in pure black and white."""

    width: float
    height: float
    shapes: tuple[Stroke | FigureText, ...]
    alt: str
    """What the drawing shows, for a reader who cannot see it."""
    caption: str | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """Room for a hand-written signature above a printed name. The tool never signs."""

    lines: tuple[str, ...]
    """Name and credentials, then what else stands below the line."""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """Start a new page."""


Block = Heading | Paragraph | ItemList | Table | Figure | Signature | PageBreak


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a packet."""

    title: str
    """Names the document in metadata and bookmarks; carries no patient data."""
    blocks: tuple[Block, ...]
    footer: str
    """What every page's footer says before ``Page n of m``: the case id, the template and its hash."""
    language: str = "en-US"
    is_request: bool = False
    """Whether it asks others for records; it then belongs to no packet, and a draft's mark does not concern it."""


def texts_of(document: Document) -> Iterator[str]:
    """Visit every text of a document that a check of its wording has to read, each list item and cell on its own.

    The words inside drawings and their alternative texts are among them.
    """
    for block in _blocks(document.blocks):
        yield from _labels(block)
        yield from _words(block)
        if isinstance(block, Figure):
            yield block.alt


def words_of(document: Document) -> tuple[str, ...]:
    """Return what both finished files have to say, in reading order; a drawing's alternative text is not seen."""
    return tuple(text for block in _blocks(document.blocks) for text in _words(block) if text.strip())


def labels_of(document: Document) -> tuple[str, ...]:
    """Return the texts inside the document's drawings, in the order they are drawn."""
    return tuple(label for block in _blocks(document.blocks) for label in _labels(block))


def text_of(runs: Runs) -> str:
    """Return runs as plain text."""
    return "".join(run.text for run in runs)


def _blocks(blocks: Iterable[Block]) -> Iterator[Block]:
    """Visit blocks in reading order, those of a list's items in its place."""
    for block in blocks:
        if isinstance(block, ItemList):
            for item in block.items:
                yield from _blocks(item)
        else:
            yield block


def _words(block: Block) -> Iterator[str]:
    match block:
        case Heading() | Paragraph():
            yield text_of(block.runs)
        case Table():
            yield block.caption or ""
            yield from (text_of(cell) for row in (block.header, *block.rows) for cell in row)
        case Figure():
            yield block.caption or ""
        case Signature():
            yield from block.lines


def _labels(block: Block) -> Iterator[str]:
    if isinstance(block, Figure):
        yield from (shape.text for shape in block.shapes if isinstance(shape, FigureText))
