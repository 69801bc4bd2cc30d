"""What a person is warned of before a report goes into a packet."""

from __future__ import annotations

import pytest

from priorauth.readers.mri.cautions import cautions
from priorauth.readers.mri.read_report import read_report

CLEAN = "MRI LUMBAR SPINE\nTECHNIQUE: Sagittal T1, T2.\nFINDINGS: Modic type 2 changes at L4-5."


def codes(*pages: str) -> set[str]:
    return {problem.code for problem in cautions(read_report(pages), pages)}


def test_a_clean_report_warns_of_nothing() -> None:
    assert codes(CLEAN) == set()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (CLEAN.replace("T1, T2", "T2, STIR"), "PA774"),
        (CLEAN.replace("T1, T2", "T1"), "PA774"),
        (CLEAN.replace("MRI", "CT"), "PA775"),
        (CLEAN.replace("type 2", "type 3"), "PA776"),
        (CLEAN.replace("type 2", "type 2/3"), "PA777"),
        (CLEAN.replace("Modic", "Likely Modic"), "PA778"),
        (CLEAN.replace("type 2 ", ""), "PA779"),
        (CLEAN + "\nIMPRESSION: Modic type 1 at L4-5.", "PA780"),
        (CLEAN + "\nPage 1 of 2", "PA781"),
        (CLEAN + "\nPRELIMINARY REPORT", "PA782"),
        (CLEAN + " Transitional L5.", "PA783"),
        (CLEAN.replace("Modic type 2 changes at L4-5", "Normal"), "PA784"),
        (CLEAN.replace(" at L4-5", ""), "PA785"),
        (CLEAN + " Severe canal stenosis.", "PA786"),
    ],
)
def test_each_caution_has_its_code(text: str, code: str) -> None:
    assert code in codes(text)


def test_a_whole_report_is_not_called_short() -> None:
    assert "PA781" not in codes(CLEAN + "\nPage 1 of 2", "Page 2 of 2")


def test_a_page_without_text_is_said_to_be_unreadable() -> None:
    assert "PA770" in codes(CLEAN, " ")
