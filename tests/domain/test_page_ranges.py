"""Pages of a file as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from priorauth.domain.page_ranges import PageRanges
from tests.property_budget import tried


@pytest.mark.parametrize(
    ("text", "numbers", "written"),
    [
        ("1", (1,), "1"),
        ("18-20", (18, 19, 20), "18-20"),
        ("18\u201320", (18, 19, 20), "18-20"),
        (" 3 , 5 - 7 ", (3, 5, 6, 7), "3, 5-7"),
        ("3,5-7", (3, 5, 6, 7), "3, 5-7"),
        ("4-4", (4,), "4"),
        ("007", (7,), "7"),
        ("1-2,3-4", (1, 2, 3, 4), "1-2, 3-4"),
    ],
)
def test_pages_are_read_as_they_are_written(text: str, numbers: tuple[int, ...], written: str) -> None:
    pages = PageRanges.parse(text)
    assert (pages.numbers, pages.last, str(pages)) == (numbers, numbers[-1], written)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        ("  ", "is empty"),
        ("0", "page 0"),
        ("0-3", "page 0"),
        ("20-18", "backwards"),
        ("3, 3", "twice"),
        ("3-6, 5-7", "twice"),
        ("5-7, 3", "out of order"),
        ("all", "such as 18-20"),
        ("-3", "such as 18-20"),
        ("3-", "such as 18-20"),
        ("3,", "such as 18-20"),
        (",", "such as 18-20"),
        ("3..5", "such as 18-20"),
        ("3-5-7", "such as 18-20"),
        ("1.5", "such as 18-20"),
        ("p. 3", "such as 18-20"),
        ("\u0661\u0668", "such as 18-20"),
        ("\u00b2", "such as 18-20"),
        ("3\u20145", "such as 18-20"),
        ("1234567", "such as 18-20"),
        (",".join(map(str, range(1, 200))), "such as 18-20"),
    ],
)
def test_what_names_no_pages_is_refused_in_words(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=r".") as error:
        PageRanges.parse(text)
    assert said in str(error.value)


@settings(max_examples=tried(200), deadline=None)
@given(st.lists(st.sets(st.integers(1, 40), min_size=1), min_size=1, max_size=4))
def test_pages_of_several_are_the_pages_of_each(sets: list[set[int]]) -> None:
    several = [PageRanges.parse(",".join(map(str, sorted(pages)))) for pages in sets]
    whole = PageRanges.covering(several)
    assert whole.numbers == tuple(sorted(set().union(*sets)))
    assert PageRanges.parse(str(whole)) == whole
