"""Letters to a radiologist or a records office: who is asked for what, and that no answer is put into a mouth."""

from __future__ import annotations

import io
import os
import re
import zipfile
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from priorauth.assembly import pipeline
from priorauth.case.model import Case
from priorauth.document import words_of
from priorauth.files.shipped_data import folder
from priorauth.letters.composer import compose
from priorauth.letters.requests import ADDENDUM_REQUEST, RECORD_REQUEST, request_names
from priorauth.letters.templates.search_path import template_library
from priorauth.payers.library import default_library
from priorauth.render.docx.docx_file import render_docx
from priorauth.render.docx.docx_proof import prove_docx
from priorauth.render.pdf.pdf_file import render_pdf
from priorauth.render.pdf.pdf_proof import prove_pdf
from priorauth.submission.build_spec import CaseQuery
from priorauth.submission.gate import Draft, GatedCase
from tests.cases import AS_OF, borne_out, clean_case, clean_data

PROFILE = default_library().load("highmark-wy-15-01-004").profile
GOLDEN = Path(__file__).parent.parent / "golden"
LIBRARY = template_library(None)


def draft(case: Case) -> GatedCase:
    return Draft(case=case, profile=PROFILE, concordance=borne_out(case), as_of=AS_OF)


def example(name: str) -> GatedCase:
    chart = pipeline.read_chart(CaseQuery(folder("examples") / "cases" / name / "case.yaml", AS_OF))
    return Draft(
        case=chart.loaded.case, profile=chart.chosen.profile, concordance=borne_out(chart.loaded.case), as_of=AS_OF
    )


def said(name: str, gated: GatedCase) -> str:
    return " ".join(words_of(compose(name, gated, LIBRARY, {}).document))


def finding(**changes: Any) -> dict[str, Any]:
    whole = clean_data()["imaging"][0]["findings"][0]
    return {key: value for key, value in {**whole, **changes}.items() if value is not None}


@pytest.mark.parametrize(
    ("changes", "names"),
    [
        ({}, ()),
        ({"imaging__0__findings__0__modic_types": []}, (ADDENDUM_REQUEST,)),
        ({"imaging__0__findings__0__endplates": []}, (ADDENDUM_REQUEST,)),
        ({"imaging__0__sequences": ["T2"]}, (ADDENDUM_REQUEST,)),
        ({"imaging": []}, ()),
        ({"conservative_care__0__sessions": None, "conservative_care__0__status": "ordered",
          "conservative_care__1__status": "ordered"}, (RECORD_REQUEST,)),
        ({"conservative_care": []}, (RECORD_REQUEST,)),
        ({"pain__onset": "2026-10-01"}, ()),
    ],
)  # fmt: skip
def test_a_letter_is_offered_for_gaps_that_it_can_close_and_for_no_others(
    changes: dict[str, Any], names: tuple[str, ...]
) -> None:
    assert request_names(draft(clean_case(**changes))) == names


def test_a_conflict_calls_for_no_letter() -> None:
    assert request_names(example("conflicting-generator")) == ()


def test_the_radiologist_is_asked_only_what_is_open_at_each_place() -> None:
    findings = [
        finding(modic_types=[], description="degenerative endplate changes"),
        finding(disc_level="L5-S1", endplates=[], modic_types=["2"]),
    ]
    text = said(ADDENDUM_REQUEST, draft(clean_case(imaging__0__findings=findings)))
    first, second = text.split("L5-S1")
    assert "Whether Modic changes are present and, if so, the type or types as you read them" in first
    assert "The endplates on which you see" not in first.split("L4-L5")[1]
    assert "The endplates on which you see the changes, if any" in second
    assert "type or types" not in second


def test_a_requested_level_the_report_is_silent_on_is_asked_about() -> None:
    text = said(ADDENDUM_REQUEST, draft(clean_case(imaging__0__findings=[finding(modic_types=[])])))
    assert "L5-S1 Our chart notes no finding at the endplates of this level" in text


