"""A profile's channels: what they may say, and what lint says of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from priorauth.payers.lint import lint_profile
from priorauth.payers.submission_channels import Channel
from tests.payers.profiles import BASE, load

PORTAL = {"kind": "portal", "name": "Example portal"}


def channel(**fields: Any) -> Channel:
    return Channel.model_validate({**PORTAL, **fields})


@pytest.mark.parametrize(
    "pattern",
    ["{case_id}_{part}of{parts}.pdf", "{part}.pdf", "PA-{case_id}-{part}.pdf"],
)
def test_a_name_pattern_of_ids_and_parts_is_taken(pattern: str) -> None:
    assert channel(name_pattern=pattern).name_pattern == pattern


@pytest.mark.parametrize(
    "pattern",
    [
        "{patient}_{part}.pdf",
        "{case_id.patient}_{part}.pdf",
        "{case_id!r}{part}.pdf",
        "{part:>99999999}.pdf",
        "{part",
        "{part}.pdf.exe",
        "{part}",
        "{}{part}.pdf",
        "{0}{part}.pdf",
        "../{part}.pdf",
        "a/{part}.pdf",
        "a b {part}.pdf",
        "{{part}}.pdf",
        "-{part}.pdf",
        ".{part}.pdf",
        "ü{part}.pdf",
        "{part}" + "x" * 60 + ".pdf",
    ],
)
def test_a_pattern_that_could_name_anything_else_is_refused(pattern: str) -> None:
    with pytest.raises(ValidationError):
        channel(name_pattern=pattern)


def test_two_parts_cannot_have_one_name() -> None:
    with pytest.raises(ValidationError, match=r"needs \{part\}"):
        channel(name_pattern="{case_id}.pdf")
    assert channel(name_pattern="{case_id}.pdf", max_files=1).max_files == 1


@pytest.mark.parametrize(
    "field", ["max_megabytes", "max_total_megabytes", "max_pages", "max_total_pages", "max_files"]
)
def test_a_limit_is_more_than_nothing_and_unknown_by_default(field: str) -> None:
    assert getattr(channel(), field) is None
    with pytest.raises(ValidationError):
        channel(**{field: 0})


@pytest.mark.parametrize(
    ("types", "takes"),
    [(None, True), (["PDF"], True), ([".pdf"], True), (["tiff", "Pdf"], True), (["TIFF", "JPEG"], False)],
)
def test_whether_a_packet_can_go_through(types: list[str] | None, takes: bool) -> None:
    assert channel(file_types=types).takes_pdf is takes


CHANNELS = """\
channels:
  - {kind: portal, name: Example portal, file_types: [TIFF]}
  - {kind: fax, name: example PORTAL}
"""


def test_lint_finds_channels_that_cannot_be_used(tmp_path: Path) -> None:
    found = lint_profile(load(tmp_path, base=BASE + CHANNELS), date(2026, 11, 24))
    assert [(p.code, p.where.line) for p in found] == [("PA827", 13), ("PA828", 14)]
