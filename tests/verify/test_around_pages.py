"""What stands in a PDF beside the pictures of its pages: a packet has little of it, and nothing of one's own."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, Pdf
from reportlab.pdfgen.canvas import Canvas

from priorauth.packet.deliver.known_contents import prove_known
from priorauth.problems import ExitCode
from priorauth.verify.around_pages import say_the_same_around
from tests.quick_sample import one_in
from tests.verify.packets import codes, made_packet, verified
from tests.verify.tampering import edit_pdf, manifest_of, pdf_in, put_manifest, rehash, reprint

Edit = Callable[[Pdf], object]


def root(key: str, value: object) -> Edit:
    return lambda pdf: pdf.Root.__setitem__(key, value)


def page(key: str, value: object) -> Edit:
    return lambda pdf: pdf.pages[4].obj.__setitem__(key, value)


def noted(key: str, value: object) -> Edit:
    return lambda pdf: pdf.docinfo.__setitem__(key, value)


def viewer(key: str, value: object) -> Edit:
    return lambda pdf: pdf.Root.ViewerPreferences.__setitem__(key, value)


def first(pdf: Pdf, kind: str) -> Object:
    marks = (mark for each in pdf.pages for mark in each.obj.get("/Annots", []))
    return next(mark for mark in marks if mark.Subtype == kind)


def link(key: str, value: object) -> Edit:
    return lambda pdf: first(pdf, "/Link").__setitem__(key, value)


def highlight(key: str, value: object) -> Edit:
    return lambda pdf: first(pdf, "/Highlight").__setitem__(key, value)


def bookmark(key: str, value: object) -> Edit:
    return lambda pdf: pdf.Root.Outlines.First.__setitem__(key, value)


def drawing(key: str, value: object) -> Edit:
    def edit(pdf: Pdf) -> None:
        drawn = (each.Resources.XObject["/PriorauthPage"] for each in pdf.pages if "/XObject" in each.Resources)
        next(drawn)[key] = value

    return edit


def stream(key: str, of: Callable[[Pdf], Object], **about: object) -> Edit:
    def edit(pdf: Pdf) -> None:
        of(pdf)[key] = pdf.make_stream(b"0" * 12, **about)

    return edit


def zoomed(pdf: Pdf) -> None:
    places = (item.Dest for item in pdf.objects if isinstance(item, Dictionary) and "/Dest" in item)
    next(place for place in places if place[1] == Name.XYZ)[4] = pikepdf.Object.parse(b"0.02")


def screened(key: str, value: object) -> Edit:
    """Give a page a graphics state that a screen does not show."""

    def edit(pdf: Pdf) -> None:
        each = pdf.pages[3]
        each.Resources.ExtGState = Dictionary(Own=Dictionary({key: value}))
        each.contents_add(b"/Own gs", prepend=True)

    return edit


def told_aloud(pdf: Pdf) -> None:
    element = pdf.make_indirect(Dictionary(S=Name.P, ActualText="nothing was found", Pg=pdf.pages[1].obj))
    pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=element))


def printed_layer(pdf: Pdf) -> None:
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="notes"))
    usage = Array([Dictionary(Event=Name.Print, OCGs=Array([group]), Category=Array([Name.Print]))])
    pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(ON=Array([group]), AS=usage))


def inherited(pdf: Pdf) -> None:
    pdf.Root.Pages.TrimBox = Array([0, 0, 300, 300])


def another_kind(pdf: Pdf) -> None:
    first(pdf, "/Highlight").Subtype = Name.StrikeOut


HELD_TOO_MUCH: dict[str, Edit] = {
    "fewer pages to be printed": viewer("/PrintPageRange", Array([1, 6])),
    "two copies to be printed": viewer("/NumCopies", 2),
    "a box to be printed": viewer("/PrintArea", Name.ArtBox),
    "no menus": viewer("/HideMenubar", True),
    "the file's name for a title": viewer("/DisplayDocTitle", False),
    "another language": root("/Lang", "fr-FR"),
    "thumbnails at the side": root("/PageMode", Name.UseThumbs),
    "two pages at a time": root("/PageLayout", Name.TwoColumnRight),
    "names of pages": root("/PageLabels", Dictionary(Nums=Array([0, Dictionary(P="iv")]))),
    "a catalog's own extension": root("/Extensions", Dictionary()),
    "a key nobody knows": root("/Zzz", Dictionary()),
    "a tree to be read aloud": told_aloud,
    "metadata of the file": stream("/Metadata", lambda pdf: pdf.Root, Type=Name.Metadata, Subtype=Name.XML),
    "metadata of a page": stream("/Metadata", lambda pdf: pdf.pages[2].obj, Type=Name.Metadata),
    "a picture in place of a page": stream("/Thumb", lambda pdf: pdf.pages[2].obj, Width=2, Height=2),
    "a layer that is printed": printed_layer,
    "a time for a page to stand": page("/Dur", 4),
    "a way for a page to come": page("/Trans", Dictionary(S=Name.Dissolve)),
    "an order of tabs": page("/Tabs", Name.R),
    "a box that pages inherit": inherited,
    "private data of a page": page("/PieceInfo", Dictionary()),
    "a property": noted("/Keywords", "recalled"),
    "a property of one's own": noted("/Status", "recalled"),
    "another producer": noted("/Producer", "priorauth 2"),
    "another title": noted("/Title", "Packet EX-CLEAN, recalled"),
    "a part's title without numbers": noted("/Title", "Packet EX-CLEAN, part 2"),
    "a link's words": link("/Contents", "see nothing"),
    "a link's frame": link("/Border", Array([0, 0, 20])),
    "a link's rounded frame": link("/BS", Dictionary(W=20)),
    "a link's color": link("/C", Array([1, 1, 1])),
    "a link's flags": link("/F", 2),
    "a link's layer": link("/OC", Dictionary()),
    "a way to light up": link("/H", Name.P),
    "a place of another kind": lambda pdf: first(pdf, "/Link").Dest.__setitem__(1, Name.FitR),
    "a place too small to read": zoomed,
    "a mark that is not printed": highlight("/F", 0),
    "a mark's color": highlight("/C", Array([1, 1, 1])),
    "a mark's author": highlight("/T", "A. Reader"),
    "a mark's second look": highlight("/AS", Name.Off),
    "a mark of another kind": another_kind,
    "a bookmark's color": bookmark("/C", Array([1, 1, 1])),
    "a bookmark's slant": bookmark("/F", 1),
    "a bookmark's element": bookmark("/SE", Dictionary()),
    "an image's other copy": drawing("/Alternates", Array([])),
    "a drawing's layer": drawing("/OC", Dictionary()),
    "a drawing's mark for readers": drawing("/StructParent", 1),
}

OTHER_VALUES: dict[str, Edit] = {
    "a mark's words": highlight("/Contents", "not found on this page"),
    "a mark's place": highlight("/QuadPoints", Array([10, 30, 90, 30, 10, 20, 90, 20])),
    "the edge of the sheet to be cut": page("/TrimBox", Array([0, 396, 612, 792])),
    "the edge of the pictures": page("/ArtBox", Array([0, 0, 10, 10])),
    "a page's group": page("/Group", Dictionary(S=Name.Transparency, K=True)),
    "no bookmark's name": bookmark("/Title", "Letter, recalled"),
    "bookmarks folded": lambda pdf: pdf.Root.Outlines.First.__setitem__("/Count", -pdf.Root.Outlines.First.Count),
    "no language": lambda pdf: pdf.Root.__delitem__("/Lang"),
    "nothing at the side": lambda pdf: pdf.Root.__delitem__("/PageMode"),
    "the side's other look": root("/PageMode", Name.UseNone),
    "no preferences": lambda pdf: pdf.Root.__delitem__("/ViewerPreferences"),
    "words read in place of others": lambda pdf: pdf.pages[2].contents_add(b"/P <</Alt (none)>> BDC EMC"),
    "ink over ink on a press": screened("/OP", True),
    "a printer's own dots": screened("/HT", Dictionary(HalftoneType=1, Frequency=1, Angle=0)),
    "an abbreviation read out": lambda pdf: pdf.pages[2].contents_add(b"/Span <</E (no change)>> DP"),
}


def claimed(packet: Path) -> Path:
    """Have the manifest claim that another version drew the packet, and compute all hashes anew."""
    content = manifest_of(packet)
    content["tools"]["pikepdf"] = "9.0"
    put_manifest(packet, content)
    reprint(packet)
    return packet


def unknown(data: bytes, case_id: str = "EX-CLEAN") -> set[str]:
    return {found.code for found in prove_known(data, case_id=case_id)}


@pytest.mark.parametrize("what", HELD_TOO_MUCH)
def test_what_no_packet_holds_is_found_without_its_inputs(what: str, packet: Path) -> None:
    path = pdf_in(packet)
    assert unknown(path.read_bytes()) == set()
    edit_pdf(path, HELD_TOO_MUCH[what])
    assert unknown(path.read_bytes()) == {"PA843"}


@pytest.mark.parametrize("what", one_in(12, HELD_TOO_MUCH))
def test_a_claimed_version_lets_nothing_in_around_the_pages(what: str, packet: Path) -> None:
    edit_pdf(pdf_in(packet), HELD_TOO_MUCH[what])
    found = verified(claimed(packet))
    assert "PA843" in codes(found)
    assert found.exit_code is ExitCode.INPUT_INVALID


@pytest.mark.parametrize("what", one_in(4, OTHER_VALUES))
def test_a_value_that_the_inputs_do_not_give_is_found(what: str, packet: Path) -> None:
    edit_pdf(pdf_in(packet), OTHER_VALUES[what])
    found = verified(claimed(packet))
    assert codes(found) == {"PA844"}
    assert found.exit_code is ExitCode.INPUT_INVALID


def moved_by_a_hair(pdf: Pdf) -> None:
    """As fonts measured otherwise place a link."""
    for mark in (mark for each in pdf.pages for mark in each.obj.get("/Annots", []) if mark.Subtype == Name.Link):
        mark.Rect = Array([round(float(side) + 0.4, 3) for side in mark.Rect])


def usual_said(pdf: Pdf) -> None:
    """As a library writes what another leaves out, since it is the usual value."""
    for each in pdf.pages:
        each.obj.CropBox = each.obj.TrimBox = each.mediabox
        each.obj.Rotate, each.obj.UserUnit = each.obj.get("/Rotate", 0), 1
        if "/Trans" in each.obj:
            del each.obj.Trans


def uncounted(pdf: Pdf) -> None:
    """As a library leaves out how many bookmarks stand under one that has none."""
    for item in pdf.objects:
        if isinstance(item, Dictionary) and "/Title" in item and "/First" not in item and "/Count" in item:
            del item["/Count"]


WRITTEN_OTHERWISE: dict[str, tuple[Edit, dict[str, object]]] = {
    "objects in streams": (lambda pdf: None, {"object_stream_mode": ObjectStreamMode.generate}),
    "nothing compressed": (lambda pdf: None, {"stream_decode_level": pikepdf.StreamDecodeLevel.generalized}),
    "links a hair beside": (moved_by_a_hair, {}),
    "usual values written out": (usual_said, {}),
    "bookmarks not counted": (uncounted, {}),
}


@pytest.mark.parametrize("what", one_in(3, WRITTEN_OTHERWISE))
def test_a_packet_that_another_version_wrote_is_not_proven_and_not_wrong(what: str, packet: Path) -> None:
    edit, options = WRITTEN_OTHERWISE[what]
    before = pdf_in(claimed(packet)).read_bytes()
    edit_pdf(pdf_in(packet), edit, **options)
    assert pdf_in(packet).read_bytes() != before
    rehash(packet)
    found = verified(packet)
    assert codes(found) == set()
    assert found.exit_code is ExitCode.NOT_PROVEN


def as_a_scanner_makes_it(pdf: Pdf) -> None:
    pdf.Root.Metadata = pdf.make_stream(b"<x/>", Type=Name.Metadata, Subtype=Name.XML)
    pdf.Root.MarkInfo, pdf.Root.PageLayout = Dictionary(Marked=True), Name.OneColumn
    pdf.docinfo["/Subject"], pdf.docinfo["/Scanner"] = "a report", "a scanner"
    for each in pdf.pages:
        each.obj.TrimBox, each.obj.Tabs, each.obj.Dur = Array([9, 9, 600, 780]), Name.S, 3
        each.obj.Group = Dictionary(Type=Name.Group, S=Name.Transparency, CS=Name.DeviceRGB, I=True)
        each.obj.Thumb = pdf.make_stream(
            b"0" * 12, Width=2, Height=2, ColorSpace=Name.DeviceRGB, BitsPerComponent=8
        )
        each.obj.StructParents, each.obj.PieceInfo = 0, Dictionary()
        each.contents_add(b"/Span <</Lang (en)>> BDC", prepend=True)
        each.contents_add(b"EMC")


@pytest.mark.slow
def test_what_an_exhibit_brings_along_is_no_forgery(own_practice: Path) -> None:
    """Its pages pass through intake, which takes most of it out; what is left is the packet's own."""
    edit_pdf(own_practice / "cases/clean-three-bodies/mri-report.pdf", as_a_scanner_makes_it)
    folder = made_packet(own_practice, into="odd")
    assert verified(folder).exit_code is ExitCode.OK
    edit_pdf(pdf_in(claimed(folder)), lambda pdf: None, object_stream_mode=ObjectStreamMode.generate)
    rehash(folder)
    assert verified(folder).exit_code is ExitCode.NOT_PROVEN


