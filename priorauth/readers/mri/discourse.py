"""What the sentences before leave open: a level's heading, the places named last, talk of Modic types."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from priorauth.domain.spine import DiscLevel
from priorauth.readers.mri.model import ReportSection
from priorauth.readers.mri.modic_mentions import EndplateMention
from priorauth.readers.mri.report_sentences import Sentence
from priorauth.readers.mri.report_tokens import ReportToken
from priorauth.readers.mri.spinal_levels import PlaceGroup, Spot
from priorauth.readers.mri.token_roles import Kind

_REMEMBERED = 6


@dataclass(slots=True)
class Context:
    """What the sentences before leave open: a level's heading, the places named last, talk of Modic types."""

    section: ReportSection | None = None
    paragraph: int = -1
    heading: tuple[Spot, ...] = ()
    is_foreign: bool = False
    is_firm: bool = False
    has_text: bool = False
    recent: list[tuple[Spot, ...]] = field(default_factory=list)
    is_from_item: bool = False
    is_item: bool = False
    line: int = -1
    own_line: int = -1
    since_modic: int = 9
    entry: tuple[Spot, ...] = ()
    """The level of the entry of a list that entries set in below it are about."""
    entry_indent: int = 0
    entry_line: int = -1
    entry_paragraph: int = -1
    told: tuple[Spot, ...] = ()
    since_told: int = 9
    on_line: tuple[Spot, ...] = ()
    """The places the sentences before on the same line are about, each once."""
    just_named: bool = False
    """Whether the sentence before is about one of them: it begins with it, or speaks of its disc."""
    short_column: tuple[int, int] | None = None
    """Which word of a row is Modic's, and of how many, below a heading whose columns are one blank apart."""
    column: int | None = None
    levels: dict[int, tuple[Spot, ...]] = field(default_factory=dict)
    width: int = 0
    offset: int = 0
    is_plain: bool = True
    is_of_endplates: bool = False
    is_listing: bool = False
    """The columns of the table that is open: which one is Modic's and where it begins, which are levels."""

    def remember(self, *named: tuple[Spot, ...]) -> None:
        """Keep the places named last."""
        self.recent = [*self.recent, *named][-_REMEMBERED:]


_ANSWER = re.compile(r"(?:A|Answer|Reply)\s?:|Yes\b", re.IGNORECASE)
"""How a sentence begins that answers the question before it: it goes on about the same."""

_TOPIC = re.compile(r"[\s*#-]*(?P<topic>[A-Z][A-Za-z'/&, -]{2,45}):")
_LEVEL_TOPICS = re.compile(
    r"disc|disk|canal|foram|facet|endplate|end plate|end-plate|modic|recess|sten|posterior elements|ligament|type"
    r"|level|marrow signal|vertebral",
    re.IGNORECASE,
)
_LEAD = {Kind.PREPOSITION, Kind.ARTICLE, Kind.LEVEL_WORD, Kind.COLON, Kind.DISC_WORD, Kind.BAR, Kind.DASH}
_TITLE = {Kind.LEVEL_WORD, Kind.DISC_WORD, Kind.BODY_WORD, Kind.CLOSE}


def open_heading(
    context: Context, tokens: Sequence[ReportToken], groups: tuple[PlaceGroup, ...], *, has_mention: bool
) -> tuple[PlaceGroup, ...]:
    """Let a heading, or the places a sentence begins with, hold for what follows; give the other groups."""
    title = _title(tokens, groups)
    if title is not None:
        context.heading, context.is_foreign = title.spots, title.is_foreign
        context.is_firm, context.is_from_item = True, context.is_item
        context.has_text = bool(tokens[title.last + 2 :])
        return tuple(group for group in groups if group is not title)
    context.has_text = context.has_text or bool(tokens)
    lead = lead_of(tokens, groups)
    if lead is not None and not (context.is_firm and context.heading and has_mention):
        context.heading, context.is_foreign, context.is_firm = lead.spots, lead.is_foreign, False
    return groups


def turn(context: Context, text: str, sentence: Sentence) -> None:
    """Close what a new section, paragraph or topic closes."""
    if sentence.section is not context.section:
        context.section, context.heading, context.is_foreign = sentence.section, (), False
        context.column, context.levels, context.short_column = None, {}, None
        context.since_modic = context.since_modic if _ANSWER.match(text, sentence.start) else 9
    elif (sentence.paragraph != context.paragraph and (context.has_text or not context.is_firm)) or (
        sentence.is_item and sentence.line != context.line and (context.is_from_item or not context.is_firm)
    ):
        context.heading, context.is_foreign = (), False
    context.is_item = sentence.is_item or (context.is_item and sentence.line == context.line)
    context.paragraph, context.line = sentence.paragraph, sentence.line
    topic = _TOPIC.match(text, sentence.start, sentence.end)
    if topic and not _LEVEL_TOPICS.search(topic.group("topic")):
        context.heading, context.is_foreign = (), False


