"""What stands in a Word file, in the order it stands: paragraphs, tables, text, fields, notes and drawings.

Nothing here judges. What has a name of its own in the file and is neither of these is `Held` by that name with all
that stands in it, so that no user of a reading can overlook it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

LINE_BREAK, PAGE_BREAK, TAB = "\n", "\f", "\t"


@dataclass(frozen=True, slots=True)
class Look:
    """How a run is drawn."""

    bold: bool = False
    italic: bool = False
    underlined: bool = False
    struck: bool = False
    rise: int = 0
    """1 for superscript, -1 for subscript."""


PLAIN = Look()


@dataclass(frozen=True, slots=True)
class RunVisibility:
    """What decides whether a run can be seen, and read as the letters it is written with."""

    is_hidden: bool = False
    color: str = ""
    """Six hexadecimal digits, ``auto`` or nothing."""
    has_ground: bool = False
    """Whether something is, or may be, behind it that is not white: shading, a highlight, a table's style."""
    half_points: int | None = None
    is_symbols: bool = False
    """Whether it is set in a font whose letters are drawn as symbols."""
    is_right_to_left: bool = False


SEEN = RunVisibility()


@dataclass(frozen=True, slots=True)
class RunNode:
    """Text of one look; a break or a tab is a run of its own."""

    text: str
    look: Look = PLAIN
    sight: RunVisibility = SEEN
    fields: tuple[str, ...] = ()
    """The kinds of the fields that show it, outermost first."""


@dataclass(frozen=True, slots=True)
class Field:
    """Where a field begins, and where what Word last showed for it follows, its ``kind`` known by then."""

    step: Literal["begins", "shows"]
    kind: str
    sight: RunVisibility = SEEN
    look: Look = PLAIN
    """Of a page number that stands alone; any other field's is that of the runs it shows."""


@dataclass(frozen=True, slots=True)
class NoteMark:
    """The place a note belongs to."""

    kind: Literal["footnote", "endnote"]
    key: str
    look: Look
    sight: RunVisibility


@dataclass(frozen=True, slots=True)
class Embedded:
    """A picture: its content where the file has it, and its size in points where it says one."""

    data: bytes | None
    wide: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing: the kinds of graphics in it, its pictures, and what stands in its text boxes."""

    kinds: tuple[str, ...]
    pictures: tuple[Embedded, ...]
    content: tuple[Node, ...]
    sight: RunVisibility = SEEN


@dataclass(frozen=True, slots=True)
class Held:
    """What stands in an element of another kind; ``name`` is empty for one that is not WordprocessingML."""

    name: str
    content: tuple[Node, ...]
    sight: RunVisibility | None = None
    """That of the run it stands in, if it does."""


@dataclass(frozen=True, slots=True)
class ListMark:
    """The mark of a list's item, counted as Word counts; ``None`` for numbers of a kind that is not known."""

    text: str | None
    depth: int
    sign: str = ""
    """What the file has for a bullet; nothing for a count."""


@dataclass(frozen=True, slots=True)
class ParagraphNode:
    """A paragraph; ``heading`` is 0 for plain text."""

    content: tuple[Node, ...]
    heading: int = 0
    mark: ListMark | None = None
    styles: tuple[str, ...] = ()
    """The names of its style and of those it is based on, in small letters."""
    starts_page: bool = False


@dataclass(frozen=True, slots=True)
class CellNode:
    """A cell of a table; ``span`` is ``None`` where the file says no number."""

    content: tuple[Node, ...]
    span: int | None = 1
    is_merged_down: bool = False


@dataclass(frozen=True, slots=True)
class RowNode:
    """A row of a table; ``is_header`` where the file marks it as a heading."""

    content: tuple[Node, ...]
    is_header: bool = False


@dataclass(frozen=True, slots=True)
class TableNode:
    """A table; ``grid`` are the widths of its columns, ``None`` where the file says no number."""

    content: tuple[Node, ...]
    grid: tuple[float | None, ...] = ()


Node = RunNode | Field | NoteMark | Drawing | Held | ParagraphNode | TableNode | RowNode | CellNode


def every(nodes: Iterable[Node]) -> Iterator[Node]:
    """Visit nodes, and after each what it holds, in reading order."""
    for node in nodes:
        yield node
        if not isinstance(node, RunNode | Field | NoteMark):
            yield from every(node.content)


def paragraph_texts(nodes: Iterable[Node]) -> Iterator[str]:
    """Visit the text of every paragraph, those in table cells, notes and text boxes included, in reading order.

    What a paragraph's text boxes say stands in its own text, and again as theirs.
    """
    for node in every(nodes):
        if isinstance(node, ParagraphNode):
            yield "".join(inner.text for inner in every(node.content) if isinstance(inner, RunNode))
