"""A packet that a row filled is verified like any other: made again from its row, which is found or named."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from priorauth.cli import cli
from priorauth.problems import ExitCode, Refused
from tests.batch.worklist.books import DAY
from tests.batch.worklist.test_filled_cases import sheet_of
from tests.cli.test_ledger_commands import run
from tests.verify.tampering import forged_words, manifest_of, put_manifest

NAME = "EX-CLEAN"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("rows") / "practice"
    place.mkdir()
    sheet_of(place)
    words = ("-o", str(place / "packets"), "--as-of", DAY.isoformat(), "--format", "pdf", "--engine", "inline")
    assert run("batch", str(place / "list.xlsx"), *words)[0] == ExitCode.OK
    return place


@pytest.fixture
def place(built: Path, tmp_path: Path) -> Path:
    """A copy of the practice with its packets: what is remembered does not depend on where it stands."""
    return shutil.copytree(built, tmp_path / "moved" / "practice")


def verify(packet: Path, *words: str | Path) -> tuple[int, list[str], list[str]]:
    """Verify; give the exit code, the codes and the messages of what was found."""
    done = CliRunner().invoke(cli, ("verify", str(packet), "--json", *map(str, words)), standalone_mode=False)
    if isinstance(done.exception, Refused):
        return int(done.exception.exit_code), [told.code for told in done.exception.problems], []
    if isinstance(done.exception, click.UsageError):
        return int(ExitCode.USAGE), [], []
    assert done.exception is None, done.exception
    found = [told for check in json.loads(done.stdout)["checks"] for told in check["problems"]]
    return int(done.return_value), [told["code"] for told in found], [told["message"] for told in found]


@pytest.mark.slow
def test_the_row_of_a_packet_is_found_and_made_again(place: Path) -> None:
    assert verify(place / "packets" / NAME) == (ExitCode.OK, [], [])
    assert verify(place / "packets" / NAME / f"{NAME}-packet.pdf") == (ExitCode.OK, [], [])


@pytest.mark.slow
def test_the_worklist_can_be_named_where_the_packet_stands_elsewhere(place: Path, tmp_path: Path) -> None:
    sent = shutil.copytree(place / "packets" / NAME, tmp_path / "sent" / NAME)
    assert verify(sent)[1] == ["PA846"]
    assert verify(sent, "--worklist", place / "list.xlsx") == (ExitCode.OK, [], [])
    other = shutil.move(place / "list.map.yaml", place / "mine.yaml")
    assert verify(sent, "--worklist", place / "list.xlsx", "--map", other) == (ExitCode.OK, [], [])


@pytest.mark.parametrize(
    "words", [(), pytest.param(("--worklist",), marks=pytest.mark.slow)], ids=["found", "named"]
)
def test_a_row_that_changed_is_named(words: Sequence[str], place: Path) -> None:
    sheet_of(place, **{"request.device": "Another"})
    code, codes, said = verify(place / "packets" / NAME, *words, *[place / "list.xlsx"] * len(words))
    assert (code, codes) == (ExitCode.INPUT_INVALID, ["PA845"])
    assert said[0].endswith("the worklist's row")


@pytest.mark.slow
def test_an_exhibit_of_a_row_that_changed_is_named(place: Path) -> None:
    shutil.copy(place / "charts" / NAME / "office-note.pdf", place / "charts" / NAME / "odi-form.pdf")
    codes, said = verify(place / "packets" / NAME)[1:]
    assert "PA845" in codes
    assert any(text.endswith("exhibit D") for text in said)


FORGERIES: dict[str, Callable[[Path], None]] = {
    "the PDF": forged_words,
    "a criterion": lambda folder: put_manifest(
        folder, {**(content := manifest_of(folder)), "criteria": {**content["criteria"], "modic-type": "not_met"}}
    ),
}


@pytest.mark.parametrize("what", FORGERIES)
def test_a_forgery_is_found_by_making_it_again(what: str, place: Path) -> None:
    FORGERIES[what](place / "packets" / NAME)
    code, codes, _ = verify(place / "packets" / NAME)
    assert code == ExitCode.INPUT_INVALID
    assert {"PA844", "PA849"} & set(codes)


def test_a_packet_of_another_case_in_the_folder_of_a_row_is_told(place: Path) -> None:
    packet = place / "packets" / NAME
    put_manifest(packet, {**manifest_of(packet), "case_id": "EX-OTHER-7"})
    assert "PA862" in verify(packet, "--no-remake")[1]
    assert "PA862" not in verify(packet.rename(packet.with_name("sent")), "--no-remake")[1]


def test_a_row_that_is_refused_or_gone_is_told(place: Path) -> None:
    sheet_of(place, **{"patient.birth_date": "TBD"})
    packet = place / "packets" / NAME
    assert verify(packet)[:2] == (ExitCode.NOT_PROVEN, ["PA846"])
    assert verify(packet, "--worklist", place / "list.xlsx")[:2] == (ExitCode.INPUT_INVALID, ["PA1038"])
    sheet_of(place, case_id="EX-OTHER-7")
    assert verify(packet, "--worklist", place / "list.xlsx")[1] == ["PA1038"]
    (place / "list.xlsx").unlink()
    assert verify(packet)[:2] == (ExitCode.NOT_PROVEN, ["PA846"])
    assert verify(packet, "--worklist", place / "list.xlsx")[0] == ExitCode.FILE_ACCESS


@pytest.mark.parametrize("words", [("--map", "x.yaml"), ("--case", "a", "--worklist", "b")])
def test_words_that_do_not_go_together_are_told(words: tuple[str, ...], place: Path) -> None:
    assert verify(place / "packets" / NAME, *words)[0] == ExitCode.USAGE


def test_what_is_remembered_names_no_folder_of_this_machine(place: Path) -> None:
    noted = json.loads((place / "packets" / ".run" / "worklists.json").read_bytes())
    assert noted == [{"worklist": "../list.xlsx", "column_map": "../list.map.yaml"}]


def test_a_damaged_note_is_as_none(place: Path) -> None:
    (place / "packets" / ".run" / "worklists.json").write_bytes(b"[{")
    assert verify(place / "packets" / NAME)[1] == ["PA846"]
