"""When the pain began: a time, the word that ties it to the beginning, and the pain it is of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from priorauth.domain.dates import PartialDate
from priorauth.readers.pain.body_parts import Part, parts_in, regions_between
from priorauth.readers.pain.onset_asides import YOUR_PAIN, own_clause, plain_stretches, tail_end
from priorauth.readers.pain.onset_orders import (
    BREAK,
    complaint_before,
    complaint_behind,
    mention_at,
    subject_it,
    told_otherwise,
)
from priorauth.readers.pain.onset_times import Bound, TimeWords, times_in
from priorauth.reading.assertion import Assertion, assess
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import When
from priorauth.reading.frame import Frame, Mention
from priorauth.reading.model import About, Side, Standing
from priorauth.reading.reader import FindingDraft
from priorauth.reading.statements import Statement

_EVENT = r"(?:[^\W\d]|['/&-]|(?<=[^\W\d])\s(?=[^\W\d])){0,60}"
_SINCE = re.compile(rf"\bsince\b\s*(?P<event>{_EVENT})[\s,~]*\Z", re.IGNORECASE)
_BEGAN = re.compile(
    r"\b(?:began|begun|begin|started|starting|start|onset|developed|arose|appeared|occurred|joined|commenced|came\s+on|set\s+in|(?:first\s+)?went\s+out|dat(?:es?|ed|ing)(?!\s+of\b)(?:\s+back)?"
    r"|(?:s/p|status\s+post|after|following|from|due\s+to)\s+(?:an?\s+|the\s+|his\s+|her\s+)?(?:[\w-]+\s+){0,2}?(?:fall|mv[ac]|injury|accident|crash|collision|slip|trauma|incident)"
    r"|(?:first\s+)?(?:noticed|noted)|first\s+(?:felt|hurt|appeared|occurred)|(?:present|there|persisted|ongoing)\s+from|(?:go(?:es|ing)|went)\s+back"
    rf"|doi|doo|date\s+of\s+(?:injury|onset|accident))\b[\s:]*(?P<event>{_EVENT})[\s,:(~]*\Z",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    rf"\b(?P<verb>(?<=[,;]\s)back(?=\s+since\b)|returned|recurred|came\s+back|restarted|relapsed|reappeared|flared\s+again|began\s+again|started\s+again)\b(?P<event>{_EVENT})[\s,]*\Z",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"\b(?:until|till|before|prior\s+to|(?<!back\s)(?<!dating\s)(?<!dates\s)(?<!dated\s)(?<!date\s)to)\s*(?:the\s+)?\Z",
    re.IGNORECASE,
)
_FOR = re.compile(
    r"(?:\b(?:for|x|lasting|lasted|duration|of|over|during|ongoing|present|now)\b|\u00d7|:|\bx(?=\d)|,)[\s:]*(?:at\s+least\s+|the\s+|these\s+|is\s+|now\s+)*\Z",
    re.IGNORECASE,
)
_HISTORY = re.compile(r"['\u2019]?[\s-]*(?:history|h/o|hx(?:\s+of)?|ho|hx)\b(?:\s+of)?", re.IGNORECASE)
_OF_IT = re.compile(r"\s+of\s+(?=\w)", re.IGNORECASE)
_ONSET_BEHIND = re.compile(r"\s*,?\s*(?:when\s+(?:the\s+)?pain\s+(?:began|started)|onset)\b", re.IGNORECASE)
_LABEL = re.compile(
    rf"\b(?:when\s+did\s+{YOUR_PAIN}\s+(?:first\s+)?(?:begin|start|occur|appear)"
    rf"|how\s+long\s+(?:have|has)\s+(?:you|pt|patient|the\s+patient)\s+had\s+{YOUR_PAIN}"
    rf"|(?:date|when)\s+(?:{YOUR_PAIN}\s+)?(?:first\s+)?(?:began|started|noticed)"
    r"|onset|doi|doo|date\s+of\s+(?:injury|onset|accident)|(?:symptoms?|pain|complaint)\s+duration|duration(?:\s+of(?:\s+the)?\s+(?:symptoms?|pain|complaints?))?)\b",
    re.IGNORECASE,
)
_ASKED = re.compile(
    rf"\W*(?:\d{{1,2}}\W+)?(?:(?:approximately|about)\s+)?(?:when\s+did\s+{YOUR_PAIN}\s+(?:first\s+)?(?:begin|start|occur|appear)"
    rf"|how\s+long\s+have\s+you\s+had\s+{YOUR_PAIN})\s*\?",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"\b(?:wors\w+|increas\w+|better|improv\w+|reliev\w+|relief|help\w*|controlled|managed|free|unchanged|stable|flar\w+|exacerbat\w+"
    r"|aggravat\w+|progress\w+|treat\w+|evaluat\w+|seen|follow\w*|tak(?:es?|ing|en)|therapy|pt|off\s+work|out\s+of\s+work|missed)\b",
    re.IGNORECASE,
)
"""Words between a pain and "since" that make it the beginning of something else: worse since, on a drug since."""

_FOR_IT = re.compile(r"\b(?:for|to|treat\w*|due|because|despite|from|against|of)\b", re.IGNORECASE)
_FREE = re.compile(
    r"\b(?:pain|symptom)[\s-]*free\b|\bfree\s+of\s+(?:\w+\s+)?pain\b|\bwithout\s+(?:any\s+)?(?:\w+\s+)?pain\b",
    re.IGNORECASE,
)
_NEVER_FREE = re.compile(
    r"\b(?:not|never|hasn't|haven't|hadn't)\s+(?:(?:once|ever|really|been|had|felt|gone|a|single|day|moment)\s+)*"
    r"(?:(?:free\s+(?:of|from)|without)\s+(?:any\s+|the\s+|his\s+|her\s+)?(?:low(?:er)?\s+)?(?:back\s+)?(?P<of>pain|lbp|backache|symptoms)"
    r"|(?P<pain>pain|symptom)[\s-]*free)\s+(?:since|from)\s*\Z",
    re.IGNORECASE,
)
"""A pain that has not stopped since a day: "she has not been free of back pain since May"."""

_EVER_SINCE = re.compile(
    r"\s*(?:->|=>|\u2192|[,;:(-])?\s*(?:and\s+|with\s+|he\s+|she\s+|has\s+had\s+|has\s+)*(?P<pain>(?:low(?:er)?\s+)?(?:back\s+pain|lbp|backache))"
    r"\s+(?:ever\s+since|since\s+then|since(?=\s*(?:[.,;]|$))|from\s+(?:that\s+day|then)\s+on)",
    re.IGNORECASE,
)
_INJURY = re.compile(
    r"\b(?:injur\w*|accident|fell|fall|mvc|mva|crash|collision|slipped|doi|lifted|lifting|rear-?ended)\b[^.;]{0,30}\Z",
    re.IGNORECASE,
)
"""What happened on the day behind it, from which on the back has hurt: "fall 5/6/2022, LBP ever since"."""

_OVER = re.compile(r"\b(?:resolv\w+|gone|cleared|went\s+away|subsided|recovered)\b", re.IGNORECASE)
_NO_DAY = "no day to count from"
_DENIALS = frozenset({Standing.DENIED, Standing.HEDGED, Standing.NOT_UNDERSTOOD, Standing.HISTORIC})


@dataclass(frozen=True, slots=True)
class _Found:
    """A time with the head it is said of: a mention in the statement, and characters that say only when."""

    time: TimeWords
    mention: Mention
    masks: tuple[tuple[int, int], ...]
    is_until: bool = False
    from_place: int | None = None
    """Where what counts begins, when the words before it tell of an earlier spell."""


def onset_drafts(
    statement: Statement,
    frame: Frame,
    day: PartialDate | None,
    context: Part | None,
    before: Statement | None,
    after: Statement | None,
) -> Iterator[FindingDraft]:
    """Return the beginnings a statement tells. ``context`` is the part of the body spoken of before it.

    Two readings of one time are both given and neither is stated; a time that cannot be told is not understood.
    """  # fmt: skip
    answer = _answered(statement, day, before)
    if answer is not None and before is not None:
        assertion = _assessed(statement, answer, frame, None, after)
        parts = {part for item in parts_in(before.tokens) for part in item.parts}
        asked = Part.BACK if Part.BACK in parts or not parts & _APART else Part.ELSEWHERE
        yield from _drafts(statement, answer, _of_its_part(statement, answer, assertion, asked))
        return
    for found in _beginnings(statement, day, context):
        assertion = _assessed(statement, found, frame, before, after)
        assertion = _of_its_part(statement, found, assertion, _part_behind(found, statement, after) or context)
        yield from _drafts(statement, found, assertion)


def _answered(statement: Statement, day: PartialDate | None, before: Statement | None) -> _Found | None:
    """Return the time that answers the question before it: "When did your pain start? May 2024"."""
    if before is None or statement.line - before.line > 1 or _ASKED.fullmatch(before.words.strip()) is None:
        return None
    time = next(iter(times_in(statement.text, statement.start, statement.end, day)), None)
    if time is None or re.search(r"[^\W\d_]", _NEARLY.sub("", statement.text[statement.start : time.start])):
        return None
    mention = mention_at(statement, time.start, time.end)
    return _Found(time, mention, ((time.start, tail_end(statement, time.end)),)) if mention is not None else None


_NEARLY = re.compile(r"\b(?:about|around|approximately|roughly|since|in|on|early|late|mid|for|x)\b", re.IGNORECASE)


_CAME_BACK = re.compile(
    r"\b(?:gone|went\s+away|resolved|cleared|settled|free\s+of\s+(?:it|pain))\b[^.]*\b(?:came\s+back|returned|recurred|is\s+back)\b",
    re.IGNORECASE,
)
"""What tells behind a beginning that the pain has begun again since."""


def _drafts(statement: Statement, found: _Found, assertion: Assertion) -> Iterator[FindingDraft]:
    standing = assertion.standing
    if found.is_until and standing in _DENIALS:
        standing = Standing.NOT_UNDERSTOOD if assertion.leftover else Standing.STATED
    if standing is Standing.STATED and _CAME_BACK.search(statement.text, found.time.end, statement.end):
        standing = Standing.NOT_UNDERSTOOD
    readings, bound = found.time.readings, found.time.bound
    side = None
    if not readings:
        assertion = replace(assertion, leftover=(*assertion.leftover, _NO_DAY))
        standing = Standing.NOT_UNDERSTOOD if standing is Standing.STATED else standing
    if standing is Standing.STATED and (len(readings) > 1 or bound is Bound.CEILING):
        standing = Standing.HEDGED
    if bound is Bound.CEILING and standing is Standing.HEDGED and assertion.about is About.PATIENT:
        side = Side.HARMS
    read = min(found.time.start, statement.start), statement.end
    block = f"onset-{found.time.start}" if len(readings) > 1 else None
    own = own_clause(statement, found.time.start, found.time.end)
    for value in [When(since=item, is_floor=bound is Bound.FLOOR) for item in readings] or [When()]:
        yield FindingDraft(
            Fact.ONSET, value, assertion, statement.start, statement.end, standing=standing, side=side, when=value,
            read=read, block=block, own=own,
        )  # fmt: skip


def _beginnings(statement: Statement, day: PartialDate | None, context: Part | None) -> Iterator[_Found]:
    times = times_in(statement.text, statement.start, statement.end, day)
    for number, time in enumerate(times):
        begin = times[number - 1].end if number else statement.start
        breaks = list(BREAK.finditer(statement.text, statement.start, time.start))
        stretch = breaks[-1].end() if breaks else statement.start
        stretch = max(stretch, statement.start)
        found = _tied(statement, time, stretch, begin) or _otherwise(statement, time, stretch, context)
        if found is not None:
            yield found


def _otherwise(statement: Statement, time: TimeWords, stretch: int, context: Part | None) -> _Found | None:
    """Read a beginning told in another order, or of an "it" behind words of the back."""
    mention = told_otherwise(statement, time, stretch)
    if mention is None and context is Part.BACK:
        mention = subject_it(statement, time, stretch)
    if mention is None or _SLIGHT.search(statement.text, stretch, time.start):
        return None
    return _Found(time, mention, ((time.start, tail_end(statement, time.end)),))


_SLIGHT = re.compile(r"\b(?:no|not|never|without|denies)\b", re.IGNORECASE)


def _tied(statement: Statement, time: TimeWords, stretch: int, since_last: int) -> _Found | None:
    """Return a time that a word of beginning ties to a pain, or none."""
    text = statement.text
    lead = text[stretch : time.start]
    over = _OVER_TIME.match(text, time.start)
    if time.is_duration and _TOOK.search(text[stretch : over.end() if over is not None else time.start]):
        return None
    is_glued = re.search(r"\bx\Z", text[stretch : time.start], re.IGNORECASE) is not None
    masks: list[tuple[int, int]] = [(time.start - is_glued, tail_end(statement, time.end))]
    ever = _EVER_SINCE.match(text, time.end, statement.end)
    if ever is not None and _INJURY.search(lead):
        mention = mention_at(statement, *ever.span("pain"))
        return _Found(time, mention, (*masks, (ever.end("pain"), ever.end()))) if mention else None
    never = _NEVER_FREE.search(lead)
    if never is not None:
        return _never_free(statement, time, stretch, never)
    again = _again(statement, time, since_last)
    if again is not None:
        mention = mention_at(statement, again.start("verb"), again.end("verb"))
        return _Found(time, mention, tuple(masks), from_place=again.start("verb")) if mention else None
    history = _HISTORY.match(text, time.end, statement.end) if time.is_duration else None
    of_it = _OF_IT.match(text, time.end, statement.end) if time.is_duration else None
    if history is not None or of_it is not None:
        end = (history or of_it).end()  # type: ignore[union-attr]
        mention = complaint_behind(statement, end)
        end = time.end + len(text[time.end : end].rstrip())
        return _Found(time, mention, (*masks, (time.end, end))) if mention else None
    until = _UNTIL.search(lead)
    if until is not None:
        return _until(statement, time, stretch, masks)
    tie = _tie(statement, time, lead)
    return _tied_by(statement, time, stretch, tie, masks) if tie is not None else None


_OVER_TIME = re.compile(r"over\s+", re.IGNORECASE)
_TOOK = re.compile(
    r"\b(?:came|come|comes|coming|developed|began|begun|started|built|progressed|worsened)\s+(?:on\s+|up\s+)?(?:[a-z]+ly\s+)?(?:over|within|in)\s+(?:the\s+course\s+of\s+)?(?:an?\s+)?\Z",
    re.IGNORECASE,
)
"""How long it took to come on: "came on over a few days"."""


def _never_free(statement: Statement, time: TimeWords, stretch: int, never: re.Match[str]) -> _Found | None:
    """Read a pain that never stopped from a day on; up to which day is said of it too is no matter."""
    start, end = (stretch + place for place in never.span("of" if never["of"] else "pain"))
    mention = mention_at(statement, start, end)
    later = _TO_A_DAY.match(statement.text, time.end, statement.end)
    masks = (
        (stretch + never.start(), start),
        (end, time.start),
        (time.start, later.end() if later is not None else time.end),
    )
    return _Found(time, mention, masks) if mention is not None else None


_NOT_FREE = re.compile(r"\b(?:not|never|hasn't|haven't|hadn't)\b[^,;]*\b(?:free|without)\b", re.IGNORECASE)
_TO_A_DAY = re.compile(
    r"\s*(?:to|until|till|through|-|\u2013)\s*(?:today|now|the\s+present|this\s+day|[A-Z][a-z]+\.?\s+(?:\d{1,2},?\s+)?(?:19|20)\d\d|\d{1,2}/(?:\d{1,2}/)?\d{2,4})"
)


def _again(statement: Statement, time: TimeWords, since_last: int) -> re.Match[str] | None:
    """Return the word for a pain that returned; "back since" is one only of a pain that was over."""
    text = statement.text
    again = _AGAIN.search(text, since_last, time.start)
    if again is None or again["verb"].lower() != "back":
        return again
    return again if _OVER.search(text, statement.start, again.start()) else None


def _tied_by(
    statement: Statement, time: TimeWords, stretch: int, tie: re.Match[str], masks: list[tuple[int, int]]
) -> _Found | None:
    """Return a time with the complaint whose beginning the words of a tie tell, or none."""
    text = statement.text
    is_later = (
        text[max(0, stretch - 1) : stretch] == ";" and _OVER.search(text, statement.start, stretch) is not None
    )
    mention = complaint_before(statement, stretch, stretch + tie.start()) or _label(statement, stretch, time)
    if mention is None:
        mention = complaint_behind(statement, time.end) if tie.re is _BEGAN else None
        if mention is not None and _FOR_IT.search(text, time.end, statement.tokens[mention.first].start):
            return None  # "a drug started in 2019 for low back pain"
    if mention is None and tie.re is _BEGAN and _NOTICED.match(tie.group()):
        mention = complaint_before(statement, stretch + tie.start(), time.start)
    if mention is None or _is_change(statement, mention, stretch + tie.start()):
        return None
    if _is_treated(text[stretch : statement.tokens[mention.first].start]):
        return None
    return _Found(time, mention, tuple(masks), from_place=stretch if is_later else None)


_NOTICED = re.compile(
    r"(?:first\s+)?(?:noticed|noted|felt|developed|(?:began|started)\s+(?:to\s+)?(?:hurt|ach|bother|troubl)\w*)\b",
    re.IGNORECASE,
)
_FOR_PAIN = re.compile(r"\bfor\s+(?:[\w-]+\s+){0,4}\Z", re.IGNORECASE)
_SEEN = re.compile(
    r"\b(?:seen|presents?|presented|presenting|here|referred|evaluat\w*|follow\w*|f/u|consult\w*|visit\w*|returns?|returned|returning|comes?|came)\b",
    re.IGNORECASE,
)


_IN_CARE = re.compile(
    r"\b(?:has|have|had|been)\s+(?:been\s+)?(?:seen|followed|treated|managed|evaluated|in\s+care|under\s+(?:my|our)?\s*care)\b",
    re.IGNORECASE,
)
"""In care since a time, which is not the time of the beginning."""


def _is_treated(lead: str) -> bool:
    """Whether something else is for the pain, so that a time is the thing's: "opioids for back pain since 2020"."""
    match = _FOR_PAIN.search(lead)
    before = lead[: match.start()] if match is not None else ""
    if _IN_CARE.search(before):
        return True
    return bool(re.search(r"\w", before)) and _SEEN.search(before) is None


