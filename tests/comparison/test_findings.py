"""A claimed finding beside a report as the reader understands it."""

from __future__ import annotations

from typing import Any

import pytest

from priorauth.case.model import Certainty, Finding
from priorauth.comparison.model import Verdict
from priorauth.comparison.modic_comparison import compare_findings
from priorauth.problems import Owner
from priorauth.readers.mri.model import (
    Contradiction,
    DeniedFinding,
    HistoricFinding,
    MriReport,
    ReportedFinding,
    Section,
    UnplacedFinding,
    Words,
)
from priorauth.readers.mri.read_report import read_report

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


# Which words are quoted for the endplates


def quoted(finding: Finding, *lines: str) -> str | None:
    """The words that are shown for the endplates of a finding, beside a report of these lines."""
    read = read_report(("MRI OF THE LUMBAR SPINE\nFINDINGS:\n" + "\n".join(lines),))
    (ruling,) = (r for r in compare_findings((finding,), read)[0] if r.part == "endplates")
    return ruling.words.quote if ruling.words else None


FIRST_LEVEL = "L4-L5: Modic type 1 changes of the inferior L4 and superior L5 endplates."
BARE = "L4-L5: Modic type 1 changes."
UNSIDED = "L4-L5: Modic type 1 endplate changes."
OTHER_BODY = "Modic type 1 changes of the superior endplate of L4."


@pytest.mark.parametrize(
    ("finding", "lines", "words"),
    [
        (claimed(plates=BOTH), (FIRST_LEVEL,), "inferior L4 and superior L5"),
        (claimed(plates=BOTH), (BARE, FIRST_LEVEL), "inferior L4 and superior L5"),
        (claimed(plates=BOTH), (UNSIDED, FIRST_LEVEL), "inferior L4 and superior L5"),
        (claimed(plates=BOTH), (FIRST_LEVEL, UNSIDED), "inferior L4 and superior L5"),
        (claimed("L4", plates=BOTH[:1]), (OTHER_BODY, FIRST_LEVEL), "inferior L4"),
        (claimed("L4", plates=["L4 superior"]), (FIRST_LEVEL, OTHER_BODY), "superior endplate of L4"),
    ],
)
def test_the_words_that_name_the_endplates_are_quoted(finding: Finding, lines: tuple[str, ...], words: str) -> None:
    assert words in (quoted(finding, *lines) or "")


def sentence(number: int, quote: str = "Modic endplate changes") -> Words:
    return Words(page=1, start=number, end=number + len(quote), quote=quote)


def test_the_finding_with_most_of_the_endplates_is_quoted_and_the_first_of_equals() -> None:
    parts = (
        reported(plates=[]),
        reported(plates=BOTH[:1]),
        reported("L4", plates=BOTH[:1]),
        reported("L5", plates=BOTH),
    )
    found = [part.model_copy(update={"words": sentence(place)}) for place, part in enumerate(parts)]

    def shown(*read: Any) -> Words | None:
        return next(
            r for r in compare_findings((claimed(plates=BOTH),), report(*read))[0] if r.part == "endplates"
        ).words

    assert shown(*found) == sentence(3)
    twin = found[3].model_copy(update={"words": sentence(4)})
    assert shown(*found, twin) == sentence(3)


def test_the_sentence_with_the_other_side_is_quoted_against_the_endplate() -> None:
    finding = claimed(plates=BOTH)
    silent = reported(plates=BOTH[1:]).model_copy(update={"words": sentence(1)})
    other = reported("L4", "1", ["L4 superior"]).model_copy(update={"words": sentence(2)})
    rulings = compare_findings((finding,), report(silent, other))[0]
    assert [r.words for r in rulings if r.code == "PA734"] == [sentence(2)]
