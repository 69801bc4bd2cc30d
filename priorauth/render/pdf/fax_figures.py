"""Drawings that survive a fax: pure black and white, and no label smaller than a fax can carry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from priorauth.document import Block, Document, Figure, FigureText, ItemList, Paragraph, Run, Stroke
from priorauth.render.drawable_text import BOLD, REGULAR, register, width
from priorauth.render.pdf.layout import room_for, smallest_label
from priorauth.render.type_scale import FAX_LEAST, FAX_THINNEST


def for_fax(document: Document) -> Document:
    """Return the document with its drawings cut to what they show, so that they can be drawn larger.

    Gray fills become black or white, and thin lines thick enough to arrive. A drawing whose labels would still be
    too small is replaced by its words.
    """
    register()
    return replace(document, blocks=tuple(map(_block, document.blocks)))


def _block(block: Block) -> Block:
    if isinstance(block, ItemList):
        return replace(block, items=tuple(tuple(map(_block, item)) for item in block.items))
    return _figure(block) if isinstance(block, Figure) else block


def _figure(figure: Figure) -> Block:
    left, low, right, high = _extent(figure.shapes)
    shapes = tuple(_moved(shape, -left, -low) for shape in figure.shapes)
    cut = replace(figure, width=right - left, height=high - low, shapes=shapes)
    if room_for(cut) * smallest_label(cut) >= FAX_LEAST:
        return cut
    caption = f"{figure.caption}: " if figure.caption else ""
    return Paragraph((Run(caption, italic=True), Run(figure.alt)))


def _extent(shapes: Iterable[Stroke | FigureText]) -> tuple[float, float, float, float]:
    boxes = [_box(shape) for shape in shapes]
    lefts, lows, rights, highs = zip(*boxes, strict=True)
    return min(lefts), min(lows), max(rights), max(highs)


def _box(shape: Stroke | FigureText) -> tuple[float, float, float, float]:
    if isinstance(shape, Stroke):
        half = shape.width / 2
        xs, ys = zip(*shape.points, strict=True)
        return min(xs) - half, min(ys) - half, max(xs) + half, max(ys) + half
    long = width(shape.text, BOLD if shape.bold else REGULAR, shape.size)
    left = shape.x - {"start": 0.0, "middle": long / 2, "end": long}[shape.anchor]
    return left, shape.y - shape.size * 0.25, left + long, shape.y + shape.size * 0.8


def _moved(shape: Stroke | FigureText, x: float, y: float) -> Stroke | FigureText:
    if isinstance(shape, FigureText):
        return replace(shape, x=shape.x + x, y=shape.y + y)
    points = tuple((px + x, py + y) for px, py in shape.points)
    fill = None if shape.fill is None else float(round(shape.fill))
    return replace(shape, points=points, fill=fill, width=max(shape.width, FAX_THINNEST) if shape.width else 0)
