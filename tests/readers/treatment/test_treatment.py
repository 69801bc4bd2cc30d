"""Conservative care: what was done is stated only when it is understood; what was not done is heard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

import priorauth.readers.treatment
from priorauth.case.care import CareStatus, Modality, Response
from priorauth.readers.treatment.care_values import COLUMNS, care_values
from priorauth.readers.treatment.treatment_reader import TreatmentReader
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import Count, Course, When
from priorauth.reading.frame import WORDS
from priorauth.reading.model import About, DocumentKind, Finding, Side
from priorauth.reading.statements import find_statements
from priorauth.reading.word_tables import rows
from tests.readers.reading_one import read_text
from tests.reading.frames import marked

READER = TreatmentReader()
FOLDER = Path(priorauth.readers.treatment.__file__).parent
NOTE, DISCHARGE, DAILY = DocumentKind.OFFICE_NOTE, DocumentKind.THERAPY_DISCHARGE, DocumentKind.THERAPY_NOTE


def helps(text: str, kind: DocumentKind = NOTE) -> list[Finding]:
    """The findings that count for the request: stated, by a document that can know it, of this patient."""
    return [item for item in read_text(READER, text, kind).findings if item.side is Side.HELPS and item.first_hand]


def harms(text: str, kind: DocumentKind = NOTE) -> set[Fact]:
    return {item.fact for item in read_text(READER, text, kind).findings if item.side is Side.HARMS}


@pytest.mark.parametrize("row", rows(FOLDER / "care_phrases.tsv", COLUMNS), ids=lambda row: row["example"])
def test_a_phrase_of_the_table_is_read_in_its_example(row: dict[str, str]) -> None:
    text, starts = marked(row["example"])
    (statement,) = find_statements(text)
    taken = {i for m in READER.frame.mentions(statement.tokens) for i in range(m.first, m.last + 1)}
    found = {(v.part, v.value, statement.tokens[v.first].start) for v in care_values(statement, frozenset(taken))}
    assert (row["part"], row["value"], starts[0]) in found


@pytest.mark.parametrize("row", rows(FOLDER / "words.tsv", WORDS), ids=lambda row: row["example"])
def test_every_care_that_is_named_has_a_kind(row: dict[str, str]) -> None:
    if row["fact"] != "care" or "conservative" in row["words"] or "massage" in row["words"]:
        return
    text, _ = marked(row["example"])
    courses = [item.value for item in read_text(READER, text).findings if isinstance(item.value, Course)]
    assert courses
    assert Modality.OTHER not in {course.modality for course in courses}


STATED = [
    ("Etodolac 400 mg from March 4, 2025 to July 9, 2025 without relief.", NOTE, "2025-03-04", "2025-07-09", "no_relief"),
    ("Brace worn 1/6/2025 - 4/30/2025, temporary relief.", NOTE, "2025-01-06", "2025-04-30", "temporary_relief"),
    ("NABUMETONE 750 BID 2/3/25-8/4/25, INADEQUATE RELIEF.", NOTE, "2025-02-03", "2025-08-04", "inadequate_relief"),
    ("Baclofen since October 2025, not effective.", NOTE, "2025-10", None, "no_relief"),
    ("Chiropractic care Oct-Feb 2026, no relief.", NOTE, "2025-10", "2026-02", "no_relief"),
    ("PT 3/4-5/29/26, no relief.", NOTE, "2026-03-04", "2026-05-29", "no_relief"),
    ("Etodolac 2/3/2025 to 5/6/2025, prescribed here, no relief.", NOTE, "2025-02-03", "2025-05-06", "no_relief"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "start", "end", "response"), STATED)
def test_a_course_is_read_with_its_parts(
    text: str, kind: DocumentKind, start: str, end: str | None, response: str
) -> None:
    found = helps(text, kind)
    whens = [item.value for item in found if isinstance(item.value, When)]
    assert [str(when.since) for when in whens if when.since] == [start]
    assert [str(when.until) for when in whens if when.until] == ([end] if end else [])
    responses = {i.value.response for i in found if i.fact is Fact.CARE_RESPONSE and isinstance(i.value, Course)}
    assert responses == {Response(response)}
    assert len({item.block for item in found}) == 1


def test_a_date_never_comes_from_another_drugs_line() -> None:
    found = helps("Sulindac 1/5/2025-3/9/2025 without benefit, then gabapentin since 4/1/2025.")
    by_block: dict[str | None, set[str]] = {}
    for item in found:
        if isinstance(item.value, When):
            by_block.setdefault(item.block, set()).add(str(item.value.since or item.value.until))
    assert sorted(map(sorted, by_block.values())) == [["2025-01-05", "2025-03-09"], ["2025-04-01"]]


def test_a_list_of_drugs_shares_a_result_and_no_dates() -> None:
    found = helps("Failed ibuprofen, tramadol and acupuncture from 1/5/2025 to 3/9/2025.")
    assert len([item for item in found if item.fact is Fact.CARE_RESPONSE]) == 3
    assert not [item for item in found if isinstance(item.value, When)]


COUNTS = [
    ("Attended 9 of 14.", DISCHARGE, 9),
    ("Total visits attended: 17", DISCHARGE, 17),
    ("Visits kept: 13.", DISCHARGE, 13),
    ("Patient completed 15 visits of physical therapy.", DISCHARGE, 15),
    ("Attended 10 of 12 scheduled visits, 2 cancelled.", DISCHARGE, 10),
    ("Seen 3/2, 3/5, 3/9 and 3/12.", DAILY, 4),
    ("3/2/2026 attended\n3/5/2026 no show\n3/9/2026 attended", DAILY, 2),
    ("Attended eleven sessions.", DISCHARGE, 11),
    ("This was her 9th therapy session.", DISCHARGE, 9),
    ("Went 14 times.", DISCHARGE, 14),
    ("# visits: 15", DISCHARGE, 15),
    ("Seen on 16 occasions.", DISCHARGE, 16),
    ("Completed a dozen visits.", DISCHARGE, 12),
]


@pytest.mark.parametrize(("text", "kind", "number"), COUNTS)
def test_visits_that_were_kept_are_counted(text: str, kind: DocumentKind, number: int) -> None:
    values = [item.value for item in helps(text, kind) if item.fact is Fact.CARE_SESSIONS]
    assert [value.number for value in values if isinstance(value, Count)] == [number]


NEVER_ATTENDED = [
    "Authorized for 18 visits.",
    "18 visits approved.",
    "Goal: attend 18 visits.",
    "PLAN\nPatient to attend 18 visits.",
    "Plan of care: 18 sessions over 9 weeks.",
    "18 visits scheduled.",
    "6 of 18 visits remaining.",
    "Had she attended 18 visits, she might be better.",
    "She did not attend 18 visits.",
    "Attended 18 visits for the shoulder.",
    "His brother attended 18 visits.",
    "Up to 18 visits a year are covered.",
    "Completed 18 weeks.",
    "Patients who attended 18 visits did well.",
    "Did she attend 18 visits?",
    "Attended ____ visits.",
    "11th visit scheduled for May.",
    "# visits authorized: 15",
]


@pytest.mark.parametrize("text", NEVER_ATTENDED)
def test_a_number_of_an_order_or_of_somebody_else_is_not_attended(text: str) -> None:
    assert not [item for item in helps(text, DISCHARGE) if item.fact is Fact.CARE_SESSIONS]


NOT_DONE = [
    "Physical therapy was ordered.", "He declined acupuncture.", "Prescribed meloxicam, never filled.",
    "She never went to physical therapy.", "PT referral sent, not yet scheduled.", "Refuses gabapentin.",
    "NSAIDs are contraindicated.", "Did not attend physical therapy.", "PT: no-show for all appointments.",
    "Non-compliant with physical therapy.", "Tramadol gave excellent relief.", "Naproxen controls the pain.",
    "Will start chiropractic care next week.",
]  # fmt: skip


@pytest.mark.parametrize("text", NOT_DONE)
def test_care_that_was_not_had_or_that_helped_is_heard(text: str) -> None:
    assert harms(text)
    assert not [item for item in helps(text) if item.fact is not Fact.CARE]


@pytest.mark.parametrize(
    "text",
    ["Allergies: naproxen, tramadol.", "Allergic to ibuprofen.", "Risks of prednisone were discussed.",
     "[ ] physical therapy", "If naproxen fails, try tramadol.", "Naproxen relieved her knee.", "Prednisone for asthma.",
     "Refill naproxen.",
     "The surgeon offered it, pt said no."],
)  # fmt: skip
def test_what_is_no_trial_states_nothing(text: str) -> None:
    assert not helps(text)


def test_a_medication_list_gives_no_dates_and_no_result() -> None:
    found = helps("MEDICATIONS\nNaproxen 500 mg bid\nTizanidine 4 mg qhs", DocumentKind.MEDICATION_LIST)
    assert {item.fact for item in found} == {Fact.CARE}


def test_a_letter_is_second_hand() -> None:
    assert not helps("Completed 18 visits of physical therapy without relief.", DocumentKind.LETTER)


def test_sessions_in_an_office_note_are_second_hand() -> None:
    text = "Completed 18 visits of physical therapy without relief."
    assert Fact.CARE_SESSIONS not in {item.fact for item in helps(text)}
    assert Fact.CARE_SESSIONS in {item.fact for item in helps(text, DISCHARGE)}


WAYS = [
    "Did not {0}.", "{0} was ordered.", "{0} is planned.", "His wife: {0}.", "Her sister: {0}.", "If {0}, call.",
    "{0}?", "{0} is possible.", "Sample: {0}.", "{0} was entered in error.", "Patients with {0}.", "Goal: {0}.",
    "Denies {0}.", "Family history: {0}.", "{0} was not done.", "May have had {0}.", "Knee: {0}.",
    "{0} was recommended.", "Insurance requires {0}.", "{0} frobnicated.",
]  # fmt: skip
HELPING = [
    "physical therapy without relief", "naproxen, no benefit", "completed 12 visits of physical therapy",
    "attended 12 visits", "brace with temporary relief", "failed gabapentin", "chiropractic care, 12 visits, no help",
]  # fmt: skip


@given(st.sampled_from(WAYS), st.sampled_from(HELPING), st.sampled_from([NOTE, DISCHARGE]))
def test_no_way_of_not_saying_it_leaves_a_help(way: str, said: str, kind: DocumentKind) -> None:
    assert not helps(way.format(said), kind)


@given(
    st.lists(st.sampled_from(HELPING + [w.format("PT") for w in WAYS] + ["no", "not", "ordered", ",", ".", "12"]))
)
def test_every_trigger_ends_as_a_finding_or_a_leftover(parts: list[str]) -> None:
    text = " ".join(parts)
    reading = read_text(READER, text, DISCHARGE)
    places = [*(item.where for item in reading.findings), *(item.where for item in reading.leftovers)]
    shown = [(place.start, place.end) for place in places]
    for trigger in _triggers(text):
        assert any(start <= trigger < end for start, end in shown)


def _triggers(text: str) -> Iterator[int]:
    for statement in find_statements(text):
        for mention in READER.frame.mentions(statement.tokens):
            yield statement.tokens[mention.first].start


def test_ordered_is_a_status_of_its_own() -> None:
    (status,) = [i for i in read_text(READER, "Acupuncture ordered.").findings if i.fact is Fact.CARE_STATUS]
    assert isinstance(status.value, Course)
    assert status.value.status is CareStatus.ORDERED


def test_other_persons_care_is_about_another() -> None:
    found = read_text(READER, "Her mother did physical therapy without relief.").findings
    assert {item.about for item in found} == {About.OTHER_PERSON}
    assert {item.side for item in found} == {Side.NEUTRAL}


FALSE = [
    ("She said PT would have been without relief.", NOTE), ("Naproxen trial to be completed before injection.", NOTE),
    ("Criteria: failed NSAIDs and 12 visits of PT.", NOTE), ("12 more visits needed.", DISCHARGE),
    ("He has 12 visits left.", DISCHARGE), ("Expected: attended 12 visits by May.", DISCHARGE),
    ("Chiropractic helped her husband not at all.", NOTE), ("Physical therapy for the ankle, 12 visits, no relief.", NOTE),
    ("She has yet to try gabapentin.", NOTE), ("Failed to start naproxen.", NOTE), ("PT eval only, no visits attended.", DISCHARGE),
    ("Discussed that NSAIDs often give no relief.", NOTE), ("Prior to completing 12 visits she moved away.", DISCHARGE),
    ("Next: meloxicam 2/1/2027-3/1/2027.", NOTE), ("Pharmacy: tramadol not picked up.", NOTE),
    ("Wants to know if acupuncture without benefit counts.", NOTE), ("Home exercises handed out, admits not doing them.", NOTE),
    ("Rx celecoxib 200 mg.", NOTE), ("No trial of physical therapy.", NOTE), ("Attended 12 visits: incorrect.", DISCHARGE),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind"), FALSE)
def test_a_false_sentence_states_no_result_and_no_visits(text: str, kind: DocumentKind) -> None:
    assert not helps(text, kind)


HONEST = [
    ("PT x 10 visits 1/5/26-3/2/26, no relief.", NOTE, Fact.CARE_RESPONSE),
    ("HEP daily since 11/2025 per PT, no benefit.", NOTE, Fact.CARE_RESPONSE),
    ("Failed NSAIDs, PT, chiro.", NOTE, Fact.CARE_RESPONSE),
    ("Ibuprofen 800 TID 3/1/25-9/1/25: minimal relief.", NOTE, Fact.CARE_RESPONSE),
    ("Tried tizanidine and gabapentin without benefit.", NOTE, Fact.CARE_RESPONSE),
    ("Medrol dose pack 4/2025, short relief.", NOTE, Fact.CARE_RESPONSE),
    ("Activity modification since June 2025, no relief.", NOTE, Fact.CARE_RESPONSE),
    ("Acupuncture x 6 in 2025, temporary relief only.", NOTE, Fact.CARE_RESPONSE),
    ("ESI L4-5 3/4/25: relief 2 wks only.", NOTE, Fact.CARE_RESPONSE),
    ("Attended 22/24 visits.", DISCHARGE, Fact.CARE_SESSIONS),
    ("Visits to date: 14", DISCHARGE, Fact.CARE_SESSIONS),
    ("# of visits attended: 14", DISCHARGE, Fact.CARE_SESSIONS),
    ("Pt attended 14 sessions, 1 cx, 0 NS.", DISCHARGE, Fact.CARE_SESSIONS),
    ("Pt has completed 16 visits, goals not met.", DISCHARGE, Fact.CARE_SESSIONS),
    ("Relief was brief, hours at most.", DISCHARGE, Fact.CARE_RESPONSE),
    ("D/C after 18 visits, pain unchanged.", DISCHARGE, Fact.CARE_SESSIONS),
    ("Naproxen 500 BID 6/24-1/26, stopped for GI upset, no relief.", NOTE, Fact.CARE_RESPONSE),
    ("LSO brace 5/1/25 to 8/1/25, not helpful.", NOTE, Fact.CARE_RESPONSE),
    ("CBT 8 sessions 1/2026-3/2026, no change in pain.", DocumentKind.BEHAVIORAL_NOTE, Fact.CARE_RESPONSE),
    ("Seen for 20 visits.", DISCHARGE, Fact.CARE_SESSIONS),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "fact"), HONEST)
def test_honest_shorthand_is_understood(text: str, kind: DocumentKind, fact: Fact) -> None:
    assert fact in {item.fact for item in helps(text, kind)}
    assert not harms(text, kind)


def responses(text: str, kind: DocumentKind = NOTE) -> set[tuple[Modality, Response]]:
    """Which result is read of which care."""
    values = [item.value for item in read_text(READER, text, kind).findings if item.fact is Fact.CARE_RESPONSE]
    return {(v.modality, v.response) for v in values if isinstance(v, Course) and v.response is not None}


@pytest.mark.parametrize(
    ("text", "modality", "response"),
    [
        ("Etodolac 400 mg daily, prescribed here. Relief was inadequate.", Modality.NSAID, Response.INADEQUATE_RELIEF),
        ("Activity modification as I advised. Kept up all year. No relief.", Modality.ACTIVITY_MODIFICATION, Response.NO_RELIEF),
        ("Brace worn at work. No relief.", Modality.BRACE, Response.NO_RELIEF),
        ("Etodolac 400 mg daily. Complete relief.", Modality.NSAID, Response.LASTING_RELIEF),
        ("Etodolac 400 mg daily. Brace worn at work. No relief.", Modality.BRACE, Response.NO_RELIEF),
        ("Etodolac 400 mg daily and a brace. No relief.", Modality.NSAID, None),
        ("Etodolac 400 mg daily.\n\nNo relief.", Modality.NSAID, None),
        ("Etodolac 400 mg daily. After his knee was replaced in the spring there was no relief.", Modality.NSAID, None),
    ],
)  # fmt: skip
def test_a_result_of_its_own_is_of_the_care_named_just_before(
    text: str, modality: Modality, response: Response | None
) -> None:
    assert responses(text) == ({(modality, response)} if response is not None else set())


def test_what_home_exercise_came_to_is_no_result_of_the_visits() -> None:
    text = "Relief was temporary at first, then complete. The home exercise program has not helped."
    found = responses(text, DISCHARGE)
    assert (Modality.PHYSICAL_THERAPY, Response.LASTING_RELIEF) in found
    assert (Modality.PHYSICAL_THERAPY, Response.NO_RELIEF) not in found


def test_who_directs_home_exercise_is_no_other_course() -> None:
    text = "Home exercise program   1/6/2025 to 4/30/2025   PT   no relief"
    assert responses(text) == {(Modality.HOME_EXERCISE, Response.NO_RELIEF)}
