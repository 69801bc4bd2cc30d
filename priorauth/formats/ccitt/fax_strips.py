"""Finding the strips of a fax image in its TIFF file, to check them one by one."""

from __future__ import annotations

from PIL.TiffImagePlugin import TiffImageFile

from priorauth.formats.ccitt.fax_check import DamagedFax, check_strip

_WIDTH, _HEIGHT = 256, 257
_COMPRESSION, _FILL_ORDER, _STRIP_OFFSETS, _ROWS_PER_STRIP, _STRIP_BYTES, _T4_OPTIONS = 259, 266, 273, 278, 279, 292
_GROUP_3, _GROUP_4 = 3, 4
_MIRRORED = 2
_TWO_WAYS = 1
_UNCOMPRESSED_MODE = 2


def check_fax_strips(frame: TiffImageFile, data: bytes) -> None:
    """Check the strips of a page in one of the two fax codings; other pages pass. Raises `DamagedFax`."""
    tags = frame.tag_v2
    coding = tags.get(_COMPRESSION)
    if coding not in (_GROUP_3, _GROUP_4):
        return
    offsets, lengths = tags.get(_STRIP_OFFSETS, ()), tags.get(_STRIP_BYTES, ())
    wide, high = int(tags.get(_WIDTH, 0)), int(tags.get(_HEIGHT, 0))  # as it is coded, before it is turned upright
    rows = min(int(tags.get(_ROWS_PER_STRIP, high)), high)
    options = int(tags.get(_T4_OPTIONS, 0))
    if rows <= 0 or len(offsets) != len(lengths) or len(offsets) != -(-high // rows):
        raise DamagedFax
    if options & _UNCOMPRESSED_MODE:
        raise DamagedFax
    for place, (offset, length) in enumerate(zip(offsets, lengths, strict=True)):
        check_strip(
            data[offset : offset + length],
            wide,
            min(rows, high - place * rows),
            group4=coding == _GROUP_4,
            two_ways=bool(options & _TWO_WAYS),
            mirrored=tags.get(_FILL_ORDER) == _MIRRORED,
        )
