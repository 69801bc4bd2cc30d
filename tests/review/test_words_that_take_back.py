"""What a record says of itself later, in lay words, or of somebody else, is asked about and never passed over."""

from __future__ import annotations

import pytest

from priorauth.comparison.chart_verdicts import ChartVerdict
from priorauth.reading.contrary_sentences import contrary_rows, is_foreign
from priorauth.reading.drug_spelling import names_misspelled_thinner
from priorauth.reading.model import DocumentKind
from tests.review.charts import HEAD, LETTER, NOTE, RECORDS, REPORT, THERAPY, answer, reviewed, said

SIGNED = {
    "A": f"{NOTE}\nElectronically signed by Jordan Sample, MD",
    "B": REPORT,
    "C": f"{THERAPY}\nElectronically signed by Robin Placeholder, PT",
}
RESTS_ON = {
    "A": {"pain.onset", "pain.pattern", "pain.leg_symptoms.present", "safety.infection.present"},
    "B": {"imaging.1.findings.1.modic_types", "imaging.1.findings.2.endplates"},
    "C": {"conservative_care.2.sessions", "conservative_care.2.end"},
}


def added(exhibit: str, words: str) -> dict[str, str]:
    return {exhibit: f"{SIGNED[exhibit]}\n{words}"}


@pytest.mark.parametrize(
    ("exhibit", "words"),
    [
        ("A", "Addendum, November 9, 2026: The visit was written up from the file of a namesake."),
        ("A", "CLARIFICATION\nSome of the above was told to me by the cousin about himself."),
        ("A", "The scribe left before the history was taken."),
        ("B", "ADDENDUM\nThe count of the vertebrae is off by one."),
        ("B", "Discrepancy note: the day team sees the endplates in another light."),
        ("B", "Late comment. The series named STIR is of another day."),
        ("C", "Late entry, June 2, 2026: the calendar shows the clinic closed on most of these days."),
        ("C", "Correction: only 7 visits can be found in the ledger."),
    ],
)
def test_an_addition_nobody_understood_is_one_question_for_all_that_rests_on_its_record(
    exhibit: str, words: str
) -> None:
    (item,) = reviewed(added(exhibit, words)).items
    assert set(item.claims) >= RESTS_ON[exhibit]
    assert any(words.split()[-1] in passage.quote for passage in item.passages)
    assert "confirm" in {choice.outcome.value for choice in item.choices}


@pytest.mark.parametrize(
    ("exhibit", "words"),
    [
        ("A", "Addendum, November 9, 2026: a copy of this note was mailed to the family doctor."),
        ("A", "Addendum: the fax number of the pharmacy above is corrected. No other changes."),
        ("A", "Late entry: this note was signed on the next morning after an outage of the network."),
        ("A", "Dictated but not proofread."),
        ("B", "ADDENDUM\nFindings were discussed with Dr. Sample by telephone at 3:10 PM."),
        ("B", "Casey Specimen, MD\nPage 1 of 1"),
        ("C", "Addendum, April 29, 2026: summary faxed to Dr. Sample."),
    ],
)
def test_an_addition_of_the_office_asks_nothing(exhibit: str, words: str) -> None:
    assert reviewed(added(exhibit, words)).items == ()


def test_an_addendum_on_a_sheet_nothing_rests_on_is_of_the_record_it_came_with() -> None:
    sheet = f"LETTER OF CORRECTION\n{HEAD}Date: 11/12/2026\nThe papers from the gym are those of a namesake of the patient."
    (item,) = reviewed({"D": sheet}).items
    assert RESTS_ON["C"] <= set(item.claims)


@pytest.mark.parametrize(
    ("claim", "records"),
    [
        ("pain.leg_symptoms.present", said("A", "The pain is axial.", "The pain is axial. The left foot flops down as he walks, with a slap.")),
        ("pain.leg_symptoms.present", said("A", "No leg pain, numbness or weakness.", "No leg pain, numbness or weakness in his brother.")),
        ("pain.leg_symptoms.present", said("A", "No leg pain, numbness or weakness.", "Until August there was no leg pain, numbness or weakness.")),
        ("pain.leg_symptoms.present", said("A", "No leg pain, numbness or weakness.", "No leg pain, numbness or weakness of the hands.")),
        ("safety.infection.present", said("A", "No infection.", "No infection of the gums.")),
        ("safety.implanted_pulse_generator.present", said("A", "No pacemaker.", "No pacemaker. The heart rhythm device was checked in May.")),
        ("safety.fracture.present", said("A", "No pacemaker.", "No pacemaker. He cracked a vertebra on the ice.")),
        ("pain.onset", said("A", "The pain is axial.", "The pain is axial. The pain went away for a winter.")),
        ("conservative_care.2.sessions", said("C", "Relief was temporary.", "Relief was temporary. He did not come back in December.")),
        ("imaging.1.findings.1.modic_types", said("A", "The pain is axial.", "The pain is axial. On my own look I cannot see the endplate changes.")),
    ],
)  # fmt: skip
def test_a_sentence_no_reader_reads_leaves_the_claim_it_speaks_against_open(
    claim: str, records: dict[str, str]
) -> None:
    review = reviewed(records)
    (item,) = [item for item in review.items if claim in item.claims]
    assert item in review.open_items
    verdicts = {found.claim: found.verdict for found in review.comparison.compared}
    assert verdicts[claim] is not ChartVerdict.SUPPORTED


