"""What a letterhead may lack and a letter needs: styles, and the definitions of its lists."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from priorauth.formats.word.word_styles import style_name
from priorauth.render.docx.docx_styles import NAMES, STYLES_PART
from priorauth.render.docx.wordprocessing import W, w


def complete_styles(root: etree._Element) -> dict[str, str]:
    """Add the styles that a styles part lacks; give the id of every style of `NAMES` by its name.

    Styles are matched by name without regard to capitals, as Word does, since ids differ between languages.
    """
    ours = {style_name(style): style for style in etree.fromstring(STYLES_PART.encode()).iter(w("style"))}
    theirs = {style_name(style): style.get(w("styleId")) or "" for style in root.iter(w("style"))}
    normal = theirs.get("normal", "Normal")
    for wanted in (name.casefold() for name in NAMES):
        if wanted in theirs:
            continue
        added = deepcopy(ours[wanted])
        style_id = _free_id(added.get(w("styleId")) or "", theirs)
        added.set(w("styleId"), style_id)
        for relative in (*added.iter(w("basedOn")), *added.iter(w("next"))):
            if relative.get(w("val")) == "Normal":
                relative.set(w("val"), normal)
        theirs[wanted] = style_id
        root.append(added)
    return {name: theirs[name.casefold()] for name in NAMES}


def _free_id(style_id: str, taken: dict[str, str]) -> str:
    while style_id in taken.values():
        style_id = f"Priorauth{style_id}"
    return style_id


def list_definition(number: int, *, bullet: bool) -> etree._Element:
    """Make a list of nine levels: bullets, or 1. a. i. and again."""
    formats = ("bullet",) if bullet else ("decimal", "lowerLetter", "lowerRoman")
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{formats[level % len(formats)]}"/>'
        f'<w:lvlText w:val="{"•–"[level % 2] if bullet else f"%{level + 1}."}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{360 * (level + 1)}" w:hanging="360"/></w:pPr></w:lvl>'
        for level in range(9)
    )
    return etree.fromstring(
        f'<w:abstractNum xmlns:w="{W}" w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>'
        f"{levels}</w:abstractNum>"
    )
