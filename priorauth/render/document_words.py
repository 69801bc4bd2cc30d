"""The words a reader sees in a document, block by block: what both finished files have to say."""

from __future__ import annotations

from collections.abc import Iterator

from priorauth.document import (
    Block,
    Document,
    Figure,
    FigureText,
    Heading,
    ItemList,
    Paragraph,
    Runs,
    Signature,
    Table,
)


def words_of(document: Document) -> tuple[str, ...]:
    """Return the text of each part in reading order; a drawing's alternative text is not seen and not given."""
    return tuple(text for block in document.blocks for text in _of(block) if text.strip())


def labels_of(document: Document) -> tuple[str, ...]:
    """Return the texts inside the document's drawings, in the order they are drawn."""
    return tuple(label for block in document.blocks for label in _labels(block))


def text_of(runs: Runs) -> str:
    """Return runs as plain text."""
    return "".join(run.text for run in runs)


def _of(block: Block) -> Iterator[str]:
    match block:
        case Heading() | Paragraph():
            yield text_of(block.runs)
        case ItemList():
            yield from (text for item in block.items for inner in item for text in _of(inner))
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
    elif isinstance(block, ItemList):
        yield from (label for item in block.items for inner in item for label in _labels(inner))
