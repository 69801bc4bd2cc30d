"""PDFs that are odd in a way programs make them, with every page and word in place; and such with something missing."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable
from typing import Literal

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from tests.exhibits.chart_files import text_pdf

WORDS = ("Gait is antalgic.", "Forward flexion 40 degrees.")
"""What the two pages of each file say."""

Edit = Callable[[Pdf], object]


def whole(edit: Edit | None = None, **save: object) -> bytes:
    """Two pages; content packed and checked by its own checksum, as most programs write it."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(text_pdf(*WORDS))) as pdf:
        if edit is not None:
            edit(pdf)
        pdf.save(out, **{"deterministic_id": True, **save})  # type: ignore[arg-type]
    return out.getvalue()


def bare(edit: Edit | None = None) -> bytes:
    """The same with its content readable in the file."""
    return whole(edit, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.generalized)


def with_a_table_stream() -> bytes:
    """The table and most objects packed in streams, as newer programs write them."""
    return whole(object_stream_mode=pikepdf.ObjectStreamMode.generate)


def on_first(**entries: object) -> Edit:
    def edit(pdf: Pdf) -> None:
        for key, value in entries.items():
            pdf.pages[0].obj[f"/{key}"] = value

    return edit


def size_off(by: int) -> bytes:
    return re.sub(rb"/Size (\d+)", lambda found: b"/Size %d" % (int(found[1]) + by), whole())


def shifted_table(by: int) -> bytes:
    """Every offset of the table wrong by as much, as where a program counts another line end."""
    return re.sub(rb"(\d{10}) 00000 n", lambda found: b"%010d 00000 n" % (int(found[1]) + by), whole())


def one_wrong_offset() -> bytes:
    return re.sub(rb"(\d{10}) 00000 n", lambda found: b"%010d 00000 n" % (int(found[1]) + 9), whole(), count=1)


def table_from_one() -> bytes:
    """A table that says it begins at object 1, and begins at 0."""
    return re.sub(rb"\nxref\n0 (\d+)", rb"\nxref\n1 \1", whole())


def table_elsewhere(place: bytes) -> bytes:
    return re.sub(rb"startxref\n\d+", b"startxref\n" + place, whole())


def no_table_place() -> bytes:
    return re.sub(rb"startxref\n\d+\n", b"", whole())


def unused_at_zero() -> bytes:
    """An entry in use at offset 0 that nothing refers to, as macOS writes it."""

    def longer(found: re.Match[bytes]) -> bytes:
        return b"xref\n0 %d\n" % (int(found[1]) + 1)

    data = re.sub(rb"xref\n0 (\d+)\n", longer, whole())
    data = data.replace(b"trailer", b"0000000000 00000 n \ntrailer", 1)
    return re.sub(rb"/Size (\d+)", lambda found: b"/Size %d" % (int(found[1]) + 1), data)


def stated_length(by: int, build: Callable[[], bytes] = whole) -> bytes:
    """The first content stream said to be longer or shorter than it is."""
    return re.sub(rb"/Length (\d+)", lambda found: b"/Length %d" % (int(found[1]) + by), build(), count=1)


def no_checksum() -> bytes:
    """Packed content without the checksum at its end, as some scanners write it."""

    def edit(pdf: Pdf) -> None:
        content = pdf.pages[0].obj.Contents
        pdf.pages[0].obj.Contents = pdf.make_stream(b"")
        stream = pdf.pages[0].obj.Contents
        stream.write(zlib.compress(content.read_bytes())[:-4], filter=Name.FlateDecode)

    return whole(edit, recompress_flate=False)


def page_without_type(pdf: Pdf) -> None:
    del pdf.pages[0].obj["/Type"]


def catalog_without_type(pdf: Pdf) -> None:
    pdf.Root.Type = Name("/Katalog")


def updated_with_an_added_page() -> bytes:
    """A page appended as an update, behind the first end of the file."""
    data = whole()
    count = int(re.findall(rb"/Size (\d+)", data)[-1])
    root = re.findall(rb"/Root (\d+) 0 R", data)[-1]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pages = pdf.Root.Pages.objgen[0]
        kids = [kid.objgen[0] for kid in pdf.Root.Pages.Kids]
        font = pdf.pages[0].resources.Font.F1.objgen[0]
    drawn = b"BT /F1 12 Tf 100 400 Td (Addendum: strength is full) Tj ET"
    objects = [
        (pages, b"<< /Type /Pages /Count 3 /Kids [%s %d 0 R] >>" % (b" ".join(b"%d 0 R" % kid for kid in kids), count)),
        (
            count,
            b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 612 792] /Contents %d 0 R "
            b"/Resources << /Font << /F1 %d 0 R >> >> >>" % (pages, count + 1, font),
        ),
        (count + 1, b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn)),
    ]  # fmt: skip
    places = []
    for number, body in objects:
        places.append((number, len(data)))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(data)
    data += b"xref\n" + b"".join(b"%d 1\n%010d 00000 n \n" % place for place in places)
    prev = int(re.findall(rb"startxref\n(\d+)", data)[-1])
    data += b"trailer\n<< /Size %d /Root %s 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (
        count + 2,
        root,
        prev,
        table,
    )
    return data


