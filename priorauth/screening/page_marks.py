"""The marks that count a document's pages (``Page 1 of 3``), and what they say is missing.

A fax machine prints a count of its own at the edge of each page (``P.02/05``); it counts the transmission and not
the report, and is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from priorauth.screening.text_spans import lines_of

_MARK = re.compile(
    r"(?<![\w.])(?P<word>page|pg\.?|p\.)\s*:?\s*(?:\#\s*)?(?P<number>\d{1,3})\s*(?P<sign>of|/|\\)\s*(?P<of>\d{1,3})(?![\w/]|\.\d)",
    re.IGNORECASE,
)
_BARE = re.compile(r"\W{0,4}(?P<number>\d{1,3})\s+of\s+(?P<of>\d{1,3})\W{0,4}", re.IGNORECASE)
_IN_A_SENTENCE = re.compile(r"\b(?:see|on|from|at|in|to|per|and|refer\s+to)\s+\Z", re.IGNORECASE)
_FAX_WORDS = re.compile(r"\b(?:rightfax|fax\s*(?:server|from|to|id|com|\d)|from\s*:|to\s*:|fr\s*:)", re.IGNORECASE)
_CLOCK = re.compile(r"\b\d{1,2}:\d{2}")
_PHONE = re.compile(r"\(?\b\d{3}\)?[ .-]?\d{3}[ .-]?\d{4}\b")
_EDGE_LINES = 3
_MOST = 500
_LONG = 12
"""Pages from which a count is hardly one report's; what prints a whole chart counts further than that."""


@dataclass(frozen=True, slots=True)
class PageMark:
    """A printed count: page ``number`` of ``of``, on the exhibit's page ``page``."""

    page: int
    number: int
    of: int


@dataclass(slots=True)
class CountedDocument:
    """The pages of one document inside an exhibit, as its marks tell them apart."""

    of: int
    marks: list[PageMark] = field(default_factory=list)

    @property
    def missing(self) -> tuple[int, ...]:
        """The document's page numbers that are not there."""
        there = {mark.number for mark in self.marks}
        return tuple(number for number in range(1, self.of + 1) if number not in there)

    @property
    def is_in_order(self) -> bool:
        """Whether its pages follow one another as they are counted."""
        numbers = [mark.number for mark in self.marks]
        return numbers == sorted(numbers)


def marks_on(page: int, text: str) -> tuple[PageMark, ...]:
    """Find the counts a page prints of its own document; each once."""
    lines = lines_of(text)
    found: list[PageMark] = []
    for index, line in enumerate(lines):
        is_edge = index < _EDGE_LINES or index >= len(lines) - _EDGE_LINES
        matches = [] if _is_fax_line(line.text) else [m for m in _MARK.finditer(line.text) if _is_count(m)]
        bare = _BARE.fullmatch(line.text.strip()) if is_edge else None
        found += [
            PageMark(page, int(match["number"]), int(match["of"]))
            for match in (matches or ([bare] if bare else []))
        ]
    return tuple(dict.fromkeys(mark for mark in found if 1 <= mark.number <= mark.of <= _MOST))


def _is_count(match: re.Match[str]) -> bool:
    has_zero = any(match[part].startswith("0") for part in ("number", "of"))
    is_short = match["word"].casefold() == "p." and match["sign"] != "of"
    return not has_zero and not is_short and not _IN_A_SENTENCE.search(match.string, 0, match.start())


def _is_fax_line(line: str) -> bool:
    """Whether a line is a fax machine's: it names sender or receiver, or a time of day beside a phone number."""
    return bool(_CLOCK.search(line) and (_FAX_WORDS.search(line) or _PHONE.search(line)))


def counts_a_container(of: int, numbers: Sequence[tuple[int, int]]) -> bool:
    """Whether the count on some pages of a file is that of the file they were taken from, not of a report in it.

    ``numbers`` are the printed number of each page and the page of the file it is. What prints a whole chart counts
    its pages through, so the numbers run as the file's pages do. A count that is short, or that begins with the
    chosen pages and not with the file, may as well be the report's own.
    """
    shifts = {number - page for number, page in numbers}
    first = min(number for number, _ in numbers)
    return of >= _LONG and len(shifts) == 1 and (first > 1 or shifts == {0})


def documents(marks: Iterable[PageMark]) -> tuple[CountedDocument, ...]:
    """Sort marks, in page order, into documents: a number that comes again begins another one.

    Marks on pages that all belong to a document that is complete are of another count and are left out.
    """
    found: list[CountedDocument] = []
    for mark in marks:
        fitting = [item for item in found if item.of == mark.of]
        last = fitting[-1] if fitting else None
        if last is None or not last.missing or mark.number in {other.number for other in last.marks}:
            last = CountedDocument(mark.of)
            found.append(last)
        last.marks.append(mark)
    return _without_other_counts(found)


def _without_other_counts(found: Sequence[CountedDocument]) -> tuple[CountedDocument, ...]:
    whole = {mark.page for item in found if not item.missing for mark in item.marks}
    return tuple(item for item in found if not item.missing or any(mark.page not in whole for mark in item.marks))
