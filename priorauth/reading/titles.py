"""What kind of document a page begins: told from its title lines and from the text behind "Exam:"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from priorauth.domain.written_dates import dates_in
from priorauth.reading.model import DocumentKind
from priorauth.reading.phrase_matching import Phrases
from priorauth.reading.sections import section_of
from priorauth.reading.tokens import Form, Token, tokens_of
from priorauth.reading.word_tables import rows, wrong_row
from priorauth.screening.text_spans import Line

_TABLE = Path(__file__).parent / "kinds.tsv"
_COLUMNS = ("kind", "weight", "words")
TITLE_LINES = 9
_MOST_WORDS = 12
_MOST_CHARACTERS = 80
_LEAST_SENTENCE = 3
_FURTHER_DOWN = 0.6
"""How much less each line further down weighs."""

STRONG = 4
"""The weight from which words are a title wherever they stand alone on a line."""

_EXAM = re.compile(
    r"\s*(?:exam(?:ination)?|study|procedure|document(?:\s+type)?|note\s+type|title|report"
    r"|type\s+of\s+(?:exam|visit|note)|visit\s+type|encounter\s+type|exam\s+description|description)\s*:\s*",
    re.IGNORECASE,
)
_OTHER_LABEL = re.compile(r"\s*[A-Za-z][A-Za-z /.&'-]{1,30}:(?:\s|$)")
_NO_TITLE = re.compile(
    r"\b(?:we\s+offer|services|suite|ste\b|street|avenue|blvd|department|floor|desk|technologist|ordering"
    r"|referring|referred|no\.\s*\d|attending|accredited|board\s+certified|comparison|compared|prior|previous|reason|indication"
    r"|history\s+of|not\s+done"
    r"|asked\s+for|requested\s+by|sent\s+by|copy\s+of|cc\b|thank\s+you|rt\s*\()"
    r"|\b[A-Z]{2}\s+\d{5}\b|\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\([^)]*\)")
_TITLED = frozenset({"imaging", "procedure", "findings", "treatment"})
"""Sections whose names a practice also prints before a title: ``Radiology: MRI lumbar spine``."""

_SENTENCE = re.compile(r"[a-z]{2}\.\s*$|[.!?]\s+[A-Z]")
_PLACE = re.compile(r",\s*[A-Z]{2}\b")


@dataclass(frozen=True, slots=True)
class Title:
    """A line that tells what a document is: ``text[start:end]`` of its page."""

    kind: DocumentKind
    weight: int
    start: int
    end: int
    words: str


@cache
def _phrases() -> Phrases[tuple[DocumentKind, int]]:
    found = []
    for row in rows(_TABLE, _COLUMNS):
        if not row["weight"].isdigit():
            raise wrong_row(_TABLE, row, "the weight is no number")
        found.append((row["words"], (DocumentKind(row["kind"]), int(row["weight"]))))
    return Phrases(found)


def title_of(lines: Sequence[Line]) -> Title | None:
    """Return the title among the first lines of a page, running lines left out, or none.

    The kind whose words weigh most wins; of two that weigh the same, the one that stands first.
    """
    found = [(index, title_in(line)) for index, line in enumerate(lines[:TITLE_LINES])]
    titles = [(title.weight - _FURTHER_DOWN * index, title) for index, title in found if title is not None]
    return max(titles, key=lambda item: (item[0], -item[1].start), default=(0, None))[1]


def title_in(line: Line) -> Title | None:
    """Return the title a line is, or none: an address, a list of services, a sentence is none."""
    exam = _EXAM.match(line.text)
    start = exam.end() if exam is not None else 0
    words = _without(line.text)[start:]
    if _NO_TITLE.search(words) or _PLACE.search(words):
        return None
    if exam is None and not _can_be_title(line.text, words):
        return None
    tokens = tokens_of(words)
    count = sum(token.is_word for token in tokens)
    if not 0 < count <= _MOST_WORDS or sum(token.form is Form.NUMBER for token in tokens) > count:
        return None
    best = _best(tokens)
    if best is None:
        return None
    return Title(best[0], best[1], line.start, line.start + len(line.text.rstrip()), line.text.strip())


def _without(text: str) -> str:
    """Return a line with its dates and what stands in parentheses left blank."""
    spans = [match.span() for match in _ASIDE.finditer(text)] + [(day.start, day.end) for day in dates_in(text)]
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _can_be_title(text: str, words: str) -> bool:
    """Whether a line is no sentence, and no label of a section such as ``Comparison:`` or ``Technologist:``."""
    if len(words.strip()) > _MOST_CHARACTERS or text.rstrip().endswith((",", ";")):
        return False
    label = _OTHER_LABEL.match(words)
    section = section_of(label.group().strip(" :")) if label is not None else None
    if section is not None and section.name not in _TITLED:
        return False
    sentence = _SENTENCE.search(words.strip())
    return sentence is None or sum(word.islower() for word in words.split()) < _LEAST_SENTENCE


def _best(tokens: Sequence[Token]) -> tuple[DocumentKind, int] | None:
    found: dict[DocumentKind, int] = {}
    for index in range(len(tokens)):
        hit = _phrases().longest_at(tokens, index)
        for kind, weight in hit.payloads if hit is not None else ():
            length = hit.last - hit.first if hit is not None else 0
            found[kind] = max(found.get(kind, 0), weight + min(length, 2))
    return max(found.items(), key=lambda item: item[1], default=None)
