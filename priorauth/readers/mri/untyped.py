"""Changes of the endplates that a sentence tells of without the word Modic."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from priorauth.readers.mri.report_tokens import ReportToken
from priorauth.readers.mri.token_roles import Kind

_MARROW_EDEMA = frozenset(["marrow edema", "bone marrow edema", "marrow oedema", "bone marrow oedema"])
"""Findings by themselves; beside an endplate they are a change of it."""

_BESIDE_DISC = {
    Kind.MARROW, Kind.SIGNAL, Kind.CHANGE, Kind.PREPOSITION, Kind.ARTICLE, Kind.ADJECTIVE, Kind.LEVEL, Kind.FACING,
    Kind.BOTH, Kind.BODY_WORD,
}  # fmt: skip
_QUALITIES = (Kind.ABNORMAL, Kind.EDEMA, Kind.SERIES)
_WEAK = ("finding", "findings", "disease", "pattern")
_RIGHT_OF_ENDPLATE = {
    Kind.ADJECTIVE, Kind.SIGNAL, Kind.MARROW, Kind.ABNORMAL, Kind.AND, Kind.SLASH, Kind.DISC_WORD,
    Kind.ENDPLATE,
}  # fmt: skip
_LEFT_OF_ENDPLATE = {
    Kind.ARTICLE, Kind.SUPERIOR, Kind.INFERIOR, Kind.FACING, Kind.BOTH, Kind.LEVEL, Kind.BODY, Kind.BODY_WORD,
    Kind.ADJECTIVE, Kind.PREPOSITION, Kind.ASSOCIATED, Kind.DISC_WORD, Kind.MARROW, Kind.FOREIGN,
    Kind.LEVEL_WORD,
}  # fmt: skip


def untyped_spans(tokens: Sequence[ReportToken]) -> Iterator[tuple[int, int]]:
    """Return the first and last token of each mention of a change that carries no Modic word."""
    last = -1
    for index, token in enumerate(tokens):
        if index <= last:
            continue
        found: tuple[int, int] | None = None
        if token.kind is Kind.LESION:
            found = index, index
        elif token.kind is Kind.EDEMA or token.text in _MARROW_EDEMA:
            found = _beside_disc(tokens, index)
        elif token.kind is Kind.ENDPLATE and not _is_other(tokens, index):
            found = _change_right(tokens, index) or _change_left(tokens, index) or _quality(tokens, index)
        if found is not None:
            last = found[1]
            yield found


def _is_other(tokens: Sequence[ReportToken], index: int) -> bool:
    near = tokens[max(0, index - 2) : index + 2]
    return any(token.kind is Kind.NOT_MODIC for token in near)


def _change_right(tokens: Sequence[ReportToken], index: int) -> tuple[int, int] | None:
    place = index + 1
    while place < len(tokens):
        token = tokens[place]
        if token.kind in (Kind.CHANGE, Kind.EDEMA) and token.text not in _WEAK:
            return index, place
        if token.text in _MARROW_EDEMA:
            return index, place
        if token.kind not in _RIGHT_OF_ENDPLATE:
            break
        place += 1
    return None


def _change_left(tokens: Sequence[ReportToken], index: int) -> tuple[int, int] | None:
    """``edema in the adjacent endplates``: a change, a preposition, the endplate."""
    place, has_preposition = index - 1, False
    while place >= 0:
        token = tokens[place]
        if token.text in _MARROW_EDEMA:
            return (place, index) if has_preposition else None
        if token.kind is Kind.EDEMA or (token.kind is Kind.CHANGE and token.text not in _WEAK):
            return (place, index) if has_preposition and _is_of_bone(tokens, place) else None
        if token.kind is Kind.SIGNAL:
            return (place, index) if has_preposition and _has_quality(tokens, place) else None
        if (
            token.kind is Kind.AND
            and place
            and tokens[place + 1].kind in (Kind.INFERIOR, Kind.SUPERIOR, Kind.BODY, Kind.LEVEL)
        ):
            place -= 1
            continue
        if token.kind not in _LEFT_OF_ENDPLATE:
            return None
        has_preposition = has_preposition or token.kind is Kind.PREPOSITION
        place -= 1
    return None


def _has_quality(tokens: Sequence[ReportToken], signal: int) -> bool:
    """Whether a signal is called abnormal, or that of edema or of fat: "fat-type marrow signal"."""
    place = signal - 1
    while place > 0 and tokens[place].kind in (Kind.MARROW, Kind.TYPE, Kind.DASH):
        place -= 1
    return place >= 0 and (tokens[place].kind in _QUALITIES or tokens[place].text in ("fat", "fatty"))


def _beside_disc(tokens: Sequence[ReportToken], index: int) -> tuple[int, int] | None:
    """``edema-like marrow signal on both sides of the disc``: a change of the endplates that does not name them."""
    place, has_marrow = index + 1, tokens[index].text in _MARROW_EDEMA
    while place < len(tokens):
        kind = tokens[place].kind
        has_marrow = has_marrow or kind is Kind.MARROW
        if kind is Kind.DISC_WORD or (kind is Kind.FACING and "side" in tokens[place].text):
            return (index, place) if has_marrow else None
        if kind not in _BESIDE_DISC:
            return None
        place += 1
    return None


def _is_of_bone(tokens: Sequence[ReportToken], place: int) -> bool:
    before = tokens[place - 1] if place else None
    return before is None or before.kind not in (Kind.NOT_MODIC, Kind.FINDING, Kind.NERVE, Kind.DISC_WORD)


def _quality(tokens: Sequence[ReportToken], index: int) -> tuple[int, int] | None:
    """``fatty endplate marrow``, ``edematous endplates``."""
    before = tokens[index - 1] if index else None
    if before is not None and before.text in ("fatty", "edematous", "oedematous", "sclerotic", "inflamed"):
        return index - 1, index
    return None
