"""Conservative care: that the record names it, that it was done, and from when to when."""

from __future__ import annotations

import re
from collections.abc import Iterator

from priorauth.comparison.care_words import (
    Mention,
    care_mentions,
    detail_word,
    is_about,
    is_record_of,
    owner_of,
    sentence,
)
from priorauth.comparison.case_claims import CareClaim
from priorauth.comparison.claim_dates import Accepts, Dated, anywhere, differs, labeled, ranges
from priorauth.comparison.model import Checked, Passage
from priorauth.comparison.readable_exhibit import ChartExhibit, ChartPage
from priorauth.comparison.visit_counts import check_sessions, visits_kept
from priorauth.domain.dates import PartialDate
from priorauth.problems import Owner

CARE_DATE, NOT_DONE = "PA740", "PA742"

_START = re.compile(
    r"\b(?:start\s+of\s+care|soc|initial\s+(?:evaluation|visit|assessment|eval)|first\s+(?:visit|session|treatment)"
    r"|intake|began|begun|started|start(?:\s+date)?|commenced|initiated|evaluation\s+date|date\s+of\s+evaluation"
    r"|since)\b"
)
_END = re.compile(
    r"\b(?:discharged?(?:\s+summary)?(?:\s+date)?|last\s+(?:visit|session|treatment)|final\s+(?:visit|session)"
    r"|completed\s+on|ended|stopped|discontinued|end\s+of\s+care|end\s+date|d/c)\b"
)
_DONE = re.compile(
    r"\b(?:attended|completed|discharged?|treated|received|participat\w+|underwent|took|taken|taking|tried|trial\w*"
    r"|failed|stopped|discontinued|continued|followed|kept\s+up|adher\w+|complian\w+|relief|no\s+(?:benefit|improvement)"
    r"|did\s+not\s+(?:help|improve)|not\s+helped|help(?:ed|ful)|improve\w*|performed|worn|wore|wears|used|uses|benefit\w*"
    r"|finished|exhausted|ineffective|unsuccessful)\b"
)
_UNDONE = re.compile(
    r"\b(?:order(?:ed|s)?|referr(?:ed|al)(?!\s+by)|will\s+(?:start|begin|attend)|to\s+(?:start|begin)"
    r"|(?:has|had|have)\s+not\s+(?:yet\s+)?(?:started|begun|attended|gone|scheduled|been)|not\s+yet\s+\w+"
    r"|did\s+not\s+(?:attend|start|go|begin|show)|never\s+(?:attended|started|went|began|taken|filled|completed)"
    r"|not\s+(?:started|attended|completed|filled|taken)|declin\w+|refus\w+|no[\s-]?show\w*|recommend\w*"
    r"|schedul\w+|pending|awaiting|0\s+(?:of\s+\d+\s+)?(?:visits|sessions))\b"
)
_NEVER = re.compile(
    r"(?:\bnot\s+(?:yet\s+)?|\bnever\s+|\bno\s+|\bzero\s+|\b0\s+(?:of\s+\d+\s+)?|\bto\s+be\s+|\bwill\s+be\s+|\bwithout\s+"
    r"|\bdid\s+not\s+(?:attend|keep)\s+(?:any\s+|the\s+|a\s+)?(?:\w+\s+)?|\bmissed\s+(?:\w+\s+){0,2}"
    r"|\b(?:order\w*|referr\w+|authori\w+|approved|schedul\w+|recommend\w*|prescri\w+|for)\s+(?:for\s+)?(?:up\s+to\s+)?\d+\s+(?:\w+\s+){0,2})\Z"
)  # fmt: skip
_HELD_AGAINST_A_NO = re.compile(r"no\s|did\s+not|not\s+helped|relief|help|benefit|improve")
_NONE_KEPT = re.compile(
    r"\battended:?\s*(?:0|zero|none)\b|\b(?:visits|sessions)\s+(?:attended|completed):?\s*(?:0|none)\b"
)


def check_care(claim: CareClaim, chart: ChartExhibit) -> Iterator[Checked]:
    """Compare one course of care with its record: named, done, begun, ended, and how often."""
    named = _named(claim, chart)
    if named is None:
        yield chart.silent(claim, Owner.BILLING, part="modality")
    else:
        yield chart.corroborated(claim, named, "modality")
        yield _status(claim, chart)
    care = claim.care
    for part, wanted in (("start", care.start), ("end", care.end)):
        if wanted is not None:
            yield _date(claim, chart, part, wanted)
    sessions = check_sessions(claim, chart)
    if sessions is not None:
        yield sessions


