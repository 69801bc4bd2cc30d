"""Whose rules these are, where a plan follows a policy that is not its own: the letter and the checklist say so."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from priorauth.assembly import pipeline
from priorauth.case.model import Address, LineOfBusiness
from priorauth.document import words_of
from priorauth.files.shipped_data import folder
from priorauth.letters.composer import compose
from priorauth.letters.templates.search_path import template_library
from priorauth.payers.library import ChosenProfile, default_library, profile_for
from priorauth.submission.build_spec import CaseQuery
from priorauth.submission.gate import Draft
from tests.payers.profiles import BASE

DAY = date(2026, 11, 24)
CASE = folder("examples") / "cases" / "clean-three-bodies" / "case.yaml"
BRANCHES = """\
branches:
  - line_of_business: [medicare_advantage]
    follows: [medicare]
    note: Members of this line go by the state.
  - {line_of_business: [exchange], follows: [other]}
"""
OTHER = BASE.replace("id: base", "id: other").replace("name: Example", "name: Example Guidelines")


def papers(tmp_path: Path, payer: str, line: str) -> tuple[str, str, ChosenProfile]:
    """Return what the letter and the checklist say to a plan in Washington, and the rules chosen for it."""
    (tmp_path / "base.yaml").write_text(BASE + BRANCHES)
    (tmp_path / "other.yaml").write_text(OTHER)
    chart = pipeline.read_chart(CaseQuery(CASE, DAY))
    case = chart.loaded.case
    coverage = case.coverage.model_copy(update={"payer": payer, "line_of_business": LineOfBusiness(line)})
    address = Address(street="1 Example St", city="Example", state="WA", postal_code="00000")
    facility = case.facility.model_copy(update={"address": address})
    found = profile_for(coverage, facility, default_library((tmp_path,)))
    changed = case.model_copy(update={"coverage": coverage, "facility": facility})
    gated = Draft(case=changed, profile=found.profile, concordance=chart.concordance, as_of=DAY)
    pages = {opened.exhibit.id: len(opened.pages) for opened in chart.exhibits}
    library = template_library(None)
    letter, checklist = (
        "\n".join(words_of(compose(kind, gated, library, pages).document))
        for kind in ("medical_necessity", "checklist")
    )
    return letter, checklist, found


@pytest.mark.slow
@pytest.mark.parametrize("payer", ["base", "medicare", "medicare-l39642", "made-up-advantage"])
def test_an_advantage_plan_is_told_whose_determination_it_follows(tmp_path: Path, payer: str) -> None:
    letter, checklist, found = papers(tmp_path, payer, "medicare_advantage")
    assert "As a Medicare Advantage plan you follow the coverage determination of Noridian" in letter
    assert "L39642" in letter
    assert "Your criteria" not in letter
    assert "the payer's own" not in letter + checklist
    assert "as a Medicare Advantage plan to the coverage determination of Noridian" in checklist
    assert "Criterion of Noridian" in checklist
    assert ("Members of this line go by the state." in checklist) is (payer == "base")
    assert ("PA347" in [told.code for told in found.warnings]) is (payer != "medicare-l39642")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("line", "own"), [("commercial", True), ("exchange", False)], ids=["own-rules", "another-policy"]
)
def test_a_plan_that_goes_by_another_policy_is_told_so_and_one_with_its_own_is_not(
    tmp_path: Path, line: str, own: bool
) -> None:
    letter, checklist, _ = papers(tmp_path, "base", line)
    assert ("Your criteria, point by point" in letter) is own
    assert ("you follow the policy of Example Guidelines" in letter) is not own
    assert ("follows the policy of Example Guidelines" in checklist) is not own
    assert "Medicare Advantage" not in letter + checklist
