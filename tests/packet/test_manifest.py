"""The manifest: what a packet was made from, by ids and hashes, and nothing from the chart."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pikepdf

from priorauth.case.model import Case
from priorauth.criteria.model import Override
from priorauth.packet.manifest.manifest import (
    Manifest,
    ManifestInputs,
    NamedTemplate,
    Provenance,
    name_file,
)
from priorauth.packet.manifest.seal import imprint, imprint_of
from priorauth.payers.library import default_library
from priorauth.submission.build_spec import BuildSpec
from priorauth.submission.gate import Draft
from tests.cases import AS_OF, borne_out, clean_data
from tests.exhibits.chart_files import open_files, text_pdf

PROFILE = default_library().load("highmark-wy-15-01-004").profile


def manifest(folder: Path, case: Case) -> bytes:
    gated = Draft(case=case, profile=PROFILE, concordance=borne_out(case), as_of=AS_OF)
    exhibits = open_files({"doe-jane.pdf": text_pdf("one", "two"), "b.pdf": text_pdf()}, folder)
    inputs = ManifestInputs("c" * 64, "d" * 64, None, b"letterhead", tuple(exhibits), ("PA130",))
    template = NamedTemplate(name="medical_necessity", version="1", sha256="e" * 64)
    pages = {"A": {1: 5, 2: 6}, "B": {1: 8}}
    provenance = Provenance.of(gated, BuildSpec(folder, AS_OF, folder), inputs, [template], pages)
    return Manifest.build(provenance, [name_file("TEST-0001-packet.pdf", b"packet", 8)]).written()


def texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for item in value.values() for text in texts(item)]
    if isinstance(value, list):
        return [text for item in value for text in texts(item)]
    return [value] if isinstance(value, str) else []


def test_it_names_sources_pages_and_files(tmp_path: Path) -> None:
    said = json.loads(manifest(tmp_path, Case.model_validate(clean_data())))
    assert [(e["id"], e["pages"], e["first_page"]) for e in said["exhibits"]] == [("A", 2, 5), ("B", 1, 8)]
    assert said["exhibits"][0]["sha256"] == hashlib.sha256((tmp_path / "doe-jane.pdf").read_bytes()).hexdigest()
    assert said["files"][0]["sha256"] == hashlib.sha256(b"packet").hexdigest()
    assert said["files"][0]["pages"] == 8
    assert (said["as_of"], said["draft"], said["sample"]) == ("2026-11-24", True, True)
    assert said["problems"] == ["PA130"]
    assert said["profile"]["id"] == PROFILE.id


def test_it_says_nothing_from_the_chart(tmp_path: Path) -> None:
    data = clean_data()
    secrets = {
        *texts(data["patient"]),
        *texts(data["coverage"]),
        *texts(data["pain"]["limits"]),
        *texts(data["request"]["diagnosis_codes"]),
        *(study["source"]["quote"] for study in data["imaging"][0]["findings"]),
        *(row["detail"] for row in data["conservative_care"] if "detail" in row),
        *(exhibit["title"] for exhibit in data["exhibits"]),
        "doe-jane",
        "Exhibit file",
    } - {PROFILE.id, "female", "commercial"}
    said = manifest(tmp_path, Case.model_validate(data)).decode()
    assert len(secrets) > 15
    assert [secret for secret in secrets if secret in said] == []


def test_the_same_packet_has_the_same_manifest(tmp_path: Path) -> None:
    case = Case.model_validate(clean_data())
    assert manifest(tmp_path, case) == manifest(tmp_path, case)


def test_an_override_is_on_record(tmp_path: Path) -> None:
    data = clean_data()
    del data["safety"]["skeletally_mature"]
    data["patient"]["birth_date"] = "2009-03-09"
    case = Case.model_validate(data)
    override = Override(criterion="skeletal-maturity", by="Riley Placeholder", reason="notes requested")
    gated = Draft(case=case, profile=PROFILE, concordance=borne_out(case), as_of=AS_OF, overrides=(override,))
    inputs = ManifestInputs("c" * 64, "d" * 64, None, b"letterhead", (), ())
    provenance = Provenance.of(gated, BuildSpec(tmp_path, AS_OF, tmp_path), inputs, (), {})
    said = json.loads(Manifest.build(provenance, [name_file("TEST-0001-packet.pdf", b"packet", 8)]).written())
    assert said["overrides"] == [override.model_dump()]


def test_a_pdf_keeps_the_digest_it_is_given_and_no_other_part_changes() -> None:
    sealed = imprint(text_pdf("one"), "a" * 64)
    assert imprint(text_pdf("one"), "a" * 64) == sealed
    with pikepdf.open(io.BytesIO(sealed)) as opened:
        assert imprint_of(opened) == "a" * 64
        assert len(opened.pages) == 1
