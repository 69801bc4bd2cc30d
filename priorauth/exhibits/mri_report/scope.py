"""What a sentence does to a mention: states it, denies it, hedges it, or tells of it as past."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from priorauth.exhibits.mri_report.lexicon import Kind
from priorauth.exhibits.mri_report.mentions import Mention
from priorauth.exhibits.mri_report.tokens import Token


class Polarity(StrEnum):
    """Whether a mention is said to be there. ``SILENT`` is what the reader does not decide, or a partial denial."""

    ASSERTED = "asserted"
    DENIED = "denied"
    RESOLVED = "resolved"
    SILENT = "silent"


class Time(StrEnum):
    """When: now, on an earlier study, or on both."""

    NOW = "now"
    PAST = "past"
    BOTH = "both"


CLAUSE_BREAKS = (Kind.SEMICOLON, Kind.BUT, Kind.STOP)
_PLACES = (Kind.LEVEL, Kind.BODY, Kind.FOREIGN)
_OTHERS = (Kind.FINDING, Kind.NOT_MODIC)
_DENYING = (Kind.NO, Kind.WITHOUT)
_PARTIAL = ("active", "acute", "edematous", "oedematous", "inflammatory", "subacute")
_CONTRAST = ("contrast", "gadolinium", "intravenous", "iv", "gad", "prior", "comparison", "and", "or")

_AFTERWARDS = {
    *_PLACES, Kind.PREPOSITION, Kind.LEVEL_WORD, Kind.ENDPLATE, Kind.SUPERIOR, Kind.INFERIOR, Kind.ARTICLE, Kind.IS,
    Kind.COLON, Kind.DASH, Kind.CHANGE, Kind.COMPONENT, Kind.OPEN, Kind.CLOSE, Kind.SEEN, Kind.BAR, Kind.DATE,
    Kind.BODY_WORD, Kind.DISC_WORD, Kind.COMMA, Kind.THIS_LEVEL, Kind.THESE_LEVELS, Kind.BOTH, Kind.FACING, Kind.SIGNAL,
    Kind.MARROW, Kind.THROUGH, Kind.ADJECTIVE, Kind.EXTENT,
}  # fmt: skip


def clause_of(tokens: Sequence[Token], mention: Mention) -> tuple[int, int]:
    """Give the clause a mention stands in: ``tokens[low:high]``."""
    low, high = mention.first, mention.last + 1
    while low > 0 and not _breaks(tokens, low - 1):
        low -= 1
    while high < len(tokens) and not _breaks(tokens, high):
        high += 1
    return low, high


def _breaks(tokens: Sequence[Token], index: int) -> bool:
    if tokens[index].kind in CLAUSE_BREAKS:
        return True
    follows = tokens[index + 1].kind if index + 1 < len(tokens) else None
    return tokens[index].kind in (Kind.COMMA, Kind.AND) and follows is Kind.THERE


def polarity(tokens: Sequence[Token], mention: Mention, *, is_placed: bool) -> Polarity:
    """Say whether the sentence states or denies a mention."""
    low, high = clause_of(tokens, mention)
    if mention.is_zero:
        return Polarity.DENIED
    before = _denied_before(tokens, mention, low, is_strong=is_placed and bool(mention.types))
    if before is Polarity.DENIED and any(t.kind is Kind.ELSEWHERE for t in tokens[mention.last + 1 : high]):
        return Polarity.SILENT
    if before is not Polarity.ASSERTED:
        return before
    return _denied_after(tokens, mention, high)


def _denied_before(tokens: Sequence[Token], mention: Mention, low: int, *, is_strong: bool) -> Polarity:
    for index in range(mention.first - 1, low - 1, -1):
        token = tokens[index]
        between = tokens[index + 1 : mention.first]
        if token.kind in (Kind.EXCEPT, Kind.THERE, Kind.CORRECTION):
            return Polarity.ASSERTED
        if token.kind in (Kind.RATHER, Kind.NOT) and _only_fill(between):
            return Polarity.DENIED
        if token.kind is Kind.RESOLVED and _only_fill(between):
            return Polarity.RESOLVED
        if token.kind is Kind.NORMAL and index == mention.first - 1:
            return Polarity.DENIED
        if token.kind in _DENYING and not _denies_other(token, between):
            return _weigh(between, mention, is_strong=is_strong)
    return Polarity.ASSERTED


def _only_fill(between: Sequence[Token]) -> bool:
    fill = (Kind.ADJECTIVE, Kind.ARTICLE, Kind.PREPOSITION, Kind.ENDPLATE, Kind.PRIOR, Kind.SEEN, Kind.MIXED, Kind.LEVEL)
    return all(token.kind in fill for token in between)


def _denies_other(token: Token, between: Sequence[Token]) -> bool:
    """``without contrast shows``: what is denied is not the change."""
    if token.kind is not Kind.WITHOUT or not between:
        return False
    shows = any(item.kind is Kind.SHOWS for item in between)
    return shows or any(item.text in _CONTRAST[:5] for item in between[:3])


def _weigh(between: Sequence[Token], mention: Mention, *, is_strong: bool) -> Polarity:
    """Decide whether a "no" reaches a mention over what stands between them."""
    kinds = [token.kind for token in between]
    if Kind.ELSEWHERE in kinds or Kind.FIRST_TIME in kinds:
        return Polarity.SILENT
    if not mention.types and _is_partial(between):
        return Polarity.SILENT
    if Kind.WITH in kinds:
        return Polarity.ASSERTED if is_strong else Polarity.SILENT
    if Kind.OR in kinds:
        return Polarity.DENIED
    passed = any(kind in (*_OTHERS, *_PLACES, Kind.WORD, Kind.EDEMA) for kind in kinds)
    if Kind.COMMA in kinds or (Kind.AND in kinds and passed):
        return Polarity.ASSERTED if is_strong else Polarity.SILENT
    if any(kind in (*_OTHERS, Kind.SHOWS) for kind in kinds):
        return Polarity.SILENT
    return Polarity.DENIED


def _is_partial(between: Sequence[Token]) -> bool:
    """``no active endplate changes`` leaves room for others."""
    for token in reversed(between):
        if token.text in _PARTIAL:
            return True
        if token.kind is not Kind.ADJECTIVE:
            return False
    return False


def _denied_after(tokens: Sequence[Token], mention: Mention, high: int) -> Polarity:
    for index in range(mention.last + 1, high):
        token = tokens[index]
        if token.kind is Kind.ABSENT and not _is_about_next(tokens, index, high):
            return Polarity.DENIED
        if token.kind is Kind.NONE or (token.kind is Kind.NO and _ends(tokens, index, high)):
            return Polarity.DENIED
        if token.kind is Kind.RESOLVED and not _is_about_next(tokens, index, high):
            return Polarity.RESOLVED
        if token.kind is Kind.AND and index + 1 < high and tokens[index + 1].kind in (*_PLACES, Kind.PREPOSITION, Kind.ARTICLE):
            continue
        if token.kind not in _AFTERWARDS and token.kind not in (Kind.PRIOR, Kind.NUMBER, Kind.WORD):
            break
        if token.kind is Kind.WORD and token.text not in ("mri", "study", "on", "which", "that", "exam", "examination", "clearly"):
            break
    return Polarity.ASSERTED


def _is_about_next(tokens: Sequence[Token], index: int, high: int) -> bool:
    return index + 1 < high and tokens[index + 1].kind in (*_OTHERS, Kind.DISC_WORD, Kind.NERVE, Kind.ADJECTIVE, Kind.WORD)


def _ends(tokens: Sequence[Token], index: int, high: int) -> bool:
    ends = index + 1 == high or tokens[index + 1].kind in (Kind.STOP, Kind.CLOSE, Kind.BAR)
    return ends and tokens[index - 1].kind in (Kind.COLON, Kind.DASH, Kind.BAR, Kind.QUESTION)


_PREDICATES = ("suspected", "possible", "probable", "questionable", "favored", "favoured", "questioned", "equivocal", "suggested")


def is_hedged(tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether a hedge of the sentence is about this mention."""
    if mention.is_hedged or mention.is_undecided:
        return True
    low, high = clause_of(tokens, mention)
    return _hedged_before(tokens, mention, low) or _hedged_after(tokens, mention, high)


