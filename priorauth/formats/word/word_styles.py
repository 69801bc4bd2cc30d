"""How a run of a Word document looks, and what decides whether it is seen: its own properties over its styles'."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from priorauth.formats.ooxml.namespaces import w
from priorauth.formats.word.word_nodes import Look, RunVisibility

_SYMBOL_FONTS = re.compile(r"(symbol|wingdings|webdings|zapfdingbats|mt extra|marlett)", re.IGNORECASE)
_LONGEST_CHAIN = 20
_HEADING = re.compile(r"heading\s*([1-9])")
OFF = ("0", "false", "off")
"""The ways in which a property of Word says no; without a value it says yes."""


class Styles:
    """The styles of one document."""

    def __init__(self, root: etree._Element | None) -> None:
        found = [] if root is None else root.findall(w("style"))
        self._styles = {style_id: style for style in found if (style_id := style.get(w("styleId")))}
        self._default = next(
            (s for s in found if s.get(w("type")) == "paragraph" and (s.get(w("default")) or "0") not in OFF), None
        )

    def chain(self, style_id: str | None) -> Iterator[etree._Element]:
        """Visit a style and those it is based on; without an id, the paragraphs' default."""
        style = self._styles.get(style_id) if style_id else self._default
        for _ in range(_LONGEST_CHAIN):
            if style is None:
                return
            yield style
            style = self._styles.get(value_of(style, "basedOn"))

    def of_paragraph(self, paragraph: etree._Element) -> Iterator[etree._Element]:
        """Visit the styles that a paragraph is set in, nearest first."""
        return self.chain(_style_of(paragraph, "pPr", "pStyle"))

    def look_of(
        self, run: etree._Element, paragraph: etree._Element | None, *, shaded: bool
    ) -> tuple[Look, RunVisibility]:
        """Return a run's look and sight; ``shaded`` says whether it stands on something that is not white."""
        levels = list(self._levels(run, paragraph))
        fonts = _first(levels, "rFonts")
        size = _value(levels, "sz") or ""
        look = Look(
            bold=_toggle(levels, "b"),
            italic=_toggle(levels, "i"),
            underlined=_value(levels, "u") not in (None, "none"),
            struck=_toggle(levels, "strike") or _toggle(levels, "dstrike"),
            rise={"superscript": 1, "subscript": -1}.get(_value(levels, "vertAlign") or "", 0),
        )
        return look, RunVisibility(
            is_hidden=_toggle(levels, "vanish"),
            color=_value(levels, "color") or "",
            has_ground=shaded or any(_first(levels, key) is not None for key in ("shd", "highlight")),
            half_points=int(size) if size.isdecimal() else None,
            is_symbols=fonts is not None
            and any(_SYMBOL_FONTS.match(fonts.get(w(key)) or "") for key in ("ascii", "hAnsi")),
            is_right_to_left=_toggle(levels, "rtl"),
        )

    def _levels(self, run: etree._Element, paragraph: etree._Element | None) -> Iterator[etree._Element]:
        """Visit the places a run's properties stand in, nearest first."""
        own = run.find(w("rPr"))
        if own is not None:
            yield own
        character = _style_of(run, "rPr", "rStyle")
        chains = [self.chain(character)] if character else []
        if paragraph is not None:
            chains.append(self.of_paragraph(paragraph))
        for chain in chains:
            for style in chain:
                properties = style.find(w("rPr"))
                if properties is not None:
                    yield properties


def style_name(style: etree._Element) -> str:
    """Return a style's name in small letters, as Word compares them; its id differs between languages."""
    return value_of(style, "name").casefold()


def heading_in(names: tuple[str, ...]) -> int:
    """Return the heading level that a chain of styles stands for, 0 for plain text."""
    return next((int(match[1]) for name in names if (match := _HEADING.match(name))), 0)


def value_of(holder: etree._Element, key: str) -> str:
    """Return what a property says, nothing where it is not there."""
    found = holder.find(w(key))
    return "" if found is None else found.get(w("val")) or ""


def is_on(switch: etree._Element | None) -> bool:
    """Whether a property is there and says yes, in any of the ways Word writes it."""
    return switch is not None and (switch.get(w("val")) or "1").lower() not in OFF


def _style_of(holder: etree._Element, properties: str, key: str) -> str | None:
    found = holder.find(f"{w(properties)}/{w(key)}")
    return None if found is None else found.get(w("val"))


def _first(levels: list[etree._Element], key: str) -> etree._Element | None:
    return next((found for level in levels if (found := level.find(w(key))) is not None), None)


def _value(levels: list[etree._Element], key: str) -> str | None:
    found = _first(levels, key)
    return None if found is None else found.get(w("val"))


def _toggle(levels: list[etree._Element], key: str) -> bool:
    return is_on(_first(levels, key))
