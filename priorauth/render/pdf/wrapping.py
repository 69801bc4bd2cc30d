"""Breaking a document's runs into lines: letters composed, and one space between two words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from unicodedata import normalize

from priorauth.document import Link, Runs
from priorauth.formats.typesetting import line_breaking
from priorauth.formats.typesetting.line_breaking import NonText, TypesetSpan, Word, break_lines, tokens_of
from priorauth.render.drawable_text import REGULAR, font, width

Fragment = line_breaking.Fragment[Link | None]
"""Text at a place on a line; its mark is the link it stands in."""

Line = tuple[Fragment, ...]
_Span = TypesetSpan[Link | None]


def wrap(runs: Runs, size: float, available: float, *, bold: bool = False) -> list[Line]:
    """Break runs into lines no wider than ``available`` points; a word that is wider is cut."""
    # Letters come composed: the fonts carry no rules for placing a loose accent.
    spans = (
        TypesetSpan(normalize("NFC", run.text), font(bold=run.bold or bold, italic=run.italic), size, run.link)
        for run in runs
    )
    lines = break_lines(_spaced(tokens_of(spans)), available)
    return [line.fragments for line in lines if isinstance(line, line_breaking.TypesetLine)]


def unbroken(text: str, size: float) -> Fragment:
    """Return a text that stays on one line, however long it is."""
    return line_breaking.Fragment(text, REGULAR, size, 0.0, width(text, REGULAR, size), None)


def _spaced(tokens: Iterable[Word[Link | None] | _Span | NonText]) -> Iterator[Word[Link | None] | _Span]:
    """Return words with one space between two, whatever white space stands there in the text."""
    before: _Span | None = None
    for token in tokens:
        if isinstance(token, list):
            if before is not None:
                yield _space_between(before, token[0])
            before = token[-1]
            yield token
        elif isinstance(token, TypesetSpan) and token.text == "\n":
            before = None
            yield token


def _space_between(before: _Span, after: _Span) -> _Span:
    """Put a space where it is not underlined: a link begins and ends with its own words."""
    if before.mark is None or before.mark == after.mark:
        return TypesetSpan(" ", before.font, before.size, before.mark)
    return TypesetSpan(" ", after.font, after.size, None)
