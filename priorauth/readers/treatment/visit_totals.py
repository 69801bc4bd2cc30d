"""How many visits were attended. A number from an order, a goal or an authorization is never one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from priorauth.domain.written_dates import MONTH, MONTHS
from priorauth.reading.finding_values import Count
from priorauth.reading.statements import Statement

_SMALL = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
_DOZEN = 12
_TENS = {"twenty": 20, "thirty": 30, "forty": 40}
_NAMED = rf"(?:{'|'.join(_TENS)})[\s-](?:{'|'.join(_SMALL[1:10])})|{'|'.join((*_SMALL, 'thirty', 'forty'))}"
_N = rf"(?P<n>\d{{1,3}}|none|{_NAMED}|(?:half\s+)?(?:a\s+)?dozen)(?:\s*\(\d{{1,3}}\))?"
_M = r"(?P<m>\d{1,3})"
_THING = (
    r"(?:(?:skilled|outpatient|formal|supervised|total|individual|rx|tx|lumbar|(?:low\s+)?back|spine|live|virtual|video|clinic"
    r"|in[\s-]person|land[\s-]based|one[\s-]on[\s-]one|1:1)\s+)*"
    r"(?:(?:pt|p\.t\.|therapy|physical therapy|chiropractic|chiro|cbt|acupuncture)\s+)?"
    r"(?:visits?|sessions?|appointments?|appts?|treatments?|meetings?|classes|attendances)"
)
_WENT = r"(?:attended|completed|finished|kept|done|used|had|did|seen|present|attends|made|underwent)"
_WHOM = r"(?:him|her|them|(?:your|the|this|my)\s+patient|(?:mr|ms|mrs|miss|dr)\.?\s+[\w'-]+)"
_PLANNED = (
    r"(?:scheduled|sched|booked|offered|authorized|authorised|approved|planned|prescribed|ordered|recommended|allowed"
    r"|certified)"
)
_EDGE = r"(?<![\w/.\-])(?<!\d:)"
_STOP = (
    r"(?![\w/%\-]|\.\d)(?!\s*-?\s*(?:wks?|weeks?|mos?|months?|days?|yrs?|years?|hours?|hrs?|minutes?|min|h|d|w)\b)"
)
"""What may not follow a number of visits: more of the number, or a unit of time."""
_OF = rf"\s*(?:/|of|out of)\s*(?:the\s+)?{_M}{_STOP}(?:\s+{_PLANNED})?"

_UNKEPT = r"(?:cancel\w*|cx|missed|no[\s-]?shows?|ns|dna|resched\w*)"
_UNKEPT_CELL = (
    rf"(?:\(?(?:visits?\s+)?{_UNKEPT}\s*[:=]?\s*(?:\d{{1,2}}(?![/.\d-])|none)\b|\(?(?:\d{{1,2}}|no|none|zero)\s+{_UNKEPT}\b)"
    r"(?:\s*\((?![^()]*\b(?:all|every|each|kept|attended)\b)[^()\n]{0,60}\)|\s+-\s+[^()\d\n]{0,40}\))?"
)
"""How many visits were not kept, in the next cell of a line, and why: ``Attended: 18  Cancelled: 2 (snow)``."""

_ON = r"\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)"
_TILL = r"(?:-|\u2013|\u2014|to|through|thru|until)"

_ATTENDED = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        rf"\b{_WENT}\s*(?:for\s+|:\s*)?(?:a\s+total\s+of\s+)?(?:all\s+)?{_N}(?:{_OF})?{_STOP}\s+{_THING}",
        rf"\b(?:(?:attended|kept|attends)\s*:?|(?:seen|att)\s*:)\s*(?:all\s+)?{_N}(?:{_OF})?{_STOP}(?=\s*(?:[,.;)]|$|(?:and|first|last|since|from|between|through|thru|over|out)\b|{_UNKEPT_CELL}))",
        rf"{_EDGE}{_N}\s+{_THING}\s*(?:/|of|out\s+of)\s*{_M}{_STOP}\s+{_PLANNED}\b",
        rf"\btotal\s*[:=]?\s*{_N}{_OF}(?=\s*(?:[,.;)]|$|\s{{2,}}))",
        rf"\bseen\s*[:=]?\s*{_N}{_STOP}(?=[\s,;]*{_UNKEPT_CELL})",
        rf"\battendances?\s*[:=]\s*{_N}(?:{_OF})?{_STOP}",
        rf"{_EDGE}{_N}{_STOP}\s+attendances\b",
        rf"\b(?:visits|sessions)\s+{_ON}\s*{_TILL}\s*{_ON}\s*[:=]\s*{_N}{_STOP}(?!\s*{_UNKEPT})",
        rf"\b(?:saw|treated|seen|adjusted|met)\s+{_WHOM}\s+(?:for\s+)?(?:a\s+total\s+of\s+)?{_N}{_STOP}"
        r"\s+(?:times|visits|sessions)\b",
        rf"\b(?:was|were|been)\s+(?:seen|treated|adjusted)\s+(?:for\s+)?(?:a\s+total\s+of\s+)?{_N}{_STOP}"
        r"\s+(?:times|visits|sessions)\b",
        r"\b(?:visits|sessions)\s+(?:in|for|during|of)\s+(?:this|the)\s+(?:episode|course|case)(?:\s+of\s+care)?"
        rf"\s*:?\s*{_N}{_STOP}",
        rf"{_EDGE}{_N}(?:{_OF})?{_STOP}\s+{_THING}\s+(?:were\s+)?{_WENT}\b",
        rf"{_EDGE}{_N}(?:{_OF})?{_STOP}\s+(?:were\s+)?(?:attended|kept)\b",
        rf"{_EDGE}{_N}(?:{_OF})?{_STOP}\s+{_THING}\s+(?:to date|so far|thus far)\b",
        rf"\b{_THING}\s+(?:{_WENT}|to date|so far)\s*(?::|=|were|was|-)?\s*{_N}(?:{_OF})?{_STOP}",
        rf"\b(?:total|number|no\.?)\s+(?:of\s+)?{_THING}(?:\s+{_WENT})?\s*(?::|=|-)?\s*{_N}(?:{_OF})?{_STOP}",
        rf"(?<!\w)#\s*(?:of\s+)?{_THING}\s*(?::|=)?\s*{_N}{_STOP}",
        rf"\b(?:visits|sessions)\s*:?\s*{_N}\s+(?:attended|kept|completed)(?:{_OF})?",
        rf"\b(?:went|came|gone|been|attended)\s+{_N}{_STOP}\s+times\b",
        rf"\bon\s+{_N}{_STOP}\s+(?:separate\s+|different\s+)?(?:occasions|dates|days)\b",
        r"(?<![\w/.\-])(?P<n>\d{1,2})(?:st|nd|rd|th)\s+(?:and\s+)?(?:[a-z]+\s+)?(?:visit|session|treatment|appointment)\b",
        rf"\b(?:total)\s*(?:of)?\s*{_N}{_STOP}\s+{_THING}",
        rf"\bafter\s+{_N}{_STOP}\s+{_THING}",
        rf"\bafter\s+(?:visit|session)\s*(?:#|no\.?)?\s*{_N}{_STOP}(?!\s+\d)",
        rf"\b(?:(?:visit|session)\s*(?:#|no\.?|number)?|tx\s*\#|treatment\s*\#)\s*:?\s*{_N}(?:{_OF})?{_STOP}(?!\s+\d)",
        rf"\b(?:visits|sessions)\s*(?::|=|-{{1,2}})?\s*{_N}(?:{_OF})?{_STOP}(?!\s+(?:{_PLANNED}|attended|kept|completed|missed|cancel))",
        rf"{_EDGE}{_N}{_OF}\s+{_THING}",
        rf"\bx\s*{_N}{_STOP}(?:\s+{_THING})?",
        rf"{_EDGE}{_N}{_STOP}\s+{_THING}",
    )
)
_NEEDS_CARE = 4
"""Forms at the end that name no attendance by themselves: they are counts only of a course that is stated done."""
_NOT_ATTENDED = re.compile(
    rf"\b(?:{_PLANNED}|goal|goals|remaining|left|more|plan|authorization|auth|missed|cancel\w*|another|additional"
    r"|per|beyond|maintenance|policy|every|poc|cert|certification|certified|up to|limit|maximum|max"
    r"|eligible|requested?|referral|order|needs?)\b"
    r"|\bwk\b|\bx/wk\b",
    re.IGNORECASE,
)

_OF_PLANNED = rf"\b(?:of|out\s+of|/)\s+(?:the\s+)?(?:\d{{1,3}}|{_NAMED})\s+{_PLANNED}\b"
_CELL = re.compile(
    rf"{_UNKEPT_CELL}|\(\s*(?:\w+\s+)?{_PLANNED}\s*[:=]?\s*\d{{1,3}}(?![\d/])|{_OF_PLANNED}", re.IGNORECASE
)
"""Another count beside one: of visits not kept, in parentheses of those scheduled, or of all that were planned."""

_CELLS_BEHIND = re.compile(rf"(?:[\s,;|.(]*(?:{_CELL.pattern}))+", re.IGNORECASE)
_UNKEPT_BEHIND = re.compile(_UNKEPT_CELL, re.IGNORECASE)
"""The visits that were not kept, beside which a number is that of those that were."""

_PLANNED_BEFORE = re.compile(
    rf"\b(?:visits?\s+)?(?:{_PLANNED}|auth)\s*[:=]?\s*\d{{1,3}}(?![\d/])[\s,;|]*(?:visits?\s+)?\Z", re.IGNORECASE
)
"""The cell of the visits planned before that of the visits attended: ``Authorized 24  Attended 24``."""

_NEAR = 40
_LEFT = re.compile(r"\b(?:remaining|left|missed|cancel\w*|to go|more)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class VisitCount:
    """A number of visits in a statement, at ``text[start:end]``; ``is_bare`` if nothing says they were kept."""

    count: Count
    start: int
    end: int
    is_bare: bool
    is_planned: bool = False


def visit_counts(statement: Statement) -> tuple[VisitCount, ...]:
    """Return the numbers of visits a statement names, and which are by their own words planned ones."""
    found: list[VisitCount] = []
    for place, pattern in enumerate(_ATTENDED):
        for match in pattern.finditer(statement.words):
            planned = _PLANNED_BEFORE.search(statement.words, max(0, match.start() - _NEAR), match.start())
            first = planned.start() if planned is not None else match.start()
            cells = _CELLS_BEHIND.match(statement.words, match.end())
            last = cells.end() if cells is not None else match.end()
            start, end = statement.start + first, statement.start + last
            if any(item.start < end and start < item.end for item in found):
                continue
            is_bare = place >= len(_ATTENDED) - _NEEDS_CARE or _is_reached(statement.words, match)
            is_bare = is_bare and (cells is None or _UNKEPT_BEHIND.search(cells.group()) is None)
            found.append(VisitCount(_count(match), start, end, is_bare, _is_planned(statement.words, match)))
    return tuple(sorted(found, key=lambda item: item.start))


_ONE_VISIT = re.compile(r"(?:after\s+)?(?:visit|session)\b|\d{1,2}(?:st|nd|rd|th)\b", re.IGNORECASE)
_REACHED = re.compile(
    r"\b(?:since|at|by|until|till|before|on|from|through)\s+(?:the\s+|his\s+|her\s+)?\Z", re.IGNORECASE
)


_NOW_AT = re.compile(
    r"\b(?:this\s+(?:is|was)|today(?:'s)?|here\s+for|seen\s+for|attended|completed|finished|came\s+for)\b[^.;]{0,20}\Z",
    re.IGNORECASE,
)


_LAST = re.compile(r"\b(?:final|last|closing)\b", re.IGNORECASE)
"""What makes the number of a visit that of them all: "Visit 10 / final", "12th and final visit"."""
_TAIL = 9  # characters


def _is_reached(words: str, match: re.Match[str]) -> bool:
    """Whether a number is that of one visit, at which something else was so: "plateau since visit 12"."""
    if _ONE_VISIT.match(match.group()) is None:
        return False
    if _NOW_AT.search(words, 0, match.start()) or _LAST.search(words, match.start(), match.end() + _TAIL):
        return False
    is_after = match.group()[:5].lower() == "after"
    return is_after or _REACHED.search(words, 0, match.start()) is not None or bool(words[: match.start()].strip())


def _count(match: re.Match[str]) -> Count:
    of = match.groupdict().get("m")
    return Count(number=_number(match["n"]), of=int(of) if of else None)


def _number(text: str) -> int:
    text = text.lower()
    if text == "none":
        return 0
    if text.endswith("dozen"):
        return _DOZEN // 2 if text.startswith("half") else _DOZEN
    if text.isdigit():
        return int(text)
    tens, _, rest = text.replace("-", " ").partition(" ")
    return _TENS.get(tens, 0) + _SMALL.index(rest) if rest else _TENS.get(text) or _SMALL.index(text)


def _is_planned(words: str, match: re.Match[str]) -> bool:
    """Whether the words of a count, or those beside it up to a comma, say it is no attendance."""
    before = re.split(r"[,;:.]", _CELL.sub(",", _PLANNED_BEFORE.sub("", words[: match.start()])))[-1]
    behind = re.split(r"[,;.]", _CELL.sub(",", words[match.end() :]))[0]
    if match.groupdict().get("m"):
        return _NOT_ATTENDED.search(before) is not None or _LEFT.search(behind) is not None
    return any(_NOT_ATTENDED.search(part) is not None for part in (before, match.group(), behind))


_ROW_DAY = re.compile(
    r"\s*(?:#?\d{1,2}[.):]?[\s|]+)?"
    r"(?P<day>(?:\d{1,2}[./]){2}(?:20)?\d\d\b|20\d\d-\d\d-\d\d\b|\d{1,2}/\d{1,2}(?![\d/]))"
)
"""The day a row of a log begins with, behind the number of the row."""

_KEPT = re.compile(r"\b(?:attended|kept|completed|present|seen|arrived)\b", re.IGNORECASE)
_NOT_KEPT = re.compile(
    r"\b(?:addendum|signed|no|not|cancel\w*|cx|ns|dna|missed|absent|resched\w*|scheduled|upcoming|left|late|closed|holiday|declined|refused|n/?s)\b",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"\b(?:seen|attended|adjusted|treated|manipulated|needled|visits?|dates? of (?:service|treatment|visits?)"
    r"|dates attended)"
    r"(?: on)?\s*:?\s*"
    r"(?P<days>\d{1,2}/\d{1,2}(?:/\d{2,4})?"
    r"(?:(?:\s*(?:,|;|and|&|,\s*and)\s*|[ \t]+)\d{1,2}/\d{1,2}(?:/\d{2,4})?)+)",
    re.IGNORECASE,
)
_DAY = re.compile(r"\d{1,2}/\d{1,2}(?:/\d{2,4})?")


_MONTH_DAYS = rf"(?:{MONTH})\.?\s+\d{{1,2}}(?:\s*,?\s*\d{{1,2}}(?![\d/:]))*"
_LISTED_BY_MONTH = re.compile(
    r"\b(?:seen|attended|visits?|sessions?|dates?(?: of (?:service|treatment|visits?))?|dates attended)"
    r"(?: on)?\s*:?\s*"
    rf"(?P<days>{_MONTH_DAYS}(?:\s*[,;]?\s*(?:and\s+)?{_MONTH_DAYS})+)(?!\s*,?\s*\d)",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(rf"(?P<month>{MONTH})\.?|(?P<day>\d{{1,2}})", re.IGNORECASE)


def listed_days(statement: Statement) -> VisitCount | None:
    """Return the count of days that a statement lists one by one as days of visits: "Seen 7/1, 7/8 and 7/15"."""
    words = statement.words
    if _NOT_KEPT.search(words) or _NOT_ATTENDED.search(words):
        return None
    match = _LISTED.search(words)
    if match is not None:
        days = _DAY.findall(match["days"])
        days = days if _SIGNS.search(match["days"]) or _is_in_order(days) else []
    else:
        match = _LISTED_BY_MONTH.search(words)
        days = _named_days(match["days"]) if match is not None else []
    if match is None or not days:
        return None
    start = statement.start + match.start()
    return VisitCount(Count(number=len(set(days))), start, statement.start + match.end(), is_bare=False)


_SIGNS = re.compile(r"[,;&]|\band\b", re.IGNORECASE)
_FEWEST = 3  # days that stand side by side with nothing between them


def _is_in_order(days: Sequence[str]) -> bool:
    """Whether pairs of numbers are days in order, at most once into the next year, and no scores of ten."""
    pairs = [tuple(map(int, day.split("/")[:2])) for day in days]
    falls = sum(one >= two for one, two in pairwise(pairs))
    return len(days) >= _FEWEST and falls <= 1 and all(1 <= month <= 12 and 1 <= day <= 31 for month, day in pairs)


def _named_days(text: str) -> list[str]:
    """Return the days of a list by months: "Apr 7, 14; May 5"; nothing when one is no day of a month."""
    month, days = "", []
    for match in _MONTH_DAY.finditer(text):
        month = (match["month"] or month).lower()
        if match["day"]:
            days.append(f"{MONTHS[month]}/{int(match['day'])}")
    return days if all(1 <= int(day.split("/")[1]) <= 31 for day in days) else []


def is_kept_day(statement: Statement) -> bool:
    """Whether a row of a log begins with a day and says that the visit was kept, and nothing else of it."""
    words = statement.words
    return bool(_ROW_DAY.match(words) and _KEPT.search(words)) and _NOT_KEPT.search(words) is None


def row_day(statement: Statement) -> str:
    """Return the day a row of a log begins with, as printed; empty when it begins with none."""
    match = _ROW_DAY.match(statement.words)
    return match["day"] if match is not None else ""


def kept_word(statement: Statement) -> int:
    """Return where the word stands that says a visit of a log was kept. Raises ``ValueError`` without one."""
    match = _KEPT.search(statement.words)
    if match is None:
        raise ValueError("the row says of no visit that it was kept")
    return statement.start + match.start()


_OF_DAYS = re.compile(
    r"\b(?:start of care|soc|(?:initial|first|last|final) (?:eval\w*|visit|session|treatment|appointment)"
    r"|dates? of (?:care|service|treatment|discharge|initial|eval\w*|first|last)|eval\w* date|treatment dates"
    r"|episode|period of care|care (?:began|begun|started)|eval(?:uated)?|(?:first|last|final)(?=[\s:.]*\d)"
    r"|seen|treated|attended|discharged?|dc"
    r"|visits|sessions|d/c)\b",
    re.IGNORECASE,
)


def all_counts(statement: Statement) -> tuple[VisitCount, ...]:
    """Return the visits that a statement counts: the days it lists, or else the numbers it gives."""
    listed = listed_days(statement)
    return (listed,) if listed is not None else visit_counts(statement)


def planned_beside(statement: Statement) -> Iterator[tuple[int, int]]:
    """Return where a statement tells of how many visits those that it counts were: "of four planned"."""
    for match in _PLANNED_OF.finditer(statement.words):
        yield statement.start + match.start(), statement.start + match.end()


_PLANNED_OF = re.compile(_OF_PLANNED, re.IGNORECASE)


def tells_days(statement: Statement) -> bool:
    """Whether a record's statement gives the days of its care and not those of an order or a certified period."""
    words = _CELL.sub(",", _OF_ALL.sub("", statement.words))
    return _OF_DAYS.search(words) is not None and _DAYS_AHEAD.search(words) is None


