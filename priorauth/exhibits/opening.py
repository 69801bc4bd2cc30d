"""Opening exhibits: each becomes a PDF whose pages can be bound, with the text a machine can read.

What can act in a PDF (scripts, launched programs, embedded files) is taken out on the way in. A file that gives any
warning is not bound: a damaged one can open with fewer pages than it had.
"""

from __future__ import annotations

import hashlib
import io
import warnings
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdfium2
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from priorauth.case.model import Case, Exhibit
from priorauth.files import inside, read_file
from priorauth.problems import Problem, Refused, Where, problem

MAX_BYTES = 70_000_000
MAX_PIXELS = 100_000_000
_IMAGE_KINDS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".tif": "TIFF", ".tiff": "TIFF"}
_LETTER = (612.0, 792.0)
_ACTING_ANNOTATIONS = (
    "/JavaScript",
    "/Launch",
    "/ImportData",
    "/SubmitForm",
    "/GoToR",
    "/GoToE",
    "/URI",
    "/Rendition",
)


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its text as far as a machine can read it, and its size in points as it is seen."""

    number: int
    text: str
    width: float
    height: float
    rotation: int

    @property
    def is_readable(self) -> bool:
        """Whether the page has any text a machine can read; a scan has none."""
        return bool(self.text.strip())


@dataclass(frozen=True, slots=True)
class OpenedExhibit:
    """An exhibit ready to be bound. ``sha256`` is that of the file as it was given."""

    exhibit: Exhibit
    pdf: bytes
    pages: tuple[Page, ...]
    sha256: str


def open_exhibits(case: Case, folder: Path) -> tuple[OpenedExhibit, ...]:
    """Open every exhibit of a case; ``folder`` is the case file's.

    Raises `Refused` with every problem: PA206 outside the folder, PA701-PA703, PA707, PA708.
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
    if not path.is_file():
        raise Refused([problem("PA701", where)])
    data = read_file(path, limit_bytes=MAX_BYTES)
    suffix = path.suffix.lower()
    if suffix == ".pdf":
        pdf = _harmless_pdf(data, where)
    elif suffix in _IMAGE_KINDS:
        pdf = _image_pdf(data, _IMAGE_KINDS[suffix], where)
    else:
        raise Refused([problem("PA707", where)])
    return OpenedExhibit(exhibit, pdf, _read_pages(pdf), hashlib.sha256(data).hexdigest())


def _harmless_pdf(data: bytes, where: Where) -> bytes:
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if pdf.is_encrypted:
                raise Refused([problem("PA703", where)])
            _remove_actions(pdf)
            stream = io.BytesIO()
            pdf.save(stream, deterministic_id=True)
            if pdf.get_warnings() or not len(pdf.pages):
                raise Refused([problem("PA708", where)])
            return stream.getvalue()
    except pikepdf.PasswordError:
        raise Refused([problem("PA703", where)]) from None
    except (pikepdf.PdfError, ValueError, RuntimeError):
        raise Refused([problem("PA702", where, kind="PDF")]) from None


def _remove_actions(pdf: pikepdf.Pdf) -> None:
    for key in ("/OpenAction", "/AA", "/AcroForm"):
        if key in pdf.Root and (key != "/AcroForm" or "/XFA" in pdf.Root.AcroForm):
            del pdf.Root[key]
    if "/Names" in pdf.Root:
        for key in ("/JavaScript", "/EmbeddedFiles"):
            if key in pdf.Root.Names:
                del pdf.Root.Names[key]
    for page in pdf.pages:
        if "/AA" in page:
            del page["/AA"]
        for annotation in page.get("/Annots", []):
            _disarm(annotation)


def _disarm(annotation: pikepdf.Object) -> None:
    for key in ("/A", "/AA"):
        if key in annotation and (key == "/AA" or str(annotation.A.get("/S")) in _ACTING_ANNOTATIONS):
            del annotation[key]
    if str(annotation.get("/Subtype")) == "/FileAttachment" and "/FS" in annotation:
        del annotation["/FS"]


def _image_pdf(data: bytes, kind: str, where: Where) -> bytes:
    """Put each frame of an image on a US Letter page, upright and as large as fits."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(data), formats=[kind]) as image:
                if image.width * image.height > MAX_PIXELS:
                    raise Refused([problem("PA702", where, kind=kind)])
                frames = [_page_image(frame) for frame in ImageSequence.Iterator(image)]
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError, Warning):
        raise Refused([problem("PA702", where, kind=kind)]) from None
    return _bound_images(frames)


def _page_image(frame: Image.Image) -> Image.Image:
    upright = ImageOps.exif_transpose(frame)
    return upright.convert("1" if upright.mode == "1" else "L" if upright.mode in ("L", "LA", "I;16") else "RGB")


def _bound_images(frames: list[Image.Image]) -> bytes:
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    canvas = Canvas(stream, _LETTER, invariant=1, pageCompression=1)
    for frame in frames:
        scale = min(_LETTER[0] / frame.width, _LETTER[1] / frame.height)
        wide, high = frame.width * scale, frame.height * scale
        x, y = (_LETTER[0] - wide) / 2, (_LETTER[1] - high) / 2
        canvas.drawImage(ImageReader(frame.convert("L") if frame.mode == "1" else frame), x, y, wide, high)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _read_pages(data: bytes) -> tuple[Page, ...]:
    pdf = pypdfium2.PdfDocument(data)
    try:
        pages = []
        for number, page in enumerate(pdf, 1):
            wide, high = page.get_size()
            text = page.get_textpage().get_text_range()
            pages.append(Page(number, text, wide, high, page.get_rotation()))
        return tuple(pages)
    finally:
        pdf.close()
