"""Whether a denial can be relied on: one that helps has to be understood as well as any other help."""

from __future__ import annotations

import re

from priorauth.reading.boxes import Box, box_of
from priorauth.reading.cues import Cue, Reach, Sense
from priorauth.reading.frame import Frame, Mention
from priorauth.reading.harmless_places import answered_marks
from priorauth.reading.marking import Marked, mark
from priorauth.reading.model import Standing
from priorauth.reading.phrase_matching import Hit
from priorauth.reading.plain_order import DENYING, LEANING
from priorauth.reading.plain_tables import turning_words
from priorauth.reading.statements import Statement
from priorauth.reading.vocabulary import Category

_HARMLESS = frozenset({Sense.DENIED, Sense.OTHER_PART, Sense.PSEUDO})
_BACKWARD = frozenset({Reach.AFTER, Reach.AROUND, Reach.CLAUSE, Reach.STATEMENT})
_IS_THERE = frozenset({"present", "has", "have", "there", "returned", "positive", "back"})
_YEAR = re.compile(r"(?:19|20)\d\d")
_CLOSES = frozenset({",", ";", ".", "but", "|"})
DENIES = frozenset(
    {"no", "not", "denies", "denied", "deny", "denying", "never", "without", "neg", "negative", "nor", "ø"}
)
"""Words that deny what stands behind them."""

_PART_ENDS = frozenset({";", ".", "|", "(", ")"})
_OPENS_CLAUSE = frozenset({"he", "she", "they", "his", "her", "the", "patient", "pt", "there", "exam", "flexion"})
_SAYS_NOTHING = DENYING | {
    "or",
    "normal",
    "fine",
    "wnl",
    "rest",
    "other",
    "excluded",
    "free",
    "better",
    "just",
}
"""Turning words that in a part of their own turn nothing of a denial beside them."""

_ODD_BESIDE = re.compile(
    r"\b(?:today|now|currently|daily|yesterday|nightly|when|while|with\s+(?:sitting|walking|standing)|after|wife|husband|his\s+(?:wife|mother|father)"
    r"|her\s+(?:husband|mother|father)"
    r"|positive|pos|diminish\w*|decreas\w*|weak\w*|numb\w*|tingl\w*|absent|asymmetr\w*|shooting|radiat\w+|sciatic\w*"
    r"|copied|forward|template|error|corrected|unable|not\s+(?:tested|examined|done|asked|assessed|checked))\b",
    re.IGNORECASE,
)
"""Words that beside a denial tell of another time, another person or of what is denied."""


def own_part(statement: Statement, first: int, last: int, *, is_list: bool = False) -> tuple[int, int] | None:
    """Return the part of a statement that makes a denial by itself, as places in the text; none for the whole.

    What stands beside it may be unknown, as long as it neither turns, limits nor dates it. ``is_list`` for a denial
    of a list, which a comma only parts where another clause begins behind it.
    """
    tokens = statement.tokens
    begin = next((i + 1 for i in range(first - 1, -1, -1) if _parts_at(statement, i, is_list=is_list)), 0)
    end = next((i for i in range(last + 1, len(tokens)) if _parts_at(statement, i, is_list=is_list)), len(tokens))
    if begin == 0 and end >= len(tokens) - 1 and tokens[0].start == statement.start:
        return None
    beside = [*tokens[:begin], *tokens[end:]]
    if any(token.text in turning_words() and token.text not in _SAYS_NOTHING for token in beside):
        return None
    behind = next((token.text for token in tokens[end:] if token.is_word), "")
    words = (
        statement.text[statement.start : tokens[begin].start]
        + " ; "
        + statement.text[tokens[end - 1].end : statement.end]
    )
    if behind in LEANING or statement.words.rstrip().endswith("?") or _says_odd(words):
        return None
    return tokens[begin].start, tokens[end - 1].end


def _says_odd(words: str) -> bool:
    """Whether words beside a denial tell of another time or person, or of what is denied without denying it."""
    found = (match for match in _ODD_BESIDE.finditer(words) if not _DENIED_THERE.search(words[: match.start()]))
    return next(found, None) is not None


_DENIED_THERE = re.compile(
    r"\b(?:no|not|without|denies|denied|nor|never|or|n't)\s+(?:[\w/-]+[\s,]+){0,3}\Z", re.IGNORECASE
)


def _parts_at(statement: Statement, index: int, *, is_list: bool) -> bool:
    token = statement.tokens[index]
    if is_list and token.text == "and" and index + 1 < len(statement.tokens):
        return statement.tokens[index + 1].text in ("he", "she", "they")
    if token.text != ",":
        return token.text in _PART_ENDS
    if not is_list:
        return True
    behind = [item.text for item in statement.tokens[index + 1 : index + 3]]
    return bool(behind) and (
        behind[0] in _OPENS_CLAUSE
        or (behind[0] in ("and", "so") and behind[1:] != [] and behind[1] in _OPENS_CLAUSE)
    )


_MONTHS = frozenset({"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"})
_DAY_WORDS = 3


