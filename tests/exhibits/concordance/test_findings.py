"""A claimed finding beside a report as the reader understands it."""

from __future__ import annotations

from typing import Any

import pytest

from priorauth.case.model import Certainty, Finding
from priorauth.exhibits.concordance.findings import compare_findings
from priorauth.exhibits.concordance.model import Verdict
from priorauth.exhibits.mri_report.model import (
    Contradiction,
    DeniedFinding,
    HistoricFinding,
    MriReport,
    ReportedFinding,
    Section,
    UnplacedFinding,
    Words,
)
from priorauth.problems import Owner

WORDS = Words(page=1, start=0, end=7, quote="a quote")
BOTH = ["L4 inferior", "L5 superior"]


def claimed(
    place: str = "L4-L5", types: str = "1", plates: list[str] | None = None, *, hedged: bool = False
) -> Finding:
    key = "disc_level" if "-" in place else "vertebral_body"
    certainty = "hedged" if hedged else "stated"
    return Finding.model_validate(
        {key: place, "modic_types": list(types), "endplates": plates or [], "certainty": certainty}
    )


def reported(
    place: str = "L4-L5", types: str = "1", plates: list[str] | None = None, *, hedged: bool = False
) -> Any:
    return ReportedFinding.model_validate(
        {
            "place": place,
            "types": list(types),
            "endplates": plates or [],
            "certainty": "hedged" if hedged else "stated",
            "section": Section.FINDINGS,
            "words": WORDS,
        }
    )


def report(*found: Any, **more: Any) -> MriReport:
    return MriReport.model_validate({"modality": "MRI", "findings": found} | more)


def denied(place: str | None, types: str = "") -> DeniedFinding:
    return DeniedFinding.model_validate({"place": place, "types": list(types), "words": WORDS})


def historic(place: str) -> HistoricFinding:
    return HistoricFinding.model_validate({"place": place, "types": ["1"], "words": WORDS})


def unplaced() -> UnplacedFinding:
    return UnplacedFinding.model_validate({"types": ["1"], "certainty": Certainty.STATED, "words": WORDS})


def disputed(place: str | None) -> Contradiction:
    return Contradiction.model_validate({"place": place, "what": "types", "statements": (WORDS,)})


def worst(finding: Finding, read: MriReport) -> tuple[str, str | None, Owner | None]:
    """The part that is not borne out, with its code and owner; ``("", None, None)`` when all of it is."""
    wrong = [r for r in compare_findings((finding,), read)[0] if r.verdict is not Verdict.CORROBORATED]
    assert len(wrong) <= 1
    return (wrong[0].part, wrong[0].code, wrong[0].owner) if wrong else ("", None, None)


FINE = ("", None, None)


@pytest.mark.parametrize(
    ("finding", "read"),
    [
        (claimed(), report(reported())),
        (claimed(types="12"), report(reported(types="21"))),
        (claimed(plates=BOTH), report(reported(plates=BOTH))),
        (claimed(plates=BOTH[:1]), report(reported(plates=BOTH))),
        (claimed(plates=BOTH), report(reported("L4", plates=BOTH[:1]), reported("L5", plates=BOTH[1:]))),
        (claimed(), report(reported("L4", plates=BOTH[:1]))),
        (
            claimed(plates=BOTH),
            report(reported(), reported("L4", plates=BOTH[:1]), reported("L5", plates=BOTH[1:])),
        ),
        (claimed(), report(reported(), reported("L4", "2", ["L4 superior"]))),
        (claimed("L4"), report(reported("L4"))),
        (claimed("L4", plates=BOTH[:1]), report(reported(plates=BOTH))),
        (claimed(types=""), report(reported(types=""))),
        (claimed(types=""), report(reported())),
        (claimed(hedged=True), report(reported(hedged=True))),
        (claimed(hedged=True), report(reported())),
        (claimed(), report(reported(), reported("L3-L4", "2"))),
        (claimed(), report(reported(), denied=(denied("L3-L4"),))),
        (claimed(), report(reported(), denied=(denied("L4-L5", "2"),))),
        (claimed(), report(reported(), historic=(historic("L4-L5"),))),
        (claimed(), report(reported(), contradictions=(disputed("L5-S1"),))),
    ],
)
def test_a_report_that_says_it_bears_it_out(finding: Finding, read: MriReport) -> None:
    assert worst(finding, read) == FINE


