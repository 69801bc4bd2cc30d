"""The versions of what draws and binds a packet: with other versions the same packet may have other bytes."""

from __future__ import annotations

from importlib.metadata import version

import pikepdf

_LIBRARIES = ("jinja2", "lxml", "markdown-it-py", "pikepdf", "pillow", "pypdfium2", "python-docx", "reportlab")


def tool_versions() -> dict[str, str]:
    """Name each library that has a hand in a packet's bytes, with its version."""
    return {**{name: version(name) for name in _LIBRARIES}, "qpdf": pikepdf.__libqpdf_version__}
