"""For every test: how many examples a property is tried with, and how often the same attachment is opened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext

import pytest
from hypothesis import settings

from tests import property_budget
from tests.opened_once import opened_once


def pytest_configure(config: pytest.Config) -> None:
    """Try properties with fewer examples in the quick loop. None has a deadline: a machine may be busy."""
    property_budget.is_quick = config.option.markexpr == "not slow"
    settings.register_profile("priorauth", deadline=None, max_examples=property_budget.tried(100))
    settings.load_profile("priorauth")


@pytest.fixture(autouse=True, scope="module")
def attachments_opened_once(request: pytest.FixtureRequest) -> Iterator[None]:
    """Open each attachment once in the quick loop, but where opening them is what is tested."""
    is_about_opening = "exhibits" in request.path.parts
    with opened_once() if property_budget.is_quick and not is_about_opening else nullcontext():
        yield
