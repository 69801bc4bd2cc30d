"""What and where: the types of a statement and the places they are put, whatever the statement says of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from priorauth.domain.written_dates import FoundDate
from priorauth.readers.mri.discourse import (
    Context,
    above_entry,
    associated,
    just_before,
    keep_entry,
    keep_line,
    lead_of,
    open_heading,
    pointed_at,
    resolve,
    speaks_of_all,
    told_before,
    told_in_clause,
    turn,
)
from priorauth.readers.mri.free_places import foils, free_stretches
from priorauth.readers.mri.level_attachment import (
    Placed,
    attach,
    bind_in_order,
    facing_endplates,
    reaching_into,
    turns_elsewhere,
    under_heading,
)
from priorauth.readers.mri.model import Place, ReportSection
from priorauth.readers.mri.modic_mentions import EndplateMention, find_mentions, tail_of
from priorauth.readers.mri.modic_values import Value, listed_values, table_values
from priorauth.readers.mri.not_places import PLACES
from priorauth.readers.mri.plain_tokens import doubted_places, like_before, plainly
from priorauth.readers.mri.report_sentences import Sentence
from priorauth.readers.mri.report_tokens import ReportToken, lex
from priorauth.readers.mri.spinal_levels import POINTS_BACK, PlaceGroup, Spot, find_groups, slipped_levels
from priorauth.readers.mri.temporality import told_times
from priorauth.readers.mri.token_roles import Kind
from priorauth.reading.statements import Statement

_MOST_MENTIONS = 24
_SECTIONS = {section.value: section for section in ReportSection}
_APART = frozenset(
    ["below", "above", "caudal", "cephalad", "cranial", "rostral", "beneath", "underneath", "under", "distal",
     "proximal", "next", "adjacent", "subjacent", "suprajacent", "neighboring", "further", "beyond", "unlike",
     "than"]
)  # fmt: skip
_OF_MANY = frozenset(
    ["adjacent", "next", "neighboring", "than", "unlike", "under", "distal", "proximal", "cranial", "caudal"]
)
"""Those that may speak of something else: "with adjacent edema" stays where it is."""

"""Words that lead from a place to another: "below the L3-L4 cage" is not at L3-L4."""

_TOLD = frozenset({"described", "noted", "mentioned", "reported", "discussed", "detailed", "seen"})
"""Words behind which "above" is a place in the report and none in the spine."""

_LIKENED = frozenset({"like", "lookalike", "mimic", "mimics", "looking"})
_LEADS = 5
_ENDS_LEAD = frozenset(
    [Kind.COMMA, Kind.SEMICOLON, Kind.COLON, Kind.STOP, Kind.MODIC, Kind.TYPE, Kind.NUMERAL, Kind.CHANGE]
)


@dataclass(frozen=True, slots=True)
class Located:
    """A change that a statement names, in ``text[start:end]``, with the places its own words give it.

    ``is_undecided`` when the words leave open which type or which place; ``is_zero`` for "Modic 0"; ``is_foreign``
    when only places outside the lumbar spine go with it.
    """

    start: int
    end: int
    types: frozenset[int]
    spots: tuple[Spot, ...]
    is_undecided: bool = False
    is_zero: bool = False
    is_foreign: bool = False
    is_hedged: bool = False
    is_beyond: bool = False
    lacks_type: bool = False
    """Whether it says "Modic type" and no type behind it: the type stands elsewhere, or nowhere."""
    is_past: bool = False
    """Whether its words put it on an earlier study: "type 1 in 2019, now type 2"."""
    is_heading: bool = False
    """Whether it only names a column of a table."""
    is_component: bool = False
    """Whether it is called a component: part of a mixture that the report may name as a whole elsewhere."""
    is_retracted: bool = False
    """Whether a correction puts something else in its place."""
    part: tuple[int, int] | None = None
    """The stretch of the statement whose words are said of it, where that is not the whole: a cell."""
    read: tuple[tuple[int, int], ...] = ()
    """Where words stand that this grammar has read: names of places, and when the others were seen."""


_TRANSITIONAL = re.compile(
    r"(?<!no )(?<!without )\btransitional|\b(?:lumbari[sz]|sacrali[sz])|\bL6\b"
    r"|\b(?:four|six|4|6)\s+(?:lumbar|non-?rib)",
    re.IGNORECASE,
)


class Grammar:
    """Reads the statements of one report in order; what they leave open, such as a level's heading, is kept."""

    def __init__(self, text: str, dates: Sequence[FoundDate]) -> None:
        self._text = text
        self._dates = dates
        self._context = Context()
        self._sentence = Sentence(ReportSection.FINDINGS, 0, 0, -1, -1)
        self._has_five = _TRANSITIONAL.search(text) is None
        self._is_carried = False
        """Whether places a statement began with hold for the next: those of "At L4-5 there is ..." do."""

    def read(self, statement: Statement) -> tuple[Located, ...]:
        """Return the changes a statement names, each once."""
        dates = [d for d in self._dates if statement.start <= d.start and d.end <= statement.end]
        tokens = lex(self._text, statement.start, statement.end, dates)
        sentence = _sentence(statement)
        turn(self._context, self._text, sentence)
        self._sentence = sentence
        values = table_values(self._context, statement, tokens)
        if values is None:
            values = listed_values(tokens) or None
        if values is not None:
            return tuple(_from_value(value) for value in values)
        plain = plainly(tokens, has_five=self._has_five)
        tokens = plain.tokens
        mentions = like_before(tokens, find_mentions(tokens, goes_on=self._context.since_modic <= 2))
        if len(mentions) > _MOST_MENTIONS:
            return ()
        found = tuple(self._timed(tokens, mentions, list(self._located(tokens, mentions)), plain.read))
        if any(item.types for item in found) and _leaves_type(tokens, mentions):
            found = tuple(replace(item, lacks_type=True) for item in found)
        self._context.since_modic = 0 if any(m.is_modic for m in mentions) else self._context.since_modic + 1
        return found

    def _located(self, tokens: tuple[ReportToken, ...], mentions: Sequence[EndplateMention]) -> Iterator[Located]:
        context = self._context
        if turns_elsewhere(tokens):
            context.heading, context.is_foreign = (), True
        context.remember(*((Spot(level),) for level in slipped_levels(tokens)))
        groups = resolve(context, find_groups(tokens, [mention.first for mention in mentions]))
        groups = tuple(group for group in groups if not _is_apart(tokens, group))
        rest = open_heading(context, tokens, groups, has_mention=bool(mentions))
        lead = lead_of(tokens, groups)
        is_carried = self._is_carried
        if lead is not None:
            self._is_carried = any(token.kind is Kind.PREPOSITION for token in tokens[: lead.first])
            is_carried = True
        context.since_told += 1
        attached = [_without_doubt(tokens, groups, item) for item in attach(tokens, mentions, rest)]
        placed = [self._in_context(tokens, rest, item, is_carried=is_carried) for item in attached]
        for item in bind_in_order(tokens, placed):
            is_normal = item.mention.is_zero and not item.mention.is_modic
            if is_normal and (not item.spots or item.is_foreign):
                continue  # "the endplates are normal" denies only what it names
            if item.spots and not is_normal:
                context.told, context.since_told = item.spots, 0
            yield _as_located(tokens, item, rest)
        context.remember(*(group.spots for group in groups if group.spots))
        keep_line(context, tokens, groups, context.line)
        keep_entry(context, self._text, self._sentence, groups)

    def _timed(
        self,
        tokens: Sequence[ReportToken],
        mentions: Sequence[EndplateMention],
        found: Sequence[Located],
        plain: tuple[tuple[int, int], ...],
    ) -> Iterator[Located]:
        """Say of each located change whether it is of an earlier study, and which words its statement has read."""
        told = told_times(tokens, mentions)
        named = (*PLACES, *POINTS_BACK)
        places = (*plain, *((token.start, token.end) for token in tokens if token.kind in named))
        free = (*free_stretches(tokens, mentions), *foils(tokens))
        doubts = [(tokens[index].start, tokens[index].end) for index in doubted_places(tokens)]
        by_start = {tokens[mention.first].start: times for mention, times in zip(mentions, told, strict=True)}
        for item in found:
            when = by_start.get(item.start)
            read = (
                *places,
                *(stretch for stretch, named in free if named.isdisjoint(_places(item))),
                *_asides(tokens, item),
                *(doubt for doubt in doubts if doubt[0] != item.start),
            )
            if when is None:
                yield replace(item, read=read)
            else:
                yield replace(item, is_past=when.is_past, read=(*read, *when.read))

    def _in_context(
        self, tokens: Sequence[ReportToken], groups: Sequence[PlaceGroup], placed: Placed, *, is_carried: bool
    ) -> Placed:
        """Take the place from the heading when the statement names none; put endplates under its level."""
        if placed.is_foreign:
            return placed
        context = self._context
        heading = context.heading if context.is_firm or is_carried else ()
        spots = facing_endplates(tokens, placed.mention, placed.spots)
        if spots and (context.is_firm or lead_of(tokens, groups) is not None):
            spots = under_heading(spots, heading)
            spots = reaching_into(tokens, placed.mention, spots, heading)
        elif not spots and not (
            speaks_of_all(tokens, placed.mention) or _leads_apart(tokens) or _teaches(tokens, placed.mention)
        ):
            spots = (
                told_in_clause(tokens, groups, placed.mention)
                or pointed_at(context, tokens)
                or tuple(Spot(spot.place) for spot in heading)
                or associated(context, tokens, placed.mention)
                or just_before(context, tokens, context.line)
                or told_before(context, tokens)
                or above_entry(context, self._text, self._sentence)
            )
            if not spots and context.is_foreign:
                return replace(placed, is_foreign=True)
        return replace(placed, spots=facing_endplates(tokens, placed.mention, spots))


