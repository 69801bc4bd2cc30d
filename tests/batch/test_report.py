"""A run's report: the same figures as a page, a workbook and data, by case id alone, and nothing that can act."""

from __future__ import annotations

import io
import json
from datetime import date

import openpyxl
import pytest
from lxml import html

from priorauth.batch.report.figures import RunFigures, figures
from priorauth.batch.report.report_files import report_files
from priorauth.batch.task import OpenItem, ReportedProblem, TaskOutcome, TaskResult
from priorauth.problems import ExitCode, Owner, Severity

DAY = date(2026, 11, 24)
STEP = "Ask for the addendum & send <it> on"


def result(case_id: str, outcome: TaskOutcome, planned: str | None = "2026-12-01", **changes: object) -> TaskResult:
    plain = {"task_id": case_id, "outcome": outcome, "exit_code": ExitCode.OK, "profile_id": "hcsc"}
    return TaskResult.model_validate({**plain, "planned_date": planned, **changes})


OPEN = OpenItem(criterion="floor-modic", owner=Owner.RADIOLOGIST, next_step=STEP)
GONE = ReportedProblem(
    code="PA701", severity=Severity.ERROR, owner=Owner.BILLING, place="exhibit B", message="not there", fix="add it"
)
NOT_READY = ReportedProblem(
    code="PA401", severity=Severity.ERROR, owner=Owner.BILLING, place="", message="1 open", fix="see the list"
)
RESULTS = (
    result("C-1", TaskOutcome.BUILT, pages=22, files={"C-1-packet.pdf": "ab" * 32}),
    result("C-2", TaskOutcome.OPEN, "2026-11-25", open_items=(OPEN,), problems=(NOT_READY,)),
    result("C-3", TaskOutcome.FAILED, None, profile_id=None, problems=(GONE,)),
    result("C-4", TaskOutcome.OPEN, "2026-11-20", open_items=(OPEN,)),
)


def made() -> RunFigures:
    return figures(RESULTS, DAY)


def test_every_case_is_counted_once_by_payer_and_by_outcome() -> None:
    found = made()
    assert [found.count(outcome) for outcome in TaskOutcome] == [1, 2, 1]
    assert {(p.profile_id, p.built, p.open, p.failed) for p in found.payers} == {
        ("hcsc", 1, 2, 0),
        ("not known", 0, 0, 1),
    }
    assert sum(p.total for p in found.payers) == len(RESULTS)


def test_what_is_open_is_told_once_and_to_whom() -> None:
    found = made()
    assert [(a.case_id, a.owner, a.what) for a in found.actions] == [
        ("C-3", "billing", "PA701"),
        ("C-4", "radiologist", "floor-modic"),
        ("C-2", "radiologist", "floor-modic"),
    ]
    assert [(line.owner, line.actions, line.cases) for line in found.owners] == [
        ("billing", 1, 1),
        ("radiologist", 2, 2),
    ]


@pytest.mark.parametrize(("case_id", "days"), [("C-1", 7), ("C-2", 1), ("C-3", None), ("C-4", -4)])
def test_days_are_counted_to_the_planned_day(case_id: str, days: int | None) -> None:
    assert next(case.days_to_service for case in made().cases if case.case_id == case_id) == days


def test_the_page_is_plain_and_its_values_are_text() -> None:
    page = html.fromstring(report_files(made())["report.html"])
    assert not [
        part for part in page.iter() if part.tag in ("script", "iframe") or {"href", "src"} & set(part.keys())
    ]
    assert STEP in "".join(map(str, page.itertext()))
    charts = [part for part in page.iter() if part.tag == "svg"]
    assert [bool(chart.get("aria-label")) for chart in charts] == [True] * 3


def test_each_owner_has_a_sheet_with_requests_to_send() -> None:
    book = openpyxl.load_workbook(io.BytesIO(report_files(made())["report.xlsx"]))
    assert book.sheetnames == ["cases", "for billing", "for radiologist", "payers"]
    request = book["for radiologist"]["E2"].value
    assert request == f"Case C-4: {STEP}. Please reply before 2026-11-20 with the case id."


def test_the_data_say_the_same() -> None:
    data = json.loads(report_files(made())["report.json"])
    assert [case["case_id"] for case in data["cases"]] == ["C-1", "C-2", "C-3", "C-4"]


def test_a_run_without_trouble_says_so() -> None:
    page = report_files(figures(RESULTS[:1], DAY))["report.html"].decode()
    assert "Nobody has to act." in page
