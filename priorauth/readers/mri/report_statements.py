"""From sentences to statements: each says one thing of one place, or of none."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from priorauth.domain.spine import Endplate
from priorauth.domain.written_dates import FoundDate
from priorauth.readers.mri.discourse import (
    Context,
    associated,
    lead_of,
    open_heading,
    pointed_at,
    resolve,
    speaks_of_all,
    turn,
)
from priorauth.readers.mri.hedging import is_hedged
from priorauth.readers.mri.level_attachment import (
    Placed,
    attach,
    bind_in_order,
    facing_endplates,
    turns_elsewhere,
    under_heading,
)
from priorauth.readers.mri.model import Place, ReportSection
from priorauth.readers.mri.modic_mentions import EndplateMention, find_mentions
from priorauth.readers.mri.modic_tables import table_row
from priorauth.readers.mri.not_places import PLACES
from priorauth.readers.mri.report_assertion import Polarity, clause_of, polarity
from priorauth.readers.mri.report_sentences import Sentence
from priorauth.readers.mri.report_tokens import ReportToken, lex
from priorauth.readers.mri.spinal_levels import PlaceGroup, Spot, find_groups, slipped_levels
from priorauth.readers.mri.temporality import Time, is_date, times
from priorauth.readers.mri.token_roles import Kind


@dataclass(frozen=True, slots=True)
class EndplateStatement:
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
    section: ReportSection
    start: int
    end: int
    date: str | None = None
    is_marrow: bool = False
    is_retracted: bool = False
    corrects: bool = False


def read_statements(
    text: str, sentences: Sequence[Sentence], dates: Sequence[FoundDate], own_date: str | None
) -> Iterator[EndplateStatement]:
    """Read the statements on endplate changes of all sentences, in order."""
    context = Context()
    days = _Days(dates, own_date)
    for sentence in sentences:
        tokens = lex(text, sentence.start, sentence.end, days.within(sentence))
        if sentence.section is ReportSection.COMPARISON and any(token.kind is Kind.NOW for token in tokens):
            sentence = replace(sentence, section=ReportSection.FINDINGS)  # noqa: PLW2901  (it speaks of this study after all)
        turn(context, text, sentence)
        yield from _read(context, tokens, sentence, days)


_MOST_MENTIONS = 24
"""A sentence with more is a list that lost its line ends, or no language at all: nothing is read from it."""

_HEADING_LENGTH = 120
"""How far before a sentence of the comparison its study's date may stand."""


@dataclass(frozen=True, slots=True)
class _Days:
    """The dates of a report in order, and that of the study itself."""

    dates: Sequence[FoundDate]
    own: str | None

    def within(self, sentence: Sentence) -> Sequence[FoundDate]:
        """Return the dates inside a sentence."""
        first = bisect_left(self.dates, sentence.start, key=lambda found: found.start)
        last = bisect_left(self.dates, sentence.end, key=lambda found: found.start)
        return [found for found in self.dates[first:last] if found.end <= sentence.end]

    def of(self, sentence: Sentence, tokens: Sequence[ReportToken]) -> str | None:
        """Return the date of the earlier study a sentence speaks of; for a comparison that of its heading too."""
        named = next((token.text for token in tokens if is_date(token, self.own)), None)
        if named is not None or sentence.section is not ReportSection.COMPARISON:
            return named
        last = bisect_left(self.dates, sentence.start, key=lambda found: found.start)
        near = [d for d in self.dates[max(0, last - 1) : last] if d.start >= sentence.start - _HEADING_LENGTH]
        return str(near[0].date) if near and str(near[0].date) != self.own else None


def _read(
    context: Context, tokens: tuple[ReportToken, ...], sentence: Sentence, days: _Days
) -> Iterator[EndplateStatement]:
    row = table_row(context, tokens)
    tokens = tokens if row is None else row
    if any(token.kind is Kind.LEGEND for token in tokens) and not any(token.kind in PLACES for token in tokens):
        return
    mentions = find_mentions(tokens, goes_on=context.since_modic <= 2)
    if len(mentions) > _MOST_MENTIONS:
        return
    if turns_elsewhere(tokens):
        context.heading, context.is_foreign = (), True
    context.remember(*((Spot(level),) for level in slipped_levels(tokens)))
    groups = resolve(context, find_groups(tokens, [mention.first for mention in mentions]))
    rest = open_heading(context, tokens, groups, has_mention=bool(mentions))
    yield from _state(context, tokens, mentions, rest, sentence, days)
    context.remember(*(group.spots for group in groups if group.spots))
    context.since_modic = 0 if any(m.is_modic for m in mentions) else context.since_modic + 1


