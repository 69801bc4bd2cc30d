"""What a draft leaves to people: who has to do what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from priorauth.intake.draft import Filled, Node, OpenField, Why, leaves
from priorauth.intake.draft_case import ChartDraft
from priorauth.intake.enclosures import Enclosure, Packing
from priorauth.problems.problem_kind import Owner
from priorauth.reading.model import ChartDocument, DocumentKind, Passage, PatientMatch

_WHAT = {
    Why.SEVERAL: "the chart gives several values",
    Why.AGAINST: "the chart also says otherwise",
    Why.DOUBTED: "the wording is unclear",
    Why.ABSENT: "practice.yaml has no such section, and the case needs it",
    Why.OTHER_SIGNER: "the plan is not signed by the physician in practice.yaml",
    Why.OTHER_PLACE: "the plan names another facility than practice.yaml",
    Why.UNREAD: "it may be on a page without readable text",
}
_OWNERS = {
    "imaging": Owner.RADIOLOGIST,
    "pain": Owner.CLINICIAN,
    "safety": Owner.CLINICIAN,
    "other_generators": Owner.CLINICIAN,
    "measurements": Owner.CLINICIAN,
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
_MOST_SHOWN = 3
_LONGEST = 90
_BY = {"request.vertebral_bodies": Owner.CLINICIAN, "pain.onset": Owner.CLINICIAN, "pain.pattern": Owner.CLINICIAN}


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """One thing a person has to do before the request can go out."""

    owner: Owner
    text: str
    field: str = ""
    passages: tuple[Passage, ...] = ()

    @property
    def is_typed(self) -> bool:
        """Whether nothing of the chart is to be decided: somebody who knows the value enters it."""
        return self.field in _NEEDED and self.text == _NEEDED[self.field]


def said_of(item: OpenField, draft: ChartDraft, packing: Packing) -> str:
    """Return a question in words: the field, why it is open, and the words to look at with their place."""
    seen = list(dict.fromkeys(_seen(where, packing) for where in item.passages))
    more = f"; and {len(seen) - _MOST_SHOWN} more" if len(seen) > _MOST_SHOWN else ""
    shown = f": {'; '.join(seen[:_MOST_SHOWN])}{more}" if seen else ""
    return f"{_named(item.field, draft)}: {_WHAT[item.why]}{shown}"


def _seen(where: Passage, packing: Packing) -> str:
    """Return words with the place where a person finds them: ``exhibit D, page 1 "No fracture."``."""
    place = packing.place(where)
    words = " ".join(where.quote.split())
    quote = words if len(words) <= _LONGEST else f"{words[:_LONGEST].rpartition(' ')[0]} ..."
    found = f"exhibit {place[0]}, page {place[1]}" if place else f"page {where.page} of a record that stays out"
    return f'{found} "{quote}"'


def _named(field: str, draft: ChartDraft) -> str:
    """Return a field in words; an entry of the treatments goes by what was done, not by its number."""
    section, _, rest = field.partition(".")
    number, _, part = rest.partition(".")
    rows = draft.filled.get(section)
    if section == "conservative_care" and number.isdigit() and isinstance(rows, Sequence) and part:
        modality = rows[int(number) - 1].get("modality") if int(number) <= len(rows) else None
        if isinstance(modality, Filled):
            return f"{modality.value} {part}".replace("_", " ")
    words = re.sub(r"\.(?:present|performed|verdict|disc_levels)\b", "", field)
    return words.replace("_", " ").replace(".", " ")


def open_points(draft: ChartDraft, packing: Packing) -> tuple[OpenPoint, ...]:
    """Return every open point: questions of the chart, what a request needs, and pages somebody has to look at."""
    return (*_asked(draft, packing), *_needed(draft), *_pages(draft, packing))


def _asked(draft: ChartDraft, packing: Packing) -> Iterator[OpenPoint]:
    for item in draft.open:
        owner = _OWNERS.get(item.field.split(".")[0], Owner.BILLING)
        yield OpenPoint(owner, f"Decide {said_of(item, draft, packing)}", item.field, item.passages)


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
    exhibits = {document.id: item for item in packing.enclosures for document in item.documents}
    for item in draft.chart.documents:
        document = item.document
        if document.id not in exhibits:
            continue
        it = f"exhibit {exhibits[document.id].id} ({_pages_of(document, exhibits[document.id])})"
        if not document.is_readable:
            said = (
                f"Look at {it}: it is a picture without text. If it is an insurance card or no record, delete it"
                " under 'exhibits'; else type what it says in 'priorauth review'"
            )
        elif document.patient is PatientMatch.NOT_NAMED:
            said = f"Check whose record {it} is: it names no patient, so nothing was taken from it"
        elif document.kind is DocumentKind.UNKNOWN:
            said = f"Look at {it}: its kind was not recognized. Change its title, or delete it under 'exhibits'"
        else:
            continue
        yield OpenPoint(Owner.BILLING, said, document.id)


def _pages_of(document: ChartDocument, exhibit: Enclosure) -> str:
    first, last = (exhibit.pages.index(page) + 1 for page in (document.pages[0], document.pages[-1]))
    return f"page {first}" if first == last else f"pages {first}-{last}"