def test_how_images_were_made_smaller_is_no_word_of_the_manifest_alone(packet: Path) -> None:
    content = manifest_of(packet)
    content["files"][0]["images"] = "150 dpi"
    put_manifest(packet, content)
    found = verified(claimed(packet))
    assert codes(found) == {"PA849"}
    assert found.exit_code is ExitCode.INPUT_INVALID


def sheet(**properties: str) -> bytes:
    """A sheet that stays with the practice, with some of its properties as another version writes them."""
    out, again = io.BytesIO(), io.BytesIO()
    canvas = Canvas(out, invariant=1, lang="en-US")
    canvas.setTitle("Call")
    canvas.setAuthor("priorauth")
    canvas.drawString(72, 72, "Call")
    canvas.save()
    with pikepdf.open(out) as pdf:
        pdf.docinfo["/PriorauthInputs"] = "0" * 64
        for key, value in properties.items():
            pdf.docinfo[f"/{key}"] = value
        pdf.save(again)
    return again.getvalue()


SHEETS: dict[str, tuple[dict[str, str], bool, bool]] = {
    "as this version writes it": ({}, True, True),
    "a version that names its site": ({"Producer": "ReportLab PDF Library - www.reportlab.com"}, True, True),
    "a version that names itself twice": ({"Creator": "ReportLab PDF Library - (opensource)"}, True, True),
    "a version that writes brackets": ({"Creator": "(anonymous)", "Subject": "(unspecified)"}, True, True),
    "another title": ({"Title": "Call, done"}, True, False),
    "somebody's program": ({"Creator": "an editor"}, False, True),
    "somebody's subject": ({"Subject": "withdrawn"}, False, True),
    "a day": ({"CreationDate": "D:20261124000000Z"}, False, True),
    "another author": ({"Author": "A. Reader"}, False, True),
}


