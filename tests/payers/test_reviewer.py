"""A reviewer that acts for several plans: the letter names the plan, the reviewer and the reviewer's guideline."""

from __future__ import annotations

from datetime import date

import pytest

from priorauth.assembly import pipeline
from priorauth.document import words_of
from priorauth.files.shipped_data import folder
from priorauth.letters.composer import compose
from priorauth.letters.templates.search_path import template_library
from priorauth.payers.model import Position
from priorauth.submission.build_spec import CaseQuery
from priorauth.submission.gate import Submission

DAY = date(2026, 11, 24)
CASE = folder("examples") / "cases" / "clean-three-bodies" / "case.yaml"
POSITIONS = {
    Position.COVERED_WITH_CRITERIA: "Example Review reviews this request for",
    Position.NOT_COVERED: "The guideline of Example Review, which reviews this request for",
    Position.SILENT: "of Example Review, which reviews this request for you, does not address",
    Position.CRITERIA_UNKNOWN: "the guideline of Example Review, which reviews for you, I know of is",
}


@pytest.mark.slow
@pytest.mark.parametrize("position", POSITIONS)
def test_the_letter_tells_the_reviewer_from_the_plan(position: Position) -> None:
    chart = pipeline.read_chart(CaseQuery(CASE, DAY))
    changes: dict[str, object] = {"reviewer": "Example Review", "position": position}
    if not position.is_judged:
        changes["criteria"] = ()
    profile = chart.chosen.profile.model_copy(update=changes)
    gated = Submission(case=chart.loaded.case, profile=profile, concordance=chart.concordance, as_of=DAY)
    pages = {opened.exhibit.id: len(opened.pages) for opened in chart.exhibits}
    library = template_library(None)
    said = "\n".join(words_of(compose(profile.letter_kind.value, gated, library, pages).document))
    payer = chart.loaded.case.coverage.payer_name
    assert f"To: {payer}" in said
    assert POSITIONS[position] in said
    assert "Your policy" not in said
    assert str(profile.policy.number) in said
