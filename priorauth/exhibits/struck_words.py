"""Which words of a page are struck out: a thin line runs through them, drawn by a hand or by a program.

A line strikes the words it runs through at the middle of their letters and over nearly all of their width. A line
below the letters underlines, and one that for the most part runs over bare paper is a rule: neither strikes.
Whoever struck a word out took it back, so that it states nothing.
"""

from __future__ import annotations

import ctypes
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

import pypdfium2
import pypdfium2.raw as pdfium

from priorauth.exhibits.page_characters import PageWords, Rect, bounds

_BAND = (0.2, 0.75)
"""Where in the height of a word, from its baseline, a line strikes: an underline lies lower."""

_HANGING = frozenset("gjpqyQ,;()[]{}|@$")
_HANGS = 0.22
"""Of a word's height, what its hanging letters take up below the baseline."""

_THIN = 0.6
"""Of a word's height: what is thicker covers the word, or marks it with a color."""

_COVERED = 0.8
"""Of a word's width, that a line has to run over."""

_FILLED = 0.35
"""Of a line's length, that words have to fill: a rule of a form or a table runs over bare paper."""

_PALE = 0xE8
_LONG = 3
"""Characters, from which on a word's shape tells which way it runs."""

_MOST_POINTS = 400
_MOST_LINES = 20_000
_DEEPEST = 5

_Matrix = tuple[float, float, float, float, float, float]


def struck(page: pypdfium2.PdfPage, reading: PageWords) -> frozenset[int]:
    """Return which words of a page, counted from 0, a thin line runs through."""
    words = reading.words
    if not words:
        return frozenset()
    lines = list(_lines(page))
    if not lines:
        return frozenset()
    tall = _tall(words)
    standing = [_from_baseline(reading.text[start:end], rect) for start, end, rect in words]
    upright = _through(standing, lines) - tall
    sideways = _through([_turned(rect) for _, _, rect in words], [_turned(line) for line in lines]) & tall
    return frozenset(upright | sideways)


def _from_baseline(text: str, rect: Rect) -> Rect:
    left, bottom, right, top = rect
    return left, bottom + (_HANGS * (top - bottom) if _HANGING & set(text) else 0.0), right, top


def _turned(rect: Rect) -> Rect:
    return rect[1], rect[0], rect[3], rect[2]


def _tall(words: Sequence[tuple[int, int, Rect]]) -> set[int]:
    """Return the words that run up the page, as on a sheet turned to be read; short ones go with the rest."""
    long = [i for i, (start, end, _) in enumerate(words) if end - start >= _LONG]
    tall = {i for i in long if words[i][2][3] - words[i][2][1] > words[i][2][2] - words[i][2][0]}
    rest = set(range(len(words))) - set(long) if len(tall) > len(long) / 2 else set()
    return tall | rest


def _through(rects: Sequence[Rect], lines: Sequence[Rect]) -> set[int]:
    """Return the rectangles a line runs through from left to right."""
    order = sorted(range(len(rects)), key=lambda index: rects[index][1])
    bottoms = [rects[index][1] for index in order]
    tallest = max(rect[3] - rect[1] for rect in rects)
    found: set[int] = set()
    for line in lines:
        middle = (line[1] + line[3]) / 2
        near = order[bisect_left(bottoms, middle - tallest) : bisect_right(bottoms, middle)]
        hit = [index for index in near if _runs_through(line, middle, rects[index])]
        if not hit:
            continue
        left, right = min(rects[i][0] for i in hit), max(rects[i][2] for i in hit)
        inked = sum(rects[i][2] - rects[i][0] for i in hit)
        if inked >= _FILLED * max(line[2] - line[0], right - left):
            found.update(hit)
    return found


def _runs_through(line: Rect, middle: float, rect: Rect) -> bool:
    left, bottom, right, top = rect
    high, wide = top - bottom, right - left
    if high <= 0 or line[3] - line[1] > _THIN * high or line[2] - line[0] < 3 * (line[3] - line[1]):
        return False
    is_level = _BAND[0] * high <= middle - bottom <= _BAND[1] * high
    return is_level and min(right, line[2]) - max(left, line[0]) >= _COVERED * wide


def _lines(page: pypdfium2.PdfPage) -> Iterator[Rect]:
    """Return the thin strokes and fills of a page that are seen, each as its rectangle on the page."""
    count = 0
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        for line in _drawn(pdfium.FPDFPage_GetObject(page, index), (1, 0, 0, 1, 0, 0), _DEEPEST):
            yield line
            count += 1
            if count >= _MOST_LINES:
                return


def _drawn(drawn: object, outer: _Matrix, depth: int) -> Iterator[Rect]:
    kind = pdfium.FPDFPageObj_GetType(drawn)
    if kind not in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_FORM):
        return
    matrix = _joined(_matrix_of(drawn), outer)
    if kind == pdfium.FPDF_PAGEOBJ_PATH:
        if _is_inked(drawn):
            yield from _strokes(drawn, matrix)
    elif depth:
        for index in range(max(0, pdfium.FPDFFormObj_CountObjects(drawn))):
            yield from _drawn(pdfium.FPDFFormObj_GetObject(drawn, index), matrix, depth - 1)


def _matrix_of(drawn: object) -> _Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(drawn, found):
        return (1, 0, 0, 1, 0, 0)
    return found.a, found.b, found.c, found.d, found.e, found.f


def _joined(inner: _Matrix, outer: _Matrix) -> _Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, x, y = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + x, e * q + f * s + y


def _is_inked(path: object) -> bool:
    """Whether a path is drawn in a color that is seen on paper."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(path, fill, stroke):
        return False
    read = pdfium.FPDFPageObj_GetStrokeColor if stroke.value else pdfium.FPDFPageObj_GetFillColor
    shades = [ctypes.c_uint() for _ in range(4)]
    if not (stroke.value or fill.value) or not read(path, *shades):
        return False
    return bool(min(part.value for part in shades[:3]) < _PALE and shades[3].value)


def _strokes(path: object, matrix: _Matrix) -> Iterator[Rect]:
    """Return the rectangle of each stroke of a path; a long drawing is none."""
    count = pdfium.FPDFPath_CountSegments(path)
    if not 1 < count <= _MOST_POINTS:
        return
    a, b, c, d, e, f = matrix
    points: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
        part = pdfium.FPDFPath_GetPathSegment(path, index)
        if pdfium.FPDFPathSegment_GetType(part) == pdfium.FPDF_SEGMENT_MOVETO and points:
            yield bounds(points)
            points = []
        if pdfium.FPDFPathSegment_GetPoint(part, x, y):
            points.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
    if points:
        yield bounds(points)
