"""The cluster engine: the same bytes as inline, over TLS, with workers killed and one case that kills its own."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from priorauth.batch import runner
from priorauth.batch.engines import Inline
from priorauth.batch.task import Finished, TaskOutcome, TaskResult, TaskSpec
from priorauth.problems import Refused
from tests.batch.runs import practice, tree

distributed = pytest.importorskip("distributed", reason="the cluster extra is not installed")

from priorauth.batch.engines.cluster import Cluster, run_by_id  # noqa: E402
from priorauth.batch.engines.connection import Certificates, ClusterConfig, Connection, settings  # noqa: E402

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    trustme = pytest.importorskip("trustme", reason="certificates for the test are made with it")
    folder = tmp_path_factory.mktemp("tls")
    authority = trustme.CA()
    own = authority.issue_cert("127.0.0.1", "localhost")
    authority.cert_pem.write_to_path(str(folder / "ca.pem"))
    own.private_key_pem.write_to_path(str(folder / "key.pem"))
    own.cert_chain_pems[0].write_to_path(str(folder / "cert.pem"))
    return Certificates(folder / "ca.pem", folder / "cert.pem", folder / "key.pem")


@pytest.fixture(scope="module")
def connection() -> Iterator[Connection]:
    with settings(), Connection(ClusterConfig(workers=1, patience=30.0)) as opened:
        yield opened


class Killing:
    """A cluster whose workers are killed one after another while it is at work."""

    def __init__(self, cluster: Cluster, kills: int) -> None:
        self.cluster, self.kills, self.killed = cluster, kills, 0

    def run(self, tasks: Iterable[TaskSpec]) -> Iterator[Finished]:
        for number, finished in enumerate(self.cluster.run(tasks)):
            yield finished
            at_work = workers()
            if number % 2 == 0 and self.killed < self.kills and at_work:
                kill(at_work[0])
                self.killed += 1


class Raging:
    """A cluster all of whose workers are killed for some seconds once it has given its first result.

    Those that start meanwhile are killed as well, so that Dask gives up starting them.
    """

    def __init__(self, cluster: Cluster, seconds: float) -> None:
        self.cluster, self.seconds = cluster, seconds

    def run(self, tasks: Iterable[TaskSpec]) -> Iterator[Finished]:
        killing = threading.Thread(target=self._kill)
        for finished in self.cluster.run(tasks):
            if killing.ident is None:
                killing.start()
            yield finished
        killing.join()

    def _kill(self) -> None:
        until = time.monotonic() + self.seconds
        while time.monotonic() < until:
            for worker in workers():
                kill(worker)
            time.sleep(0.01)


def kill(worker: int) -> None:
    with suppress(ProcessLookupError):  # it may have ended since it was found
        os.kill(worker, signal.SIGKILL)


def workers() -> list[int]:
    """The processes that this one's cluster has started to work for it."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = path.read_bytes()
            parent = int((path.parent / "stat").read_text().rsplit(")", 1)[1].split()[1])
        except (OSError, ValueError, IndexError):
            continue
        if parent == os.getpid() and b"spawn_main" in words:
            found.append(int(path.parent.name))
    return found


def poisoned(folder: str, task_id: str) -> Finished:
    """Do a worker's work, but for one case that takes its worker down."""
    if task_id == "POISON":
        os.kill(os.getpid(), signal.SIGKILL)
    return run_by_id(folder, task_id)


def unhurried(folder: str, task_id: str) -> Finished:
    """Do a worker's work, but leave time for what happens meanwhile."""
    time.sleep(0.5)
    return run_by_id(folder, task_id)


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="workers are found in /proc")
def test_killed_workers_and_a_poison_case_change_nothing_for_the_others(
    certificates: Certificates, tmp_path: Path
) -> None:
    tasks = practice(tmp_path / "practice", copies=3)
    poison = tasks[0].model_copy(update={"task_id": "POISON"})
    runner.run(tasks, tmp_path / "inline", Inline())
    cluster = Cluster(
        tmp_path / "cluster" / ".run", ClusterConfig(certificates=certificates, workers=2), work=poisoned
    )
    engine = Killing(cluster, kills=5)
    results = runner.run([*tasks, poison], tmp_path / "cluster", engine)
    assert engine.killed == 5
    failed = [result for result in results if result.outcome is TaskOutcome.FAILED]
    assert [(result.task_id, [found.code for found in result.problems]) for result in failed] == [
        ("POISON", ["PA1031"])
    ]
    packets = {name: data for name, data in tree(tmp_path / "cluster").items() if not name.startswith(".run")}
    expected = {name: data for name, data in tree(tmp_path / "inline").items() if not name.startswith(".run")}
    assert packets == expected


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="workers are found in /proc")
def test_a_cluster_none_of_whose_workers_comes_back_is_started_anew(tmp_path: Path) -> None:
    tasks = practice(tmp_path / "practice", copies=1)
    runner.run(tasks, tmp_path / "inline", Inline())
    cluster = Cluster(tmp_path / "cluster" / ".run", ClusterConfig(workers=2, patience=3.0))
    runner.run(tasks, tmp_path / "cluster", Raging(cluster, seconds=4.0))
    assert tree(tmp_path / "cluster") == tree(tmp_path / "inline")


def test_a_cluster_of_ones_own_that_cannot_be_started_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*words: object, **options: object) -> None:
        raise RuntimeError("Cluster closed without starting up")

    monkeypatch.setattr(distributed, "LocalCluster", fail)
    monkeypatch.setattr("priorauth.batch.engines.connection._START_SECONDS", 0.5)
    tasks = practice(tmp_path / "practice", copies=1)
    with pytest.raises(Refused, match="PA1044"):
        list(Cluster(tmp_path / "shared").run(tasks))
    assert not list((tmp_path / "shared").rglob("*.json"))


