"""Whether a fax image is whole: every line of it decodes, and ends exactly at the paper's edge.

The library that draws fax images goes on after a damaged line and does not say so for every kind of damage; a bit
that flipped on the way can shift, drop or blacken all that follows. Here each line is followed code word by code
word. Only a change that is itself a sound fax image cannot be told from one.
"""

from __future__ import annotations

from bisect import bisect_right

from PIL.TiffImagePlugin import TiffImageFile

from priorauth.formats.ccitt.fax_codes import BLACK, END, HORIZONTAL, LONGEST, MODES, PASS, WHITE, Table

_MASK = (1 << LONGEST) - 1
_EOL_BITS = 12
_SHORTEST_MAKE_UP = 64
_MIRRORED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


class DamagedFax(ValueError):
    """A line does not decode, or does not end where it must."""


class _Bits:
    """A strip's bits, read from its beginning."""

    def __init__(self, data: bytes) -> None:
        self._data = data + b"\0\0\0\0"
        self.place = 0
        self.count = 8 * len(data)

    def peek(self) -> int:
        at = self.place >> 3
        whole = int.from_bytes(self._data[at : at + 4], "big")
        return whole >> (32 - LONGEST - (self.place & 7)) & _MASK

    def word(self, table: Table) -> int:
        length, meaning = table[self.peek()]
        if not length or self.place + length > self.count:
            raise DamagedFax
        self.place += length
        return meaning

    def run(self, *, black: bool) -> int:
        table, total = BLACK if black else WHITE, 0
        while (length := self.word(table)) >= _SHORTEST_MAKE_UP:
            total += length
        return total + length

    def skip_line_mark(self) -> bool:
        """Pass over a line mark of T.4 and the zeros that fill up before it."""
        place = self.place
        while self.place < self.count and self.peek() >> (LONGEST - _EOL_BITS) == 0:
            self.place += 1
        if self.place + _EOL_BITS <= self.count and self.peek() >> (LONGEST - _EOL_BITS) == 1:
            self.place += _EOL_BITS
            return True
        self.place = place
        return False

    def bit(self) -> int:
        self.place += 1
        return self._data[(self.place - 1) >> 3] >> (7 - (self.place - 1 & 7)) & 1


def check_strip(data: bytes, width: int, rows: int, *, group4: bool, two_ways: bool, mirrored: bool) -> None:
    """Follow a strip to its end. Raises `DamagedFax`.

    ``two_ways`` is for a T.4 strip with lines that tell how they differ; ``mirrored`` for bits stored last first.
    """
    bits = _Bits(data.translate(_MIRRORED) if mirrored else data)
    above: list[int] = []
    for _ in range(rows):
        is_plain = not group4
        if not group4:
            marked = bits.skip_line_mark()
            is_plain = not two_ways or not marked or bool(bits.bit())
        above = _plain_line(bits, width) if is_plain else _line(bits, width, above)
    if group4 and bits.count - bits.place >= 2 * _EOL_BITS:
        for _ in range(2):
            if bits.word(MODES) != END:
                raise DamagedFax


def _plain_line(bits: _Bits, width: int) -> list[int]:
    """Read a line of run lengths; return where its color changes."""
    changes: list[int] = []
    place, black = 0, False
    while place < width:
        place += bits.run(black=black)
        changes.append(place)
        black = not black
    if place != width:
        raise DamagedFax
    return changes


def _line(bits: _Bits, width: int, above: list[int]) -> list[int]:
    """Read a line that tells how it differs from the one above; return where its color changes."""
    changes: list[int] = []
    place, black = -1, False
    while place < width:
        first = _next_change(above, place, black=black)
        mode = bits.word(MODES)
        edge = above[first] if first < len(above) else width
        if mode == PASS:
            place = above[first + 1] if first + 1 < len(above) else width
        elif mode == HORIZONTAL:
            start = max(place, 0)
            middle = start + bits.run(black=black)
            place = middle + bits.run(black=not black)
            changes += [middle, place]
        elif mode == END or not max(place, 0) <= edge + mode <= width:
            raise DamagedFax
        else:
            place, black = edge + mode, not black
            changes.append(place)
    if place != width:
        raise DamagedFax
    return changes


def _next_change(above: list[int], place: int, *, black: bool) -> int:
    """Find the first change above, past this place, to the other color than the one being drawn."""
    found = bisect_right(above, place) if place >= 0 else 0
    return found + (found % 2 != black)


_WIDTH, _HEIGHT = 256, 257
_COMPRESSION, _FILL_ORDER, _STRIP_OFFSETS, _ROWS_PER_STRIP, _STRIP_BYTES, _T4_OPTIONS = 259, 266, 273, 278, 279, 292
_GROUP_3, _GROUP_4 = 3, 4
_MIRRORED_ORDER = 2
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
            mirrored=tags.get(_FILL_ORDER) == _MIRRORED_ORDER,
        )
