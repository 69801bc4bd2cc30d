"""Packets are made once and copied for each test."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from priorauth.assembly import pipeline
from tests.made_once import made_once
from tests.verify.packets import CLEAN, copied_packet, copied_practice, made_packet

_make_from, _read_chart = pipeline.make_from, pipeline.read_chart
_CHARTS: dict[str, Any] = {}
_MADE: dict[tuple[int, str], Any] = {}
"""What was made from which chart: those of `_CHARTS` live as long as the session, so each keeps its identity."""


@pytest.fixture(autouse=True)
def remade_once(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make each packet again once where a test tampers with a packet: what it was made from never changes there.

    Sound packets are made again for every test, and so are those whose inputs change.
    """
    if not {"packet", "recorded_packet"} & set(request.fixturenames):
        return

    def read_chart(*words: Any, **options: Any) -> Any:
        asked = repr((words, options))
        if asked not in _CHARTS:
            _CHARTS[asked] = _read_chart(*words, **options)
        return _CHARTS[asked]

    def make_from(chart: Any, order: Any, *report: Any) -> Any:
        asked = id(chart), repr(order)
        if asked not in _MADE:
            _MADE[asked] = _make_from(chart, order, *report)
        return _MADE[asked]

    monkeypatch.setattr(pipeline, "read_chart", read_chart)
    monkeypatch.setattr(pipeline, "make_from", make_from)


def _practice_with_packets(home: Path) -> None:
    copied_practice(home)
    made_packet(home, CLEAN)
    made_packet(home, "strictest")


@pytest.fixture(scope="session")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up practice with the packets of two of its cases, for all workers: it is not changed."""
    return made_once(tmp_path_factory, "practice-with-packets", _practice_with_packets)


@pytest.fixture(scope="session")
def practice(original: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(original, tmp_path_factory.mktemp("verify") / "practice")


@pytest.fixture(scope="session")
def clean_packet(practice: Path) -> Path:
    return practice / "packets" / "EX-CLEAN"


@pytest.fixture(scope="session")
def other_packet(practice: Path) -> Path:
    return practice / "packets" / "EX-STRICT"


@pytest.fixture
def own_practice(original: Path, tmp_path: Path) -> Path:
    """A practice with its packets, whose inputs may be changed."""
    return shutil.copytree(original, tmp_path / "practice")


@pytest.fixture
def packet(clean_packet: Path, tmp_path: Path) -> Path:
    """A copy of the clean case's packet, to be tampered with."""
    return copied_packet(clean_packet, tmp_path.name)