def doubt_of(
    statement: Statement, frame: Frame, first: int, last: int, *, is_result: bool = False
) -> Standing | None:
    """Return the standing that words beside a denial of ``tokens[first:last + 1]`` give it, or none.

    Words of doubt, of the past, of a plan or a question in its part of the statement, a denial of the denial,
    and unknown words before it or joined to it make it not understood. ``is_result`` for a test with its negative
    result, before which no denial is wanted.
    """
    if statement.section.standing is not None:
        return statement.section.standing
    if statement.words.rstrip("\"') ").endswith("?"):
        return Standing.ASKED
    if box_of(statement, Mention(first, last))[0] is not Box.NO_BOX:
        return None
    marked = mark(statement.text, statement.tokens, frame, range(first, last + 1))
    begin = first if is_result else _denial(marked, first)
    begin = next((index + 1 for index in range(begin - 1, -1, -1) if marked.tokens[index].text in _CLOSES), 0)
    end = _end(marked, last)
    aside = _with_asides(marked, end)
    is_odd = (
        _is_of_then(marked, begin, aside)
        or _has_doubt(marked, begin, aside, first, last, is_result=is_result)
        or (is_result and any(marked.tokens[index].text in DENIES for index in range(begin, first)))
        or _is_doubled(marked, begin, first)
        or _has_unknown(marked, begin, first, last, end)
    )
    return Standing.NOT_UNDERSTOOD if is_odd else None


def _is_of_then(marked: Marked, begin: int, end: int) -> bool:
    """Whether a denial is of a year, or what it denies is said to be there now: "denied in 2024, now present"."""
    texts = [token.text for token in marked.tokens[begin:end]]
    is_there = any(text in _IS_THERE for text in texts) and "now" in texts
    years = [i for i, text in enumerate(texts) if _YEAR.fullmatch(text) and not _ends_day(marked, begin + i)]
    return is_there or any("since" not in texts[max(0, i - 4) : i] for i in years)


def _ends_day(marked: Marked, year: int) -> bool:
    """Whether a year ends the day of an examination: "normal on November 3, 2026"."""
    before = [token.text for token in marked.tokens[max(0, year - _DAY_WORDS) : year]]
    return any(word[:3] in _MONTHS for word in before) and any(word.isdigit() for word in before)


def _has_doubt(marked: Marked, begin: int, end: int, first: int, last: int, *, is_result: bool) -> bool:
    denials = int(is_result or _denial(marked, first) < first)
    answered = answered_marks(marked.tokens)
    for hit in marked.cues:
        if not begin <= hit.first < end or marked.tokens[hit.first].text == "or" or hit.first in answered:
            continue
        senses = {cue.sense for cue in hit.payloads}
        if is_result and Sense.POSITIVE in senses and hit.first > _end(marked, last):
            continue  # another side's result: "negative on the left, positive on the right"
        if not senses & _HARMLESS:
            return True
        denials += senses == {Sense.DENIED} and hit.first > last and _speaks_back(marked, hit, last)
    return denials > 1


def _speaks_back(marked: Marked, hit: Hit[Cue], last: int) -> bool:
    """Whether a second denial is said of the same thing: "no pain is doubtful", "not that numbness is denied"."""
    if any(marked.is_(index, Category.SUBJECT) for index in range(last + 1, hit.first)):
        return False
    is_last = hit.last + 1 >= len(marked.tokens) or marked.tokens[hit.last + 1].text in _CLOSES
    reaches = {cue.reach for cue in hit.payloads}
    return bool(reaches & _BACKWARD) or (is_last and Reach.ANSWER in reaches)


def _end(marked: Marked, last: int) -> int:
    later = (index for index in range(last + 1, len(marked.tokens)) if marked.tokens[index].text in _CLOSES)
    return next(later, len(marked.tokens))


def _with_asides(marked: Marked, end: int) -> int:
    """Return the end of what is said, with parts behind a comma that name no thing: ", per outside report"."""
    while end < len(marked.tokens) and marked.tokens[end].text == ",":
        stop = _end(marked, end)
        if any(marked.is_(i, Category.SUBJECT) or marked.is_unknown(i) for i in range(end, stop)):
            break
        end = stop
    return end


def _denial(marked: Marked, first: int) -> int:
    """Return where the nearest denial before a mention stands; its own place when there is none."""
    return next((index for index in range(first, -1, -1) if marked.tokens[index].text in DENIES), first)


def _is_doubled(marked: Marked, begin: int, first: int) -> bool:
    """Whether two denials stand before a mention with no other thing between: "denies that there is no pain"."""
    denials = [i for i in range(begin, first) if marked.tokens[i].text in DENIES]
    if len(denials) <= 1:
        return False
    return not any(marked.is_(i, Category.SUBJECT, Category.OBJECT) for i in range(denials[-2] + 1, denials[-1]))


def _has_unknown(marked: Marked, begin: int, first: int, last: int, end: int) -> bool:
    """Whether nobody knows a word before the denial, or one right behind the mention that is no next member."""
    texts = [token.text for token in marked.tokens]
    denial = max(begin, _denial(marked, first))
    if any(marked.is_unknown(index) for index in range(begin, denial)):
        return True
    stop = next((index for index in range(last + 1, end) if texts[index] in ("or", "and", "/", "&", "nor")), end)
    answered = answered_marks(marked.tokens)
    return any(marked.is_unknown(index) and index not in answered for index in range(last + 1, stop))
