"""Inputs for workers that do not see the practice's folder: put on shared storage, fetched, checked, and removed.

Each file lies there under its SHA-256 alone. A bundle says which files a case needs and where each belongs; the
worker is told the bundle's own hash with the task, so that nothing on the storage has to be trusted.
"""

from __future__ import annotations

import hashlib
import socket
from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import ValidationError

from priorauth.batch.engines.stores import Store, open_store
from priorauth.batch.input_hash import InputHash
from priorauth.batch.task import Finished, TaskSpec, attempt, broken
from priorauth.case.read_case import folder_of
from priorauth.exhibits.opening import MAX_BYTES as MAX_EXHIBIT_BYTES
from priorauth.files import private_copy
from priorauth.parsing.model import Record
from priorauth.practice.settings import nearest_practice
from priorauth.problems import Refused, problem

_MAX_BUNDLE_BYTES = 5_000_000

Ticket = tuple[str, str, str, str]
"""What a worker is told: the storage, the run's folder on it, the task's id, and the hash of its bundle."""


class Bundle(Record):
    """A task whose paths are relative, and its files' hashes by their paths."""

    task: TaskSpec
    files: dict[str, str]
    inputs: str
    """The key of the task's inputs; see `priorauth.batch.input_hash`."""


class SharedStorage:
    """The inputs of one run's tasks on shared storage, in a folder that the runs over one output folder share."""

    def __init__(self, url: str, out: Path) -> None:
        """``url`` is a path or a URL for fsspec. Raises `Refused`: PA1039, PA1040."""
        own = f"{socket.gethostname()}\n{out.resolve()}"
        self._url, self._folder = url, f"priorauth-{hashlib.sha256(own.encode()).hexdigest()[:16]}"
        self._store = open_store(url, self._folder)
        self._tickets: dict[str, Ticket] = {}

    def put(self, tasks: Sequence[TaskSpec]) -> None:
        """Put the inputs of tasks there, and nothing twice; what an interrupted run left is removed first."""
        self._store.clear()
        inputs, there = InputHash(), set[str]()
        for task in tasks:
            files = {}
            for name, data in _files(task, inputs):
                files[name] = hashlib.sha256(data).hexdigest()
                if files[name] not in there:
                    self._store.put(files[name], data)
                    there.add(files[name])
            bundle = Bundle(task=_relative(task), files=files, inputs=inputs.of(task))
            data = bundle.model_dump_json().encode()
            self._store.put(f"{task.task_id}.json", data)
            digest = hashlib.sha256(data).hexdigest()
            self._tickets[task.task_id] = (self._url, self._folder, task.task_id, digest)

    def ticket(self, task: TaskSpec) -> Ticket:
        """Return what a worker has to be told about a task that was put there."""
        return self._tickets[task.task_id]

    def clear(self) -> None:
        """Remove all of it. Raises `Refused` (PA1043) when it cannot be removed."""
        self._store.clear()


def run_from_storage(url: str, folder: str, task_id: str, digest: str) -> Finished:
    """Fetch on a worker what a task needs, and build it in a private folder that is removed afterwards.

    What cannot be fetched (PA1041) or is not what was planned (PA1042) is this task's failure alone.
    """
    try:
        store = open_store(url, folder)
        data = _checked(store, f"{task_id}.json", digest, _MAX_BUNDLE_BYTES)
        bundle = Bundle.model_validate_json(data)
        fetched = ((name, _checked(store, h, h, MAX_EXHIBIT_BYTES)) for name, h in bundle.files.items())
        with private_copy(fetched) as home:
            task = _placed(bundle.task, home)
            if InputHash().of(task) != bundle.inputs:
                raise Refused([problem("PA1042")])
            return attempt(task)
    except ValidationError:
        return Finished(broken(task_id, problem("PA1042")))
    except Refused as refused:
        return Finished(broken(task_id, refused.problems[0]))


def _checked(store: Store, name: str, digest: str, limit: int) -> bytes:
    data = store.get(name, limit_bytes=limit)
    if hashlib.sha256(data).hexdigest() != digest:
        raise Refused([problem("PA1042")])
    return data


def _home(task: TaskSpec) -> Path:
    """Return the folder that paths are relative to: the practice's, or the case's own where there is none."""
    folder = folder_of(task.source).resolve()
    return nearest_practice(folder) or folder


def _files(task: TaskSpec, inputs: InputHash) -> Iterator[tuple[str, bytes]]:
    """Return the files a task reads that lie in its practice, by their paths in it; others it may not read."""
    home = _home(task)
    for path, data in inputs.files_of(task):
        if path.is_relative_to(home):
            yield path.relative_to(home).as_posix(), data


def _relative(task: TaskSpec) -> TaskSpec:
    home = _home(task)
    if task.row is None:
        return task.model_copy(update={"case_file": Path(task.case_file).resolve().relative_to(home).as_posix()})
    row = task.row.model_copy(update={"folder": Path(task.row.folder).resolve().relative_to(home).as_posix()})
    return task.model_copy(update={"case_file": Path(task.case_file).name, "row": row})


def _placed(task: TaskSpec, home: Path) -> TaskSpec:
    if task.row is None:
        return task.model_copy(update={"case_file": str(home / task.case_file)})
    row = task.row.model_copy(update={"folder": str(home / task.row.folder)})
    return task.model_copy(update={"case_file": str(home / task.case_file), "row": row})