def _tie(statement: Statement, time: TimeWords, lead: str) -> re.Match[str] | None:
    """Return the words that tie a time to what began then."""
    patterns = (_SINCE, _BEGAN, _FOR) if time.is_duration else (_SINCE, _BEGAN)
    found = next((match for pattern in patterns if (match := pattern.search(lead)) is not None), None)
    if found is not None:
        return found
    if time.is_duration and re.search(r"(?:pain|ache|lbp|backache|sx|symptoms)\s*\Z", lead, re.IGNORECASE):
        return re.compile(r"\Z").search(lead)
    if _heads_onset(statement) and not lead.strip(" :"):
        return re.compile(r"\A").match(lead)
    if _ONSET_BEHIND.match(statement.text, time.end, statement.end):
        return re.compile(r"\Z").search(lead)
    return None


def _heads_onset(statement: Statement) -> bool:
    """Whether a statement stands under the label ``Onset`` or ``DOI``."""
    return statement.heading is not None and _LABEL.search(statement.text, *statement.heading) is not None


def _label(statement: Statement, stretch: int, time: TimeWords) -> Mention | None:
    """Return the label that stands for the pain: ``DOI``, ``Symptom duration``; under one, the time itself."""
    match = _LABEL.search(statement.text, stretch, time.start)
    if match is not None:
        return complaint_before(statement, *match.span()) or mention_at(statement, *match.span())
    return mention_at(statement, time.start, time.end) if _heads_onset(statement) else None


