"""The proof that a packet is inert: what could act is found wherever it hides; what only shows is let be."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from hypothesis import given, strategies as st
from pikepdf import Array, Dictionary, Name, Object, Pdf

from priorauth.packet.deliver.inert import prove_inert
from tests.exhibits.chart_files import text_pdf


def changed(edit: Callable[[Pdf], object], **options: Any) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(text_pdf("one", "two"))) as pdf:
        edit(pdf)
        pdf.save(out, **options)
    return out.getvalue()


def codes(data: bytes) -> set[str]:
    return {p.code for p in prove_inert(data)}


def mark(subtype: str, **keys: Any) -> Callable[[Pdf], None]:
    def edit(pdf: Pdf) -> None:
        made = Dictionary(Type=Name.Annot, Subtype=Name(subtype), Rect=Array([0, 0, 9, 9]), **keys)
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(made)])

    return edit


def action(kind: str, **keys: Any) -> Dictionary:
    return Dictionary(S=Name(kind), **keys)


def on_root(key: str, value: Object | str) -> Callable[[Pdf], None]:
    return lambda pdf: pdf.Root.__setitem__(key, value)


def to_page(pdf: Pdf) -> None:
    mark("/Link", Dest=Array([pdf.pages[1].obj, Name.Fit]))(pdf)


def go_to_page(pdf: Pdf) -> None:
    mark("/Link", A=action("/GoTo", D=Array([pdf.pages[1].obj, Name.Fit])))(pdf)


def oddly_named_fonts(pdf: Pdf) -> None:
    fonts = pdf.pages[0].Resources.Font
    for name in ("/AA", "/AF", "/JS", "/Ref"):
        fonts[name] = next(iter(dict(fonts.items()).values()))


def opened_on_a_page(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Array([pdf.pages[0].obj, Name.Fit])


SOUND: dict[str, bytes] = {
    "as it was drawn": text_pdf("one", "two"),
    "as pikepdf saves it": changed(lambda pdf: None),
    "with object streams": changed(lambda pdf: None, object_stream_mode=pikepdf.ObjectStreamMode.generate),
    "a link to a page": changed(to_page),
    "a link to a page by an action": changed(go_to_page),
    "a link to a DOI": changed(mark("/Link", A=action("/URI", URI="https://doi.org/10.1093/pm/pnac070"))),
    "a highlight": changed(mark("/Highlight", QuadPoints=Array([0, 0, 9, 0, 0, 9, 9, 9]))),
    "a signature in ink": changed(mark("/Ink")),
    "fonts with odd names": changed(oddly_named_fonts),
    "a place to open at": changed(opened_on_a_page),
    "a transparency group": changed(lambda pdf: pdf.pages[0].__setitem__("/Group", action("/Transparency"))),
}


@pytest.mark.parametrize("what", SOUND)
def test_what_only_shows_is_let_be(what: str) -> None:
    assert prove_inert(SOUND[what], pages=2) == ()


def hidden(pdf: Pdf) -> None:
    """An object that a private key alone leads to, so that no walk over pages meets it."""
    pdf.Root["/Private"] = pdf.make_indirect(Dictionary(Deep=Array([Array([action("/JavaScript", JS="x")])])))


def in_a_form(pdf: Pdf) -> None:
    form = pdf.make_stream(b"", Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 1, 1])))
    form["/AA"] = Dictionary(O=action("/JavaScript", JS="x"))
    pdf.pages[0].Resources["/XObject"] = Dictionary(AA=form)


def in_the_outline(pdf: Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("x", action=action("/URI", URI="https://example.com/")))


def outside_stream(pdf: Pdf) -> None:
    stream = pdf.make_stream(b"")
    stream["/F"] = "x.bin"
    pdf.pages[0].Resources["/XObject"] = Dictionary(X=stream)


def chained(pdf: Pdf) -> None:
    target = Array([pdf.pages[1].obj, Name.Fit])
    mark("/Link", A=action("/GoTo", D=target, Next=action("/Named", N=Name.Print)))(pdf)


ACTING: dict[str, Callable[[Pdf], object]] = {
    "a script on opening": on_root("/OpenAction", action("/JavaScript", JS="x")),
    "a named script": lambda pdf: pdf.Root.__setitem__(
        "/Names", Dictionary(JavaScript=Dictionary(Names=Array(["x", action("/JavaScript", JS="x")])))
    ),
    "a script nothing leads to by pages": hidden,
    "a script in a drawn form": in_a_form,
    "a script behind a web address": mark("/Link", A=action("/URI", URI="javascript:alert(1)")),
    "a file behind a web address": mark("/Link", A=action("/URI", URI="file:///c:/x.exe")),
    "actions of the file": on_root("/AA", Dictionary(WC=action("/JavaScript", JS="x"))),
    "actions of a page": lambda pdf: pdf.pages[0].__setitem__("/AA", Dictionary(O=action("/Named", N=Name.Print))),
    "a web address in the outline": in_the_outline,
    "an attachment": lambda pdf: pdf.attachments.__setitem__("x.txt", b"x"),
    "an associated file": on_root("/AF", Array([Dictionary(Type=Name.Filespec)])),
    "a portfolio": on_root("/Collection", Dictionary(Type=Name.Collection)),
    "an XFA form": on_root("/AcroForm", Dictionary(Fields=Array([]), XFA="x")),
    "a form": on_root("/AcroForm", Dictionary(Fields=Array([]))),
    "a base address": on_root("/URI", Dictionary(Base="https://example.com/")),
    "requirements": on_root("/Requirements", Array([Dictionary(S=Name.EnableJavaScripts)])),
    "content from outside": outside_stream,
    "a link that goes on": chained,
    "a link to nowhere": mark("/Link"),
    "a link to a named place": mark("/Link", Dest="chapter"),
    "a link to another file's page": mark("/Link", Dest=Array([7, Name.Fit])),
    "a mark that acts": mark("/Square", A=action("/GoTo")),
    **{
        f"a link that does {kind}": mark("/Link", A=action(f"/{kind}"))
        for kind in (
            "Launch", "SubmitForm", "ResetForm", "ImportData", "GoToR", "GoToE", "GoTo3DView", "Rendition", "Movie",
            "Sound", "RichMediaExecute", "Hide", "Named", "SetOCGState", "Trans", "Thread", "Unheard",
        )
    },
    **{
        f"an annotation {kind}": mark(f"/{kind}")
        for kind in (
            "Text", "Popup", "FileAttachment", "Sound", "Movie", "Screen", "PrinterMark", "TrapNet", "3D", "Redact",
            "RichMedia", "Projection", "Unheard",
        )
    },
}  # fmt: skip


@pytest.mark.parametrize("what", ACTING)
def test_what_could_act_is_found(what: str) -> None:
    assert "PA842" in codes(changed(ACTING[what]))


def test_a_form_field_is_found_whether_a_form_lists_it_or_not() -> None:
    with pytest.warns(UserWarning, match="form widget"):
        data = changed(mark("/Widget", FT=Name.Tx))
    assert codes(data) == {"PA842"}


def updated() -> bytes:
    data = text_pdf("one")
    start = data.rindex(b"startxref")
    return data + b"\n" + data[start:]


OUTSIDE: dict[str, bytes] = {
    "something before": b"MZ\n" + text_pdf(),
    "something behind": text_pdf() + b"PK\x03\x04",
    "an update": updated(),
    "a password": changed(lambda pdf: None, encryption=pikepdf.Encryption(owner="o", user="u")),
    "encryption without a password": changed(lambda pdf: None, encryption=pikepdf.Encryption(owner="o", user="")),
    "no PDF": b"words",
    "nothing": b"",
    "half": text_pdf("one", "two")[:600],
}


@pytest.mark.parametrize("what", OUTSIDE)
def test_what_stands_outside_a_pdf_written_once_is_found(what: str) -> None:
    assert "PA843" in codes(OUTSIDE[what])


def test_pages_are_counted() -> None:
    assert [p.code for p in prove_inert(text_pdf("one", "two"), pages=3)] == ["PA843"]


@given(st.data())
def test_a_damaged_file_is_no_crash(data: st.DataObject) -> None:
    content = bytearray(text_pdf("one", "two"))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    found = prove_inert(bytes(content[: data.draw(st.integers(0, len(content)))]))
    assert {p.code for p in found} <= {"PA842", "PA843"}
