"""What is appealed: flags before the denial letter, the letter before the ledger, and nothing guessed."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from priorauth.appeals.denial import AppealLevel
from priorauth.appeals.denial_letter import DenialLetter
from priorauth.appeals.denial_reading import read_letter
from priorauth.appeals.denial_reasons import ReasonKind as R
from priorauth.case.parties import LineOfBusiness
from priorauth.ledger.entry import LedgerEntry
from priorauth.operations.appeal.prepare_appeal import AppealOptions, AppealSubject, SettledDenial, prepare
from priorauth.payers.model import Clock
from priorauth.problems import Refused
from tests.cases import clean_case
from tests.ledger.ledgers import after_all, step

AS_OF = date(2026, 11, 24)
CLOCK = Clock.model_validate(
    {"name": "Appeal", "days": 100, "counts_from": "denial", "source": "A made-up rule", "grade": "secondary"}
)
OTHER_PLAN = CLOCK.model_copy(update={"applies_to": (LineOfBusiness.MEDICARE_ADVANTAGE,)})


def subject(*clocks: Clock) -> AppealSubject:
    return AppealSubject(clean_case(coverage__line_of_business="commercial"), SimpleNamespace(clocks=clocks))  # type: ignore[arg-type]


def letter(text: str) -> DenialLetter:
    return DenialLetter(read_letter([text], AppealLevel.FIRST), 1, ())


def recorded(**changes: Any) -> LedgerEntry:
    steps = (step("built"), step("submitted"), step("denied", date(2026, 11, 12), **changes))
    return after_all(*steps)


def prepared(
    text: str | None = None, entry: LedgerEntry | None = None, *clocks: Clock, as_of: date = AS_OF, **flags: Any
) -> SettledDenial:
    asked = AppealOptions(AppealLevel.FIRST, **{"kinds": (R.MODIC,), **flags})
    return prepare(asked, subject(*clocks), letter(text) if text else None, entry, as_of=as_of)


PRINTED = "Date: 11/10/2026\nYour appeal must be received by May 9, 2027."
TERM = "Date: 11/10/2026\nYou have 60 days from the date of this letter to appeal."
RECEIPT = "Date: 11/10/2026\nYou have 60 days from receipt of this letter to appeal."
SILENT = "Date: 11/10/2026"
HOURS = "Date: 11/10/2026\nYou may appeal within 72 hours of this notice."
BROCHURE = "Date: 11/10/2026\nSee the enclosed brochure for your appeal rights."
BUSINESS = "Date: 11/10/2026\nYou may appeal within 10 business days of this letter."
BOTH = "Date: 11/10/2026\nYou may appeal within 180 days of this letter, that is, no later than May 9, 2027."
UPHELD = "Date: 11/10/2026\nYour appeal was denied. We uphold our decision."


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
        (HOURS, None, (CLOCK,), {}, None, None, ["PA1220", "PA1211"]),
        (BROCHURE, None, (CLOCK,), {}, "2027-02-18", "A made-up rule (secondary)", []),
        (BUSINESS, None, (), {}, "2026-11-24", "the denial letter: 10 business days from its date, 2026-11-10", ["PA1221"]),
        (BOTH, None, (), {}, "2027-05-09", "the denial letter", []),
        (UPHELD, None, (CLOCK,), {}, None, None, ["PA1224", "PA1211"]),
        ("You have 60 days from the date of this letter to appeal.", recorded(appeal_by=None), (), {}, "2027-01-11", "the denial letter: 60 days from its date, 2026-11-12 (as recorded in the ledger)", []),
        ("You have 60 days from the date of this letter to appeal.", None, (), {"denied_on": date(2026, 11, 9)}, "2027-01-08", "the denial letter: 60 days from its date, 2026-11-09 (as typed)", []),
        (TERM, None, (), {"denied_on": date(2026, 11, 20)}, "2027-01-09", "the denial letter: 60 days from its date, 2026-11-10", []),
    ],
)  # fmt: skip
def test_where_the_last_day_comes_from(
    text: str,
    entry: LedgerEntry | None,
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
        ("Date: 11/10/2026\nAppeal within 60 days of this letter.\nAppeal deadline: 05/09/2027", {}, ["PA1203"]),
        ("Date: 11/10/2026\nWe have approved the procedure.", {}, ["PA1219"]),
        (SILENT, {"answers": ((2, "As I wrote."),)}, ["PA1223"]),
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
    text: str | None, entry: LedgerEntry | None, flags: dict[str, Any], reasons: list[tuple[R, bool]]
) -> None:
    found = prepared(text, entry, **flags).denial.reasons
    assert [(reason.kinds[0], reason.text is not None) for reason in found] == reasons


def test_a_case_that_is_not_denied_in_the_ledger_gives_nothing_and_is_named() -> None:
    entry = after_all(step("built"), step("submitted"))
    found = prepared(PRINTED, entry)
    assert ([p.code for p in found.warnings], found.denial.reference) == (["PA1214"], None)


@pytest.mark.parametrize(
    ("text", "line", "day"),
    [
        (SILENT, "medicare_advantage", "2027-01-14"),
        ("Date: 11/10/2026\nWe will decide your appeal within 30 days.", "medicare_advantage", "2027-01-14"),
        ("Date: 11/10/2026\nYou may appeal within 60 days of this letter.", "medicare_advantage", "2027-01-09"),
        ("Date: 11/10/2026\nSee the enclosed brochure for your appeal rights.", "medicare_advantage", None),
        ("Date: 11/10/2026\nYou may appeal within 72 hours of this notice.", "medicare_advantage", None),
        (SILENT, "commercial", None),
        (None, "medicare_advantage", None),
    ],
)
def test_the_laws_limit_counts_only_where_a_letter_was_read_and_gives_none(
    text: str | None, line: str, day: str | None
) -> None:
    case = clean_case(coverage__line_of_business=line)
    asked = AppealOptions(AppealLevel.FIRST, kinds=(R.MODIC,), denied_on=date(2026, 11, 10))
    who = AppealSubject(case, SimpleNamespace(clocks=()))  # type: ignore[arg-type]
    denial = prepare(asked, who, letter(text) if text else None, None, as_of=AS_OF).denial
    assert (str(denial.appeal_by) if denial.appeal_by else None) == day
    assert day is None or text is None or "within 60" in text or "CMS-10003" in (denial.appeal_by_source or "")


def test_the_physicians_answer_goes_with_its_reason() -> None:
    found = prepared(SILENT, kinds=(R.MODIC, R.OTHER), answers=((2, "I joined in May."),)).denial.reasons
    assert [reason.answer for reason in found] == [None, "I joined in May."]


def test_what_the_letter_tells_besides_is_kept_unless_it_could_be_several() -> None:
    text = (
        "Date: 11/10/2026\nYour doctor may speak with our physician at 307-555-0177 within 14 days of this letter.\n"
        "Send your appeal to Example Plan, PO Box 12, Casper, WY 82601 or fax it to 307-555-0111."
    )
    told = prepared(text).denial
    assert (told.call_phone, str(told.call_by), told.fax) == ("307-555-0177", "2026-11-24", "307-555-0111")
    assert told.send_to == "Example Plan, PO Box 12, Casper, WY 82601"
    twice = prepared(f"{text}\nOr send the appeal by fax to 307-555-0112.").denial
    assert twice.fax is None


def test_the_last_day_of_an_earlier_denial_is_not_the_next_levels() -> None:
    entry = after_all(
        step("built"),
        step("submitted"),
        step("denied", date(2026, 11, 2), appeal_by="2027-05-01"),
        step("appealed", date(2026, 11, 4), level="1"),
    )
    asked = AppealOptions(AppealLevel.SECOND, kinds=(R.MODIC,), denied_on=date(2026, 11, 20))
    found = prepare(asked, subject(CLOCK), None, entry, as_of=AS_OF)
    assert found.denial.appeal_by is None
    assert "PA1211" in {each.code for each in found.warnings}


def test_how_long_treatment_lasted_is_no_time_to_appeal() -> None:
    text = "Date: 11/10/2026\nYour appeal was denied. Your appeal included therapy notes covering seven months."
    reading = read_letter([text], AppealLevel.SECOND)
    found = prepare(
        AppealOptions(AppealLevel.SECOND, kinds=(R.MODIC,)),
        subject(),
        DenialLetter(reading, 1, ()),
        None,
        as_of=AS_OF,
    )
    assert found.denial.appeal_by is None


def test_the_appeal_before_this_one_is_told_from_the_ledger() -> None:
    entry = after_all(
        step("built"),
        step("submitted"),
        step("denied", date(2026, 11, 2)),
        step("appealed", date(2026, 11, 4), level="1"),
        step("denied", date(2026, 11, 18)),
    )
    second = AppealOptions(AppealLevel.SECOND, kinds=(R.MODIC,))
    found = prepare(second, subject(), None, entry, as_of=AS_OF).denial
    assert found.earlier == ("First-level appeal of November 4, 2026; denied again on November 18, 2026",)
    assert prepared(None, recorded()).denial.earlier == ()
