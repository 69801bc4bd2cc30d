"""Beginnings in other orders: the time first, traced back, an injury from which the back hurts, a form's answer."""

from __future__ import annotations

import pytest

from priorauth.domain.dates import PartialDate
from priorauth.readers.pain.pain_reader import PainReader
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import When
from priorauth.reading.model import About, Standing
from tests.readers.reading_one import read_text

DAY = PartialDate(2026, 6, 15)


def stated(text: str) -> set[str]:
    return {
        str(item.value.since)
        for item in read_text(PainReader(), text, day=DAY).findings
        if item.fact is Fact.ONSET
        and item.standing is Standing.STATED
        and item.about is About.PATIENT
        and isinstance(item.value, When)
    }


@pytest.mark.parametrize(
    ("text", "begun"),
    [
        ("Since August 2024 he has had a deep ache in the low back.", "2024-08"),
        ("Since August 2024 the low back has hurt daily.", "2024-08"),
        ("Since a fall on 8/6/24 she has had constant low back pain.", "2024-08-06"),
        ("For two years she has had pain across the low back.", "2024-06"),
        ("In August 2024 she developed low back pain after shoveling gravel.", "2024-08"),
        ("A year ago he began to have pain in the low back.", "2025-06"),
        ("It has been two years since her low back pain began.", "2024-06"),
        ("She traces her low back pain to August 2024.", "2024-08"),
        ("He dates the onset of his low back pain to August 2024.", "2024-08"),
        ("The back pain goes back to August 2024.", "2024-08"),
        ("Low back symptoms date to August 2024.", "2024-08"),
        ("He hurt his low back in August 2024 and the pain has been constant since then.", "2024-08"),
        ("She injured her lower back in August 2024; the pain never went away.", "2024-08"),
        ("On August 6, 2024 she slipped on a wet floor and has had low back pain since.", "2024-08-06"),
        ("Last June her back went out and it has hurt since.", "2025-06"),
        ("LBP s/p fall 8/6/24.", "2024-08-06"),
        ("Her lower back has bothered her since August of 2024.", "2024-08"),
        ("Her back first started bothering her in August of 2024.", "2024-08"),
        ("Pain came on in August 2024 without any trauma.", "2024-08"),
        ("She has pain in the low back. It began in August 2024.", "2024-08"),
        ("When did your pain begin? March 2024", "2024-03"),
        ("How long have you had this back pain? 2 years", "2024-06"),
        ("When did your symptoms start: March 2024", "2024-03"),
        ("Hx: LBP x 3y, gradual.", "2023-06"),
        ("LBP since Aug '24 p\u0304 MVA.", "2024-08"),
        ("LBP since Nov 2024, came on over a few days.", "2024-11"),
        ("Low back pain | Onset: 08/2024 | Status: Active", "2024-08"),
        ("41 y/o roofer with low back pain since May 2025, a week after a cold.", "2025-05"),
    ],
)
def test_a_beginning_is_read_in_whatever_order_it_is_told(text: str, begun: str) -> None:
    assert stated(text) == {begun}


@pytest.mark.parametrize(
    "text",
    [
        "Since August 2024 she has been treated for low back pain.",
        "He has been followed here for low back pain since August 2024.",
        "In August 2024 she began physical therapy for low back pain.",
        "Since August 2024 he has had no low back pain.",
        "Since August 2024 he has had less low back pain.",
        "Since August 2024 her husband has had low back pain.",
        "In August 2024 his low back pain began to get worse.",
        "In August 2024 he may have developed low back pain.",
        "He injured his low back in 2010 lifting; it healed in a month.",
        "He strained his back in August 2024 and recovered.",
        "It has been two years since her low back surgery.",
        "It has been two years since her last low back pain.",
        "He traces his neck pain to August 2024.",
        "She has neck pain. It began in August 2024.",
        "Since a fall on 8/6/24 she has had wrist pain.",
        "A year ago he began to have low back pain again after it had cleared.",
        "When did your knee pain begin? March 2024",
        "When did your back pain begin? Not sure, March 2024 maybe",
        "LBP worse after fall 8/6/24.",
        "LBP after surgery 8/6/24.",
        "Low back pain for two days in March 2024.",
        "The low back pain came a week after the injection.",
        "Low back pain that came on over two weeks.",
    ],
)
def test_a_time_of_something_else_is_no_beginning(text: str) -> None:
    assert not stated(text)
