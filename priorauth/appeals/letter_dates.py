"""Every date and period of a denial letter, with what it is about and, of a period, where it is counted from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from priorauth.appeals.letter_passages import LetterPassage, is_cover
from priorauth.appeals.letter_periods import Period, Unit, periods_in
from priorauth.appeals.letter_roles import DateRole, contexts_of, role_of
from priorauth.domain.written_dates import FoundDate, dates_in


class Start(StrEnum):
    """The event a period of a letter is counted from."""

    NOTICE = "the letter"
    RECEIPT = "receipt"
    DAY = "a day the letter names"
    OTHER_DECISION = "another decision than this letter"
    OTHER_EVENT = "another event"
    UNSTATED = "not stated"


@dataclass(frozen=True, slots=True)
class LetterDay:
    """A day of the letter; ``reading`` says how it was read, where that is not plain."""

    day: date
    quote: str
    page: int
    reading: str | None = None
    role: DateRole = DateRole.OTHER


@dataclass(frozen=True, slots=True)
class FoundTerm:
    """A period of the letter, what it is about, and where it is counted from."""

    count: int
    unit: Unit
    start: Start
    quote: str
    page: int
    role: DateRole
    start_day: date | None = None
    """The day it is counted from, where the letter names one."""
    is_before: bool = False
    """Whether the last day is the one before its end: "before the 60th day"."""
    federal_holidays: bool = False
    """Whether the letter says itself that federal or legal holidays are no business days."""

    @property
    def from_receipt(self) -> bool:
        """Whether it is counted from the day the letter was received."""
        return self.start is Start.RECEIPT


def exact_days(text: str) -> list[FoundDate]:
    """Return the dates of a text that are known to the day."""
    return [found for found in dates_in(text) if found.date.is_exact]


def found_day(found: FoundDate, said: LetterPassage, role: DateRole, *, days: int = 0) -> LetterDay:
    """Return a day of a passage with how it was read."""
    day = found.date.earliest + timedelta(days=days)
    return LetterDay(day, said.text, said.page, _reading(found, said.text, days), role)


def _reading(found: FoundDate, text: str, days: int) -> str | None:
    """Say how a day was read: numbers that could be day and month either way, and ``before``."""
    parts = re.match(r"(\d{1,2})[/.-](\d{1,2})[/.-]", text[found.start : found.end])
    ways = []
    if parts and int(parts[1]) <= 12 and int(parts[2]) <= 12 and int(parts[1]) != int(parts[2]):
        ways.append("read with the month first")
    if days:
        ways.append("the letter says 'before', so the day before counts")
    return "; ".join(ways) or None


_NEAR = 120
"""Characters before a date or a period among which the words stand that say what it is."""
_BY = re.compile(
    r"""(?P<by>\b(?:by|until|till|no\s+later\s+than|not\s+later\s+than|on\s+or\s+before|deadline\b(?:[^.;:\d]{0,40}(?:\bis|\bof|:))?|due(?:\s+by|\s+on)?
      |through|last\s+day\b[^.;]{0,50}?\bis|(?:ends|expires|closes|runs\s+out)\s+on|up\s+to)
    |(?<!\bor\s)\bbefore|\bappeal\s+(?:by|deadline|date))\s*:?\s*
    (?:(?:the\s+)?(?:end|close)\s+of\s+(?:business\s+)?(?:on\s+)?|(?:5|11:59)(?::00)?\s*p\.?m\.?\s+(?:\w+\s+(?:time\s+)?)?on\s+|midnight\s+(?:of|on)\s+)?
    (?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?\Z""",
    re.IGNORECASE | re.VERBOSE,
)
_CLAUSE = re.compile(
    r";|,\s+(?=we\s+(?:will|must|shall)\b)|,?\s+and\s+(?=we\b|you\b|our\b|the\s+plan\b|a\s+decision\b"
    r"|it\s+will\b)|,?\s+but\s+|\s+[|\u2022]\s+|\.\s"
)


def terms_of(said: LetterPassage, *, is_after_appeal: bool) -> Iterator[FoundTerm]:
    """Return the periods of a sentence, each with what it is about."""
    found = periods_in(said.text)
    for place, period in enumerate(found):
        window, after = _window(said.text, period, found, place)
        contexts = contexts_of(said)
        role = role_of(window, said.text, said.text[period.end :], contexts)
        start, day = _start(after, said.text, period, is_after_appeal=is_after_appeal)
        legal = re.search(r"\b(?:federal|legal)\s+holidays?\b", said.text, re.IGNORECASE) is not None
        yield FoundTerm(
            period.count, period.unit, start, said.text, said.page, role, day, period.before, federal_holidays=legal
        )


def last_days_of(said: LetterPassage) -> Iterator[LetterDay]:
    """Return the days by which something is due, each with what it is about."""
    for day in exact_days(said.text):
        by = _BY.search(said.text[max(0, day.start - _NEAR) : day.start])
        if by:
            clause = _clause(said.text, day.start, day.end)
            contexts = contexts_of(said)
            role = role_of(clause, said.text, said.text[day.end :], contexts)
            yield found_day(day, said, role, days=-1 if by["by"].lower() == "before" else 0)


def _window(text: str, period: Period, found: Sequence[Period], place: int) -> tuple[str, str]:
    """Return the words about a period: its clause, from the period before it to the next; and those after it."""
    others = [other for other in found if (other.start, other.end) != (period.start, period.end)]
    left = max((other.end for other in others if other.end <= period.start), default=0)
    right = min((other.start for other in others if other.start >= period.end), default=len(text))
    clause_left, clause_right = _clause_bounds(text, period.start, period.end)
    after = text[period.end : min(right, clause_right)]
    condition = list(_IF.finditer(text, max(left, clause_left), period.start))
    left = condition[-1].start() if condition else left
    return text[max(left, clause_left) : min(right, clause_right)], after


_IF = re.compile(r"\bif\s+(?:you|we|your|it|the)\b", re.IGNORECASE)
"""What is asked of a person stands behind "if": "we will look again if you write within 60 days"."""


def _clause(text: str, start: int, end: int) -> str:
    left, right = _clause_bounds(text, start, end)
    return text[left:right]


def _clause_bounds(text: str, start: int, end: int) -> tuple[int, int]:
    breaks = list(_CLAUSE.finditer(text))
    left = max((found.end() for found in breaks if found.end() <= start), default=0)
    right = min((found.start() for found in breaks if found.start() >= end), default=len(text))
    return left, right


_FROM = re.compile(
    r"""\A\s*(?:\([^)]*\)\s*)?,?\s*(?:(?:to|in\s+which\s+to|for)\s+(?:file|appeal|submit|ask|request|send|start|make|write)\b[^.;]{0,60}?\b)?
    (?:from|of|after|following|since|beginning|starting|counted|counting|measured|past)\b(?P<what>[^.;]{0,110})""",
    re.IGNORECASE | re.VERBOSE,
)
_FROM_BEFORE = re.compile(
    r"\b(?:from|after|following|since|starting|beginning|of)\b(?P<what>[^.;]{3,90}?),?\s*(?:(?:you|there"
    r"|the\s+\w+|a\s+\w+)\b[^.;,]{0,70})?\Z",
    re.IGNORECASE,
)
_TO_APPEAL = re.compile(
    r"\s+(?:in\s+which\s+)?to\s+(?:ask|appeal|file|request|submit|send|write|seek|challenge|dispute|let"
    r"|tell|make|start|contest|lodge)\b|,\s+(?:and|or|but)\b",
    re.IGNORECASE,
)
_THIS = (
    r"(?:this|the|our|that|your)\s+(?:\w+\s+){0,3}?(?:letter|notice|denial|determination|decision|document"
    r"|form|page|communication|message)"
)
_PAPER = (
    r"\b(?:letters?|notices?|denials?|determinations?|decisions?|document|above|at\s+the\s+top|written\s+on"
    r"|printed|post\s?mark\w*|mail\w*|issu\w+|sent|dated?)\b"
)
_RECEIPT = re.compile(
    r"\b(?:receipt|receiv\w+|gets?|got|getting|deliver\w+|service\s+of|served|reach\w*|arriv\w+"
    r"|have\s+(?:this|the)\s+(?:letter|notice))\b",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    r"""\b(?: final | first[-\s]?(?:level|appeal) | second[-\s]?(?:level|appeal) | level \s+
        (?:1|2|one|two|I|II)\b | resolution | upholding | upholds? | upheld
    | appeals? \s+ (?:letter|notice|decision|determination|resolution|outcome|denial|answer|is|was|has) |
    (?:decision|answer|outcome|determination|response|reply|result|ruling) \s+ (?:on|to|of|about) \s+
    (?:your|the|that|an?) \s+ (?:\w+\s+){0,2}?(?:appeal|reconsideration|grievance|review)
    | reconsider\w* | redetermination | grievance \s+ (?:decision|resolution) | plan['\u2019]s \s+
    (?:answer|decision) | our \s+ (?:answer|reply|response) | internal \s+ (?:appeal|decision|review) )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_EARLIER = re.compile(
    r"\b(?:original|initial|first|earlier|prior|previous)\s+(?:\w+\s+)?(?:denial|determination|decision"
    r"|notice|letter)\b",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"""\b(?: dates? \s+ of \s+ (?:service|treatment|injury|discharge) | services? \s+
        (?:is|was|were|are|date) | procedure | surgery | discharge | claim \s+ (?:is|was) | remittance |
        explanation \s+ of
    | (?:the|your|an?|our) \s+
    (?:\w+\s+)?(?:appeal|request|grievance|call|hearing|file|form|complaint|information|records) )\b""",
    re.IGNORECASE | re.VERBOSE,
)


def _start(after: str, text: str, period: Period, *, is_after_appeal: bool) -> tuple[Start, date | None]:
    """Return the event a period is counted from, and the day where the letter names it."""
    match = _FROM.match(after) or _FROM_BEFORE.search(text[max(0, period.start - 2 * _NEAR) : period.start])
    if match is None:
        return Start.UNSTATED, None
    what = _TO_APPEAL.split(match["what"])[0]
    is_this = re.search(r"\bthis\s+(?:\w+\s+){0,4}?" + _PAPER, what, re.IGNORECASE) is not None
    if _EARLIER.search(what) and is_after_appeal and not is_this:
        return Start.OTHER_DECISION, None
    if _ANOTHER.search(what) and not is_this and not is_after_appeal:
        return Start.OTHER_DECISION, None
    days = exact_days(what)
    is_receipt = _RECEIPT.search(what) is not None
    if len(days) == 1 and not is_receipt and not _names_event(what, is_this=is_this):
        return Start.DAY, days[0].date.earliest
    if is_receipt and not _names_event(what, is_this=is_this):
        return Start.RECEIPT, None
    if re.search(_PAPER, what, re.IGNORECASE) and not _names_event(what, is_this=is_this):
        return Start.NOTICE, None
    if not _names_event(what, is_this=is_this) and re.search(
        r"\A\W*(?:then|that\s+(?:day|date)|it|today|the\s+date)\b", what, re.IGNORECASE
    ):
        return Start.NOTICE, None
    return Start.OTHER_EVENT, None


def _names_event(what: str, *, is_this: bool) -> bool:
    return not is_this and _EVENT.search(what) is not None and not re.search(_THIS, what, re.IGNORECASE)


_NOT_OWN = (
    r"birth|service|due|effective|received?|receipt|request(?:ed)?|start|end|fax|appeal|admission|injury"
    r"|procedure|planned|surgery"
    r"|print(?:ed)?|expiration|response|submission|review|onset|exam|visit|study|signature"
)
_OWN_DATE = re.compile(
    r"""(?: \bdate \s+ of \s+ (?:this \s+ |the \s+ |our \s+)?
        (?:letter|notice|denial|decision|mailing|issue|adverse \s+ \w+
      (?:\s+ \w+)? | determination) \s* [:\#]? \s* (?:is \s+ | was \s+)?
    | \b(?:letter|notice|denial|decision|determination|mailing|mail|issue|notification) \s+ date \s* [:\#]? \s*
    | \bdate \s+ (?:denied|mailed|issued|sent|of\s+notification) \s* [:\#]? \s*
    | (?:^|(?<=\s)) date \s* (?:[:\#]|$) \s* | ^date \s+
    | ^(?:mailed|issued|sent|dated|notice \s+ mailed) \s* (?:on|:) \s* | ^dated \s+
    | \bdenied \s+ (?:\w+ \s+){0,6}? (?:on|as \s+ of) \s+
    | \b(?:denial|decision|determination|letter|notice) \s+ (?:dated|made \s+ on|issued \s+ on|of) \s+
    ) (?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)? \Z""",
    re.IGNORECASE | re.VERBOSE,
)
_LABELLED_OTHERWISE = re.compile(rf"\b(?:{_NOT_OWN})\s+date\s*[:#]?\s*\Z", re.IGNORECASE)
_NARRATED = re.compile(
    r"\b(?:denied\s+(?:\w+\s+){0,6}?(?:on|as\s+of)|(?:denial|decision|determination|letter"
    r"|notice)\s+(?:dated|made\s+on|issued\s+on|of))\s+\Z",
    re.IGNORECASE,
)
_DENIED_AFTER = re.compile(
    r"^\s*,?\s*(?:we|the plan|the health plan|your plan)\s+(?:have\s+)?(?:denied|declined|did\s+not\s+approve)\b",
    re.IGNORECASE,
)
_WEEKDAY_ALONE = re.compile(
    r"\A(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?)?[ .,]*\Z", re.IGNORECASE
)
_TITLE = re.compile(
    r"\A(?!.*\b(?:RECEIVED|FAXED|PRINTED|SCANNED|DUE|BORN|DOB|BIRTH|SERVICE|EFFECTIVE|EXPIRES|VALID)\b)[^a-z:]*\Z"
)
"""A title in capitals, beside which the date stands; no stamp."""
_HEAD_LINES = 15
"""Lines of the first page among which a date that stands alone is the letter's own."""


_COUNTED = r"(?P<label>(?:review|print(?:ing)?)\s+date|date\s+(?:of\s+review|printed|of\s+printing))"
_COUNTED_FROM = re.compile(rf"\b(?:from|of|after)\s+the\s+{_COUNTED}\b", re.IGNORECASE)
_COUNTED_LABEL = re.compile(rf"\b{_COUNTED}\s*:?\s*\Z", re.IGNORECASE)
"""A label that is no letter's date of itself, unless the letter counts its time to appeal from it."""


def _plain_label(label: str) -> str:
    return "print" if "print" in label.lower() else "review"


def own_dates(
    pages: Sequence[str],
    lines: Sequence[LetterPassage],
    sentences: Sequence[LetterPassage],
    *,
    is_after_appeal: bool,
) -> Iterator[LetterDay]:
    """Return the days that could be the letter's own. In an answer to an appeal the denial it tells of is not."""
    counted = {_plain_label(match["label"]) for said in sentences for match in _COUNTED_FROM.finditer(said.text)}
    first = next((number for number, page in enumerate(pages, 1) if not is_cover(page)), 1)
    for place, line in enumerate(said for said in lines if said.page == first):
        found = exact_days(line.text)
        around = line.text[: found[0].start] + line.text[found[0].end :] if len(found) == 1 else ""
        is_alone = _WEEKDAY_ALONE.match(around) or (_TITLE.match(around) and not _LABELLED_OTHERWISE.search(around))
        if len(found) == 1 and place < _HEAD_LINES and is_alone:
            yield found_day(found[0], line, DateRole.LETTER)
    for said in (*lines, *sentences):
        for day in exact_days(said.text):
            before = said.text[max(0, day.start - _NEAR) : day.start]
            after = said.text[day.end : day.end + _NEAR]
            says_on = re.search(r"\bon\s+\Z", before, re.IGNORECASE) and _DENIED_AFTER.match(after)
            is_told = says_on or _NARRATED.search(before)
            if counted & {_plain_label(label["label"]) for label in _COUNTED_LABEL.finditer(before)}:
                yield found_day(day, said, DateRole.LETTER)
            if (is_told and is_after_appeal) or _LABELLED_OTHERWISE.search(before):
                continue
            if says_on or _OWN_DATE.search(before):
                yield found_day(day, said, DateRole.LETTER)


_ROLES_OF_DAYS: tuple[tuple[DateRole, re.Pattern[str]], ...] = (
    (DateRole.BIRTH, re.compile(r"\b(?:birth|dob|born)\b", re.IGNORECASE)),
    (DateRole.EARLIER_DENIAL, re.compile(r"\b(?:denial|denied|determination)\b", re.IGNORECASE)),
    (
        DateRole.RECEIPT,
        re.compile(r"\b(?:receiv\w+|receipt|rfa|request(?:ed)?|submitted|sent|reviewed)\b", re.IGNORECASE),
    ),
    (DateRole.SERVICE, re.compile(r"\b(?:service|procedure|surgery|planned|injury)\b", re.IGNORECASE)),
    (DateRole.APPROVAL, re.compile(r"\b(?:approv\w+|authoriz\w+|valid|from|through)\b", re.IGNORECASE)),
    (DateRole.CLINICAL, re.compile(r"\b(?:MRI|imaging|scan|therapy|note|visit|records?)\b", re.IGNORECASE)),
)


def other_days(sentences: Sequence[LetterPassage], known: Sequence[LetterDay]) -> Iterator[LetterDay]:
    """Return every further day of the letter, each with what it is about, as far as the words before it say."""
    told = {(found.day, found.page) for found in known}
    for said in sentences:
        last = 0
        for day in exact_days(said.text):
            before = said.text[last : day.start] or said.text[: day.start]
            last = day.end
            if (day.date.earliest, said.page) not in told:
                near = before[-60:]
                role = next((role for role, cue in _ROLES_OF_DAYS if cue.search(near)), DateRole.OTHER)
                yield found_day(day, said, role)
