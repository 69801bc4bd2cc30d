"""What hundreds of tests ask of the same bytes is worked out once: attachments, YAML, charts, reports, finished packets.

Nothing is kept in the product: what is read of a patient does not outlive its build there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from copy import deepcopy
from typing import Any, cast

import pytest

from priorauth.comparison import compare, modic_in_prose
from priorauth.exhibits import opening
from priorauth.exhibits.opening import OpenedFile
from priorauth.exhibits.page_view import differing
from priorauth.exhibits.pages import Page
from priorauth.exhibits.sandbox.parent import Opener
from priorauth.exhibits.sandbox.protocol import Request
from priorauth.packet import release
from priorauth.packet.bind import bound_proof
from priorauth.packet.deliver.inert import prove_inert
from priorauth.parsing import tree
from priorauth.parsing.located import Path, Place, Plain, TreeBuilder
from priorauth.parsing.yaml_tree import read_yaml
from priorauth.readers import whole_chart
from priorauth.readers.mri.read_report import read_changes
from priorauth.reading.chart_patient import ChartPatient
from priorauth.reading.model import ChartReading, DocumentReading
from priorauth.reading.reader import ReadDocument, Reader, read_with
from priorauth.review import review_chart
from priorauth.verify import verification

_MOST = 3_000
"""How much of each is kept in mind: what was asked for longest ago is forgotten first."""


class _Known(dict[Any, Any]):
    """What is known, as long as there is room for it."""

    def __setitem__(self, asked: Any, known: Any) -> None:
        if len(self) >= _MOST:
            del self[next(iter(self))]
        super().__setitem__(asked, known)


_really_opened, _really_read = opening._opened, whole_chart.read_exhibits
_OPENED: dict[Request, OpenedFile] = _Known()
_READ: dict[Hashable, ChartReading] = _Known()
_DOCUMENTS: dict[Hashable, DocumentReading] = _Known()
_YAML: dict[str, tuple[Plain, dict[Path, Place]]] = _Known()


def _once(made: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that asks ``made`` once for the same words."""
    known: dict[Hashable, Any] = _Known()

    def give(*words: Any) -> Any:
        if words not in known:
            known[words] = made(*words)
        return known[words]

    return give


def _once_for_content(made: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that asks ``made`` once for the same content; files are known by their digests."""
    known: dict[Hashable, Any] = _Known()

    def give(*words: Any, **named: Any) -> Any:
        asked = (*map(_brief, words), *((name, _brief(value)) for name, value in sorted(named.items())))
        if asked not in known:
            known[asked] = made(*words, **named)
        return known[asked]

    return give


def _brief(value: Any) -> Hashable:
    if isinstance(value, bytes):
        return hashlib.sha256(value).digest()
    return tuple(value) if isinstance(value, list) else cast("Hashable", value)


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
    *more: Any,
    **others: Any,
) -> ChartReading:
    if more or others:
        return _really_read(exhibits, person, *more, **others)
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


def _read_yaml_once(text: str, builder: TreeBuilder) -> Plain:
    """Return what a file held before, a copy each time; a refusal or a problem names its file and is told anew."""
    if text not in _YAML:
        content = read_yaml(text, builder)
        if builder.problems:
            return content
        _YAML[text] = content, dict(builder.places)
    content, builder.places = _YAML[text][0], dict(_YAML[text][1])
    return deepcopy(content)


_ONCE: tuple[tuple[Any, str, Callable[..., Any]], ...] = (
    (opening, "_opened", _opened_once),
    (tree, "read_yaml", _read_yaml_once),
    (compare, "read_exhibits", _read_once),
    (review_chart, "read_exhibits", _read_once),
    (modic_in_prose, "read_changes", _once(read_changes)),
    (whole_chart, "read_with", _read_document_once),
    (whole_chart, "has_trigger", _once(whole_chart.has_trigger)),
    (bound_proof, "differing", _once_for_content(differing)),
    (release, "prove_inert", _once_for_content(prove_inert)),
    (verification, "prove_inert", _once_for_content(prove_inert)),
)
_ANEW = tuple((owner, name, getattr(owner, name)) for owner, name, _ in _ONCE)


def worked_once() -> AbstractContextManager[None]:
    """Open and read the same content once while this lasts."""
    return _patched(_ONCE)


def worked_anew() -> AbstractContextManager[None]:
    """Open and read everything each time while this lasts, in the midst of what is worked once."""
    return _patched(_ANEW)


@contextmanager
def _patched(instead: tuple[tuple[Any, str, Callable[..., Any]], ...]) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for owner, name, function in instead:
            patch.setattr(owner, name, function)
        yield
