"""Which formatting of a Word file leaves its words to be read: a list of what may stand, all else is named.

A property that is not listed here may hide words, draw other signs than are stored, or move them off the page, so
it is named rather than let pass. Sizes follow ECMA-376: half-points for fonts, twentieths of a point for distances.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from lxml import etree

from priorauth.formats.ooxml.namespaces import W, w
from priorauth.formats.word.word_styles import OFF

Check = Callable[[etree._Element], str | None]
"""Says why an element may hide words; ``None`` where it does not."""

MIN_CONTRAST = 3.0
"""The contrast of large print in WCAG 2.1 (1.4.3); below it words do not come through a fax."""
MIN_HALF_POINTS = 12
_SCALE = range(60, 201)
_TIGHTEST, _WIDEST = -20, 200
_SHIFT = 6
_MIN_EXACT_LINE = 160
_MARGIN = range(-720, 7_201)
_CELL_MARGIN = range(721)
_TAB_STOPS = range(-720, 10_081)
_CHARACTERS = range(-600, 3_001)
"""What may stand beside words in hundredths of a character, which programs take before the same in points."""
_LINES = range(1_001)
_GRID = range(2_001)
_PITCH = range(-4_096, 16_385)
"""What a grid may add to each letter, in 4096ths of a point."""
_LEAST_LINES = 160
"""The least distance of lines, in 240ths of a line."""
_LEAST_OF_LETTER = 8
"""The least height of a line, in twentieths of a point for each half-point of its letters: four fifths of them."""
_MIN_TEXT_HEIGHT, _DEEPEST_EDGE, _MIN_COLUMN_OF_TEXT = 4_000, 2_880, 2_500
_MIN_COLUMN, _WIDEST_ROW = 300, 11_600
_THICKEST = 48
"""The thickest line around words, in eighths of a point."""
_INDENTS = ("left", "right", "start", "end", "firstLine", "hanging")
_SIDES = frozenset(["top", "bottom", "left", "right", "start", "end", "insideH", "insideV", "between"])
_MIN_SIDE, _MIN_TEXT_WIDTH = 7_000, 4_000
_WHITE, _BLACK = "FFFFFF", "000000"
_HIGHLIGHTS = {"yellow": "FFFF00", "cyan": "00FFFF", "green": "00FF00", "lightGray": "C0C0C0", "white": _WHITE}

_TEXT_FONTS = re.compile(
    r"(?:aptos|arial|aller|avenir|baskerville|bell mt|bodoni|book antiqua|bookman|brandon|calibri|calisto|cambria|"
    r"candara|carlito|caladea|century|charter|consolas|constantia|corbel|courier|dejavu|didot|dm sans|ebrima|"
    r"franklin gothic|frutiger|futura|garamond|eb garamond|georgia|gill sans|goudy|helvetica|ibm plex|inter|lato|"
    r"liberation|libre baskerville|lucida (?:sans|bright|console)|merriweather|microsoft sans serif|minion|"
    r"montserrat|myriad|noto (?:sans|serif)|nunito|open sans|optima|palatino|perpetua|poppins|pt s(?:ans|erif)|"
    r"raleway|roboto|rockwell|segoe ui|source s(?:ans|erif)|tahoma|times|trebuchet|tw cen|ubuntu|univers|verdana|"
    r"work sans)\b(?!.*(?:symbol|emoji|wingding|barcode|ornament|dingbat|icon))",
    re.IGNORECASE,
)
_FONT_SIDES = ("ascii", "hAnsi")
_ACROSS = "has lines that may be drawn across words"
OFF_PAGE, LOW_LINES = "has text that may stand off the page", "has lines too low to read"


def name_of(element: etree._Element) -> str:
    """Return an element's name, with its namespace where that is not WordprocessingML; nothing for a comment."""
    tag: object = element.tag
    if not isinstance(tag, str):
        return ""
    name = etree.QName(tag)
    return name.localname if name.namespace == W else f"{name.namespace} {name.localname}"


