"""Where a statement names an instrument, and up to where its numbers reach."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from priorauth.case.pain import Instrument
from priorauth.readers.pain.body_parts import parts_in, regions_between
from priorauth.readers.scores.score_values import NUMBER_WORD
from priorauth.reading.frame import Frame, Mention, Trigger
from priorauth.reading.phrase_matching import Hit
from priorauth.reading.statements import Statement

_NAMES = (
    (Instrument.ODI, re.compile(r"m?odi|ow?e?stry|oswestry", re.IGNORECASE)),
    (Instrument.VAS, re.compile(r"vas|visual", re.IGNORECASE)),
    (Instrument.PHQ9, re.compile(r"phq|patient\s+health", re.IGNORECASE)),
    (Instrument.GAD7, re.compile(r"gad|generali", re.IGNORECASE)),
)
_OUT_OF_TEN = re.compile(rf"(?:[\d.]+|{NUMBER_WORD})\s*(?:/|of|out\s+of)\s*(?:10|ten)\Z", re.IGNORECASE)
_DAY = re.compile(r"[\d/\s]+/\s*\d+\s*/\s*\d+")
"""A day, of which the first two numbers are no rating: ``2/10/2026``."""

_AT_LEVEL = re.compile(r"at\s", re.IGNORECASE)
_RANGE = re.compile(r"\d{1,2}(?:\.\d)?\s*(?:-|to)\s*\Z", re.IGNORECASE)
_TOTAL = re.compile(r"\b(?:total|score|sum|result|disability)\b", re.IGNORECASE)
PAIN = re.compile(r"\b(?:pain|aches?|aching|hurts?|hurting|lbp|backache|discomfort|nrs|soreness)\b", re.IGNORECASE)
"""A word for the pain a number out of ten rates."""


@dataclass(frozen=True, slots=True)
class NamedInstrument:
    """An instrument of a statement, whose numbers stand in ``text[start:stop]``."""

    mention: Mention
    instrument: Instrument
    start: int
    stop: int
    is_plain: bool = False
    """Whether it is a number out of ten and no name."""


def instruments_in(statement: Statement, frame: Frame) -> list[NamedInstrument]:
    """Return the instruments of a statement; a number out of ten behind a name belongs to it."""
    hits = [hit for hit in frame.triggers.find(statement.tokens) if not _DAY.fullmatch(_words(statement, hit))]
    found: list[NamedInstrument] = []
    for number, hit in enumerate(hits):
        item = _instrument(statement, hits, number)
        if item is None:
            continue
        start = statement.tokens[hit.first].start
        if _is_name(statement, hit) or not found or found[-1].stop <= start:
            found.append(item)
        elif _is_of_another_pain(statement, found[-1], hit.first):
            found[-1] = replace(found[-1], stop=start)
            found.append(item)
    return found


def _instrument(statement: Statement, hits: Sequence[Hit[Trigger]], number: int) -> NamedInstrument | None:
    hit = hits[number]
    trigger = next((item for item in hit.payloads if item.fact is not None), None)
    words = _words(statement, hit)
    if trigger is None or (_AT_LEVEL.match(words) and not PAIN.search(statement.words)):
        return None
    start, end = statement.tokens[hit.first].start, statement.tokens[hit.last].end
    is_plain = _OUT_OF_TEN.fullmatch(words) is not None
    begin = start if _AT_LEVEL.match(words) else end
    begin = _range_start(statement, start) if is_plain else _number_before(statement, start, begin)
    named = (later for later in hits[number + 1 :] if _is_name(statement, later))
    stop = next((statement.tokens[later.first].start for later in named), statement.end)
    mention = Mention(hit.first, hit.last, trigger.nature, trigger)
    return NamedInstrument(mention, instrument_of(words) or Instrument.NRS, begin, stop, is_plain)


def instrument_of(words: str) -> Instrument | None:
    """Return the instrument these words name, a rating of pain apart."""
    return next((name for name, pattern in _NAMES if pattern.search(words)), None)


def _words(statement: Statement, hit: Hit[Trigger]) -> str:
    return statement.text[statement.tokens[hit.first].start : statement.tokens[hit.last].end]


def _is_name(statement: Statement, hit: Hit[Trigger]) -> bool:
    """Whether words name an instrument: a number out of ten and "at worst" do not."""
    words = _words(statement, hit)
    return _OUT_OF_TEN.fullmatch(words) is None and _AT_LEVEL.match(words) is None


def _is_of_another_pain(statement: Statement, before: NamedInstrument, first: int) -> bool:
    """Whether a second number out of ten follows the name of a part: "leg pain 7/10, back pain 5/10"."""
    return bool(before.is_plain and regions_between(parts_in(statement.tokens), before.mention.last + 1, first))


def _range_start(statement: Statement, start: int) -> int:
    """Return where a range that ends in a number out of ten begins: ``4-8/10``."""
    match = _RANGE.search(statement.text[statement.start : start])
    return start if match is None else statement.start + match.start()


_BEFORE_NAME = re.compile(
    r"(?<![\w./])(?<!of )(?<!/ )\d{1,3}(?:\.\d)?\s*(?:%|percent|of\s+100|out\s+of\s+100|/\s?(?:10|50|100))?"
    r"(?:\s+(?:today|now|at\s+present))?"
    r"(?:\s+points)?\s+on\s+(?:(?:the|his|her|a|an|modified|revised)\s+)*\Z",
    re.IGNORECASE,
)


def _number_before(statement: Statement, start: int, begin: int) -> int:
    """Return where the number of an instrument named behind it begins: "scored 38% on the Oswestry"."""
    match = _BEFORE_NAME.search(statement.text, statement.start, start)
    return begin if match is None else match.start()


def instruments_of(statements: Iterable[Statement], frame: Frame) -> frozenset[Instrument]:
    """Return the instruments a form names, ratings of pain apart."""
    found = set()
    for statement in statements:
        for tokens in (statement.tokens, statement.heading_tokens):
            for mention in frame.mentions(tokens):
                words = statement.text[tokens[mention.first].start : tokens[mention.last].end]
                found |= {instrument_of(words)} - {None}
    return frozenset(item for item in found if item is not None)


def total_line(statement: Statement, instruments: frozenset[Instrument]) -> list[NamedInstrument]:
    """Return the only instrument of a form for its line "Total: 26/50", which names none."""
    if len(instruments) != 1 or not statement.tokens:
        return []
    heading = statement.heading_words
    match = _TOTAL.search(statement.words)
    if match is None and not _TOTAL.search(heading):
        return []
    start = statement.start + match.end() if match is not None else statement.start
    return [NamedInstrument(Mention(0, 0), next(iter(instruments)), start, statement.end)]


LINE_WORDS = 9
"""The most words of a line that names an instrument for the number below it."""

_ANSWER = re.compile(
    r"\W*(?:(?:total|score|sum|result|rating|mark(?:ed)?|pain|now|today|average|avg|measured"
    r"|at|is|my answer)\W+){0,3}"
    r"\d{1,3}(?:\.\d)?(?=\s*(?:$|[/%,;(]\s*(?!\d{1,2}[/.-]\d)|\.(?:\s|$)|mm\b|points?\b|pts?\b|of\b|out\b"
    r"|today\b|now\b))",
    re.IGNORECASE,
)


def heading_line(statement: Statement, before: Statement | None, frame: Frame) -> list[NamedInstrument]:
    """Return the only instrument that the line over a bare number names: "Rate your pain 0-10", then "8"."""
    if _ANSWER.match(statement.words) is None:
        return []
    tokens = statement.heading_tokens
    if not tokens and before is not None and before.line == statement.line - 1 and len(before.tokens) <= LINE_WORDS:
        tokens = before.tokens
    words = [statement.text[tokens[m.first].start : tokens[m.last].end] for m in frame.mentions(tokens)]
    named = {instrument_of(item) or Instrument.NRS for item in words if not _OUT_OF_TEN.fullmatch(item)}
    if len(named) != 1:
        return []
    return [NamedInstrument(Mention(0, 0), named.pop(), statement.start, statement.end)]


def is_question(statement: Statement, item: NamedInstrument, instruments: frozenset[Instrument]) -> bool:
    """Whether "pain intensity" is a question of the form of another instrument."""
    words = statement.text[statement.tokens[item.mention.first].start :]
    return bool(instruments) and item.instrument is Instrument.NRS and words.lower().startswith("pain")
