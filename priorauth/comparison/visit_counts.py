"""How often a patient came: a total the record states, or the rows of its visit log.

Ordered is not done: visits that were planned, authorized, missed or canceled are no total.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from priorauth.case.model import Care
from priorauth.comparison.care_words import (
    care_mentions,
    detail_word,
    is_about,
    is_record_of,
    owner_of,
)
from priorauth.comparison.case_claims import CareClaim
from priorauth.comparison.model import Checked, Passage
from priorauth.comparison.readable_exhibit import ChartExhibit, ChartPage
from priorauth.domain.dates import PartialDate
from priorauth.domain.written_dates import dates_in
from priorauth.domain.written_numbers import COUNT, count_of
from priorauth.problems import Owner

SESSIONS = "PA741"

_MANY = r"(?:visits|sessions|treatments|appointments|encounters)"
_UNITS = r"(?:visits?|sessions?|treatments?|appointments?|encounters?)"
_KEPT = r"(?:attended|completed|kept|seen|done|received|rendered|to\s+date|total)"
_NUMBER = rf"\b(?P<count>{COUNT})\b(?![/-]\d+[/-]|/\d{{4}}|\s*(?:x\b|times|per|weeks?|days?|months?|min))"
_OF = rf"(?:\s*(?:/|of|out\s+of)\s*{COUNT}\b)?"
_WORDS = r"(?:[^\W\d]+\s+){0,3}?"

_STATED = tuple(
    re.compile(pattern)
    for pattern in (
        # Visits attended: 18; total number of visits - 18 of 18; visits 18 attended
        rf"\b{_MANY}(?:\s+{_KEPT})*\s*[:=-]?\s*{_NUMBER}{_OF}",
        # attended 11 of 12 visits; completed a total of eighteen sessions; discharged after 18 visits
        rf"\b(?:attended|completed|received|underwent|finished|discharged\s+after|total(?:\s+of)?)\s+"
        rf"(?:a\s+total\s+of\s+|all\s+)?{_NUMBER}{_OF}\s+{_WORDS}{_UNITS}\b",
        # 18 visits attended; 18 physical therapy visits were completed; 18 total visits
        rf"{_NUMBER}{_OF}\s+{_WORDS}{_UNITS}\s+(?:were\s+|was\s+)?{_KEPT}\b",
        rf"{_NUMBER}\s+total\s+{_WORDS}{_UNITS}\b",
        # visits: 24 authorized, 18 attended
        rf"\b{_MANY}\b[^.\n]{{0,30}}?{_NUMBER}\s+(?:attended|completed|kept)\b",
    )
)
_LAST_OF = re.compile(rf"\b{_UNITS}\s*(?:#|no\.?|number)?\s*(?P<count>{COUNT})\s*(?:/|of)\s*(?P<planned>{COUNT})\b")
_PLAIN = re.compile(rf"{_NUMBER}{_OF}\s+{_WORDS}{_UNITS}\b")

_NOT_YET_WORDS = (
    r"\b(?:plan(?:ned)?(?:\s+of\s+care)?|authori\w+|approved|recommend\w+|prescri\w+|order\w*|schedul\w+|remain\w+"
    r"|miss(?:ed)?|cancel\w*|no[\s-]?shows?|goals?|up\s+to|frequency|request\w*|expected|allowed|limit\w*"
    r"|refer\w*)\b"
)
_NOT_YET = re.compile(rf"{_NOT_YET_WORDS}\W*(?:\w+\W+){{0,3}}\Z")
_NOT_YET_BEFORE = re.compile(_NOT_YET_WORDS)
_UNLIKE_A_TOTAL = re.compile(
    r"(?:[ (,]|\r?\n){0,2}(?:\w+[ ,]\s?)?(?:planned|authori\w+|approved|remain\w+|missed"
    r"|cancel\w+|scheduled|ordered|prescribed"
    r"|recommended|no[\s-]?show\w*|(?:per|a|each|every)\s+(?:week|month)|weekly|were\s+missed)(?![\w\s]*[:/])"
)
_A_PART = re.compile(r"\b(?:first|last|next|(?<!seen )for|every|within|another|additional|each|than|past)\s+\Z")

_LOG = re.compile(
    r"\b(?:visit\s+log|attendance|treatment\s+log|session\s+(?:log|notes)|dates?\s+of\s+(?:visits?|sessions?|service)"
    r"|visit\s+dates?)\b"
)
_LINE = re.compile(r"[^\r\n]+")
_ROW = re.compile(r"[ \t]*(?:(?:visit|session|treatment|no\.?)[ \t]*)?(?:#?(?P<number>\d{1,3})[.):]?[ \t]+)?")
_NOT_KEPT = re.compile(r"\b(?:no[\s-]?show|cancel\w*|missed|not\s+seen|did\s+not\s+attend|dna)\b")


@dataclass(frozen=True, slots=True)
class _Count:
    value: int
    states_total: bool
    passage: Passage


def check_sessions(claim: CareClaim, chart: ChartExhibit) -> Checked | None:
    """Compare the claimed number of sessions with the record; ``None`` when the case gives none."""
    wanted = claim.care.sessions
    if wanted is None:
        return None
    counts = [count for page in chart.in_order(claim.page) for count in _counts(page, claim.care, chart)]
    equal = next((count for count in counts if count.value == wanted), None)
    if equal is not None:
        return chart.corroborated(claim, equal.passage, "sessions")
    other = next((count for count in counts if count.states_total), None)
    if other is not None:
        return chart.contradicted(claim, SESSIONS, Owner.BILLING, other.passage, "sessions")
    return _from_log(claim, chart, wanted)


def visits_kept(claim: CareClaim, chart: ChartExhibit) -> Passage | None:
    """Find where the record says that some sessions were kept, however many."""
    for page in chart.in_order(claim.page):
        for count in _counts(page, claim.care, chart):
            if count.states_total and count.value:
                return count.passage
    rows, _, passage = _log(chart) if is_record_of(chart.exhibit.kind, claim.care) else (0, False, None)
    return passage if rows else None


def _from_log(claim: CareClaim, chart: ChartExhibit, wanted: int) -> Checked:
    if is_record_of(chart.exhibit.kind, claim.care):
        rows, is_whole, passage = _log(chart)
        if rows == wanted:
            return chart.corroborated(claim, passage, "sessions")
        if rows and is_whole:
            return chart.contradicted(claim, SESSIONS, Owner.BILLING, passage, "sessions")
    return chart.silent(claim, Owner.BILLING, part="sessions")


def _counts(page: ChartPage, care: Care, chart: ChartExhibit) -> Iterator[_Count]:
    text = page.text
    for match, states_total in _candidates(text):
        start, end = match.span("count")
        if not _is_no_total(text, start, match.end(), states_total=states_total) and _belongs(
            text, *match.span(), care, chart
        ):
            is_total = states_total or not is_record_of(chart.exhibit.kind, care)
            yield _Count(count_of(text[start:end]), is_total, page.passage(*match.span()))


def _candidates(text: str) -> Iterator[tuple[re.Match[str], bool]]:
    for pattern in _STATED:
        for match in pattern.finditer(text):
            yield match, True
    for match in _LAST_OF.finditer(text):
        if match["count"] == match["planned"]:
            yield match, True
    for match in _PLAIN.finditer(text):
        yield match, False


def _is_no_total(text: str, start: int, end: int, *, states_total: bool) -> bool:
    before = text[max(0, start - 60) : start]
    cut = max(before.rfind("."), before.rfind(";"))
    before = before[cut + 1 :]
    not_yet = _NOT_YET if states_total else _NOT_YET_BEFORE
    return bool(not_yet.search(before) or _A_PART.search(before) or _UNLIKE_A_TOTAL.match(text, end))


def _belongs(text: str, start: int, end: int, care: Care, chart: ChartExhibit) -> bool:
    mention = owner_of(text, start, end, care_mentions(text, detail_word(care)))
    if is_about(mention, care, text):
        return True
    return is_record_of(chart.exhibit.kind, care)


def _log(chart: ChartExhibit) -> tuple[int, bool, Passage | None]:
    """Count the dated rows of a visit log; whether they are numbered from 1 on; and the first of them."""
    has_heading = any(_LOG.search(page.text) for page in chart.pages)
    rows = [row for page in chart.pages for row in _rows(page, has_heading=has_heading)]
    days = {day for day, _, _ in rows}
    numbers = {number for _, number, _ in rows}
    is_whole = numbers == set(range(1, len(days) + 1))
    return len(days), is_whole, rows[0][2] if rows else None


def _rows(page: ChartPage, *, has_heading: bool) -> Iterator[tuple[PartialDate, int, Passage]]:
    for line in _LINE.finditer(page.text):
        row = _ROW.match(line.group())
        assert row is not None  # noqa: S101  (every part of the pattern may be empty)
        found = next((item for item in dates_in(line.group()) if item.start == row.end()), None)
        if found is None or not found.date.is_exact or _NOT_KEPT.search(line.group()):
            continue
        if row["number"] or has_heading:
            yield found.date, int(row["number"] or 0), page.passage(line.start(), line.start() + found.end)
