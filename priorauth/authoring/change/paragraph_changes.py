"""What two versions of a letter say otherwise: paragraph by paragraph, and word by word within one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORD = re.compile(r"\s+|[^\s]+")
_ALIKE = 0.5
"""From this ratio on (0 nothing alike, 1 the same), two paragraphs are taken for versions of one."""


@dataclass(frozen=True, slots=True)
class ChangedWords:
    """Some words of a paragraph, and whether the other version has them not."""

    text: str
    is_changed: bool


@dataclass(frozen=True, slots=True)
class ParagraphChange:
    """A paragraph that differs. ``before`` or ``after`` is ``None`` where one version does not have it.

    ``old_place`` and ``new_place`` count the letter's texts from 1; 0 is the document's title.
    """

    old_place: int | None
    new_place: int | None
    before: str | None
    after: str | None

    @property
    def words(self) -> tuple[tuple[ChangedWords, ...], tuple[ChangedWords, ...]]:
        """Both versions in pieces, with what differs marked."""
        return word_pieces(self.before or "", self.after or "")

    @property
    def place(self) -> str:
        """Where it stands, without a word of what it says."""
        if self.old_place == 0 or self.new_place == 0:
            return "title"
        if self.before is None:
            return f"new paragraph {self.new_place}"
        return f"paragraph {self.old_place}{' (taken out)' if self.after is None else ''}"


def paragraph_changes(old: Sequence[str], new: Sequence[str]) -> tuple[ParagraphChange, ...]:
    """Return the paragraphs that differ, in the order of the letter; the first of each sequence is its title."""
    found: list[ParagraphChange] = []
    for kind, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if kind != "equal":
            found += _changes(old, range(a, b), new, range(c, d))
    return tuple(found)


def _changes(old: Sequence[str], gone: range, new: Sequence[str], come: range) -> Iterator[ParagraphChange]:
    """Pair the paragraphs of a stretch that differs: in order where there are as many, else by likeness."""
    partners = dict(zip(gone, come, strict=True)) if len(gone) == len(come) else _alike(old, gone, new, come)
    taken = set(partners.values())
    rest = [place for place in come if place not in taken]
    for place in gone:
        partner = partners.get(place)
        while partner is not None and rest and rest[0] < partner:
            yield ParagraphChange(None, rest[0], None, new[rest.pop(0)])
        yield ParagraphChange(place, partner, old[place], None if partner is None else new[partner])
    yield from (ParagraphChange(None, place, None, new[place]) for place in rest)


def _alike(old: Sequence[str], gone: range, new: Sequence[str], come: range) -> dict[int, int]:
    """Pair each paragraph with the first one like it that comes after the pair before."""
    partners: dict[int, int] = {}
    start = come.start
    for place in gone:
        match = next((n for n in range(start, come.stop) if _ratio(old[place], new[n]) >= _ALIKE), None)
        if match is not None:
            partners[place] = match
            start = match + 1
    return partners


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(a=_WORD.findall(one), b=_WORD.findall(other), autojunk=False).ratio()


def word_pieces(before: str, after: str) -> tuple[tuple[ChangedWords, ...], tuple[ChangedWords, ...]]:
    """Cut two texts into what they share and what differs; the pieces of each make up the whole of it."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    left: list[ChangedWords] = []
    right: list[ChangedWords] = []
    for kind, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        for side, text in ((left, "".join(old[a:b])), (right, "".join(new[c:d]))):
            if text:
                side.append(ChangedWords(text, kind != "equal"))
    return _joined(left), _joined(right)


def _joined(pieces: Sequence[ChangedWords]) -> tuple[ChangedWords, ...]:
    """Join changed words that only white space keeps apart."""
    whole: list[ChangedWords] = []
    for place, piece in enumerate(pieces):
        between = 0 < place < len(pieces) - 1 and pieces[place - 1].is_changed and pieces[place + 1].is_changed
        is_changed = piece.is_changed or (between and not piece.text.strip())
        if whole and whole[-1].is_changed == is_changed:
            whole[-1] = ChangedWords(whole[-1].text + piece.text, is_changed)
        else:
            whole.append(ChangedWords(piece.text, is_changed))
    return tuple(whole)
