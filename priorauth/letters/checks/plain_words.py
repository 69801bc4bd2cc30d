r"""What a person reads of marked-up text: escapes, entities, emphasis, links and look-alike letters resolved.

A check of words that looked at the marks would be talked out of a finding by escaping it: ``\[Name\]`` prints
``[Name]``, and ``T&#104;e`` prints ``The``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
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
class MappedWords:
    """Text as it is read, and for each of its characters the place in the source it comes from."""

    text: str
    places: tuple[int, ...]

    def place(self, at: int) -> int:
        """Return the place in the source of the character ``at``; of the last one for what is behind it."""
        return self.places[min(at, len(self.places) - 1)] if self.places else 0


def plain_words(text: str, places: Sequence[int] | None = None) -> MappedWords:
    """Return a text as it is read; ``places`` are those of its characters, by default their own numbers."""
    at = range(len(text)) if places is None else places
    read = [(character, at[place]) for words, place in _resolved(text) for character in _as_seen(words)]
    return MappedWords("".join(character for character, _ in read), tuple(place for _, place in read))


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
        match = _MARK.search(text, place)
        marked = match.start() if match else len(text)
        yield from ((text[at], at) for at in range(place, marked) if at not in dropped)
        if match is None or marked in dropped:
            place = marked + 1
            continue
        kind, words = match.lastgroup, match[match.lastgroup or 0]
        if kind == "line":
            yield " ", marked
        elif kind == "escaped":
            yield words, marked
        elif kind == "entity":
            yield unescape(words), marked
        place = match.end()


@lru_cache(maxsize=4096)
def _as_seen(words: str) -> str:
    seen = unicodedata.normalize("NFKC", words).translate(_LOOK_ALIKES)
    kept = (each for each in seen if each == "\n" or unicodedata.category(each) not in ("Cf", "Mn", "Cc"))
    return "".join(" " if each.isspace() and each != "\n" else each for each in kept)