def _hedged_before(tokens: Sequence[Token], mention: Mention, low: int) -> bool:
    passed: set[Kind] = set()
    for index in range(mention.first - 1, low - 1, -1):
        kind = tokens[index].kind
        if kind is Kind.QUESTION and index == mention.first - 1:
            return True
        if kind is Kind.VERSUS and not passed & {Kind.COMMA, Kind.WITH}:
            return True
        if kind is Kind.HEDGE:
            return _reaches(passed)
        passed.add(kind)
    return False


def _reaches(passed: set[Kind]) -> bool:
    if passed & {Kind.WITH, Kind.THERE, Kind.SHOWS} or Kind.COMMA in passed:
        return False
    if passed & set(_OTHERS):
        return Kind.OR in passed
    return True


def _hedged_after(tokens: Sequence[Token], mention: Mention, high: int) -> bool:
    for index in range(mention.last + 1, high):
        token = tokens[index]
        if token.kind is Kind.QUESTION:
            return True
        if token.kind is Kind.VERSUS:
            return not _names_a_study(tokens, index)
        if token.kind is Kind.HEDGE:
            return _hedges_back(tokens, index, high)
        if token.kind is Kind.AND and index + 1 < high and tokens[index + 1].kind in (*_PLACES, Kind.PREPOSITION):
            continue
        if token.kind not in _AFTERWARDS:
            return False
    return False


