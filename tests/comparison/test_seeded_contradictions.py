"""A claim that its exhibit does not bear out stops the packet, with the code for what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from priorauth.comparison.model import Verdict
from tests.comparison.packets import (
    CHART,
    FORM,
    NAMED,
    NOTE_1,
    NOTE_2,
    REPORT_1,
    Pages,
    chart,
    held,
    said,
    stops,
)
from tests.quick_sample import one_in

FIRST, SECOND = "imaging__0__findings__0", "imaging__0__findings__1"
PLACE_1, TYPES_1, PLATES_1 = (f"imaging.1.findings.1.{part}" for part in ("disc_level", "modic_types", "endplates"))
PLACE_2 = "imaging.1.findings.2.disc_level"

Seed = tuple[str, Mapping[str, Any], Mapping[str, Pages], str, str]


def at(level: str, *plates: str, finding: str = FIRST, **more: Any) -> dict[str, Any]:
    """A finding moved to another level, its quote left out."""
    source = {"exhibit": "B", "page": "2"}
    return {
        f"{finding}__disc_level": level,
        f"{finding}__endplates": list(plates),
        f"{finding}__source": source,
    } | {f"{finding}__{key}": value for key, value in more.items()}


def report(*lines: str) -> dict[str, Pages]:
    """The chart with another second page of the report."""
    return chart(report_2="\n".join(lines))


UNQUOTED = {f"{finding}__source": {"exhibit": "B", "page": "2"} for finding in (FIRST, SECOND)}
TYPE_2 = "L5-S1: Modic type 2 changes of the inferior L5 and superior S1 endplates."

IMAGING: list[Seed] = [
    ("a level above the reported one", at("L3-L4"), CHART, PLACE_1, "PA730"),
    ("a level above it, with its endplates", at("L3-L4", "L3 inferior", "L4 superior"), CHART, PLACE_1, "PA730"),
    ("a level far above", at("L1-L2"), CHART, PLACE_1, "PA730"),
    ("a level the report calls normal", at("L3-L4", modic_types=["2"]), CHART, PLACE_1, "PA730"),
    ("the report has one level, the case two", UNQUOTED, report("FINDINGS:", "L4-L5: Modic type 1 changes of the inferior L4 and superior L5 endplates."), PLACE_2, "PA730"),
    ("the report moved a level up", UNQUOTED, report("FINDINGS:", "L3-L4: Modic type 1 changes.", TYPE_2), PLACE_1, "PA730"),
    ("a body instead of the reported level", {f"{FIRST}__disc_level": ..., f"{FIRST}__vertebral_body": "L2", f"{FIRST}__endplates": []}, CHART, "imaging.1.findings.1.vertebral_body", "PA730"),
    ("type 2 for 1", {f"{FIRST}__modic_types": ["2"]}, CHART, TYPES_1, "PA731"),
    ("type 1 for 2", {f"{SECOND}__modic_types": ["1"]}, CHART, "imaging.1.findings.2.modic_types", "PA731"),
    ("types 1 and 2 for 1", {f"{FIRST}__modic_types": ["1", "2"]}, CHART, TYPES_1, "PA731"),
    ("type 1 for types 1 and 2", UNQUOTED, report("FINDINGS:", "L4-L5: Mixed Modic type 1/2 changes of the inferior L4 and superior L5 endplates.", TYPE_2), TYPES_1, "PA731"),
    ("type 1 for 3", UNQUOTED, report("FINDINGS:", "L4-L5: Modic type III changes of the inferior L4 and superior L5 endplates.", TYPE_2), TYPES_1, "PA731"),
    ("types of the two levels changed round", {f"{FIRST}__modic_types": ["2"], f"{SECOND}__modic_types": ["1"]}, CHART, TYPES_1, "PA731"),
    ("suggestive of", UNQUOTED, report("FINDINGS:", "L4-L5: Endplate signal suggestive of Modic type 1 changes of the inferior L4 and superior L5 endplates.", TYPE_2), "imaging.1.findings.1.certainty", "PA733"),
    ("may represent", UNQUOTED, report("FINDINGS:", "L4-L5: Endplate signal that may represent Modic type 1 changes.", TYPE_2), "imaging.1.findings.1.certainty", "PA733"),
    ("likely, in the impression", UNQUOTED, report("FINDINGS:", "L4-L5: Modic type 1 changes.", TYPE_2, "IMPRESSION:", "Likely Modic type 1 changes at L4-L5."), "imaging.1.findings.1.certainty", "PA733"),
    ("the other side of L4", UNQUOTED, report("FINDINGS:", "Modic type 1 changes at L4-L5 of the superior endplate of L4 and the superior endplate of L5.", TYPE_2), PLATES_1, "PA734"),
    ("none, says the report", UNQUOTED, report("FINDINGS:", "L4-L5: No Modic changes.", TYPE_2), PLACE_1, "PA735"),
    ("negative for", UNQUOTED, report("FINDINGS:", "L4-L5: Negative for Modic endplate changes.", TYPE_2), PLACE_1, "PA735"),
    ("no changes in the whole study", UNQUOTED, report("FINDINGS:", "No Modic changes.", "IMPRESSION:", "Normal study."), PLACE_1, "PA735"),
    ("seen in 2021 and resolved", UNQUOTED, report("FINDINGS:", "L4-L5: Modic type 1 changes seen on the prior MRI of 2021 have resolved.", TYPE_2), PLACE_1, "PA736"),
    ("findings against impression", UNQUOTED, report("FINDINGS:", "L4-L5: Modic type 1 changes.", TYPE_2, "IMPRESSION:", "Modic type 2 changes at L4-L5."), PLACE_1, "PA737"),
    ("findings say yes, impression no", UNQUOTED, report("FINDINGS:", "L4-L5: Modic type 1 changes.", TYPE_2, "IMPRESSION:", "No Modic changes at L4-L5."), PLACE_1, "PA737"),
    ("a CT", UNQUOTED, chart(report_1=REPORT_1.replace("MRI OF THE LUMBAR SPINE WITHOUT CONTRAST", "CT OF THE LUMBAR SPINE").replace("TECHNIQUE: Sagittal T1, T2 and STIR and axial T2 weighted images were obtained.", "TECHNIQUE: Helical CT, reformatted.")), PLACE_1, "PA738"),
    ("another study date", {"imaging__0__date": "2026-08-19"}, said("August 19, 2026", "today", where="B"), "imaging.1.date", "PA739"),
    ("last year's study", {"imaging__0__date": "2025-08-18"}, CHART, "imaging.1.date", "PA739"),
    ("a report of another day", {}, said("08/18/2026", "03/02/2024", where="B"), "imaging.1.date", "PA739"),
    ("another month", {"imaging__0__date": "2026-07"}, CHART, "imaging.1.date", "PA739"),
    ("a series that was not made", {"imaging__0__sequences": ["T1", "T2", "STIR", "PD"]}, CHART, "imaging.1.sequences", "PA749"),
    ("no STIR in the report", {}, said("T1, T2 and STIR", "T1 and T2"), "imaging.1.sequences", "PA749"),
    ("another radiologist", {"imaging__0__radiologist": "Dana Other, MD"}, CHART, "imaging.1.radiologist", "PA749"),
    ("transitional anatomy left out", {"imaging__0__numbering": {"transitional": "no"}}, said("Five lumbar-type vertebrae. No transitional anatomy.", "Transitional lumbosacral anatomy: L5 is partially sacralized."), "imaging.1.numbering.transitional", "PA749"),
]  # fmt: skip

CARE: list[Seed] = [
    ("therapy began on another day", {"conservative_care__0__start": "2025-09-01"}, CHART, "conservative_care.1.start", "PA740"),
    ("therapy began a year early", {"conservative_care__0__start": "2024-09-08"}, CHART, "conservative_care.1.start", "PA740"),
    ("therapy began in another month", {"conservative_care__0__start": "2025-07"}, CHART, "conservative_care.1.start", "PA740"),
    ("therapy ended later", {"conservative_care__0__end": "2026-05-24"}, CHART, "conservative_care.1.end", "PA740"),
    ("the discharge has another day", {}, said("DISCHARGE SUMMARY, April 24, 2026", "DISCHARGE SUMMARY, April 2, 2026"), "conservative_care.1.end", "PA740"),
    ("naproxen from another day", {"conservative_care__1__start": "2025-02-05"}, CHART, "conservative_care.2.start", "PA740"),
    ("naproxen to another day", {"conservative_care__1__end": "2026-06-30"}, CHART, "conservative_care.2.end", "PA740"),
    ("activity modification to another day", {"conservative_care__2__start": "2025-04-05"}, CHART, "conservative_care.3.start", "PA740"),
    ("24 visits for 18", {"conservative_care__0__sessions": "24"}, CHART, "conservative_care.1.sessions", "PA741"),
    ("8 visits for 18", {"conservative_care__0__sessions": "8"}, CHART, "conservative_care.1.sessions", "PA741"),
    ("12 planned, 11 attended", {"conservative_care__0__sessions": "12"}, chart(therapy_1="INITIAL EVALUATION, September 8, 2025. PLAN: 12 visits.", therapy_2="Physical therapy attendance: attended 11 of 12 visits.", therapy_3="DISCHARGE, April 24, 2026. Relief was temporary."), "conservative_care.1.sessions", "PA741"),
    ("a numbered log of three rows", {"conservative_care__0__sessions": "18"}, chart(therapy_1="INITIAL EVALUATION, September 8, 2025", therapy_2="VISIT LOG\n1 09/08/2025 bridging\n2 09/15/2025 bridging\n3 04/24/2026 bridging", therapy_3="DISCHARGE, April 24, 2026. Relief was temporary."), "conservative_care.1.sessions", "PA741"),
]  # fmt: skip

SCORES: list[Seed] = [
    ("ODI 58 for 48", {"pain__scores__0__value": "58"}, CHART, "pain.scores.1.value", "PA743"),
    ("ODI of the form changed", {}, chart(form="Oswestry Disability Index\nCompleted: 11/03/2026\nODI: 32%"), "pain.scores.1.value", "PA743"),
    ("the whole of the percentage", {"pain__scores__0__value": "100"}, chart(form="Oswestry: 48 of 100 percent on 11/03/2026"), "pain.scores.1.value", "PA743"),
    ("the sum taken for the percentage", {"pain__scores__0__value": "24"}, CHART, "pain.scores.1.value", "PA743"),
    ("NRS 9 for 7", {"pain__scores__1__value": "9"}, CHART, "pain.scores.2.value", "PA743"),
    ("pain 4/10", {}, said("Pain today is 7 of 10 on the numeric rating scale.", "Pain today: 4/10."), "pain.scores.2.value", "PA743"),
    ("VAS in another unit", {"pain__scores__1": {"instrument": "VAS", "value": "7", "unit": "mm", "date": "2026-11-03", "source": {"exhibit": "A", "page": "1"}}}, said("7 of 10 on the numeric rating scale", "7.0 cm on the visual analog scale (VAS 7.0 cm)"), "pain.scores.2.value", "PA743"),
    ("PHQ-9 5 for 14", {"pain__scores__0": {"instrument": "PHQ-9", "value": "5", "unit": "points", "date": "2026-11-03", "source": {"exhibit": "D", "page": "1"}}}, chart(form="PHQ-9 total score: 14\nDate: 11/03/2026"), "pain.scores.1.value", "PA743"),
    ("GAD-7 3 for 11", {"pain__scores__0": {"instrument": "GAD-7", "value": "3", "unit": "points", "date": "2026-11-03", "source": {"exhibit": "D", "page": "1"}}}, chart(form=f"{NAMED}\nGAD-7: 11/21\nDate: 11/03/2026"), "pain.scores.1.value", "PA743"),
]  # fmt: skip

WORK_UPS: list[Seed] = [
    ("10 percent relief for 80", {}, said("gave 10 percent relief", "gave 80 percent relief"), "other_generators.1.relief_percent", "PA744"),
    ("0 for 10", {"other_generators__0__relief_percent": "0"}, CHART, "other_generators.1.relief_percent", "PA744"),
    ("no relief for 10", {}, said("gave 10 percent relief", "gave no relief"), "other_generators.1.relief_percent", "PA744"),
    ("relief of 75%", {}, said("gave 10 percent relief", "with pain relief of 75% for six hours"), "other_generators.1.relief_percent", "PA744"),
    ("the second block", {}, said("gave 10 percent relief.", "gave 70% relief. Second medial branch blocks on June 20, 2026 gave 10% relief."), "other_generators.1.relief_percent", "PA744"),
    ("blocked at another level", {"other_generators__0__method": "medial branch blocks at L3-L4"}, CHART, "other_generators.1.method", "PA744"),
    ("one of the two levels was not blocked", {}, said("at L4-L5 and L5-S1 on June 2", "at L4-5 on June 2"), "other_generators.1.method", "PA744"),
    ("an epidural that helped", {}, said("gave 10 percent relief.", "gave 10 percent relief.\nEpidural steroid injection on May 1, 2026: 60% relief for one week."), "other_generators.3.verdict", "PA693"),
    ("the block has another day", {"other_generators__0__date": "2026-06-12"}, CHART, "other_generators.1.date", "PA739"),
    ("sacroiliac block, 60 percent", {"other_generators__1": {"generator": "sacroiliac", "verdict": "excluded", "relief_percent": "20", "source": {"exhibit": "A", "page": "2"}}}, said("Sacroiliac joints: provocation tests negative on November 3, 2026.", "Left sacroiliac joint injection on July 7, 2026: 60% relief."), "other_generators.2.relief_percent", "PA744"),
]  # fmt: skip

LEGS = "There is no leg pain, numbness or weakness."
FREE = {"pain__leg_symptoms__source": {"exhibit": "A", "page": "1"}}
SYMPTOMS: list[Seed] = [
    ("pain down the leg", FREE, said(LEGS, "The pain radiates down the right leg."), "pain.leg_symptoms.present", "PA745"),
    ("leg raise positive", {}, said("Straight leg raise negative,", "Straight leg raise positive on the left,"), "pain.leg_symptoms.present", "PA745"),
    ("leg raise positive at therapy", {}, said("Straight leg raise: negative on both sides.", "Straight leg raise: positive on the right."), "pain.leg_symptoms.present", "PA745"),
    ("a radiculopathy diagnosed", {}, chart(note_2=NOTE_2 + "\nDiagnoses: lumbar radiculopathy, low back pain."), "pain.leg_symptoms.present", "PA745"),
    ("tingling in both feet", {}, chart(therapy_1="INITIAL EVALUATION, September 8, 2025. Physical therapy. Tingling in both feet when standing."), "pain.leg_symptoms.present", "PA745"),
    ("an earlier ablation", {}, said("No prior basivertebral nerve ablation.", "Status post basivertebral nerve ablation at L4 and L5 in 2023."), "safety.prior_ablation.performed", "PA745"),
    ("onset a year earlier", {"pain__onset": "2024-02-10"}, CHART, "pain.onset", "PA746"),
    ("onset in another month", {"pain__onset": "2025-05"}, CHART, "pain.onset", "PA746"),
    ("onset in another year", {"pain__onset": "2023"}, said("since February 10, 2025", "since 2025"), "pain.onset", "PA746"),
    ("began only in June", {}, said("low back pain since February 10, 2025", "low back pain that began in June 2026"), "pain.onset", "PA746"),
]  # fmt: skip

QUOTES_AND_PAGES: list[Seed] = [
    ("words that are not there", {"pain__source__quote": "low back pain since January 2025"}, CHART, "pain.source", "PA705"),
    ("a number changed in a quote", {f"{FIRST}__source__quote": "Modic type 2 changes of the inferior L4 and superior L5 endplates."}, CHART, "imaging.1.findings.1.source", "PA705"),
    ("a quote of another page", {"pain__source": {"exhibit": "A", "page": "2", "quote": "low back pain since February 10, 2025"}}, CHART, "pain.source", "PA705"),
    ("a page that is not there", {"conservative_care__0__source": {"exhibit": "C", "page": "4"}}, CHART, "conservative_care.1.source", "PA704"),
    ("only page 1 of the report", {}, {**CHART, "B": (REPORT_1,)}, "imaging.1.findings.1.source", "PA704"),
    ("report and therapy notes swapped", {}, {**CHART, "B": CHART["C"], "C": CHART["B"]}, "exhibits.2.kind", "PA749"),
    ("form and report swapped", {}, {**CHART, "B": CHART["D"], "D": CHART["B"]}, "exhibits.4.kind", "PA749"),
    ("another exhibit's date", {"exhibits__3__date": "2026-06-03"}, CHART, "exhibits.4.date", "PA739"),
    ("a note of another visit", {"exhibits__0__date": "2026-10-03"}, CHART, "exhibits.1.date", "PA739"),
]  # fmt: skip

FREE_TEXTS: list[Seed] = [
    ("another level in the rationale", {"request__rationale": "The MRI shows Modic type 2 changes at L3-L4."}, CHART, "request.rationale", "PA748"),
    ("another level, in words without the name", {"request__rationale": "The MRI shows type 2 endplate changes at L3-L4."}, CHART, "request.rationale", "PA748"),
    ("another type in the rationale", {"request__rationale": "The MRI shows Modic type 2 changes at L4-L5."}, CHART, "request.rationale", "PA748"),
    ("type 3 in a finding's words", {f"{FIRST}__description": "Modic type III changes at L4-5"}, CHART, "imaging.1.findings.1.description", "PA748"),
    ("an answer that names another level", {"other_generators__0__answer": {"by": "Jordan Sample, MD", "statement": "The pain comes from the Modic type 1 changes at L2-L3."}}, CHART, "other_generators.1.answer.statement", "PA748"),
]  # fmt: skip

OPEN: list[Seed] = [
    ("visits authorized, not kept", {"conservative_care__0__sessions": "24"}, chart(therapy_1="INITIAL EVALUATION, September 8, 2025. Authorized: 24 visits.", therapy_2="Visits completed: 9", therapy_3="DISCHARGE, April 24, 2026. Relief was temporary."), "conservative_care.1.sessions", "PA747"),
    ("the note counts six visits", {"conservative_care__0__source": {"exhibit": "A", "page": "2"}, "conservative_care__0__start": ..., "conservative_care__0__end": ...}, {**chart(note_2=NOTE_2 + "\nPhysical therapy: 6 visits, no relief."), "C": ()}, "conservative_care.1.sessions", "PA747"),
    ("therapy only ordered", {"conservative_care__0__source": {"exhibit": "A", "page": "2"}, "conservative_care__0__sessions": ...}, {**chart(note_2=NOTE_2 + "\nPhysical therapy ordered today."), "C": ()}, "conservative_care.1.status", "PA747"),
    ("therapy referred, not begun", {"conservative_care__0__sessions": ...}, chart(therapy_1="Physical therapy referral. Referred for physical therapy on September 8, 2025.", therapy_2="The patient has not started.", therapy_3="April 24, 2026: no response."), "conservative_care.1.status", "PA747"),
    ("therapy declined", {"conservative_care__0__source": {"exhibit": "A", "page": "2"}, "conservative_care__0__sessions": ...}, {**chart(note_2=NOTE_2 + "\nPhysical therapy was offered and declined."), "C": ()}, "conservative_care.1.status", "PA747"),
    ("never attended", {"conservative_care__0__source": {"exhibit": "A", "page": "2"}, "conservative_care__0__sessions": ...}, {**chart(note_2=NOTE_2 + "\nReferred to physical therapy; the patient never attended."), "C": ()}, "conservative_care.1.status", "PA747"),
    ("a no-show", {"conservative_care__0__sessions": ...}, chart(therapy_1="Physical therapy. Evaluation scheduled for September 8, 2025.", therapy_2="Patient was a no-show.", therapy_3="April 24, 2026: file closed."), "conservative_care.1.status", "PA747"),
    ("ODI of another visit", {}, chart(form="Completed: 11/03/2026\nODI on June 1, 2026: 48%. ODI on November 3, 2026: 40%."), "pain.scores.1.value", "PA747"),
    ("the length of the scale for the value", {"pain__scores__0": {"instrument": "VAS", "value": "100", "unit": "mm", "date": "2026-11-03", "source": {"exhibit": "D", "page": "1"}}}, chart(form="Visual analog scale: 47 of 100 mm. 11/03/2026"), "pain.scores.1.value", "PA747"),
    ("the length of the scale where both have a unit", {"pain__scores__0": {"instrument": "VAS", "value": "100", "unit": "mm", "date": "2026-11-03", "source": {"exhibit": "D", "page": "1"}}}, chart(form="Visual analog scale: 47 mm of 100 mm. 11/03/2026"), "pain.scores.1.value", "PA747"),
    ("the length of the scale in centimeters", {"pain__scores__0": {"instrument": "VAS", "value": "10", "unit": "cm", "date": "2026-11-03", "source": {"exhibit": "D", "page": "1"}}}, chart(form="Visual analog scale: 4.7 out of 10 cm. 11/03/2026"), "pain.scores.1.value", "PA747"),
    ("the length of a scale in centimeters behind a value in centimeters", {"pain__scores__0": {"instrument": "VAS", "value": "10", "unit": "cm", "date": "2026-11-03", "source": {"exhibit": "D", "page": "1"}}}, chart(form="Visual analog scale: 4.7 cm / 10 cm. 11/03/2026"), "pain.scores.1.value", "PA747"),
    ("a form of another day", {}, chart(form=FORM.replace("11/03/2026", "05/03/2026")), "pain.scores.1.date", "PA747"),
    ("leg numbness", FREE, said(LEGS, "There is numbness along the outer left leg."), "pain.leg_symptoms.present", "PA698"),
    ("leg numbness, and no page named", {"pain__leg_symptoms__source": ...}, said(LEGS, "There is numbness along the outer left leg."), "pain.leg_symptoms.present", "PA698"),
]  # fmt: skip
"""What no record of the chart can know, or says plainly: it is asked for, and stops the packet all the same."""

SEEDS = (*IMAGING, *CARE, *SCORES, *WORK_UPS, *SYMPTOMS, *QUOTES_AND_PAGES, *FREE_TEXTS)


def test_there_are_sixty() -> None:
    assert len(SEEDS) >= 60
    assert len({seed[0] for seed in SEEDS}) == len(SEEDS)


@pytest.mark.parametrize(
    ("changes", "pages", "field", "code"), one_in(5, (s[1:] for s in SEEDS)), ids=[s[0] for s in SEEDS]
)
def test_it_stops_the_packet(changes: Mapping[str, Any], pages: Mapping[str, Pages], field: str, code: str) -> None:
    assert (field, code) in stops(held(changes, pages))


@pytest.mark.parametrize(
    ("changes", "pages", "field", "code"), one_in(4, [s[1:] for s in OPEN]), ids=[s[0] for s in OPEN]
)
def test_what_the_chart_leaves_open_is_not_borne_out(
    changes: Mapping[str, Any], pages: Mapping[str, Pages], field: str, code: str
) -> None:
    checked = held(changes, pages).checked
    assert (field, code) in {(item.claim, item.code) for item in checked if item.verdict is Verdict.NOT_FOUND}
    assert field not in {item.claim for item in checked if item.verdict is Verdict.CORROBORATED}


def test_the_unchanged_case_is_not_stopped() -> None:
    assert stops(held()) == set()


def test_the_texts_the_seeds_change_are_those_of_the_chart() -> None:
    assert CHART["A"] == (NOTE_1, NOTE_2)
