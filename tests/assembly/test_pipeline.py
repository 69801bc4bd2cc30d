"""The main job from case file to packet, on the made-up cases."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pytest

from priorauth.assembly import pipeline
from priorauth.assembly.pipeline import BuildSpec, Built, Format
from priorauth.document import words_of
from priorauth.files.shipped_data import folder
from priorauth.letters.composer import compose
from priorauth.letters.templates.search_path import template_library
from priorauth.payers.library import default_library
from priorauth.problems import Refused
from priorauth.submission.build_spec import CaseQuery
from priorauth.submission.gate import Draft, Submission

DAY = date(2026, 11, 24)
CASES = folder("examples") / "cases"
GOLDEN = Path(__file__).parents[1] / "golden"
NAMES = ("clean-three-bodies", "conflicting-generator", "gaps", "not-covered", "strictest")
HOSTILE = 'A & B <x> "q" {{ y }} *z* |w| Nguyễn Łukasz'


def order(name: str, out: Path, **changes: Any) -> BuildSpec:
    return BuildSpec(case_file=CASES / name / "case.yaml", as_of=DAY, out=out, **changes)


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The packet of the clean case, to be looked at by tests that change nothing."""
    return pipeline.build(order("clean-three-bodies", tmp_path_factory.mktemp("clean")))


def text_of(path: Path) -> str:
    pdf = pypdfium2.PdfDocument(path.read_bytes())
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)
    finally:
        pdf.close()


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("name", "ready", "opened"),
    [
        ("clean-three-bodies", True, set()),
        ("conflicting-generator", False, {"contrary-facet-1", "contrary-leg-symptoms"}),
        (
            "gaps",
            False,
            {
                "floor-pain-duration",
                "floor-therapy",
                "floor-activity-modification",
                "floor-modic",
                "floor-bodies",
                "pain-duration",
                "conservative-care",
                "modic-type",
            },
        ),
        ("not-covered", True, set()),
        ("strictest", True, set()),
    ],
)
def test_each_made_up_case_has_its_answer(name: str, ready: bool, opened: set[str]) -> None:
    chart, assessment = pipeline.check(CaseQuery(CASES / name / "case.yaml", DAY))
    # The case under Original Medicare is told that the plan takes no request; nothing else is said of any.
    assert [p.code for p in chart.problems] == (["PA344"] if name == "conflicting-generator" else [])
    assert (assessment.is_ready, {result.id for result in assessment.open}) == (ready, opened)


def test_the_gaps_name_who_must_act() -> None:
    _, assessment = pipeline.check(CaseQuery(CASES / "gaps" / "case.yaml", DAY))
    owners = {result.id: {s.owner.value for s in result.shortfalls} for result in assessment.open}
    assert owners["floor-modic"] == {"radiologist"}
    assert owners["floor-therapy"] == {"clinician"}
    assert "skeletal-maturity" not in owners  # the birth date shows it
    assert {result.failure for result in assessment.open} == {"gap"}


LETTERS = {
    "covered_with_criteria": "Your criteria, point by point",
    "reference": "The FDA-cleared indication, point by point",
    "not_covered": "Why this patient's case merits an exception",
    "silent": "does not address this procedure",
    "criteria_unknown": "I could not read the criteria you apply",
}


ONE_OF_EACH_POSITION = (
    "aetna-cpb-0016",
    "anthem-surg-00052",
    "bcbs-sc-cam-394",
    "fda-label",
    "hcsc",
    "medicare-l39644",
)


ASKS_FOR_MORE = ("bcbs-sc-cam-394", "medicare-l39420", "medicare-l39642", "medicare-l40302")
"""The profiles that ask for what the clean case does not show: modalities of care, evaluations, further conditions."""


@pytest.mark.parametrize(
    "profile_id",
    [
        name if name in ONE_OF_EACH_POSITION else pytest.param(name, marks=pytest.mark.slow)
        for name in default_library().ids()
    ],
)
def test_the_clean_case_under_each_profile(profile_id: str, tmp_path: Path) -> None:
    wanted = order("clean-three-bodies", tmp_path, payer=profile_id)
    if profile_id in ASKS_FOR_MORE or profile_id == "medicare":  # which needs the state of the facility
        with pytest.raises(Refused, match="PA345" if profile_id == "medicare" else "PA401"):
            pipeline.build(wanted)
        assert list(tmp_path.iterdir()) == []
        return
    built = pipeline.build(wanted)
    position = built.gated.profile.position.value
    said = flat(text_of(built.files[0]))
    assert [name for name, phrase in LETTERS.items() if phrase in said] == [position]


