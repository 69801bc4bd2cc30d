"""The text of a denial letter as sentences with their pages: lines that were wrapped are joined, labels are not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_LABEL = re.compile(r"^[A-Z][A-Za-z /#().'-]{1,45}:")
_BULLET = re.compile(r"^\s*(?:[•▪*-]|\d{1,2}[.)])\s+")
_GREETING = re.compile(r"^(?:dear|to whom|sincerely|re:)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.!?])(?<!\bDr\.)(?<!\bNo\.)(?<!\bMr\.)(?<!\bMs\.)(?<!\bvs\.)\s+(?=[A-Z“\"(])")
_FULL_LINE = 0.6
"""A line shorter than this part of the page's longest ends its paragraph: the next word would have fitted on it."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of the letter on one line, and their page."""

    text: str
    page: int


def lines_of(pages: Sequence[str]) -> Iterator[Passage]:
    """Return the lines of a letter, white space folded."""
    for number, page in enumerate(pages, 1):
        for line in page.splitlines():
            if plain := " ".join(line.split()):
                yield Passage(plain, number)


def sentences_of(pages: Sequence[str]) -> Iterator[Passage]:
    """Return the sentences of a letter, in order."""
    for number, page in enumerate(pages, 1):
        for paragraph in _paragraphs(page):
            for sentence in _SENTENCE_END.split(paragraph):
                yield Passage(sentence.strip(), number)


def _paragraphs(page: str) -> Iterator[str]:
    lines = [" ".join(line.split()) for line in page.splitlines()]
    longest = max(map(len, lines), default=0)
    held: list[str] = []
    for line in lines:
        starts = not line or _LABEL.match(line) or _BULLET.match(line) or _GREETING.match(line)
        if held and (starts or len(held[-1]) < _FULL_LINE * longest):
            yield " ".join(held)
            held = []
        if line:
            held.append(line)
    if held:
        yield " ".join(held)
