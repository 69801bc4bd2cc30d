"""A hundred and ninety made-up denial letters in many shapes: what is read is right, and what is not read is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from ruamel.yaml import YAML

from priorauth.appeals.denial import AppealLevel
from priorauth.appeals.denial_letter import DenialLetter
from priorauth.appeals.denial_reading import LetterReading, read_letter
from priorauth.appeals.denial_reasons import ReasonKind
from priorauth.appeals.letter_outcome import LetterOutcome
from priorauth.operations.appeal.prepare_appeal import AppealOptions, AppealSubject, prepare
from priorauth.problems import Refused
from tests.cases import clean_case
from tests.quick_sample import one_in

LETTERS = (Path(__file__).parent / "denial_letters" / "letters.txt").read_text(encoding="utf-8").split("#### ")[1:]
AS_OF = date(2027, 1, 30)
UNREAD = "not read"


@dataclass(frozen=True)
class Sample:
    """A letter, what it says, and what was read in it."""

    says: dict[str, Any]
    reading: LetterReading
    day: str
    """The last day to appeal, "none", or "?" where a person is asked."""


@cache
def sample(number: int) -> Sample:
    head, text = LETTERS[number].split("\n", 1)
    says = YAML(typ="safe").load(head)
    level = AppealLevel(says["level"])
    reading = read_letter(text.split("\f"), level)
    coverage = clean_case(coverage__line_of_business=says.get("line", "commercial"))
    subject = AppealSubject(coverage, SimpleNamespace(clocks=()))  # type: ignore[arg-type]
    asked = AppealOptions(level, kinds=(ReasonKind.MODIC,))
    try:
        denial = prepare(asked, subject, DenialLetter(reading, 1, ()), None, as_of=AS_OF).denial
    except Refused as refused:
        day = "?" if "PA1203" in {found.code for found in refused.problems} else "none"
    else:
        day = str(denial.appeal_by).lower()
    return Sample(says, reading, day)


def overlap(one: str, other: str) -> float:
    """How much of the shorter of two texts the other has, by words."""
    left, right = (set(text.lower().replace(".", " ").replace(",", " ").split()) for text in (one, other))
    return len(left & right) / max(1, min(len(left), len(right)))


def is_wanted(text: str, kinds: tuple[ReasonKind, ...], wanted: list[list[str]]) -> bool:
    near = [kind for kind, quote in wanted if overlap(text, quote) >= 0.6]
    return bool(near) and (kinds == (ReasonKind.OTHER,) or bool(set(near) & {kind.value for kind in kinds}))


@pytest.mark.parametrize("number", one_in(3, range(len(LETTERS))))
def test_nothing_is_read_wrong(number: int) -> None:
    found = sample(number)
    says, reading = found.says, found.reading
    last = str(says["last_day"]).replace("not stated", "none")
    assert found.day in {last, "?", "none"}
    assert reading.outcome.value in {says["outcome"], LetterOutcome.UNKNOWN.value}
    if reading.outcome is LetterOutcome.APPROVED:
        return
    if len(reading.dates) == 1:
        assert str(reading.dates[0].day) == str(says["date"])
    if len(reading.references) == 1:
        assert reading.references[0].value == str(says["reference"])
    assert [each.text for each in reading.reasons if not is_wanted(each.text, each.kinds, says["reasons"])] == []


def test_what_is_asked_for_because_it_was_not_read_is_little() -> None:
    samples = [sample(number) for number in range(len(LETTERS))]
    unread = [s for s in samples if s.day != str(s.says["last_day"]).replace("not stated", "none")]
    assert len(unread) <= 1
    wanted = [(s, kind, quote) for s in samples for kind, quote in s.says["reasons"]]
    missed = [quote for s, _, quote in wanted if not any(overlap(r.text, quote) >= 0.6 for r in s.reading.reasons)]
    assert len(missed) <= 2, missed
    decided = [s for s in samples if s.reading.outcome is not LetterOutcome.UNKNOWN]
    assert len(decided) >= len(samples) - 3


def test_a_call_is_no_appeal() -> None:
    calls = [sample(n) for n in range(len(LETTERS)) if isinstance(sample(n).says.get("peer_to_peer"), dict)]
    assert len(calls) >= 4
    for found in calls:
        assert [text.value for text in found.reading.call_phones] == [found.says["peer_to_peer"]["phone"]]
        assert found.reading.call_days or found.reading.call_terms
