"""Care as tables, shorthand and letters tell it, and sentences that only look so."""

from __future__ import annotations

import pytest

from priorauth.domain.dates import PartialDate
from priorauth.readers.treatment.treatment_reader import TreatmentReader
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import Count, Course, When
from priorauth.reading.model import DocumentKind, Finding, Side
from tests.readers.reading_one import read_text

READER = TreatmentReader()
NOTE, DISCHARGE = DocumentKind.OFFICE_NOTE, DocumentKind.THERAPY_DISCHARGE
CHIRO = DocumentKind.CHIROPRACTIC_NOTE
DAY = PartialDate(2026, 9, 15)


def helps(text: str, kind: DocumentKind = NOTE) -> list[Finding]:
    """What counts for the request in a text of the middle of September 2026."""
    return [item for item in read_text(READER, text, kind, day=DAY).findings if item.side is Side.HELPS]


def told(text: str, kind: DocumentKind = NOTE) -> tuple[str, str, str]:
    """The first day, the last day and the result that count, empty where none does."""
    days = {item.fact: item.value for item in helps(text, kind) if isinstance(item.value, When)}
    first = days[Fact.CARE_START].since if Fact.CARE_START in days else ""
    last = days[Fact.CARE_END].until if Fact.CARE_END in days else ""
    came = {
        item.value.response.value
        for item in helps(text, kind)
        if item.fact is Fact.CARE_RESPONSE and isinstance(item.value, Course) and item.value.response is not None
    }
    return str(first), str(last), " ".join(sorted(came))