def test_what_the_payer_leaves_open_is_left_to_the_payer(tmp_path: Path) -> None:
    built = pipeline.build(order("clean-three-bodies", tmp_path, payer="medicare-l39644"))
    assert "Left to the payer" in flat(text_of(built.files[0]))


def test_a_packet_has_its_parts_in_private_files(clean: Built) -> None:
    assert [path.name for path in clean.files] == [
        "EX-CLEAN-packet.pdf",
        "EX-CLEAN-checklist.docx",
        "EX-CLEAN-letter.docx",
        "manifest.json",
    ]
    assert {path.stat().st_mode & 0o777 for path in clean.files} == {0o600}
    manifest = json.loads((clean.folder / "manifest.json").read_text())
    assert manifest["exhibits"][0]["first_page"] == 7
    raw = (clean.folder / "manifest.json").read_text()
    for secret in ("Avery", "XEH000112233", "1974", "M54.51", "office-note", "0004711"):
        assert secret not in raw


def test_docx_and_pdf_say_the_same_words(clean: Built) -> None:
    word = docx.Document(io.BytesIO((clean.folder / "EX-CLEAN-letter.docx").read_bytes()))
    said = "".join(text_of(clean.files[0]).split())
    for paragraph in word.paragraphs:
        assert len(said) > 0
        assert "".join(paragraph.text.split())[:60].replace("-", "") in said.replace("-", "").replace("\ufffe", "")


@pytest.mark.slow
def test_the_letter_takes_three_pages_at_most(clean: Built, tmp_path: Path) -> None:
    others = [pipeline.build(order(name, tmp_path)) for name in ("not-covered", "strictest")]
    for built in (clean, *others):
        said = text_of(built.files[0])
        assert re.search(r"(medical_necessity|exception_request) 1 · \w+ · [^·]{0,60}Page 1 of [1-3]\b", flat(said))


@pytest.fixture
def in_kathmandu(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Where the day has come hours earlier than here."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "Asia/Kathmandu")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system cannot change its time zone")
@pytest.mark.usefixtures("in_kathmandu")
def test_the_same_build_is_the_same_bytes_in_any_time_zone(clean: Built, tmp_path: Path) -> None:
    assert time.strftime("%z") == "+0545"
    there = pipeline.build(order("clean-three-bodies", tmp_path))
    assert bytes_in(clean.folder) == bytes_in(there.folder)


@pytest.mark.slow
def test_the_same_build_is_the_same_bytes_in_another_process(clean: Built, tmp_path: Path) -> None:
    script = (
        "import sys; from datetime import date; from pathlib import Path; from priorauth.assembly import pipeline;"
        "pipeline.build(pipeline.BuildSpec(case_file=Path(sys.argv[1]), as_of=date(2026, 11, 24), out=Path(sys.argv[2])))"
    )
    case = str(CASES / "clean-three-bodies" / "case.yaml")
    zone = {**os.environ, "TZ": "Asia/Kathmandu"}
    subprocess.run([sys.executable, "-c", script, case, str(tmp_path)], check=True, env=zone)
    assert bytes_in(clean.folder) == bytes_in(tmp_path / "EX-CLEAN")


def bytes_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.slow
def test_an_existing_packet_is_left_alone(tmp_path: Path) -> None:
    built = pipeline.build(order("clean-three-bodies", tmp_path))
    before = built.files[0].read_bytes()
    with pytest.raises(Refused, match="PA203"):
        pipeline.build(order("clean-three-bodies", tmp_path, payer="hcsc"))
    assert built.files[0].read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["EX-CLEAN"]


