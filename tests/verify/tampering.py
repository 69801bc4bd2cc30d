"""Ways to tamper with a packet: with its manifest, its PDFs and its Word letter."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf

from priorauth.packet.manifest.seal import canonical, digest_of_inputs, seal_of

MANIFEST = "manifest.json"


def manifest_of(folder: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((folder / MANIFEST).read_bytes())
    return content


def put_manifest(folder: Path, content: dict[str, Any], *, reseal: bool = True) -> None:
    """Write a manifest; ``reseal`` computes both of its own hashes anew, as who knows them could."""
    if reseal:
        content["inputs_sha256"] = digest_of_inputs(content)
        content["seal"] = seal_of(content)
    (folder / MANIFEST).write_bytes(canonical(content))


def pdf_in(folder: Path) -> Path:
    (path,) = folder.glob("*.pdf")
    return path


def letter_in(folder: Path) -> Path:
    (path,) = folder.glob("*-letter.docx")
    return path


def rehash(folder: Path) -> None:
    """Write the hashes of the files as they stand now into the manifest, and seal it again."""
    content = manifest_of(folder)
    for item in content["files"]:
        data = (folder / item["name"]).read_bytes()
        item["sha256"], item["bytes"] = hashlib.sha256(data).hexdigest(), len(data)
        if item["name"].endswith(".pdf"):
            with pikepdf.open(io.BytesIO(data)) as pdf:
                item["pages"] = len(pdf.pages)
    put_manifest(folder, content)


def edit_pdf(path: Path, edit: Callable[[pikepdf.Pdf], object], **options: Any) -> None:
    """Change a PDF as a program would, and save it."""
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(path.read_bytes())) as pdf:
        edit(pdf)
        pdf.save(stream, **options)
    path.write_bytes(stream.getvalue())


def reprint(folder: Path) -> None:
    """Do all a forger can without the inputs: hashes, seal, and the digest inside the PDF."""
    content = manifest_of(folder)
    digest = digest_of_inputs(content)
    for path in folder.glob("*.pdf"):
        edit_pdf(path, lambda pdf: pdf.docinfo.__setitem__("/PriorauthInputs", digest))
    rehash(folder)


def retype(pdf: pikepdf.Pdf) -> None:
    """Change a word that stands on the first page."""
    page = pdf.pages[0]
    page.contents_coalesce()
    data = page.Contents.read_bytes()
    assert b"Packet page" in data
    page.Contents = pdf.make_stream(data.replace(b"Packet page", b"Packet paqe"))


def forged_words(folder: Path) -> None:
    """Change a word of the PDF, and every hash a forger can reach."""
    edit_pdf(pdf_in(folder), retype)
    rehash(folder)


def edit_word(path: Path, edit: Callable[[str], str], part: str = "word/document.xml") -> None:
    """Change the XML of one part of a Word file."""
    parts = _parts(path)
    before = parts[part].decode()
    after = edit(before)
    assert after != before, "nothing was changed"
    _put(path, {**parts, part: after.encode()})


def add_part(path: Path, name: str, content: bytes) -> None:
    """Put one more part into a Word file."""
    _put(path, {**_parts(path), name: content})


def _parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def _put(path: Path, parts: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)


def words(before: str, after: str, count: int = 1) -> Callable[[str], str]:
    """Change words of the letter, wherever they first stand."""

    def edit(xml: str) -> str:
        assert before in xml, before
        return xml.replace(before, after, count)

    return edit


def new_paragraph(text: str, properties: str = "") -> Callable[[str], str]:
    """Put a sentence of one's own at the end of the letter."""
    added = f"<w:p><w:r>{properties}<w:t>{text}</w:t></w:r></w:p>"

    def edit(xml: str) -> str:
        place = xml.rindex("<w:sectPr")
        return xml[:place] + added + xml[place:]

    return edit
