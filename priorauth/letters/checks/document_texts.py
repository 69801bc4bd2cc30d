"""Every text of a document, drawings and their descriptions included: what a check of its wording has to read."""

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


def texts_of(document: Document) -> Iterator[str]:
    """Visit the texts of a document, each paragraph, list item and table cell on its own."""
    return _texts(document.blocks)


def _texts(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Heading(runs=runs) | Paragraph(runs=runs):
                yield _words(runs)
            case ItemList(items=items):
                for item in items:
                    yield from _texts(item)
            case Table(header=header, rows=rows, caption=caption):
                yield from map(_words, (*header, *(cell for row in rows for cell in row)))
                yield caption or ""
            case Figure(shapes=shapes, alt=alt, caption=caption):
                yield from (shape.text for shape in shapes if isinstance(shape, FigureText))
                yield from (alt, caption or "")
            case Signature(lines=lines):
                yield from lines


def _words(runs: Runs) -> str:
    return "".join(run.text for run in runs)
