"""Holding a case against its opened exhibits: each claim is borne out, contradicted, not found, or not readable."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from priorauth.case.model import Case
from priorauth.comparison.care_comparison import check_care
from priorauth.comparison.case_claims import (
    ANY_EXHIBIT,
    CareClaim,
    Claim,
    DateClaim,
    ExhibitClaim,
    FindingClaim,
    NoAblationClaim,
    NoLegSymptomsClaim,
    ScoreClaim,
    SourceClaim,
    StudyClaim,
    WorkUpClaim,
    claims_of,
)
from priorauth.comparison.chart_stops import chart_stops
from priorauth.comparison.contrary_statements import REPORTS, against
from priorauth.comparison.exhibit_kind import check_kind, check_own_date, check_source
from priorauth.comparison.imaging_studies import check_study, passage_of
from priorauth.comparison.model import Checked, Concordance, ExhibitFinding, Verdict, digest_of
from priorauth.comparison.modic_comparison import Ruling, compare_findings
from priorauth.comparison.modic_in_prose import OTHER_MENTION, stray_mentions
from priorauth.comparison.readable_exhibit import ChartExhibit
from priorauth.comparison.score_comparison import check_score
from priorauth.comparison.symptom_comparison import check_date, check_legs, check_no_ablation
from priorauth.comparison.work_up_comparison import check_work_up
from priorauth.exhibits.pages import OpenedExhibit
from priorauth.problems import Owner, Problem, Where
from priorauth.readers.mri.model import MriReport
from priorauth.readers.mri.read_report import read_report, too_long


def compare(case: Case, opened: Sequence[OpenedExhibit], *, trust_ocr: bool = False) -> Concordance:
    """Compare every claim of a case with the exhibit it names, and list what the exhibits say against candidacy.

    ``opened`` are the case's exhibits; a claim on one that is not among them is left out. Text that a machine
    guessed from a picture bears nothing out unless ``trust_ocr``.
    """
    packet = _Packet({item.exhibit.id: ChartExhibit(item, trust_ocr=trust_ocr) for item in opened})
    checked = [result for claim in claims_of(case) for result in packet.check(claim)]
    strays = tuple(_strays(case))
    named = {item.claim for item in strays}
    kept = [item for item in checked if item.claim not in named]
    stopped = {item.claim for item in (*kept, *strays) if item.verdict is Verdict.CONTRADICTED}
    return Concordance(
        case_digest=digest_of(case),
        exhibits=tuple(item.exhibit.id for item in opened),
        checked=(*kept, *strays, *chart_stops(case, opened, stopped)),
        against=packet.against(),
    )


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


class _Packet:
    """The opened exhibits of one case, each report read once."""

    def __init__(self, charts: dict[str, ChartExhibit]) -> None:
        self._charts = charts
        self._reports: dict[str, MriReport] = {}

    def check(self, claim: Claim) -> Iterator[Checked]:
        chart = self._charts.get(claim.exhibit)
        if claim.exhibit == ANY_EXHIBIT and isinstance(claim, NoLegSymptomsClaim):
            found = check_legs(claim, self._charts.values(), None)
            yield from (found,) if found is not None else ()
        if chart is None or (not chart.has_page(claim.page) and not isinstance(claim, SourceClaim)):
            return
        for result in self._results(claim, chart):
            if result is not None:
                yield result

    def _results(self, claim: Claim, chart: ChartExhibit) -> Iterator[Checked | None]:
        match claim:
            case SourceClaim():
                yield check_source(claim, chart)
            case FindingClaim():
                yield from _findings(claim, chart, self._report(chart))
            case StudyClaim():
                yield from check_study(claim, chart, self._report(chart))
            case CareClaim():
                yield from check_care(claim, chart)
            case ScoreClaim():
                yield from check_score(claim, chart)
            case WorkUpClaim():
                yield from check_work_up(claim, chart)
            case _:
                yield from self._others(claim, chart)

    def _others(self, claim: Claim, chart: ChartExhibit) -> Iterator[Checked | None]:
        match claim:
            case DateClaim():
                yield check_date(claim, chart)
            case NoLegSymptomsClaim():
                yield check_legs(claim, self._charts.values(), chart)
            case NoAblationClaim():
                yield check_no_ablation(claim, chart)
            case ExhibitClaim():
                yield check_kind(claim, chart)
                yield check_own_date(claim, chart)

    def _report(self, chart: ChartExhibit) -> MriReport:
        key = chart.exhibit.id
        if key not in self._reports:
            self._reports[key] = read_report(chart.texts)
        return self._reports[key]

    def against(self) -> tuple[ExhibitFinding, ...]:
        charts = tuple(self._charts.values())
        reports = {chart.exhibit.id: self._report(chart) for chart in charts if chart.exhibit.kind in REPORTS}
        return against(charts, reports)


def _findings(claim: FindingClaim, chart: ChartExhibit, report: MriReport) -> Iterator[Checked]:
    for ruling in compare_findings((claim.finding,), report)[0]:
        yield _checked(claim, chart, ruling)


def _checked(claim: FindingClaim, chart: ChartExhibit, ruling: Ruling) -> Checked:
    passage = passage_of(chart, ruling.words) if ruling.words is not None else None
    if ruling.verdict is Verdict.CORROBORATED:
        return chart.corroborated(claim, passage, ruling.part)
    owner = ruling.owner or Owner.RADIOLOGIST
    if ruling.verdict is Verdict.CONTRADICTED:
        return chart.contradicted(claim, str(ruling.code), owner, passage, ruling.part)
    return chart.silent(claim, owner, str(ruling.code), ruling.part)
