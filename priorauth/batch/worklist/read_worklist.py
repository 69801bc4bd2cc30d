"""Reading a worklist: each row a case to work on, or refused with every reason, or blank."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from priorauth.assembly.pipeline import Format
from priorauth.batch.task import TaskSpec
from priorauth.batch.worklist.case_ids import mark_doubles
from priorauth.batch.worklist.column_map import ColumnMap, Layout, find_columns
from priorauth.batch.worklist.model import RowState, Worklist, WorklistRow
from priorauth.batch.worklist.open_sheet import open_sheet
from priorauth.batch.worklist.row_reader import RowReader
from priorauth.batch.worklist.sheet import Sheet
from priorauth.case.read_case import read_case
from priorauth.payers.library import default_library
from priorauth.practice.settings import find_practice
from priorauth.problems import Problem, Refused, Where, problem


def read_worklist(path: Path, column_map: ColumnMap, *, as_of: date) -> Worklist:
    """Read a worklist through its map, ``as_of`` the day the packets speak as of. Paths are relative to its folder.

    Payer profiles and settings come from the practice the worklist lies in. Raises `Refused` for a file no row of
    which can be read: PA105 and PA2xx for the disk, PA1003-PA1008 for the sheet. Whatever is wrong with a row is
    that row's.
    """
    opened = open_sheet(path, column_map)
    sheet, layout = opened.sheet, find_columns(opened.sheet, column_map)
    practice = find_practice(path.parent)
    library = default_library(practice.profile_folders if practice else ())
    reader = RowReader(
        sheet=sheet,
        layout=layout,
        column_map=column_map,
        home=path.parent,
        as_of=as_of,
        defaults=practice.defaults if practice else {},
        profile_ids=frozenset(library.ids()),
    )
    rows = [reader.read(row) for row in sheet.rows[column_map.header_row :]]
    marked = mark_doubles(rows, layout.columns, sheet)
    return Worklist(
        path, column_map, sheet, opened.data, as_of, _in_order(marked), tuple(_notices(sheet, layout, column_map))
    )


def _in_order(rows: tuple[WorklistRow, ...]) -> tuple[WorklistRow, ...]:
    """Put each row's problems in the order of its columns."""
    return tuple(
        replace(row, problems=tuple(sorted(row.problems, key=lambda found: _column(found.where)))) for row in rows
    )


def _column(where: Where) -> tuple[int, str]:
    letters = (where.cell or "").rstrip("0123456789")
    return len(letters), letters


def _notices(sheet: Sheet, layout: Layout, column_map: ColumnMap) -> Iterator[Problem]:
    """Warn (PA1026) of mapped columns that are hidden."""
    for field, column in layout.columns.items():
        if column in sheet.hidden_columns:
            where = sheet.where(column_map.header_row, column)
            yield problem("PA1026", where, what=f"the column of '{field}' is")


def tasks_of(
    worklist: Worklist,
    *,
    form: Format = Format.BOTH,
    draft: bool = False,
    as_request: bool = False,
    day_given: bool = False,
) -> tuple[TaskSpec, ...]:
    """Return a task for each usable row, in the order of the rows. Refused and blank rows have none."""
    return tuple(
        TaskSpec(
            task_id=row.case_id or "",
            case_file=str(row.case_file or worklist.path),
            row=row.row,
            as_of=worklist.as_of,
            format=form,
            draft=draft,
            as_request=as_request,
            day_given=day_given,
        )
        for row in worklist.in_state(RowState.USABLE)
    )


@dataclass(frozen=True, slots=True)
class Selection:
    """What was asked for. Nothing asked means every case."""

    only: tuple[str, ...] = ()
    since: date | None = None
    limit: int | None = None

    def of(self, tasks: Sequence[TaskSpec]) -> tuple[TaskSpec, ...]:
        """Return the tasks that were asked for, in their order.

        Raises `Refused` (PA1037) for a case asked for by an id the worklist does not have.
        """
        known = {task.task_id for task in tasks}
        if unknown := [case_id for case_id in self.only if case_id not in known]:
            raise Refused(problem("PA1037", case=case_id) for case_id in unknown)
        named = [task for task in tasks if not self.only or task.task_id in self.only]
        planned = [task for task in named if self.since is None or _is_planned_since(task, self.since)]
        return tuple(planned[: self.limit])


def _is_planned_since(task: TaskSpec, day: date) -> bool:
    """Whether a case is planned on a day or later; one that cannot be read is taken, so that it is told about."""
    try:
        planned = read_case(task.source, as_of=task.as_of, defaults=task.defaults).case.request.planned_date
    except Refused:
        return True
    return planned is not None and planned >= day
