"""Checking a case: what is met, what is missing, and who must act."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from priorauth.assembly import pipeline
from priorauth.case.model import Source as Source
from priorauth.criteria.model import (
    Assessment,
    Contrary as Contrary,
    Origin as Origin,
    Result as Result,
    Status as Status,
)
from priorauth.files import write_file
from priorauth.payers.model import LetterKind, Position
from priorauth.problems import ExitCode, Problem, Severity
from priorauth.submission.build_spec import (
    DEFAULT_READING,
    CaseQuery as CaseQuery,
    ReadingOptions as ReadingOptions,
)


@dataclass(frozen=True, slots=True)
class CheckedCase:
    """A case compared with its payer's criteria and with its exhibits."""

    assessment: Assessment
    profile_id: str
    position: Position
    """What the payer's profile says of the procedure."""
    is_fallback: bool
    """Whether the payer has no profile and the FDA-cleared indication stands in for one."""
    is_documentation: bool
    """Whether the plan takes no request, so that a packet documents the chart."""
    letter: LetterKind
    problems: tuple[Problem, ...]

    @property
    def outcome(self) -> ExitCode:
        """What holds a packet back: the first error, else that something required is open, else nothing."""
        errors = [p for p in self.problems if p.severity is Severity.ERROR]
        if errors:
            return errors[0].kind.exit_code
        return ExitCode.OK if self.assessment.is_ready else ExitCode.NOT_READY

    @property
    def is_ready(self) -> bool:
        """Whether a packet can be made."""
        return self.outcome is ExitCode.OK


def check_case(query: CaseQuery, reading: ReadingOptions = DEFAULT_READING) -> CheckedCase:
    """Compare a case with its payer, or with the profile that is named, and with its exhibits; nothing is written.

    Raises `Refused` for a case or a profile that cannot be read.
    """
    chart, assessment = pipeline.check(query, reading)
    chosen, profile = chart.chosen, chart.chosen.profile
    return CheckedCase(
        assessment,
        profile.id,
        profile.position,
        is_fallback=chosen.is_fallback,
        is_documentation=chart.loaded.case.coverage.line_of_business in profile.no_authorization_for,
        letter=profile.letter_kind,
        problems=chart.problems,
    )


def write_requests(query: CaseQuery, folder: Path) -> tuple[Path, ...]:
    """Write the letters that ask others for what is missing into ``folder``, and return their paths.

    Each is whole; one that stands there already is replaced. Raises `Refused` for a case that cannot be read, for a
    text of the practice's own that is not approved (PA57x), and PA2xx for the disk.
    """
    files = pipeline.request_files(query)
    for name, data in files.items():
        write_file(folder / name, data, overwrite=True)
    return tuple(folder / name for name in files)
