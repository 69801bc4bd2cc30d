"""Verdicts on pages that can, cannot or may be read, words that speak against, and the problems that come of it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from priorauth.assembly.pipeline import read_chart
from priorauth.case.consistency import with_pages
from priorauth.case.model import Case, CompetingFinding
from priorauth.comparison.blockers import problems_of
from priorauth.comparison.case_claims import quotes_of
from priorauth.comparison.compare import compare
from priorauth.comparison.model import Concordance, Verdict
from priorauth.comparison.settled_claims import ReviewedChart
from priorauth.exhibits.opening import open_exhibits
from priorauth.exhibits.pages import OpenedExhibit, TextOrigin
from priorauth.exhibits.plain_text import flowing, plain
from priorauth.problems import Severity
from priorauth.readers.whole_chart import read_exhibits
from priorauth.reading.chart_patient import ChartPatient
from priorauth.submission.build_spec import CaseQuery
from tests.cases import clean_case
from tests.comparison.packets import (
    CHART,
    NOTE_2,
    REPORT_1,
    REPORT_2,
    chart,
    held,
    not_borne_out,
    opened,
    said,
    stops,
    verdicts,
)
from tests.exhibits.chart_files import image_file, text_pdf
from tests.property_budget import tried
from tests.quick_sample import one_in

EXAMPLES = Path(__file__).parents[2] / "examples" / "cases"


def test_the_clean_case_is_borne_out_in_full() -> None:
    assert not_borne_out(held().checked) == []


def test_every_claim_that_is_borne_out_shows_its_words() -> None:
    case = clean_case()
    pages = {item.exhibit.id: item.pages for item in opened(case)}
    for item in compare(case, opened(case)).checked:
        shown = item.passage
        assert shown is not None, item.claim
        assert shown.quote
        assert pages[shown.exhibit][shown.page - 1].text[shown.start : shown.end] == shown.quote


@pytest.mark.parametrize("name", ["clean-three-bodies", "strictest", "not-covered", "conflicting-generator"])
def test_an_example_claims_what_its_exhibits_show(name: str) -> None:
    concordance = read_chart(CaseQuery(EXAMPLES / name / "case.yaml", date(2026, 11, 24))).concordance
    rest = [item for item in concordance.checked if item.verdict is not Verdict.CORROBORATED]
    assert {str(item.verdict) for item in rest} <= {"unreadable"}  # a scan that a named person has read
    assert all(item.settled_by for item in rest)
    assert problems_of(concordance) == ()
    if name != "conflicting-generator":
        assert concordance.against == ()


def test_a_page_is_named_by_its_field() -> None:
    named = {item.field: (item.exhibit, item.page) for item in quotes_of(clean_case())}
    assert named["conservative_care.1.source"] == ("C", 3)
    assert named["imaging.1.findings.2.source"] == ("B", 2)


def test_a_claim_without_a_page_is_compared_with_the_chart_and_left_open_where_the_chart_is_silent() -> None:
    unnamed = {"pain__scores__0__source": ...}
    found = verdicts(held(unnamed), "pain.scores.1.value")["pain.scores.1.value"]
    assert (found.verdict, found.passage and found.passage.exhibit) == (Verdict.CORROBORATED, "D")
    silent = held(unnamed, {**CHART, "D": ("Oswestry form",)})
    assert ("pain.scores.1.value", "not_found", "PA747") in not_borne_out(silent.checked)


def stripped(case: Case) -> Case:
    """The case without a single page."""
    return with_pages(case, lambda field: None)


BLANKED = [(exhibit, number) for exhibit, texts in CHART.items() for number in range(len(texts))]


@pytest.mark.parametrize(("exhibit", "number"), BLANKED)
@pytest.mark.parametrize("is_named", one_in(4, [True, False]))
def test_no_claim_is_fine_in_silence(exhibit: str, number: int, is_named: bool) -> None:
    case = clean_case() if is_named else stripped(clean_case())
    texts = tuple("" if place == number else text for place, text in enumerate(CHART[exhibit]))
    found = {item.claim for item in compare(case, opened(case, {**CHART, exhibit: texts})).checked}
    fields = {item.claim for item in compare(case, opened(case)).checked if not item.claim.endswith("source")}
    told = {field.rpartition(".")[0] for field in found}
    silent = {field for field in fields - found if field.rpartition(".")[0] not in told}
    assert silent - {"imaging.1.numbering.transitional"} == set()  # nobody says that, and no report need


def test_every_claim_of_a_case_without_pages_is_told_of() -> None:
    case = stripped(clean_case())
    nothing = {exhibit: ("",) * len(texts) for exhibit, texts in CHART.items()}
    found = compare(case, opened(case, nothing)).checked
    fields = {item.claim for item in compare(case, opened(case)).checked if not item.claim.endswith(".date")}
    assert fields - {item.claim for item in found} <= {"imaging.1.numbering.transitional"}
    assert Verdict.CORROBORATED not in {item.verdict for item in found}


def test_care_that_was_only_ordered_claims_nothing_done() -> None:
    fields = {item.claim for item in held({"conservative_care__0__status": "ordered"}).checked}
    assert not any(field.startswith("conservative_care.1.") and "source" not in field for field in fields)


@pytest.mark.parametrize(
    ("source", "codes"),
    [
        ({"page": "2"}, []),
        ({"page": "3"}, ["PA704"]),
        ({"page": "1", "quote": "There is no leg pain"}, []),
        ({"page": "2", "quote": "There is no leg pain"}, ["PA705"]),
        ({"quote": "there is NO leg pain"}, []),
        ({"quote": "There is leg pain"}, ["PA705"]),
        ({"page": "3", "quote": "There is no leg pain"}, ["PA704"]),
    ],
)
def test_a_reference_leads_to_a_page_and_a_quote_stands_on_it(source: dict[str, str], codes: list[str]) -> None:
    found = held({"safety__pregnancy": {"present": "no", "source": {"exhibit": "A", **source}}})
    told = [item.code for item in found.checked if item.claim == "safety.pregnancy.source" and item.code]
    assert told == codes


# Pages without text, and pages that were guessed


def scanned(case: Case, exhibit: str) -> tuple[OpenedExhibit, ...]:
    """The packet with one exhibit's pages blank."""
    return opened(case, {**CHART, exhibit: ("",) * len(CHART[exhibit])})


