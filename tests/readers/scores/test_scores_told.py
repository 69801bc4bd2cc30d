"""Scores told in a sentence, beside their best and worst, or in a table by day."""

from __future__ import annotations

import pytest

from priorauth.domain.dates import PartialDate
from priorauth.readers.scores.score_reader import ScoreReader
from priorauth.reading.finding_values import ScoreValue
from priorauth.reading.model import About, DocumentKind, Standing
from tests.readers.reading_one import read_text

DAY = PartialDate(year=2026, month=11, day=9)


def stated(text: str, kind: DocumentKind = DocumentKind.OFFICE_NOTE) -> set[str]:
    found = read_text(ScoreReader(), text, kind, day=DAY).findings
    return {
        f"{item.value.instrument.value} {item.value.number}"
        + ("" if item.when.on in (None, DAY) else f" {item.when.on}")
        for item in found
        if isinstance(item.value, ScoreValue) and item.standing is Standing.STATED and item.about is About.PATIENT
    }


@pytest.mark.parametrize(
    ("text", "scores"),
    [
        ("She rates her pain a 6 at present.", {"NRS 6"}),
        ("The ache is across the low back. Stooping brings it on. He calls it an 8 of 10 today.", {"NRS 8"}),
        ("The Oswestry, administered by me, comes to 44 percent.", {"ODI 44"}),
        ("He rates it 6 out of 10 today, and his Oswestry, which our nurse scored, is 50 percent.", {"NRS 6", "ODI 50"}),
        ("Scores taken by me: pain 6/10, ODI 46%.", {"NRS 6", "ODI 46"}),
        ("NRS now 6, best 3, worst 8", {"NRS 6"}), ("NRS now 6 best 3 worst 8", {"NRS 6"}), ("Current pain 6/10 (worst 8, least 3)", {"NRS 6"}),
        ("Flow sheet    3/14/2026   9/21/2026\n NRS    8    7\n ODI    52%    48%\n", {"NRS 8 2026-03-14", "NRS 7 2026-09-21", "ODI 52 2026-03-14", "ODI 48 2026-09-21"}),
    ],
)  # fmt: skip
def test_a_score_of_the_day_is_read(text: str, scores: set[str]) -> None:
    assert stated(text) == scores


@pytest.mark.parametrize(
    "text",
    [
        "Her knee hurts. She says 8 out of 10 today.", "The low back pain is steady. She calls her visit a 9 of 10.",
        "The low back pain is steady. He gives the nurse a 9 of 10.", "His wife rates his pain a 7.", "She would rate her pain a 7 if she lifted.",
        "She rates her pain at 6 months.", "ODI 44% (copy of the sheet of May)", "NRS 7, copied forward", "ODI 44%, not repeated today",
        "NRS today not taken; best 5 worst 9", "ODI 48%, which my nurse scored last spring.", "ODI 48%, which his wife scored today.",
        "Flow sheet    3/14/2026   9/21/2026\n ODI    52%    not done\n", "Goals    3/14/2026   9/21/2026\n NRS    4    2\n",
        'Rates LBP 7 today. She rang again: "I meant my shoulder."', "Pain 7/10. That was for the knee, he adds.",
        "Side    left   right\n NRS    7    8\n",
    ],
)  # fmt: skip
def test_what_is_no_score_of_the_day_states_none(text: str) -> None:
    assert stated(text) == set()


@pytest.mark.parametrize("words", ["Not scored today.", "Copy of the old sheet.", "Carried forward by the system."])
def test_a_form_that_says_it_is_a_copy_states_no_score(words: str) -> None:
    text = "Oswestry Disability Index\nTotal: 22/50 = 44 %\n"
    assert stated(text, DocumentKind.INSTRUMENT) == {"ODI 44"}
    assert stated(f"{text}{words}\n", DocumentKind.INSTRUMENT) == set()
