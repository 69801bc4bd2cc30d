"""Made-up scans for tests of channels: page images as a scanner makes them, and packets of them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from random import Random

import pikepdf
from PIL import Image, ImageDraw

from priorauth.comparison.model import Concordance
from priorauth.document import Document, ExhibitLink, Paragraph, Run
from priorauth.exhibits.pages import OpenedExhibit
from priorauth.packet.bind.binder import BoundPacket, FrontDocument, bind
from priorauth.packet.plan import plan_packet
from priorauth.payers.library import default_library
from priorauth.render.pdf.pdf_file import render_pdf
from priorauth.submission.gate import Draft
from tests.cases import AS_OF, clean_case
from tests.exhibits.chart_files import open_files

PROFILE = default_library().load("highmark-wy-15-01-004").profile


@lru_cache(maxsize=80)
def scan(seed: int, dpi: int = 150, kind: str = "JPEG", mode: str = "L", quality: int = 30) -> bytes:
    """A letter-size page of lines of ink on paper with a scanner's noise; another seed, another page."""
    size = (int(8.5 * dpi), 11 * dpi)
    half = size[0] // 2, size[1] // 2
    specks = Random(seed).randbytes(half[0] * half[1])  # noqa: S311  (noise, not a secret)
    noise = Image.frombytes("L", half, specks)
    page = noise.resize(size).point(lambda v: 238 + v // 16)
    draw = ImageDraw.Draw(page)
    for line in range(6, 60):
        draw.text((dpi, line * dpi // 6), f"Line {line} of page {seed} " * 4, fill=20)
    if mode == "1":
        words = Random(seed)  # noqa: S311
        for _ in range(3000):  # handwriting, which repeats nothing
            x, y = words.randrange(size[0]), words.randrange(size[1])
            draw.line((x, y, x + words.randrange(30), y + words.randrange(12)), fill=0, width=3)
        page = page.point(lambda v: 255 * (v > 128)).convert("1")
    elif mode == "RGB":
        page = page.convert("RGB")
    out = io.BytesIO()
    page.save(out, kind, **({"quality": quality} if kind == "JPEG" else {}), dpi=(dpi, dpi))
    return out.getvalue()


def scanned_pdf(images: Sequence[bytes]) -> bytes:
    """A PDF of page images that fill their pages, as a scanner writes it."""
    out = io.BytesIO()
    with pikepdf.Pdf.new() as pdf:
        for data in images:
            with Image.open(io.BytesIO(data)) as image:
                jpeg = image.format == "JPEG"
                pixels = data if jpeg else image.tobytes()
                look = pikepdf.Dictionary(
                    Type=pikepdf.Name.XObject,
                    Subtype=pikepdf.Name.Image,
                    Width=image.width,
                    Height=image.height,
                    ColorSpace=pikepdf.Name.DeviceRGB if image.mode == "RGB" else pikepdf.Name.DeviceGray,
                    BitsPerComponent=1 if image.mode == "1" else 8,
                )
                if jpeg:
                    look.Filter = pikepdf.Name.DCTDecode
            page = pdf.add_blank_page(page_size=(612, 792))
            page.obj.Resources = pikepdf.Dictionary(
                XObject=pikepdf.Dictionary(Im=pikepdf.Stream(pdf, pixels, look))
            )
            page.obj.Contents = pdf.make_stream(b"q 612 0 0 792 0 0 cm /Im Do Q")
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def bound_packet(exhibits: Sequence[OpenedExhibit], *, refer_to: Sequence[tuple[str, int]] = ()) -> BoundPacket:
    """A one-page letter that refers to exhibit pages, bound with exhibits."""
    gated = Draft(case=clean_case(), profile=PROFILE, as_of=AS_OF, concordance=Concordance())
    runs = [Run(f"Exhibit {name}-{page} ", link=ExhibitLink(name, page)) for name, page in refer_to]
    letter = Document("Letter", (Paragraph((Run("See "), *runs)),), "TEST · letter")
    front = [FrontDocument("Letter", render_pdf(letter, gated))]
    return bind(gated, front, exhibits, plan_packet(PROFILE, exhibits))


@lru_cache(maxsize=1)
def ten_exhibits(folder: Path) -> BoundPacket:
    """Ten scanned exhibits of sixty pages in all, and a letter that refers to the first page of each."""
    counts = (3, 9, 5, 8, 4, 10, 6, 2, 7, 6)
    files, seed = {}, 0
    for place, count in enumerate(counts):
        files[f"{place}.pdf"] = scanned_pdf([scan(seed + index) for index in range(count)])
        seed += count
    return bound_packet(open_files(files, folder), refer_to=[(name, 1) for name in "ABCDEFGHIJ"])
