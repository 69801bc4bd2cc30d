"""What the model of a letter's context says of each field: its meaning, who supplies it, and when it is there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Supplier(StrEnum):
    """Who makes a field hold something, in words an admin reads."""

    BILLING = "billing"
    CLINICIAN = "clinician"
    RADIOLOGIST = "radiologist"
    PROFILE = "payer profile"
    CITATIONS = "citation library"
    TOOL = "the tool"


@dataclass(frozen=True, slots=True)
class Says:
    """The documentation of one field, carried in its annotation."""

    meaning: str
    supplier: Supplier
    given: tuple[str, ...] = ()
    """Fields of the same record: where one of them holds something, this one does too."""


def says(meaning: str, supplier: Supplier, *, given: tuple[str, ...] = ()) -> Says:
    """Document a field; see `Says`."""
    return Says(meaning, supplier, given)


BILLING, CLINICIAN, RADIOLOGIST = Supplier.BILLING, Supplier.CLINICIAN, Supplier.RADIOLOGIST
PROFILE, CITATIONS, TOOL = Supplier.PROFILE, Supplier.CITATIONS, Supplier.TOOL
