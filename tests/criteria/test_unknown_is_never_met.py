"""Leaving something out of a chart can only open questions; it never answers one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from pydantic import ValidationError

from priorauth.case.model import Case
from priorauth.criteria.assess import assess
from priorauth.payers.library import default_library
from tests.cases import AS_OF, borne_out, clean_data
from tests.property_budget import tried

LIBRARY = default_library()
PROFILES = [LIBRARY.load(profile_id).profile for profile_id in LIBRARY.ids()]
CLINICAL = ("pain", "conservative_care", "imaging", "other_generators", "safety")


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place below the clinical parts of the case, deepest last."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        if path or key in CLINICAL:
            yield (*path, key)
            yield from places(item, (*path, key))


PLACES = sorted(places(clean_data()), key=str)


def without(*removed: tuple[Any, ...]) -> Case | None:
    """The clean case without these places; ``None`` where the model needs them."""
    data = clean_data()
    # From the back, so that the indexes of a list still hold.
    for *path, last in sorted(set(removed), key=lambda place: [str(part) for part in place], reverse=True):
        target: Any = data
        try:
            for part in path:
                target = target[part]
            del target[last]
        except (KeyError, IndexError):
            continue
    try:
        return Case.model_validate(data)
    except ValidationError:
        return None


def met_ids(case: Case) -> set[tuple[str, str]]:
    return {
        (profile.id, result.id)
        for profile in PROFILES
        for result in assess(case, profile, as_of=AS_OF, concordance=borne_out(case)).results
        if result.is_met
    }


FULL = Case.model_validate(clean_data())
MET_IN_FULL = met_ids(FULL)


@settings(deadline=None, max_examples=tried(60))
@given(st.lists(st.sampled_from(PLACES), min_size=1, max_size=4))
def test_taking_facts_away_never_meets_a_criterion(removed: list[tuple[Any, ...]]) -> None:
    case = without(*removed)
    if case is not None:
        assert met_ids(case) <= MET_IN_FULL


SOURCES = [place for place in PLACES if place[-1] in ("source", "pattern_source", "severity_source")]


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.id)
def test_a_case_without_pages_meets_no_clinical_criterion(profile: Any) -> None:
    case = without(*SOURCES)
    assert case is not None
    needs_no_page = {
        "vertebral_range",
        "bodies_per_session",
        "bodies_adjacent",
        "minimum_age",
        "skeletal_maturity",  # the birth date shows it
        "age_range",
        "diagnosis_codes",
    }
    results = assess(case, profile, as_of=AS_OF, concordance=borne_out(case)).results
    assert [r.id for r in results if r.is_met and r.kind not in needs_no_page | {"procedure_codes"}] == []


def test_an_empty_chart_meets_nothing_of_the_floor() -> None:
    data = {key: value for key, value in clean_data().items() if key not in CLINICAL}
    results = assess(
        Case.model_validate(data), PROFILES[0], as_of=AS_OF, concordance=borne_out(Case.model_validate(data))
    ).results
    assert not any(result.is_met for result in results if result.id.startswith("floor-"))
