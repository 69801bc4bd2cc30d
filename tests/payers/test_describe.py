"""What `payer show` says: everything a profile holds, and that the rest was not verified."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

from priorauth.payers.admin.describe import UNKNOWN, describe
from priorauth.payers.library import default_library
from tests.payers.profiles import BASE, load

LIBRARY = default_library()


def texts(value: object) -> Iterator[str]:
    """Every piece of free text in a record, but not its ids and enumerated words."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from texts(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from texts(item)
    elif type(value) is str:
        yield value


@pytest.mark.parametrize("profile_id", LIBRARY.ids())
def test_every_text_of_a_profile_is_shown(profile_id: str) -> None:
    profile = LIBRARY.load(profile_id).profile
    shown = "\n".join(describe(profile))
    expected = set(texts(profile))
    assert len(expected) >= 3
    assert {text for text in expected if text not in shown} == set()
    assert "None" not in {word for line in describe(profile) for word in line.split()[-1:]}


@pytest.mark.parametrize("profile_id", LIBRARY.ids())
def test_a_channel_that_was_not_seen_is_said_to_be_unverified(profile_id: str) -> None:
    lines = [line.split() for line in describe(LIBRARY.load(profile_id).profile)]
    assert ["channel", *UNKNOWN.split()] in lines


@pytest.mark.parametrize(
    ("profile_id", "line"),
    [
        ("hcsc", "policy number not verified"),
        ("hcsc", "criteria not verified"),
        ("hcsc", "page not verified"),
        ("medicare-l39644", "bodies_per_session: maximum 2; unit unclear"),
        ("medicare-l39644", "bodies-lifetime: At most four vertebral bodies in a lifetime (secondary)"),
        ("bcbs-sc-cam-394", "conservative_care_duration: months 6; measure consecutive; physician_supervised"),
        ("bcbs-sc-cam-394", "modic_types: accepted 1; undecided 2"),
    ],
)
def test_a_line_of_a_shipped_profile(profile_id: str, line: str) -> None:
    assert line in [" ".join(shown.split()) for shown in describe(LIBRARY.load(profile_id).profile)]


MORE = """\
  - id: either
    kind: any_of
    text: either
    members:
      - {id: mri, kind: imaging_recency, text: recent, months: 6, source: {grade: inferred, section: "4.2"}}
branches:
  - {line_of_business: [medicaid], position: silent, criteria: [], note: ask the plan}
channels:
  - {kind: portal, name: Example portal, max_megabytes: 12.5, file_types: [PDF]}
  - kind: fax
    name: Example fax
    max_megabytes: 20
    max_total_megabytes: 40
    max_pages: 50
    max_total_pages: 90
    max_files: 2
    file_types: [PDF, TIFF]
    name_pattern: "{case_id}_{part}.pdf"
    trim_exhibits: true
    address: 307-555-0199
    verified_on: 2026-11-23
trim_exhibits: true
exhibit_order: [mri_report, physical_therapy]
"""


def test_members_branches_and_channels_are_shown_with_their_limits(tmp_path: Path) -> None:
    lines = list(describe(load(tmp_path, base=BASE + MORE).profile))
    assert "      mri: recent (inferred)" in lines
    assert "        read at 4.2" in lines
    squeezed = [" ".join(line.split()) for line in lines]
    assert squeezed[squeezed.index("branch medicaid") :][:4] == [
        "branch medicaid",
        "position silent",
        "criteria not verified",
        "note ask the plan",
    ]
    assert (
        "channel portal, Example portal: 12.5 MB a file; PDF; not verified: MB in all, pages a file, pages in all, "
        "number of files, file names, address"
    ) in squeezed
    assert (
        "fax, Example fax: 20 MB a file; 40 MB in all; 50 pages a file; 90 pages in all; 2 files; PDF, TIFF; "
        "named {case_id}_{part}.pdf; 307-555-0199, checked 2026-11-23; "
        "exhibits cut to cited pages, imaging reports whole"
    ) in [line.removeprefix("channel ") for line in squeezed]
    assert "trimming exhibits cut to cited pages, imaging reports whole" in squeezed
    assert "exhibits in order mri report, physical therapy" in squeezed