def resolve(context: Context, groups: Sequence[PlaceGroup]) -> tuple[PlaceGroup, ...]:
    """Return words that point back the places they point to."""
    recent = list(context.recent)
    found: list[PlaceGroup] = []
    for named in groups:
        own = next((group.spots for group in reversed(found) if group.spots), ())
        group = named if named.back is None else _look_back(context, recent, own, named)
        if group.spots:
            recent.append(group.spots)
        if group.spots or group.is_foreign or group.back is None:
            found.append(group)
    return tuple(found)


def _look_back(
    context: Context, recent: list[tuple[Spot, ...]], own: tuple[Spot, ...], group: PlaceGroup
) -> PlaceGroup:
    """Resolve a group; "this level" is the one its own sentence has named, unless a heading holds."""
    if group.back is Kind.THIS_LEVEL and len(own) == 1 and not (context.is_firm and context.heading):
        return replace(group, spots=(Spot(own[0].place),))
    spots = _pointed(context, recent, group.back)
    is_foreign = not spots and context.is_foreign and group.back is Kind.THIS_LEVEL
    return replace(group, spots=spots, is_foreign=is_foreign)


def _pointed(context: Context, recent: list[tuple[Spot, ...]], back: Kind | None) -> tuple[Spot, ...]:
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


def _title(tokens: Sequence[ReportToken], groups: Sequence[PlaceGroup]) -> PlaceGroup | None:
    """Find a heading: places at the very beginning, then a colon, a dash, a bar or nothing more."""
    if not groups or groups[0].back is not None:
        return None
    first = groups[0]
    if any(token.kind not in _LEAD for token in tokens[: first.first]):
        return None
    place = _behind_aside(tokens, first.last + 1)
    while place < len(tokens) and tokens[place].kind in _TITLE:
        place += 1
    if place >= len(tokens) or tokens[place].kind in (Kind.COLON, Kind.DASH, Kind.BAR, Kind.STOP):
        return first
    return None


_SAYS_TYPE = (Kind.MODIC, Kind.TYPE, Kind.NUMERAL, Kind.ENDPLATE, Kind.LEVEL, Kind.BODY, Kind.FOREIGN)


def _behind_aside(tokens: Sequence[ReportToken], place: int) -> int:
    """Return where the words behind a bracket go on that only describes a level: "L4-L5 (the worst level):"."""
    if not tokens[place : place + 1] or tokens[place].kind is not Kind.OPEN:
        return place
    close = next((i for i in range(place, len(tokens)) if tokens[i].kind is Kind.CLOSE), place)
    return place if any(token.kind in _SAYS_TYPE for token in tokens[place:close]) else close


def keep_entry(context: Context, text: str, sentence: Sentence, groups: Sequence[PlaceGroup]) -> None:
    """Keep the level an entry of a list is about, for the entries set in below it."""
    indent = _indent(text, sentence)
    if sentence.line != context.entry_line and indent <= context.entry_indent:
        context.entry = ()
    if sentence.paragraph != context.entry_paragraph:
        context.entry = ()
    named = tuple(dict.fromkeys(spot.place for group in groups for spot in group.spots))
    if not context.entry and len(named) == 1 and isinstance(named[0], DiscLevel):
        context.entry, context.entry_indent = (Spot(named[0]),), indent
        context.entry_line, context.entry_paragraph = sentence.line, sentence.paragraph


def above_entry(context: Context, text: str, sentence: Sentence) -> tuple[Spot, ...]:
    """Return the level of the entry that a line is set in below: "1. L5-S1 disc disease" over "- Modic 1 edema"."""
    is_below = sentence.line > context.entry_line and sentence.paragraph == context.entry_paragraph
    return context.entry if is_below and _indent(text, sentence) > context.entry_indent else ()


def _indent(text: str, sentence: Sentence) -> int:
    line = text.rfind("\n", 0, sentence.start) + 1
    return len(text[line : sentence.end]) - len(text[line : sentence.end].lstrip(" \t"))


def told_in_clause(
    tokens: Sequence[ReportToken], groups: Sequence[PlaceGroup], mention: EndplateMention
) -> tuple[Spot, ...]:
    """Return the only level of a sentence for a change told later in it: "edema at L4-5; this is Modic 1"."""
    named = tuple(dict.fromkeys(spot.place for group in groups for spot in group.spots))
    turns = (
        Kind.ELSEWHERE,
        Kind.ABOVE,
        Kind.BELOW,
        Kind.NO,
        Kind.NORMAL,
        Kind.UNLIKE,
        Kind.EXCEPT,
        Kind.WITHOUT,
        Kind.NOT,
    )
    is_turned = any(token.kind in turns for token in tokens)
    is_behind = all(group.last < mention.first for group in groups)
    if len(named) != 1 or not isinstance(named[0], DiscLevel) or is_turned or not is_behind or not mention.is_modic:
        return ()
    return (Spot(named[0]),)


