"""What qpdf's remarks on a file mean: whether pages or words lost, or only the file's bookkeeping out of order.

A remark that nothing is known of is no reason to refuse: what qpdf put right is compared with what PDFium, which
reads the same bytes in its own way, finds in them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Pdf, Stream

from priorauth.exhibits.convert.pdf_shape import filters_of
from priorauth.exhibits.pages import Page
from priorauth.exhibits.rejection import ExhibitRejected


class Effect(Enum):
    """What a remark means for the pages."""

    NONE = "none"
    """Nothing that a page shows is touched."""
    REPAIRED = "repaired"
    """Something was put right, and it has to be proven that nothing is missing."""
    LOST = "lost"


EFFECTS: tuple[tuple[str, Effect], ...] = (
    # An unused entry of the cross-reference table, as macOS writes it.
    (r"object has offset 0\b", Effect.NONE),
    (r"accepting invalid xref table entry", Effect.NONE),
    (r"/Type key should be /Pages? but is not; overriding", Effect.NONE),
    (r"Catalog: setting missing or invalid /Type entry", Effect.NONE),
    (r"kid \d+ \(from 0\) appears more than once in the pages tree; creating a new page object", Effect.NONE),
    (r"object \d+ \d+ not found in file", Effect.LOST),
    (r"Pages tree includes non-dictionary object", Effect.LOST),
    (r"(?:kid \d+ \(from 0\) )?has too many errors", Effect.LOST),
    (r"Loop detected", Effect.LOST),
    (r"expected endobj", Effect.LOST),
    (r"expected dictionary keys? but found", Effect.LOST),
    (r"unexpected (?:EOF|array close token|dictionary close token)", Effect.LOST),
    (r"(?:EOF|unexpected end of file) ", Effect.LOST),
    (r".*(?:treating|using null) ", Effect.LOST),
    (r".*giving up on reading", Effect.LOST),
    (r"error (?:decoding|getting|while getting) ", Effect.LOST),
    (r"(?:input stream|inflate:|stream inflate:)", Effect.LOST),
)
"""How qpdf's remarks begin, and what each means; `effect_of` knows two more that state numbers."""

_COUNT = re.compile(r"reported number of objects \((\d+)\) is not one plus the highest object number \((\d+)\)")
_RECOVERED = re.compile(r"\(object (\d+) (\d+), offset \d+\): recovered stream length: (\d+)")
_STREAM = re.compile(rb"\bstream\r?\n.*?endstream", re.DOTALL)
_STRING = re.compile(rb"\((?:\\.|[^\\()])*\)", re.DOTALL)
_REFERENCE = re.compile(rb"(?<![\d.])(\d+) (\d+) R\b")
_OPERATOR = re.compile(
    r"[bBfFWT]\*|[bBcdfFgGhijJkKlmMnqQsSvwWy'\"]|BDC|BI|BMC|BT|BX|cm|CS|cs|d0|d1|DP|EMC|ET|EX|INLINE IMAGE|MP|re|"
    r"RG|rg|ri|SCN?|scn?|sh|Tc|Td|TD|TJ|Tj|TL|Tm|Tr|Ts|Tw|Tz"
)
"""The operators of page content (ISO 32000-1, annex A), those with a name to look up aside."""

_ASKED_FOR = {"Tf": "/Font", "Do": "/XObject", "gs": "/ExtGState"}
_LINE_END = 2
"""Bytes by which a stream's length may be off: programs count the line end before ``endstream``, or do not."""


def effect_of(remark: str, effects: Sequence[tuple[str, Effect]] = EFFECTS) -> Effect:
    """Return what one of qpdf's remarks means; one that is not known was a repair."""
    count = _COUNT.search(remark)
    if count:  # one off is the commonest slip of programs; more may be a part of the table that is missing
        return Effect.NONE if abs(int(count[1]) - int(count[2]) - 1) <= 1 else Effect.REPAIRED
    found = (effect for beginning, effect in effects if re.search(f"(?:^|: ){beginning}", remark))
    return next(found, Effect.REPAIRED)


