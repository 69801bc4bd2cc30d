"""A text made to keep a reader busy is read through, and what stands behind it is still found."""

from __future__ import annotations

import pytest

from priorauth.screening.finality import check_final
from priorauth.screening.page_marks import marks_on
from tests.screening.records import HEAD, codes_of, exhibit

SIZE = 100_000


@pytest.mark.parametrize("size", [SIZE // 10, pytest.param(SIZE, marks=pytest.mark.slow)])
@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "a'",
        "-\n",
        "Patient ",
        "patient (",
        "SSN" + " " * 50,
        "1-",
        "1 2 3 4 ",
        "A, ",
        "DOB: ",
        "x:",
        "MRN 1 ",
        "- ",
    ],
)
def test_a_long_monotonous_page_hides_nobody(piece: str, size: int) -> None:
    long = piece * (size // len(piece))
    assert "PA750" in codes_of(f"{long}\n{HEAD}\nPatient: Jane Roe")


@pytest.mark.parametrize("piece", ["page 1 ", "\n \n", "1 of ", "status ", "preliminary ", ". \n", "not yet "])
def test_counts_and_status_are_found_behind_it(piece: str) -> None:
    long = piece * (SIZE // len(piece))
    assert [mark.of for mark in marks_on(1, f"{long}\nPage 2 of 3")] == [3]
    assert [problem.code for problem in check_final(exhibit(f"{long}\nStatus: unsigned")).problems] == ["PA768"]
