"""Joining each mention of a sentence to its places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from priorauth.domain.spine import DiscLevel, VertebralBody
from priorauth.readers.mri.modic_mentions import EndplateMention
from priorauth.readers.mri.report_assertion import clause_of
from priorauth.readers.mri.report_tokens import ReportToken
from priorauth.readers.mri.spinal_levels import PlaceGroup, Spot, fold
from priorauth.readers.mri.token_roles import Kind

_OTHERS = (Kind.FINDING, Kind.NOT_MODIC)
_DIRECT = {
    Kind.PREPOSITION, Kind.ARTICLE, Kind.CHANGE, Kind.ENDPLATE, Kind.ADJECTIVE, Kind.SIGNAL, Kind.MARROW,
    Kind.OPEN, Kind.SUPERIOR, Kind.INFERIOR, Kind.FACING, Kind.BOTH, Kind.LEVEL_WORD, Kind.DISC_WORD,
    Kind.BODY_WORD, Kind.IS, Kind.SEEN, Kind.COMPONENT, Kind.EXTENT, Kind.MIXED, Kind.STABLE, Kind.THROUGH,
    Kind.BETWEEN, Kind.EDEMA, Kind.COLON, Kind.MODIC, Kind.ABNORMAL, Kind.ABSENT, Kind.NOT, Kind.PRIOR,
    Kind.NOW, Kind.CLOSE,
}  # fmt: skip
_ADJACENT = {
    Kind.COLON, Kind.DASH, Kind.LEVEL_WORD, Kind.DISC_WORD, Kind.BODY_WORD, Kind.ENDPLATE, Kind.SUPERIOR,
    Kind.INFERIOR, Kind.OPEN, Kind.CLOSE, Kind.COMMA, Kind.IS, Kind.SHOWS, Kind.SEEN, Kind.THERE,
    Kind.ADJECTIVE, Kind.ARTICLE, Kind.HEDGE, Kind.WITH, Kind.BAR, Kind.SIGNAL, Kind.NO, Kind.WITHOUT,
    Kind.STABLE, Kind.MIXED, Kind.NOW, Kind.BECAME, Kind.FACING, Kind.BOTH, Kind.PRIOR, Kind.ABNORMAL,
    Kind.CHANGE, Kind.EDEMA, Kind.PREPOSITION, Kind.MARROW,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Placed:
    """A mention with its spots, and whether only places outside the lumbar spine go with it.

    ``is_beyond`` when they are the levels above or below one that is named.
    """

    mention: EndplateMention
    spots: tuple[Spot, ...]
    is_foreign: bool = False
    is_beyond: bool = False


def attach(
    tokens: Sequence[ReportToken], mentions: Sequence[EndplateMention], groups: Sequence[PlaceGroup]
) -> list[Placed]:
    """Attach to each mention the places its own sentence names for it; none where it names none."""
    shaped = _shaped(tokens, mentions, groups)
    placed: list[Placed] = []
    for number, mention in enumerate(mentions):
        group = shaped.get(number) or _choose(tokens, mentions, groups, number)
        spots = _without_exceptions(tokens, groups, group) if group else ()
        stop = mentions[number + 1].first if number + 1 < len(mentions) else len(tokens)
        spots = with_own_endplates(spots, [g for g in groups if mention.last < g.first < stop])
        beyond = bool(group and group.is_beyond)
        placed.append(Placed(mention, spots, is_foreign=bool(group and group.is_foreign), is_beyond=beyond))
    placed = _split_shared(tokens, placed, groups)
    return _share(tokens, placed)


def with_own_endplates(spots: tuple[Spot, ...], behind: Sequence[PlaceGroup]) -> tuple[Spot, ...]:
    """Return a level with the endplates said behind its change: "L4-L5: type 1, L4 inferior and L5 superior"."""
    if len(spots) != 1 or not isinstance(spots[0].place, DiscLevel) or spots[0].endplates:
        return spots
    for group in behind:
        if group.spots and all(spot.endplates for spot in group.spots):
            return under_heading(group.spots, spots) if len(under_heading(group.spots, spots)) == 1 else spots
    return spots


def _shaped(
    tokens: Sequence[ReportToken], mentions: Sequence[EndplateMention], groups: Sequence[PlaceGroup]
) -> dict[int, PlaceGroup]:
    """Pair places and mentions that strictly take turns: ``L4-5 type 1, L5-S1 type 2`` or the other way round."""
    if len(mentions) < 2 or len(mentions) != len(groups):
        return {}
    order = sorted([(m.first, 1) for m in mentions] + [(g.first, 0) for g in groups])
    kinds = [kind for _, kind in order]
    turns = all(one != two for one, two in pairwise(kinds))
    inside = any(m.first <= g.first <= m.last for m in mentions for g in groups)
    if not turns or inside:
        return {}
    return dict(enumerate(groups))


def _choose(
    tokens: Sequence[ReportToken], mentions: Sequence[EndplateMention], groups: Sequence[PlaceGroup], number: int
) -> PlaceGroup | None:
    mention = mentions[number]
    inside = [g for g in groups if mention.first <= g.first <= mention.last]
    if inside:
        return inside[0]
    low, high = clause_of(tokens, mention)
    stop = min(high, mentions[number + 1].first) if number + 1 < len(mentions) else high
    after = next((g for g in groups if mention.last < g.first < stop and not _is_exception(tokens, g)), None)
    before = next((g for g in reversed(groups) if low <= g.first and g.last < mention.first), None)
    if after is not None and _is_direct(tokens, mention, after):
        return after
    if before is not None and _is_adjacent(tokens, before, mention):
        return before
    return _farther(tokens, mention, before, after)


def _farther(
    tokens: Sequence[ReportToken], mention: EndplateMention, before: PlaceGroup | None, after: PlaceGroup | None
) -> PlaceGroup | None:
    between = tokens[mention.last + 1 : after.first] if after is not None else ()
    if not _names_other(between) and (before is None or not _has_kind(between, Kind.COMMA)):
        return after if after is not None else before
    return before if before is not None else after


def _is_direct(tokens: Sequence[ReportToken], mention: EndplateMention, group: PlaceGroup) -> bool:
    return all(token.kind in _DIRECT for token in tokens[mention.last + 1 : group.first])


def _is_adjacent(tokens: Sequence[ReportToken], group: PlaceGroup, mention: EndplateMention) -> bool:
    return all(token.kind in _ADJACENT for token in tokens[group.last + 1 : mention.first])


def _names_other(tokens: Sequence[ReportToken]) -> bool:
    return any(token.kind in _OTHERS for token in tokens)


def _has_kind(tokens: Sequence[ReportToken], kind: Kind) -> bool:
    return any(token.kind is kind for token in tokens)


def _is_exception(tokens: Sequence[ReportToken], group: PlaceGroup) -> bool:
    near = tokens[max(0, group.first - 3) : group.first]
    return any(token.kind is Kind.EXCEPT for token in near)


def _without_exceptions(
    tokens: Sequence[ReportToken], groups: Sequence[PlaceGroup], group: PlaceGroup
) -> tuple[Spot, ...]:
    left_out = {s.place for g in groups if g is not group and _is_exception(tokens, g) for s in g.spots}
    return tuple(spot for spot in group.spots if spot.place not in left_out)


def _split_shared(
    tokens: Sequence[ReportToken], placed: list[Placed], groups: Sequence[PlaceGroup]
) -> list[Placed]:
    """``Modic type 1 at L4-5, L5-S1 type 2``: the last place of the list belongs to the mention behind it."""
    if len(placed) != 2 or len(groups) != 1 or len(groups[0].spots) < 2:
        return placed
    one, two = placed
    group = groups[0]
    stands_between = one.mention.last < group.first and group.last < two.mention.first
    near = all(
        t.kind in (Kind.COLON, Kind.DASH, Kind.LEVEL_WORD, Kind.SHOWS)
        for t in tokens[group.last + 1 : two.mention.first]
    )
    if not stands_between or not near or not one.mention.types or not two.mention.types:
        return placed
    return [Placed(one.mention, group.spots[:-1]), Placed(two.mention, group.spots[-1:])]


def _share(tokens: Sequence[ReportToken], placed: list[Placed]) -> list[Placed]:
    """Let a mention without a place of its own have that of its neighbor in the same clause."""
    for number, item in enumerate(placed):
        if item.spots or item.is_foreign:
            continue
        low, high = clause_of(tokens, item.mention)
        for other in (*placed[:number][::-1], *placed[number + 1 :]):
            if (other.spots or other.is_foreign) and low <= other.mention.first < high:
                placed[number] = _like(item, other)
                break
    for number, item in enumerate(placed):
        earlier = [other for other in placed[:number] if other.spots]
        if not item.spots and not item.is_foreign and earlier:
            placed[number] = _like(item, earlier[-1])
    return placed


def _like(item: Placed, other: Placed) -> Placed:
    return Placed(item.mention, tuple(Spot(spot.place) for spot in other.spots), other.is_foreign, other.is_beyond)


def under_heading(spots: tuple[Spot, ...], heading: tuple[Spot, ...]) -> tuple[Spot, ...]:
    """Put endplates named in a sentence under the disc level of its heading, when they are that level's."""
    levels = [spot for spot in heading if isinstance(spot.place, DiscLevel)]
    if len(levels) != 1 or not spots:
        return spots
    folded = fold((levels[0], *spots))
    bodies = [spot for spot in spots if not isinstance(spot.place, DiscLevel)]
    return folded if len(folded) == 1 and bodies else spots


