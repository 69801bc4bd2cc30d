"""Writing a Word paragraph's words as a template has them: literal text, emphasis, expressions and guards."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from priorauth.authoring.word_import.detected_values import DetectedValue
from priorauth.authoring.word_import.paragraph_plan import ParagraphPlan
from priorauth.document import Run
from priorauth.letters.markdown.parser import to_document
from priorauth.letters.markdown.positions import in_file
from priorauth.problems import Refused

_MARKS = re.compile(r"[\\`*_\[\]<>|{}~]|(?<=\{)[%#]|&(?=[A-Za-z#])")
_AT_START = re.compile(r"(?m)^((?:\s|\{%.*?%\})*)(?:(#{1,6}|[-+=])(?=\s|[-=]|$|\{%)|(\d{1,9})([.)])(?=\s|$|\{%))")
"""A tag prints nothing: what comes after one at the start of a line is at the start of what is read."""
_VALUE = re.compile(r"\{\{.*?\}\}|\{% include .*?%\}|\{% if studies\[0\].*?\{% endif %\}")
_TAG = re.compile(r"\{%.*?%\}|[\ue000-\ue001]\d*")
Look = tuple[bool, bool]


@dataclass(frozen=True, slots=True)
class _StyledPart:
    """A stretch of a paragraph: literal text, or an expression; ``guard`` counts the guards around it."""

    text: str
    look: Look
    is_expression: bool
    guard: int


def literal(text: str) -> str:
    """Write text so that neither Markdown nor Jinja takes any of it for its own; white space is folded."""
    folded = re.sub(r"[^\S\n]+", " ", text)
    # A doubled backslash before a "|" would hide that border of a table's cell, so a backslash is an entity.
    return _MARKS.sub(lambda match: "&#92;" if match.group() == "\\" else f"\\{match.group()}", folded)


def paragraph_words(pieces: Sequence[Run], plan: ParagraphPlan, expression: Callable[[DetectedValue], str]) -> str:
    """Write one paragraph on one line, line breaks aside; ``expression`` writes what replaces a value.

    Where Markdown would not take the marks of emphasis for such, as in the middle of a word, they are left out.
    """
    text = "".join(piece.text for piece in pieces)
    parts = list(_parts(text, pieces, plan, expression))
    written = _written(parts, plan, with_looks=True)
    return written if _is_read(written) else _written(parts, plan, with_looks=False)


def _written(parts: list[_StyledPart], plan: ParagraphPlan, *, with_looks: bool) -> str:
    written, before = "", 0
    for (look, guard), group in groupby(parts, key=lambda part: (part.look, part.guard)):
        if guard != before:
            written += _closing(before) + _opening(guard, plan)
            before = guard
        written = _joined(written, list(group), look if with_looks else (False, False))
    written += _closing(before)
    return _safe_start(written.strip(" \n").replace("\n", "\\\n"))


def _is_read(written: str) -> bool:
    """Whether Markdown reads every mark of emphasis as one, with a word in place of each value."""
    if "*" not in written:
        return True
    try:
        to_document(_TAG.sub("", _VALUE.sub("word", written)), title="", footer="", figures={}, where=in_file(""))
    except Refused:
        return False
    return True


def _opening(guard: int, plan: ParagraphPlan) -> str:
    return f"{{% if {plan.guards[guard - 1].condition} %}}" if guard else ""


def _closing(guard: int) -> str:
    return "{% endif %}" if guard else ""


def _parts(
    text: str, pieces: Sequence[Run], plan: ParagraphPlan, expression: Callable[[DetectedValue], str]
) -> Iterator[_StyledPart]:
    looks: list[Look] = [(piece.bold, piece.italic) for piece in pieces for _ in piece.text]
    guards = [0] * len(text)
    for number, guarded in enumerate(plan.guards, 1):
        guards[guarded.start : guarded.end] = [number] * (guarded.end - guarded.start)
    place = 0
    for item in (*plan.detected, None):
        end = item.start if item else len(text)
        for (look, guard), run in groupby(range(place, end), key=lambda at: (looks[at], guards[at])):
            yield _StyledPart("".join(text[at] for at in run), look, is_expression=False, guard=guard)
        if item:
            yield _StyledPart(expression(item), looks[item.start], is_expression=True, guard=guards[item.start])
            place = item.end


def _joined(written: str, group: list[_StyledPart], look: Look) -> str:
    """Add a run of one look; its marks stand where Markdown takes them for emphasis, or are left out."""
    content = "".join(part.text if part.is_expression else literal(part.text) for part in group)
    bold, italic = look
    mark = "*" * (2 * bold + italic)
    inner = content.strip()
    if not mark or not inner or "\n" in inner:
        return written + content
    lead = content[: len(content) - len(content.lstrip())]
    tail = content[len(content.rstrip()) :]
    free = not written or written[-1].isspace() or bool(lead)
    if written.endswith("*") and not lead:
        return f"{written}{content}"
    if not free and not inner[0].isalnum():
        return f"{written}{content}"
    return f"{written}{lead}{mark}{inner}{mark}{tail}"


def _safe_start(text: str) -> str:
    """Escape what would begin a heading, a list or a rule at the start of a line."""

    def escaped(match: re.Match[str]) -> str:
        space, sign, number, point = match.groups()
        return f"{space}\\{sign}" if sign else f"{space}{number}\\{point}"

    return _AT_START.sub(escaped, text)
