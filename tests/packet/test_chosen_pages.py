"""A packet made of pages of files: the chosen pages and no others, as they were, and a manifest that says which."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from PIL import Image, ImageChops
from reportlab.pdfgen.canvas import Canvas

from priorauth.case.model import Exhibit
from priorauth.exhibits.opening import open_exhibits
from priorauth.exhibits.pages import OpenedExhibit
from priorauth.packet.bind.binder import BoundPacket, bind
from priorauth.packet.manifest.manifest import Manifest, ManifestInputs, Provenance, name_file
from priorauth.packet.plan import page_numbers, plan_packet
from priorauth.payers.library import default_library
from priorauth.submission.build_spec import BuildSpec
from priorauth.submission.gate import Submission
from tests.cases import AS_OF, borne_out, clean_case
from tests.property_budget import tried

PROFILE = default_library().load("highmark-wy-15-01-004").profile
LEAVES = 12
Leaves = list[tuple[str, Image.Image]]
FOOT = 60
"""Points at the foot of a page where the packet's stamps stand."""


def chart() -> bytes:
    """A chart whose leaves differ in words and in what is drawn."""
    stream = io.BytesIO()
    canvas = Canvas(stream, (612, 792), invariant=1)
    for number in range(1, LEAVES + 1):
        canvas.drawString(100, 500, f"Leaf {number} says {number * 7919}")
        canvas.setFillGray(number / 20)
        canvas.rect(100 + 10 * number, 200, 80, 10 * number, fill=1)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


CHART = chart()


def exhibits(folder: Path, *parts: str) -> tuple[OpenedExhibit, ...]:
    (folder / "chart.pdf").write_bytes(CHART)
    listed = (
        {"id": "ABCD"[place], "kind": "other", "title": f"Part {place}", "file": "chart.pdf", "pages": pages}
        for place, pages in enumerate(parts)
    )
    case = clean_case().model_copy(update={"exhibits": tuple(Exhibit.model_validate(row) for row in listed)})
    return open_exhibits(case, folder)


def submission() -> Submission:
    case = clean_case()
    return Submission(case=case, profile=PROFILE, concordance=borne_out(case), as_of=AS_OF)


def bound(opened: tuple[OpenedExhibit, ...], kept: dict[str, tuple[int, ...]] | None = None) -> BoundPacket:
    return bind(submission(), (), opened, plan_packet(PROFILE, opened, kept))


def seen(page: Any, height: float) -> tuple[str, Image.Image]:
    """The words above a page's foot, and its picture there."""
    words = page.get_textpage().get_text_bounded(bottom=FOOT)
    return words.strip(), page.render(scale=0.5, grayscale=True).to_pil().crop((0, 0, 306, int(height - FOOT) // 2))


def pictures(data: bytes, numbers: Iterator[int]) -> Leaves:
    document = pypdfium2.PdfDocument(data)
    try:
        return [seen(page, page.get_height()) for page in (document[number - 1] for number in numbers)]
    finally:
        document.close()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Leaves:
    """The words and pictures of the whole chart, bound."""
    packet = bound(exhibits(tmp_path_factory.mktemp("whole"), f"1-{LEAVES}"))
    return pictures(packet.data, iter(packet.page_map["A"].values()))


@settings(max_examples=tried(40), suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(chosen=st.lists(st.sets(st.integers(1, LEAVES), min_size=1), min_size=1, max_size=3))
def test_the_pages_of_a_packet_are_the_chosen_pages(tmp_path: Path, whole: Leaves, chosen: list[set[int]]) -> None:
    packet = bound(exhibits(tmp_path, *(page_numbers(sorted(pages)) for pages in chosen)))
    assert packet.pages == sum(1 + len(pages) for pages in chosen)
    for name, pages in zip("ABCD", chosen, strict=False):
        assert list(packet.page_map[name]) == list(range(1, len(pages) + 1))
        then = [whole[page - 1] for page in sorted(pages)]
        now = pictures(packet.data, iter(packet.page_map[name].values()))
        for page, (words, picture), (bound_words, bound_picture) in zip(sorted(pages), then, now, strict=True):
            assert words == bound_words == f"Leaf {page} says {page * 7919}"
            assert picture.size == bound_picture.size
            assert ImageChops.difference(picture, bound_picture).getbbox() is None


def words_in(data: bytes) -> str:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        streams = (item for item in pdf.objects if isinstance(item, pikepdf.Stream))
        return "".join(stream.read_bytes().decode("latin-1") for stream in streams)


def test_a_leaf_that_was_not_chosen_is_nowhere_in_the_packet(tmp_path: Path) -> None:
    found = words_in(bound(exhibits(tmp_path, "2-4")).data)
    assert [number for number in range(1, LEAVES + 1) if f"says {number * 7919})" in found] == [2, 3, 4]


def test_a_page_that_is_trimmed_away_leaves_nothing_behind(tmp_path: Path) -> None:
    found = words_in(bound(exhibits(tmp_path, "2-4"), {"A": (1, 3)}).data)
    assert [number for number in range(1, LEAVES + 1) if f"says {number * 7919})" in found] == [2, 4]


@pytest.mark.parametrize(("pages", "written"), [("2-4", "2-4"), (" 2 - 4 , 7", "2-4, 7")])
def test_the_manifest_names_the_pages_and_the_hash_of_the_whole_file(
    tmp_path: Path, pages: str, written: str
) -> None:
    (part,) = exhibits(tmp_path, pages)
    (whole,) = exhibits(tmp_path, f"1-{LEAVES}")
    packet = bound((part,))
    inputs = ManifestInputs("0" * 64, "0" * 64, None, b"letterhead", (part,), ())
    order = BuildSpec(tmp_path, AS_OF, tmp_path)
    provenance = Provenance.of(submission(), order, inputs, [], packet.page_map)
    data = Manifest.build(provenance, [name_file("TEST-0001-packet.pdf", packet.data, packet.pages)]).written()
    assert f'"file_pages": "{written}"'.encode() in data
    assert part.sha256 == whole.sha256
    assert f'"sha256": "{whole.sha256}"'.encode() in data
