"""Which mentions a hedge of the sentence is about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from priorauth.readers.mri.modic_mentions import EndplateMention
from priorauth.readers.mri.report_assertion import AFTERWARDS, OTHERS, PLACES, clause_of
from priorauth.readers.mri.report_tokens import ReportToken
from priorauth.readers.mri.token_roles import Kind

_PREDICATES = (
    "suspected",
    "possible",
    "probable",
    "questionable",
    "favored",
    "favoured",
    "questioned",
    "equivocal",
    "suggested",
)


def is_hedged(tokens: Sequence[ReportToken], mention: EndplateMention) -> bool:
    """Say whether a hedge of the sentence is about this mention."""
    if mention.is_hedged or mention.is_undecided:
        return True
    low, high = clause_of(tokens, mention)
    return _hedged_before(tokens, mention, low) or _hedged_after(tokens, mention, high)


def _hedged_before(tokens: Sequence[ReportToken], mention: EndplateMention, low: int) -> bool:
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
    if passed & set(OTHERS):
        return Kind.OR in passed
    return True


def _hedged_after(tokens: Sequence[ReportToken], mention: EndplateMention, high: int) -> bool:
    for index in range(mention.last + 1, high):
        token = tokens[index]
        if token.kind is Kind.QUESTION:
            return True
        if token.kind is Kind.VERSUS:
            return not _names_a_study(tokens, index)
        if token.kind is Kind.HEDGE:
            return _hedges_back(tokens, index, high)
        if token.kind is Kind.AND and index + 1 < high and tokens[index + 1].kind in (*PLACES, Kind.PREPOSITION):
            continue
        if token.kind not in AFTERWARDS:
            return False
    return False


_DOUBTING = (Kind.HEDGE, Kind.UNLIKELY, Kind.NOT)
_IN_DOUBT = (
    *_DOUBTING, Kind.ADJECTIVE, Kind.ARTICLE, Kind.CHANGE, Kind.SEEN, Kind.EXTENT, Kind.STOP, Kind.COMMA, Kind.IS,
    Kind.AND, Kind.OR, Kind.BUT,
)  # fmt: skip
_DOUBT_WORDS = re.compile(
    r"(?:un(?:certain|convincing|clear|sure|confirmed)|subject|artifactual|artefactual|weak)(?:ly)?"
)
_FILL_WORDS = frozenset(
    ["certain", "sure", "convincing", "confident", "call", "only", "at", "best", "very", "quite", "rather"]
)


def doubts_before(tokens: Sequence[ReportToken]) -> bool:
    """Whether a short sentence only doubts the one before it: "Doubtful (one image).", "Equivocal finding."."""
    aside = next((i for i, token in enumerate(tokens) if token.kind is Kind.OPEN), len(tokens))
    said = tokens[:aside]
    is_doubt = [token.kind in _DOUBTING or _DOUBT_WORDS.fullmatch(token.text) is not None for token in said]
    known = [token.kind in _IN_DOUBT or token.text in _FILL_WORDS for token in said]
    return any(is_doubt) and all(one or two for one, two in zip(is_doubt, known, strict=True))


def _names_a_study(tokens: Sequence[ReportToken], index: int) -> bool:
    near = tokens[index + 1 : index + 3]
    return any(token.kind in (Kind.PRIOR, Kind.DATE, Kind.NUMBER) for token in near)


def _hedges_back(tokens: Sequence[ReportToken], index: int, high: int) -> bool:
    """``..., likely.`` and ``is favored`` look back; ``likely chronic`` looks on."""
    if "exclude" in tokens[index].text or "ruled out" in tokens[index].text:
        return index + 1 == high or tokens[index + 1].kind not in OTHERS
    if index + 1 >= high:
        return True
    after = tokens[index + 1]
    if after.kind in (Kind.STOP, Kind.CLOSE, Kind.COMMA, Kind.SEEN, Kind.QUESTION, Kind.VERSUS, *PLACES):
        return True
    if after.text == "over" or (after.text in ("at", "in", "involving") and _place_near(tokens, index)):
        return True
    return tokens[index - 1].kind is Kind.IS and tokens[index].text in _PREDICATES and after.kind not in OTHERS


def _place_near(tokens: Sequence[ReportToken], index: int) -> bool:
    return any(token.kind in PLACES for token in tokens[index + 1 : index + 5])
