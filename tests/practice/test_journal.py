"""The registry's file: readable, only growing, and any change to it by hand is told with its line."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from priorauth.practice.approvals.approval_log import REGISTRY, ApprovalAction, ApprovalEntry, enter, read_registry
from priorauth.problems import Refused

SHA = "a" * 64


def entry(file: str = "templates/cover.md", note: str = "a note", by: str = "Pat Example") -> ApprovalEntry:
    day = date(2026, 11, 24)
    return ApprovalEntry(
        on=day, action=ApprovalAction.APPROVE, file=file, sha256=SHA, effective=day, by=by, note=note
    )


@pytest.fixture
def practice(tmp_path: Path) -> Path:
    enter(tmp_path, [entry(note="first"), entry("payer_profiles/own.yaml", "Nguyễn & <b> \u2028 “quoted”")])
    enter(tmp_path, [entry(note="third")])
    return tmp_path


def lines(practice: Path) -> list[str]:
    return (practice / REGISTRY).read_text(encoding="utf-8").split("\n")[:-1]


def put(practice: Path, rows: list[str]) -> None:
    (practice / REGISTRY).write_text("".join(f"{row}\n" for row in rows), encoding="utf-8", newline="")


def test_it_is_read_as_it_was_entered(practice: Path) -> None:
    found = read_registry(practice)
    assert [e.note for e in found.entries] == ["first", "Nguyễn & <b> \u2028 “quoted”", "third"]
    assert [e.note for e in found.of("templates/cover.md")] == ["first", "third"]
    assert found.head == json.loads(lines(practice)[-1])["hash"]


def test_nobody_else_on_the_machine_reads_it(practice: Path) -> None:
    assert stat.S_IMODE((practice / REGISTRY).stat().st_mode) == 0o600


def test_a_practice_without_one_has_decided_nothing(tmp_path: Path) -> None:
    assert read_registry(tmp_path).entries == ()


EDITS: dict[str, tuple[Callable[[list[str]], list[str]], int]] = {
    "a name is changed": (lambda rows: [rows[0].replace("Pat", "Kim"), *rows[1:]], 1),
    "a hash of a text is changed": (lambda rows: [rows[0], rows[1].replace(SHA, "b" * 64), rows[2]], 2),
    "a line is taken out": (lambda rows: [rows[0], rows[2]], 2),
    "the first line is taken out": (lambda rows: rows[1:], 1),
    "two lines change places": (lambda rows: [rows[1], rows[0], rows[2]], 1),
    "a line is doubled": (lambda rows: [rows[0], rows[0], *rows[1:]], 2),
    "a line is written by hand": (lambda rows: [*rows, '{"action": "approve"}'], 4),
    "an empty line is put in": (lambda rows: [*rows, ""], 4),
    "a key is added": (lambda rows: [rows[0].replace("{", '{"x": 1, ', 1), *rows[1:]], 1),
    "a space is added": (lambda rows: [*rows[:2], rows[2] + " "], 3),
    "it is no text at all": (lambda rows: ["\x00\x01"], 1),
    "it is nested without end": (lambda rows: ["[" * 100_000], 1),
    "a number became a text": (lambda rows: [rows[0].replace('"number": 1', '"number": "1"'), *rows[1:]], 1),
}


@pytest.mark.parametrize("what", EDITS)
def test_a_change_by_hand_is_told_with_its_line(what: str, practice: Path) -> None:
    edit, line = EDITS[what]
    put(practice, edit(lines(practice)))
    for act in (read_registry, lambda p: enter(p, [entry()])):
        with pytest.raises(Refused, match="PA574") as refused:
            act(practice)
        (found,) = refused.value.problems
        assert found.where.line == line


def test_every_changed_byte_is_found(practice: Path) -> None:
    whole = (practice / REGISTRY).read_bytes()
    end_of_last = len(whole) - 1
    for place in range(0, end_of_last, 7):
        (practice / REGISTRY).write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(Refused, match="PA574"):
            read_registry(practice)


def test_a_line_torn_by_a_crash_was_never_entered(practice: Path) -> None:
    whole = (practice / REGISTRY).read_bytes()
    (practice / REGISTRY).write_bytes(whole[:-5])
    assert [e.note for e in read_registry(practice).entries][-1].startswith("Nguyễn")
    enter(practice, [entry(note="after the crash")])
    assert [e.note for e in read_registry(practice).entries][-1] == "after the crash"
    assert len(lines(practice)) == 3


@pytest.mark.parametrize(
    "file",
    ["../outside.md", "templates/../practice.yaml", "/etc/passwd", "templates/UPPER.md", "cases/x/case.yaml"],
)
def test_no_entry_names_a_file_elsewhere(file: str) -> None:
    with pytest.raises(ValueError, match="file"):
        entry(file)
