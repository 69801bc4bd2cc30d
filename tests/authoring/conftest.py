"""The shipped scenarios, made ready once for all tests that try letters on them."""

from __future__ import annotations

from pathlib import Path

import pytest

from priorauth.authoring.trial.scenarios import Stage, Staged, case_file, scenario_library
from priorauth.payers.library import default_library
from priorauth.problems import Where


@pytest.fixture(scope="session")
def stage() -> Stage:
    return Stage(default_library())


@pytest.fixture(scope="session")
def staged(stage: Stage) -> dict[str, Staged]:
    """Every shipped scenario by its name."""
    library = scenario_library()
    made = {}
    for name in library.names():
        loaded = library.load(name)
        file = case_file(loaded.value.case, Path(loaded.file).parent)
        made[name] = stage.stage(name, loaded.value, file, Where(loaded.file))
    return made
