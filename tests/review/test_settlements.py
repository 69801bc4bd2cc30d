"""The file of answers: added to and never changed, whoever writes at the same time and whatever was torn."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from priorauth.files import exclusive_lock
from priorauth.problems import Refused
from priorauth.review.model import Entry, Settlement, ShownPage, Withdrawal
from priorauth.review.settlements import FILE, add_settlement, line_of, read_settlements
from tests.property_budget import tried
from tests.review.charts import DAY

_WITHOUT_INK = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0" + "".join(map(chr, range(0xFE00, 0xFE10)))
_LINES = st.text(
    st.characters(exclude_categories=("Cc", "Cf", "Cs", "Cn"), exclude_characters=_WITHOUT_INK),
    min_size=1,
    max_size=40,
).filter(str.strip)


def settlement(by: str = "Robin Clerk", **changes: object) -> Settlement:
    given = {"item": "0123456789ab", "outcome": "confirm", "by": by, "role": "clerk", "on": DAY}
    return Settlement.model_validate({**given, **changes})


def giving(by: str = "Robin Clerk") -> Callable[[Sequence[Entry]], Entry]:
    return lambda before: settlement(by)


def test_no_file_is_no_answer(tmp_path: Path) -> None:
    assert read_settlements(tmp_path) == ()


def test_answers_are_added_and_what_stood_there_stays_byte_for_byte(tmp_path: Path) -> None:
    before = b""
    for number in range(4):
        add_settlement(tmp_path, giving(f"Clerk {number}"))
        now = (tmp_path / FILE).read_bytes()
        assert now.startswith(before)
        before = now
    assert [entry.by for entry in read_settlements(tmp_path)] == [f"Clerk {number}" for number in range(4)]


def test_answers_given_at_the_same_time_are_all_kept_each_in_sight_of_those_before(tmp_path: Path) -> None:
    def add(number: int) -> int:
        seen: list[int] = []

        def make(entries: object) -> Entry:
            assert isinstance(entries, tuple)
            seen.append(len(entries))
            return settlement(f"Clerk {number}")

        add_settlement(tmp_path, make)
        return seen[-1]

    with ThreadPoolExecutor(8) as pool:
        counts = list(pool.map(add, range(24)))
    assert sorted(counts) == list(range(24))
    assert {entry.by for entry in read_settlements(tmp_path)} == {f"Clerk {number}" for number in range(24)}


def test_the_file_is_private(tmp_path: Path) -> None:
    add_settlement(tmp_path, giving())
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600


def test_an_answer_that_is_refused_adds_nothing(tmp_path: Path) -> None:
    def make(entries: object) -> Entry:
        raise ValueError("refused")

    with pytest.raises(ValueError, match="refused"):
        add_settlement(tmp_path, make)
    assert not (tmp_path / FILE).exists()


def test_a_file_that_somebody_else_holds_is_not_written(tmp_path: Path) -> None:
    with exclusive_lock(tmp_path / ".settlements.lock"), pytest.raises(Refused) as refused:
        add_settlement(tmp_path, giving(), patience_seconds=0.1)
    assert refused.value.problems[0].code == "PA1309"
    assert read_settlements(tmp_path) == ()


@pytest.mark.parametrize(
    "line",
    [
        b"x",
        b"",
        b"{}",
        line_of(settlement()).replace(b"confirm", b"approve"),
        line_of(settlement()).replace(b'"by":"Robin Clerk"', b'"by":""'),
        line_of(settlement()).replace(b'"kind"', b'"sort"'),
        line_of(settlement())[:-1] + b',"note":"x"}',
        b" " + line_of(settlement()),
    ],
)
def test_a_line_that_is_not_as_it_was_written_stops_all_and_is_named_without_its_words(
    tmp_path: Path, line: bytes
) -> None:
    whole = line_of(settlement(statement="It healed in 1998."))
    (tmp_path / FILE).write_bytes(whole + b"\n" + line + b"\n" + whole + b"\n")
    with pytest.raises(Refused) as refused:
        read_settlements(tmp_path)
    (found,) = refused.value.problems
    assert (found.code, found.where.line) == ("PA1308", 2)
    assert "Robin" not in f"{found.message} {found.fix}"


def test_a_line_torn_by_a_crash_was_never_kept_and_the_next_takes_its_place(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(line_of(settlement("Whole")) + b"\n" + line_of(settlement("Torn"))[:40])
    add_settlement(tmp_path, giving("Next"))
    assert [entry.by for entry in read_settlements(tmp_path)] == ["Whole", "Next"]


@settings(max_examples=tried(40), deadline=None)
@given(
    _LINES,
    st.none() | st.text(max_size=60).filter(str.strip).map(json.dumps),
    st.lists(st.tuples(*[st.floats(-1e4, 1e4, allow_nan=False)] * 4), max_size=3),
)
def test_an_answer_is_read_as_it_was_given(
    by: str, statement: str | None, boxes: list[tuple[float, float, float, float]]
) -> None:
    seen = ShownPage(exhibit="A", page=1, text_sha256="a" * 64, boxes=tuple(boxes))
    given = settlement(by, statement=statement, seen=(seen,))
    assert Settlement.model_validate_json(line_of(given)) == given
    taken_back = Withdrawal(item=given.item, by=given.by, role=given.role, on=DAY)
    assert Withdrawal.model_validate_json(line_of(taken_back)) == taken_back