@pytest.mark.parametrize("hedged", [False, True])
def test_no_answer_is_suggested_to_the_radiologist(hedged: bool) -> None:
    rows = [finding(modic_types=[], endplates=[], certainty="hedged" if hedged else "stated")]
    case = clean_case(imaging__0__findings=rows, imaging__0__sequences=[])
    text = said(ADDENDUM_REQUEST, draft(case))
    asked = text.replace(rows[0]["source"]["quote"], "")
    assert re.findall(r"type [123I]|type (?:one|two|three)|types? 1", asked, re.IGNORECASE) == []
    for word in (
        "basivertebral",
        "ablation",
        "authoriz",
        "criteria",
        "insur",
        "payer",
        "Intracept",
        "vertebrogenic",
    ):
        assert word.lower() not in asked.lower()
    assert ("whether you state the finding or leave it as uncertain" in asked.lower()) is hedged
    assert "I do not ask for any particular finding" in asked


def test_the_study_is_named_by_its_date_and_reader() -> None:
    text = said(ADDENDUM_REQUEST, example("gaps"))
    assert "MRI of the lumbar spine, August 18, 2026" in text
    assert "To: Casey Specimen, MD, Radiology" in text


def test_series_are_asked_for_only_where_the_report_lists_none() -> None:
    bare = [finding(modic_types=[])]
    without = said(ADDENDUM_REQUEST, draft(clean_case(imaging__0__findings=bare, imaging__0__sequences=[])))
    with_them = said(ADDENDUM_REQUEST, draft(clean_case(imaging__0__findings=bare)))
    assert "list the series that were acquired" in without
    assert "list the series" not in with_them


@pytest.mark.parametrize(
    ("row", "asked", "not_asked"),
    [
        (
            {"status": "ordered"},
            ("whether the care was begun", "first and the last day", "visits", "discharge"),
            (),
        ),
        ({"end": "2026-04"}, ("first and the last day",), ("visits attended", "begun")),
        ({"sessions": None}, ("number of visits attended",), ("first and the last day", "begun")),
        ({"response": "not_documented"}, ("discharge summary, or the last progress note",), ("visits attended",)),
        ({"source": None}, ("discharge summary, or the last progress note",), ("visits attended",)),
    ],
)
def test_the_records_office_is_asked_for_what_the_chart_lacks(
    row: dict[str, Any], asked: tuple[str, ...], not_asked: tuple[str, ...]
) -> None:
    whole = {**clean_data()["conservative_care"][0], **row}
    case = clean_case(conservative_care=[{key: value for key, value in whole.items() if value is not None}])
    text = said(RECORD_REQUEST, draft(case)).lower()
    for words in asked:
        assert words in text
    for words in not_asked:
        assert words not in text


@pytest.mark.parametrize("name", [ADDENDUM_REQUEST, RECORD_REQUEST])
def test_a_request_made_from_a_draft_is_ready_to_send(name: str) -> None:
    gated = example("gaps")
    document = compose(name, gated, LIBRARY, {}).document
    drawn = render_pdf(document, gated)
    prove_pdf(document, drawn.data)
    letterhead = (folder("templates") / "letterhead.docx").read_bytes()
    word = render_docx(document, gated, letterhead=letterhead)
    prove_docx(document, word)
    pdf = pypdfium2.PdfDocument(drawn.data)
    text = "".join(page.get_textpage().get_text_range() for page in pdf)
    pdf.close()
    gaps = compose("gap_list", gated, LIBRARY, {}).document
    assert drawn.pages == 1
    assert "DRAFT" not in text
    assert is_marked(render_docx(gaps, gated, letterhead=letterhead))
    assert not is_marked(word)


def is_marked(word: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(word)) as package:
        return any(b"DRAFT" in package.read(name) for name in package.namelist())


def test_a_request_template_cannot_reach_the_payers_side(tmp_path: Path) -> None:
    from priorauth.letters.templates.template_library import TemplateLibrary
    from priorauth.problems import Refused

    text = '---\ntitle: x\nversion: "1"\n---\n{{ coverage.payer_name }}'
    (tmp_path / f"{ADDENDUM_REQUEST}.md").write_text(text)
    with pytest.raises(Refused, match="PA502"):
        compose(ADDENDUM_REQUEST, example("gaps"), TemplateLibrary((tmp_path,)), {})


@pytest.mark.parametrize("name", [ADDENDUM_REQUEST, RECORD_REQUEST])
def test_the_requests_read_as_they_did(name: str) -> None:
    """Set PRIORAUTH_WRITE_GOLDEN=1 to write them anew; then read them aloud before they are committed."""
    text = "\n".join(words_of(compose(name, example("gaps"), LIBRARY, {}).document)) + "\n"
    path = GOLDEN / f"{name.replace('_', '-')}.txt"
    if os.environ.get("PRIORAUTH_WRITE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")