def test_a_scan_needs_a_person() -> None:
    case = clean_case()
    concordance = compare(case, scanned(case, "C"))
    mine = [item for item in concordance.checked if item.exhibit == "C"]
    assert {(item.verdict, item.code) for item in mine} == {(Verdict.UNREADABLE, "PA706")}
    assert [problem.code for problem in problems_of(concordance)] == ["PA706", "PA706"]  # its page 3, and itself


READ = {("C", page): "Riley Placeholder, billing" for page in (1, 2, 3)}


def as_read(case: Case, readers: dict[tuple[str, int], str]) -> Concordance:
    """The packet with therapy notes that are pictures, of which these pages were read, and nothing typed."""
    pages = scanned(case, "C")
    person = ChartPatient(name=case.patient.name, birth_date=case.patient.birth_date)
    chart = read_exhibits({item.exhibit.id: item.pages for item in pages}, person)
    return compare(case, pages, reviewed=ReviewedChart(chart, read=readers))


def test_a_scan_that_a_person_read_is_the_record_it_is_said_to_be() -> None:
    mine = [item for item in as_read(clean_case(), READ).checked if item.claim.startswith("exhibits.3")]
    assert {(item.verdict, item.code) for item in mine} == {(Verdict.UNREADABLE, None)}
    assert {item.settled_by for item in mine} == {"Riley Placeholder, billing"}


def test_a_scan_of_which_a_page_was_not_read_is_not() -> None:
    partly = {place: by for place, by in READ.items() if place != ("C", 2)}
    mine = [item for item in as_read(clean_case(), partly).checked if item.claim.startswith("exhibits.3")]
    assert {(item.verdict, item.code) for item in mine} == {(Verdict.UNREADABLE, "PA706")}


def test_that_a_person_read_a_scan_shows_no_fact_that_they_did_not_type() -> None:
    care = verdicts(as_read(clean_case(), READ), "conservative_care.1.sessions")
    assert {item.verdict for item in care.values()} == {Verdict.NOT_FOUND}


def test_what_an_earlier_form_of_the_case_says_of_a_scan_counts_for_nothing() -> None:
    case = clean_case(exhibits__2__attested_by="Riley Placeholder, billing")
    mine = [item for item in compare(case, scanned(case, "C")).checked if item.exhibit == "C"]
    assert {(item.verdict, item.code) for item in mine} == {(Verdict.UNREADABLE, "PA706")}


