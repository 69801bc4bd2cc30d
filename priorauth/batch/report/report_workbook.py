"""A run's figures as a workbook: all cases, and a sheet for each person who must act."""

from __future__ import annotations

from priorauth.batch.report.figures import Action, RunFigures
from priorauth.batch.report.rows import RefusedCell
from priorauth.domain.spine import joined
from priorauth.formats.spreadsheet import Cell, xlsx_bytes

_CASES = (
    "case",
    "result",
    "payer profile",
    "planned date",
    "days to service",
    "pages",
    "missing",
    "who must act",
    "codes",
)
_REFUSED = ("row", "case", "cell", "code", "what is wrong", "what to do", "who must act")
_ACTIONS = ("case", "planned date", "what is asked", "what to do", "request to send")


def workbook(figures: RunFigures) -> bytes:
    """Write the report as XLSX."""
    sheets: dict[str, list[tuple[Cell, ...]]] = {"cases": [_CASES, *_cases(figures)]}
    for line in figures.owners:
        own = [action for action in figures.actions if action.owner is line.owner]
        sheets[f"for {line.owner.value}"] = [_ACTIONS, *(_action(action) for action in own)]
    sheets["payers"] = [
        ("payer profile", "built", "open", "failed"),
        *((line.profile_id, line.built, line.open, line.failed) for line in figures.payers),
    ]
    if figures.rows is not None and figures.rows.cells:
        sheets["refused rows"] = [_REFUSED, *(_refused(cell) for cell in figures.rows.cells)]
    return xlsx_bytes(sheets)


def _cases(figures: RunFigures) -> list[tuple[Cell, ...]]:
    return [
        (
            case.case_id,
            case.outcome.value,
            case.profile_id,
            case.planned_date,
            case.days_to_service,
            case.pages,
            ", ".join(case.missing),
            joined(case.owners),
            ", ".join(case.codes),
        )
        for case in figures.cases
    ]


def _refused(cell: RefusedCell) -> tuple[Cell, ...]:
    return (cell.row, cell.case_id, cell.place, cell.code, cell.message, cell.fix, cell.owner.value)


def _action(action: Action) -> tuple[Cell, ...]:
    return (action.case_id, action.planned_date, action.what, action.next_step, request_text(action))


def request_text(action: Action) -> str:
    """Write the message that asks for it, by case id alone; whoever sends it adds the patient."""
    by = f" before {action.planned_date}" if action.planned_date else ""
    return f"Case {action.case_id}: {action.next_step}. Please reply{by} with the case id."
