"""Types told without a sentence: ticked in a row of boxes, or "same" behind the next level."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from priorauth.readers.mri.modic_grammar import Located
from priorauth.readers.mri.report_tokens import lex
from priorauth.readers.mri.spinal_levels import Spot
from priorauth.readers.mri.token_roles import Kind
from priorauth.reading.assertion import Assertion
from priorauth.reading.finding_values import Types
from priorauth.reading.model import Standing
from priorauth.reading.reader import FindingDraft
from priorauth.reading.statements import Statement

_TICK = r"(?:[\[(]\s?[xX\u2713\u2714*]\s?[\])]|[\u2611\u2612])"
_OPEN = r"(?:[\[(]\s{0,3}[\])]|\u2610)"
_TYPE = r"(?:(?:modic|type)\s*){0,2}(?:none|no|n/a|normal|0|[123]|I{1,3})(?![\w-])"
_LEVEL = r"L[1-5]\s?[-/]\s?(?:[LS]\s?)?[1-5](?!\d)"


def _row(label: str, value: str) -> re.Pattern[str]:
    choice = rf"(?:{_TICK}|{_OPEN})\s*{value}[\s,;/|]*"
    aside = r"(?:\(\w+ (?:one|all)[^()\n]{0,20}\)\s*)?"
    return re.compile(
        rf"(?<!\w){label}\s*{aside}(?P<at>(?:at\s+)?{_LEVEL}\s*)?[:=]?\s*(?P<choices>(?:{choice}){{2,}})",
        re.IGNORECASE,
    )


_TYPES = _row(r"(?:modic(?:\s+(?:types?|changes?|class|grade))?|types?)", _TYPE)
_LEVELS = _row(r"levels?(?:\s+affected|\s+involved|\(s\))?", _LEVEL)
_TICKED = re.compile(rf"{_TICK}\s*(?P<value>{_TYPE}|{_LEVEL})", re.IGNORECASE)
_PLAIN_LEVEL = re.compile(
    rf"(?<!\w)levels?(?:\(s\))?\s*[:=]\s*(?P<level>{_LEVEL})(?=\s*[.,;|\n]|\s{{2,}}|\s*\Z)", re.IGNORECASE
)
_NAMES_MODIC = re.compile(
    r"(?:\A|[^\w\s]\s*|\s{2,})modic(?:\s+(?:types?|changes?|classification|class|grad\w+|endplates?|signal))*"
    rf"[^\w\n]*(?:(?:{_TICK}\s*)?(?:yes|present)[^\w\n]*(?:{_OPEN}\s*(?:no|none|absent)[^\w\n]*)?)?"
    rf"(?:levels?(?:\(s\))?\s*:?\s*{_LEVEL}\W*)?\Z",
    re.IGNORECASE,
)
"""What stands before a row that is only called "type": a heading that names Modic and says nothing else."""

_NO_RECORD = re.compile(
    r"\b(?:examples?|samples?|templates?|instruct\w*|withdrawn|disregard|in error|if|prior|previous)\b",
    re.IGNORECASE,
)
_NUMBERS = {"1": 1, "2": 2, "3": 3, "i": 1, "ii": 2, "iii": 3}
_NEAR_LINES = 2


def ticked_types(statements: Sequence[Statement], index: int) -> list[Located] | None:
    """Return the types ticked in a line of boxes, at the level the form names; none for no such line."""
    statement = statements[index]
    start, end = _line(statement)
    row = _TYPES.search(statement.text, start, end)
    if row is None or not statement.start < row.end("choices") <= statement.end + 1:
        return None
    around = statements[max(0, index - 2) : index + 3]
    near = [item for item in around if abs(item.line - statement.line) <= _NEAR_LINES]
    if not _is_of_modic(statement.text, start, row) or any(_NO_RECORD.search(item.words) for item in near):
        return None
    ticks = list(_TICKED.finditer(statement.text, *row.span("choices")))
    numbers = [_NUMBERS.get(tick["value"].lower().split()[-1]) for tick in ticks]
    levels = [_spots(statement.text, row.span("at"))] if row["at"] else _levels(near)
    if not ticks or None in numbers or len(levels) != 1:
        return None
    found = []
    for tick, number in zip(ticks, numbers, strict=True):
        value = tick.end("value") - len(tick["value"].split()[-1]), tick.end("value")
        found.append(Located(*value, frozenset({number or 0}), levels[0], part=value))
    return found


def _is_of_modic(text: str, line: int, row: re.Match[str]) -> bool:
    """Whether a row is of Modic's types by its own label, or by what stands right before it."""
    if row.group().lower().startswith("modic"):
        return True
    before = text[line : row.start()].strip()
    if not before:
        start = text.rfind("\n", 0, max(line - 1, 0)) + 1
        before = text[start:line].strip()
    return _NAMES_MODIC.search(before) is not None


