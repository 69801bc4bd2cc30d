"""Filled-in forms: their values become part of the page, or the exhibit is not taken.

A field's value and what the page shows of it are two things in a PDF, and a merge keeps neither the field nor,
where nothing was drawn for it, the value.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pikepdf
from pikepdf import Array, Dictionary, Pdf, String

_TEXT_AND_CHOICE = frozenset({"/Tx", "/Ch"})
_HIDDEN = 0b10
_NO_VIEW = 0b10_0000
_MAX_DEPTH = 20


class UndrawableForm(ValueError):
    """A form whose values a page cannot be made to show."""


def flatten_form(pdf: Pdf) -> tuple[str, ...]:
    """Draw a form's fields onto its pages; give the texts the pages then have to say.

    Raises `UndrawableForm` for an XFA form, whose pages exist only inside the program that made it.
    """
    form = pdf.Root.get("/AcroForm")
    if not isinstance(form, Dictionary):
        return ()
    if "/XFA" in form:
        raise UndrawableForm
    values = tuple(_values(form.get("/Fields"), kind=None, depth=0))
    pdf.generate_appearance_streams()
    pdf.flatten_annotations("all")
    return values


def check_drawn(values: Iterable[str], pages: Iterable[str]) -> None:
    """Raise `UndrawableForm` if a value stands on no page: an old appearance, or letters its font lacks."""
    shown = _letters("".join(pages))
    if any(_letters(value) not in shown for value in values):
        raise UndrawableForm


def _letters(text: str) -> str:
    return "".join(text.split())


def _values(fields: object, *, kind: str | None, depth: int) -> Iterator[str]:
    if not isinstance(fields, Array) or depth > _MAX_DEPTH:
        return
    for field in fields:
        if not isinstance(field, Dictionary):
            continue
        own_kind = str(field.get("/FT", kind))
        if own_kind in _TEXT_AND_CHOICE and not int(field.get("/F", 0)) & (_HIDDEN | _NO_VIEW):
            yield from _shown(field)
        yield from _values(field.get("/Kids"), kind=own_kind, depth=depth + 1)


def _shown(field: pikepdf.Object) -> Iterator[str]:
    """Give what a field's page should say: of a choice its label, which may differ from what is stored."""
    value = field.get("/V")
    labels = dict(_labels(field.get("/Opt")))
    for item in value if isinstance(value, Array) else [value]:
        if isinstance(item, String) and str(item):
            yield labels.get(str(item), str(item))


def _labels(options: object) -> Iterator[tuple[str, str]]:
    for option in options if isinstance(options, Array) else []:
        if isinstance(option, Array) and len(option) == 2:
            yield str(option[0]), str(option[1])
