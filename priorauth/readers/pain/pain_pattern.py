"""Where the pain is by the note's words: in the back, down the leg, or both."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from priorauth.case.pain import PainPattern
from priorauth.readers.pain.body_parts import Part, parts_in, regions_between, stretch_of
from priorauth.readers.pain.denials import own_part
from priorauth.readers.pain.severity import standing_of_list
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import Pattern, Presence
from priorauth.reading.model import About, Side, Standing
from priorauth.reading.reader import FindingDraft, Mentioned

_MIXED = re.compile(r"\b(?:mixed|both|half|back\s+(?:and|&)\s+leg)\b", re.IGNORECASE)
_RADICULAR = re.compile(r"\bleg\b|\blegs\b|:\s*radicular", re.IGNORECASE)
_SPREAD_DENIED = re.compile(
    r"\b(?:non|not|no|none|n't|never|without|w/o|denies|denied|absent|nil|doesn't|don't|didn't|isn't|nonradi\w+)\b|nonradi|n't",
    re.IGNORECASE,
)
_SPREADS = re.compile(r"radia|radic|travel|spread|shoot|refer|move|extend|run|leg pain", re.IGNORECASE)
_WIDE = re.compile(
    r"diffuse|widespread|generalized|all over|head to toe|body|\bnot\b|n't\b|never|no longer|hardly|non.?axial",
    re.IGNORECASE,
)
_ONLY_BELOW = re.compile(
    r"\b(?:below|past|beyond|above|left|right|l|r|knees?|anymore|any\s+more|any\s+longer|currently|always|often|much|usually|far|today|now)\b",
    re.IGNORECASE,
)
"""Words that leave a spread above a knee, on the other side or at another time open."""

_BELOW_BACK = re.compile(
    r"\b(?:below|past|beyond)\s+(?:the\s+|his\s+|her\s+)?(?:waist(?:line)?|belt[\s-]?line|belt|buttocks?|hips)\b",
    re.IGNORECASE,
)
_AT_TIME = re.compile(r"\b(?:currently|today|now|usually|often|always|mostly)\b", re.IGNORECASE)
_AT_TIMES = re.compile(
    r"\b(?:except|unless|apart\s+from|other\s+than|at\s+times|sometimes|only\s+when|until|some\s+days|mostly)\b",
    re.IGNORECASE,
)
_NO_SHARE = re.compile(
    r"(?<![\d.])0\s*(?:%|percent)\s*(?:(?:in|of|is|the|his|her)\s+){0,3}legs?\b|\blegs?(?:\s+pain)?\s*[:=]?\s*0\s*(?:%|percent)|\blegs?\s*=?\s*100\s*[:/]\s*0\b",
    re.IGNORECASE,
)
"""A share of none in the legs: "100% back, 0% legs"."""

_OPEN = frozenset({Standing.STATED, Standing.NOT_UNDERSTOOD, Standing.HEDGED})


def pattern_drafts(item: Mentioned, legs: Sequence[FindingDraft]) -> Iterator[FindingDraft]:
    """Return the pattern a trigger names. ``legs`` are the leg symptoms of its statement: with one, axial is mixed.

    "Does not radiate" says that the pain stays in the back and denies a spread to the legs, unless it is a spread
    below the knee, to one side or at one time that it denies.
    """
    words = item.printed
    if _SPREAD_DENIED.search(words) and _SPREADS.search(words):
        yield from _unspread(item)
        return
    if _MIXED.search(words):
        yield _harm(item, PainPattern.MIXED)
    elif _RADICULAR.search(words):
        yield _harm(item, PainPattern.RADICULAR)
    elif _WIDE.search(words):
        yield _draft(item, PainPattern.AXIAL, _opposite(item.assertion.standing))
    else:
        yield _axial(item, legs)


def radicular_drafts(item: Mentioned, leg: FindingDraft) -> Iterator[FindingDraft]:
    """Return the pattern a radicular word names beside the symptom."""
    if item.printed.casefold().startswith("radic") and leg.assertion.about is About.PATIENT:
        standing = leg.standing or leg.assertion.standing
        side = Side.HARMS if standing in _OPEN else Side.NEUTRAL
        yield replace(leg, fact=Fact.PATTERN, value=Pattern(pattern=PainPattern.RADICULAR), side=side)


def _axial(item: Mentioned, legs: Sequence[FindingDraft]) -> FindingDraft:
    is_in_leg = any(
        (leg.standing or leg.assertion.standing) in _OPEN and leg.assertion.about is About.PATIENT for leg in legs
    )
    if is_in_leg and item.assertion.standing in _OPEN:
        return _harm(item, PainPattern.MIXED)
    return _draft(item, PainPattern.AXIAL, _of_back(item, legs))


def _of_back(item: Mentioned, legs: Sequence[FindingDraft]) -> Standing | None:
    """Return no other standing than the engine's, unless another part of the body is named beside the back.

    Legs whose every symptom is denied are none: "across the low back, no leg pain".
    """
    first, end = stretch_of(item.statement.tokens, item.mention.first)
    regions = regions_between(parts_in(item.statement.tokens), first, end)
    are_denied = bool(legs) and all((leg.standing or leg.assertion.standing) is Standing.DENIED for leg in legs)
    are_denied = are_denied or _NO_SHARE.search(item.statement.words) is not None
    wider = {Part.ELSEWHERE} if are_denied else {Part.ELSEWHERE, Part.LEG}
    spreads = any(
        _SPREADS.match(_detail(leg)) and (leg.standing or leg.assertion.standing) in _OPEN for leg in legs
    )
    is_wider = spreads or regions & wider or _AT_TIMES.search(item.statement.words)
    return Standing.NOT_UNDERSTOOD if is_wider and item.assertion.standing is Standing.STATED else None


def _detail(leg: FindingDraft) -> str:
    return leg.value.detail if isinstance(leg.value, Presence) else ""


def _unspread(item: Mentioned) -> Iterator[FindingDraft]:
    first, end = stretch_of(item.statement.tokens, item.mention.first)
    tokens = item.statement.tokens
    behind = item.statement.text[item.place[1] : tokens[end - 1].end]
    lead = item.statement.text[tokens[max(first, item.mention.first - 2)].start : item.place[0]]
    is_ticked = _is_ticked_none(item)
    standing = Standing.STATED if is_ticked else standing_of_list(item.assertion)
    behind = "" if is_ticked else _BELOW_BACK.sub("", behind)
    if standing is Standing.STATED and (_ONLY_BELOW.search(behind) or _AT_TIME.search(lead)):
        standing = Standing.NOT_UNDERSTOOD
    if standing is Standing.STATED and (_AT_TIMES.search(behind) or (not is_ticked and _is_ticked_elsewhere(item))):
        standing = Standing.NOT_UNDERSTOOD
    leads_elsewhere = Part.ELSEWHERE in regions_between(parts_in(tokens), first, item.mention.first)
    if standing is Standing.DENIED or (standing is Standing.STATED and leads_elsewhere):
        standing = Standing.NOT_UNDERSTOOD  # "in the middle of the neck and does not radiate"
    regions = regions_between(parts_in(tokens), first, end)
    if Part.ELSEWHERE in regions and Part.LEG not in regions and Part.BACK not in regions:
        return
    yield _draft(item, PainPattern.AXIAL, standing)
    denied = Standing.DENIED if standing is Standing.STATED else standing
    value = Presence(detail=" ".join(item.printed.casefold().split()))
    is_elsewhere = Part.ELSEWHERE in regions_between(parts_in(tokens), 0, len(tokens))  # "neck pain; no radiation"
    own = None if is_elsewhere else own_part(item.statement, item.mention.first, item.mention.last)
    denied = (
        Standing.NOT_UNDERSTOOD
        if is_elsewhere and denied is Standing.DENIED and regions.isdisjoint({Part.BACK, Part.LEG})
        else denied
    )
    yield replace(_draft(item, PainPattern.AXIAL, denied), fact=Fact.LEG_SYMPTOMS, value=value, own=own)


_TICKED = re.compile(r"[\[(]\s?[xX\u2713\u2714*]\s?[\])]|[\u2611\u2612]")
_EMPTY_BOX = re.compile(r"\s*(?:\[\s*\]|\(\s*\)|[\u2610\u25a1])")
_ENDS_NONE = re.compile(r"\b(?:none|no|nil|neg(?:ative)?)\Z", re.IGNORECASE)
_TICKS = frozenset({Standing.STATED, Standing.DENIED, Standing.NOT_UNDERSTOOD})


def _ticked(item: Mentioned) -> list[int]:
    """Return where a statement's ticked boxes stand."""
    return [match.start() + item.statement.start for match in _TICKED.finditer(item.statement.words)]


