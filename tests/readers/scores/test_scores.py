"""Scores: a number with its unit and day; what is a goal, a change, a rule or another part's is no score."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from priorauth.domain.dates import PartialDate
from priorauth.readers.scores.score_reader import ScoreReader
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import ScoreValue
from priorauth.reading.model import About, DocumentKind, Finding, Side, Standing
from tests.readers.reading_one import read_text, unaccounted

DAY = PartialDate(2026, 9, 30)


def scores(text: str, kind: DocumentKind = DocumentKind.OFFICE_NOTE) -> list[Finding]:
    found = read_text(ScoreReader(), text, kind, day=DAY).findings
    assert {item.fact for item in found} <= {Fact.SCORE}
    return list(found)


def shown(item: Finding) -> str:
    value = item.value
    assert isinstance(value, ScoreValue)
    low = "" if value.low is None else f"{value.low}-"
    return f"{value.instrument} {low}{value.number} {value.unit}"


def stated(text: str, kind: DocumentKind = DocumentKind.OFFICE_NOTE) -> list[str]:
    return [shown(item) for item in scores(text, kind) if item.standing is Standing.STATED]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("ODI 38%.", ["ODI 38 percent"]),
        ("Oswestry Disability Index: 38 percent today.", ["ODI 38 percent"]),
        ("ODI 19/50.", ["ODI 38 percent"]),
        ("ODI 19 out of 50 (38%).", ["ODI 38 percent", "ODI 38 percent"]),
        ("ODI 20/45.", ["ODI 44.4 percent"]),
        ("ODI 62.", ["ODI 62 percent"]),
        ("NRS 5.", ["NRS 5 points"]),
        ("NPRS: 5/10.", ["NRS 5 points"]),
        ("Pain 6/10 today.", ["NRS 6 points"]),
        ("Low back pain is 6 out of 10.", ["NRS 6 points"]),
        ("Pain score 6.", ["NRS 6 points"]),
        ("Pain 5-7/10.", ["NRS 5-7 points"]),
        ("Pain 3-8/10, avg 5.", ["NRS 3-8 points", "NRS 5 points"]),
        ("Pain at best 3, at worst 8.", ["NRS 3-8 points"]),
        ("VAS 54 mm.", ["VAS 54 mm"]),
        ("VAS 5.4 cm.", ["VAS 5.4 cm"]),
        ("VAS 54/100.", ["VAS 54 mm"]),
        ("VAS 6/10.", ["VAS 6 points"]),
        ("PHQ9 = 6, item 9 = 0.", ["PHQ-9 6 points"]),
        ("Rate your pain now\n6", ["NRS 6 points"]),
        ("GAD-7\nscore 5 (mild)", ["GAD-7 5 points"]),
        ("NRS 6/10 over the past week.", ["NRS 6 points"]),
        ("PHQ-9: 6, GAD-7: 5.", ["PHQ-9 6 points", "GAD-7 5 points"]),
        ("PHQ-9 score 6/27.", ["PHQ-9 6 points"]),
        ("Left leg pain 7/10, low back pain 5/10.", ["NRS 7 points", "NRS 5 points"]),
        ("ODI last year 62%, today 38%.", ["ODI 38 percent"]),
        ("ODI improved from 62% to 38%.", ["ODI 38 percent"]),
        ("ODI 62% -> 38%.", ["ODI 38 percent"]),
        ("NDI 20%, ODI 38%.", ["ODI 38 percent"]),
    ],
)
def test_a_score_is_read_with_its_unit(text: str, values: list[str]) -> None:
    assert stated(text) == values


@pytest.mark.parametrize(
    "text",
    [
        "ODI improved by 12%.", "ODI 12% improvement.", "ODI decreased 12%.", "ODI above 61% counts as crippled.", "Goal: ODI below 20%.",
        "GOALS\nNRS 3/10.", "Target NRS 2.", "MCID for the ODI is 10 points.", "ODI of 40 % or more is required.",
        "Registry mean ODI 31%.", "NDI 38%.", "Neck disability index 38%.", "ODI was not filled out.", "ODI: ____ %",
        "ODI (circle): 20 40 60", "Visit 7 of 10.", "Strength 4/5.", "PT visits 7/10.", "ODI 38% of another patient.",
        "ODI was possibly 38%.", "ODI 38%?", "His wife's ODI is 38%.", "In most patients the ODI is 38%.", "NRS 11.",
        "ODI 60/50.", "PHQ-9 28.", "GAD-7 22.", "VAS 6.", "ODI 12 events/hr.", "The battery is at 72%.",
        "ODI 38% was entered in error.", "ODI < 40%.", "Pain scale 0-10.", "Pain decreased by 70%.", "ODI is not 38%.",
        "ODI 62% at baseline, now pending.", "NRS 8 at worst.", "Patient was given the ODI.",
    ],
)  # fmt: skip
def test_what_is_no_score_of_the_patient_states_none(text: str) -> None:
    assert not [f for f in scores(text) if f.standing is Standing.STATED and f.about is About.PATIENT]


def test_an_oswestry_without_a_sign_gives_both_readings_and_states_neither() -> None:
    found = scores("ODI 38.")
    assert [shown(item) for item in found] == ["ODI 38 percent", "ODI 76 percent"]
    assert {item.standing for item in found} == {Standing.HEDGED}
    assert len({item.block for item in found}) == 1


def test_two_numbers_of_one_day_that_differ_state_neither() -> None:
    assert {item.standing for item in scores("ODI 19/50 (44%).")} == {Standing.HEDGED}


@pytest.mark.parametrize(
    ("text", "on"),
    [("ODI 38% on 9/2/2026.", "2026-09-02"), ("ODI (9/2/2026) 38%.", "2026-09-02"), ("ODI 38% today.", "2026-09-30"),
     ("ODI 38%.", "None")],
)  # fmt: skip
def test_the_day_is_the_one_beside_the_number(text: str, on: str) -> None:
    (found,) = scores(text)
    assert (str(found.when.on), found.standing) == (on, Standing.STATED)


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("Shoulder pain 7/10.", About.OTHER_PART),
        ("Leg pain 7/10.", About.OTHER_PART),
        ("Neck pain: NRS 7.", About.OTHER_PART),
        ("His brother rates his pain 7/10.", About.OTHER_PERSON),
        ("Back and leg pain 7/10.", About.PATIENT),
    ],
)
def test_whose_and_which_pain_is_rated(text: str, about: About) -> None:
    (found,) = scores(text)
    assert (found.about, found.side is Side.HELPS) == (about, about is About.PATIENT)


def test_a_number_out_of_ten_needs_a_pain_near_it() -> None:
    assert stated("Low back pain goes on.\nToday 6 of 10.") == ["NRS 6 points"]
    assert not stated("Came by bus.\nToday 6 of 10.")


ODI = "Oswestry Disability Index\n"
TITLES = ["Pain intensity", "Personal care", "Lifting", "Walking", "Sitting", "Standing", "Sleeping", "Sex life",
          "Social life", "Travelling"]  # fmt: skip


def form(answers: list[int | None]) -> str:
    lines = [
        f"{n}. {title}: {'' if a is None else a}"
        for n, (title, a) in enumerate(zip(TITLES, answers, strict=True), 1)
    ]
    return ODI + "\n".join(lines)


def ticks(answers: list[int | None]) -> str:
    parts = []
    for number, (title, answer) in enumerate(zip(TITLES, answers, strict=True), 1):
        boxes = [f"[{'x' if answer == place else ' '}] statement {'abcdef'[place]}" for place in range(6)]
        parts.append("\n".join([f"Section {number}: {title}", *boxes]))
    return ODI + "\n\n".join(parts)


@given(st.lists(st.integers(0, 5), min_size=10, max_size=10), st.sampled_from([form, ticks]))
def test_the_answers_of_a_form_are_added_up(answers: list[int], layout) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    found = [f.value for f in scores(layout(answers), DocumentKind.INSTRUMENT) if f.standing is Standing.STATED]
    assert [v.number for v in found if isinstance(v, ScoreValue)] == [Decimal(2 * sum(answers))]


ANSWERS: list[int | None] = [3, 2, 3, 1, 4, 3, 2, 0, 2, 3]


def test_the_answers_count_over_the_total_that_is_printed() -> None:
    found = scores(form(ANSWERS) + "\nTotal: 29/50", DocumentKind.INSTRUMENT)
    assert [(shown(f), str(f.standing)) for f in found] == [
        ("ODI 46 percent", "stated"),
        ("ODI 58 percent", "hedged"),
    ]
    found = scores(form(ANSWERS) + "\nTotal: 23/50", DocumentKind.INSTRUMENT)
    assert {(shown(f), str(f.standing)) for f in found} == {("ODI 46 percent", "stated")}


def test_a_printed_total_counts_where_the_answers_are_not_readable() -> None:
    assert stated(ODI + "Total score: 23/50", DocumentKind.INSTRUMENT) == ["ODI 46 percent"]


@pytest.mark.parametrize("layout", [form, ticks])
def test_a_blank_or_half_filled_form_gives_nothing(layout) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    assert not stated(layout([None] * 10), DocumentKind.INSTRUMENT)
    assert not stated(layout([*ANSWERS[:5], *[None] * 5]), DocumentKind.INSTRUMENT)
    assert not stated(layout([None] * 10) + "\nTotal: ____ / 50", DocumentKind.INSTRUMENT)


def test_one_unanswered_section_leaves_forty_five_points() -> None:
    answers = [*ANSWERS[:7], None, *ANSWERS[8:]]
    assert stated(form(answers), DocumentKind.INSTRUMENT) == ["ODI 51.1 percent"]


SAID = ["the ODI is 44%", "the pain score is 7/10", "NRS 7", "the VAS is 44 mm", "PHQ-9 is 5", "pain is 7/10"]
TURNED = [
    "It is not true that {}.", "The patient denies that {}.", "His brother reports {}.", "His wife: {}.", "Not {}.",
    "In another patient {}.", "If {}, call us.", "{}, which was entered in error.", "{}?", "Some patients report that {}.",
    "It is unclear whether {}.", "{}, by mistake.", "{} - disregard.", "The policy requires that {}.", "We hope that {}.",
    "[ ] {}", "Sample: {}.", "FAMILY HISTORY: {}.", "PLAN\n1. {}.", "GOALS\n{}.", "{} is doubtful.", "{}. This is wrong.",
    "{} blorbs.", "Perhaps {}.", "Template: {}", "{}, per outside report.", "EXAMPLE\n{}.", "Goal: {}.",
]  # fmt: skip


@pytest.mark.parametrize("said", SAID)
@pytest.mark.parametrize("turned", TURNED)
def test_nothing_that_is_turned_round_helps(turned: str, said: str) -> None:
    text = turned.format(said)
    assert not [f for f in scores(text[0].upper() + text[1:]) if f.side is Side.HELPS]


@pytest.mark.parametrize("said", SAID)
def test_the_same_words_by_themselves_help(said: str) -> None:
    assert [f for f in scores(said[0].upper() + said[1:] + ".") if f.side is Side.HELPS]


PIECES = st.sampled_from(
    ["ODI", "NRS", "VAS", "44%", "22/50", "7/10", "7", "-", "to", "mm", "today", "not", "goal", ",", ".", "\n", "\f", "worst",
     "best", "9/2/2026", "PHQ-9", "____", "[ ]", "pain", "leg", "(", ")", "Total:"]
)  # fmt: skip


@given(
    st.lists(PIECES, max_size=25).map(" ".join),
    st.sampled_from([DocumentKind.INSTRUMENT, DocumentKind.OFFICE_NOTE]),
)
def test_every_instrument_ends_as_a_finding_or_a_leftover(text: str, kind: DocumentKind) -> None:
    reading = read_text(ScoreReader(), text, kind, day=DAY)
    assert not unaccounted(reading, text, ("ODI", "NRS", "VAS", "PHQ-9"))


@pytest.mark.parametrize(
    "legend",
    [
        "Moderate disability begins at 21 percent.",
        "Crippling disability starts at 61%.",
        "Severe disability (41-60%).",
        "Page 2 of 40",
        "Points 24 / 50 x 100 = 48 percent",
    ],
)
def test_a_step_of_the_scale_a_page_and_a_factor_are_no_reading(legend: str) -> None:
    text = f"Oswestry Disability Index\nScore: 48%\n{legend}"
    found = read_text(ScoreReader(), text, DocumentKind.INSTRUMENT).findings
    stated = {
        str(item.value.number)
        for item in found
        if isinstance(item.value, ScoreValue) and item.standing is Standing.STATED
    }
    assert stated == {"48"}
