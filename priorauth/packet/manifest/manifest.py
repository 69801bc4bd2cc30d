"""The manifest: what a packet was made from and what it is, by ids and hashes alone. It holds no patient data.

It says all that is needed to make the packet again, and guards itself: `seal` covers the whole manifest, and the
digest of the inputs stands in every PDF of the packet too (see `priorauth.packet.manifest.imprint`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from priorauth import __version__
from priorauth.exhibits.pages import OpenedExhibit
from priorauth.packet.manifest.seal import LAYOUT, canonical, digest_of_inputs, seal_of
from priorauth.packet.manifest.tools import tool_versions
from priorauth.practice.approvals.effective import UsedText
from priorauth.submission.gate import Standing, require_standing


@dataclass(frozen=True, slots=True)
class TemplateUse:
    """A template that was used, by name, version and hash."""

    name: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A finished file, and its pages where they are counted.

    ``first_page`` is the packet page that a file which goes out begins with, and ``images`` says how its page
    images were compressed; both are ``None`` for a file that stays with the practice.
    """

    name: str
    data: bytes
    pages: int | None
    first_page: int | None = None
    images: str | None = None


def write_manifest(
    *,
    standing: Standing,
    case_sha256: str,
    profile_sha256: str,
    templates: Sequence[TemplateUse],
    exhibits: Sequence[OpenedExhibit],
    page_map: Mapping[str, Mapping[int, int]],
    outputs: Sequence[OutputFile],
    problem_codes: Sequence[str],
    asked: Mapping[str, object] | None = None,
    practice_sha256: str | None = None,
    letterhead_sha256: str | None = None,
    audit_head: str | None = None,
    own_texts: Sequence[UsedText] = (),
) -> bytes:
    """Write the manifest of a packet as JSON, the same bytes for the same packet.

    ``asked`` is how the build was asked for, beyond the day, the draft and the overrides. The two hashes are those
    of the practice's settings and of the letterhead, ``None`` where there are none or none was used. ``audit_head``
    is the head of the audit chain before the run, where the packet is recorded; without one there is no such key.
    ``own_texts`` are the practice's own files that the profile, the templates and the letterhead came from.
    """
    require_standing(standing)
    content: dict[str, object] = {
        "manifest": LAYOUT,
        "priorauth": __version__,
        "tools": tool_versions(),
        "case_id": standing.case.case_id,
        "as_of": standing.as_of.isoformat(),
        "draft": standing.is_draft,
        "sample": standing.case.sample,
        "asked": dict(asked or {}),
        "case_sha256": case_sha256,
        "practice_sha256": practice_sha256,
        "letterhead_sha256": letterhead_sha256,
        "profile": {"id": standing.profile.id, "sha256": profile_sha256, "is_fallback": standing.is_fallback},
        "templates": [{"name": t.name, "version": t.version, "sha256": t.sha256} for t in templates],
        "own_texts": [{"file": t.file, "sha256": t.sha256, "approved": t.approved} for t in own_texts],
        "criteria": {result.id: result.status.value for result in standing.assessment.results},
        "overrides": [override.model_dump() for override in standing.overrides],
        "notices": [notice.code for notice in standing.assessment.notices],
        "problems": list(problem_codes),
        "exhibits": [_exhibit(item, page_map[item.exhibit.id]) for item in exhibits],
        "files": [_file(output) for output in outputs],
    }
    if audit_head is not None:
        content["audit_head"] = audit_head
    content["inputs_sha256"] = digest_of_inputs(content)
    content["seal"] = seal_of(content)
    return canonical(content)


def _exhibit(item: OpenedExhibit, pages: Mapping[int, int]) -> dict[str, object]:
    of_file = {"file_pages": str(item.exhibit.pages)} if item.exhibit.pages else {}
    return {
        "id": item.exhibit.id,
        "kind": item.exhibit.kind.value,
        "sha256": item.sha256,
        "pages": len(item.pages),
        "enclosed": list(pages),
        "first_page": min(pages.values()),
        **of_file,
    }


def _file(output: OutputFile) -> dict[str, object]:
    return {
        "name": output.name,
        "sha256": hashlib.sha256(output.data).hexdigest(),
        "bytes": len(output.data),
        "pages": output.pages,
        "first_page": output.first_page,
        "images": output.images,
    }


def inputs_digest(manifest: bytes) -> str:
    """Return the digest of the inputs that a manifest states."""
    return str(json.loads(manifest)["inputs_sha256"])
