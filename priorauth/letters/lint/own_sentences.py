"""The sentences a template says of its own, each as a person reads it, with the fields that stand behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from priorauth.files.shipped_data import folder as shipped_folder
from priorauth.letters.checks.letter_sentences import sentence_spans
from priorauth.letters.checks.plain_words import plain_words
from priorauth.letters.checks.stated_facts import PATIENT_NAME, VALUE
from priorauth.letters.lint.recovery import read
from priorauth.letters.lint.template_text import TemplateLine, TemplatePassage, as_line, ways_through
from priorauth.letters.markdown.positions import CELL_BORDER
from priorauth.letters.templates.template_library import FRONT_MATTER, read_template_file

_FENCE = re.compile(r"^ {0,3}(?:`{3,}|~{3,})")
_HEADING = re.compile(r"^ {0,3}#{1,6}\s+")
_ITEM = re.compile(r"^\s*(?:[-+*]|\d{1,9}[.)])\s+")
_QUOTE = re.compile(r"^\s*(?:>\s?)+")
_ROW = re.compile(r"^\s*\|")
_RULE = re.compile(r"^\s*(?:\|?[ :|-]*-{3,}[ :|-]*|\*{3,}|_{3,}(?=\s*$))\s*$")
_SPACE = re.compile(r"\s+")
_ENDING = re.compile(f"[{VALUE}{PATIENT_NAME}](?=[.!?])")


@dataclass(frozen=True, slots=True)
class OwnSentence:
    """A sentence, ``text``, in which a character stands for each value."""

    text: str
    kind: str
    """``heading``, ``line`` (of an address, a table or a signature) or ``sentence``."""
    passages: tuple[tuple[TemplatePassage, int], ...]
    """For each character its passage, and its place in the file."""

    @property
    def start(self) -> int:
        """Where the first of its own words stands in the file."""
        own = (place for passage, place in self.passages if not passage.path)
        return next(own, self.passages[0][1])

    @property
    def says(self) -> str:
        """The sentence in words, each field by its name."""
        words = (
            f"{{{{ {passage.path} }}}}" if passage.path else character
            for character, (passage, _) in zip(self.text, self.passages, strict=True)
        )
        return _SPACE.sub(" ", "".join(words)).strip()

    @property
    def has_own_words(self) -> bool:
        """Whether anything of it is typed but white space."""
        return bool(self.text.replace(VALUE, "").replace(PATIENT_NAME, "").strip())

    def known(self, at: int) -> frozenset[str]:
        """Return the fields it prints, and those that a condition around the character ``at`` asks for."""
        printed = {passage.path for passage, _ in self.passages if passage.path}
        return self.passages[at][0].known | printed

    @property
    def key(self) -> tuple[str, tuple[frozenset[str], ...]]:
        """What makes it the same sentence as another: its words, and what is asked for around each of them."""
        around = dict.fromkeys(passage.known for passage, _ in self.passages)
        return self.says, tuple(around)


@lru_cache(maxsize=256)
def own_sentences(text: str) -> tuple[OwnSentence, ...]:
    """Return the sentences of a template or a partial, each once, in the order of the file.

    A text the grammar cannot read as a whole has none; it is refused for that.
    """
    reading = read(text)
    tree = reading.tree
    if tree is None or reading.findings:
        return ()
    found: dict[tuple[str, int], OwnSentence] = {}
    for way in ways_through(tree):
        for kind, line in _lines(as_line(way)):
            for sentence in _sentences(kind, line):
                if sentence.has_own_words:
                    found.setdefault((sentence.says, sentence.start), sentence)
    return tuple(sorted(found.values(), key=lambda sentence: sentence.start))


@cache
def shipped_sentences() -> frozenset[tuple[str, tuple[frozenset[str], ...]]]:
    """Return the keys of every sentence of the shipped templates, which are approved as shipped."""
    files = sorted(shipped_folder("templates").rglob("*.md"))
    return frozenset(
        sentence.key for file in files for sentence in own_sentences(FRONT_MATTER.sub("", read_template_file(file)))
    )


def _lines(line: TemplateLine) -> Iterator[tuple[str, TemplateLine]]:
    """Cut what a template prints into what is read as one: a paragraph, an item, a heading, a cell, a line."""
    gathered = TemplateLine()
    is_fenced = False
    for start, end in _spans(line.text, "\n"):
        words = line.text[start:end]
        is_mark = _FENCE.match(words) is not None
        heading, row, item = _HEADING.match(words), _ROW.match(words), _ITEM.match(words)
        if is_mark or not words.strip() or is_fenced or heading or row or item or _RULE.match(words):
            yield "sentence", gathered
            gathered = TemplateLine()
        if is_mark:
            is_fenced = not is_fenced
        elif is_fenced:
            yield "line", _part(line, start, end)
        elif _RULE.match(words) or not words.strip():
            continue
        elif heading:
            yield "heading", _part(line, start + heading.end(), end)
        elif row:
            cells = [-1, *(border.start() for border in CELL_BORDER.finditer(words)), len(words)]
            for left, right in pairwise(cells):
                yield "line", _part(line, start + left + 1, start + right)
        else:
            quote = _QUOTE.match(words)
            lead = item.end() if item else quote.end() if quote else 0
            part = _part(line, start + lead, min(end + 1, len(line.text)))
            gathered.characters += part.characters
            gathered.passages += part.passages
    yield "sentence", gathered


def _spans(text: str, sign: str) -> Iterator[tuple[int, int]]:
    start = 0
    for piece in text.split(sign):
        yield start, start + len(piece)
        start += len(piece) + 1


def _part(line: TemplateLine, start: int, end: int) -> TemplateLine:
    return TemplateLine(line.characters[start:end], line.passages[start:end])


def _sentences(kind: str, line: TemplateLine) -> Iterator[OwnSentence]:
    plain = plain_words(line.text)
    if not plain.text.strip():
        return
    text = plain.text.replace("\n", " ")
    passages = [line.passages[place] for place in plain.places]
    for start, end in _sentence_spans(text) if kind == "sentence" else ((0, len(text.rstrip())),):
        lead = len(text[start:end]) - len(text[start:end].lstrip())
        if text[start + lead : end]:
            yield OwnSentence(text[start + lead : end], kind, tuple(passages[start + lead : end]))


def _sentence_spans(text: str) -> Sequence[tuple[int, int]]:
    # A value may begin a sentence as a capital does, and ends one as a number does: "X." would be an initial.
    ended = _ENDING.sub("9", text)
    return sentence_spans(ended.replace(VALUE, "X").replace(PATIENT_NAME, "X"))
