"""Check boxes and radio buttons: what is ticked on the page is what is stored, or the form is not taken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from priorauth.exhibits.convert.pdf_widgets import Widget
from priorauth.exhibits.rejection import ExhibitRejected

_PUSH_BUTTON = 1 << 16


def check_boxes(widgets: Iterable[Widget]) -> None:
    """Raise `ExhibitRejected` (PA717) where a box shows another state than is stored, or no box can show it.

    Which of the two is right is not guessed: a ticked box can be a whole answer of a questionnaire.
    """
    fields: dict[tuple[int, int], list[Widget]] = defaultdict(list)
    for widget in widgets:
        if widget.kind == "/Btn" and not widget.flags & _PUSH_BUTTON and not widget.is_hidden:
            fields[widget.field].append(widget)
    for boxes in fields.values():
        if not all(_agrees(box) for box in boxes) or not _is_shown(boxes):
            raise ExhibitRejected("PA717")


def _agrees(box: Widget) -> bool:
    stored = box.state if box.state in box.states else "/Off"
    shown = box.shown_state or "/Off"
    return shown == stored


def _is_shown(boxes: list[Widget]) -> bool:
    return boxes[0].state == "/Off" or any(box.state in box.states for box in boxes)
