"""The hostile set: each file is refused with a code of its own or made harmless, and the run survives."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from priorauth.exhibits.opening import open_exhibits
from priorauth.exhibits.rejection import ExhibitRejected
from priorauth.exhibits.sandbox.limits import are_enforced
from priorauth.exhibits.sandbox.parent import Opener
from priorauth.exhibits.sandbox.protocol import Request, Taken
from priorauth.problems import Refused
from tests.exhibits.chart_files import case_of, image_file, text_pdf
from tests.exhibits.hostile import pdf_files, picture_files, word_files
from tests.exhibits.hostile.pdf_files import CANARY
from tests.property_budget import tried
from tests.quick_sample import one_in

WORKERS = "tests.exhibits.hostile.workers"


@pytest.fixture(scope="module")
def room() -> Iterator[Opener]:
    with Opener() as opener:
        yield opener


def pdf(edit: Callable[[pikepdf.Pdf], object]) -> bytes:
    return text_pdf("Words on a page", edit=edit)


def code_of(room: Opener, suffix: str, data: bytes) -> str:
    """The code a file is refused with, and an empty text for one that is taken."""
    try:
        room.open(Request(data, suffix))
    except ExhibitRejected as refusal:
        return refusal.code
    return ""


def everything_in(data: bytes) -> str:
    with pikepdf.open(io.BytesIO(data)) as opened:
        return repr(opened.trailer) + "".join(
            repr(item) + (item.read_bytes().decode("latin-1") if isinstance(item, pikepdf.Stream) else "")
            for item in opened.objects
        )


@pytest.mark.parametrize("edit", one_in(3, pdf_files.MADE_HARMLESS.values()), ids=pdf_files.MADE_HARMLESS)
def test_what_could_act_is_left_behind_and_the_page_stays(
    room: Opener, edit: Callable[[pikepdf.Pdf], None]
) -> None:
    data = pdf(edit)
    assert CANARY in everything_in(data)
    taken = room.open(Request(data, ".pdf"))
    assert CANARY not in everything_in(taken.pdf)
    assert "Words on a page" in taken.pages[0].text


_TEXT = "Words on a page"
REFUSED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "password to open": (".pdf", lambda: pdf_files.encrypted(user="u", owner="o"), "PA703"),
    "locked with a certificate": (".pdf", lambda: pdf_files.locked_by("Adobe.PubSec"), "PA703"),
    "locked by a program of its own": (".pdf", lambda: pdf_files.locked_by("Vendor.Lock"), "PA703"),
    "XFA": (".pdf", lambda: pdf(pdf_files.xfa), "PA713"),
    "layer switched off": (".pdf", lambda: pdf(pdf_files.layers(off=True)), "PA714"),
    "layers off at first": (".pdf", lambda: pdf(pdf_files.layers(base=True)), "PA714"),
    "layer that only prints": (
        ".pdf",
        lambda: pdf(
            pdf_files.layers(usage=pikepdf.Dictionary(View=pikepdf.Dictionary(ViewState=pikepdf.Name.OFF)))
        ),
        "PA714",
    ),
    "shown when a layer is not": (".pdf", lambda: pdf(pdf_files.layers(policy=True)), "PA714"),
    "content in another file": (".pdf", lambda: pdf(pdf_files.content(b"", F=pikepdf.String("x.bin"))), "PA715"),
    "page of another file": (
        ".pdf",
        lambda: pdf(pdf_files.on_resource(pdf_files.set_key("/Ref", lambda _: pikepdf.Dictionary(F="x")))),
        "PA715",
    ),
    "PostScript": (
        ".pdf",
        lambda: pdf(pdf_files.on_resource(pdf_files.set_key("/Subtype", lambda _: pikepdf.Name.PS))),
        "PA715",
    ),
    "content bomb": (".pdf", lambda: pdf(pdf_files.content(pdf_files.bomb())), "PA716"),
    "damaged content": (".pdf", lambda: pdf(pdf_files.content(b"no zlib at all")), "PA708"),
    "picture bomb in a PDF": (".pdf", lambda: pdf(pdf_files.huge_picture), "PA716"),
    "deep page tree": (".pdf", lambda: pdf(pdf_files.deep_tree), "PA716"),
    "page tree in a circle": (".pdf", lambda: pdf(pdf_files.circle), "PA708"),
    "too many pages": (".pdf", pdf_files.many_pages, "PA716"),
    "page missing": (".pdf", lambda: pdf_files.lost_page(text_pdf()), "PA712"),
    "old entry shown": (".pdf", lambda: pdf(pdf_files.text_form("48", shown="12")), "PA718"),
    "nothing shown": (".pdf", lambda: pdf(pdf_files.text_form("48", shown="")), "PA718"),
    "letters no font has": (".pdf", lambda: pdf(pdf_files.text_form("中村")), "PA709"),
    "more than the field has room for": (".pdf", lambda: pdf(pdf_files.text_form("Total " * 20)), "PA709"),
    "box ticked in store alone": (".pdf", lambda: pdf(pdf_files.box_form("/Yes", "/Off")), "PA717"),
    "box ticked on the page alone": (".pdf", lambda: pdf(pdf_files.box_form("/Off", "/Yes")), "PA717"),
    "box in a state nobody drew": (".pdf", lambda: pdf(pdf_files.box_form("/Maybe", None)), "PA717"),
    "picture named PDF": (".pdf", image_file, "PA710"),
    "web page named PDF": (".pdf", lambda: b"<!DOCTYPE html><html>hello</html>", "PA710"),
    "web page named text": (".txt", lambda: b"<html>hello</html>", "PA710"),
    "program named PDF": (".pdf", lambda: b"MZ" + bytes(200), "PA710"),
    "PDF named Word": (".docx", text_pdf, "PA710"),
    "old Word file": (".docx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "PA710"),
    "Word file under a password": (
        ".docx",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64) + "EncryptedPackage".encode("utf-16-le"),
        "PA703",
    ),
    "spreadsheet named Word": (".docx", lambda: word_files.packed({"xl/workbook.xml": b"<x/>"}), "PA710"),
    "PDF and archive in one": (".pdf", lambda: text_pdf() + word_files.packed({"a": b"b"}), "PA711"),
    "picture and archive in one": (".png", lambda: image_file() + word_files.packed({"a": b"b"}), "PA711"),
    "PDF behind something else": (".pdf", lambda: b"\1" * 40 + text_pdf(), "PA711"),
    "program behind a PDF": (".pdf", lambda: text_pdf() + b"MZ" + b"\1" * 600, "PA711"),
    "nothing at all": (".pdf", lambda: b"", "PA712"),
    "another kind of file": (".exe", lambda: b"MZ", "PA707"),
    "PNG bomb": (".png", picture_files.png_bomb, "PA716"),
    "PNG past the limit": (".png", lambda: picture_files.png_bomb(10_100), "PA716"),
    "frames without end": (".tif", picture_files.many_frames, "PA716"),
    "cut JPEG": (".jpg", lambda: image_file("L", "JPEG")[:-40], "PA702"),
    "archive whose parts overlap": (".docx", word_files.overlapping, "PA723"),
    "archive with something before it": (".docx", word_files.prefixed, "PA723"),
    "part that leads out": (".docx", lambda: word_files.with_part("../../evil.xml"), "PA723"),
    "part with an absolute name": (".docx", lambda: word_files.with_part("/etc/evil"), "PA723"),
    "two parts of one name": (".docx", word_files.twice_named, "PA723"),
    "zip bomb": (".docx", lambda: word_files.with_part("word/media/a.bin", bytes(50_000_000)), "PA723"),
    "encrypted parts": (".docx", word_files.protected, "PA723"),
    "document type and entities": (".docx", word_files.doctype, "PA723"),
    "template fetched from elsewhere": (
        ".docx",
        lambda: word_files.related("attachedTemplate", "https://example.org/x.dotm", external=True),
        "PA723",
    ),
    "picture fetched from elsewhere": (
        ".docx",
        lambda: word_files.related("image", "https://example.org/x.png", external=True),
        "PA723",
    ),
    "link to a file": (".docx", lambda: word_files.related("hyperlink", "file:///c:/x", external=True), "PA723"),
    "macros": (".docx", lambda: word_files.with_part("word/vbaProject.bin"), "PA723"),
    "embedded object": (".docx", lambda: word_files.with_part("word/embeddings/a.bin"), "PA723"),
    "ActiveX": (".docx", lambda: word_files.with_part("word/activeX/a.bin"), "PA723"),
    "another document pulled in": (".docx", lambda: word_files.with_body('<w:altChunk w:id="x"/>'), "PA723"),
    "field that fetches": (
        ".docx",
        lambda: word_files.in_paragraph('<w:r><w:instrText>INCLUDETEXT "x"</w:instrText></w:r>'),
        "PA723",
    ),
    "pending insertion": (
        ".docx",
        lambda: word_files.in_paragraph(f'<w:ins w:id="1" w:author="x">{word_files.run("new")}</w:ins>'),
        "PA724",
    ),
    "pending deletion": (
        ".docx",
        lambda: word_files.in_paragraph(
            '<w:del w:id="1" w:author="x"><w:r><w:delText>no</w:delText></w:r></w:del>'
        ),
        "PA724",
    ),
    "hidden words": (".docx", lambda: word_files.in_paragraph(word_files.run("not", "<w:vanish/>")), "PA725"),
    "white words": (
        ".docx",
        lambda: word_files.in_paragraph(word_files.run("not", '<w:color w:val="FFFFFF"/>')),
        "PA725",
    ),
    "tiny words": (".docx", lambda: word_files.in_paragraph(word_files.run("not", '<w:sz w:val="2"/>')), "PA725"),
    "chart": (".docx", lambda: word_files.in_paragraph(word_files.DRAWING.format(kind="chart")), "PA726"),
    "SmartArt": (".docx", lambda: word_files.in_paragraph(word_files.DRAWING.format(kind="diagram")), "PA726"),
    "text box": (".docx", lambda: word_files.in_paragraph("<w:r><w:pict/></w:r>"), "PA726"),
    "comment": (".docx", lambda: word_files.in_paragraph('<w:r><w:commentReference w:id="1"/></w:r>'), "PA726"),
    "equation": (
        ".docx",
        lambda: word_files.in_paragraph('<m:oMath xmlns:m="http://schemas.openxmlformats.org/x"><m:r/></m:oMath>'),
        "PA726",
    ),
    "tick in a symbol font": (
        ".docx",
        lambda: word_files.in_paragraph(word_files.run("R", '<w:rFonts w:ascii="Wingdings"/>')),
        "PA726",
    ),
    "letters in Word no font has": (".docx", lambda: word_files.plain("\u4e2d"), "PA728"),
    "text in another encoding": (".txt", lambda: "Müller".encode("latin-1"), "PA727"),
    "text with control characters": (".txt", lambda: b"a\x1b[2Jb", "PA728"),
    "text without a letter": (".txt", lambda: b" \n", "PA712"),
    "text without end": (".txt", lambda: b"a\n" * 3_000_000, "PA716"),
}


@pytest.mark.parametrize("name", one_in(3, REFUSED))
def test_each_hostile_file_is_refused_with_its_own_code(room: Opener, name: str) -> None:
    suffix, build, code = REFUSED[name]
    assert code_of(room, suffix, build()) == code


TRUNCATED = text_pdf(*(f"Page {number}" for number in range(5)))


@pytest.mark.parametrize("length", one_in(4, (int(len(TRUNCATED) * part / 20) - 1 for part in range(1, 21))))
def test_a_pdf_cut_at_any_length_is_known_to_be_cut(room: Opener, length: int) -> None:
    cut = TRUNCATED[:length].rstrip()[: length - 3]
    assert code_of(room, ".pdf", cut) == "PA712"


@pytest.mark.parametrize("compression", ["group3", "group4"])
@pytest.mark.parametrize("seed", one_in(4, range(8)))
def test_a_fax_with_flipped_bits_is_refused(room: Opener, compression: str, seed: int) -> None:
    whole = picture_files.fax(compression)
    assert code_of(room, ".tif", whole) == ""
    assert code_of(room, ".tif", picture_files.flipped(whole, seed)) == "PA722"


CODINGS: dict[str, dict[str, int]] = {
    "plain": {},
    "two ways": {"tag292": 1},
    "filled": {"tag292": 4},
    "mirrored": {"tag266": 2},
}


@pytest.mark.parametrize(("coding", "compression"), one_in(3, product(CODINGS, ["group3", "group4"])))
def test_every_coding_of_a_sound_fax_is_taken(room: Opener, coding: str, compression: str) -> None:
    tags = CODINGS[coding]
    data = picture_files.fax(compression, **({} if compression == "group4" and "tag292" in tags else tags))
    assert code_of(room, ".tif", data) == ""


def test_a_photograph_comes_without_place_maker_or_note(room: Opener) -> None:
    data = picture_files.photograph()
    assert b"CANARY" in data
    taken = room.open(Request(data, ".jpg"))
    with pikepdf.open(io.BytesIO(taken.pdf)) as opened:
        kept = opened.pages[0].obj.Resources.XObject.Scan.read_raw_bytes()
    assert b"CANARY" not in kept
    assert b"Exif" not in kept
    before, after = Image.open(io.BytesIO(data)), Image.open(io.BytesIO(kept))
    assert before.tobytes() == after.tobytes()


def test_layers_that_are_all_on_lose_their_switches(room: Opener) -> None:
    taken = room.open(Request(pdf(pdf_files.layers()), ".pdf"))
    assert "OCProperties" not in everything_in(taken.pdf)


@pytest.mark.parametrize(("stored", "shown"), [("/Yes", "/Yes"), ("/Off", "/Off"), (None, "/Off")])
def test_a_box_that_shows_what_is_stored_is_taken(room: Opener, stored: str | None, shown: str | None) -> None:
    assert code_of(room, ".pdf", pdf(pdf_files.box_form(stored, shown))) == ""


@pytest.mark.parametrize(
    ("value", "options", "said"),
    [
        ("first line\nsecond line", {"flags": 1 << 12, "height": 60}, ["first line", "second line"]),
        ("12345", {"flags": 1 << 24, "MaxLen": 5}, ["1"]),
    ],
    ids=["several lines", "comb"],
)
def test_long_and_combed_entries_are_drawn(
    room: Opener, value: str, options: dict[str, int], said: list[str]
) -> None:
    taken = room.open(Request(pdf(pdf_files.text_form(value, shown=None, **options)), ".pdf"))
    assert all(part in taken.pages[0].text for part in said)
    letters = "".join(taken.pages[0].text.split())
    assert "".join(value.split()) in letters


@pytest.mark.skipif(not are_enforced(), reason="this system has no limits but time")
@pytest.mark.parametrize(
    ("misdeed", "code"),
    [
        pytest.param("spin", "PA719", marks=pytest.mark.slow),
        ("crash", "PA721"),
        ("devour", "PA720"),
        pytest.param("vanish", "PA721", marks=pytest.mark.slow),
        pytest.param("kill", "PA721", marks=pytest.mark.slow),
        pytest.param("raise", "PA721", marks=pytest.mark.slow),
    ],
)
def test_a_child_that_misbehaves_costs_its_file_alone(misdeed: str, code: str) -> None:
    with Opener(WORKERS) as opener:
        assert code_of(opener, ".pdf", text_pdf() + f"% misdeed {misdeed}".encode()) == code
        assert code_of(opener, ".pdf", text_pdf()) == ""


@pytest.mark.slow
def test_a_child_that_hangs_is_stopped() -> None:
    with Opener(WORKERS, seconds=3) as opener:
        assert code_of(opener, ".pdf", text_pdf() + b"% misdeed hang") == "PA719"
    with Opener(WORKERS) as opener:
        assert code_of(opener, ".pdf", text_pdf()) == ""


@pytest.mark.skipif(not are_enforced(), reason="this system has no limits but time")
def test_a_child_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with Opener(WORKERS) as opener:
        assert code_of(opener, ".pdf", text_pdf() + b"% misdeed write") == ""
    assert not any(path.stat().st_size for path in tmp_path.iterdir())


@pytest.mark.parametrize(
    "name", one_in(3, ["old entry shown", "zip bomb", "PNG bomb", "page tree in a circle", "macros"])
)
def test_one_hostile_file_among_four_good_ones_is_the_one_reported(tmp_path: Path, name: str) -> None:
    suffix, build, code = REFUSED[name]
    files = {
        "a.pdf": text_pdf(),
        "b.png": image_file(),
        f"c{suffix}": build(),
        "d.docx": word_files.plain(),
        "e.txt": b"Plain words",
    }
    with pytest.raises(Refused) as refused:
        open_exhibits(case_of(files, tmp_path), tmp_path)
    assert [(p.code, p.where.exhibit) for p in refused.value.problems] == [(code, "C")]


def test_one_file_that_crashes_its_reader_leaves_the_others_open(tmp_path: Path) -> None:
    files = {"a.pdf": text_pdf(), "b.pdf": text_pdf() + b"% misdeed crash", "c.png": image_file()}
    with pytest.raises(Refused) as refused:
        open_exhibits(case_of(files, tmp_path), tmp_path, opener=Opener(WORKERS))
    assert [(p.code, p.where.exhibit) for p in refused.value.problems] == [("PA721", "B")]


WHOLE: dict[str, Callable[[], bytes]] = {
    ".pdf": lambda: pdf(pdf_files.text_form("Total 48", shown="Total 48")),
    ".png": image_file,
    ".jpg": picture_files.photograph,
    ".tif": picture_files.fax,
    ".docx": word_files.plain,
    ".txt": "Words of a record\nÄ second line\f\n".encode,
}


def mutated(data: bytes, seed: int) -> bytes:
    chance = random.Random(seed)  # noqa: S311
    spoiled = bytearray(data)
    for _ in range(chance.randrange(1, 12)):
        place = chance.randrange(len(spoiled) or 1)
        match chance.randrange(4):
            case 0 if spoiled:
                spoiled[place] = chance.randrange(256)
            case 1:
                del spoiled[place : place + chance.randrange(1, 40)]
            case 2:
                spoiled[place:place] = chance.randbytes(chance.randrange(1, 40))
            case _:
                end = place + chance.randrange(1, 200)
                spoiled[place:place] = spoiled[place:end]
    return bytes(spoiled)


@pytest.mark.parametrize("data", [b"", b" \r\n\n", bytes(4_096)], ids=["nothing", "blank lines", "zeros"])
@pytest.mark.parametrize("suffix", WHOLE)
def test_a_file_with_nothing_in_it_is_asked_for_again(room: Opener, suffix: str, data: bytes) -> None:
    assert code_of(room, suffix, data) == "PA712"


@pytest.mark.slow
@pytest.mark.parametrize("suffix", WHOLE)
def test_a_spoiled_file_is_taken_or_refused_and_never_breaks_its_reader(room: Opener, suffix: str) -> None:
    whole = WHOLE[suffix]()
    assert code_of(room, suffix, whole) == ""
    codes = {code_of(room, suffix, mutated(whole, seed)) for seed in range(tried(60))}
    assert codes - {""}
    assert "PA721" not in codes


@pytest.mark.slow
def test_the_same_file_gives_the_same_bytes(room: Opener) -> None:
    for suffix, build in WHOLE.items():
        first: Taken = room.open(Request(build(), suffix))
        assert room.open(Request(build(), suffix)) == first
