"""What hundreds of tests ask of the same bytes is worked out once in the quick loop: attachments, charts, reports.

Nothing is kept in the product: what is read of a patient does not outlive its build there.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import pytest

from priorauth.comparison import compare, modic_in_prose
from priorauth.exhibits import opening
from priorauth.exhibits.opening import OpenedFile
from priorauth.exhibits.pages import Page
from priorauth.exhibits.sandbox.parent import Opener
from priorauth.exhibits.sandbox.protocol import Request
from priorauth.readers import whole_chart
from priorauth.readers.mri.read_report import read_changes
from priorauth.reading.chart_patient import ChartPatient
from priorauth.reading.model import ChartReading, Document, DocumentReading
from priorauth.reading.reader import ReadDocument, Reader, read_with
from priorauth.review import review_chart

_really_opened, _really_read = opening._opened, whole_chart.read_exhibits
_OPENED: dict[Request, OpenedFile] = {}
_READ: dict[Hashable, ChartReading] = {}
_DOCUMENTS: dict[Hashable, DocumentReading] = {}


def _once(made: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that asks ``made`` once for the same words."""
    known: dict[Hashable, Any] = {}

    def give(*words: Any) -> Any:
        if words not in known:
            known[words] = made(*words)
        return known[words]

    return give


def _opened_once(request: Request, room: Opener) -> OpenedFile:
    """Return what an attachment was opened to before; scans that are read, refusals and pages are not kept."""
    if request.ocr or request.pages is not None:
        return _really_opened(request, room)
    if request not in _OPENED:
        _OPENED[request] = _really_opened(request, room)
    return _OPENED[request]


def _read_once(
    exhibits: Mapping[str, Sequence[Page]],
    person: ChartPatient | None = None,
    *told: Callable[[Document], Document],
) -> ChartReading:
    if told:
        return _really_read(exhibits, person, *told)
    asked = (tuple((name, tuple(pages)) for name, pages in exhibits.items()), person)
    if asked not in _READ:
        _READ[asked] = _really_read(exhibits, person)
    return _READ[asked]


def _read_document_once(readers: tuple[Reader, ...], document: ReadDocument) -> DocumentReading:
    """Return what was read of a document before; its statements follow from its text."""
    text = document.text
    asked = (document.document, text.text, text.pieces, tuple(text.pages.items()))
    if asked not in _DOCUMENTS:
        _DOCUMENTS[asked] = read_with(readers, document)
    return _DOCUMENTS[asked]


_read_changes, _has_trigger = _once(read_changes), _once(whole_chart.has_trigger)


@contextmanager
def worked_once() -> Iterator[None]:
    """Open and read the same content once while this lasts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "_opened", _opened_once)
        patch.setattr(compare, "read_exhibits", _read_once)
        patch.setattr(review_chart, "read_exhibits", _read_once)
        patch.setattr(modic_in_prose, "read_changes", _read_changes)
        patch.setattr(whole_chart, "read_with", _read_document_once)
        patch.setattr(whole_chart, "has_trigger", _has_trigger)
        yield
