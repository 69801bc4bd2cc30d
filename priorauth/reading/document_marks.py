"""What a page prints of its document besides the title: its day, its signature, its accession, its goings-on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from priorauth.domain.dates import PartialDate
from priorauth.domain.written_dates import FoundDate, dates_in
from priorauth.reading.model import Signed
from priorauth.screening.text_spans import TextLine

_HEAD_LINES = 25
_DAY_LABEL = re.compile(
    r"(?:(?:exam(?:ination)?|study|service|scan|visit|encounter|procedure|session|treatment|appointment|evaluation)\s*date(?:\s*/\s*time)?"
    r"|date\s+of\s+(?:the\s+)?(?:exam(?:ination)?|study|service|scan|visit|encounter|procedure|session|treatment|evaluation|discharge"
    r"|note|injection|surgery|consultation|consult|call|contact|daily\s+note|initial\s+eval(?:uation)?)"
    r"|dos|d\.o\.s\.?|date|(?:performed|seen|examined|evaluated|completed|visited|done)(?:\s+on)?|filled\s+in|today(?:'?s\s+date)?|exam|study|visit|encounter)"
    r"\s*[:#-]?\s*(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s*)?\Z",
    re.IGNORECASE,
)
_OTHER_DAY = re.compile(
    r"(?:birth|dob|born|sign|dictat|transcri|report(?:ed)?\b|compar|prior|order|print|receiv|fax|request|refill|next|first|last|since|effective"
    r"|injury|doi|onset|from|expires|referr|collected|drawn|hire|accident|loss|notif|schedul|upcoming|planned|proposed|tentative|start|soc\b)[^\n]{0,30}\Z",
    re.IGNORECASE,
)
_PRELIMINARY = re.compile(
    r"\bstatus\W{0,3}(?:report\W{0,3})?(?:prelim\w*|draft|pending|in\s+progress|unverified|dictated|transcribed)\b"
    r"|^\W*(?:this\s+is\s+a\s+)?(?:preliminary|draft)\b[^\n]{0,40}$|\b(?:wet|preliminary)\s+read(?:ing)?\b|\bnot\s+(?:a\s+)?final\b"
    r"|\bpreliminary\s+(?:report|interpretation|result)",
    re.IGNORECASE | re.MULTILINE,
)
_UNSIGNED = re.compile(
    r"\bunsigned\b|\bnot\s+(?:yet\s+)?(?:been\s+)?(?:electronically\s+)?(?:signed|finali[sz]ed|verified|authenticated)"
    r"|\b(?:awaiting|pending)\s+(?:\w+\s+){0,2}(?:signature|review|verification)|dictated\s+but\s+not\s+(?:read|signed)",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"\b(?:electronically|digitally)\s+(?:signed|authenticated|verified|approved)|\be-?signed\b|\bsigned\s+(?:by|on|electronically)\b"
    r"|\bfinal\s+report|\bstatus\W{0,3}(?:report\W{0,3})?(?:final|signed|complete)|\bfinali[sz]ed\b|^\W*final\W*$|\bFINAL\s*$|/e?s/",
    re.IGNORECASE | re.MULTILINE,
)
_STATUS = re.compile(r"\bstatus\b|\bfinal\s+(?:result|report)", re.IGNORECASE)
_FIRST_AND_LAST = re.compile(r"\b(?:initial|eval\w*|start|baseline)\b.*\bfinal\b", re.IGNORECASE)
"""The heads of columns that compare: ``INITIAL -> FINAL`` signs nothing."""

_AUTHOR = re.compile(
    r"(?:(?:electronically\s+|digitally\s+)?(?:signed|dictated|read|interpreted|reported|authenticated|approved|finalized|verified|written)"
    r"(?:\s+(?:electronically|and\s+\w+))?\s+by|radiologist|author|therapist|provider|physician|/s/|signed)\s*:?\s*(?P<name>[A-Z][^\n\d]{3,60})",
    re.IGNORECASE,
)
_SIGNER = re.compile(
    r"(?:(?:electronically|digitally)\s+)?(?:signed|dictated|read|interpreted|reported|authenticated|approved|finalized|verified)"
    r"(?:\s+(?:electronically|and\s+\w+))?\s+by\b|/e?s/|signed\s*:",
    re.IGNORECASE,
)
_ACCESSION = re.compile(
    r"\b(?:accession|acc)\s*(?:no|number|\#)?\s*"
    r"[.:#]*\s*(?P<id>(?=[\w-]*\d)[\w-]{4,20})",
    re.IGNORECASE,
)
_CONTINUED = re.compile(r"\bcont(?:inued|'d|d\.?|\.)(?=\W|$)|\bcontinuation\b|\(cont\)", re.IGNORECASE)
_FURTHER_PAGE = re.compile(
    r"\b(?:page|pg\.?|sheet|(?<!,\s)p\.?(?!\s{2}))\s*(?:[2-9]|two|three|four|five)\b(?!\s*(?:of\b|/|\d|-\d))"
    r"|\b(?:second|third|fourth|2nd|3rd|4th)\s+(?:page|sheet)\b(?!\s+of\b)"
    r"|\battachment\b[^\n]{0,20}\bto\s+(?:\w+\s+){0,3}(?:report|note|letter|form)\b",
    re.IGNORECASE,
)
_SAID_OF_IT = re.compile(
    r"\b(?!(?:note|report|exam|plan|assessment|findings|history|summary|letter|visit|evaluation|list|form)\s)[a-z]{2,}\s+\Z"
    r"|(?<!(?i:patient))(?<!(?i:name))(?<!(?i:pt))(?<!(?i:re)):\s*\S.*\Z",
    re.DOTALL,
)
_SAID_ON = re.compile(r",?\s*[a-z]{2,}|[,;]")
"""What stands before and behind "continued" where a sentence says that something was."""

_CELL_DAYS = 5
_NAMED_ROWS = 2
_MANY = 4
_A_LIFE = 12
"""Years between a birth date and the other days of a head, at least."""

_OTHER_CELL = re.compile(
    r"(?:birth|dob|d\.o\.b|born|signed|dictated|transcribed|reported|comparison|ordered|printed|received|faxed|requested|refill|injury|doi"
    r"|onset|expires|effective|as\s+of|generated|exported|through|thru|to|since|from|hired?|hire\s+date|soc|started?|eval\w*|first|enrolled)\W*\Z",
    re.IGNORECASE,
)
_NAMED_DAY = re.compile(
    r"(?=[A-Z])[^\d:|]{0,40}?\b(?:note|report|summary|record|letter|log|visit|exam|consult|evaluation|eval|session|screen|form|message|phone|call"
    r"|telephone|procedure|block|injection|scan|discharged?|d/?c|closed|closing|release|final)(?:\s+(?:on|of|dated))?[\s,-]*\Z",
    re.IGNORECASE,
)
"""A cell that names what a document is, or how a course ended, and ends with the day: ``Closing letter 5/6/25``."""

_TAKEN = re.compile(r"(?:collected|collection|coll(?:ection)?\s+date|drawn|specimen\s+date)\W*\Z", re.IGNORECASE)
_RANGE = re.compile(r"\s*(?:-|\u2013|to|thru|through|until)\s*", re.IGNORECASE)
_IN_RANGE = re.compile(r"\s*(?:-|\u2013|to|thru|through|until)\s*\d{1,2}/", re.IGNORECASE)
_BEHIND_RANGE = re.compile(r"\d{1,2}/(?:\d{1,2}/)?\d{2,4}\s*(?:-|\u2013|to|thru|through|until)\s*\Z", re.IGNORECASE)
_APART = r"\s{2,}|\t|\|"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_BEFORE_CELL = re.compile(rf"(?:\A|{_APART}|\s[-\u2013]{{1,2}}\s)\s*{_WEEKDAY}\Z", re.IGNORECASE)
_BEHIND_CELL = re.compile(
    rf"\s*(?:\Z|{_APART}|\s[-\u2013]{{1,2}}\s|,?\s*@?\s*\d{{1,2}}:\d{{2}}|[,;]\s*(?:page|pg|p\.|second|third|sheet)\b)"
)


@dataclass(frozen=True, slots=True)
class FoundDay:
    """A day and the place of its words in the page's text."""

    day: PartialDate
    start: int
    end: int


