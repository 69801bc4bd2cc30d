"""What a checklist and a gap list say of each case of the tables: facts with their pages, who acts, and what to do."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from priorauth.case.model import Source
from priorauth.criteria.assess import judge
from priorauth.criteria.care_records import describe
from priorauth.criteria.contrary import find_contrary
from priorauth.criteria.floor import FLOOR
from priorauth.criteria.model import Result
from priorauth.criteria.outcome import Outcome, View
from priorauth.payers.criteria import AnyCriterion
from priorauth.payers.library import default_library
from tests.cases import AS_OF, clean_case
from tests.criteria import test_boundaries, test_contrary, test_owners

GOLDEN = Path(__file__).parents[1] / "golden"
PROFILE = default_library().load("highmark-wy-15-01-004").profile

MORE: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    # The case is read on November 24, 2026: what lies ahead shows nothing yet.
    (
        "conservative_care_duration",
        {"months": 6},
        test_boundaries.ONLY_PT | {"conservative_care__0__start": "2026-12-01", "conservative_care__0__end": "2026-12-15"},
    ),
    (
        "conservative_care_duration",
        {"months": 6, "physician_supervised": True},
        test_boundaries.ONLY_PT
        | {"conservative_care__0__supervised_by": ["physical_therapist"], "conservative_care__0__end": "2025-10-08"},
    ),
    ("condition_absent", {"condition": "stenosis_needing_decompression"}, {}),
    ("condition_absent", {"condition": "implanted_pulse_generator"}, {"safety__implanted_pulse_generator__present": "yes"}),
    ("condition_absent", {"condition": "injection_into_body"}, {"safety__injection_into_body__source": ...}),
    ("condition_absent", {"condition": "pregnancy"}, {"safety__pregnancy__present": "yes"}),
    ("condition_absent", {"condition": "pregnancy"}, {"safety__pregnancy__present": "yes", "patient__sex": "male"}),
    ("score_threshold", {"instrument": "NRS", "unit": "points", "at_least": "4", "at_most": "7"}, {}),
    ("score_threshold", {"instrument": "NRS", "unit": "points", "at_least": "8"}, {"pain__scores__1__date": "2026-11"}),
    ("score_threshold", {"instrument": "ODI", "unit": "percent", "at_least": "40"}, {"pain__scores__0__source": ...}),
    (
        "score_threshold",
        {"instrument": "VAS", "unit": "mm", "at_least": "40"},
        {"pain__scores__1": {"instrument": "VAS", "value": "62", "unit": "mm", "date": "2026-11-03", "source": {"exhibit": "A", "page": "1"}}},
    ),
    ("axial_pain", {}, {"pain__pattern": "radicular"}),
    ("axial_pain", {}, {"pain__pattern_source": ...}),
    ("imaging_recency", {"months": 6}, {"imaging__0__source": ...}),
    ("imaging_recency", {"months": 6}, {"imaging__0__findings": [], "imaging__0__region": "cervical spine"}),
    ("other_generators_evaluated", {"generators": ["facet", "sacroiliac", "radicular"]}, {"other_generators__1__method": ...}),
    ("other_generators_evaluated", {"generators": ["facet"]}, {"other_generators__0__source": ...}),
    ("other_generators_evaluated", {"generators": ["facet"]}, {"other_generators__0__verdict": "not_documented"}),
    ("procedure_codes", {"accepted": ["64628", "64629"]}, {"request__procedure_codes": [{"code": "C9752", "units": "1"}]}),
    ("bodies_per_session", {"maximum": 2, "unit": "disc_level"}, {"request__vertebral_bodies": ["L1", "L3", "L4"]}),
    ("bodies_lifetime", {"maximum": 2}, {}),
    ("bodies_lifetime", {"maximum": 4}, {"safety__prior_ablation": {"performed": "yes"}}),
    ("vertebral_range", {"first": "L4", "last": "S1"}, {"request__vertebral_bodies": ["L3", "L4"]}),
]  # fmt: skip


def page(source: Source | None) -> str:
    return f" [{source.exhibit}, page {source.page}]" if source else ""


def told(outcome: Outcome | Result) -> Iterator[str]:
    yield f"  {outcome.status.value}{'' if outcome.required else ', holds nothing back'}"
    yield from (f"    {fact.statement}{page(fact.source)}" for fact in outcome.facts)
    yield from (
        f"    {short.failure.value}, {short.owner.value}: {short.next_step}" for short in outcome.shortfalls
    )


def criteria() -> Iterator[str]:
    rows = [(kind, fields, changes) for kind, fields, changes, *_ in test_boundaries.TABLE]
    rows += [(kind, fields, changes) for kind, fields, changes, _ in test_owners.KIND_TABLE]
    for kind, fields, changes in (*rows, *MORE):
        criterion: Any = TypeAdapter(AnyCriterion).validate_python({"id": "x", "kind": kind, "text": "x", **fields})
        yield f"{kind} {fields} with {changes}"
        yield from told(judge(criterion, View(clean_case(**changes), AS_OF), PROFILE))


def floor() -> Iterator[str]:
    rules = {id_: rule for id_, _, rule in FLOOR}
    yield from (f"{id_}: {text}" for id_, text, _ in FLOOR)
    for point, changes, _ in test_owners.FLOOR_TABLE:
        yield f"{point} with {changes}"
        yield from told(rules[point](View(clean_case(**changes), AS_OF)))


def contrary() -> Iterator[str]:
    for changes in (*(row[0] for row in test_contrary.TABLE), *test_contrary.ANSWERED):
        yield f"against, with {changes}"[:120]
        for item in find_contrary(clean_case(**changes)):
            yield f"  {item.id}: {item.finding}{page(item.source)}"
            if item.is_answered:
                yield f"    answered by {item.answered_by}: {item.answer}{page(item.answer_source)}"


@pytest.mark.parametrize("part", [criteria, floor, contrary], ids=lambda part: part.__name__)
def test_the_words_are_as_they_were_read(part: Any) -> None:
    """Set PRIORAUTH_WRITE_GOLDEN=1 to write them anew; then read them aloud before they are committed."""
    path = GOLDEN / f"criteria-{part.__name__}.txt"
    text = "\n".join(part()) + "\n"
    if os.environ.get("PRIORAUTH_WRITE_GOLDEN"):
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")


@pytest.mark.parametrize(("sessions", "said"), [("1", "; 1 session;"), ("2", "; 2 sessions;")])
def test_one_session_is_told_as_one(sessions: str, said: str) -> None:
    (care, *_) = clean_case(conservative_care__0__sessions=sessions).conservative_care
    assert said in describe(care).statement
