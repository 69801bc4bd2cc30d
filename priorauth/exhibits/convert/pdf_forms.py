"""Filled-in forms: their values become part of the page, or the exhibit is not taken.

A field's value and what the page shows of it are two things in a PDF, and a merge keeps neither the field nor,
where nothing was drawn for it, the value.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from pikepdf import Array, Dictionary, Pdf, String

from priorauth.exhibits.convert.mark_keys import own_look
from priorauth.exhibits.convert.pdf_form_boxes import check_boxes
from priorauth.exhibits.convert.pdf_widgets import Widget, widgets_of
from priorauth.exhibits.convert.read_back import Entry
from priorauth.exhibits.rejection import ExhibitRejected

_PASSWORD = 1 << 13


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A form whose fields have their appearance: what its pages have to say.

    ``fresh`` are the fields that PDFium does not show as they are drawn here: those drawn anew, those it draws anew
    itself, and those in no catalog.
    """

    entries: tuple[Entry, ...]
    fresh: frozenset[tuple[int, int]]


def fill_form(pdf: Pdf) -> FilledForm:
    """Draw the appearance of every field of a form; a page extractor's fields without a catalog are fields too.

    Raises `ExhibitRejected`: PA709 when an entry cannot be drawn or no page shows its field, PA717 when a check box
    shows another state than is stored.
    """
    found = pdf.Root.get("/AcroForm")
    form = found if isinstance(found, Dictionary) else Dictionary()
    widgets = list(widgets_of(pdf))
    _check_all_stand_on_pages(form, widgets)
    check_boxes(widgets)
    seen = [widget for widget in widgets if not widget.is_hidden]
    is_stale = bool(form.get("/NeedAppearances", False))
    drawn = [widget for widget in seen if (is_stale and widget.is_text) or own_look(widget.place) is None]
    entries = tuple(_entries(seen, {widget.place.objgen for widget in drawn}))
    _draw(pdf, str(form.get("/DA", "")), drawn)
    listed = set(_listed(form.get("/Fields"), depth=0))
    strange = [widget for widget in seen if is_stale or widget.place.objgen not in listed]
    return FilledForm(entries, frozenset(widget.place.objgen for widget in (*drawn, *strange)))


def _listed(fields: object, *, depth: int) -> Iterator[tuple[int, int]]:
    """Find the objects of all fields in a form's catalog."""
    if not isinstance(fields, Array) or depth > 20:
        return
    for field in fields:
        if isinstance(field, Dictionary):
            yield field.objgen
            yield from _listed(field.get("/Kids"), depth=depth + 1)


def _check_all_stand_on_pages(form: Dictionary, widgets: Sequence[Widget]) -> None:
    """Refuse a form with a value that no page has a field for."""
    shown = {widget.field for widget in widgets}
    for field in _valued(form.get("/Fields"), depth=0):
        if field.objgen not in shown:
            raise ExhibitRejected("PA709")


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


def _entries(widgets: Sequence[Widget], drawn: Collection[tuple[int, int]]) -> Iterator[Entry]:
    for widget in widgets:
        if not widget.is_text:
            continue
        if widget.kind == "/Tx" and widget.flags & _PASSWORD and widget.value_texts:
            raise ExhibitRejected("PA709")
        is_drawn = widget.place.objgen in drawn
        for text in widget.value_texts:
            yield Entry(text, widget.page, widget.rect, is_drawn, "PA709" if is_drawn else "PA718")


def _draw(pdf: Pdf, stated: str, widgets: Sequence[Widget]) -> None:
    """Draw fields that bring no drawing, or an old one, with the shipped fonts."""
    for widget in widgets:
        if "/AP" in widget.place:
            del widget.place["/AP"]  # it would show what an empty field no longer holds
    visible = [widget for widget in widgets if widget.value_texts or "/MK" in widget.place]
    if visible:
        from priorauth.exhibits.convert.pdf_form_drawing import draw_entries

        draw_entries(pdf, stated, visible)
