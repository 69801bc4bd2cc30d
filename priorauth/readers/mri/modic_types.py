"""Modic types as a report writes them: ``type I/II``, ``types 1 and 2``, ``type 1 versus type 2``, ``type ll``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from priorauth.readers.mri.report_tokens import ReportToken
from priorauth.readers.mri.token_roles import Kind


@dataclass(frozen=True, slots=True)
class TypeWords:
    """Types in ``tokens[first:last + 1]``: each element a set, in the order written.

    ``is_undecided`` for "type 1 versus 2". An element that is empty is no type there is: ``type 4``.
    """

    first: int
    last: int
    elements: tuple[frozenset[int], ...]
    is_undecided: bool = False
    is_zero: bool = False

    @property
    def types(self) -> frozenset[int]:
        """All types together; none when the report does not decide between them."""
        return frozenset() if self.is_undecided else frozenset().union(*self.elements)


_GRADES = ("grade", "stage", "class", "category")
_MOST = 8
"""No report lists more types in one breath; what does is no language."""

_WORDS = {"one": 1, "two": 2, "three": 3}
_FILL = {Kind.TYPE, Kind.MODIC, Kind.MIXED, Kind.ADJECTIVE, Kind.ARTICLE}
_TAIL = {
    Kind.CHANGE,
    Kind.ENDPLATE,
    Kind.ADJECTIVE,
    Kind.SIGNAL,
    Kind.MARROW,
    Kind.COMPONENT,
    Kind.MODIC,
    Kind.EDEMA,
}
_TOGETHER = {Kind.SLASH, Kind.DASH, Kind.THROUGH}
_APART = {Kind.AND, Kind.COMMA, Kind.WITH, Kind.OPEN}
_UNDECIDED = {Kind.OR, Kind.VERSUS}
_NO_TYPE_BEFORE = {Kind.LEVEL_WORD, Kind.MEASURE, Kind.NUMBER, Kind.DISC_WORD, Kind.DATE}
_OTHER_THINGS = (Kind.FINDING, Kind.NOT_MODIC, Kind.NERVE, Kind.DISC_WORD, Kind.WORD)
_LEADS_ON = (
    "which", "that", "this", "these", "it", "as", "to", "appearance", "appearances", "morphology", "character",
    "characteristics", "predominance", "configuration", "nature",
)  # fmt: skip
"""What may follow a type without being another thing that is typed."""


def numeral(token: ReportToken) -> int | None:
    """Read a numeral, misread ones too: ``l`` and ``|`` are I, ``ll`` and ``11`` are II (there is no type 11)."""
    if token.text in _WORDS:
        return _WORDS[token.text]
    if token.kind is not Kind.NUMERAL:
        return None
    if token.text in ("0", "2", "3"):
        return int(token.text)
    return len(token.text)


def read_types(tokens: Sequence[ReportToken], start: int) -> TypeWords | None:
    """Read the types that begin at ``start``, with or without the word "type" in front."""
    place = start
    has_word = False
    while place < len(tokens) and tokens[place].kind in (Kind.TYPE, Kind.COLON, Kind.DASH, Kind.OPEN, Kind.MIXED):
        has_word = has_word or tokens[place].kind is Kind.TYPE
        place += 1
    value = numeral(tokens[place]) if place < len(tokens) else None
    if value is None or (not has_word and not _stands_alone(tokens, place)) or _is_of_so_many(tokens, place):
        return None
    elements = [frozenset({value})]
    last, undecided = place, False
    graded = any(token.text.startswith(_GRADES) for token in tokens[max(0, start - 1) : start + 1])
    is_modic = not graded or any(token.kind is Kind.MODIC for token in tokens[:start])
    while len(elements) < _MOST and (more := _next(tokens, last, is_modic=is_modic)) is not None:
        joined, found, last = more
        undecided = undecided or joined in _UNDECIDED
        if joined in _TOGETHER:
            elements[-1] = elements[-1] | _through(elements[-1], found, joined)
        else:
            elements.append(frozenset({found}))
    is_zero = elements == [frozenset({0})]
    known = tuple(element & {1, 2, 3} for element in elements)
    return TypeWords(start, last, known, undecided, is_zero)


def _is_of_so_many(tokens: Sequence[ReportToken], place: int) -> bool:
    """``grade 2/4`` is a place on a scale that is not that of Modic."""
    after = tokens[place + 1 : place + 3]
    return len(after) == 2 and after[0].kind is Kind.SLASH and after[1].kind is Kind.NUMBER


def is_of_another(tokens: Sequence[ReportToken], last: int) -> bool:
    """Whether a type or number that ends at ``last`` is that of what follows: ``grade 1 slip``, ``2 cysts``."""
    place = last + 1
    while place < len(tokens) and tokens[place].kind is Kind.ADJECTIVE:
        place += 1
    if place >= len(tokens) or tokens[place].text in _LEADS_ON:
        return False
    in_number = [token.text for token in tokens[place : place + 2]] == ["in", "number"]
    return in_number or tokens[place].kind in _OTHER_THINGS


def _through(before: frozenset[int], found: int, joined: Kind) -> frozenset[int]:
    """``types 1 through 3`` has type 2 in it; so has ``I-III``."""
    if joined is Kind.SLASH:
        return frozenset({found})
    return frozenset(range(min(before), found + 1)) or frozenset({found})


def _stands_alone(tokens: Sequence[ReportToken], place: int) -> bool:
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    return after is None or after.kind not in _NO_TYPE_BEFORE


def _is_dated_aside(tokens: Sequence[ReportToken], last: int, place: int) -> bool:
    """Whether a bracket tells of an earlier study: ``type 2 (type 1 in 2019)``."""
    if not any(token.kind is Kind.OPEN for token in tokens[last + 1 : place]):
        return False
    close = next((i for i in range(place, len(tokens)) if tokens[i].kind is Kind.CLOSE), len(tokens))
    dated = (Kind.DATE, Kind.PRIOR, Kind.COMPARED)
    return any(t.kind in dated or (t.kind is Kind.NUMBER and len(t.text) == 4) for t in tokens[last:close])


def _next(tokens: Sequence[ReportToken], last: int, *, is_modic: bool) -> tuple[Kind, int, int] | None:
    """Read on after a type: the joining word, the next type and where it ends.

    ``is_modic`` where the type is called one, or has Modic's name before it: a grade may be that of anything.
    """
    place = last + 1
    passed_tail = False
    while place < len(tokens) and tokens[place].kind in _TAIL:
        passed_tail = True
        place += 1
    joined: Kind | None = None
    while place < len(tokens) and tokens[place].kind in (*_TOGETHER, *_APART, *_UNDECIDED):
        kind = tokens[place].kind
        if tokens[place].text == "\u2192" or (tokens[place].text == ">" and tokens[place - 1].kind is Kind.DASH):
            return None  # "type 1 -> type 2" tells of a change too; "1>2" is a mixture
        joined = kind if joined is None or kind in _UNDECIDED else joined
        place += 1
    has_word = False
    while joined is not None and place < len(tokens) and tokens[place].kind in _FILL:
        if tokens[place].kind is Kind.MODIC and not is_modic:
            return None  # "spondylolisthesis L5-S1, grade 2, Modic type 1": the grade is that of the slip
        has_word = has_word or tokens[place].kind in (Kind.TYPE, Kind.MODIC)
        place += 1
    value = numeral(tokens[place]) if joined is not None and place < len(tokens) else None
    if value is None or joined is None or _is_dated_aside(tokens, last, place):
        return None
    if has_word and joined is Kind.THROUGH:
        return None  # "from type 1 to type 2" tells of a change, not of a mixture
    if not has_word and (passed_tail or joined in (Kind.WITH, Kind.OPEN) or not _stands_alone(tokens, place)):
        return None
    if has_word and joined in _APART and is_of_another(tokens, place):
        return None
    return joined, value, place
