"""Made-up chart files for tests: PDFs and page images, and a case that lists them as exhibits."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pikepdf
from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas

from priorauth.case.model import Case
from priorauth.exhibits.opening import open_exhibits
from priorauth.exhibits.pages import OpenedExhibit
from tests.cases import clean_case


def text_pdf(*pages: str, size: float = 12, edit: Callable[[pikepdf.Pdf], object] | None = None) -> bytes:
    """A PDF of one line to a page, ``size`` points large, changed by ``edit`` before it is saved."""
    stream = io.BytesIO()
    canvas = Canvas(stream, (612, 792), invariant=1)
    for text in pages or ("Words on a page",):
        canvas.setFont("Helvetica", size)
        canvas.drawString(100, 400, text)
        canvas.showPage()
    canvas.save()
    if edit is None:
        return stream.getvalue()
    out = io.BytesIO()
    with pikepdf.open(stream) as pdf:
        edit(pdf)
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def image_file(mode: str = "L", kind: str = "PNG", size: tuple[int, int] = (400, 500), **options: Any) -> bytes:
    """A page image with a black square in its upper left quarter and, where the mode can, no paper around it."""
    ink, paper = {"RGBA": ((0, 0, 0, 255), (0, 0, 0, 0)), "LA": ((0, 255), (0, 0))}.get(mode, (0, 255))
    drawn = mode if mode in ("RGBA", "LA") else "L"
    image = Image.new(drawn, size, paper)
    ImageDraw.Draw(image).rectangle((40, 40, 139, 139), fill=ink)
    stream = io.BytesIO()
    (image if drawn == mode else image.convert(mode)).save(stream, kind, **options)
    return stream.getvalue()


def case_of(files: Mapping[str, bytes], folder: Path) -> Case:
    """The clean case with these files, written to ``folder``, as exhibits A, B and so on."""
    for name, data in files.items():
        (folder / name).write_bytes(data)
    exhibits = [
        {"id": "ABCDEFGHIJKL"[place], "kind": "other", "title": f"Exhibit file {place}", "file": name}
        for place, name in enumerate(files)
    ]
    return clean_case(exhibits=exhibits)


def open_files(files: Mapping[str, bytes], folder: Path) -> tuple[OpenedExhibit, ...]:
    """Open files as exhibits A, B and so on."""
    return open_exhibits(case_of(files, folder), folder)
