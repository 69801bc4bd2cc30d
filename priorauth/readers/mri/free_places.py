"""Places a statement says are free of the change it names: "none at L5-S1", "the other levels are spared"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from priorauth.readers.mri.model import Place
from priorauth.readers.mri.modic_mentions import EndplateMention
from priorauth.readers.mri.not_places import PLACES
from priorauth.readers.mri.report_tokens import ReportToken
from priorauth.readers.mri.token_roles import Kind

_BORDERS = (Kind.COMMA, Kind.SEMICOLON, Kind.STOP, Kind.BUT, Kind.AND, Kind.WITH, Kind.OPEN, Kind.CLOSE)
_FREE = (Kind.NORMAL,)
_NOT_THERE = (Kind.NONE, Kind.ABSENT)
"""Words said of a change and not of a place, so that the place has to stand behind them: "none at L5-S1"."""
_FREE_WORDS = frozenset(
    [
        "spared",
        "sparing",
        "spares",
        "spare",
        "clean",
        "wnl",
        "nad",
        "ok",
        "okay",
        "fine",
        "neither",
        "uninvolved",
        "unaffected",
        "clear",
        "even",
        "free",
        "not involved",
        "nowhere",
        "not affected",
    ]
)
_FILL = (
    *PLACES, Kind.ELSEWHERE, Kind.IS, Kind.ARTICLE, Kind.LEVEL_WORD, Kind.ENDPLATE, Kind.DISC_WORD,
    Kind.PREPOSITION, Kind.THROUGH, Kind.ADJECTIVE, Kind.DASH, Kind.COLON, Kind.SLASH, Kind.BODY_WORD, Kind.BOTH,
    Kind.OR, Kind.SUPERIOR, Kind.INFERIOR, Kind.MARROW, Kind.SIGNAL, Kind.THERE, Kind.SEEN,
)  # fmt: skip
_FILL_WORDS = frozenset(["all", "intervening", "rest", "too", "at", "it", "they", "this", "these", "such"])


def free_stretches(
    tokens: Sequence[ReportToken], mentions: Sequence[EndplateMention]
) -> Iterator[tuple[tuple[int, int], frozenset[Place]]]:
    """Return where a statement says of other places that nothing is there, and those it names. Every word is known.

    A stretch that names no place and no rest ("which is normal") is said of the change itself and is none of these.
    """
    taken = {index for mention in mentions for index in range(mention.first, mention.last + 1)}
    yield from _free_clauses(tokens, taken)
    first = 0
    for index in range(len(tokens) + 1):
        if index < len(tokens) and not (tokens[index].kind in _BORDERS and index not in taken):
            continue
        stretch = range(first, index)
        is_part = first > 0 or index < len(tokens)
        if is_part and taken.isdisjoint(stretch) and _is_free(tokens, stretch):
            named = frozenset(place for i in stretch for place in tokens[i].places)
            yield (tokens[max(first - 1, 0)].start, tokens[index - 1].end), named
        first = index + 1


def _free_clauses(
    tokens: Sequence[ReportToken], taken: set[int]
) -> Iterator[tuple[tuple[int, int], frozenset[Place]]]:
    """Return the clauses behind a semicolon that begin with a level and call it normal: "; L5-S1 is normal"."""
    for index in (i for i, token in enumerate(tokens) if token.kind is Kind.SEMICOLON):
        ends = (Kind.SEMICOLON, Kind.STOP)
        end = next((i for i in range(index + 1, len(tokens)) if tokens[i].kind in ends), len(tokens))
        clause = range(index + 1, end)
        if not clause or tokens[clause[0]].kind is not Kind.LEVEL or not taken.isdisjoint(clause):
            continue
        said = [i for i in clause if tokens[i].kind in _FREE]
        odd = sum(not _is_fill(tokens[i]) and tokens[i].kind not in (Kind.AND, *_FREE) for i in clause)
        is_plain = all(tokens[i].kind in (Kind.WORD, Kind.AND, *_FREE) or _is_fill(tokens[i]) for i in clause)
        if said and is_plain and odd <= 1:
            yield (tokens[index].start, tokens[end - 1].end), frozenset(tokens[clause[0]].places)


def foils(tokens: Sequence[ReportToken]) -> Iterator[tuple[tuple[int, int], frozenset[Place]]]:
    """Return the places a statement says it does not mean: "the level is L5-S1 and not L4-L5"."""
    for index, token in enumerate(tokens):
        behind = index + 1
        while behind < len(tokens) and tokens[behind].kind in (
            *PLACES,
            Kind.PREPOSITION,
            Kind.ARTICLE,
            Kind.LEVEL_WORD,
        ):
            behind += 1
        named = frozenset(place for item in tokens[index + 1 : behind] for place in item.places)
        is_end = behind == len(tokens) or tokens[behind].kind in (Kind.STOP, Kind.SEMICOLON, Kind.CLOSE)
        is_between = index > 0 and tokens[index - 1].kind in (*PLACES, Kind.COMMA)
        if token.kind is Kind.RATHER and named and is_end and is_between:
            yield (token.start, tokens[behind - 1].end), named


def _is_free(tokens: Sequence[ReportToken], stretch: range) -> bool:
    if stretch and stretch[0] == 0:  # what it begins with may be the label of a list: "Endplates by level: ..."
        label = next(
            (i for i in stretch if tokens[i].kind is Kind.COLON and tokens[i - 1].kind not in PLACES), None
        )
        stretch = range(label + 1, stretch[-1] + 1) if label else stretch
    has_place = any(tokens[i].kind in (*PLACES, Kind.ELSEWHERE) for i in stretch)
    says = [i for i in stretch if _says_free(tokens, i)]
    return (
        has_place
        and len(says) == 1
        and all(i in says or _is_fill(tokens[i]) or _is_such(tokens, i) for i in stretch)
    )


def _says_free(tokens: Sequence[ReportToken], index: int) -> bool:
    token = tokens[index]
    if token.kind in _FREE or token.text in _FREE_WORDS:
        return True
    if token.kind not in _NOT_THERE and token.text not in ("not", "no"):
        return False
    before = [item.kind for item in tokens[max(0, index - 2) : index]]
    if before and before[-1] is Kind.ELSEWHERE and token.kind in _NOT_THERE:
        return True  # "otherwise nil"
    behind = tokens[index + 1] if index + 1 < len(tokens) else None
    if before and before[-1] in PLACES and before[0] in (Kind.COMMA, Kind.SEMICOLON, Kind.PREPOSITION):
        is_such = behind is not None and behind.text == "such"
        return (
            before[0] is not Kind.PREPOSITION or is_such
        )  # "type 1 at L4-5, L5-S1 none", "at L5-S1 no such change"
    if before and before[-1] in (Kind.COLON, Kind.DASH) and before[0] in (*PLACES, Kind.ELSEWHERE):
        return token.kind in _NOT_THERE  # "other: none"
    if token.text in ("not", "no") and before and before[-1] in (Kind.IS, Kind.THERE):
        return behind is None or behind.kind in _BORDERS  # "at L5-S1 there are not"
    return behind is not None and (
        behind.text == "at" or behind.kind in (Kind.PREPOSITION, Kind.ELSEWHERE, *PLACES)
    )


def _is_such(tokens: Sequence[ReportToken], index: int) -> bool:
    return tokens[index].kind is Kind.CHANGE and tokens[index - 1].text == "such"


def _is_fill(token: ReportToken) -> bool:
    return token.kind in _FILL or token.text in _FILL_WORDS