def day_of(
    text: str, lines: Sequence[TextLine], title: tuple[int, int] | None, born: date | None = None
) -> FoundDay | None:
    """Return a document's own day: on its title line, or behind a label that says so; never another thing's.

    ``born`` is the patient's birth date, which is never a document's day.
    """
    head = lines[min(len(lines), _HEAD_LINES) - 1] if lines else None
    end = head.start + len(head.text) if head is not None else 0
    start = lines[0].start if lines else 0
    labeled: FoundDay | None = None
    every = dates_in(text[start:end])
    last = start
    for found in every:
        place = start + found.start
        before = text[max(text.rfind("\n", 0, place) + 1, place - 60, last) : place]
        last = start + found.end
        cell = before[before.rstrip().rfind("   ") + 1 :]
        before = cell if _DAY_LABEL.fullmatch(cell.strip()) else before
        if _OTHER_DAY.search(before) or (found.date.is_exact and found.date.earliest == born):
            continue
        if _begins_or_ends_range(text, place, start + found.end):
            continue
        day = FoundDay(found.date, place, start + found.end)
        if title is not None and title[0] <= place < title[1] and found.date.is_exact:
            return day
        if labeled is None and _DAY_LABEL.search(before) and not _is_row(text, place, start, every):
            labeled = day
    return labeled or _first_line_day(text, lines, born)


_OF_CLINIC = re.compile(
    r"\b(?:clinic|center|centre|institute|associates|practice|office"
    r"|(?<!next\s)(?<!last\s)(?<!first\s)(?<!prior\s)(?<!return\s)(?<!previous\s)(?<!future\s)(?<!upcoming\s)visit)"
    r"[\s,:-]*\Z",
    re.IGNORECASE,
)