def _is_ticked_none(item: Mentioned) -> bool:
    """Whether of the choices behind a symptom "none" alone is ticked: "Radiation: none [x]; thigh [ ]"."""
    ticked = _ticked(item)
    is_none = _ENDS_NONE.search(item.printed) is not None and item.assertion.standing in _TICKS
    return is_none and len(ticked) == 1 and not item.statement.text[item.place[1] : ticked[0]].strip()


def _is_ticked_elsewhere(item: Mentioned) -> bool:
    """Whether the choice "none" behind a symptom has an empty box, and another choice is ticked."""
    behind = item.statement.text[item.place[1] : item.statement.end]
    return _EMPTY_BOX.match(behind) is not None and bool(_ticked(item))


def _opposite(standing: Standing) -> Standing:
    if standing is Standing.DENIED:
        return Standing.NOT_UNDERSTOOD
    return Standing.DENIED if standing in (Standing.STATED, Standing.NOT_UNDERSTOOD) else standing


def _harm(item: Mentioned, pattern: PainPattern) -> FindingDraft:
    standing = item.assertion.standing
    is_there = standing in _OPEN and item.assertion.about is About.PATIENT
    return replace(_draft(item, pattern, None), side=Side.HARMS if is_there else Side.NEUTRAL)


def _draft(item: Mentioned, pattern: PainPattern, standing: Standing | None) -> FindingDraft:
    start, end = item.shown
    return FindingDraft(
        Fact.PATTERN, Pattern(pattern=pattern), item.assertion, start, end, standing=standing, read=item.place
    )
