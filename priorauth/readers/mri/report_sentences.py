"""From sections to sentences: line ends that end one and line ends that only wrap."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from priorauth.readers.mri.model import ReportSection
from priorauth.readers.mri.report_sections import SectionSpan
from priorauth.readers.mri.report_tokens import lex
from priorauth.readers.mri.token_roles import Kind


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the clean text. ``paragraph`` counts blank lines before it, ``line`` its line or list item.

    ``is_item`` for one that opens an item of a numbered list.
    """

    section: ReportSection
    start: int
    end: int
    paragraph: int
    line: int
    is_item: bool = False


_MARKER = re.compile(
    r"\s*(?:[-*>+]{1,3}[ \t]+|\*(?=\w)|\(?\d{1,2}[.)](?!\d)[ \t]*|#\d{1,2}[ \t]+|\(?[a-h][.)][ \t]+|[ivx]{1,4}[.)][ \t]+|o[ \t]+(?=[A-Z]))",
    re.IGNORECASE,
)
_LEVEL_START = re.compile(
    r"[ \t]*(?:level[: ]+)?(?:L[ ]?[1-6]|T1[0-2])[ ]{0,2}[-/_]?[ ]{0,2}(?:[LS]?[ -]?[1-6Il])(?![\w])[ \t]*"
    r"(?:dis[ck](?:[ ]space)?|level|interspace)?[ \t]*(?:[:|.\t]|-(?=[ \t])|$|[ ]{2,})",
    re.IGNORECASE,
)
_TOPIC_START = re.compile(r"[ \t*]*[A-Z][A-Za-z0-9'/&(), -]{2,45}:(?:[ \t*]|$)")
_REST_OF_LEVEL = re.compile(r"\s*[-/]\s*(?:[LS]?\d|$)", re.IGNORECASE)
_HALF_A_LEVEL = re.compile(r"[LSls]\s?\d\s*\Z")
_LAST_WORDS = 40
_LONGEST = 1500
"""Characters; no sentence is longer."""
_CANNOT_END = {
    Kind.PREPOSITION, Kind.AND, Kind.OR, Kind.NO, Kind.NOT, Kind.WITH, Kind.WITHOUT, Kind.ARTICLE, Kind.IS,
    Kind.THERE, Kind.ADJECTIVE, Kind.TYPE, Kind.MODIC, Kind.HEDGE, Kind.COMMA, Kind.DASH, Kind.SLASH,
    Kind.THROUGH, Kind.BOTH, Kind.SUPERIOR, Kind.INFERIOR, Kind.FACING, Kind.MIXED, Kind.VERSUS, Kind.SHOWS,
    Kind.BETWEEN, Kind.OPEN, Kind.COLON, Kind.EXTENT, Kind.COMPARED, Kind.PRIOR, Kind.BUT, Kind.ABNORMAL,
    Kind.RATHER, Kind.EXCEPT,
}  # fmt: skip
_STARTERS = frozenset(
    [
        "there",
        "no",
        "the",
        "mild",
        "moderate",
        "severe",
        "normal",
        "disc",
        "minimal",
        "small",
        "broad",
        "bilateral",
        "central",
        "impression",
        "facet",
        "facets",
        "vertebral",
        "alignment",
        "conus",
        "this",
        "these",
        "marked",
        "multilevel",
        "overall",
        "a",
        "an",
        "disk",
        "left",
        "right",
    ]
)
_TIED = re.compile(r"(?:modic|type|types|endplates?|changes?|[IV]{1,3}|T[12])\b", re.IGNORECASE)
_STOP = re.compile(r"[.!?]+(?=[\"')\]*]*(?:\s|$))|\.(?=[A-Z](?:[a-z]|[A-Z]))|(?=(?<=[.;:]\s)\d{1,2}\)\s)")
_ITEM = re.compile(r"\s*\(?\d{1,2}[.)]\s*")
_ABBREVIATION = re.compile(
    r"(?:^|[^A-Za-z])(?P<always>vs|approx|dr|mr|mrs|ms|e\.g|i\.e|eg|ie|incl|esp|fig|cf)?"
    r"(?P<mostly>etc|no|resp|inf|sup|post|ant|degen|deg|mod|sev|min|max|lat|bilat|vert|st|w)?\Z",
    re.IGNORECASE,
)


def find_sentences(text: str, parts: tuple[SectionSpan, ...]) -> Iterator[Sentence]:
    """Return the sentences of each section in reading order."""
    paragraph = line = 0
    for part in parts:
        paragraph += 1
        for start, end, is_new_paragraph in _units(text, part):
            paragraph += is_new_paragraph
            line += 1
            for first, last, is_item in _bounded(text, _split(text, start, end)):
                yield Sentence(part.section, first, last, paragraph, line, is_item)


def _lines(text: str, part: SectionSpan) -> list[tuple[int, int]]:
    lines, place = [], part.start
    while place < part.end:
        stop = text.find("\n", place, part.end)
        stop = part.end if stop < 0 else stop
        lines.append((place, stop))
        place = stop + 1
    return lines


