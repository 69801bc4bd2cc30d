"""Work-ups of other sources of pain: the levels and the day of a block, and the relief it gave."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from priorauth.comparison.care_words import REACH, block_mentions, blocks_of, owner_of, sentence
from priorauth.comparison.case_claims import WorkUpClaim
from priorauth.comparison.claim_dates import Dated, anywhere, differs
from priorauth.comparison.model import Checked, Passage
from priorauth.comparison.procedure_levels import Level, levels_in
from priorauth.comparison.readable_exhibit import ChartExhibit, ChartPage
from priorauth.domain.dates import PartialDate
from priorauth.problems import Owner

RELIEF, OWN_DATE = "PA744", "PA739"

_AMOUNT = r"(?P<value>\d{1,3})(?:\s*(?:-|to)\s*(?P<upper>\d{1,3}))?\s*(?:%|percent\b|per\s+cent\b)"
_OF = r"(?:relief|reduction|improvement|decrease|better|reduced|improved|relieved|less\s+pain)"
_RELIEF = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_AMOUNT}\s+(?:[^\W\d]+\s+){{0,3}}?{_OF}\b",
        rf"\b{_OF}\b(?:\s+(?:of|was|by|about|approximately|at|less|than|only|his|her|the|pain|in|from|block|blocks))*\s*[:=]?\s*{_AMOUNT}",
        r"\b(?:no|without(?:\s+any)?|zero)\s+(?:[^\W\d]+\s+){0,2}?(?:relief|reduction|improvement|benefit)\b"
        r"|\bdid\s+not\s+(?:help|relieve|reduce)\b",
    )
)  # fmt: skip
_A_BLOCK = re.compile(r"\b(?:block|injection|mbb|\w{0,2}esi|epidural|anesthetic|lidocaine|bupivacaine)")
_SENTENCE = re.compile(r"[.;](?=\s)")


@dataclass(frozen=True, slots=True)
class _Relief:
    least: int
    most: int
    day: PartialDate | None
    passage: Passage


def check_work_up(claim: WorkUpClaim, chart: ChartExhibit) -> Iterator[Checked]:
    """Compare a work-up with its record: the day, the levels blocked, the relief."""
    if claim.work_up.date is not None:
        yield _date(claim, chart, claim.work_up.date)
    if claim.work_up.relief_percent is not None:
        yield _relief(claim, chart, claim.work_up.relief_percent)
        yield from _levels(claim, chart)


def _date(claim: WorkUpClaim, chart: ChartExhibit, wanted: PartialDate) -> Checked:
    found = anywhere(chart, wanted, claim.page)
    if found is not None:
        return chart.corroborated(claim, found.passage, "date")
    other = next((item for item in _dates(claim, chart) if differs(wanted, item.date)), None)
    if other is not None and claim.work_up.relief_percent is not None:
        return chart.contradicted(claim, OWN_DATE, Owner.BILLING, other.passage, "date")
    return chart.silent(claim, Owner.BILLING, part="date")


def _dates(claim: WorkUpClaim, chart: ChartExhibit) -> Iterator[Dated]:
    for page in chart.in_order(claim.page):
        for found in page.dates():
            begin, end = sentence(page.text, found.start, found.end)
            if _is_about(claim, page, found.start, found.end) and _A_BLOCK.search(page.text, begin, end):
                yield Dated(found.date, page, found.start, found.end)


def _is_about(claim: WorkUpClaim, page: ChartPage, start: int, end: int) -> bool:
    mention = owner_of(page.text, start, end, block_mentions(page.text))
    return mention is not None and mention.name in blocks_of(claim.work_up.generator)


def _relief(claim: WorkUpClaim, chart: ChartExhibit, wanted: int) -> Checked:
    found = [item for page in chart.in_order(claim.page) for item in _reliefs(claim, page)]
    day = claim.work_up.date
    eligible = [item for item in found if day is None or item.day is None or not differs(day, item.day)]
    equal = next((item for item in eligible if item.least <= wanted <= item.most), None)
    if equal is not None:
        return chart.corroborated(claim, equal.passage, "relief_percent")
    if eligible:
        return chart.contradicted(claim, RELIEF, Owner.CLINICIAN, eligible[0].passage, "relief_percent")
    return chart.silent(claim, Owner.BILLING, part="relief_percent")


def _reliefs(claim: WorkUpClaim, page: ChartPage) -> Iterator[_Relief]:
    for pattern in _RELIEF:
        for match in pattern.finditer(page.text):
            start, end = match.span()
            if not _is_about(claim, page, start, end) or not _is_of_a_block(page, start, end):
                continue
            groups = match.groupdict()
            least = int(groups.get("value") or 0)
            most = int(groups.get("upper") or least)
            yield _Relief(least, most, _day_before(page, start), page.clause(start, end))


def _is_of_a_block(page: ChartPage, start: int, end: int) -> bool:
    """Whether relief is that of a block: "no relief" also follows exercise and pills."""
    begin = max(0, start - REACH)
    return _A_BLOCK.search(page.text, begin, min(len(page.text), end + 60)) is not None


def _day_before(page: ChartPage, start: int) -> PartialDate | None:
    """Return the day of the block a relief follows: the last date of the same sentence before it."""
    begin, _ = sentence(page.text, start, start + 1)
    before = [found for found in page.dates() if begin <= found.start and found.end <= start]
    return before[-1].date if before else None


def _levels(claim: WorkUpClaim, chart: ChartExhibit) -> Iterator[Checked]:
    """Compare the levels the case says were blocked with those the record names beside the block."""
    wanted = {item.place for item in levels_in((claim.work_up.method or "").casefold())}
    if not wanted:
        return
    named = [item for page in chart.in_order(claim.page) for item in _named_levels(claim, page)]
    have = {level.place for _, level in named}
    if named and wanted <= have:
        page, level = named[0]
        yield chart.corroborated(claim, page.clause(level.start, level.end), "method")
    elif named:
        page, level = named[0]
        yield chart.contradicted(claim, RELIEF, Owner.BILLING, page.clause(level.start, level.end), "method")
    else:
        yield chart.silent(claim, Owner.BILLING, part="method")


def _named_levels(claim: WorkUpClaim, page: ChartPage) -> Iterator[tuple[ChartPage, Level]]:
    names = blocks_of(claim.work_up.generator)
    for mention in block_mentions(page.text):
        begin, end = sentence(page.text, mention.start, mention.end)
        if mention.name in names and _A_BLOCK.search(page.text, begin, end):
            yield from ((page, level) for level in levels_in(page.text, begin, end))
