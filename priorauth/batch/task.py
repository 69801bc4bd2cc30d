"""One case of a run: what a worker is told, and the small result it gives back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import cast

from pydantic import Field, JsonValue

from priorauth.assembly import pipeline
from priorauth.assembly.chart import ChartRefused
from priorauth.assembly.pipeline import BuildSpec, Format
from priorauth.case.read_case import CaseSource, RowCase, folder_of
from priorauth.criteria.model import Result
from priorauth.ledger.steps import Requested
from priorauth.parsing.cell_tree import cell_address, cell_tree
from priorauth.parsing.model import Record, Slug
from priorauth.parsing.tree import Plain
from priorauth.practice.settings import find_practice
from priorauth.problems import ExitCode, Owner, Problem, Refused, Severity, Where, internal_fault


class TaskOutcome(StrEnum):
    """How a case came out of a run."""

    BUILT = "built"
    OPEN = "open"
    """Something required is not shown; the result says what and who must act."""
    FAILED = "failed"
    """It could not be judged: its files are missing or wrong, or the work itself broke down."""


class SheetRow(Record):
    """A case that a worklist's row fills by itself: its content, and the cell each part of it stands in."""

    sheet: str | None
    content: dict[str, JsonValue] = Field(repr=False)
    cells: tuple[tuple[tuple[str | int, ...], tuple[int, int]], ...]
    """Each part's path with its row and column, counted from 1."""
    folder: str
    """The folder of its exhibits."""


class TaskSpec(Record):
    """One case to build. ``task_id`` is opaque; the paths are for the worker and stand in no message."""

    task_id: Slug
    case_file: str
    """The file the case stands in: its own, or with ``row`` the worklist."""
    row: SheetRow | None = Field(default=None, repr=False)
    as_of: date
    payer: str | None = None
    format: Format = Format.BOTH
    draft: bool = False
    as_request: bool = False
    """Whether to make a request where the plan takes none."""
    day_given: bool = False
    """Whether somebody chose the day, rather than the clock."""
    audit_head: str | None = None
    """The head of the audit chain that the manifest prints; no input, so that a chain that grows changes no key."""

    @property
    def defaults(self) -> dict[str, Plain] | None:
        """The sections that the case may take from its practice."""
        practice = find_practice(folder_of(self.source))
        return practice.defaults if practice else None

    @property
    def source(self) -> CaseSource:
        """Where the case is read from."""
        if self.row is None:
            return Path(self.case_file)
        # What a row holds is plain text in lists and dictionaries, which is all that a tree's content can be.
        content = cast("Plain", self.row.content)
        tree = cell_tree(self.case_file, self.row.sheet, content, dict(self.row.cells))
        return RowCase(tree, Path(self.row.folder))


class OpenItem(Record):
    """One thing somebody has to do before the case can be submitted."""

    criterion: str
    owner: Owner
    next_step: str


class ReportedProblem(Record):
    """A problem by its code and place: no value, and no file name a patient may stand in."""

    code: str
    severity: Severity
    owner: Owner
    place: str
    message: str
    fix: str
    at: tuple[str | int, ...] | None = None
    """The part of the case whose cell the place is, for a case that a row fills: cells move, parts do not."""


class TaskResult(Record):
    """What became of a case. The same inputs give the same result, byte for byte: no time stands in it."""

    task_id: Slug
    outcome: TaskOutcome
    exit_code: ExitCode
    profile_id: str | None = None
    planned_date: date | None = None
    requested: Requested | None = None
    """What a packet asks for; a draft and a documentation file ask for nothing, since they do not go out."""
    pages: int | None = None
    files: dict[str, str] = {}  # noqa: RUF012  (pydantic copies a model's defaults)
    """Each file's SHA-256, by its name."""
    open_items: tuple[OpenItem, ...] = ()
    problems: tuple[ReportedProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class Finished:
    """A result with the files themselves, on its way to the one who writes them."""

    result: TaskResult
    files: Mapping[str, bytes] = field(default_factory=dict)


def run_task(spec: TaskSpec) -> Finished:
    """Build one case in memory. Never raises for what a case can be wrong about; nothing is written."""
    asked = BuildSpec(
        case_file=spec.source,
        as_of=spec.as_of,
        out=Path(),
        payer=spec.payer,
        format=spec.format,
        draft=spec.draft,
        as_request=spec.as_request,
        day_given=spec.day_given,
        audit_head=spec.audit_head,
    )
    try:
        made = pipeline.make(asked)
    except Refused as refused:
        return Finished(_refused(spec, refused))
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in sorted(made.files.items())}
    result = TaskResult(
        task_id=spec.task_id,
        outcome=TaskOutcome.BUILT,
        exit_code=ExitCode.OK,
        profile_id=made.gated.profile.id,
        planned_date=made.gated.case.request.planned_date,
        requested=None if made.gated.is_draft or made.gated.is_documentation else Requested.of(made.gated.case),
        pages=made.pages,
        files=hashes,
        problems=_all_found(made.warnings, spec.row),
    )
    return Finished(result, made.files)


def broken(task_id: str, problem: Problem) -> TaskResult:
    """Return the result of a task whose worker broke down."""
    return TaskResult(
        task_id=task_id,
        outcome=TaskOutcome.FAILED,
        exit_code=problem.kind.exit_code,
        problems=_all_found([problem]),
    )


def _refused(spec: TaskSpec, refused: Refused) -> TaskResult:
    result = TaskResult(
        task_id=spec.task_id,
        outcome=TaskOutcome.FAILED,
        exit_code=refused.exit_code,
        problems=_all_found(refused.problems, spec.row),
    )
    if not isinstance(refused, ChartRefused):
        return result
    chart, is_open = refused.chart, refused.exit_code is ExitCode.NOT_READY
    known = {
        "outcome": TaskOutcome.OPEN if is_open else TaskOutcome.FAILED,
        "profile_id": chart.chosen.profile.id,
        "planned_date": chart.loaded.case.request.planned_date,
        "open_items": tuple(i for r in pipeline.assessed(chart, spec.as_of).open for i in _items(r)),
    }
    return result.model_copy(update=known)


def _items(result: Result) -> tuple[OpenItem, ...]:
    return tuple(
        OpenItem(criterion=result.id, owner=shortfall.owner, next_step=shortfall.next_step)
        for shortfall in result.shortfalls
    )


def _all_found(problems: Iterable[Problem], row: SheetRow | None = None) -> tuple[ReportedProblem, ...]:
    """Return problems as a result keeps them; ``row`` is the one that fills the case, if any."""
    parts = {cell_address(*cell): path for path, cell in reversed(row.cells)} if row else {}
    return tuple(_found(problem, parts.get(problem.where.cell or "")) for problem in problems)


def _found(problem: Problem, at: tuple[str | int, ...] | None) -> ReportedProblem:
    return ReportedProblem(
        code=problem.code,
        severity=problem.severity,
        owner=problem.owner,
        place=_place(problem.where),
        message=problem.message,
        fix=problem.fix,
        at=at,
    )


def _place(where: Where) -> str:
    """Name a place without the folder its file lies in, so that a result is the same wherever the run stands."""
    name = Path(where.file).name if where.file else None
    return str(
        Where(name, where.line, where.column, where.sheet, where.cell, where.exhibit, where.page, where.field)
    )


def attempt(spec: TaskSpec) -> Finished:
    """Run a task; whatever goes wrong inside is told by its kind and its place in the code alone (PA999)."""
    try:
        return run_task(spec)
    except Exception as error:
        return Finished(broken(spec.task_id, internal_fault(error)))
