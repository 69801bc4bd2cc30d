"""A backup of a practice: it holds everything, proves itself, and is put back whole or not at all."""

from __future__ import annotations

import hashlib
import random
import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from priorauth.files import list_folder, read_parts
from priorauth.ledger.audit_chain import AuditAction
from priorauth.ledger.database import connect
from priorauth.ledger.store import open_ledger
from priorauth.operations.keeping.back_up_practice import Backup, back_up_practice
from priorauth.operations.keeping.restore_practice import RestoredPractice, restore_practice
from priorauth.operations.ledger.audit_ledger import audit_ledger
from priorauth.operations.ledger.find_ledger import LedgerPlace
from priorauth.operations.sign_event import Actor
from priorauth.practice.sealed_archive import ArchiveContent, ArchiveWriter
from priorauth.problems import Refused
from tests.ledger.ledgers import MOMENT, event, step

ACTOR = Actor(name="riley", host="desk-1", run_id="run-2")
KEPT = {
    "practice.yaml": b"{}\n",
    "cases/C-1/case.yaml": b"case_id: C-1\n",
    "cases/C-1/Fax of Monday (2).pdf": b"%PDF-1.7 made up",
    "cases/C-1/Röntgen.txt": "Größe".encode(),
    "cases/C-1/empty.txt": b"",
    "packets/.run/record.jsonl": b'{"line":1}\n',
}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "practice"
    for name, data in KEPT.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    (folder / "templates").mkdir()
    return folder


def record(url: str | None, home: Path) -> None:
    with open_ledger(url, home) as ledger:
        for case in ("C-1", "C-2"):
            ledger.take(case, step("built"), event(AuditAction.BUILD, case_id=case))
            ledger.take(case, step("submitted"), event(case_id=case))
        ledger.take("C-1", step("approved"), event(case_id="C-1"))
        ledger.note(event(AuditAction.EXPORT))


def back_up(home: Path, target: Path, url: str | None = None) -> Backup:
    return back_up_practice(LedgerPlace(folder=home, url=url), target, moment=MOMENT)


def restored(file: Path, folder: Path, **options: Any) -> RestoredPractice:
    return restore_practice(file, folder, actor=ACTOR, moment=MOMENT, **options)


def files_of(folder: Path) -> dict[str, bytes]:
    names = (path for path in folder.rglob("*") if path.is_file() and "ledger" not in path.name)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in names}


def test_everything_comes_back(ledger_url: str, home: Path, tmp_path: Path) -> None:
    url = ledger_url if ledger_url.startswith("postgresql") else None
    record(url, home)
    made = back_up(home, tmp_path / "b.zip", url)
    assert (made.problems, made.rows) == ((), 11)
    back = restored(tmp_path / "b.zip", tmp_path / "again")
    assert files_of(tmp_path / "again") == KEPT
    assert (tmp_path / "again" / "templates").is_dir()
    assert back.head == made.head
    assert audit_ledger(LedgerPlace(folder=tmp_path / "again"), head=made.head).is_sound
    with open_ledger(url, home) as before, open_ledger(None, tmp_path / "again") as after:
        *held, last = after.chain()
        assert tuple(held) == before.chain()
        backup = hashlib.sha256((tmp_path / "b.zip").read_bytes()).hexdigest()
        assert (last.event.action, last.event.output_sha256) == (AuditAction.RESTORE, (backup,))
        assert last.event.actor == "riley"
        assert after.entries() == before.entries()
        assert after.all_steps() == before.all_steps()
        kept = after.kept_head()
        assert kept is not None
        assert kept.hash == last.hash
        after.take("C-2", step("denied"), event(case_id="C-2"))
    assert {path.stat().st_mode & 0o077 for path in (tmp_path / "again").rglob("*")} == {0}


def test_a_ledger_goes_to_another_database(ledger_url: str, home: Path, tmp_path: Path) -> None:
    record(None, home)
    made = back_up(home, tmp_path / "b.zip")
    restored(tmp_path / "b.zip", tmp_path / "again", url=ledger_url)
    assert not (tmp_path / "again" / "ledger.sqlite3").exists()
    assert audit_ledger(LedgerPlace(folder=tmp_path / "again", url=ledger_url), head=made.head).is_sound
    with open_ledger(ledger_url, tmp_path / "again") as ledger:
        assert ledger.kept_head() is not None, "the practice keeps a head of the ledger as it is now called"
        ledger.take("C-2", step("approved"), event(case_id="C-2"))