_OF_TYPE = (Kind.COMPONENT, Kind.CHANGE, Kind.ENDPLATE, Kind.MARROW, Kind.SIGNAL)


def _leaves_type(tokens: Sequence[ReportToken], mentions: Sequence[EndplateMention]) -> bool:
    """Whether a statement has a type of changes that no mention has read: what is read may be half a mixture."""
    read = {index for mention in mentions for index in range(mention.first, mention.last + 1)}
    return any(
        one.kind is Kind.TYPE and two.kind is Kind.NUMERAL and three.kind in _OF_TYPE and index not in read
        for index, (one, two, three) in enumerate(zip(tokens, tokens[1:], tokens[2:], strict=False))
    )


_TYPE_LABEL = re.compile(r"\s*modic(?:\s+\w+)?\s*[:=]\s*\S{1,12}\s*\Z", re.IGNORECASE)


def _is_label(statement: Statement) -> bool:
    """Whether a line is a label of a form with a short value: its level may be the label on the next line."""
    return _TYPE_LABEL.match(statement.words) is not None


_LEVEL_LABEL = re.compile(
    r"\s*(?:affected\s+|modic\s+)?(?:levels?(?:\(s\))?|location|site)\s*[:=]\s*", re.IGNORECASE
)
_IN_LIST = (Kind.LEVEL, Kind.COMMA, Kind.AND, Kind.STOP, Kind.SEMICOLON)