def _named(claim: CareClaim, chart: ChartExhibit) -> Passage | None:
    for page in chart.in_order(claim.page):
        mention = next(iter(_own_mentions(page, claim)), None)
        if mention is not None:
            return page.passage(mention.start, mention.end)
    return None


def _own_mentions(page: ChartPage, claim: CareClaim) -> Iterator[Mention]:
    for mention in care_mentions(page.text, detail_word(claim.care)):
        if is_about(mention, claim.care, page.text):
            yield mention


def _status(claim: CareClaim, chart: ChartExhibit) -> Checked:
    """Look for words that say it was done, and for words that say it was only ordered. Done words win."""
    undone: Passage | None = None
    for page in chart.in_order(claim.page):
        for start, end in _regions(page, claim, chart):
            done = _first_done(page.text, start, end)
            if done is not None:
                return chart.corroborated(claim, page.clause(*done), "status")
            if undone is None:
                undone = _undone(page, start, end, is_own=is_record_of(chart.exhibit.kind, claim.care))
    counted = visits_kept(claim, chart)
    if counted is not None:
        return chart.corroborated(claim, counted, "status")
    if undone is not None:
        return chart.contradicted(claim, NOT_DONE, Owner.BILLING, undone, "status")
    accepts = _accepting(claim, chart)
    span = next(ranges(chart, claim.page, accepts), None) or tuple(labeled(chart, _START, claim.page, accepts))
    if span:
        return chart.corroborated(claim, span[0].passage, "status")
    return chart.silent(claim, Owner.BILLING, part="status")


def _undone(page: ChartPage, start: int, end: int, *, is_own: bool) -> Passage | None:
    """Find words that say it was only ordered. In a note on other things too, they stand in its own sentence."""
    if not is_own:
        end = min(end, sentence(page.text, start, min(start + 1, end))[1])
    match = _UNDONE.search(page.text, start, end)
    return page.clause(*match.span()) if match is not None else None


def _regions(page: ChartPage, claim: CareClaim, chart: ChartExhibit) -> Iterator[tuple[int, int]]:
    """Return the stretches of a page that speak of this care: the whole of its own record, else around its name."""
    text, mentions = page.text, care_mentions(page.text, detail_word(claim.care))
    if is_record_of(chart.exhibit.kind, claim.care):
        yield 0, len(text)
        return
    for place, mention in enumerate(mentions):
        if not is_about(mention, claim.care, text):
            continue
        begin, end = sentence(text, mention.start, mention.end)
        if place:
            begin = max(begin, mentions[place - 1].end)
        follow = sentence(text, end, min(end + 1, len(text)))[1]
        follow = max(follow, min(len(text), mention.end + 160))
        if place + 1 < len(mentions):
            follow = min(follow, mentions[place + 1].start)
        yield begin, follow


def _first_done(text: str, start: int, end: int) -> tuple[int, int] | None:
    for match in _DONE.finditer(text, start, end):
        before = text[max(start, match.start() - 40) : match.start()]
        if _NEVER.search(before) and not _HELD_AGAINST_A_NO.match(match.group()):
            continue
        if _NONE_KEPT.match(text, match.start()):
            continue
        return match.span()
    return None


def _date(claim: CareClaim, chart: ChartExhibit, part: str, wanted: PartialDate) -> Checked:
    found = anywhere(chart, wanted, claim.page) if wanted.month is not None else None
    if found is not None:
        return chart.corroborated(claim, found.passage, part)
    stated = list(_stated_dates(claim, chart, part))
    bears_out = next((item for item in stated if not differs(wanted, item.date) and wanted.month is None), None)
    if bears_out is not None:
        return chart.corroborated(claim, bears_out.passage, part)
    if stated and all(differs(wanted, item.date) for item in stated):
        return chart.contradicted(claim, CARE_DATE, Owner.BILLING, stated[0].passage, part)
    return chart.silent(claim, Owner.BILLING, part=part)


def _stated_dates(claim: CareClaim, chart: ChartExhibit, part: str) -> Iterator[Dated]:
    accepts = _accepting(claim, chart)
    yield from labeled(chart, _START if part == "start" else _END, claim.page, accepts)
    for first, last in ranges(chart, claim.page, accepts):
        yield first if part == "start" else last


def _accepting(claim: CareClaim, chart: ChartExhibit) -> Accepts:
    def accepts(page: ChartPage, start: int, end: int) -> bool:
        mention = owner_of(page.text, start, end, care_mentions(page.text, detail_word(claim.care)))
        return is_about(mention, claim.care, page.text) or is_record_of(chart.exhibit.kind, claim.care)

    return accepts