def test_a_ledger_that_has_rows_is_not_filled(ledger_url: str, home: Path, tmp_path: Path) -> None:
    record(None, home)
    back_up(home, tmp_path / "b.zip")
    (tmp_path / "other").mkdir()
    with open_ledger(ledger_url, tmp_path / "other") as ledger:
        ledger.note(event(AuditAction.EXPORT))
    with pytest.raises(Refused, match="PA1124"):
        restored(tmp_path / "b.zip", tmp_path / "again", url=ledger_url)
    assert not (tmp_path / "again").exists()


def test_nothing_is_left_in_a_ledger_when_a_file_is_broken(ledger_url: str, home: Path, tmp_path: Path) -> None:
    record(None, home)
    back_up(home, tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        at = archive.getinfo("files/practice.yaml").header_offset
    data = bytearray((tmp_path / "b.zip").read_bytes())
    data[at + 30 + len("files/practice.yaml") + 20 + 3] ^= 1  # in the file's own bytes, behind its header
    (tmp_path / "b.zip").write_bytes(data)
    with pytest.raises(Refused, match="PA1121"):
        restored(tmp_path / "b.zip", tmp_path / "again", url=ledger_url)
    assert not (tmp_path / "again").exists()
    if ledger_url.startswith("sqlite"):
        assert not list(tmp_path.glob("ledger.sqlite3*"))
        return
    with open_ledger(ledger_url, tmp_path) as ledger:
        assert (ledger.chain(), ledger.entries()) == ((), ())


def test_what_passes_is_left_out_and_links_are_told(home: Path, tmp_path: Path) -> None:
    record(None, home)
    (home / ".practice.yaml.0123456789ab.part").write_bytes(b"half")
    (home / "packets/.run/lock").touch()
    (home / "cases/C-1/.settlements.lock").touch()
    (home / "elsewhere").symlink_to(tmp_path)
    back_up(home, home / "first.zip")
    made = back_up(home, home / "second.zip")
    assert (made.earlier_backups, made.files) == (1, len(KEPT) + 1)  # and the head that is kept
    assert [item.code for item in made.problems] == ["PA1125"]
    restored(home / "second.zip", tmp_path / "again")
    assert files_of(tmp_path / "again") == KEPT


SPOILED = (
    "DELETE FROM events WHERE seq = 6",
    "DELETE FROM events",
    "UPDATE steps SET number = 3 WHERE case_id = 'C-2' AND number = 2",
    "UPDATE cases SET state = 'approved' WHERE case_id = 'C-2'",
    "UPDATE events SET body = body || ' ' WHERE seq = 2",
)


@pytest.mark.parametrize("statement", SPOILED)
def test_a_ledger_that_is_not_whole_is_backed_up_and_told(
    statement: str, ledger_url: str, home: Path, tmp_path: Path
) -> None:
    record(ledger_url, home)
    engine = connect(ledger_url, home)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()
    made = back_up(home, tmp_path / "b.zip", ledger_url)
    assert made.problems[0].code == "PA1123"
    assert len(made.problems) > 1, "and what is wrong"
    if "cases" in statement:  # where cases stand follows from the steps, which are whole
        restored(tmp_path / "b.zip", tmp_path / "again")
        return
    with pytest.raises(Refused, match="PA1122"):
        restored(tmp_path / "b.zip", tmp_path / "again")
    assert not (tmp_path / "again").exists()
    assert restored(tmp_path / "b.zip", tmp_path / "again", with_ledger=False).rows is None
    assert files_of(tmp_path / "again") == KEPT


def test_a_ledger_whose_file_is_gone_is_told(home: Path, tmp_path: Path) -> None:
    record(None, home)
    (home / "ledger.sqlite3").unlink()
    made = back_up(home, tmp_path / "b.zip")
    assert [item.code for item in made.problems] == ["PA1123", "PA1114"]
    assert made.rows is None


@pytest.mark.slow
def test_a_changed_backup_is_refused_or_changes_nothing(home: Path, tmp_path: Path) -> None:
    """A byte that is wrong is found, unless it says nothing, such as the time of a member."""
    record(None, home)
    back_up(home, tmp_path / "b.zip")
    whole, draw, refused = (tmp_path / "b.zip").read_bytes(), random.Random(22), 0  # noqa: S311
    for turn in range(150):
        data = bytearray(whole)
        data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
        (tmp_path / "c.zip").write_bytes(data if turn % 10 else whole[: draw.randrange(len(whole))])
        try:
            restored(tmp_path / "c.zip", tmp_path / f"again-{turn}")
        except Refused:
            refused += 1
            assert not (tmp_path / f"again-{turn}").exists()
        else:
            assert files_of(tmp_path / f"again-{turn}") == KEPT
    assert refused > 75
    assert not list(tmp_path.glob(".*.part"))


HOSTILE = (
    "../out.txt",
    "/out.txt",
    "a/../../out.txt",
    "C:/out.txt",
    "a\\..\\..\\out.txt",
    "a//b",
    "./a",
    "x\x1b",
)


def sealed(target: Path, names: tuple[str, ...], folders: tuple[str, ...] = ()) -> None:
    def parts() -> Iterator[bytes]:
        archive = ArchiveWriter()
        for name in names:
            yield from archive.add(f"files/{name}", [b"out"])
        about = ArchiveContent(kind="practice", tool_version="0", made_at=MOMENT, folders=folders)
        yield from archive.finish(about)

    target.write_bytes(b"".join(parts()))


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("is_folder", [False, True])
def test_no_name_leads_out_of_the_folder(name: str, is_folder: bool, tmp_path: Path) -> None:
    sealed(tmp_path / "b.zip", () if is_folder else (name,), (name,) if is_folder else ())
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(Refused, match="PA208"):
        restored(tmp_path / "b.zip", tmp_path / "again")
    assert sorted(tmp_path.rglob("*")) == before


def test_a_file_that_the_index_does_not_name_is_refused(tmp_path: Path) -> None:
    sealed(tmp_path / "b.zip", ("a.txt",))
    restored(tmp_path / "b.zip", tmp_path / "first")
    with zipfile.ZipFile(tmp_path / "b.zip", "a") as archive:
        archive.writestr("files/b.txt", b"put in")
    with pytest.raises(Refused, match="PA1121"):
        restored(tmp_path / "b.zip", tmp_path / "again")


@pytest.mark.parametrize(("before", "after"), [(b'"size": 3', b'"size": 4'), (b"out", b"tuo")])
def test_an_archive_written_anew_is_refused(before: bytes, after: bytes, tmp_path: Path) -> None:
    sealed(tmp_path / "b.zip", ("a.txt",))
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        for name, data in held.items():
            archive.writestr(name, data.replace(before, after))
    with pytest.raises(Refused, match="PA1121"):
        restored(tmp_path / "b.zip", tmp_path / "again")


def test_a_folder_with_something_in_it_is_left_alone(home: Path, tmp_path: Path) -> None:
    back_up(home, tmp_path / "b.zip")
    (tmp_path / "empty").mkdir()
    restored(tmp_path / "b.zip", tmp_path / "empty")
    assert files_of(tmp_path / "empty") == KEPT
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "note.txt").write_text("mine")
    with pytest.raises(Refused, match="PA203"):
        restored(tmp_path / "b.zip", tmp_path / "taken")
    assert files_of(tmp_path / "taken") == {"note.txt": b"mine"}
    with pytest.raises(Refused, match="PA203"):
        back_up(home, tmp_path / "b.zip")


def test_a_file_that_changes_while_it_is_read_is_refused(home: Path) -> None:
    path = home / "cases/C-1/case.yaml"
    reading = read_parts(path)
    next(reading)
    path.write_bytes(b"case_id: another\n")
    with pytest.raises(Refused, match="PA209"):
        list(reading)


def test_a_name_that_no_other_system_holds_stops_the_backup(home: Path, tmp_path: Path) -> None:
    (home / "cases" / "a\\b.txt").write_bytes(b"x")
    with pytest.raises(Refused, match="PA208"):
        back_up(home, tmp_path / "b.zip")
    assert not (tmp_path / "b.zip").exists()
    assert list_folder(tmp_path / "practice" / "templates").files == ()


@pytest.mark.slow
def test_a_large_practice_takes_no_memory(home: Path, tmp_path: Path) -> None:
    for number in range(4):
        with (home / f"packets/{number}.pdf").open("wb") as stream:
            stream.truncate(20_000_000)
    back_up(home, tmp_path / "warm.zip")
    tracemalloc.start()
    back_up(home, tmp_path / "b.zip")
    restored(tmp_path / "b.zip", tmp_path / "again")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 10_000_000, "bytes; one file alone has 20 million"