def at_label(item: Located, statement: Statement, after: Statement | None) -> Located:
    """Return a change without a place at the levels of the label behind it: "Modic: 2. Level: L4-5"."""
    if item.spots or item.is_foreign or after is None or after.line > statement.line + _is_label(statement):
        return item
    line = statement.text.rfind("\n", 0, statement.start) + 1
    label = _LEVEL_LABEL.match(after.text, after.start, after.end)
    if label is None or _LEVEL_LABEL.search(statement.text, line, statement.end) is not None:
        return item  # labels that stand before their values
    tokens = lex(after.text, label.end(), after.end)
    if not all(token.kind in _IN_LIST for token in tokens):
        return item
    return replace(item, spots=tuple(Spot(place) for token in tokens for place in token.places))


def _asides(tokens: Sequence[ReportToken], item: Located) -> Iterator[tuple[int, int]]:
    """Return the brackets behind places that are not the change's: "L4-5 (type indeterminate) and L5-S1"."""
    for index, token in enumerate(tokens[:-1]):
        if tokens[index + 1].kind is not Kind.OPEN or not token.places or _places(item) & set(token.places):
            continue
        close = next((i for i in range(index + 1, len(tokens)) if tokens[i].kind is Kind.CLOSE), None)
        if close is not None and not tokens[index].start <= item.start < tokens[close].end:
            yield tokens[index + 1].start, tokens[close].end


