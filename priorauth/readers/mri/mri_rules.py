"""From located changes to findings: a place not said, a type left open and a zero are values of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from priorauth.domain.spine import DiscLevel, ModicType, VertebralBody, body_range, levels_within
from priorauth.readers.mri.modic_grammar import Located
from priorauth.readers.mri.report_tokens import lex
from priorauth.readers.mri.token_roles import Kind
from priorauth.reading.assertion import Assertion
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import Place, Presence, Types
from priorauth.reading.model import CONTRADICTED, About, Side, Standing
from priorauth.reading.reader import FindingDraft, Mentioned
from priorauth.reading.statements import Statement

_SAYS_IT_IS_THERE = frozenset({Standing.STATED, Standing.NOT_UNDERSTOOD})
_SAYS_SOMETHING = frozenset({Standing.STATED, Standing.HEDGED, Standing.NOT_UNDERSTOOD})
NEEDS_NO_PLACE = "no place"
"""The leftover of a change whose place nobody can tell, and of which all else is understood."""


def modic_drafts(statement: Statement, located: Located, assertion: Assertion) -> Iterator[FindingDraft]:
    """Return a finding for each place of a change; one for a change whose place or type nobody can tell."""
    standing = _standing(located, assertion.standing)
    if statement.section.standing is Standing.ASKED and standing in _SAYS_SOMETHING:
        standing = Standing.ASKED
    standing = _turned(statement, located, standing)
    types = () if located.is_undecided else tuple(ModicType(str(number)) for number in sorted(located.types))
    read = located.start, located.end
    if standing is Standing.DENIED and (levels := _elsewhere(statement)) is not None:
        for level in levels or (None,):
            yield _draft(statement, Types(place=level, types=types), assertion, standing, read)
        return
    if located.is_component:
        assertion = replace(assertion, cues=(*assertion.cues, COMPONENT))
    if located.is_foreign:
        assertion = replace(assertion, about=About.OTHER_PART)
    if not located.spots or (located.is_beyond and standing in _SAYS_IT_IS_THERE):
        if standing is Standing.STATED:
            standing = Standing.NOT_UNDERSTOOD
            assertion = replace(assertion, leftover=(*assertion.leftover, NEEDS_NO_PLACE))
        yield _draft(statement, Types(types=types), assertion, standing, read)
        return
    for spot in located.spots:
        value = Types(place=spot.place, endplates=spot.endplates, types=types)
        yield _draft(statement, value, assertion, standing, read)


def _turned(statement: Statement, located: Located, standing: Standing) -> Standing:
    """Return a standing after how its statement begins, which may only suppose, and how it ends."""
    if standing in _SAYS_SOMETHING and _SUPPOSED.match(statement.text, statement.start, statement.end):
        return Standing.CONDITIONAL
    is_turned = any(
        said.search(statement.text, located.end, statement.end) is not None for said in (_TURNED_BACK, _SLIP)
    )
    return Standing.NOT_UNDERSTOOD if standing is Standing.STATED and is_turned else standing


_SLIP = re.compile(
    r"\b(?:slips?|laps\w+|mistakes?|errors?|glitch\w*|misprints?|typos?|artifacts?|artefacts?|mix-?ups?|carry-?overs?|leftovers?|remnants?)\s+"
    r"(?:of|in|from|by)\s+(?:(?:the|a|my|our|an|this|old|earlier)\s+)*"
    r"(?:dictation|voice|software|speech|tongue|pen|typ\w+|template|transcri\w+|macro|keyboard|copy\w*|draft|coil|flow|motion|scanner)\b",
    re.IGNORECASE,
)
"""What a report says was never there, behind its name: "... was a slip of the dictation"."""

_SUPPOSED = re.compile(r"(?:had|were|should)\b[^.;]*\b(?:been|be|to\s+be|develop|appear)\b", re.IGNORECASE)
"""How a sentence begins that only supposes: "Had Modic changes been present, ..."."""

_TURNED_BACK = re.compile(
    r"[,)]\s*(?:is|are|was|were|has|have)\s+(?:not|never|no\s+longer|absent|gone)\b|,\s*if\b", re.IGNORECASE
)
"""What a sentence may deny at its end behind an insertion: "Modic 1 changes, as in infection, are not present"."""

_OTHER_LEVELS = re.compile(
    r"\b(?:other|remaining|rest\s+of\s+the|additional)\b[^.;]{0,30}\b(?:levels?|endplates?|discs?|spaces?|segments?|spine)\b|\belsewhere\b",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\b(?P<first>L[1-5])\s*(?:-|/|to|through|thru)\s*(?P<last>L[1-6]|S1)\b", re.IGNORECASE)


def _elsewhere(statement: Statement) -> tuple[DiscLevel, ...] | None:
    """Return the levels a denial is of that names a run of several, none for "other levels"; else ``None``."""
    if _OTHER_LEVELS.search(statement.words):
        return ()
    heading = statement.heading_words
    match = _RANGE.search(statement.words) or _RANGE.search(heading)
    if match is None:
        return None
    first, last = VertebralBody(match["first"].upper()), VertebralBody(match["last"].upper())
    levels = levels_within(body_range(first, last))
    return levels if len(levels) > 1 else None


def mixed(drafts: Sequence[FindingDraft]) -> Iterator[FindingDraft]:
    """Return the drafts of one statement, two types that it states of one place as a mixed one.

    "Type 1 in the left half and type 2 in the right" is mixed; types of different endplates of a place are not.
    """
    kept: dict[Place, FindingDraft] = {}
    for draft in drafts:
        value = draft.value
        if not isinstance(value, Types) or value.place is None or not _is_stated(draft):
            yield draft
            continue
        old = kept.get(value.place)
        if old is None:
            kept[value.place] = draft
        elif isinstance(old.value, Types) and _are_together(old.value, value):
            both = Types(
                place=value.place,
                endplates=tuple(dict.fromkeys((*old.value.endplates, *value.endplates))),
                types=tuple(sorted({*old.value.types, *value.types})),
            )
            kept[value.place] = replace(old, value=both, read=_read(old, draft))
        else:
            yield draft
    yield from kept.values()


COMPONENT = "component"
"""The cue of a type that is called a component."""


def whole_mixtures(drafts: Iterable[FindingDraft]) -> Iterator[FindingDraft]:
    """Return the drafts of a report, a stated component with the types of the mixture stated of its place."""
    every = list(drafts)
    stated = [draft.value for draft in every if _is_stated(draft) and isinstance(draft.value, Types)]
    for draft in every:
        value = draft.value
        if isinstance(value, Types) and COMPONENT in draft.assertion.cues and _is_stated(draft):
            whole = next((v for v in stated if v.place == value.place and set(v.types) > set(value.types)), value)
            yield replace(draft, value=Types(place=value.place, endplates=value.endplates, types=whole.types))
        else:
            yield draft


def contradicted(drafts: Sequence[FindingDraft], text: str) -> Iterator[FindingDraft]:
    """Return the drafts of a report, a change that another statement of it denies not understood.

    It may be denied at its place, or at every level. Which of the two is true nobody can read. A denial of other
    types or of other endplates contradicts nothing.
    """
    denied: dict[Place, dict[Types, set[int]]] = {}
    is_denied = any(_denies_all(draft, text) for draft in drafts)
    for draft in drafts:
        value = draft.value
        if _stands(draft) is Standing.DENIED and isinstance(value, Types) and value.place is not None:
            starts = denied.setdefault(value.place, {}).setdefault(value, set())
            starts |= {draft.start} if len(starts) < _TWO else set()
    for draft in drafts:
        value = draft.value
        if not isinstance(value, Types) or value.place is None or not _is_stated(draft):
            yield draft
            continue
        against = denied.get(value.place, {})
        against_it = any(_denies(no, value) and where != {draft.start} for no, where in against.items())
        if against_it or (is_denied and value.types):
            found = replace(draft.assertion, leftover=(*draft.assertion.leftover, CONTRADICTED))
            yield replace(draft, assertion=found, standing=Standing.NOT_UNDERSTOOD)
        else:
            yield draft


_OF_ALL = re.compile(
    r"(?=.*\bmodic\b)(?!.*\b(?:other|others|else|elsewhere|remaining|rest|otherwise|additional|further|new|except\w*|apart|besides|save|beyond)\b|.*\btypes?\W+(?:\d|i{1,3}\b))"
    r"(?:\d[.)]\s*)?(?:no|there\s+(?:is|are)\s+no|without|absence\s+of|negative\s+for)\b[^.;:]*?"
    r"\bchanges?(?:\W+(?:(?:is|are)\s+)?(?:seen|present|identified|found|noted|evident))?"
    r"(?P<where>\W+(?:at|in|of)\s+(?:any|all|every)\b[^.;:]*?\b(?:levels?|dis[ck]s?|segments?|endplates?|spine)|\W+anywhere|\W+throughout)?\W*",
    re.IGNORECASE | re.DOTALL,
)
"""A denial of every level: "No Modic changes at any level", or an impression's bare "No Modic changes"."""