def lead_of(tokens: Sequence[ReportToken], groups: Sequence[PlaceGroup]) -> PlaceGroup | None:
    """Find places a sentence begins with: "At L4-5 there is ..." speaks of L4-5 until the next."""
    if not groups or groups[0].back is not None or any(t.kind not in _LEAD for t in tokens[: groups[0].first]):
        return None
    return groups[0]


def speaks_of_all(tokens: Sequence[ReportToken], mention: EndplateMention) -> bool:
    """Say whether a mention speaks of many levels without naming them."""
    for token in tokens[mention.last + 1 : mention.last + 8]:
        if token.kind in (Kind.SEMICOLON, Kind.STOP):
            return False
        if token.text in ("throughout", "multiple", "multilevel", "several", "all", "any", "spine"):
            return True
    return False


def keep_line(context: Context, tokens: Sequence[ReportToken], groups: Sequence[PlaceGroup], line: int) -> None:
    """Keep what a sentence is about, for the next on its line."""
    if line != context.own_line:
        context.own_line, context.on_line, context.just_named = line, (), False
    named = tuple(Spot(spot.place) for group in groups for spot in group.spots)
    context.on_line = tuple(dict.fromkeys((*context.on_line, *named)))
    of_disc = any(token.kind is Kind.DISC_WORD or "disc" in token.text for token in tokens)
    if not named and context.on_line:
        return  # a sentence without a place goes on about the level before
    context.just_named = bool(named) and (lead_of(tokens, groups) is not None or of_disc)


def just_before(context: Context, tokens: Sequence[ReportToken], line: int) -> tuple[Spot, ...]:
    """Return the only level of a line for what is said next of "the endplates", or of Modic types alone."""
    first = tokens[0] if tokens else None
    opens = first is not None and (
        first.kind in (Kind.MODIC, Kind.TYPE)
        or (first.kind is Kind.ARTICLE and tokens[1:2] and _is_endplate(tokens))
    )
    is_one = len(context.on_line) == 1 and isinstance(context.on_line[0].place, DiscLevel)
    faces = any(token.kind is Kind.FACING for token in tokens)
    goes_on = faces or (opens and context.just_named)
    return context.on_line if goes_on and is_one and line == context.own_line else ()


def _is_endplate(tokens: Sequence[ReportToken]) -> bool:
    kinds = [token.kind for token in tokens[1:4]]
    fill = (Kind.ADJECTIVE, Kind.FACING, Kind.PREPOSITION)
    if Kind.ENDPLATE not in kinds:
        return False
    before = tokens[1 : 1 + kinds.index(Kind.ENDPLATE)]
    return all(token.kind in fill or token.text in ("two", "both") for token in before)


def pointed_at(context: Context, tokens: Sequence[ReportToken]) -> tuple[Spot, ...]:
    """Return the places of the changes told just before, for ``These changes are Modic type 1``."""
    first = next((token.text for token in tokens if token.kind not in (Kind.NOW, Kind.COMMA)), "")
    if first not in ("this", "these", "they", "which") or context.since_told > 1:
        return ()
    return tuple(Spot(spot.place) for spot in context.told)


_NAMES_TYPE = {Kind.MODIC, Kind.TYPE, Kind.CHANGE, Kind.COLON, Kind.IS, Kind.NUMERAL, Kind.STOP, Kind.DASH}


def told_before(context: Context, tokens: Sequence[ReportToken]) -> tuple[Spot, ...]:
    """Return the places of changes told just before on the line, for one that is only "Modic type: 1"."""
    is_type = bool(tokens) and tokens[0].kind is Kind.MODIC and all(token.kind in _NAMES_TYPE for token in tokens)
    is_next = context.since_told <= 1 and context.line == context.own_line
    return tuple(Spot(spot.place) for spot in context.told) if is_type and is_next else ()


def associated(context: Context, tokens: Sequence[ReportToken], mention: EndplateMention) -> tuple[Spot, ...]:
    """``Associated Modic type 2 changes.`` goes with the one level the sentence before named."""
    leads = any(token.kind is Kind.ASSOCIATED for token in tokens[: mention.first][:4])
    if not leads or not context.recent or len(context.recent[-1]) != 1:
        return ()
    return (Spot(context.recent[-1][0].place),)