def test_a_draft_starts_with_its_gaps_and_is_marked(tmp_path: Path) -> None:
    built = pipeline.build(order("gaps", tmp_path, draft=True))
    said = text_of(built.files[0])
    assert "Draft: what is missing before this can be sent" in said[:400]
    assert "radiologist" in said
    pdf = pypdfium2.PdfDocument(built.files[0].read_bytes())
    assert all("DRAFT" in page.get_textpage().get_text_range() for page in pdf)
    pdf.close()


def test_docx_format_puts_the_exhibits_into_one_pdf(tmp_path: Path) -> None:
    built = pipeline.build(order("clean-three-bodies", tmp_path, format=Format.DOCX))
    assert "EX-CLEAN-exhibits.pdf" in {path.name for path in built.files}


def test_a_fax_cover_counts_every_page(tmp_path: Path) -> None:
    built = pipeline.build(order("clean-three-bodies", tmp_path, fax_cover=True))
    assert f"Pages, this cover included {built.pages}" in flat(text_of(built.files[0]))


def strings(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Find the free texts of a case that a letter prints."""
    printed = {
        "given",
        "family",
        "payer_name",
        "plan_name",
        "member_id",
        "group_id",
        "specialty",
        "device",
        "rationale",
    }
    printed |= {"method", "detail", "reason", "radiologist", "street", "city", "title"}
    if isinstance(value, dict):
        for key, inner in value.items():
            if isinstance(inner, str) and key in printed:
                yield (*path, key)
            else:
                yield from strings(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from strings(inner, (*path, index))


@pytest.mark.slow
def test_a_hostile_value_in_every_text_arrives_in_both_files(tmp_path: Path) -> None:
    from ruamel.yaml import YAML

    shutil.copytree(folder("examples"), tmp_path / "practice", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    source = tmp_path / "practice" / "cases" / "clean-three-bodies" / "case.yaml"
    data = YAML(typ="base", pure=True).load(source.read_text())
    data["request"]["rationale"] = "x"
    marks = []
    for number, path in enumerate(strings(data)):
        target: Any = data
        for part in path[:-1]:
            target = target[part]
        target[path[-1]] = mark = f"{number:02d} {HOSTILE}"
        marks.append(mark)
    case = source.with_name("case.json")
    case.write_text(json.dumps(data))
    # A draft, since the exhibits still name the patient that the case no longer has.
    built = pipeline.build(BuildSpec(case_file=case, as_of=DAY, out=tmp_path / "out", draft=True))
    said = "".join(text_of(built.files[0]).split())
    words = "".join(
        "".join(node.text or "" for node in docx.Document(str(path)).element.iter() if node.tag.endswith("}t"))
        for path in built.files
        if path.suffix == ".docx"
    )
    squeezed = "".join(words.split())
    assert len(marks) == 18
    for mark in marks:
        wanted = "".join(mark.split())
        assert wanted in said
        assert wanted in squeezed


@pytest.mark.parametrize(
    ("name", "payer", "golden"),
    [
        ("clean-three-bodies", None, "medical-necessity.txt"),
        ("not-covered", None, "exception-request.txt"),
        ("clean-three-bodies", "anthem-surg-00052", "policy-inquiry-silent.txt"),
        ("clean-three-bodies", "fda-label", "medical-necessity-reference.txt"),
        ("strictest", None, "medical-necessity-strictest.txt"),
        ("gaps", None, "gap-list.txt"),
    ],
)
def test_the_letters_read_as_they_did(name: str, payer: str | None, golden: str) -> None:
    """Set PRIORAUTH_WRITE_GOLDEN=1 to write them anew; then read them aloud before they are committed."""
    chart = pipeline.read_chart(CaseQuery(CASES / name / "case.yaml", DAY, payer=payer))
    kind = Draft if golden == "gap-list.txt" else Submission
    gated = kind(case=chart.loaded.case, profile=chart.chosen.profile, concordance=chart.concordance, as_of=DAY)
    template = "gap_list" if golden == "gap-list.txt" else gated.profile.letter_kind.value
    pages = {opened.exhibit.id: len(opened.pages) for opened in chart.exhibits}
    said = "\n".join(words_of(compose(template, gated, template_library(None), pages).document)) + "\n"
    path = GOLDEN / golden
    if os.environ.get("PRIORAUTH_WRITE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(said, encoding="utf-8")
    assert said == path.read_text(encoding="utf-8")
