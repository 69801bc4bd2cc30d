"""What an exhibit is: the kind of record and the date the case gives it, and the pages and quotes taken from it."""

from __future__ import annotations

import re

from priorauth.case.model import ExhibitKind
from priorauth.comparison.case_claims import ExhibitClaim, SourceClaim
from priorauth.comparison.claim_dates import anywhere, differs, labeled
from priorauth.comparison.model import Checked
from priorauth.comparison.readable_exhibit import UNREADABLE, ChartExhibit
from priorauth.problems import Owner

NO_PAGE, NOT_QUOTED, OWN_DATE, DIFFERS = "PA704", "PA705", "PA739", "PA749"

_SIGNS: dict[ExhibitKind, re.Pattern[str]] = {
    ExhibitKind.MRI_REPORT: re.compile(r"\bmri?s?\b|magnetic\s+resonance"),
    ExhibitKind.IMAGING_REPORT: re.compile(
        r"\bmri?s?\b|magnetic\s+resonance|\bct\b|tomogra\w+|x-?rays?\b|radiogra\w+|imaging|scan"
    ),
    ExhibitKind.PHYSICAL_THERAPY: re.compile(r"therap\w+|rehab\w*|\bpt\b|exercis\w+|chiropract\w+"),
    ExhibitKind.BEHAVIORAL_THERAPY: re.compile(r"behavio\w+|psycho\w+|counsel\w+|therap\w+|\bcbt\b|mental"),
    ExhibitKind.FUNCTIONAL_ASSESSMENT: re.compile(
        r"oswestry|\bodi\b|disability|phq|\bgad\b|questionnaire|function\w*|scale|score|inventory|promis"
    ),
    ExhibitKind.MEDICATION_LIST: re.compile(r"medic\w+|drug|\bmg\b|prescri\w+|\brx\b|tablet|pharmac\w+"),
}
"""Words without which an exhibit is hardly a record of that kind."""

_OWN_DATE = re.compile(
    r"\b(?:date\s+of\s+(?:service|visit|study|exam\w*|report|procedure|encounter|evaluation)|dos|visit\s+date"
    r"|exam(?:ination)?\s+date|study\s+date|service\s+date|encounter\s+date|completed|reviewed|report\s+date|date)\b"
)


def check_source(claim: SourceClaim, chart: ChartExhibit) -> Checked | None:
    """Compare a page reference and its quote with the exhibit; ``None`` for a page that is there and not quoted."""
    if not chart.has_page(claim.page):
        missing = chart.contradicted(claim, NO_PAGE, Owner.BILLING, None)
        return missing.model_copy(update={"page_count": chart.page_count, "file_pages": chart.exhibit.pages})
    passage = chart.quote(claim.quote, claim.page)
    if passage is not None:
        return chart.corroborated(claim, passage)
    if chart.is_unread(claim.page) and (claim.page is not None or not chart.pages or claim.quote):
        return chart.silent(claim, Owner.BILLING, UNREADABLE)
    if claim.quote is None:
        return None
    unquoted = chart.contradicted(claim, NOT_QUOTED, Owner.BILLING, None)
    return unquoted.model_copy(update={"file_pages": chart.exhibit.pages})


def check_kind(claim: ExhibitClaim, chart: ChartExhibit) -> Checked | None:
    """Tell an exhibit that is another document, such as a report without a word of imaging."""
    signs = _SIGNS.get(claim.kind)
    if signs is None:
        return None
    found = next(chart.matches(signs, None), None)
    if found is not None:
        return chart.corroborated(claim, found[0].passage(*found[1].span()), "kind")
    if not chart.pages:
        return chart.silent(claim, Owner.BILLING, part="kind")
    return chart.contradicted(claim, DIFFERS, Owner.BILLING, None, "kind")


def check_own_date(claim: ExhibitClaim, chart: ChartExhibit) -> Checked | None:
    """Compare the date the case gives an exhibit with the dates in it; ``None`` when it gives none."""
    if claim.date is None:
        return None
    found = anywhere(chart, claim.date, None)
    if found is not None:
        return chart.corroborated(claim, found.passage, "date")
    wanted = claim.date
    own = list(labeled(chart, _OWN_DATE, None, lambda page, start, end: not _is_birth(page.text, start)))
    if own and all(differs(wanted, item.date) for item in own):
        return chart.contradicted(claim, OWN_DATE, Owner.BILLING, own[0].passage, "date")
    return chart.silent(claim, Owner.BILLING, part="date")


def _is_birth(text: str, start: int) -> bool:
    return re.search(r"birth|dob", text[max(0, start - 12) : start + 20]) is not None
