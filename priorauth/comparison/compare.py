"""Holding a case against its whole chart: each claim is borne out, contradicted, not found, or not readable."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from priorauth.case.model import Case
from priorauth.comparison.case_claims import exhibits_of, quotes_of
from priorauth.comparison.chart_claims import (
    ChartBasis,
    checked_by_chart,
    checked_by_person,
    left_open,
    named_pages,
)
from priorauth.comparison.chart_comparison import compare_chart
from priorauth.comparison.chart_stops import fields_left_open
from priorauth.comparison.chart_verdicts import ChartComparison
from priorauth.comparison.exhibit_kind import check_kind, check_own_date, check_source
from priorauth.comparison.model import Checked, Concordance, Verdict, digest_of
from priorauth.comparison.modic_in_prose import OTHER_MENTION, stray_mentions
from priorauth.comparison.named_records import shown_by_records
from priorauth.comparison.printed_texts import unsaid_texts
from priorauth.comparison.readable_exhibit import ChartExhibit
from priorauth.comparison.settled_claims import ReviewedChart
from priorauth.comparison.study_claims import check_studies
from priorauth.comparison.words_against import words_against
from priorauth.exhibits.pages import OpenedExhibit
from priorauth.problems import Owner, Problem, Where
from priorauth.readers.mri.read_report import too_long
from priorauth.readers.whole_chart import read_exhibits
from priorauth.reading.chart_patient import ChartPatient
from priorauth.screening.completeness import IMAGING

_SCORE = re.compile(r"pain\.scores\.\d+\Z")


def compare(
    case: Case,
    opened: Sequence[OpenedExhibit],
    *,
    trust_ocr: bool = False,
    reviewed: ReviewedChart | None = None,
) -> Concordance:
    """Compare every claim of a case with the whole chart, and list what the chart says against candidacy.

    ``opened`` are the case's exhibits. Text that a machine guessed from a picture bears nothing out unless
    ``trust_ocr``. ``reviewed`` is the chart as it reads with what named persons have answered; without it the
    exhibits are read as they are.
    """
    seen = reviewed or _as_it_is(case, opened)
    compared = compare_chart(case, seen.chart)
    chart = seen.chart
    exhibits = {
        item.exhibit.id: ChartExhibit(item, trust_ocr=trust_ocr, readers=seen.readers(item.exhibit.id))
        for item in opened
    }
    basis = ChartBasis(case, chart, exhibits, seen.read, named_pages(case))
    by_chart = _joined(tuple(_by_chart(compared, seen, basis)))
    checked = (*_of_exhibits(basis), *check_studies(basis), *by_chart)
    strays = tuple(_strays(case))
    stray_fields = {item.claim for item in strays}
    unsaid = tuple(item for item in unsaid_texts(case, chart, opened) if item.claim not in stray_fields)
    kept = (*(item for item in checked if item.claim not in stray_fields), *strays, *unsaid)
    stopped = {item.claim for item in kept if item.verdict is Verdict.CONTRADICTED}
    return Concordance(
        case_digest=digest_of(case),
        exhibits=tuple(item.exhibit.id for item in opened),
        checked=(*kept, *fields_left_open(seen.unanswered(compared.raised), stopped)),
        against=words_against(case, seen),
    )


def _as_it_is(case: Case, opened: Sequence[OpenedExhibit]) -> ReviewedChart:
    person = ChartPatient(name=case.patient.name, birth_date=case.patient.birth_date)
    chart = read_exhibits({item.exhibit.id: item.pages for item in opened}, person)
    return ReviewedChart(chart)


def _by_chart(compared: ChartComparison, seen: ReviewedChart, basis: ChartBasis) -> Iterator[Checked]:
    in_records = shown_by_records(basis)
    for item in compared.compared:
        found = checked_by_chart(item, basis)
        answer = seen.settled.get(item.claim)
        if found is None and answer is not None:
            found = checked_by_person(item, answer, basis)
        is_named = found is None and not item.unsettling
        for said in (in_records.get(item.claim) if is_named else None) or (found or left_open(item, basis),):
            if said is not None:
                yield from _parts(said)


def _parts(item: Checked) -> Iterator[Checked]:
    """Return a score as its value and its day, of which one finding shows both; any other claim as it is."""
    if not _SCORE.match(item.claim):
        yield item
        return
    for part in ("value", "date") if item.verdict is not Verdict.CONTRADICTED else ("value",):
        yield item.model_copy(update={"claim": f"{item.claim}.{part}"})


def _joined(checked: Sequence[Checked]) -> Iterator[Checked]:
    """Tell one cause once.

    Endplates are not missed of a change that is itself not borne out, and words that speak against a symptom are
    not told again of the work-up of it.
    """
    open_findings = {
        item.claim.rpartition(".")[0]
        for item in checked
        if item.verdict is not Verdict.CORROBORATED and not item.claim.endswith(".endplates")
    }
    told = {
        item.passage
        for item in checked
        if item.verdict is Verdict.CONTRADICTED and item.passage is not None and not item.claim.endswith(".verdict")
    }
    for item in checked:
        is_part = item.claim.endswith(".endplates") and item.claim.rpartition(".")[0] in open_findings
        is_told = item.passage in told and item.claim.endswith(".verdict")
        if not (is_told or (is_part and item.verdict is Verdict.NOT_FOUND)):
            yield item


def unread(case: Case, opened: Sequence[OpenedExhibit]) -> tuple[Problem, ...]:
    """Return a problem (PA697) for each exhibit that has to be read as a report and is too long for it."""
    named = {source.exhibit for field, source in named_pages(case).items() if field.startswith("imaging.")}
    read = (item for item in opened if item.exhibit.kind in IMAGING or item.exhibit.id in named)
    return tuple(
        found
        for item in read
        for found in too_long((page.text for page in item.pages), Where(exhibit=item.exhibit.id))
    )


def _strays(case: Case) -> Iterator[Checked]:
    sources = (finding.source or study.source for study in case.imaging for finding in study.findings)
    report = next((source.exhibit for source in sources if source is not None), "")
    for field in stray_mentions(case):
        yield Checked(
            claim=field, exhibit=report, verdict=Verdict.CONTRADICTED, code=OTHER_MENTION, owner=Owner.CLINICIAN
        )


def _of_exhibits(basis: ChartBasis) -> Iterator[Checked]:
    """Return what comes of the pages that the case names and of what it says its exhibits are."""
    for quoted in quotes_of(basis.case):
        if (chart := basis.exhibits.get(quoted.exhibit)) is not None and (found := check_source(quoted, chart)):
            yield found
    for claim in exhibits_of(basis.case):
        if (chart := basis.exhibits.get(claim.exhibit)) is not None:
            yield from filter(None, (check_kind(claim, chart), check_own_date(claim, chart)))
