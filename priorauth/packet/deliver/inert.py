"""The proof that a finished PDF is inert: pages and what is drawn on them, links within, and nothing that acts.

It shares nothing with `priorauth.exhibits.convert.pdf_active_content`, which takes things out by listing what may
stay. This one looks at every object in the file, whether anything leads to it or not, for what must never be there;
and at the bytes around the objects, where something could be appended or hidden.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream

from priorauth.problems import Problem, Where, problem

_ACTING_KEYS = {
    "/JS": "a script",
    "/JavaScript": "a script",
    "/AA": "an action of its own",
    "/Launch": "a program to start",
    "/EF": "an embedded file",
    "/EmbeddedFiles": "embedded files",
    "/AF": "an associated file",
    "/RF": "related files",
    "/XFA": "an XFA form",
    "/AcroForm": "a form",
    "/Collection": "a portfolio of files",
    "/RichMediaContent": "rich media",
    "/RichMediaSettings": "rich media",
    "/3DD": "a 3D model",
    "/URI": "a web address",
    "/PresSteps": "steps of a presentation",
    "/Requirements": "requirements on the reader",
    "/Encrypt": "encryption",
    "/FFilter": "content from outside",
    "/FDecodeParms": "content from outside",
    "/Perms": "a permission signature",
    "/Threads": "article threads",
    "/Alternates": "another image in place of the one shown",
    "/OPI": "an image from outside",
    "/Ref": "a page from another file",
}
_ACTIONS = frozenset(
    (
        "/JavaScript", "/Launch", "/SubmitForm", "/ResetForm", "/ImportData", "/GoToR", "/GoToE", "/GoTo3DView",
        "/GoToDp", "/Rendition", "/Movie", "/Sound", "/RichMediaExecute", "/Hide", "/Named", "/SetOCGState",
        "/Trans", "/Thread",
    )
)  # fmt: skip
_RESOURCES = ("/Font", "/XObject", "/ColorSpace", "/Pattern", "/Shading", "/ExtGState", "/Properties", "/CharProcs")
"""Dictionaries whose keys are names that a file gives its own fonts and images; a font may be called ``/AA``."""
_FILE_TYPES = frozenset(("/Filespec", "/EmbeddedFile", "/Sig", "/3D"))
_DRAWN_ANNOTATIONS = frozenset(
    (
        "/Link", "/FreeText", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/Highlight",
        "/Underline", "/Squiggly", "/StrikeOut", "/Caret", "/Stamp", "/Ink", "/Watermark",
    )
)  # fmt: skip
"""Annotations that show something, and links. Which a link leads to is looked at apart."""

_WEB = re.compile(r"https?://[A-Za-z0-9.-]+(:\d+)?(/[!-~]*)?\Z")
_HEADER = re.compile(rb"%PDF-\d\.\d[\r\n]")
_END = re.compile(rb"startxref\s+\d+\s+%%EOF\s{0,2}\Z")
_MAX_TOLD = 20
_MAX_DEPTH = 100


def prove_inert(data: bytes, *, pages: int | None = None) -> tuple[Problem, ...]:
    """Look for anything in a finished PDF that could act, open, send or hide; give what was found.

    ``pages`` is how many pages it should have. PA842 for what could act; PA843 for what stands outside a PDF
    that was written once, and for what is no PDF at all.
    """
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True, attempt_recovery=False) as pdf:
            if pdf.is_encrypted:
                return (problem("PA843", what="it is encrypted"),)
            found = list(dict.fromkeys((*_around(data, pdf, pages), *_acting(pdf))))
            if pdf.get_warnings():
                found.append(("PA843", None, "reading it gave a warning"))
    except pikepdf.PasswordError:
        return (problem("PA843", what="it is encrypted"),)
    except (pikepdf.PdfError, ValueError, RecursionError, NotImplementedError):
        return (problem("PA843", what="it cannot be read as one"),)
    return tuple(
        problem(code, Where(page=page), what=what if page is None else f"{what} (page {page})")
        for code, page, what in found[:_MAX_TOLD]
    )


_Found = tuple[str, int | None, str]


def _around(data: bytes, pdf: pikepdf.Pdf, pages: int | None) -> Iterator[_Found]:
    if not _HEADER.match(data):
        yield "PA843", None, "something stands before its beginning"
    if not _END.search(data[-2048:]):
        yield "PA843", None, "something stands after its end"
    if len(re.findall(rb"^startxref\s", data, re.MULTILINE)) > 1 or "/Prev" in pdf.trailer:
        yield "PA843", None, "it was added to after it was written"
    if pages is not None and len(pdf.pages) != pages:
        yield "PA843", None, f"it has {len(pdf.pages)} pages, not {pages}"


def _acting(pdf: pikepdf.Pdf) -> Iterator[_Found]:
    """Look at every object of the file, then at each page's annotations and at what opens with the file."""
    objects = [item for item in pdf.objects if isinstance(item, Object)]  # a file may hold empty ones
    resources = {inner.objgen for item in objects for inner in _resource_maps(item, depth=0) if inner.is_indirect}
    for item in objects:
        yield from _of_object(item, depth=0, is_resources=item.objgen in resources)
    yield from _of_catalog(pdf.Root)
    on_pages = set()
    for number, page in enumerate(pdf.pages, 1):
        for annotation in _items(page.obj.get("/Annots")):
            on_pages.add(annotation.objgen)
            yield from _of_annotation(annotation, number)
    for item in objects:
        if isinstance(item, Dictionary) and str(item.get("/Type", "")) == "/Annot" and item.objgen not in on_pages:
            yield "PA842", None, "an annotation on no page"


