"""The physician and the facility of a draft: those of ``practice.yaml``, unless the chart names somebody else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from priorauth.case.parties import Clinician
from priorauth.exhibits.pages import Page
from priorauth.intake.draft import OpenField, Why
from priorauth.intake.draft_case import ChartDraft, where_of
from priorauth.practice.settings import Settings
from priorauth.reading.model import Passage

_SIGNED = re.compile(
    r"\b(?:signed|dictated|seen)\s+(?:by\s+)?(?P<name>[A-Z][\w.'’-]*(?:\s+[A-Z][\w.'’-]*){1,3}),?\s+(?:M\.?D|D\.?O)\b",
)


_PLACE = re.compile(
    r"\bat\s+(?:the\s+)?(?P<name>(?:[A-Z][\w'\u2019.&-]*\s+){1,5}(?:Surgery\s+Center|Surgical\s+Center|Hospital|ASC|Medical\s+Center))\b"
)
_KIND_WORDS = frozenset({"surgery", "surgical", "center", "hospital", "asc", "medical", "the", "of", "and"})


def matched_practice(
    draft: ChartDraft, pages: Mapping[str, Sequence[Page]], settings: Settings | None
) -> Iterator[OpenField]:
    """Return what is open of physician and facility: a section the practice lacks, or another name in the plan.

    A case takes both from ``practice.yaml``; so nothing is written where the chart agrees or names none.
    """
    plan = draft.filled.get("request")
    where = where_of(plan) if plan is not None else None
    if settings is None or settings.ordering_clinician is None:
        yield OpenField("ordering_clinician", Why.ABSENT)
    elif (signed := _signed_by_another(where, draft, pages, settings.ordering_clinician)) is not None:
        yield OpenField("ordering_clinician", Why.OTHER_SIGNER, (signed,))
    if settings is None or settings.facility is None:
        yield OpenField("facility", Why.ABSENT)
    elif where is not None and _is_elsewhere(where.quote, settings.facility.name):
        yield OpenField("facility", Why.OTHER_PLACE, (where,))


def _signed_by_another(
    where: Passage | None, draft: ChartDraft, pages: Mapping[str, Sequence[Page]], physician: Clinician
) -> Passage | None:
    """Return the signature under the note with the plan, when nobody signed who has the physician's family name."""
    documents = (item.document for item in draft.chart.documents)
    document = next((each for each in documents if where is not None and each.id == where.document), None)
    found: list[Passage] = []
    for number in document.pages if document is not None else ():
        text = pages[document.exhibit][number - 1].text if document is not None else ""
        found += (
            Passage(
                exhibit=document.exhibit, document=document.id, page=number, start=match.start(), end=match.end(),
                quote=match.group(),
            )
            for match in _SIGNED.finditer(text)
            if document is not None
        )  # fmt: skip
    family = physician.name.split()[-1].casefold()
    is_own = any(family in passage.quote.casefold() for passage in found)
    return found[-1] if found and not is_own else None


def _is_elsewhere(plan: str, facility: str) -> bool:
    """Whether a plan names a facility that has no word of its own in common with the practice's."""
    named = _PLACE.search(" ".join(plan.split()))
    own = set(re.findall(r"\w+", facility.casefold())) - _KIND_WORDS
    return named is not None and not own & set(re.findall(r"\w+", named["name"].casefold()))
