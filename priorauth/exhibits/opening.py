"""Opening exhibits: each becomes a PDF whose pages can be bound, with the text a machine can read.

The files themselves are opened in a process of their own (see `sandbox`); nothing here looks into one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from priorauth.case.model import Case, Exhibit
from priorauth.domain.page_ranges import PageRanges
from priorauth.exhibits.file_kinds import KIND_OF_SUFFIX
from priorauth.exhibits.page_selection import select_taken
from priorauth.exhibits.pages import OpenedExhibit, Page
from priorauth.exhibits.rejection import ExhibitRejected, Remark
from priorauth.exhibits.sandbox.limits import MAX_CHARACTERS
from priorauth.exhibits.sandbox.parent import Opener, standing
from priorauth.exhibits.sandbox.protocol import Request, Taken
from priorauth.files import read_file, resolve_inside
from priorauth.problems import Problem, Refused, Where, problem

MAX_BYTES = 70_000_000
"""The largest upload any known portal takes; no file of an exhibit needs to be larger than a packet."""

NO_SUCH_PAGE = "PA695"


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file that was opened: as a PDF without anything that acts, its pages, and the hash of what was given."""

    pdf: bytes
    pages: tuple[Page, ...]
    sha256: str
    remarks: tuple[Remark, ...] = ()


def open_exhibits(
    case: Case, folder: Path, *, ocr: bool = False, opener: Opener | None = None
) -> tuple[OpenedExhibit, ...]:
    """Open every exhibit of a case, each file once; ``folder`` is the case file's.

    With ``ocr``, pages without text are read with tesseract where it is installed. ``opener`` is for tests. Raises
    `Refused` with the problems of all exhibits: PA206 outside the folder, PA105, PA202 and PA207 not to be read,
    PA701 not there, PA695 a page that the file does not have, and the codes of `rejection` for what is not taken.
    """
    problems: list[Problem] = []
    files: dict[tuple[Path, bool], list[Exhibit]] = {}
    for exhibit in case.exhibits:
        try:
            path = resolve_inside(folder, exhibit.file, key=f"exhibit {exhibit.id}")
            files.setdefault((path, exhibit.unpack), []).append(exhibit)
        except Refused as refused:
            problems += refused.problems
    opened: dict[str, OpenedExhibit] = {}
    with opener or standing() as room:
        for (path, _), exhibits in files.items():
            try:
                opened |= {item.exhibit.id: item for item in _open(exhibits, path, room, ocr=ocr)}
            except Refused as refused:
                problems += refused.problems
    if problems:
        raise Refused(problems)
    return tuple(opened[exhibit.id] for exhibit in case.exhibits)


def open_file(path: Path, *, ocr: bool = False) -> OpenedFile:
    """Open any single file of a kind that is taken, as an exhibit is opened, or pages of it: ``FILE#18-20``.

    Raises `Refused`: PA201, PA202, PA207 and PA105 not to be read, PA695 and PA696 pages that it does not have, and
    the codes of `rejection`.
    """
    file, pages = named_pages(path)
    where = Where(file=str(file))
    suffix = file.suffix.lower()
    if suffix not in KIND_OF_SUFFIX:
        raise Refused([problem("PA707", where)])
    return open_bytes(read_file(file, limit_bytes=MAX_BYTES), suffix, where=where, ocr=ocr, pages=pages)


def named_pages(path: Path) -> tuple[Path, PageRanges | None]:
    """Take the pages off a name such as ``FILE#18-20``; a file that has such a name itself is meant whole.

    Raises `Refused` (PA696) where what stands behind the last ``#`` names no pages.
    """
    name, sign, asked = path.name.rpartition("#")
    if not sign or path.exists():
        return path, None
    file = path.with_name(name) if name else path
    try:
        return file, PageRanges.parse(asked)
    except ValueError as error:
        raise Refused([problem("PA696", Where(file=str(file)), reason=error)]) from None


def open_bytes(
    data: bytes,
    suffix: str,
    *,
    where: Where | None = None,
    ocr: bool = False,
    opener: Opener | None = None,
    pages: PageRanges | None = None,
) -> OpenedFile:
    """Open a file's content, or ``pages`` of it; ``suffix`` is its name's ending, such as ``.pdf``.

    Raises `Refused` at ``where``.
    """
    try:
        with opener or standing() as room:
            opened = _opened(Request(data, suffix.lower(), ocr, pages), room)
        _check_length(opened.pages)
    except ExhibitRejected as refusal:
        raise Refused([_told(refusal, where, pages)]) from None
    return opened


