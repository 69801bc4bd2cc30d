"""`payer for CASE --all`: the same chart under every payer, and which one document would be enough."""

from __future__ import annotations

import json
from datetime import date

import pytest

from priorauth.files.shipped_data import folder
from priorauth.operations.profiles.compare_payers import (
    ManyPayers,
    UnderProfile,
    compare_payers,
    in_common,
    unlocked,
)
from priorauth.payers.library import default_library
from tests.cli.in_process import called

DAY = date(2026, 11, 24)
CASES = folder("examples") / "cases"
MEDICARE_READ = {"medicare-l39420", "medicare-l39642", "medicare-l40302"}


@pytest.fixture(scope="module")
def under() -> dict[str, ManyPayers]:
    names = ("clean-three-bodies", "gaps", "strictest")
    return {name: compare_payers(CASES / name / "case.yaml", DAY, every=True) for name in names}


def by_id(many: ManyPayers) -> dict[str, UnderProfile]:
    return {each.profile: each for each in many.under}


def test_every_profile_is_there_once_and_the_own_one_first(under: dict[str, ManyPayers]) -> None:
    for name, own in (("clean-three-bodies", "highmark-wy-15-01-004"), ("strictest", "bcbs-sc-cam-394")):
        ids = [each.profile for each in under[name].under]
        assert (ids[0], sorted(ids)) == (own, sorted(default_library().ids()))
        assert [each.profile for each in under[name].under if each.is_own] == [own]


@pytest.mark.parametrize(
    ("case", "not_ready"),
    [
        ("clean-three-bodies", {"bcbs-sc-cam-394", *MEDICARE_READ}),
        ("strictest", MEDICARE_READ),
        ("gaps", set(default_library().ids())),
    ],
)
def test_each_payer_is_ready_or_says_what_is_missing(
    under: dict[str, ManyPayers], case: str, not_ready: set[str]
) -> None:
    assert {each.profile for each in under[case].under if not each.ready} == not_ready
    assert all(each.open for each in under[case].under if each.profile in not_ready)


def test_three_bodies_are_too_many_for_one_contractor_alone(under: dict[str, ManyPayers]) -> None:
    stopped = {
        each.profile
        for each in under["clean-three-bodies"].under
        for point in each.open
        if point.criterion == "bodies-per-session"
    }
    assert stopped == {"medicare-l39642"}


def test_one_document_is_named_where_it_is_enough(under: dict[str, ManyPayers]) -> None:
    found = {name: {p.profile for ps in unlocked(many).values() for p in ps} for name, many in under.items()}
    # The list of modalities lacks one record. Medicare lacks notes and reports by several hands.
    assert found == {"clean-three-bodies": {"bcbs-sc-cam-394"}, "gaps": set(), "strictest": set()}
    (document,) = unlocked(under["clean-three-bodies"])
    assert document.startswith("a record of the care")


def test_what_is_open_under_every_payer_is_told_once(under: dict[str, ManyPayers]) -> None:
    assert [point.criterion for point in in_common(under["gaps"])] == [
        "floor-pain-duration",
        "floor-conservative-care",
        "floor-therapy",
        "floor-activity-modification",
        "floor-medication",
        "floor-modic",
        "floor-bodies",
    ]
    assert in_common(under["clean-three-bodies"]) == ()


def test_one_record_that_is_missing_is_named() -> None:
    found = by_id(compare_payers(CASES / "clean-three-bodies" / "case.yaml", DAY, every=True))
    assert [name for name, item in found.items() if item.unlocked_by is not None] == ["bcbs-sc-cam-394"]
    assert str(found["bcbs-sc-cam-394"].unlocked_by).startswith("a record of the care")


def test_the_command_prints_it_and_gives_it_as_data() -> None:
    case = str(CASES / "clean-three-bodies")
    done = called("payer", "for", case, "--all", "--as-of", str(DAY))
    assert done.returncode == 0
    assert "One document, if it can be had, closes all that is open" in done.stdout
    assert "aetna-cpb-0016 (not covered): ready (exception request)" in done.stdout
    data = json.loads(called("payer", "for", case, "--as-of", str(DAY), "--json").stdout)
    assert [(each["profile"], each["ready"]) for each in data["under"]] == [("highmark-wy-15-01-004", True)]
