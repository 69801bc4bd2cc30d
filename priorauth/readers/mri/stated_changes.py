"""The changes of a report as statements that can be weighed against one another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from priorauth.readers.mri.model import ReportSection
from priorauth.readers.mri.mri_reader import MriReader
from priorauth.readers.mri.mri_rules import NEEDS_NO_PLACE
from priorauth.readers.mri.report_assertion import Polarity
from priorauth.readers.mri.report_sections import SPEAKING, SectionSpan
from priorauth.readers.mri.report_statements import EndplateStatement
from priorauth.readers.mri.temporality import Time
from priorauth.reading.document_text import plain_text
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import Types
from priorauth.reading.model import (
    CONTRADICTED,
    About,
    ChartDocument,
    DocumentKind,
    Finding,
    PatientMatch,
    Standing,
)
from priorauth.reading.reader import ReadDocument, read_with
from priorauth.reading.statements import find_statements

_POLARITY = {
    Standing.STATED: Polarity.ASSERTED,
    Standing.HEDGED: Polarity.ASSERTED,
    Standing.HISTORIC: Polarity.ASSERTED,
    Standing.DENIED: Polarity.DENIED,
}


def stated_changes(text: str, parts: Sequence[SectionSpan]) -> Iterator[EndplateStatement]:
    """Return what a report's text says of endplate changes, as the reader of a chart's reports has it.

    What it leaves to a person says nothing here.
    """
    document = ChartDocument(
        id="A-1", exhibit="A", pages=(1,), kind=DocumentKind.MRI_REPORT, patient=PatientMatch.SAME
    )
    said = plain_text(text)
    found = read_with((MriReader(),), ReadDocument(document, said, find_statements(said.text)))
    for item in found.findings:
        if item.fact is Fact.MODIC and isinstance(item.value, Types) and item.about is About.PATIENT:
            yield _statement(item, item.value, parts)


def _statement(item: Finding, value: Types, parts: Sequence[SectionSpan]) -> EndplateStatement:
    is_there = CONTRADICTED in item.leftover or item.leftover == (NEEDS_NO_PLACE,)
    quote = item.where.quote.casefold()
    return EndplateStatement(
        place=value.place, endplates=value.endplates, types=frozenset(int(kind) for kind in value.types),
        polarity=Polarity.ASSERTED if is_there else _POLARITY.get(item.standing, Polarity.SILENT),
        time=Time.PAST if item.standing is Standing.HISTORIC else Time.NOW,
        is_hedged=item.standing is Standing.HEDGED, is_modic=bool(value.types) or "modic" in quote or "mc" in quote,
        section=_section(item.where.start, parts), start=item.where.start, end=item.where.end,
    )  # fmt: skip


def _section(place: int, parts: Sequence[SectionSpan]) -> ReportSection:
    """Return the section a place stands in; what the reader has read elsewhere counts as a finding."""
    found = next((part.section for part in parts if part.start <= place < part.end), ReportSection.FINDINGS)
    return found if found in SPEAKING else ReportSection.FINDINGS
