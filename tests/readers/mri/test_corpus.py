"""The labeled texts, and the figures the reader holds on those it was built with."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.reader import Mistake, Tally, entries, score
from priorauth.case.model import CompetingFinding
from priorauth.domain.spine import DiscLevel, VertebralBody
from tests.offenders import assert_none

DEVELOPMENT = list(entries("development"))
PLACES = {str(place) for places in (DiscLevel, VertebralBody) for place in places}


def test_the_reader_holds_its_figures_on_the_development_part() -> None:
    result = score(DEVELOPMENT)
    assert result.texts >= 100
    assert result.findings.precision >= 0.99, result.mistakes
    assert result.findings.recall >= 0.95, result.mistakes
    for key, tally in result.others.items():
        assert tally.precision >= 0.95, (key, result.mistakes)
        assert tally.recall >= 0.95, (key, result.mistakes)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("part", "texts", "right", "wrong"),
    [("held_out", 298, 340, 0), ("held_out_2", 197, 210, 1)],
)
def test_the_reader_holds_the_figures_it_has_on_texts_of_others(
    part: str, texts: int, right: int, wrong: int
) -> None:
    result = score(entries(part))
    assert result.texts == texts
    assert result.findings.right >= right, result.mistakes
    assert result.findings.wrong <= wrong, result.mistakes


@pytest.mark.slow
@pytest.mark.parametrize(
    ("part", "least"),
    [
        (
            "held_out",
            {
                "contradictions": (0.92, 1.0),
                "endplates": (0.95, 1.0),
                "competing": (0.96, 0.98),
                "denied_places": (0.98, 1.0),
                "historic": (0.94, 0.90),
                "sequences": (0.99, 0.96),
                "modality": (1.0, 1.0),
            },
        ),
        (
            "held_out_2",
            {
                "contradictions": (0.80, 1.0),
                "endplates": (1.0, 0.88),
                "competing": (1.0, 1.0),
                "denied_places": (1.0, 0.80),
                "historic": (0.64, 1.0),
                "sequences": (1.0, 0.84),
                "modality": (1.0, 1.0),
            },
        ),
    ],
)
def test_what_is_read_besides_holds_too(part: str, least: dict[str, tuple[float, float]]) -> None:
    result = score(entries(part))
    for key, (precision, recall) in least.items():
        tally = result.others[key]
        assert tally.precision >= precision, (key, tally, result.mistakes)
        assert tally.recall >= recall, (key, tally, result.mistakes)


def labels_never_read(entry: dict[str, Any]) -> set[str]:
    """Labels of an entry that no report can be read as, by the values the figures are counted with."""
    places = {finding["place"] for finding in entry["findings"]}
    types = {number for finding in entry["findings"] for number in finding["types"]}
    competing = set(entry.get("competing") or [])
    return set(map(str, (places - PLACES) | (types - {1, 2, 3}) | (competing - set(map(str, CompetingFinding)))))


def test_a_label_is_one_the_reader_could_give() -> None:
    assert_none(
        f"{entry['id']}: {label} is no place, type or competing finding the reader knows: mend the label"
        for entry in DEVELOPMENT
        for label in sorted(labels_never_read(entry))
    )


def test_no_two_texts_share_an_id() -> None:
    ids = [entry["id"] for entry in DEVELOPMENT]
    assert len(ids) == len(set(ids))


def test_the_figures_count_what_is_invented_and_what_is_missed() -> None:
    tally = Tally()
    tally.add({"a", "b"}, {"b", "c"})
    assert (tally.precision, tally.recall) == (0.5, 0.5)
    invented, missed = Mistake("x", "findings", set(), {"a"}), Mistake("y", "findings", {"a"}, set())
    assert invented.weight > missed.weight


def test_a_wrong_label_is_seen_in_the_figures() -> None:
    wrong = [
        {"id": "w", "rule": "r", "text": "Modic type 2 at L4-5.", "findings": [{"place": "L5-S1", "types": [2]}]}
    ]
    assert score(wrong).findings.precision == 0.0
