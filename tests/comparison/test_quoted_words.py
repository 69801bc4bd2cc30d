"""Which words of a page are shown for each claim: those that bear it out, those that contradict it, or none."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from priorauth.comparison.model import Checked, ExhibitFinding, Verdict
from tests.comparison import test_clean_variants, test_seeded_contradictions
from tests.comparison.packets import NOTE_2, REPORT_2, chart, held

GOLDEN = Path(__file__).parents[1] / "golden"


def line(item: Checked | ExhibitFinding) -> str:
    shown = item.passage
    quote = f" [{shown.exhibit}, page {shown.page}] “{' '.join(shown.quote.split())}”" if shown else ""
    if isinstance(item, ExhibitFinding):
        return f"  {item.finding.value} at {item.place}, {item.certainty.value}{quote}"
    what = " ".join(str(part) for part in (item.code, item.owner) if part)
    return f"  {item.claim} {item.verdict.value} {what}".rstrip() + quote


def clean() -> Iterator[str]:
    yield from (line(item) for item in held().checked)


def contradicted() -> Iterator[str]:
    for name, changes, pages, _, _ in test_seeded_contradictions.SEEDS:
        yield name
        yield from (line(i) for i in held(changes, pages).checked if i.verdict is not Verdict.CORROBORATED)


def borne_out() -> Iterator[str]:
    for name, changes, pages, shown in test_clean_variants.VARIANTS:
        yield name
        yield from (
            line(i)
            for i in held(changes, pages).checked
            if i.claim in shown or i.verdict is not Verdict.CORROBORATED
        )


def against() -> Iterator[str]:
    for said in (
        "L3-L4: Grade 1 anterolisthesis of L3 on L4.",
        "L4-L5: Severe central canal stenosis.",
        "L5-S1: Findings may represent discitis.",
        "Compression fracture of L1 cannot be excluded.",
        "L5-S1: Disc extrusion compresses the left S1 nerve root.",
    ):
        yield f"report: {said}"
        yield from (line(item) for item in held(pages=chart(report_2=f"{REPORT_2}\n{said}")).against)
        yield f"note: {said}"
        yield from (line(item) for item in held(pages=chart(note_2=f"{NOTE_2}\n{said}")).against)


@pytest.mark.slow
@pytest.mark.parametrize("part", [clean, contradicted, borne_out, against], ids=lambda part: part.__name__)
def test_the_words_are_as_they_were_read(part: Any) -> None:
    """Set PRIORAUTH_WRITE_GOLDEN=1 to write them anew; then read them aloud before they are committed."""
    path = GOLDEN / f"concordance-{part.__name__.replace('_', '-')}.txt"
    text = "\n".join(part()) + "\n"
    if os.environ.get("PRIORAUTH_WRITE_GOLDEN"):
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")