@pytest.mark.parametrize(
    ("text", "first", "last", "came"),
    [
        ("Home exercises  5/4/2026 to 8/7/2026  Prescribed by the therapist. No relief.", "2026-05-04", "2026-08-07", "no_relief"),
        ("Etodolac  5/4/2026 to 8/7/2026  I prescribed it. No relief.", "2026-05-04", "2026-08-07", "no_relief"),
        ("Etodolac 400 mg bid 3/2025 -> 9/2025, no relief.", "2025-03", "2025-09", "no_relief"),
        ("Etodolac 400 mg 2025-03 to 2025-09, no relief.", "2025-03", "2025-09", "no_relief"),
        ("PT between 9 May and 20 August 2025, no relief.", "2025-05-09", "2025-08-20", "no_relief"),
        ("Nabumetone between March and July 2025 without benefit.", "2025-03", "2025-07", "no_relief"),
        ("PT from 9 May to 20 August 2025, no relief.", "2025-05-09", "2025-08-20", "no_relief"),
        ("PT Oakmere 3/14/25 -> 6/9/25 x18, transient", "2025-03-14", "2025-06-09", "temporary_relief"),
        ("Sulindac 200 mg 10/2025 -> 1/2026, nil, d/c", "2025-10", "2026-01", "no_relief"),
        ("Sulindac 200 mg 10/2025 -> 1/2026, insuff, rash, d/c", "2025-10", "2026-01", "inadequate_relief"),
        ("Etodolac 400 mg   2025-03   2025-12   -   stopped   no relief", "2025-03", "2025-12", "no_relief"),
        ("Home exercise program   2025-07-11   -   -   ongoing   -", "2025-07-11", "", ""),
        ("HEP 6/9/2025 -> now, q day", "2025-06-09", "", ""),
        ("HEP 6/9/2025 onward.", "2025-06-09", "", ""),
        ("Home exercises from June 9 2025, he is still doing them most evenings.", "2025-06-09", "", ""),
        ("Tx tried: etodolac 400 mg 3/2025-9/2025, no relief.", "2025-03", "2025-09", "no_relief"),
        ("Relafen 750 milligrams 3/2025 to 9/2025, minimal relief, he stopped it for dry mouth.", "2025-03", "2025-09",
         "inadequate_relief"),
        ("Robaxin from March 2025 until May 2025 did nothing for the pain and was stopped.", "2025-03", "2025-05",
         "no_relief"),
        ("Virtual PT through the clinic app, 4/7/2025 to 6/16/2025, relief that only lasted until bedtime.",
         "2025-04-07", "2025-06-16", "temporary_relief"),
        ("Chiropractor Doctor Lindale, eight visits, June 2025 to August 2025, good for a couple of hours.",
         "2025-06", "2025-08", "temporary_relief"),
        ("PT (Oakmere) 3/14/2025 to 6/9/2025, temporary relief", "2025-03-14", "2025-06-09", "temporary_relief"),
        ("Physical therapy, Oakmere, 3/14/2025 through 6/9/2025: 16 visits; brief relief", "2025-03-14", "2025-06-09",
         "temporary_relief"),
        ("Chiropractic (low force), 3/2025 - 6/2025, 9 visits: relief, did not last", "2025-03", "2025-06",
         "temporary_relief"),
        ("HEP 6 d/wk since May (app log seen).", "2026-05", "", ""),
        ("Conservative management: physical therapy 3/2025 - 5/2025, no relief.", "2025-03", "2025-05", "no_relief"),
        ("On etodolac since August of last year.", "2025-08", "", ""),
        ("PT, May-July last year, without durable benefit.", "2025-05", "2025-07", "no_relief"),
        ("HEP 6 d/wk since November.", "2025-11", "", ""),
        ("Etodolac twice a day 3/2025 to 6/2025, not enough relief, stopped at her cardiologist's request (BP).",
         "2025-03", "2025-06", "inadequate_relief"),
        ("TREATMENT HISTORY FOR THIS EPISODE\n  VA PT    JUN 9, 2025 to SEP 4, 2025. Short relief.", "2025-06-09",
         "2025-09-04", "temporary_relief"),
    ],
)  # fmt: skip
def test_days_and_result_of_a_course_are_read(text: str, first: str, last: str, came: str) -> None:
    assert told(text) == (first, last, came)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Kept: 14  Cancelled: 2 (flu, ice x2)  NS: 0", 14),
        ("seen: 19 cx: 3 (1 sick, 2 work) ns: 0", 19),
        ("SOC 5/12/26 D/C 8/4/26 21 visits / 23 sched (2 missed - storm)", 21),
        ("Visits 16 (10 land, 6 aquatic). Missed 2 (blood draws).", 16),
        ("He was seen a total of eleven (11) times.", 11),
        ("TOTAL ATTENDED 23. Back to baseline by next AM every visit.", 23),
        ("Last seen 8/1/2026. 16 visits 2 cancels", 16),
        ("First visit 2/4/2026 Last visit 5/1/2026 Visits in this episode: 17 Missed: 1", 17),
        ("Visits: 1/16 1/23 1/30 2/6 2/13", 5),
        ("Visits: 11/20 12/4 12/18 1/8", 4),
        ("Sessions: Apr 7, 14, 21; May 5, 12", 5),
        ("VISIT 8 of 8 (consult authorized 8).", 8),
        ("14th and final visit today.", 14),
        ("Visit 12 / final", 12),
        ("She attended twenty-one sessions.", 21),
        ("Live 1:1 PT sessions completed 9 of 9", 9),
        ("Dear Dr. Example, I saw your patient for nine visits from March 2 to May 9, 2026.", 9),
        ("I treated her eleven times.", 11),
    ],
)
def test_visits_kept_are_counted_and_show_that_care_was_given(text: str, number: int) -> None:
    found = helps(text, DISCHARGE)
    assert {item.value.number for item in found if isinstance(item.value, Count)} == {number}
    assert Fact.CARE in {item.fact for item in found}


@pytest.mark.parametrize(
    ("text", "came"),
    [
        ("Symptom relief limited to hours after each session.", "temporary_relief"),
        ("Same day effect only.", "temporary_relief"),
        ("Pain relief temporary after each visit, none lasting to the following day.", "temporary_relief"),
        ("Strength goals met, pain goal not met.", "inadequate_relief"),
        ("Temporary relief with each visit; strength better.", "temporary_relief"),
        ("There has been no relief from the care rendered.", "no_relief"),
        ("No response to an adequate trial of chiropractic care.", "no_relief"),
    ],
)
def test_a_records_own_result_is_read(text: str, came: str) -> None:
    assert told(text, CHIRO)[2] == came