def line_repeated_in_an_update() -> bytes:
    """The first line of the file once more in front of what was appended, as some programs write it."""
    data = updated_with_an_added_page()
    seam = data.index(b"%%EOF") + len(b"%%EOF\n")
    added = data[seam:]
    line = b"%PDF-1.7\n"
    numbers = re.compile(rb"^(\d{10})( 00000 n)", re.MULTILINE)
    added = numbers.sub(lambda found: b"%010d%s" % (int(found[1]) + len(line), found[2]), added)
    added = re.sub(rb"startxref\n(\d+)", lambda found: b"startxref\n%d" % (int(found[1]) + len(line)), added)
    return data[:seam] + line + added


def unpacked_attachments() -> bytes:
    """Two PDFs hanging on a file as they are, one behind the other."""

    def edit(pdf: Pdf) -> None:
        for name in ("a.pdf", "b.pdf"):
            pdf.attachments[name] = text_pdf(name)

    return bare(edit)


def crop(*box: float) -> Edit:
    return on_first(CropBox=Array(box))


def inherited_turn(pdf: Pdf) -> None:
    """Turned by a number with a fraction, said once for all pages."""
    pdf.Root.Pages.Rotate = 90
    for page in pdf.pages:
        if "/Rotate" in page.obj:
            del page.obj["/Rotate"]


def marked(**entries: object) -> Edit:
    """A pen mark whose place is what it is."""

    def edit(pdf: Pdf) -> None:
        mark = Dictionary(Type=Name.Annot, Subtype=Name.Ink, InkList=Array([Array([10, 10, 40, 40])]))
        for key, value in entries.items():
            mark[f"/{key}"] = value
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(mark)])

    return edit


def locked(revision: Literal[3, 4, 6] = 6, **allowed: bool) -> bytes:
    """Opens without a password; changing it needs one."""
    encryption = pikepdf.Encryption(
        user="",
        owner="clinic",
        R=revision,
        aes=revision >= 4,
        metadata=revision >= 4,
        allow=pikepdf.Permissions(**allowed),
    )
    return whole(encryption=encryption, deterministic_id=False, static_id=True)


SOUND: dict[str, tuple[Callable[[], bytes], tuple[str, ...]]] = {
    "as most programs write it": (whole, ()),
    "one object more stated": (lambda: size_off(1), ()),
    "one object fewer stated": (lambda: size_off(-1), ()),
    "several objects more stated": (lambda: size_off(6), ("PA796",)),
    "unused entry at offset 0": (unused_at_zero, ()),
    "newline in front": (lambda: b"\n" + whole(), ()),
    "blank lines in front": (lambda: b"\r\n \t\r\n" + whole(), ()),
    "lines of a print job around it": (
        lambda: b"\x1b%-12345X@PJL SET COPIES=1\r\n@PJL ENTER LANGUAGE=PDF\r\n" + whole() + b"\x1b%-12345X",
        (),
    ),
    "mail header in front": (
        lambda: b"Content-Type: application/pdf\r\nContent-Disposition: inline\r\n\r\n" + whole(),
        (),
    ),
    "mail header that goes on in the next line": (
        lambda: b"--_=mail_7\r\nContent-Disposition: attachment;\r\n\tfilename=note.pdf\r\n\r\n" + whole(),
        (),
    ),
    "answer of a web server in front": (
        lambda: b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n" + whole(),
        (),
    ),
    "two PDFs attached unpacked": (unpacked_attachments, ("PA791",)),
    "byte order mark in front": (lambda: b"\xef\xbb\xbf" + whole(), ()),
    "zeros behind the end": (lambda: whole() + bytes(4_000), ()),
    "a web server's line behind the end": (lambda: whole() + b"\r\n<!-- page served in 0.31 s -->\r\n" * 9, ()),
    "a mail gateway's boundary behind the end": (lambda: whole() + b"\r\n------=_Part_77_1812.33--\r\n" * 4, ()),
    "spaces before the table": (lambda: whole().replace(b"\nxref\n", b"\n   xref\n"), ("PA796",)),
    "table said to be elsewhere": (lambda: table_elsewhere(b"77"), ("PA796",)),
    "table said to be at 0": (lambda: table_elsewhere(b"0"), ("PA796",)),
    "no word of the table": (no_table_place, ("PA796",)),
    "table numbered from one": (table_from_one, ()),
    "offsets one too small": (lambda: shifted_table(-1), ()),
    "offsets three too large": (lambda: shifted_table(3), ("PA796",)),
    "one offset wrong": (one_wrong_offset, ("PA796",)),
    "length too long": (lambda: stated_length(7), ("PA796",)),
    "length too short": (lambda: stated_length(-7), ("PA796",)),
    "line end counted in the length": (lambda: stated_length(1, bare), ()),
    "packed without a checksum": (no_checksum, ()),
    "page without a type": (lambda: bare(page_without_type), ()),
    "catalog of another type": (lambda: whole(catalog_without_type), ()),
    "version missing": (lambda: re.sub(rb"%PDF-1\.\d", b"%PDF-x.y", whole(), count=1), ("PA796",)),
    "crop box beside the sheet": (lambda: whole(crop(2000, 2000, 2500, 2600)), ()),
    "crop box larger than the sheet": (lambda: whole(crop(-50, -50, 700, 900)), ()),
    "crop box with its corners swapped": (lambda: whole(crop(612, 792, 0, 0)), ()),
    "turned by its parent": (lambda: whole(inherited_turn), ()),
    "mark without a place": (lambda: whole(marked()), ("PA794",)),
    "mark whose place is a text": (lambda: whole(marked(Rect=String("0 0 9 9"))), ("PA794",)),
    "mark with half a place": (lambda: whole(marked(Rect=Array([1, 2, 3]))), ("PA794",)),
    "mark over words without a place": (
        lambda: whole(marked(Subtype=Name.Highlight, QuadPoints=Array([100, 412, 180, 412, 100, 398, 180, 398]))),
        (),
    ),
    "mark over words that are names": (
        lambda: whole(marked(Subtype=Name.Highlight, QuadPoints=Array([Name.a] * 8))), ("PA794",)
    ),
    "mark placed by names": (lambda: whole(marked(Rect=Array([Name.a, Name.b, 1, 1]))), ("PA794",)),
    "locked against printing": (lambda: locked(print_highres=False, print_lowres=False), ("PA790",)),
    "locked against copying": (lambda: locked(extract=False), ("PA790",)),
    "locked in an old way": (lambda: locked(3), ("PA790",)),
    "locked with AES": (lambda: locked(4), ("PA790",)),
    "table as a stream": (with_a_table_stream, ()),
    "made for the web": (lambda: whole(linearize=True), ()),
    "made for the web, with a boundary behind": (lambda: whole(linearize=True) + b"\r\n--b--\r\n" * 20, ()),
}  # fmt: skip
"""Each file, and the codes of what is told of it."""