def value(element: etree._Element | None, key: str = "val") -> str:
    """Return an attribute of an element, nothing where either is not there."""
    return "" if element is None else element.get(w(key)) or ""


def number(element: etree._Element, key: str = "val") -> int | None:
    """Return an attribute as a whole number of its unit; ``None`` for what is none."""
    text = value(element, key).removesuffix("%")
    return int(float(text)) if re.fullmatch(r"-?\d{1,6}(\.\d+)?", text) else None


def is_set(element: etree._Element) -> bool:
    """Whether a switch says yes."""
    return value(element).lower() not in OFF


def contrast(ink: str, ground: str) -> float:
    """Return the contrast of two colors in six hexadecimal digits, 1 to 21, by WCAG 2.1."""
    light, dark = sorted((_luminance(ink), _luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    parts = (int(color[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def is_color(text: str) -> bool:
    """Whether a text is a color in six hexadecimal digits."""
    return re.fullmatch(r"[0-9A-Fa-f]{6}", text) is not None


def ground_of(element: etree._Element) -> str | None:
    """Return the color that shading or a highlight puts behind words: ``None`` for none, nothing if not known."""
    if name_of(element) == "highlight":
        kind = value(element)
        return None if kind in ("", "none") else _HIGHLIGHTS.get(kind, "")
    fill, pattern = value(element, "fill"), value(element)
    if pattern == "solid":
        fill = value(element, "color") or "auto"
        return fill if is_color(fill) else _BLACK
    if value(element, "themeFill") or pattern not in ("", "clear", "nil"):
        return ""
    if fill in ("", "auto"):
        return None
    return fill if is_color(fill) else ""


def is_text_font(name: str) -> bool:
    """Whether a font is known to draw letters as letters."""
    return _TEXT_FONTS.match(name) is not None


def fonts_of(element: etree._Element, theme: Mapping[str, str]) -> Iterator[str]:
    """Return the fonts that draw Latin letters, those of the file's theme by ``theme``."""
    for side in _FONT_SIDES:
        named = value(element, f"{side}Theme")
        if named:
            yield theme.get(named[:5], "")
        elif font := value(element, side):
            yield font


def _never(reason: str) -> Check:
    return lambda element: reason if is_set(element) else None


def _within(reason: str, allowed: range, *keys: str) -> Check:
    def check(element: etree._Element) -> str | None:
        values = [number(element, key) for key in keys if element.get(w(key)) is not None]
        return None if all(each is not None and each in allowed for each in values) else reason

    return check


def _each(*checks: Check) -> Check:
    return lambda element: next((reason for check in checks if (reason := check(element))), None)


def _rise(element: etree._Element) -> str | None:
    return None if value(element) in ("", "baseline") else "has raised or lowered letters"


def _line(element: etree._Element) -> str | None:
    if element.get(w("line")) is None:
        return None
    line, rule = number(element, "line"), value(element, "lineRule")
    least = {"exact": _MIN_EXACT_LINE, "atLeast": 0}.get(rule, _LEAST_LINES)
    return LOW_LINES if line is None or line < least else None


def exact_line(element: etree._Element | None) -> int | None:
    """Return how high lines are whatever stands in them, in twentieths of a point; ``None`` where words decide."""
    return number(element, "line") if element is not None and value(element, "lineRule") == "exact" else None


def is_cut(size: etree._Element, line: int) -> bool:
    """Whether letters are so much higher than their line that it cuts them, or draws them over the one above."""
    half_points = number(size)
    return half_points is None or line < _LEAST_OF_LETTER * half_points


def _tab_stops(element: etree._Element) -> str | None:
    if any(value(stop, "leader") == "hyphen" for stop in element.iter(w("tab"))):
        return _ACROSS
    places = [number(stop, "pos") for stop in element.iter(w("tab")) if value(stop) != "clear"]
    return None if all(place is not None and place in _TAB_STOPS for place in places) else OFF_PAGE


def _cell_margins(element: etree._Element) -> str | None:
    sides = [number(side, "w") for side in element]
    return None if all(side is not None and side in _CELL_MARGIN for side in sides) else OFF_PAGE


def _height(element: etree._Element) -> str | None:
    """Let a row grow with its words: one of a set height cuts off the lines that it has no room for."""
    return "has rows too low to read" if value(element, "hRule") == "exact" else None


def _cell_width(element: etree._Element) -> str | None:
    wide = number(element, "w")
    is_narrow = value(element, "type") == "dxa" and (wide is None or 0 < wide < _MIN_COLUMN)
    return "has columns too narrow to read" if is_narrow else None


def _borders(element: etree._Element) -> str | None:
    """Let lines stand between words and around them: one from corner to corner strikes words out."""
    for side in element:
        is_drawn = name_of(side) and value(side).lower() not in ("", "nil", "none")
        thick = number(side, "sz") if side.get(w("sz")) is not None else 0
        if is_drawn and (name_of(side) not in _SIDES or thick is None or thick > _THICKEST):
            return _ACROSS
    return None


def _border(element: etree._Element) -> str | None:
    thick = number(element, "sz") if element.get(w("sz")) is not None else 0
    return None if thick is not None and thick <= _THICKEST else _ACROSS


def _direction(element: etree._Element) -> str | None:
    return None if value(element) in ("lrTb", "tb") else "has text that is turned on its side"


def _fine(element: etree._Element) -> None:
    return None


_HIDDEN, _STRUCK, _EFFECT = "holds hidden text", "has text that is struck out", "draws text with an effect"

RUN: Mapping[str, Check] = {
    **dict.fromkeys(
        ("rStyle", "rFonts", "b", "bCs", "i", "iCs", "u", "caps", "smallCaps", "lang", "noProof", "szCs", "kern",
         "snapToGrid", "color", "shd", "highlight", "rPrChange"),
        _fine,
    ),
    **dict.fromkeys(("vanish", "specVanish", "webHidden"), _never(_HIDDEN)),
    **dict.fromkeys(("strike", "dstrike"), _never(_STRUCK)),
    **dict.fromkeys(("emboss", "imprint", "outline", "shadow"), _never(_EFFECT)),
    **dict.fromkeys(("rtl", "cs"), _never("runs from right to left")),
    "sz": _within("holds text too small to read", range(MIN_HALF_POINTS, 400), "val"),
    "w": _within("has text too narrow or too wide to read", _SCALE, "val"),
    "spacing": _within("has text too narrow or too wide to read", range(_TIGHTEST, _WIDEST), "val"),
    "position": _within("has raised or lowered letters", range(-_SHIFT, _SHIFT + 1), "val"),
    "vertAlign": _rise,
    "bdr": _border,
}  # fmt: skip
"""What a run, a style or a document's defaults may say of letters. Color, ground and font are judged together."""

PARAGRAPH: Mapping[str, Check] = {
    **dict.fromkeys(
        ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "numPr", "shd", "jc",
         "outlineLvl", "contextualSpacing", "mirrorIndents", "suppressAutoHyphens", "suppressLineNumbers", "rPr",
         "sectPr", "textAlignment", "autoSpaceDE", "autoSpaceDN", "adjustRightInd", "snapToGrid", "wordWrap",
         "overflowPunct", "kinsoku", "topLinePunct", "cnfStyle", "divId"),
        _fine,
    ),
    "bidi": _never("runs from right to left"),
    "spacing": _each(_line, _within(OFF_PAGE, _LINES, "beforeLines", "afterLines")),
    "tabs": _tab_stops,
    "pBdr": _borders,
    "textDirection": _direction,
    "ind": _each(
        _within(OFF_PAGE, _MARGIN, *_INDENTS),
        _within(OFF_PAGE, _CHARACTERS, *(f"{name}Chars" for name in _INDENTS)),
    ),
}  # fmt: skip

TABLE: Mapping[str, Check] = {
    **dict.fromkeys(
        ("tblStyle", "tblW", "jc", "tblCellSpacing", "shd", "tblLayout", "tblLook",
         "tblCaption", "tblDescription", "tblStyleRowBandSize", "tblStyleColBandSize"),
        _fine,
    ),
    "tblInd": _within(OFF_PAGE, _MARGIN, "w"),
    "tblCellMar": _cell_margins,
    "tblBorders": _borders,
    "bidiVisual": _never("runs from right to left"),
}  # fmt: skip
ROW: Mapping[str, Check] = {
    **dict.fromkeys(
        ("cantSplit", "tblHeader", "jc", "cnfStyle", "divId", "gridBefore", "gridAfter", "wBefore", "wAfter",
         "tblCellSpacing"),
        _fine,
    ),
    "hidden": _never("has rows that are not drawn"),
    "trHeight": _height,
}  # fmt: skip
CELL: Mapping[str, Check] = {
    **dict.fromkeys(
        ("cnfStyle", "gridSpan", "shd", "noWrap", "vAlign", "hideMark", "headers", "vMerge"),
        _fine,
    ),
    "tcW": _cell_width,
    "tcMar": _cell_margins,
    "tcBorders": _borders,
    "textDirection": _direction,
}  # fmt: skip
OF_WORDS = frozenset(["spacing", "tabs", "ind"])
"""What a paragraph's properties say of its words alone, and so nothing where it has none."""
SHAPES: Mapping[str, Mapping[str, Check]] = {"pPr": PARAGRAPH, "tblPr": TABLE, "trPr": ROW, "tcPr": CELL}
"""What a table's style may say of lines, the table, its rows and its cells."""

CONTENT = frozenset(
    ["t", "tab", "br", "cr", "ptab", "noBreakHyphen", "softHyphen", "lastRenderedPageBreak", "fldChar", "instrText",
     "pgNum", "footnoteReference", "endnoteReference", "footnoteRef", "endnoteRef", "separator",
     "continuationSeparator", "drawing", "rPr"]
)  # fmt: skip
"""What may stand in a run; a symbol is not among it, since it draws a sign that is stored nowhere as text."""
NOTE_MARKS = frozenset(["footnoteReference", "endnoteReference"])
AROUND = frozenset(
    ["hyperlink", "smartTag", "sdtContent", "customXml", "fldSimple", "footnote", "endnote", "txbxContent"]
)
"""What may hold paragraphs or runs and draws nothing of its own."""
SILENT = frozenset(
    ["bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd", "sectPr", "pPr", "tblPr", "tblGrid",
     "tblPrEx", "trPr", "tcPr", "smartTagPr", "customXmlPr", "fldData"]
)  # fmt: skip
PAGE_FIELDS = frozenset(["PAGE", "NUMPAGES", "SECTIONPAGES"])
_FIELDS = re.compile(
    rf"\s*(?:(?:{'|'.join(PAGE_FIELDS)})(?:\s+\\\*\s*(?:MERGEFORMAT|Arabic))*|HYPERLINK\b.*)\s*", re.IGNORECASE
)
"""Fields whose result is a page number in digits, or the words that stand in them."""


def is_plain_field(code: str) -> bool:
    """Whether a field's code draws nothing but a page number, or the words that are stored in it."""
    return not code.strip() or _FIELDS.fullmatch(code) is not None


def is_too_wide(row: etree._Element) -> bool:
    """Whether the cells of a row together are wider than any page, so that the last of them stand beside it."""
    properties = row.find(w("trPr"))
    widths = [cell.find(f"{w('tcPr')}/{w('tcW')}") for cell in row.iterfind(w("tc"))]
    widths += [properties.find(w(key)) for key in ("wBefore", "wAfter")] if properties is not None else []
    found = [number(width, "w") or 0 for width in widths if width is not None and value(width, "type") == "dxa"]
    return sum(found) > _WIDEST_ROW


def narrow_columns(table: etree._Element) -> Iterator[int]:
    """Return the columns, counted from 0, of a table's cells that only its grid makes too narrow to read."""
    grid = [number(column, "w") or 0 for column in table.iterfind(f"{w('tblGrid')}/{w('gridCol')}")]
    for row in table.iterfind(w("tr")):
        at = 0
        for cell in row.iterfind(w("tc")):
            properties = cell.find(w("tcPr"))
            own = None if properties is None else properties.find(w("tcW"))
            span = None if properties is None else properties.find(w("gridSpan"))
            columns = grid[at : at + (1 if span is None else number(span) or 1)]
            is_own = value(own, "type") == "dxa" and (number(own, "w") if own is not None else 0)
            if columns and not is_own and sum(columns) < _MIN_COLUMN:
                yield at
            at += len(columns)


def page_shape(section: etree._Element) -> Iterator[str]:
    """Return why the pages of a section may not show all their words."""
    yield from reasons(section, SECTION)
    size, margin = section.find(w("pgSz")), section.find(w("pgMar"))
    wide, high = (number(size, key) if size is not None else _MIN_SIDE for key in ("w", "h"))
    if wide is None or high is None or min(wide, high) < _MIN_SIDE:
        yield "has pages too small to read"
        return
    left, right, top, bottom, gutter = (
        number(margin, key) or 0 if margin is not None else 0
        for key in ("left", "right", "top", "bottom", "gutter")
    )
    across, down = wide - left - right - gutter, high - top - bottom
    if min(left, right, top, bottom) < 0 or (
        margin is not None and (across < _MIN_TEXT_WIDTH or down < _MIN_TEXT_HEIGHT)
    ):
        yield OFF_PAGE
    columns = section.find(w("cols"))
    if columns is not None and _least_column(columns, across) < _MIN_COLUMN_OF_TEXT:
        yield "has columns too narrow to read"


def _least_column(columns: etree._Element, across: int) -> int:
    """Return the width of the narrowest column of text, in twentieths of a point."""
    if own := [number(column, "w") or 0 for column in columns.iterfind(w("col"))]:
        return min(own)
    count = max(number(columns, "num") or 1, 1)
    return across if count == 1 else (across - (count - 1) * (number(columns, "space") or 0)) // count


def _page_numbers(element: etree._Element) -> str | None:
    is_plain = value(element, "start") in ("", "1") and value(element, "fmt") in ("", "decimal")
    return None if is_plain else "counts its pages from another number than 1, or otherwise than in digits"


SECTION: Mapping[str, Check] = {
    **dict.fromkeys(
        ("headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "paperSrc", "cols",
         "formProt", "vAlign", "noEndnote", "titlePg", "printerSettings"),
        _fine,
    ),
    "pgMar": _within(OFF_PAGE, range(_DEEPEST_EDGE + 1), "header", "footer"),
    "pgNumType": _page_numbers,
    "docGrid": _each(
        _within("has text too narrow or too wide to read", _PITCH, "charSpace"),
        _within(LOW_LINES, _GRID, "linePitch"),
    ),
    "textDirection": _direction,
    "bidi": _never("runs from right to left"),
    "rtlGutter": _never("runs from right to left"),
}  # fmt: skip
"""What may be said of the pages of a section."""


def reasons(properties: Iterable[etree._Element] | None, allowed: Mapping[str, Check]) -> Iterator[str]:
    """Return why properties may hide words, each once in their order."""
    for element in () if properties is None else properties:
        if name := name_of(element):
            yield from reason_of(element, name, allowed)


def reason_of(element: etree._Element, name: str, allowed: Mapping[str, Check]) -> Iterator[str]:
    """Return why one property may hide words."""
    check = allowed.get(name)
    reason = (
        f"has formatting that is not known to be harmless ({name.split()[-1]})" if check is None else check(element)
    )
    if reason is not None and not (check is None and name.split()[-1] in _NEUTRAL):
        yield reason


_NEUTRAL = frozenset(["ligatures", "numForm", "numSpacing", "stylisticSets", "cntxtAlts"])
"""Word's own extensions that choose among shapes of the same letter."""
