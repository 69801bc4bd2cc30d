"""Beginnings told in another order than pain, word of beginning, time: the time first, an injury, an answer."""

from __future__ import annotations

import re

from priorauth.readers.pain.body_parts import Part, parts_in
from priorauth.readers.pain.onset_times import TimeWords
from priorauth.reading.frame import Mention
from priorauth.reading.statements import Statement

BREAK = re.compile(r"[;|]|\bbut\b|\bthen\b|[.!?](?=\s)", re.IGNORECASE)
_NEAR = (
    r"(?:about|around|approximately|roughly|sometime|early|late|mid|the|that|past|last|some|nearly|almost|over|since"
    r"|in|on|of)"
)
_FRONT = re.compile(rf"\W*(?:and\s+|but\s+|so\s+)?(?:(?:in|on|by|at|during)\s+)?(?:{_NEAR}\s+)*", re.IGNORECASE)
"""Words before a time with which a clause begins: "around early" May."""

_FRONT_SINCE = re.compile(
    rf"\W*(?:ever\s+)?(?:since|from|for|over|during)\s+(?:(?:an?|the|his|her)\s+(?:[\w-]+\s+){{1,4}}(?:on|in|of)\s+)?(?:{_NEAR}\s+)*",
    re.IGNORECASE,
)
"""The same for a time from which on, or for how long: "since a fall on" May 5."""

_IT_HAS_BEEN = re.compile(
    rf"\W*it(?:\s+(?:has\s+been|is|was)|['\u2019]s(?:\s+been)?)\s+(?:{_NEAR}\s+)*", re.IGNORECASE
)
_BEGINS = re.compile(
    r"\b(?:began|begun|start(?:ed|ing)?|developed|came\s+on|noticed|noted|felt|onset|appeared|occurred|set\s+in|arose|went\s+out|gave\s+out)\b",
    re.IGNORECASE,
)
_HOLDS = re.compile(r"\b(?:has|have|had|is|been|\w+['\u2019]s|persist\w*|continu\w*|suffer\w*)\b", re.IGNORECASE)
_OF_ANOTHER_THING = re.compile(
    r"\b(?:for|due|because|despite|against|from|with(?!\s+(?:an?\s+|the\s+|his\s+|her\s+)?(?:\w+\s+){0,3}(?:pain|lbp|ache|backache))|wors\w+|increas\w+"
    r"|better|improv\w+|reliev\w+|relief|less|more|help\w*|controlled|managed|free|unchanged|stable|flar\w+|again|another|second|third"
    r"|exacerbat\w+|aggravat\w+|treat\w+|evaluat\w+|seen|follow\w*|tak(?:es?|ing|en)|took|therapy|pt|off|missed|recurr\w*|return\w*|chang\w*)\b",
    re.IGNORECASE,
)
"""Words between a time and a pain that make it the time of a treatment, a change or another spell."""

_HURT_BACK = re.compile(
    r"\b(?:hurt|injur\w+|strain\w*|sprain\w*|tweak\w*|wrench\w*|pulled|twisted|threw\s+out|jarred)\s+(?:his|her|the|my)\s+(?:low(?:er)?\s+|lumbar\s+)?(?P<back>back|spine)\b"
    r"|\b(?P<out>back)\s+(?:went|gave)\s+out\b",
    re.IGNORECASE,
)
_PERSISTS = re.compile(
    r"\b(?:ever\s+since|since\s+then|since(?=\W*(?:$|[.;]))|never\s+(?:went\s+away|gone\s+away|resolved|stopped|let\s+up|left|eased|recovered|cleared|got\s+better)"
    r"|persisted|(?:has|have)\s+been\s+(?:there|constant|continuous|present|persistent)\s+since)\b",
    re.IGNORECASE,
)
_HAPPENED = re.compile(
    r"\b(?:injur\w*|accident|fell|fall|mv[ac]|crash\w*|collision|slip(?:ped)?|lift\w*|rear-?ended|twist\w*|trip(?:ped)?|struck|thrown|hurt|strain\w*)\b",
    re.IGNORECASE,
)
_TRACED = re.compile(
    r"\b(?:dates?|dated|dating|traces?|traced|tracing|pinpoints?|pinpointed|places?|placed|puts?)\b(?P<what>[^;.]{3,70}?)"
    rf"\b(?:back\s+)?(?:to|in|at|on)\s+(?:{_NEAR}\s+)*\Z",
    re.IGNORECASE,
)
_SUBJECT_IT = re.compile(
    rf"(?:\A|[,;]|\band)\W*(?P<it>it|this|they|these|that)?\s*(?:all\s+|first\s+)?(?:began|started|came\s+on|commenced)\s+(?:[a-z]+ly\s+)?(?:(?:back\s+)?(?:in|on)\s+)?(?:{_NEAR}\s+)*\Z",
    re.IGNORECASE,
)


