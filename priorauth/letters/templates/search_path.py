"""Where letters are looked for: what is shipped, the practice's own, those for a payer, those for a kind of case.

The most specific place wins, file by file, partials and the letterhead included.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from priorauth.case.model import Case, RequestKind, Urgency
from priorauth.case.sources import Stated
from priorauth.files.shipped_data import folder as shipped_folder
from priorauth.practice.settings import LoadedPractice

KINDS = ("expedited", "repeat", "renewal", "change")
"""The kinds of case a practice may write for, the most specific first."""
PAYERS_FOLDER = "payers"
KINDS_FOLDER = "kinds"


@dataclass(frozen=True, slots=True)
class SearchFolder:
    """One place of the search, and why it is searched, in words."""

    why: str
    folder: Path


def case_kinds(case: Case) -> tuple[str, ...]:
    """Say of which kinds a case is, the most specific first.

    ``expedited``: a decision is asked for in haste. ``repeat``: the nerve was ablated before, as the chart states.
    ``renewal`` and ``change``: what is asked is not a first request.
    """
    holds = {
        "expedited": case.request.urgency is Urgency.EXPEDITED,
        "repeat": case.safety.prior_ablation.performed is Stated.YES,
        "renewal": case.request.kind is RequestKind.RENEWAL,
        "change": case.request.kind is RequestKind.CHANGE,
    }
    return tuple(kind for kind in KINDS if holds[kind])


def search_folders(
    practice: LoadedPractice | None, payers: Iterable[str] = (), kinds: Sequence[str] = ()
) -> tuple[SearchFolder, ...]:
    """List the places letters are looked for, in order: kinds of case, payers, the practice, what is shipped.

    ``payers`` are ids of profiles, the most specific first.
    """
    own = practice.template_folders if practice else ()
    payers = tuple(payers)
    return (
        *(
            SearchFolder(f"cases of the kind '{kind}'", home / KINDS_FOLDER / kind)
            for home in own
            for kind in kinds
        ),
        *(SearchFolder(f"the payer '{payer}'", home / PAYERS_FOLDER / payer) for home in own for payer in payers),
        *(SearchFolder("the practice", home) for home in own),
        SearchFolder("shipped with the tool", shipped_folder("templates")),
    )
