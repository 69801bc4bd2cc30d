"""Finding words of a Word letter that a reader does not see, or sees otherwise than they are stored.

Every run's effective formatting is settled through its styles, its table and the document's defaults, and compared
with what is known to leave words legible. What is not known is named, never let pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from priorauth.formats.ooxml.namespaces import VML, A, w
from priorauth.formats.ooxml.package_safety import parse_part
from priorauth.formats.word.word_styles import Styles
from priorauth.verify import legible_formatting as legible
from priorauth.verify.drawn_list_marks import SAYS_SOMETHING, pattern_reasons
from priorauth.verify.drawn_parts import DrawnParts
from priorauth.verify.legible_formatting import name_of, reason_of, reasons, value

_WHITE, _BLACK = "FFFFFF", "000000"
_DARK_THEME = frozenset(["text1", "dark1", "tx1"])
_STYLES, _NUMBERING, _THEME, _FONT_TABLE = "styles", "numbering", "theme", "fontTable"
_EMBEDDED = tuple(w(f"embed{face}") for face in ("Regular", "Bold", "Italic", "BoldItalic"))


DRAWS = "draws what is stored nowhere as text"


@dataclass(frozen=True, slots=True)
class Unseen:
    """Why words may not be seen, and the text they stand in; nothing for what holds of the whole file."""

    reason: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class _StyledPlace:
    """What an element stands in."""

    grounds: tuple[str, ...] = (_WHITE,)
    """The colors that may be behind it; more than one where a table's style decides by row and column."""
    table: str | None = None
    """The style of its table."""
    paragraph: etree._Element | None = None
    line: int | None = None
    """How high its lines are whatever stands in them, in twentieths of a point."""


def unseen_words(parts: Mapping[str, bytes], drawn: DrawnParts) -> frozenset[Unseen]:
    """Return what of a checked Word file's drawn parts may not be seen as it is stored."""
    reader = _StyleReader(parts, drawn.by_kind)
    found = set(reader.of_file())
    for name in drawn.all:
        root = parse_part(name, parts[name])
        found |= set(reader.walk(root, _StyledPlace()))
        found |= {Unseen(reason) for section in root.iter(w("sectPr")) for reason in legible.page_shape(section)}
        background = root.find(w("background"))
        if background is not None and value(background, "color").upper() not in ("", "AUTO", _WHITE):
            found.add(Unseen("has pages that are not white"))
    return frozenset(found)


