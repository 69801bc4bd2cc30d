"""Marking a profile as read again moves its dates, notes who read it, and touches nothing else."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from pydantic import ValidationError
from ruamel.yaml import YAML

from priorauth.payers.admin.profile_edit import check_days, reviewed
from priorauth.payers.library import ProfileLibrary, default_library
from priorauth.payers.model import PolicyReview, Profile
from priorauth.problems import Refused
from tests.payers.profiles import BASE, load

DAY, NEXT = date(2027, 2, 20), date(2027, 5, 20)
BY_RILEY = PolicyReview(on=DAY, by="Riley Placeholder", note="No change.")


def after_review(text: str, review: PolicyReview = BY_RILEY) -> str:
    return reviewed(text.encode(), "base.yaml", review, NEXT).decode()


def loaded(folder: Path, text: str) -> Profile:
    return load(folder, base=text).profile


def test_the_dates_are_moved_and_the_reading_is_noted(tmp_path: Path) -> None:
    profile = loaded(tmp_path, after_review(BASE))
    assert (profile.retrieved, profile.review_by, profile.reviews) == (DAY, NEXT, (BY_RILEY,))
    assert profile.criteria == loaded(tmp_path, BASE).criteria


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (BASE, ["retrieved: 2027-02-20", "review_by: 2027-05-20"]),
        (BASE.replace("2026-11-23", "2026-11-23   # by fax"), ["retrieved: 2027-02-20   # by fax", "review_by: 2027-05-20"]),
        (BASE.replace("2026-11-23", '"2026-11-23" # a'), ["retrieved: 2027-02-20 # a", "review_by: 2027-05-20"]),
        (BASE.replace("2026-11-23", "'2026-11-23'"), ["retrieved: 2027-02-20", "review_by: 2027-05-20"]),
    ],
)  # fmt: skip
def test_every_other_character_stays(text: str, lines: list[str]) -> None:
    before, after = text.splitlines(), after_review(text).splitlines()
    assert after[5:7] == lines
    assert [*after[:5], *after[7:-2]] == [*before[:5], *before[7:]]
    assert after[-2:] == ["reviews:", '  - {on: 2027-02-20, by: "Riley Placeholder", note: "No change."}']


@pytest.mark.parametrize("ending", ["\r\n", "\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("last", ["", "end"])
def test_line_endings_and_byte_order_mark_stay(ending: str, mark: str, last: str) -> None:
    text = mark + (BASE if last else BASE.rstrip("\n")).replace("\n", ending)
    after = after_review(text)
    assert after.startswith(mark + "id: base" + ending)
    assert after.count("\n") == after.count(ending)
    assert after.endswith("}" + ending)


def test_the_latest_reading_stands_first(tmp_path: Path) -> None:
    once = after_review(BASE)
    later = PolicyReview(on=date(2027, 5, 1), by="Sam Sample")
    twice = reviewed(once.encode(), "base.yaml", later, date(2027, 8, 1)).decode()
    assert loaded(tmp_path, twice).reviews == (later, BY_RILEY)
    assert [line for line in once.splitlines() if "20" not in line] == [
        line for line in twice.splitlines() if "20" not in line
    ]


def test_an_heir_that_inherits_its_dates_gets_its_own(tmp_path: Path) -> None:
    heir = "# West.\nid: heir\nextends: base\n"
    (tmp_path / "base.yaml").write_text(BASE)
    (tmp_path / "heir.yaml").write_bytes(reviewed(heir.encode(), "heir.yaml", BY_RILEY, NEXT))
    profile = ProfileLibrary((tmp_path,)).load("heir").profile
    assert (profile.retrieved, profile.review_by, profile.reviews) == (DAY, NEXT, (BY_RILEY,))
    assert loaded(tmp_path, BASE).retrieved == date(2026, 11, 23)


@pytest.mark.parametrize("profile_id", default_library().ids())
def test_each_shipped_profile_could_be_reviewed_as_a_copy(tmp_path: Path, profile_id: str) -> None:
    before = default_library().load(profile_id)
    text = before.path.read_text()
    (tmp_path / f"{profile_id}.yaml").write_bytes(reviewed(text.encode(), "x.yaml", BY_RILEY, NEXT))
    after = ProfileLibrary((tmp_path,)).load(profile_id).profile
    moved = {"retrieved": DAY, "review_by": NEXT, "reviews": (BY_RILEY,)}
    assert after == before.profile.model_copy(update=moved)


@pytest.mark.parametrize(
    "text",
    [
        BASE.replace("retrieved: 2026-11-23", "retrieved: >-\n  2026-11-23"),
        BASE.replace("retrieved: 2026-11-23", "retrieved: |-\n  2026-11-23"),
        BASE.replace("notes:", "reviews:\n  - on: 2026-11-23\n    by: Sam Sample\nnotes:"),
        BASE.replace("notes:", "reviews:\n-\n  on: 2026-11-23\n  by: Sam Sample\nnotes:"),
        json.dumps(YAML(typ="safe").load(BASE), default=str),
        json.dumps(YAML(typ="safe").load(BASE), default=str, indent=4),
    ],
    ids=["folded", "literal", "a field a line", "a dash of its own", "JSON on one line", "JSON"],
)
def test_a_file_of_any_style_is_marked_and_keeps_all_it_says(tmp_path: Path, text: str) -> None:
    before = loaded(tmp_path, text)
    changed = after_review(text)
    after = loaded(tmp_path, changed)
    moved = {"retrieved": DAY, "review_by": NEXT, "reviews": (BY_RILEY, *before.reviews)}
    assert after == before.model_copy(update=moved)
    if text.startswith("{"):
        assert json.loads(changed)["reviews"][0]["by"] == "Riley Placeholder"


def test_comments_stay_in_a_file_that_is_written_anew() -> None:
    text = "# by fax\n" + BASE.replace("retrieved: 2026-11-23", "retrieved: >-\n  2026-11-23  # read at noon")
    assert after_review(text.replace("  # read at noon", "")).startswith("# by fax\n")


def test_what_does_not_come_out_as_meant_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        after_review("id: heir\nextends: base\nreviews: none\n")
    assert {p.code for p in refused.value.problems} == {"PA339"}


@pytest.mark.parametrize(
    ("reviews", "earlier"),
    [
        ("reviews: [{on: 2026-11-23, by: Sam}]  # kept\n", 1),
        ("reviews:\n  [ {on: 2026-11-23, by: Sam},\n    {on: 2026-11-22, by: Kim} ]\n", 2),
        ("reviews: []\n", 0),
        ("reviews: [ ]  # none yet\n", 0),
    ],
)
def test_a_list_in_brackets_takes_the_reading_as_well(tmp_path: Path, reviews: str, earlier: int) -> None:
    after = after_review(BASE + reviews)
    read = loaded(tmp_path, after).reviews
    assert (read[0], len(read)) == (BY_RILEY, earlier + 1)
    assert ("# kept" in after) is ("# kept" in reviews)


@given(by=st.text(max_size=60), note=st.text(max_size=200) | st.none())
def test_any_name_and_note_come_back_as_they_were_given(by: str, note: str | None) -> None:
    try:
        review = PolicyReview(on=DAY, by=by, note=note)
    except ValidationError:
        return
    once = after_review(BASE, review)
    twice = after_review(once, review)
    profile = Profile.model_validate(_content(twice))
    assert profile.reviews == (review, review)


def _content(text: str) -> object:
    from priorauth.parsing.tree import read_tree

    return read_tree(text.encode(), "base.yaml").content


@pytest.mark.parametrize(
    ("on", "next_day", "codes"),
    [
        (date(2026, 11, 23), date(2026, 11, 24), []),
        (date(2026, 11, 22), date(2026, 11, 24), ["PA338"]),
        (date(2026, 11, 24), date(2026, 11, 24), ["PA340"]),
        (date(2026, 11, 25), date(2027, 11, 24), ["PA341"]),
        (date(2026, 11, 25), date(2026, 11, 24), ["PA340", "PA341"]),
    ],
)
def test_days_that_cannot_be_right_are_refused(tmp_path: Path, on: date, next_day: date, codes: list[str]) -> None:
    profile = load(tmp_path, base=BASE)
    if not codes:
        check_days(profile, on, next_day, date(2026, 11, 24))
        return
    with pytest.raises(Refused) as refused:
        check_days(profile, on, next_day, date(2026, 11, 24))
    assert [p.code for p in refused.value.problems] == codes