def mention_at(statement: Statement, start: int, end: int) -> Mention | None:
    """Return the tokens that ``text[start:end]`` touches, or none."""
    inside = [i for i, token in enumerate(statement.tokens) if token.start < end and start < token.end]
    return Mention(inside[0], inside[-1]) if inside else None


def complaint_before(statement: Statement, begin: int, end: int) -> Mention | None:
    """Return the last complaint of ``text[begin:end]``, or a back that stands for one."""
    tokens = statement.tokens
    found = [
        item
        for item in parts_in(tokens)
        if Part.COMPLAINT in item.parts and begin <= tokens[item.first].start and tokens[item.last].end <= end
    ]
    return Mention(found[-1].first, found[-1].last) if found else _hurting_part(statement, begin, end)


def _hurting_part(statement: Statement, begin: int, end: int) -> Mention | None:
    """Return a part of the body that stands for its pain: "the low back joined in August"."""
    tokens = statement.tokens
    joined = re.search(r"\b(?:joined|went\s+out)\b", statement.text[end : end + 20], re.IGNORECASE)
    found = [i for i in parts_in(tokens) if Part.BACK in i.parts and begin <= tokens[i.first].start < end]
    return Mention(found[-1].first, found[-1].last) if found and joined else None


def complaint_behind(statement: Statement, start: int) -> Mention | None:
    """Return the first complaint behind a place, in its own clause."""
    tokens = statement.tokens
    stop = BREAK.search(statement.text, start, statement.end)
    end = stop.start() if stop is not None else statement.end
    for item in parts_in(tokens):
        if Part.COMPLAINT in item.parts and start <= tokens[item.first].start < end:
            return Mention(item.first, item.last)
    return None


def told_otherwise(statement: Statement, time: TimeWords, stretch: int) -> Mention | None:
    """Return the complaint of a time that stands before it, to which it is traced, or when an injury began it."""
    lead = statement.text[stretch : time.start]
    traced = _TRACED.search(lead)
    if traced is not None:
        found = complaint_before(statement, stretch + traced.start("what"), stretch + traced.end("what"))
        if found is not None:
            return found
    return _fronted(statement, time, lead) or _injured(statement, time, stretch, lead)


def _fronted(statement: Statement, time: TimeWords, lead: str) -> Mention | None:
    """Read "in May 2024 she developed low back pain", "since May 2024 her back has hurt"."""
    text = statement.text
    complaint = complaint_behind(statement, time.end)
    if complaint is None:
        return None
    stop = BREAK.search(text, time.end, statement.end)
    clause = text[time.end : stop.start() if stop is not None else statement.end]
    between = text[time.end : statement.tokens[complaint.first].start]
    begins = _BEGINS.search(clause)
    reach = clause[: max(len(between), begins.end() if begins is not None else 0)]
    if _OF_ANOTHER_THING.search(reach) or re.search(r"[,:(].*[,:(]", reach):
        return None
    is_since = _FRONT_SINCE.fullmatch(lead) is not None
    if is_since and _HOLDS.search(between):
        return complaint
    is_counted = (
        _IT_HAS_BEEN.fullmatch(lead) is not None and re.match(r"\W*(?:since|that|when)\b", clause) is not None
    )
    is_front = not time.is_duration and (_FRONT.fullmatch(lead) is not None)
    return complaint if (is_front or is_counted) and begins is not None else None


def _injured(statement: Statement, time: TimeWords, stretch: int, lead: str) -> Mention | None:
    """Read an injury on a day, and that the back has hurt since: the one without the other tells no beginning."""
    text = statement.text
    rest = text[time.end : statement.end]
    persists = _PERSISTS.search(rest)
    if persists is None:
        return None
    hurt = _HURT_BACK.search(lead) or (_HURT_BACK.search(rest) if _FRONT.fullmatch(lead) else None)
    if hurt is not None:
        offset = stretch if hurt.string is lead else time.end
        start, end = hurt.span("back" if hurt["back"] else "out")
        return mention_at(statement, offset + start, offset + end)
    happened = _HAPPENED.search(lead) or _HAPPENED.search(rest[: persists.start()])
    return complaint_before(statement, time.end, time.end + persists.start()) if happened is not None else None


def subject_it(statement: Statement, time: TimeWords, stretch: int) -> Mention | None:
    """Return the pronoun, or the verb of a clause without one, that stands for the pain: "it began in May"."""
    match = _SUBJECT_IT.search(statement.text[stretch : time.start])
    if match is None:
        return None
    start, end = match.span("it") if match["it"] else match.span()
    found = mention_at(statement, stretch + start, stretch + end)
    return found if match["it"] or found is None else Mention(found.last, found.last)
