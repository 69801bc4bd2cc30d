"""Trimming: cited pages stay, what speaks against the case stays, a report stays whole, and labels hold."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from priorauth.case.model import Case, Certainty, CompetingFinding
from priorauth.comparison.model import Checked, Concordance, ExhibitFinding, ExhibitQuote, Verdict
from priorauth.document import Document, ExhibitLink, Paragraph, Run
from priorauth.exhibits.opening import open_exhibits
from priorauth.exhibits.pages import OpenedExhibit
from priorauth.packet.bind.binder import FrontDocument, bind
from priorauth.packet.plan import kept_pages, page_numbers, plan_packet
from priorauth.payers.library import default_library
from priorauth.render.pdf.pdf_file import render_pdf
from priorauth.submission.gate import Draft
from tests.cases import AS_OF, clean_case
from tests.exhibits.chart_files import text_pdf

PROFILE = default_library().load("highmark-wy-15-01-004").profile


def chart(
    folder: Path, *sources: dict[str, Any], kind: str = "progress_note", **changes: Any
) -> tuple[Case, tuple[OpenedExhibit, ...]]:
    """A case whose one exhibit, B, has eight pages and is cited by these sources only."""
    (folder / "b.pdf").write_bytes(text_pdf(*(f"Words on page {number}" for number in range(1, 9))))
    scores = [
        {
            "instrument": "NRS",
            "value": "7",
            "unit": "points",
            "date": "2026-11-03",
            "source": {"exhibit": "B", **row},
        }
        for row in sources
    ]
    case = clean_case(
        exhibits=[{"id": "B", "kind": kind, "title": "Note", "file": "b.pdf"}],
        pain={"onset": "2025-02-10", "scores": scores},
        conservative_care=[],
        imaging=[],
        other_generators=[],
        safety={},
        **changes,
    )
    return case, open_exhibits(case, folder)


@pytest.mark.parametrize(
    ("sources", "kept"),
    [
        ([{"page": "3"}], (1, 3)),
        ([{"page": "1"}], (1,)),
        ([{"page": "8"}, {"page": "3"}, {"page": "3"}], (1, 3, 8)),
        ([{"quote": "Words on page 5"}], (1, 5)),
        ([{"quote": "Words on page 5", "page": "2"}], (1, 2)),
        ([{"page": "3"}, {}], (1, 2, 3, 4, 5, 6, 7, 8)),
        ([{"quote": "words that stand nowhere"}], (1, 2, 3, 4, 5, 6, 7, 8)),
        ([], (1, 2, 3, 4, 5, 6, 7, 8)),
    ],
)
def test_the_first_page_and_every_cited_page_stay(
    tmp_path: Path, sources: list[dict[str, Any]], kept: tuple[int, ...]
) -> None:
    assert kept_pages(*chart(tmp_path, *sources)) == {"B": kept}


@pytest.mark.parametrize("kind", ["mri_report", "imaging_report"])
def test_an_imaging_report_is_never_cut(tmp_path: Path, kind: str) -> None:
    assert kept_pages(*chart(tmp_path, {"page": "3"}, kind=kind)) == {"B": (1, 2, 3, 4, 5, 6, 7, 8)}


def passage(page: int) -> ExhibitQuote:
    return ExhibitQuote(exhibit="B", page=page, start=0, end=5, quote="Words")


def test_words_against_the_case_are_never_cut_away(tmp_path: Path) -> None:
    against = ExhibitFinding(finding=CompetingFinding.FRACTURE, certainty=Certainty.STATED, passage=passage(6))
    found = kept_pages(*chart(tmp_path, {"page": "3"}), Concordance(against=(against,)))
    assert found == {"B": (1, 3, 6)}


def test_words_that_bear_a_claim_out_stay(tmp_path: Path) -> None:
    checked = Checked(claim="pain.scores.1", exhibit="B", page=3, verdict=Verdict.CORROBORATED, passage=passage(7))
    found = kept_pages(*chart(tmp_path, {"page": "3"}), Concordance(checked=(checked,)))
    assert found == {"B": (1, 3, 7)}


def test_an_answered_page_stays(tmp_path: Path) -> None:
    answer = {"exhibit": "B", "finding": "fracture", "page": "4", "by": "Jordan Sample, MD", "statement": "Old and healed."}  # fmt: skip
    assert kept_pages(*chart(tmp_path, {"page": "3"}, exhibit_answers=[answer])) == {"B": (1, 3, 4)}


def test_a_trimmed_packet_keeps_its_labels_and_its_references(tmp_path: Path) -> None:
    case, opened = chart(tmp_path, {"page": "3"}, {"page": "8"})
    plan = plan_packet(PROFILE, opened, kept_pages(case, opened))
    gated = Draft(case=case, profile=PROFILE, as_of=AS_OF, concordance=Concordance())
    runs = (Run("Exhibit B-8", link=ExhibitLink("B", 8)), Run(" and "), Run("B-4", link=ExhibitLink("B", 4)))
    letter = FrontDocument("Letter", render_pdf(Document("Letter", (Paragraph(runs),), "TEST"), gated))
    packet = bind(gated, [letter], opened, plan)
    assert packet.page_map == {"B": {1: 3, 3: 4, 8: 5}}
    assert (packet.pages, plan.pages, plan.enclosed) == (5, 4, {"B": "pages 1, 3, 8 of 8"})
    pdf = pypdfium2.PdfDocument(packet.data)
    said = [" ".join(page.get_textpage().get_text_range().split()) for page in pdf]
    titles = [item.get_title() for item in pdf.get_toc()]
    pdf.close()
    assert "Pages 1, 3, 8 of 8 enclosed; whole record on request" in said[1]
    for place, number in ((2, 1), (3, 3), (4, 8)):
        assert f"Words on page {number}" in said[place]
        assert f"Exhibit B-{number}" in said[place]
        assert f"Packet page {place + 1} of 5" in said[place]
    assert [title for title in titles if title.startswith("B-")] == ["B-1", "B-3", "B-8"]
    with pikepdf.open(io.BytesIO(packet.data)) as again:
        (link,) = [item for item in again.pages[0].Annots if item.Subtype == "/Link"]
        assert pikepdf.Page(link.Dest[0]).index == 4


@pytest.mark.parametrize(
    ("pages", "words"),
    [((1,), "1"), ((1, 2), "1-2"), ((1, 3), "1, 3"), ((1, 2, 3, 7, 9, 10), "1-3, 7, 9-10")],
)
def test_page_numbers_read_as_people_write_them(pages: tuple[int, ...], words: str) -> None:
    assert page_numbers(pages) == words


def test_a_plan_is_for_its_own_exhibits(tmp_path: Path) -> None:
    case, opened = chart(tmp_path)
    gated = Draft(case=case, profile=PROFILE, as_of=AS_OF, concordance=Concordance())
    with pytest.raises(ValueError, match="other exhibits"):
        bind(gated, (), opened, plan_packet(PROFILE, ()))