LOOKS_SO = [
    "PT 3/2025 - 9/2025, attended none.", "PT, Never, 3/2025 to 6/2025.", "PT (Mother) 3/2025 to 6/2025.",
    "Free of pain from 2019 to last month.", "HEP planned since May of last year.", "HEP since the decision of 3/2025.",
    "PT (Vestibular) 3/2025 to 6/2025, no relief.", "Vestibular PT 3/2025 to 6/2025, no relief.",
    "PT - Pelvic 3/2025 to 6/2025, no relief.", "Home exercise with a mat 1/2025 to 6/2025 noshow.",
    "PT with a band 1/2025 to 6/2025, no-show.", "Dates: APR 7; MAY 5; JUN 2 (the rest were not kept)",
    "Etodolac 3/2025 to 6/2025, took one tablet, no relief.",
    "He was seen a total of eleven (11) times in the ER.", "He was seen eleven times for his neck.",
    "PT is covered from July to September of this year.", "Etodolac since August of last year for her knee.",
    "PT (Bramley) recommended 3/2025 to 6/2025.", "Half a dozen chiropractic treatments in 2025 for her neck.",
    "Conservative care: PT, etodolac and a brace planned 3/2025 - 5/2025.",
    "PT authorized 3/11/25 -> 6/5/25 x12.", "Etodolac ordered 3/2025 -> 9/2025.",
    "Insurance allows PT between March and July 2025.", "Etodolac 3/2025 - 9/2025, none taken.",
    "His wife took etodolac between March and July 2025 without benefit.", "PT x12, none.",
    "PT 12 visits, partial attendance.", "Knee PT 3/2025 -> 9/2025, transient.", "Cancelled: 3 (kept 0)",
    "PT Shoulder 3/11/25 to 6/5/25.", "Attended 12 visits (for the knee).", "Visits in this episode: 20 scheduled.",
    "I saw your wife for ten visits.", "I will treat her eleven times.", "I treated her neck eleven times.",
    "Next visits: 1/16 1/23 1/30 2/6", "Sessions: Apr 7, 14, 21 cancelled", "Dates: Apr 7, 14, 21 (knee)",
    "Scores at visits 7/10 6/10 5/10", "Final visit is scheduled for 8/2.", "Soft tissue work x 4, cycling.",
    "9 x 40", "Visits 7/10 6/10 5/10", "Care beyond 12 visits is maintenance.", "Our policy is to refer out at ten visits.",
    "9/19/2026 08:02 ADDENDUM STATUS: COMPLETED", "NRS after visit 5 4 4 4",
    "Expect relief that only lasts until bedtime.", "Etodolac did nothing for the back of her knee.",
    "Chiropractic would be a waste of time.", "HEP issued 5/1/2025 -> now, not doing it.",
    "HEP to start 5/1/2025 onward.", "Plan\nStart HEP 6/5/2025, 8 exercises, daily.",
    "Plan\nHEP issued next visit 6/5/2025.", "Home exercise program   2025-07-11   -   -   not started   -",
    "Chiropractic, cervical    2025-05   2025-08   11   completed   no relief",
    "Tx tried: by sister: etodolac 3/2025 - 9/2025, no relief.",
    "PT Oakmere 3/11/25 to 6/5/25 was for her mother.", "Forwent PT 3/11/25.",
    "Skipped Physical Therapy 3/11/25 to 5/1/25.", "If no response to an adequate trial of PT, refer.",
    "Snow cancelled PT 1/2025 to 3/2025.", "Etodolac 3/2025 - 9/2025, in adequate relief, stopped.",
    "Ann Example PT, OCS", "CD was kept by pt.", "Pt asked to avoid kneeling.",
]  # fmt: skip


@pytest.mark.parametrize("kind", [NOTE, DISCHARGE], ids=lambda kind: kind.value)
@pytest.mark.parametrize("text", LOOKS_SO)
def test_what_only_looks_like_care_states_nothing(text: str, kind: DocumentKind) -> None:
    assert not helps(text, kind)


@pytest.mark.parametrize(
    "text",
    ["Celecoxib 200 mg: admits he never filled it.", "Prednisone script unopened at home.",
     "Etodolac: never took any."],
)  # fmt: skip
def test_a_drug_that_was_never_taken_is_heard(text: str) -> None:
    found = read_text(READER, text, NOTE, day=DAY).findings
    assert {item.fact for item in found if item.side is Side.HARMS} == {Fact.CARE_STATUS}
    assert not helps(text)


