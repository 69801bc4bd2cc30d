r"""What a person reads of marked-up text: escapes, entities, emphasis, links and look-alike letters resolved.

A check of words that looked at the marks would be talked out of a finding by escaping it: ``\[Name\]`` prints
``[Name]``, and ``T&#104;e`` prints ``The``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape

_LINK = re.compile(r"(?<!\\)(?P<open>!?\[)(?:[^\]\\\n]|\\.)*(?P<close>\]\([^)\n]*\))")
_UNDERSCORES = re.compile(r"(?<![\w\\])(?P<open>_{1,2})(?=[^\s_])[^_\n]*[^\s_\\](?P<close>_{1,2})(?!\w)")
_MARK = re.compile(
    r"\\(?P<line>\n)|\\(?P<escaped>[!-/:-@\[-`{-~])|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,30});)"
    r"|(?P<emphasis>\*+|~~|`+)"
)
_LOOK_ALIKES = str.maketrans(
    "аеорсухіјѕԁһԛԝАВЕКМНОРСТХІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧαονι",
    "aeopcyxijsdhqwABEKMHOPCTXIJSABEZHIKMNOPTYXaovi",
)


@dataclass(frozen=True, slots=True)
class PlainWords:
    """Text as it is read, and for each of its characters the place in the source it comes from."""

    text: str
    places: tuple[int, ...]

    def place(self, at: int) -> int:
        """Return the place in the source of the character ``at``; of the last one for what is behind it."""
        return self.places[min(at, len(self.places) - 1)] if self.places else 0


def plain_words(text: str, places: Sequence[int] | None = None) -> PlainWords:
    """Return a text as it is read; ``places`` are those of its characters, by default their own numbers."""
    at = range(len(text)) if places is None else places
    read = [(character, at[place]) for words, place in _resolved(text) for character in _as_seen(words)]
    return PlainWords("".join(character for character, _ in read), tuple(place for _, place in read))


def _resolved(text: str) -> Iterator[tuple[str, int]]:
    """Return the text piece by piece with its marks resolved, each with where it begins."""
    dropped = {
        place
        for pattern in (_LINK, _UNDERSCORES)
        for match in pattern.finditer(text)
        for group in ("open", "close")
        for place in range(*match.span(group))
    }
    place = 0
    while place < len(text):
        match = None if place in dropped else _MARK.match(text, place)
        if match is None:
            if place not in dropped:
                yield text[place], place
            place += 1
            continue
        kind, words = match.lastgroup, match[match.lastgroup or 0]
        if kind == "line":
            yield " ", place
        elif kind == "escaped":
            yield words, place
        elif kind == "entity":
            yield unescape(words), place
        place = match.end()


def _as_seen(words: str) -> Iterator[str]:
    for character in unicodedata.normalize("NFKC", words).translate(_LOOK_ALIKES):
        if character != "\n" and unicodedata.category(character) in ("Cf", "Mn", "Cc"):
            continue
        yield " " if character.isspace() and character != "\n" else character
