"""The one catalogue of coded problems, a file for each part of the tool."""

from __future__ import annotations

from priorauth.problems.catalogue import (
    attachments,
    followup_problems,
    input_problems,
    intake_problems,
    packet_problems,
    page_problems,
    review_problems,
    text_problems,
)
from priorauth.problems.problem_kind import ProblemKind

CATALOGUE: dict[str, ProblemKind] = {
    kind.code: kind
    for part in (
        input_problems,
        text_problems,
        attachments,
        page_problems,
        review_problems,
        packet_problems,
        followup_problems,
        intake_problems,
    )
    for kind in part.KINDS
}
"""Every kind of problem, by its code."""
