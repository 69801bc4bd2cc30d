"""Files that hang on a PDF: counted and told, or taken out where the case asks for it, never lost in silence.

A portfolio is nothing but such files behind a page that says so.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import PurePosixPath

import pikepdf
from pikepdf import Array, Dictionary, Pdf, Stream, String

from priorauth.exhibits.file_kinds import KIND_OF_SUFFIX, check_kind, suffix_of
from priorauth.exhibits.rejection import ExhibitRejected, Remark, listed
from priorauth.exhibits.sandbox.limits import MAX_PAGES
from priorauth.exhibits.sandbox.protocol import Taken

_MAX_FILES = 200
_MAX_DEPTH = 20
_STREAM_KEYS = ("/UF", "/F", "/Unix", "/Mac", "/DOS")
_NAMED = 20
"""The parts of a portfolio that a message lists."""


@dataclass(frozen=True, slots=True)
class EmbeddedFile:
    """A file inside a PDF. ``suffix`` is its name's ending in small letters, or that of what its content is."""

    data: bytes
    suffix: str
    page: int | None = None
    """The page whose mark it hangs on, counted from 1; ``None`` where it hangs on the whole file."""

    @property
    def kind(self) -> str:
        """What it is, in the words of messages."""
        try:
            return check_kind(self.data, self.suffix)
        except ExhibitRejected:
            return "something else"


def parts_of(pdf: Pdf) -> tuple[EmbeddedFile, ...]:
    """Return the files inside a PDF, each once: those of its list, of its pages' marks, and associated ones.

    Raises `ExhibitRejected` (PA716) for more than anybody would attach.
    """
    found: dict[tuple[int, int], EmbeddedFile] = {}
    for page, named in _file_names(pdf):
        stream = _embedded(named)
        if stream is not None and stream.objgen not in found:
            found[stream.objgen] = _part(named, stream, page)
        if len(found) > _MAX_FILES:
            raise ExhibitRejected("PA716", what="parts", limit=_MAX_FILES)
    return tuple(found.values())


def told_of_parts(pdf: Pdf, parts: tuple[EmbeddedFile, ...]) -> list[Remark]:
    """Count the files that stay behind, by page.

    Raises `ExhibitRejected` (PA792) for a portfolio, naming its parts.
    """
    if parts and isinstance(pdf.Root.get("/Collection"), Dictionary):
        raise ExhibitRejected("PA792", parts=listed(part.kind for part in parts[:_NAMED]))
    pages = [part.page for part in parts]
    return [Remark("PA791", page, pages.count(page)) for page in dict.fromkeys(pages)]


def joined(taken: Sequence[Taken]) -> Taken:
    """Put a file's parts behind its own pages. Raises `ExhibitRejected` (PA716) for too many pages."""
    before = list(accumulate((len(each.pages) for each in taken), initial=0))
    if before[-1] > MAX_PAGES:
        raise ExhibitRejected("PA716", what="pages", limit=MAX_PAGES)
    out = io.BytesIO()
    with Pdf.new() as whole:
        for each in taken:
            with pikepdf.open(io.BytesIO(each.pdf)) as source:
                whole.pages.extend(source.pages)
        whole.save(out, deterministic_id=True)
    pages = (page for each in taken for page in each.pages)
    remarks = (
        replace(remark, page=remark.page and remark.page + start)
        for each, start in zip(taken, before, strict=False)
        for remark in each.remarks
    )
    return Taken(
        out.getvalue(),
        tuple(replace(page, number=number) for number, page in enumerate(pages, 1)),
        (*remarks, Remark("PA795", count=len(taken) - 1)),
    )


def _part(named: Dictionary, stream: Stream, page: int | None) -> EmbeddedFile:
    try:
        data = stream.read_bytes()
    except pikepdf.PdfError:
        data = b""
    names = [str(named[key]) for key in _STREAM_KEYS if isinstance(named.get(key), String)]
    endings = [PurePosixPath(name.replace("\\", "/")).suffix.lower() for name in names]
    suffix = next((ending for ending in endings if ending in KIND_OF_SUFFIX), "")
    return EmbeddedFile(data, suffix or suffix_of(data), page)


def _embedded(named: Dictionary) -> Stream | None:
    held = named.get("/EF")
    streams = [held.get(key) for key in _STREAM_KEYS] if isinstance(held, Dictionary) else []
    return next((stream for stream in streams if isinstance(stream, Stream)), None)


def _file_names(pdf: Pdf) -> Iterator[tuple[int | None, Dictionary]]:
    """Find the dictionaries that name files, with the page each is marked on."""
    names = pdf.Root.get("/Names")
    tree = names.get("/EmbeddedFiles") if isinstance(names, Dictionary) else None
    yield from ((None, named) for named in _leaves(tree))
    for number, page in enumerate(pdf.pages, 1):
        for mark in _dictionaries(page.obj.get("/Annots")):
            named = mark.get("/FS")
            if isinstance(named, Dictionary):
                yield number, named
            yield from ((number, each) for each in _dictionaries(mark.get("/AF")))
        yield from ((number, each) for each in _dictionaries(page.obj.get("/AF")))
    yield from ((None, each) for each in _dictionaries(pdf.Root.get("/AF")))


def _leaves(tree: object) -> Iterator[Dictionary]:
    """Walk a name tree, however it is made, each node once."""
    seen: set[tuple[int, int]] = set()
    waiting = [(tree, 0)]
    while waiting:
        node, depth = waiting.pop(0)
        if not isinstance(node, Dictionary) or depth > _MAX_DEPTH or (node.is_indirect and node.objgen in seen):
            continue
        seen.add(node.objgen)
        yield from _dictionaries(node.get("/Names"))
        kids = node.get("/Kids")
        waiting += [(kid, depth + 1) for kid in kids] if isinstance(kids, Array) else []


def _dictionaries(found: object) -> Iterator[Dictionary]:
    for item in found if isinstance(found, Array) else ():
        if isinstance(item, Dictionary) and not isinstance(item, Stream):
            yield item