def _places(item: Located) -> frozenset[Place]:
    return frozenset(spot.place for spot in item.spots)


def _from_value(value: Value) -> Located:
    types = frozenset() if value.is_undecided else frozenset().union(*value.elements)
    return Located(
        value.start, value.end, types, value.spots, value.is_undecided, value.is_zero, is_heading=value.is_heading,
        part=value.part, lacks_type=not value.is_zero and not types and not value.is_undecided,
    )  # fmt: skip


def _without_doubt(tokens: Sequence[ReportToken], groups: Sequence[PlaceGroup], item: Placed) -> Placed:
    """Leave a mention without a place where places stand close on both its sides, or in the run of a lost table."""
    first, last = item.mention.first, item.mention.last
    before = any(group.last == first - 1 for group in groups)
    after = any(group.first == last + 1 for group in groups)
    bars = sum(token.kind is Kind.BAR for token in tokens)
    is_lost = bars > 2 and sum(bool(group.spots) for group in groups) > 1
    return replace(item, spots=()) if (before and after) or is_lost else item


def _sentence(statement: Statement) -> Sentence:
    section = _SECTIONS.get(statement.section.name, ReportSection.FINDINGS)
    return Sentence(section, statement.start, statement.end, statement.paragraph, statement.line, statement.is_item)


def _is_apart(tokens: Sequence[ReportToken], group: PlaceGroup) -> bool:
    """Whether words before a place lead away from it."""
    if group.is_beyond:
        return False
    for index in range(group.first - 1, max(-1, group.first - 1 - _LEADS), -1):
        token = tokens[index]
        if token.kind in PLACES or token.kind in _ENDS_LEAD:
            return False
        if set(token.text.split()) & _APART and not _is_beside(tokens, index, group):
            return True
    return False


_OF_BONE = (Kind.ENDPLATE, Kind.MARROW, Kind.EDEMA, Kind.SIGNAL, Kind.CHANGE, Kind.BODY_WORD, Kind.LESION)
_BESIDE = frozenset(["adjacent", "next"])


def _is_beside(tokens: Sequence[ReportToken], index: int, group: PlaceGroup) -> bool:
    """Whether "adjacent" is said of the bone at a place: "the adjacent endplates at L4-5"."""
    if not set(tokens[index].text.split()) & _BESIDE:
        return False
    behind = tokens[index + 1].kind if index + 1 < len(tokens) else None
    if index + 1 == group.first and tokens[index - 1].kind is Kind.ARTICLE and tokens[index].text == "adjacent":
        return True  # "the adjacent L5-S1 segment" is L5-S1
    follows = tokens[group.last + 1].kind if group.last + 1 < len(tokens) else None
    is_level = follows in (Kind.DISC_WORD, Kind.ENDPLATE, Kind.OPEN, Kind.COMMA, Kind.STOP, None)
    return behind in _OF_BONE or (is_level and index > 0 and tokens[index - 1].kind in _OF_BONE)


