"""For every test: how many examples a property is tried with, and how often the same content is opened and read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext

import pytest
from hypothesis import settings

from tests import property_budget
from tests.worked_once import worked_anew, worked_once


def pytest_configure(config: pytest.Config) -> None:
    """Try properties with fewer examples in the quick loop. None has a deadline: a machine may be busy."""
    property_budget.is_quick = config.option.markexpr == "not slow"
    settings.register_profile("priorauth", deadline=None, max_examples=property_budget.tried(100))
    settings.load_profile("priorauth")


@pytest.fixture(autouse=True, scope="session")
def content_worked_on_once() -> Iterator[None]:
    """Open and read the same content once in the quick loop."""
    with worked_once() if property_budget.is_quick else nullcontext():
        yield


@pytest.fixture(autouse=True, scope="module")
def content_opened_anew(request: pytest.FixtureRequest, content_worked_on_once: None) -> Iterator[None]:
    """Open it each time where opening is what is tested."""
    is_about_opening = {"exhibits", "parsing"} & {*request.path.parts}
    with worked_anew() if is_about_opening else nullcontext():
        yield
