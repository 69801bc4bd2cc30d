"""Packets are made once and copied for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.verify.packets import CLEAN, copied_packet, copied_practice, made_packet


@pytest.fixture(scope="session")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied_practice(tmp_path_factory.mktemp("verify") / "practice")


@pytest.fixture(scope="session")
def clean_packet(practice: Path) -> Path:
    return made_packet(practice, CLEAN)


@pytest.fixture(scope="session")
def other_packet(practice: Path) -> Path:
    return made_packet(practice, "strictest")


@pytest.fixture
def packet(clean_packet: Path, tmp_path: Path) -> Path:
    """A copy of the clean case's packet, to be tampered with."""
    return copied_packet(clean_packet, tmp_path.name)
