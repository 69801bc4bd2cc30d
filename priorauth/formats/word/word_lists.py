"""The marks of a Word document's lists, counted as Word counts them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping

from lxml import etree

from priorauth.formats.ooxml.namespaces import w
from priorauth.formats.word.word_nodes import ListMark
from priorauth.formats.word.word_styles import Styles, value_of

_LEVEL = re.compile(r"%([1-9])")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_BULLET, _UNKNOWN = "\u2022", "\0"


class Lists:
    """Counts the items of every list while a document is read from its beginning to its end."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._levels: dict[str, dict[int, etree._Element]] = {}
        self._abstract: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        if root is not None:
            self._read(root)

    def _read(self, root: etree._Element) -> None:
        for abstract in root.findall(w("abstractNum")):
            levels = {_whole(level.get(w("ilvl")), 0): level for level in abstract.findall(w("lvl"))}
            self._levels[abstract.get(w("abstractNumId")) or ""] = levels
        for number in root.findall(w("num")):
            named = number.find(w("abstractNumId"))
            number_id = number.get(w("numId")) or ""
            abstract_id = "" if named is None else named.get(w("val")) or ""
            if number.find(w("lvlOverride")) is not None:
                self._override(number, number_id, abstract_id)
            else:
                self._abstract[number_id] = abstract_id

    def _override(self, number: etree._Element, number_id: str, abstract_id: str) -> None:
        """Return a list that changes its pattern counts and levels of its own."""
        own = f"{abstract_id}/{number_id}"
        levels = dict(self._levels.get(abstract_id, {}))
        for override in number.findall(w("lvlOverride")):
            changed = override.find(w("lvl"))
            if changed is not None:
                levels[_whole(override.get(w("ilvl")), 0)] = changed
            start = override.find(w("startOverride"))
            if start is not None:
                depth = _whole(override.get(w("ilvl")), 0)
                self._counts[own][depth] = _whole(start.get(w("val")), 1) - 1
        self._levels[own], self._abstract[number_id] = levels, own

    def mark_of(self, paragraph: etree._Element) -> ListMark | None:
        """Return the mark of a paragraph, which it counts; ``None`` outside of lists. Call once a paragraph."""
        number_id, depth = self._place(paragraph)
        levels = self._levels.get(self._abstract.get(number_id, ""), {})
        if number_id in ("", "0") or depth not in levels:
            return None
        counts = self._counts[self._abstract[number_id]]
        counts[depth] = counts.get(depth, _start(levels[depth]) - 1) + 1
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]
        if value_of(levels[depth], "numFmt") == "bullet":
            return ListMark(_BULLET, depth, value_of(levels[depth], "lvlText"))
        pieces = _LEVEL.split(value_of(levels[depth], "lvlText"))
        pieces[1::2] = [_count_at(levels, counts, int(level) - 1) for level in pieces[1::2]]
        return ListMark(None if _UNKNOWN in pieces else "".join(pieces), depth)

    def _place(self, paragraph: etree._Element) -> tuple[str, int]:
        holders = [
            paragraph.find(f"{w('pPr')}/{w('numPr')}"),
            *(style.find(f"{w('pPr')}/{w('numPr')}") for style in self._styles.of_paragraph(paragraph)),
        ]
        number_id, depth = "", 0
        for holder in holders:
            if holder is not None:
                number_id = value_of(holder, "numId") or number_id
                depth = _whole(value_of(holder, "ilvl"), depth)
                if number_id:
                    break
        return number_id, min(max(depth, 0), 8)


def _count_at(levels: dict[int, etree._Element], counts: dict[int, int], depth: int) -> str:
    if depth not in levels:
        return ""
    count = counts.setdefault(depth, _start(levels[depth]))
    written = _WRITTEN.get(value_of(levels[depth], "numFmt") or "decimal")
    return written(count) if written else _UNKNOWN


def _letters(count: int) -> str:
    return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)


def _roman(count: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        text += sign * (count // value)
        count %= value
    return text


_WRITTEN: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": "{:02d}".format,
    "lowerLetter": _letters,
    "upperLetter": lambda count: _letters(count).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda count: _roman(count).upper(),
    "none": lambda count: "",
}
"""How each of Word's patterns writes a count."""


def written_ways(count: int) -> frozenset[str]:
    """Return every way in which a list can write a count, in small letters."""
    return frozenset(written(count) for written in _WRITTEN.values()) - {""} if count > 0 else frozenset()


def _start(level: etree._Element) -> int:
    return _whole(value_of(level, "start"), 1)


def _whole(text: str | None, missing: int) -> int:
    """Return a number of a file's; what is none is as if it were not there."""
    return int(text) if text and re.fullmatch(r"-?[0-9]{1,5}", text) else missing
