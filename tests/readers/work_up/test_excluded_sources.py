"""Sources of pain that blocks and tests excluded, as they are told in a line, and what only looks so."""

from __future__ import annotations

import pytest

from priorauth.readers.work_up.work_up_reader import WorkUpReader
from priorauth.reading.model import Side
from tests.readers.reading_one import read_text


def sides(text: str) -> set[Side]:
    return {item.side for item in read_text(WorkUpReader(), text).findings}


@pytest.mark.parametrize(
    "text",
    [
        "SI provocation 0 of 5 positive on each side today, SI joints excluded as a pain source.",
        "Medial branch blocks 5/6/2026: 20% relief, facet origin excluded.", "Gaenslen, thrust and compression negative: SI joint is excluded.",
        "FABER, thrust, distraction: L neg, R neg.", "MBB 5/6/26 = 5% relief, facet r/o'd.", "Facet block 5/6/26 -> 10 % relief -> facet pain excluded",
        "Medial branch blocks, 6 May 2026: fifteen percent relief, from which I conclude that the zygapophysial joints are excluded.",
        "Sacroiliac tests quiet: joints excluded on today's exam.", "Facet loading painless, no facet tenderness.",
    ],
)  # fmt: skip
def test_a_source_that_was_excluded_helps(text: str) -> None:
    assert sides(text) == {Side.HELPS}


@pytest.mark.parametrize(
    "text",
    [
        "MBB 5/6/26 = 75% relief, facet r/o'd.", "I cannot conclude that the facets are excluded after the MBB, 20% relief.", "SI tests not quiet.",
        "Facet block to be done; I exclude the facets if relief is under 20%.", "SI tests quiet except thigh thrust.", "FABER, thrust: R neg, L pos.",
        "Sacroiliac provocation 3 of 5 positive, thrust negative.", "Facet loading fine on the left, painful on the right.", "MBB 5/6/26 = not done.",
        "Facet loading clean last year, now painful.", "Hips quiet; SI tests not done.", "MBB planned: five percent relief would exclude the facets.",
        "Facet tenderness, loading painless.", "Thrust manipulation of the SI joint, tolerated.",
    ],
)  # fmt: skip
def test_what_excludes_no_source_does_not_help(text: str) -> None:
    assert Side.HELPS not in sides(text)
