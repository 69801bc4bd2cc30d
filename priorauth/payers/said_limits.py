"""The limits that a rule sets, and those that a sentence says: a number, its unit and its side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from priorauth.domain.written_numbers import number_in_words


class LimitEnd(StrEnum):
    """On which side of its number a limit lets values lie."""

    AT_LEAST = "at least"
    ABOVE = "above"
    AT_MOST = "at most"
    BELOW = "below"

    @property
    def is_lower(self) -> bool:
        """Whether it bounds from below."""
        return self in (LimitEnd.AT_LEAST, LimitEnd.ABOVE)


@dataclass(frozen=True, slots=True)
class Limit:
    """A number with its unit, lengths of time in months, weeks or hours; ``side`` is open where no word says it."""

    number: Decimal
    unit: str = ""
    side: LimitEnd | None = None

    def __str__(self) -> str:
        number = f"{self.number.normalize():f}"
        unit = self.unit.replace("_", " ").replace("unclear", "level")
        if self.number != 1 and unit in _PLURAL:
            unit = _PLURAL[unit]
        return " ".join(part for part in (self.side and self.side.value, number, unit) if part)

    def agrees(self, rule: Limit) -> bool:
        """Whether a limit that is said can be that of the rule; strictness counts where no time is measured."""
        said, has = (self, rule) if not self.unit else (_comparable(self), _comparable(rule))
        if said.number != has.number or not _same_unit(said.unit, has.unit):
            return False
        if self.side is None or rule.side is None or self.side is rule.side:
            return True
        return self.side.is_lower is rule.side.is_lower and rule.unit in _LOOSE

    @property
    def excluded(self) -> Limit:
        """The limit that remains where a policy excludes what lies within this one, ages in whole years."""
        side = self.side and _TURNED.get(self.side)
        if self.side is LimitEnd.AT_MOST and self.unit == "year":
            return Limit(self.number + 1, self.unit, LimitEnd.AT_LEAST)
        return replace(self, side=side)


TIMES = {"year", "month", "week", "day", "hour"}
MONTHS_A_YEAR = 12
DAYS_A_WEEK = 7
_LOOSE = {"month", "week", "session", "body", "disc_level", "unclear"}
"""What is counted in whole units: "more than six months" is as good as "at least"."""
_PLURAL = {
    unit: f"{unit}s" for unit in ("year", "month", "week", "day", "hour", "session", "level", "disc level", "point")
}
_PLURAL["body"] = "bodies"
_LEVELS = {"body", "disc_level", "unclear"}

_OF_CARE = "(?:physical|therapy|pt|chiropractic|supervised|exercise|treatment|of|cognitive|behavioral)"
_UNITS = (
    ("month", r"months?|mos?\b|mths?"),
    ("year", r"years?|yrs?"),
    ("week", r"weeks?|wks?"),
    ("day", r"days?"),
    ("hour", r"hours?|hrs?"),
    ("session", rf"(?:{_OF_CARE} ){{0,3}}(?:sessions?|visits?|appointments?)"),
    (
        "disc_level",
        r"(?:intervertebral )?(?:discs?|disks?)(?: levels?| spaces?)?|(?:intervertebral|disc|disk) levels?",
    ),
    ("body", r"vertebral bod(?:y|ies)|bod(?:y|ies)|vertebrae?"),
    ("endplate", r"(?:vertebral )?end-?plates?"),
    ("level", r"levels?"),
    ("percent", r"%|percent|per cent"),
    ("cm", r"cm|centimet(?:er|re)s?"),
    ("mm", r"mm|millimet(?:er|re)s?"),
    ("point", r"points?"),
)
_ADJECTIVES = "consecutive|continuous|straight|calendar|full|complete|whole|supervised|adjacent|lumbar|treated|more"
_BETWEEN = rf"(?:(?:{_ADJECTIVES})[\s-]+){{0,2}}"
_UNIT = re.compile(
    r"[\s-]*(?:\(\d+\)[\s-]*)?" + _BETWEEN + "(?:" + "|".join(f"(?P<{n}>{p})" for n, p in _UNITS) + r")(?![a-z])"
)

_FEW = ("one", "two", "three", "four", "five", "six")
_MORE_WORDS = {"dozen": 12, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100, "single": 1}
_NUMBER = re.compile(
    r"(?P<digits>(?<![\w.])(?<![a-z]-)(?:(?:(?<!\S)|(?<=\())[-−]|minus )?\d+(?:\.\d+)?(?![\d]|\w*\d|\.\d))"
    r"|(?P<word>\b[a-z]+(?:[- ][a-z]+)?\b)"
)
_NOT_A_LIMIT = re.compile(
    r"\bbetween (?:any )?(?:two|2) (?:ablations|treatments|procedures|sessions)\b|"
    r"510\(k\)|kg/m[2²]?|\b\d{5}\b|\b(?:19|20)\d\d-\d\d(?:-\d\d)?\b"
    r"|(?:scale|range) (?:of|from) \d+ ?(?:to|-) ?\d+"
    r"|\b\d+ ?(?:to|-|–) ?\d+(?:[- ]point)?(?: [a-z]+){0,3} scale|\b\d+-point(?: [a-z]+){0,3} scale|/ ?\d+\b"
    r"|\b(?:out of|scale of) (?:\d+|ten|(?:a |one )?hundred)\b|(?<=\d )of \d+\b|(?<=two )of \w+ (?=waddell)"
)  # fmt: skip
_A_WEEK = re.compile(
    rf"\b(times|sessions?|visits?|twice|once|\d+|{'|'.join(_FEW)})"
    r" (?:a|per|each|every) (?:day|week|month)\b"
)
"""A rate, such as two a week, whose unit of time bounds nothing."""
_TIMES_A_WEEK = {"once": "1", "twice": "2"}
_HALVES = (
    (re.compile(r"\b(?:a |one )?(?:pair|couple|duo)(?: of)?\b"), "two"),
    (re.compile(r"\b(?:a |one )?trio(?: of)?\b"), "three"),
    (re.compile(r"\b(?:a |one )?half(?:[- ]a)?[- ]dozen\b"), "six"),
    (re.compile(r"\b(?:a|one) dozen\b"), "twelve"),
    (re.compile(r"\b(?:no|not) (?:earlier|more) than (?=[^.;]{1,25}\b(?:before|prior|ago)\b)"), "at most "),
    (re.compile(r"\b(?:a|one) fortnight\b"), "2 weeks"),
    (re.compile(r"\b(?:a|one) decade\b"), "10 years"),
    (re.compile(r"\bthree[ -]quarters of a year\b"), "9 months"),
    (re.compile(r"\b(?:a|one) quarter of a year\b|\b(?:the )?(?:last|past) quarter\b"), "3 months"),
    (re.compile(r"\b(\d+)(?: 1/2|½|[ -]and[ -]a[ -]half)(?=[ -](?:year|month|week))"), r"\1.5"),
    *(
        (re.compile(rf"\b{word}[ -]and[ -]a[ -]half(?=[ -](?:year|month|week))"), f"{number}.5")
        for number, word in ((2, "two"), (3, "three"), (4, "four"), (5, "five"))
    ),
    (re.compile(r"\ba score of\b"), "twenty"),
    (re.compile(r"\b(?:(?:a|one) )?year and a half\b|\bone and a half years?\b"), "18 months"),
    (re.compile(r"\b(?:one )?half(?: of)?[ -](?:a[ -])?year\b"), "6 months"),
    (re.compile(r"\b(?:a|the (?:last|past|previous|preceding)|this|per) (?=(?:calendar )?(?:year|month|week"
                r"|day)s?\b)"), "1 "),
    (re.compile(r"\bthe (?=(?:year|month|week) (?:before|prior to|preceding|leading up to)\b)"), "1 "),
    (re.compile(r"\b(?<=past )(?=(?:year|month|week)\b)"), "1 "),
)  # fmt: skip

_THAN = r"(?:less|fewer|shorter|younger|lower|smaller|earlier|sooner|worse)"
_OVER = r"(?:more|greater|higher|longer|older|larger|bigger|better|later)"
_SIDES_BEFORE: tuple[tuple[LimitEnd | None, str], ...] = (
    (
        LimitEnd.AT_LEAST,
        rf"at least|(?:no|not|never) {_THAN} than|not (?:below|under)|(?:a )?minimum(?: of)?|>=|≥",
    ),
    (
        LimitEnd.AT_MOST,
        rf"at (?:the )?most|(?:no|not|never) {_OVER} than|not (?:over|above)|up to|(?:a )?maximum(?: of)?",
    ),
    (
        LimitEnd.AT_MOST,
        r"<=|≤|not (?:to )?exceed(?:ing)?|(?:below|under|less than|lower than) or equal to|limited to",
    ),
    (LimitEnd.AT_LEAST, r"(?:above|over|more than|greater than|higher than) or equal to"),
    (LimitEnd.ABOVE, rf"{_OVER} than|over|above|exceed(?:s|ing)?|>|beyond"),
    (LimitEnd.BELOW, rf"{_THAN} than|below|under|<"),
    (
        LimitEnd.AT_MOST,
        r"within(?: the)?(?: last| past| previous)?|(?:in|during|over) the (?:last|past|previous|preceding)",
    ),
)
_BEFORE = tuple(
    (side, re.compile(rf"(?<![a-z])(?:{words})\s*(?:the\s+|a\s+|an\s+)?$")) for side, words in _SIDES_BEFORE
)
_OLD = r"[\s,]*(?:\([^)]*\)\s*)?(?:of age )?"
_AFTER = (
    (
        LimitEnd.AT_LEAST,
        re.compile(
            rf"{_OLD}(?:(?:or|and) (?:more|longer|greater|older|higher|above|over|up)\b|\+|(?:at )?minimum\b)"
        ),
    ),
    (
        LimitEnd.AT_MOST,
        re.compile(
            rf"{_OLD}(?:(?:or|and) (?:less|fewer|lower|below|under|younger|shorter)\b|at (?:the )?most"
            rf"|maximum\b)"
        ),
    ),
    (LimitEnd.AT_LEAST, re.compile(r" since\b")),
    (LimitEnd.ABOVE, re.compile(r" (?:ago|apart)\b")),
)
_NEGATION = re.compile(r"\b(?:nobody|no one|no|not|never|none|without|nor|neither)\b")
_NEVER_SO_MANY = re.compile(r"\bnever $")
"""What makes a count one too many: "never three"."""
_OR = re.compile(r" or (?:at (?:the )?most )?")
_WHOLE = {"body", "disc_level", "level"}
"""What "two or three" of are at most three, the lower number setting no limit."""
_RANGE = re.compile(r"[\s-]*(?:months?|weeks?|years?)?\s*(?:to|-|–|and)\s*$")
_TURNED = {
    LimitEnd.ABOVE: LimitEnd.AT_MOST,
    LimitEnd.BELOW: LimitEnd.AT_LEAST,
    LimitEnd.AT_LEAST: LimitEnd.BELOW,
    LimitEnd.AT_MOST: LimitEnd.ABOVE,
}
"""What a limit is with a "no" before it: "no slip over 2 mm" is at most 2 mm."""
_MEASURED = {"", "cm", "mm", "percent", "point"}


def _same_unit(said: str, rule: str) -> bool:
    return (
        not said
        or (not rule and said in ("point", "session", "year"))
        or said == rule
        or (said == "level" and rule in _LEVELS)
        or (rule == "unclear" and said in _LEVELS)
    )


def _comparable(limit: Limit) -> Limit:
    """Return a length of time in the unit it is compared in: years in months, days that fill weeks in weeks."""
    if limit.unit == "year":
        return replace(limit, number=limit.number * MONTHS_A_YEAR, unit="month")
    if limit.unit == "day" and limit.number % DAYS_A_WEEK == 0:
        return replace(limit, number=limit.number / DAYS_A_WEEK, unit="week")
    return limit


def limits_said(text: str) -> tuple[Limit, ...]:
    """Return the limits that a sentence says, in digits or in words.

    Numbers of a scale ("on the 0 to 10 scale"), of codes and of names are none. The lower end of a range such as
    "one to two" is bounded from below, its upper end from above.
    """
    plain = re.sub(r"[‘’]", "'", text.casefold()).replace("−", "-")
    plain = _NOT_A_LIMIT.sub(lambda match: " " * len(match.group()), plain)
    plain = _A_WEEK.sub(lambda match: _TIMES_A_WEEK.get(match[1], match[1]), plain)
    for pattern, instead in _HALVES:
        plain = pattern.sub(instead, plain)
    found: list[Limit] = []
    last_end, last_unit = -1, ""
    for start, end, number in _numbers(plain):
        unit, after = _unit_behind(plain, end)
        limit = Limit(number, unit)
        side = _side(plain, start, after, unit)
        if side is None and unit not in TIMES and _NEVER_SO_MANY.search(plain[:start]):
            side, limit = LimitEnd.AT_MOST, Limit(number - 1, unit)
        if found and unit in _WHOLE and _OR.fullmatch(plain[last_end:start]):
            found.pop()
        if found and _RANGE.fullmatch(plain[last_end:start]) and (last_unit in ("", unit)):
            low = found[-1]
            if not last_unit or "and" not in plain[last_end:start] or "between" in plain:
                found[-1] = Limit(low.number, low.unit or limit.unit, LimitEnd.AT_LEAST)
                side = side or LimitEnd.AT_MOST
        found.append(Limit(limit.number, limit.unit, side))
        last_end, last_unit = end, unit
    return tuple(found)


def _numbers(text: str) -> Iterator[tuple[int, int, Decimal]]:
    """Return each number of a sentence with where it stands; "twenty four" is one."""
    at = 0
    while match := _NUMBER.search(text, at):
        at = match.end()
        if match["digits"]:
            yield match.start(), at, Decimal(match["digits"].replace("minus ", "-"))
            continue
        whole = match.group()
        first = re.split("[- ]", whole)[0]
        for words in (whole, first):
            number = _MORE_WORDS.get(words, number_in_words(words))
            if number is not None:
                at = match.start() + len(words)
                yield match.start(), at, Decimal(number)
                break
        else:
            at = match.start() + len(first)


def _unit_behind(text: str, end: int) -> tuple[str, int]:
    match = _UNIT.match(text, end)
    return (match.lastgroup or "", match.end()) if match else ("", end)


def _side(text: str, start: int, after: int, unit: str) -> LimitEnd | None:
    """Return on which side the words around a number put it; turned round by a "no" before them in the clause."""
    clause = re.split(r"[;:.](?:\s|$)|\b(?:but|unless|except)\b", text[:start])[-1]
    for side, pattern in _BEFORE:
        if match := pattern.search(clause):
            is_denied = side is not None and _NEGATION.search(clause[: match.start()]) is not None
            if not is_denied or match.group().startswith(("at", "no", "never")):
                return side
            return None if unit in TIMES or side not in _TURNED else _TURNED[side]
    behind = next((side for side, pattern in _AFTER if pattern.match(text, after)), None)
    is_denied = unit in _MEASURED and behind in _TURNED and _NEGATION.search(clause) is not None
    return _TURNED[behind] if is_denied and behind else behind


def listed(limits: Sequence[Limit]) -> str:
    """Return limits in words, each once."""
    return ", ".join(dict.fromkeys(map(str, limits)))
