"""Answers that a form sets in columns or behind a line of dots, brought to ``Label: answer`` at their place.

"Radiation ........ none" says what "Radiation: none" does, and a box ticked under "No" what "no" does. The text
keeps its length, so that every place in it holds.
"""

from __future__ import annotations

import re

_BLANK = "\u00a0"
"""A blank that parts no cells of a row."""

_LEADER = re.compile(
    r"^(?P<label>[ \t]*(?:[-*\u2022>][ \t]*)?(?:\d{1,2}[.)][ \t]*)?[A-Za-z][^\n.:!|\[\]\u2610-\u2612]{1,90}?)"
    r"(?P<leader>[ \t]?(?:\.{3,}|\u2026+|(?:\.[ ]){3,}\.?)(?=[ \t]*[^\s.\u2026_]))",
    re.MULTILINE,
)
"""A label at the head of a line, the dots behind it, and something behind the dots."""

_NUMBERED = re.compile(r"\A[ \t]*Q\d{1,2}[.):]?[ \t]+(?=[A-Z])")
"""The number of a question: ``Q3 Leg pain? .... NO``."""

_HEAD = re.compile(
    r"(?:^|[ \t]{2,}|\|[ \t]*)(?:(?P<yes>Y(?:es)?)|No?)(?:[ \t]{1,30}|[ \t]*\|[ \t]*)(?:No?|Y(?:es)?)[ \t|]*$",
    re.IGNORECASE,
)
_PAIR = r"(?P<{0}>\[\s?[xX\u2713\u2714*]?\s?\]|\(\s?[xX\u2713\u2714*]?\s?\)|[\u2610-\u2612\u25a1\u25a0])"
_ROW = re.compile(
    rf"^(?P<label>[^\n\[\]()\u2610-\u2612]*[A-Za-z][^\n\[\]\u2610-\u2612]*?)"
    rf"(?P<answer>(?:[ \t.:|_\u2026]*){_PAIR.format('one')}[ \t|]*{_PAIR.format('two')})[ \t|]*$"
)
_TICKED = re.compile(r"[xX\u2713\u2714*\u2611\u2612\u25a0]")
_NOT_OWN = re.compile(
    r"\b(?:famil\w+|relatives?|parents?|mother|father|siblings?|brothers?|sisters?|spouse|wife|husband|partner|household|children|others?"
    r"|offered|given|provided|discuss\w*|counsel\w*|educat\w*|explain\w*|inform\w*|risks?|complications?|consent\w*|handouts?|records?|requested|ordered"
    r"|wants?|needs?|screening\s+(?:done|offered|current|up)|asked\s+about|example|sample|template|coverage|covered|criteri\w+)\b",
    re.IGNORECASE,
)
"""Words over a grid whose answers are of somebody else, or of what was done about the things and not of these."""

_NUMBER_OF = re.compile(r"\bno\.(?=[ ]of\b(?! (?:\w+ )?(?:visits?|sessions?|treatments?)\b))", re.IGNORECASE)
"""The sign for a number, which denies nothing: "no. of leads 2"; that of visits is read by the readers of care."""

_LONGEST = 200
"""Characters of a row of a grid."""

_FAR = 2
"""Lines without boxes after which a grid is over: a question may wrap over two."""


def with_answers(text: str) -> str:
    """Return a text of the same length with leaders as colons, and answers for boxes ticked under Yes or No."""
    text = _NUMBER_OF.sub("nr.", text)
    text = _with_grids(text) if "[" in text or "(" in text or re.search("[\u2610-\u2612]", text) else text
    return _LEADER.sub(_with_colon, text) if ".." in text or "\u2026" in text or ". ." in text else text


def _with_colon(match: re.Match[str]) -> str:
    size = len(match["leader"])
    if size == 1:
        return match.group()
    label = _NUMBERED.sub(lambda found: " " * len(found.group()), match["label"])
    return label + ("" if label.rstrip().endswith("?") else ": ").ljust(size, _BLANK)[:size]


def _with_grids(text: str) -> str:
    """Return a text with each row of a grid answered, under a head of the two columns Yes and No."""
    found, order, since, above = [], "", 0, ""
    for line in text.split("\n"):
        head = _HEAD.search(line)
        row = _ROW.match(line) if order and len(line) < _LONGEST else None
        if head is not None and row is None:
            is_own = _NOT_OWN.search(f"{above} {line}") is None
            order, since = (("yn" if head["yes"] else "ny") if is_own else ""), 0
        elif row is not None:
            line, since = _answered(line, row, order), 0  # noqa: PLW2901
        elif order:
            since += 1
            order = "" if since > _FAR or _NOT_OWN.search(line) else order
        above = line if line.strip() else above
        found.append(line)
    return "\n".join(found)


def _answered(line: str, row: re.Match[str], order: str) -> str:
    """Return a row with the answer its one ticked box gives; one with none or both is left to be read as it is."""
    ticked = [_TICKED.search(row[name]) is not None for name in ("one", "two")]
    if sum(ticked) != 1:
        return line
    says_yes = (order == "yn") == ticked[0]
    size = len(line) - row.end("label")
    label = row["label"].rstrip(" ?:")
    answer = ": yes." if says_yes else ": no."
    return label + answer + _BLANK * (len(line) - len(label) - len(answer)) if size >= len(answer) else line
