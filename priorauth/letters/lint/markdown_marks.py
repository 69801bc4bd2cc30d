"""Markdown that a letter cannot hold, found in the template's own text with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from priorauth.letters.lint.lint_findings import Findings
from priorauth.letters.lint.template_text import HOLE, OwnWords

FENCES = ("address", "signature", "small")
FIGURES = ("spine", "care")

_PATTERNS: tuple[tuple[re.Pattern[str], str, str | None], ...] = (
    (re.compile(r"<(?:!--|/?[A-Za-z][A-Za-z0-9-]*(?=[\s/>]))"), "raw HTML", None),
    (re.compile(r"!\[[^\]\n]*\]\((?!figure:)[^)\n]*\)?"), "an image that is not one of the shipped figures", None),
    (
        re.compile(rf"!\[[^\]\n]*\]\(figure:(?!(?:{'|'.join(FIGURES)})\))[^)\n]*\)?"),
        "a figure that is not one of the shipped ones",
        f"the figures are {' and '.join(FIGURES)}",
    ),
    (
        re.compile(r"(?<!!)\[[^\]\n]+\]\((?!https://|exhibit:|part:|\x1f)[^)\n]*\)"),
        "a link to something other than an exhibit page, a part of the packet or an https address",
        None,
    ),
    (re.compile(r"^#{4,6}[ \t]", re.MULTILINE), "a heading below the third level", "use '#', '##' or '###'"),
    (re.compile(r"(?<![`\\])`(?!``)[^`\n]+`(?!`)"), "text between backticks", "leave the backticks out"),
)
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})[ \t]*([^\n`]*)$", re.MULTILINE)
_ROW = re.compile(r"^[ \t]*\|.*$", re.MULTILINE)
_RULE = re.compile(r"[ \t]*\|(?:[ \t]*:?-+:?[ \t]*\|)+[ \t]*")
_BORDER = re.compile(r"(?<!\\)\|")
_BRANCH = re.compile(r"\{%-?\+?\s*(?:for|else|elif)\b")


def find_marks(words: OwnWords, findings: Findings) -> None:
    """Report Markdown that the reader of letters refuses (PA508)."""
    source = words.source
    for pattern, what, fix in _PATTERNS:
        for match in pattern.finditer(words.text):
            findings.add(source, match.start(), "PA508", what=what, fix=fix)
    for offset, what in (*_fences(words.text), *_rows(words)):
        findings.add(source, offset, "PA508", what=what)


def fences_of(text: str) -> Iterator[tuple[int, str, int | None]]:
    """Return each fenced block: where it begins, its name, and where its content ends (``None``: never)."""
    opened: re.Match[str] | None = None
    for match in _FENCE.finditer(text):
        if opened is None:
            opened = match
        elif match[1].startswith(opened[1]) and not match[2].strip():
            yield opened.start(1), opened[2].strip(), match.start()
            opened = None
    if opened is not None:
        yield opened.start(1), opened[2].strip(), None


def _fences(text: str) -> Iterator[tuple[int, str]]:
    for start, name, end in fences_of(text):
        if name not in FENCES:
            yield start, "a code block"
        elif end is None:
            yield start, f"a fence '{name}' that is never closed"


def _rows(words: OwnWords) -> Iterator[tuple[int, str]]:
    """Find rows of a table with more or fewer cells than its header; a row with branches in it is left alone."""
    header: int | None = None
    lines = list(_ROW.finditer(words.text))
    by_end: Mapping[int, re.Match[str]] = {line.end(): line for line in lines}
    for line in lines:
        above = by_end.get(line.start() - 1)
        if _RULE.fullmatch(line[0]) and above is not None:
            header = _cells(line[0])
            if _is_plain(words, above) and _cells(above[0]) != header:
                yield above.start(), "a table whose line of dashes has more or fewer cells than its header"
                header = None
        elif header is not None and _is_plain(words, line) and _cells(line[0]) != header:
            below = words.text[line.end() + 1 :].split("\n", 1)[0]
            if not _RULE.fullmatch(below):
                yield (
                    line.start() + len(line[0]) - len(line[0].lstrip()),
                    ("a table row with more or fewer cells than the header"),
                )
        if _ends_table(words.text, line.end()):
            header = None


def _ends_table(text: str, place: int) -> bool:
    """Tell whether an empty line follows; lines of tags alone leave nothing and end no table."""
    following = text[place + 1 :].split("\n", 1)[0]
    return not following.strip() and HOLE not in following


def _is_plain(words: OwnWords, line: re.Match[str]) -> bool:
    return not _BRANCH.search(words.source.text[line.start() : line.end()]) or "|" not in line[0].strip().strip("|")


def _cells(line: str) -> int:
    return len(_BORDER.findall(line.strip().strip(HOLE).strip())) - 1