def elsewhere(workers: int) -> Any:
    """A scheduler with so many workers that is not the run's own."""
    return distributed.LocalCluster(
        n_workers=workers, processes=False, dashboard_address=None, host="127.0.0.1", protocol="tcp://"
    )


@pytest.mark.slow
def test_a_cluster_elsewhere_leaves_the_same_packet(begun: tuple[list[TaskSpec], Path], tmp_path: Path) -> None:
    tasks, inline = begun
    two = [task for task in tasks if task.task_id in ("gaps-0", "strictest-0")]
    with elsewhere(workers=1) as other:
        cluster = Cluster(tmp_path / "cluster" / ".run", ClusterConfig(scheduler=other.scheduler_address))
        results = runner.run(two, tmp_path / "cluster", cluster)
    assert [result.outcome for result in results] == [TaskOutcome.OPEN, TaskOutcome.BUILT]
    assert tree(tmp_path / "cluster" / "strictest-0") == tree(inline / "strictest-0")


def test_a_scheduler_without_workers_is_told_and_not_waited_for(tmp_path: Path) -> None:
    tasks = practice(tmp_path / "practice", copies=1)
    with elsewhere(workers=0) as other, pytest.raises(Refused, match="PA1044"):
        list(
            Cluster(tmp_path / "shared", ClusterConfig(scheduler=other.scheduler_address, patience=0.5)).run(tasks)
        )


def test_a_scheduler_that_takes_no_task_any_more_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(*words: object, **options: object) -> None:
        raise distributed.client.ClosedClientError

    tasks = practice(tmp_path / "practice", copies=1)
    monkeypatch.setattr(distributed.Client, "submit", closed)
    with elsewhere(workers=1) as other:
        finished = list(Cluster(tmp_path / "shared", ClusterConfig(scheduler=other.scheduler_address)).run(tasks))
    codes = {each.result.task_id: [found.code for found in each.result.problems] for each in finished}
    assert codes == {task.task_id: ["PA1044"] for task in tasks}


def test_an_address_where_no_scheduler_answers_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tasks = practice(tmp_path / "practice", copies=1)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    monkeypatch.setattr("priorauth.batch.engines.connection._CONNECT", "1s")
    with pytest.raises(Refused, match="PA1044"):
        list(Cluster(tmp_path / "shared", ClusterConfig(scheduler=f"tcp://127.0.0.1:{port}")).run(tasks))


@pytest.mark.slow
@pytest.mark.parametrize("what_goes", ["the workers", "the scheduler"])
def test_what_is_left_when_a_cluster_elsewhere_goes_away_has_failed_and_is_built_by_the_next_run(
    what_goes: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tasks = practice(tmp_path / "practice", copies=1)
    monkeypatch.setattr("priorauth.batch.engines.connection._CONNECT", "1s")
    with elsewhere(workers=1) as other:

        def go_away(result: TaskResult) -> None:
            if other.status.name == "running":
                other.scale(0) if what_goes == "the workers" else other.close()

        config = ClusterConfig(scheduler=other.scheduler_address, patience=2.0)
        cluster = Cluster(tmp_path / "out" / ".run", config, work=unhurried)
        results = runner.run(tasks, tmp_path / "out", cluster, watch=go_away)
    left = [result for result in results if [found.code for found in result.problems] == ["PA1044"]]
    assert 0 < len(left) < len(tasks)
    runner.run(tasks, tmp_path / "inline", Inline())
    runner.run(tasks, tmp_path / "out", Inline())
    assert tree(tmp_path / "out") == tree(tmp_path / "inline")


@pytest.mark.slow
@pytest.mark.parametrize("page", ["health", "info/main/workers.html", "json/counts.json", "metrics", "status"])
def test_an_embedded_cluster_tells_nobody_on_the_machine_about_itself(page: str, connection: Connection) -> None:
    port = connection.client.cluster.scheduler.http_server.port
    with pytest.raises(HTTPError, match="404"), urlopen(f"http://127.0.0.1:{port}/{page}"):
        pass


def test_a_worker_that_does_not_see_the_run_s_folder_fails_the_case_alone(tmp_path: Path) -> None:
    finished = run_by_id(str(tmp_path), "CASE-1")
    assert finished.result.outcome is TaskOutcome.FAILED
    assert str(tmp_path) not in finished.result.model_dump_json()


@pytest.mark.parametrize(
    ("scheduler", "with_certificates", "is_refused"),
    [
        ("tcp://10.0.0.7:8786", True, True),
        ("tcp://scheduler.example.test:8786", True, True),
        ("tls://10.0.0.7:8786", False, True),
        ("tls://10.0.0.7:8786", True, False),
        ("tcp://127.0.0.1:8786", False, False),
        ("tcp://localhost:8786", False, False),
    ],
)
def test_away_from_loopback_only_tls_with_certificates_is_used(
    scheduler: str, with_certificates: bool, is_refused: bool, certificates: Certificates, tmp_path: Path
) -> None:
    given = certificates if with_certificates else None
    if is_refused:
        with pytest.raises(Refused, match="PA1035"):
            Cluster(tmp_path, ClusterConfig(scheduler=scheduler, certificates=given))
    else:
        assert Cluster(tmp_path, ClusterConfig(scheduler=scheduler, certificates=given))
