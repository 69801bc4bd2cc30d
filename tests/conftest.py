"""For every test: how many examples a property is tried with, and that the same content is worked on once."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import nullcontext

import pytest
from hypothesis import HealthCheck, settings

from tests import property_budget
from tests.worked_once import worked_anew, worked_once

_NEEDS_IT_ANEW = {"exhibits", "parsing", "test_long_texts"}
"""Rooms and files of tests that measure or spoil what is otherwise worked on once."""


def pytest_configure(config: pytest.Config) -> None:
    """Try properties with fewer examples in the quick loop.

    None has a deadline, nor a limit on the time to think examples up: a machine may be busy.
    """
    property_budget.is_quick = config.option.markexpr == "not slow"
    settings.register_profile(
        "priorauth",
        deadline=None,
        max_examples=property_budget.tried(100),
        suppress_health_check=[HealthCheck.too_slow],
    )
    settings.load_profile("priorauth")


def pytest_collection_finish(session: pytest.Session) -> None:
    """Leave what was imported and collected out of every later search for garbage, and search less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(autouse=True, scope="session")
def content_worked_on_once() -> Iterator[None]:
    """Open and read the same content once. Commands in processes of their own do it each time."""
    with worked_once():
        yield


@pytest.fixture(autouse=True, scope="module")
def content_worked_on_anew(request: pytest.FixtureRequest, content_worked_on_once: None) -> Iterator[None]:
    """Open and read it each time where opening, or the time that reading takes, is what is tested."""
    with worked_anew() if _NEEDS_IT_ANEW & {*request.path.parts, request.path.stem} else nullcontext():
        yield
