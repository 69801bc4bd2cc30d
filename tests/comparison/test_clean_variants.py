"""The same facts in other words: other spellings, dates, layouts and lists. None of them may stop a packet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from priorauth.comparison.model import Verdict
from tests.comparison.packets import (
    CHART,
    FORM,
    NOTE_1,
    NOTE_2,
    THERAPY_1,
    THERAPY_2,
    THERAPY_3,
    Pages,
    chart,
    held,
    said,
    verdicts,
)
from tests.quick_sample import one_in

Variant = tuple[str, Mapping[str, Any], Mapping[str, Pages], tuple[str, ...]]

FIRST, SECOND = "imaging__0__findings__0", "imaging__0__findings__1"
UNQUOTED: dict[str, Any] = {f"{finding}__source": {"exhibit": "B", "page": "2"} for finding in (FIRST, SECOND)}
PLACELESS = UNQUOTED | {f"{FIRST}__endplates": [], f"{SECOND}__endplates": []}
LEVELS = ("imaging.1.findings.1.modic_types", "imaging.1.findings.2.modic_types")
PLATES = (*LEVELS, "imaging.1.findings.1.endplates", "imaging.1.findings.2.endplates")
SESSIONS = ("conservative_care.1.sessions",)
DATES = ("conservative_care.1.start", "conservative_care.1.end")
LEGS_FREE = {"pain__leg_symptoms__source": {"exhibit": "A", "page": "1"}}
LEGS = "There is no leg pain, numbness or weakness."
NO_LEGS = ("pain.leg_symptoms.present",)
DONE = ("conservative_care.1.status",)


LOG = "PHYSICAL THERAPY VISIT LOG\n"
EVALUATION, SUMMARY = "PHYSICAL THERAPY INITIAL EVALUATION\n", "PHYSICAL THERAPY DISCHARGE SUMMARY\n"
DISCHARGED = "PHYSICAL THERAPY DISCHARGE SUMMARY, April 24, 2026"
DONE_ON = "Completed: 11/03/2026\n"


def report(*lines: str) -> dict[str, Pages]:
    return chart(report_2="\n".join(lines))


def bodies(*, plates: bool) -> dict[str, Any]:
    """The findings placed on bodies, as the report does."""
    one = {
        f"{FIRST}__disc_level": ...,
        f"{FIRST}__vertebral_body": "L4",
        f"{FIRST}__endplates": ["L4 inferior"] if plates else [],
    }
    two = {
        f"{SECOND}__disc_level": ...,
        f"{SECOND}__vertebral_body": "L5",
        f"{SECOND}__endplates": ["L5 superior"] if plates else [],
        f"{SECOND}__modic_types": ["1"],
    }
    return UNQUOTED | one | two  # fmt: skip


REPORTS: list[Variant] = [
    ("as it stands", {}, CHART, PLATES),
    ("L4-5 and L5-S1", UNQUOTED, report("FINDINGS:", "L4-5: Modic type 1 changes of the inferior L4 and superior L5 endplates.", "L5-S1: Modic type 2 changes of the inferior L5 and superior S1 endplates."), PLATES),
    ("L4/5 and L5/S1, roman", UNQUOTED, report("FINDINGS:", "L4/5: Modic type I changes of the inferior L4 and superior L5 endplates.", "L5/S1: Modic type II changes of the inferior L5 and superior S1 endplates."), PLATES),
    ("in one sentence, respectively", PLACELESS, report("IMPRESSION:", "Modic type 1 and type 2 endplate changes at L4-L5 and L5-S1, respectively."), LEVELS),
    ("spelled out", PLACELESS, report("FINDINGS:", "L4-L5: Modic type one endplate changes.", "L5-S1: Modic type two endplate changes."), LEVELS),
    ("in capitals", PLACELESS, report("FINDINGS:", "L4-L5: MODIC TYPE I ENDPLATE CHANGES.", "L5-S1: MODIC TYPE II ENDPLATE CHANGES."), LEVELS),
    ("type before Modic", PLACELESS, report("FINDINGS:", "L4-L5: Type 1 Modic changes.", "L5-S1: Type 2 Modic changes."), LEVELS),
    ("Modic 1, Modic 2", PLACELESS, report("FINDINGS:", "L4-L5: Modic 1 endplate changes.", "L5-S1: Modic 2 endplate changes."), LEVELS),
    ("en dashes and broken lines", PLACELESS, report("FINDINGS:", "There are Modic type 1 changes at L4\u2013\r\nL5 and Modic type 2\r\nchanges at L5\u2013S1."), LEVELS),
    ("a word divided", PLACELESS, report("FINDINGS:", "L4-L5: Modic type 1 end-\r\nplate changes.", "L5-S1: Modic type 2 end-\r\nplate changes."), LEVELS),
    ("negating something else", PLACELESS, report("FINDINGS:", "L4-L5: Modic type 1 changes without canal stenosis.", "L5-S1: Modic type 2 changes; no marrow edema."), LEVELS),
    ("no changes elsewhere", PLACELESS, report("FINDINGS:", "L4-L5: Modic type 1 changes.", "L5-S1: Modic type 2 changes.", "No Modic changes at the remaining levels."), LEVELS),
    ("unchanged from 2021", PLACELESS, report("FINDINGS:", "L4-L5: Modic type 1 changes, unchanged from 2021.", "L5-S1: Modic type 2 changes."), LEVELS),
    ("said again in the impression", PLACELESS, report("FINDINGS:", "L4-L5: Modic type 1 changes.", "L5-S1: Modic type 2 changes.", "IMPRESSION:", "Modic type 1 changes at L4-L5 and Modic type 2 changes at L5-S1."), LEVELS),
    ("untyped in findings, typed in the impression", PLACELESS, report("FINDINGS:", "L4-L5: Degenerative endplate changes.", "L5-S1: Degenerative endplate changes.", "IMPRESSION:", "1. Modic type 1 changes at L4-L5.", "2. Modic type 2 changes at L5-S1."), LEVELS),
    ("another typed level beside them", PLACELESS, report("FINDINGS:", "L3-L4: Modic type 2 changes.", "L4-L5: Modic type 1 changes.", "L5-S1: Modic type 2 changes."), LEVELS),
    ("both endplates", UNQUOTED, report("FINDINGS:", "L4-L5: Modic type 1 changes involving both endplates.", "L5-S1: Modic type 2 changes involving both endplates."), PLATES),
    ("mixed types, both claimed", PLACELESS | {f"{FIRST}__modic_types": ["2", "1"]}, report("FINDINGS:", "L4-L5: Mixed Modic type I/II changes.", "L5-S1: Modic type 2 changes."), LEVELS),
    ("hedged, and the case says so", PLACELESS | {f"{FIRST}__certainty": "hedged"}, report("FINDINGS:", "L4-L5: Findings suggestive of Modic type 1 changes.", "L5-S1: Modic type 2 changes."), LEVELS),
    ("on bodies", bodies(plates=False), report("FINDINGS:", "Modic type I changes at the L4 and L5 vertebral bodies."), LEVELS),
    ("endplates of bodies", bodies(plates=True), report("FINDINGS:", "Modic type 1 changes of the inferior endplate of L4 and the superior endplate of L5."), (*LEVELS, "imaging.1.findings.1.endplates")),
    ("endplates of bodies for a disc level", UNQUOTED, report("FINDINGS:", "Modic type 1 changes of the inferior endplate of L4 and the superior endplate of L5.", "L5-S1: Modic type 2 changes of the inferior L5 and superior S1 endplates."), PLATES),
    ("an untyped finding, claimed without a type", PLACELESS | {f"{FIRST}__modic_types": []}, report("FINDINGS:", "L4-L5: Degenerative endplate changes.", "L5-S1: Modic type 2 changes."), ("imaging.1.findings.1.disc_level",)),
    ("an untyped claim where the report has a type", PLACELESS | {f"{FIRST}__modic_types": []}, report("FINDINGS:", "L4-L5: Modic type 1 changes.", "L5-S1: Modic type 2 changes."), ("imaging.1.findings.1.disc_level",)),
    ("the study date in words", {}, said("Date of study: 08/18/2026", "Exam date: August 18, 2026"), ("imaging.1.date",)),
    ("the study date by month", {"imaging__0__date": "2026-08"}, CHART, ("imaging.1.date",)),
    ("the study date as 18-Aug-2026", {}, said("08/18/2026", "18-Aug-2026", where="B"), ("imaging.1.date",)),
    ("series one by one", {}, said("Sagittal T1, T2 and STIR and axial T2 weighted images were obtained.", "Sagittal T1, sagittal T2, sagittal STIR, axial T2."), ("imaging.1.sequences",)),
    ("fewer series claimed than made", {"imaging__0__sequences": ["T1", "STIR"]}, CHART, ("imaging.1.sequences",)),
    ("the radiologist's name turned round", {}, said("Casey Specimen, MD, August", "Specimen, Casey MD, August"), ("imaging.1.radiologist",)),
    ("the radiologist by initial", {}, said("Casey Specimen, MD, August", "C. Specimen, MD, August"), ("imaging.1.radiologist",)),
]  # fmt: skip

CARE: list[Variant] = [
    ("visits completed: 18", {}, said("Visits attended: 18. Visits missed: 0.", "Visits completed: 18"), SESSIONS),
    ("total visits 18", {}, chart(therapy_2=LOG + "Total visits: 18", therapy_3=DISCHARGED), SESSIONS),
    ("eighteen sessions", {}, chart(therapy_2=LOG + "The patient completed eighteen sessions.", therapy_3=DISCHARGED), SESSIONS),
    ("visit 18 of 18", {}, chart(therapy_2=LOG + "Visit 18 of 18", therapy_3=DISCHARGED), SESSIONS),
    ("attended 18 of 20", {}, chart(therapy_2=LOG + "Physical therapy: attended 18 of 20 sessions.", therapy_3=DISCHARGED), SESSIONS),
    ("18 of 24 authorized visits used", {}, chart(therapy_2=LOG + "Authorized visits: 24. Visits attended: 18.", therapy_3=DISCHARGED), SESSIONS),
    ("18 visits over some months", {}, chart(therapy_2=LOG + "Seen for 18 visits.", therapy_3=DISCHARGED), SESSIONS),
    ("18 PT visits in the note", {"conservative_care__0__source": {"exhibit": "A", "page": "2"}}, chart(note_2=NOTE_2 + "\nCompleted 18 sessions of physical therapy from 9/8/2025 to 4/24/2026 without lasting relief."), (*SESSIONS, *DATES, *DONE)),
    ("other care counted beside it", {"conservative_care__0__source": {"exhibit": "A", "page": "2"}}, chart(note_2=NOTE_2 + "\nPhysical therapy 9/8/2025 - 4/24/2026, 18 visits, no relief. Chiropractic care, 8 visits, no relief."), (*SESSIONS, *DATES)),
    ("a log of three rows", {"conservative_care__0__sessions": "3"}, chart(therapy_1=THERAPY_1, therapy_2=LOG + "1 09/08/2025 bridging\n2 09/15/2025 bridging\n3 04/24/2026 bridging", therapy_3=DISCHARGED), SESSIONS),
    ("a log with a no-show", {"conservative_care__0__sessions": "2"}, chart(therapy_2=LOG + "09/08/2025 seen\n09/15/2025 no-show\n04/24/2026 seen", therapy_3=DISCHARGED), SESSIONS),
    ("dates as 9/8/25 to 4/24/26", {}, chart(therapy_1=EVALUATION + "Start of care: 9/8/25", therapy_3=SUMMARY + "Discharged 4/24/26 after 18 visits."), (*DATES, *SESSIONS)),
    ("dates in ISO form", {}, chart(therapy_1=EVALUATION + "Initial visit 2025-09-08", therapy_3=SUMMARY + "Last visit 2026-04-24. 18 visits attended."), DATES),
    ("dates day first", {}, chart(therapy_1="PHYSICAL THERAPY INITIAL EVALUATION 8 September 2025", therapy_3="PHYSICAL THERAPY DISCHARGE SUMMARY 24 April 2026\n18 visits attended."), DATES),
    ("a date over a line's end", {}, chart(therapy_1="PHYSICAL THERAPY\r\nINITIAL EVALUATION, September\r\n8, 2025", therapy_3="PHYSICAL THERAPY\r\nDISCHARGE SUMMARY, April 24,\r\n2026. 18 visits attended."), DATES),
    ("a claim by month", {"conservative_care__0__start": "2025-09", "conservative_care__0__end": "2026-04"}, CHART, DATES),
    ("the record by month, the claim by month", {"conservative_care__0__start": "2025-09", "conservative_care__0__end": "2026-04"}, chart(therapy_1="Physical therapy from September 2025 to April 2026", therapy_3="18 visits attended."), DATES),
    ("therapy re-evaluated between", {}, chart(therapy_1=THERAPY_1, therapy_2=THERAPY_2 + "\nRe-evaluation, January 12, 2026.", therapy_3=THERAPY_3), (*DATES, *SESSIONS)),
    ("ordered, then attended", {}, chart(therapy_1=EVALUATION + "Physical therapy ordered September 1, 2025. Initial evaluation September 8, 2025."), (*DONE, *DATES)),
    ("no-shows counted: none", {}, chart(therapy_2=LOG + "Visits attended: 18. No-shows: 0. Cancellations: 1."), (*DONE, *SESSIONS)),
    ("a physi-cal divided", {}, chart(therapy_1="Example Physi-\r\ncal Therapy. INITIAL EVALUATION, September 8, 2025."), ("conservative_care.1.modality",)),
    ("naproxen's dates by numbers", {}, said("May 5, 2025 to March 30, 2026   Relief", "5/5/2025 - 3/30/2026   Relief"), ("conservative_care.2.start", "conservative_care.2.end")),
    ("another drug beside it", {}, said("Stopped for gastric discomfort.", "Stopped for gastric discomfort.\nGabapentin 300 mg   June 1, 2025 to July 1, 2025   No relief."), ("conservative_care.2.start", "conservative_care.2.status")),
]  # fmt: skip


def score(instrument: str, value: str, unit: str) -> dict[str, Any]:
    source = {"exhibit": "D", "page": "1"}
    return {"pain__scores__0": {"instrument": instrument, "value": value, "unit": unit, "date": "2026-11-03", "source": source}}  # fmt: skip


ODI, NRS = ("pain.scores.1.value", "pain.scores.1.date"), ("pain.scores.2.value",)
OTHERS: list[Variant] = [
    ("48%", {}, chart(form="ODI: 48%\nDate: 11/03/2026"), ODI),
    ("48/100", {}, chart(form="Oswestry: 48/100 on November 3, 2026"), ODI),
    ("another day in the next sentence", {}, chart(form="Completed: 11/03/2026. The form was read aloud and filled in by hand at the desk. Oswestry: 48 percent. Seen again June 1, 2027."), ODI),
    ("48 of 100 percent", {}, chart(form="Oswestry: 48 of 100 percent on November 3, 2026"), ODI),
    ("48 / 100 %", {}, chart(form="Oswestry: 48 / 100 % on November 3, 2026"), ODI),
    ("24/50 (48%)", {}, chart(form="Oswestry Disability Index score 24/50 (48%), 11/3/26"), ODI),
    ("24/50 alone", {}, chart(form="Oswestry Disability Index score 24/50, 11/3/26"), ODI),
    ("points for percent", score("ODI", "24", "points"), CHART, ODI),
    ("an earlier ODI beside it", {}, chart(form="Oswestry Disability Index\n" + DONE_ON + "ODI on June 1, 2026: 40%. ODI on November 3, 2026: 48%."), ODI),
    ("7/10", {}, said("7 of 10 on the numeric rating scale", "7/10"), NRS),
    ("7 out of 10, NRS", {}, said("7 of 10 on the numeric rating scale", "rated 7 out of 10 (NRS)"), NRS),
    ("worst 9, today 7", {}, said("Pain today is 7 of 10", "Pain at its worst is 9/10, today 7/10"), NRS),
    ("VAS 62 mm", score("VAS", "62", "mm"), chart(form=DONE_ON + "Visual analog scale: 62 mm."), ODI),
    ("VAS 6.2 cm for 62 mm", score("VAS", "62", "mm"), chart(form="VAS pain 6.2 cm, 11/03/2026. Questionnaire."), ODI),
    ("VAS 47/100 mm", score("VAS", "47", "mm"), chart(form=DONE_ON + "Visual analog scale: 47/100 mm."), ODI),
    ("VAS 47 / 100 mm", score("VAS", "47", "mm"), chart(form=DONE_ON + "Visual analog scale: 47 / 100 mm."), ODI),
    ("VAS 47 of 100 mm", score("VAS", "47", "mm"), chart(form=DONE_ON + "Visual analog scale: 47 of 100 mm."), ODI),
    ("VAS 47 out of 100mm", score("VAS", "47", "mm"), chart(form=DONE_ON + "Visual analog scale: 47 out of 100mm."), ODI),
    ("VAS 4.7/10 cm", score("VAS", "47", "mm"), chart(form=DONE_ON + "Visual analog scale: 4.7/10 cm."), ODI),
    ("VAS 4.7 of 10 cm", score("VAS", "47", "mm"), chart(form=DONE_ON + "Visual analog scale: 4.7 of 10 cm."), ODI),
    ("VAS 47/100", score("VAS", "47", "mm"), chart(form=DONE_ON + "Visual analog scale: 47/100."), ODI),
    ("VAS 4.7/10", score("VAS", "47", "mm"), chart(form=DONE_ON + "Visual analog scale: 4.7/10."), ODI),
    ("VAS 47 of 100 mm for 4.7 cm", score("VAS", "4.7", "cm"), chart(form="VAS 47 of 100 mm, 11/03/2026. Questionnaire."), ODI),
    ("PHQ-9: 5", score("PHQ-9", "5", "points"), chart(form="PHQ-9 total: 5/27\nGAD-7 total: 9/21\nDate: 11/03/2026"), ODI),
    ("GAD-7: 9", score("GAD-7", "9", "points"), chart(form="PHQ-9 total: 5/27\nGAD-7 total: 9/21\nDate: 11/03/2026"), ODI),
    ("10% relief", {}, said("gave 10 percent relief", "gave 10% pain relief"), ("other_generators.1.relief_percent",)),
    ("relief of 10%", {}, said("gave 10 percent relief", "with relief of 10%"), ("other_generators.1.relief_percent",)),
    ("no relief is 0", {"other_generators__0__relief_percent": "0"}, said("gave 10 percent relief", "gave no relief"), ("other_generators.1.relief_percent",)),
    ("5-10% relief", {}, said("gave 10 percent relief", "gave 5-10% relief"), ("other_generators.1.relief_percent",)),
    ("two blocks told apart by day", {}, said("gave 10 percent relief.", "gave 10 percent relief. Repeat medial branch blocks on July 2, 2026 gave 15 percent relief."), ("other_generators.1.relief_percent",)),
    ("another block beside it", {}, said("gave 10 percent relief.", "gave 10 percent relief.\nEpidural steroid injection on May 1, 2026: 30% relief for one week."), ("other_generators.1.relief_percent",)),
    ("block levels L4-5, L5-S1", {}, said("at L4-L5 and L5-S1 on June", "at L4-5, L5-S1 on June"), ("other_generators.1.method",)),
    ("block levels as a range", {}, said("at L4-L5 and L5-S1 on June", "from L4 to S1 on June"), ("other_generators.1.method",)),
    ("denies leg pain", LEGS_FREE, said(LEGS, "Denies radiation of the pain, leg numbness or tingling in the feet."), NO_LEGS),
    ("does not radiate", LEGS_FREE, said(LEGS, "The pain does not radiate into the legs."), NO_LEGS),
    ("no radiculopathy", {}, chart(note_2=NOTE_2 + "\nEMG on May 4, 2026: no evidence of lumbar radiculopathy."), NO_LEGS),
    ("radiculopathy excluded", {}, chart(note_2=NOTE_2 + "\nLumbar radiculopathy has been excluded by EMG."), NO_LEGS),
    ("a warning about legs", {}, chart(note_2=NOTE_2 + "\nCall if leg weakness or numbness of the legs develops."), NO_LEGS),
    ("a risk named", {}, chart(note_2=NOTE_2 + "\nRisks were discussed: nerve injury, leg weakness, infection."), NO_LEGS),
    ("legs tested, row by row", {}, chart(therapy_1=THERAPY_1 + "\nLeg weakness: none\nLeg numbness: denied\nSLR: negative"), NO_LEGS),
    ("onset by month", {"pain__onset": "2025-02"}, said("since February 10, 2025", "since February 2025"), ("pain.onset",)),
    ("onset by year", {"pain__onset": "2025"}, said("since February 10, 2025", "that began in 2025"), ("pain.onset",)),
    ("onset in numbers", {}, said("low back pain since February 10, 2025", "low back pain, onset 2/10/2025"), ("pain.onset",)),
    ("worse since another day", {}, said("without a single cause.", "worse since June 1, 2026."), ("pain.onset",)),
    ("a quote over a line's end", {"pain__source__quote": "low back pain since February 10, 2025"}, said("low back pain since February 10", "low\r\nback pain since Febru-\r\nary 10"), ("pain.source",)),
    ("the claim on another page of the exhibit", {"pain__source": {"exhibit": "A", "page": "2"}}, CHART, ("pain.onset",)),
    ("an exhibit dated by month", {"exhibits__0__date": "2026-11"}, CHART, ("exhibits.1.date",)),
    ("a form dated in words", {}, chart(form=FORM.replace("11/03/2026", "November 3, 2026")), ("exhibits.4.date",)),
    ("a note in small capitals", {}, chart(note_1=NOTE_1.upper()), ("pain.onset",)),
    ("the same level in the rationale", {"request__rationale": "The MRI shows Modic type 1 changes at L4-5 and Modic type 2 changes at L5-S1."}, CHART, LEVELS),
    ("no Modic changes elsewhere, in the rationale", {"request__rationale": "There are no Modic changes at L3-L4."}, CHART, LEVELS),
    ("a level without Modic in the rationale", {"request__rationale": "Discs at L3-L4 are dry."}, CHART, LEVELS),
]  # fmt: skip

VARIANTS = (*REPORTS, *CARE, *OTHERS)
READABLE = (Verdict.CORROBORATED, Verdict.NOT_FOUND)


def test_there_are_sixty() -> None:
    assert len(VARIANTS) >= 60
    assert len({variant[0] for variant in VARIANTS}) == len(VARIANTS)


@pytest.mark.parametrize(
    ("changes", "pages", "shown"), one_in(5, (v[1:] for v in VARIANTS)), ids=[v[0] for v in VARIANTS]
)
def test_it_is_borne_out_and_stops_nothing(
    changes: Mapping[str, Any], pages: Mapping[str, Pages], shown: tuple[str, ...]
) -> None:
    concordance = held(changes, pages)
    assert [(item.claim, item.code) for item in concordance.checked if item.verdict not in READABLE] == []
    assert {key: item.verdict for key, item in verdicts(concordance, *shown).items()} == dict.fromkeys(
        shown, Verdict.CORROBORATED
    )
