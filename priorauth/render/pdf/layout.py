"""From blocks to boxes, and from boxes to pages. Pure: nothing is drawn here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from priorauth.document import (
    Block,
    Document,
    Figure,
    FigureText,
    Heading,
    ItemList,
    PageBreak,
    Paragraph,
    Run,
    Runs,
    Signature,
    Table,
    text_of,
)
from priorauth.render.drawable_text import font, width
from priorauth.render.pdf.wrapping import Fragment, Line, unbroken, wrap
from priorauth.render.type_scale import READING, TypeScale

PAGE_WIDTH, PAGE_HEIGHT = 612.0, 792.0
MARGIN_X, MARGIN_TOP, MARGIN_BOTTOM = 60.0, 46.0, 54.0
TEXT_WIDTH = PAGE_WIDTH - 2 * MARGIN_X
BODY_HEIGHT = PAGE_HEIGHT - MARGIN_TOP - MARGIN_BOTTOM
TALLEST = BODY_HEIGHT - 72
"""The tallest a drawing or a piece of a table row may be: a page, less room for a heading and a caption."""
LEADING = 1.25
_PAD = 2.4
_INDENT = 13.0
_DEEPEST = TEXT_WIDTH / 2
"""Lists nested deeper than this stay here: a line always keeps half the text width."""


@dataclass(frozen=True, slots=True)
class PlacedFragment:
    """A fragment within a box: ``y`` is the baseline, measured down from the box's top."""

    fragment: Fragment
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A straight line within a box, measured like a fragment."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float = 0.5


@dataclass(frozen=True, slots=True)
class UnsplitBox:
    """Something that is never split over two pages."""

    height: float
    texts: tuple[PlacedFragment, ...] = ()
    rules: tuple[DrawnLine, ...] = ()
    figure: Figure | None = None
    keep_with_next: bool = False
    is_break: bool = False
    is_space: bool = False
    repeat: UnsplitBox | None = None
    """A table's header, drawn again above this row when it starts a page."""
    heading: tuple[str, int] | None = None
    continues: bool = False
    """Whether a table row began in the box before: it was taller than a page."""


@dataclass(frozen=True, slots=True)
class PlacedBox:
    """A box on a page; ``top`` is measured down from the top of the page."""

    box: UnsplitBox
    top: float


def paginate(document: Document, scale: TypeScale = READING) -> list[list[PlacedBox]]:
    """Lay a document out on pages. A group that is kept together moves to the next page as a whole."""
    pages: list[list[PlacedBox]] = [[]]
    top = MARGIN_TOP
    boxes = list(boxes_of(document.blocks, scale))
    for index, box in enumerate(boxes):
        if box.is_break:
            if pages[-1]:
                pages.append([])
                top = MARGIN_TOP
            continue
        if box.is_space and not pages[-1]:
            continue
        if top + _group_height(boxes, index) > PAGE_HEIGHT - MARGIN_BOTTOM and pages[-1]:
            if box.is_space:
                continue
            pages.append([])
            top = MARGIN_TOP
            if box.repeat is not None:
                pages[-1].append(PlacedBox(box.repeat, top))
                top += box.repeat.height
        pages[-1].append(PlacedBox(box, top))
        top += box.height
    return [page for page in pages if page] or [[]]


def _group_height(boxes: list[UnsplitBox], index: int) -> float:
    """Height of a box with what it is kept together with; of the box alone when no page can hold the group."""
    start, total = index, boxes[index].height
    while boxes[index].keep_with_next and index + 1 < len(boxes):
        index += 1
        total += boxes[index].height
    return total if total <= BODY_HEIGHT else boxes[start].height


def has_split_row(document: Document, scale: TypeScale = READING) -> bool:
    """Whether a table row was too tall for one page and is drawn in pieces."""
    return any(box.continues for box in boxes_of(document.blocks, scale))


def boxes_of(blocks: Iterable[Block], scale: TypeScale = READING) -> Iterator[UnsplitBox]:
    """Turn blocks into boxes, top to bottom."""
    listed = tuple(blocks)
    for block, after in zip(listed, (*listed[1:], None), strict=True):
        boxes = _boxes(block, 0.0, scale)
        yield from _held(boxes) if isinstance(block, Paragraph) and isinstance(after, Signature) else boxes