def told_of(exhibits: Iterable[OpenedExhibit]) -> tuple[Problem, ...]:
    """Return the notes and warnings about exhibits that were taken, in their order."""
    return tuple(
        remarked(remark, Where(exhibit=opened.exhibit.id)) for opened in exhibits for remark in opened.remarks
    )


def remarked(remark: Remark, where: Where) -> Problem:
    """Return what is told of a file that was taken, at its place."""
    return problem(remark.code, replace(where, page=remark.page), count=remark.count)


def _open(exhibits: Sequence[Exhibit], path: Path, room: Opener, *, ocr: bool) -> list[OpenedExhibit]:
    """Open the file of one exhibit, or of several that agree on ``unpack``, and give each its pages."""
    suffix = path.suffix.lower()
    if not path.exists() or suffix not in KIND_OF_SUFFIX:
        code = "PA707" if path.exists() else "PA701"
        raise Refused(problem(code, Where(exhibit=exhibit.id)) for exhibit in exhibits)
    asked = [exhibit.pages for exhibit in exhibits if exhibit.pages is not None]
    wanted = PageRanges.covering(asked) if len(asked) == len(exhibits) else None
    try:
        request = Request(_read(path, exhibits), suffix, ocr, wanted, exhibits[0].unpack)
        file = _opened(request, room)
    except ExhibitRejected as refusal:
        raise Refused(_told_each(refusal, exhibits)) from None
    places = {number: place for place, number in enumerate(wanted.numbers if wanted else (), 1)}
    if not wanted and any(each.last > len(file.pages) for each in asked):
        raise Refused(_told_each(ExhibitRejected(NO_SUCH_PAGE, count=len(file.pages)), exhibits))
    opened, too_long = [], []
    for exhibit in exhibits:
        own = [places.get(number, number) for number in exhibit.pages.numbers] if exhibit.pages else None
        opened.append(_part(exhibit, file, own))
        try:
            _check_length(opened[-1].pages)
        except ExhibitRejected as refusal:
            too_long.append(_told(refusal, Where(exhibit=exhibit.id)))
    if too_long:
        raise Refused(too_long)
    return opened


def _check_length(pages: Iterable[Page]) -> None:
    if sum(len(page.text) for page in pages) > MAX_CHARACTERS:
        raise ExhibitRejected("PA716", what="characters", limit=MAX_CHARACTERS)


def _part(exhibit: Exhibit, file: OpenedFile, numbers: Sequence[int] | None) -> OpenedExhibit:
    """Return an exhibit of some pages of an opened file, numbered anew; without ``numbers`` of all of them."""
    part = Taken(file.pdf, file.pages, file.remarks)
    part = part if numbers is None else select_taken(part, numbers)
    return OpenedExhibit(exhibit, part.pdf, part.pages, file.sha256, part.remarks)


def _opened(request: Request, room: Opener) -> OpenedFile:
    taken = room.open(request)
    return OpenedFile(taken.pdf, taken.pages, hashlib.sha256(request.data).hexdigest(), taken.remarks)


def _told_each(refusal: ExhibitRejected, exhibits: Sequence[Exhibit]) -> Iterator[Problem]:
    """Say why a file is not taken, for each exhibit it is; a page that is not there, for those that ask for it."""
    for exhibit in exhibits:
        if refusal.code != NO_SUCH_PAGE or (exhibit.pages and exhibit.pages.last > int(refusal.names["count"])):
            yield _told(refusal, Where(exhibit=exhibit.id), exhibit.pages)


def _told(refusal: ExhibitRejected, where: Where | None, pages: PageRanges | None = None) -> Problem:
    names: dict[str, Any] = dict(refusal.names)
    if refusal.code == NO_SUCH_PAGE and pages is not None:
        return no_such_page(pages, names["count"], where)
    return problem(refusal.code, where, **names)


def no_such_page(pages: PageRanges, count: int, where: Where | None = None) -> Problem:
    """Say that a file of ``count`` pages does not have all that are asked for (PA695)."""
    return problem(NO_SUCH_PAGE, where, page=pages.last, count=f"{count} page{'s' if count != 1 else ''}")


def _read(path: Path, exhibits: Sequence[Exhibit]) -> bytes:
    """Read a file; a problem names the exhibit and not its file, whose name may be a patient's."""
    try:
        return read_file(path, limit_bytes=MAX_BYTES)
    except Refused as refused:
        places = [Where(exhibit=exhibit.id) for exhibit in exhibits]
        raise Refused(replace(found, where=where) for where in places for found in refused.problems) from None
