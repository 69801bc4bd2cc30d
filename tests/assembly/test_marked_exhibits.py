"""Marked-up charts through a whole build: what a person sees on their pages is on the pages of the packet."""

from __future__ import annotations

import io
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops

from priorauth.assembly.pipeline import make
from priorauth.files import shipped_data
from priorauth.submission.build_spec import BuildSpec
from tests.exhibits.marked_files import KEYS, Placed, invented, mark, page_file

DAY = date(2026, 11, 24)
IDS = "FGHIJKLMNOPQRSTUVWXYZ"


def built(folder: Path, files: Mapping[str, bytes]) -> bytes:
    """The packet of the clean case with these files as further exhibits, by their ids."""
    examples = shipped_data.folder("examples")
    shutil.copytree(examples / "cases" / "clean-three-bodies", folder / "case")
    shutil.copy(examples / "practice.yaml", folder)
    lines = []
    for name, data in files.items():
        (folder / "case" / f"extra-{name}.pdf").write_bytes(data)
        lines.append(f"  - {{id: {name}, kind: other, title: Further record {name}, file: extra-{name}.pdf}}\n")
    case = folder / "case" / "case.yaml"
    case.write_text(case.read_text(encoding="utf-8") + "".join(lines), encoding="utf-8")
    made = make(BuildSpec(case, DAY, folder / "out"))
    (packet,) = [data for name, data in made.files.items() if name.endswith(".pdf")]
    return packet


class Seen:
    """The exhibits' first pages in a packet, as they are seen, brought back to the size they had."""

    def __init__(self, packet: bytes) -> None:
        self._document = pypdfium2.PdfDocument(packet)
        self._pages = {}
        for page in self._document:
            text = page.get_textpage().get_text_bounded()
            for name in IDS:
                if f"Exhibit {name}-1" in text and "Packet page" in text and "About this exhibit" not in text:
                    self._pages[name] = page

    def text(self, name: str) -> str:
        return " ".join(self._pages[name].get_textpage().get_text_bounded().split())

    def picture(self, name: str, like: bytes) -> Image.Image:
        """A page's picture at twice the size that the given file's page has."""
        page = self._pages[name]
        document = pypdfium2.PdfDocument(like)
        wide, high = document[0].get_size()
        document.close()
        shorter, longer = sorted(page.get_size())
        foot = 28 * max(1, shorter / 612, longer / 792)
        scale = (page.get_height() - foot) / page.get_height()
        image: Image.Image = page.render(scale=2 / scale, draw_annots=True).to_pil().convert("RGB")
        left = (image.width - wide * 2) / 2
        return image.crop((round(left), 0, round(left + wide * 2), round(high * 2)))


def bare(file: bytes) -> Image.Image:
    """A file's first page without any of its marks."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(file)) as pdf:
        del pdf.pages[0].obj["/Annots"]
        pdf.save(out)
    document = pypdfium2.PdfDocument(out.getvalue())
    image: Image.Image = document[0].render(scale=2).to_pil().convert("RGB")
    document.close()
    return image


def ink_at(image: Image.Image, corner: tuple[int, int], rotate: int) -> Image.Image:
    """The place of a mark on a page, turned as the page is."""
    x, y = corner
    box = (x - 2, 792 - y - 42, x + 182, 792 - y + 2)
    upright = image.rotate(rotate, expand=True)
    return upright.crop((2 * box[0], 2 * box[1], 2 * box[2], 2 * box[3]))


def rotation_of(file: bytes) -> int:
    with pikepdf.open(io.BytesIO(file)) as pdf:
        return int(pdf.pages[0].obj.get("/Rotate", 0))


def changed(one: Image.Image, other: Image.Image) -> int:
    """How many points of a picture are another."""
    return sum(ImageChops.difference(one, other).convert("L").histogram()[12:])


def check(seen: Seen, name: str, file: bytes, placed: list[Placed]) -> list[str]:
    """What of an invented page's marks is not as it should be in the packet."""
    rotate = rotation_of(file)
    plain, image = bare(file), seen.picture(name, file)
    wrong = []
    for item in placed:
        before, after = (ink_at(picture, item.corner, rotate) for picture in (plain, image))
        is_new = changed(before, after) > 100
        if is_new is not item.is_seen:
            wrong.append(f"{name}: {item}")
        if item.words and (item.words in seen.text(name)) is not item.is_seen:
            wrong.append(f"{name}: the words of {item}")
    return wrong


@pytest.mark.slow
@pytest.mark.parametrize("first", [0, 10, 20])
def test_thirty_invented_pages_come_through_a_build_as_they_are_seen(tmp_path: Path, first: int) -> None:
    pages = {IDS[place]: invented(first + place) for place in range(10)}
    seen = Seen(built(tmp_path, {name: file for name, (file, _) in pages.items()}))
    wrong = [line for name, (file, placed) in pages.items() for line in check(seen, name, file, placed)]
    assert wrong == []


@pytest.mark.slow
def test_a_mark_of_each_kind_comes_through_a_build(tmp_path: Path) -> None:
    kinds = dict(zip(IDS, KEYS, strict=False))
    files = {name: page_file(mark(kind)) for name, kind in kinds.items()}
    packet = built(tmp_path, files)
    seen = Seen(packet)
    placed = {kind: Placed(kind, (150, 300), is_seen=True, words="") for kind in kinds.values()}
    wrong = [line for name, kind in kinds.items() for line in check(seen, name, files[name], [placed[kind]])]
    assert wrong == []
    with pikepdf.open(io.BytesIO(packet)) as pdf:
        kinds_left = {str(item.Subtype) for page in pdf.pages for item in page.obj.get("/Annots", [])}
    assert kinds_left <= {"/Link", "/Highlight"}, "nothing of a record can be taken off"
