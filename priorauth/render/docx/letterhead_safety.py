"""Opening a letterhead: a Word file from outside is checked whole before anything in it is used.

A finished letter travels to a payer, so what could run, fetch, or hide in it is refused rather than removed:
the practice should know that its letterhead held it.
"""

from __future__ import annotations

from typing import NoReturn

from lxml import etree

from priorauth.formats.ooxml import package_safety
from priorauth.formats.ooxml.archive import UnsafePackage
from priorauth.problems import Refused, Where, problem

_ALSO_FORBIDDEN = {
    "sdt": "holds content controls",
    package_safety.ATTACHED_TEMPLATE: "is tied to a template file",
    **dict.fromkeys(package_safety.HIDING, "holds hidden text"),
    **dict.fromkeys(package_safety.TRACKED_CHANGES, "holds tracked changes"),
}


class UnsafeWordFile(Refused):
    """A Word file that may not be used; ``reason`` says why, without the name of a part."""

    def __init__(self, reason: str, part: str | None) -> None:
        full_reason = f"its part '{part}' {reason}" if part else reason
        super().__init__([problem("PA602", Where(file="letterhead.docx"), reason=full_reason)])
        self.reason = reason
        self.part = part


def refuse(reason: str, part: str | None = None) -> NoReturn:
    """Raise `UnsafeWordFile` (PA602) naming the part of the Word file and the reason."""
    raise UnsafeWordFile(reason, part)


def open_letterhead(data: bytes) -> dict[str, bytes]:
    """Read every part of a letterhead by name, checked. Raises `Refused` (PA602) for what may not go out."""
    try:
        return package_safety.open_package(data, _ALSO_FORBIDDEN)
    except UnsafePackage as found:
        refuse(found.reason, found.part)


def faults_of(data: bytes) -> tuple[UnsafePackage, ...]:
    """Return all that `open_letterhead` would refuse, the first fault of each part."""
    return package_safety.faults_of(data, _ALSO_FORBIDDEN)


def parse_part(name: str, content: bytes) -> etree._Element:
    """Parse one part without resolving anything. Raises `Refused` for a DOCTYPE, entities or broken XML."""
    try:
        return package_safety.parse_part(name, content)
    except UnsafePackage as found:
        refuse(found.reason, found.part)
