"""The tool itself: PA9xx."""

from __future__ import annotations

from priorauth.problems.problem_kind import ADMIN, BILLING, ERROR, ExitCode, Kind, kinds

KINDS: tuple[Kind, ...] = (
    *kinds(
        ExitCode.USAGE,
        ("PA901", ERROR, BILLING, "there is no code '{unknown}'", "see 'priorauth explain --all'", "Codes look like PA101."),
        ("PA902", ERROR, BILLING, "{reason}", "see --help", "The command was not understood."),
    ),
    *kinds(
        ExitCode.INTERNAL_ERROR,
        ("PA999", ERROR, ADMIN, "something went wrong inside priorauth ({what})", "report this, without the case; nothing was written", "A fault of the program, not of the input. The message names the kind of fault and the place in the code only, so that no patient data leaks."),
    ),
)  # fmt: skip