def _line(statement: Statement) -> tuple[int, int]:
    start = statement.text.rfind("\n", 0, statement.start) + 1
    end = statement.text.find("\n", statement.start)
    return start, end if end >= 0 else len(statement.text)


def _levels(near: Sequence[Statement]) -> list[tuple[Spot, ...]]:
    """Return the levels that the lines of a form tick or name, each once."""
    found: list[tuple[Spot, ...]] = []
    text = near[0].text
    for start, end in dict.fromkeys(_line(item) for item in near):
        row = _LEVELS.search(text, start, end)
        if row is not None:
            ticks = _TICKED.finditer(text, *row.span("choices"))
            found.append(tuple(spot for tick in ticks for spot in _spots(text, tick.span("value"))))
        found += [_spots(text, match.span("level")) for match in _PLAIN_LEVEL.finditer(text, start, end)]
    return list(dict.fromkeys(item for item in found if item))


def _spots(text: str, span: tuple[int, int]) -> tuple[Spot, ...]:
    return tuple(Spot(place) for token in lex(text, *span) for place in token.places)


_SAME = frozenset(
    ["same", "the same", "same as above", "as above", "ditto", "identical", "same findings", "same changes",
     "same appearance", "similar", "similar findings", "similar changes", "similar appearance", "likewise", "idem"]
)  # fmt: skip
_BEHIND_LEVEL = (Kind.COLON, Kind.DASH, Kind.STOP, Kind.LEVEL_WORD, Kind.DISC_WORD)
_BEGINS = re.compile(rf"\W*(?:at\s+)?{_LEVEL}", re.IGNORECASE)
_SAYS_SAME = re.compile(
    rf"\s*{_LEVEL}\W+(?:the\s+)?(?:same|as above|ditto|identical|similar|likewise|idem)\b", re.IGNORECASE
)
_OVER_TIME = re.compile(
    r"\b(?:prior|previous\w*|unchanged|stable|progress\w*|compar\w*|since|interval|again|now|new|resolv\w*)\b",
    re.IGNORECASE,
)


class LevelsAbove:
    """What the entry of a level states, for the next whose entry says "same"."""

    def __init__(self) -> None:
        self._above: list[tuple[Statement, FindingDraft]] = []
        self._own: list[tuple[Statement, FindingDraft]] = []
        self._line = -1

    def with_same(self, statement: Statement, drafts: list[FindingDraft]) -> list[FindingDraft]:
        """Return a statement's drafts; for one that is a level and "same", those of the level before it."""
        begins = statement.line != self._line and _BEGINS.match(statement.text, statement.start, statement.end)
        if begins or _SAYS_SAME.match(statement.text, statement.start, statement.end):
            self._above, self._own = self._own, []
        self._line = statement.line
        said = drafts or list(_same(statement, self._above))
        self._own += [(statement, draft) for draft in said]
        return said


def _same(statement: Statement, above: Sequence[tuple[Statement, FindingDraft]]) -> Iterator[FindingDraft]:
    """Return what the entry above states of its level; nothing where "same" may mean "as before"."""
    tokens = lex(statement.text, statement.start, statement.end) if above else ()
    if not tokens or tokens[0].kind is not Kind.LEVEL or len(tokens[0].places) != 1:
        return
    rest = [token for token in tokens[1:] if token.kind not in _BEHIND_LEVEL]
    if " ".join(token.text for token in rest) not in _SAME:
        return
    stated = [draft for _, draft in above if (draft.standing or draft.assertion.standing) is Standing.STATED]
    if len(stated) != len(above) or any(_OVER_TIME.search(item.words) for item, _ in above):
        return
    for draft in stated:
        if isinstance(draft.value, Types) and draft.value.types:
            value = Types(place=tokens[0].places[0], types=draft.value.types)
            found = Assertion(Standing.STATED, cues=(statement.text[rest[0].start : rest[-1].end],))
            span = statement.start, statement.end
            yield FindingDraft(draft.fact, value, found, *span, read=span)
