"""Letting go of a case: its files go only once their copy has been proven, and nothing of another case goes."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from priorauth.ledger.store import open_ledger
from priorauth.operations.keeping.remove_case import find_case, remove_case
from priorauth.operations.ledger.audit_ledger import audit_ledger
from priorauth.operations.ledger.find_ledger import LedgerPlace
from priorauth.operations.sign_event import Actor, AuditAction
from priorauth.problems import Refused
from tests.ledger.ledgers import MOMENT, event, step

WHO = Actor(name="riley", host="front-desk", run_id="visit-7")
OWN = {
    "cases/odd name/case.yaml": b"case_id: C-1\n",
    "cases/odd name/report.pdf": b"%PDF-1.7",
    "packets/C-1/manifest.json": b'{"case_id": "C-1"}',
    "packets/C-1/packet.pdf": b"%PDF-1.7 packet",
    "week 48/C-1/manifest.json": b'{"case_id": "C-1"}',
    "proofs/C-1/abc.txt": b"sent",
}
OTHERS = {
    "practice.yaml": b"{}\n",
    "cases/C-2/case.yaml": b"case_id: C-2\n",
    "packets/C-2/manifest.json": b'{"case_id": "C-2"}',
    "packets/summary.json": b"{}",
    "proofs/C-12/abc.txt": b"sent",
}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "practice"
    for name, data in (OWN | OTHERS).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    with open_ledger(None, folder) as ledger:
        ledger.take("C-1", step("built"), event(AuditAction.BUILD, case_id="C-1"))
        ledger.take("C-1", step("done", outcome="withdrawn"), event(case_id="C-1"))
    return folder


def files_of(folder: Path) -> dict[str, bytes]:
    names = (path for path in folder.rglob("*") if path.is_file() and "ledger" not in path.name)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in names}


def let_go(home: Path, export: Path) -> str:
    place = LedgerPlace(folder=home)
    return remove_case(place, find_case(place, "C-1"), export, actor=WHO, moment=MOMENT).sha256


def test_a_case_is_exported_and_removed_with_an_event(home: Path, tmp_path: Path) -> None:
    digest = let_go(home, tmp_path / "C-1.zip")
    assert files_of(home) == OTHERS
    with zipfile.ZipFile(tmp_path / "C-1.zip") as archive:
        held = {name.removeprefix("files/"): archive.read(name) for name in archive.namelist()}
    assert held.pop("index.json")
    assert held == OWN
    assert digest == hashlib.sha256((tmp_path / "C-1.zip").read_bytes()).hexdigest()
    with open_ledger(None, home) as ledger:
        last = ledger.chain()[-1].event
        assert (last.action, last.case_id, last.output_sha256) == (AuditAction.REMOVE, "C-1", (digest,))
        assert ledger.entry("C-1") is not None, "the rows stay until they are purged"
    assert audit_ledger(LedgerPlace(folder=home)).is_sound


def is_open(home: Path) -> None:
    with open_ledger(None, home) as ledger:
        ledger.take("C-1", step("built"), event(AuditAction.BUILD, case_id="C-1"))


def has_no_ledger(home: Path) -> None:
    for path in home.glob("ledger*"):
        path.unlink()


def has_a_link(home: Path) -> None:
    (home / "cases/odd name/scan.pdf").symlink_to(home / "practice.yaml")


def holds_another(home: Path) -> None:
    (home / "cases/odd name/C-3").mkdir()
    (home / "cases/odd name/C-3/case.yaml").write_text("case_id: C-3\n")


def lies_among_the_cases(home: Path) -> None:
    (home / "cases/loose.yaml").write_text("case_id: C-1\n")


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (is_open, "PA1128"),
        (has_no_ledger, "PA201"),
        (has_a_link, "PA1129"),
        (holds_another, "PA1129"),
        (lies_among_the_cases, "PA1129"),
    ],
)
def test_nothing_is_removed_that_was_not_proven(
    spoil: Callable[[Path], None], code: str, home: Path, tmp_path: Path
) -> None:
    spoil(home)
    before = files_of(home)
    with pytest.raises(Refused, match=code):
        let_go(home, tmp_path / "C-1.zip")
    assert files_of(home) == before
    assert not (tmp_path / "C-1.zip").exists()


def test_the_export_does_not_go_with_the_case(home: Path) -> None:
    before = files_of(home)
    with pytest.raises(Refused, match="PA1129"):
        let_go(home, home / "packets/C-1/export.zip")
    (home / "C-1.zip").write_bytes(b"somebody's")
    with pytest.raises(Refused, match="PA203"):
        let_go(home, home / "C-1.zip")
    assert files_of(home) == before | {"C-1.zip": b"somebody's"}


@pytest.mark.parametrize("case_id", ["C-9", "..", "../..", "", "odd name"])
def test_an_id_that_nothing_bears_removes_nothing(case_id: str, home: Path) -> None:
    if case_id == "odd name":
        (home / "cases/odd name/case.yaml").unlink()  # a folder of that name is found, as the case's own
        assert [path.name for path in find_case(LedgerPlace(folder=home), case_id).folders] == ["odd name"]
        return
    with pytest.raises(Refused, match="PA1127"):
        find_case(LedgerPlace(folder=home), case_id)


def test_a_manifest_that_is_none_stops_nothing(home: Path, tmp_path: Path) -> None:
    (home / "packets/C-2/manifest.json").write_text(json.dumps(["C-1"]))
    (home / "cases/C-2/manifest.json").write_text("{")
    let_go(home, tmp_path / "C-1.zip")
    assert "packets/C-2/manifest.json" in files_of(home)


def test_a_copy_that_is_not_the_same_removes_nothing(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody saves a file between its export and its removal: the event is not entered, and nothing goes."""
    written = remove_case.__globals__["write_file"]

    def written_and_then_saved(path: Path, data: Iterable[bytes]) -> None:
        written(path, data)
        (home / "cases/odd name/report.pdf").write_bytes(b"%PDF-1.7 saved later")

    monkeypatch.setitem(remove_case.__globals__, "write_file", written_and_then_saved)
    with pytest.raises(Refused, match="PA1129"):
        let_go(home, tmp_path / "C-1.zip")
    assert files_of(home).keys() == (OWN | OTHERS).keys()
    assert not (tmp_path / "C-1.zip").exists()
    with open_ledger(None, home) as ledger:
        assert len(ledger.chain()) == 2
