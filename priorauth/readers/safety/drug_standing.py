"""How a drug stands: taken, not taken, or given up for good."""

from __future__ import annotations

import re

from priorauth.domain.dates import PartialDate
from priorauth.reading.facts import Fact
from priorauth.reading.model import Standing
from priorauth.reading.reader import Mentioned
from priorauth.reading.statements import Statement


def drug_standing(item: Mentioned) -> Standing:
    """Return how a drug stands: taken, not taken, or stopped for good; one for a disease suggests the disease."""
    standing = item.assertion.standing
    trigger = item.mention.trigger
    if standing is Standing.STATED and trigger is not None and trigger.fact is Fact.BONE_DISEASE:
        return Standing.HEDGED
    if standing is Standing.HISTORIC and _is_taken_for(item):
        return Standing.STATED
    if standing in _IS_SAID and is_course_over(item.statement, item.place[1], item.document.day):
        return Standing.HISTORIC
    if standing is Standing.STATED and (_is_off_since(item) or _was_had(item)):
        return Standing.HISTORIC
    return Standing.DENIED if standing is Standing.REFUSED and _is_not_taken(item) else standing


_OF_HISTORY = frozenset({"hx", "hx of", "history of", "history", "h/o", "ho", "s/p", "status post", "pmh of"})

_NOW_ON = re.compile(r"(?<!was )(?<!were )(?<!been )\b(?:on|takes|taking|continues)\s+\Z", re.IGNORECASE)


def _is_taken_for(item: Mentioned) -> bool:
    """Whether only the illness a drug is taken for is of the past: "hx DVT on warfarin"."""
    cues = {" ".join(cue.lower().split()) for cue in item.assertion.cues}
    text, (start, _) = item.statement.text, item.place
    return bool(cues) and cues <= _OF_HISTORY and _NOW_ON.search(text, item.statement.start, start) is not None


_OFF = re.compile(r"\boff(?:\s+(?:of|all|any|her|his|the))*\s+\Z", re.IGNORECASE)

_SINCE = re.compile(r"\s+since\s+(?:\w+\s+(?:of\s+)?)?(?:\d{1,2}/)?(?:19|20)\d\d\b", re.IGNORECASE)


def _is_off_since(item: Mentioned) -> bool:
    """Whether a drug was stopped for good: "off warfarin since 2019", and not "off warfarin for three days"."""
    text, (start, end) = item.statement.text, item.place
    behind = _SINCE.match(text, end, item.statement.end)
    return behind is not None and _OFF.search(text, item.statement.start, start) is not None


_COURSE_AFTER = re.compile(
    r"\s+(?:\w+\s+)?(?:for\s+|x\s*)?\d+\s+(?:days?|weeks?|wks?|months?|mos?)\s+after\b[^.;]{0,40}?\b(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
"""A course of some weeks after what happened in a year: "enoxaparin for 2 weeks after the knee surgery in 2021"."""

_GOES_ON_WITH = re.compile(r"\b(?:continu\w+|ongoing|still|now|since|currently|remains)\b", re.IGNORECASE)

_IS_SAID = frozenset({Standing.STATED, Standing.DENIED, Standing.NOT_UNDERSTOOD})


def is_course_over(statement: Statement, end: int, day: PartialDate | None) -> bool:
    """Return whether a course of an earlier year, that was ended, stands behind a drug's name ending at ``end``."""
    course = _COURSE_AFTER.match(statement.text, end, statement.end)
    is_past = course is not None and day is not None and int(course["year"]) < day.year
    return is_past and _GOES_ON_WITH.search(statement.words) is None


_HAD = re.compile(r"\bhad\s+\Z", re.IGNORECASE)

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def _was_had(item: Mentioned) -> bool:
    """Whether a drug was had in an earlier year: "had Lovenox two weeks after the knee in 2018"."""
    text, (start, end), day = item.statement.text, item.place, item.document.day
    years = [int(year) for year in _YEAR.findall(text, end, item.statement.end)]
    is_over = day is not None and bool(years) and max(years) < day.year - 1
    return is_over and _HAD.search(text, item.statement.start, start) is not None


_NOT_TAKEN = re.compile(r"(?:not|never|does not|doesn't|is not|isn't)\s+(?:tak|us)", re.IGNORECASE)


def _is_not_taken(item: Mentioned) -> bool:
    """Whether a drug is one that is not taken, and none that was refused or called off."""
    return any(_NOT_TAKEN.match(word) for word in item.assertion.cues)
