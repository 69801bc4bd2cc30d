"""Finding the practice's ledger: named by its URL, else the file of the practice that a folder belongs to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from priorauth.parsing.model import Record
from priorauth.practice.settings import find_practice
from priorauth.problems import Refused, Where, problem

if TYPE_CHECKING:
    from priorauth.ledger.store import Ledger as Ledger


class LedgerPlace(Record):
    """Where a ledger is looked for."""

    folder: Path
    """Where somebody works: the practice around it has the ledger, or without one the folder itself."""
    url: str | None = None
    """A ledger elsewhere: ``sqlite:///FILE`` or ``postgresql://...``."""

    @property
    def home(self) -> Path:
        """The folder that a ledger without a URL lies in."""
        practice = find_practice(self.folder)
        return practice.folder if practice else self.folder


def open_or_create_ledger(place: LedgerPlace, *, must_have_head: bool = True) -> Ledger:
    """Return the open ledger; one that is not there, and of which no head is kept, is begun.

    Raises what `open_ledger` raises.
    """
    from priorauth.ledger.store import open_ledger  # the database's library is slow to load

    return open_ledger(place.url, place.home, must_have_head=must_have_head)


def ledger_if_there(place: LedgerPlace) -> Ledger | None:
    """Return the open ledger; ``None`` where there is none, and none is begun."""
    from priorauth.ledger.store import open_known_ledger

    return open_known_ledger(place.url, place.home)


def require_ledger(place: LedgerPlace, *, must_have_head: bool = True) -> Ledger:
    """Return the open ledger, and begin none: in the wrong folder an empty one would say that nothing is due.

    Raises `Refused`: PA201 where there is none, PA1114 for one that lacks the head that the practice's
    folder keeps, unless ``must_have_head`` is off.
    """
    from priorauth.ledger.database import sqlite_file
    from priorauth.ledger.store import open_known_ledger

    book = open_known_ledger(place.url, place.home, must_have_head=must_have_head)
    if book is None:
        fix = "go to the practice's folder, or name the ledger with --ledger; 'build --record' begins one"
        raise Refused([problem("PA201", Where(str(sqlite_file(place.url, place.home))), fix=fix)])
    return book
