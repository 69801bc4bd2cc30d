"""Opening exhibits: what comes along, what is left behind, and what is refused with a code."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from priorauth.exhibits import opening
from priorauth.exhibits.opening import open_exhibits
from priorauth.problems import Refused
from tests.exhibits.chart_files import case_of, image_file, open_files, text_pdf
from tests.property_budget import tried

CANARY = "CANARY"
HELVETICA = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)


def annotate(**entries: Any) -> Callable[[Pdf], None]:
    def edit(pdf: Pdf) -> None:
        annotation = Dictionary(Type=Name.Annot, Rect=[100, 100, 400, 130], **entries)
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(annotation)])

    return edit


def script(text: str = CANARY) -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=String(text))


def attach(pdf: Pdf) -> None:
    pdf.attachments["a.txt"] = CANARY.encode()


def associate(pdf: Pdf) -> None:
    file = Dictionary(Type=Name.Filespec, EF=Dictionary(F=pdf.make_stream(CANARY.encode())))
    pdf.Root.AF = Array([pdf.make_indirect(file)])
    pdf.pages[0].obj.AF = pdf.Root.AF


def open_with_script(pdf: Pdf) -> None:
    pdf.Root.OpenAction = script()


def page_script(pdf: Pdf) -> None:
    pdf.pages[0].obj.AA = Dictionary(O=script())


def bookmark_script(pdf: Pdf) -> None:
    item = pdf.make_indirect(Dictionary(Title=String("x"), A=script()))
    pdf.Root.Outlines = Dictionary(First=item, Last=item, Count=1)


def everything_in(data: bytes) -> str:
    """All objects of a PDF and all that its streams hold."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return "".join(
            repr(item) + (item.read_bytes().decode("latin-1") if isinstance(item, pikepdf.Stream) else "")
            for item in pdf.objects
        )


ACTIVE: dict[str, Callable[[Pdf], None]] = {
    "script on opening": open_with_script,
    "script on a page": page_script,
    "script in a bookmark": bookmark_script,
    "attached file": attach,
    "associated file": associate,
    "link to the web": annotate(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String(CANARY))),
    "script behind a link": annotate(Subtype=Name.Link, A=Dictionary(S=Name.Named, N=Name.NextPage, Next=script())),
    "script on a mark": annotate(Subtype=Name.Highlight, A=script(), AA=Dictionary(E=script())),
    "launch": annotate(Subtype=Name.Link, A=Dictionary(S=Name.Launch, F=String(CANARY))),
    "unknown action": annotate(Subtype=Name.Link, A=Dictionary(S=Name("/Novel"), X=String(CANARY))),
    "rich media": annotate(Subtype=Name("/RichMedia"), RichMediaContent=Dictionary(X=String(CANARY))),
}


@pytest.mark.parametrize("edit", ACTIVE.values(), ids=ACTIVE)
def test_nothing_that_could_act_comes_along(tmp_path: Path, edit: Callable[[Pdf], None]) -> None:
    file = text_pdf("Words on a page", edit=edit)
    assert CANARY in everything_in(file)
    (exhibit,) = open_files({"a.pdf": file}, tmp_path)
    assert CANARY not in everything_in(exhibit.pdf)
    assert "Words on a page" in exhibit.pages[0].text


def test_a_mark_drawn_on_the_page_stays(tmp_path: Path) -> None:
    edit = annotate(Subtype=Name.Stamp, Contents=String("Reviewed"))
    (exhibit,) = open_files({"a.pdf": text_pdf(edit=edit)}, tmp_path)
    assert "Reviewed" in exhibit.pages[0].text
    with pikepdf.open(io.BytesIO(exhibit.pdf)) as pdf:
        assert "/Annots" not in pdf.pages[0].obj


MALFORMED: dict[str, Callable[[Pdf], None]] = {
    "annotation that is a number": lambda pdf: setattr(pdf.pages[0].obj, "Annots", Array([3, String("x")])),
    "action that is a number": annotate(A=1, Subtype=2),
    "names that are a list": lambda pdf: setattr(pdf.Root, "Names", Array([])),
    "form that is a list": lambda pdf: setattr(pdf.Root, "AcroForm", Array([])),
}


@pytest.mark.parametrize("edit", MALFORMED.values(), ids=MALFORMED)
def test_malformed_extras_do_not_cost_the_page(tmp_path: Path, edit: Callable[[Pdf], None]) -> None:
    (exhibit,) = open_files({"a.pdf": text_pdf(edit=edit)}, tmp_path)
    assert "Words on a page" in exhibit.pages[0].text


@pytest.mark.parametrize(
    "edit",
    [
        lambda pdf: setattr(pdf.pages[0].obj, "Rotate", 45),
        lambda pdf: setattr(pdf.pages[0].obj, "Rotate", Name.Sideways),
        lambda pdf: setattr(pdf.pages[0].obj, "MediaBox", Array([0, 0, 0, 792])),
    ],
    ids=["odd angle", "no angle", "no width"],
)
def test_a_page_no_stamp_could_be_placed_on_is_refused(tmp_path: Path, edit: Callable[[Pdf], None]) -> None:
    with pytest.raises(Refused, match="PA702"):
        open_files({"a.pdf": text_pdf(edit=edit)}, tmp_path)


