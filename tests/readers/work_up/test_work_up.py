"""The work-up: high relief and positive tests are heard; low relief and negative tests must be understood."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from priorauth.domain.dates import PartialDate
from priorauth.readers.work_up.work_up_reader import WorkUpReader
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import Percent, Test as NamedTest
from priorauth.reading.model import DocumentKind, Finding, Side
from priorauth.reading.statements import find_statements
from tests.readers.reading_one import read_text

READER = WorkUpReader()


def helps(text: str, kind: DocumentKind = DocumentKind.OFFICE_NOTE) -> list[Finding]:
    return [item for item in read_text(READER, text, kind).findings if item.side is Side.HELPS and item.first_hand]


def harms(text: str) -> list[Finding]:
    return [item for item in read_text(READER, text).findings if item.side is Side.HARMS]


RELIEF = [
    ("MBB L3-4, L4-5 on 4/7/2026: 15% relief.", 15, Side.HELPS),
    ("Medial branch block at L4-5: 49% relief.", 49, Side.HELPS),
    ("Medial branch block at L4-5: 50% relief.", 50, Side.HARMS),
    ("MBB: 10% at 5 minutes, 80% at two hours.", 80, Side.HARMS),
    ("SI joint block gave 70-80% relief.", 80, Side.HARMS),
    ("No relief from the facet block.", 0, Side.HELPS),
    ("Epidural steroid injection without benefit.", 0, Side.HELPS),
    ("Medial branch block in May. He had 90% relief.", 90, Side.HARMS),
    ("Second MBB frobnicated with 75% relief.", 75, Side.HARMS),
    ("Facet block frobnicated with 5% relief.", 5, Side.NEUTRAL),
]


@pytest.mark.parametrize(("text", "percent", "side"), RELIEF)
def test_the_highest_relief_of_a_block_counts(text: str, percent: int, side: Side) -> None:
    found = [item for item in read_text(READER, text).findings if isinstance(item.value, Percent)]
    assert [(item.value.percent, item.side) for item in found if isinstance(item.value, Percent)] == [
        (Decimal(percent), side)
    ]


def test_a_block_has_its_levels_and_its_day() -> None:
    (found,) = read_text(READER, "MBB at L4-L5 and L5-S1 on 4/7/2026: 20% relief.").findings
    assert isinstance(found.value, Percent)
    assert [str(place.value) for place in found.value.places] == ["L4-L5", "L5-S1"]
    assert found.when.on == PartialDate(2026, 4, 7)


def test_no_block_is_given_anothers_relief() -> None:
    found = read_text(READER, "MBB 10% relief, SI joint block 85% relief.").findings
    assert [item.value.percent for item in found if isinstance(item.value, Percent)] == [Decimal(10), Decimal(85)]


TESTS = [
    ("SLR negative bilaterally.", ["negative"]),
    ("FABER, Gaenslen and thigh thrust: negative.", ["negative"] * 3),
    ("FABER + on the right.", ["positive"]),
    ("Facet loading equivocal.", ["equivocal"]),
    ("SLR neg R, pos L.", ["positive"]),
    ("Kemp's test negative; distraction positive.", ["negative", "positive"]),
    ("SI joint tests 0/5.", ["negative"]),
    ("SI joint tests 2/5.", ["positive"]),
    ("Facet loading deferred.", ["not_done"]),
    ("Slump (-).", ["negative"]),
    ("Facet loading does not reproduce his pain.", ["negative"]),
    ("Facet loading reproduces his pain.", ["positive"]),
    ("FABER -, thigh thrust -.", ["negative"] * 2),
    ("Slump (+).", ["positive"]),
]


@pytest.mark.parametrize(("text", "results"), TESTS)
def test_a_named_test_has_its_result(text: str, results: list[str]) -> None:
    found = read_text(READER, text).findings
    assert [item.value.result for item in found if isinstance(item.value, NamedTest)] == results
    sides = {"negative": Side.HELPS, "positive": Side.HARMS, "equivocal": Side.HARMS, "not_done": Side.NEUTRAL}
    assert [item.side for item in found] == [sides[result] for result in results]


@pytest.mark.parametrize("text", ["Facet source excluded.", "Sacroiliac pain was ruled out.", "No radicular pain."])
def test_excluded_without_a_test_states_nothing(text: str) -> None:
    assert not read_text(READER, text).findings


WAYS = [
    "{0} in his brother.", "If {0}, proceed.", "{0}?", "Sample: {0}.", "{0} was entered in error.", "It is not true that {0}.",
    "The policy requires {0}.", "{0} is expected.", "Plan: {0}.", "Possibly {0}.", "{0} frobnicated.", "Not {0}.",
    "Family history: {0}.", "Patients with {0} qualify.", "[ ] {0}", "{0} in the neck.",
]  # fmt: skip
HELPING = [
    "SLR negative",
    "facet loading negative",
    "MBB 10% relief",
    "FABER and Gaenslen negative",
    "MBB without relief",
]


@given(st.sampled_from(WAYS), st.sampled_from(HELPING))
def test_no_way_of_not_saying_it_leaves_a_help(way: str, said: str) -> None:
    assert not helps(way.format(said))


@given(st.lists(st.sampled_from([*HELPING, "MBB", "SLR", "not", "90%", ",", ".", "positive", "and"])))
def test_every_trigger_ends_as_a_finding_or_a_leftover(parts: list[str]) -> None:
    text = " ".join(parts)
    reading = read_text(READER, text)
    places = [*(item.where for item in reading.findings), *(item.where for item in reading.leftovers)]
    shown = [(place.start, place.end) for place in places]
    for statement in find_statements(text):
        for mention in READER.frame.mentions(statement.tokens):
            assert any(start <= statement.tokens[mention.first].start < end for start, end in shown)


def test_a_letter_is_second_hand() -> None:
    assert not helps("SLR negative. MBB 10% relief.", DocumentKind.LETTER)


FALSE = [
    "SLR could not be called negative.", "Facet loading negative last year, now positive.", "MBB scheduled; under 20% relief would exclude.",
    "Expect 10% relief from the MBB.", "FABER negative on the left, positive on the right.", "Kemp negative except on the left.",
    "SLR negative at 30 degrees, positive at 60.", "MBB at the cervical spine: 10% relief.", "Gaenslen negative per outside note.",
    "MBB gave no relief of leg pain but 80% relief of back pain.", "SLR was negative in most patients.", "Facet loading not negative.",
    "Thigh thrust neg/pos (circle).", "MBB denied, no relief expected.", "If the SI block gives 10% relief, proceed.",
    "ESI: 10% relief at first, then 70%.", "Spoke with her sister, whose MBB gave no relief.", "FABER: negative? repeat.",
    "The SLR is said to be negative.", "Failed to get MBB, no relief.",
]  # fmt: skip


@pytest.mark.parametrize("text", FALSE)
def test_a_false_sentence_states_no_negative_and_no_low_relief(text: str) -> None:
    assert not helps(text)


HONEST = [
    "SLR neg B.", "SIJ TESTS NEG X 4.", "MBB L3-4, L4-5 8/4/26: 15% RELIEF.", "Facet load neg bilat.", "FABER -ve b/l.",
    "Neg SLR bilat.", "Negative facet loading.", "Thigh thrust, compression, distraction: neg.", "SLR (-) R and L.",
    "ESI L5-S1 3/4/25: 20% x 2 wks.", "Diagnostic MBBs 5/5/26 w/ 0% relief.", "Patrick neg, Gaenslen neg, Yeoman neg.",
    "Kemp's neg L/R.", "TFESI L4-5 without relief.", "SI joint injection 2/2/26, no relief.", "Seated SLR negative both sides.",
    "Slump test negative bilaterally.", "MBB L4-5/L5-S1 6/1/26 gave 10 percent relief.", "Facet block: relief: none.",
    "No pain with facet loading.",
]  # fmt: skip


@pytest.mark.parametrize("text", HONEST)
def test_honest_shorthand_is_understood(text: str) -> None:
    assert helps(text)
    assert not harms(text)
    assert {item.fact for item in helps(text)} <= {Fact.FACET, Fact.SACROILIAC, Fact.RADICULAR, Fact.BLOCK_RELIEF}