def _held(boxes: Iterable[UnsplitBox]) -> Iterator[UnsplitBox]:
    """Keep a paragraph's last two lines with what follows, so that no signature stands alone on a page."""
    listed = list(boxes)
    yield from listed[:-3]
    yield from (replace(box, keep_with_next=True) for box in listed[-3:])


def _boxes(block: Block, indent: float, scale: TypeScale) -> Iterator[UnsplitBox]:
    match block:
        case Heading():
            yield from _heading(block, scale)
        case Paragraph():
            yield from _paragraph(block, indent, scale)
        case ItemList():
            yield from _list(block, indent, scale)
        case Table():
            yield from _table(block, scale)
        case Figure():
            yield from _figure(block, scale)
        case Signature():
            yield from _signature(block, scale)
        case PageBreak():
            yield UnsplitBox(0, is_break=True)


def _space(height: float, *, keep: bool = False) -> UnsplitBox:
    return UnsplitBox(height, is_space=True, keep_with_next=keep)


def _line_box(line: Line, size: float, indent: float, *, keep: bool = False) -> UnsplitBox:
    texts = tuple(PlacedFragment(fragment, indent + fragment.x, size * 1.05) for fragment in line)
    return UnsplitBox(size * LEADING, texts, keep_with_next=keep)


def _heading(block: Heading, scale: TypeScale) -> Iterator[UnsplitBox]:
    size = scale.heading(block.level)
    yield _space(size * (0.2 if block.level == 1 else 0.55), keep=True)
    lines = wrap(block.runs, size, TEXT_WIDTH, bold=True)
    for index, line in enumerate(lines):
        box = _line_box(line, size, 0, keep=True)
        yield replace(box, heading=(text_of(block.runs), block.level)) if index == 0 else box
    yield _space(size * (0.35 if block.level == 1 else 0.15), keep=True)


def _paragraph(block: Paragraph, indent: float, scale: TypeScale) -> Iterator[UnsplitBox]:
    size = scale.paragraph(block.look)
    inset = indent + (_INDENT if block.look == "quote" else 0)
    lines = wrap(block.runs, size, TEXT_WIDTH - inset - (inset - indent))
    for index, line in enumerate(lines):
        # The first two and the last two lines stay together: no line stands alone on a page.
        keep = len(lines) > 1 and (index == 0 or index == len(lines) - 2)
        yield _line_box(line, size, inset, keep=keep)
    yield _space(size * 0.5)


def _list(block: ItemList, indent: float, scale: TypeScale) -> Iterator[UnsplitBox]:
    for number, item in enumerate(block.items, 1):
        mark = f"{number}." if block.ordered else "•"
        inner = [box for part in item for box in _boxes(part, min(indent + _INDENT, _DEEPEST), scale)]
        while inner and inner[-1].is_space:
            inner.pop()
        if inner:
            size = scale.body
            bullet = PlacedFragment(unbroken(mark, size), indent + 1, size * 1.05)
            first = next(place for place, box in enumerate(inner) if not box.is_space)
            inner[first] = replace(inner[first], texts=(bullet, *inner[first].texts))
        yield from inner
        yield _space(2.2)
    yield _space(2.5)


def _table(block: Table, scale: TypeScale) -> Iterator[UnsplitBox]:
    widths = column_widths(block, TEXT_WIDTH, scale.table, 2 * _PAD)
    header: tuple[UnsplitBox, ...] = ()
    if any(text_of(cell).strip() for cell in block.header):
        header = tuple(_row(block.header, widths, TALLEST, scale.table, bold=True, first=True))
    # A header that would fill the page it is repeated on stands once.
    repeat = header[0] if len(header) == 1 and header[0].height < BODY_HEIGHT / 4 else None
    if block.caption:
        size = scale.small
        yield from (_line_box(line, size, 0, keep=True) for line in wrap((Run(block.caption),), size, TEXT_WIDTH))
    yield from (replace(box, keep_with_next=True) for box in header)
    tallest = TALLEST - (repeat.height if repeat else 0)
    for index, row in enumerate(block.rows):
        for box in _row(row, widths, tallest, scale.table, bold=False, first=not header and index == 0):
            yield replace(box, repeat=repeat)
    yield _space(6)


