"""How severe the pain is: whether it ever lets up, and what it keeps the patient from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from priorauth.readers.pain.body_parts import Part, parts_in, regions_between, stretch_of
from priorauth.reading.assertion import Assertion
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import Names, Presence
from priorauth.reading.model import Standing
from priorauth.reading.reader import FindingDraft, Mentioned

_REMITS = re.compile(
    r"com(?:e|es)\s+and\s+go|came\s+and\s+went|on\s+and\s+off|off\s+and\s+on|wax|good\s+days|free|without\s+any\s+pain|lets\s+up|goes\s+away"
    r"|intermittent|episodic|occasional|sporadic|infrequent|transient|resolved|gone|remission",
    re.IGNORECASE,
)
_NEVER = re.compile(r"\b(?:never|24)\b", re.IGNORECASE)
_UNIMPAIRED = re.compile(
    r"\b(?:full|regular|unrestricted|usual)[\s-]+dut|\b(?:runs|jogs|bikes|swims|golfs|hikes|exercises|lifts|plays|works)\b|\bindep\w*|^i\s",
    re.IGNORECASE,
)
_RESTRICTED = re.compile(
    r"\b(?:only|when|while|except|unless|if|during|after|apart\s+from|other\s+than|some\s+days|at\s+times|sometimes|with|until)\b",
    re.IGNORECASE,
)
"""Words that make "constant" one of some hours or postures."""

_ACTIVITY_END = re.compile(
    r"[;.|()]|,(?!\s*(?:or|and)?\s*[a-z]+(?:,|\s+or\b|\s*\.?$))|\s+(?:and\s+(?:he|she|the|is|has|cannot|can't)|but|because|due\s+to|since|without|secondary|before|as|so)\b|\s+-\s+|$",
    re.IGNORECASE,
)
_VERB_OFFSET = re.compile(
    r"(?:cannot|can\s+not|can't|cant|can\s+no\s+longer|couldn't|unable\s+to|(?:is\s+|isn't\s+)?(?:not\s+)?able\s+to|no\s+longer(?:\s+able\s+to)?|incapable\s+of)\s+",
    re.IGNORECASE,
)


def unremitting_drafts(item: Mentioned) -> Iterator[FindingDraft]:
    """Return whether the pain is said never to let up; words for pain that comes and goes deny it."""
    standing = item.assertion.standing
    if _REMITS.search(item.printed) and not _NEVER.search(item.printed):
        standing = _turned(standing)
    elif standing is Standing.STATED and _RESTRICTED.search(item.statement.text, item.place[1], item.statement.end):
        standing = Standing.NOT_UNDERSTOOD
    if _is_of_another(item):
        return
    start, end = item.shown
    value = Presence(detail=item.printed.casefold())
    yield FindingDraft(Fact.UNREMITTING, value, item.assertion, start, end, standing=standing, read=item.place)


def function_drafts(item: Mentioned) -> Iterator[FindingDraft]:
    """Return whether function is impaired; words for a patient who does everything deny it."""
    standing = item.assertion.standing
    if _UNIMPAIRED.search(item.printed):
        standing = _turned(standing)
    start, end = item.shown
    value = Presence(detail=item.printed.casefold())
    yield FindingDraft(
        Fact.FUNCTIONAL_IMPAIRMENT, value, item.assertion, start, end, standing=standing, read=item.place
    )


def limit_drafts(item: Mentioned) -> Iterator[FindingDraft]:
    """Return what the patient cannot do, as printed behind "cannot"; it is an impairment of function as well."""
    start, end = item.shown
    value = Presence(detail=item.printed.casefold())
    standing = standing_of_list(item.assertion)
    yield FindingDraft(
        Fact.FUNCTIONAL_IMPAIRMENT, value, item.assertion, start, end, standing=standing, read=item.place
    )
    lead = _VERB_OFFSET.match(item.printed)
    if lead is None:
        return
    begin = item.place[0] + lead.end()
    stop = _ACTIVITY_END.search(item.statement.text, item.place[1], item.statement.end)
    words = item.statement.text[begin : stop.start() if stop else item.statement.end]
    names = tuple(" ".join(part.split()) for part in re.split(r",|\bor\b|\band\b", words) if part.strip())
    yield FindingDraft(
        Fact.LIMITS, Names(names=names), item.assertion, start, end, standing=standing, read=item.place
    )


def standing_of_list(assertion: Assertion) -> Standing:
    """Return how a list stands whose members "or" joins: "cannot sit or stand" leaves nothing open."""
    is_joined = assertion.standing is Standing.HEDGED and {cue.casefold() for cue in assertion.cues} == {"or"}
    if not is_joined:
        return assertion.standing
    return Standing.NOT_UNDERSTOOD if assertion.leftover else Standing.STATED


def _is_of_another(item: Mentioned) -> bool:
    """Whether only another part of the body is named beside it: a constant headache."""
    first, end = stretch_of(item.statement.tokens, item.mention.first)
    regions = regions_between(parts_in(item.statement.tokens), first, end)
    return Part.ELSEWHERE in regions and Part.BACK not in regions


def _turned(standing: Standing) -> Standing:
    """Return how the opposite stands: what is stated denies it, and a denial of the opposite is not understood."""
    if standing in (Standing.STATED, Standing.NOT_UNDERSTOOD, Standing.HEDGED):
        return Standing.DENIED
    return Standing.NOT_UNDERSTOOD if standing is Standing.DENIED else standing
