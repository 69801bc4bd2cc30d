"""The front of a packet: the cover, then one page of criteria, with pages that are true to the bound packet."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from priorauth.assembly import pipeline
from priorauth.assembly.pipeline import Chart
from priorauth.document import words_of
from priorauth.files.shipped_data import folder
from priorauth.letters.composer import CHECKLIST, COVER, document_names
from priorauth.letters.templates.search_path import template_library
from priorauth.letters.templates.template_library import TemplateLibrary
from priorauth.packet.bind.binder import BoundPacket, bind
from priorauth.packet.bind.marks import cited_passages, marks_of
from priorauth.packet.front import Front, compose_for_word, draw_front, exhibit_pages
from priorauth.packet.plan import plan_packet
from priorauth.problems import Refused
from priorauth.submission.build_spec import CaseQuery
from priorauth.submission.gate import Draft, GatedCase, Submission
from tests.cases import AS_OF, borne_out
from tests.quick_sample import one_in

CASES = folder("examples") / "cases"
EXAMPLES = ("clean-three-bodies", "conflicting-generator", "gaps", "not-covered", "strictest")
LIBRARY = template_library(None)
REFERENCE = re.compile(r"([A-Z])-(\d+) \(p\. (\d+)\)")


@cache
def chart_of(name: str) -> Chart:
    return pipeline.read_chart(CaseQuery(CASES / name / "case.yaml", AS_OF))


def gated_of(chart: Chart, kind: type[Submission] | type[Draft] = Draft, as_of: date = AS_OF) -> GatedCase:
    return kind(
        case=chart.loaded.case, profile=chart.chosen.profile, concordance=borne_out(chart.loaded.case), as_of=as_of,
        is_fallback=chart.chosen.is_fallback,
    )  # fmt: skip


@cache
def made(name: str, kind: type[Submission] | type[Draft] = Draft, **options: bool) -> tuple[Front, BoundPacket]:
    """Return the front of a case and its packet, both made once for all tests: neither can be changed."""
    return made_anew(name, kind, LIBRARY, **options)


def made_anew(
    name: str, kind: type[Submission] | type[Draft] = Draft, library: TemplateLibrary = LIBRARY, **options: bool
) -> tuple[Front, BoundPacket]:
    chart = chart_of(name)
    gated = gated_of(chart, kind)
    plan = plan_packet(gated.profile, chart.exhibits)
    front = draw_front(gated, library, plan, **options)
    marks = marks_of(cited_passages(gated, chart.exhibits), chart.exhibits)
    return front, bind(gated, front.documents, chart.exhibits, plan, marks=marks)


def pages_of(packet: BoundPacket) -> list[str]:
    document = pypdfium2.PdfDocument(packet.data)
    texts = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    document.close()
    return texts


def said_by(front: Front, name: str) -> Sequence[str]:
    (composed,) = [item for item in front.composed if item.name == name]
    return words_of(composed.document)


@pytest.mark.slow
@pytest.mark.parametrize("name", EXAMPLES)
def test_the_criteria_take_one_page_right_behind_the_cover(name: str) -> None:
    front, packet = made(name)
    pages = {part.name: (part.first, part.last) for part in front.pages.parts}
    gaps = pages["gap_list"][1]
    assert pages[COVER] == (gaps + 1, gaps + 1)
    assert pages[CHECKLIST] == (gaps + 2, gaps + 2)
    assert "Criteria, and the page that shows each" in pages_of(packet)[gaps + 1]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "most"),
    one_in(
        4,
        [
            ("clean-three-bodies", 1),
            ("gaps", 1),
            ("not-covered", 1),
            ("conflicting-generator", 2),
            ("strictest", 2),
        ],
    ),
)
def test_in_a_fax_with_its_large_letters_few_criteria_take_one_page_and_many_take_two(name: str, most: int) -> None:
    front, _ = made(name, is_fax=True)
    (checklist,) = [part for part in front.pages.parts if part.name == CHECKLIST]
    assert checklist.last - checklist.first + 1 == most


def test_a_long_finding_is_told_once_and_its_page_every_time() -> None:
    front, _ = made("clean-three-bodies", Submission)
    words = said_by(front, CHECKLIST)
    assert sum("Modic type 1 at L4-L5" in text for text in words) == 1
    assert words.count("As stated above") == 2
    assert sum(text.startswith("B-2") for text in words) == 3


def test_a_submission_begins_with_its_cover() -> None:
    _, packet = made("clean-three-bodies", Submission)
    texts = pages_of(packet)
    assert "Prior authorization request" in texts[0]
    assert "Criteria, and the page" in texts[1]
    assert "Request for authorization of" in texts[2]


@pytest.mark.parametrize("name", one_in(2, EXAMPLES))
def test_every_printed_page_reference_is_true(name: str) -> None:
    _, packet = made(name)
    texts = pages_of(packet)
    found = [match for text in texts for match in REFERENCE.findall(text)]
    assert len(found) > 5
    for exhibit, page, number in found:
        assert f"Exhibit {exhibit}-{page}" in texts[int(number) - 1]
        assert f"Packet page {number} of {len(texts)}" in texts[int(number) - 1]


@pytest.mark.parametrize("name", one_in(2, EXAMPLES))
def test_each_row_with_a_page_is_a_link_to_that_page(name: str) -> None:
    front, packet = made(name)
    checklist = next(part for part in front.pages.parts if part.name == CHECKLIST)
    printed = [int(number) for _, _, number in REFERENCE.findall(pages_of(packet)[checklist.first - 1])]
    with pikepdf.open(io.BytesIO(packet.data)) as pdf:
        links = [
            (float(a.Rect[1]), float(a.Rect[0]), pikepdf.Page(a.Dest[0]).index + 1)
            for a in pdf.pages[checklist.first - 1].Annots
        ]
    in_reading_order = [page for *_, page in sorted(links, key=lambda link: (-link[0], link[1]))]
    assert in_reading_order == printed


def test_a_row_leads_to_the_marked_words_of_its_own_criterion() -> None:
    front, packet = made("clean-three-bodies", Submission)
    with pikepdf.open(io.BytesIO(packet.data)) as pdf:
        destinations = [list(a.Dest) for a in pdf.pages[1].Annots]
        on_marked_page = [d for d in destinations if str(d[1]) == "/XYZ"]
        assert len(on_marked_page) == len(destinations)
        marked = pdf.pages[front.pages.exhibits["A"][2] - 1]
        tops = {str(a.Contents): float(a.Rect[3]) for a in marked.Annots}
        (maturity,) = [top for note, top in tops.items() if "skeletal-maturity" in note]
        assert float(destinations[0][3]) == pytest.approx(maturity + 30, abs=1)
    assert len(tops) > 5


def test_the_cover_counts_every_part_and_each_is_a_link() -> None:
    front, packet = made("clean-three-bodies", Submission)
    text = pages_of(packet)[0]
    assert f"Pages, this cover included {packet.pages}" in text
    counted = re.findall(
        r"(Cover|Criteria|Letter of medical necessity|Exhibit [A-E]: .*?) (\d+) (\d+)(?: to (\d+))? (?=[A-Z])", text
    )
    assert [name[:9] for name, *_ in counted] == [
        "Cover", "Criteria", "Letter of", "Exhibit A", "Exhibit B", "Exhibit C", "Exhibit D", "Exhibit E",
    ]  # fmt: skip
    expected = 1
    for _, pages, first, last in counted:
        assert int(first) == expected
        assert int(last or first) - int(first) + 1 == int(pages)
        expected = int(last or first) + 1
    assert expected - 1 == packet.pages == front.pages.total
    with pikepdf.open(io.BytesIO(packet.data)) as pdf:
        targets = [pikepdf.Page(a.Dest[0]).index + 1 for a in pdf.pages[0].Annots]
    assert targets == [int(first) for _, _, first, _ in counted]


@pytest.mark.parametrize("fax", ["fax_cover", "is_fax"])
def test_a_fax_cover_is_confidential_and_says_nothing_of_the_chart(fax: str) -> None:
    _, packet = made("clean-three-bodies", Submission, is_fax=fax == "is_fax", fax_cover=fax == "fax_cover")
    text = pages_of(packet)[0]
    assert "Confidential." in text
    assert "Exhibit B: MRI report" in text
    for value in ("Avery", "XEH000112233", "1974", "M54.51", "August 18", "November 3", "Modic"):
        assert value not in text


def test_a_portal_cover_names_the_exhibits_as_the_practice_does() -> None:
    _, packet = made("clean-three-bodies", Submission)
    text = pages_of(packet)[0]
    assert "Exhibit B: Lumbar MRI report, August 18, 2026" in text
    assert "Confidential." not in text
    for value in ("Avery", "XEH000112233", "1974"):
        assert value not in text


def test_in_a_fax_the_cover_and_the_criteria_are_large_enough() -> None:
    front, _ = made("clean-three-bodies", Submission, is_fax=True)
    sizes = set()
    for document in front.documents[:2]:
        pdf = pypdfium2.PdfDocument(document.rendered.data)
        for layer in [page.get_textpage() for page in pdf]:
            sizes |= {pypdfium2.raw.FPDFText_GetFontSize(layer, place) for place in range(layer.count_chars())}
        pdf.close()
    assert min(sizes - {0.0, 1.0}) >= 9.99


def own_templates(folder_: Path, **files: str) -> TemplateLibrary:
    for name, text in files.items():
        (folder_ / f"{name}.md").write_text(f'---\ntitle: {name}\nversion: "1"\n---\n{text}', encoding="utf-8")
    return TemplateLibrary((folder_, folder("templates")))


def test_a_cover_of_two_pages_moves_every_page_that_is_printed(tmp_path: Path) -> None:
    parts = "{% for part in packet.parts %}\n\n{{ part.ref }} from {{ part.range }}\n{% endfor %}"
    library = own_templates(tmp_path, cover=f"# Cover\n\n{{{{ packet.total }}}} pages\n\n***\n\n{parts}")
    front, packet = made_anew("clean-three-bodies", Submission, library)
    plain, _ = made("clean-three-bodies", Submission)
    assert front.pages.total == plain.pages.total + 1 == packet.pages
    assert "Letter of medical necessity from 4 to 6" in pages_of(packet)[1]
    assert [document.rendered.pages for document in front.documents] == [2, 1, 3]
    texts = pages_of(packet)
    for exhibit, page, number in REFERENCE.findall(texts[2]):
        assert f"Exhibit {exhibit}-{page}" in texts[int(number) - 1]


def test_pages_that_never_settle_are_refused_and_not_guessed(tmp_path: Path) -> None:
    first = made("clean-three-bodies", Submission)[0].pages.total
    text = f"# Cover\n\n{{% if packet.total <= {first} %}}one\n\n***\n\n{{% endif %}}two"
    with pytest.raises(Refused, match="PA802"):
        made_anew("clean-three-bodies", Submission, own_templates(tmp_path, cover=text))


def test_the_front_is_the_same_bytes_every_time() -> None:
    one, other = (made_anew("strictest") for _ in range(2))
    assert [d.rendered.data for d in one[0].documents] == [d.rendered.data for d in other[0].documents]
    assert one[1].data == other[1].data


def test_word_files_have_no_cover_and_name_the_pages_of_the_exhibits_file() -> None:
    chart = chart_of("clean-three-bodies")
    gated = gated_of(chart, Submission)
    plan = plan_packet(gated.profile, chart.exhibits)
    composed = {item.name: item for item in compose_for_word(gated, LIBRARY, plan)}
    assert list(composed) == [CHECKLIST, "medical_necessity"]
    words = " ".join(words_of(composed[CHECKLIST].document)).replace("\u00a0", " ")
    places = exhibit_pages(plan, before=0)
    assert places["A"][1] == 2
    found = REFERENCE.findall(words)
    assert found
    assert all(places[exhibit][int(page)] == int(number) for exhibit, page, number in found)


def test_a_page_that_is_not_enclosed_has_no_packet_page() -> None:
    chart = chart_of("clean-three-bodies")
    gated = gated_of(chart, Submission)
    plan = plan_packet(gated.profile, chart.exhibits, {"A": [1, 3]})
    words = said_by(draw_front(gated, LIBRARY, plan), CHECKLIST)
    assert "A-2" in words
    assert any(word.startswith("A-1\u00a0(p.\u00a0") for word in words)


def test_the_gaps_come_first_in_a_draft_and_the_table_before_the_letter() -> None:
    assert document_names(gated_of(chart_of("gaps"))) == ("gap_list", COVER, CHECKLIST, "medical_necessity")


def test_the_bookmarks_are_nested() -> None:
    _, packet = made("clean-three-bodies", Submission)
    document = pypdfium2.PdfDocument(packet.data)
    titles = [(item.level, item.get_title()) for item in document.get_toc()]
    document.close()
    top = [title for level, title in titles if level == 0]
    assert top == ["Cover", "Criteria", "Letter of medical necessity", "Exhibits"]
    assert (1, "Imaging") in titles
    assert (2, "Modic change at L4-L5, B-2") in titles
    assert titles.index((1, "Exhibit B: Lumbar MRI report, August 18, 2026")) < titles.index((2, "B-1"))