def test_the_patients_pt_refuses_no_therapy() -> None:
    found = read_text(READER, "Knee flexion 110, pt asked to avoid kneeling so that was deferred.", NOTE).findings
    assert not [item for item in found if item.side is Side.HARMS]


def test_what_a_plan_tells_as_begun_was_begun() -> None:
    assert told("Plan\nHEP started 6/5/2025, 8 exercises, daily.", DISCHARGE)[0] == "2025-06-05"


@pytest.mark.parametrize(
    ("text", "came"),
    [
        ("Prior treatments include PT (3/2025-5/2025) and etodolac (3/2025-9/2025), none of which provided lasting relief.",
         ["no_relief", "no_relief"]),
        ("PT (3/2025-5/2025) and etodolac (3/2025-9/2025), both without benefit.", ["no_relief", "no_relief"]),
        ("PT (3/2025-5/2025); etodolac (3/2025-9/2025), no benefit.", ["no_relief"]),
    ],
)  # fmt: skip
def test_a_result_of_all_is_that_of_each(text: str, came: list[str]) -> None:
    found = [
        item.value for item in helps(text) if item.fact is Fact.CARE_RESPONSE and isinstance(item.value, Course)
    ]
    assert [item.response for item in found] == came
    assert not [item for item in read_text(READER, text, NOTE).findings if item.side is Side.HARMS]


def test_days_behind_several_kinds_of_care_are_of_none() -> None:
    assert told("Conservative care: PT, etodolac and chiropractic 3/2025 - 5/2025.") == ("", "", "")


def test_a_good_result_of_one_is_not_hidden_by_that_of_all() -> None:
    text = "PT 3/2025-5/2025 gave lasting relief; etodolac 3/2025-9/2025 and tizanidine, neither of which helped."
    assert Fact.CARE_RESPONSE in {
        item.fact for item in read_text(READER, text, NOTE).findings if item.side is Side.HARMS
    }


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("Gave up the mat exercises (hip trouble), has not done them since spring.", NOTE, "stopped"),
        ("He says he hopes to get back to the HEP, last did it in 2025.", NOTE, "stopped"),
        ("Patient no longer does the home exercises.", NOTE, "stopped"),
        ("Home exercise program to be emailed when his shoulder allows; nothing taught or started.", DISCHARGE, "ordered"),
        ("Etodolac since 6/2025: the bottle is still sealed.", NOTE, "declined"),
        ("Sessions 3-14 were pelvic floor work, low back was not treated.", DISCHARGE, "declined"),
    ],
)  # fmt: skip
def test_care_given_up_or_never_begun_harms(text: str, kind: DocumentKind, status: str) -> None:
    found = read_text(READER, text, kind, day=DAY).findings
    said = [item.value.status for item in found if item.side is Side.HARMS and isinstance(item.value, Course)]
    assert status in said
    assert not helps(text, kind)


@pytest.mark.parametrize(
    "text",
    [
        "She has never given up her HEP.", "If he gives up the HEP, refer.", "His wife gave up her HEP.",
        "HEP was not started until 6/2/2026.", "Gave up his knee HEP.", "Low back was not treated today.",
        "PT no longer helps.", "HEP: he gave it his all.",
    ],
)  # fmt: skip
def test_care_that_only_seems_given_up_was_not(text: str) -> None:
    found = read_text(READER, text, DISCHARGE, day=DAY).findings
    assert not [item for item in found if isinstance(item.value, Course) and item.value.status == "stopped"]


@pytest.mark.parametrize(
    "text",
    ["Outcome at final visit: greatly improved, pain 1, she is delighted.", "RESULT : comfortable all month, v. pleased."],
)  # fmt: skip
def test_a_good_outcome_harms(text: str) -> None:
    found = read_text(READER, text, CHIRO, day=DAY).findings
    assert {item.fact for item in found if item.side is Side.HARMS} == {Fact.CARE_RESPONSE}


@pytest.mark.parametrize(
    "text",
    [
        "Outcome: not much better.", "Result: much better for a day, then returned.", "Outcome: strength much improved.",
        "Outcome: patient pleased with care, pain unchanged.", "Result: neck pain resolved.",
    ],
)  # fmt: skip
def test_an_outcome_that_is_not_good_harms_nothing(text: str) -> None:
    found = read_text(READER, text, CHIRO, day=DAY).findings
    assert not [item for item in found if item.side is Side.HARMS]
