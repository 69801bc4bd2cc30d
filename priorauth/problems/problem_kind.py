"""What a kind of problem is: how far it reaches, who can mend it, and what exit status it gives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum


class ExitCode(IntEnum):
    """What a command's exit status means; stable, so that scripts may rely on it."""

    OK = 0
    INTERNAL_ERROR = 1
    USAGE = 2
    INPUT_INVALID = 3
    NOT_READY = 4
    TEMPLATE_OR_PROFILE_INVALID = 5
    MISSING_TOOL = 6
    FILE_ACCESS = 7
    BATCH_HAD_FAILURES = 8
    UNSAFE_CONFIGURATION = 9
    OVER_CHANNEL_LIMITS = 10
    NOT_PROVEN = 11
    INTERRUPTED = 130


class Severity(StrEnum):
    """How far a problem reaches: an error stops the work, a warning is shown, a note is for the curious."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Owner(StrEnum):
    """Who can put a problem right."""

    BILLING = "billing"
    CLINICIAN = "clinician"
    RADIOLOGIST = "radiologist"
    ADMIN = "admin"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """One entry of the catalogue.

    ``message`` and ``fix`` are patterns whose ``{names}`` take field names, positions and counts. ``why`` is
    the longer text that ``priorauth explain`` prints.
    """

    code: str
    severity: Severity
    owner: Owner
    exit_code: ExitCode
    message: str
    fix: str
    why: str


ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE
BILLING, CLINICIAN, RADIOLOGIST = Owner.BILLING, Owner.CLINICIAN, Owner.RADIOLOGIST
ADMIN, NOBODY = Owner.ADMIN, Owner.NOBODY


def kinds(exit_code: ExitCode, *rows: tuple[str, Severity, Owner, str, str, str]) -> Iterable[ProblemKind]:
    """Make kinds that share an exit status; a row gives code, severity, owner, message, fix and why."""
    for code, severity, owner, message, fix, why in rows:
        yield ProblemKind(code, severity, owner, exit_code, message, fix, why)
