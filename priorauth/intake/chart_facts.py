"""Which findings of a chart may fill a field, and what several of them come to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from priorauth.domain.dates import PartialDate
from priorauth.domain.written_dates import could_be
from priorauth.exhibits.pages import Page
from priorauth.reading.facts import Fact
from priorauth.reading.model import (
    About,
    ChartDocument,
    ChartReading,
    DocumentKind,
    DocumentReading,
    Finding,
    Passage,
    PatientMatch,
    Standing,
)

T = TypeVar("T")

STATES_NO_FACT = frozenset(
    {DocumentKind.GUIDE, DocumentKind.CONSENT, DocumentKind.FAX_COVER, DocumentKind.FACE_SHEET}
)
"""Documents whose clinical words fill nothing."""


@dataclass(frozen=True, slots=True)
class LocatedFinding:
    """A finding with the document that holds it."""

    document: ChartDocument
    finding: Finding

    @property
    def where(self) -> Passage:
        """The words."""
        return self.finding.where

    @property
    def day(self) -> PartialDate | None:
        """The day of its document."""
        return self.document.day


class ChartFacts:
    """The findings of a chart that can count, newest document first."""

    def __init__(self, chart: ChartReading, pages: Mapping[str, Sequence[Page]]) -> None:
        """Take a reading whose documents say whose they are; copies and other persons' documents are left out."""
        self._pages = pages
        counted = (item for item in chart.documents if _counts(item))
        self.documents: tuple[DocumentReading, ...] = tuple(sorted(counted, key=_newest_first))

    def text_of(self, document: ChartDocument) -> str:
        """Return a document's text, page after page."""
        return "\n".join(self._pages[document.exhibit][number - 1].text for number in document.pages)

    def lines_of(self, document: ChartDocument) -> Iterator[tuple[Passage, str]]:
        """Return each printed line of a document, with the line before it on its page."""
        for number in document.pages:
            before, start = "", 0
            for line in self._pages[document.exhibit][number - 1].text.splitlines(keepends=True):
                words = line.strip()
                if words:
                    first = start + line.index(words)
                    yield (
                        Passage(
                            exhibit=document.exhibit, document=document.id, page=number, start=first,
                            end=first + len(words), quote=words,
                        ),
                        before,
                    )  # fmt: skip
                    before = words
                start += len(line)

    def all_of(self, *facts: Fact) -> Iterator[LocatedFinding]:
        """Return every finding of some facts about the patient, however it stands."""
        for item in self.documents:
            for finding in item.findings:
                if finding.fact in facts and finding.about is About.PATIENT:
                    yield LocatedFinding(item.document, finding)

    def plain(self, *facts: Fact, standing: Standing = Standing.STATED) -> list[LocatedFinding]:
        """Return what documents that can know it say plainly."""
        return [
            seen
            for seen in self.all_of(*facts)
            if seen.finding.standing is standing
            and seen.finding.first_hand
            and not seen.finding.leftover
            and seen.document.kind not in STATES_NO_FACT
        ]

    def of_newest(self, found: Sequence[LocatedFinding]) -> list[LocatedFinding]:
        """Return the findings of the newest document among those that have one."""
        return [seen for seen in found if seen.document.id == found[0].document.id] if found else []


def _counts(item: DocumentReading) -> bool:
    document = item.document
    return document.copy_of is None and not document.states_nothing and document.patient is PatientMatch.SAME


def _newest_first(item: DocumentReading) -> tuple[int, str]:
    day = item.document.day
    return (-day.latest.toordinal() if day is not None else 0, item.document.id)


def one_day(found: Sequence[tuple[PartialDate, LocatedFinding]]) -> tuple[PartialDate, LocatedFinding] | None:
    """Return the most exact of several dates when all can be one day; two that cannot be are none."""
    if not found:
        return None
    exact = max(found, key=lambda item: (item[0].month is not None, item[0].day is not None))
    return exact if all(could_be(exact[0], day) or could_be(day, exact[0]) for day, _ in found) else None


def one_value(
    found: Iterable[LocatedFinding], value: Callable[[LocatedFinding], T | None]
) -> tuple[T, LocatedFinding] | None:
    """Return the value that all findings which have one agree on, with the first of them; several are none."""
    given = [(item, seen) for seen in found if (item := value(seen)) is not None]
    return given[0] if given and all(item == given[0][0] for item, _ in given) else None
