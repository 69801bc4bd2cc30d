"""The head of the audit chain in a manifest: sealed, no input of the packet, and known to the practice's ledger."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from priorauth.ledger.store import open_ledger
from priorauth.operations.verify_packet import verify_packet
from priorauth.problems import ExitCode
from tests.cli.test_ledger_commands import run
from tests.verify.packets import CLEAN, DAY, as_files, codes, copied_packet, copied_practice, made_packet, verified
from tests.verify.tampering import MANIFEST, manifest_of, put_manifest

pytestmark = pytest.mark.slow
HEAD = "ab" * 32


@pytest.fixture(scope="module")
def recorded(practice: Path) -> Path:
    return made_packet(practice, into="recorded", audit_head=HEAD)


@pytest.fixture
def recorded_packet(recorded: Path, tmp_path: Path) -> Path:
    """A copy of it, to be tampered with."""
    return copied_packet(recorded, tmp_path.name)


def test_a_packet_that_is_recorded_prints_the_head_and_is_sound(recorded: Path) -> None:
    found = verified(recorded)
    assert found.problems == ()
    assert found.audit_head == manifest_of(recorded)["audit_head"] == HEAD


def test_the_head_changes_nothing_but_the_manifest(recorded: Path, clean_packet: Path) -> None:
    plain, with_head = dict(as_files(clean_packet)), dict(as_files(recorded))
    assert plain.pop(MANIFEST) != with_head.pop(MANIFEST)
    assert plain == with_head
    assert "audit_head" not in manifest_of(clean_packet)
    assert verified(clean_packet).audit_head is None


def test_the_same_head_gives_the_same_bytes(recorded: Path, practice: Path) -> None:
    again = made_packet(practice, CLEAN, into="recorded-again", audit_head=HEAD)
    assert as_files(again) == as_files(recorded)


@pytest.mark.parametrize(
    "tamper",
    [
        lambda content: content.update(audit_head="cd" * 32),
        lambda content: content.pop("audit_head"),
        lambda content: content.update(audit_head=None),
    ],
    ids=["another head", "no head", "an empty head"],
)
def test_a_head_that_was_changed_breaks_the_seal(
    tamper: Callable[[dict[str, Any]], object], recorded_packet: Path
) -> None:
    content = manifest_of(recorded_packet)
    tamper(content)
    put_manifest(recorded_packet, content, reseal=False)
    assert "PA834" in codes(verified(recorded_packet))


@pytest.fixture(scope="module")
def practice_that_records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A practice whose ledger has two packets, one after the other."""
    home = copied_practice(tmp_path_factory.mktemp("records") / "practice")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(home)
        for case in ("strictest", CLEAN):
            words = ("--as-of", DAY.isoformat(), "--format", "pdf", "--record")
            assert run("build", f"cases/{case}", *words)[0] == ExitCode.OK
    return home


@pytest.fixture
def home(practice_that_records: Path, tmp_path: Path) -> Path:
    return shutil.copytree(practice_that_records, tmp_path / "practice")


def headed(head: str) -> Callable[[Path], None]:
    """Write a head into the manifest of the packet that was recorded last, and seal it anew."""

    def edit(home: Path) -> None:
        folder = home / "packets" / "EX-CLEAN"
        content = manifest_of(folder)
        assert content["audit_head"] != head
        content["audit_head"] = head
        put_manifest(folder, content)

    return edit


def without_ledger(home: Path) -> None:
    for file in (home / "ledger.sqlite3", *home.glob("ledger-*.head")):
        file.unlink()


def begun_anew(home: Path) -> None:
    without_ledger(home)
    with open_ledger(None, home) as book:
        assert book.entries() == ()


def rewritten(home: Path) -> None:
    connection = sqlite3.connect(home / "ledger.sqlite3")
    with connection:
        connection.execute("UPDATE events SET body = body || ' ' WHERE seq = 1")
    connection.close()


HEADS: dict[str, tuple[Callable[[Path], object], set[str], set[str]]] = {
    "as it was recorded": (lambda home: None, set(), set()),
    "a head that never was": (headed(HEAD), {"PA1110"}, set()),
    "the head before the one before": (headed("0" * 64), set(), {"PA1112"}),
    "no ledger any more": (without_ledger, set(), {"PA861"}),
    "no file of the ledger": (lambda home: (home / "ledger.sqlite3").unlink(), set(), {"PA861"}),
    "a ledger begun anew": (begun_anew, {"PA1110"}, set()),
    "a chain that was rewritten": (rewritten, set(), {"PA861"}),
}


@pytest.mark.parametrize("what", HEADS)
def test_a_printed_head_is_looked_for_in_the_ledger(what: str, home: Path) -> None:
    change, errors, warnings = HEADS[what]
    change(home)
    found = verify_packet(home / "packets" / "EX-CLEAN", remake=False)
    assert codes(found) == errors
    assert codes(found, "warning") == warnings | {"PA846"}
    assert found.exit_code is (ExitCode.INPUT_INVALID if errors else ExitCode.NOT_PROVEN)


@pytest.mark.slow
def test_only_a_head_that_the_ledger_vouches_for_is_proven(home: Path) -> None:
    folder = home / "packets" / "EX-CLEAN"
    assert verify_packet(folder).exit_code is ExitCode.OK
    without_ledger(home)
    assert verify_packet(folder).exit_code is ExitCode.NOT_PROVEN


def test_a_ledger_elsewhere_is_the_one_that_counts(home: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{shutil.move(home / 'ledger.sqlite3', tmp_path / 'elsewhere.sqlite3')}"
    folder = home / "packets" / "EX-CLEAN"
    assert codes(verify_packet(folder, remake=False), "warning") == {"PA846", "PA861"}
    assert codes(verify_packet(folder, remake=False, ledger=url), "warning") == {"PA846"}
    with open_ledger(f"sqlite:///{tmp_path / 'new.sqlite3'}", tmp_path):
        pass
    other = f"sqlite:///{tmp_path / 'new.sqlite3'}"
    assert codes(verify_packet(folder, remake=False, ledger=other)) == {"PA1110"}
    assert run("verify", str(folder), "--no-remake", "--ledger", url)[0] == ExitCode.NOT_PROVEN
    assert run("verify", str(folder), "--no-remake", "--ledger", other)[0] == ExitCode.INPUT_INVALID


def test_a_packet_that_prints_no_head_needs_no_ledger(packet: Path) -> None:
    found = verify_packet(packet, remake=False)
    assert codes(found, "warning") == {"PA846"}
    assert not list(packet.parent.parent.glob("*.sqlite3"))
