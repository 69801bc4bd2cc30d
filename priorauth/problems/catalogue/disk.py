"""Files and folders: PA2xx."""

from __future__ import annotations

from priorauth.problems.problem_kind import BILLING, ERROR, ExitCode, Kind, kinds

KINDS: tuple[Kind, ...] = (
    *kinds(
        ExitCode.FILE_ACCESS,
        ("PA201", ERROR, BILLING, "the file is not there", "check the name and the folder", "Nothing was found under this name."),
        ("PA202", ERROR, BILLING, "the file cannot be read", "ask for access to it, or close the program that holds it", "The system refused to open it."),
        ("PA203", ERROR, BILLING, "it exists already and would be overwritten", "choose another name, or add --force", "Nothing is replaced unless that is said."),
        ("PA204", ERROR, BILLING, "the result could not be written here", "check that the folder can be written and the disk has room", "Nothing was left half-written."),
        ("PA205", ERROR, BILLING, "this name cannot be used for a file or a folder", "use letters, digits, '-' and '_'", "Some systems refuse the name or read it as something else."),
        ("PA206", ERROR, BILLING, "'{key}' leads out of the case's folder", "keep exhibits in the case's folder or below it", "A case file may come from somewhere else; it does not get to name files anywhere on the machine."),
        ("PA207", ERROR, BILLING, "this is a folder, not a file", "name a file in it", "A file is read here."),
    ),
)  # fmt: skip
