"""Reading a denial letter: what it says, what it could say, and whose it is."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest

from priorauth.appeals.denial import AppealLevel
from priorauth.appeals.denial_letter import open_letter
from priorauth.appeals.denial_reading import LetterReading, read_letter
from priorauth.appeals.denial_reasons import ReasonKind as R
from priorauth.appeals.letter_passages import sentences_of
from priorauth.problems import Refused
from tests.appeals.letters import LETTER, letter_pdf
from tests.cases import clean_case
from tests.exhibits.chart_files import image_file, text_pdf

CASE = clean_case(
    patient__name={"given": "Avery", "family": "Example"},
    patient__birth_date="1974-03-09",
    coverage__member_id="XEH000112233",
)


def read(text: str, level: AppealLevel = AppealLevel.FIRST) -> LetterReading:
    return read_letter([text], level)


def test_a_whole_letter_gives_each_value_with_its_words_and_page() -> None:
    found = read(LETTER)
    assert [(d.day.isoformat(), d.quote, d.page) for d in found.dates] == [("2026-11-10", "November 10, 2026", 1)]
    assert [(r.value, r.quote) for r in found.references] == [("R-2026-0042", "Reference Number: R-2026-0042")]
    assert [d.day.isoformat() for d in found.appeal_days] == ["2027-05-09"]
    assert [(reason.text, reason.kinds) for reason in found.reasons] == [
        ("The records do not show at least six months of conservative care.", (R.CONSERVATIVE_CARE,)),
        ("The MRI report does not state Modic type 1 or type 2 changes.", (R.MODIC,)),
    ]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Date: 11/10/2026", ["2026-11-10"]),
        ("Date of this notice: Nov. 10, 2026", ["2026-11-10"]),
        ("Decision date: 2026-11-10", ["2026-11-10"]),
        ("On November 10, 2026 we denied the request.", ["2026-11-10"]),
        ("The request was denied on 11/10/2026.", ["2026-11-10"]),
        ("Date: 11/10/2026\nDate of decision: 11/09/2026", ["2026-11-10", "2026-11-09"]),
        ("Date of birth: 03/09/1974", []),
        ("Date of service: 12/15/2026", []),
        ("Request received on 11/01/2026.", []),
        ("Date: 13/45/2026", []),
        ("RECEIVED NOV 14, 2026", []),
        ("FAX COVER SHEET\nTo: Clinic\nDate: 11/12/2026", []),
        ("11/12/2026 08:14  3075550141  PAGE 1/3\nDate: 11/10/2026", ["2026-11-10"]),
        ("Tuesday, November 10, 2026", ["2026-11-10"]),
        ("NOTICE OF DENIAL   November 10, 2026", ["2026-11-10"]),
        ("Your appeal was denied.\nDate: 11/10/2026\nThe denial dated 09/28/2026 stands.", ["2026-11-10"]),
        ("This letter confirms our denial of 10/01/2026.\nDate: 11/10/2026", ["2026-10-01", "2026-11-10"]),
    ],
)
def test_the_letters_own_date(text: str, days: list[str]) -> None:
    assert [found.day.isoformat() for found in read(text).dates] == days


@pytest.mark.parametrize(
    ("text", "day", "reading"),
    [
        ("Date: 03/04/2026", "2026-03-04", "read with the month first"),
        ("Date: 13/04/2026", "2026-04-13", None),
        ("Date: 04/04/2026", "2026-04-04", None),
        ("Date: March 4, 2026", "2026-03-04", None),
    ],
)
def test_numbers_that_could_be_read_two_ways_say_how_they_were_read(
    text: str, day: str, reading: str | None
) -> None:
    assert [(found.day.isoformat(), found.reading) for found in read(text).dates] == [(day, reading)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Reference #: R-1001", ["R-1001"]),
        ("Ref: 20261110-77", ["20261110-77"]),
        ("Case ID: C7781", ["C7781"]),
        ("Authorization Request Number: 99-1234", ["99-1234"]),
        ("Reference Number: R-1001\nCase Number: C7781", ["R-1001"]),
        ("Case Number: C7781\nRequest Number: Q9", ["C7781"]),
        ("Case Number: C7781\nTracking Number: T-9001", ["C7781", "T-9001"]),
        ("Reference date: 11/10/2026", []),
        ("Member ID: XEH000112233", []),
        ("In case we do not hear from you", []),
    ],
)
def test_the_payers_number(text: str, values: list[str]) -> None:
    assert [found.value for found in read(text).references] == values


@pytest.mark.parametrize(
    ("text", "level", "days", "terms"),
    [
        ("You may file an appeal by May 9, 2027.", "1", ["2027-05-09"], []),
        ("Appeal deadline: 05/09/2027", "1", ["2027-05-09"], []),
        ("Send your appeal before May 9, 2027.", "1", ["2027-05-08"], []),
        ("Send your appeal on or before May 9, 2027.", "1", ["2027-05-09"], []),
        ("You have 180 days from the date of this letter to appeal.", "1", [], [(180, "days", False)]),
        ("You must appeal within sixty (60) days of receipt of this notice.", "1", [], [(60, "days", True)]),
        ("You may ask for external review within four months.", "1", [], []),
        ("You may ask for external review within four months.", "external", [], [(4, "months", False)]),
        ("A second-level appeal is due within 60 days.", "1", [], []),
        ("A second-level appeal is due within 60 days.", "2", [], [(60, "days", False)]),
        ("We will decide your appeal within 30 days.", "1", [], []),
        ("An expedited appeal is decided within 3 days.", "1", [], []),
        ("The procedure is planned by May 9, 2027.", "1", [], []),
        ("You may appeal within 60 days of the decision on your first appeal.", "1", [], [(60, "days", False)]),
        ("Talk to our doctor within 14 days, before you appeal.", "1", [], []),
        (
            "Our doctor will talk to yours. This must be done within 14 days and before an appeal is filed.",
            "1",
            [],
            [],
        ),
        ("To keep your services going, ask for the appeal within 10 days.", "1", [], []),
        ("A fair hearing may be asked for within 120 days.", "1", [], []),
        ("A fair hearing may be asked for within 120 days.", "external", [], [(120, "days", False)]),
        ("A lawsuit must be filed within one year of the appeal decision.", "1", [], []),
        ("Your records do not show six months of care. You may appeal.", "1", [], []),
        ("Send more records within 45 days. We may extend that by 14 days.", "1", [], []),
        ("If you ask us to look again within 45 days, we will.", "1", [], [(45, "days", False)]),
        ("Second appeal\nYou may file within 30 days of this letter.", "1", [], []),
    ],
)
def test_the_last_day_to_appeal(text: str, level: str, days: list[str], terms: list[tuple[int, str, bool]]) -> None:
    found = read(text, AppealLevel(level))
    assert [day.day.isoformat() for day in found.appeal_days] == days
    assert [(term.count, term.unit, term.from_receipt) for term in found.appeal_terms] == terms


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The request is denied because this procedure is considered experimental.", [(R.EXPERIMENTAL,)]),
        ("Criteria are not met. There is no record of physical therapy.", [(R.CONSERVATIVE_CARE,)]),
        ("The medical necessity criteria are not met.", [(R.CRITERIA_NOT_MET,)]),
        ("Facet and sacroiliac joints were not excluded.", [(R.OTHER_GENERATOR,)]),
        ("You may send records of physical therapy if you do not agree.", []),
        ("The request is denied.", []),
        ("We cover this when six months of conservative care have failed.", []),
        ("Your notes meet our rule on conservative care.", []),
        ("Denied. Although you had six months of pain, no Modic changes are reported.", [(R.MODIC,)]),
        ("We require a Modic type in the report. This was not documented.", [(R.MODIC,)]),
        ("Denied because the clinic is out of network.", [(R.OTHER,)]),
        ("Why we said no\nThe doctor is not in our network.", [(R.OTHER,)]),
        ("[ ] Experimental or investigational\n[X] Must not be without physical therapy", [(R.CONSERVATIVE_CARE,)]),
        ("The request is denied. Your pain runs down the leg.", [(R.PAIN_PATTERN,)]),
        ("The request is denied. The therapy notes were not sent.", [(R.CONSERVATIVE_CARE, R.INFORMATION_MISSING)]),
        ("The pain's duration is not in dispute.", []),
    ],
)
def test_the_reasons(text: str, kinds: list[tuple[R, ...]]) -> None:
    assert [found.kinds for found in read(text).reasons] == kinds


def test_this_patients_letter_is_opened(tmp_path: Path) -> None:
    (tmp_path / "denial.pdf").write_bytes(letter_pdf())
    letter = open_letter(tmp_path / "denial.pdf", CASE, AppealLevel.FIRST)
    assert (letter.pages, letter.warnings, len(letter.reading.reasons)) == (1, (), 2)


def test_what_hangs_on_a_letter_is_told(tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(letter_pdf())) as pdf:
        pdf.attachments["criteria.txt"] = b"the plan's criteria"
        pdf.save(tmp_path / "denial.pdf")
    letter = open_letter(tmp_path / "denial.pdf", CASE, AppealLevel.FIRST)
    assert [found.code for found in letter.warnings] == ["PA791"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"Avery Example": "Robin Placeholder"}, "PA1205"),
        ({"XEH000112233": "ZZZ999888777"}, "PA1205"),
        ({"03/09/1974": "07/01/1950"}, "PA1205"),
    ],
)
def test_another_members_letter_is_not_used(changes: dict[str, str], code: str, tmp_path: Path) -> None:
    text = LETTER
    for old, new in changes.items():
        text = text.replace(old, new)
    (tmp_path / "denial.pdf").write_bytes(letter_pdf(text))
    with pytest.raises(Refused, match=code) as refused:
        open_letter(tmp_path / "denial.pdf", CASE, AppealLevel.FIRST)
    assert "Robin" not in refused.value.problems[0].message


def test_another_members_name_alone_is_enough(tmp_path: Path) -> None:
    (tmp_path / "denial.pdf").write_bytes(letter_pdf("Date: 11/10/2026\nMember: Robin Placeholder\nDear Doctor,"))
    with pytest.raises(Refused, match="PA1205"):
        open_letter(tmp_path / "denial.pdf", CASE, AppealLevel.FIRST)


def test_a_letter_that_names_nobody_is_used_with_a_warning(tmp_path: Path) -> None:
    (tmp_path / "denial.pdf").write_bytes(letter_pdf("Date: 11/10/2026\nThe request is denied."))
    letter = open_letter(tmp_path / "denial.pdf", CASE, AppealLevel.FIRST)
    assert [found.code for found in letter.warnings] == ["PA1206"]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("scan.png", image_file(), "PA1207"),
        ("torn.pdf", letter_pdf()[:900], "PA7"),
        ("empty.pdf", b"", "PA7"),
        ("letter.exe", text_pdf(), "PA707"),
    ],
)
def test_what_cannot_be_read_is_refused(name: str, data: bytes, code: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(Refused, match=code):
        open_letter(tmp_path / name, CASE, AppealLevel.FIRST)


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("The request is denied.", "denied"),
        ("We have approved 64628 from December 1, 2026.", "approved"),
        ("We have approved it. Experimental services are not covered under your plan.", "approved"),
        ("We have approved it. You have the right to appeal any denied service.", "approved"),
        ("We approved 64628. We did not approve 64629.", "approved in part"),
        ("Your appeal was not successful. We uphold our decision.", "denied again on appeal"),
        ("The request is denied. If we uphold the denial, we will tell you.", "denied"),
        ("The device is FDA approved. The request is denied.", "denied"),
        ("You will receive our decision on your appeal. The request is denied.", "denied"),
        ("Thank you for your letter.", "not known"),
    ],
)
def test_what_was_decided(text: str, outcome: str) -> None:
    assert read(text).outcome.value == outcome


@pytest.mark.parametrize(
    ("level", "address", "fax"),
    [
        ("1", "Example Plan, PO Box 12, Casper, WY 82601", "307-555-0111"),
        ("external", "State Panel, 5 Oak Street, Cheyenne, WY 82001", "307-555-0122"),
    ],
)
def test_each_level_has_its_own_address(level: str, address: str, fax: str) -> None:
    text = (
        "Example Plan, PO Box 1, Casper, WY 82602  Fax 307-555-0100\n\n"
        "Send your appeal to Example Plan, PO Box 12, Casper, WY 82601 or fax 307-555-0111.\n"
        "For an external review write to State Panel, 5 Oak Street, Cheyenne, WY 82001, fax 307-555-0122."
    )
    found = read(text, AppealLevel(level))
    assert [each.value for each in found.addresses] == [address]
    assert [each.value for each in found.faxes] == [fax]


def test_a_model_notice_is_known_and_any_other_is_not() -> None:
    found = read("Notice of Denial of Medical Coverage\nYou have the right to appeal.").form
    assert found is not None
    assert "CMS-10003" in found.name
    assert read("The request is denied.").form is None


def test_words_without_a_full_stop_are_read_in_pieces() -> None:
    pieces = tuple(sentences_of(["you may appeal within sixty days of this notice and " * 400]))
    assert max(len(said.text) for said in pieces) <= 1_500
    assert sum(said.text.count("appeal") for said in pieces) == 400
