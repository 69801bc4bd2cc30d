"""Characters in a template's file that nobody sees, and places that were left to be filled in by hand."""

from __future__ import annotations

import re
import unicodedata

from priorauth.files import read_file
from priorauth.letters.lint.lint_findings import Findings
from priorauth.letters.lint.source_text import SourceText
from priorauth.letters.lint.template_text import OwnWords
from priorauth.letters.templates.placeholders import PLACE
from priorauth.parsing.model import unprintable

_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_UNUSUAL_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_TO_FILL_IN = re.compile(
    r"(?P<blank>_{4,})|(?P<brackets>\[[A-Z][A-Z /_-]{2,}\](?!\())|(?P<angles>«[^»\n]+»|<<[^>\n]+>>)"
    r"|(?P<braces>(?<!\{)\{[ \t]*[A-Za-z_][\w.]*[ \t]*\}+)|(?P<letters>\b[Xx]{4,}\b)|(?P<dots>\.{5,})"
)
_CALLED = {
    "blank": "a line of underscores",
    "brackets": "a word in square brackets",
    "angles": "a Word merge field",
    "braces": "a name in single braces",
    "letters": "a row of X",
    "dots": "a row of dots",
}
_MOST_BYTES = 200_000


def find_characters(source: SourceText, findings: Findings) -> None:
    """Report line endings, tabs and characters that look like another or like nothing (PA539, PA501)."""
    data = read_file(source.path, limit_bytes=_MOST_BYTES)
    if data.startswith(b"\xef\xbb\xbf"):
        findings.add(
            source, 0, "PA539", what="the file begins with a byte-order mark", remedy="save it as plain UTF-8"
        )
    ending = re.search(rb"\r\n?", data)
    if ending is not None:
        first = len(data[: ending.start()].decode("utf-8-sig", "replace"))
        findings.add(
            source, first, "PA539", what="lines end as on Windows", remedy="save it with Unix line endings (LF)"
        )
    _unseen(source, findings)
    character = unprintable(source.whole)
    if character is not None:
        reason = f"it holds the control character U+{ord(character):04X}"
        findings.add(source, source.whole.index(character), "PA501", reason=reason, fix="delete it")


def _unseen(source: SourceText, findings: Findings) -> None:
    tab = source.whole.find("\t")
    if tab >= 0:
        findings.add(source, tab, "PA539", what="there is a tab", remedy="use spaces")
    for match in _UNSEEN.finditer(source.whole):
        what = f"there is a character nobody sees (U+{ord(match[0]):04X})"
        findings.add(source, match.start(), "PA539", what=what, remedy="delete it")
    for match in _UNUSUAL_SPACES.finditer(source.whole):
        name = unicodedata.name(match[0], "space").lower()
        findings.add(source, match.start(), "PA539", what=f"there is a {name} for a space", remedy="type a space")


def find_places_to_fill_in(words: OwnWords, findings: Findings) -> None:
    """Report what an import left to be filled in (PA596), and what looks as if a person did (PA544)."""
    for match in PLACE.finditer(words.text):
        findings.add(words.source, match.start(), "PA596")
    for match in _TO_FILL_IN.finditer(words.text):
        findings.add(words.source, match.start(), "PA544", what=_CALLED[match.lastgroup or ""])