_LOOKS = (Kind.WORD, Kind.EDEMA, Kind.ABNORMAL, Kind.ARTICLE, Kind.SERIES, Kind.MARROW, Kind.SIGNAL)


def _teaches(tokens: Sequence[ReportToken], mention: EndplateMention) -> bool:
    """Whether a statement says what a type is: "Modic type 2 is fat"."""
    behind = [token.kind for token in tokens[mention.last + 1 : mention.last + 3]]
    return mention.first == 0 and behind[:1] in ([Kind.IS], [Kind.LEGEND]) and behind[-1] in _LOOKS


def _leads_apart(tokens: Sequence[ReportToken]) -> bool:
    """Whether a statement speaks of a place it reaches from another: "one segment further down"."""
    for index, token in enumerate(tokens):
        words = set(token.text.split()) & _APART
        near = tokens[index + 1 : index + 4]
        if words & _BESIDE and near and near[0].kind in (*_OF_BONE, Kind.ARTICLE, Kind.PREPOSITION):
            continue
        if index and tokens[index - 1].text in _TOLD and words == {"above"}:
            continue
        if words - _OF_MANY or (
            words and any(item.kind in (*PLACES, Kind.LEVEL_WORD, Kind.DISC_WORD) for item in near)
        ):
            return True
    return False


def _as_located(tokens: Sequence[ReportToken], item: Placed, groups: Sequence[PlaceGroup]) -> Located:
    mention = item.mention
    return Located(
        start=tokens[mention.first].start, end=tokens[tail_of(tokens, mention.last)].end, types=mention.types,
        spots=item.spots,
        is_undecided=mention.is_undecided or _has_choice(tokens, item, groups), is_zero=mention.is_zero,
        is_foreign=item.is_foreign, is_beyond=item.is_beyond,
        is_hedged=mention.is_hedged or _or_another(tokens, item, groups) or _is_likened(tokens),
        is_component=any(token.kind is Kind.COMPONENT for token in tokens[mention.last + 1 : mention.last + 4]),
        lacks_type=not mention.elements and _says_type(tokens[mention.first : mention.last + 2]),
    )  # fmt: skip


def _is_likened(tokens: Sequence[ReportToken]) -> bool:
    """Whether something only looks like one: "Modic-like change, type 1"."""
    return any(one.kind is Kind.MODIC and two.text in _LIKENED for one, two in pairwise(tokens))


def _own_group(item: Placed, groups: Sequence[PlaceGroup]) -> PlaceGroup | None:
    """Return the group that a mention took its places from."""
    places = [spot.place for spot in item.spots]
    return next((group for group in groups if places and [spot.place for spot in group.spots] == places), None)


def _or_another(tokens: Sequence[ReportToken], item: Placed, groups: Sequence[PlaceGroup]) -> bool:
    """Whether "or" leads from its place to another thing: "type 1 change at L4-5 or discitis"."""
    own = _own_group(item, groups)
    behind = tokens[own.last + 1 : own.last + 3] if own is not None and own.first > item.mention.last else ()
    return (
        bool(behind)
        and behind[0].kind in (Kind.OR, Kind.VERSUS)
        and behind[-1].kind in (Kind.FINDING, Kind.ADJECTIVE)
    )


def _says_type(tokens: Sequence[ReportToken]) -> bool:
    return any(token.kind is Kind.TYPE for token in tokens)


def _has_choice(tokens: Sequence[ReportToken], item: Placed, groups: Sequence[PlaceGroup]) -> bool:
    """Whether the places of a mention are parted by "or" or "versus": "L4-5 or L5-S1" is neither."""
    own = _own_group(item, groups)
    if own is None or len(item.spots) < 2:
        return False
    return any(token.kind in (Kind.OR, Kind.VERSUS) for token in tokens[own.first : own.last])
