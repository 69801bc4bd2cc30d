"""From sentences to statements: each says one thing of one place, or of none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from priorauth.exhibits.chart_dates import FoundDate
from priorauth.exhibits.mri_report.attach import Placed, attach, facing_endplates, under_heading
from priorauth.exhibits.mri_report.lexicon import Kind
from priorauth.exhibits.mri_report.mentions import Mention, find_mentions
from priorauth.exhibits.mri_report.model import Place, Section
from priorauth.exhibits.mri_report.places import PLACES, PlaceGroup, Spot, find_groups
from priorauth.exhibits.mri_report.scope import Polarity, Time, is_date, is_hedged, polarity, times
from priorauth.exhibits.mri_report.sentences import Sentence
from priorauth.exhibits.mri_report.tokens import Token, lex
from priorauth.spine import Endplate


@dataclass(frozen=True, slots=True)
class Statement:
    """What one sentence says of one place. ``is_modic`` tells Modic wording from plain endplate wording.

    ``is_marrow`` marks "normal marrow signal"; ``is_retracted`` what an addendum calls wrong; ``corrects`` that its
    sentence corrects something.
    """

    place: Place | None
    endplates: tuple[Endplate, ...]
    types: frozenset[int]
    polarity: Polarity
    time: Time
    is_hedged: bool
    is_modic: bool
    section: Section
    start: int
    end: int
    date: str | None = None
    is_marrow: bool = False
    is_retracted: bool = False
    corrects: bool = False


@dataclass(slots=True)
class Context:
    """What the sentences before leave open: a level's heading, the places named last, talk of Modic types."""

    section: Section | None = None
    paragraph: int = -1
    heading: tuple[Spot, ...] = ()
    is_foreign: bool = False
    is_firm: bool = False
    has_text: bool = False
    recent: list[tuple[Spot, ...]] = field(default_factory=list)
    since_modic: int = 9
    column: int | None = None


_TOPIC = re.compile(r"[\s*#-]*(?P<topic>[A-Z][A-Za-z'/&, -]{2,45}):")
_LEVEL_TOPICS = re.compile(
    r"disc|disk|canal|foram|facet|endplate|end plate|end-plate|modic|recess|sten|posterior elements|ligament|type|level"
    r"|marrow signal|vertebral",
    re.IGNORECASE,
)
_LEAD = {Kind.PREPOSITION, Kind.ARTICLE, Kind.LEVEL_WORD, Kind.COLON, Kind.DISC_WORD, Kind.BAR, Kind.DASH}
_TITLE = {Kind.LEVEL_WORD, Kind.DISC_WORD, Kind.BODY_WORD, Kind.CLOSE}
_REMEMBERED = 6


def read_statements(
    text: str, sentences: Sequence[Sentence], dates: Sequence[FoundDate], own_date: str | None
) -> Iterator[Statement]:
    """Read the statements on endplate changes of all sentences, in order."""
    context = Context()
    for sentence in sentences:
        tokens = lex(text, sentence.start, sentence.end, _within(dates, sentence))
        _turn(context, text, sentence)
        yield from _read(context, tokens, sentence, own_date)


def _within(dates: Sequence[FoundDate], sentence: Sentence) -> list[FoundDate]:
    return [found for found in dates if sentence.start <= found.start and found.end <= sentence.end]


def _turn(context: Context, text: str, sentence: Sentence) -> None:
    """Close what a new section, paragraph or topic closes."""
    if sentence.section is not context.section:
        context.section, context.heading, context.is_foreign = sentence.section, (), False
        context.since_modic, context.column = 9, None
    elif sentence.paragraph != context.paragraph and (context.has_text or not context.is_firm):
        context.heading, context.is_foreign = (), False
    context.paragraph = sentence.paragraph
    topic = _TOPIC.match(text, sentence.start, sentence.end)
    if topic and not _LEVEL_TOPICS.search(topic.group("topic")):
        context.heading, context.is_foreign = (), False


def _read(context: Context, tokens: tuple[Token, ...], sentence: Sentence, own_date: str | None) -> Iterator[Statement]:
    row = _table_row(context, tokens)
    if row is not None:
        tokens = row
    if any(token.kind is Kind.LEGEND for token in tokens) and not any(token.kind in PLACES for token in tokens):
        return
    mentions = find_mentions(tokens, goes_on=context.since_modic <= 2)
    groups = find_groups(tokens, [mention.first for mention in mentions])
    groups = _resolve(context, groups)
    title = _title(tokens, groups)
    if title is not None:
        context.heading, context.is_foreign = title.spots, title.is_foreign
        context.is_firm, context.has_text = True, False
        groups = tuple(group for group in groups if group is not title)
    lead = _lead(tokens, groups) if title is None else None
    if lead is not None and not (context.is_firm and context.heading and mentions):
        context.heading, context.is_foreign, context.is_firm = lead.spots, lead.is_foreign, False
    yield from _state(context, tokens, mentions, groups, sentence, own_date)
    context.has_text = context.has_text or bool(tokens[title.last + 2 :] if title else tokens)
    for group in (*((title,) if title else ()), *groups):
        if group.spots:
            context.recent = [*context.recent[-_REMEMBERED:], group.spots]
    context.since_modic = 0 if any(m.is_modic for m in mentions) else context.since_modic + 1


