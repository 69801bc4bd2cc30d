"""A packet becomes a step of its case, by whoever had it built, whether alone or from a worklist."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from priorauth.ledger.store import open_ledger
from priorauth.operations.appeal.answer_denial import DenialUnsettled, build_appeal, settle_denial
from priorauth.operations.appeal.prepare_appeal import AppealLevel, AppealOptions, ReasonKind
from priorauth.operations.batch.map_columns import propose_map, save_map, written_map
from priorauth.operations.batch.run_batch import (
    BatchRun,
    BatchSpec,
    EngineChoice,
    EngineName,
    Selection,
    choose_engine,
    plan_batch,
    read_batch,
    record_batch,
    run_batch,
)
from priorauth.operations.build_packet import BuildSpec, BuiltPacket, Format, PacketRefused, build_packet
from priorauth.operations.ledger.find_ledger import LedgerPlace
from priorauth.operations.ledger.manage_ledger import record_step
from priorauth.operations.ledger.record_packet import begin_recording, record_packets
from priorauth.operations.sign_event import Actor
from tests.appeals.letters import letter_pdf
from tests.batch.runs import DAY, practice

CLEAN, GAPS = "clean-three-bodies-0", "gaps-0"
SIGNED: dict[str, Any] = {
    "actor": Actor(name="riley", host="front-desk", run_id="visit-7"),
    "moment": datetime(2026, 11, 24, 15, 0, tzinfo=UTC),
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("recorded") / "practice"
    practice(folder, copies=1)
    return folder


@pytest.fixture(scope="module")
def packet(home: Path) -> BuiltPacket:
    return build_packet(order(home))


def order(home: Path, name: str = CLEAN, **changes: Any) -> BuildSpec:
    wanted = {"out": home / "packets", "format": Format.PDF, "audit_head": "0" * 64}
    return BuildSpec(home / "cases" / name / "case.yaml", DAY, **{**wanted, **changes})


@pytest.fixture
def place(tmp_path: Path) -> LedgerPlace:
    return LedgerPlace(folder=tmp_path)


def test_the_step_of_a_packet_is_what_its_manifest_and_its_case_say(packet: BuiltPacket) -> None:
    assert packet.sendable is not None
    step = packet.sendable.step(date(2026, 11, 25))
    manifest = (packet.folder / "manifest.json").read_bytes()
    assert step.manifest_sha256 == hashlib.sha256(manifest).hexdigest()
    assert (step.on, step.profile_id) == (date(2026, 11, 25), json.loads(manifest)["profile"]["id"])
    assert (step.bodies, step.planned_date) == (("L4", "L5", "S1"), date(2026, 12, 15))
    assert [(row.code, row.units) for row in step.units] == [("64628", 1), ("64629", 1)]


def test_a_packet_is_recorded_once_with_its_actor_and_its_files(packet: BuiltPacket, place: LedgerPlace) -> None:
    assert packet.sendable is not None
    for _ in range(2):
        assert record_packets(place, [packet.sendable], DAY, **SIGNED) == ()
    with open_ledger(None, place.folder) as book:
        (taken,), (link,) = book.history(CLEAN), book.chain()
    assert (taken.recorded_by, taken.recorded_at) == ("riley", SIGNED["moment"])
    assert set(link.event.output_sha256) == {hashlib.sha256(path.read_bytes()).hexdigest() for path in packet.files}


def test_a_packet_that_cannot_follow_is_told_and_the_ledger_stands(packet: BuiltPacket, place: LedgerPlace) -> None:
    assert packet.sendable is not None
    record_packets(place, [packet.sendable], DAY, **SIGNED)
    sent = {"kind": "submitted", "on": date(2026, 12, 1), "channel": "fax"}
    record_step(place, CLEAN, sent, **SIGNED)
    changed = packet.sendable.__class__(
        CLEAN, packet.sendable.profile_id, packet.sendable.requested, None, {"manifest.json": "ab" * 32}
    )
    assert [found.code for found in record_packets(place, [changed], DAY, **SIGNED)] == ["PA1103"]


def test_a_draft_has_nothing_for_the_ledger_and_begins_none(home: Path, place: LedgerPlace) -> None:
    draft = build_packet(order(home, GAPS, draft=True, out=place.folder / "drafts"))
    assert (draft.is_draft, draft.sendable) == (True, None)
    recording = begin_recording(place, draft=True)
    assert (recording.place, recording.head) == (None, None)
    assert [note.code for note in recording.notes] == ["PA1109"]
    assert not (place.folder / "ledger.sqlite3").exists()


def test_a_refused_packet_brings_what_is_open(home: Path) -> None:
    with pytest.raises(PacketRefused) as refused:
        build_packet(order(home, GAPS))
    assert refused.value.open
    assert all(result.shortfalls for result in refused.value.open)


def test_what_a_page_contradicts_is_a_problem_and_not_told_again(tmp_path: Path) -> None:
    practice(tmp_path / "practice", copies=1)
    case_file = tmp_path / "practice" / "cases" / CLEAN / "case.yaml"
    text = case_file.read_text(encoding="utf-8")
    case_file.write_text(text.replace("sessions: 18", "sessions: 24"), encoding="utf-8")
    with pytest.raises(PacketRefused) as refused:
        build_packet(order(tmp_path / "practice"))
    assert [found.code for found in refused.value.problems] == ["PA741"]
    assert refused.value.open == ()


@pytest.mark.slow
def test_an_appeal_is_answered_from_the_letter_and_is_no_step_of_its_own(home: Path, tmp_path: Path) -> None:
    (tmp_path / "denial.pdf").write_bytes(letter_pdf())
    wanted, place = order(home, out=tmp_path / "appeals"), LedgerPlace(folder=tmp_path)
    settled = settle_denial(wanted, AppealOptions(AppealLevel.FIRST, letter=tmp_path / "denial.pdf"), place)
    built = build_appeal(wanted, settled)
    assert [answer.reason.kinds[0] for answer in built.answers] == [ReasonKind.CONSERVATIVE_CARE, ReasonKind.MODIC]
    assert (built.packet.is_draft, built.packet.sendable) == (False, None)
    assert not (tmp_path / "ledger.sqlite3").exists()


def test_a_doubtful_denial_brings_what_its_letter_says(home: Path, tmp_path: Path) -> None:
    (tmp_path / "denial.pdf").write_bytes(letter_pdf())
    asked = AppealOptions(AppealLevel.FIRST, letter=tmp_path / "denial.pdf", appeal_by=date(2026, 1, 1))
    with pytest.raises(DenialUnsettled) as refused:
        settle_denial(order(home), asked, LedgerPlace(folder=tmp_path))
    assert [found.code for found in refused.value.problems] == ["PA1216"]
    assert refused.value.letter is not None
    assert refused.value.letter.reading.reasons


@pytest.fixture(scope="module")
def run(home: Path) -> BatchRun:
    """A worklist with a case that is ready, one that is open, one that nobody asks for and a row without a file."""
    worklist = home / "week.csv"
    names = (CLEAN, GAPS, "strictest-0")
    rows = "".join(f"{name},cases/{name}\n" for name in names)
    worklist.write_text(f"Case,Case file\n{rows}nobody,cases/nobody\n", encoding="utf-8")
    proposed = propose_map(worklist)
    save_map(written_map(proposed, proposed.proposal.fields, proposed.proposal.dates), proposed.target)
    wanted = BatchSpec(worklist, DAY, home / "run", format=Format.PDF, selection=Selection(only=(CLEAN, GAPS)))
    batch = read_batch(wanted)
    assert [task.task_id for task in plan_batch(batch).to_do] == [CLEAN, GAPS]
    return run_batch(
        batch, choose_engine(EngineChoice(name=EngineName.INLINE), wanted.out), LedgerPlace(folder=home)
    )


@pytest.mark.slow
def test_every_row_of_a_run_is_accounted_for(run: BatchRun) -> None:
    assert {outcome.value: n for outcome, n in run.counts.items() if n} == {"built": 1, "open": 1}
    assert (run.batch.refused_rows, run.batch.left_out_rows, run.is_whole) == (1, 1, False)
    assert run.report.is_file()


def test_a_run_of_ready_cases_is_whole_only_when_no_row_was_refused(run: BatchRun) -> None:
    ready = replace(run, results=[result for result in run.results if result.outcome == "built"])
    assert not ready.is_whole
    rows = tuple(row for row in ready.batch.worklist.rows if row.state != "refused")
    assert replace(ready, batch=replace(ready.batch, worklist=replace(ready.batch.worklist, rows=rows))).is_whole


def test_a_run_is_recorded_when_that_is_asked_as_a_packet_of_its_own_is(
    run: BatchRun, packet: BuiltPacket, home: Path, place: LedgerPlace
) -> None:
    with open_ledger(None, home) as book:
        assert (book.entries(), book.chain()) == ((), ())
    assert record_batch(run, LedgerPlace(folder=home), **SIGNED) == ()
    assert packet.sendable is not None
    record_packets(place, [packet.sendable], DAY, **SIGNED)
    with open_ledger(None, home) as by_run, open_ledger(None, place.folder) as alone:
        assert by_run.entries() == alone.entries()
        assert by_run.chain() == alone.chain()
