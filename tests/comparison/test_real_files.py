"""The same chart as real PDFs: drawn line by line, opened as exhibits are, and held against the case."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from reportlab.pdfgen.canvas import Canvas

from priorauth.comparison.compare import compare
from priorauth.comparison.model import Concordance
from priorauth.exhibits.opening import open_exhibits
from tests.cases import clean_case
from tests.comparison.packets import CHART, Pages, not_borne_out, stops
from tests.comparison.test_clean_variants import VARIANTS
from tests.comparison.test_seeded_contradictions import SEEDS


def drawn(pages: Pages) -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, (612, 792), invariant=1)
    for text in pages:
        canvas.setFont("Helvetica", 9)
        for number, line in enumerate(text.splitlines()):
            canvas.drawString(36, 750 - 12 * number, line)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def held_on_paper(changes: Mapping[str, Any], pages: Mapping[str, Pages], folder: Path) -> Concordance:
    case = clean_case(**changes)
    for exhibit in case.exhibits:
        (folder / exhibit.file).write_bytes(drawn(pages[exhibit.id]))
    return compare(case, open_exhibits(case, folder))


def test_the_clean_chart_is_borne_out_on_paper(tmp_path: Path) -> None:
    assert not_borne_out(held_on_paper({}, CHART, tmp_path).checked) == []


def quick(rows: Sequence[Any]) -> list[Any]:
    """Every sixth row for the quick loop, and the others for the whole one."""
    return [
        pytest.param(*row[1:], id=row[0], marks=() if place % 6 == 0 else pytest.mark.slow)
        for place, row in enumerate(rows)
    ]


ON_PAPER = [seed for seed in SEEDS[::4] if all(any(text.strip() for text in texts) for texts in seed[2].values())]


@pytest.mark.parametrize(("changes", "pages", "field", "code"), quick(ON_PAPER))
def test_a_seed_stops_the_packet_on_paper(
    changes: Mapping[str, Any], pages: Mapping[str, Pages], field: str, code: str, tmp_path: Path
) -> None:
    assert (field, code) in stops(held_on_paper(changes, pages, tmp_path))


@pytest.mark.parametrize(("changes", "pages"), quick([variant[:3] for variant in VARIANTS[::4]]))
def test_a_clean_variant_stops_nothing_on_paper(
    changes: Mapping[str, Any], pages: Mapping[str, Pages], tmp_path: Path
) -> None:
    assert stops(held_on_paper(changes, pages, tmp_path)) == set()
