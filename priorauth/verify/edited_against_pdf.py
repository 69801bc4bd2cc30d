"""Holding an edited letter against the packet's PDF, for when the letter cannot be made again.

The PDF's text has lost its paragraphs, so this finds less than `priorauth.verify.edited_letter`: a fact that the
PDF does not have, and a date, an id, a code or a percentage that is gone altogether. Facts that changed places are
not found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import closing

import pypdfium2

from priorauth.letters.checks.facts_in_text import FactKind, facts_in
from priorauth.problems import Problem, problem
from priorauth.render.pdf.pdf_proof import squeezed
from priorauth.verify.edited_letter import FactKey, hiding, key_of, new_names, plain, told_of, vocabulary_of
from priorauth.verify.edited_word import WordText

_LOOKED_FOR = frozenset(
    (
        FactKind.IDENTIFIER, FactKind.NPI, FactKind.PHONE, FactKind.DATE, FactKind.DIAGNOSIS, FactKind.PROCEDURE,
        FactKind.PERCENT,
    )
)  # fmt: skip
"""The kinds whose loss is looked for. Levels, types and plain numbers also stand in the letter's drawings."""

_BROKEN = re.compile("(?<=[-\u2010\u2011\u2013\ufffe\x02])\\s*\\n\\s*")
_FOOT = re.compile(r"\S+ \u00b7 .{0,160}?Page \d+ of \d+|Packet page \d+ of \d+|[\w-]+ \d{6}\b")


def compare_with_pdf(pdf: bytes, edited: WordText, template: str) -> tuple[Problem, ...]:
    """Compare an edited letter with the pages of a packet that carry its template's name in their foot.

    PA852 a fact is gone, PA853 one is new, PA851 something hidden, PA857 the PDF has no such letter; PA854 is the
    note that only wording differs.
    """
    pages = _pages_of(pdf, template)
    if not pages:
        return (problem("PA857"),)
    held = {key_of(fact) for text in pages.values() for fact in facts_in(text)}
    said = squeezed(" ".join(pages.values()))
    vocabulary = vocabulary_of(tuple(pages.values()))
    body = edited.paragraphs[: edited.in_body]
    changed = [
        (number, plain(text)) for number, text in enumerate(body, 1) if not _is_said(squeezed(plain(text)), said)
    ]
    problems = [*hiding(edited), *_new(changed, held, vocabulary), *_gone(pages, body)]
    told = {p.message for p in problems}
    reworded = [number for number, _ in changed if not any(f"paragraph {number} " in text for text in told)]
    if reworded:
        problems.append(problem("PA854", count=len(reworded), paragraphs=", ".join(map(str, reworded))))
    return tuple(problems)


def _is_said(text: str, said: str) -> bool:
    """Whether a paragraph stands in the PDF whole, or in two pieces: one page's end and the next one's head."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if text[:middle] in said else (low, middle - 1)
    return text[low:] in said


def _pages_of(pdf: bytes, template: str) -> dict[int, str]:
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        texts = [page.get_textpage().get_text_bounded() for page in document]
    mark = squeezed(f"\u00b7 {template} ")
    joined = (plain(_BROKEN.sub("", text)).replace("\ufffe", "-").replace("\x02", "-") for text in texts)
    return {number: _FOOT.sub(" ", text) for number, text in enumerate(joined, 1) if mark in squeezed(text)}


def _new(changed: Sequence[tuple[int, str]], held: set[FactKey], vocabulary: frozenset[str]) -> Iterator[Problem]:
    for number, text in changed:
        kinds = {fact.kind for fact in facts_in(text) if key_of(fact) not in held}
        if any(new_names(text, vocabulary)):
            kinds.add(FactKind.NAME)
        yield from told_of("PA853", kinds, f"in paragraph {number}")


def _gone(pages: dict[int, str], paragraphs: Sequence[str]) -> Iterator[Problem]:
    now = {key_of(fact) for text in paragraphs for fact in facts_in(plain(text))}
    for number, text in pages.items():
        was = {key_of(fact) for fact in facts_in(text) if fact.kind in _LOOKED_FOR}
        lost = {kind for kind, value in was - now if kind is not FactKind.DATE or len(value) == len("2026-01-01")}
        yield from told_of("PA852", lost, f"on packet page {number}")
