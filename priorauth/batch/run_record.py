"""The record of a run: which results are whole. A result exists when its line stands here, not when its files do.

While a run is at work each result is one line added to ``journal.jsonl``, synced before the next. When it ends the
lines are put in order into ``results.jsonl`` and the journal goes, so that a run that was interrupted leaves the
same files as one that was not. For the same reason the head of the audit chain that a recorded run begins with is
kept in ``audit_head`` until it ends.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import overload

from pydantic import ValidationError

from priorauth.batch.task import ReportedProblem, TaskResult, TaskSpec
from priorauth.files import append_line, read_file, remove_file, write_file
from priorauth.parsing.cell_tree import cell_address
from priorauth.parsing.model import Record
from priorauth.problems import Refused, Where, problem

FOLDER = ".run"
_JOURNAL = "journal.jsonl"
_RESULTS = "results.jsonl"
_HEAD = "audit_head"
_MAX_BYTES = 500_000_000


class StoredResult(Record):
    """A result, and the hash of what it was made from."""

    inputs: str
    result: TaskResult


class _CompressedResults(Mapping[str, StoredResult]):
    """Results by task, each read anew whenever it is asked for: as objects they take ten times the memory."""

    def __init__(self) -> None:
        self._packed: dict[str, bytes] = {}

    def put(self, kept: StoredResult) -> None:
        self._packed[kept.result.task_id] = zlib.compress(kept.model_dump_json().encode(), level=1)

    def __getitem__(self, task_id: str) -> StoredResult:
        return StoredResult.model_validate_json(zlib.decompress(self._packed[task_id]))

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)


class Results(Sequence[TaskResult]):
    """The results of some tasks, in their order. Each is read anew whenever it is asked for."""

    def __init__(self, kept: Mapping[str, StoredResult], task_ids: Sequence[str]) -> None:
        self._kept, self._task_ids = kept, task_ids

    @overload
    def __getitem__(self, place: int) -> TaskResult: ...

    @overload
    def __getitem__(self, place: slice) -> Results: ...

    def __getitem__(self, place: int | slice) -> TaskResult | Results:
        if isinstance(place, slice):
            return Results(self._kept, self._task_ids[place])
        return self._kept[self._task_ids[place]].result

    def __len__(self) -> int:
        return len(self._task_ids)


class RunRecord:
    """The results of a folder, read once and added to."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / FOLDER
        self._kept = _CompressedResults()
        for name in (_RESULTS, _JOURNAL):
            for kept in _read(self._folder / name, may_be_torn=name == _JOURNAL):
                self._kept.put(kept)

    @property
    def results(self) -> Mapping[str, StoredResult]:
        """The latest result of each task."""
        return self._kept

    @property
    def audit_head(self) -> str | None:
        """The head of the audit chain that a run began with which has not come to its end; ``None`` without one."""
        path = self._folder / _HEAD
        if not path.exists():
            return None
        return read_file(path, limit_bytes=_MAX_BYTES).decode("ascii", "replace").strip()

    def begin(self, audit_head: str | None) -> None:
        """Note the head a run begins with, so that all its packets print the same though it be cut off."""
        if audit_head is not None and audit_head != self.audit_head:
            write_file(self._folder / _HEAD, f"{audit_head}\n".encode(), overwrite=True)

    def add(self, kept: StoredResult) -> None:
        """Record a result for good; its files have to be in place. Raises `Refused` (PA204)."""
        append_line(self._folder / _JOURNAL, kept.model_dump_json().encode())
        self._kept.put(kept)

    def correct(self, result: TaskResult) -> None:
        """Put a result that still holds in place of what it said before; it is written when the run ends."""
        self._kept.put(StoredResult(inputs=self._kept[result.task_id].inputs, result=result))

    def settle(self) -> None:
        """Put everything in order into one file and drop the journal."""
        lines = (f"{self._kept[task_id].model_dump_json()}\n".encode() for task_id in sorted(self._kept))
        write_file(self._folder / _RESULTS, lines, overwrite=True)
        remove_file(self._folder / _JOURNAL)
        remove_file(self._folder / _HEAD)


def _read(path: Path, *, may_be_torn: bool) -> Iterable[StoredResult]:
    """Read results. The last line of a journal may be torn by a crash: then it was never recorded."""
    if not path.exists():
        return
    lines = read_file(path, limit_bytes=_MAX_BYTES).split(b"\n")
    for number, line in enumerate(lines, 1):
        is_last = number == len(lines)
        if not line or (is_last and may_be_torn):
            continue
        try:
            yield StoredResult.model_validate_json(line)
        except ValidationError:
            raise Refused([problem("PA1032", Where(line=number), line=number)]) from None


_EXHIBIT = re.compile(r" \(exhibit [^()!]*\)$")


def placed(result: TaskResult, spec: TaskSpec) -> TaskResult:
    """Return a result with the places of its problems as its row stands in the worklist now.

    Places are no inputs of a packet, so that a result outlives a move of its row; what it says must not.
    """
    if spec.row is None or not any(found.at is not None for found in result.problems):
        return result
    cells = dict(spec.row.cells)
    problems = tuple(_placed(found, spec.case_file, spec.row.sheet, cells) for found in result.problems)
    return result.model_copy(update={"problems": problems})


def _placed(
    found: ReportedProblem, file: str, sheet: str | None, cells: dict[tuple[str | int, ...], tuple[int, int]]
) -> ReportedProblem:
    if found.at is None or found.at not in cells:
        return found
    cell = str(Where(Path(file).name, sheet=sheet, cell=cell_address(*cells[found.at])))
    exhibit = _EXHIBIT.search(found.place)
    return found.model_copy(update={"place": cell + (exhibit.group() if exhibit else "")})