@pytest.mark.parametrize(
    ("finding", "read", "part", "code"),
    [
        (claimed("L3-L4"), report(reported()), "disc_level", "PA730"),
        (claimed("L3"), report(reported("L5")), "vertebral_body", "PA730"),
        (claimed("L3-L4", ""), report(reported()), "disc_level", "PA730"),
        (claimed(), report(reported(types="2")), "modic_types", "PA731"),
        (claimed(), report(reported(types="12")), "modic_types", "PA731"),
        (claimed(types="12"), report(reported(types="1")), "modic_types", "PA731"),
        (claimed(plates=BOTH), report(reported("L4", "1", BOTH[:1]), reported("L5", "2", BOTH[1:])), "modic_types", "PA731"),
        (claimed(), report(reported(), reported("L4", "2", BOTH[:1])), "modic_types", "PA731"),
        (claimed(), report(reported(hedged=True)), "certainty", "PA733"),
        (claimed(plates=BOTH), report(reported(plates=BOTH[1:]), reported("L4", "1", ["L4 superior"])), "endplates", "PA734"),
        (claimed(plates=["L4 inferior"]), report(reported(plates=["L4 superior", "L5 superior"])), "endplates", "PA734"),
        (claimed(), report(denied=(denied("L4-L5"),)), "disc_level", "PA735"),
        (claimed(), report(denied=(denied(None),)), "disc_level", "PA735"),
        (claimed(), report(denied=(denied("L4-L5", "1"),)), "disc_level", "PA735"),
        (claimed(), report(reported("L5-S1"), denied=(denied("L4-L5"),)), "disc_level", "PA735"),
        (claimed(), report(historic=(historic("L4-L5"),)), "disc_level", "PA736"),
        (claimed(), report(historic=(historic("L4-L5"),), denied=(denied("L4-L5"),)), "disc_level", "PA736"),
        (claimed(), report(modality="CT"), "disc_level", "PA738"),
        (claimed(), report(modality="x-ray", refused=(WORDS,)), "disc_level", "PA738"),
    ],
)  # fmt: skip
def test_a_report_that_says_otherwise_contradicts_it(
    finding: Finding, read: MriReport, part: str, code: str
) -> None:
    assert worst(finding, read) == (part, code, Owner.CLINICIAN)


@pytest.mark.parametrize(
    ("finding", "read", "part", "code"),
    [
        (claimed(), report(reported(types="")), "modic_types", "PA732"),
        (claimed(), report(), "disc_level", "PA747"),
        (claimed(), report(unplaced=(unplaced(),)), "disc_level", "PA747"),
        (claimed(), report(reported("L4"), reported("L5")), "disc_level", "PA747"),
        (claimed("L4"), report(reported()), "vertebral_body", "PA747"),
        (claimed(), report(reported("L5-S1", "")), "disc_level", "PA747"),
        (claimed(), report(denied=(denied("L4-L5", "2"),)), "disc_level", "PA747"),
        (claimed(plates=BOTH), report(reported()), "endplates", "PA747"),
        (claimed(plates=BOTH), report(reported(plates=BOTH[:1])), "endplates", "PA747"),
        (claimed(), report(reported("L5-S1"), contradictions=(disputed("L4-L5"),)), "disc_level", "PA737"),
        (claimed(), report(contradictions=(disputed(None),)), "disc_level", "PA737"),
    ],
)
def test_what_a_report_leaves_open_goes_to_the_radiologist(
    finding: Finding, read: MriReport, part: str, code: str
) -> None:
    assert worst(finding, read) == (part, code, Owner.RADIOLOGIST)
    ruling = next(r for r in compare_findings((finding,), read)[0] if r.part == part)
    assert ruling.verdict is (Verdict.CONTRADICTED if code == "PA737" else Verdict.NOT_FOUND)


def test_each_finding_is_answered_in_its_own_place() -> None:
    rulings = compare_findings((claimed(), claimed("L5-S1")), report(reported()))
    assert [{r.code for r in group} for group in rulings] == [{None}, {"PA730"}]
