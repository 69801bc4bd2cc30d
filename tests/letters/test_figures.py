"""The two drawings: what they show is what the record says, and no label touches another."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, strategies as st

from priorauth.case.model import Case, Modality
from priorauth.document import Figure, FigureText, Stroke
from priorauth.letters.figures.care_figure import draw_care_timeline
from priorauth.letters.figures.spine_figure import draw_spine
from priorauth.render.drawable_text import BOLD, REGULAR, register, width
from tests.cases import AS_OF, clean_case, clean_data


def labels(figure: Figure) -> list[str]:
    return [shape.text for shape in figure.shapes if isinstance(shape, FigureText)]


def bars(figure: Figure, fill: float = 0.0) -> list[Stroke]:
    return [shape for shape in figure.shapes if isinstance(shape, Stroke) and shape.fill == fill]


def box(label: FigureText) -> tuple[float, float, float, float]:
    register()
    long = width(label.text, BOLD if label.bold else REGULAR, label.size)
    left = label.x - {"start": 0.0, "middle": long / 2, "end": long}[label.anchor]
    return left, label.y, left + long, label.y + label.size * 0.72


def assert_legible(figure: Figure) -> None:
    """No label runs over another or out of the drawing."""
    boxes = [(shape.text, box(shape)) for shape in figure.shapes if isinstance(shape, FigureText)]
    for text, (left, low, right, high) in boxes:
        assert left >= 0, text
        assert right <= figure.width, text
        assert low >= 0, text
        assert high <= figure.height, text
    for (one, a), (two, b) in combinations(boxes, 2):
        apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
        assert apart, f"{one} over {two}"


def test_the_spine_marks_each_reported_endplate_and_each_body_to_treat() -> None:
    figure = draw_spine(clean_case())
    assert_legible(figure)
    assert len(bars(figure)) == 4
    assert labels(figure).count("to treat") == 3
    assert "Modic 1: L4 inferior" in labels(figure)
    assert "Modic 2: S1 superior" in labels(figure)
    assert figure.alt == (
        "Lumbar spine from the side. Bodies to treat: L4, L5 and S1. Reported: "
        "Modic type 1 at L4 inferior and L5 superior; Modic type 2 at L5 inferior and S1 superior."
    )


def test_an_endplate_the_report_does_not_name_gets_no_bar_but_is_said() -> None:
    figure = draw_spine(clean_case(imaging__0__findings__1__endplates=[]))
    assert len(bars(figure)) == 2
    assert "Modic 2: L5-S1, endplate not named" in labels(figure)


def test_a_hedged_finding_is_drawn_as_suggested() -> None:
    figure = draw_spine(clean_case(imaging__0__findings__0__certainty="hedged"))
    assert "Modic 1 suggested: L4 inferior" in labels(figure)
    assert "(suggested)" in figure.alt


def test_changes_no_mri_shows_are_not_drawn() -> None:
    assert not bars(draw_spine(clean_case(imaging__0__modality="CT")))
    assert not bars(draw_spine(clean_case(imaging__0__findings__0__modic_types=[], imaging__0__findings__1__modic_types=[])))  # fmt: skip


def crowded_spine() -> Case:
    """Two studies that name every endplate, every level and every body."""
    levels = ["L1-L2", "L2-L3", "L3-L4", "L4-L5", "L5-S1"]
    findings: list[dict[str, Any]] = []
    for level in levels:
        upper, lower = level.split("-")
        common = {"modic_types": ["1", "2", "3"], "certainty": "hedged"}
        findings.append({"disc_level": level, "endplates": [f"{upper} inferior", f"{lower} superior"], **common})
        findings.append({"disc_level": level, **common})
        findings.append({"vertebral_body": upper, **common})
    study = clean_data()["imaging"][0] | {"findings": findings}
    return clean_case(imaging=[study | {"date": "2025-01-15"}, study])


def test_a_crowded_spine_stays_legible_and_tells_the_studies_apart() -> None:
    figure = draw_spine(crowded_spine())
    assert_legible(figure)
    assert any("(2025-01-15)" in text for text in labels(figure))
    assert any("(2026-08-18)" in text for text in labels(figure))


def test_the_timeline_has_a_bar_for_each_course_that_was_done() -> None:
    figure = draw_care_timeline(clean_case(), 6, AS_OF)
    assert_legible(figure)
    assert len(bars(figure)) == 3
    assert "6 months asked" in labels(figure)


@pytest.mark.parametrize("status", ["ordered", "declined", "contraindicated"])
def test_care_that_was_not_done_has_no_bar(status: str) -> None:
    assert len(bars(draw_care_timeline(clean_case(conservative_care__0__status=status), 6, AS_OF))) == 2


def test_an_inexact_date_is_dashed_and_only_certain_days_are_black() -> None:
    inexact = clean_case(conservative_care__0__start="2025", conservative_care__0__end="2026-04")
    figure = draw_care_timeline(inexact, 6, AS_OF)
    assert_legible(figure)
    assert [shape.dashed for shape in bars(figure, fill=1.0)] == [True]
    assert any(text.startswith("Dashed:") for text in labels(figure))
    year_only = clean_case(conservative_care__0__start="2025", conservative_care__0__end="2025")
    assert len(bars(draw_care_timeline(year_only, 6, AS_OF))) == 2


def test_a_course_with_only_a_first_day_is_drawn_on_that_day() -> None:
    single = clean_case(conservative_care__2__modality="epidural_injection", conservative_care__2__end=...)
    figure = draw_care_timeline(single, 6, AS_OF)
    assert len(bars(figure)) == 3
    narrow = min(max(x for x, _ in bar.points) - min(x for x, _ in bar.points) for bar in bars(figure))
    assert narrow == pytest.approx(2)


def test_without_dated_care_the_drawing_says_so() -> None:
    figure = draw_care_timeline(clean_case(conservative_care=[]), 6, AS_OF)
    assert figure.alt == "No dated conservative care in the chart."
    assert_legible(figure)


days = st.dates(date(1990, 1, 1), AS_OF)
partial = days.flatmap(lambda day: st.sampled_from([f"{day}", f"{day:%Y-%m}", f"{day:%Y}"]))


@given(
    st.lists(st.tuples(st.sampled_from(Modality), partial, partial), min_size=1, max_size=8),
    st.sampled_from([3, 6, 12, 24]),
)
def test_any_care_gives_a_legible_timeline(rows: list[tuple[Modality, str, str]], months: int) -> None:
    care = [
        {"modality": str(modality), "start": min(start, end), "end": max(start, end), "status": "completed"}
        for modality, start, end in rows
    ]
    figure = draw_care_timeline(clean_case(conservative_care=care), months, AS_OF)
    assert_legible(figure)
    for shape in figure.shapes:
        if isinstance(shape, Stroke):
            assert all(0 <= x <= figure.width and 0 <= y <= figure.height for x, y in shape.points)
