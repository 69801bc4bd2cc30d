"""Words anywhere in the chart that speak plainly against a claim stop the packet, whatever page the case names."""

from __future__ import annotations

from typing import Any

import pytest

from tests.comparison.packets import NOTE_1, NOTE_2, REPORT_2, THERAPY_1, chart, held, stops
from tests.quick_sample import one_in

HEAD = "OFFICE VISIT\nPatient: Avery Example   DOB: 03/09/1974\n"
OPEN = {"present": "not_documented"}


def stopped(line: str, **changes: Any) -> set[tuple[str, str]]:
    return stops(held(changes, chart(note_1=f"{HEAD}{NOTE_1}", note_2=f"{HEAD}{NOTE_2}\n{line}")))


@pytest.mark.parametrize(
    ("line", "changes", "expected"),
    one_in(4, [
        ("She takes apixaban.", {"safety__anticoagulants": {"present": "no"}}, ("safety.anticoagulants.present", "PA745")),
        ("She takes apixaban.", {"safety__anticoagulants": OPEN}, ("safety.anticoagulants.present", "PA692")),
        ("She has a cardiac pacemaker.", {"safety__implanted_pulse_generator": OPEN}, ("safety.implanted_pulse_generator.present", "PA692")),
        ("The left foot is numb.", {}, ("pain.leg_symptoms.present", "PA745")),
        ("The pain shoots below the right knee.", {}, ("pain.leg_symptoms.present", "PA745")),
        ("She had a lumbar fusion in 2019.", {"safety__prior_spine_surgery": {"present": "no"}}, ("safety.prior_spine_surgery.present", "PA745")),
        ("Low back pain since April 2019.", {"pain__source": {"exhibit": "A", "page": "1"}}, ("pain.onset", "PA746")),
        ("The pain is radicular.", {}, ("pain.pattern", "PA693")),
    ]),
)  # fmt: skip
def test_a_plain_sentence_on_another_page_stops_the_packet(
    line: str, changes: dict[str, Any], expected: tuple[str, str]
) -> None:
    assert expected not in stopped("", **changes)
    assert expected in stopped(line, **changes)


@pytest.mark.parametrize(
    "line",
    one_in(
        4,
        [
            "Her father takes apixaban and has a pacemaker.",
            "No pacemaker, no blood thinner.",
            "Back pain 7/10, leg pain 0/10.",
            "IMPLANTS: no pump, no stimulator, no pacemaker.",
            "Pacemaker or defibrillator x",
            "Plan: basivertebral nerve ablation L4, L5 and S1.",
            "Call if a foot becomes numb.",
        ],
    ),
)
def test_what_is_of_another_denied_planned_or_unclear_stops_nothing_new(line: str) -> None:
    silent = {
        "safety__anticoagulants": OPEN,
        "safety__implanted_pulse_generator": OPEN,
        "safety__other_implant": OPEN,
        "safety__prior_ablation": {},
    }
    assert stopped(line, **silent) == stopped("", **silent)


def test_a_change_that_the_report_denies_behind_its_endplates_stops_the_packet() -> None:
    denied = REPORT_2.replace("superior L5 endplates.", "superior L5 endplates are absent.", 1)
    denied = denied.replace("1. Modic type 1 changes at L4-L5.\n", "")
    head = "MRI OF THE LUMBAR SPINE\nPatient: Avery Example   DOB: 03/09/1974\nDate of study: 08/18/2026\n"
    found = stops(held(pages=chart(report_1=head, report_2=head + denied)))
    assert {field for field, code in found if code == "PA735"} >= {"imaging.1.findings.1.disc_level"}


def test_a_denial_elsewhere_does_not_stop_what_the_case_itself_says_is_there() -> None:
    changes = {"pain__leg_symptoms": {"present": "yes", "source": {"exhibit": "A", "page": "2"}}}
    pages = chart(therapy_1=f"{THERAPY_1}\nNo leg pain, numbness or weakness.")
    assert "pain.leg_symptoms.present" not in {field for field, _ in stops(held(changes, pages))}
