"""Holding a case against its whole chart: each claim is borne out, contradicted, not found, or not readable."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from priorauth.case.model import Case, ExhibitKind
from priorauth.comparison.care_comparison import check_care
from priorauth.comparison.case_claims import (
    ANY_EXHIBIT,
    CareClaim,
    Claim,
    DateClaim,
    Event,
    ExhibitClaim,
    FindingClaim,
    NoLegSymptomsClaim,
    ScoreClaim,
    SourceClaim,
    StudyClaim,
    WorkUpClaim,
    claims_of,
)
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
from priorauth.comparison.printed_texts import unsaid_texts
from priorauth.comparison.readable_exhibit import NOT_SHOWN, ChartExhibit
from priorauth.comparison.score_comparison import check_score
from priorauth.comparison.settled_claims import ReviewedChart
from priorauth.comparison.study_claims import check_study
from priorauth.comparison.symptom_comparison import check_date, check_legs
from priorauth.comparison.words_against import words_against
from priorauth.comparison.work_up_comparison import check_work_up
from priorauth.exhibits.pages import OpenedExhibit
from priorauth.problems import Owner, Problem, Where
from priorauth.readers.mri.read_report import too_long
from priorauth.readers.whole_chart import read_exhibits
from priorauth.reading.model import About, Standing
from priorauth.reading.whose import Person

REPORTS = frozenset({ExhibitKind.MRI_REPORT, ExhibitKind.IMAGING_REPORT})
"""Kinds of exhibit that are a radiologist's report."""

_READ_BY_PAGE = re.compile(
    r"conservative_care\.|other_generators\.|pain\.(?:leg_symptoms|scores)\.|pain\.(?:unremitting|functional_impairment)\Z"
)
"""Claims that the page the case names still shows where the chart's findings leave them open."""

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
    compared = compare_chart(case, seen.chart, takes_unnamed=True)
    chart = seen.chart
    exhibits = {item.exhibit.id: ChartExhibit(item, trust_ocr=trust_ocr) for item in opened}
    basis = ChartBasis(case, chart, exhibits, seen.read, named_pages(case))
    by_chart = tuple(_joined(tuple(_by_chart(compared, seen, basis))))
    checked = (*_by_page(basis, {item.claim for item in by_chart}), *by_chart)
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
    person = Person(name=case.patient.name, birth_date=case.patient.birth_date)
    chart = read_exhibits({item.exhibit.id: item.pages for item in opened}, person)
    return ReviewedChart(chart)


def _by_chart(compared: ChartComparison, seen: ReviewedChart, basis: ChartBasis) -> Iterator[Checked]:
    for item in compared.compared:
        found = checked_by_chart(item, basis)
        answer = seen.settled.get(item.claim)
        if found is None and answer is not None:
            found = checked_by_person(item, answer, basis)
        if found is None and not _READ_BY_PAGE.match(item.claim):
            found = left_open(item, basis)
        if found is not None:
            yield found.model_copy(update={"claim": _SCORE.sub(r"\g<0>.value", found.claim)})


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
    named = {claim.exhibit for claim in claims_of(case) if isinstance(claim, FindingClaim | StudyClaim)}
    read = (item for item in opened if item.exhibit.kind in REPORTS or item.exhibit.id in named)
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


def _by_page(basis: ChartBasis, decided: Collection[str]) -> Iterator[Checked]:
    """Return what the page that the case names says of each claim that the chart's findings leave open."""
    for claim in claims_of(basis.case):
        for item in _checked(claim, basis):
            if item.claim in decided or _is_of_shown_score(item, decided):
                continue
            yield item if not _is_of_another(item, basis) else _missed(item)


def _is_of_another(item: Checked, basis: ChartBasis) -> bool:
    """Whether the words that seem to bear a claim out are read in the chart as no such count, or of another."""
    words = item.passage
    is_shown = item.verdict is Verdict.CORROBORATED and not item.claim.endswith(".source")
    if words is None or not is_shown or not _READ_BY_PAGE.match(item.claim):
        return False
    is_count = item.claim.endswith(".sessions")
    return any(
        (finding.about is not About.PATIENT or (is_count and finding.standing is not Standing.STATED))
        and (finding.where.exhibit, finding.where.page) == (words.exhibit, words.page)
        and finding.where.start < words.end
        and words.start < finding.where.end
        for document in basis.chart.documents
        for finding in document.findings
    )


def _missed(item: Checked) -> Checked:
    changes = {"verdict": Verdict.NOT_FOUND, "code": NOT_SHOWN, "owner": Owner.BILLING, "passage": None}
    return item.model_copy(update=changes)


def _is_of_shown_score(item: Checked, decided: Collection[str]) -> bool:
    """Whether it misses the day of a score that the chart's findings decide with its day."""
    is_missed = item.verdict is not Verdict.CORROBORATED
    return is_missed and item.claim.endswith(".date") and item.claim.replace(".date", ".value") in decided


def _checked(claim: Claim, basis: ChartBasis) -> Iterator[Checked]:
    chart = basis.exhibits.get(claim.exhibit)
    if claim.exhibit == ANY_EXHIBIT and isinstance(claim, NoLegSymptomsClaim):
        found = check_legs(claim, basis.exhibits.values(), None)
        yield from (found,) if found is not None else ()
    if chart is None or (not chart.has_page(claim.page) and not isinstance(claim, SourceClaim)):
        return
    for result in _results(claim, chart, basis):
        if result is not None:
            yield result


def _results(claim: Claim, chart: ChartExhibit, basis: ChartBasis) -> Iterator[Checked | None]:
    match claim:
        case SourceClaim():
            yield check_source(claim, chart)
        case StudyClaim():
            yield from check_study(claim, chart, basis.chart)
        case CareClaim():
            yield from check_care(claim, chart)
        case WorkUpClaim():
            yield from check_work_up(claim, chart)
        case ScoreClaim():
            yield from check_score(claim, chart)
        case NoLegSymptomsClaim():
            yield check_legs(claim, basis.exhibits.values(), chart)
        case DateClaim(event=Event.ABLATION):
            yield check_date(claim, chart)
        case ExhibitClaim():
            yield check_kind(claim, chart)
            yield check_own_date(claim, chart)
