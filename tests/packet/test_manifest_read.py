"""A manifest is read by the model that lays it out, and anything else is named by its place and never by its value."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from priorauth.case.model import Case
from priorauth.criteria.model import Override
from priorauth.exhibits.pages import OpenedExhibit
from priorauth.packet.manifest.manifest import (
    MAX_MANIFEST_BYTES,
    Manifest,
    ManifestInputs,
    NamedFile,
    NamedTemplate,
    Provenance,
    name_file,
    read_manifest,
)
from priorauth.packet.manifest.seal import canonical, digest_of_inputs, seal_of
from priorauth.payers.library import default_library
from priorauth.practice.approvals.effective import UsedText
from priorauth.problems import Refused
from priorauth.submission.build_spec import BuildSpec, Delivery, Format
from priorauth.submission.gate import Draft
from tests.cases import AS_OF, borne_out, clean_case
from tests.exhibits.chart_files import open_files, text_pdf

PROFILE = default_library().load("highmark-wy-15-01-004").profile
HEAD = "9" * 64


@pytest.fixture(scope="module")
def exhibits(tmp_path_factory: pytest.TempPathFactory) -> tuple[OpenedExhibit, ...]:
    return tuple(
        open_files({"a.pdf": text_pdf("one", "two"), "b.pdf": text_pdf()}, tmp_path_factory.mktemp("chart"))
    )


LETTERHEAD = b"letterhead"
FILES = (
    name_file("TEST-0001-packet.PDF", b"packet", 8, 1, "kept"),
    name_file("TEST-0001-letter.docx", b"letter"),
)


def written(
    exhibits: tuple[OpenedExhibit, ...],
    case: Case | None = None,
    files: Sequence[NamedFile] = FILES,
    order: Mapping[str, Any] | None = None,
    **more: Any,
) -> bytes:
    case = case or clean_case(safety__skeletally_mature=..., patient__birth_date="2009-03-09")
    named = Override(criterion="skeletal-maturity", by="Riley Placeholder", reason="the note is on its way")
    gated = Draft(case=case, profile=PROFILE, concordance=borne_out(case), as_of=AS_OF, overrides=(named,))
    values: dict[str, Any] = {
        "case_sha256": "c" * 64,
        "profile_sha256": "d" * 64,
        "practice_sha256": "a" * 64,
        "letterhead": LETTERHEAD,
        "exhibits": exhibits,
        "problem_codes": ("PA130",),
        "own_texts": (UsedText(file="templates/medical_necessity.md", sha256="f" * 64, approved=True),),
    }
    asked = BuildSpec(
        Path(), AS_OF, Path(), **{"delivery": Delivery("portal"), "audit_head": HEAD, **(order or {})}
    )
    template = NamedTemplate(name="medical_necessity", version="1", sha256="e" * 64)
    pages = {"A": {2: 6, 1: 5}, "B": {1: 8}}
    provenance = Provenance.of(gated, asked, ManifestInputs(**(values | more)), [template], pages)
    return Manifest.build(provenance, files, asked.audit_head).written()


def test_what_is_written_is_read_back_whole(exhibits: tuple[OpenedExhibit, ...]) -> None:
    read, wrong = read_manifest(written(exhibits))
    assert wrong == ()
    assert (read.case_id, read.as_of, read.draft, read.sample) == ("TEST-0001", AS_OF, True, True)
    assert (read.case_sha256, read.practice_sha256) == ("c" * 64, "a" * 64)
    assert read.letterhead_sha256 == hashlib.sha256(LETTERHEAD).hexdigest()
    assert (read.profile.id, read.profile.sha256, read.profile.is_fallback) == (PROFILE.id, "d" * 64, False)
    assert [(t.name, t.version, t.sha256) for t in read.templates] == [("medical_necessity", "1", "e" * 64)]
    assert [(t.file, t.sha256, t.approved) for t in read.own_texts] == [
        ("templates/medical_necessity.md", "f" * 64, True)
    ]
    assert read.criteria["skeletal-maturity"] == "not_documented"
    assert [(o.criterion, o.by, o.reason) for o in read.overrides] == [
        ("skeletal-maturity", "Riley Placeholder", "the note is on its way")
    ]
    assert (read.problems, read.audit_head) == (("PA130",), HEAD)
    assert read.asked == {
        "payer": None,
        "format": "both",
        "fax_cover": False,
        "delivery": {
            "channel": "portal", "max_megabytes": None, "max_pages": None, "trim": False, "fax": False,
        },
        "reading": {"redact_ssn": False, "ocr": False, "trust_ocr": False},
        "as_request": False,
    }  # fmt: skip
    assert [(e.id, e.kind, e.pages, e.enclosed, e.first_page) for e in read.exhibits] == [
        ("A", "other", 2, (2, 1), 5),
        ("B", "other", 1, (1,), 8),
    ]
    assert [(f.name, f.bytes, f.pages, f.first_page, f.images) for f in read.files] == [
        ("TEST-0001-packet.PDF", 6, 8, 1, "kept"),
        ("TEST-0001-letter.docx", 6, None, None, None),
    ]
    assert [(f.is_pdf, f.is_word) for f in read.files] == [(True, False), (False, True)]


def test_what_is_not_used_is_said_to_be_none(exhibits: tuple[OpenedExhibit, ...]) -> None:
    alone = {"format": Format.PDF, "audit_head": None}
    bare = written(exhibits, order=alone, practice_sha256=None, own_texts=())
    read, wrong = read_manifest(bare)
    assert wrong == ()
    assert (read.practice_sha256, read.letterhead_sha256, read.own_texts) == (None, None, ())
    assert read.audit_head is None
    assert b"audit_head" not in bare


def test_the_notices_are_named_by_their_codes(exhibits: tuple[OpenedExhibit, ...]) -> None:
    case = clean_case(
        safety__skeletally_mature=..., patient__birth_date="2009-03-09", imaging__0__numbering__transitional="yes"
    )
    assert "PA407" in read_manifest(written(exhibits, case))[0].notices


def test_the_digest_of_the_inputs_is_the_same_for_any_run_and_another_for_another_case(
    exhibits: tuple[OpenedExhibit, ...],
) -> None:
    def stated(data: bytes) -> set[str]:
        """The digest as it stands in the manifest, and as the manifest that was read comes to."""
        return {json.loads(data)["inputs_sha256"], read_manifest(data)[0].digest}

    (digest,) = stated(written(exhibits)) | stated(written(exhibits, order={"audit_head": None}))
    assert {digest}.isdisjoint(stated(written(exhibits, case_sha256="0" * 64)))


@pytest.mark.parametrize("head", [HEAD, None])
def test_what_was_read_is_written_as_the_same_bytes(head: str | None, exhibits: tuple[OpenedExhibit, ...]) -> None:
    data = written(exhibits, order={"audit_head": head, "delivery": Delivery(" portal ", 5.0)})
    read, _ = read_manifest(data)
    assert read.written() == data
    assert read.model_dump(include={"asked"})["asked"]["delivery"]["channel"] == " portal "


@pytest.mark.parametrize("name", ["", "../packet.pdf", "a" * 101])
def test_a_file_that_no_manifest_may_name_is_refused_when_it_is_named(name: str) -> None:
    with pytest.raises(Refused, match="PA832"):
        name_file(name, b"packet")


@pytest.mark.parametrize("names", [(), ("packet.pdf", "Packet.PDF"), ("Manifest.json",)])
def test_files_that_cannot_stand_in_one_manifest_are_refused_when_it_is_made(
    names: tuple[str, ...], exhibits: tuple[OpenedExhibit, ...]
) -> None:
    with pytest.raises(Refused, match="PA832"):
        written(exhibits, files=[name_file(name, b"packet") for name in names])


Change = Callable[[dict[str, Any]], object]


def changed(data: bytes, change: Change) -> bytes:
    """The manifest with a change, sealed again, as who knows its hashes could."""
    content = json.loads(data)
    change(content)
    content["inputs_sha256"] = digest_of_inputs(content)
    content["seal"] = seal_of(content)
    return canonical(content)


def refusal(data: bytes) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as caught:
        read_manifest(data)
    return [(problem.code, problem.message) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda c: c.update(patient="Avery Example"), "'keys'"),
        (lambda c: c.pop("as_of"), "'as_of'"),
        (lambda c: c.update(as_of="soon"), "'as_of'"),
        (lambda c: c.update(case_id="two words"), "'case_id'"),
        (lambda c: c.update(case_sha256="C" * 63), "'case_sha256'"),
        (lambda c: c["profile"].update(extra="Avery Example"), "'profile'"),
        (lambda c: c["files"][1].update(sha256="x"), "'files.1.sha256'"),
        (lambda c: c["files"][0].update(bytes=-1), "'files.0.bytes'"),
        (lambda c: c["files"][0].update(bytes="6"), "'files.0.bytes'"),
        (lambda c: c["files"][0].update(name="../packet.pdf"), "'files.0.name'"),
        (lambda c: c["files"][0].update(name="a" * 101), "'files.0.name'"),
        (lambda c: c["files"][1].update(name="test-0001-PACKET.pdf"), "'files'"),
        (lambda c: c["files"][1].update(name="Manifest.json"), "'files'"),
        (lambda c: c.update(files=[]), "'files'"),
        (lambda c: c["exhibits"][0].update(first_page=-1), "'exhibits.0.first_page'"),
        (lambda c: c["overrides"][0].update(by=""), "'overrides.0.by'"),
    ],
)
def test_a_wrong_key_is_named_by_its_place(change: Change, place: str, exhibits: tuple[OpenedExhibit, ...]) -> None:
    ((code, words),) = refusal(changed(written(exhibits), change))
    assert code == "PA832"
    assert place in words
    assert "Avery" not in words


def test_every_wrong_key_is_named_once_and_in_order(exhibits: tuple[OpenedExhibit, ...]) -> None:
    def change(content: dict[str, Any]) -> None:
        content.update(sample="perhaps", one="x", two="y")
        del content["as_of"]

    told = refusal(changed(written(exhibits), change))
    assert [code for code, _ in told] == ["PA832"] * 3
    assert ["as_of" in told[0][1], "keys" in told[1][1], "sample" in told[2][1]] == [True, True, True]


@pytest.mark.parametrize("name", ["a", "a" * 100, "A-1_b.c.pdf"])
def test_names_that_a_file_may_have(name: str, exhibits: tuple[OpenedExhibit, ...]) -> None:
    data = changed(written(exhibits), lambda c: c["files"][0].update(name=name, bytes=0))
    assert read_manifest(data)[0].files[0].name == name


@pytest.mark.parametrize("layout", [1, 3, "2", None])
def test_another_layout_is_refused(layout: object, exhibits: tuple[OpenedExhibit, ...]) -> None:
    data = changed(written(exhibits), lambda c: c.update(manifest=layout))
    assert [code for code, _ in refusal(data)] == ["PA833"]


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b"\xff{}", b'"manifest"', b"[" * 100_000, b"{}".ljust(MAX_MANIFEST_BYTES + 1)],
    ids=["nothing", "half", "a list", "not text", "a word", "deep", "too long"],
)
def test_what_is_no_manifest_is_refused_as_damaged(data: bytes) -> None:
    assert [code for code, _ in refusal(data)] == ["PA831"]


def test_a_manifest_may_be_as_long_as_the_limit() -> None:
    assert [code for code, _ in refusal(b"{}".ljust(MAX_MANIFEST_BYTES))] == ["PA833"]


def test_a_broken_seal_and_another_writing_are_told_and_the_rest_is_read(
    exhibits: tuple[OpenedExhibit, ...],
) -> None:
    data = written(exhibits)

    def told(text: bytes) -> list[str]:
        return [problem.code for problem in read_manifest(text)[1]]

    assert told(data) == []
    assert told(canonical(json.loads(data) | {"seal": "0" * 64})) == ["PA834"]
    assert told(json.dumps(json.loads(data)).encode()) == ["PA831"]
    content = json.loads(data)
    content["inputs_sha256"] = "0" * 64
    content["seal"] = seal_of(content)
    assert told(canonical(content)) == ["PA834"]
