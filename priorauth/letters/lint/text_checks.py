"""What no template's text may hold: characters nobody sees, forbidden phrases, places left to be filled in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from priorauth.files import read_file
from priorauth.letters.checks.forbidden import find_forbidden
from priorauth.letters.lint.files import ReadFile
from priorauth.letters.lint.lint_report import LintFinding, SourceText
from priorauth.letters.lint.sentence_checks import find_placeholders
from priorauth.letters.templates.placeholders import PLACE
from priorauth.parsing.model import unprintable

_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_UNUSUAL_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_MOST_BYTES = 200_000


def find_characters(file: ReadFile) -> Iterator[LintFinding]:
    """Find line endings, tabs and characters that look like another or like nothing (PA539, PA501)."""
    source = file.source
    data = read_file(source.path, limit_bytes=_MOST_BYTES)
    if data.startswith(b"\xef\xbb\xbf"):
        yield _untidy(0, "the file begins with a byte-order mark", "save it as plain UTF-8")
    ending = re.search(rb"\r\n?", data)
    if ending is not None:
        first = len(data[: ending.start()].decode("utf-8-sig", "replace"))
        yield _untidy(first, "lines end as on Windows", "save it with Unix line endings (LF)")
    yield from _unseen(source)
    character = unprintable(source.whole)
    if character is not None:
        reason = f"it holds the control character U+{ord(character):04X}"
        yield LintFinding(source.whole.index(character), "PA501", {"reason": reason}, "delete it")


def _unseen(source: SourceText) -> Iterator[LintFinding]:
    tab = source.whole.find("\t")
    if tab >= 0:
        yield _untidy(tab, "there is a tab", "use spaces")
    for match in _UNSEEN.finditer(source.whole):
        yield _untidy(match.start(), f"there is a character nobody sees (U+{ord(match[0]):04X})", "delete it")
    for match in _UNUSUAL_SPACES.finditer(source.whole):
        name = unicodedata.name(match[0], "space").lower()
        yield _untidy(match.start(), f"there is a {name} for a space", "type a space")


def _untidy(offset: int, what: str, remedy: str) -> LintFinding:
    return LintFinding(offset, "PA539", {"what": what, "remedy": remedy})


def find_phrases(file: ReadFile) -> Iterator[LintFinding]:
    """Find phrases no letter may use (PA505), before any letter is written."""
    for offset, text in file.passages():
        for phrase in find_forbidden(text):
            yield LintFinding(offset + phrase.start, "PA505", {"phrase": phrase.says})


def find_places_to_fill_in(file: ReadFile) -> Iterator[LintFinding]:
    """Find what an import left to be filled in (PA596), and every other form of such a place (PA544)."""
    for match in PLACE.finditer(file.words):
        yield LintFinding(match.start(), "PA596")
    yield from find_placeholders(file.source.text)
