"""Pattern, severity, function, what brings the pain on, levels: stated only when every word is understood."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from priorauth.domain.dates import PartialDate
from priorauth.domain.spine import DiscLevel
from priorauth.readers.pain.pain_reader import PainReader
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import Levels, Names, Pattern
from priorauth.reading.model import About, DocumentKind, Finding, PatientMatch, Side, Standing
from tests.readers.reading_one import read_text, unaccounted

DAY = PartialDate(2026, 9, 30)


def of(text: str, *facts: Fact) -> list[Finding]:
    return [item for item in read_text(PainReader(), text, day=DAY).findings if item.fact in facts]


def sides(text: str, fact: Fact) -> set[Side]:
    return {item.side for item in of(text, fact)}


@pytest.mark.parametrize(
    "text",
    ["The pain is axial.", "Axial low back pain.", "AXIAL LBP.", "Pain is at the belt line and does not travel.",
     "Pain stays in the low back.", "Pain is localized to the lumbar spine.", "Midline lumbar pain, no radiation.",
     "Pattern: axial"],
)  # fmt: skip
def test_pain_of_the_back_alone_is_axial(text: str) -> None:
    found = of(text, Fact.PATTERN)
    assert {str(f.value.pattern) for f in found if isinstance(f.value, Pattern)} == {"axial"}
    assert {f.side for f in found} == {Side.HELPS}


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("Axial low back pain with radiation to the left calf.", "mixed"),
        ("Mixed axial and radicular pain.", "mixed"),
        ("Back and leg pain.", "mixed"),
        ("Radicular pain on the left.", "radicular"),
        ("Pain is leg dominant.", "radicular"),
    ],
)
def test_a_leg_makes_it_another_pattern(text: str, pattern: str) -> None:
    found = [f for f in of(text, Fact.PATTERN) if isinstance(f.value, Pattern) and str(f.value.pattern) == pattern]
    assert found
    assert Side.HELPS not in sides(text, Fact.PATTERN)


@pytest.mark.parametrize("text", ["The pain is not axial.", "His pain isn't midline.", "Nonaxial low back pain."])
def test_pain_that_is_called_other_than_axial_is_heard(text: str) -> None:
    (found,) = [item for item in read_text(PainReader(), text).findings if isinstance(item.value, Pattern)]
    assert (found.standing, found.side) == (Standing.DENIED, Side.HARMS)


@pytest.mark.parametrize(
    "text",
    ["The pain is not axial.", "Pain is axial at times.", "Pain does not radiate below the knee.", "Widespread pain.",
     "Pain is axial except when walking.", "Pain does not radiate to the left leg.", "Axial neck pain.", "Axial T2 images."],
)  # fmt: skip
def test_words_that_leave_a_spread_open_state_no_axial_pain(text: str) -> None:
    assert Side.HELPS not in sides(text, Fact.PATTERN)


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Pain never goes away.", Side.HELPS),
        ("Constant low back pain.", Side.HELPS),
        ("Pain is constant, 24/7.", Side.HELPS),
        ("The pain comes and goes.", Side.HARMS),
        ("Intermittent low back pain.", Side.HARMS),
        ("Pain free since May.", Side.HARMS),
        ("Pain is constant only when sitting.", Side.NEUTRAL),
        ("Pain is constant until noon.", Side.NEUTRAL),
        ("Pain is no longer constant.", Side.NEUTRAL),
    ],
)
def test_whether_the_pain_ever_lets_up(text: str, side: Side) -> None:
    assert sides(text, Fact.UNREMITTING) in ({side}, set() if side is Side.NEUTRAL else {side})


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Cannot stand for ten minutes.", Side.HELPS),
        ("Difficulty with ADLs.", Side.HELPS),
        ("Pain limits her daily activities.", Side.HELPS),
        ("Off work since May.", Side.HELPS),
        ("Works full duty.", Side.HARMS),
        ("Independent with ADLs.", Side.HARMS),
        ("No functional limitations.", Side.HARMS),
        ("Goal: cannot sit now, wants to sit for an hour.", Side.NEUTRAL),
        ("Some patients cannot sit.", Side.NEUTRAL),
    ],
)
def test_what_the_pain_keeps_the_patient_from(text: str, side: Side) -> None:
    assert sides(text, Fact.FUNCTIONAL_IMPAIRMENT) == {side}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("She cannot sit longer than 20 minutes.", ("sit longer than 20 minutes",)),
        ("Unable to sit or stand.", ("sit", "stand")),
        ("He can't drive for an hour, and the pain is constant.", ("drive for an hour",)),
        ("No longer able to lift groceries because of pain.", ("lift groceries",)),
    ],
)
def test_limits_are_the_words_behind_cannot(text: str, names: tuple[str, ...]) -> None:
    (found,) = of(text, Fact.LIMITS)
    assert isinstance(found.value, Names)
    assert (found.value.names, found.standing) == (names, Standing.STATED)


@pytest.mark.parametrize(
    ("text", "fact", "names"),
    [
        ("Worse with sitting, bending and lifting.", Fact.WORSE_WITH, ("sitting", "bending", "lifting")),
        (
            "Aggravated by prolonged sitting or bending forward.",
            Fact.WORSE_WITH,
            ("prolonged sitting", "bending forward"),
        ),
        ("Aggravating factors: sitting, stairs.", Fact.WORSE_WITH, ("sitting", "stairs")),
        ("Bending and sitting bring on the pain.", Fact.WORSE_WITH, ("bending", "sitting")),
        ("Brought on by: sitting [x], bending [x], sneezing [ ].", Fact.WORSE_WITH, ("sitting", "bending")),
        ("Worse with sitting, better with lying down.", Fact.EASED_BY, ("lying down",)),
        ("Relieved by rest and heat.", Fact.EASED_BY, ("rest", "heat")),
    ],
)
def test_lists_of_what_brings_the_pain_on_or_eases_it(text: str, fact: Fact, names: tuple[str, ...]) -> None:
    (found,) = of(text, fact)
    assert isinstance(found.value, Names)
    assert (found.value.names, found.standing) == (names, Standing.STATED)


@pytest.mark.parametrize(
    ("text", "places", "standing"),
    [
        ("His pain fits the L4-L5 findings.", ("L4-L5",), Standing.STATED),
        ("Pain concordant with L4-5 and L5-S1.", ("L4-L5", "L5-S1"), Standing.STATED),
        ("The pain generator is L5-S1.", ("L5-S1",), Standing.STATED),
        ("The pain matches L4-5 or L5-S1.", ("L4-L5", "L5-S1"), Standing.HEDGED),
        ("The pain may match L5-S1; the pain generator is possibly L5-S1.", ("L5-S1",), Standing.HEDGED),
        ("The pain does not match. The pain generator is not L5-S1.", ("L5-S1",), Standing.NOT_UNDERSTOOD),
    ],
)
def test_levels_the_pain_is_said_to_match(text: str, places: tuple[str, ...], standing: Standing) -> None:
    found = [f for f in of(text, Fact.MATCHING_LEVELS) if isinstance(f.value, Levels) and f.value.places]
    assert found
    for item in found:
        assert isinstance(item.value, Levels)
        assert (item.value.places, item.standing) == (tuple(DiscLevel(p) for p in places), standing)


SAID = [
    "low back pain since March 2024", "low back pain for 14 months", "the low back pain began on May 6, 2025",
    "the pain is axial", "the pain does not radiate", "no leg pain", "the straight leg raise is negative",
    "reflexes are normal", "strength is 5/5", "the pain is constant", "he cannot sit for twenty minutes",
    "the pain is worse with sitting", "the pain matches L5-S1", "pain limits his daily activities",
    "the pain never lets up", "strength and sensation are normal", "numbness is denied",
]  # fmt: skip
TURNED = [
    "It is not true that {}.", "The patient denies that {}.", "His brother reports {}.", "His wife: {}.", "Not {}.",
    "In another patient {}.", "If {}, call us.", "{}, which was entered in error.", "{}?", "Some patients report that {}.",
    "Rule out that {}.", "It is unclear whether {}.", "{}, by mistake.", "Nobody has said that {}.", "{} - disregard.",
    "The policy requires that {}.", "We hope that {}.", "{}: yes / no", "[ ] {}", "Sample: {}.", "FAMILY HISTORY: {}.",
    "PLAN\n1. {}.", "GOALS\n{}.", "{} is doubtful.", "{}. This is wrong.", "{} blorbs.", "Perhaps {}.", "Template: {}",
    "Previously {}.", "{}, per outside report.", "EXAMPLE\n{}.", "{}: ____", "He never had {}.",
]  # fmt: skip


@pytest.mark.parametrize("said", SAID)
@pytest.mark.parametrize("turned", TURNED)
def test_nothing_that_is_turned_round_helps(turned: str, said: str) -> None:
    text = turned.format(said)
    found = read_text(PainReader(), text[0].upper() + text[1:], day=DAY).findings
    assert not [f for f in found if f.side is Side.HELPS]


@pytest.mark.parametrize("said", SAID)
def test_the_same_words_by_themselves_help(said: str) -> None:
    found = read_text(PainReader(), said[0].upper() + said[1:] + ".", day=DAY).findings
    assert [f for f in found if f.side is Side.HELPS]


def test_a_guide_a_letter_and_another_patients_page_state_nothing() -> None:
    for kind, patient in [(DocumentKind.GUIDE, PatientMatch.SAME), (DocumentKind.OFFICE_NOTE, PatientMatch.OTHER)]:
        (found,) = read_text(PainReader(), "The pain is axial.", kind, patient).findings
        assert (found.side, found.first_hand) == (Side.NEUTRAL, False)
    (found,) = read_text(PainReader(), "The pain is axial.", DocumentKind.LETTER).findings
    assert not found.first_hand


def test_a_constant_headache_is_no_unremitting_back_pain() -> None:
    assert not [f for f in of("Headache: pain is constant.", Fact.UNREMITTING) if f.about is About.PATIENT]


PIECES = st.sampled_from(
    ["pain", "low back", "leg", "since", "2024", "5/24", "for", "3 months", "No", "not", "denies", ",", ".", ";", "or", "is",
     "axial", "numbness", "SLR", "+", "neg", "4/5", "mother", "Onset:", "\n", "\n\n", "[ ]", "[x]", "?", "blorb", "cannot sit",
     "worse with", "sitting", "concordant", "L5-S1", "GOALS\n", "\f", "____", "x", "ago", "until"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map(" ".join))
def test_every_trigger_ends_as_a_finding_or_a_leftover(text: str) -> None:
    reading = read_text(PainReader(), text, day=DAY)
    assert not unaccounted(reading, text, ("numbness", "slr", "concordant", "cannot sit"))


@pytest.mark.slow
def test_the_work_grows_with_the_text_and_not_with_its_square() -> None:
    line = "Low back pain since 2024, no leg pain; SLR neg L. "
    one, four = (read_text(PainReader(), line * times, day=DAY) for times in (50, 200))
    assert len(four.findings) == 4 * len(one.findings)