def _units(text: str, part: SectionSpan) -> Iterator[tuple[int, int, bool]]:
    """Join wrapped lines; give each stretch, and whether a blank line stands before it."""
    start: int | None = None
    last, blank = part.start, False
    lines = _lines(text, part)
    widths = _widths(text, lines)
    for index, (first, stop) in enumerate(lines):
        if not text[first:stop].strip():
            if start is not None:
                yield start, last, blank
                blank = False
            start, blank = None, True
            continue
        if start is None:
            start = first
        elif _breaks(text[lines[index - 1][0] : last], text[first:stop], widths[index]):
            yield start, last, blank
            start, blank = first, False
        last = stop
    if start is not None:
        yield start, last, blank


def _widths(text: str, lines: list[tuple[int, int]]) -> list[int]:
    """Return for each line the longest line of its paragraph: what the page was wide."""
    widths = [0] * len(lines)
    begin = 0
    for index in range(len(lines) + 1):
        if index == len(lines) or not text[lines[index][0] : lines[index][1]].strip():
            widest = max((stop - first for first, stop in lines[begin:index]), default=0)
            widths[begin:index] = [widest] * (index - begin)
            begin = index + 1
    return widths


def _breaks(before: str, after: str, width: int) -> bool:
    """Whether a line end ends a statement."""
    if any(bar in before and bar in after for bar in ("|", "\t")):
        return True
    if _REST_OF_LEVEL.match(after) and _HALF_A_LEVEL.search(before):
        return False
    if _MARKER.match(after) and after.strip():
        return not _is_open(before) or (
            re.match(r"\s*(?:\d|[*>])", after) is not None and not _is_very_open(before)
        )
    if _TOPIC_START.match(after) and _ends_in_head(before):
        return True
    if _is_open(before) and not before.rstrip().endswith((":", ".")):
        return False
    if _LEVEL_START.match(after) or _TOPIC_START.match(after) or _LEVEL_START.fullmatch(before):
        return not before.rstrip().endswith(":") or bool(_LEVEL_START.match(after))
    head = after.split(maxsplit=1)[0]
    if head[0].islower() or before.rstrip().endswith(":"):
        return False
    if len(before.rstrip()) + 1 + len(head) > width:
        return False
    if after.isupper() and before.isupper():
        return head.strip(".,:").lower() in _STARTERS
    return not _TIED.match(head) or len(before.rstrip()) + 12 < width


def _is_open(line: str) -> bool:
    """Whether a line cannot end a statement: it ends in a word that leads on."""
    tokens = lex(line, max(0, len(line) - _LAST_WORDS), len(line))
    return bool(tokens) and tokens[-1].kind in _CANNOT_END


def _ends_in_head(line: str) -> bool:
    """Whether a line ends in a head word such as ``no MC``, which can end a row of a list."""
    tokens = lex(line, max(0, len(line) - _LAST_WORDS), len(line))
    return bool(tokens) and tokens[-1].kind is Kind.MODIC


def _is_very_open(line: str) -> bool:
    tokens = lex(line, max(0, len(line) - _LAST_WORDS), len(line))
    return bool(tokens) and tokens[-1].kind in (
        Kind.TYPE,
        Kind.MODIC,
        Kind.PREPOSITION,
        Kind.AND,
        Kind.OR,
        Kind.SLASH,
    )


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    marker = _MARKER.match(text, start, end)
    place = marker.end() if marker and marker.end() < end else start
    is_item = marker is not None and any(character.isdigit() for character in marker.group())
    for match in _STOP.finditer(text, place, end):
        if match.start() == match.end():
            stop = match.start()
        elif _is_abbreviation(text, place, match) or _is_open_question(text, match):
            continue
        else:
            stop = match.end()
        if _ITEM.fullmatch(text, place, stop):
            is_item = True
        elif text[place:stop].strip(" .\n"):
            yield place, stop, is_item
            is_item = False
        place = stop
    if text[place:end].strip(" .\n"):
        yield place, end, is_item


def _bounded(text: str, pieces: Iterator[tuple[int, int, bool]]) -> Iterator[tuple[int, int, bool]]:
    """Cut what is longer than any sentence, so that the work grows with the text and not with its square."""
    for first, last, is_item in pieces:
        place = first
        while last - place > _LONGEST:
            space = max(text.rfind(" ", place, place + _LONGEST), text.rfind("\n", place, place + _LONGEST))
            stop = space if space > place else place + _LONGEST
            yield place, stop, is_item
            place = stop
        yield place, last, is_item


def _is_abbreviation(text: str, start: int, match: re.Match[str]) -> bool:
    found = _ABBREVIATION.search(text, max(start, match.start() - 8), match.start())
    if found is None or match.group() != ".":
        return False
    if found.group("always"):
        return True
    after = text[match.end() : match.end() + 3].strip()
    return bool(found.group("mostly")) and (after[:1].islower() or after[:1].isdigit())


def _is_open_question(text: str, match: re.Match[str]) -> bool:
    return match.group() == "?" and text[match.end() : match.end() + 3].strip()[:1].islower()
