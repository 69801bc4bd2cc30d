"""The facts in a text: levels, bodies, Modic types, dates, codes, numbers with units, ids and names, by kind.

Two texts say the same of a patient only if they hold the same facts in the same order. Words between the facts are
wording. A fact is known by its kind and its value in one spelling, so that ``L4/5`` and ``L4-L5`` are one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from priorauth.domain.codes import PROCEDURES
from priorauth.domain.written_dates import dates_in


class FactKind(StrEnum):
    """What a fact is, in words a message can use."""

    NAME = "a name"
    IDENTIFIER = "a member, group or record number"
    NPI = "an NPI"
    PHONE = "a phone or fax number"
    DATE = "a date"
    PAGE = "an exhibit page"
    MODIC = "a Modic type"
    LEVEL = "a disc level"
    BODY = "a vertebral body"
    DIAGNOSIS = "a diagnosis code"
    PROCEDURE = "a procedure code"
    PERCENT = "a percentage"
    MEASURE = "a number with its unit"
    NUMBER = "a number"
    SIDE = "a side or an endplate"
    STATUS = "a status"
    DETAIL = "a detail of the chart"
    DENIAL = "a word that denies"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of a text, ``text[start:end]``, and its value in one spelling."""

    kind: FactKind
    value: str
    start: int
    end: int


_DASH = "[-\u2010\u2011\u2012\u2013\u2014]"
_WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100, "once": 1, "twice": 2,
}  # fmt: skip
_NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?|\b(?:{'|'.join(_WORDS)}|one)\b"
_UNIT = (
    r"(?:calendar\s+)?(?:months?|weeks?|days?|years?|hours?|minutes?|mins?|sessions?|visits?|points?|units?|pages?|"
    r"levels?|bodies|body|endplates?|discs?|mg|mcg|ml|cc|mm|cm|times|injections?|blocks?|patients)"
)
_STATUSES = (
    "not met|met|not documented|excluded|suspected|present|absent|completed|ongoing|ordered|declined|stopped|"
    "contraindicated|temporary relief|inadequate relief|no relief|lasting relief|worse|axial|radicular|mixed|"
    "stated|hedged|suggestive|unremitting|edema|sclerosis|acute|chronic"
)
_DENIALS = (
    r"no|not|nor|never|none|neither|without|denies|denied|absence|negative|cannot|lacks?|fails?|failed|"
    r"\w+n['\u2019]t"
)


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


_BODY = r"(?:L\s?[1-6]|S\s?1)"
_TYPES = r"(?:[1-3]|I{1,3})(?!\d|\.\d|\s*(?:mg|mm|cm|%|months?|weeks?))\b"
_TYPE_LIST = rf"{_TYPES}(?:\s*(?:/|,|&|and|or|to|{_DASH})\s*(?:type\s*)?{_TYPES})*"

_PATTERNS: tuple[tuple[FactKind, re.Pattern[str]], ...] = (
    (FactKind.PHONE, _pattern(rf"(?<!\d)\(?\d{{3}}\)?[\s.]?{_DASH}?\s?\d{{3}}{_DASH}\d{{4}}(?!\d)")),
    (FactKind.NPI, _pattern(r"(?<![\w.])[12]\d{9}(?![\w])")),
    (FactKind.PAGE, _pattern(rf"\bexhibit\s+[A-Z]{{1,2}}(?:\s?{_DASH}\s?\d+)?\b")),
    (FactKind.MODIC, _pattern(rf"\bmodic(?:\s*[-/,]?\s*types?)?\s*{_TYPE_LIST}|\btypes?\s+{_TYPE_LIST}")),
    (FactKind.LEVEL, _pattern(rf"\b{_BODY}(?:\s?(?:{_DASH}|/|to)\s?(?:{_BODY}|[1-6]\b)|{_BODY})(?!\d)")),
    (FactKind.BODY, _pattern(rf"\b{_BODY}\b")),
    (FactKind.DIAGNOSIS, re.compile(r"\b[A-TV-Z]\d[0-9A-Z]\.[0-9A-Z]{1,4}\b")),
    (FactKind.PROCEDURE, re.compile(rf"\b(?:{'|'.join(sorted(PROCEDURES))}|646\d\d|[A-V]\d{{4}})\b")),
    (FactKind.PERCENT, _pattern(rf"(?:{_NUMBER})\s*(?:%|percent\b|per cent\b)")),
    (FactKind.MEASURE, _pattern(rf"(?:{_NUMBER})[\s-]*{_UNIT}\b")),
    (FactKind.IDENTIFIER, re.compile(r"\b(?=[A-Za-z-]*\d)(?=[\dA-Z-]*[A-Z])[A-Z0-9][A-Z0-9-]{4,}\b|\b0\d{5,}\b")),
    (FactKind.NUMBER, _pattern(rf"{_NUMBER.replace('|one', '')}")),
    (FactKind.SIDE, _pattern(r"\b(?:superior|inferior|upper|lower|left|right|bilateral)\b")),
    (FactKind.STATUS, _pattern(rf"\b(?:{_STATUSES})\b")),
    (FactKind.DENIAL, _pattern(rf"\b(?:{_DENIALS})\b")),
)
"""In order of weight: where two could begin at one place, or overlap, the earlier in the list is taken."""


