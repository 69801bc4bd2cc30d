"""The one catalogue of coded problems, a file for each part of the tool."""

from __future__ import annotations

from priorauth.problems.catalogue import (
    appeals,
    approvals,
    attachments,
    authoring,
    batches,
    case_files,
    claims,
    disk,
    drawings,
    gating,
    ledger,
    packets,
    page_identity,
    profiles,
    reports,
    template_lint,
    templates,
    tool,
    verifying,
    worklists,
)
from priorauth.problems.problem_kind import Kind

CATALOGUE: dict[str, Kind] = {
    kind.code: kind
    for part in (
        case_files,
        disk,
        profiles,
        gating,
        template_lint,
        templates,
        approvals,
        authoring,
        drawings,
        attachments,
        page_identity,
        claims,
        reports,
        packets,
        verifying,
        worklists,
        batches,
        ledger,
        appeals,
        tool,
    )
    for kind in part.KINDS
}
"""Every kind of problem, by its code."""
