"""Statements: sentences, list items and table rows, each with the section and the heading it stands under."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from priorauth.reading.answer_columns import with_answers
from priorauth.reading.form_answers import end_of_answer, is_answer
from priorauth.reading.lines import Line, Shape, line_at
from priorauth.reading.section_bounds import SectionPlace, end_at_blank_line, turn
from priorauth.reading.sections import BODY, Section, section_of, undated
from priorauth.reading.sentences import sentence_spans
from priorauth.reading.tokens import Token, tokens_of
from priorauth.reading.unpunctuated import parts
from priorauth.reading.wrapped_lines import CARRIES_ON, is_wrapped, wrap_width


@dataclass(frozen=True)
class Statement:
    """One thing a document says: ``text[start:end]``.

    ``heading`` is the printed heading or label it stands under and is no part of it; ``is_row`` for a row of a
    table, whose cells are parted by wide gaps, tabs or bars.
    """

    text: str
    start: int
    end: int
    section: Section = BODY
    heading: tuple[int, int] | None = None
    paragraph: int = 0
    line: int = 0
    is_item: bool = False
    is_row: bool = False
    is_heading: bool = False
    """Whether it is a heading itself; what it names is named all the same."""
    under_title: bool = False
    """Whether its heading stands among the first lines, where a practice prints its name."""
    names: frozenset[str] = frozenset()
    """The words of the patient's name, in lower case."""

    @property
    def words(self) -> str:
        """The characters of the statement."""
        return self.text[self.start : self.end]

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Its words and signs; read once for all readers."""
        return tokens_of(self.text, self.start, self.end)

    @property
    def heading_words(self) -> str:
        """The characters of the heading it stands under; none where there is no heading."""
        return "" if self.heading is None else self.text[slice(*self.heading)]

    @cached_property
    def heading_tokens(self) -> tuple[Token, ...]:
        """The words of the heading it stands under."""
        return () if self.heading is None else tokens_of(self.text, *self.heading)

    @cached_property
    def own_initials(self) -> frozenset[int]:
        """Where a capital letter stands beside the patient's name, as an initial: "Example, A." or "A. Example"."""
        words = [i for i, token in enumerate(self.tokens) if token.text not in (".", ",")]
        named = {i for i in words if self.tokens[i].text in self.names}
        return frozenset(
            i
            for place, i in enumerate(words)
            if self.tokens[i].end - self.tokens[i].start == 1 and self.text[self.tokens[i].start].isupper()
            if not named.isdisjoint(words[max(0, place - 1) : place + 2])
        )

    @cached_property
    def stretches(self) -> tuple[tuple[Token, ...], ...]:
        """The tokens of its stretches, those with the same words once: for a statement too long to be read.

        Stretches overlap, so that no phrase is lost where they meet; a phrase a million times over costs little.
        """
        found: dict[str, tuple[Token, ...]] = {}
        place = self.start
        while place < self.end:
            stop = self._blank_behind(place + _STRETCH)
            end = self._blank_behind(stop + _OVERLAP)
            words = self.text[place:end]
            if words not in found:
                found[words] = tokens_of(self.text, place, end)
            place = stop
        return tuple(found.values())

    def _blank_behind(self, place: int) -> int:
        """Return where the next word ends, not far behind a place."""
        while place < self.end and not self.text[place].isspace():
            place += 1
        return min(place, self.end)

    @cached_property
    def cells(self) -> tuple[tuple[int, int], ...]:
        """The cells of a row, as places in the text; of anything else the statement itself."""
        if not self.is_row:
            return ((self.start, self.end),)
        found, place = [], self.start
        for gap in _CELL_GAP.finditer(self.text, self.start, self.end):
            found.append((place, gap.start()))
            place = gap.end()
        found.append((place, self.end))
        return tuple(found)


LONGEST = 1_200
"""Characters. A longer statement is no language, or a text without stops; nothing in it counts as understood."""

_STRETCH = 400
_OVERLAP = 200
_ALL_CAPITALS = 0.7
"""Share of capitals from which a whole document is written in them, so that they make no heading."""

_CELL_GAP = re.compile(r"[ ]*[|\t][ ]*|[ ]{3,}")

_NEAR = 40
_DATED = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}|\b(?:19|20)\d\d\b")
_HAS_RESULT = re.compile(r"[A-Za-z]\D*\d")
_FEW_WORDS = re.compile(r"[A-Z][a-z]+(?: (?:[a-z]+|&|[A-Z][a-z]+)){0,2}")
_INLINE_LABEL = re.compile(r"(?P<label>[A-Z][A-Za-z/&. \d-]{1,60}?)[ \t]*:(?=\s)")


def find_statements(text: str, names: frozenset[str] = frozenset()) -> tuple[Statement, ...]:
    """Return the statements of a document's text in reading order. Every word stands in one, headings apart.

    ``names`` are the words of the patient's name, which say nothing of anything.
    """
    return tuple(
        replace(item, names=names) if names else item for item in _joined_answers(_read(with_answers(text)))
    )


def _read(text: str) -> Iterator[Statement]:
    lines = _lines(text)
    width = wrap_width(lines)
    place = SectionPlace()
    index = 0
    while index < len(lines):
        line = lines[index]
        index += 1
        if line.shape is Shape.EMPTY:
            place.paragraph += 1
            end_at_blank_line(text, place)
            continue
        place.line += 1
        turn(text, place, line)
        if _is_bare_heading(text, line, place):
            yield _heading_statement(text, line.start, line.end, place)
        if line.shape is Shape.HEADING:
            continue
        start = line.value if _opens(line, place) else line.inner
        last = line
        while index < len(lines) and is_wrapped(text, last, lines[index], width):
            last = lines[index] if lines[index].shape is not Shape.EMPTY else last
            index += 1
        yield from _sentences(text, start, last.end, place, line)