@pytest.mark.parametrize("what", SHEETS)
def test_a_sheet_that_is_not_sent_has_the_properties_of_its_library(what: str) -> None:
    properties, is_known, is_alike = SHEETS[what]
    made = sheet(**properties)
    found = prove_known(made, case_id="EX-CLEAN", is_sent=False)
    assert {problem.code for problem in found} == (set() if is_known else {"PA843"})
    assert say_the_same_around(sheet(), made) is is_alike
    assert unknown(made) == {"PA843"}


def test_a_title_names_its_own_case(packet: Path) -> None:
    assert unknown(pdf_in(packet).read_bytes(), "EX-OTHER") == {"PA843"}


def test_no_word_of_a_forger_is_repeated(packet: Path) -> None:
    path = pdf_in(packet)
    for key in ("/The patient was never seen here", "/TheWordsOfSomebodyWhoWantsToBeRead"):
        edit_pdf(path, noted(key, "x"))
    said = " ".join(found.message for found in prove_known(path.read_bytes(), case_id="EX-CLEAN"))
    assert said.count("its own entry") == 1
    assert "never" not in said
    assert "Somebody" not in said


def test_what_is_no_pdf_is_left_to_the_proof_that_it_is_inert() -> None:
    assert prove_known(io.BytesIO(b"%PDF-1.7 cut short").getvalue(), case_id="EX-CLEAN") == ()
