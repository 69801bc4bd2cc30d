"""Records of one kind of care: which documents they are, and their logs of visits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from priorauth.case.care import Modality, Response
from priorauth.readers.treatment.care_values import care_values
from priorauth.readers.treatment.visit_totals import kept_word, row_day
from priorauth.reading.assertion import Assertion, Hints, assess
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import Count, Course
from priorauth.reading.frame import Frame, Mention, Nature
from priorauth.reading.model import About, DocumentKind, Side, Standing
from priorauth.reading.reader import FindingDraft, ReadDocument
from priorauth.reading.sections import BODY
from priorauth.reading.statements import Statement

RECORDS = {
    DocumentKind.THERAPY_EVALUATION: Modality.PHYSICAL_THERAPY,
    DocumentKind.THERAPY_NOTE: Modality.PHYSICAL_THERAPY,
    DocumentKind.THERAPY_DISCHARGE: Modality.PHYSICAL_THERAPY,
    DocumentKind.CHIROPRACTIC_NOTE: Modality.CHIROPRACTIC,
    DocumentKind.BEHAVIORAL_NOTE: Modality.COGNITIVE_BEHAVIORAL_THERAPY,
}
"""Documents that are the record of one kind of care, so that they need not name it each time."""

KINDS_OF_VISIT = frozenset({"eval", "evaluation", "reeval", "initial", "treatment", "tx", "discharge", "progress"})
"""What a row of a log calls a visit that was kept."""


def helps(standing: Standing, about: About = About.PATIENT) -> Side:
    """Return what a part of a course does: it helps when it is stated of the patient."""
    return Side.HELPS if standing is Standing.STATED and about is About.PATIENT else Side.NEUTRAL


def log_drafts(document: ReadDocument, kept: Sequence[Statement], frame: Frame) -> Iterator[FindingDraft]:
    """Return the days of a log that were kept, counted once each; stated if every row of them is understood."""
    block = f"{document.document.id}:record"
    own = RECORDS[document.document.kind]
    assessed = [_assessed_row(document, row, frame) for row in kept]
    for row, found in zip(kept, assessed, strict=True):
        yield FindingDraft(
            Fact.CARE, Course(modality=own), found, row.start, row.end, side=Side.NEUTRAL,
            read=(row.start, row.end), block=block,
        )  # fmt: skip
    doubted = next((item for item in assessed if item.standing is not Standing.STATED), None)
    total = Count(number=len({row_day(row) for row in kept}))
    found = doubted or assessed[0]
    yield FindingDraft(
        Fact.CARE_SESSIONS, total, found, kept[0].start, kept[-1].end, side=helps(found.standing, found.about),
        read=(kept[0].start, kept[0].start), block=block,
    )  # fmt: skip


def _assessed_row(document: ReadDocument, row: Statement, frame: Frame) -> Assertion:
    """Return how a row of a log stands, by the word that says the visit was kept."""
    word = kept_word(row)
    first = next(i for i, token in enumerate(row.tokens) if token.start <= word < token.end)
    taken = frozenset({first})
    read = {i for value in care_values(row, taken) for i in range(value.first, value.last + 1)}
    read |= {i for i, token in enumerate(row.tokens) if token.text in KINDS_OF_VISIT}
    return assess(row, Mention(first, first, Nature.ACT), frame, hints=Hints(values=frozenset(read)))


_PLANNED_CELL = re.compile(r"\W*(?:visits\s+)?(?:scheduled|authorized|approved|planned)\W*", re.IGNORECASE)
_NEXT_CELL = re.compile(r"\d{1,3}[\s,;|]+(?:visits\s+)?(?:attended|completed|kept|used|seen)\b", re.IGNORECASE)


def under_no_plan(statement: Statement) -> Statement:
    """Return a line of counts under none of its own labels for a plan: ``Scheduled: 20  Attended: 17``."""
    heading = statement.heading
    if (
        heading is None
        or not _NEXT_CELL.match(statement.words)
        or not _PLANNED_CELL.fullmatch(statement.text, *heading)
    ):
        return statement
    return replace(statement, section=BODY, heading=None)


_THERE = frozenset({Standing.STATED, Standing.HEDGED, Standing.NOT_UNDERSTOOD, Standing.HISTORIC})
_POOR = frozenset({Response.NO_RELIEF, Response.INADEQUATE_RELIEF, Response.TEMPORARY_RELIEF, Response.WORSE})


def response_side(response: Response, standing: Standing, about: About) -> Side:
    """Return what a result does: a poor one helps if it is understood, a good one harms if it is there."""
    if about is not About.PATIENT:
        return Side.NEUTRAL
    if response is Response.LASTING_RELIEF:
        return Side.HARMS if standing in _THERE else Side.NEUTRAL
    return Side.HELPS if standing is Standing.STATED and response in _POOR else Side.NEUTRAL