def _denies_all(draft: FindingDraft, text: str) -> bool:
    value = draft.value
    if _stands(draft) is not Standing.DENIED or not isinstance(value, Types) or value.place or value.types:
        return False
    said = _OF_ALL.fullmatch(text, draft.start, draft.end)
    return said is not None and said["where"] is not None


_TWO = 2
"""Statements of a denial that are kept: one of them is another than the change's own."""


def _denies(no: Types, said: Types) -> bool:
    return _are_together(no, said) and bool(said.types) and (not no.types or bool(set(no.types) & set(said.types)))


def _stands(draft: FindingDraft) -> Standing:
    return draft.standing or draft.assertion.standing


def _is_stated(draft: FindingDraft) -> bool:
    return (draft.standing or draft.assertion.standing) is Standing.STATED


def _are_together(one: Types, two: Types) -> bool:
    return not (one.endplates and two.endplates) or bool(set(one.endplates) & set(two.endplates))


def _read(one: FindingDraft, two: FindingDraft) -> tuple[int, int]:
    spans = [draft.read or (draft.start, draft.end) for draft in (one, two)]
    return min(start for start, _ in spans), max(end for _, end in spans)


_MILD = frozenset(["mild", "mildly", "minimal", "minimally", "slight", "slightly", "trace", "borderline", "small"])
_GRAVE = frozenset(
    ["moderate", "moderately", "severe", "severely", "marked", "high", "critical", "advanced", "tight"]
)
_BESIDE = 5