def _resolve(context: Context, groups: Sequence[PlaceGroup]) -> tuple[PlaceGroup, ...]:
    """Give words that point back the places they point to."""
    recent = list(context.recent)
    found: list[PlaceGroup] = []
    for group in groups:
        if group.back is not None:
            group = replace(group, spots=_pointed(context, recent, group.back))
            if not group.spots:
                group = replace(group, is_foreign=context.is_foreign and group.back is Kind.THIS_LEVEL)
        if group.spots:
            recent.append(group.spots)
        if group.spots or group.is_foreign or group.back is None:
            found.append(group)
    return tuple(found)


def _pointed(context: Context, recent: list[tuple[Spot, ...]], back: Kind) -> tuple[Spot, ...]:
    bare = [tuple(Spot(spot.place) for spot in spots) for spots in recent]
    if back is Kind.THIS_LEVEL:
        if context.heading or context.is_foreign:
            return tuple(Spot(spot.place) for spot in context.heading)
        return bare[-1] if bare and len(bare[-1]) == 1 else ()
    if back is Kind.THESE_LEVELS:
        if bare and len(bare[-1]) > 1:
            return bare[-1]
        named = list(dict.fromkeys(spot for spots in bare for spot in spots))
        return tuple(named[-2:]) if len(named) >= 2 else ()
    named = list(dict.fromkeys(spot for spots in bare for spot in spots))[-2:]
    if len(named) < 2:
        return ()
    return (named[-1],) if back is Kind.LATTER else (named[0],)


def _title(tokens: Sequence[Token], groups: Sequence[PlaceGroup]) -> PlaceGroup | None:
    """Find a heading: places at the very beginning, then a colon, a dash, a bar or nothing more."""
    if not groups or groups[0].back is not None:
        return None
    first = groups[0]
    if any(token.kind not in _LEAD for token in tokens[: first.first]):
        return None
    place = first.last + 1
    while place < len(tokens) and tokens[place].kind in _TITLE:
        place += 1
    if place >= len(tokens) or tokens[place].kind in (Kind.COLON, Kind.DASH, Kind.BAR, Kind.STOP):
        return first
    return None


def _lead(tokens: Sequence[Token], groups: Sequence[PlaceGroup]) -> PlaceGroup | None:
    """Find places a sentence begins with: "At L4-5 there is ..." speaks of L4-5 until the next."""
    if not groups or groups[0].back is not None or any(t.kind not in _LEAD for t in tokens[: groups[0].first]):
        return None
    return groups[0]


def _table_row(context: Context, tokens: tuple[Token, ...]) -> tuple[Token, ...] | None:
    """Read a row of a table whose heading has a column of Modic types: the level, and that cell with its heading."""
    bars = [index for index, token in enumerate(tokens) if token.kind is Kind.BAR]
    cells = _cells(tokens)
    has_place = any(token.kind in PLACES for token in tokens)
    heads = [number for number, cell in enumerate(cells) if any(token.kind is Kind.MODIC for token in cell)]
    if bars and not has_place and len(heads) == 1 and len(cells) > 1:
        context.column = heads[0]
        return ()
    if context.column is None or len(cells) <= context.column or not has_place:
        return None
    cell = cells[context.column]
    if any(token.kind is Kind.MODIC for token in cell):
        return None
    level = next(token for token in tokens if token.kind in PLACES)
    if not cell or cell[0].start <= level.start:
        return ()
    head = Token(Kind.MODIC, "modic", cell[0].start, cell[0].start)
    return (level, replace(head, kind=Kind.COLON), head, *cell)


def _cells(tokens: Sequence[Token]) -> list[list[Token]]:
    """Cut a row at its bars; a bar at either end of the row is its frame."""
    cells: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind is Kind.BAR:
            cells.append([])
        else:
            cells[-1].append(token)
    return cells[1:] if cells and not cells[0] and len(cells) > 1 else cells


def _state(
    context: Context, tokens: Sequence[Token], mentions: Sequence[Mention], groups: Sequence[PlaceGroup],
    sentence: Sentence, own_date: str | None,
) -> Iterator[Statement]:  # fmt: skip
    if not mentions:
        yield from _marrow(context, tokens, groups, sentence)
        return
    when = times(tokens, mentions, own_date)
    date = next((_date(token) for token in tokens if is_date(token, own_date)), None)
    correction = next((i for i, token in enumerate(tokens) if token.kind is Kind.CORRECTION), None)
    attached = [_in_context(context, tokens, groups, p) for p in attach(tokens, mentions, groups)]
    placed = list(_bind_in_order(tokens, attached))
    for item in placed:
        if item.is_foreign:
            continue
        mention = item.mention
        said = polarity(tokens, mention, is_placed=bool(item.spots))
        base = Statement(
            place=None, endplates=(), types=mention.types, polarity=said, time=when[mentions.index(_origin(mentions, mention))],
            is_hedged=is_hedged(tokens, mention), is_modic=mention.is_modic, section=sentence.section,
            start=sentence.start, end=sentence.end, date=date, corrects=correction is not None,
            is_retracted=_is_retracted(tokens, mention, placed),
        )  # fmt: skip
        if not item.spots or (item.is_beyond and said is Polarity.ASSERTED):
            yield base
            continue
        for spot in item.spots:
            yield replace(base, place=spot.place, endplates=spot.endplates)
    yield from _retracted_places(tokens, groups, sentence)