def is_repaired(pdf: Pdf, data: bytes, remarks: Iterable[str]) -> bool:
    """Whether a file was put right and all that is in it is still there; pages are to be compared then.

    Raises `ExhibitRejected` (PA708) where something is lost.
    """
    remarks = tuple(remarks)
    effects = set(map(effect_of, remarks))
    if Effect.LOST in effects or not all(_is_whole(pdf, remark) for remark in remarks):
        raise ExhibitRejected("PA708")
    if Effect.REPAIRED not in effects:
        return False
    if not (_leads_nowhere_wrong(pdf, data) and all(map(_is_drawable, pdf.pages))):
        raise ExhibitRejected("PA708")
    return True


def prove_whole(before: Iterable[Page], after: Iterable[Page]) -> None:
    """Raise `ExhibitRejected` (PA708) unless each page has the words another reader finds in the damaged file."""
    before, after = tuple(before), tuple(after)
    if len(before) != len(after):
        raise ExhibitRejected("PA708")
    for one, other in zip(before, after, strict=True):
        if Counter("".join(one.text.split())) - Counter("".join(other.text.split())):
            raise ExhibitRejected("PA708")


def _is_whole(pdf: Pdf, remark: str) -> bool:
    """Whether a stream whose length had to be found again has all its bytes.

    A packed one says by its own checksum where it ends. One that is not may only have its line end counted wrongly.
    """
    found = _RECOVERED.search(remark)
    if not found:
        return True
    stream = pdf.get_object(int(found[1]), int(found[2]))
    if not isinstance(stream, Stream):
        return False
    stated: object = stream.get("/Length")
    if "/FlateDecode" in filters_of(stream) or not isinstance(stated, int):
        return True
    return abs(stated - int(found[3])) <= _LINE_END


def _leads_nowhere_wrong(pdf: Pdf, data: bytes) -> bool:
    """Whether all that a repaired file refers to is there, and nothing that is drawn belongs to no page."""
    there = {item.objgen: item for item in pdf.objects if isinstance(item, pikepdf.Object)}
    texts = [_STREAM.sub(b"", data), *(item.read_bytes() for item in there.values() if _is(item, "/ObjStm"))]
    if not {key for text in texts for key in _references(text)} <= there.keys():
        return False
    reached: set[tuple[int, int]] = set()
    waiting = [pdf.Root.objgen]
    while waiting:
        key = waiting.pop()
        if key in there and key not in reached:
            reached.add(key)
            waiting += _references(there[key].unparse(resolved=True))
    return not any(_is_drawn(item) for key, item in there.items() if key not in reached)


def _references(text: bytes) -> Iterator[tuple[int, int]]:
    for number, generation in _REFERENCE.findall(_STRING.sub(b"", text)):
        yield int(number), int(generation)


def _is(item: pikepdf.Object, kind: str) -> bool:
    stated = item.get("/Type") if isinstance(item, Dictionary | Stream) else None
    return isinstance(stated, Name) and str(stated) == kind


def _is_drawn(item: pikepdf.Object) -> bool:
    """Whether an object is a page, or a stream that a page can be drawn with."""
    if isinstance(item, Stream):
        return _is(item, "/XObject") or not isinstance(item.get("/Type"), Name)
    return _is(item, "/Page")


def _is_drawable(page: pikepdf.Page) -> bool:
    """Whether a page has content, made of operators there are, with the fonts and pictures it asks for."""
    if "/Contents" not in page.obj:
        return False
    try:
        return all(_is_sound(page, step) for step in pikepdf.parse_content_stream(page))
    except (pikepdf.PdfError, ValueError, TypeError):
        return False


def _is_sound(page: pikepdf.Page, step: Any) -> bool:  # noqa: ANN401  (an operator or an inline image)
    operator = str(step.operator)
    asked_for = _ASKED_FOR.get(operator)
    if asked_for is None:
        return _OPERATOR.fullmatch(operator) is not None
    found = page.resources.get(asked_for)
    return isinstance(found, Dictionary) and bool(step.operands) and str(step.operands[0]) in found