_DAYS_AHEAD = re.compile(
    rf"\b(?:{_PLANNED}|auth\w*|poc|plan of care|cert\w*|orders?|referral|referred|requested?|needs?|upcoming"
    r"|next|will)\b",
    re.IGNORECASE,
)
_OF_ALL = re.compile(
    rf"\b(?:of|/)\s*\d{{1,3}}\s+{_PLANNED}\b|{_OF_PLANNED}|\bplan(?: of care)? (?:complete|ended)\w*", re.IGNORECASE
)
"""The visits planned beside those attended: "12 of 16 scheduled"."""


TOTAL_OF_VISITS = re.compile(
    r"(?:total\s+)?(?:visits|sessions)\s*[:=]?\s*\d{1,3}\s*(?:[.;(]|$|\s{2,})", re.IGNORECASE
)
OF_OTHER_CARE = re.compile(
    r"\s+(?:in|at)\s+the\s+(?:er|ed|icu|emergency|hospital)\b|"
    r"\s+(?:of|for)\s+(?!(?:a|his|her|the|this|low|chronic|back|lumbar|lbp|axial|physical|pt|p\.t|skilled|outpatient|therap\w*|treatment"
    r"|chiropractic|chiro|cbt|cognitive|acupuncture|aquatic|formal|supervised|care|pain|spin\w*|conservative|core|about|over|land|pool)\b|\d)",
    re.IGNORECASE,
)
"""What makes a count one of other visits: "16 visits of cardiac rehab"."""
