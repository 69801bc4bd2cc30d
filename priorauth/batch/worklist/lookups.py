"""Payers and physicians as a practice writes them, put into the case's own terms."""

from __future__ import annotations

import difflib
from collections.abc import Mapping

from priorauth.batch.worklist.cell_error import refuse
from priorauth.batch.worklist.column_map import ColumnMap, path_of
from priorauth.batch.worklist.headers import folded
from priorauth.case.parties import Clinician
from priorauth.parsing.located import Path, Plain

_PAYER, _PAYER_NAME = path_of("payer"), path_of("coverage.payer_name")
_CLINICIAN = "ordering_clinician"


def payer_of(
    written: str, column_map: ColumnMap, profile_ids: frozenset[str], stated: Mapping[Path, Plain]
) -> dict[Path, Plain]:
    """Return the profile's id for a payer: one the map lists, or an id as it stands.

    A listed name becomes the payer's name in the case as well, unless a column gives that. Raises `Flaw` (PA1027).
    """
    listed = {folded(name): profile for name, profile in column_map.payers.items()}
    found = listed.get(folded(written))
    profile_id = found or written
    if profile_id not in profile_ids:
        close = difflib.get_close_matches(profile_id.casefold(), sorted(profile_ids), n=1, cutoff=0.8)
        hint = (
            f"did you mean '{close[0]}'?"
            if close
            else "see 'priorauth payer list', or list it under 'payers' in the map"
        )
        refuse("PA1027", hint=hint)
    names: dict[Path, Plain] = {_PAYER: profile_id}
    if found and _PAYER_NAME not in stated and "coverage.payer_name" not in column_map.fixed:
        names[_PAYER_NAME] = written
    return names


def provider_of(written: str, column_map: ColumnMap, defaults: Mapping[str, Plain]) -> dict[Path, Plain]:
    """Return the physician's whole section: one the map lists, or the practice's own when it has that name.

    A name alone is never put beside another physician's NPI. Raises `Flaw` (PA1027).
    """
    found = listed_provider(written, column_map)
    if found is not None:
        return {(_CLINICIAN, key): value for key, value in found.model_dump(exclude_none=True).items()}
    own = defaults.get(_CLINICIAN)
    if not isinstance(own, dict) or folded(str(own.get("name"))) != folded(written):
        refuse("PA1027", hint="list the physician under 'providers' in the column map")
    return {(_CLINICIAN, key): value for key, value in own.items()}


def listed_provider(written: str, column_map: ColumnMap) -> Clinician | None:
    """Return the physician the map lists under that name."""
    return {folded(name): provider for name, provider in column_map.providers.items()}.get(folded(written))
