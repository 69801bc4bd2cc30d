"""The cluster engine: the same bytes as inline, over TLS, with workers killed and one case that kills its own."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from priorauth.batch import runner
from priorauth.batch.engines.inline import Inline
from priorauth.batch.task import Finished, Outcome, TaskSpec
from priorauth.problems import Refused
from tests.batch.runs import practice, tree

distributed = pytest.importorskip("distributed", reason="the cluster extra is not installed")

from priorauth.batch.engines.cluster import Certificates, Cluster, run_by_id  # noqa: E402

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


class Killing:
    """A cluster whose workers are killed one after another while it is at work."""

    def __init__(self, cluster: Cluster, kills: int) -> None:
        self.cluster, self.kills, self.killed = cluster, kills, 0

    def run(self, tasks: Iterable[TaskSpec]) -> Iterator[Finished]:
        for number, finished in enumerate(self.cluster.run(tasks)):
            yield finished
            at_work = workers()
            if number % 2 == 0 and self.killed < self.kills and at_work:
                os.kill(at_work[0], signal.SIGKILL)
                self.killed += 1


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


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="workers are found in /proc")
def test_killed_workers_and_a_poison_case_change_nothing_for_the_others(
    certificates: Certificates, tmp_path: Path
) -> None:
    tasks = practice(tmp_path / "practice", copies=3)
    poison = tasks[0].model_copy(update={"task_id": "POISON"})
    runner.run(tasks, tmp_path / "inline", Inline())
    cluster = Cluster(tmp_path / "cluster" / ".run", certificates=certificates, workers=2, work=poisoned)
    engine = Killing(cluster, kills=5)
    results = runner.run([*tasks, poison], tmp_path / "cluster", engine)
    assert engine.killed == 5
    failed = [result for result in results if result.outcome is Outcome.FAILED]
    assert [(result.task_id, [found.code for found in result.problems]) for result in failed] == [
        ("POISON", ["PA1031"])
    ]
    packets = {name: data for name, data in tree(tmp_path / "cluster").items() if not name.startswith(".run")}
    expected = {name: data for name, data in tree(tmp_path / "inline").items() if not name.startswith(".run")}
    assert packets == expected


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
            Cluster(tmp_path, scheduler=scheduler, certificates=given)
    else:
        assert Cluster(tmp_path, scheduler=scheduler, certificates=given)
