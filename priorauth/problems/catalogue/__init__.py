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
    gate,
    ledger,
    packets,
    pages,
    profiles,
    reports,
    template_lint,
    templates,
    tool,
    verifying,
    worklists,
)
from priorauth.problems.kinds import Kind

CATALOGUE: dict[str, Kind] = {
    kind.code: kind
    for part in (
        case_files,
        disk,
        profiles,
        gate,
        template_lint,
        templates,
        approvals,
        authoring,
        drawings,
        attachments,
        pages,
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
