"""Reading one text as one document, for the tests of readers."""

from __future__ import annotations

from priorauth.domain.dates import PartialDate
from priorauth.reading.document_text import plain_text
from priorauth.reading.model import Document, DocumentKind, DocumentReading, Patient
from priorauth.reading.reader import ReadDocument, Reader, read_with
from priorauth.reading.statements import find_statements


def read_text(
    reader: Reader, text: str, kind: DocumentKind = DocumentKind.OFFICE_NOTE, patient: Patient = Patient.SAME,
    day: PartialDate | None = None,
) -> DocumentReading:  # fmt: skip
    page_text = plain_text(text)
    document = Document(id="A-1", exhibit="A", pages=(1,), kind=kind, patient=patient, day=day)
    return read_with([reader], ReadDocument(document, page_text, find_statements(page_text.text)))