def _state(
    context: Context, tokens: Sequence[ReportToken], mentions: Sequence[EndplateMention],
    groups: Sequence[PlaceGroup], sentence: Sentence, days: _Days,
) -> Iterator[EndplateStatement]:  # fmt: skip
    if not mentions:
        context.since_told += 1
        yield from _marrow(context, tokens, groups, sentence)
        return
    when = times(tokens, mentions, days.own)
    context.since_told += 1
    attached = [_in_context(context, tokens, groups, p) for p in attach(tokens, mentions, groups)]
    placed = list(bind_in_order(tokens, attached))
    for item in placed:
        if item.is_foreign:
            continue
        mention = item.mention
        said = polarity(tokens, mention, is_placed=bool(item.spots))
        base = EndplateStatement(
            place=None, endplates=(), types=mention.types, polarity=said,
            time=when[mentions.index(_origin(mentions, mention))],
            is_hedged=is_hedged(tokens, mention), is_modic=mention.is_modic, section=sentence.section,
            start=sentence.start, end=sentence.end, date=_date(tokens, mentions, mention, sentence, days),
            corrects=_corrects(tokens, sentence), is_retracted=_is_retracted(tokens, mention, placed),
        )  # fmt: skip
        if item.spots:
            context.told, context.since_told = item.spots, 0
        if not item.spots or (item.is_beyond and said is Polarity.ASSERTED):
            yield base
            continue
        for spot in item.spots:
            yield replace(base, place=spot.place, endplates=spot.endplates)
    yield from _retracted_places(tokens, groups, sentence)


def _date(
    tokens: Sequence[ReportToken],
    mentions: Sequence[EndplateMention],
    mention: EndplateMention,
    sentence: Sentence,
    days: _Days,
) -> str | None:
    """Return the earlier study's date: from the mention's clause, or from the sentence when it has no other."""
    low, high = clause_of(tokens, mention)
    return days.of(sentence, tokens if len(mentions) == 1 else tokens[low:high])


def _corrects(tokens: Sequence[ReportToken], sentence: Sentence) -> bool:
    """Whether an addendum's sentence sets something right: "should read", "rather than", "not type 1"."""
    if sentence.section is not ReportSection.ADDENDUM:
        return False
    words = [token.kind for token in tokens]
    denies = any(one is Kind.NOT and two in (Kind.TYPE, *PLACES, Kind.PREPOSITION) for one, two in pairwise(words))
    return denies or Kind.CORRECTION in words or Kind.RATHER in words


def _origin(mentions: Sequence[EndplateMention], mention: EndplateMention) -> EndplateMention:
    return next(other for other in mentions if other.first == mention.first)


def _in_context(
    context: Context, tokens: Sequence[ReportToken], groups: Sequence[PlaceGroup], placed: Placed
) -> Placed:
    """Take the place from the heading when the sentence names none; put endplates under the heading's level."""
    if placed.is_foreign:
        return placed
    spots = facing_endplates(tokens, placed.mention, placed.spots)
    if spots and (context.is_firm or lead_of(tokens, groups) is not None):
        spots = under_heading(spots, context.heading)
    elif not spots and not speaks_of_all(tokens, placed.mention):
        pointed = pointed_at(context, tokens)
        spots = (
            pointed
            or tuple(Spot(spot.place) for spot in context.heading)
            or associated(context, tokens, placed.mention)
        )
        if not spots and context.is_foreign:
            return replace(placed, is_foreign=True)
    return replace(placed, spots=facing_endplates(tokens, placed.mention, spots))


def _is_retracted(tokens: Sequence[ReportToken], mention: EndplateMention, placed: Sequence[Placed]) -> bool:
    """``X should read Y``: the first of the two is taken back."""
    later = [other.mention for other in placed if other.mention.first > mention.last]
    if not later:
        return False
    between = tokens[mention.last + 1 : later[-1].first]
    return any(token.kind is Kind.CORRECTION for token in between)


def _retracted_places(
    tokens: Sequence[ReportToken], groups: Sequence[PlaceGroup], sentence: Sentence
) -> Iterator[EndplateStatement]:
    """``... at L5-S1, not at L4-L5``: in an addendum this takes L4-L5 back."""
    if sentence.section is not ReportSection.ADDENDUM:
        return
    for group in groups:
        near = tokens[max(0, group.first - 2) : group.first]
        if any(token.kind in (Kind.RATHER, Kind.NOT) for token in near):
            for spot in group.spots:
                yield EndplateStatement(
                    spot.place, (), frozenset(), Polarity.SILENT, Time.NOW, False, True, sentence.section,
                    sentence.start, sentence.end, is_retracted=True, corrects=True,
                )  # fmt: skip


def _marrow(
    context: Context, tokens: Sequence[ReportToken], groups: Sequence[PlaceGroup], sentence: Sentence
) -> Iterator[EndplateStatement]:
    """Read ``normal marrow signal`` as a denial of endplate changes, unless it is "otherwise" normal."""
    kinds = {token.kind for token in tokens}
    if not {Kind.NORMAL, Kind.MARROW} <= kinds or kinds & {
        Kind.ELSEWHERE,
        Kind.EXCEPT,
        Kind.NOT,
        Kind.BUT,
        Kind.NO,
    }:
        return
    spots = groups[0].spots if len(groups) == 1 else () if groups else context.heading
    places: list[Place | None] = [spot.place for spot in spots]
    for place in places or [None]:
        yield EndplateStatement(
            place, (), frozenset(), Polarity.DENIED, Time.NOW, False, False, sentence.section,
            sentence.start, sentence.end, is_marrow=True,
        )  # fmt: skip
