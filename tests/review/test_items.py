"""What is asked of a chart: by a word more or less in it, what may be answered, and what nobody may settle."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from priorauth.comparison.chart_verdicts import ChartVerdict
from priorauth.reading.facts import Fact
from priorauth.reading.knowing import rules
from priorauth.reading.model import Side
from priorauth.review.model import ReviewItem
from priorauth.review.settle import refusal
from priorauth.review.settling import settling_rules
from tests.property_budget import tried
from tests.quick_sample import one_in
from tests.review.charts import CLAIMS, HEAD, LETTER, NOTE, RECORDS, REPORT, THERAPY, answer, keys, reviewed, said

MODIC = "imaging.1.findings.1.modic_types"
LEGS = "pain.leg_symptoms.present"
VISITS = "conservative_care.2.sessions"
LEFT = ["not-this-patient", "cannot-tell", "ask"]
NO_CHOICE_BUT = ["not-there", *LEFT]


def asked(question: str, claim: str, records: dict[str, Any] | None = None, **changes: Any) -> ReviewItem:
    """The one item that is asked, which has to be this."""
    (item,) = reviewed(records, **changes).items
    assert (item.question.value, item.claims[0]) == (question, claim)
    return item


def test_a_chart_that_bears_its_case_out_asks_nothing() -> None:
    assert reviewed().items == ()


@pytest.mark.parametrize(
    ("records", "question", "claim", "who", "owner", "choices"),
    one_in(3, [
        (said("C", "18 visits", "16 visits"), "which_value", VISITS, "clerk", "billing", ["correct=16", *NO_CHOICE_BUT]),
        (said("C", "18 visits", "16 visits attended; log: 18 visits"), "which_value", VISITS, "clerk", "billing", ["confirm", "correct=16", *NO_CHOICE_BUT]),
        (said("B", "L4-L5: Modic type 1", "L4-L5: Modic type 2"), "which_value", MODIC, "clinician", "radiologist", ["correct=2", *NO_CHOICE_BUT]),
        (said("B", "L4-L5: Modic type 1", "L4-L5: No Modic type 1"), "which_value", MODIC, "clinician", "radiologist", [f"correct={MODIC}:none", *NO_CHOICE_BUT]),
        (said("B", "Electronically", "IMPRESSION: L4-L5: Modic type 2 changes.\nElectronically"), "which_value", MODIC, "clinician", "radiologist", ["confirm", "correct=2", *NO_CHOICE_BUT]),
        (said("B", "L4-L5: Modic type 1", "L4-L5: Possible Modic type 1"), "is_it_there", MODIC, "clinician", "radiologist", NO_CHOICE_BUT),
        (said("A", "since May 2025", "since May 2024"), "which_value", "pain.onset", "clinician", "clinician", ["correct=2024-05", *NO_CHOICE_BUT]),
        (said("A", "since May 2025", "for years"), "which_value", "pain.onset", "clinician", "clinician", NO_CHOICE_BUT),
        (said("A", "Oswestry today: 44%", "Oswestry today: 34%"), "which_value", "pain.scores.1", "clerk", "billing", ["correct=34", *NO_CHOICE_BUT]),
        (said("A", "No leg", "Tingling in the left foot. No leg"), "answer_it", LEGS, "clinician", "clinician", ["confirm", "correct=yes", *LEFT]),
        (said("A", "No infection.", "Infection of the spine."), "answer_it", "safety.infection.present", "clinician", "clinician", ["confirm", "correct=yes", *LEFT]),
        (said("A", "No pacemaker.", "No pacemaker. Lumbar fusion in 2019."), "answer_it", "raised.prior_spine_surgery", "clinician", "clinician", ["confirm", *LEFT]),
        (said("A", "No pacemaker.", "No pacemaker. Possible ablation of the basivertebral nerve."), "is_it_there", "raised.prior_ablation", "clinician", "clinician", ["confirm", "not-there", *LEFT]),
        (said("A", " No fracture.", ""), "get_the_record", "safety.fracture.present", "clerk", "clinician", ["not-there", "ask"]),
        ({"B": LETTER, **said("A", "Naproxen", "MRI: Modic type 1 changes at L4-L5. Naproxen")}, "get_the_record", MODIC, "clerk", "radiologist", ["not-there", "ask"]),
        (said("C", "18 visits attended", "18 visits ordered"), "get_the_record", VISITS, "clerk", "billing", ["not-there", "ask"]),
    ]),
)  # fmt: skip
def test_one_word_of_the_chart_makes_one_question(
    records: dict[str, str], question: str, claim: str, who: str, owner: str, choices: list[str]
) -> None:
    item = asked(question, claim, records)
    assert (item.may_settle.value, item.owner.value) == (who, owner)
    assert keys(item) == choices


@pytest.mark.parametrize(
    "records",
    [
        said("B", "L4-L5: Modic type 1", "L4-L5: Possible Modic type 1"),
        said("B", "L4-L5: Modic type 1", "L4-L5: Modic type 2"),
        {"B": LETTER},
        said("A", "since May 2025", "for years"),
        said("C", "18 visits attended", "18 visits ordered"),
    ],
)
def test_what_no_record_states_cannot_be_confirmed_by_anybody(records: dict[str, str]) -> None:
    (item,) = reviewed(records).items
    refused = refusal(item, answer(item, "confirm"))
    assert refused is not None
    assert refused.code == "PA1302"


def test_words_are_settled_by_the_clinician_who_reads_them() -> None:
    item = asked("which_value", "pain.pattern", claims={"pain": {**CLAIMS["pain"], "pattern": "mixed"}})
    assert keys(item) == ["confirm", "correct=axial", *NO_CHOICE_BUT]
    assert item.may_settle.value == "clinician"


def test_a_correction_has_to_be_one_that_a_passage_holds() -> None:
    (item,) = reviewed(said("C", "18 visits", "16 visits")).items
    codes = [refusal(item, answer(item, "correct", value=value)) for value in ("16", "17", "18")]
    assert [found and found.code for found in codes] == [None, "PA1302", "PA1302"]


def test_what_speaks_plainly_against_a_claim_is_answered_in_words_and_never_passed_over() -> None:
    (item,) = reviewed(said("A", "No leg", "Tingling in the left foot. No leg")).items
    refused = refusal(item, answer(item, "confirm"))
    assert refused is not None
    assert refused.code == "PA1304"
    assert refusal(item, answer(item, "confirm", statement="From frostbite in 2003.")) is None


def test_all_levels_of_one_report_are_one_question() -> None:
    vague = {"B": REPORT.replace("Modic type", "Possible Modic type")}
    item = asked("is_it_there", MODIC, vague)
    assert item.claims == tuple(
        f"imaging.1.findings.{level}.{part}" for level in (1, 2) for part in ("modic_types", "endplates")
    )


def test_all_of_one_course_are_one_question_and_two_courses_two() -> None:
    claims = [*CLAIMS["conservative_care"]]
    late = [{**claims[0], "end": "2026-02-28"}, {**claims[1], "sessions": "20", "end": "2026-05-31"}]
    found = reviewed(claims={"conservative_care": late}).items
    assert [item.claims for item in found] == [
        ("conservative_care.1.end",),
        ("conservative_care.2.end", "conservative_care.2.sessions"),
    ]


def test_a_page_without_text_is_one_question_for_all_that_waits_for_it() -> None:
    item = asked("read_this_page", MODIC, scans={"B": "ink"})
    assert len(item.claims) == 4
    assert item.documents == ("B-1",)


def test_a_scan_that_nothing_waits_for_still_has_to_be_looked_at() -> None:
    (item,) = reviewed(scans={"D": "ink"}).items
    assert (item.question.value, item.claims) == ("read_this_page", ())


def test_a_page_without_ink_offers_nothing_to_read() -> None:
    asked("get_the_record", MODIC, blank={"B"})


@pytest.mark.parametrize("title", ["CONSENT FOR PROCEDURE", "FACE SHEET", "FAX COVER SHEET"])
def test_papers_around_the_chart_ask_nothing(title: str) -> None:
    risks = f"{title}\nPatient: Avery Example   DOB: 03/09/1974\nPossible infection, fracture or nerve injury."
    assert reviewed({"D": risks}).items == ()


def test_words_nobody_understood_of_what_is_supported_are_shown_and_not_asked() -> None:
    found = reviewed(
        said("A", "The pain is axial.", "The pain is axial. The pattern is likely axial low back pain.")
    )
    assert found.items == ()
    assert any("likely" in passage.quote for passage in found.shown)


def test_the_question_tells_what_the_case_says_and_shows_the_words() -> None:
    (item,) = reviewed(said("C", "18 visits", "16 visits")).items
    assert item.asked.startswith("The case says: physical therapy: visits kept, 18.")
    assert [passage.quote for passage in item.passages] == ["16 visits attended."]
    assert item.about == "physical therapy: visits kept"


LINES = {name: record.split("\n") for name, record in {"A": NOTE, "B": REPORT, "C": THERAPY}.items()}


@st.composite
def changed(draw: st.DrawFn) -> dict[str, Any]:
    """Records with some lines left out or doubted, some of them scans or blank."""
    records = {}
    for name, lines in LINES.items():
        kept = [line for line in lines if draw(st.booleans()) or "Patient:" in line]
        doubted = draw(st.sampled_from(["", "Possible ", "blorp "]))
        records[name] = "\n".join(f"{doubted}{line}" for line in kept)
    scans = dict.fromkeys(draw(st.sets(st.sampled_from("ABCD"), max_size=2)), "ink")
    blank = draw(st.sets(st.sampled_from("ABCD"), max_size=1)) - set(scans)
    return {"records": records, "scans": scans, "blank": blank}


@settings(max_examples=tried(40), deadline=None)
@given(changed())
def test_every_claim_that_is_not_supported_is_in_one_item_and_nothing_is_answered_for_anybody(
    chart: dict[str, Any],
) -> None:
    found = reviewed(**chart)
    assert found.settled == {}
    assert all("ask" in keys(item) and len(set(keys(item))) == len(keys(item)) for item in found.items)
    waiting = [item.claim for item in found.comparison.compared if item.verdict is not ChartVerdict.SUPPORTED]
    raised = found.comparison.raised
    times = Counter(claim for item in found.items for claim in item.claims)
    assert dict.fromkeys(waiting, 1) == {c: n for c, n in times.items() if not c.startswith("raised.")}
    assert sum(claim.startswith("raised.") for claim in times) == len(raised)
    assert len({item.id for item in found.items}) == len(found.items)


def test_everything_a_case_claims_or_a_chart_brings_up_has_somebody_who_may_settle_it() -> None:
    harmful = {fact for fact, rule in rules().items() if rule.presence is Side.HARMS}
    claimed = {item.fact for item in reviewed().comparison.compared}
    assert harmful | claimed <= set(settling_rules())
    assert {fact for fact, rule in settling_rules().items() if rule.confirm == "report"} == {Fact.MODIC}


@pytest.mark.parametrize("name", ["A", "B", "C"])
def test_an_item_is_another_once_a_word_of_its_page_is(name: str) -> None:
    records = {
        "A": said("A", "No leg", "Tingling in the left foot. No leg"),
        "B": said("B", "L4-L5: Modic type 1", "L4-L5: Possible Modic type 1"),
        "C": said("C", "18 visits", "16 visits"),
    }
    (before,) = reviewed(records[name]).items
    for other in RECORDS:
        text = {**RECORDS, **records[name]}[other]
        (after,) = reviewed({**records[name], other: f"{text}\nThe room was bright."}).items
        assert (after.id == before.id) == (other != name)


def test_an_item_is_another_once_the_case_says_something_else() -> None:
    fewer = [CLAIMS["conservative_care"][0], {**CLAIMS["conservative_care"][1], "sessions": "20"}]
    other = [CLAIMS["conservative_care"][0], {**CLAIMS["conservative_care"][1], "sessions": "21"}]
    one, two = (reviewed(claims={"conservative_care": care}).items for care in (fewer, other))
    assert [item.claims for item in one] == [item.claims for item in two] == [(VISITS,)]
    assert one[0].id != two[0].id


def test_an_item_is_the_same_whatever_place_its_entry_has_in_the_case() -> None:
    courses = [CLAIMS["conservative_care"][0], {**CLAIMS["conservative_care"][1], "sessions": "20"}]
    one, two = (reviewed(claims={"conservative_care": care}).items for care in (courses, courses[::-1]))
    assert (one[0].id, one[0].claims) == (two[0].id, (VISITS,))
    assert two[0].claims == ("conservative_care.1.sessions",)


UNNAMED = {"B": REPORT.replace(HEAD, "")}


def test_a_document_that_names_nobody_is_one_question_for_all_that_rests_on_it() -> None:
    item = asked("whose_is_it", MODIC, UNNAMED)
    assert len(item.claims) == 4
    assert (keys(item), item.may_settle.value) == (["confirm", "not-this-patient", "cannot-tell", "ask"], "clerk")
    assert "Avery Example, born 03/09/1974" in item.asked


@pytest.mark.parametrize(
    ("outcome", "verdict", "left"),
    [
        ("confirm", "supported", []),
        ("not-this-patient", "not_found", ["get_the_record"]),
        ("cannot-tell", "by_a_person", []),
        ("ask", "by_a_person", ["whose_is_it"]),
    ],
)
def test_a_document_counts_as_whose_a_person_says_it_is(outcome: str, verdict: str, left: list[str]) -> None:
    (item,) = reviewed(UNNAMED).items
    found = reviewed(UNNAMED, [answer(item, outcome, role="clerk")])
    assert {each.verdict.value for each in found.comparison.compared if each.claim == MODIC} == {verdict}
    assert [each.question.value for each in found.open_items] == left


def test_whose_a_document_is_has_to_be_said_again_once_it_is_another() -> None:
    (item,) = reviewed(UNNAMED).items
    other = {"B": UNNAMED["B"].replace("type 1", "type 3")}
    assert reviewed(other, [answer(item, "confirm")]).void == (answer(item, "confirm"),)


def test_words_against_the_request_in_a_document_that_names_nobody_ask_first_whose_it_is() -> None:
    page = {"D": "OFFICE VISIT\nDate of service: 11/02/2026\nShe had a basivertebral nerve ablation in 2023."}
    item = asked("whose_is_it", "raised.prior_ablation", page)
    found = reviewed(page, [answer(item, "confirm")])
    assert [each.claims for each in found.open_items] == [("raised.prior_ablation",)]
    assert reviewed(page, [answer(item, "not-this-patient")]).open_items == ()


def test_a_document_that_names_nobody_and_on_which_nothing_rests_asks_nothing() -> None:
    assert reviewed({"D": "OFFICE VISIT\nDate of service: 11/02/2026\nThe pain is axial."}).items == ()
