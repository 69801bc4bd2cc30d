"""`payer lint --stale`: what is due to be read again, why, and where."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from priorauth.operations.profiles.maintain_profiles import list_stale
from tests.cli.in_process import called
from tests.payers.profiles import BASE

REVIEWED = "reviews: [{on: 2026-11-24, by: Riley}]\n"
BRANCH = 'branches:\n  - {line_of_business: [medicaid], policy: {url: "https://policy.example/b"}, note: b}\n'


@pytest.mark.parametrize(
    ("text", "as_of", "why"),
    [
        (BASE, date(2027, 2, 23), None),
        (BASE, date(2027, 2, 24), "to be read again by 2027-02-23"),
        (BASE.replace("verbatim", "verbatim_copy"), date(2026, 12, 1), "read in a stored copy; open its page once"),
        (BASE.replace("verbatim", "verbatim_copy") + REVIEWED, date(2026, 12, 1), None),
    ],
)
def test_what_is_due_says_why(tmp_path: Path, text: str, as_of: date, why: str | None) -> None:
    file = tmp_path / "base.yaml"
    file.write_text(text)
    assert [each.why for each in list_stale(tmp_path, [str(file)], as_of)] == ([why] if why else [])


def test_it_names_every_page_and_who_read_it_last(tmp_path: Path) -> None:
    file = tmp_path / "base.yaml"
    file.write_text(BASE + REVIEWED + BRANCH)
    shown = called("payer", "lint", "--stale", str(file), "--as-of", "2027-03-01", cwd=tmp_path)
    assert shown.returncode == 0
    assert "base: to be read again by 2027-02-23 (last read 2026-11-23 by Riley)" in shown.stdout
    assert shown.stdout.splitlines()[1:] == ["  https://policy.example/x-1", "  https://policy.example/b"]


def test_the_shipped_ones_are_listed_by_the_day_they_are_due() -> None:
    read = json.loads(called("payer", "lint", "--stale", "--json", "--as-of", "2027-06-01").stdout)
    assert [each["review_by"] for each in read] == sorted(each["review_by"] for each in read)
    assert len(read) > 10


def test_where_nothing_is_due_that_is_said() -> None:
    shown = called("payer", "lint", "--stale", "fda-label", "--as-of", "2026-11-24").stdout
    assert shown == "Nothing is due to be read again.\n"
