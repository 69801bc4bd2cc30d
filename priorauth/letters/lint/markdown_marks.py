"""The Markdown of a template's own text: marks that a letter cannot hold, and its fences, such as the signature."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from priorauth.letters.lint.files import HOLE, ReadFile
from priorauth.letters.lint.lint_report import LintFinding, LintReport

SMALL_POINTS = 8.5
"""The size of small text in a Word file, where the letterhead names no other."""

FAX_POINTS = 10
"""The least a standard fax carries."""

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


def find_marks(file: ReadFile) -> Iterator[LintFinding]:
    """Find Markdown that the reader of letters refuses (PA508)."""
    for pattern, what, fix in _PATTERNS:
        for match in pattern.finditer(file.words):
            yield LintFinding(match.start(), "PA508", {"what": what}, fix)
    for offset, what in (*_fences(file.words), *_rows(file)):
        yield LintFinding(offset, "PA508", {"what": what})


def find_small(file: ReadFile) -> Iterator[LintFinding]:
    """Find small text, which a fax may not carry (PA536)."""
    for start, name, _ in fences_of(file.words):
        if name == "small":
            yield LintFinding(start, "PA536", {"size": SMALL_POINTS, "least": FAX_POINTS})


def check_signature(whole: Sequence[ReadFile], report: LintReport) -> None:
    """Report a letter without a signature block (PA533), with two, or with one that names nobody (PA534)."""
    blocks = [
        (file.source, start, end)
        for file in whole
        for start, name, end in fences_of(file.words)
        if name == "signature"
    ]
    if not blocks:
        source = whole[0].source
        report.add(source, LintFinding(len(source.whole.rstrip()), "PA533"))
    for number, (source, start, end) in enumerate(blocks):
        inside = source.text[start:end]
        if "clinician.signature" not in inside and "clinician.name" not in inside:
            report.add(source, LintFinding(start, "PA534", {"what": "does not print who signs"}))
        if number:
            report.add(source, LintFinding(start, "PA534", {"what": "is not the only one"}))


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


def _rows(file: ReadFile) -> Iterator[tuple[int, str]]:
    """Find rows of a table with more or fewer cells than its header; a row with branches in it is left alone."""
    header: int | None = None
    lines = list(_ROW.finditer(file.words))
    by_end: Mapping[int, re.Match[str]] = {line.end(): line for line in lines}
    for line in lines:
        above = by_end.get(line.start() - 1)
        if _RULE.fullmatch(line[0]) and above is not None:
            header = _cells(line[0])
            if _is_plain(file, above) and _cells(above[0]) != header:
                yield above.start(), "a table whose line of dashes has more or fewer cells than its header"
                header = None
        elif header is not None and _is_plain(file, line) and _cells(line[0]) != header:
            below = file.words[line.end() + 1 :].split("\n", 1)[0]
            if not _RULE.fullmatch(below):
                indent = len(line[0]) - len(line[0].lstrip())
                yield line.start() + indent, "a table row with more or fewer cells than the header"
        if _ends_table(file.words, line.end()):
            header = None


def _ends_table(text: str, place: int) -> bool:
    """Tell whether an empty line follows; lines of tags alone leave nothing and end no table."""
    following = text[place + 1 :].split("\n", 1)[0]
    return not following.strip() and HOLE not in following


def _is_plain(file: ReadFile, line: re.Match[str]) -> bool:
    return not _BRANCH.search(file.source.text[line.start() : line.end()]) or "|" not in line[0].strip().strip("|")


def _cells(line: str) -> int:
    return len(_BORDER.findall(line.strip().strip(HOLE).strip())) - 1
