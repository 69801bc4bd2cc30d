"""The bound packet: stamps where they are seen, links that land, pages that are all there."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from priorauth.case.model import Exhibit
from priorauth.document import Document, ExhibitLink, Paragraph, Run
from priorauth.exhibits.opening import open_exhibits
from priorauth.exhibits.pages import OpenedExhibit
from priorauth.exhibits.quotes import contains
from priorauth.packet.bind.binder import BoundPacket, FrontDocument, bind
from priorauth.packet.plan import plan_packet
from priorauth.payers.library import default_library
from priorauth.problems import Refused
from priorauth.render.pdf.pdf_file import render_pdf
from priorauth.submission.gate import Draft, Submission
from tests.cases import AS_OF, borne_out, clean_case

PROFILE = default_library().load("highmark-wy-15-01-004").profile
QUOTE = "Modic type 1 changes of the inferior L4 and superior L5 endplates."


def make_pdf(
    pages: int, text: str = "Words on a page", rotate: int = 0, box: tuple[float, ...] | None = None
) -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, (612, 792), invariant=1)
    for number in range(pages):
        canvas.drawString(100, 400, f"{text} {number + 1}")
        canvas.showPage()
    canvas.save()
    with pikepdf.open(stream) as pdf:
        for page in pdf.pages:
            page.Rotate = rotate
            if box:
                page.MediaBox = pikepdf.Array(box)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def opened(folder: Path, *files: tuple[str, bytes]) -> tuple[OpenedExhibit, ...]:
    for name, data in files:
        (folder / name).write_bytes(data)
    exhibits = [
        {"id": "ABCDEFGH"[i], "kind": "other", "title": f"Exhibit {i}", "file": name}
        for i, (name, _) in enumerate(files)
    ]
    case = clean_case().model_copy(update={"exhibits": tuple(Exhibit.model_validate(e) for e in exhibits)})
    return open_exhibits(case, folder)


def bound(exhibits: tuple[OpenedExhibit, ...], *, draft: bool = False) -> BoundPacket:
    kind = Draft if draft else Submission
    gated = kind(case=clean_case(), profile=PROFILE, concordance=borne_out(clean_case()), as_of=AS_OF)
    letter = Document(
        "Letter", (Paragraph((Run("See "), Run("Exhibit B-2", link=ExhibitLink("B", 2)))),), "TEST · letter"
    )
    front = [FrontDocument("Letter", render_pdf(letter, gated))]
    return bind(gated, front, exhibits, plan_packet(PROFILE, exhibits))


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("box", [None, (20, 30, 500, 700)])
def test_stamps_sit_at_the_foot_of_the_page_as_it_is_seen(
    tmp_path: Path, rotate: int, box: tuple[float, ...] | None
) -> None:
    packet = bound(opened(tmp_path, ("a.pdf", make_pdf(1, rotate=rotate, box=box))))
    pdf = pypdfium2.PdfDocument(packet.data)
    try:
        page = pdf[packet.page_map["A"][1] - 1]
        image = page.render(scale=1, grayscale=True).to_pil()
        assert "Exhibit A-1" in page.get_textpage().get_text_range()
        foot = image.crop((0, image.height - 30, image.width, image.height))
        dark = [x for x in range(foot.width) if any(foot.getpixel((x, y)) < 128 for y in range(foot.height))]
        assert min(dark) < 40
        assert max(dark) > image.width - 60
    finally:
        pdf.close()


def test_a_reference_leads_to_the_very_page(tmp_path: Path) -> None:
    packet = bound(opened(tmp_path, ("a.pdf", make_pdf(3)), ("b.pdf", make_pdf(3))))
    with pikepdf.open(io.BytesIO(packet.data)) as pdf:
        (annotation,) = pdf.pages[0].Annots
        target = pikepdf.Page(annotation.Dest[0]).index
    assert target + 1 == packet.page_map["B"][2]
    pages = pypdfium2.PdfDocument(packet.data)
    assert "Exhibit B-2" in pages[target].get_textpage().get_text_range()
    pages.close()


def test_every_page_is_numbered_within_the_packet_and_bookmarked(tmp_path: Path) -> None:
    packet = bound(opened(tmp_path, ("a.pdf", make_pdf(2)), ("b.pdf", make_pdf(3))))
    assert packet.pages == 1 + (1 + 2) + (1 + 3)
    pdf = pypdfium2.PdfDocument(packet.data)
    for number, page in enumerate(pdf, 1):
        assert f"Packet page {number} of {packet.pages}" in page.get_textpage().get_text_range()
    titles = [(item.level, item.get_title()) for item in pdf.get_toc()]
    pdf.close()
    assert (0, "Exhibits") in titles
    assert (1, "Exhibit B: Exhibit 1") in titles
    assert (2, "B-3") in titles


def test_the_same_packet_is_the_same_bytes(tmp_path: Path) -> None:
    exhibits = opened(tmp_path, ("a.pdf", make_pdf(2)))
    assert bound(exhibits).data == bound(exhibits).data


def test_a_draft_marks_the_exhibit_pages_too(tmp_path: Path) -> None:
    packet = bound(opened(tmp_path, ("a.pdf", make_pdf(2))), draft=True)
    pdf = pypdfium2.PdfDocument(packet.data)
    assert all("DRAFT" in page.get_textpage().get_text_range() for page in pdf)
    pdf.close()


def png(size: tuple[int, int] = (850, 1100)) -> bytes:
    out = io.BytesIO()
    Image.new("L", size, 255).save(out, "PNG")
    return out.getvalue()


def encrypted() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(make_pdf(1))) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.pdf", b"not a pdf", "PA702"),
        ("a.pdf", png(), "PA710"),
        ("a.png", make_pdf(1), "PA710"),
        ("a.pdf", encrypted(), "PA703"),
        ("a.docm", b"PK", "PA707"),
        ("a.png", png()[:200], "PA702"),
    ],
)
def test_an_exhibit_that_cannot_be_bound_is_refused(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        opened(tmp_path, (name, data))
    assert [problem.code for problem in refused.value.problems] == [code]


@pytest.mark.parametrize("share", [0.3, 0.5, 0.7, 0.9, 0.97])
def test_a_truncated_file_is_never_bound_as_if_whole(tmp_path: Path, share: float) -> None:
    data = make_pdf(12)
    with pytest.raises(Refused, match="PA712"):
        opened(tmp_path, ("a.pdf", data[: int(len(data) * share)]))


def test_a_missing_exhibit_and_one_outside_the_folder_are_named(tmp_path: Path) -> None:
    case = clean_case(exhibits__0__file="../../etc/passwd.pdf")
    with pytest.raises(Refused) as refused:
        open_exhibits(case, tmp_path)
    assert [problem.code for problem in refused.value.problems] == ["PA206", "PA701", "PA701", "PA701"]


def test_scripts_and_embedded_files_do_not_come_along(tmp_path: Path) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(make_pdf(1))) as pdf:
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        pdf.attachments["x.txt"] = b"hidden"
        pdf.save(out)
    packet = bound(opened(tmp_path, ("a.pdf", out.getvalue())))
    assert b"JavaScript" not in packet.data
    assert b"hidden" not in packet.data


@pytest.mark.parametrize(
    "page",
    [
        QUOTE,
        QUOTE.replace(" of", "\r\nof"),
        QUOTE.replace("superior", "super-\nior"),
        QUOTE.replace(" ", "  "),
        QUOTE.upper(),
    ],
)
def test_a_quote_is_found_however_the_page_breaks_it(page: str) -> None:
    assert contains(f"L4-L5: {page} More.", QUOTE)


@pytest.mark.parametrize("page", [QUOTE.replace("1", "2"), QUOTE.replace("L5", "S1"), "", "Modic type 1 changes."])
def test_other_words_are_not_the_quote(page: str) -> None:
    assert not contains(page, QUOTE)
