"""Scores as they are dictated and charted: in words, before their instrument's name, and beside one another."""

from __future__ import annotations

import pytest

from priorauth.domain.dates import PartialDate
from priorauth.readers.scores.score_reader import ScoreReader
from priorauth.reading.finding_values import ScoreValue
from priorauth.reading.model import About, DocumentKind, Standing
from tests.readers.reading_one import read_text

DAY = PartialDate(2026, 10, 12)


def stated(text: str, kind: DocumentKind = DocumentKind.OFFICE_NOTE) -> list[str]:
    return [
        f"{item.value.instrument} {item.value.number} {item.value.unit}"
        for item in read_text(ScoreReader(), text, kind, day=DAY).findings
        if isinstance(item.value, ScoreValue) and (item.standing, item.about) == (Standing.STATED, About.PATIENT)
    ]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Low back pain is six out of ten today.", ["NRS 6 points"]),
        ("ODI sixty-two percent.", ["ODI 62 percent"]),
        ("No pain or tingling in either leg.\nToday 6 of 10.", ["NRS 6 points"]),
        ("The Oswestry came to fifty percent, filled in at the front desk.", ["ODI 50 percent"]),
        ("The Oswestry of October 12, 2026 stood at 54 percent.", ["ODI 54 percent"]),
        ("ODI self-administered in the app 10/12/26, 54%.", ["ODI 54 percent"]),
        ("She scored 54% on the Oswestry.", ["ODI 54 percent"]),
        ("Oswestry Disability Index 54%.", ["ODI 54 percent"]),
        ("ODI=46", ["ODI 46 percent"]),
        ("mODI 27/50 (54%).", ["ODI 54 percent", "ODI 54 percent"]),
        ("Modified Oswestry 54/100.", ["ODI 54 percent"]),
        ("She puts it at 6 out of 10, and the Oswestry came to 54 percent.", ["NRS 6 points", "ODI 54 percent"]),
        ("PAIN (0-10): 6   PEG: 6.3   ODI: 54%", ["NRS 6 points", "ODI 54 percent"]),
        ("LBP right now, 0 to 10: 6", ["NRS 6 points"]),
        ("Pain today 6, low back.", ["NRS 6 points"]),
        ("Low back pain averaged 6 on the 0-10 scale.", ["NRS 6 points"]),
        ("Average low back pain, past week: 6", ["NRS 6 points"]),
        ("VS: BP 122/78, HR 70, pain 6/10.", ["NRS 6 points"]),
        ("Back pain at d/c 6/10.", ["NRS 6 points"]),
    ],
)
def test_a_score_is_read_as_it_is_said(text: str, values: list[str]) -> None:
    assert stated(text) == values


@pytest.mark.parametrize(
    "text",
    [
        "Seven out of ten patients improve.",
        "Attended seven of ten visits, pain the same.",
        "Anxiety seven out of ten today.",
        "His knee hurts.\nHe rates it 7 out of 10 today.",
        "Right knee swollen, sore.\nToday 6 of 10.",
        "Sleep: he rates it 7 out of 10, and the Oswestry came to 24.",
        "Pain now 7 weeks.",
        "Pain today 7 days after the fall.",
        "The knee averaged 7 on the 0-10 scale.",
        "On the 0-10 scale she hopes for 7.",
        "She aims for 54% on the Oswestry.",
        "His brother scored 54% on the Oswestry.",
        "ODI fifty-four percent is the cutoff.",
        "The Oswestry filled in by his wife came to 54 percent.",
        "The Oswestry came to 54 percent, which was her mother's.",
        "ODI 24",
        "ODI index x 54",
    ],
)
def test_what_only_looks_like_a_score_of_the_back_states_none(text: str) -> None:
    assert stated(text) == []


def test_a_score_at_evaluation_is_of_the_day_in_the_evaluation_alone() -> None:
    text = "Modified Oswestry at eval 54/100."
    assert stated(text, DocumentKind.THERAPY_EVALUATION) == ["ODI 54 percent"]
    assert stated(text, DocumentKind.THERAPY_DISCHARGE) == []
