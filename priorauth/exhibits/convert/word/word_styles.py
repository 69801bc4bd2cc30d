"""How a run of a Word document looks, and whether it can be seen at all: its own properties over its styles'."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from priorauth.exhibits.convert.word.word_blocks import Look
from priorauth.exhibits.rejection import Quarantined
from priorauth.formats.ooxml.namespaces import w

_SYMBOL_FONTS = re.compile(r"(symbol|wingdings|webdings|zapfdingbats|mt extra|marlett)", re.IGNORECASE)
_LONGEST_CHAIN = 20
_SMALLEST_HALF_POINTS = 7
_LIGHT = 0xF0
_HEADING = re.compile(r"heading\s*([1-9])", re.IGNORECASE)


class Styles:
    """The styles of one document."""

    def __init__(self, root: etree._Element | None) -> None:
        found = [] if root is None else root.findall(w("style"))
        self._styles = {style.get(w("styleId")) or "": style for style in found}
        self._default = next(
            (s for s in found if s.get(w("type")) == "paragraph" and is_on_flag(s, "default")), None
        )

    def chain(self, style_id: str | None) -> Iterator[etree._Element]:
        """Give a style and those it is based on; without an id, the paragraphs' default."""
        style = self._styles.get(style_id) if style_id else self._default
        for _ in range(_LONGEST_CHAIN):
            if style is None:
                return
            yield style
            base = style.find(w("basedOn"))
            style = None if base is None else self._styles.get(base.get(w("val")) or "")

    def heading_of(self, paragraph: etree._Element) -> int:
        """Give a paragraph's heading level, 0 for plain text."""
        for style in self.chain(style_of(paragraph, "pPr", "pStyle")):
            name = style.find(w("name"))
            match = _HEADING.match("" if name is None else name.get(w("val")) or "")
            if match:
                return int(match[1])
        return 0

    def look_of(self, run: etree._Element, paragraph: etree._Element, *, shaded: bool) -> Look:
        """Give a run's look. Raises `Quarantined`: PA725 hidden or as good as hidden, PA726 a font of symbols."""
        levels = list(self._levels(run, paragraph))
        if _toggle(levels, "vanish"):
            raise Quarantined("PA725")
        _check_seen(levels, shaded=shaded)
        fonts = _first(levels, "rFonts")
        if fonts is not None and any(_SYMBOL_FONTS.match(fonts.get(w(key)) or "") for key in ("ascii", "hAnsi")):
            raise Quarantined("PA726", what="symbols of a symbol font")
        if _toggle(levels, "rtl"):
            raise Quarantined("PA726", what="right-to-left text")
        return Look(
            bold=_toggle(levels, "b"),
            italic=_toggle(levels, "i"),
            underlined=_value(levels, "u") not in (None, "none"),
            struck=_toggle(levels, "strike") or _toggle(levels, "dstrike"),
            rise={"superscript": 1, "subscript": -1}.get(_value(levels, "vertAlign") or "", 0),
        )

    def _levels(self, run: etree._Element, paragraph: etree._Element) -> Iterator[etree._Element]:
        """Give the places a run's properties stand in, nearest first."""
        own = run.find(w("rPr"))
        if own is not None:
            yield own
        character = style_of(run, "rPr", "rStyle")
        chains = [self.chain(character)] if character else []
        for chain in (*chains, self.chain(style_of(paragraph, "pPr", "pStyle"))):
            for style in chain:
                properties = style.find(w("rPr"))
                if properties is not None:
                    yield properties


def style_of(holder: etree._Element, properties: str, key: str) -> str | None:
    """Give the id of the style that a paragraph or run names."""
    found = holder.find(f"{w(properties)}/{w(key)}")
    return None if found is None else found.get(w("val"))


def is_on_flag(element: etree._Element, key: str) -> bool:
    """Whether an attribute says yes, in any of the ways Word writes it."""
    return (element.get(w(key)) or "0") in ("1", "true", "on")


def _first(levels: list[etree._Element], key: str) -> etree._Element | None:
    return next((found for level in levels if (found := level.find(w(key))) is not None), None)


def _value(levels: list[etree._Element], key: str) -> str | None:
    found = _first(levels, key)
    return None if found is None else found.get(w("val"))


def _toggle(levels: list[etree._Element], key: str) -> bool:
    found = _first(levels, key)
    return found is not None and (found.get(w("val")) or "1") not in ("0", "false", "off")


def _check_seen(levels: list[etree._Element], *, shaded: bool) -> None:
    """Refuse text in the paper's color, and text too small to be seen."""
    color = _value(levels, "color") or ""
    if not shaded and _is_light(color) and _first(levels, "shd") is None and _first(levels, "highlight") is None:
        raise Quarantined("PA725")
    size = _value(levels, "sz") or ""
    if size.isdigit() and int(size) < _SMALLEST_HALF_POINTS:
        raise Quarantined("PA725")


def _is_light(color: str) -> bool:
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", color):
        return False
    return all(int(color[place : place + 2], 16) >= _LIGHT for place in (0, 2, 4))
