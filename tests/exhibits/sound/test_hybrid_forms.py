"""Forms that are kept as fields and as XFA: taken where both say the same, refused where they differ."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from html import escape

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from priorauth.exhibits.rejection import ExhibitRejected
from priorauth.exhibits.sandbox.parent import Opener
from priorauth.exhibits.sandbox.protocol import Request
from tests.exhibits.chart_files import text_pdf
from tests.exhibits.hostile.pdf_files import HELVETICA
from tests.quick_sample import one_in

_HEAD = '<xfa:datasets xmlns:xfa="http://www.xfa.org/schema/xfa-data/1.0/"><xfa:data><form1><page1>'
_TAIL = "</page1></form1></xfa:data></xfa:datasets>"
RICH = '<body xmlns="http://www.w3.org/1999/xhtml"><p>Sits <b>20</b> minutes</p></body>'


@pytest.fixture(scope="module")
def room() -> Iterator[Opener]:
    with Opener() as opener:
        yield opener


def data_of(entries: Mapping[str, str]) -> bytes:
    inner = "".join(
        f"<{name}>{value if value == RICH else escape(value)}</{name}>" for name, value in entries.items()
    )
    return f"{_HEAD}{inner}{_TAIL}".encode()


def hybrid(
    texts: Mapping[str, str],
    boxes: Mapping[str, bool],
    data: bytes | None,
    *,
    whole: bool = False,
    dynamic: bool = False,
) -> bytes:
    """A form with text fields and check boxes on its page, and an XFA form beside them with this data."""

    def edit(pdf: Pdf) -> None:
        top = pdf.make_indirect(Dictionary(T=String("form1[0]"), Kids=Array([])))
        marks = Array([])
        for number, (name, value) in enumerate(texts.items()):
            place = [100, 600 - 30 * number, 400, 620 - 30 * number]
            field = Dictionary(
                Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String(f"{name}[{number}]"), V=String(value), F=4,
                DA=String("/Helv 12 Tf 0 g"), Rect=Array(place), Parent=top,
            )  # fmt: skip
            marks.append(pdf.make_indirect(field))
        for number, (name, ticked) in enumerate(boxes.items()):
            look = {
                f"/{state}": pdf.make_stream(b"0 0 9 9 re f", BBox=[0, 0, 9, 9], Subtype=Name.Form)
                for state in ("1", "Off")
            }
            state = Name("/1") if ticked else Name.Off
            field = Dictionary(
                Type=Name.Annot, Subtype=Name.Widget, FT=Name.Btn, T=String(f"{name}[0]"), V=state, AS=state, F=4,
                Rect=Array([100 + 20 * number, 300, 109 + 20 * number, 309]), Parent=top, AP=Dictionary(N=Dictionary(look)),
            )  # fmt: skip
            marks.append(pdf.make_indirect(field))
        top.Kids = marks
        pdf.pages[0].obj.Annots = marks
        form = Dictionary(
            Fields=Array([top] if len(marks) else []), DA=String("/Helv 12 Tf 0 g"),
            DR=Dictionary(Font=Dictionary(Helv=HELVETICA)),
        )  # fmt: skip
        pieces = {"preamble": b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'>", "postamble": b"</xdp:xdp>"}
        if data is not None:
            pieces = {"preamble": pieces["preamble"], "datasets": data, "postamble": pieces["postamble"]}
        if whole:
            form.XFA = pdf.make_stream(b"".join(pieces.values()))
        else:
            form.XFA = Array(
                [item for name, part in pieces.items() for item in (String(name), pdf.make_stream(part))]
            )
        pdf.Root.AcroForm = form
        if dynamic:
            pdf.Root.NeedsRendering = True

    return text_pdf("A questionnaire", edit=edit)


TEXTS = {"limits": "Sits 20 minutes", "visited": "11/03/2026", "score": "48"}

SAME: dict[str, Mapping[str, str]] = {
    "word for word": {**TEXTS, "night": "1", "rest": "0"},
    "dates and numbers in another way": {"score": "48.00", "visited": "2026-11-03", "limits": RICH, "night": "1"},
    "spaces in another way": {**TEXTS, "limits": "Sits  20\nminutes", "night": "1", "rest": "", "unused": " "},
}


@pytest.mark.parametrize("whole", [False, True], ids=["in packets", "in one stream"])
@pytest.mark.parametrize("name", SAME)
def test_a_form_that_says_the_same_both_ways_is_taken_as_its_fields(room: Opener, name: str, whole: bool) -> None:
    file = hybrid(TEXTS, {"night": True, "rest": False}, data_of(SAME[name]), whole=whole)
    taken = room.open(Request(file, ".pdf"))
    assert all(value in taken.pages[0].text for value in TEXTS.values())
    with pikepdf.open(io.BytesIO(taken.pdf)) as opened:
        assert "/AcroForm" not in opened.Root


def test_an_empty_form_is_taken(room: Opener) -> None:
    assert room.open(Request(hybrid({"score": ""}, {"night": False}, None), ".pdf")).pages[0].text.strip()


OTHERS = {
    "another score": {**TEXTS, "score": "12", "night": "1"},
    "a value more": {**TEXTS, "night": "1", "addendum": "Numbness of the leg"},
    "a value fewer": {"score": "48", "visited": "11/03/2026", "night": "1"},
    "two values swapped": {**TEXTS, "score": "11/03/2026", "visited": "48", "night": "1"},
    "a box ticked in one alone": {**TEXTS, "night": "1", "rest": "1"},
    "a box not ticked in one": {**TEXTS, "night": "0"},
}


@pytest.mark.parametrize("name", OTHERS)
def test_a_form_that_says_one_thing_and_stores_another_is_refused(room: Opener, name: str) -> None:
    with pytest.raises(ExhibitRejected, match="PA713") as refused:
        room.open(Request(hybrid(TEXTS, {"night": True, "rest": False}, data_of(OTHERS[name])), ".pdf"))
    assert refused.value.names["kind"] == "stores other entries than its pages show"


@pytest.mark.parametrize(
    "file",
    [
        hybrid({}, {}, data_of(TEXTS)),
        hybrid(TEXTS, {}, data_of(TEXTS), dynamic=True),
    ],
    ids=["no field on a page", "drawn by its program"],
)
def test_a_form_that_only_its_program_draws_is_refused_by_that_name(room: Opener, file: bytes) -> None:
    with pytest.raises(ExhibitRejected, match="PA713") as refused:
        room.open(Request(file, ".pdf"))
    assert refused.value.names["kind"] == "exists only in the program that fills it in"


@pytest.mark.parametrize(
    "data", one_in(3, [b"<xfa:datasets", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>", b"\0\1"])
)
def test_data_that_cannot_be_read_is_no_proof(room: Opener, data: bytes) -> None:
    with pytest.raises(ExhibitRejected, match="PA713"):
        room.open(Request(hybrid(TEXTS, {}, data), ".pdf"))
