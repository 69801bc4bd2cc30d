"""Reading one text as one document, for the tests of readers."""

from __future__ import annotations

import re
from collections.abc import Iterable

from priorauth.domain.dates import PartialDate
from priorauth.reading.chart_patient import name_words
from priorauth.reading.document_text import plain_text
from priorauth.reading.model import ChartDocument, DocumentKind, DocumentReading, Passage, PatientMatch
from priorauth.reading.reader import ReadDocument, Reader, read_with
from priorauth.reading.statements import find_statements


def read_text(
    reader: Reader, text: str, kind: DocumentKind = DocumentKind.OFFICE_NOTE, patient: PatientMatch = PatientMatch.SAME,
    day: PartialDate | None = None,
) -> DocumentReading:  # fmt: skip
    page_text = plain_text(text)
    document = ChartDocument(id="A-1", exhibit="A", pages=(1,), kind=kind, patient=patient, day=day)
    statements = find_statements(page_text.text, name_words(page_text.text, None))
    return read_with([reader], ReadDocument(document, page_text, statements))


def unaccounted(reading: DocumentReading, text: str, words: Iterable[str]) -> list[tuple[str, int, int]]:
    """Return each place of a word that stands in no finding and no leftover: the word, its page and place."""
    spans = set()
    passages = [*(item.where for item in reading.findings), *(item.where for item in reading.leftovers)]
    for first in passages:
        passage: Passage | None = first
        while passage is not None:
            spans.add((passage.page, passage.start, passage.end))
            passage = passage.continued
    return [
        (word, number, match.start())
        for number, page in enumerate(text.split("\f"), 1)
        for word in words
        for match in re.finditer(re.escape(word), page, re.IGNORECASE)
        if not any(n == number and start <= match.start() < end for n, start, end in spans)
    ]
