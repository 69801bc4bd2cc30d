"""What a person should know before a report goes into a packet: each caution with who can mend it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from priorauth.case.model import Certainty, Stated
from priorauth.domain.page_ranges import PageRanges
from priorauth.domain.spine import ModicType
from priorauth.problems import Problem, Where, problem
from priorauth.readers.mri.model import MriReport, ReportedFinding
from priorauth.screening.page_marks import counts_a_container

_FLUID_SENSITIVE = ("T2", "STIR", "PD")


def cautions(report: MriReport, pages: Sequence[str], file_pages: PageRanges | None = None) -> tuple[Problem, ...]:
    """Return the cautions on a report, whose pages are ``pages``: PA770 and PA774 to PA786.

    ``file_pages`` are the pages of a file that they are, where the report is a part of one.
    """
    of_its_pages = _of_the_pages(report, pages, file_pages)
    return (*_of_the_study(report), *of_its_pages, *_of_the_findings(report), *_of_the_rest(report))


def missing_series(report: MriReport) -> str | None:
    """Name the series that a Modic type needs and the report's own list lacks; ``None`` without a list.

    Source: Modic 1988; a type is told from T1 together with T2 or a fluid-sensitive series.
    """
    if not report.sequences:
        return None
    listed = [series.removesuffix(" post-contrast") for series in report.sequences]
    if "T1" not in listed:
        return "T1"
    return None if any(series in listed for series in _FLUID_SENSITIVE) else "T2 or fluid-sensitive"


def _of_the_study(report: MriReport) -> Iterator[Problem]:
    if report.modality in ("CT", "x-ray"):
        modality = "a CT" if report.modality == "CT" else "an x-ray"
        yield problem("PA775", modality=modality)
    missing = missing_series(report)
    if missing is not None and any(finding.types for finding in report.findings):
        yield problem("PA774", missing=missing)
    if report.is_final is Stated.NO:
        yield problem("PA782")


def _of_the_pages(report: MriReport, pages: Sequence[str], file_pages: PageRanges | None) -> Iterator[Problem]:
    for number, page in enumerate(pages, start=1):
        if not page.strip():
            yield problem("PA770", Where(page=number), page=number)
    marks = [mark for mark in report.page_marks if mark.of > 0 and not _is_of_the_file(mark.of, report, file_pages)]
    if not marks:
        return
    longest = max(marks, key=lambda mark: mark.of)
    here = len({mark.number for mark in marks if mark.of == longest.of})
    unmarked = len(pages) - len({mark.page for mark in marks})
    count = min(longest.of, here + unmarked)
    if count < longest.of:
        verb = "is" if count == 1 else "are"
        where = Where(page=longest.page)
        yield problem("PA781", where, number=longest.number, of=longest.of, count=count, verb=verb)


def _is_of_the_file(of: int, report: MriReport, file_pages: PageRanges | None) -> bool:
    if file_pages is None:
        return False
    numbers = file_pages.numbers
    return counts_a_container(of, [(m.number, numbers[m.page - 1]) for m in report.page_marks if m.of == of])


def _of_the_findings(report: MriReport) -> Iterator[Problem]:
    for finding in report.findings:
        where = Where(page=finding.words.page)
        place = str(finding.place)
        if set(finding.types) == {ModicType.THREE}:
            yield problem("PA776", where, place=place)
        elif {ModicType.TWO, ModicType.THREE} <= set(finding.types):
            yield problem("PA777", where, place=place)
        yield from _of_its_words(finding, where)
    for contradiction in report.contradictions:
        where = Where(page=contradiction.statements[0].page)
        yield problem("PA780", where, place=str(contradiction.place or "no named place"))
    if report.unplaced:
        count = len(report.unplaced)
        noun = "change is" if count == 1 else "changes are"
        yield problem("PA785", Where(page=report.unplaced[0].words.page), count=count, noun=noun)


def _of_its_words(finding: ReportedFinding, where: Where) -> Iterator[Problem]:
    if finding.certainty is Certainty.HEDGED:
        yield problem("PA778", where, place=str(finding.place))
    if not finding.types:
        yield problem("PA779", where, place=str(finding.place))


def _of_the_rest(report: MriReport) -> Iterator[Problem]:
    if any(statement.transitional is Stated.YES for statement in report.numbering):
        yield problem("PA783")
    if report.competing:
        count = len(report.competing)
        noun = "finding speaks" if count == 1 else "findings speak"
        yield problem("PA786", Where(page=report.competing[0].words.page), count=count, noun=noun)
    if not (report.findings or report.unplaced or report.contradictions or report.refused):
        yield problem("PA784")