def _resource_maps(item: Object, depth: int) -> Iterator[Object]:
    """Return the resource dictionaries that an object names, directly or in what stands directly in it."""
    if not isinstance(item, Dictionary | Stream | Array) or depth > _MAX_DEPTH:
        return
    for key, part in _parts(item):
        if key in _RESOURCES and isinstance(part, Dictionary):
            yield part
        if isinstance(part, Object) and not part.is_indirect:
            yield from _resource_maps(part, depth + 1)


def _parts(item: Object) -> Iterator[tuple[str, object]]:
    if isinstance(item, Array):
        yield from (("", part) for part in item)
    else:
        yield from item.items()


def _of_object(item: Object, depth: int, *, is_resources: bool = False) -> Iterator[_Found]:
    """Look into one object of the file and what stands directly in it; what it refers to has its own turn."""
    if not isinstance(item, Dictionary | Stream | Array):
        return
    if depth > _MAX_DEPTH:
        yield "PA843", None, "it is nested deeper than a packet can be"
        return
    if not isinstance(item, Array):
        yield from _of_keys(item, is_resources=is_resources)
    for key, part in _parts(item):
        if isinstance(part, Object) and not part.is_indirect:
            yield from _of_object(part, depth + 1, is_resources=key in _RESOURCES)


def _of_keys(item: Object, *, is_resources: bool) -> Iterator[_Found]:
    keys = set(item.keys())
    for key in sorted(keys & _ACTING_KEYS.keys()):
        part = item[key]
        is_named_resource = is_resources and isinstance(part, Dictionary | Stream | Array)
        is_web_link = key == "/URI" and item.get("/S") == Name.URI and _is_web(part)
        if not is_named_resource and not is_web_link:
            yield "PA842", None, _ACTING_KEYS[key]
    # Other things have a key /S too: a group, a border, a structure element, a page label.
    if "/S" in keys and str(item["/S"]) in _ACTIONS and str(item.get("/Type", "/Action")) == "/Action":
        yield "PA842", None, f"an action of the kind {str(item['/S'])[1:]}"
    if "/Type" in keys and str(item["/Type"]) in _FILE_TYPES:
        yield "PA842", None, f"an object of the kind {str(item['/Type'])[1:]}"
    if "/F" in keys and isinstance(item, Stream):
        yield "PA842", None, "content from outside"
    if "/A" in keys and isinstance(item.A, Dictionary) and "/S" in item.A and item.get("/Subtype") != Name.Link:
        yield "PA842", None, "an action that belongs to no link"


def _is_web(address: object) -> bool:
    return isinstance(address, pikepdf.String) and _WEB.match(str(address)) is not None


def _of_catalog(root: Object) -> Iterator[_Found]:
    opens = root.get("/OpenAction")
    if opens is not None and not _is_destination(opens):
        yield "PA842", None, "an action when the file is opened"
    names = root.get("/Names")
    if isinstance(names, Dictionary) and set(names.keys()) - {"/Dests"}:
        yield "PA842", None, "a tree of names other than places"


def _is_destination(target: object) -> bool:
    """Whether a destination is a page of this very file."""
    if not isinstance(target, Array) or len(target) < 2:
        return False
    page = target[0]
    return isinstance(page, Dictionary) and str(page.get("/Type", "")) == "/Page"


def _items(found: object) -> Iterator[Object]:
    if isinstance(found, Array):
        yield from (annotation for annotation in found if isinstance(annotation, Dictionary))


def _of_annotation(annotation: Object, page: int) -> Iterator[_Found]:
    kind = str(annotation.get("/Subtype", ""))
    if kind not in _DRAWN_ANNOTATIONS:
        yield "PA842", page, f"an annotation of the kind {kind[1:] or 'unknown'}"
        return
    if kind != "/Link":
        if "/A" in annotation:
            yield "PA842", page, "a mark that acts"
        return
    action = annotation.get("/A")
    if action is None and not _is_destination(annotation.get("/Dest")):
        yield "PA842", page, "a link to no page of the packet"
    if action is not None and not _is_harmless(action):
        yield "PA842", page, "a link that does more than lead to a page"


def _is_harmless(action: object) -> bool:
    """Whether an action only leads to a page of this file or to a web address, and to nothing after that."""
    if not isinstance(action, Dictionary) or "/Next" in action:
        return False
    if action.get("/S") == Name.GoTo:
        return _is_destination(action.get("/D"))
    return action.get("/S") == Name.URI and _is_web(action.get("/URI"))
