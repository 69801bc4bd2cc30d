"""Every way a packet was tampered with is found, and named by its own code; what was not tampered with is sound."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from priorauth.assembly.pipeline import Format
from priorauth.problems import ExitCode, Refused
from priorauth.submission.build_spec import Delivery
from tests.quick_sample import one_in
from tests.verify.packets import CLEAN, codes, made_packet, verified
from tests.verify.tampering import (
    MANIFEST,
    add_part,
    edit_pdf,
    edit_word,
    forged_words,
    letter_in,
    manifest_of,
    new_paragraph,
    pdf_in,
    put_manifest,
    rehash,
    reprint,
    words,
)


def flip(folder: Path) -> None:
    data = bytearray(pdf_in(folder).read_bytes())
    data[len(data) // 2] ^= 1
    pdf_in(folder).write_bytes(bytes(data))


def swap(pdf: Pdf) -> None:
    first, second = pdf.pages[0], pdf.pages[1]
    pdf.pages[0], pdf.pages[1] = second, first


def in_pdf(edit: Callable[[Pdf], object], *, rehashed: bool = True) -> Callable[[Path], None]:
    def tamper(folder: Path) -> None:
        edit_pdf(pdf_in(folder), edit)
        if rehashed:
            rehash(folder)

    return tamper


def script(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")


def annotate(subtype: str, **keys: Any) -> Callable[[Pdf], None]:
    def edit(pdf: Pdf) -> None:
        mark = Dictionary(Type=Name.Annot, Subtype=Name(subtype), Rect=Array([0, 0, 9, 9]), **keys)
        page = pdf.pages[0]
        page.obj.Annots = Array([*page.obj.get("/Annots", Array([])), pdf.make_indirect(mark)])

    return edit


def field(pdf: Pdf) -> None:
    annotate("/Widget", FT=Name.Tx, T="x")(pdf)
    pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.pages[0].obj.Annots[-1]]))


def attach(pdf: Pdf) -> None:
    pdf.attachments["note.txt"] = b"words"


def append(folder: Path) -> None:
    pdf_in(folder).write_bytes(pdf_in(folder).read_bytes() + b"\n% more\n")
    rehash(folder)


def encrypt(folder: Path) -> None:
    edit_pdf(pdf_in(folder), lambda pdf: None, encryption=pikepdf.Encryption(owner="o", user=""))


def in_manifest(change: Callable[[dict[str, Any]], object], **options: Any) -> Callable[[Path], None]:
    def tamper(folder: Path) -> None:
        content = manifest_of(folder)
        change(content)
        put_manifest(folder, content, **options)

    return tamper


def put(*path: Any, value: object) -> Callable[[dict[str, Any]], None]:
    def change(content: dict[str, Any]) -> None:
        target: Any = content
        for part in path[:-1]:
            target = target[part]
        assert target[path[-1]] != value
        target[path[-1]] = value

    return change


def forged(*path: Any, value: object) -> Callable[[Path], None]:
    """Change the manifest and then every hash a forger can reach."""

    def tamper(folder: Path) -> None:
        in_manifest(put(*path, value=value))(folder)
        reprint(folder)

    return tamper


def text_of(content: bytes) -> Callable[[Path], None]:
    def tamper(folder: Path) -> None:
        (folder / MANIFEST).write_bytes(content)

    return tamper


def respaced(folder: Path) -> None:
    path = folder / MANIFEST
    path.write_bytes(path.read_bytes().replace(b'  "case_id"', b'   "case_id"'))


def doubled(folder: Path) -> None:
    path = folder / MANIFEST
    path.write_bytes(path.read_bytes().replace(b'  "draft": false', b'  "draft": true,\n  "draft": false'))


def renamed(folder: Path) -> None:
    pdf_in(folder).rename(folder / "packet.pdf")


ZEROS = "0" * 64

PACKETS: dict[str, tuple[Callable[[Path], object], set[str]]] = {
    "a byte of the PDF is flipped": (flip, {"PA837"}),
    "the PDF is cut short": (lambda f: pdf_in(f).write_bytes(pdf_in(f).read_bytes()[:-2000]), {"PA836"}),
    "the PDF is empty": (lambda f: pdf_in(f).write_bytes(b""), {"PA836", "PA840", "PA843"}),
    "a page is dropped": (in_pdf(lambda pdf: pdf.pages.__delitem__(2), rehashed=False), {"PA836", "PA838"}),
    "a page is dropped, and hashed": (in_pdf(lambda pdf: pdf.pages.__delitem__(2)), {"PA844"}),
    "a page is doubled, and hashed": (in_pdf(lambda pdf: pdf.pages.append(pdf.pages[0])), {"PA844"}),
    "two pages are swapped, and hashed": (in_pdf(swap), {"PA844"}),
    "words of the PDF are changed, and hashed": (forged_words, {"PA844"}),
    "a script is added, and hashed": (in_pdf(script), {"PA842", "PA844"}),
    "a link to a program is added": (
        in_pdf(annotate("/Link", A=Dictionary(S=Name.Launch, F="x.exe"))),
        {"PA842", "PA844"},
    ),
    "a link to another file is added": (
        in_pdf(annotate("/Link", A=Dictionary(S=Name.GoToR, F="x.pdf"))),
        {"PA842", "PA844"},
    ),
    "a note is stuck on": (in_pdf(annotate("/Text", Contents="words")), {"PA842", "PA844"}),
    "a form field is added": (in_pdf(field), {"PA842", "PA844"}),
    "a drawn mark is added, and hashed": (in_pdf(annotate("/Square")), {"PA844"}),
    "a file is attached": (in_pdf(attach), {"PA842", "PA844"}),
    "bytes are appended, and hashed": (append, {"PA843", "PA844"}),
    "the PDF is encrypted": (encrypt, {"PA836", "PA843"}),
    "the digest is taken out of the PDF": (
        in_pdf(lambda pdf: pdf.docinfo.__delitem__("/PriorauthInputs")),
        {"PA841", "PA844"},
    ),
    "the PDF is gone": (lambda f: pdf_in(f).unlink(), {"PA835"}),
    "the PDF is renamed": (renamed, {"PA835", "PA839"}),
    "the letter is gone": (lambda f: letter_in(f).unlink(), {"PA835"}),
    "a file is added": (lambda f: (f / "more.pdf").write_bytes(b"%PDF-"), {"PA839"}),
    "a folder is added": (lambda f: (f / "more").mkdir(), {"PA839"}),
    "a hash of the manifest is edited": (
        in_manifest(put("files", 0, "sha256", value=ZEROS), reseal=False),
        {"PA834", "PA837", "PA844"},
    ),
    "the seal is edited": (in_manifest(put("seal", value=ZEROS), reseal=False), {"PA834"}),
    "a criterion is edited": (
        in_manifest(put("criteria", "modic-type", value="not_met"), reseal=False),
        {"PA834", "PA849"},
    ),
    "a criterion is edited and sealed": (
        in_manifest(put("criteria", "modic-type", value="not_met")),
        {"PA841", "PA849"},
    ),
    "a criterion is edited and all is forged": (
        forged("criteria", "modic-type", value="not_met"),
        {"PA844", "PA849"},
    ),
    "the day is edited and all is forged": (forged("as_of", value="2026-11-23"), {"PA844", "PA852", "PA853"}),
    "it is called a sample no more, and forged": (forged("sample", value=False), {"PA844", "PA849"}),
    "a profile's hash is forged": (forged("profile", "sha256", value=ZEROS), {"PA845"}),
    "a template's hash is forged": (forged("templates", 0, "sha256", value=ZEROS), {"PA845"}),
    "an exhibit's hash is forged": (forged("exhibits", 1, "sha256", value=ZEROS), {"PA845"}),
    "an exhibit is taken out of the list": (forged("exhibits", value=[]), {"PA845"}),
    "the letterhead's hash is forged": (forged("letterhead_sha256", value=ZEROS), {"PA845"}),
    "the settings' hash is forged": (forged("practice_sha256", value=ZEROS), {"PA845"}),
    "a text of the practice's own is forged, and called approved": (
        forged("own_texts", value=[{"file": "templates/cover.md", "sha256": ZEROS, "approved": True}]),
        {"PA581", "PA849"},
    ),
    "a text of the practice's own is forged, and called unapproved": (
        forged("own_texts", value=[{"file": "templates/cover.md", "sha256": ZEROS, "approved": False}]),
        {"PA849"},
    ),
    "an override is forged": (
        forged("overrides", value=[{"criterion": "modic-type", "by": "R P", "reason": "x"}]),
        {"PA848"},
    ),
    "a file's page count is edited": (in_manifest(put("files", 0, "pages", value=3)), {"PA838"}),
    "a file is struck from the manifest": (in_manifest(lambda c: c["files"].pop(2)), {"PA839", "PA849"}),
    "the manifest is laid out anew": (respaced, {"PA831"}),
    "a key of the manifest stands twice": (doubled, {"PA831"}),
}


@pytest.mark.parametrize("what", one_in(5, PACKETS))
def test_a_tampered_packet_is_found_out(what: str, packet: Path) -> None:
    tamper, expected = PACKETS[what]
    tamper(packet)
    found = verified(packet)
    assert expected <= codes(found)
    assert found.exit_code is ExitCode.INPUT_INVALID
    if "PA845" not in expected:
        assert codes(found) - expected <= {"PA837", "PA840", "PA842", "PA843", "PA844", "PA841"}


REFUSED: dict[str, tuple[Callable[[Path], object], str]] = {
    "there is no manifest": (lambda f: (f / MANIFEST).unlink(), "PA830"),
    "the manifest is not JSON": (text_of(b"{"), "PA831"),
    "the manifest is not UTF-8": (text_of(b"\xff\xfe{}"), "PA831"),
    "the manifest is a list": (text_of(b"[]"), "PA831"),
    "the manifest is nested without end": (text_of(b"[" * 100_000), "PA831"),
    "the manifest is huge": (text_of(b" " * 3_000_000), "PA831"),
    "a key is not known": (in_manifest(lambda c: c.update(extra=1)), "PA832"),
    "a key is missing": (in_manifest(lambda c: c.pop("case_sha256")), "PA832"),
    "a hash is no hash": (in_manifest(put("case_sha256", value="x")), "PA832"),
    "a file's name leads out": (in_manifest(put("files", 0, "name", value="../x.pdf")), "PA832"),
    "a file's name is the manifest's": (in_manifest(put("files", 0, "name", value="manifest.json")), "PA832"),
    "two files have one name": (in_manifest(lambda c: c["files"].append(c["files"][0])), "PA832"),
    "the layout is of another version": (in_manifest(put("manifest", value=1)), "PA833"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_manifest_that_cannot_be_used_is_refused(what: str, packet: Path) -> None:
    tamper, expected = REFUSED[what]
    tamper(packet)
    with pytest.raises(Refused) as refusal:
        verified(packet)
    assert {p.code for p in refusal.value.problems} == {expected}
    assert refusal.value.exit_code is ExitCode.INPUT_INVALID


def test_a_file_of_another_case_is_found_out(packet: Path, other_packet: Path) -> None:
    shutil.copy(pdf_in(other_packet), pdf_in(packet))
    assert {"PA836", "PA841"} <= codes(verified(packet))
    rehash(packet)
    assert {"PA841", "PA844"} <= codes(verified(packet))


def test_a_packet_of_another_case_is_no_packet_of_this_one(other_packet: Path, tmp_path: Path) -> None:
    """It is whole, and would go out by the name of its folder."""
    sent = other_packet.parent.parent / tmp_path.name
    placed = shutil.copytree(other_packet, sent / "EX-CLEAN")
    found = verified(placed, remake=False)
    assert [p.message for p in found.problems if p.code == "PA862"] == [
        "the folder is called after the case 'EX-CLEAN', and the packet in it is another case's"
    ]
    assert found.exit_code is ExitCode.INPUT_INVALID
    for name in ("EX-STRICT", "EX-STRICT as sent", "EX-CLEAN and EX-STRICT", "EX-NOBODY"):
        assert codes(verified(placed.rename(sent / name), remake=False)) == set()
        placed = sent / name


def test_a_letter_of_another_case_is_found_out(packet: Path, other_packet: Path) -> None:
    shutil.copy(letter_in(other_packet), letter_in(packet))
    found = verified(packet)
    kinds = {p.message.split(" in paragraph")[0] for p in found.problems if p.code == "PA853"}
    assert {"a name", "a date"} <= kinds


HIDDEN = "<w:rPr><w:vanish/></w:rPr>"
TRACKED = '<w:ins w:id="1" w:author="x"><w:r><w:t>more</w:t></w:r></w:ins>'
LINKED = (
    '<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
    'Target="{target}" TargetMode="External"/></Relationships>'
)


def link_out(kind: str, target: str) -> Callable[[Path], None]:
    return lambda path: edit_word(
        path,
        words("</Relationships>", LINKED.format(kind=kind, target=target)),
        part="word/_rels/document.xml.rels",
    )


def in_letter(edit: Callable[[str], str]) -> Callable[[Path], None]:
    return lambda path: edit_word(path, edit)


def without_paragraph(holding: str) -> Callable[[str], str]:
    def edit(xml: str) -> str:
        (found,) = [p for p in re.findall(r"<w:p>.*?</w:p>|<w:p .*?</w:p>", xml) if holding in p]
        return xml.replace(found, "")

    return edit


COMMENTS = (
    b'<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    b'<w:comment w:id="0"><w:p/></w:comment></w:comments>'
)

LETTERS: dict[str, tuple[Callable[[Path], object], set[str], str]] = {
    "a level is changed": (in_letter(words("type 1 at L4-L5", "type 1 at L3-L4")), {"PA852", "PA853"}, "a disc level"),
    "a level is changed to another of the case": (
        in_letter(words("Modic type 1 at L4-L5 (", "Modic type 1 at L5-S1 (")),
        {"PA852", "PA855"},
        "a disc level",
    ),
    "two levels change places": (
        in_letter(words("matches L4-L5 and L5-S1", "matches L5-S1 and L4-L5")),
        {"PA855"},
        "a disc level",
    ),
    "a level's spelling hides a change": (
        in_letter(words("matches L4-L5 and", "matches L3/4 and")),
        {"PA852", "PA853"},
        "a disc level",
    ),
    "a body is changed": (in_letter(words("L4, L5 and S1 (", "L3, L5 and S1 (")), {"PA852", "PA855"}, "a vertebral body"),
    "a type is changed": (in_letter(words("Modic type 2 at", "Modic type 1 at")), {"PA852", "PA855"}, "a Modic type"),
    "a type is changed to 3": (in_letter(words("Modic type 2 at", "Modic type III at")), {"PA852", "PA853"}, "a Modic type"),
    "an endplate is changed": (in_letter(words("L4 inferior", "L4 superior")), {"PA852", "PA855"}, "a side or an endplate"),
    "a date is changed": (in_letter(words("December 15, 2026", "December 16, 2026")), {"PA852", "PA853"}, "a date"),
    "a date is written otherwise and changed": (
        in_letter(words("since February 10, 2025", "since 2/10/2024")),
        {"PA852", "PA853"},
        "a date",
    ),
    "a birth date is changed": (in_letter(words("March 9, 1974", "March 9, 1947")), {"PA852", "PA853"}, "a date"),
    "the patient's name is changed": (in_letter(words("Avery Example", "Avery Sample")), {"PA852", "PA853"}, "a name"),
    "another name is written": (in_letter(words("Avery Example", "Morgan Nobody")), {"PA852", "PA853"}, "a name"),
    "the physician's name is changed": (in_letter(words("Jordan Sample, MD, NPI", "Jordan Simple, MD, NPI")), {"PA852", "PA853"}, "a name"),
    "the radiologist's name is changed": (in_letter(words("Casey Specimen", "Casey Speciman")), {"PA852", "PA853"}, "a name"),
    "the payer's name is changed": (in_letter(words("To: Example Health Plan", "To: Other Health Plan")), {"PA852"}, "a name"),
    "a member id is changed": (
        in_letter(words("XEH000112233", "XEH000112234")),
        {"PA852", "PA853"},
        "a member, group or record number",
    ),
    "a group number is changed": (
        in_letter(words("0004711", "0004712")),
        {"PA852", "PA853"},
        "a member, group or record number",
    ),
    "an NPI is changed": (in_letter(words("NPI 1234567893", "NPI 1234567890")), {"PA852", "PA853"}, "an NPI"),
    "a phone number is changed": (in_letter(words("307-555-0142", "307-555-0143")), {"PA852", "PA853"}, "a phone or fax number"),
    "a session count is changed": (in_letter(words(">18<", ">28<")), {"PA852", "PA853"}, "a number"),
    "a score is changed": (in_letter(words("was 48%", "was 58%")), {"PA852", "PA853"}, "a percentage"),
    "a relief is changed": (in_letter(words("relief 10%", "relief 5%")), {"PA852", "PA853"}, "a percentage"),
    "a duration is changed": (in_letter(words("(21 months)", "(31 months)")), {"PA852", "PA853"}, "a number with its unit"),
    "a duration in words is changed": (in_letter(words("at least six months", "at least nine months")), {"PA852", "PA853"}, "a number with its unit"),
    "a dose is changed": (in_letter(words("naproxen 500 mg", "naproxen 250 mg")), {"PA852", "PA853", "PA855"}, "a number with its unit"),
    "a drug is changed": (in_letter(words("naproxen 500", "ibuprofen 500")), {"PA852", "PA853", "PA855"}, "a detail of the chart"),
    "a diagnosis code is changed": (in_letter(words("M54.51", "M54.50")), {"PA852", "PA853"}, "a diagnosis code"),
    "a procedure code is changed": (in_letter(words("64628 ×", "64625 ×")), {"PA852", "PA853"}, "a procedure code"),
    "units are changed": (in_letter(words("64629 × 1", "64629 × 2")), {"PA852", "PA855"}, "a number"),
    "an exhibit page is changed": (in_letter(words("Exhibit A-1", "Exhibit A-3")), {"PA852", "PA853"}, "an exhibit page"),
    "a status is changed": (in_letter(words("Temporary relief only", "Lasting relief")), {"PA852", "PA853"}, "a status"),
    "a body more is asked for": (
        in_letter(words("bodies L4, L5 and S1 (", "bodies L3, L4, L5 and S1 (")), {"PA855"}, "a vertebral body",
    ),
    "a body more is asked for politely": (
        in_letter(new_paragraph("Please authorize L3 likewise.")), {"PA855"}, "a vertebral body",
    ),
    "a page more is cited": (
        in_letter(words("bending forward. The", "bending forward (Exhibit B-2). The")), {"PA855"}, "an exhibit page",
    ),
    "what is known is said of something new": (
        in_letter(new_paragraph("The implant was placed by Jordan Sample.")), {"PA860"}, "words",
    ),
    "a sentence with a new level is added": (in_letter(new_paragraph("Changes are also seen at L2-L3.")), {"PA853"}, "a disc level"),
    "a sentence with a new name is added": (in_letter(new_paragraph("I spoke with Mrs. Nobody.")), {"PA853"}, "a name"),
    "a sentence with a new number is added": (in_letter(new_paragraph("There were 36 sessions.")), {"PA853"}, "a number with its unit"),
    "a paragraph with facts is deleted": (in_letter(without_paragraph("excluded; medial branch")), {"PA852"}, "a percentage"),
    "a row's date is deleted": (in_letter(words("May 5, 2025 to March 30, 2026", "2025")), {"PA852", "PA855"}, "a date"),
    "a sentence is turned around": (in_letter(words("without leg symptoms", "with leg symptoms")), {"PA859"}, "denies"),
    "a limit is taken away": (in_letter(words("cannot sit longer", "can sit longer")), {"PA859"}, "denies"),
    "another part of the body hurts": (in_letter(words("had low back pain", "had neck pain")), {"PA860"}, "words"),
    "a sentence without facts is added": (in_letter(new_paragraph("The patient hopes to work again.")), {"PA860"}, "words"),
    "the risks are taken out": (
        in_letter(words(" The risks are soreness, incomplete relief, infection, bleeding, nerve injury and fracture.", "")),
        {"PA860"},
        "words",
    ),
    "a word is put for another": (in_letter(words("mainly axial", "partly axial")), {"PA860"}, "words"),
    "hidden text is added": (in_letter(new_paragraph("Thank you", HIDDEN)), {"PA851"}, "holds hidden text"),
    "white text is added": (
        in_letter(new_paragraph("Thank you", '<w:rPr><w:color w:val="FFFFFF"/></w:rPr>')),
        {"PA851"},
        "can hardly be seen",
    ),
    "tiny text is added": (in_letter(new_paragraph("Thank you", '<w:rPr><w:sz w:val="2"/></w:rPr>')), {"PA851"}, "too small"),
    "a tracked change is left": (in_letter(words("</w:p><w:sectPr", f"{TRACKED}</w:p><w:sectPr")), {"PA851"}, "tracked changes"),
    "a comment is left": (lambda path: add_part(path, "word/comments.xml", COMMENTS), {"PA851"}, "holds comments"),
    "a macro is added": (lambda path: add_part(path, "word/vbaProject.bin", b"x"), {"PA851"}, "macros"),
    "an object is embedded": (lambda path: add_part(path, "word/embeddings/o.bin", b"x"), {"PA851"}, "embedded"),
    "an outside image is linked": (link_out("image", "https://example.com/x.png"), {"PA851"}, "outside itself"),
    "a web link is added": (link_out("hyperlink", "https://example.com/x"), {"PA851"}, "link"),
    "a picture is added": (lambda path: add_part(path, "word/media/more.png", b"x"), {"PA858"}, "picture"),
    "a footer is changed": (
        lambda path: edit_word(path, words("EX-CLEAN", "EX-OTHER-7"), part="word/footer_default.xml"),
        {"PA853"},
        "record number",
    ),
    "the letter is no Word file": (lambda path: path.write_bytes(b"PK"), {"PA850"}, "cannot be opened"),
    "the letter is cut short": (
        lambda path: path.write_bytes(path.read_bytes()[:9000]),
        {"PA850"},
        "cannot be opened",
    ),
}  # fmt: skip


def of_score(properties: str) -> Callable[[Path], None]:
    """Give the words of the score a formatting of their own."""

    def edit(xml: str) -> str:
        start = xml.rindex("<w:r>", 0, xml.index("The Oswestry"))
        return f"{xml[:start]}<w:r><w:rPr>{properties}</w:rPr>{xml[start + len('<w:r>') :]}"

    return in_letter(edit)


def of_part(part: str, before: str, after: str) -> Callable[[Path], None]:
    return lambda path: edit_word(path, words(before, after), part=f"word/{part}.xml")


STYLE = '<w:style w:type="character" w:styleId="X"><w:name w:val="X"/><w:rPr>{}</w:rPr></w:style></w:styles>'


def of_style(properties: str) -> Callable[[Path], None]:
    """Give the words of the score a style that hides them."""

    def edit(path: Path) -> None:
        of_part("styles", "</w:styles>", STYLE.format(properties))(path)
        of_score('<w:rStyle w:val="X"/>')(path)

    return edit


LOOKS: dict[str, tuple[Callable[[Path], None], str]] = {
    "struck out": (of_score("<w:strike/>"), "struck out"),
    "struck out twice": (of_score("<w:dstrike/>"), "struck out"),
    "struck out by a style": (of_style("<w:strike/>"), "struck out"),
    "pale": (of_score('<w:color w:val="D9D9D9"/>'), "hardly be seen"),
    "nearly white": (of_score('<w:color w:val="FEFEFE"/>'), "hardly be seen"),
    "pale by a style": (of_style('<w:color w:val="E0E0E0"/>'), "hardly be seen"),
    "white by the theme": (of_score('<w:color w:val="000000" w:themeColor="background1"/>'), "hardly be seen"),
    "black on black": (of_score('<w:shd w:val="clear" w:color="auto" w:fill="000000"/>'), "hardly be seen"),
    "black on a black pattern": (of_score('<w:shd w:val="solid" w:color="000000" w:fill="FFFFFF"/>'), "hardly be seen"),
    "black on a dark highlight": (of_score('<w:highlight w:val="black"/>'), "hardly be seen"),
    "one percent wide": (of_score('<w:w w:val="1"/>'), "too narrow"),
    "letters drawn over each other": (of_score('<w:spacing w:val="-200"/>'), "too narrow"),
    "one point": (of_score('<w:sz w:val="2"/>'), "too small"),
    "one point by a style": (of_style('<w:sz w:val="2"/>'), "too small"),
    "far above the line": (of_score('<w:position w:val="3000"/>'), "raised"),
    "raised": (of_score('<w:vertAlign w:val="superscript"/>'), "raised"),
    "symbols": (of_score('<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'), "font"),
    "a bar code": (of_score('<w:rFonts w:ascii="Libre Barcode 39" w:hAnsi="Libre Barcode 39"/>'), "font"),
    "from right to left": (of_score("<w:rtl/>"), "right to left"),
    "squeezed into a width": (of_score('<w:fitText w:val="10"/>'), "fitText"),
    "a property nobody knows": (of_score('<w:fadeOut w:val="1"/>'), "fadeOut"),
    "hidden by the defaults": (of_part("styles", "<w:rPrDefault><w:rPr>", "<w:rPrDefault><w:rPr><w:vanish/>"), "hidden text"),
    "hidden by the paragraph's style": (of_part("styles", '<w:name w:val="Normal"/>', '<w:name w:val="Normal"/><w:rPr><w:vanish/></w:rPr>'), "hidden text"),
    "a sign that is stored nowhere": (in_letter(words("was 48%", 'was </w:t><w:sym w:font="Arial" w:char="F031"/><w:t>48%')), "sym"),
    "bullets that say something": (of_part("numbering", 'w:lvlText w:val="\u2022"', 'w:lvlText w:val="Untrue:"'), "list marks"),
    "numbers in words": (of_part("numbering", 'w:numFmt w:val="decimal"', 'w:numFmt w:val="cardinalText"'), "list marks"),
    "a row that is not drawn": (in_letter(words("<w:trPr>", "<w:trPr><w:hidden/>")), "rows"),
    "a row one point high": (in_letter(words("<w:trPr>", '<w:trPr><w:trHeight w:val="20" w:hRule="exact"/>')), "rows"),
    "a cell under another": (in_letter(words('<w:tcW w:w="2553" w:type="dxa"/>', '<w:tcW w:w="2553" w:type="dxa"/><w:vMerge/>', 2)), "covers"),
    "lines one point high": (in_letter(words('<w:pStyle w:val="PriorauthAddress"/>', '<w:pStyle w:val="PriorauthAddress"/><w:spacing w:line="20" w:lineRule="exact"/>')), "lines"),
    "off the page": (in_letter(words('<w:pStyle w:val="PriorauthAddress"/>', '<w:pStyle w:val="PriorauthAddress"/><w:ind w:left="-9000"/>')), "off the page"),
    "in a frame": (in_letter(words('<w:pStyle w:val="PriorauthAddress"/>', '<w:pStyle w:val="PriorauthAddress"/><w:framePr w:x="20000" w:y="1"/>')), "framePr"),
    "a page one inch wide": (in_letter(lambda xml: re.sub(r"<w:pgSz [^>]*>", '<w:pgSz w:w="1440" w:h="15840"/>', xml)), "pages"),
    "another program's words": (in_letter(words("was 48%", 'was </w:t></w:r><w:fldSimple w:instr=" QUOTE 148% "><w:r><w:t>48%</w:t></w:r></w:fldSimple><w:r><w:t>')), "field"),
    "alternate content": (in_letter(words("<w:sectPr", '<w:p><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"/></w:p><w:sectPr')), "AlternateContent"),
    "a picture blown up": (in_letter(lambda xml: re.sub(r'(<wp:extent cx=")\d+', r"\g<1>99999999", xml, count=1)), "another size"),
}  # fmt: skip


@pytest.mark.parametrize("what", one_in(5, LOOKS))
def test_words_that_a_reader_does_not_see_as_they_are_stored_are_found(what: str, packet: Path) -> None:
    tamper, told = LOOKS[what]
    tamper(letter_in(packet))
    found = verified(packet)
    assert "PA851" in codes(found), [p.message for p in found.problems]
    assert any(told in p.message for p in found.problems if p.code == "PA851"), [p.message for p in found.problems]
    assert found.exit_code is ExitCode.INPUT_INVALID


@pytest.mark.parametrize("what", one_in(5, LETTERS))
def test_a_letter_whose_facts_were_edited_is_found_out(what: str, packet: Path) -> None:
    tamper, expected, told = LETTERS[what]
    tamper(letter_in(packet))
    found = verified(packet)
    assert codes(found) == expected, [p.message for p in found.problems]
    assert any(told in p.message for p in found.problems)
    assert found.exit_code is ExitCode.INPUT_INVALID
    assert [check.name for check in found.checks if not check.is_sound] == ["letter"]


def moved(holding: str, before: str) -> Callable[[str], str]:
    """Move a paragraph in front of another."""

    def edit(xml: str) -> str:
        paragraphs = re.findall(r"<w:p>.*?</w:p>", xml)
        (found,) = [p for p in paragraphs if holding in p]
        (place,) = [p for p in paragraphs if before in p]
        return xml.replace(found, "").replace(place, found + place)

    return edit


INNOCENT: dict[str, Callable[[str], str]] = {
    "a word is put better": words("I ask you to authorize", "Please authorize"),
    "a typing error": words("the procedure above", "the procedure abvoe"),
    "a polite sentence": new_paragraph("Thank you for your prompt review of this request."),
    "a heading is reworded": words("Why this procedure", "The reason for this procedure"),
    "a date is written another way": words("since February 10, 2025", "since 2/10/2025"),
    "a level is spelled another way": words("matches L4-L5 and L5-S1", "matches L4/5 and L5/S1"),
    "a number is spelled out": words("at least six months", "at least 6 months"),
    "curly quotes": words("payer's own", "payer\u2019s own"),
    "a sentence is split": words("; it is mainly axial", ". It is mainly axial"),
    "a paragraph is moved": moved("A probe is passed", before="Facet radiofrequency ablation"),
    "a paragraph of several sentences is moved": moved("A systematic review rated", before="In an open-label"),
    "a line of the address becomes a paragraph": words(
        '</w:t><w:br/><w:t xml:space="preserve">100 Example',
        '</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="PriorauthAddress"/></w:pPr><w:r><w:t xml:space="preserve">100 Example',
    ),
    "British spelling": words("I ask you to authorize", "I ask you to authorise"),
    "hyphens are left out": words("peer-to-peer conversation", "peer to peer conversation"),
    "a comma more": words("nerve injury and fracture", "nerve injury, and fracture"),
    "spaces are typed twice": words("had low back pain", "had  low back  pain"),
    "another font of the office's": words("<w:r><w:t", '<w:r><w:rPr><w:rFonts w:ascii="Georgia" w:hAnsi="Georgia"/><w:sz w:val="24"/></w:rPr><w:t', 40),
    "a word is set bold": words("<w:r><w:t", "<w:r><w:rPr><w:b/></w:rPr><w:t"),
}  # fmt: skip


@pytest.mark.parametrize("what", one_in(5, INNOCENT))
def test_an_edit_of_the_wording_is_a_note(what: str, packet: Path) -> None:
    edit_word(letter_in(packet), INNOCENT[what])
    found = verified(packet)
    assert codes(found) == set(), [p.message for p in found.problems]
    assert codes(found, "warning") == set(), [p.message for p in found.problems]
    assert codes(found, "note") <= {"PA854"}
    assert found.exit_code is ExitCode.OK


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (new_paragraph("Please call my office at 307-555-0142."), "PA856"),
        (new_paragraph("Please approve the request of Avery Example."), "PA856"),
    ],
)
def test_a_sentence_that_should_be_read_again_is_a_warning(
    edit: Callable[[str], str], code: str, packet: Path
) -> None:
    edit_word(letter_in(packet), edit)
    found = verified(packet)
    assert codes(found, "warning") == {code}
    assert found.exit_code is ExitCode.OK


CLEAN_PACKETS: dict[str, dict[str, Any]] = {
    "both": {},
    "pdf": {"format": Format.PDF},
    "docx": {"format": Format.DOCX},
    "draft": {"draft": True},
    "fax cover": {"fax_cover": True},
    "another payer": {"payer": "fda-label"},
    "in parts": {"delivery": Delivery(max_pages=9)},
    "as a fax, trimmed": {"delivery": Delivery(fax=True, trim=True), "preview": True},
}


def quick(*chosen: str, of: Mapping[str, object]) -> list[object]:
    """These rows for the quick loop, and the others for the whole one."""
    return [name if name in chosen else pytest.param(name, marks=pytest.mark.slow) for name in of]


@pytest.mark.parametrize("how", quick("both", "in parts", of=CLEAN_PACKETS))
def test_a_packet_nobody_touched_is_sound(how: str, practice: Path) -> None:
    folder = made_packet(practice, CLEAN, into=f"made-{how.replace(' ', '-')}", **CLEAN_PACKETS[how])
    found = verified(folder)
    assert found.problems == ()
    assert len(found.checks) == 7
    if how == "in parts":
        assert len(list(folder.glob("*.pdf"))) > 1


@pytest.mark.parametrize(
    ("case", "draft"),
    [
        pytest.param("not-covered", False, marks=pytest.mark.slow),
        pytest.param("strictest", False, marks=pytest.mark.slow),
        pytest.param("conflicting-generator", True, marks=pytest.mark.slow),
        pytest.param("gaps", True, marks=pytest.mark.slow),
    ],
)
def test_the_packet_of_every_example_is_sound(case: str, draft: bool, practice: Path) -> None:
    folder = made_packet(practice, case, into=f"example-{case}", draft=draft)
    assert verified(folder).problems == ()
    assert verified(pdf_in(folder)).problems == ()
    assert verified(folder / MANIFEST).problems == ()
