"""PDFs whose parts are of kinds nobody expects: each is taken or refused, and none may stop a packet without a name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from tests.exhibits.chart_files import text_pdf

Edit = Callable[[Pdf], object]


def on_page(**entries: object) -> Edit:
    def edit(pdf: Pdf) -> None:
        for key, value in entries.items():
            pdf.pages[0].obj[f"/{key}"] = value(pdf) if callable(value) else value

    return edit


def without(*keys: str) -> Edit:
    def edit(pdf: Pdf) -> None:
        for key in keys:
            if key in pdf.pages[0].obj:
                del pdf.pages[0].obj[key]

    return edit


def mark(**entries: object) -> Edit:
    def edit(pdf: Pdf) -> None:
        found = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=Array([100, 100, 200, 130]))
        for key, value in entries.items():
            found[f"/{key}"] = value(pdf) if callable(value) else value
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(found)])

    return edit


def image(data: bytes = b"\x55" * 32, **entries: object) -> Edit:
    """A picture drawn on the page, with these entries for its own."""

    def edit(pdf: Pdf) -> None:
        look: dict[str, Any] = {
            "Type": Name.XObject, "Subtype": Name.Image, "Width": 16, "Height": 16, "BitsPerComponent": 1,
            "ColorSpace": Name.DeviceGray,
        }  # fmt: skip
        look |= entries
        drawn = Stream(
            pdf, data, Dictionary({f"/{key}": value for key, value in look.items() if value is not None})
        )
        page = pdf.pages[0].obj
        page.Resources.XObject = Dictionary(Im=drawn)
        page.Contents = Array([page.Contents, pdf.make_stream(b"q 200 0 0 200 100 100 cm /Im Do Q")])

    return edit


def form_in_itself(pdf: Pdf) -> None:
    look = Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 99, 99]))
    drawn = Stream(pdf, b"/Me Do", look)
    drawn.Resources = Dictionary(XObject=Dictionary(Me=drawn))
    page = pdf.pages[0].obj
    page.Resources.XObject = Dictionary(Me=drawn)
    page.Contents = Array([page.Contents, pdf.make_stream(b"/Me Do")])


def mask_of_itself(pdf: Pdf) -> None:
    image()(pdf)
    drawn = pdf.pages[0].obj.Resources.XObject.Im
    drawn.SMask = drawn


def direct_page(pdf: Pdf) -> None:
    """A page that is written inside the list of pages."""
    page = pdf.pages[0].obj
    pdf.Root.Pages.Kids = Array([Dictionary({key: page[key] for key in page.keys()})])  # noqa: SIM118


def shared_mark(pdf: Pdf) -> None:
    """Two pages with one mark."""
    mark()(pdf)
    pdf.pages.append(pdf.pages[0])
    pdf.pages[1].obj.Annots = pdf.pages[0].obj.Annots


def inherited(**entries: object) -> Edit:
    def edit(pdf: Pdf) -> None:
        for key, value in entries.items():
            pdf.Root.Pages[f"/{key}"] = value
            if f"/{key}" in pdf.pages[0].obj:
                del pdf.pages[0].obj[f"/{key}"]

    return edit


def content(data: bytes) -> Edit:
    return on_page(Contents=lambda pdf: pdf.make_stream(data))


AWKWARD: dict[str, Edit] = {
    "no resources": without("/Resources"),
    "resources that are a number": on_page(Resources=7),
    "resources that are a list": on_page(Resources=Array([1])),
    "fonts that are a name": lambda pdf: pdf.pages[0].obj.Resources.__setitem__("/Font", Name.F1),
    "pictures that are a text": lambda pdf: pdf.pages[0].obj.Resources.__setitem__("/XObject", String("x")),
    "no content": without("/Contents"),
    "content that is a number": on_page(Contents=3),
    "content that is a list of nothing": on_page(Contents=Array([])),
    "content in a list with other things": on_page(
        Contents=lambda pdf: Array([pdf.pages[0].obj.Contents, 1, String("x"), Dictionary()])
    ),
    "content packed in no known way": on_page(Contents=lambda pdf: Stream(pdf, b"x", Filter=Name.Foo)),
    "content packed in no known way, in a list": on_page(
        Contents=lambda pdf: Array([pdf.pages[0].obj.Contents, Stream(pdf, b"x", Filter=Name.Foo)])
    ),
    "content that leaves much open": content(b"q q q BT /F1 9 Tf (open) Tj"),
    "content that closes too much": content(b"Q Q Q ET (x) Tj EMC"),
    "content without operators": content(b"1 2 3 (four) [5] <</Six 7>>"),
    "inline picture cut short": content(b"BI /W 9 /H 9 /BPC 8 /CS /G ID \0\0\0"),
    "marks that are a number": on_page(Annots=5),
    "marks that are a dictionary": on_page(Annots=Dictionary(A=1)),
    "marks among other things": on_page(Annots=Array([1, Name.X, Array([]), Dictionary(), String("x")])),
    "mark without a kind": mark(Subtype=3),
    "mark of a kind nobody knows": mark(Subtype=Name.Novel),
    "mark with a place of nothing": mark(Rect=Array([5, 5, 5, 5])),
    "mark with its corners swapped": mark(Rect=Array([200, 130, 100, 100])),
    "mark as large as can be": mark(Rect=Array([-1e9, -1e9, 1e9, 1e9])),
    "mark whose look is a number": mark(AP=4),
    "mark whose look is a list": mark(AP=Dictionary(N=Array([1]))),
    "mark whose look has no box": mark(AP=lambda pdf: Dictionary(N=Stream(pdf, b"0 0 9 9 re f"))),
    "mark whose look has a flat box": mark(
        AP=lambda pdf: Dictionary(N=Stream(pdf, b"0 0 9 9 re f", BBox=Array([0, 0, 0, 9]), Subtype=Name.Form))
    ),
    "mark whose look is one of states": mark(
        AP=lambda pdf: Dictionary(N=Dictionary(On=Stream(pdf, b"0 0 9 9 re f", BBox=Array([0, 0, 9, 9])))), AS=5
    ),
    "mark with odd entries": mark(Contents=Array([1]), C=String("red"), F=Name.Print, Border=3, BS=Array([])),
    "one mark on two pages": shared_mark,
    "page written in the list": direct_page,
    "turned by more than a circle": on_page(Rotate=450),
    "turned backwards": on_page(Rotate=-90),
    "turned by a number with a point": on_page(Rotate=pikepdf.Object.parse(b"90.0")),
    "turned by a name, for all pages": inherited(Rotate=Name.Left),
    "turned by an odd angle, for all pages": inherited(Rotate=45),
    "size said once for all pages": inherited(MediaBox=Array([0, 0, 612, 792])),
    "no size at all": inherited(MediaBox=Array([])),
    "size of names": on_page(MediaBox=Array([Name.A, Name.B, 612, 792])),
    "size of three numbers": on_page(MediaBox=Array([0, 0, 612])),
    "size that is a text": on_page(MediaBox=String("letter")),
    "as small as can be": on_page(MediaBox=Array([0, 0, 3, 3])),
    "as narrow as a thread": on_page(MediaBox=Array([0, 0, 1, 792])),
    "as large as can be": on_page(MediaBox=Array([0, 0, 14_400, 14_400])),
    "larger than can be": on_page(MediaBox=Array([0, 0, 2_000_000, 2_000_000])),
    "far from the origin": on_page(MediaBox=Array([90_000, 90_000, 90_612, 90_792])),
    "left of the origin": on_page(MediaBox=Array([-612, -792, 0, 0])),
    "in large units": on_page(UserUnit=12),
    "in enormous units": on_page(UserUnit=1_000_000),
    "in units of nothing": on_page(UserUnit=0),
    "in units that are a name": on_page(UserUnit=Name.Inch),
    "crop of three numbers": on_page(CropBox=Array([1, 2, 3])),
    "crop that is a name": on_page(CropBox=Name.All),
    "crop without a size": on_page(CropBox=Array([9, 9, 9, 9])),
    "crop as narrow as a thread": on_page(CropBox=Array([0, 0, 612, 0.001])),
    "parent that is a number": on_page(Parent=4),
    "parent that is the page": on_page(Parent=lambda pdf: pdf.pages[0].obj),
    "group that is a number": on_page(Group=4),
    "picture without color": image(ColorSpace=None),
    "picture of unknown color": image(ColorSpace=Name.Novel),
    "picture of a color that is a list of nothing": image(ColorSpace=Array([])),
    "picture of a table of colors cut short": image(
        ColorSpace=Array([Name.Indexed, Name.DeviceRGB, 255, String("ab")]), BitsPerComponent=8
    ),
    "picture without depth": image(BitsPerComponent=None),
    "picture of an odd depth": image(BitsPerComponent=7),
    "picture without a size": image(Width=None, Height=None),
    "picture of no size": image(Width=0, Height=0),
    "picture with a width that is a text": image(Width=String("16")),
    "picture with less data than it says": image(b"\1", Width=900, Height=900),
    "picture that is no JPEG": image(
        b"no jpeg", Filter=Name.DCTDecode, ColorSpace=Name.DeviceRGB, BitsPerComponent=8
    ),
    "picture that is no JPEG 2000": image(b"no jpx", Filter=Name.JPXDecode),
    "picture that is no JBIG2": image(b"no jbig", Filter=Name.JBIG2Decode),
    "picture that is no fax": image(b"\xff" * 9, Filter=Name.CCITTFaxDecode),
    "fax of a coding nobody knows": image(
        b"\xff" * 9, Filter=Name.CCITTFaxDecode, DecodeParms=Dictionary(K=String("x"), Columns=Name.Many)
    ),
    "picture with a list of ways and none": image(Filter=Array([])),
    "picture with parameters that are a number": image(DecodeParms=4),
    "picture with a mask that is a number": image(Mask=4),
    "picture with a mask of colors": image(Mask=Array([0, 0])),
    "mask with colors": image(ImageMask=True),
    "picture that masks itself": mask_of_itself,
    "drawing in itself": form_in_itself,
}


NOT_TAKEN = {
    "no resources": "PA708",
    "resources that are a number": "PA708",
    "resources that are a list": "PA708",
    "content packed in no known way": "PA708",
    "content packed in no known way, in a list": "PA708",
    "turned by a name, for all pages": "PA702",
    "turned by an odd angle, for all pages": "PA702",
    "larger than can be": "PA702",
    "mark whose look has no box": "PA798",
    "mark whose look has a flat box": "PA798",
}
"""Those whose words cannot be shown, or whose page can have no place: refused with these codes. All others are taken."""


def awkward(name: str) -> bytes:
    """The file of that name: words on a page, and what is odd about it."""
    return text_pdf("Words on a page", edit=AWKWARD[name])
