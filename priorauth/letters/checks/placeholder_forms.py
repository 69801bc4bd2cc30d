"""Places that were left to be filled in, in every form that letters have them: read in the finished words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from priorauth.letters.checks.facts_in_text import without_overlap

_LABEL = (
    r"(?:patient|member|insured|physician|provider|doctor|surgeon|insurance|insurer|payer|plan|company|policy|claim|"
    r"practice|facility|clinic|your|last|first|full|middle)"
)
_THING = (
    r"(?:names?|initials|dates?|dob|birth\s?date|number|no\.?|id|address|phone|fax|title|signature|company|age)"
)
_FORMS: tuple[tuple[str, str], ...] = (
    ("lorem", r"(?i:\blorem\s+ipsum\b|\bdolor\s+sit\s+amet\b)"),
    ("prompt", r"(?i:\bclick(?:\s+or\s+tap)?(?:\s+here)?\s+to\s+(?:enter|add|choose|edit)\b[\w ]*)"
     r"|(?<!\w)(?:Insert|Enter|Choose|Select|Click|Tap|Type|Specify)\s+(?:an?|the|one|your|"
     r"\w+\s+(?:here|below))\b[\w' ]*"
     r"|(?i:\b(?:insert|enter|type|specify|fill\s+in)\s+(?:[\w']+\s+){0,6}here\b)"
     r"|(?i:(?<=[(\[<{])\s*(?:or,?\s+)?(?:insert|enter|choose|fill\s+in)\b[^)\]>}\n]*)"),
    ("box", r"[\u2610-\u2612\u2713-\u2718\u25a0-\u25a2\u25fb-\u25fe\u2b1b\u2b1c\u274f-\u2752\uf06f\uf0a8\uf0fe]"
     r"|\[\s{0,3}[xX]?\s{0,3}\]|\(\s{1,3}\)|\([xX]\)"),
    ("blank", r"_{2,}|(?:_\s){2,}_|\.{4,}|\u2026{2,}|(?:\.\s){4,}|[\u2014\u2013]{3,}|(?<![-|])-{4,}(?![-|])"),
    ("brackets", r"\[(?!sic\]|\.{3}\]|\u2026\]|\d{1,3}\])[^\]\n]{1,120}\]?"),
    ("merge", r"\u00ab[^\u00bb\n]*\u00bb?|\u2039[^\u203a\n]*\u203a|<<[^>\n]*>>|<[A-Za-z][^<>\n]{0,60}>"
     r"|\b(?:MERGEFIELD|FORMTEXT|FORMCHECKBOX|FORMDROPDOWN|DOCPROPERTY|DOCVARIABLE|FILLIN)\b"),
    ("braces", r"\$?\{[^}\n]{0,120}\}*|\}\}|%\}"
     r"|%[A-Z][A-Za-z_]+%|@@\w+@@|##?[A-Za-z_]{2,}##?|\$[A-Z][A-Z_]+\$|~[A-Z][A-Z_]+~"),
    ("rows of X", r"\b(?:[Xx]{2,}|[Xx]+(?:[/.-][Xx]+)+|#{2,})\b|(?<!#)#{3,}(?!#)"),
    ("date form",
     r"\b(?:M{1,2}|m{1,2}|D{1,2}|d{1,2})[/.-](?:D{1,2}|d{1,2}|M{1,2}|m{1,2})[/.-](?:Y{2,4}|y{2,4})\b|\bYYYY\b"),
    ("undecided", r"\bT\.?B\.?[DAC]\b\.?"
     r"|(?i:\bto\s+be\s+(?:determined|inserted|filled\s+in|supplied|advised|announced)\b)"),
    ("choice", r"(?i:\b(?:he/she|she/he|his/hers?|her/his|him/her|s/he)\b|\(s\)he\b"
     r"|\bMr\.?/M(?:r?s)\.?)"),
    ("label", rf"(?i:\((?:{_LABEL}(?:['\u2019]s)?\s+)*{_THING}(?:\s+(?:of\s+\w+|here))?\)|\({_LABEL}\s+name\))"),
    ("sample", r"(?i:\bnote\s+to\s+(?:the\s+)?(?:physician|provider|doctor|author|user|staff|writer|self)\b"
     r"|\b(?:sample|template|example|form)\s+(?:[\w-]+\s+){0,4}letter\b)"),
)  # fmt: skip
_CALLED = {
    "lorem": "filler text",
    "prompt": "a prompt to fill something in",
    "box": "a tick box",
    "blank": "a blank to write on",
    "brackets": "words in square brackets",
    "merge": "a merge field",
    "braces": "a tag of another program",
    "rows of X": "a row of X",
    "date form": "the form of a date",
    "undecided": "words for what is not decided",
    "choice": "a choice such as he/she",
    "label": "the name of a blank, in parentheses",
    "sample": "words of a sample letter",
}
BLANKS = (_CALLED["blank"], _CALLED["merge"], _CALLED["date form"])
"""Forms that say nothing of what belongs there: what stands before them does."""
_PATTERNS = tuple((_CALLED[name], re.compile(form)) for name, form in _FORMS)


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A place left to be filled in, ``text[start:end]``, and its form in words."""

    what: str
    start: int
    end: int


def placeholders_in(text: str) -> tuple[Placeholder, ...]:
    """Return every place of a text, as it is read, that was left to be filled in, in reading order."""
    found = (Placeholder(what, *match.span()) for what, pattern in _PATTERNS for match in pattern.finditer(text))
    return tuple(sorted(without_overlap(found), key=lambda place: place.start))