def _until(statement: Statement, time: TimeWords, stretch: int, masks: list[tuple[int, int]]) -> _Found | None:
    """Read "no back pain until October": it began then. So does "pain-free until"."""
    free = _FREE.search(statement.text, stretch, time.start)
    mention = (
        mention_at(statement, *free.span())
        if free is not None
        else complaint_before(statement, stretch, time.start)
    )
    if mention is None:
        return None
    lead = statement.text[stretch : statement.tokens[mention.first].start]
    if _NOT_FREE.search(statement.text, stretch, time.start):
        return None  # the last day of a pain that has not stopped
    is_denied = free is not None or re.search(r"\b(?:no|never|denies|denied|not|without)\b", lead, re.IGNORECASE)
    return _Found(time, mention, tuple(masks), is_until=True) if is_denied else None


def _is_change(statement: Statement, mention: Mention, end: int) -> bool:
    """Whether what began at a time is a change of the pain, a treatment or time off, and not the pain."""
    return _CHANGED.search(statement.text, statement.tokens[mention.last].end, end) is not None


def _assessed(
    statement: Statement, found: _Found, frame: Frame, before: Statement | None, after: Statement | None
) -> Assertion:
    """Return how the pain stands, with the words that only say when left blank: "ago" is no sign of the past."""
    text = statement.text
    own = statement.tokens[found.mention.first].start, statement.tokens[found.mention.last].end
    for start, end in (*found.masks, *plain_stretches(statement, own)):
        text = text[:start] + "9" * (end - start) + text[end:]
    masked = Statement(
        text, found.from_place or statement.start, statement.end, statement.section, statement.heading,
        statement.paragraph, statement.line, statement.is_item, statement.is_row, statement.is_heading,
        statement.under_title, statement.names,
    )  # fmt: skip
    tokens = statement.tokens
    start, end = tokens[found.mention.first].start, tokens[found.mention.last].end
    mention = mention_at(masked, start, end) or found.mention
    if _heads_onset(statement):
        masked = replace(masked, heading=None)
    return assess(masked, mention, frame, before, after)


