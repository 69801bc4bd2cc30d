"""Settings for every test: how many examples a property is tried with, and how long each may take."""

from __future__ import annotations

import pytest
from hypothesis import settings

from tests import property_budget


def pytest_configure(config: pytest.Config) -> None:
    """Try properties with fewer examples in the quick loop. None has a deadline: a machine may be busy."""
    property_budget.is_quick = config.option.markexpr == "not slow"
    settings.register_profile("priorauth", deadline=None, max_examples=property_budget.tried(100))
    settings.load_profile("priorauth")
