"""Where a sentence puts things: lists and ranges of disc levels or bodies, with the endplates it names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from priorauth.domain.spine import DiscLevel, Endplate, EndplateSide, VertebralBody, body_range
from priorauth.readers.mri.model import Place
from priorauth.readers.mri.not_places import PLACES, end_of_foil, is_nerve
from priorauth.readers.mri.report_tokens import ReportToken, levels_between
from priorauth.readers.mri.token_roles import Kind


@dataclass(frozen=True, slots=True)
class Spot:
    """One place and the endplates named with it."""

    place: Place
    endplates: tuple[Endplate, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceGroup:
    """Places named together: ``tokens[first:last + 1]``. ``back`` is set when the words only point back.

    ``is_beyond`` for "above L4": the spots are the levels that are wholly above; they can be denied and not found.
    """

    first: int
    last: int
    spots: tuple[Spot, ...]
    is_foreign: bool = False
    back: Kind | None = None
    is_beyond: bool = False


POINTS_BACK = (Kind.THIS_LEVEL, Kind.THESE_LEVELS, Kind.LATTER, Kind.FORMER)
_JOINS = {
    Kind.COMMA, Kind.AND,
    Kind.SLASH, Kind.OR, Kind.ARTICLE, Kind.PREPOSITION, Kind.LEVEL_WORD, Kind.DISC_WORD,
    Kind.BODY_WORD, Kind.SUPERIOR, Kind.INFERIOR, Kind.ENDPLATE, Kind.FACING, Kind.BOTH, Kind.EXTENT,
    Kind.THROUGH, Kind.DASH, Kind.OPEN, Kind.CLOSE, Kind.BETWEEN, Kind.MIXED,
}  # fmt: skip
_SIDES = {Kind.SUPERIOR: EndplateSide.SUPERIOR, Kind.INFERIOR: EndplateSide.INFERIOR}
_BETWEEN_SIDE_AND_BODY = {Kind.ENDPLATE, Kind.PREPOSITION, Kind.ARTICLE, Kind.BODY_WORD}
_ABOUT_SOMETHING_ELSE = {Kind.FINDING, Kind.NOT_MODIC}
_LEADS_TO_FINDING = {Kind.DISC_WORD, Kind.ADJECTIVE, Kind.LEVEL_WORD, Kind.NERVE}


def find_groups(tokens: Sequence[ReportToken], mention_starts: Sequence[int]) -> tuple[PlaceGroup, ...]:
    """Find the place groups of a sentence in order; a mention starts no later than a group that may be cut."""
    groups: list[PlaceGroup] = []
    index = 0
    barriers = set(mention_starts)
    while index < len(tokens):
        kind = tokens[index].kind
        if kind in POINTS_BACK:
            groups.append(PlaceGroup(index, index, (), back=kind))
        elif kind is Kind.UNLIKE:
            index = end_of_foil(tokens, index)
        elif kind in PLACES and not is_nerve(tokens, index):
            members = _members(tokens, index, barriers)
            groups += _cut(tokens, members, after_mention=any(start < index for start in mention_starts))
            index = members[-1]
        index += 1
    return tuple(groups)


def slipped_levels(tokens: Sequence[ReportToken]) -> list[DiscLevel]:
    """Name the levels of slips: ``L4 on L5`` is at L4-L5, which "this level" may point to."""
    return [
        level
        for one, on, two in zip(tokens, tokens[1:], tokens[2:], strict=False)
        if one.kind is two.kind is Kind.BODY and on.text in ("on", "over")
        for level in levels_between(_bodies(one)[0], _bodies(two)[0])
    ]


def _members(tokens: Sequence[ReportToken], index: int, barriers: set[int]) -> list[int]:
    """Return the place tokens of the list that starts at ``index``."""
    members = [index]
    place, is_aside = index + 1, False
    while place < len(tokens) and place not in barriers:
        kind = tokens[place].kind
        is_aside = kind is Kind.OPEN or (is_aside and kind is Kind.ADJECTIVE)
        if kind in PLACES:
            if is_nerve(tokens, place):
                break
            members.append(place)
        elif kind not in _JOINS and not is_aside and not _is_grade(tokens, place) and not _joins(tokens[place]):
            break
        place += 1
    return members


_PARTS = frozenset({"third", "thirds", "half", "halves", "portion", "portions", "aspect", "corner", "part", "rim"})


def _joins(token: ReportToken) -> bool:
    """Whether a word goes on with a list of places: a part of one, or the "nor" of "neither L4-5 nor L5-S1"."""
    return token.text in _PARTS or token.text == "nor"


def _is_grade(tokens: Sequence[ReportToken], index: int) -> bool:
    """Whether a grade only leads on to another place: ``moderate at L5-S1 and minimal at L4-5``."""
    after = [token.kind for token in tokens[index + 1 : index + 3]]
    follows = len(after) == 2 and after[0] is Kind.PREPOSITION and after[1] in PLACES
    return tokens[index].kind is Kind.ADJECTIVE and tokens[index - 1].kind in (Kind.AND, Kind.COMMA) and follows


def _cut(tokens: Sequence[ReportToken], members: list[int], *, after_mention: bool) -> list[PlaceGroup]:
    """Make groups of a list; its last member stands alone when it begins a statement about something else."""
    last = members[-1]
    if len(members) > 1 and after_mention and _starts_another(tokens, members[-2], last):
        return [_group(tokens, members[:-1]), _group(tokens, [last])]
    return [_group(tokens, members)]


def _starts_another(tokens: Sequence[ReportToken], before: int, last: int) -> bool:
    between = [token.kind for token in tokens[before + 1 : last]]
    if Kind.THROUGH in between or Kind.SLASH in between:
        return False
    place = last + 1
    while place < len(tokens) and tokens[place].kind in _LEADS_TO_FINDING:
        place += 1
    if place >= len(tokens):
        return False
    if tokens[place].kind in _ABOUT_SOMETHING_ELSE:
        return True
    return Kind.COMMA in between and (tokens[place].kind in (Kind.SHOWS, Kind.COLON) or _is_free(tokens[place:]))


def _is_free(after: Sequence[ReportToken]) -> bool:
    """Whether a place is said to be without the change: "..., L5-S1 is normal", "..., at L5-S1 no such change"."""
    rest = after[1:] if after[0].kind is Kind.IS else after
    if not rest:
        return False
    follows = rest[1] if len(rest) > 1 else None
    is_no = rest[0].kind is Kind.NO and (
        follows is None
        or follows.kind in (Kind.CHANGE, Kind.MODIC, Kind.ENDPLATE, Kind.STOP)
        or follows.text == "such"
    )
    return is_no or rest[0].kind in (Kind.NORMAL, Kind.NONE)


def _group(tokens: Sequence[ReportToken], members: list[int]) -> PlaceGroup:
    spots: list[Spot] = []
    as_bodies = _has_body_word(tokens, members)
    index = 0
    while index < len(members):
        here = tokens[members[index]]
        following = members[index + 1] if index + 1 < len(members) else None
        if following is not None and _is_range(tokens, members[index], following):
            spots += _range(here, tokens[following], as_bodies=as_bodies)
            index += 2
            continue
        spots += _spots(tokens, members[index], as_bodies=as_bodies)
        index += 1
    spots = _spread_sides(tokens, members, spots)
    lead = members[0] - 1
    while lead > 0 and tokens[lead].kind is Kind.ARTICLE:
        lead -= 1
    beyond = tokens[lead].kind if members[0] else None
    if beyond in (Kind.ABOVE, Kind.BELOW) and spots:
        levels = _levels_beyond([spot.place for spot in spots], is_above=beyond is Kind.ABOVE)
        return PlaceGroup(members[0], members[-1], tuple(Spot(level) for level in levels), is_beyond=True)
    foreign = not spots and any(tokens[m].kind is Kind.FOREIGN for m in members)
    return PlaceGroup(members[0], members[-1], fold(spots), foreign)


def _levels_beyond(places: Sequence[Place], *, is_above: bool) -> tuple[DiscLevel, ...]:
    """Name the levels wholly above or below places: above L4 are L1-L2 and L2-L3; L3-L4 touches it."""
    bodies = [body for place in places for body in (place.bodies if isinstance(place, DiscLevel) else (place,))]
    top, bottom = min(body.order for body in bodies), max(body.order for body in bodies)
    near = 0 if isinstance(places[0], DiscLevel) else 1
    every = levels_between(VertebralBody.L1, VertebralBody.S1)
    if is_above:
        return tuple(level for level in every if level.bodies[1].order <= top - near)
    return tuple(level for level in every if level.bodies[0].order >= bottom + near)


def _has_body_word(tokens: Sequence[ReportToken], members: list[int]) -> bool:
    after = tokens[members[-1] + 1 : members[-1] + 2]
    before = tokens[max(0, members[0] - 3) : members[0]]
    near = [token.text for token in (*before, *after) if token.kind is Kind.BODY_WORD]
    return any(text.endswith(("bodies", "vertebrae")) for text in near)


def _is_range(tokens: Sequence[ReportToken], one: int, two: int) -> bool:
    between = [
        t.kind for t in tokens[one + 1 : two] if t.kind not in (Kind.ARTICLE, Kind.LEVEL_WORD, Kind.DISC_WORD)
    ]
    if between == [Kind.AND]:
        return tokens[max(0, one - 1)].kind is Kind.BETWEEN
    return between in ([Kind.THROUGH], [Kind.DASH])


def _range(one: ReportToken, two: ReportToken, *, as_bodies: bool) -> list[Spot]:
    top, bottom = _top(one), _bottom(two)
    if top is None or bottom is None or top.order >= bottom.order:
        return [Spot(place) for token in (one, two) for place in token.places]
    if as_bodies and one.kind is two.kind is Kind.BODY:
        return [Spot(body) for body in body_range(top, bottom)]
    return [Spot(level) for level in levels_between(top, bottom)]


def _top(token: ReportToken) -> VertebralBody | None:
    if token.kind is Kind.FOREIGN:
        return VertebralBody.L1 if token.text.startswith("t") else None
    place = token.places[0]
    return place.bodies[0] if isinstance(place, DiscLevel) else place


def _bottom(token: ReportToken) -> VertebralBody | None:
    if token.kind is Kind.FOREIGN:
        return None
    place = token.places[-1]
    return place.bodies[1] if isinstance(place, DiscLevel) else place


def _spots(tokens: Sequence[ReportToken], index: int, *, as_bodies: bool) -> list[Spot]:
    token = tokens[index]
    if token.kind is Kind.BODY:
        return [
            Spot(
                token.places[0],
                tuple(Endplate(body, side) for body in _bodies(token) for side in sides(tokens, index)),
            )
        ]
    if (
        token.kind is Kind.LEVEL
        and as_bodies
        and index + 1 < len(tokens)
        and tokens[index + 1].kind is Kind.BODY_WORD
    ):
        top, bottom = _top(token), _bottom(token)
        if top is not None and bottom is not None:
            return [Spot(body) for body in body_range(top, bottom)]
    return [Spot(place) for place in token.places]


def _bodies(token: ReportToken) -> list[VertebralBody]:
    return [place for place in token.places if isinstance(place, VertebralBody)]


def sides(tokens: Sequence[ReportToken], index: int) -> tuple[EndplateSide, ...]:
    """Read which endplates go with the body at ``index``: ``inferior endplate of L4``, ``superior L5 endplate``."""
    found = _sides_after(tokens, index)
    if found and tokens[index - 1].kind not in _SIDES:
        return found
    return _sides_before(tokens, index) or found


def _sides_before(tokens: Sequence[ReportToken], index: int) -> tuple[EndplateSide, ...]:
    place = index - 1
    while place >= 0 and (tokens[place].kind in _BETWEEN_SIDE_AND_BODY or tokens[place].text in _SURFACES):
        place -= 1
    found: list[EndplateSide] = []
    while place >= 0 and tokens[place].kind in (*_SIDES, Kind.AND, Kind.SLASH, Kind.ENDPLATE, Kind.BOTH):
        if tokens[place].kind in _SIDES:
            found.append(_SIDES[tokens[place].kind])
            if place and tokens[place - 1].kind not in (Kind.AND, Kind.SLASH):
                break
        place -= 1
    return tuple(dict.fromkeys(reversed(found)))


_SURFACES = frozenset({"aspect", "aspects", "margin", "margins", "surface", "surfaces"})
"""Words for the endplate by its place: "the inferior aspect of L4"."""


def _sides_after(tokens: Sequence[ReportToken], index: int) -> tuple[EndplateSide, ...]:
    place = index + 1
    if place < len(tokens) and tokens[place].kind in (Kind.BODY_WORD, Kind.OPEN):
        place += 1
    found: list[EndplateSide] = []
    while place < len(tokens) and tokens[place].kind in _SIDES:
        found.append(_SIDES[tokens[place].kind])
        place += 1
        if (
            place + 1 < len(tokens)
            and tokens[place].kind in (Kind.AND, Kind.SLASH)
            and tokens[place + 1].kind in _SIDES
        ):
            place += 1
    if place < len(tokens) and tokens[place].kind is Kind.BODY:
        return ()
    return tuple(dict.fromkeys(found))


def _spread_sides(tokens: Sequence[ReportToken], members: list[int], spots: list[Spot]) -> list[Spot]:
    """``inferior endplates of L4 and L5`` names one of each; so does ``L4 and L5 superior endplates``."""
    between = [t.kind for one, two in pairwise(members) for t in tokens[one + 1 : two]]
    plain = set(between) <= {Kind.AND, Kind.COMMA, Kind.SLASH}
    bodies = [spot for spot in spots if isinstance(spot.place, VertebralBody)]
    named = [spot for spot in bodies if spot.endplates]
    if not plain or len(bodies) != len(spots) or len(named) != 1 or len(spots) < 2:
        return spots
    which = [endplate.side for endplate in named[0].endplates]
    return [Spot(s.place, tuple(Endplate(VertebralBody(s.place), side) for side in which)) for s in spots]


def fold(spots: Iterable[Spot]) -> tuple[Spot, ...]:
    """Put named endplates under their disc level when the level is named too; each place once."""
    every = list(spots)
    bare = {spot.place for spot in every if not spot.endplates}
    every = [s for s in every if not (isinstance(s.place, DiscLevel) and set(s.place.bodies) <= bare)]
    levels = [spot.place for spot in every if isinstance(spot.place, DiscLevel)]
    kept: dict[Place, Spot] = {}
    for spot in every:
        home = next(
            (level for level in levels if spot.endplates and set(spot.endplates) <= set(level.endplates)), None
        )
        place = home if home is not None and not isinstance(spot.place, DiscLevel) else spot.place
        old = kept.get(place, Spot(place))
        kept[place] = replace(old, endplates=tuple(dict.fromkeys((*old.endplates, *spot.endplates))))
    return tuple(kept.values())
