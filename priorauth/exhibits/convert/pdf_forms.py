"""Filled-in forms: their values become part of the page, or the exhibit is not taken.

A field's value and what the page shows of it are two things in a PDF, and a merge keeps neither the field nor,
where nothing was drawn for it, the value.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pikepdf import Array, Dictionary, Pdf, String

from priorauth.exhibits.convert.pdf_form_boxes import check_boxes
from priorauth.exhibits.convert.pdf_form_drawing import COMB, MULTILINE, draw_entry
from priorauth.exhibits.convert.pdf_widgets import Widget, widgets_of
from priorauth.exhibits.pages import Page, Rect
from priorauth.exhibits.rejection import Quarantined

_PASSWORD = 1 << 13
_EDGE = 3.0
"""Points that letters may reach over their field's edge."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a page has to say in a field: ``drawn`` if the words were put there anew, not found there."""

    text: str
    page: int
    rect: Rect
    drawn: bool


def flatten_form(pdf: Pdf) -> tuple[Entry, ...]:
    """Draw a form's fields onto its pages; give the entries the pages then have to say.

    Raises `Quarantined`: PA709 when an entry cannot be drawn or no page shows its field, PA717 when a check box
    shows another state than is stored.
    """
    form = pdf.Root.get("/AcroForm")
    if not isinstance(form, Dictionary):
        return ()
    widgets = list(widgets_of(pdf))
    _check_all_stand_on_pages(form, widgets)
    check_boxes(widgets)
    anew = _is_to_be_drawn(form, widgets)
    entries = tuple(_entries(widgets, drawn=anew))
    if anew:
        _draw(pdf, form, widgets)
    pdf.flatten_annotations("all")
    return entries


def check_drawn(entries: Sequence[Entry], pages: Sequence[Page]) -> None:
    """Raise `Quarantined` if an entry cannot be read where its field was.

    PA718: the page shows an older entry. PA709: letters the form's font lacks, or more than the field has room for.
    """
    for entry in entries:
        said, reach = _said_in(entry.rect, pages[entry.page])
        if _letters(entry.text) not in said or reach > _EDGE:
            raise Quarantined("PA709" if entry.drawn else "PA718")


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
            yield Entry(text, widget.page, widget.rect, drawn)


def _draw(pdf: Pdf, form: Dictionary, widgets: Sequence[Widget]) -> None:
    """Generate appearances. The library draws one line of text; longer entries are drawn here."""
    form.NeedAppearances = True
    pdf.generate_appearance_streams()
    for widget in widgets:
        if widget.kind == "/Tx" and widget.flags & (MULTILINE | COMB) and widget.value_texts:
            draw_entry(pdf, form, widget)


def _said_in(rect: Rect, page: Page) -> tuple[str, float]:
    """Return the letters that stand in a rectangle, and how far they reach over its left or right edge."""
    left, bottom, right, top = rect
    said, reach = "", 0.0
    for word in page.words:
        x0, y0, x1, y1 = word.rect
        if bottom <= (y0 + y1) / 2 <= top and x0 < right and x1 > left:
            said += page.text[word.start : word.end]
            reach = max(reach, left - x0, x1 - right)
    return _letters(said), reach


def _letters(text: str) -> str:
    return "".join(text.split())
