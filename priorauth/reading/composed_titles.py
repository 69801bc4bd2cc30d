"""Titles that no table names as a whole: told from what they are about and what form they have, in any order."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from priorauth.reading.heads import Cell
from priorauth.reading.model import DocumentKind
from priorauth.reading.phrase_matching import Phrases
from priorauth.reading.tokens import Form, Token, tokens_of
from priorauth.reading.word_tables import rows

PARTS = Path(__file__).parent / "title_parts.tsv"
COMPOSED = Path(__file__).parent / "composed_titles.tsv"
PART_COLUMNS = ("part", "name", "words", "example")
COMPOSED_COLUMNS = ("topic", "form", "kind", "example")
_ANY = "any"
_FILLER = "filler"
_TOP = 2
_MOST_WORDS = 8
_MOST_UNKNOWN = 2
_ALONE = frozenset({"guide", "consent", "cover"})
"""Forms that say enough without a topic: they state nothing of anybody."""


@cache
def parts() -> Phrases[tuple[str, str]]:
    """Return the words of all parts, each with what part it is and its name."""
    return Phrases([(row["words"], (row["part"], row["name"])) for row in rows(PARTS, PART_COLUMNS)])


@cache
def fillers() -> frozenset[str]:
    """Return the words that stand in titles and tell no kind."""
    return frozenset(
        word for row in rows(PARTS, PART_COLUMNS) if row["part"] == _FILLER for word in row["words"].split("|")
    )


@cache
def _composed() -> tuple[tuple[str, str, DocumentKind], ...]:
    return tuple((row["topic"], row["form"], DocumentKind(row["kind"])) for row in rows(COMPOSED, COMPOSED_COLUMNS))


def is_small(text: str, token: Token) -> bool:
    """Whether a word is printed small, as those of a sentence are; the second half of a compound is not counted."""
    return text[token.start].islower() and text[token.start - 1 : token.start] != "-"


def composed_kind(cell: Cell) -> tuple[DocumentKind, str] | None:
    """Return the kind a cell names by topic and form, and its words; none where others stand beside them.

    A cell with a colon is a title only at the top of a page, with nothing unknown in it.
    """
    if cell.is_cut or cell.text.count("/") > 1 or (cell.label is not None and cell.row >= _TOP):
        return None
    tokens = tokens_of(cell.text)
    hits = [hit for hit in parts().find(tokens) if hit.payloads[0][0] != _FILLER]
    if hits and hits[0].first == 0 and ("form", "guide") in hits[0].payloads and len(tokens) <= _MOST_WORDS:
        return DocumentKind.GUIDE, cell.text.strip()
    if not _are_parts_alone(cell, tokens, {index for hit in hits for index in range(hit.first, hit.last + 1)}):
        return None
    topics = {(index, name) for index, hit in enumerate(hits) for part, name in hit.payloads if part == "topic"}
    forms = {(index, name) for index, hit in enumerate(hits) for part, name in hit.payloads if part == "form"}
    for topic, form, kind in _composed():
        about = {index for index, name in topics if topic in (_ANY, name)}
        shaped = {index for index, name in forms if form in (_ANY, name)}
        if (shaped and form in _ALONE) or (about and shaped and len(about | shaped) > 1):
            return kind, cell.text.strip()
    return None


def _are_parts_alone(cell: Cell, tokens: Sequence[Token], taken: set[int]) -> bool:
    """Whether nothing but a name of two words stands beside the parts of a title: no number and no small word."""
    rest = [token for index, token in enumerate(tokens) if index not in taken and token.is_word]
    unknown = [token for token in rest if token.form is Form.WORD and token.text not in fillers()]
    if len(taken) + len(rest) > _MOST_WORDS or len(unknown) > (0 if cell.label is not None else _MOST_UNKNOWN):
        return False
    return not any(is_small(cell.text, token) for token in unknown) and all(
        t.form is not Form.NUMBER for t in tokens
    )
