"""Changes of the endplates that a sentence tells of without the word Modic."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from priorauth.readers.mri.report_tokens import Token
from priorauth.readers.mri.token_roles import Kind

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


def untyped_spans(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Return the first and last token of each mention of a change that carries no Modic word."""
    last = -1
    for index, token in enumerate(tokens):
        if index <= last:
            continue
        found: tuple[int, int] | None = None
        if token.kind is Kind.LESION:
            found = index, index
        elif token.kind is Kind.ENDPLATE and not _is_other(tokens, index):
            found = _change_right(tokens, index) or _change_left(tokens, index) or _quality(tokens, index)
        if found is not None:
            last = found[1]
            yield found


def _is_other(tokens: Sequence[Token], index: int) -> bool:
    near = tokens[max(0, index - 2) : index + 2]
    return any(token.kind is Kind.NOT_MODIC for token in near)


def _change_right(tokens: Sequence[Token], index: int) -> tuple[int, int] | None:
    place = index + 1
    while place < len(tokens):
        token = tokens[place]
        if token.kind in (Kind.CHANGE, Kind.EDEMA) and token.text not in _WEAK:
            return index, place
        if token.kind not in _RIGHT_OF_ENDPLATE:
            break
        place += 1
    return None


def _change_left(tokens: Sequence[Token], index: int) -> tuple[int, int] | None:
    """``edema in the adjacent endplates``: a change, a preposition, the endplate."""
    place, has_preposition = index - 1, False
    while place >= 0:
        token = tokens[place]
        if token.kind is Kind.EDEMA or (token.kind is Kind.CHANGE and token.text not in _WEAK):
            return (place, index) if has_preposition and _is_of_bone(tokens, place) else None
        if token.kind is Kind.SIGNAL:
            quality = tokens[place - 1].kind if place else None
            return (
                (place, index) if has_preposition and quality in (Kind.ABNORMAL, Kind.EDEMA, Kind.SERIES) else None
            )
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


def _is_of_bone(tokens: Sequence[Token], place: int) -> bool:
    before = tokens[place - 1] if place else None
    return before is None or before.kind not in (Kind.NOT_MODIC, Kind.FINDING, Kind.NERVE, Kind.DISC_WORD)


def _quality(tokens: Sequence[Token], index: int) -> tuple[int, int] | None:
    """``fatty endplate marrow``, ``edematous endplates``."""
    before = tokens[index - 1] if index else None
    if before is not None and before.text in ("fatty", "edematous", "oedematous", "sclerotic"):
        return index - 1, index
    return None
