"""Boxes of a form: which choice of a line is ticked, and what that says of a thing the line names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from priorauth.reading.frame import Mention
from priorauth.reading.statements import Statement


class Box(Enum):
    """How a mention stands to the boxes of its line."""

    NO_BOX = auto()
    OPEN = auto()
    """In a choice that is not ticked, or before choices none of which is."""
    TICKED = auto()
    """In the choice that is ticked, or beside an answer of its own: ``Cancer: N  Gout: Y``."""
    NONE_OF_THESE = auto()
    """Not ticked, where "none" or "no" is."""


_BOX = re.compile(
    r"(?P<open>\[\s{0,3}\]|\(\s{1,3}\)|\(\)|[\u2610\u25a1\u25fb])|(?P<ticked>[\[(]\s?[xX\u2713\u2714*]\s?[\])]|[\u2611\u2612\u25a0\u25fc])"
)
_CHOICES = re.compile(r"[{<][^{}<>]*[|/][^{}<>]*[}>]")
_NO = re.compile(r"\s*(?:no|n|none|nil|negative|neg|absent|normal|denies|not present|n/a)\b", re.IGNORECASE)
_STEM = re.compile(r"[A-Za-z]{2}[^\[\]]*:")


_ANSWERED = re.compile(
    r"(?P<label>(?!(?:yes|no|y|n)\b)[A-Za-z][^:?;|,=\n]{1,60}?)(?:\s*[:?=]\s*|\s+)"
    r"(?:(?P<yes>yes|y)|no|n)(?:\s*[,;/|]\s*|\s*\.?\s*\Z|\s{2,}|\s(?=(?-i:[A-Z])))",
    re.IGNORECASE,
)
"""A label with its answer, as forms print several to a line."""

_TURNED = re.compile(r"\b(?:no|not|never|without|denies|none|or|if)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Choice:
    start: int
    end: int
    is_ticked: bool
    says_no: bool


def box_of(statement: Statement, mention: Mention) -> tuple[Box, tuple[int, int]]:
    """Return how a mention stands to the boxes of its statement, and the stretch of the text that counts for it."""
    box, start, end = _box(statement.words, statement.tokens[mention.first].start - statement.start)
    return box, (statement.start + start, statement.start + end)


def _box(text: str, start: int) -> tuple[Box, int, int]:
    whole = 0, len(text)
    if any(match.start() <= start < match.end() for match in _CHOICES.finditer(text)):
        return Box.OPEN, *whole
    boxes = list(_BOX.finditer(text))
    if not boxes:
        answered = _answered(text, start)
        return (Box.NO_BOX, *whole) if answered is None else (Box.TICKED, *answered)
    choices = _choices(text, boxes)
    inside = next((choice for choice in choices if choice.start <= start < choice.end), None)
    if inside is not None:
        if inside.is_ticked:
            return Box.TICKED, inside.start, inside.end
        says_no = any(choice.is_ticked and choice.says_no for choice in choices)
        return Box.NONE_OF_THESE if says_no else Box.OPEN, *whole
    is_group = text[: boxes[0].start()].strip().isupper() and start < boxes[0].start()
    if is_group and not any(item.is_ticked and _YES_NO.fullmatch(text, item.start, item.end) for item in choices):
        return Box.OPEN, *whole
    begin = max((choice.end for choice in choices if choice.end <= start), default=0)
    return (
        _stem(text, choices, start),
        begin,
        next((box.start() for box in boxes if box.start() > start), len(text)),
    )


def _answered(text: str, start: int) -> tuple[int, int] | None:
    """Return the label and its "no", or the label of a "yes", on a line that is nothing but answered labels."""
    place, own, labels = 0, None, 0
    while place < len(text):
        match = _ANSWERED.match(text, place)
        if match is None or _TURNED.search(match["label"]) is not None:
            return None
        if place <= start < match.end("label"):
            own = place, match.end("label") if match["yes"] else match.end()
        place, labels = match.end(), labels + 1
    return own if labels > 1 else None


def _stem(text: str, choices: Sequence[_Choice], start: int) -> Box:
    """Return what the choices behind a stem, up to the next stem, say of it: ``Numbness: [ ] yes [x] no``."""
    own: list[_Choice] = []
    for choice in choices:
        between = text[own[-1].end : choice.start] if own else ""
        if own and (_STEM.search(between) is not None or _LABEL.match(between) is not None):
            break
        own += [choice] if choice.start > start else []
    ticked = [choice for choice in own if choice.is_ticked]
    if len(ticked) != 1:
        return Box.OPEN
    return Box.NONE_OF_THESE if ticked[0].says_no else Box.TICKED


def _choices(text: str, boxes: Sequence[re.Match[str]]) -> list[_Choice]:
    """Cut a line into choices. Boxes stand before their words, unless a choice's words open the line."""
    leads = _leads(text[: boxes[0].start()], text[boxes[-1].end() :])
    found = []
    for number, box in enumerate(boxes):
        if leads:
            start = box.end()
            end = boxes[number + 1].start() if number + 1 < len(boxes) else len(text)
            answer = _OWN_ANSWER.match(text, start, end) if number + 1 < len(boxes) else None
            end = answer.end() if answer is not None else _before_next_stem(text, start, end)
        else:
            start = boxes[number - 1].end() if number else _last_gap(text, box.start())
            end = box.start()
        says_no = _NO.match(text, start, end) is not None
        found.append(_Choice(start, end, box.group("ticked") is not None, says_no))
    return found


_YES_NO = re.compile(r"\s*(?:yes|y|no|n|none|neg|pos|nil)\s*", re.IGNORECASE)
_OWN_ANSWER = re.compile(r"\s*(?:yes|no|y|n)\b(?=\s+[A-Za-z]{2})", re.IGNORECASE)
"""A choice that is an answer before the next question: "[x] N   weakness [ ] Y"."""
_LABEL = re.compile(r"\s+[A-Za-z]{2}")
_LEVEL = re.compile(r"\s*[CTL]\d{1,2}\s?[-/]\s?[CTLS]?\d{1,2}\s*\Z", re.IGNORECASE)


def _leads(before: str, behind: str) -> bool:
    """Whether boxes stand before their words: the line opens with one, with a label, or with the level of a row."""
    if not before.strip() or before.rstrip().endswith((":", ")", "?")):
        return True
    if _YES_NO.fullmatch(behind.rstrip(" .;")) is not None and _YES_NO.fullmatch(before.split()[-1]) is None:
        return True  # "leg pain [ ] yes [x] no"
    if behind.strip() and before.strip().isupper() and _YES_NO.fullmatch(before) is None:
        return True  # the name of a group: "NEURO [ ] stroke [ ] weakness"
    return bool(behind.strip()) and (_LEVEL.match(before) is not None or before.endswith(("  ", "\t")))


def _before_next_stem(text: str, start: int, end: int) -> int:
    """Return where a choice's words end when another question begins on the line: ``[x] no   Weakness: [ ]``."""
    gap = re.compile(r"\s{2,}\S[^:]{0,60}:\s*\Z").search(text, start, end)
    return gap.start() if gap is not None else end


def _last_gap(text: str, end: int) -> int:
    """Return where the words of the first choice begin: behind the last colon or wide gap."""
    found = [match.end() for match in re.finditer(r":|\s{2,}", text[:end].rstrip())]
    if found:
        return found[-1]
    words = text[:end].split()
    return end - len(words[-1]) - 1 if len(words) > 1 else 0
