"""Spoiled prints and folders of charts: a draft or a coded refusal, and never a fault or a half-written folder."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from priorauth.operations.take_in_chart import IntakeSettings, take_in_chart, write_taken
from priorauth.parsing.tree import read_tree
from priorauth.problems import CATALOGUE, Refused
from tests.intake.chart_texts import CHART

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
COUNT = int(os.environ.get("SPOILED_CHARTS", "30"))
SEED = int(os.environ.get("SPOILED_SEED", "1"))


def spoiled(data: bytes, dice: random.Random) -> bytes:
    """A file cut off, with bytes changed, a piece repeated, taken out, or moved to its end."""
    start, end = sorted((dice.randrange(len(data)), dice.randrange(len(data))))
    piece = data[start:end]
    match dice.randrange(5):
        case 0:
            return data[:start]
        case 1:
            changed = bytearray(data)
            for _ in range(dice.randrange(1, 40)):
                changed[dice.randrange(len(changed))] = dice.randrange(256)
            return bytes(changed)
        case 2:
            return data[:end] + piece * dice.randrange(1, 4) + data[end:]
        case 3:
            return data[:start] + data[end:]
        case _:
            return data[:start] + data[end:] + piece


def charts(folder: Path, dice: random.Random) -> Iterator[Path]:
    """A print that is spoiled, and a folder of text records of which some are."""
    (folder / "print.pdf").write_bytes(spoiled((EXAMPLES / "chart-print.pdf").read_bytes(), dice))
    yield folder / "print.pdf"
    (folder / "chart").mkdir()
    for name, text in CHART.items():
        data = text.encode()
        (folder / "chart" / f"{name}.txt").write_bytes(spoiled(data, dice) if dice.random() < 0.5 else data)
    yield folder / "chart"


@pytest.mark.slow
@pytest.mark.parametrize("number", range(COUNT))
def test_a_spoiled_chart_gives_a_draft_or_a_code(tmp_path: Path, number: int) -> None:
    dice = random.Random(f"{SEED} {number}")  # noqa: S311  (the same wrongs each time)
    for index, path in enumerate(charts(tmp_path, dice)):
        folder = tmp_path / f"out-{index}" / "CASE-7"
        codes = taken_in(path, folder.parent)
        assert codes <= set(CATALOGUE)
        assert folder.exists() == (not codes)
        if not codes:
            read_tree((folder / "case.yaml").read_bytes(), "case.yaml")


def taken_in(path: Path, out: Path) -> set[str]:
    """Take a chart in; the codes of a refusal, none for a draft that was written."""
    try:
        write_taken(take_in_chart([path], IntakeSettings(as_of=date(2026, 11, 24), out=out, case_id="CASE-7")))
    except Refused as refused:
        return {item.code for item in refused.problems}
    return set()