def guessed(case: Case, exhibit: str, pages: dict[str, tuple[str, ...]] | None = None) -> tuple[OpenedExhibit, ...]:
    """The packet with one exhibit's text guessed from pictures."""
    return tuple(
        replace(item, pages=tuple(replace(page, origin=TextOrigin.OCR) for page in item.pages))
        if item.exhibit.id == exhibit
        else item
        for item in opened(case, pages or CHART)
    )


def test_a_guessed_page_bears_nothing_out_by_itself() -> None:
    case = clean_case()
    concordance = compare(case, guessed(case, "B"))
    assert {item.verdict for item in concordance.checked if item.exhibit == "B"} == {Verdict.UNREADABLE}


def test_a_guessed_page_is_taken_when_ocr_is_trusted() -> None:
    case = clean_case()
    assert not_borne_out(compare(case, guessed(case, "B"), trust_ocr=True).checked) == []


def test_a_guessed_page_may_contradict() -> None:
    case = clean_case()
    concordance = compare(case, guessed(case, "C", said("18", "12", where="C")))
    assert ("conservative_care.1.sessions", "PA741") in stops(concordance)


def test_other_pages_do_not_contradict_a_page_that_cannot_be_read() -> None:
    pages = {**CHART, "C": (*said("18", "12", where="C")["C"][:2], "")}
    found = verdicts(held(pages=pages), "conservative_care.1.sessions")
    assert found["conservative_care.1.sessions"].verdict is Verdict.UNREADABLE


# What is not found has an owner


@pytest.mark.parametrize(
    ("pages", "field", "owner"),
    [
        (said("Visits attended: 18. Visits missed: 0.", "See the chart.") | {"C": ("Physical therapy", "September 8, 2025", "to April 24, 2026, finished")}, "conservative_care.1.sessions", "billing"),
        (said("low back pain since February 10, 2025", "low back pain for a long time"), "pain.onset", "clinician"),
        (chart(report_2=REPORT_2.replace("Modic type 1 changes", "Reactive endplate changes")), "imaging.1.findings.1.modic_types", "radiologist"),
        (said(" gave 10 percent relief", " were done"), "other_generators.1.relief_percent", "billing"),
    ],
)  # fmt: skip
def test_what_is_not_found_is_a_gap_with_an_owner(
    pages: dict[str, tuple[str, ...]], field: str, owner: str
) -> None:
    changes = {f"imaging__0__findings__{n}__source": {"exhibit": "B", "page": "2"} for n in (0, 1)}
    changes |= {"pain__source": {"exhibit": "A", "page": "1"}, "conservative_care__0__source": {"exhibit": "C"}}
    concordance = held(changes, pages)
    found = verdicts(concordance, field)[field]
    assert (found.verdict, str(found.owner)) == (Verdict.NOT_FOUND, owner)
    assert field not in {problem.where.field for problem in problems_of(concordance)}


# Words that speak against


def test_words_against_are_listed_with_their_page() -> None:
    pages = chart(
        report_2=REPORT_2.replace("L3-L4: Disc", "L3-L4: Grade 1 anterolisthesis. Disc"),
        note_2=NOTE_2 + "\nMRI shows compression of the left L5 nerve root.",
    )
    found = {(item.finding, item.passage.exhibit, item.passage.page) for item in held(pages=pages).against}
    assert (CompetingFinding.SPONDYLOLISTHESIS, "B", 2) in found
    assert (CompetingFinding.NERVE_ROOT_COMPRESSION, "A", 2) in found


def test_the_same_words_on_a_page_are_listed_once() -> None:
    said_twice = REPORT_2 + "\nGrade 1 anterolisthesis of L4 on L5.\nGrade 1 anterolisthesis of L4 on L5."
    found = held(pages=chart(report_2=said_twice)).against
    assert len(found) == len({(item.finding, item.place, item.passage.page) for item in found}) > 0


@pytest.mark.parametrize(
    "line",
    one_in(
        4,
        [
            "Risks include infection, bleeding, fracture and nerve root injury.",
            "Family history of spinal tumor.",
            "Call the office if signs of infection appear.",
            "No fever or signs of infection.",
            "No fracture. No tumor.",
        ],
    ),
)
def test_what_a_note_only_warns_of_is_not_against(line: str) -> None:
    assert held(pages=chart(note_2=f"{NOTE_2}\n{line}")).against == ()


# Problems


