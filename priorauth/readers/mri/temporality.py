"""Which mentions are of now, and which of an earlier study."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from priorauth.readers.mri.modic_mentions import EndplateMention
from priorauth.readers.mri.plain_tokens import denials_of_others, doubts_of_others
from priorauth.readers.mri.report_assertion import CLAUSE_BREAKS, OTHERS, clause_of
from priorauth.readers.mri.report_tokens import ReportToken
from priorauth.readers.mri.token_roles import Kind


class Time(StrEnum):
    """When: now, on an earlier study, or on both."""

    NOW = "now"
    PAST = "past"
    BOTH = "both"


_LOOSE = {
    Kind.ARTICLE,
    Kind.ADJECTIVE,
    Kind.IS,
    Kind.PREPOSITION,
    Kind.SEEN,
    Kind.HEDGE,
    Kind.MIXED,
    Kind.ENDPLATE,
    Kind.COLON,
}


def times(tokens: Sequence[ReportToken], mentions: Sequence[EndplateMention], own_date: str | None) -> list[Time]:
    """Say for each mention of a sentence whether it is of now or of an earlier study."""
    found: list[Time] = []
    for number, mention in enumerate(mentions):
        low, high = clause_of(tokens, mention)
        previous = mentions[number - 1] if number else None
        following = mentions[number + 1] if number + 1 < len(mentions) else None
        mine = _markers(tokens, low, high, previous, mention, following)
        if previous is not None and _became(tokens, previous, mention):
            found.append(Time.NOW)
        elif following is not None and _became(tokens, mention, following):
            found.append(Time.PAST)
        else:
            inherited = found[-1] if found and _carries(tokens, mentions[number - 1], mention) else None
            found.append(_time(tokens, mine, own_date, inherited))
    return found


@dataclass(frozen=True, slots=True)
class Told:
    """When a mention was seen; ``read`` are the places of words that say so, or that date its neighbors."""

    is_past: bool
    read: tuple[tuple[int, int], ...]


_TIME_WORDS = (Kind.PRIOR, Kind.DATE, Kind.COMPARED, Kind.NOW, Kind.STABLE, Kind.FIRST_TIME)
_LESS = re.compile(r"regress|resol|improv|less|decreas")
"""Words that say a change is going; whether it is still there is not for this grammar to say."""


def told_times(tokens: Sequence[ReportToken], mentions: Sequence[EndplateMention]) -> list[Told]:
    """Return when each mention of a statement was seen, and which words of time are none of its own matter.

    A change that became another is past; so is one dated by a word or a year of its own. What is "unchanged from
    2021", "again seen" or "not seen in 2021" is there now.
    """
    when = times(tokens, mentions, None)
    own = [frozenset(_own_words(tokens, mentions, number)) for number in range(len(mentions))]
    found = []
    for number in range(len(mentions)):
        is_left = _is_left_behind(tokens, mentions, number)
        if is_left or when[number] is Time.PAST or _is_of_study(tokens, mentions[number]):
            found.append(Told(True, ()))
            continue
        foreign = frozenset().union(*(words for other, words in enumerate(own) if other != number)) - own[number]
        read = {index for index in foreign if _is_of_time(tokens, index)}
        for place, other in enumerate(mentions):
            if place != number and when[place] is Time.PAST:
                read |= set(range(other.first, other.last + 1))
        read |= doubts_of_others(tokens, own, mentions, number)
        read |= denials_of_others(tokens, mentions[number])
        read |= _evolved(tokens, mentions[number])
        read |= _before_arrow(tokens, mentions, number)
        joining = _joining(tokens, mentions, number)
        became = {index for index in own[number] if tokens[index].kind is Kind.BECAME}
        if not _is_past_then_now(tokens, mentions[number], own[number]):
            read |= _of_now(tokens, (own[number] - became) | joining)
        found.append(Told(False, tuple((tokens[index].start, tokens[index].end) for index in sorted(read))))
    return found


def _is_left_behind(tokens: Sequence[ReportToken], mentions: Sequence[EndplateMention], number: int) -> bool:
    """Whether a change is what another came from: "evolution from Modic type 1 to type 2"."""
    before_it = [token.text for token in tokens[max(0, mentions[number].first - 2) : mentions[number].first]]
    if number and before_it[-1:] == ["was"] and before_it[:1] in (["("], [","]):
        return True  # "Modic 2 (was Modic 1)"
    if number and _LEFT.search(" ".join(before_it)):
        return True  # "Modic 1 (improved from Modic 1/2)"
    if number + 1 >= len(mentions):
        return False
    first, following = mentions[number].first, mentions[number + 1].first
    before = {word for token in tokens[max(0, first - 3) : first] for word in token.text.split()}
    between = [token.text for token in tokens[mentions[number].last + 1 : following]]
    is_to = bool({"to", "into", "toward", "towards"} & set(between))
    return "from" in before and any(word.startswith(_EVOLVES) for word in before) and is_to


_LEFT = re.compile(r"\b(?:\w+ed|down|up|on) from\Z")
_EVOLVES = ("evol", "conver", "transi", "progress", "transform", "chang", "matur", "turn")


def _evolved(tokens: Sequence[ReportToken], mention: EndplateMention) -> set[int]:
    """Return what was before a change came of it: "the earlier edema has converted: Modic type 2"."""
    place = mention.first - 1
    while place > 0 and tokens[place].kind in (Kind.ADJECTIVE, Kind.ARTICLE):
        place -= 1
    if place < 1 or any(token.kind in (Kind.NO, Kind.NOT, Kind.HEDGE) for token in tokens[:place]):
        return set()
    turns = tokens[place - 1].text if tokens[place].kind is Kind.COLON else tokens[place].text
    if not turns.startswith(_EVOLVES) or tokens[place].kind not in (Kind.COLON, Kind.BECAME):
        return set()
    told = (Kind.PRIOR, Kind.BECAME, Kind.COLON)
    return {i for i in range(place + 1) if tokens[i].kind in told or tokens[i].text.startswith(_EVOLVES)}


def _before_arrow(tokens: Sequence[ReportToken], mentions: Sequence[EndplateMention], number: int) -> set[int]:
    """Return what "no Modic -> Modic 1" says of the earlier day, and the arrow."""
    if not number or tokens[mentions[number].first - 1].text not in (">", "\u2192"):
        return set()
    start = mentions[number - 1].first
    start -= start > 0 and tokens[start - 1].kind is Kind.NO
    return set(range(start, mentions[number].first))


def _is_of_study(tokens: Sequence[ReportToken], mention: EndplateMention) -> bool:
    """Whether a mention is what an earlier study showed: "compared to the 2019 study, in which type 1 was ..."."""
    for index in range(mention.first - 1, 1, -1):
        if tokens[index].kind is Kind.NOW or tokens[index].kind in CLAUSE_BREAKS:
            return False
        if tokens[index].text in ("which", "when", "where"):
            before = tokens[max(0, index - _AS_FAR) : index]
            is_next = any(token.text in _STUDIES or is_date(token) for token in before[-3:])
            return is_next and any(token.kind is Kind.PRIOR or is_date(token) for token in before)
    return False


_STUDIES = frozenset(["study", "mri", "exam", "examination", "scan", "report"])


def _own_words(tokens: Sequence[ReportToken], mentions: Sequence[EndplateMention], number: int) -> list[int]:
    low, high = clause_of(tokens, mentions[number])
    previous = mentions[number - 1] if number else None
    following = mentions[number + 1] if number + 1 < len(mentions) else None
    return _markers(tokens, low, high, previous, mentions[number], following)


def _joining(tokens: Sequence[ReportToken], mentions: Sequence[EndplateMention], number: int) -> frozenset[int]:
    """Return the words between a mention and the one it came from: "has converted to"."""
    if not number or not _became(tokens, mentions[number - 1], mentions[number]):
        return frozenset()
    low, _ = clause_of(tokens, mentions[number - 1])
    if any(token.kind in (Kind.NO, Kind.NOT, Kind.HEDGE) for token in tokens[low : mentions[number - 1].first]):
        return frozenset()
    return frozenset(range(mentions[number - 1].last + 1, mentions[number].first))


def _is_past_then_now(tokens: Sequence[ReportToken], mention: EndplateMention, words: frozenset[int]) -> bool:
    """Whether a mention is dated and something else is now: "type 1 in 2019, now fat"."""
    dated = [index for index in words if index > mention.last and is_date(tokens[index])]
    now = [index for index in words if tokens[index].kind is Kind.NOW]
    return bool(dated) and bool(now) and min(dated) < min(now)


def _is_of_time(tokens: Sequence[ReportToken], index: int) -> bool:
    return tokens[index].kind in _TIME_WORDS or is_date(tokens[index])


def _of_now(tokens: Sequence[ReportToken], words: frozenset[int]) -> set[int]:
    """Return the words that say a change is there now as it was: what it is compared with, and its dates."""
    kinds = {tokens[index].kind for index in words}
    said = {
        index
        for index in words
        if tokens[index].kind in (Kind.STABLE, Kind.BECAME, Kind.FIRST_TIME)
        and not _LESS.search(tokens[index].text)
    }
    absent = _absent_then(tokens, words)
    if not said and not kinds & {Kind.NOW, Kind.COMPARED}:
        return absent
    known = {index for index in words if tokens[index].text == "known"}
    return (
        absent
        | known
        | said
        | {index for index in words if _is_of_time(tokens, index) and not _LESS.search(tokens[index].text)}
    )


def _absent_then(tokens: Sequence[ReportToken], words: frozenset[int]) -> set[int]:
    """Return "not seen on the MRI of 2022" where it stands by itself: the change is new."""
    for index in sorted(words):
        if tokens[index].kind is not Kind.ABSENT or index == 0 or tokens[index - 1].kind is Kind.IS:
            continue
        for place in range(index + 1, min(index + _AS_FAR, len(tokens))):
            if tokens[place].kind is Kind.PRIOR or is_date(tokens[place]):
                return set(range(index, place + 1))
    return set()


_AS_FAR = 8


def _became(tokens: Sequence[ReportToken], one: EndplateMention, two: EndplateMention) -> bool:
    between = tokens[one.last + 1 : two.first]
    return any(token.kind is Kind.BECAME for token in between) or [token.text for token in between] in (
        ["to"],
        ["into"],
        ["-", ">"],
        ["\u2192"],
    )


def _carries(tokens: Sequence[ReportToken], one: EndplateMention, two: EndplateMention) -> bool:
    between = {token.kind for token in tokens[one.last + 1 : two.first]}
    return Kind.AND in between and not between & {Kind.COMMA, Kind.NOW, *CLAUSE_BREAKS, Kind.THERE}


def _markers(
    tokens: Sequence[ReportToken],
    low: int,
    high: int,
    previous: EndplateMention | None,
    mention: EndplateMention,
    following: EndplateMention | None,
) -> list[int]:
    """Return the tokens around a mention that belong to it and not to its neighbors."""
    start = low if previous is None else max(low, _border(tokens, previous, mention))
    start = max(start, max(_evolved(tokens, mention), default=-1) + 1)
    end = high if following is None else min(high, _border(tokens, mention, following))
    return [index for index in range(start, end) if not mention.first <= index <= mention.last]


def _border(tokens: Sequence[ReportToken], one: EndplateMention, two: EndplateMention) -> int:
    """Find where the words of one mention end and those of the next begin."""
    start = two.first
    while start > one.last + 1 and tokens[start - 1].kind in (*_LOOSE, Kind.NOW, Kind.PRIOR, Kind.STABLE):
        start -= 1
    for index in range(one.last + 1, start):
        if tokens[index].kind in (Kind.COMMA, Kind.AND, *CLAUSE_BREAKS, Kind.OPEN):
            return index
    return start


def _time(tokens: Sequence[ReportToken], around: list[int], own_date: str | None, inherited: Time | None) -> Time:
    """Weigh the words around a mention; what it was absent on is another study: "not seen on the MRI of 2022"."""
    absent = next((i for i in around if tokens[i].kind is Kind.ABSENT and i > 0), len(tokens))
    mine = [index for index in around if index <= absent or tokens[index].kind is Kind.NOW]
    kinds = [tokens[index].kind for index in mine]
    if Kind.FIRST_TIME in kinds or Kind.NOW in kinds:
        return Time.NOW
    if Kind.STABLE in kinds or Kind.BECAME in kinds:
        return Time.BOTH if _is_about_mention(tokens, mine) else Time.NOW
    if any(
        tokens[i].kind is Kind.PRIOR and not _is_compared(tokens, i) and not _is_surgery(tokens, i) for i in mine
    ):
        return Time.PAST
    if Kind.COMPARED not in kinds and any(is_date(tokens[i], own_date) for i in mine):
        return Time.PAST
    return inherited if inherited is Time.PAST else Time.NOW


def _is_about_mention(tokens: Sequence[ReportToken], mine: list[int]) -> bool:
    """Whether "stable" is near: nothing else that could be stable is named beside it."""
    stable = next(index for index in mine if tokens[index].kind in (Kind.STABLE, Kind.BECAME))
    after = tokens[stable + 1 : stable + 4]
    return not any(token.kind in OTHERS for token in after)


def _is_compared(tokens: Sequence[ReportToken], index: int) -> bool:
    """Whether a "prior" only frames the sentence: ``compared to the prior study``."""
    return any(token.kind is Kind.COMPARED for token in tokens[max(0, index - 4) : index])


_SURGERY = (
    "fusion", "laminectomy", "laminectomies", "surgery", "discectomy", "microdiscectomy", "laminotomy",
    "decompression", "instrumentation", "operation",
)  # fmt: skip


def _is_surgery(tokens: Sequence[ReportToken], index: int) -> bool:
    """Whether "prior" says when somebody was operated on, not when a study was made: ``prior L5-S1 fusion``."""
    for token in tokens[index + 1 : index + 5]:
        if token.text in _SURGERY:
            return True
        if token.kind in (Kind.MODIC, Kind.ENDPLATE, Kind.COMMA):
            return False
    return False


def is_date(token: ReportToken, own_date: str | None = None) -> bool:
    """Whether a token is a date or a year, and not the day of this study."""
    if token.kind is Kind.DATE:
        return token.text != own_date
    return (
        token.kind is Kind.NUMBER
        and len(token.text) == 4
        and token.text[:2] in ("19", "20")
        and token.text.isdigit()
    )