def _names_a_study(tokens: Sequence[Token], index: int) -> bool:
    near = tokens[index + 1 : index + 3]
    return any(token.kind in (Kind.PRIOR, Kind.DATE, Kind.NUMBER) for token in near)


def _hedges_back(tokens: Sequence[Token], index: int, high: int) -> bool:
    """``..., likely.`` and ``is favored`` look back; ``likely chronic`` looks on."""
    if "exclude" in tokens[index].text or "ruled out" in tokens[index].text:
        return index + 1 == high or tokens[index + 1].kind not in _OTHERS
    if index + 1 >= high:
        return True
    after = tokens[index + 1]
    if after.kind in (Kind.STOP, Kind.CLOSE, Kind.COMMA, Kind.SEEN, Kind.QUESTION, Kind.VERSUS, *_PLACES):
        return True
    if after.text == "over" or (after.text in ("at", "in", "involving") and _place_near(tokens, index)):
        return True
    return tokens[index - 1].kind is Kind.IS and tokens[index].text in _PREDICATES and after.kind not in _OTHERS


def _place_near(tokens: Sequence[Token], index: int) -> bool:
    return any(token.kind in _PLACES for token in tokens[index + 1 : index + 5])


_LOOSE = {Kind.ARTICLE, Kind.ADJECTIVE, Kind.IS, Kind.PREPOSITION, Kind.SEEN, Kind.HEDGE, Kind.MIXED, Kind.ENDPLATE, Kind.COLON}


def times(tokens: Sequence[Token], mentions: Sequence[Mention], own_date: str | None) -> list[Time]:
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


def _became(tokens: Sequence[Token], one: Mention, two: Mention) -> bool:
    return any(token.kind is Kind.BECAME for token in tokens[one.last + 1 : two.first])


def _carries(tokens: Sequence[Token], one: Mention, two: Mention) -> bool:
    between = {token.kind for token in tokens[one.last + 1 : two.first]}
    return Kind.AND in between and not between & {Kind.COMMA, Kind.NOW, *CLAUSE_BREAKS, Kind.THERE}


def _markers(
    tokens: Sequence[Token], low: int, high: int, previous: Mention | None, mention: Mention, following: Mention | None
) -> list[int]:
    """Give the tokens around a mention that belong to it and not to its neighbors."""
    start = low if previous is None else max(low, _border(tokens, previous, mention))
    end = high if following is None else min(high, _border(tokens, mention, following))
    return [index for index in range(start, end) if not mention.first <= index <= mention.last]


def _border(tokens: Sequence[Token], one: Mention, two: Mention) -> int:
    """Find where the words of one mention end and those of the next begin."""
    start = two.first
    while start > one.last + 1 and tokens[start - 1].kind in (*_LOOSE, Kind.NOW, Kind.PRIOR, Kind.STABLE):
        start -= 1
    for index in range(one.last + 1, start):
        if tokens[index].kind in (Kind.COMMA, Kind.AND, *CLAUSE_BREAKS, Kind.OPEN):
            return index
    return start


def _time(tokens: Sequence[Token], mine: list[int], own_date: str | None, inherited: Time | None) -> Time:
    kinds = [tokens[index].kind for index in mine]
    if Kind.FIRST_TIME in kinds or Kind.NOW in kinds:
        return Time.NOW
    if Kind.STABLE in kinds or Kind.BECAME in kinds:
        return Time.BOTH if _is_about_mention(tokens, mine) else Time.NOW
    if any(tokens[i].kind is Kind.PRIOR and not _is_compared(tokens, i) for i in mine):
        return Time.PAST
    if Kind.COMPARED not in kinds and any(is_date(tokens[i], own_date) for i in mine):
        return Time.PAST
    return inherited if inherited is Time.PAST else Time.NOW


def _is_about_mention(tokens: Sequence[Token], mine: list[int]) -> bool:
    """Whether "stable" is near: nothing else that could be stable is named beside it."""
    stable = next(index for index in mine if tokens[index].kind in (Kind.STABLE, Kind.BECAME))
    after = tokens[stable + 1 : stable + 4]
    return not any(token.kind in _OTHERS for token in after)


def _is_compared(tokens: Sequence[Token], index: int) -> bool:
    """``compared to the prior study``: a frame, not a report of the past."""
    return any(token.kind is Kind.COMPARED for token in tokens[max(0, index - 4) : index])


def is_date(token: Token, own_date: str | None = None) -> bool:
    """Whether a token is a date or a year, and not the day of this study."""
    if token.kind is Kind.DATE:
        return token.text != own_date
    return token.kind is Kind.NUMBER and len(token.text) == 4 and token.text[:2] in ("19", "20") and token.text.isdigit()
