"""What goes out: whole where it fits, smaller where that helps, in parts where it must, and else nothing."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from priorauth.packet.bind.binder import BoundPacket
from priorauth.packet.deliver.channel import Limits, Terms
from priorauth.packet.deliver.compress import CompressionLevel
from priorauth.packet.deliver.fit import Sending, SentFile, prepare
from priorauth.problems import ExitCode, Refused
from tests.exhibits.chart_files import open_files, text_pdf
from tests.packet.scans import bound_packet, scan, scanned_pdf, ten_exhibits
from tests.quick_sample import one_in

Cut = tuple[BoundPacket, Sending]


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> BoundPacket:
    return ten_exhibits(tmp_path_factory.mktemp("scans"))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> BoundPacket:
    """Three exhibits of two, five and three pages, of about 60 kB a page."""
    files = {
        f"{name}.pdf": scanned_pdf([scan(n, 100) for n in range(start, end)])
        for name, start, end in ((0, 0, 2), (1, 2, 7), (2, 7, 10))
    }
    opened = open_files(files, tmp_path_factory.mktemp("few"))
    return bound_packet(opened, refer_to=[(name, 1) for name in "ABC"])


@pytest.fixture(scope="module", params=["small", pytest.param("large", marks=pytest.mark.slow)])
def cut(request: pytest.FixtureRequest) -> Cut:
    """A packet and its three parts, cut for their pages or for their bytes."""
    bound: BoundPacket = request.getfixturevalue(request.param)
    return bound, sent(bound, file_pages=7) if request.param == "small" else sent(bound, file_bytes=4_000_000)


def sent(bound: BoundPacket, *, pattern: str | None = None, **limits: int) -> Sending:
    terms = Terms("Example", limits=Limits(**limits), name_pattern=pattern)
    return prepare(bound, terms, case_id="TEST-0001")


def texts(file: SentFile) -> list[str]:
    pdf = pypdfium2.PdfDocument(file.data)
    try:
        return [page.get_textpage().get_text_range() for page in pdf]
    finally:
        pdf.close()


def packet_pages(sending: Sending) -> list[int]:
    """The packet page each page says it is, through all files."""
    found = [re.findall(r"Packet page (\d+) of (\d+)", text) for file in sending.files for text in texts(file)]
    assert {total for ((_, total),) in found} == {str(len(found))}
    return [int(number) for ((number, _),) in found]


@pytest.mark.slow
def test_ten_exhibits_of_sixty_pages_pass_whole_under_ten_megabytes(large: BoundPacket) -> None:
    exhibits = large.plan.exhibits
    assert (len(exhibits), sum(len(item.pages) for item in exhibits)) == (10, 60)
    sending = sent(large, file_bytes=10_000_000)
    assert [file.name for file in sending.files] == ["TEST-0001-packet.pdf"]
    assert sending.files[0].data == large.data
    assert (sending.level, sending.notes) == (CompressionLevel.AS_IS, ())


@pytest.mark.slow
def test_they_split_under_four_megabytes(large: BoundPacket) -> None:
    sending = sent(large, file_bytes=4_000_000)
    assert [file.name for file in sending.files] == [f"TEST-0001-packet-{n}of3.pdf" for n in (1, 2, 3)]
    assert max(len(file.data) for file in sending.files) <= 4_000_000
    assert packet_pages(sending) == list(range(1, 72))
    assert [(f.part, f.parts, f.first_page) for f in sending.files] == [(1, 3, 1), (2, 3, 36), (3, 3, 65)]
    assert [problem.code for problem in sending.notes] == ["PA824"]


def test_a_part_says_which_it_is_on_its_first_page_only(cut: Cut) -> None:
    packet, sending = cut
    for file in sending.files:
        first, *rest = texts(file)
        last = file.first_page + file.pages - 1
        assert f"Part {file.part} of 3: packet pages {file.first_page} to {last} of {packet.pages}" in first
        assert not any("Part " in text for text in rest)


def test_no_exhibit_is_torn_and_none_changes_its_place(cut: Cut) -> None:
    packet, sending = cut
    whole = {
        item.opened.exhibit.id: [f"{item.opened.exhibit.id}-{page}" for page in item.pages]
        for item in packet.plan.exhibits
    }
    seen = []
    for file in sending.files:
        bound_pages = texts(file)[1:] if file.part == 1 else texts(file)
        here = [label for text in bound_pages for label in re.findall(r"Exhibit ([A-Z]-\d+)", text)]
        assert here == [label for name in dict.fromkeys(label[0] for label in here) for label in whole[name]]
        seen += here
    assert seen == [label for labels in whole.values() for label in labels]


def test_links_and_bookmarks_lead_to_pages_of_their_own_part(cut: Cut) -> None:
    packet, sending = cut
    names = [item.opened.exhibit.id for item in packet.plan.exhibits]
    beside_the_letter = re.findall(r"Exhibit ([A-Z])-1\b", " ".join(texts(sending.files[0])[1:]))
    kept = []
    for file in sending.files:
        with pikepdf.open(io.BytesIO(file.data)) as pdf:
            inside = {page.obj.objgen for page in pdf.pages}
            links = [item for page in pdf.pages for item in page.obj.get("/Annots", ())]
            assert {item.Dest[0].objgen for item in links} <= inside
            kept.append(len(links))
            with pdf.open_outline() as outline:
                titles = [item.title for item in outline.root]
                exhibits = next(item for item in outline.root if item.title == "Exhibits")
                targets = [item.destination for item in (exhibits, *exhibits.children)]
                assert all(isinstance(target, pikepdf.Array) and target[0].objgen in inside for target in targets)
        assert titles == (["Letter", "Exhibits"] if file.part == 1 else ["Exhibits"])
    assert beside_the_letter
    assert kept == [len(beside_the_letter), 0, 0]
    letter = " ".join(texts(sending.files[0])[0].split())
    assert [name for name in names if f"Exhibit {name}-1" not in letter] == []


def test_nothing_of_another_part_stays_in_a_file(cut: Cut) -> None:
    packet, sending = cut
    whole = len(packet.data)
    parts = sending.files
    assert sum(len(file.data) for file in parts) < whole * 1.02
    for file in parts:
        with pikepdf.open(io.BytesIO(file.data)) as pdf:
            pages = [
                item
                for item in pdf.objects
                if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Page"
            ]
            assert len(pages) == file.pages
            assert pdf.Root.Lang == "en-US"
            assert str(pdf.docinfo["/Title"]) == f"Packet TEST-0001, part {file.part} of 3"


def test_pages_alone_can_ask_for_parts(small: BoundPacket) -> None:
    sending = sent(small, file_pages=7)
    assert [file.pages for file in sending.files] == [4, 6, 4]
    assert packet_pages(sending) == list(range(1, 15))
    assert sending.level is CompressionLevel.LOSSLESS


@pytest.mark.slow
def test_the_same_packet_makes_the_same_parts(small: BoundPacket) -> None:
    one, two = (sent(small, file_bytes=len(small.data) // 2) for _ in range(2))
    assert len(one.files) > 1
    assert [file.data for file in one.files] == [file.data for file in two.files]


def test_files_are_named_as_the_channel_wants(small: BoundPacket) -> None:
    pattern = "{case_id}_{part}of{parts}.pdf"
    names = [file.name for file in sent(small, pattern=pattern, file_pages=7).files]
    assert names == ["TEST-0001_1of3.pdf", "TEST-0001_2of3.pdf", "TEST-0001_3of3.pdf"]
    assert [file.name for file in sent(small, pattern=pattern).files] == ["TEST-0001_1of1.pdf"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("limits", "found"),
    one_in(
        4,
        [
            ({"file_bytes": 400_000}, [("PA813", "B")]),
            ({"file_bytes": 250_000}, [("PA813", "B"), ("PA813", "C")]),
            ({"file_bytes": 5_000}, [("PA815", None), ("PA813", "A"), ("PA813", "B"), ("PA813", "C")]),
            ({"file_pages": 5}, [("PA814", "B")]),
            ({"file_pages": 7, "files": 2}, [("PA816", None)]),
            ({"total_bytes": 300_000}, [("PA817", None)]),
            ({"total_pages": 13}, [("PA818", None)]),
        ],
    ),
)
def test_what_cannot_fit_ends_with_ten_and_is_named(
    small: BoundPacket, limits: dict[str, int], found: list[tuple[str, str | None]]
) -> None:
    with pytest.raises(Refused) as refused:
        prepare(small, Terms(limits=Limits(**limits)), case_id="TEST-0001")
    assert [(problem.code, problem.where.exhibit) for problem in refused.value.problems] == found
    assert refused.value.exit_code is ExitCode.OVER_CHANNEL_LIMITS


def test_a_channel_that_takes_no_pdf_takes_no_packet(small: BoundPacket) -> None:
    with pytest.raises(Refused, match="PA812"):
        prepare(small, Terms("Example", takes_pdf=False), case_id="TEST-0001")


def test_the_last_change_is_made_before_a_file_is_measured(small: BoundPacket) -> None:
    """What is added at the end, such as the digest of the inputs, cannot push a file over its limit."""
    size = len(small.data)
    tail = b"\n%" + bytes(size // 3)
    terms = Terms(limits=Limits(file_bytes=size))
    assert len(prepare(small, terms, case_id="TEST-0001").files) == 1
    sending = prepare(small, terms, case_id="TEST-0001", finish=lambda data: data + tail)
    assert len(sending.files) > 1
    assert all(file.data.endswith(tail) and len(file.data) <= size for file in sending.files)


@pytest.fixture(scope="module")
def fine_scans(tmp_path_factory: pytest.TempPathFactory) -> BoundPacket:
    """Four color-mode scans at 300 dots per inch, and a page of text."""
    pages = [scan(seed, 300, mode="RGB", quality=75) for seed in range(4)]
    return bound_packet(
        open_files(
            {"a.pdf": scanned_pdf(pages), "b.pdf": text_pdf("Words stay as they are")},
            tmp_path_factory.mktemp("fine"),
        )
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("share", "level"),
    [(1.0, CompressionLevel.AS_IS), (0.6, CompressionLevel.FINE), (0.25, CompressionLevel.LEAST)],
)
def test_images_are_made_no_coarser_than_it_takes(
    fine_scans: BoundPacket, share: float, level: CompressionLevel
) -> None:
    bound = fine_scans
    sending = sent(bound, file_bytes=int(len(bound.data) * share))
    assert (sending.level, len(sending.files)) == (level, 1)
    assert packet_pages(sending) == list(range(1, 9))
    assert "Words stay as they are" in texts(sending.files[0])[7]
    assert [problem.code for problem in sending.notes] == ([] if level is CompressionLevel.AS_IS else ["PA823"])


@pytest.mark.slow
def test_a_packet_that_is_cut_anyway_keeps_its_images_fine(tmp_path: Path) -> None:
    files = {f"{n}.pdf": scanned_pdf([scan(n, 300, quality=75)]) for n in range(3)}
    bound = bound_packet(open_files(files, tmp_path))
    size = len(bound.data)
    roomy = sent(bound, file_bytes=int(size * 0.7), file_pages=5)
    assert (roomy.level, len(roomy.files)) == (CompressionLevel.LOSSLESS, 2)