def without_object(number: int) -> bytes:
    return whole().replace(b"\n%d 0 obj" % number, b"\n%d 0 obx" % number, 1)


def content_number(data: bytes) -> int:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return int(pdf.pages[1].obj.Contents.objgen[0])


def loose_page() -> bytes:
    """The list of pages cut by one, and its count with it; the table no longer fits."""
    data = whole()
    data = re.sub(rb"(/Kids \[ \d+ 0 R) \d+ 0 R", rb"\1", data)
    return data.replace(b"/Count 2", b"/Count 1")


def stated_cut() -> bytes:
    """Packed content with four of its bytes gone."""
    data = whole()
    place = data.index(b"stream\n") + 40
    return data[:place] + data[place + 4 :]


LOST: dict[str, tuple[Callable[[], bytes], str]] = {
    "content that is not there": (lambda: without_object(content_number(whole())), "PA708"),
    "content that is not there beside a lost table": (
        lambda: re.sub(rb"startxref\n\d+", b"startxref\n5", without_object(content_number(whole()))),
        "PA708",
    ),
    "page taken out of the list": (loose_page, "PA708"),
    "page more than there are": (lambda: whole().replace(b"/Count 2", b"/Count 3"), "PA712"),
    "bytes lost out of unpacked content": (lambda: bare().replace(b"flexion ", b"", 1), "PA708"),
    "bytes lost out of packed content": (stated_cut, "PA708"),
    "operator spoiled beside a lost table": (
        lambda: re.sub(rb"startxref\n\d+", b"startxref\n5", bare()).replace(b") Tj", b") Zj", 1),
        "PA708",
    ),
    "font that is not there beside a lost table": (
        lambda: re.sub(rb"startxref\n\d+", b"startxref\n5", bare()).replace(b"/F1 12 Tf", b"/F9 12 Tf", 1),
        "PA708",
    ),
    "key of the content spoiled": (lambda: whole().replace(b"/Contents ", b"/Contenzs2 ", 1), "PA708"),
    "update cut off": (lambda: updated_with_an_added_page()[: -len(b"\n%%EOF\n") - 40], "PA712"),
    "end missing": (lambda: whole()[:-30], "PA712"),
    "another PDF in front": (lambda: text_pdf("Operative note") + whole(), "PA711"),
    "another PDF in front, with a boundary between": (
        lambda: text_pdf("Operative note") + b"\r\n--part--\r\n" + whole(),
        "PA711",
    ),
    "a longer PDF in front": (lambda: text_pdf("one", "two", "three", "four") + whole(), "PA711"),
    "program behind the end": (lambda: whole() + b"\n\x7fELF" + bytes(400), "PA711"),
    "picture behind the end": (lambda: whole() + b"\n\x89PNG\r\n\x1a\n" + bytes(400), "PA711"),
}  # fmt: skip
"""Each file with something missing, and the code it is refused with."""