class _StyleReader:
    """Walks through the parts of one file."""

    def __init__(self, parts: Mapping[str, bytes], by_kind: Mapping[str, str]) -> None:
        self._parts, self._by_kind = parts, by_kind
        root = self._root(_STYLES)
        self._styles = Styles(root)
        defaults = None if root is None else root.find(w("docDefaults"))
        self._defaults = () if defaults is None else tuple(defaults.iter(w("rPr")))
        self._paragraph_defaults = () if defaults is None else tuple(defaults.iter(w("pPr")))
        self._theme = self._theme_fonts()
        self._colors = self._theme_colors()

    def _root(self, kind: str) -> etree._Element | None:
        name = self._by_kind.get(kind)
        return None if name is None else parse_part(name, self._parts[name])

    def _theme_fonts(self) -> dict[str, str]:
        root = self._root(_THEME)
        found = {}
        for kind in ("major", "minor"):
            latin = None if root is None else next(root.iter(f"{{{A}}}{kind}Font"), None)
            face = None if latin is None else latin.find(f"{{{A}}}latin")
            found[kind] = "" if face is None else face.get("typeface") or ""
        return found

    def _theme_colors(self) -> dict[str, str]:
        root = self._root(_THEME)
        scheme = None if root is None else next(root.iter(f"{{{A}}}clrScheme"), None)
        found = {}
        for entry in () if scheme is None else scheme:
            color = next(
                (node.get("val") or node.get("lastClr") or "" for node in entry.iter(f"{{{A}}}srgbClr")), ""
            )
            found[etree.QName(entry).localname.replace("hlink", "hyperlink")] = color
        return found

    def of_file(self) -> Iterator[Unseen]:
        """Return what holds of the whole file: marks of lists, and fonts that it brings along."""
        styles = self._root(_STYLES)
        named = (
            []
            if styles is None
            else [name for style in styles.iter(w("style")) if (name := style.get(w("styleId")))]
        )
        if len(named) != len({*named}):
            yield Unseen("has two styles of one name, of which each program takes another")
        if any(level.find(w("numPr")) is not None for level in self._paragraph_defaults):
            yield Unseen(SAYS_SOMETHING)
        numbering, fonts = self._root(_NUMBERING), self._root(_FONT_TABLE)
        if numbering is not None:
            yield from map(Unseen, pattern_reasons(numbering))
        if fonts is not None and next(fonts.iter(_EMBEDDED), None) is not None:
            yield Unseen("brings fonts along, which may draw other signs")
        for other in () if fonts is None else fonts.iter(w("altName")):
            if not all(legible.is_text_font(name.strip()) for name in value(other).split(",")):
                yield Unseen("has text in a font that is not known to draw letters")

    def walk(self, holder: etree._Element, place: _StyledPlace) -> Iterator[Unseen]:
        """Visit what stands in an element."""
        for child in holder:
            name = name_of(child)
            if name == "p":
                yield from self._paragraph(child, place)
            elif name == "tbl":
                yield from self._table(child, place)
            elif name == "r":
                yield from self._run(child, place)
            elif name in legible.AROUND or name == "body":
                if name == "fldSimple":
                    yield from self._field(value(child, "instr"), child)
                yield from self.walk(child, place)
            elif name and name not in legible.SILENT and name != "background":
                yield Unseen(f"holds what is not known to be harmless ({name.split()[-1]})", _text(child))

    def _paragraph(self, paragraph: etree._Element, place: _StyledPlace) -> Iterator[Unseen]:
        text = _text(paragraph)
        levels = [
            *(found for found in [paragraph.find(w("pPr"))] if found is not None),
            *(
                found
                for style in self._styles.of_paragraph(paragraph)
                if (found := style.find(w("pPr"))) is not None
            ),
            *self._paragraph_defaults,
        ]
        for element in _nearest(levels):
            if text or name_of(element) not in legible.OF_WORDS:
                yield from (Unseen(why, text) for why in reason_of(element, name_of(element), legible.PARAGRAPH))
        grounds = _grounds(_first(levels, "shd"), place.grounds)
        line = legible.exact_line(_first(levels, "spacing"))
        yield from self.walk(paragraph, replace(place, paragraph=paragraph, grounds=grounds, line=line))

    def _run(self, run: etree._Element, place: _StyledPlace) -> Iterator[Unseen]:
        text = "" if place.paragraph is None else _text(place.paragraph)
        for child in run:
            name = name_of(child)
            if name == "instrText":
                yield from self._field(child.text or "", run)
            elif name in legible.NOTE_MARKS:
                yield Unseen("draws the number of a note", text)
            elif name == "drawing":
                yield from (Unseen("holds text in a drawing", _text(each)) for each in child.iter(w("txbxContent")))
            elif name and name not in legible.CONTENT:
                drawn = " ".join(filter(None, (text, *_drawn_words(child))))
                yield Unseen(f"{DRAWS} ({name.split()[-1]})", drawn)
        if any((piece.text or "").strip() for piece in run.iter(w("t"))):
            levels = list(self._levels(run, place))
            for element in _nearest(levels):
                yield from (Unseen(reason, text) for reason in reason_of(element, name_of(element), legible.RUN))
            yield from (Unseen(reason, text) for reason in self._sight(levels, place))

    def _levels(self, run: etree._Element, place: _StyledPlace) -> Iterator[etree._Element]:
        """Visit the places a run's properties stand in, nearest first."""
        own = run.find(w("rPr"))
        if own is not None:
            yield own
            character = value(own.find(w("rStyle")))
            yield from self._of_styles(self._styles.chain(character) if character else ())
        if place.paragraph is not None:
            yield from self._of_styles(self._styles.of_paragraph(place.paragraph))
        if place.table is not None:
            yield from self._of_styles(self._styles.chain(place.table))
        yield from self._defaults

    @staticmethod
    def _of_styles(styles: Iterator[etree._Element] | tuple[()]) -> Iterator[etree._Element]:
        return (found for style in styles if (found := style.find(w("rPr"))) is not None)

    def _sight(self, levels: Sequence[etree._Element], place: _StyledPlace) -> Iterator[str]:
        """Judge together what only together decides: ink and ground, and the font."""
        grounds = _grounds(_first(levels, "shd"), place.grounds)
        grounds = _grounds(_first(levels, "highlight"), grounds)
        ink = self._ink(_first(levels, "color"))
        if ink is None or any(
            not ground or legible.contrast(ink, ground) < legible.MIN_CONTRAST for ground in grounds
        ):
            yield "has text that can hardly be seen against its ground"
        fonts = _first(levels, "rFonts")
        drawn = () if fonts is None else tuple(legible.fonts_of(fonts, self._theme))
        if not all(map(legible.is_text_font, drawn)):
            yield "has text in a font that is not known to draw letters"
        size = _first(levels, "sz")
        if place.line is not None and size is not None and legible.is_cut(size, place.line):
            yield legible.LOW_LINES

    def _ink(self, color: etree._Element | None) -> str | None:
        """Return the color letters are drawn in; ``None`` where it is not known."""
        theme, plain = value(color, "themeColor"), value(color)
        if theme and theme != "none":
            is_changed = bool(value(color, "themeTint") or value(color, "themeShade"))
            known = _BLACK if theme in _DARK_THEME else self._colors.get(theme, "")
            return known if legible.is_color(known) and not is_changed else None
        if plain in ("", "auto"):
            return _BLACK  # some programs draw it white on a dark ground, which nobody can rely on
        return plain if legible.is_color(plain) else None

    def _field(self, code: str, holder: etree._Element) -> Iterator[Unseen]:
        if not legible.is_plain_field(code):
            yield Unseen("holds a field whose words a program puts in", _text(holder))

    def _table(self, table: etree._Element, place: _StyledPlace) -> Iterator[Unseen]:
        properties = table.find(w("tblPr"))
        text = _text(table)
        yield from (Unseen(reason, text) for reason in reasons(properties, legible.TABLE))
        style = None if properties is None else value(properties.find(w("tblStyle"))) or None
        yield from self._style_shapes(style)
        yield from (Unseen("has columns too narrow to read", text) for _ in legible.narrow_columns(table))
        own = None if properties is None else properties.find(w("shd"))
        grounds = _grounds(own, (*place.grounds, *self._style_grounds(style)))
        yield from self._style_inks(style)
        for row in table.iter(w("tr")):
            if next(row.iterancestors(w("tbl")), None) is table:
                yield from self._row(row, _StyledPlace(tuple(dict.fromkeys(grounds)), style))

    def _style_grounds(self, style: str | None) -> Iterator[str]:
        for each in self._styles.chain(style) if style else ():
            for shade in each.iter(w("shd")):
                found = legible.ground_of(shade)
                yield from () if found is None else (found,)

    def _style_shapes(self, style: str | None) -> Iterator[Unseen]:
        """Judge how a table's style lays out its rows, cells and lines."""
        for each in self._styles.chain(style) if style else ():
            for part in (each, *each.iter(w("tblStylePr"))):
                if part.find(f"{w('pPr')}/{w('numPr')}") is not None:
                    yield Unseen(SAYS_SOMETHING)
                for name, allowed in legible.SHAPES.items():
                    yield from map(Unseen, reasons(part.find(w(name)), allowed))

    def _style_inks(self, style: str | None) -> Iterator[Unseen]:
        """Judge the letters that a table's style draws by row and column, each against its own ground."""
        for each in self._styles.chain(style) if style else ():
            for part in each.iter(w("tblStylePr")):
                levels = list(part.iter(w("rPr")))
                shade = next(part.iter(w("shd")), None)
                ground = _WHITE if shade is None else legible.ground_of(shade)
                place = _StyledPlace((_WHITE if ground is None else ground,))
                for element in _nearest(levels):
                    yield from map(Unseen, reason_of(element, name_of(element), legible.RUN))
                yield from map(Unseen, self._sight(levels, place))

    def _row(self, row: etree._Element, place: _StyledPlace) -> Iterator[Unseen]:
        text = _text(row)
        yield from (Unseen(reason, text) for reason in reasons(row.find(w("trPr")), legible.ROW) if text)
        if text and legible.is_too_wide(row):
            yield Unseen(legible.OFF_PAGE, text)
        for cell in row:
            name = name_of(cell)
            if name == "tc":
                yield from self._cell(cell, place)
            elif name and name not in legible.SILENT:
                yield Unseen(f"holds what is not known to be harmless ({name.split()[-1]})", text)

    def _cell(self, cell: etree._Element, place: _StyledPlace) -> Iterator[Unseen]:
        properties, text = cell.find(w("tcPr")), _text(cell)
        lines = () if properties is None else properties.iter(w("tcBorders"))
        checked = reasons(properties, legible.CELL) if text else reasons(lines, legible.CELL)
        yield from (Unseen(reason, text) for reason in checked)
        merged = None if properties is None else properties.find(w("vMerge"))
        if text and merged is not None and value(merged) != "restart":
            yield Unseen("has text in a cell that another covers", text)
        shade = None if properties is None else properties.find(w("shd"))
        yield from self.walk(cell, replace(place, grounds=_grounds(shade, place.grounds)))


def _grounds(shade: etree._Element | None, behind: tuple[str, ...]) -> tuple[str, ...]:
    found = None if shade is None else legible.ground_of(shade)
    return behind if found is None else (found,)


def _nearest(levels: Sequence[etree._Element]) -> Iterator[etree._Element]:
    """Visit each property once, as the nearest place that names it has it."""
    seen = set()
    for level in levels:
        for element in level:
            name = name_of(element)
            if name and name not in seen:
                seen.add(name)
                yield element


def _first(levels: Sequence[etree._Element], key: str) -> etree._Element | None:
    return next((found for level in levels if (found := level.find(w(key))) is not None), None)


def _drawn_words(mark: etree._Element) -> Iterator[str]:
    """Return the words that are drawn across a page, and how dark and large they are."""
    for shape in mark.iter(f"{{{VML}}}shape"):
        yield from (path.get("string") or "" for path in shape.iter(f"{{{VML}}}textpath"))
        yield shape.get("fillcolor") or ""
        yield from re.findall(r"(?<![\w-])(?:width|height):[^;]*", shape.get("style") or "")


def _text(holder: etree._Element) -> str:
    return " ".join("".join(node.text or "" for node in holder.iter(w("t"))).split())