def other_drafts(item: Mentioned) -> Iterator[FindingDraft]:
    """Return the presence of another finding. Narrowing that is called mild, and nothing graver, is mild."""
    trigger = item.mention.trigger
    if trigger is None or trigger.fact is None or trigger.fact is Fact.MODIC:
        return
    fact = trigger.fact
    if fact is Fact.STENOSIS and _is_of_disc(item):
        return
    is_of_disc = fact is Fact.STENOSIS and (_is_height_of_disc(item) or _names_no_canal(item))
    if fact is Fact.STENOSIS and _is_mild(item):
        fact = Fact.MILD_STENOSIS
    start, end = item.shown
    value = Presence(place=_place(item), detail=item.printed.casefold())
    side = Side.NEUTRAL if _is_common(item, fact) or is_of_disc else None
    about = About.OTHER_PART if _is_of_neck(item) else item.assertion.about
    yield FindingDraft(fact, value, replace(item.assertion, about=about), start, end, side=side, read=item.place)


_OF_DISC = re.compile(r"\b(?:dis[ck]s?|heights?|interspaces?|spaces?)\b", re.IGNORECASE)
_OF_CANAL = re.compile(
    r"\b(?:canal|central|foram\w*|recess\w*|lateral|thecal|sac|spinal|stenos\w*|neural|nerves?|roots?|cauda)\b",
    re.IGNORECASE,
)
_MOST_ROWS = 8


def _is_height_of_disc(item: Mentioned) -> bool:
    """Whether "narrowed" stands alone in a cell of a column of discs: it is no narrowing of a canal."""
    statement = item.statement
    if not statement.is_row or item.printed.casefold() not in ("narrowed", "narrowing"):
        return False
    start, end = item.place
    number = next((n for n, cell in enumerate(statement.cells) if cell[0] <= start and end <= cell[1]), None)
    place = statement.text.rfind("\n", 0, statement.start)
    heading: str | None = None
    for _ in range(_MOST_ROWS):
        if place <= 0:
            break
        first = statement.text.rfind("\n", 0, place) + 1
        row = replace(statement, start=first, end=place)
        if len(row.cells) != len(statement.cells):
            break
        heading, place = (row.text[slice(*row.cells[number])] if number is not None else None), first - 1
    return heading is not None and bool(_OF_DISC.search(heading)) and not _OF_CANAL.search(heading)


