"""Ordinary words tell more of what is affirmed and turn nothing; beside a denial, or before the thing, they may."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, strategies as st

from priorauth.readers.whole_chart import READERS
from priorauth.reading.facts import Fact
from priorauth.reading.model import DocumentKind
from priorauth.reading.plain_tables import COLUMNS, administration, leading_words, turning_words
from priorauth.reading.tokens import tokens_of
from priorauth.reading.vocabulary import ORDINARY, ORDINARY_COLUMNS, ordinary_words
from priorauth.reading.word_tables import rows
from tests.reading.test_plain_speech import helps

NOTE = DocumentKind.OFFICE_NOTE
_ROWS = [(row["kind"], row["words"].split(), row["example"]) for row in rows(ORDINARY, ORDINARY_COLUMNS)]
_THINGS = sorted(
    word
    for word, kind in ordinary_words().items()
    if kind in ("furniture", "appliance", "object", "tool", "vehicle", "animal", "clothing", "sport", "labor")
)


@pytest.mark.parametrize(("kind", "words", "example"), _ROWS)
def test_an_example_with_a_word_of_its_row_helps(kind: str, words: list[str], example: str) -> None:
    assert set(words) & {token.text for token in tokens_of(example)}
    assert helps(example, NOTE) & {Fact.ONSET, Fact.CARE_START}


def test_no_ordinary_word_turns_what_is_said() -> None:
    assert not set(ordinary_words()) & (leading_words() | administration())


@given(st.sampled_from(_THINGS))
def test_what_it_happened_with_changes_no_verdict(thing: str) -> None:
    assert Fact.ONSET in helps(f"Low back pain since May 2022 after an accident with a {thing}.", NOTE)
    assert Fact.CARE_START in helps(f"Physical therapy with a {thing} 1/2025 to 6/2025.", NOTE)


@given(st.sampled_from(_THINGS))
def test_beside_a_denial_it_limits(thing: str) -> None:
    assert Fact.LEG_SYMPTOMS not in helps(f"Denies leg pain at the {thing}.", NOTE)


def _listed() -> frozenset[str]:
    """Return the words that a reader lists for statements of its own, alone or in a phrase: "stopped" of care."""
    tables = (reader.frame.folder / "plain.tsv" for reader in READERS if reader.frame.folder is not None)
    cells = [row["words"] for table in tables if table.exists() for row in rows(table, COLUMNS)]
    return frozenset(word for cell in cells for word in re.split(r"[\s_|+?]+", cell))


_TURNS = sorted(turning_words() - _listed() - {"may"})
_TOLD = [
    ("Low back pain since May 2022 after shoveling snow", Fact.ONSET),
    ("Physical therapy at a pool 1/2025 to 6/2025", Fact.CARE_START),
    ("Home exercise with a mat 1/2025 to 6/2025", Fact.CARE_START),
]


@given(st.sampled_from(_TOLD), st.sampled_from(_TURNS), st.floats(0, 1))
def test_a_turning_word_anywhere_leaves_no_help(told: tuple[str, Fact], word: str, where: float) -> None:
    text, fact = told
    words = text.split()
    place = round(where * len(words))
    assert fact not in helps(" ".join([*words[:place], word, *words[place:]]) + ".", NOTE)


UNKNOWN_AND_HARMLESS = [
    ("Low back pain since May 2022 after shifting ballast.", Fact.ONSET),
    ("Physical therapy (Quenby Rehab) 1/2025 to 6/2025.", Fact.CARE_START),
    ("Physical therapy, Harrowgate, 1/2025 to 6/2025.", Fact.CARE_START),
    ("Naproxen 1/2025 to 6/2025, stopped for hiccups.", Fact.CARE_END),
    ("ESR 12; CRP 0.4; no infection.", Fact.INFECTION),
    ("ESR 12, CRP 0.4: no infection.", Fact.INFECTION),
    ("Repair of the cornea; no spine surgery.", Fact.PRIOR_SPINE_SURGERY),
    ("Roofer with low back pain since May 2022.", Fact.ONSET),
]


@pytest.mark.parametrize(("text", "fact"), UNKNOWN_AND_HARMLESS)
def test_a_word_that_only_tells_more_stops_nothing(text: str, fact: Fact) -> None:
    assert fact in helps(text, NOTE)


UNKNOWN_AND_TURNING = [
    ("Naproxen 500 mg 1/2025 to 6/2025 for lowness.", Fact.CARE_START),
    ("Physical therapy after a bunionectomy 1/2025 to 6/2025.", Fact.CARE_START),
    ("Physical therapy (quinsy) 1/2025 to 6/2025.", Fact.CARE_START),
    ("Physical therapy shelved 1/2025.", Fact.CARE_START),
    ("Physical therapy 1/2025 to 6/2025 (mooted).", Fact.CARE_START),
    ("Physical therapy (appointment 1/2025).", Fact.CARE_START),
    ("Physical therapy on a waitlist since 1/2025.", Fact.CARE_START),
    ("Marjorie denies leg pain.", Fact.LEG_SYMPTOMS),
    ("Roofer since May 2022, low back pain.", Fact.ONSET),
    ("No fracture, left normal.", Fact.FRACTURE),
    ("No leg pain; the calf aches.", Fact.LEG_SYMPTOMS),
    ("Before the crash; no leg pain.", Fact.LEG_SYMPTOMS),
    ("Denies leg pain (kiln).", Fact.LEG_SYMPTOMS),
]


@pytest.mark.parametrize(("text", "fact"), UNKNOWN_AND_TURNING)
def test_a_word_that_may_turn_it_leaves_no_help(text: str, fact: Fact) -> None:
    assert fact not in helps(text, NOTE)


_PAPERS = sorted(administration() - _listed())


@given(st.sampled_from(_PAPERS))
def test_paper_work_is_no_care(paper: str) -> None:
    assert Fact.CARE_START not in helps(f"Physical therapy on a {paper} since 1/2025.", NOTE)


def test_a_score_is_of_no_place() -> None:
    assert Fact.SCORE not in helps("NRS 7/10 at the lathe.", NOTE)
