"""Layers of an exhibit: what its file shows is shown in the packet, and what is switched off stays so.

Pages taken out of a file leave its list of layers behind, and every layer would show.
"""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf


def carry_layers(source: Pdf, target: Pdf) -> None:
    """Add the layers of ``source``, whose pages ``target`` has taken, as they are switched by default."""
    properties = source.Root.get("/OCProperties")
    if not isinstance(properties, Dictionary):
        return
    config = properties.get("/D", Dictionary())
    shown = {layer.objgen for layer in _layers(config.get("/ON"))}
    hidden = {layer.objgen for layer in _layers(config.get("/OFF"))}
    if config.get("/BaseState") == Name.OFF:
        hidden |= {layer.objgen for layer in _layers(properties.get("/OCGs"))} - shown
    for layer in _layers(properties.get("/OCGs")):
        _register(target, target.copy_foreign(layer), hidden=layer.objgen in hidden)


def _layers(listed: object) -> Iterator[pikepdf.Object]:
    if isinstance(listed, Array):
        yield from (item for item in listed if isinstance(item, Dictionary) and item.is_indirect)


def _register(target: Pdf, layer: pikepdf.Object, *, hidden: bool) -> None:
    """List a layer; all are locked, so that nobody can switch a record's layers in the packet."""
    if "/OCProperties" not in target.Root:
        empty = Dictionary(ON=Array([]), OFF=Array([]), Locked=Array([]), Order=Array([]))
        target.Root.OCProperties = Dictionary(OCGs=Array([]), D=empty)
    properties = target.Root.OCProperties
    properties.OCGs.append(layer)
    properties.D.Locked.append(layer)
    (properties.D.OFF if hidden else properties.D.ON).append(layer)
