"""How fine each image of a PDF is, by where its pages draw it."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot

import pikepdf
from pikepdf import Matrix, Name, Pdf

_DEEPEST = 8
"""Drawings within drawings; a loop ends here."""


@dataclass(frozen=True, slots=True)
class Dots:
    """Dots per inch of an image across and down, at the largest size any page draws it."""

    across: float
    down: float


def dots_per_inch(pdf: Pdf) -> dict[tuple[int, int], Dots]:
    """Measure the images that pages draw, by object number; one that no page draws directly is not in it.

    A page whose content cannot be followed to its end adds nothing, so that none of its images is thought finer
    than it is.
    """
    found: dict[tuple[int, int], list[Dots]] = {}
    broken: set[tuple[int, int]] = set()
    for page in pdf.pages:
        try:
            _follow(page.obj, page.resources, Matrix(), found, 0)
        except (pikepdf.PdfError, ValueError, TypeError, LookupError, AttributeError):
            broken.update(_drawable(page.resources))
    return {
        key: Dots(min(d.across for d in dots), min(d.down for d in dots))
        for key, dots in found.items()
        if key not in broken
    }


def _drawable(resources: pikepdf.Object) -> set[tuple[int, int]]:
    """List what a page may draw."""
    named = resources.get("/XObject", pikepdf.Dictionary())
    return {named[key].objgen for key in named.keys()}  # noqa: SIM118  (a PDF object has no iterator)


def _follow(
    content: pikepdf.Object,
    resources: pikepdf.Object,
    matrix: Matrix,
    found: dict[tuple[int, int], list[Dots]],
    depth: int,
) -> None:
    """Follow a content stream's changes of scale to each image it draws."""
    drawable = resources.get("/XObject")
    if drawable is None or depth > _DEEPEST:
        return
    saved: list[Matrix] = []
    for step in pikepdf.parse_content_stream(content, "q Q cm Do"):
        name, operands = str(step.operator), list(step.operands)
        if name == "q":
            saved.append(matrix)
        elif name == "Q":
            matrix = saved.pop() if saved else matrix
        elif name == "cm":
            matrix = Matrix(*(float(v) for v in operands)) @ matrix
        elif name == "Do":
            _drawn(drawable.get(str(operands[0])), resources, matrix, found, depth)


def _drawn(
    item: pikepdf.Object | None,
    resources: pikepdf.Object,
    matrix: Matrix,
    found: dict[tuple[int, int], list[Dots]],
    depth: int,
) -> None:
    if item is None:
        return
    if item.get("/Subtype") == Name.Image:
        wide, high = hypot(matrix.a, matrix.b), hypot(matrix.c, matrix.d)
        if wide > 0 and high > 0:
            dots = Dots(int(item.Width) * 72 / wide, int(item.Height) * 72 / high)
            found.setdefault(item.objgen, []).append(dots)
    elif item.get("/Subtype") == Name.Form:
        own = Matrix(item.Matrix) if "/Matrix" in item else Matrix()
        _follow(item, item.get("/Resources", resources), own @ matrix, found, depth + 1)