def facts_in(text: str, named: Mapping[str, FactKind] | None = None) -> tuple[Fact, ...]:
    """Find the facts of a text in reading order.

    ``named`` are a case's own values, such as names and drugs, that no pattern could know; they are found first,
    whatever their letters' case and white space, then dates, then what has a pattern.
    """
    taken: list[Fact] = []
    for find in (lambda t: _named(t, named or {}), _dates, _patterned):
        free = _blanked(text, taken)
        taken += _without_overlap(find(free))
    return tuple(sorted(taken, key=lambda fact: fact.start))


def _blanked(text: str, taken: Sequence[Fact]) -> str:
    """Put a mark that no pattern takes where facts are found already, keeping every place."""
    characters = list(text)
    for fact in taken:
        characters[fact.start : fact.end] = "\x1f" * (fact.end - fact.start)
    return "".join(characters)


def _without_overlap(found: Iterator[Fact]) -> list[Fact]:
    kept: list[Fact] = []
    taken: set[int] = set()
    for fact in found:
        places = range(fact.start, fact.end)
        if taken.isdisjoint(places):
            kept.append(fact)
            taken.update(places)
    return kept


def _named(text: str, named: Mapping[str, FactKind]) -> Iterator[Fact]:
    for phrase in sorted(named, key=len, reverse=True):
        flexible = r"\s+".join(re.escape(word) for word in phrase.split())
        for match in re.finditer(rf"(?<!\w){flexible}(?!\w)", text, re.IGNORECASE):
            yield Fact(named[phrase], " ".join(phrase.casefold().split()), match.start(), match.end())


def _dates(text: str) -> Iterator[Fact]:
    for found in dates_in(text):
        yield Fact(FactKind.DATE, str(found.date), found.start, found.end)


def _patterned(text: str) -> Iterator[Fact]:
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            yield Fact(kind, _SPELLING.get(kind, _plain)(match.group()), match.start(), match.end())


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _level(text: str) -> str:
    upper, lower = re.findall(r"[LS]?\s?\d", text.upper())
    lower = lower if lower[0] in "LS" else ("S" if lower.strip() == "1" else "L") + lower.strip()
    return f"{upper}-{lower}".replace(" ", "")


def _types(text: str) -> str:
    roman = {"I": "1", "II": "2", "III": "3"}
    found = re.findall(r"\b(?:[1-3]|I{1,3})\b", text, re.IGNORECASE)
    return "/".join(sorted({roman.get(item.upper(), item) for item in found}))


def _number(text: str) -> str:
    """Write a number with what follows it in one way: digits, no thousands' commas, singular units."""
    words = re.sub(r"(?<=[0-9a-z])-(?=[a-z])", " ", text.casefold().replace(",", "")).split()
    if len(words) == 1 and (split := re.fullmatch(r"([\d.]+)([a-z%]+)", words[0])):
        words = list(split.groups())
    digits = {**{word: str(value) for word, value in _WORDS.items()}, "one": "1"}
    first = digits.get(words[0], words[0])
    if "." in first:
        first = first.rstrip("0").rstrip(".")
    rest = " ".join(words[1:]).replace("per cent", "%").replace("percent", "%").replace("bodies", "body")
    return f"{first} {rest.removesuffix('s')}".strip()


_SPELLING: Mapping[FactKind, Callable[[str], str]] = {
    FactKind.PHONE: _digits,
    FactKind.PAGE: lambda text: re.sub(r"\W+", " ", text.casefold()),
    FactKind.LEVEL: _level,
    FactKind.BODY: lambda text: text.upper().replace(" ", ""),
    FactKind.MODIC: _types,
    FactKind.PERCENT: _number,
    FactKind.MEASURE: _number,
    FactKind.NUMBER: _number,
}
