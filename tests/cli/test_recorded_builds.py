"""`build --record` enters packets in the ledger as a batch does, and their manifests show what the chain has lost."""

from __future__ import annotations

import json
import sqlite3
from datetime import date
from pathlib import Path

import pytest

from priorauth.ledger.store import open_ledger
from priorauth.problems import ExitCode
from tests.batch.runs import DAY, practice
from tests.cli.test_batch_command import run as batch
from tests.cli.test_ledger_commands import run
from tests.ledger.ledgers import event, step

NAMES = ("clean-three-bodies-0", "strictest-0")
FILES = tuple(f"cases/{name}" for name in NAMES)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "practice"
    practice(folder, copies=1)
    monkeypatch.chdir(folder)
    return folder


def build(*words: str) -> tuple[int, str]:
    return run("build", *words, "--as-of", DAY.isoformat(), "--format", "pdf", "--record")


def head_in(place: Path, name: str) -> str | None:
    head = json.loads((place / "packets" / name / "manifest.json").read_bytes()).get("audit_head")
    return head if head is None else str(head)


@pytest.mark.slow
def test_a_build_is_recorded_as_a_batch_is(place: Path) -> None:
    assert build(*FILES)[0] == ExitCode.OK
    (place / "week.csv").write_text("Case,Case file\n" + "".join(f"{name},cases/{name}\n" for name in NAMES))
    assert batch("map", "week.csv", "--yes")[0] == ExitCode.OK
    words = ("--as-of", DAY.isoformat(), "--format", "pdf", "--engine", "inline", "--record")
    assert batch("week.csv", "-o", "others", *words, "--ledger", "sqlite:///other.sqlite3")[0] == ExitCode.OK
    with open_ledger(None, place) as own, open_ledger("sqlite:///other.sqlite3", place) as other:
        assert own.entries() == other.entries()
        assert [entry.case_id for entry in own.entries()] == list(NAMES)
        assert [link.event.output_sha256 for link in own.chain()] == [
            link.event.output_sha256 for link in other.chain()
        ]


@pytest.mark.slow
@pytest.mark.parametrize("words", [("--draft",), ("--dry-run",)])
def test_what_does_not_go_out_is_not_recorded(words: tuple[str, ...], place: Path) -> None:
    assert build(FILES[0], *words)[0] == ExitCode.OK
    with open_ledger(None, place) as book:
        assert book.entries() == ()
    if words == ("--draft",):
        assert head_in(place, NAMES[0]) is None


@pytest.mark.slow
def test_drafts_of_a_batch_are_not_recorded_either(place: Path) -> None:
    (place / "week.csv").write_text(f"Case,Case file\n{NAMES[0]},{FILES[0]}\n")
    batch("map", "week.csv", "--yes")
    words = ("--as-of", DAY.isoformat(), "--format", "pdf", "--engine", "inline", "--record")
    assert batch("week.csv", *words, "--draft")[0] == ExitCode.OK
    assert head_in(place, NAMES[0]) is None
    with open_ledger(None, place) as book:
        assert book.entries() == ()


@pytest.mark.slow
def test_a_packet_that_cannot_be_entered_is_told_and_the_others_are_entered(place: Path) -> None:
    with open_ledger(None, place) as book:
        book.take(NAMES[0], step("built", date(2026, 12, 1)), event())
    code, said = build(*FILES)
    assert code == ExitCode.INPUT_INVALID
    assert "PA1103" in said
    with open_ledger(None, place) as book:
        assert [(entry.case_id, entry.steps) for entry in book.entries()] == [(NAMES[0], 1), (NAMES[1], 1)]


def test_a_ledger_that_cannot_be_reached_is_told_before_anything_is_built(place: Path) -> None:
    assert build(FILES[0], "--ledger", "sqlite:///practice.yaml/ledger.sqlite3")[0] == ExitCode.FILE_ACCESS
    assert not (place / "packets").exists()


@pytest.mark.slow
def test_events_cut_off_the_end_are_missed_by_what_keeps_a_head(place: Path) -> None:
    build(FILES[0])
    build(FILES[1])
    assert head_in(place, NAMES[0]) == "0" * 64
    with open_ledger(None, place) as book:
        assert head_in(place, NAMES[1]) == book.chain()[0].hash
    files = tuple(f"packets/{name}/manifest.json" for name in NAMES)
    assert run("audit", "verify", "--manifest", *files)[0] == ExitCode.OK
    cut(place, 2)
    code, said = run("audit", "verify", "--manifest", "packets")
    assert (code, "PA1112" in said, "PA1110" in said) == (ExitCode.INPUT_INVALID, True, False)
    assert "PA1114" in said, "the folder keeps the latest head"
    assert "PA1118" in said, "the row stands without its event"
    cut(place, 1)
    code, said = run("audit", "verify", "--manifest", "packets")
    assert (code, "PA1110" in said) == (ExitCode.INPUT_INVALID, True)


@pytest.mark.slow
def test_rows_cut_off_with_their_events_are_missed_by_a_manifest_alone(place: Path) -> None:
    build(FILES[0])
    build(FILES[1])
    cut(place, 2, rows=True)
    next(place.glob("*.head")).unlink()
    assert run("audit", "verify")[0] == ExitCode.OK, "nothing that is left knows of them"
    code, said = run("audit", "verify", "--manifest", "packets")
    assert (code, "PA1112" in said, "PA1118" in said) == (ExitCode.OK, True, False)


def cut(place: Path, number: int, *, rows: bool = False) -> None:
    """Take an event out of the ledger, and with ``rows`` what it recorded."""
    connection = sqlite3.connect(place / "ledger.sqlite3")
    with connection:
        connection.execute("DELETE FROM events WHERE seq = ?", (number,))
        if rows:
            connection.execute("DELETE FROM steps WHERE case_id = (SELECT MAX(case_id) FROM steps)")
            connection.execute("DELETE FROM cases WHERE case_id NOT IN (SELECT case_id FROM steps)")
    connection.close()


def test_a_manifest_whose_head_was_changed_is_found_by_the_seal_or_the_chain(place: Path) -> None:
    build(FILES[0])
    path = place / "packets" / NAMES[0] / "manifest.json"
    path.write_bytes(path.read_bytes().replace(b'"audit_head": "0', b'"audit_head": "1'))
    code, said = run("audit", "verify", "--manifest", str(path), "--json")
    told = [problem["code"] for problem in json.loads(said[: said.rindex("}") + 1])["problems"]]
    assert (code, told) == (ExitCode.INPUT_INVALID, ["PA834", "PA1110"])


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--manifest", "nowhere"), ExitCode.INPUT_INVALID),
        (("--manifest", "cases"), ExitCode.INPUT_INVALID),
        (("--manifest", "practice.yaml"), ExitCode.INPUT_INVALID),
        (("practice.yaml",), ExitCode.USAGE),
    ],
)
def test_what_is_no_manifest_is_told(words: tuple[str, ...], code: ExitCode, place: Path) -> None:
    open_ledger(None, place).close()
    assert run("audit", "verify", *words)[0] == code