def _row(
    cells: tuple[Runs, ...], widths: list[float], tallest: float, size: float, *, bold: bool, first: bool
) -> Iterator[UnsplitBox]:
    """Return a row as one box, or as several when it is taller than ``tallest``."""
    columns = [
        wrap(runs, size, max(cell_width - 2 * _PAD, size), bold=bold)
        for runs, cell_width in zip(cells, widths, strict=True)
    ]
    leading = size * 1.26
    lines, step = max(map(len, columns)), int((tallest - 2 * _PAD) / leading)
    for start in range(0, lines, step):
        end = min(start + step, lines)
        height = (end - start) * leading + 2 * _PAD
        rules = [DrawnLine(0, 0, sum(widths), 0, 0.9)] if first and start == 0 else []
        if end == lines:
            rules.append(DrawnLine(0, height, sum(widths), height, 0.9 if bold else 0.35))
        texts = _cell_texts([column[start:end] for column in columns], widths, size, leading)
        yield UnsplitBox(height, tuple(texts), tuple(rules), continues=start > 0)


def _cell_texts(
    columns: list[list[Line]], widths: list[float], size: float, leading: float
) -> Iterator[PlacedFragment]:
    left = 0.0
    for lines, cell_width in zip(columns, widths, strict=True):
        for index, line in enumerate(lines):
            y = _PAD + size * 1.05 + index * leading
            yield from (PlacedFragment(fragment, left + _PAD + fragment.x, y) for fragment in line)
        left += cell_width


def smallest_label(figure: Figure) -> float:
    """Return the size of a drawing's smallest text; that of a drawing without text is large enough for anything."""
    return min((shape.size for shape in figure.shapes if isinstance(shape, FigureText)), default=PAGE_HEIGHT)


def room_for(figure: Figure) -> float:
    """Return the largest ratio at which a drawing fits on a page."""
    return min(TEXT_WIDTH / figure.width, TALLEST / figure.height)


def _figure(block: Figure, scale: TypeScale) -> Iterator[UnsplitBox]:
    ratio = min(room_for(block), max(1.0, scale.least / smallest_label(block)))
    yield _space(3, keep=bool(block.caption))
    yield UnsplitBox(block.height * ratio, figure=block, keep_with_next=bool(block.caption))
    if block.caption:
        runs = (Run(block.caption, italic=True),)
        yield from (_line_box(line, scale.small, 0) for line in wrap(runs, scale.small, TEXT_WIDTH))
    yield _space(5)


def _signature(block: Signature, scale: TypeScale) -> Iterator[UnsplitBox]:
    size = scale.body
    rule = DrawnLine(0, 34, 220, 34, 0.6)
    yield UnsplitBox(38, rules=(rule,), keep_with_next=True)
    for index, text in enumerate(block.lines):
        for line in wrap((Run(text, bold=index == 0),), size, TEXT_WIDTH):
            yield _line_box(line, size, 0, keep=index < len(block.lines) - 1)
    yield _space(size * 0.5)


_ROUNDING = 0.1


def column_widths(table: Table, available: float, size: float, padding: float) -> list[float]:
    """Return the columns' widths in points; together they take ``available``.

    A column too narrow for its longest word takes what it lacks from those that have room, so that no word is cut
    which a wider column could hold. Where all together lack room, the table's own shares stand.
    """
    widths = [share * available for share in table.widths]
    columns = zip(table.header, *table.rows, strict=True)
    needed = [_longest_word(column, size) + padding + _ROUNDING for column in columns]
    lacking = [max(0.0, need - wide) for need, wide in zip(needed, widths, strict=True)]
    spare = [max(0.0, wide - need) for need, wide in zip(needed, widths, strict=True)]
    if not 0 < sum(lacking) <= sum(spare):
        return widths
    taken = sum(lacking) / sum(spare)
    return [wide + more - room * taken for wide, more, room in zip(widths, lacking, spare, strict=True)]


def _longest_word(cells: Iterable[Runs], size: float) -> float:
    """Measure the longest word of a column, its header first; a header is bold throughout."""
    return max(
        (
            width(word, font(bold=run.bold or place == 0, italic=run.italic), size)
            for place, runs in enumerate(cells)
            for run in runs
            for word in run.text.split()
        ),
        default=0.0,
    )
