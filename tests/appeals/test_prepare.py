"""What is appealed: flags before the denial letter, the letter before the ledger, and nothing guessed."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from priorauth.appeals.denial import Level
from priorauth.appeals.denial_letter import DenialLetter
from priorauth.appeals.denial_reading import read_letter
from priorauth.appeals.denial_reasons import ReasonKind as R
from priorauth.case.parties import LineOfBusiness
from priorauth.ledger.entry import Entry
from priorauth.operations.appeal.prepare_appeal import Asked, SettledDenial, Subject, prepare
from priorauth.payers.model import Clock
from priorauth.problems import Refused
from tests.cases import clean_case
from tests.ledger.ledgers import after_all, step

AS_OF = date(2026, 11, 24)
CLOCK = Clock.model_validate(
    {"name": "Appeal", "days": 100, "counts_from": "denial", "source": "A made-up rule", "grade": "secondary"}
)
OTHER_PLAN = CLOCK.model_copy(update={"applies_to": (LineOfBusiness.MEDICARE_ADVANTAGE,)})


def subject(*clocks: Clock) -> Subject:
    return Subject(clean_case(coverage__line_of_business="commercial"), SimpleNamespace(clocks=clocks))  # type: ignore[arg-type]


def letter(text: str) -> DenialLetter:
    return DenialLetter(read_letter([text], Level.FIRST), 1, ())


def recorded(**changes: Any) -> Entry:
    steps = (step("built"), step("submitted"), step("denied", date(2026, 11, 12), **changes))
    return after_all(*steps)


def prepared(
    text: str | None = None, entry: Entry | None = None, *clocks: Clock, as_of: date = AS_OF, **flags: Any
) -> SettledDenial:
    asked = Asked(Level.FIRST, **{"kinds": (R.MODIC,), **flags})
    return prepare(asked, subject(*clocks), letter(text) if text else None, entry, as_of=as_of)


PRINTED = "Date: 11/10/2026\nYour appeal must be received by May 9, 2027."
TERM = "Date: 11/10/2026\nYou have 60 days from the date of this letter to appeal."
RECEIPT = "Date: 11/10/2026\nYou have 60 days from receipt of this letter to appeal."
SILENT = "Date: 11/10/2026"


@pytest.mark.parametrize(
    ("text", "entry", "clocks", "flags", "day", "source", "codes"),
    [
        (PRINTED, None, (CLOCK,), {}, "2027-05-09", "the denial letter", []),
        (PRINTED, recorded(appeal_by="2027-04-01"), (CLOCK,), {}, "2027-05-09", "the denial letter", ["PA1212"]),
        (PRINTED, None, (), {"appeal_by": date(2027, 5, 1)}, "2027-05-01", "the denial letter, as typed", []),
        (TERM, None, (CLOCK,), {}, "2027-01-09", "the denial letter: 60 days from its date, 2026-11-10", []),
        (RECEIPT, None, (), {}, "2027-01-09", "the denial letter: 60 days from its date, 2026-11-10", ["PA1217"]),
        (SILENT, recorded(appeal_by="2027-04-01"), (CLOCK,), {}, "2027-04-01", "the denial letter, as recorded in the ledger", []),
        (SILENT, recorded(appeal_by=None), (CLOCK,), {}, "2027-02-18", "A made-up rule (secondary)", []),
        (SILENT, None, (CLOCK,), {}, "2027-02-18", "A made-up rule (secondary)", []),
        (SILENT, None, (OTHER_PLAN,), {}, None, None, ["PA1211"]),
        (SILENT, None, (), {}, None, None, ["PA1211"]),
    ],
)  # fmt: skip
def test_where_the_last_day_comes_from(
    text: str,
    entry: Entry | None,
    clocks: tuple[Clock, ...],
    flags: dict[str, Any],
    day: str | None,
    source: str | None,
    codes: list[str],
) -> None:
    found = prepared(text, entry, *clocks, **flags)
    denial = found.denial
    assert (str(denial.appeal_by) if denial.appeal_by else None, denial.appeal_by_source) == (day, source)
    assert [p.code for p in found.warnings] == codes


def test_a_day_that_has_passed_is_said_loudly_and_holds_nothing_back() -> None:
    found = prepared(PRINTED, as_of=date(2027, 6, 1))
    assert [p.code for p in found.warnings] == ["PA1210"]
    assert "HAS PASSED" in found.warnings[0].message


@pytest.mark.parametrize(
    ("text", "flags", "codes"),
    [
        ("Date: 11/10/2026\nDecision date: 11/09/2026", {}, ["PA1203"]),
        ("Date: 11/10/2026\nCase Number: C-77\nTracking Number: T-88", {}, ["PA1203"]),
        ("Date: 11/10/2026\nAppeal by May 9, 2027. Or appeal by June 9, 2027.", {}, ["PA1203"]),
        ("Date: 11/10/2026\nAppeal within 60 days. You have 180 days to appeal.", {}, ["PA1203"]),
        ("Dear Doctor,", {}, ["PA1202"]),
        (SILENT, {"kinds": ()}, ["PA1201"]),
        (SILENT, {"kinds": (), "reasons": ("Not in accordance with our view.",)}, ["PA1208"]),
        (SILENT, {"reasons": ("One.", "Two.")}, ["PA1204"]),
        (SILENT, {"denied_on": date(2027, 1, 1)}, ["PA1216"]),
        (SILENT, {"appeal_by": date(2026, 1, 1)}, ["PA1216"]),
        (SILENT, {"reference": "A\x07"}, ["PA1218"]),
        ("Dear Doctor,", {"kinds": ()}, ["PA1202", "PA1201"]),
    ],
)
def test_what_is_doubtful_or_missing_is_asked_for(text: str, flags: dict[str, Any], codes: list[str]) -> None:
    with pytest.raises(Refused) as refused:
        prepared(text, **flags)
    assert [p.code for p in refused.value.problems] == codes


def test_a_flag_settles_what_the_letter_leaves_open() -> None:
    text = "Date: 11/10/2026\nDecision date: 11/09/2026\nCase Number: C-77\nTracking Number: T-88"
    found = prepared(text, denied_on=date(2026, 11, 9), reference="T-88", appeal_by=date(2027, 5, 9)).denial
    assert (found.denied_on, found.reference) == (date(2026, 11, 9), "T-88")


def test_the_ledger_settles_it_when_it_has_one_of_the_letters_values() -> None:
    text = "Date: 11/10/2026\nDecision date: 11/12/2026"
    assert prepared(text, recorded()).denial.denied_on == date(2026, 11, 12)


@pytest.mark.parametrize(
    ("text", "entry", "flags", "reasons"),
    [
        (None, recorded(reason="There is no record of physical therapy."), {"kinds": ()}, [(R.CONSERVATIVE_CARE, True)]),
        (None, recorded(reason="Not medically necessary."), {}, [(R.MODIC, True)]),
        ("Date: 11/10/2026\nPhysical therapy is not documented.", recorded(reason="Modic"), {"kinds": ()}, [(R.CONSERVATIVE_CARE, True)]),
        ("Date: 11/10/2026\nPhysical therapy is not documented.", None, {}, [(R.MODIC, False)]),
        (None, recorded(reason="Modic"), {"kinds": (), "reasons": ("It is experimental.",)}, [(R.EXPERIMENTAL, True)]),
        (None, recorded(), {"kinds": (R.MODIC, R.SEVERITY)}, [(R.MODIC, False), (R.SEVERITY, False)]),
    ],
)  # fmt: skip
def test_where_the_reasons_come_from(
    text: str | None, entry: Entry | None, flags: dict[str, Any], reasons: list[tuple[R, bool]]
) -> None:
    found = prepared(text, entry, **flags).denial.reasons
    assert [(reason.kinds[0], reason.text is not None) for reason in found] == reasons


def test_a_case_that_is_not_denied_in_the_ledger_gives_nothing_and_is_named() -> None:
    entry = after_all(step("built"), step("submitted"))
    found = prepared(PRINTED, entry)
    assert ([p.code for p in found.warnings], found.denial.reference) == (["PA1214"], None)