@pytest.mark.parametrize(
    ("words", "facts"),
    [
        ("Low back pain for two weeks, worse on bending.", {"onset"}),
        ("More back pain for two weeks after the fall.", set()),
        ("Low back pain for two years.", set()),
        ("Walk for 30 minutes 10 minutes 75 minutes Yes", {"functional_impairment"}),
        ("Walk for 30 minutes 10 minutes 15 minutes No", set()),
        ("She went on shoveling gravel.", {"care_status"}),
        ("She went on with the lifting limits.", set()),
        ("The visits were kept by his cousin.", {"care_sessions", "care_status"}),
        ("The visits were kept by the patient.", set()),
        ("The program did not help the wrist.", {"care_response"}),
        ("The program did not help the back.", set()),
        ("9 visits to be held", {"care_sessions", "care_status"}),
        ("9 visits held", set()),
        ("The blocks left 30 percent of her pain.", {"block_relief", "facet"}),
        ("The blocks relieved 30 percent of her pain.", set()),
        ("A newer scan shows none of this.", {"modic"}),
        ("A newer scan shows this.", set()),
        ("The back pain was never gone.", set()),
        ("INR 1.1", set()),
        ("INR 2.4", {"anticoagulants"}),
        ("Bunions, with aching of both feet.", set()),
        ("Aching of both feet.", {"leg_symptoms"}),
        ("Facet rhizotomy kept him comfortable; again if refused.", {"block_relief", "facet"}),
    ],
)
def test_a_row_says_what_it_speaks_against_and_no_honest_neighbor(words: str, facts: set[str]) -> None:
    notes = DocumentKind.OFFICE_NOTE
    said_of = {
        fact.value for row in contrary_rows() if notes in row.documents and row.matches(words) for fact in row.facts
    }
    assert said_of - {"unremitting"} == facts


@pytest.mark.parametrize(
    ("kind", "words", "is_said"),
    [
        (DocumentKind.BEHAVIORAL_NOTE, "Electronically signed by Pat Sample, wellness coach", True),
        (DocumentKind.BEHAVIORAL_NOTE, "The therapist has no license.", True),
        (DocumentKind.BEHAVIORAL_NOTE, "Led by an intern supervised by Pat Sample, PhD.", False),
        (DocumentKind.BEHAVIORAL_NOTE, "Electronically signed by Pat Sample, PhD, licensed psychologist", False),
        (DocumentKind.THERAPY_NOTE, "Plan of care not signed.", True),
        (DocumentKind.THERAPY_NOTE, "Treated without a physician.", True),
        (DocumentKind.THERAPY_NOTE, "Plan of care signed by Jordan Sample, MD.", False),
        (DocumentKind.MRI_REPORT, "Endplates at L4-L5 are intact.", True),
        (DocumentKind.MRI_REPORT, "The remaining endplates are intact.", False),
        (DocumentKind.GUIDE, "May to June 2025 0 Not started", True),
        (DocumentKind.GUIDE, "May to June 2025 5 No change in pain", False),
    ],
)
def test_rows_of_one_kind_of_record(kind: DocumentKind, words: str, *, is_said: bool) -> None:
    assert any(kind in row.documents and row.matches(words) for row in contrary_rows()) is is_said


def test_the_foot_of_a_page_is_no_addition() -> None:
    assert reviewed(added("A", "Record made for a trial - not of a person   Page 1 of 1")).items == ()
    assert reviewed(added("A", "The record is not of this person   Page 1 of 1")).items != ()


@pytest.mark.parametrize("tail", ["", " in either leg", " today", " in both lower extremities"])
def test_a_denial_of_the_part_itself_bears_the_claim_out(tail: str) -> None:
    records = said("A", "No leg pain, numbness or weakness.", f"No leg pain, numbness or weakness{tail}.")
    claims = {claim for item in reviewed(records).items for claim in item.claims}
    assert "pain.leg_symptoms.present" not in claims


def test_a_sentence_in_another_language_leaves_its_record_open() -> None:
    records = said("A", "The pain is axial.", "The pain is axial. El dolor baja hasta el pie por las noches.")
    (item,) = reviewed(records).items
    assert RESTS_ON["A"] <= set(item.claims)


@pytest.mark.parametrize(
    "words", ["MRI of the lumbar spine at La Paz Clinic", "de Quervain, Ana", "No pain in the leg."]
)
def test_english_words_with_a_foreign_name_are_no_foreign_sentence(words: str) -> None:
    assert not is_foreign(words)


def test_every_row_of_the_table_matches_its_own_example() -> None:
    assert [row.example for row in contrary_rows() if not row.matches(row.example)] == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Xarelta 20 mg", True),
        ("rivaroxoban daily", True),
        ("Xarelto 20 mg", False),
        ("Lisinopril, heroin, selfish", False),
    ],
)
def test_a_blood_thinner_spelled_wrong_is_seen(words: str, *, expected: bool) -> None:
    assert names_misspelled_thinner(words) is expected


DOUBT = said("C", "18 visits", "16 visits attended; log: 18 visits")


@pytest.mark.parametrize(
    ("later", "counts"),
    [
        ({}, True),
        ({"D": f"{LETTER}\nThank you for your time."}, True),
        ({"A": f"{NOTE}\nHe went to 18 visits of physical therapy."}, False),
        ({"C": [DOUBT["C"], f"PHYSICAL THERAPY DISCHARGE SUMMARY\n{HEAD}Date: 04/24/2026\nPage 2 of 2\nThank you."]}, False),
        ({"E": f"PHYSICAL THERAPY NOTE\n{HEAD}Date: 05/02/2026\n9 visits attended."}, False),
    ],
)  # fmt: skip
def test_an_answer_is_void_once_another_page_speaks_of_its_fact(
    later: dict[str, str | list[str]], *, counts: bool
) -> None:
    (item,) = reviewed(DOUBT).items
    given = answer(item, "confirm")
    review = reviewed({**DOUBT, **later}, [given])
    assert (given not in review.void) is counts


def test_the_records_of_this_file_bear_the_case_out() -> None:
    assert reviewed({**RECORDS, **SIGNED}).items == ()
