"""The figures of a run, by case id: what stands where, who must act on what, and how soon.

No time of day and no duration stands in them, so that the same results give the same report.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from priorauth.batch.task import TaskOutcome, TaskResult
from priorauth.batch.worklist.model import RowState, Worklist, WorklistRow
from priorauth.parsing.model import Record
from priorauth.problems import Owner, Severity

NO_PAYER = "not known"


class CaseLine(Record):
    """One case of the run."""

    case_id: str
    outcome: TaskOutcome
    profile_id: str
    planned_date: date | None
    days_to_service: int | None
    """Days from the day of the run to the planned day; negative when it has passed."""
    pages: int | None
    files: tuple[str, ...]
    missing: tuple[str, ...]
    owners: tuple[Owner, ...]
    codes: tuple[str, ...]


class ActionItem(Record):
    """One thing for one person to do."""

    case_id: str
    owner: Owner
    what: str
    """The criterion, or the code of a problem."""
    next_step: str
    planned_date: date | None


class PayerLine(Record):
    """How the cases of one payer came out."""

    profile_id: str
    built: int
    open: int
    failed: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.built + self.open + self.failed


class OwnerLine(Record):
    """How much one kind of person has to do."""

    owner: Owner
    actions: int
    cases: int


class RunFigures(Record):
    """Everything a report shows."""

    as_of: date
    cases: tuple[CaseLine, ...]
    payers: tuple[PayerLine, ...]
    owners: tuple[OwnerLine, ...]
    actions: tuple[ActionItem, ...]
    rows: RowFigures | None = None
    """The rows the cases came from; ``None`` for a run without a worklist."""

    def count(self, outcome: TaskOutcome) -> int:
        """Count the cases that came out so."""
        return sum(case.outcome is outcome for case in self.cases)


def figures(results: Sequence[TaskResult], as_of: date, rows: RowFigures | None = None) -> RunFigures:
    """Gather the figures of a run; cases stand in the order of the results, actions by urgency."""
    actions = [action for result in results for action in _actions(result)]
    return RunFigures(
        as_of=as_of,
        cases=tuple(_case(result, as_of) for result in results),
        payers=tuple(_payers(results)),
        owners=tuple(_owners(actions)),
        rows=rows,
        actions=tuple(sorted(actions, key=lambda a: (a.owner, a.planned_date or date.max, a.case_id))),
    )


def _case(result: TaskResult, as_of: date) -> CaseLine:
    planned = result.planned_date
    return CaseLine(
        case_id=result.task_id,
        outcome=result.outcome,
        profile_id=result.profile_id or NO_PAYER,
        planned_date=planned,
        days_to_service=None if planned is None else (planned - as_of).days,
        pages=result.pages,
        files=tuple(result.files),
        missing=tuple(dict.fromkeys(item.criterion for item in result.open_items)),
        owners=tuple(dict.fromkeys(action.owner for action in _actions(result))),
        codes=tuple(dict.fromkeys(found.code for found in result.problems)),
    )


def _actions(result: TaskResult) -> list[ActionItem]:
    """Return what has to be done: what is open, and the problems that stand for more than "something is open"."""
    open_items = [(item.owner, item.criterion, item.next_step) for item in result.open_items]
    problems = [
        (found.owner, found.code, f"{found.place}: {found.message}; {found.fix}" if found.place else found.fix)
        for found in result.problems
        if found.severity is Severity.ERROR and not (found.code == "PA401" and open_items)
    ]
    return [
        ActionItem(case_id=result.task_id, owner=owner, what=what, next_step=step, planned_date=result.planned_date)
        for owner, what, step in dict.fromkeys((*open_items, *problems))
    ]


def _payers(results: Iterable[TaskResult]) -> Iterable[PayerLine]:
    counts: dict[str, Counter[TaskOutcome]] = {}
    for result in results:
        counts.setdefault(result.profile_id or NO_PAYER, Counter())[result.outcome] += 1
    for profile_id, count in sorted(counts.items()):
        yield PayerLine(
            profile_id=profile_id,
            built=count[TaskOutcome.BUILT],
            open=count[TaskOutcome.OPEN],
            failed=count[TaskOutcome.FAILED],
        )


def _owners(actions: Iterable[ActionItem]) -> Iterable[OwnerLine]:
    grouped: dict[Owner, list[ActionItem]] = {}
    for action in actions:
        grouped.setdefault(action.owner, []).append(action)
    for owner, own in sorted(grouped.items()):
        yield OwnerLine(owner=owner, actions=len(own), cases=len({action.case_id for action in own}))


class RefusedCell(Record):
    """One thing wrong with a row that was refused, at its cell."""

    row: int
    """Its number, as a spreadsheet program shows it."""
    case_id: str | None
    place: str
    code: str
    owner: Owner
    message: str
    fix: str


class RowFigures(Record):
    """What became of a worklist's rows; blank ones are not counted."""

    filled: int
    refused: int
    left_out: int
    """Usable rows that the run was not asked for."""
    cells: tuple[RefusedCell, ...]
    """Everything the refused rows were refused for, row by row."""


def row_figures(worklist: Worklist, taken: int) -> RowFigures:
    """Count a worklist's rows, of whose usable ones a run took ``taken``."""
    refused = worklist.in_state(RowState.REFUSED)
    usable = len(worklist.in_state(RowState.USABLE))
    return RowFigures(
        filled=usable + len(refused),
        refused=len(refused),
        left_out=usable - taken,
        cells=tuple(cell for row in refused for cell in _refused_cells(row)),
    )


def _refused_cells(row: WorklistRow) -> Iterator[RefusedCell]:
    for found in row.problems:
        if found.severity is Severity.ERROR:
            yield RefusedCell(
                row=row.number,
                case_id=row.case_id,
                place=str(found.where),
                code=found.code,
                owner=found.owner,
                message=found.message,
                fix=found.fix,
            )
