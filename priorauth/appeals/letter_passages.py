"""The text of a denial letter as sentences with their pages and headings; wrapped lines are joined."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap

_LABEL = re.compile(r"^[A-Z][A-Za-z /#().'\u2019-]{1,45}:")
_BULLET = re.compile(r"^\s*(?:[•▪●◦*\u2013-]|\(?\d{1,2}[.)]|\(?[a-z]\)|\[\s?[xX✓]?\s?\]|[☐☒☑✓])\s+")
_UNTICKED = re.compile(r"^\s*(?:\[\s*\]|☐)")
_TICKED = re.compile(r"^\s*(?:\[\s?[xX✓]\s?\]|[☒☑✓])")
_GREETING = re.compile(r"^(?:dear|to whom|hello|sincerely|re:|regarding|subject)\b", re.IGNORECASE)
_SECTION = re.compile(r"^\(?\d{1,2}[.)]\s+(?P<title>[A-Z][^.;:!]{2,60})$")
"""A numbered title: "4. How to ask for an appeal"."""
_SALUTATION = re.compile(r"^(?:dear|hello)\b[^:,.]{2,40}[:,]\s+(?=\w)", re.IGNORECASE)
"""A greeting on the line on which the letter begins."""
_YES = re.compile(r"(?:yes|no)\b", re.IGNORECASE)
_LENGTH = re.compile(r"\b(?:days?|weeks?|months?|years?)\b", re.IGNORECASE)
_COLUMNS = re.compile(r"(?<=\S)\s{4,}(?=\S)")
"""A gap between the columns of a line."""
_SENTENCE_END = re.compile(
    r"(?<=[.!?])(?<!\bDr\.)(?<!\bNo\.)(?<!\bMr\.)(?<!\bMs\.)(?<!\bvs\.)(?<!\bSt\.)(?<!\bP\.O\.)\s+(?=[A-Z“\"(\d])"
    r"|(?<=[.!?][”\"])\s+(?=[A-Z“\"(])"
)
_FULL_LINE = 0.6
"""A line shorter than this part of the page's longest ends its paragraph: the next word would have fitted on it."""
_LONGEST = 1_500
"""Characters of a sentence; what runs on without a full stop is cut, so that reading takes time in proportion."""
_HEADING_WORDS = 10
_RUN_IN_WORDS = 8
_IS_SENTENCE = re.compile(
    r"\b(?:you|we|it|they|I|is|are|was|were|may|must|will|can|have|has|had|did|does|do|cannot|not|no)\b",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"^(?:what|why|how|when|where|who|can|may|do|did|is|are)\b.*\?$", re.IGNORECASE)
