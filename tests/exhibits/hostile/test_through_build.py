"""Awkward and hostile files on their way through a whole packet: bound, or refused by a code that names the exhibit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Name, Stream

from priorauth.case.model import Exhibit
from priorauth.exhibits.pages import OpenedExhibit, read_pages
from priorauth.exhibits.rejection import ExhibitRejected
from priorauth.exhibits.sandbox.parent import Opener
from priorauth.exhibits.sandbox.protocol import Request, Taken
from priorauth.packet.bind.binder import BoundPacket, bind
from priorauth.packet.bind.bound_proof import prove_bound
from priorauth.packet.plan import plan_packet
from priorauth.payers.library import default_library
from priorauth.problems import Refused
from priorauth.submission.gate import Draft
from tests.cases import AS_OF, borne_out, clean_case
from tests.cli.in_process import called
from tests.exhibits.chart_files import text_pdf
from tests.exhibits.hostile.awkward_files import AWKWARD, NOT_TAKEN, awkward
from tests.exhibits.hostile.pdf_files import MADE_HARMLESS
from tests.exhibits.hostile.test_hostile import REFUSED
from tests.exhibits.sound.building import FIRST, case_file
from tests.exhibits.sound.drawing_kinds import DRAWN
from tests.exhibits.sound.odd_pdfs import SOUND
from tests.exhibits.sound.test_odd_pictures import HEIC, PICTURES
from tests.quick_sample import one_in

PROFILE = default_library().load("highmark-wy-15-01-004").profile

FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    **{name: (".pdf", lambda name=name: awkward(name)) for name in AWKWARD},  # type: ignore[misc]
    **{name: (".pdf", build) for name, (build, _) in SOUND.items()},
    **{name: (".pdf", lambda edit=edit: text_pdf(edit=edit)) for name, edit in MADE_HARMLESS.items()},  # type: ignore[misc]
    **{name: (".pdf", build) for name, build in DRAWN.items()},
    **PICTURES,
}
"""All that is odd and not refused for what it is, and by what ending each is known."""


@pytest.fixture(scope="module")
def room() -> Iterator[Opener]:
    with Opener() as opener:
        yield opener


def opened(room: Opener, suffix: str, data: bytes) -> Taken | str:
    """Open a file, or give the code it is refused with."""
    try:
        return room.open(Request(data, suffix))
    except ExhibitRejected as refusal:
        return refusal.code


def bound(*exhibits: OpenedExhibit) -> BoundPacket:
    """Bind exhibits by themselves."""
    gated = Draft(case=clean_case(), profile=PROFILE, concordance=borne_out(clean_case()), as_of=AS_OF)
    return bind(gated, (), exhibits, plan_packet(PROFILE, exhibits))


def exhibit(pdf: bytes) -> OpenedExhibit:
    listed = Exhibit.model_validate({"id": "A", "kind": "other", "title": "Exhibit", "file": "a.pdf"})
    return OpenedExhibit(listed, pdf, read_pages(pdf), "0" * 64)


@pytest.mark.parametrize("name", one_in(3, FILES))
def test_what_is_taken_can_be_bound(room: Opener, name: str) -> None:
    suffix, build = FILES[name]
    if suffix == ".heic" and not HEIC:
        pytest.skip("the extra 'heic' is not installed")
    taken = opened(room, suffix, build())
    if isinstance(taken, str):
        assert taken == NOT_TAKEN.get(name)
    else:
        assert name not in NOT_TAKEN
        opened_exhibit = exhibit(taken.pdf)
        packet = bound(opened_exhibit)
        assert packet.pages == len(taken.pages) + 1
        prove_bound(packet, [opened_exhibit], is_draft=True)


@pytest.mark.slow
def test_a_page_that_cannot_be_bound_is_named(tmp_path: Path) -> None:
    def spoil(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[1].obj
        page.Contents = Array([page.Contents, Stream(pdf, b"x", Filter=Name.Novel)])

    with pytest.raises(Refused) as refused:
        bound(exhibit(text_pdf("one", "two", "three", edit=spoil)))
    (found,) = refused.value.problems
    assert (found.code, found.where.exhibit, found.where.page) == ("PA803", "A", 2)


def groups() -> list[list[str]]:
    names = [name for name in FILES if FILES[name][0] != ".heic" or HEIC]
    return [names[start : start + len(FIRST)] for start in range(0, len(names), len(FIRST))]


def built(folder: Path, files: Mapping[str, bytes], *how: str) -> tuple[int, str]:
    """Build a packet with these files; give the exit code and all that was said."""
    case_file(folder, files)
    done = called("build", "case.yaml", "--as-of", str(AS_OF), "-o", "out", *how, cwd=folder)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(
    "how", [(), ("--fax", "--trim"), ("--draft", "--redact-ssn")], ids=["portal", "fax", "redacted"]
)
@pytest.mark.parametrize("names", one_in(8, groups()), ids=lambda names: names[0])
@pytest.mark.slow
def test_everything_odd_goes_through_build(tmp_path: Path, names: list[str], how: tuple[str, ...]) -> None:
    files = {f"file-{place}{FILES[name][0]}": FILES[name][1]() for place, name in enumerate(names)}
    for _ in range(2):
        code, said = built(tmp_path, files, *how)
        assert "PA999" not in said
        assert "Traceback" not in said
        if code == 0:
            return
        refused = {place for place, letter in enumerate(FIRST) if f"exhibit {letter}" in said and code == 3}
        files = {name: data for place, (name, data) in enumerate(files.items()) if place not in refused}
    pytest.fail(said)


@pytest.mark.slow
def test_everything_hostile_is_refused_by_build_with_its_code(tmp_path: Path) -> None:
    names = list(REFUSED)
    for start in range(0, len(names), len(FIRST)):
        some = names[start : start + len(FIRST)]
        folder = tmp_path / str(start)
        folder.mkdir()
        files = {f"file-{place}{REFUSED[name][0]}": REFUSED[name][1]() for place, name in enumerate(some)}
        code, said = built(folder, files)
        assert code == 3
        assert not (folder / "out").exists()
        for letter, name in zip(FIRST, some, strict=False):
            assert f"exhibit {letter}" in said, name
            assert REFUSED[name][2] in said, name
