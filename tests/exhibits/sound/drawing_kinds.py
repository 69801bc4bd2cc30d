"""PDF pages drawn with what few programs write and every viewer shows: groups, masks, shadings, odd fonts, pictures."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Mapping
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from PIL import Image, TiffImagePlugin

from tests.exhibits.marked_files import page_file

Make = Callable[[Pdf], Any]


def drawn(content: bytes, **resources: Make) -> bytes:
    """A page of words with this beside them; ``resources`` are made for the file by their kind."""

    def edit(pdf: Pdf) -> None:
        page = pdf.pages[0].obj
        for kind, make in resources.items():
            own = page.Resources.get(f"/{kind}", Dictionary())
            own.X = make(pdf)
            page.Resources[f"/{kind}"] = own
        page.Contents = Array([page.Contents, pdf.make_stream(b"q " + content + b" Q")])

    return page_file(edit)


def form(content: bytes, **entries: Any) -> Make:
    """A drawing that a page places."""
    look = {"Type": Name.XObject, "Subtype": Name.Form, "BBox": Array([0, 0, 600, 600])} | entries
    return lambda pdf: pdf.make_indirect(Stream(pdf, content, Dictionary({f"/{k}": v for k, v in look.items()})))


def picture(data: bytes, *, mask: Make | None = None, **entries: Any) -> Make:
    """A picture of 16 by 16 points, with a mask of its own or none."""
    look = {
        "Type": Name.XObject, "Subtype": Name.Image, "Width": 16, "Height": 16, "BitsPerComponent": 8,
        "ColorSpace": Name.DeviceRGB,
    } | entries  # fmt: skip

    def make(pdf: Pdf) -> Any:
        own = Dictionary({f"/{key}": value for key, value in look.items()})
        if mask is not None:
            made = mask(pdf)
            own["/Mask" if "/ImageMask" in made else "/SMask"] = made
        return Stream(pdf, data, own)

    return make


def jpeg(mode: str) -> bytes:
    out = io.BytesIO()
    Image.new(mode, (16, 16), (40, 90, 150, 20)[: len(mode)]).save(out, "JPEG")
    return out.getvalue()


def square(ink: int = 0) -> Image.Image:
    """A dark square in the upper left of a sheet of 16 by 16 points."""
    sheet = Image.new("1", (16, 16), 1 - ink)
    sheet.paste(ink, (2, 2, 9, 9))
    return sheet


def fax_lines() -> bytes:
    """The sheet in Group 4 coding, without the file around it."""
    out = io.BytesIO()
    square(ink=1).save(out, "TIFF", compression="group4")  # 1 is black in the coding, and 0 in the library
    with Image.open(out) as coded:
        assert isinstance(coded, TiffImagePlugin.TiffImageFile)
        start, count = coded.tag_v2[273][0], coded.tag_v2[279][0]
    return out.getvalue()[start : start + count]


def jbig2() -> bytes:
    """The sheet as JBIG2 writes it inside a PDF: what the page is, and one region in the coding of a fax."""
    page = struct.pack(">IBBBI", 0, 48, 0, 1, 19) + struct.pack(">IIIIBH", 16, 16, 0, 0, 0, 0)
    region = struct.pack(">IIIIBB", 16, 16, 0, 0, 0, 1) + fax_lines()
    return page + struct.pack(">IBBBI", 1, 38, 0, 1, len(region)) + region


def jpeg2000() -> bytes:
    out = io.BytesIO()
    square().convert("RGB").save(out, "JPEG2000")
    return out.getvalue()


def shading(**entries: Any) -> Make:
    fade = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([1, 0, 0]), C1=Array([0, 0, 1]), N=1)
    look = {"ColorSpace": Name.DeviceRGB, "Coords": Array([100, 0, 300, 0]), "Function": fade} | entries
    return lambda pdf: Dictionary({f"/{key}": value for key, value in look.items()})


def counted_shading(pdf: Pdf) -> Any:
    counting = Stream(pdf, b"{ 1 exch sub }", Dictionary(FunctionType=4, Domain=Array([0, 1]), Range=Array([0, 1])))
    return Dictionary(ShadingType=2, ColorSpace=Name.DeviceGray, Coords=Array([100, 0, 300, 0]), Function=counting)


def drawn_font(pdf: Pdf) -> Any:
    return Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, 0, 750, 750]), FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
        CharProcs=Dictionary(box=pdf.make_stream(b"1000 0 0 0 750 750 d1 0 0 750 750 re f")), Resources=Dictionary(),
        Encoding=Dictionary(Type=Name.Encoding, Differences=Array([97, Name.box])), FirstChar=97, LastChar=97,
        Widths=Array([1000]),
    )  # fmt: skip


def tiles(pdf: Pdf) -> Any:
    look = Dictionary(
        Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1, BBox=Array([0, 0, 10, 10]), XStep=10, YStep=10,
        Resources=Dictionary(),
    )  # fmt: skip
    return pdf.make_indirect(Stream(pdf, b"1 0 0 rg 0 0 5 5 re f", look))


def soft_mask(pdf: Pdf) -> Any:
    group = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
    return Dictionary(SMask=Dictionary(S=Name.Luminosity, G=form(b".5 g 0 0 400 400 re f", Group=group)(pdf)))


_IMAGE, _BOX = b"150 0 0 150 100 100 cm /X Do", b"100 100 200 100 re W n /X sh"
_ISOLATED: dict[str, Any] = {"S": Name.Transparency, "I": True, "K": True, "CS": Name.DeviceRGB}
_STENCIL: dict[str, Any] = {"ImageMask": True, "BitsPerComponent": 1, "ColorSpace": Name.DeviceGray}


def stencil(pdf: Pdf) -> Any:
    made = picture(b"\xaa\x55" * 16, **_STENCIL)(pdf)
    del made["/ColorSpace"]
    return made


GRADES = picture(bytes(range(256)), ColorSpace=Name.DeviceGray)
DRAWN: Mapping[str, Callable[[], bytes]] = {
    "isolated group, multiplied": lambda: drawn(
        b"/X gs /X Do",
        ExtGState=lambda _: Dictionary(ca=0.5, BM=Name.Multiply),
        XObject=form(
            b"1 0 0 rg 90 90 100 100 re f 0 0 1 rg 140 140 100 100 re f", Group=Dictionary(**_ISOLATED)
        ),
    ),
    "overprint of inks": lambda: drawn(
        b"0 1 0 0 k 100 100 99 99 re f /X gs 1 0 0 0 k 150 150 99 99 re f",
        ExtGState=lambda _: Dictionary(OP=True, op=True, OPM=1, BM=Name.Darken),
    ),
    "soft mask by lightness": lambda: drawn(b"/X gs 0 g 100 100 150 150 re f", ExtGState=soft_mask),
    "font of drawings": lambda: drawn(b"BT /X 20 Tf 100 100 Td (aaa) Tj ET", Font=drawn_font),
    "shading along a line": lambda: drawn(_BOX, Shading=shading(ShadingType=2)),
    "shading around a point": lambda: drawn(
        _BOX, Shading=shading(ShadingType=3, Coords=Array([200, 150, 0, 200, 150, 90]))
    ),
    "shading that is worked out": lambda: drawn(_BOX, Shading=counted_shading),
    "tiles": lambda: drawn(b"/Pattern cs /X scn 100 100 200 100 re f", Pattern=tiles),
    "picture in the content": lambda: drawn(
        b"100 0 0 100 100 100 cm BI /W 8 /H 8 /BPC 1 /CS /G ID \xaa\x55\xaa\x55\xaa\x55\xaa\x55 EI"
    ),
    "picture of printing inks": lambda: drawn(
        _IMAGE, XObject=picture(jpeg("CMYK"), ColorSpace=Name.DeviceCMYK, Filter=Name.DCTDecode, Decode=Array([1, 0] * 4))
    ),
    "picture as a stencil": lambda: drawn(_IMAGE, XObject=stencil),
    "picture under a stencil": lambda: drawn(
        _IMAGE, XObject=picture(jpeg("RGB"), Filter=Name.DCTDecode, mask=stencil)
    ),
    "picture under a soft mask": lambda: drawn(
        _IMAGE, XObject=picture(jpeg("RGB"), Filter=Name.DCTDecode, mask=GRADES)
    ),
    "picture of a table of colors": lambda: drawn(
        _IMAGE,
        XObject=picture(
            b"\x1b" * 64,
            BitsPerComponent=2,
            ColorSpace=Array([Name.Indexed, Name.DeviceRGB, 3, String(bytes([255, 0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0]))]),
        ),
    ),
    "picture of 16 bits": lambda: drawn(
        _IMAGE, XObject=picture(b"\x80\x00" * 256, BitsPerComponent=16, ColorSpace=Name.DeviceGray)
    ),
    "picture as a fax codes it": lambda: drawn(
        _IMAGE,
        XObject=picture(
            fax_lines(),
            BitsPerComponent=1,
            ColorSpace=Name.DeviceGray,
            Filter=Name.CCITTFaxDecode,
            DecodeParms=Dictionary(K=-1, Columns=16, Rows=16),
        ),
    ),
    "picture in JBIG2": lambda: drawn(
        _IMAGE,
        XObject=picture(jbig2(), BitsPerComponent=1, ColorSpace=Name.DeviceGray, Filter=Name.JBIG2Decode),
    ),
    "picture in JPEG 2000": lambda: drawn(_IMAGE, XObject=picture(jpeg2000(), Filter=Name.JPXDecode)),
    "words cut away": lambda: drawn(b"100 100 5 5 re W n BT /F1 12 Tf 300 500 Td (beside it) Tj ET"),
    "black over words": lambda: drawn(b"0 g 110 305 300 20 re f"),
}  # fmt: skip
"""Each page has a line of words at its foot and one of these things."""
