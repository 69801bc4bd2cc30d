"""The text of a report as one line of reading: pages joined, their furniture set aside, every place kept.

What is read is a plain copy; what is quoted is the page itself. Each character of the copy knows where it stands.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from priorauth.readers.mri.lexicon import VOCABULARY
from priorauth.readers.mri.model import Words
from priorauth.screening.page_marks import PageMark

PAGE_MARK = re.compile(r"\bpage\s{0,3}(?::\s?)?(\d{1,3})\s{0,3}(?:of|/)\s{0,3}(\d{1,3})\b", re.IGNORECASE)

_ONE_FOR_ONE = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc\u00b4`", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad\x02\ufffe", "-"),
        **dict.fromkeys(
            "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "
        ),
        **dict.fromkeys("\x0b\x85\u2028\u2029", "\n"),
        "\u2044": "/",
        "\u2215": "/",
        "\u00a6": "|",
        "\u2160": "I",
        "\u2022": "*",
        "\u25cf": "*",
        "\u25aa": "*",
        "\u00b7": "*",
        "\u2192": ">",
    }
)

_SPECIAL = re.compile(
    r"(?P<broken>(?<=[^\W\d_])[-\u00ad\u2010\x02\ufffe][ \t\r]*\n[^\S\n]{0,40}(?=[^\W\d_]))"
    r"|(?P<unseen>[\u200b\u200c\u200d\ufeff]|\u00ad(?!\s))"
    r"|(?P<return>\r\n?)"
    r"|(?P<folded>[\ufb00-\ufb06\u2161\u2162\uff01-\uff5e])"
)
_LETTERS_BEFORE = re.compile(r"[^\W\d_]+\Z")
_LETTERS_AFTER = re.compile(r"[^\W\d_]+")

_EDGE_LINES = 6
"""How many lines at the top and at the foot of a page may be its header or footer."""

_FURNITURE = re.compile(
    r"^\W*(?:page\s*\d+(?:\s*(?:of|/)\s*\d+)?|\d+\s*(?:of|/)\s*\d+|-?\s*\d{1,3}\s*-?|\(?continued\b.*"
    r"|.*\bcontinued\s+(?:on|from)\b.*|(?:patient(?:\s+name)?|name|mrn|dob|date\s+of\s+birth|accession"
    r"|med(?:ical)?\s+rec(?:ord)?)\b[^:#]{0,20}[:#].*)\W*$",
    re.IGNORECASE,
)
_SPEAKS = re.compile(r"modic|end\s?-?plate|\bL\s?[1-5]\b|impression|findings", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ReportText:
    """The plain copy ``clean`` of all pages, and for each of its characters the place in the joined pages."""

    clean: str
    pages: tuple[str, ...]
    _at: array[int]
    _starts: tuple[int, ...]

    def page_of(self, place: int) -> int:
        """Return the page, from 1, that the character ``clean[place]`` stands on."""
        return bisect_right(self._starts, self._at[place])

    def words(self, start: int, end: int) -> Words:
        """Quote ``clean[start:end]`` from the page where it begins; what runs on to the next page is left out."""
        while start < end and self.clean[start].isspace():
            start += 1
        page = self.page_of(start)
        limit = self._starts[page] if page < len(self._starts) else len(self._at) and self._at[-1] + 1
        last = end - 1
        while last > start and (self._at[last] >= limit or self.clean[last].isspace()):
            last -= 1
        offset = self._starts[page - 1]
        first, stop = self._at[start] - offset, self._at[last] + 1 - offset
        quote = self.pages[page - 1][first:stop]
        first += len(quote) - len(quote.lstrip())
        return Words(page=page, start=first, end=first + len(quote.strip()), quote=quote.strip())


def join_pages(pages: Sequence[str]) -> ReportText:
    """Join pages into one text, without running headers and footers, broken words made whole."""
    kept = tuple(pages)
    whole: list[str] = []
    at: array[int] = array("L")
    starts: list[int] = []
    begin = 0
    repeated = _repeated(kept)
    for number, page in enumerate(kept):
        starts.append(begin)
        for first, last in _body(page, repeated) if len(kept) > 1 else [(0, len(page))]:
            _copy(page, first, last, begin, whole, at)
        if number + 1 < len(kept) and at and not whole[-1].endswith("\n"):
            whole.append("\n")
            at.append(at[-1])
        begin += len(page)
    return ReportText("".join(whole), kept, at, tuple(starts))


def page_marks(pages: Sequence[str]) -> tuple[PageMark, ...]:
    """Find every printed ``page 1 of 3``."""
    return tuple(
        PageMark(page=number, number=int(match.group(1)), of=int(match.group(2)))
        for number, page in enumerate(pages, start=1)
        for match in PAGE_MARK.finditer(page)
    )


def _copy(page: str, first: int, last: int, begin: int, whole: list[str], at: array[int]) -> None:
    place = first
    for match in _SPECIAL.finditer(page, first, last):
        _plain(page, place, match.start(), begin, whole, at)
        for character in _instead(page, match):
            whole.append(character)
            at.append(begin + match.start())
        place = match.end()
    _plain(page, place, last, begin, whole, at)


def _plain(page: str, first: int, last: int, begin: int, whole: list[str], at: array[int]) -> None:
    if first < last:
        whole.append(page[first:last].translate(_ONE_FOR_ONE))
        at.extend(range(begin + first, begin + last))


def _instead(page: str, match: re.Match[str]) -> str:
    """Return the plain characters for a special one; a word broken at a line's end is joined if it is known."""
    if match.lastgroup == "unseen":
        return ""
    if match.lastgroup == "return":
        return "\n"
    if match.lastgroup == "folded":
        return unicodedata.normalize("NFKC", match.group())
    head = _LETTERS_BEFORE.search(page, max(0, match.start() - 30), match.start())
    tail = _LETTERS_AFTER.match(page, match.end())
    joined = ((head.group() if head else "") + (tail.group() if tail else "")).lower()
    return "" if joined in VOCABULARY else "-"


def _body(page: str, repeated: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Return the stretches of a page that are the report itself; a page that stands alone keeps every line."""
    lines = _lines(page)
    edges = _edge(lines)
    start: int | None = None
    for index, (first, last) in enumerate(lines):
        line = page[first:last].strip()
        if index in edges and (not line or _is_furniture(line, repeated)):
            if start is not None:
                yield start, first
                start = None
        elif start is None:
            start = first
    if start is not None:
        yield start, len(page)


def _lines(page: str) -> list[tuple[int, int]]:
    bounds = [0, *(match.end() for match in re.finditer(r"\r\n?|\n", page)), len(page)]
    return [(first, last) for first, last in pairwise(bounds) if first < last]


def _edge(lines: Sequence[tuple[int, int]]) -> set[int]:
    count = len(lines)
    return {*range(min(_EDGE_LINES, count)), *range(max(0, count - _EDGE_LINES), count)}


def _is_furniture(line: str, repeated: frozenset[str]) -> bool:
    return _FURNITURE.match(line[:200]) is not None or (_shape(line) in repeated and not _SPEAKS.search(line))


def _repeated(pages: Sequence[str]) -> frozenset[str]:
    counts: Counter[str] = Counter()
    for page in pages:
        lines = _lines(page)
        counts.update({_shape(page[lines[i][0] : lines[i][1]]) for i in _edge(lines)})
    return frozenset(shape for shape, count in counts.items() if count > 1 and shape)


def _shape(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.split())).lower()
