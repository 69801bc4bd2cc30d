"""Whose chart it is, told from what pages print side by side."""

from __future__ import annotations

import pytest

from priorauth.intake.whose_chart import find_person
from tests.intake.chart_texts import CHART, HEAD, drafted, filled
from tests.quick_sample import one_in


@pytest.mark.parametrize(
    ("line", "given", "number"),
    [
        ("Placeholder, Wilma (PH-20417) born 04/11/1970", "Wilma", "PH-20417"),
        ("SAMPLE SPINE   PLACEHOLDER, WILMA   04/11/1970   seen 11/3/2026", "Wilma", None),
        ("Wilma Placeholder DOB 04/11/1970", "Wilma", None),
        ("PLACEHOLDER Wilma   04/11/1970", "Wilma", None),
        ("Placeholder, Wilma R.  date of birth: 04/11/1970", "Wilma", None),
    ],
)
def test_a_name_beside_a_birth_date_says_whose_chart_it_is(line: str, given: str, number: str | None) -> None:
    found = find_person([f"{line}\nLow back pain on 11/03/2026."])
    assert found is not None
    person, printed = found
    assert (person.name.given, person.name.family, person.birth_date.isoformat()) == (
        given,
        "Placeholder",
        "1970-04-11",
    )
    assert printed == number


@pytest.mark.parametrize(
    "text",
    [
        "Low back pain on 11/03/2026.",
        "Placeholder, Wilma   11/03/2026   follow-up",
        "Sample Imaging Center 04/11/1970 11/03/2026",
        "Placeholder, Wilma born 04/11/1970\fExample, Rufus born 02/02/1961",
    ],
)
def test_a_visit_a_clinic_or_two_people_are_nobody(text: str) -> None:
    assert find_person(text.split("\f")) is None


def test_a_note_that_tells_the_whole_name_and_a_fitting_age_is_the_patients() -> None:
    told = (
        CHART["note"]
        .replace(HEAD, "")
        .replace("HISTORY", "Today Wilma Placeholder, 56 years old, came back.\nHISTORY")
    )
    assert "pain" in drafted({**CHART, "note": told}).filled


def test_a_note_of_that_name_and_another_age_is_nobodys() -> None:
    told = (
        CHART["note"]
        .replace(HEAD, "")
        .replace("HISTORY", "Today Wilma Placeholder, 31 years old, came back.\nHISTORY")
    )
    assert "pain" not in drafted({**CHART, "note": told}).filled


@pytest.mark.parametrize(
    ("pages", "name"),
    [
        (["Patient: PLACEHOLDER WILMA  DOB: 04/11/1970", "Placeholder, Wilma  04/11/1970"], "Wilma Placeholder"),
        (["Patient: PLACEHOLDER WILMA  DOB: 04/11/1970", "LocatedFinding: Wilma Placeholder"], "Wilma Placeholder"),
        (["Patient: Placeholder, Wilma (Willie)  DOB: 04/11/1970"], "Wilma Placeholder"),
        (['Patient: Placeholder, Wilma "Billie"  DOB: 04/11/1970'], "Wilma Placeholder"),
        (["Patient: Placeholder, W.  DOB: 04/11/1970", "Wilma Placeholder DOB 04/11/1970"], "Wilma Placeholder"),
    ],
)
def test_a_name_is_taken_as_most_pages_print_it(pages: list[str], name: str) -> None:
    found = find_person([f"{page}\nLow back pain on 11/03/2026." for page in pages])
    assert found is not None
    assert f"{found[0].name.given} {found[0].name.family}" == name


def test_an_initial_is_not_made_a_relatives_name() -> None:
    pages = ["Patient: Placeholder, W.  DOB: 04/11/1970", "Her brother is Walter Placeholder, born 02/02/1968."]
    found = find_person(pages)
    assert found is not None
    assert found[0].name.given == "W"


BARE = CHART | {"face": CHART["face"].replace("Sex: Female\n", "")}


@pytest.mark.parametrize(
    ("old", "new", "sex"),
    one_in(
        3,
        [
            ("HISTORY\n", "HISTORY\nA 56 YO F.\n", "female"),
            ("HISTORY\n", "SEX M\nHISTORY\n", "male"),
            ("The patient denies leg pain", "She denies leg pain", "female"),
            (
                "The pain is axial.",
                "The pain is axial. He rates the low back pain as worse in the evening.",
                "male",
            ),
            # a relative, both, or a number that is no age
            ("The pain is axial.", "The pain is axial. Mother is 80. She has had low back pain for years.", None),
            ("The patient denies leg pain", "She denies leg pain; he denies leg pain", None),
            ("HISTORY\n", "HISTORY\nSeen 11/03 F/U.\n", None),
        ],
    ),
)
def test_sex_is_taken_from_how_the_notes_call_the_patient(old: str, new: str, sex: str | None) -> None:
    note = BARE["note"].replace(old, new)
    assert filled(drafted({**BARE, "note": note})).get("patient.sex") == sex
