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
class FieldDoc:
    """The documentation of one field, carried in its annotation."""

    meaning: str
    supplier: Supplier
    given: tuple[str, ...] = ()
    """Fields of the same record: where one of them holds something, this one does too."""


def field_doc(meaning: str, supplier: Supplier, *, given: tuple[str, ...] = ()) -> FieldDoc:
    """Return the documentation of a field; see `FieldDoc`."""
    return FieldDoc(meaning, supplier, given)


BILLING, CLINICIAN, RADIOLOGIST = Supplier.BILLING, Supplier.CLINICIAN, Supplier.RADIOLOGIST
PROFILE, CITATIONS, TOOL = Supplier.PROFILE, Supplier.CITATIONS, Supplier.TOOL
