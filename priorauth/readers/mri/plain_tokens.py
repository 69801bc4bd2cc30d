"""Turns of speech put plainly before places are read: "not only L4-5 but L5-S1", "one level below"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from priorauth.domain.spine import DiscLevel, VertebralBody
from priorauth.readers.mri.modic_mentions import EndplateMention
from priorauth.readers.mri.not_places import PLACES
from priorauth.readers.mri.report_tokens import ReportToken, levels_between
from priorauth.readers.mri.token_roles import Kind

_ONLY = frozenset(["only", "alone", "just", "merely", "not only", "not just"])
_DOWN = frozenset(["down", "below", "lower", "beneath", "caudally"])
_UP = frozenset(["up", "above", "higher", "cranially", "rostrally"])
_STEP_WORDS = frozenset(["space", "interspace", "level", "segment", "disc", "disk"])
_SAME_AS = frozenset(["that", "those"])
_LIKE = frozenset(["resembling", "resembles", "like", "as", "similar to", "same as"])
_UNSURE = (Kind.HEDGE, Kind.VERSUS, Kind.OR)
_SURE = frozenset(["definite", "definitely", "certainly", "clearly", "obvious", "obviously", "unequivocal"])
_LEVELS = tuple(DiscLevel)
_NEAR = 4


@dataclass(frozen=True, slots=True)
class Plain:
    """Tokens put plainly, and where the words stand that were read for it."""

    tokens: tuple[ReportToken, ...]
    read: tuple[tuple[int, int], ...] = ()


def plainly(tokens: Sequence[ReportToken], *, has_five: bool = True) -> Plain:
    """Return tokens in which both places of "not only ... but" are joined and "one level below" is a level.

    ``has_five`` unless the report says that the lumbar vertebrae may be four or six: which levels are the lowest is
    then uncertain.
    """
    found, read = list(tokens), set[int]()
    _leave_foil(found, read)
    _join_both(found, read)
    _join_also(found, read)
    _level_of_two(found)
    _body_at_level(found)
    _there(found)
    if has_five:
        _lowest_two(found, read)
    _step(found, read)
    spans = tuple((tokens[index].start, tokens[index].end) for index in sorted(read))
    return Plain(tuple(token for token in found if token.text), spans)


def _join_both(tokens: list[ReportToken], read: set[int]) -> None:
    """``Not at L4-5 alone but at L5-S1 too``: "but" joins, and nothing is denied."""
    for index, token in enumerate(tokens):
        if token.kind is not Kind.BUT:
            continue
        before, after = tokens[max(0, index - 2 * _NEAR) : index], tokens[index + 1 : index + 1 + _NEAR]
        start = next((i for i, item in enumerate(before) if item.text.split()[:1] == ["not"]), None)
        if start is None or not any(item.kind in PLACES for item in after):
            continue
        said = range(max(0, index - 2 * _NEAR) + start, index)
        has_only = any(set(tokens[i].text.split()) & _ONLY for i in said)
        if not has_only or not any(tokens[i].kind in PLACES for i in said):
            continue
        tokens[index] = replace(token, kind=Kind.AND)
        for i in (*(i for i in said if tokens[i].kind not in (*PLACES, Kind.PREPOSITION)), index, index + 1):
            if tokens[i].kind not in (*PLACES, Kind.PREPOSITION):
                read.add(i)
                tokens[i] = tokens[i] if i == index else replace(tokens[i], text="")


def _join_also(tokens: list[ReportToken], read: set[int]) -> None:
    """``... endplate of L5; and also in the ... endplate of S1``: the semicolon parts nothing."""
    for index, token in enumerate(tokens[:-3]):
        near = tokens[index + 1 : index + 8]
        place = next((i for i, item in enumerate(near) if item.kind in PLACES), None)
        if token.kind is not Kind.SEMICOLON or near[0].kind is not Kind.AND or place is None:
            continue
        if all(item.kind in _TO_PLACE for item in near[:place]) and any(
            item.kind in PLACES for item in tokens[:index]
        ):
            tokens[index] = replace(token, kind=Kind.COMMA)
            read.add(index)


_TO_PLACE = (
    Kind.AND, Kind.PREPOSITION, Kind.ARTICLE, Kind.SUPERIOR, Kind.INFERIOR, Kind.ENDPLATE, Kind.BODY_WORD,
    Kind.LEVEL_WORD, Kind.DISC_WORD,
)  # fmt: skip


def _leave_foil(tokens: list[ReportToken], read: set[int]) -> None:
    """``Unlike L3-4, where the marrow is even, L4-5 has ...``: what it begins by setting off is left out."""
    sets_off = any(token.kind in (Kind.UNLIKE, Kind.COMPARED) for token in tokens[:2])
    if not sets_off:
        return
    for index in range(2, len(tokens) - 2):
        near = tokens[index + 1 : index + 3]
        said = tokens[: index + 1]
        if any(token.kind in (Kind.MODIC, Kind.TYPE) for token in said):
            return
        has_foil = any(token.kind in PLACES for token in said[: _NEAR + 1])
        if has_foil and tokens[index].kind is Kind.COMMA and any(token.kind is Kind.LEVEL for token in near):
            read |= set(range(index + 1))
            tokens[: index + 1] = [replace(token, text="") for token in said]
            return


def _level_of_two(tokens: list[ReportToken]) -> None:
    """``at L5 on S1`` names the level between; without "at" it may be a slip of one on the other."""
    for index in range(1, len(tokens) - 2):
        one, on, two = tokens[index : index + 3]
        if one.kind is two.kind is Kind.BODY and on.text in ("on", "over") and tokens[index - 1].text == "at":
            levels = levels_between(VertebralBody(one.places[0]), VertebralBody(two.places[0]))
            if len(levels) == 1:
                tokens[index] = ReportToken(Kind.LEVEL, one.text, one.start, two.end, levels)
                tokens[index + 1], tokens[index + 2] = replace(on, text=""), replace(two, text="")


def _body_at_level(tokens: list[ReportToken]) -> None:
    """Leave out the body of "the corner of L5 at L4-L5", which only says on which side of the level it is."""
    for index in range(len(tokens) - 2):
        body, at, level = tokens[index : index + 3]
        is_at = body.kind is Kind.BODY and at.text == "at" and level.kind is Kind.LEVEL and len(level.places) == 1
        if is_at and str(body.places[0]) in str(level.places[0]).split("-"):
            tokens[index] = replace(body, text="")


def _there(tokens: list[ReportToken]) -> None:
    """``No type 1 at L4-5 but type 2 there``: the level named before."""
    for index, token in enumerate(tokens):
        base = next((t for t in reversed(tokens[:index]) if t.kind is Kind.LEVEL), None)
        if token.text == "there" and base is not None:
            tokens[index] = ReportToken(Kind.LEVEL, "there", token.start, token.end, base.places)


_LOWEST = frozenset(["lowest", "lower", "last", "bottom", "lowermost", "caudal", "most caudal"])
_FEWER = frozenset(["one of", "either of", "either", "one", "at least", "of"])


def _lowest_two(tokens: list[ReportToken], read: set[int]) -> None:
    """Put L4-L5 and L5-S1 for "the two lowest levels" of a sentence without places; "one of the two" is neither."""
    if any(token.kind in PLACES for token in tokens):
        return
    for index in range(1, len(tokens) - 2):
        end = index + 2 + (tokens[index + 2].text in ("lumbar", "mobile", "open"))
        words = {tokens[index].text, tokens[index + 1].text}
        is_two = "two" in words and bool(words & _LOWEST)
        is_level = end < len(tokens) and tokens[end].text in ("levels", "discs", "disks", "interspaces", "segments")
        before = tokens[index - 1 - (tokens[index - 1].kind is Kind.ARTICLE)]
        leads = before.kind in (Kind.PREPOSITION, Kind.BOTH) and before.text not in _FEWER
        if is_two and is_level and leads:
            read |= set(range(index, end + 1))
            levels = (DiscLevel.L4_L5, DiscLevel.L5_S1)
            tokens[index] = ReportToken(Kind.LEVEL, "two lowest", tokens[index].start, tokens[end].end, levels)
            tokens[index + 1 : end + 1] = [replace(token, text="") for token in tokens[index + 1 : end + 1]]
            return


def _step(tokens: list[ReportToken], read: set[int]) -> None:
    """``one level below``, counted from the level named last; where a level stands behind it, that one says it."""
    for index in range(len(tokens) - 2):
        one, what, way = tokens[index : index + 3]
        step = 1 if way.text in _DOWN else -1 if way.text in _UP else 0
        if one.text != "one" or what.text not in _STEP_WORDS or not step:
            continue
        near = tokens[index + 3 : index + 9]
        base = next((t for t in reversed(tokens[:index]) if t.kind is Kind.LEVEL), None)
        read |= {index, index + 1, index + 2}
        tokens[index + 1], tokens[index + 2] = replace(what, text=""), replace(way, text="")
        has_place = any(token.kind in PLACES for token in near)
        if has_place or base is None or len(base.places) != 1:
            tokens[index] = replace(one, text="") if has_place else replace(one, kind=Kind.FOREIGN)
            continue
        place = _LEVELS.index(DiscLevel(base.places[0])) + step
        levels = (_LEVELS[place],) if 0 <= place < len(_LEVELS) else ()
        kind = Kind.LEVEL if levels else Kind.FOREIGN
        tokens[index] = ReportToken(kind, "one level on", one.start, way.end, levels)


def like_before(tokens: Sequence[ReportToken], mentions: Sequence[EndplateMention]) -> tuple[EndplateMention, ...]:
    """Return mentions with those that only point to one before: "... while that at L5-S1 persists"."""
    found = list(mentions)
    for index, token in enumerate(tokens[:-2]):
        behind = tokens[index + 1 : index + 3]
        is_place = behind[0].kind is Kind.PREPOSITION and any(item.kind in PLACES for item in behind)
        same = next((item for item in reversed(mentions) if item.last < index), None)
        if (
            token.text in _SAME_AS
            and is_place
            and same is not None
            and not _is_typed_itself(tokens, mentions, index)
        ):
            first = index - (index > 0 and tokens[index - 1].text in _LIKE)
            found.append(replace(same, first=first, last=index))
    for index in doubted_places(tokens):
        same = next((item for item in reversed(mentions) if item.last < index), None)
        if same is not None and not any(item.first > index for item in mentions):
            found.append(replace(same, first=index, last=index, is_hedged=True))
    return tuple(sorted(found, key=lambda item: item.first))


def doubted_places(tokens: Sequence[ReportToken]) -> Iterator[int]:
    """Return the doubts of a place alone that a list ends with: "Modic 2 at L4-5, and perhaps at L3-4"."""
    for index in range(1, len(tokens) - 1):
        if tokens[index].kind is not Kind.HEDGE or " " in tokens[index].text:
            continue
        place = index + 1 + (tokens[index + 1].kind is Kind.PREPOSITION)
        ends = tokens[place + 1 : place + 2]
        is_joined = tokens[index - 1].kind in (Kind.AND, Kind.COMMA, Kind.OPEN)
        is_last = not ends or ends[0].kind in (Kind.STOP, Kind.CLOSE, Kind.SEMICOLON)
        if is_joined and is_last and place < len(tokens) and tokens[place].kind is Kind.LEVEL:
            yield index


def _is_typed_itself(tokens: Sequence[ReportToken], mentions: Sequence[EndplateMention], index: int) -> bool:
    """Whether what points back has a type of its own: "those at L5-S1 are of type 2"."""
    behind = next((item.first for item in mentions if item.first > index), None)
    ends = (Kind.COMMA, Kind.SEMICOLON, Kind.STOP)
    return behind is not None and not any(token.kind in ends for token in tokens[index:behind])


def _leads_to(tokens: Sequence[ReportToken], index: int, mention: EndplateMention) -> bool:
    """Whether a word stands before a mention with no closed bracket between."""
    between = tokens[index + 1 : mention.first]
    return index < mention.first and not any(token.kind is Kind.CLOSE for token in between)


def denials_of_others(tokens: Sequence[ReportToken], mention: EndplateMention) -> set[int]:
    """Return the denials of a run in which each thing has its own: "no extrusion, no stenosis, Modic II endplates".

    A run that "or" closes, or that denies only once, may deny the mention too.
    """
    runs = [run for index in range(len(tokens)) if (run := _own_denial(tokens, index, mention)) is not None]
    behind = next((i for i in range(mention.last, len(tokens)) if tokens[i].kind is Kind.NO), len(tokens))
    count = sum(token.kind is Kind.NO for token in tokens)
    if count < _RUN or any(token.kind is Kind.OR for token in tokens[mention.last : behind]):
        return set()
    return {index for run in runs for index in run}


_RUN = 2


def _own_denial(tokens: Sequence[ReportToken], index: int, mention: EndplateMention) -> range | None:
    """Return "no stenosis" where a comma or a place ends it before a mention."""
    if tokens[index].kind is not Kind.NO or index >= mention.first:
        return None
    place = index + 1
    while place < mention.first and tokens[place].kind in (Kind.ADJECTIVE, Kind.DISC_WORD, Kind.NERVE):
        place += 1
    if place + 1 >= len(tokens) or tokens[place].kind not in (Kind.FINDING, Kind.NOT_MODIC):
        return None
    is_ended = tokens[place + 1].kind in (Kind.COMMA, *PLACES) and place + 1 < mention.first
    return range(index, place + 1) if is_ended else None


def doubts_of_others(
    tokens: Sequence[ReportToken], own: Sequence[frozenset[int]], mentions: Sequence[EndplateMention], number: int
) -> set[int]:
    """Return the words that doubt another mention only: "definite type 1 at L4-5 and equivocal type 1 at L5-S1".

    One before a later mention with a place of its own is that one's; one before an earlier is this one's too,
    unless this one is sure.
    """
    is_sure = any(set(tokens[index].text.split()) & _SURE for index in own[number])
    found: set[int] = set()
    for other, words in enumerate(own):
        has_place = all(any(tokens[index].kind in PLACES for index in part) for part in (words, own[number]))
        if (other > number and has_place) or (other < number and is_sure):
            found |= {i for i in words if tokens[i].kind in _UNSURE and _leads_to(tokens, i, mentions[other])}
    return found - own[number]
