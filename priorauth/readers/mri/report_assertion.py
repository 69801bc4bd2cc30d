"""What a sentence does to a mention: states it, denies it, hedges it, or tells of it as past."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from priorauth.readers.mri.modic_mentions import EndplateMention
from priorauth.readers.mri.report_tokens import ReportToken
from priorauth.readers.mri.token_roles import Kind


class Polarity(StrEnum):
    """Whether a mention is said to be there. ``SILENT`` is what the reader does not decide, or a partial denial."""

    ASSERTED = "asserted"
    DENIED = "denied"
    RESOLVED = "resolved"
    SILENT = "silent"


_YEAR = re.compile(r"(?:19|20)\d\d")
_SUPPOSING = ("had", "if", "were", "should")
"""Words that begin what is only supposed: "had Modic changes been present"."""

_ASKING = ("whether", "asks", "asked", "asking")
"""Words that ask for what follows: "please comment on Modic changes at L4-5"."""

CLAUSE_BREAKS = (Kind.SEMICOLON, Kind.BUT, Kind.STOP)
PLACES = (Kind.LEVEL, Kind.BODY, Kind.FOREIGN)
OTHERS = (Kind.FINDING, Kind.NOT_MODIC)
_DENYING = (Kind.NO, Kind.WITHOUT)
_PARTIAL = ("active", "acute", "edematous", "oedematous", "inflammatory", "subacute")
_CONTRAST = ("contrast", "gadolinium", "intravenous", "iv", "gad", "prior", "comparison", "and", "or")

_OPENING = (
    *PLACES,
    Kind.PREPOSITION,
    Kind.ARTICLE,
    Kind.AND,
    Kind.COMMA,
    Kind.LEVEL_WORD,
    Kind.DISC_WORD,
    Kind.BOTH,
    Kind.STABLE,
)
"""What may stand before "there is" and still say where: "At L4-5 and L5-S1, there are ..."."""

AFTERWARDS = {
    *PLACES, Kind.PREPOSITION, Kind.LEVEL_WORD, Kind.ENDPLATE, Kind.SUPERIOR, Kind.INFERIOR, Kind.ARTICLE,
    Kind.IS, Kind.COLON, Kind.DASH, Kind.CHANGE, Kind.COMPONENT, Kind.OPEN, Kind.CLOSE, Kind.SEEN, Kind.BAR,
    Kind.DATE, Kind.BODY_WORD, Kind.DISC_WORD, Kind.COMMA, Kind.THIS_LEVEL, Kind.THESE_LEVELS, Kind.BOTH,
    Kind.FACING, Kind.SIGNAL, Kind.MARROW, Kind.THROUGH, Kind.ADJECTIVE, Kind.EXTENT,
}  # fmt: skip


def clause_of(tokens: Sequence[ReportToken], mention: EndplateMention) -> tuple[int, int]:
    """Return the clause a mention stands in: ``tokens[low:high]``."""
    low, high = mention.first, mention.last + 1
    while low > 0 and not _breaks(tokens, low - 1):
        low -= 1
    while high < len(tokens) and not _breaks(tokens, high):
        high += 1
    return low, high


def _breaks(tokens: Sequence[ReportToken], index: int) -> bool:
    if tokens[index].kind in CLAUSE_BREAKS:
        return True
    follows = tokens[index + 1].kind if index + 1 < len(tokens) else None
    return (
        tokens[index].kind in (Kind.COMMA, Kind.AND)
        and follows is Kind.THERE
        and not all(token.kind in _OPENING for token in tokens[:index])
    )


def polarity(tokens: Sequence[ReportToken], mention: EndplateMention, *, is_placed: bool) -> Polarity:
    """Say whether the sentence states or denies a mention."""
    low, high = clause_of(tokens, mention)
    if mention.is_zero:
        return Polarity.DENIED
    before = _denied_before(tokens, mention, low, is_strong=is_placed and bool(mention.types))
    said = before if before is not Polarity.ASSERTED else _denied_after(tokens, mention, high)
    is_asked = _is_asked(tokens[low : mention.first])
    if said is Polarity.ASSERTED and (is_asked or _is_doubted(tokens, mention, low, high)):
        return Polarity.SILENT
    is_partial = said is Polarity.DENIED and _leaves_room(tokens, mention, low, high)
    return Polarity.SILENT if is_partial or tokens[low].text in _SUPPOSING else said


def _is_asked(before: Sequence[ReportToken]) -> bool:
    """Whether what stands before a mention asks for it: "please comment on", but not "please note"."""
    for index, token in enumerate(before):
        follows = before[index + 1].text if index + 1 < len(before) else ""
        is_asking = token.text in _ASKING or (token.text == "please" and follows not in ("note", "see", "be"))
        answers = (Kind.SHOWS, Kind.COLON, Kind.COMMA)
        if is_asking and not any(later.kind in answers for later in before[index:]):
            return True
    return False


def _leaves_room(tokens: Sequence[ReportToken], mention: EndplateMention, low: int, high: int) -> bool:
    """Whether a denial holds only for other places: "elsewhere no Modic changes", "none except at L5-S1"."""
    after = tokens[mention.last + 1 : high]
    if tokens[low].kind is Kind.EXCEPT or any(token.kind in (Kind.ELSEWHERE, Kind.EXCEPT) for token in after):
        return True
    names_none = not any(token.kind in PLACES for token in tokens[low:high])
    return names_none and any(token.kind is Kind.ELSEWHERE for token in tokens[low : mention.first])


def _is_doubted(tokens: Sequence[ReportToken], mention: EndplateMention, low: int, high: int) -> bool:
    """Whether the change is said to be unlikely, or is what a longer clause ends by not finding.

    "The change queried on the outside report is not seen". Such a change is not there to be counted on, and
    not plainly denied either.
    """
    for index in range(mention.first - 1, low - 1, -1):
        if tokens[index].kind is Kind.UNLIKELY and _only_fill(tokens[index + 1 : mention.first]):
            return True
    for index in range(mention.last + 1, high):
        kind = tokens[index].kind
        if kind in (Kind.COMMA, Kind.AND, Kind.WITH, Kind.SHOWS, Kind.MODIC, Kind.CLOSE, *OTHERS):
            follows = tokens[index + 1].kind if index + 1 < high else None
            if kind is not Kind.COMMA or follows is not Kind.UNLIKELY:
                return False
        is_absent = kind is Kind.ABSENT and (tokens[index - 1].kind is Kind.IS or "not be" in tokens[index].text)
        leads_on = kind is Kind.UNLIKELY and index + 1 < high and tokens[index + 1].text in ("to", "of", "than")
        if (kind is Kind.UNLIKELY or is_absent) and not leads_on and not _is_about_next(tokens, index, high):
            return True
    return False


def _denied_before(
    tokens: Sequence[ReportToken], mention: EndplateMention, low: int, *, is_strong: bool
) -> Polarity:
    for index in range(mention.first - 1, low - 1, -1):
        token = tokens[index]
        between = tokens[index + 1 : mention.first]
        if token.kind in (Kind.EXCEPT, Kind.THERE, Kind.CORRECTION):
            return Polarity.ASSERTED
        if token.kind in (Kind.RATHER, Kind.NOT) and _only_fill(between):
            return Polarity.DENIED
        if token.text in ("absent", "nil") and _only_fill(between):
            return Polarity.DENIED
        if token.kind is Kind.RESOLVED and _only_fill(between):
            return Polarity.RESOLVED
        if token.kind is Kind.NORMAL and index == mention.first - 1:
            return Polarity.DENIED
        if token.kind in _DENYING and not _denies_other(token, between):
            return _weigh(between, mention, is_strong=is_strong)
    return Polarity.ASSERTED


def _only_fill(between: Sequence[ReportToken]) -> bool:
    fill = (
        Kind.ADJECTIVE,
        Kind.ARTICLE,
        Kind.PREPOSITION,
        Kind.ENDPLATE,
        Kind.PRIOR,
        Kind.SEEN,
        Kind.MIXED,
        Kind.LEVEL,
    )
    return all(token.kind in fill for token in between)


def _denies_other(token: ReportToken, between: Sequence[ReportToken]) -> bool:
    """``without contrast shows``: what is denied is not the change."""
    if token.kind is not Kind.WITHOUT or not between:
        return False
    shows = any(item.kind is Kind.SHOWS for item in between)
    return shows or any(item.text in _CONTRAST[:5] for item in between[:3])


def _weigh(between: Sequence[ReportToken], mention: EndplateMention, *, is_strong: bool) -> Polarity:
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
    passed = any(kind in (*OTHERS, *PLACES, Kind.WORD, Kind.EDEMA) for kind in kinds)
    if Kind.COMMA in kinds or (Kind.AND in kinds and passed):
        return Polarity.ASSERTED if is_strong else Polarity.SILENT
    if any(kind in (*OTHERS, Kind.SHOWS) for kind in kinds):
        return Polarity.SILENT
    return Polarity.DENIED


def _is_partial(between: Sequence[ReportToken]) -> bool:
    """``no active endplate changes`` leaves room for others."""
    for token in reversed(between):
        if token.text in _PARTIAL:
            return True
        if token.kind is not Kind.ADJECTIVE:
            return False
    return False


def _denied_after(tokens: Sequence[ReportToken], mention: EndplateMention, high: int) -> Polarity:
    for index in range(mention.last + 1, high):
        token = tokens[index]
        if token.kind in (Kind.NONE, Kind.ABSENT) and _is_of_next_place(tokens, mention, index, high):
            break
        if token.kind is Kind.ABSENT and not _is_about_next(tokens, index, high):
            return Polarity.DENIED
        if token.kind is Kind.NONE or (token.kind is Kind.NO and _ends(tokens, index, high)):
            return Polarity.DENIED
        if token.kind is Kind.RESOLVED and not _is_about_next(tokens, index, high):
            return Polarity.RESOLVED
        if (
            token.kind is Kind.AND
            and index + 1 < high
            and tokens[index + 1].kind in (*PLACES, Kind.PREPOSITION, Kind.ARTICLE)
        ):
            continue
        if token.kind not in AFTERWARDS and token.kind not in (Kind.PRIOR, Kind.NUMBER, Kind.WORD):
            break
        if token.kind is Kind.WORD and token.text not in (
            "mri",
            "study",
            "on",
            "which",
            "that",
            "exam",
            "examination",
            "clearly",
        ):
            break
    return Polarity.ASSERTED


def _is_of_next_place(tokens: Sequence[ReportToken], mention: EndplateMention, index: int, high: int) -> bool:
    """Whether "none" speaks of the place behind it, the mention having its own: "type 1 at L4-5, none at L5-S1"."""
    near = [token.kind for token in tokens[index + 1 : min(index + 4, high)]]
    has_own = any(token.kind in PLACES for token in tokens[mention.last + 1 : index])
    return has_own and Kind.PREPOSITION in near[:1] and any(kind in PLACES for kind in near)


def _is_about_next(tokens: Sequence[ReportToken], index: int, high: int) -> bool:
    """Whether an absence is that of something else, or on an earlier study: "not seen on the MRI of 2022"."""
    others = (*OTHERS, Kind.DISC_WORD, Kind.NERVE, Kind.ADJECTIVE, Kind.WORD, Kind.WITH, Kind.ASSOCIATED)
    near = tokens[index + 1 : min(index + 7, high)]
    is_past = any(token.kind in (Kind.DATE, Kind.PRIOR) or _YEAR.fullmatch(token.text) for token in near)
    return is_past or (index + 1 < high and tokens[index + 1].kind in others)


def _ends(tokens: Sequence[ReportToken], index: int, high: int) -> bool:
    ends = index + 1 == high or tokens[index + 1].kind in (Kind.STOP, Kind.CLOSE, Kind.BAR)
    return ends and tokens[index - 1].kind in (Kind.COLON, Kind.DASH, Kind.BAR, Kind.QUESTION)