def test_problems_carry_fields_and_pages_and_no_value_of_the_chart() -> None:
    changes = {"pain__onset": "2024-02-10", "conservative_care__0__sessions": "24"}
    problems = problems_of(held(changes, said("gave 10 percent relief", "gave 80 percent relief")))
    text = json.dumps([problem.as_data() for problem in problems])
    assert {problem.code for problem in problems} == {"PA746", "PA741", "PA744"}
    assert all(problem.severity is Severity.ERROR for problem in problems)
    for value in ("2024", "2025", "24", "80", "Example", "Casey", "relief of"):
        assert value not in text.replace("conservative_care.1", "")


def test_a_missing_page_is_counted() -> None:
    problems = problems_of(held({"pain__source": {"exhibit": "A", "page": "9"}}))
    assert [problem.message for problem in problems] == ["'pain.source' points to page 9, and the exhibit has 2"]


def test_nothing_comes_of_an_empty_concordance() -> None:
    assert problems_of(Concordance()) == ()


# Real files


NAMED = "Patient: Avery Example   DOB: 03/09/1974"


def test_real_files_are_held_against_the_case(tmp_path: Path) -> None:
    lines = {
        "a.pdf": text_pdf(f"OFFICE NOTE   {NAMED}", "Low back pain since February 10, 2025. No leg pain."),
        "b.pdf": text_pdf(
            f"MRI OF THE LUMBAR SPINE   Date of study: 08/18/2026   {NAMED}", "L4-L5: Modic type 2 changes."
        ),
        "c.pdf": text_pdf(
            f"PHYSICAL THERAPY DISCHARGE SUMMARY   {NAMED}", "Visits attended: 12", "Discharged April 24, 2026."
        ),
        "d.png": image_file(),
    }
    for name, content in lines.items():
        (tmp_path / name).write_bytes(content)
    case = clean_case(exhibits__3__file="d.png", imaging__0__findings__0__source={"exhibit": "B", "page": "2"})
    concordance = compare(case, open_exhibits(case, tmp_path))
    assert stops(concordance) >= {
        ("imaging.1.findings.1.modic_types", "PA731"),
        ("conservative_care.1.sessions", "PA741"),
    }
    found = verdicts(concordance, "pain.onset", "pain.scores.1.value", "conservative_care.1.end")
    assert {claim: str(item.verdict) for claim, item in found.items()} == {
        "pain.onset": "corroborated",
        "pain.scores.1.value": "unreadable",
        "conservative_care.1.end": "corroborated",
    }


# The plain text, and where it stands


@settings(max_examples=tried(200))
@given(st.text(alphabet="aZé\u0301ﬁ-–—\u00ad\u200b\n\r \ufffe\x02.L45", max_size=40))
def test_plain_text_keeps_every_place(text: str) -> None:
    for made in (plain(text), flowing(text)):
        assert len(made.text) == len(made.starts) == len(made.ends)
        assert list(made.starts) == sorted(made.starts)
        assert all(0 <= start < end <= len(text) for start, end in zip(made.starts, made.ends, strict=True))


@given(st.text(max_size=60))
def test_any_page_text_can_be_compared(text: str) -> None:
    case = clean_case()
    pages = {key: (text, *texts[1:]) for key, texts in CHART.items()}
    for item in compare(case, opened(case, pages)).checked:
        if item.passage is not None:
            page = next(o for o in opened(case, pages) if o.exhibit.id == item.passage.exhibit)
            assert (
                page.pages[item.passage.page - 1].text[item.passage.start : item.passage.end] == item.passage.quote
            )


def test_no_leg_symptoms_without_a_page_is_borne_out_by_the_page_that_denies_them() -> None:
    found = verdicts(held({"pain__leg_symptoms__source": ...}), "pain.leg_symptoms.present")
    assert found["pain.leg_symptoms.present"].verdict is Verdict.CORROBORATED


def test_a_scan_that_nobody_compared_is_not_said_to_be_silent_only_where_its_page_is_meant() -> None:
    pages = {**CHART, "A": (CHART["A"][0].replace("low back pain since February 10, 2025", "low back pain"), "")}
    onset = verdicts(held({"pain__source": {"exhibit": "A", "page": "1"}}, pages), "pain.onset")["pain.onset"]
    assert (onset.verdict, onset.code) == (Verdict.NOT_FOUND, "PA747")


QUOTED, ABSENT = "low back pain since February 10, 2025", "low back pain since May 2020"
FIRST_ONLY, SECOND_ONLY, NEITHER = (CHART["A"][0], ""), ("", CHART["A"][1]), ("", "")


