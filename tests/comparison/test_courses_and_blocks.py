"""Courses of care, blocks and scores told apart from others of their kind, and what still speaks against them."""

from __future__ import annotations

import pytest

from tests.comparison.test_chart_comparison import HEAD, verdict

_EARLIER = f"PHYSICAL THERAPY DAILY NOTE\n{HEAD}Date of service: 03/12/2025\nVisit #: 23\nTherapeutic exercise."
_PT = {
    "modality": "physical_therapy",
    "start": "2026-01-12",
    "end": "2026-04-24",
    "sessions": "18",
    "status": "completed",
}
_SI = [
    {
        "generator": "sacroiliac",
        "verdict": "excluded",
        "method": "block",
        "relief_percent": "20",
        "date": "2026-06-02",
    }
]
_NOTE = f"OFFICE VISIT\n{HEAD}Date of service: 11/03/2026\nSI joint block 6/2/2026: 20% relief. The pain is axial."


@pytest.mark.parametrize(("day", "found"), [("03/12/2025", "supported"), ("03/12/2026", "disputed")])
def test_visits_of_another_course_do_not_speak_against_this_one(day: str, found: str) -> None:
    daily = _EARLIER.replace("03/12/2025", day)
    assert verdict("conservative_care.1.sessions", note=daily, conservative_care=[_PT]) == found


@pytest.mark.parametrize(("said", "found"), [("6-8/10, now 7/10", "supported"), ("8/10", "contradicted")])
def test_a_range_holds_the_score_of_now(said: str, found: str) -> None:
    note = f"OFFICE VISIT\n{HEAD}Date of service: 11/03/2026\nLow back pain NRS {said}."
    score = {"instrument": "NRS", "value": "7", "unit": "points", "date": "2026-11-03"}
    assert verdict("pain.scores.1", note=note, pain__scores=[score]) == found


@pytest.mark.parametrize(("relief", "found"), [("20", "supported"), ("70", "disputed")])
def test_marked_relief_comes_up_even_from_a_page_that_names_nobody(relief: str, found: str) -> None:
    block = f"PROCEDURE NOTE\nDate of service: 06/02/2026\nSacroiliac joint block. {relief}% relief."
    assert verdict("other_generators.1.relief_percent", note=_NOTE, therapy=block, other_generators=_SI) == found
