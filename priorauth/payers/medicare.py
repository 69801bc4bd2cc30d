"""Which Medicare coverage determination holds in a state: its contractor, and what of it was read.

The table is data (``payer_profiles/data/medicare_contractors.yaml``), with its source, its grade and its gaps.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Annotated

from pydantic import Field

from priorauth.case.model import Coverage, Facility, LineOfBusiness
from priorauth.files import read_file
from priorauth.files.shipped_data import folder
from priorauth.parsing.model import Line, Prose, Record, Slug
from priorauth.parsing.tree import MAX_BYTES, read_tree
from priorauth.parsing.validation import validate
from priorauth.payers.criteria import Grade
from priorauth.payers.model import BranchFacts, StateCode

MEDICARE = "medicare"
"""What a case gives as its payer to be held against the determination of its facility's state."""

MEDICARE_LINES = (LineOfBusiness.MEDICARE, LineOfBusiness.MEDICARE_ADVANTAGE)
"""Original Medicare, and the plans that follow its determinations where they have no policy of their own."""


class DeterminationSeen(StrEnum):
    """What was seen of a contractor's determination."""

    READ = "read"
    NONE_FOUND = "none_found"
    """The records that were read hold none of this contractor's."""
    NOT_SEEN = "not_seen"
    """The records of this contractor were not read."""


class Contractor(Record):
    """A Medicare contractor, and what is known of its determination on the procedure."""

    name: Line
    seen: DeterminationSeen
    profile: Slug | None = None
    """The profile of its determination, where that was read."""
    note: Prose
    """What is not known, in words."""
    states: Annotated[dict[StateCode, Line], Field(min_length=1)]
    """The names of its states, by their postal codes."""


class ContractorTable(Record):
    """The contractors by state, and where that was read."""

    source: Line
    grade: Grade
    retrieved: date
    contractors: tuple[Contractor, ...]

    @property
    def states(self) -> Mapping[str, str]:
        """The name of every state, by its postal code."""
        return {code: name for contractor in self.contractors for code, name in contractor.states.items()}

    def contractor_of(self, state: str) -> Contractor:
        """Return the contractor of a state, named by its postal code; raises ``KeyError`` for what is none."""
        return {code: contractor for contractor in self.contractors for code in contractor.states}[state]


@cache
def contractor_table() -> ContractorTable:
    """Return the shipped table."""
    path = folder("payer_profiles") / "data" / "medicare_contractors.yaml"
    return validate(read_tree(read_file(path, limit_bytes=MAX_BYTES), str(path)), ContractorTable)


def contractor_behind(profile_id: str) -> Contractor | None:
    """Return the contractor whose determination a profile is; ``None`` for any other profile."""
    return next((each for each in contractor_table().contractors if each.profile == profile_id), None)


def state_code(text: str | None) -> str | None:
    """Return the postal code of a state that is written by its code or its name; ``None`` for anything else."""
    written = " ".join((text or "").replace(".", "").split()).casefold()
    codes = {name.casefold(): code for code, name in contractor_table().states.items()}
    return codes.get(written) or (written.upper() if written.upper() in codes.values() else None)


def state_of(facility: Facility) -> str | None:
    """Return the state a facility stands in, which decides the contractor; ``None`` where the case has none."""
    return state_code(facility.address.state) if facility.address else None


def branch_facts(coverage: Coverage, facility: Facility) -> BranchFacts:
    """Return what of a case decides which branch of a profile applies."""
    line = coverage.line_of_business
    known = None if line is LineOfBusiness.NOT_DOCUMENTED else line
    return BranchFacts(known, state_of(facility), coverage.plan_name, coverage.product, coverage.delegate)
