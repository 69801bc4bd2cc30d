"""Pictures of a Word document: PNG and JPEG alone, found in the file itself."""

from __future__ import annotations

from lxml import etree

from priorauth.exhibits.convert.word.word_blocks import Picture
from priorauth.exhibits.rejection import Quarantined
from priorauth.formats.ooxml.namespaces import PIC, WP, A, r

_EMU_PER_POINT = 12_700
_OTHER_DRAWINGS = {"chart": "a chart", "diagram": "SmartArt"}
_BEGINNINGS = {b"\x89PNG\r\n\x1a\n": "PNG", b"\xff\xd8\xff": "JPEG"}


def picture_of(drawing: etree._Element, pictures: dict[str, tuple[str, bytes]]) -> Picture:
    """Read a drawing that is one picture. Raises `Quarantined` (PA726) for any other."""
    for graphic in drawing.iter(f"{{{A}}}graphicData"):
        kind = (graphic.get("uri") or "").rsplit("/", 1)[-1]
        if kind != "picture":
            raise Quarantined("PA726", what=_OTHER_DRAWINGS.get(kind, "text boxes or shapes"))
    found = list(drawing.iter(f"{{{PIC}}}pic"))
    blips = list(drawing.iter(f"{{{A}}}blip"))
    extent = next(drawing.iter(f"{{{WP}}}extent"), None)
    if len(found) != 1 or len(blips) != 1 or extent is None:
        raise Quarantined("PA726", what="text boxes or shapes")
    named = pictures.get(blips[0].get(r("embed")) or "")
    if named is None:
        raise Quarantined("PA726", what="a picture that cannot be found")
    data = named[1]
    kind_of = next((kind for beginning, kind in _BEGINNINGS.items() if data.startswith(beginning)), None)
    if kind_of is None:
        raise Quarantined("PA726", what="a picture that is not PNG or JPEG")
    return Picture(data, kind_of, _points(extent.get("cx")), _points(extent.get("cy")))


def _points(emu: str | None) -> float:
    return max(1.0, int(emu or 0) / _EMU_PER_POINT)
