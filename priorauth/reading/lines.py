"""What a printed line is: a heading, a label with its value, a list item, a row of a table, or running text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from priorauth.reading.sections import section_of


class Shape(Enum):
    """How a line begins."""

    EMPTY = auto()
    HEADING = auto()
    LABEL = auto()
    LEVEL = auto()
    ITEM = auto()
    ROW = auto()
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """``text[start:end]``; ``value`` is where what follows a label, a level or a list mark begins."""

    start: int
    end: int
    shape: Shape
    value: int
    label: tuple[int, int] | None = None
    inner: int = 0
    """Where the line's words begin, behind a list mark."""


_MARK = re.compile(
    r"\s*(?:[-*>+\u2022\u25cf\u25aa\u2023\u00b7\u2013]{1,3}[ \t]+"
    r"|\(?\d{1,2}[.)](?!\d)[ \t]*|\#\d{1,2}[ \t]+|\(?[a-h][.)][ \t]+)"
)
_LEVEL = re.compile(
    r"[ \t]*(?:level[: ]+)?(?:L[ ]?[1-6]|T1[0-2])[ ]{0,2}[-/_\u2013]?[ ]{0,2}(?:[LS]?[ -]?[1-6])(?!\w)[ \t]*"
    r"(?:dis[ck](?:[ ]space)?|level|interspace)?[ \t]*(?P<stop>[:|.\t]"
    r"|-{1,3}(?=[ \t])|[\u2013\u2014](?=[ \t])|$|[ ]{2,})",
    re.IGNORECASE,
)
_LABEL = re.compile(r"[ \t*]*(?P<label>[A-Z][A-Za-z0-9'/&(),.#\u2019 -]{0,60}?)[ \t]*:(?=[ \t*]|$)")
_DASHED = re.compile(r"[ \t*]*(?P<label>[A-Z][A-Za-z ]{2,30}?)[ \t]+[-\u2013][ \t]+(?=\S)")
"""A known label whose words stand behind a dash: ``Findings - The lordosis is kept``."""

_CAPITALS = re.compile(r"[^a-z]*[A-Z][^a-z]*")
_WORD = re.compile(r"[^\W\d_]+")
_STOP = re.compile(r"[.!?;]\s")
_TITLE = re.compile(r"\b(?:Dr|Mr|Mrs|Ms)\.")
_NAME_OR_NUMBER = re.compile(r"[IVX]{1,4}|MODIC(?:'?S)?|MCS?|TYPES?|GRADES?|GRADES?")
"""What a line may wrap at or wrap to, in capitals too: ``MODIC / II``."""

_MOST_HEADING_WORDS = 7
_MOST_LABEL_WORDS = 6


def line_at(text: str, start: int, end: int, *, is_known: bool = False, has_capitals: bool = False) -> Line:
    """Return what the line ``text[start:end]`` is.

    ``is_known`` for one whose words are a known heading; ``has_capitals`` for a text all in capitals, where they
    tell nothing.
    """
    line = text[start:end]
    if not line.strip():
        return Line(start, end, Shape.EMPTY, end)
    mark = _MARK.match(line)
    inner = mark.end() if mark and line[mark.end() :].strip() else 0
    level = _LEVEL.match(line, inner)
    if level is not None and not _is_row(line):
        return Line(
            start,
            end,
            Shape.LEVEL,
            start + level.end(),
            (start + inner, start + level.start("stop")),
            start + inner,
        )
    label = _LABEL.match(line, inner)
    if label is not None and not _is_row(line) and _is_label(label["label"]):
        span = start + label.start("label"), start + label.end("label")
        return Line(start, end, Shape.LABEL, start + label.end(), span, start + inner)
    dashed = _DASHED.match(line, inner)
    if dashed is not None and section_of(dashed["label"]) is not None:
        span = start + dashed.start("label"), start + dashed.end("label")
        return Line(start, end, Shape.LABEL, start + dashed.end(), span, start + inner)
    if inner:
        return Line(start, end, Shape.ITEM, start + inner, None, start + inner)
    is_cells = line.count("|") + line.count("\t") > 1  # the names of columns, in capitals or not
    if is_known or (_is_heading(line) and not has_capitals and not is_cells):
        return Line(start, end, Shape.HEADING, end, (start, end), start)
    return Line(start, end, Shape.ROW if _is_row(line) else Shape.TEXT, start, None, start)


def _is_row(line: str) -> bool:
    bars = line.count("|") + line.count("\t")
    return bars > 1 or (bars == 1 and len(line) < 100) or len(re.findall(r"(?<=\S)[ ]{3,}(?=\S)", line)) > 0


def _is_label(label: str) -> bool:
    words = _WORD.findall(label)
    return 0 < len(words) <= _MOST_LABEL_WORDS and not _STOP.search(_TITLE.sub("", label))


def _is_heading(line: str) -> bool:
    """Whether a line is a heading by its capitals: short, all in capitals, and no sentence."""
    words = _WORD.findall(line)
    is_part = all(_NAME_OR_NUMBER.fullmatch(word) for word in words)
    short = (
        not is_part
        and len(words) <= _MOST_HEADING_WORDS
        and not line.rstrip().endswith((".", ",", ";", "?", "-", "/", "&"))
    )
    return short and _CAPITALS.fullmatch(line) is not None and not re.search(r"\d{2}", line)
