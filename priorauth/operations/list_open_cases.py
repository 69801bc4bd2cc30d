"""Listing the open cases of a practice: those a change of a letter or of a profile would reach."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from priorauth.authoring.change.open_cases import CASES, OpenCases, find_open_cases
from priorauth.ledger.states import State
from priorauth.operations.ledger.find_ledger import LedgerPlace, ledger_if_there
from priorauth.practice.settings import nearest_practice
from priorauth.problems import Refused, Where, problem


def own_case_folder(home: Path) -> Path | None:
    """Return the folder of cases of the practice that a folder belongs to; ``None`` where there is none."""
    practice = nearest_practice(home)
    folder = practice / CASES if practice else None
    return folder if folder is not None and folder.is_dir() else None


def list_open_cases(place: LedgerPlace, folders: Sequence[Path], as_of: date) -> OpenCases:
    """Return the cases of the practice and of ``folders`` that the ledger does not have as closed.

    A practice without a ledger gets none: all of its cases are open. Raises `Refused`: PA342 for a folder that is
    not there, or where there is none to look in, and PA11xx for a ledger that cannot be read.
    """
    own = own_case_folder(place.folder)
    looked_in = (*((own,) if own else ()), *folders)
    if not looked_in:
        raise Refused([problem("PA342", Where(str(place.folder / CASES)))])
    return find_open_cases(looked_in, _states(place), as_of)


def _states(place: LedgerPlace) -> Mapping[str, State]:
    book = ledger_if_there(place)
    if book is None:
        return {}
    with book:
        return {entry.case_id: entry.state for entry in book.entries()}
