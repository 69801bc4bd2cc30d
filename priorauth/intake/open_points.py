"""What a draft leaves to people: who has to do what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from priorauth.intake.draft import Filled, Node, OpenField, Why, leaves
from priorauth.intake.draft_case import ChartDraft
from priorauth.intake.enclosures import Packing
from priorauth.problems.problem_kind import Owner
from priorauth.reading.model import DocumentKind, Passage, PatientMatch

_WHAT = {
    Why.SEVERAL: "the chart gives several values",
    Why.AGAINST: "other words of the chart speak against it",
    Why.DOUBTED: "the words are not plain",
    Why.ABSENT: "practice.yaml has no such section, and the case needs it",
    Why.UNREAD: "it may stand on a page that no machine could read",
}
_OWNERS = {
    "imaging": Owner.RADIOLOGIST,
    "pain": Owner.CLINICIAN,
    "safety": Owner.CLINICIAN,
    "other_generators": Owner.CLINICIAN,
}
_NEEDED = {
    "coverage.payer": "Choose the payer: priorauth payer list",
    "coverage.payer_name": "Enter the payer's name, as on the card",
    "coverage.member_id": "Enter the member ID, as on the card",
    "request.vertebral_bodies": "Enter the vertebral bodies to treat",
    "request.diagnosis_codes": "Enter the diagnosis code",
    "pain.onset": "Enter when the pain began",
    "pain.pattern": "Enter where the pain is",
    "imaging": "Enclose the lumbar MRI report",
    "conservative_care": "Enclose the records of conservative treatment",
}
_BY = {"request.vertebral_bodies": Owner.CLINICIAN, "pain.onset": Owner.CLINICIAN, "pain.pattern": Owner.CLINICIAN}


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """One thing a person has to do before the request can go out."""

    owner: Owner
    text: str
    field: str = ""
    passages: tuple[Passage, ...] = ()


def said_of(item: OpenField) -> str:
    """Return a question in words: the field, why it is open, and the pages to look at."""
    pages = list(dict.fromkeys(f"page {where.page}" for where in item.passages))
    where = f" ({', '.join(pages[:4])})" if pages else ""
    return f"{_named(item.field)}: {_WHAT[item.why]}{where}"


def _named(field: str) -> str:
    words = re.sub(r"\.(?:present|performed|verdict|disc_levels)\b", "", field).replace("_", " ").replace(".", " ")
    return re.sub(r"(\D) (\d+)", r"\1 \2", words)


def open_points(draft: ChartDraft, packing: Packing) -> tuple[OpenPoint, ...]:
    """Return every open point: questions of the chart, what a request needs, and pages somebody has to look at."""
    return (*_asked(draft), *_needed(draft), *_pages(draft, packing))


def _asked(draft: ChartDraft) -> Iterator[OpenPoint]:
    for item in draft.open:
        owner = _OWNERS.get(item.field.split(".")[0], Owner.BILLING)
        yield OpenPoint(owner, f"Decide {said_of(item)}", item.field, item.passages)


def _needed(draft: ChartDraft) -> Iterator[OpenPoint]:
    given: dict[str, Filled] = {}
    sections: dict[str, Node] = dict(draft.filled)
    for name, node in sections.items():
        given |= dict(leaves(node, name))
    asked = {item.field for item in draft.open}
    for field, text in _NEEDED.items():
        is_there = field in given or field in draft.filled
        if not is_there and field not in asked:
            yield OpenPoint(_BY.get(field, Owner.BILLING), text, field)


def _pages(draft: ChartDraft, packing: Packing) -> Iterator[OpenPoint]:
    kept = {document.id for item in packing.enclosures for document in item.documents}
    for item in draft.chart.documents:
        document = item.document
        if document.id not in kept:
            continue
        pages = (
            f"pages {document.pages[0]}-{document.pages[-1]}"
            if len(document.pages) > 1
            else f"page {document.pages[0]}"
        )
        if not document.is_readable:
            yield OpenPoint(
                Owner.BILLING, f"Read {document.id} ({pages}): it is a picture without text", document.id
            )
        elif document.patient is PatientMatch.NOT_NAMED:
            yield OpenPoint(
                Owner.BILLING,
                f"Say whose {document.id} ({pages}) is: it prints no patient, so nothing was taken from it",
                document.id,
            )
        elif document.kind is DocumentKind.UNKNOWN:
            yield OpenPoint(
                Owner.BILLING, f"Say what {document.id} ({pages}) is, or take it out of 'exhibits'", document.id
            )