_REACHES = frozenset(
    {"extending", "extends", "extend", "reaching", "reaches", "up", "rising", "deep", "depth", "tracking"}
)


def reaching_into(
    tokens: Sequence[ReportToken], mention: EndplateMention, spots: tuple[Spot, ...], heading: tuple[Spot, ...]
) -> tuple[Spot, ...]:
    """Return the heading's level for a change that only reaches into a body of it: "extending up the L5 body"."""
    if len(heading) != 1 or len(spots) != 1 or spots[0].endplates or not isinstance(heading[0].place, DiscLevel):
        return spots
    body = next((i for i, token in enumerate(tokens) if i > mention.last and spots[0].place in token.places), None)
    if body is None or spots[0].place not in heading[0].place.bodies:
        return spots
    between = {word for token in tokens[mention.last + 1 : body] for word in token.text.split()}
    return (Spot(heading[0].place),) if between & _REACHES else spots


def facing_endplates(
    tokens: Sequence[ReportToken], mention: EndplateMention, spots: tuple[Spot, ...]
) -> tuple[Spot, ...]:
    """Name both endplates of a level for "opposing endplates"; of a single level, for "both endplates" too.

    "The opposing endplates of L5 and S1" are the two that face one another, one of each body.
    """
    low, high = clause_of(tokens, mention)
    for index in range(low, high):
        near = tokens[index + 1 : index + 5]
        endplate = next((i for i, token in enumerate(near) if token.kind is Kind.ENDPLATE), None)
        if tokens[index].kind is Kind.FACING and (endplate is not None or "side" in tokens[index].text):
            return _facing_bodies(spots) or tuple(_with_both(spot) for spot in spots)
        is_both = tokens[index].kind is Kind.BOTH or tokens[index].text == "of both"
        if is_both and endplate is not None and _only_place(near[:endplate]) and len(spots) == 1:
            return (_with_both(spots[0]),)
    return spots


