"""Where an endplate lies, and what the spine's names leave out."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from priorauth.domain.spine import (
    DiscLevel,
    Endplate,
    VertebralBody,
    are_adjacent,
    bodies_of,
    in_order,
    joined,
    levels_within,
)

BODIES = st.sets(st.sampled_from(VertebralBody))


@given(st.sampled_from(DiscLevel))
def test_a_disc_lies_between_the_endplates_that_face_it(level: DiscLevel) -> None:
    upper, lower = level.endplates
    assert (str(upper), str(lower)) == (f"{level.bodies[0]} inferior", f"{level.bodies[1]} superior")


@pytest.mark.parametrize("text", ["L4 inferior", " l4  Inferior "])
def test_an_endplate_is_read_in_either_case(text: str) -> None:
    assert str(Endplate.parse(text)) == "L4 inferior"


@pytest.mark.parametrize("text", ["L4", "inferior L4", "L7 inferior", "L4 upper", ""])
def test_anything_else_is_no_endplate(text: str) -> None:
    with pytest.raises(ValueError, match="not a valid"):
        Endplate.parse(text)


@given(st.sets(st.sampled_from(DiscLevel)))
def test_levels_are_within_their_own_bodies(levels: set[DiscLevel]) -> None:
    assert levels <= set(levels_within(bodies_of(levels)))


@given(BODIES)
def test_bodies_that_touch_have_a_disc_between_each_two(bodies: set[VertebralBody]) -> None:
    ordered = in_order(bodies)
    touching = all(any(level.bodies == pair for level in DiscLevel) for pair in pairwise(ordered))
    assert are_adjacent(bodies) is (bool(bodies) and touching)


@pytest.mark.parametrize(
    ("names", "words"),
    [([], ""), (["L4"], "L4"), (["L4", "L5"], "L4 and L5"), (["L4", "L5", "S1"], "L4, L5 and S1")],
)
def test_names_are_listed_as_in_a_sentence(names: list[str], words: str) -> None:
    assert joined(names) == words