_DISC_WORD = r"(?:bulg\w*|desicca\w*|dehydrat\w*|dry|degenerat\w*|vacuum|height|annul\w*)"
_DISC_BEFORE = re.compile(rf"\b{_DISC_WORD}[\s,&+]*(?:and\s+|mildly\s+)?\Z", re.IGNORECASE)
_DISC_BEHIND = re.compile(rf"\s*(?:[,&+/]|and|with)\s*(?:\w+\s+)?{_DISC_WORD}\b", re.IGNORECASE)
_LEVEL_BEFORE = re.compile(r"\b[LTS]\s?\d{1,2}\s*[-/\u2013]\s*[LTS]?\d\b[\s:|]*\Z", re.IGNORECASE)
_CANAL_WORD = re.compile(r"\b(?:canal|foram\w*|recess\w*|central|spinal|thecal)\b", re.IGNORECASE)


def _is_of_disc(item: Mentioned) -> bool:
    """Whether what is narrowed is the disc, as in a table's row: "L4-5 narrowed, bulge", "desiccated, narrowed"."""
    text, (start, end) = item.statement.text, item.place
    heading = item.statement.heading_words
    before = text[item.statement.start : start]
    if not item.printed.casefold().startswith("narrow") or _CANAL_WORD.search(f"{heading} {before}"):
        return False
    is_level = _LEVEL_BEFORE.search(before) is not None
    is_behind = _DISC_BEHIND.match(text, end, item.statement.end) is not None
    return (is_level and is_behind) or _DISC_BEFORE.search(before) is not None


def _names_no_canal(item: Mentioned) -> bool:
    """Whether a level is narrowed in words, or a row, that name no space of nerves: "L5-S1: narrowed, type 2"."""
    statement = item.statement
    heading = statement.heading_words
    is_alone = item.printed.casefold() in ("narrowed", "narrowing") and not statement.is_row
    return is_alone and _OF_CANAL.search(f"{heading} {statement.words}") is None


def _is_of_neck(item: Mentioned) -> bool:
    """Whether a statement names levels of the neck alone: "anterolisthesis of C3 on C4"."""
    tokens = lex(item.statement.text, item.statement.start, item.statement.end)
    has_neck = any(token.kind is Kind.FOREIGN and token.text.startswith("c") for token in tokens)
    return has_neck and not any(token.places for token in tokens)


def _is_common(item: Mentioned, fact: Fact) -> bool:
    """Whether a finding is shown and asks nothing: a protrusion, a slight slip, facets not markedly worn."""
    words = item.printed.casefold()
    if fact is Fact.DISC_HERNIATION:
        return any(part in words for part in _PROTRUDES)
    if fact is Fact.SPONDYLOLISTHESIS:
        return _is_mild(item)
    before = item.statement.tokens[max(0, item.mention.first - _BESIDE) : item.mention.last + 1]
    is_grave = any(token.text in _GRAVE for token in before)
    return fact is Fact.FACET_ARTHROPATHY and not is_grave and not any(part in words for part in _ACTIVE)


_PROTRUDES = ("protru", "prolaps")
_ACTIVE = ("effusion", "synovitis", "fluid", "cyst")


def _is_mild(item: Mentioned) -> bool:
    tokens = item.statement.tokens[max(0, item.mention.first - _BESIDE) : item.mention.first]
    words = {token.text for token in tokens}
    return bool(words & _MILD) and not words & _GRAVE


def _place(item: Mentioned) -> Place | None:
    """Return the only place a statement names, or none."""
    tokens = lex(item.statement.text, item.statement.start, item.statement.end)
    places = list(dict.fromkeys(place for token in tokens for place in token.places))
    return places[0] if len(places) == 1 else None


def _draft(
    statement: Statement, value: Types, assertion: Assertion, standing: Standing, read: tuple[int, int]
) -> FindingDraft:
    return FindingDraft(Fact.MODIC, value, assertion, statement.start, statement.end, standing=standing, read=read)


def _standing(located: Located, standing: Standing) -> Standing:
    """Return the standing after the values: "Modic 0" denies, and what leaves a choice open is hedged."""
    if located.is_heading:
        return Standing.GENERIC
    if located.is_retracted:
        return Standing.RETRACTED
    if located.is_past and standing in _SAYS_SOMETHING:
        return Standing.HISTORIC
    if located.is_zero and standing in _SAYS_IT_IS_THERE:
        return Standing.DENIED
    if located.lacks_type and standing is Standing.STATED:
        return Standing.NOT_UNDERSTOOD
    if (located.is_undecided or located.is_hedged) and standing is Standing.STATED:
        return Standing.HEDGED
    return standing
