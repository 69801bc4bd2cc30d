"""One case for a rule: it fails once, and its message has a line for each offender."""

from __future__ import annotations

from collections.abc import Iterable

import pytest


def assert_none(offenders: Iterable[str]) -> None:
    """Fail with every offender on a line of its own; each line says what is wrong and what to do about it."""
    lines = list(offenders)
    if lines:
        pytest.fail("\n".join([f"{len(lines)} offending:", *lines]), pytrace=False)
