"""Starting a practice's folder and a case in it, and the JSON Schemas an editor checks such files by."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from priorauth import __version__
from priorauth.case.case_scaffold import case_schema, new_case, new_practice
from priorauth.case.model import Case
from priorauth.files import read_file, write_tree
from priorauth.files.shipped_data import folder as shipped_folder
from priorauth.payers.admin.profile_schema import profile_schema
from priorauth.practice.approvals.decisions import Pending, Signatory, approve
from priorauth.practice.approvals.effective import shipped_sha256
from priorauth.practice.approvals.own_files import MAX_BYTES
from priorauth.problems import Refused, Where, problem

CASE_SCHEMA_FILE = "case.schema.json"
_LETTERHEAD = "templates/letterhead.docx"


@dataclass(frozen=True, slots=True)
class CaseDraft:
    """A case that is not written yet: its folder, and the text of its case file."""

    folder: Path
    text: str

    @property
    def case_file(self) -> Path:
        """Where the case file goes."""
        return self.folder / "case.yaml"


def start_practice(folder: Path, *, today: date, dry_run: bool = False) -> tuple[Path, ...]:
    """Write a practice's folder: settings, a letterhead, and folders for cases, letters and payer profiles.

    Returns the files, or with ``dry_run`` those it would write. Raises `Refused`: PA203 for a folder that is there,
    PA2xx for the disk.
    """
    _require_new(folder)
    letterhead = read_file(shipped_folder("templates") / "letterhead.docx", limit_bytes=MAX_BYTES)
    files = {name: text.encode() for name, text in new_practice().items()}
    files[_LETTERHEAD] = letterhead
    if not dry_run:
        write_tree(folder, files)
        _approve_as_shipped(folder, _LETTERHEAD, today)
    return tuple(folder / name for name in files)


def _approve_as_shipped(folder: Path, file: str, today: date) -> None:
    """Enter a copy of a shipped file as approved, so that a later version does not take it for an edit."""
    signature = Signatory("priorauth", f"as shipped with version {__version__}", today, today)
    approve(folder, [Pending(file, shipped_sha256(file) or "", None, ())], signature)


def draft_case(folder: Path, case_id: str) -> CaseDraft:
    """Return a case to fill in, in a folder of its own below ``folder``, each field explained.

    Raises `Refused`: PA205 for an id that is none, PA203 where the case's folder is there already.
    """
    text = new_case(case_id)
    _require_new(folder / case_id)
    return CaseDraft(folder / case_id, text)


def start_case(draft: CaseDraft) -> None:
    """Write a case's folder, with the schema an editor checks it by. Raises `Refused` (PA2xx) for the disk."""
    schema = json.dumps(case_schema(), indent=2)
    write_tree(draft.folder, {draft.case_file.name: draft.text.encode(), CASE_SCHEMA_FILE: schema.encode()})


def _require_new(folder: Path) -> None:
    """Raise `Refused` (PA203) for a folder that is there: what somebody has filled in is never replaced."""
    if folder.exists():
        raise Refused([problem("PA203", Where(str(folder)), fix="name a folder that is not there yet")])


def give_schema(kind: Literal["case", "payer"]) -> dict[str, Any]:
    """Return the JSON Schema of a case file or of a payer profile."""
    return Case.model_json_schema() if kind == "case" else profile_schema()
