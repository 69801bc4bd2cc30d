"""Opening exhibits: each becomes a PDF whose pages can be bound, with the text a machine can read.

A file that gives any warning is not bound: a damaged one can open with fewer pages than it had.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2

from priorauth.case.model import Case, Exhibit
from priorauth.exhibits.active_content import make_inert
from priorauth.exhibits.forms import UndrawableForm, check_drawn, flatten_form
from priorauth.exhibits.images import image_pdf
from priorauth.exhibits.pages import OpenedExhibit, Page, read_pages
from priorauth.files import inside, read_file
from priorauth.problems import Problem, Refused, Where, problem

MAX_BYTES = 70_000_000
"""The largest upload any known portal takes; no exhibit can be larger than its packet."""

_IMAGE_KINDS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".tif": "TIFF", ".tiff": "TIFF"}


def open_exhibits(case: Case, folder: Path) -> tuple[OpenedExhibit, ...]:
    """Open every exhibit of a case; ``folder`` is the case file's.

    Raises `Refused` with the problems of all of them: PA206 outside the folder, PA105, PA202 and PA207 not to be
    read, PA701 not there, PA702 not what its name says, PA703 encrypted, PA707 another type, PA708 damaged,
    PA709 a form whose values cannot be shown.
    """
    opened: list[OpenedExhibit] = []
    problems: list[Problem] = []
    for exhibit in case.exhibits:
        try:
            opened.append(_open(exhibit, folder))
        except Refused as refused:
            problems += refused.problems
    if problems:
        raise Refused(problems)
    return tuple(opened)


def _open(exhibit: Exhibit, folder: Path) -> OpenedExhibit:
    where = Where(exhibit=exhibit.id)
    path = inside(folder, exhibit.file, key=f"exhibit {exhibit.id}")
    if not path.exists():
        raise Refused([problem("PA701", where)])
    suffix = path.suffix.lower()
    if suffix != ".pdf" and suffix not in _IMAGE_KINDS:
        raise Refused([problem("PA707", where)])
    data = _read(path, where)
    values: Sequence[str] = ()
    if suffix == ".pdf":
        pdf, values = _inert_pdf(data, where)
    else:
        pdf = _image_as_pdf(data, _IMAGE_KINDS[suffix], where)
    pages = _read_pages(pdf, where)
    try:
        check_drawn(values, (page.text for page in pages))
    except UndrawableForm:
        raise Refused([problem("PA709", where)]) from None
    return OpenedExhibit(exhibit, pdf, pages, hashlib.sha256(data).hexdigest())


def _read(path: Path, where: Where) -> bytes:
    """Read a file; a problem names the exhibit and not its file, whose name may be a patient's."""
    try:
        return read_file(path, limit_bytes=MAX_BYTES)
    except Refused as refused:
        raise Refused(replace(found, where=where) for found in refused.problems) from None


def _inert_pdf(data: bytes, where: Where) -> tuple[bytes, Sequence[str]]:
    """Give the PDF without anything that could act, and the values of its form, if it is one."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if pdf.is_encrypted:
                raise Refused([problem("PA703", where)])
            count = len(pdf.pages)
            for page in pdf.pages:
                _check_geometry(page)
            values = flatten_form(pdf)
            make_inert(pdf)
            stream = io.BytesIO()
            pdf.save(stream, deterministic_id=True)
            if pdf.get_warnings() or count == 0:
                raise Refused([problem("PA708", where)])
            return stream.getvalue(), values
    except Refused:
        raise
    except pikepdf.PasswordError:
        raise Refused([problem("PA703", where)]) from None
    except UndrawableForm:
        raise Refused([problem("PA709", where)]) from None
    except Exception:  # a malformed file makes the library fail in ways of its own, not only with PdfError
        raise Refused([problem("PA702", where, kind="PDF")]) from None


def _check_geometry(page: pikepdf.Page) -> None:
    """Raise ``ValueError`` for a page without a size or lying at an odd angle: no stamp could be placed on it."""
    for box in (page.mediabox, page.cropbox):
        left, bottom, right, top = (float(v) for v in box)
        if left == right or bottom == top:
            raise ValueError("the page has no size")
    if int(page.obj.get("/Rotate", 0)) % 90:
        raise ValueError("the page lies at an angle")


def _image_as_pdf(data: bytes, kind: str, where: Where) -> bytes:
    try:
        return image_pdf(data, kind)
    except Exception:  # each of Pillow's decoders has exceptions of its own for a damaged file
        raise Refused([problem("PA702", where, kind=kind)]) from None


def _read_pages(data: bytes, where: Where) -> tuple[Page, ...]:
    try:
        return read_pages(data)
    except pypdfium2.PdfiumError:
        raise Refused([problem("PA708", where)]) from None
