"""Checking a letterhead before any letter is written on it: all that is refused, and what a fax would lose."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from priorauth.problems import Problem, Where, problem
from priorauth.render.docx.docx_styles import NAMES
from priorauth.render.docx.letterhead import prepare
from priorauth.render.docx.letterhead_safety import UnsafeWordFile, faults_of, open_letterhead, parse_part
from priorauth.render.docx.wordprocessing import w

SMALLEST = 8.5
"""Points: the smallest style of the shipped letterhead."""

LIGHTEST = 0.35
"""Of white's brightness: a color brighter than this comes out of a fax as dots, or not at all."""


def lint_letterhead(data: bytes, file: str) -> tuple[Problem, ...]:
    """Report every part of a letterhead that is refused (PA602), with its reason.

    Where nothing is, report what a fax would not carry (PA545): in a letter's styles, in headers and footers.
    """
    faults = faults_of(data)
    if faults:
        return tuple(
            problem("PA602", Where(file, part=f.part), reason=_with_part(f.reason, f.part)) for f in faults
        )
    try:
        prepare(data, "en-US")
    except UnsafeWordFile as refused:
        where = Where(file, part=refused.part)
        return (problem("PA602", where, reason=_with_part(refused.reason, refused.part)),)
    return tuple(dict.fromkeys(_for_fax(open_letterhead(data), file)))


def _with_part(reason: str, part: str | None) -> str:
    return f"the part {reason}" if part else reason


def _for_fax(parts: dict[str, bytes], file: str) -> Iterator[Problem]:
    used = {name.casefold() for name in NAMES}
    for name, content in parts.items():
        if name.endswith("styles.xml"):
            for style in parse_part(name, content).iter(w("style")):
                called = style.find(w("name"))
                title = "" if called is None else called.get(w("val")) or ""
                if title.casefold() in used:
                    yield from _look(style, title, Where(file, part=name))
        elif name.startswith(("word/header", "word/footer")) and name.endswith(".xml"):
            yield from _look(parse_part(name, content), name.split("/")[-1], Where(file, part=name))


def _look(root: etree._Element, title: str, where: Where) -> Iterator[Problem]:
    for size in root.iter(w("sz")):
        half_points = size.get(w("val")) or ""
        points = int(half_points) / 2 if half_points.isdigit() else SMALLEST
        if points < SMALLEST and _is_of_text(size):
            remedy = f"set it in {SMALLEST:g} points or more"
            yield problem("PA545", where, style=title, what=f"{points:g} points", remedy=remedy)
    for color in root.iter(w("color")):
        if _brightness(color.get(w("val")) or "") > LIGHTEST:
            remedy = "set it in black or a dark color"
            yield problem("PA545", where, style=title, what="a light color", remedy=remedy)


def _is_of_text(size: etree._Element) -> bool:
    parent = size.getparent()
    return parent is not None and parent.tag == w("rPr")


def _brightness(color: str) -> float:
    """Return a color's brightness between black, 0, and white, 1, weighed as the eye does (ITU-R BT.601)."""
    try:
        red, green, blue = bytes.fromhex(color)
    except ValueError:  # 'auto', or no color
        return 0.0
    return (0.299 * red + 0.587 * green + 0.114 * blue) / 255
