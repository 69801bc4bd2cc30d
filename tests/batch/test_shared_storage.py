"""Workers that see only shared storage make the same packets, trust nothing on it, and nothing stays behind."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from priorauth.assembly.pipeline import Format
from priorauth.batch import runner
from priorauth.batch.engines import Inline
from priorauth.batch.engines.shared_storage import SharedStorage, run_from_storage
from priorauth.batch.engines.stores import open_store
from priorauth.batch.task import Finished, TaskOutcome, TaskSpec, run_task
from priorauth.cli.batch.run import EngineFlags, chosen_engine
from priorauth.problems import Refused
from tests.batch.runs import practice, tree
from tests.batch.worklist.test_filled_cases import only_task, sheet_of

fsspec = pytest.importorskip("fsspec", reason="the cluster extra is not installed")


@pytest.fixture(scope="module")
def tasks(tmp_path_factory: pytest.TempPathFactory) -> list[TaskSpec]:
    """A case with a file of its own, one that is open, and one that a row fills."""
    place = tmp_path_factory.mktemp("shared")
    chosen = {task.task_id: task for task in practice(place / "practice", copies=1)}
    (place / "rows").mkdir()
    own = [chosen[name].model_copy(update={"format": Format.DOCX}) for name in ("strictest-0", "gaps-0")]
    return [*own, only_task(sheet_of(place / "rows")).model_copy(update={"format": Format.DOCX})]


@pytest.fixture(scope="module")
def expected(tasks: list[TaskSpec]) -> dict[str, Finished]:
    """What each task comes to here."""
    return {task.task_id: run_task(task) for task in tasks}


@pytest.fixture(params=["memory", "path", pytest.param("file", marks=pytest.mark.slow)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    where = {"memory": f"memory://{tmp_path.name}", "path": str(tmp_path / "a b"), "file": f"file://{tmp_path}/c"}
    yield where[request.param]
    fsspec.filesystem("memory").store.clear()


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "worker"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def left(url: str) -> list[str]:
    """Every file on the storage."""
    if url.startswith("memory://"):
        return [str(name) for name in fsspec.filesystem("memory").find(url)]
    folder = Path(url.removeprefix("file://"))
    return [str(path) for path in folder.rglob("*") if path.is_file()]


@pytest.mark.slow
def test_a_worker_makes_the_same_packet_from_what_it_fetches(
    url: str, tasks: list[TaskSpec], expected: dict[str, Finished], tmp_path: Path, temporary: Path
) -> None:
    storage = SharedStorage(url, tmp_path / "out")
    storage.put(tasks)
    assert left(url)
    for task in tasks if url.startswith("memory") else tasks[-1:]:
        finished = run_from_storage(*storage.ticket(task))
        assert finished.result == expected[task.task_id].result
        assert finished.files == expected[task.task_id].files
    assert list(temporary.iterdir()) == []
    storage.clear()
    assert left(url) == []


def test_what_lies_there_is_named_by_hashes_and_ids_and_is_private(tasks: list[TaskSpec], tmp_path: Path) -> None:
    storage = SharedStorage(str(tmp_path / "there"), tmp_path / "out")
    storage.put(tasks)
    names = {path.name for path in (tmp_path / "there").rglob("*") if path.is_file()}
    assert {name for name in names if len(name) != 64} == {f"{task.task_id}.json" for task in tasks}
    assert {path.stat().st_mode & 0o077 for path in (tmp_path / "there").rglob("*")} == {0}


def other_bytes(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b" ")


def each_input(change: Callable[[Path], object]) -> Callable[[Path, str], None]:
    def tamper(there: Path, bundle: str) -> None:
        for path in there.iterdir():
            if path.name != bundle:
                change(path)

    return tamper


TAMPERING: dict[str, tuple[Callable[[Path, str], object], str]] = {
    "an input was changed": (each_input(other_bytes), "PA1042"),
    "an input is gone": (each_input(Path.unlink), "PA1041"),
    "the bundle was changed": (lambda there, name: other_bytes(there / name), "PA1042"),
    "the bundle is gone": (lambda there, name: (there / name).unlink(), "PA1041"),
}  # fmt: skip


@pytest.mark.parametrize("what", TAMPERING)
def test_what_was_changed_on_the_storage_is_one_coded_failure(
    what: str, tasks: list[TaskSpec], tmp_path: Path, temporary: Path
) -> None:
    task = tasks[0]
    storage = SharedStorage(str(tmp_path / "there"), tmp_path / "out")
    storage.put([task])
    (there,) = (tmp_path / "there").iterdir()
    tamper, code = TAMPERING[what]
    tamper(there, f"{task.task_id}.json")
    finished = run_from_storage(*storage.ticket(task))
    assert (finished.result.outcome, [found.code for found in finished.result.problems]) == (
        TaskOutcome.FAILED,
        [code],
    )
    assert finished.files == {}
    assert list(temporary.iterdir()) == []


def test_a_worker_with_other_templates_builds_nothing(
    tasks: list[TaskSpec], tmp_path: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = SharedStorage(str(tmp_path / "there"), tmp_path / "out")
    storage.put(tasks[:1])
    monkeypatch.setattr("priorauth.assembly.dependencies.shipped_folder", lambda name: temporary / "nothing")
    result = run_from_storage(*storage.ticket(tasks[0])).result
    assert [found.code for found in result.problems] == ["PA1042"]


def test_what_an_interrupted_run_left_is_removed_by_the_next(tasks: list[TaskSpec], tmp_path: Path) -> None:
    there = tmp_path / "there"
    SharedStorage(str(there), tmp_path / "out").put(tasks)
    storage = SharedStorage(str(there), tmp_path / "out")
    storage.put(tasks[:1])
    assert [path.name for path in there.rglob("*.json")] == [f"{tasks[0].task_id}.json"]
    storage.clear()
    assert left(str(there)) == []


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://storage.example.test/x", "PA1039"),
        ("HTTP://storage.example.test/x", "PA1039"),
        ("ftp://storage.example.test/x", "PA1039"),
        ("simplecache::s3://bucket/x", "PA1039"),
        ("zip://a.zip::file:///x", "PA1039"),
        ("sftp://riley:secret@storage.example.test/x", "PA1039"),
        ("nonsense://x", "PA1040"),
        ("sftp://[x", "PA1040"),
    ],
)
def test_a_url_that_is_not_safe_or_not_known_is_refused(url: str, code: str, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=code):
        SharedStorage(url, tmp_path)


def test_shared_storage_is_for_the_cluster_alone(tmp_path: Path) -> None:
    with pytest.raises(click.UsageError):
        chosen_engine(EngineFlags(workers=1, shared=str(tmp_path)))


def test_storage_that_fails_is_told_by_its_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*words: Any, **options: Any) -> None:
        raise ConnectionError("riley's bucket")

    store = open_store("memory://there", "x")
    for name in ("pipe_file", "cat_file", "exists"):
        monkeypatch.setattr(fsspec.implementations.memory.MemoryFileSystem, name, fail)
    for work, code in (
        (lambda: store.put("a", b""), "PA1040"),
        (lambda: store.get("a", limit_bytes=9), "PA1041"),
        (store.clear, "PA1043"),
    ):
        with pytest.raises(Refused, match=code):
            work()


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_a_cluster_whose_workers_fetch_their_inputs_leaves_the_same_folder(
    tasks: list[TaskSpec], tmp_path: Path
) -> None:
    pytest.importorskip("distributed", reason="the cluster extra is not installed")
    from priorauth.batch.engines.cluster import Cluster
    from priorauth.batch.engines.connection import ClusterConfig

    runner.run(tasks, tmp_path / "inline", Inline())
    out, there = tmp_path / "cluster", tmp_path / "there"
    runner.run(tasks, out, Cluster(out / ".run", ClusterConfig(workers=1), storage=SharedStorage(str(there), out)))
    assert tree(out) == tree(tmp_path / "inline")
    assert left(str(there)) == []