_QUESTION_WORD = re.compile(r"(?:what|why|how|when|where|who|if)\b", re.IGNORECASE)
_COVER = re.compile(r"\bfax\s+(?:cover|transmi\w+)|\bcover\s+(?:sheet|page)\b", re.IGNORECASE)
_COVER_LINES = 12
_FAX_HEADER = re.compile(
    r"\d{1,2}:\d{2}.*\b(?:p(?:age|g)?\.?\s*\d+|\d+\s*(?:/|of)\s*\d+)|\bfax\b.*\d{1,2}:\d{2}", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class LetterPassage:
    """Words of the letter, their page, and the heading they stand under."""

    text: str
    page: int
    heading: str = ""
    before: str = ""
    """The sentence before, which a sentence that begins with "this" or "it" speaks of."""
    starts: bool = True
    """Whether a paragraph begins here."""
    is_ticked: bool = False
    """Whether a ticked box stands before it."""
    is_listed: bool = False
    """Whether it is an item of a list."""


def is_cover(page: str) -> bool:
    """Whether a page is the cover of a fax: its dates are not the letter's."""
    head = "\n".join([line for line in page.splitlines() if line.strip()][:_COVER_LINES])
    addressed = all(re.search(rf"(?im)\b{word}\s*:", head) for word in ("to", "from", "pages"))
    return _COVER.search(head) is not None or (addressed and re.search(r"\bfax\b", head, re.IGNORECASE) is not None)


def is_fax_header(line: str) -> bool:
    """Whether a line is what a fax machine prints over a page: time, number and page."""
    return _FAX_HEADER.search(line) is not None


def lines_of(pages: Sequence[str]) -> Iterator[LetterPassage]:
    """Return the lines of a letter, white space folded; none of a fax cover or of a fax machine."""
    for number, page in enumerate(pages, 1):
        if is_cover(page):
            continue
        for plain in _cells(page):
            if plain:
                yield LetterPassage(plain, number)


def sentences_of(pages: Sequence[str]) -> Iterator[LetterPassage]:
    """Return the sentences of a letter, in order, each under its heading. A box without a tick says nothing."""
    heading = before = ""
    for number, page in enumerate(pages, 1):
        if is_cover(page):
            continue
        for paragraph in _paragraphs(page):
            if _UNTICKED.match(paragraph):
                continue
            if _is_heading(paragraph) or _GREETING.match(paragraph):
                heading = "" if _GREETING.match(paragraph) else paragraph
            for place, text in enumerate(_sentences(paragraph)):
                if text.endswith(":") or (place == 0 and _is_run_in(text, paragraph)):
                    heading = text
                is_ticked = _TICKED.match(paragraph) is not None
                is_listed = _BULLET.match(paragraph) is not None
                yield LetterPassage(text, number, heading, before, place == 0, is_ticked, is_listed)
                before = text


def _sentences(paragraph: str) -> Iterator[str]:
    for sentence in _SENTENCE_END.split(_SALUTATION.sub("", _BULLET.sub("", paragraph))):
        if sentence.strip():
            yield from wrap(sentence.strip(), _LONGEST) if len(sentence) > _LONGEST else (sentence.strip(),)


def _is_heading(paragraph: str) -> bool:
    """Whether a paragraph is a heading: short, with no full stop at its end, or a line that ends in a colon."""
    section = _SECTION.match(paragraph)
    if section and (_QUESTION_WORD.match(section["title"]) or not _IS_SENTENCE.search(section["title"])):
        return True
    if _BULLET.match(paragraph) or _GREETING.match(paragraph):
        return False
    words = paragraph.split()
    if paragraph.endswith(":"):
        return len(words) <= 2 * _HEADING_WORDS
    is_label = _LABEL.match(paragraph) is not None
    return len(words) <= _HEADING_WORDS and paragraph[-1] not in ".,;!" and not is_label


def _is_run_in(sentence: str, paragraph: str) -> bool:
    """Whether a paragraph's first sentence is its heading: "Second level appeal. If we uphold ..."."""
    if _BULLET.match(paragraph):
        return False
    if (
        _LENGTH.search(sentence)
        or _YES.match(sentence)
        or sentence == paragraph
        or (_IS_SENTENCE.search(sentence.rstrip("?")) and not sentence.endswith("?"))
    ):
        return False
    return len(sentence.split()) <= _RUN_IN_WORDS + 4 * sentence.endswith("?")


def _paragraphs(page: str) -> Iterator[str]:
    lines = _cells(page)
    longest = max(map(len, lines), default=0)
    held: list[str] = []
    for line in lines:
        starts = not line or _LABEL.match(line) or _BULLET.match(line) or _GREETING.match(line)
        if held and (starts or _ends(held[-1], line, longest)):
            yield " ".join(held)
            held = []
        if line:
            held.append(line)
    if held:
        yield " ".join(held)


def _cells(page: str) -> list[str]:
    """Return the lines of a page, white space folded, each column of a line by itself; none of a fax machine."""
    lines = [line.strip() for line in page.splitlines() if not is_fax_header(" ".join(line.split()))]
    return [" ".join(cell.split()) for line in lines for cell in _COLUMNS.split(line)]


def _ends(last: str, following: str, longest: int) -> bool:
    """Whether a paragraph ends with a line: a short one, or a question or words in capitals of their own."""
    if len(last) < _FULL_LINE * longest:
        return True
    if (last.isupper() and not following.isupper()) or (last.endswith(":") and following[:1].isupper()):
        return True
    if _QUESTION.match(following):
        return True
    return last.endswith((".", "?", '."', ".\u201d")) and _is_heading(following) and following[:1].isupper()
