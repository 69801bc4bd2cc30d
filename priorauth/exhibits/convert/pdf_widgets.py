"""The fields of a form where they stand on the pages, with what they inherit from the fields above them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from priorauth.exhibits.convert.mark_keys import is_seen, rect_of
from priorauth.exhibits.pages import Rect

_MAX_DEPTH = 20


@dataclass(frozen=True, slots=True)
class Widget:
    """One place on a page where a field shows: its value as texts or as the name of a state."""

    page: int
    rect: Rect
    kind: str
    flags: int
    is_hidden: bool
    value_texts: tuple[str, ...]
    state: str
    """The stored state of a check box or radio button; ``/Off`` without one."""
    shown_state: str | None
    states: frozenset[str]
    """The states that can be drawn, ``/Off`` aside."""
    field: tuple[int, int]
    """The object that holds the value."""
    place: Dictionary
    """The annotation itself."""
    drawn_with: str
    """The operators that set its font, size and color."""
    longest: int
    """The most letters it takes, 0 for any number."""
    quadding: int
    """Its side: 0 for left, 1 for the middle, 2 for right."""

    @property
    def is_text(self) -> bool:
        """Whether the field holds text or a choice of texts."""
        return self.kind in ("/Tx", "/Ch")


def widgets_of(pdf: Pdf) -> Iterator[Widget]:
    """Find every field of every page that has a place on it."""
    for number, page in enumerate(pdf.pages):
        found = page.obj.get("/Annots")
        for item in found if isinstance(found, Array) else []:
            if isinstance(item, Dictionary) and str(item.get("/Subtype")) == "/Widget":
                rect = rect_of(item)
                if rect is not None:
                    yield _widget(item, number, rect)


def _widget(item: Dictionary, page: int, rect: Rect) -> Widget:
    line = list(_upwards(item))
    holder = next((field for field in line if "/V" in field), item)
    value = holder.get("/V")
    looks = item.get("/AP")
    drawn = looks.get("/N") if isinstance(looks, Dictionary) else None
    shown = item.get("/AS")
    return Widget(
        page=page,
        rect=rect,
        kind=str(_inherited(line, "/FT")),
        flags=_whole(_inherited(line, "/Ff")),
        is_hidden=not is_seen(item),
        value_texts=tuple(_texts(value, _inherited(line, "/Opt"))),
        state=str(value) if isinstance(value, Name) else "/Off",
        shown_state=str(shown) if isinstance(shown, Name) else None,
        states=_states(drawn),
        field=holder.objgen,
        place=item,
        drawn_with=str(_inherited(line, "/DA") or ""),
        longest=_whole(_inherited(line, "/MaxLen")),
        quadding=_whole(_inherited(line, "/Q")) % 3,
    )


def _states(drawn: object) -> frozenset[str]:
    if not isinstance(drawn, Dictionary) or isinstance(drawn, Stream):
        return frozenset()
    return frozenset(drawn.keys()) - {"/Off"}


def _upwards(item: Dictionary) -> Iterator[Dictionary]:
    field: object = item
    for _ in range(_MAX_DEPTH):
        if not isinstance(field, Dictionary):
            return
        yield field
        field = field.get("/Parent")


def _inherited(line: list[Dictionary], key: str) -> object:
    return next((field[key] for field in line if key in field), None)


def _whole(found: object) -> int:
    return found if isinstance(found, int) else 0


def _texts(value: object, options: object) -> Iterator[str]:
    """Return what a field's page should say: of a choice its label, which may differ from what is stored."""
    labels = dict(_labels(options))
    for item in value if isinstance(value, Array) else [value]:
        if isinstance(item, Stream):
            yield item.read_bytes().decode("latin-1")
        elif isinstance(item, String) and str(item).strip():
            yield labels.get(str(item), str(item))


def _labels(options: object) -> Iterator[tuple[str, str]]:
    for option in options if isinstance(options, Array) else []:
        if isinstance(option, Array) and len(option) == 2:
            yield str(option[0]), str(option[1])