def _lines(text: str) -> list[Line]:
    found, start = [], 0
    letters = [character for character in text if character.isalpha()]
    capitals = sum(character.isupper() for character in letters) > _ALL_CAPITALS * len(letters)
    for part in re.split(r"(?<=[\n\f])", text):
        end = start + len(part.rstrip("\n\f"))
        words = text[start:end].strip()
        known = len(words) < 60 and section_of(words) is not None and not words.islower()
        known = known or _stands_as_heading(text, start, end)
        found.append(line_at(text, start, end, is_known=known, has_capitals=capitals))
        start += len(part)
    return found


def _stands_as_heading(text: str, start: int, end: int) -> bool:
    """Whether a line of few words stands between what ended and what begins: ``Medicines``, ``Past illness``."""
    words = text[start:end].strip()
    if not _FEW_WORDS.fullmatch(words) or CARRIES_ON.search(words):
        return False
    near = text[max(0, start - _NEAR) : start]
    before, after = near.rstrip()[-1:], text[end : end + _NEAR].lstrip()
    ended = before in ("", ".", "!", "?", ":") or near.endswith(("\n\n", "\f"))
    return ended and after[:1].isupper() and text[end : end + 1] in ("\n", "\f")


def _opens(line: Line, place: SectionPlace) -> bool:
    """Whether what is said begins behind a line's label or mark; a label of no section is said too."""
    if line.shape is Shape.LABEL and line.label == place.heading:
        return True
    return line.shape is Shape.ITEM


def _heading_statement(text: str, start: int, end: int, place: SectionPlace) -> Statement:
    first, last = _stripped(text, start, end)
    return Statement(text, first, last, paragraph=place.paragraph, line=place.line, is_heading=True)


def _is_bare_heading(text: str, line: Line, place: SectionPlace) -> bool:
    """Whether a line is a heading of no known section, with nothing said behind it.

    A known heading with a number that is no date says something too: ``Motor 5/5.``
    """
    if line.label is None or line.label != place.heading:
        return False
    if section_of(text[slice(*line.label)]) is not None:
        return (
            line.shape is Shape.HEADING
            and _HAS_RESULT.search(undated(_DATED.sub("", text[slice(*line.label)]))) is not None
        )
    return line.shape is Shape.HEADING or not text[line.value : line.end].strip()


def _sentences(text: str, start: int, end: int, place: SectionPlace, line: Line) -> Iterator[Statement]:
    is_row = line.shape is Shape.ROW
    spans = [(start, end)] if is_row else sentence_spans(text, start, end)
    for first, last, name in (part for span in spans for part in parts(text, *span)):
        if name is not None:
            place.open(section_of(text[slice(*name)]) or BODY, name)
        first, last = _stripped(text, first, last)  # noqa: PLW2901
        label = _INLINE_LABEL.match(text, first, last) if first > start else None
        known = section_of(label["label"]) if label is not None else None
        if label is not None and known is not None:
            place.open(known, (label.start("label"), label.end("label")))
            first = label.end()  # noqa: PLW2901  (the label is the heading, not what is said)
        first, last = _stripped(text, first, last)  # noqa: PLW2901
        if (opened := _stopped_heading(text, first, last)) is not None:
            place.open(opened, (first, last))
            continue
        if first < last:
            yield Statement(
                text, first, last, place.section, place.heading, place.paragraph, place.line,
                is_item=_is_numbered(text, line), is_row=is_row, under_title=place.under_title,
                is_heading=is_row and _HEAD_OF_TABLE.fullmatch(text, first, last) is not None,
            )  # fmt: skip


_HEAD_OF_TABLE = re.compile(r"(?:[|\s]*(?i:levels?)\b[^\d.]*[|\t][^\d.]*|[^a-z\d.]*[|\t][^a-z\d.]*)")
"""A row that names columns: it begins with "level", or it is all in capitals, and it has no number."""


def _stopped_heading(text: str, first: int, last: int) -> Section | None:
    """Return the section that a sentence of nothing but its name in capitals opens: ``FINDINGS.`` does."""
    words = text[first:last]
    return section_of(words) if words.isupper() and words.endswith(".") and len(words.split()) <= _FEW else None


_FEW = 3


def _is_numbered(text: str, line: Line) -> bool:
    """Whether a line opens an item of a numbered list."""
    return any(character.isdigit() for character in text[line.start : line.inner])


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _joined_answers(found: Iterator[Statement]) -> Iterator[Statement]:
    """Put an answer to the question before it, as in ``Modic change? No.`` and in a form."""
    before: Statement | None = None
    for said in found:
        item = said
        if before is not None:
            below = item.line - before.line
            end = end_of_answer(before.words, item.words, below)
            if end is not None:
                before = replace(before, end=item.start + end)
                item = replace(item, start=_stripped(item.text, item.start + end, item.end)[0])
            elif is_answer(before.words, item.words, below):
                before = replace(before, end=item.end, under_title=False, is_heading=False)
                continue
            yield before
        before = item
    if before is not None:
        yield before
