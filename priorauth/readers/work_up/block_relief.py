"""What a block or an epidural brought: its percent, level and day; the highest percent said of it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from priorauth.case.work_up import Generator
from priorauth.domain.written_dates import dates_in
from priorauth.readers.mri.report_tokens import lex
from priorauth.readers.work_up.named_tests import Result
from priorauth.reading.finding_values import Percent, Place, When
from priorauth.reading.frame import Mention
from priorauth.reading.phrase_matching import Phrases
from priorauth.reading.statements import Statement
from priorauth.reading.tokens import Token
from priorauth.reading.word_tables import rows

HIGH = Decimal(50)
"""Relief in percent from which a block speaks for its own source of pain, and comes up by itself."""

_TABLE = Path(__file__).parent / "block_targets.tsv"
_PERCENT = re.compile(
    r"(?<![\d./])(?:(?P<low>\d{1,3})\s*%?\s*(?:-|\u2013|\u2014|to)\s*)?"
    r"(?P<high>\d{1,3})\s*(?:%|percent\b|per cent\b)"
    r"(?:\s*(?:pain\s+)?(?:relief|reduction|improvement|improved|better|benefit|gone|less pain)\b)?"
    r"(?:\s*(?:of|in)\s+(?:the\s+|his\s+|her\s+)?(?:usual\s+|axial\s+|low\s+back\s+|back\s+)?pain\b)?",
    re.IGNORECASE,
)
_DRUG = r"(?:lido\w*|xylocaine|bupi\w*|marcaine|ropi\w*|chloroprocaine|mepivacaine|saline|dextrose)"
_SOLUTION = re.compile(rf"\s*(?:pf\s+|preservative[\s-]free\s+|plain\s+)?{_DRUG}\b", re.IGNORECASE)
_OF_SOLUTION = re.compile(rf"\b{_DRUG}\s*(?:pf\s*|plain\s*|,\s*|\(\s*)?\Z", re.IGNORECASE)
"""The strength of what was injected, which is no relief: "1% lidocaine", "lidocaine 2%"."""

_BROUGHT = re.compile(
    r"\b(?:gave|gives|provided|provides|yielded|brought|produced|resulted in|led to|achieved|reported|noted|had|got"
    r"|with|for)\s+(?:(?:him|her|them|patient|pt|only|just|about|approximately|approx|around|roughly|a|an|some"
    r"|temporary|transient|~)\s*)*\Z",
    re.IGNORECASE,
)
_SCALE = r"(?:\d{1,2}(?:\.\d)?\s*-\s*)?\d{1,2}(?:\.\d)?(?:\s*/\s*10)?"
MEASURED = re.compile(
    rf"\b(?:pain\s+|nrs\s+|vas\s+)?(?:pre|before|baseline)(?:[\s-]*(?:block|injection|procedure|inj))?(?:\s+(?:pain|nrs|vas|score))*\s*:?\s*{_SCALE}\s*[,;.]?\s*"
    rf"(?:and\s+|to\s+)?(?:post|after)(?:[\s-]*(?:block|injection|procedure|inj))?(?:\s+(?:pain|nrs|vas|score))*\s*:?\s*{_SCALE}"
    rf"|(?<![\w/.]){_SCALE}\s+before\s*[,;]?\s*(?:and\s+)?{_SCALE}\s+after\b",
    re.IGNORECASE,
)
"""Ratings of the pain before and after a block, from which its relief is counted."""

_JOINT = (
    r"(?:zygapophys\w+(?:\s+joints?)?|facets?(?:\s+joints?)?|z[\s-]joints?|sij|si(?:\s+joints?)?"
    r"|sacroiliac(?:\s+joints?)?|joints?)"
)
_CONCLUDED = re.compile(
    rf"(?:(?:->|=>|=|\bso\b|\btherefore\b|\bthus\b|\bhence\b)\s*)?"
    r"(?:\b(?:i|we)\s+(?:therefore\s+|thus\s+)?(?:regard|consider|judge|deem|take)\s+"
    rf"(?=(?:the\s+)?{_JOINT}\s+(?:as\s+|to\s+be\s+)?(?:excluded|ruled)))?"
    r"(?:(?:from\s+which\s+|whence\s+|so\s+|and\s+)?\b(?:i|we)\s+(?:conclude|infer)\s+(?:that\s+)?)?"
    rf"(?:(?:the|these|this|those)\s+)?"
    rf"(?:\b{_JOINT}\s*)?(?:(?:pain|source|component|joint|joints|generator|origin|etiology)\s+)?"
    r"(?:\b(?:is|are|was|were|has been|have been|as|to be)\s+(?:therefore\s+|thus\s+|now\s+)?)?"
    rf"\b(?:exclude(?=\s+(?:the\s+)?{_JOINT})|excluded(?:\s+as\s+(?:(?:the|a)\s+)?(?:pain\s+)?(?:generator|source|cause)s?)?"
    r"|excl|(?:out|r/o)(?=\W*\Z)|off the list"
    rf"|ruled[\s-]out|excluding(?=\s+(?:the\s+)?{_JOINT})|r/o'?d|negative|neg|not\s+(?:the|a|his|her)\s+(?:main\s+|primary\s+)?(?:pain\s+)?(?:source|cause|generator)s?"
    r"(?:\s+of\s+(?:the\s+|his\s+|her\s+|this\s+)?(?:pain|lbp))?)(?![\w-])",
    re.IGNORECASE,
)
_TURNED = re.compile(
    r"(?:\b(?:not|never|cannot|can|be|if|whether|to|false|falsely|non|no)|n't)\s*[\s-]\Z", re.IGNORECASE
)
_ASKED = re.compile(r"\s*(?:\?|by\s+(?:the\s+)?(?:insur|pay|plan|carrier))", re.IGNORECASE)
_TENS = {
    "five": 5,
    "ten": 10,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
_IN_WORDS = re.compile(
    rf"\b(?P<tens>{'|'.join(_TENS)}|zero|(?:a|one)\s+hundred)(?P<and_five>[\s-]five)?\s*(?:%|percent\b|per cent\b)"
    r"(?:\s*(?:pain\s+)?(?:relief|reduction|improvement|improved|better|benefit|gone|less pain)\b)?",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"\b(?:no|without|zero|nil)\s+(?:(?:any|significant|appreciable|lasting|sustained|meaningful|real|substantial|marked|pain)\s+){0,3}(?:relief|benefit"
    r"|improvement|change|help)"
    r"(?:\s+(?:whatever|whatsoever|at all))?\b|\b(?:relief|benefit|improvement)\s*[:=]\s*(?:none|nil|0\b)",
    re.IGNORECASE,
)
_HIGH = re.compile(
    r"\b(?:complete|full|total|excellent|great|good|marked|substantial|near[\s-]complete|dramatic|significant)\s+"
    r"(?:pain\s+)?(?:relief|benefit|improvement)\b|\b(?:pain[\s-]free|completely relieved)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Relief:
    """Relief said at ``text[start:end]``; no percent for one that is called great and is not measured."""

    percent: Decimal | None
    low: Decimal | None
    start: int
    end: int


def reliefs(statement: Statement) -> Iterator[Relief]:
    """Return all that a statement says of relief, in reading order of each kind."""
    for match in _PERCENT.finditer(statement.words):
        high = Decimal(match["high"])
        low = Decimal(match["low"]) if match["low"] else None
        if high <= 100 and not _is_solution(statement.words, match):
            lead = _BROUGHT.search(statement.words, max(0, match.start() - _LEAD), match.start())
            start = lead.start() if lead is not None else match.start()
            yield Relief(high, low, statement.start + start, statement.start + match.end())
    for match in _IN_WORDS.finditer(statement.words):
        percent = Decimal(_in_words(match))
        yield Relief(percent, None, statement.start + match.start(), statement.start + match.end())
    for match in _NONE.finditer(statement.words):
        lead = _BROUGHT.search(statement.words, max(0, match.start() - _LEAD), match.start())
        start = lead.start() if lead is not None else match.start()
        yield Relief(Decimal(0), None, statement.start + start, statement.start + match.end())
    denied = [match.span() for match in _NONE.finditer(statement.words)]
    for match in _HIGH.finditer(statement.words):
        if any(start <= match.start() < end for start, end in denied):
            continue
        yield Relief(None, None, statement.start + match.start(), statement.start + match.end())


_LEAD = 50


def _in_words(match: re.Match[str]) -> int:
    words = match["tens"].lower()
    if words not in _TENS:
        return 0 if words == "zero" else 100
    return _TENS[words] + (5 if match["and_five"] else 0)


def _is_solution(words: str, match: re.Match[str]) -> bool:
    """Whether a percent is the strength of what was injected."""
    return bool(_SOLUTION.match(words, match.end()) or _OF_SOLUTION.search(words, 0, match.start()))


def conclusions(statement: Statement) -> list[tuple[int, int]]:
    """Return where a statement concludes that a joint is no source of the pain: "facet excluded", ", negative".

    A conclusion that is denied, asked or put under a condition is none.
    """
    words = statement.words
    return [
        (statement.start + match.start(), statement.start + match.end())
        for match in _CONCLUDED.finditer(words)
        if not _TURNED.search(words, 0, match.start()) and not _ASKED.match(words, match.end())
    ]


_DONE = re.compile(
    r"\b(?:s\s*/\s*p|status\s+post)\s+(?:(?:b|bl|bilat\w*|left|right|l|r|dx|diagnostic|lumbar|both|and|l[1-5](?:\s*-\s*l?[1-5])?|s1)\b[\s,/&-]*)*\Z",
    re.IGNORECASE,
)


def told_as_done(statement: Statement, start: int) -> list[tuple[int, int]]:
    """Return where "s/p" stands before a block with its levels, and says that the block was done."""
    match = _DONE.search(statement.text, statement.start, start)
    return [] if match is None else [(match.start(), match.start() + 3)]


def measured(statement: Statement) -> list[tuple[int, int]]:
    """Return where a statement rates the pain before and after a block."""
    return [
        (statement.start + match.start(), statement.start + match.end())
        for match in MEASURED.finditer(statement.words)
    ]


_RESULT = r"(?P<result>negative|neg|non-?diagnostic|positive|pos|equivocal)(?![\w+])"
_WHAT = (
    r"(?:\s|[\d/,:()#=%~-]|\b(?:x\s?\d|l\d|s1|was|were|is|are|done|on|at|in|bilat\w*|both|left|right|l|r|b|and|the|of|relief|result|results"
    r"|interpretation|diagnostic|dx|confirmatory|comparative|first|second|third|lumbar|therapeutic|prior|previous)\b)"
)
_EXCLUDED_BY = re.compile(
    rf"\b{_JOINT}\s+(?:(?:pain|source|component)\s+)?(?:(?:is|are|was|were|has\s+been|have\s+been)\s+)?(?P<result>excluded|ruled\s+out)"
    r"(?:\s+as\s+(?:(?:the|a)\s+)?(?:pain\s+)?(?:generator|source|cause)s?)?\s+(?:by|with|after|on)\s+(?:(?:the|a|an|negative|diagnostic"
    r"|two|both|bilateral|comparative|his|her)\s+)*\Z",
    re.IGNORECASE,
)
"""What stands before a block that excluded its joint: "facet joints excluded by"."""
_BEFORE_BLOCK = re.compile(rf"(?<![\w-]){_RESULT}{_WHAT}{{0,30}}\Z", re.IGNORECASE)
_BEHIND_BLOCK = re.compile(rf"{_WHAT}{{0,60}}?(?<![\w-]){_RESULT}", re.IGNORECASE)


def block_result(statement: Statement, place: tuple[int, int]) -> tuple[Result, int, int] | None:
    """Return the result that words beside a block give it, and where they stand: "MBB x2 negative"."""
    text = statement.text
    match = _BEHIND_BLOCK.match(text, place[1], statement.end)
    match = match or _BEFORE_BLOCK.search(text, max(statement.start, place[0] - _LEAD), place[0])
    if match is None:
        match = _EXCLUDED_BY.search(text, statement.start, place[0])
        is_open = match is None or _TURNED.search(text, statement.start, match.start("result")) is not None
        return None if match is None or is_open else ("negative", match.start(), match.end())
    word = match["result"].lower()
    result: Result = "positive" if word.startswith("pos") else "equivocal" if word == "equivocal" else "negative"
    return result, match.start("result"), match.end("result")


@cache
def _targets() -> tuple[tuple[Generator, Phrases[str]], ...]:
    return tuple(
        (Generator(row["generator"]), Phrases([(row["words"], row["generator"])]))
        for row in rows(_TABLE, ("generator", "words"))
    )


def generator_of(tokens: Sequence[Token]) -> Generator | None:
    """Return the source of pain a block is for, or none where its words do not say."""
    return next((kind for kind, words in _targets() if words.find(tokens)), None)


def block_percent(statement: Statement, mention: Mention, said: Sequence[Relief]) -> Percent | None:
    """Return the highest relief said of a block with its levels; none where no relief is measured."""
    measured = [item for item in said if item.percent is not None]
    if not measured:
        return None
    highest = max(measured, key=lambda item: item.percent or Decimal(0))
    tokens = statement.tokens[mention.first : mention.last + 1]
    return Percent(
        percent=highest.percent or Decimal(0), low=highest.low, generator=generator_of(tokens),
        places=levels(statement),
    )  # fmt: skip


def levels(statement: Statement) -> tuple[Place, ...]:
    """Return the levels a statement names, each once."""
    tokens = lex(statement.text, statement.start, statement.end)
    return tuple(dict.fromkeys(place for token in tokens for place in token.places))


def block_day(statement: Statement) -> When:
    """Return the only day a statement names; the document's own for none or several."""
    days = dates_in(statement.words)
    return When(on=days[0].date) if len(days) == 1 else When()