def form(value: str, *, appearance: str | None = None, hidden: bool = False) -> Callable[[Pdf], None]:
    def edit(pdf: Pdf) -> None:
        field = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Tx,
                T=String("score"),
                V=String(value),
                DA=String("/Helv 12 Tf 0 g"),
                Rect=[100, 100, 400, 130],
                F=2 if hidden else 4,
            )
        )
        resources = Dictionary(Font=Dictionary(Helv=HELVETICA))
        if appearance is not None:
            drawn = pdf.make_stream(f"/Tx BMC BT /Helv 12 Tf 2 8 Td ({appearance}) Tj ET EMC".encode("ascii"))
            drawn.update(
                Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 300, 30], Resources=resources)
            )
            field.AP = Dictionary(N=drawn)
        pdf.pages[0].obj.Annots = Array([field])
        pdf.Root.AcroForm = Dictionary(
            Fields=Array([field]), NeedAppearances=appearance is None, DA=String("/Helv 12 Tf 0 g"), DR=resources
        )

    return edit


@pytest.mark.parametrize("appearance", [None, "Total 48"], ids=["never drawn", "drawn"])
def test_a_forms_entries_become_part_of_its_page(tmp_path: Path, appearance: str | None) -> None:
    (exhibit,) = open_files({"a.pdf": text_pdf(edit=form("Total 48", appearance=appearance))}, tmp_path)
    assert "Total 48" in exhibit.pages[0].text
    assert "Widget" not in everything_in(exhibit.pdf)


def xfa(pdf: Pdf) -> None:
    pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=pdf.make_stream(b"<xdp/>"))


@pytest.mark.parametrize(
    ("edit", "code"),
    [(form("Total 48", appearance="Total 12"), "PA718"), (form("Nguyễn 中村"), "PA709"), (xfa, "PA713")],
    ids=["old appearance", "letters no font has", "XFA"],
)
def test_a_form_that_would_show_something_else_is_refused(
    tmp_path: Path, edit: Callable[[Pdf], None], code: str
) -> None:
    with pytest.raises(Refused, match=code):
        open_files({"a.pdf": text_pdf(edit=edit)}, tmp_path)


def test_a_hidden_field_is_nothing_a_reader_was_meant_to_see(tmp_path: Path) -> None:
    (exhibit,) = open_files({"a.pdf": text_pdf(edit=form("internal", hidden=True))}, tmp_path)
    assert "internal" not in exhibit.pages[0].text


def test_words_off_the_sheet_are_not_on_the_page(tmp_path: Path) -> None:
    def crop(pdf: Pdf) -> None:
        pdf.pages[0].obj.CropBox = Array([0, 500, 612, 792])

    (exhibit,) = open_files({"a.pdf": text_pdf("Words cut off", edit=crop)}, tmp_path)
    assert "Words" not in exhibit.pages[0].text


def test_a_refusal_names_the_exhibit_and_never_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case = case_of({"doe-jane-mri.pdf": text_pdf(), "doe-jane.docm": b"PK"}, tmp_path)
    monkeypatch.setattr(opening, "MAX_BYTES", 10)
    with pytest.raises(Refused) as refused:
        open_exhibits(case, tmp_path)
    assert [(p.code, p.where.exhibit) for p in refused.value.problems] == [("PA105", "A"), ("PA707", "B")]
    assert "doe" not in repr([p.as_data() for p in refused.value.problems])


def test_every_exhibit_that_cannot_be_opened_is_named_at_once(tmp_path: Path) -> None:
    case = case_of({"a.pdf": b"nothing", "b.png": b"nothing", "c.pdf": text_pdf(), "d.rtf": b"x"}, tmp_path)
    (tmp_path / "c.pdf").unlink()
    with pytest.raises(Refused) as refused:
        open_exhibits(case, tmp_path)
    assert [p.code for p in refused.value.problems] == ["PA702", "PA702", "PA701", "PA707"]


def test_a_file_cut_or_changed_anywhere_is_whole_or_refused(tmp_path: Path) -> None:
    whole = text_pdf(*(f"Page {number}" for number in range(5)))
    chance = random.Random(7)  # noqa: S311
    for _ in range(tried(120)):
        data = bytearray(whole[: chance.randrange(1, len(whole))] if chance.random() < 0.5 else whole)
        for _ in range(3):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            (exhibit,) = open_files({"a.pdf": bytes(data)}, tmp_path)
        except Refused:
            continue
        assert len(exhibit.pages) == 5


@pytest.mark.parametrize(("name", "kind"), [("a.png", "PNG"), ("a.jpg", "JPEG"), ("a.tif", "TIFF")])
def test_a_cut_image_is_never_bound_as_if_whole(tmp_path: Path, name: str, kind: str) -> None:
    whole = image_file("L", kind)
    for share in (0.2, 0.5, 0.8, 0.95):
        with pytest.raises(Refused, match="PA702"):
            open_files({name: whole[: int(len(whole) * share)]}, tmp_path)


def test_an_opened_exhibit_counts_the_pages_it_holds(tmp_path: Path) -> None:
    (exhibit,) = open_files({"a.pdf": text_pdf("one", "two", "three")}, tmp_path)
    pdf = pypdfium2.PdfDocument(exhibit.pdf)
    assert len(pdf) == len(exhibit.pages) == 3
    assert [page.number for page in exhibit.pages] == [1, 2, 3]
    pdf.close()