def _first_line_day(text: str, lines: Sequence[TextLine], born: date | None) -> FoundDay | None:
    """Return the only day of a first line, right behind the clinic: "SPINE CLINIC 3/4/2026 EXAMPLE, A"."""
    if not lines:
        return None
    start = lines[0].start
    found = dates_in(lines[0].text)
    if len(found) != 1 or not found[0].date.is_exact or found[0].date.earliest == born:
        return None
    is_of_clinic = _OF_CLINIC.search(lines[0].text[: found[0].start]) is not None
    return FoundDay(found[0].date, start + found[0].start, start + found[0].end) if is_of_clinic else None


def _begins_or_ends_range(text: str, start: int, end: int) -> bool:
    """Whether a day is one end of a range, which is a course's and no visit's."""
    line = text[text.rfind("\n", 0, start) + 1 : start]
    return bool(_IN_RANGE.match(text, end) or _BEHIND_RANGE.search(line))


def head_days(head: Sequence[TextLine], title: tuple[int, int] | None, born: date | None) -> frozenset[PartialDate]:
    """Return the days a page's head prints as a document's own: in its title, behind a label, or in a cell.

    Days of birth, of printing and of other papers are left out, labeled or not: a birth date is the day that lies
    years before the others.
    """
    found: set[PartialDate] = set()
    for row, line in enumerate(head[:_CELL_DAYS]):
        last, days = 0, dates_in(line.text)
        for day in days:
            before, behind = line.text[last : day.start], line.text[day.end :]
            last = day.end
            if _RANGE.fullmatch(before) or _IN_RANGE.match(behind):
                continue
            if not day.date.is_exact or day.date.earliest == born or _OTHER_CELL.search(before):
                continue
            is_titled = title is not None and title[0] <= line.start + day.start < title[1]
            is_cell = _BEHIND_CELL.match(behind) is not None and _BEFORE_CELL.search(before) is not None
            is_first = row == 0 and not line.text[: day.start].strip()
            is_named = row < _NAMED_ROWS and _is_named(before) and _BEHIND_CELL.match(behind) is not None
            is_set_apart = (is_titled or is_cell) and len(days) < _MANY
            if is_first or is_named or is_set_apart or _is_labeled(before):
                found.add(day.date)
    newest = max((day.earliest.year for day in found), default=0)
    return frozenset(day for day in found if newest - day.earliest.year < _A_LIFE)


def _is_named(before: str) -> bool:
    """Whether the cell that a day ends is the name of the document."""
    return _NAMED_DAY.match(re.split(_APART, before)[-1].strip()) is not None and not _OTHER_DAY.search(before)


def _is_labeled(before: str) -> bool:
    """Whether what stands before a day calls it the document's own, or that of a specimen."""
    return bool(_TAKEN.search(before) or (_DAY_LABEL.search(before) and not _OTHER_DAY.search(before)))


def _is_row(text: str, place: int, start: int, dates: Sequence[FoundDate]) -> bool:
    """Whether a date's line holds several: a row of visits, and none of them the document's day."""
    first = text.rfind("\n", 0, place) + 1
    last = text.find("\n", place)
    if sum(first <= start + found.start and (last < 0 or start + found.start < last) for found in dates) > 2:
        return True
    following = next((found for found in dates if start + found.start > place), None)
    before = next((found for found in dates if start + found.start == place), None)
    if before is None or following is None:
        return False
    return not text[start + before.end : start + following.start].strip(" ,;")


def signed_of(text: str) -> Signed:
    """Return whether a document says it is signed; one that says both yes and no is not."""
    if _PRELIMINARY.search(text) and not _SIGNED.search(text):
        return Signed.PRELIMINARY
    if _UNSIGNED.search(text):
        return Signed.UNSIGNED
    return Signed.SIGNED if _SIGNED.search(text) else Signed.NOT_STATED


def author_in(text: str) -> tuple[int, int] | None:
    """Return where a document names who wrote it, or none."""
    match = None
    for match in _AUTHOR.finditer(text):  # noqa: B007  (the last signature is the author's)
        pass
    return match.span("name") if match is not None else None


def signs(line: str) -> bool:
    """Whether a line is a signature, behind which another document may begin."""
    is_status = _STATUS.search(line) or _FIRST_AND_LAST.search(line)
    return bool((_SIGNED.search(line) and not is_status) or _SIGNER.match(line.strip()))


def accession_of(lines: Sequence[TextLine]) -> str | None:
    """Return the accession number a page's head prints."""
    found = (_ACCESSION.search(line.text) for line in lines[:_HEAD_LINES])
    return next((match["id"].casefold() for match in found if match is not None), None)


def is_continued(lines: Sequence[TextLine]) -> bool:
    """Whether a page says at its top that it goes on with the one before."""
    return any(
        _FURTHER_PAGE.search(line.text) or any(_goes_on(cell) for cell in re.split(_APART, line.text))
        for line in lines[:5]
    )


def _goes_on(cell: str) -> bool:
    """Whether a cell says "continued" of the page, and not of a drug or a treatment in a sentence."""
    found = _CONTINUED.search(cell)
    if found is None:
        return False
    before = cell[: found.start()].rstrip()
    if not before or before.endswith(("(", "-")):
        return True
    return not (_SAID_OF_IT.search(cell[: found.start()]) or _SAID_ON.match(cell[found.end() :]))
