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


def _discharge(first: str, last: str, visits: int, result: str) -> str:
    head = f"PHYSICAL THERAPY DISCHARGE SUMMARY\n{HEAD}Date of service: {last}\n"
    return f"{head}First visit {first}\nLast visit {last}\nVisits attended: {visits}\n{result}\n"


_OLD = {**_PT, "start": "2024-02-05", "end": "2024-04-26", "sessions": "11", "response": "no_relief"}
_NEW = {**_PT, "response": "temporary_relief"}


@pytest.mark.parametrize(
    ("part", "found"),
    [("sessions", "supported"), ("response", "supported"), ("start", "supported"), ("end", "supported")],
)
def test_the_discharge_of_an_older_course_disputes_no_later_one(part: str, found: str) -> None:
    older = _discharge("02/05/2024", "04/26/2024", 11, "Excellent relief.")
    later = _discharge("01/12/2026", "04/24/2026", 18, "Temporary relief.")
    assert verdict(f"conservative_care.1.{part}", note=older, therapy=later, conservative_care=[_NEW]) == found


@pytest.mark.parametrize(("courses", "found"), [([_NEW, _OLD], "not_found"), ([_NEW], "contradicted")])
def test_a_day_of_another_claimed_course_disputes_none(courses: list[dict[str, str]], found: str) -> None:
    older = _discharge("02/05/2024", "04/26/2024", 11, "No relief.")
    assert verdict("conservative_care.1.start", note=older, therapy="X", conservative_care=courses) == found


@pytest.mark.parametrize(("count", "found"), [(18, "supported"), (17, "contradicted")])
def test_a_discharge_of_the_same_days_still_counts(count: int, found: str) -> None:
    later = _discharge("01/12/2026", "04/24/2026", count, "Temporary relief.")
    assert verdict("conservative_care.1.sessions", therapy=later, note="X", conservative_care=[_NEW]) == found