def _origin(mentions: Sequence[Mention], mention: Mention) -> Mention:
    return next(other for other in mentions if other.first == mention.first)


def _date(token: Token) -> str:
    return token.text


def _in_context(context: Context, tokens: Sequence[Token], groups: Sequence[PlaceGroup], placed: Placed) -> Placed:
    """Take the place from the heading when the sentence names none; put endplates under the heading's level."""
    if placed.is_foreign:
        return placed
    spots = placed.spots
    if spots and (context.is_firm or _lead(tokens, groups) is not None):
        spots = under_heading(spots, context.heading)
    elif not spots and not _speaks_of_all(tokens, placed.mention):
        spots = tuple(Spot(spot.place) for spot in context.heading) or _associated(context, tokens, placed.mention)
        if not spots and context.is_foreign:
            return replace(placed, is_foreign=True)
    return replace(placed, spots=facing_endplates(tokens, placed.mention, spots))


def _speaks_of_all(tokens: Sequence[Token], mention: Mention) -> bool:
    near = tokens[mention.last + 1 : mention.last + 8]
    return any(token.text in ("throughout", "multiple", "multilevel", "several", "all", "any", "spine") for token in near)


def _associated(context: Context, tokens: Sequence[Token], mention: Mention) -> tuple[Spot, ...]:
    """``Associated Modic type 2 changes.`` goes with the one level the sentence before named."""
    leads = any(token.kind is Kind.ASSOCIATED for token in tokens[: mention.first][:4])
    if not leads or not context.recent or len(context.recent[-1]) != 1:
        return ()
    return (Spot(context.recent[-1][0].place),)


def _bind_in_order(tokens: Sequence[Token], placed: list[Placed]) -> Iterator[Placed]:
    """Bind types to places in order where the sentence says "respectively"; where they do not pair, bind nothing."""
    if not any(token.kind is Kind.RESPECTIVELY for token in tokens):
        yield from placed
        return
    spots = list(dict.fromkeys(spot for item in placed for spot in item.spots))
    elements = [(item.mention, element) for item in placed for element in item.mention.elements]
    if len(elements) < 2:
        yield from placed
        return
    fits = len(elements) == len(spots)
    for number, (mention, element) in enumerate(elements):
        yield Placed(replace(mention, elements=(element,)), (spots[number],) if fits else ())


def _is_retracted(tokens: Sequence[Token], mention: Mention, placed: Sequence[Placed]) -> bool:
    """``X should read Y``: the first of the two is taken back."""
    later = [other.mention for other in placed if other.mention.first > mention.last]
    if not later:
        return False
    between = tokens[mention.last + 1 : later[-1].first]
    return any(token.kind is Kind.CORRECTION for token in between)


def _retracted_places(tokens: Sequence[Token], groups: Sequence[PlaceGroup], sentence: Sentence) -> Iterator[Statement]:
    """``... at L5-S1, not at L4-L5``: in an addendum this takes L4-L5 back."""
    if sentence.section is not Section.ADDENDUM:
        return
    for group in groups:
        near = tokens[max(0, group.first - 2) : group.first]
        if any(token.kind in (Kind.RATHER, Kind.NOT) for token in near):
            for spot in group.spots:
                yield Statement(
                    spot.place, (), frozenset(), Polarity.SILENT, Time.NOW, False, True, sentence.section,
                    sentence.start, sentence.end, is_retracted=True, corrects=True,
                )  # fmt: skip


def _marrow(context: Context, tokens: Sequence[Token], groups: Sequence[PlaceGroup], sentence: Sentence) -> Iterator[Statement]:
    """``Normal marrow signal`` denies endplate changes, unless it is "otherwise" normal."""
    kinds = {token.kind for token in tokens}
    if not {Kind.NORMAL, Kind.MARROW} <= kinds or kinds & {Kind.ELSEWHERE, Kind.EXCEPT, Kind.NOT, Kind.BUT, Kind.NO}:
        return
    spots = groups[0].spots if len(groups) == 1 else () if groups else context.heading
    for place in [spot.place for spot in spots] or [None]:
        yield Statement(
            place, (), frozenset(), Polarity.DENIED, Time.NOW, False, False, sentence.section,
            sentence.start, sentence.end, is_marrow=True,
        )  # fmt: skip