def _facing_bodies(spots: tuple[Spot, ...]) -> tuple[Spot, ...]:
    """Return two neighboring bodies the endplates by which they face one another; nothing for other places."""
    bodies = [spot.place for spot in spots if isinstance(spot.place, VertebralBody) and not spot.endplates]
    if len(bodies) != 2 or len(spots) != 2:
        return ()
    level = next((level for level in DiscLevel if set(level.bodies) == set(bodies)), None)
    if level is None:
        return ()
    return tuple(Spot(body, (end,)) for body, end in zip(level.bodies, level.endplates, strict=True))


def _with_both(spot: Spot) -> Spot:
    if not isinstance(spot.place, DiscLevel) or spot.endplates:
        return spot
    return Spot(spot.place, spot.place.endplates)


def _only_place(tokens: Sequence[ReportToken]) -> bool:
    return all(token.kind in (Kind.ARTICLE, Kind.PREPOSITION, Kind.LEVEL, Kind.ADJECTIVE) for token in tokens)


def bind_in_order(tokens: Sequence[ReportToken], placed: Sequence[Placed]) -> Iterator[Placed]:
    """Bind types to places in order where the sentence says "respectively"; unequal lists bind nothing."""
    spots = list(dict.fromkeys(spot for item in placed for spot in item.spots))
    elements = [(item.mention, element) for item in placed for element in item.mention.elements]
    if len(elements) < 2 or not any(token.kind is Kind.RESPECTIVELY for token in tokens):
        yield from placed
        return
    fits = len(elements) == len(spots)
    for number, (mention, element) in enumerate(elements):
        yield Placed(replace(mention, elements=(element,)), (spots[number],) if fits else ())


def turns_elsewhere(tokens: Sequence[ReportToken]) -> bool:
    """Whether a sentence begins "Remaining levels:": what follows is said of places that are not named."""
    return len(tokens) > 1 and tokens[0].kind is Kind.ELSEWHERE and tokens[1].kind in (Kind.COLON, Kind.DASH)
