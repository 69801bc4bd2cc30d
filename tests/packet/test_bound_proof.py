"""A packet whose page lost something is not sent: the proof by picture, from the opened exhibit to the bound page."""

from __future__ import annotations

from pathlib import Path

import pytest

from priorauth.exhibits.pages import OpenedExhibit
from priorauth.packet.bind.binder import BoundPacket, bind
from priorauth.packet.bind.bound_proof import prove_bound
from priorauth.packet.bind.marks import Mark
from priorauth.packet.plan import plan_packet
from priorauth.payers.library import default_library
from priorauth.problems import Refused
from priorauth.submission.gate import Draft, Submission
from tests.cases import AS_OF, borne_out, clean_case
from tests.exhibits.chart_files import image_file, open_files, text_pdf
from tests.exhibits.lossy_pages import THINGS, page_of_things
from tests.quick_sample import one_in

PROFILE = default_library().load("highmark-wy-15-01-004").profile
CASE = clean_case()


def bound(
    exhibits: tuple[OpenedExhibit, ...],
    *,
    is_draft: bool = False,
    is_fax: bool = False,
    marks: tuple[Mark, ...] = (),
) -> BoundPacket:
    kind = Draft if is_draft else Submission
    gated = kind(case=CASE, profile=PROFILE, concordance=borne_out(CASE), as_of=AS_OF)
    plan = plan_packet(PROFILE, exhibits)
    return bind(gated, (), exhibits, plan, is_fax=is_fax, marks=marks)


def opened(folder: Path, page: bytes) -> tuple[OpenedExhibit, ...]:
    return open_files({"a.pdf": text_pdf("a", "b"), "b.pdf": page, "c.png": image_file()}, folder)


@pytest.mark.parametrize("is_fax", [True, False])
@pytest.mark.parametrize("is_draft", [True, False])
def test_marked_words_and_stamps_are_no_loss(tmp_path: Path, is_draft: bool, is_fax: bool) -> None:
    exhibits = opened(tmp_path, page_of_things())
    page = exhibits[1].pages[0]
    marks = (Mark("B", 1, page.rects(0, 60), ("level",)),)
    prove_bound(bound(exhibits, is_draft=is_draft, is_fax=is_fax, marks=marks), exhibits, is_draft=is_draft)


@pytest.mark.parametrize("loss", one_in(5, THINGS))
def test_a_page_that_lost_something_is_named(tmp_path: Path, loss: str) -> None:
    packet = bound(opened(tmp_path, page_of_things(loss)))
    with pytest.raises(Refused) as refused:
        prove_bound(packet, opened(tmp_path, page_of_things()), is_draft=False)
    assert [(p.code, p.where.exhibit, p.where.page) for p in refused.value.problems] == [("PA799", "B", 1)]


def test_a_page_that_cannot_be_drawn_names_its_exhibit(tmp_path: Path) -> None:
    exhibits = opened(tmp_path, page_of_things())
    broken = OpenedExhibit(exhibits[1].exhibit, b"%PDF- and no more", exhibits[1].pages, exhibits[1].sha256)
    with pytest.raises(Refused) as refused:
        prove_bound(bound(exhibits), (exhibits[0], broken, exhibits[2]), is_draft=False)
    assert [(p.code, p.where.exhibit) for p in refused.value.problems] == [("PA721", "B")]