@pytest.mark.parametrize(
    ("source", "pages", "verdict"),
    [
        ({"page": "1"}, CHART["A"], None),
        ({"page": "2"}, FIRST_ONLY, "unreadable"),
        ({"page": "1"}, FIRST_ONLY, None),
        ({}, FIRST_ONLY, None),
        ({}, NEITHER, "unreadable"),
        ({"quote": QUOTED}, FIRST_ONLY, "corroborated"),
        ({"quote": QUOTED}, SECOND_ONLY, "unreadable"),
        ({"quote": ABSENT}, FIRST_ONLY, "unreadable"),
        ({"quote": ABSENT}, CHART["A"], "contradicted"),
        ({"quote": ABSENT, "page": "1"}, FIRST_ONLY, "contradicted"),
        ({"quote": QUOTED, "page": "2"}, CHART["A"], "contradicted"),
        ({"page": "3"}, CHART["A"], "contradicted"),
    ],
)
def test_what_a_page_that_is_named_quoted_or_scanned_says(
    source: dict[str, str], pages: tuple[str, ...], verdict: str | None
) -> None:
    concordance = held({"pain__source": {"exhibit": "A", **source}}, {**CHART, "A": pages})
    found = verdicts(concordance, "pain.source").get("pain.source")
    assert (None if found is None else found.verdict.value) == verdict


def test_a_problem_points_to_the_page_that_contradicts_and_else_to_the_page_that_is_named() -> None:
    positive = said("Straight leg raise: negative on both sides.", "Straight leg raise: positive on the right.")
    (elsewhere,) = problems_of(held(pages=positive))
    assert (elsewhere.where.exhibit, elsewhere.where.page) == ("C", 1)
    (named,) = problems_of(held({"pain__source": {"exhibit": "A", "page": "2", "quote": "not there"}}))
    assert (named.where.exhibit, named.where.page, named.where.field) == ("A", 2, "pain.source")


@pytest.mark.parametrize(
    ("field", "value"), [("sequences", ...), ("sequences", []), ("radiologist", ...), ("radiologist", "MD")]
)
def test_a_study_claims_no_series_and_no_radiologist_that_the_case_does_not_name(field: str, value: Any) -> None:
    assert verdicts(held({f"imaging__0__{field}": value}), f"imaging.1.{field}") == {}


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        ("Casey Specimen, MD", "corroborated"),
        ("C. Specimen", "corroborated"),
        ("Specimen, Casey", "corroborated"),
        ("Electronically signed by D. Specimen, MD", "contradicted"),
        ("Dana Other, MD", "not_found"),
    ],
)
def test_a_radiologist_is_known_by_surname_and_first_name_or_letter(line: str, verdict: str) -> None:
    unsigned = REPORT_2[: REPORT_2.index("Electronically signed")]
    found = verdicts(held(pages=chart(report_1=f"{line}\n{REPORT_1}", report_2=unsigned)), "imaging.1.radiologist")
    assert found["imaging.1.radiologist"].verdict == verdict


TINGLING = "Tingling in both feet."


@pytest.mark.parametrize("scanned_page", [0, 1])
def test_a_scan_does_not_hide_what_another_note_says(scanned_page: int) -> None:
    changes = {
        "pain__leg_symptoms__source": {"exhibit": "A", "page": str(scanned_page + 1)},
    }
    note = tuple("" if place == scanned_page else text for place, text in enumerate(CHART["A"]))
    therapy = tuple(text.replace("PLAN OF CARE", f"{TINGLING}\nPLAN OF CARE") for text in CHART["C"])
    found = verdicts(held(changes, {**CHART, "A": note, "C": therapy}), "pain.leg_symptoms.present")
    legs = found["pain.leg_symptoms.present"]
    assert (legs.verdict, legs.code, legs.exhibit, legs.page) == ("contradicted", "PA745", "A", scanned_page + 1)
    assert legs.passage is not None
    assert (legs.passage.exhibit, legs.passage.quote) == ("C", TINGLING)


def test_a_scanned_page_of_the_other_note_does_not_hide_it_either() -> None:
    changes = {"pain__leg_symptoms__source": {"exhibit": "A", "page": "2"}}
    therapy = (CHART["C"][0].replace("PLAN OF CARE", f"{TINGLING}\nPLAN OF CARE"), "", CHART["C"][2])
    assert ("pain.leg_symptoms.present", "PA745") in stops(held(changes, {**CHART, "C": therapy}))


def test_levels_are_compared_only_where_the_case_names_some() -> None:
    assert (
        verdicts(held({"other_generators__0__method": "medial branch blocks"}), "other_generators.1.method") == {}
    )
