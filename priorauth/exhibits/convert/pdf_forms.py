"""Filled-in forms: their values become part of the page, or the exhibit is not taken.

A field's value and what the page shows of it are two things in a PDF, and a merge keeps neither the field nor,
where nothing was drawn for it, the value.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pikepdf import Array, Dictionary, Pdf, String

from priorauth.exhibits.convert.pdf_form_boxes import check_boxes
from priorauth.exhibits.convert.pdf_widgets import Widget, widgets_of
from priorauth.exhibits.convert.read_back import Entry
from priorauth.exhibits.rejection import Quarantined

_PASSWORD = 1 << 13


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A form whose fields have their appearance: what its pages have to say, and which fields were drawn anew."""

    entries: tuple[Entry, ...] = ()
    redrawn: frozenset[tuple[int, int]] = frozenset()


def fill_form(pdf: Pdf) -> FilledForm:
    """Give every field of a form its appearance; a page extractor's fields without a catalog are fields too.

    Raises `Quarantined`: PA709 when an entry cannot be drawn or no page shows its field, PA717 when a check box
    shows another state than is stored.
    """
    found = pdf.Root.get("/AcroForm")
    form = found if isinstance(found, Dictionary) else Dictionary()
    widgets = list(widgets_of(pdf))
    _check_all_stand_on_pages(form, widgets)
    check_boxes(widgets)
    anew = _is_to_be_drawn(form, widgets)
    entries = tuple(_entries(widgets, drawn=anew))
    return FilledForm(entries, _draw(pdf, form, widgets) if anew else frozenset())


def _check_all_stand_on_pages(form: Dictionary, widgets: Sequence[Widget]) -> None:
    """Refuse a form with a value that no page has a field for."""
    shown = {widget.field for widget in widgets}
    for field in _valued(form.get("/Fields"), depth=0):
        if field.objgen not in shown:
            raise Quarantined("PA709")


def _valued(fields: object, *, depth: int) -> Iterator[Dictionary]:
    """Find the fields that hold a text of their own."""
    if not isinstance(fields, Array) or depth > 20:
        return
    for field in fields:
        if isinstance(field, Dictionary):
            value = field.get("/V")
            if isinstance(value, String) and str(value).strip():
                yield field
            yield from _valued(field.get("/Kids"), depth=depth + 1)


def _is_to_be_drawn(form: Dictionary, widgets: Sequence[Widget]) -> bool:
    return bool(form.get("/NeedAppearances", False)) or any(
        widget.is_text and widget.value_texts and not widget.has_appearance for widget in widgets
    )


def _entries(widgets: Sequence[Widget], *, drawn: bool) -> Iterator[Entry]:
    for widget in widgets:
        if not widget.is_text or widget.is_hidden:
            continue
        if widget.kind == "/Tx" and widget.flags & _PASSWORD and widget.value_texts:
            raise Quarantined("PA709")
        for text in widget.value_texts:
            yield Entry(text, widget.page, widget.rect, drawn, "PA709" if drawn else "PA718")


def _draw(pdf: Pdf, form: Dictionary, widgets: Sequence[Widget]) -> frozenset[tuple[int, int]]:
    """Draw the fields of texts with the shipped fonts, whatever the form's own font has; tell which."""
    from priorauth.exhibits.convert.pdf_form_drawing import draw_entries

    texts = [widget for widget in widgets if widget.is_text and not widget.is_hidden]
    draw_entries(pdf, str(form.get("/DA", "")), texts)
    return frozenset(widget.place.objgen for widget in texts)
