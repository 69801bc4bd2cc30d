"""The text of one document, cut from the pages of its exhibit, and the way back to page, place and rectangle."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass

from priorauth.exhibits.pages import Page
from priorauth.reading.model import Passage

_ONE_FOR_ONE = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc\u00b4`", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad\x02\ufffe", "-"),
        **dict.fromkeys("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007", " "),
        **dict.fromkeys("\u2008\u2009\u200a\u202f\u205f\u3000", " "),
        **dict.fromkeys("\u2022\u25cf\u25aa\u00b7", "*"),
        "\u2044": "/", "\u2215": "/", "\u00a6": "|", "\u2160": "I",
    }
)  # fmt: skip
"""Forms of one sign; each is read as one character, so that every place stays true."""


@dataclass(frozen=True, slots=True)
class Piece:
    """``page.text[start:end]``, which stands in the document's text from ``place`` on."""

    page: int
    start: int
    end: int
    place: int


@dataclass(frozen=True, slots=True)
class DocumentText:
    """A document's text, white space kept and signs in their plain forms; a form feed stands where a page ends."""

    exhibit: str
    document: str
    text: str
    pieces: tuple[Piece, ...]
    pages: Mapping[int, Page]
    printed: str = ""
    """The text with the words that are struck out, which are blank in ``text``; empty when none are."""
    struck: tuple[tuple[int, int], ...] = ()
    """Where words are struck out, each run of them once."""

    def passage(self, start: int, end: int) -> Passage:
        """Return the printed words at ``text[start:end]``. Raises ``ValueError`` for a place without any."""
        parts = [part for part in self._parts(start, end) if part[0].text[part[1] : part[2]].strip()]
        passage: Passage | None = None
        for page, first, last in reversed(parts):
            quote = page.text[first:last]
            passage = Passage(
                exhibit=self.exhibit, document=self.document, page=page.number, start=first, end=last, quote=quote,
                boxes=page.rects(first, last), continued=passage,
            )  # fmt: skip
        if passage is None:
            raise ValueError("no printed words stand there")
        return passage

    def _parts(self, start: int, end: int) -> list[tuple[Page, int, int]]:
        """Return the page and the places of each stretch; stretches of one page that touch are one."""
        found: list[tuple[Page, int, int]] = []
        index = max(0, bisect_right(self.pieces, start, key=lambda piece: piece.place) - 1)
        for piece in self.pieces[index:]:
            if piece.place >= end:
                break
            first = piece.start + max(0, start - piece.place)
            last = min(piece.end, piece.start + end - piece.place)
            if first >= last:
                continue
            page = self.pages[piece.page]
            is_near = found and found[-1][0] is page and not page.text[found[-1][2] : first].strip()
            if is_near and found[-1][2] <= first:
                found[-1] = (page, found[-1][1], last)
            else:
                found.append((page, first, last))
        return found


def text_of(
    exhibit: str, document: str, lines: Iterable[tuple[Page, int, int]], cells: Container[tuple[int, int, int]] = ()
) -> DocumentText:
    """Return the text of a document from its kept lines, each ``page.text[start:end]``, in reading order.

    ``cells`` are lines that go on with the row before, as (page number, start, end): a tab stands before them.
    """
    pieces: list[Piece] = []
    parts: list[str] = []
    pages: dict[int, Page] = {}
    place, before = 0, None
    for page, start, end in lines:
        if before is not None:
            is_cell = page is before and (page.number, start, end) in cells
            parts.append("\t" if is_cell else "\n" if page is before else "\f")
            place += 1
        pieces.append(Piece(page.number, start, end, place))
        parts.append(page.text[start:end])
        pages[page.number] = before = page
        place += end - start
    text = _carried_over(_signed("".join(parts).translate(_ONE_FOR_ONE)))
    runs = tuple(_struck(pieces, pages, text))
    blank = text
    for first, last in runs:
        blank = f"{blank[:first]}{' ' * (last - first)}{blank[last:]}"
    return DocumentText(exhibit, document, blank, tuple(pieces), pages, text if runs else "", runs)


def _struck(pieces: Iterable[Piece], pages: Mapping[int, Page], text: str) -> Iterator[tuple[int, int]]:
    """Return where words are struck out; those of a line that follow one another are one run."""
    crossed = {number: [word for word in page.words if word.is_struck] for number, page in pages.items()}
    run: tuple[int, int] | None = None
    for piece in pieces:
        for word in crossed[piece.page]:
            if word.start >= piece.end or word.end <= piece.start:
                continue
            first = piece.place + max(0, word.start - piece.start)
            last = piece.place + min(word.end, piece.end) - piece.start
            if run is not None and text[run[1] : first].isspace() and "\n" not in text[run[1] : first]:
                run = run[0], last
                continue
            if run is not None:
                yield run
            run = first, last
    if run is not None:
        yield run


_PAGE_MARK = re.compile(
    r"(?<=[^\s.:!?])[ \t]{0,9}[\n\f]"
    r"(?P<mark>[ \t]{0,9}\W{0,3}page\s{1,3}\d{1,3}\s{1,3}of\s{1,3}\d{1,3}\W{0,3}[\n\f])(?-i:(?=[a-z]))",
    re.IGNORECASE,
)


def _carried_over(text: str) -> str:
    """Return a text without the page marks that stand inside a sentence: blanks in their place."""
    return _PAGE_MARK.sub(lambda found: found.group().replace(found["mark"], " " * len(found["mark"])), text)


_SPOKEN = re.compile(
    r"(?<!\w)(?:period|full stop|comma|colon|semicolon|dash|hyphen|(?:new|next) (?:paragraph|line))(?!\w)"
)
_SIGN_OF = {
    "period": ".",
    "full stop": ".",
    "comma": ",",
    "colon": ":",
    "semicolon": ";",
    "dash": "-",
    "hyphen": "-",
}
_STOP = re.compile(r"[a-z]\.(?:\s|$)")
_LEAST_SPOKEN = 2


def _signed(text: str) -> str:
    """Return a dictation that speaks its signs ("period", "comma") with the signs, each where its word stands."""
    if sum(word in ("period", "full stop") for word in _SPOKEN.findall(text)) < _LEAST_SPOKEN or _STOP.search(text):
        return text
    return _SPOKEN.sub(_sign, text)


def _sign(found: re.Match[str]) -> str:
    """Return the sign for its word, in as many characters; behind it a line ends, for a wide gap parts columns."""
    return f"{_SIGN_OF.get(found.group(), chr(10))}\n".ljust(len(found.group()))


def plain_text(text: str, exhibit: str = "A", document: str = "A-1") -> DocumentText:
    """Return a text without a file as a document; a form feed begins another page."""
    pages = [Page(number, body, 612.0, 792.0, 0) for number, body in enumerate(text.split("\f"), 1)]
    return text_of(exhibit, document, (line for page in pages for line in lines_of(page)))


def lines_of(page: Page) -> list[tuple[Page, int, int]]:
    """Return the lines of a page, empty ones too, as places in its text."""
    found: list[tuple[Page, int, int]] = []
    start = 0
    for line in page.text.splitlines(keepends=True):
        found.append((page, start, start + len(line.rstrip("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"))))
        start += len(line)
    return found or [(page, 0, 0)]
