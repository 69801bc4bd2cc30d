"""When the pain began: times and durations, what is no beginning, and what two readings leave open."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from priorauth.domain.dates import PartialDate, add_months
from priorauth.readers.pain.onset_times import times_in
from priorauth.readers.pain.pain_reader import PainReader
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import When
from priorauth.reading.model import About, Finding, Side, Standing
from tests.readers.reading_one import read_text

DAY = PartialDate(2026, 9, 30)


def onsets(text: str, day: PartialDate | None = DAY) -> list[Finding]:
    return [item for item in read_text(PainReader(), text, day=day).findings if item.fact is Fact.ONSET]


def since(item: Finding) -> str:
    assert isinstance(item.value, When)
    return str(item.value.since)


@pytest.mark.parametrize(
    ("text", "begun"),
    [
        ("Low back pain since July 2024.", "2024-07"),
        ("LBP since 7/2024.", "2024-07"),
        ("Back pain began on July 9, 2024 after a fall.", "2024-07-09"),
        ("Onset: 07/09/2024.", "2024-07-09"),
        ("DOI 7/9/24, low back.", "2024-07-09"),
        ("Low back pain for 10 months.", "2025-11"),
        ("LBP x 10 mo.", "2025-11"),
        ("LBP x10mo.", "2025-11"),
        ("Woman with a two-year history of low back pain.", "2024-09"),
        ("44M w/ 2 yr h/o LBP.", "2024-09"),
        ("Low back pain started four weeks ago.", "2026-09-02"),
        ("Low back pain for a year and a half.", "2025-03"),
        ("Low back pain since June.", "2026-06"),
        ("Low back pain since December.", "2025-12"),
        ("Low back pain since last Christmas.", "2025-12"),
        ("Low back pain since the summer of 2023.", "2023"),
        ("Low back pain since early May 2024.", "2024-05"),
        ("C/o LBP since Mar '24.", "2024-03"),
        ("C/o LBP since Christmas '24.", "2024-12"),
        ("Low back pain since August 1, 2024, when he shoveled gravel.", "2024-08-01"),
        ("No back pain until February 2025.", "2025-02"),
        ("Denies any back pain before February 2025.", "2025-02"),
        ("Pain-free until February 2025.", "2025-02"),
        ("He has never been without back pain since May 6, 2024.", "2024-05-06"),
        ("She was not once free of low back pain from July 2024 to September 2026.", "2024-07"),
        ("Never pain-free since 7/9/2024.", "2024-07-09"),
        ("Shingles vaccine May 5, 2012. LBP for six months.", "2026-03"),
    ],
)
def test_a_beginning_is_read_as_exactly_as_the_words_have_it(text: str, begun: str) -> None:
    (found,) = onsets(text)
    assert (since(found), found.standing, found.about) == (begun, Standing.STATED, About.PATIENT)


@pytest.mark.parametrize(
    ("text", "latest"),
    [
        ("Low back pain for more than six months.", "2026-03-30"),
        ("LBP > 1 yr.", "2025-09-30"),
        ("Low back pain for at least 2 years.", "2024-09-30"),
        ("Low back pain for several years.", "2024-09-30"),
        ("Low back pain for 2-3 years.", "2024-09-30"),
        ("Low back pain for 10+ years.", "2016-09-30"),
        ("Low back pain for almost two years.", "2025-09-30"),
    ],
)
def test_a_floor_is_the_latest_day_it_can_have_begun(text: str, latest: str) -> None:
    (found,) = onsets(text)
    assert isinstance(found.value, When)
    assert (since(found), found.value.is_floor, found.standing) == (latest, True, Standing.STATED)


@pytest.mark.parametrize(
    ("day", "words", "begun"),
    [
        (PartialDate(2026, 8, 31), "more than six months", "2026-02-28"),
        (PartialDate(2024, 8, 31), "more than six months", "2024-02-29"),
        (PartialDate(2024, 2, 29), "more than one year", "2023-02-28"),
        (PartialDate(2024, 2, 29), "2 weeks", "2024-02-15"),
        (PartialDate(2024, 3, 14), "two weeks", "2024-02-29"),
        (PartialDate(2026, 1, 31), "one month", "2025-12"),
        (PartialDate(2026, 1, 1), "12 months", "2025-01"),
        (PartialDate(2026, 5), "3 months", "2026-02"),
    ],
)
def test_durations_are_counted_back_over_month_ends_and_leap_days(day: PartialDate, words: str, begun: str) -> None:
    (found,) = onsets(f"Low back pain for {words}.", day)
    assert since(found) == begun


@given(st.dates(min_value=PartialDate(2001).earliest, max_value=PartialDate(2049).latest), st.integers(1, 90))
def test_a_count_of_months_is_never_longer_than_the_record_says(day: object, months: int) -> None:
    note = PartialDate.parse(str(day))
    text = f"{months} months"
    (time,) = times_in(text, 0, len(text), note)
    (reading,) = time.readings
    assert reading.earliest <= add_months(note.earliest, -months) <= reading.latest


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("Low back pain since 5/24.", {"2024-05", "2026-05-24"}),
        ("Low back pain since 9/30.", {"2026-09-30"}),  # September 2030 is still to come
        ("Low back pain since 10/25.", {"2025-10", "2025-10-25"}),
        ("Low back pain since last winter.", {"2025", "2026"}),
    ],
)
def test_a_date_with_two_readings_gives_both_and_states_neither(text: str, readings: set[str]) -> None:
    found = onsets(text)
    assert {since(item) for item in found} == readings
    assert (Standing.STATED in {item.standing for item in found}) is (len(readings) == 1)
    assert len({item.block for item in found}) == 1


@pytest.mark.parametrize(
    "text", ["Low back pain for ten months.", "Low back pain since June.", "Low back pain since 5/24."]
)
def test_without_the_day_of_the_note_nothing_is_counted_back(text: str) -> None:
    (found,) = onsets(text, None)
    assert (since(found), found.standing) == ("None", Standing.NOT_UNDERSTOOD)


def test_a_time_after_the_note_is_no_beginning() -> None:
    (found,) = onsets("Low back pain since October 2027.")
    assert found.standing is Standing.NOT_UNDERSTOOD


def test_less_than_a_time_speaks_against_a_long_pain() -> None:
    (found,) = onsets("Low back pain for less than three months.")
    assert (found.standing, found.side) == (Standing.HEDGED, Side.HARMS)


@pytest.mark.parametrize(
    "text",
    [
        "Low back pain, worse since June 2025.",
        "Meloxicam for low back pain since June 2025.",
        "Physical therapy for low back pain since June 2025.",
        "Knee pain since June 2025.",
        "Neck: pain since June 2025.",
        "Her aunt has had back pain since June 2025.",
        "If low back pain lasts for six months, call.",
        "Candidates have had low back pain for six months.",
        "Has the low back pain been there since June 2025?",
        "Low back pain perhaps since June 2025.",
        "No low back pain since June 2025.",
        "Low back pain since June 2025 was entered in error.",
        "Low back pain began in June 2011 and resolved.",
        "Date of injury: ______",
        "Low back surgery in 2019, pain clinic since 2020.",
        "The back pain journal was printed in June 2025.",
    ],
)
def test_what_is_no_beginning_of_this_pain_states_none(text: str) -> None:
    assert not [f for f in onsets(text) if f.standing is Standing.STATED and f.about is About.PATIENT]


def test_an_earlier_spell_that_ended_does_not_count() -> None:
    found = onsets("Low back pain began in May 2011. It resolved in 2013.\nLow back pain returned in March 2025.")
    assert [(since(item), str(item.standing)) for item in found] == [("2011-05", "historic"), ("2025-03", "stated")]


def test_a_pain_of_no_named_part_is_of_the_part_spoken_of_before() -> None:
    (found,) = onsets("The neck is stiff. Pain since June 2025.")
    assert found.about is About.OTHER_PART
    (found,) = onsets("The low back is stiff. Pain since June 2025.")
    assert found.about is About.PATIENT
