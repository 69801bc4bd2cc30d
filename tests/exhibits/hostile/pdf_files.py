"""PDFs made to do harm, or spoiled on the way, by what is wrong with them."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from tests.exhibits.chart_files import text_pdf

CANARY = "CANARY"
HELVETICA = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)


def encrypted(*, user: str, owner: str) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(text_pdf())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(user=user, owner=owner))
    return out.getvalue()


def locked_by(handler: str) -> bytes:
    """A file whose lock another program than a PDF reader has the key of."""
    return re.sub(rb"/Filter\s*/Standard", b"/Filter /" + handler.encode("ascii"), encrypted(user="", owner="o"))


def script() -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=String(CANARY))


def annotate(**entries: Any) -> Callable[[Pdf], None]:
    def edit(pdf: Pdf) -> None:
        annotation = Dictionary(Type=Name.Annot, Rect=[100, 100, 400, 130], **entries)
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(annotation)])

    return edit


def act(kind: str, **entries: Any) -> Callable[[Pdf], None]:
    return annotate(Subtype=Name.Link, A=Dictionary(S=Name(kind), **entries))


def on_resource(change: Callable[[Pdf, pikepdf.Stream], object]) -> Callable[[Pdf], None]:
    """Draw a form XObject on the page, changed first."""

    def edit(pdf: Pdf) -> None:
        look = Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
        drawn = pikepdf.Stream(pdf, b"0 0 9 9 re f", look)
        change(pdf, drawn)
        page = pdf.pages[0].obj
        page.Resources.XObject = Dictionary(Extra=pdf.make_indirect(drawn))
        page.Contents = Array([page.Contents, pdf.make_stream(b"q /Extra Do Q")])

    return edit


def set_key(key: str, value: Callable[[Pdf], object]) -> Callable[[Pdf, pikepdf.Stream], object]:
    return lambda pdf, drawn: drawn.__setitem__(key, value(pdf))


def catalog(**entries: Any) -> Callable[[Pdf], None]:
    def edit(pdf: Pdf) -> None:
        for key, value in entries.items():
            pdf.Root[f"/{key}"] = value

    return edit


def page_keys(**entries: Any) -> Callable[[Pdf], None]:
    def edit(pdf: Pdf) -> None:
        for key, value in entries.items():
            pdf.pages[0].obj[f"/{key}"] = value

    return edit


def attach(pdf: Pdf) -> None:
    pdf.attachments["a.txt"] = CANARY.encode()


def metadata(pdf: Pdf) -> None:
    pdf.Root.Metadata = pdf.make_stream(CANARY.encode())
    pdf.pages[0].obj.Metadata = pdf.Root.Metadata
    pdf.docinfo[Name.Author] = String(CANARY)


def threads(pdf: Pdf) -> None:
    bead = pdf.make_indirect(Dictionary(T=Dictionary(I=Dictionary(Title=String(CANARY)))))
    pdf.Root.Threads = Array([Dictionary(F=bead, I=Dictionary(Title=String(CANARY)))])
    pdf.pages[0].obj.B = Array([bead])


MADE_HARMLESS: dict[str, Callable[[Pdf], None]] = {
    "script on opening": catalog(OpenAction=script()),
    "script in the name tree": catalog(Names=Dictionary(JavaScript=Dictionary(Names=[String("x"), script()]))),
    "script before printing": catalog(AA=Dictionary(WP=script())),
    "script on a page": page_keys(AA=Dictionary(O=script())),
    "launched program": act("/Launch", F=String(CANARY)),
    "form sent away": act("/SubmitForm", F=String(CANARY)),
    "data brought in": act("/ImportData", F=String(CANARY)),
    "link to another file": act("/GoToR", F=String(CANARY), D=Array([0, Name.Fit])),
    "link into an embedded file": act("/GoToE", T=Dictionary(R=Name.C, N=String(CANARY))),
    "link to the web": act("/URI", URI=String(CANARY)),
    "film": annotate(Subtype=Name.Movie, Movie=Dictionary(F=String(CANARY))),
    "sound": annotate(Subtype=Name.Sound, T=String(CANARY)),
    "screen": annotate(Subtype=Name.Screen, A=Dictionary(S=Name.Rendition, JS=String(CANARY))),
    "three dimensions": annotate(Subtype=Name("/3D"), T=String(CANARY)),
    "rich media": annotate(Subtype=Name.RichMedia, RichMediaContent=Dictionary(X=String(CANARY))),
    "file on the page": annotate(Subtype=Name.FileAttachment, FS=Dictionary(F=String(CANARY))),
    "attached file": attach,
    "metadata": metadata,
    "article threads": threads,
    "portfolio": catalog(Collection=Dictionary(D=String(CANARY))),
    "print shop picture": on_resource(
        set_key("/OPI", lambda _: Dictionary({"/2.0": Dictionary(F=String(CANARY))}))
    ),
    "private data of a program": on_resource(set_key("/PieceInfo", lambda _: Dictionary(X=String(CANARY)))),
    "metadata of a drawing": on_resource(set_key("/Metadata", lambda pdf: pdf.make_stream(CANARY.encode()))),
    "opens in a viewer's way": catalog(ViewerPreferences=Dictionary(X=String(CANARY)), URI=Dictionary(Base=CANARY)),
}


def xfa(pdf: Pdf) -> None:
    pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=pdf.make_stream(b"<xdp/>"))


def text_form(
    value: str, *, shown: str | None = None, flags: int = 0, width: int = 300, height: int = 30, **more: Any
) -> Callable[[Pdf], None]:
    def edit(pdf: Pdf) -> None:
        resources = Dictionary(Font=Dictionary(Helv=HELVETICA))
        field = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("score"), V=String(value), F=4, Ff=flags,
                DA=String("/Helv 12 Tf 0 g"), Rect=[100, 100, 100 + width, 100 + height], **more,
            )
        )  # fmt: skip
        if shown is not None:
            drawn = pdf.make_stream(f"/Tx BMC BT /Helv 12 Tf 2 8 Td ({shown}) Tj ET EMC".encode("ascii"))
            drawn.update(
                Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 300, 30], Resources=resources)
            )
            field.AP = Dictionary(N=drawn)
        pdf.pages[0].obj.Annots = Array([field])
        pdf.Root.AcroForm = Dictionary(
            Fields=Array([field]), NeedAppearances=shown is None, DA=String("/Helv 12 Tf 0 g"), DR=resources
        )

    return edit


def box_form(stored: str | None, shown: str | None) -> Callable[[Pdf], None]:
    def edit(pdf: Pdf) -> None:
        def look(content: bytes) -> pikepdf.Stream:
            return pikepdf.Stream(pdf, content, Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9]))

        field = Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Btn, T=String("pain"), F=4, Rect=[100, 100, 109, 109],
            AP=Dictionary(N=Dictionary(Yes=look(b"0 0 9 9 re f"), Off=look(b"0 0 9 9 re S"))),
        )  # fmt: skip
        if stored:
            field.V = Name(stored)
        if shown:
            field.AS = Name(shown)
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(field)])
        pdf.Root.AcroForm = Dictionary(Fields=pdf.pages[0].obj.Annots)

    return edit


def layers(**standing: Any) -> Callable[[Pdf], None]:
    def edit(pdf: Pdf) -> None:
        group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Layer")))
        usage = standing.get("usage")
        if usage is not None:
            group.Usage = usage
        settings = Dictionary(Order=Array([group]))
        if standing.get("off"):
            settings.OFF = Array([group])
        if standing.get("base"):
            settings.BaseState = Name.OFF
        pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=settings)
        if standing.get("policy"):
            member = Dictionary(Type=Name.OCMD, OCGs=group, P=Name.AllOff)
            pdf.pages[0].obj.Resources.Properties = Dictionary(M0=pdf.make_indirect(member))

    return edit


def content(data: bytes, **entries: Any) -> Callable[[Pdf], None]:
    def edit(pdf: Pdf) -> None:
        stream = pikepdf.Stream(pdf, b"")
        stream.write(data, filter=Name.FlateDecode)
        for key, value in entries.items():
            stream[f"/{key}"] = value
        pdf.pages[0].obj.Contents = pdf.make_indirect(stream)

    return edit


def deep_tree(pdf: Pdf) -> None:
    for _ in range(60):
        root = pdf.Root.Pages
        above = pdf.make_indirect(Dictionary(Type=Name.Pages, Kids=Array([root]), Count=1))
        root.Parent = above
        pdf.Root.Pages = above


def circle(pdf: Pdf) -> None:
    pdf.Root.Pages.Kids.append(pdf.Root.Pages)


def many_pages() -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(1001):
            pdf.add_blank_page(page_size=(10, 10))
        pdf.save(out)
    return out.getvalue()


def huge_picture(pdf: Pdf) -> None:
    look = Dictionary(
        Type=Name.XObject, Subtype=Name.Image, Width=20_000, Height=20_000, ColorSpace=Name.DeviceGray,
        BitsPerComponent=1, Filter=Name.CCITTFaxDecode,
    )  # fmt: skip
    pdf.pages[0].obj.Resources.XObject = Dictionary(Im=pdf.make_indirect(pikepdf.Stream(pdf, b"\0", look)))


def bomb() -> bytes:
    return zlib.compress(b" " * 90_000_000, 9)


def lost_page(data: bytes) -> bytes:
    """A file that states one page more than it has."""
    return data.replace(b"/Count 1", b"/Count 2")
