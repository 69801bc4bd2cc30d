"""The physician and the facility of a draft: those of ``practice.yaml``, unless the chart names somebody else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from priorauth.case.parties import Clinician
from priorauth.exhibits.pages import Page
from priorauth.intake.draft import OpenField, Why
from priorauth.intake.draft_case import ChartDraft, where_of
from priorauth.practice.settings import Settings

_SIGNED = re.compile(
    r"\b(?:signed|dictated|seen)\s+(?:by\s+)?(?P<name>[A-Z][\w.'’-]*(?:\s+[A-Z][\w.'’-]*){1,3}),?\s+(?:M\.?D|D\.?O)\b",
)


def matched_practice(
    draft: ChartDraft, pages: Mapping[str, Sequence[Page]], settings: Settings | None
) -> Iterator[OpenField]:
    """Return what is open of physician and facility: a section the practice lacks, or another name under the plan.

    A case takes both from ``practice.yaml``; so nothing is written where the signature agrees or is not read.
    """
    if settings is None or settings.ordering_clinician is None:
        yield OpenField("ordering_clinician", Why.ABSENT)
    elif _signed_by_another(draft, pages, settings.ordering_clinician):
        where = where_of(draft.filled["request"])
        yield OpenField("ordering_clinician", Why.AGAINST, (where,) if where is not None else ())
    if settings is None or settings.facility is None:
        yield OpenField("facility", Why.ABSENT)


def _signed_by_another(draft: ChartDraft, pages: Mapping[str, Sequence[Page]], physician: Clinician) -> bool:
    """Whether the note with the plan is signed, and by nobody who has the physician's family name."""
    plan = draft.filled.get("request")
    where = where_of(plan) if plan is not None else None
    document = next(
        (
            item.document
            for item in draft.chart.documents
            if where is not None and item.document.id == where.document
        ),
        None,
    )
    if document is None:
        return False
    text = "\n".join(pages[document.exhibit][number - 1].text for number in document.pages)
    signers = [match["name"].casefold() for match in _SIGNED.finditer(text)]
    family = physician.name.split()[-1].casefold()
    return bool(signers) and not any(family in signer for signer in signers)
