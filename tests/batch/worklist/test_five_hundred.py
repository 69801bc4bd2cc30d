"""A worklist of five hundred rows, ruined in every way there is: all are accounted for, and the rest can be worked on."""

from __future__ import annotations

from collections import Counter

import pytest

from priorauth.batch.worklist.model import RowState, Worklist
from priorauth.batch.worklist.read_worklist import tasks_of
from priorauth.problems import Severity
from tests.batch.worklist.books import LETTERS, SHEET, Change, as_bytes, case_id, practice, read, workbook
from tests.batch.worklist.damages import DAMAGES, Damage

ROWS = range(1, 501)
BLANK = (100, 101, 350)


def damaged_rows() -> dict[int, Damage]:
    """Which sheet row gets which damage: every kind at least once, spread over the sheet."""
    spread = iter(number for number in range(4, 500, 5) if number not in BLANK)
    return dict(zip(spread, DAMAGES + DAMAGES[:20], strict=False))


def place_of(row: int, damage: Damage) -> tuple[str, str]:
    letter = "P" if damage.told_at == "beyond" else LETTERS[damage.field]
    return f"list.xlsx!{SHEET}!{letter}{row}", damage.code


@pytest.fixture(scope="module")
def worklist(tmp_path_factory: pytest.TempPathFactory) -> Worklist:
    place = practice(tmp_path_factory.mktemp("five-hundred"), ROWS)
    changes: list[tuple[int, str, Change]] = [
        (row, damage.field, damage.change) for row, damage in damaged_rows().items()
    ]
    book = workbook(ROWS, changes)
    for row in BLANK:
        for cell in book[SHEET][row]:
            cell.value = None
    return read(place, as_bytes(book))


def test_forty_kinds_of_damage_and_more_are_in_it() -> None:
    assert len({damage.name for damage in damaged_rows().values()}) == len(DAMAGES) >= 40


def test_five_hundred_rows_are_accounted_for(worklist: Worklist) -> None:
    states = Counter(row.state for row in worklist.rows)
    damaged = len(damaged_rows())
    assert states == {
        RowState.REFUSED: damaged,
        RowState.BLANK: len(BLANK),
        RowState.USABLE: 500 - damaged - len(BLANK),
    }
    assert [row.number for row in worklist.rows] == [number + 1 for number in ROWS]


def test_every_damaged_cell_is_named_and_no_other(worklist: Worklist) -> None:
    told = {(str(found.where), found.code) for found in worklist.problems if found.severity is Severity.ERROR}
    assert told == {place_of(row, damage) for row, damage in damaged_rows().items()}


def test_each_sound_row_becomes_the_task_of_its_own_case(worklist: Worklist) -> None:
    unusable = {*damaged_rows(), *BLANK}
    expected = [case_id(row - 1) for row in range(2, 502) if row not in unusable]
    assert [task.task_id for task in tasks_of(worklist)] == expected


def test_no_problem_shows_a_patient(worklist: Worklist) -> None:
    said = " ".join(f"{found.message} {found.fix}" for found in worklist.problems)
    assert not any(text in said for text in ("Avery", "XEH", "1974", "BV-", "Examplea"))