def _part_behind(found: _Found, statement: Statement, after: Statement | None) -> Part | None:
    """Return the part that the next sentence of a line names for an injury's day: "DOI 10/3/2023. Left ankle."."""
    if (
        after is None
        or after.line != statement.line
        or len(after.tokens) > _FEW
        or _LABEL.search(statement.words) is None
    ):
        return None
    parts = {part for item in parts_in(after.tokens) for part in item.parts}
    return Part.ELSEWHERE if (parts & _APART) and Part.BACK not in parts else None


_FEW = 6
_APART = frozenset({Part.ELSEWHERE, Part.LEG})


def _of_its_part(statement: Statement, found: _Found, assertion: Assertion, context: Part | None) -> Assertion:
    """Return the assertion about another part when the pain is of the neck or a knee, or spoken of after one."""
    tokens, mention = statement.tokens, found.mention
    regions = regions_between(parts_in(tokens), max(0, mention.first - 5), mention.last + 5)
    near = regions_between(parts_in(tokens), mention.first, mention.last + 1) & {Part.BACK, Part.ELSEWHERE}
    regions = near or regions
    if not regions and context is not None:
        regions = frozenset({context})
    if regions and Part.BACK not in regions and assertion.about is About.PATIENT:
        return replace(assertion, about=About.OTHER_PART)
    if Part.BACK in regions and assertion.about is About.OTHER_PART:
        return replace(assertion, about=About.PATIENT)
    return assertion


def ends_in(statement: Statement, day: PartialDate | None) -> PartialDate | None:
    """Return when a statement says that pain was over: "resolved in 2016". A later pain is another."""
    match = _OVER.search(statement.words)
    if match is None:
        return None
    start = statement.start + match.end()
    times = [time for time in times_in(statement.text, start, statement.end, day) if time.start - start < 25]
    return times[0].readings[0] if times and len(times[0].readings) == 1 and not times[0].is_duration else None
