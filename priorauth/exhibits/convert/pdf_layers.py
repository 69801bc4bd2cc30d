"""Layers of a PDF: what is switched off in one program and shown or printed in another is not taken.

A packet is read on a screen by one reviewer and on paper by the next. Both must see the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from pikepdf import Array, Dictionary, Pdf

from priorauth.exhibits.rejection import ExhibitRejected

_SWITCHES = ("/View", "/Print", "/Export")
_ALWAYS_SHOWN = ("None", "/AllOn", "/AnyOn")


def settle_layers(pdf: Pdf) -> None:
    """Drop the switches of layers that are all on. Raises `ExhibitRejected` (PA714) when any is off, or depends."""
    layers = pdf.Root.get("/OCProperties")
    if isinstance(layers, Dictionary):
        if _is_any_off(layers):
            raise ExhibitRejected("PA714")
        del pdf.Root["/OCProperties"]
    if any(_depends(item) for item in pdf.objects):
        raise ExhibitRejected("PA714")


def _is_any_off(layers: Dictionary) -> bool:
    standing = layers.get("/D")
    if not isinstance(standing, Dictionary):
        return False
    if str(standing.get("/BaseState", "/ON")) != "/ON" or _items(standing.get("/OFF")):
        return True
    return any(_is_off_somewhere(group) for group in _items(layers.get("/OCGs")))


def _is_off_somewhere(group: object) -> bool:
    usage = group.get("/Usage") if isinstance(group, Dictionary) else None
    return isinstance(usage, Dictionary) and "/OFF" in set(_states(usage))


def _states(usage: Dictionary) -> Iterator[str]:
    for switch in _SWITCHES:
        use = usage.get(switch)
        if isinstance(use, Dictionary):
            yield str(use.get(f"{switch}State"))


def _depends(item: object) -> bool:
    """Whether an object's showing is worked out from layers in a way that can come out as hidden."""
    if not isinstance(item, Dictionary) or str(item.get("/Type")) != "/OCMD":
        return False
    return "/VE" in item or str(item.get("/P")) not in _ALWAYS_SHOWN


def _items(found: object) -> list[object]:
    return list(found) if isinstance(found, Array) else []
