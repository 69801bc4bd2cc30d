"""The exhibits of a case that a row fills: one file for each kind, found by the form of its name."""

from __future__ import annotations

from fnmatch import fnmatchcase
from pathlib import Path

from priorauth.batch.worklist.column_map import Exhibits, fill_in
from priorauth.batch.worklist.sheet import refuse
from priorauth.files import resolve_inside
from priorauth.parsing.located import Plain
from priorauth.problems import Refused

_TITLES = {"mri_report": "MRI report"}


def exhibits_of(exhibits: Exhibits, case_id: str, home: Path) -> tuple[Path, list[Plain]]:
    """Find a case's folder below ``home``, and list its exhibits as a case file would, from A on.

    Raises `CellError` (PA1028) for a folder that is not there or leads out, and for a pattern that fits no file
    or two.
    """
    folder = _folder(exhibits, case_id, home)
    try:
        names = sorted(path.name for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    except OSError:
        refuse(
            "PA1028", what="the folder of the case's exhibits is not there", hint="make it, or correct the case id"
        )
    listed: list[Plain] = []
    for kind, pattern in exhibits.patterns().items():
        wanted = fill_in(pattern.pattern, case_id).casefold()
        found = [name for name in names if fnmatchcase(name.casefold(), wanted)]
        if len(found) > 1:
            what = f"{len(found)} files fit the pattern of the exhibit '{kind.value}'"
            refuse("PA1028", what=what, hint="keep one of them in the folder, or make the pattern narrower")
        if not found and pattern.required:
            what = f"no file fits the pattern of the exhibit '{kind.value}'"
            refuse("PA1028", what=what, hint="put it into the case's folder under a name that fits")
        if found:
            words = kind.value.replace("_", " ")
            title = pattern.title or _TITLES.get(kind.value, words[0].upper() + words[1:])
            letter = chr(ord("A") + len(listed))
            part: dict[str, Plain] = {"pages": str(pattern.pages)} if pattern.pages else {}
            listed.append({"id": letter, "kind": kind.value, "title": title, "file": found[0], **part})
    return folder, listed


def _folder(exhibits: Exhibits, case_id: str, home: Path) -> Path:
    try:
        return resolve_inside(home, fill_in(exhibits.folder, case_id), key="exhibits.folder")
    except Refused:
        hint = "keep exhibits in the worklist's folder or below it"
        refuse("PA1028", what="the folder of the case's exhibits leads out of the worklist's own", hint=hint)
