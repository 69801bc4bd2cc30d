"""Taking a chart in: PA14xx."""

from __future__ import annotations

from priorauth.problems.problem_kind import BILLING, ERROR, ExitCode, ProblemKind, kinds

KINDS: tuple[ProblemKind, ...] = (
    *kinds(
        ExitCode.INPUT_INVALID,
        ("PA1401", ERROR, BILLING, "no page prints a name and a birth date together, or two patients are printed equally often", "say whose chart it is with --name and --born, as the insurance card has them", "Nothing is taken from a page before it is known whose chart it is, and between two patients nobody guesses."),
        ("PA1402", ERROR, BILLING, "another patient's name or birth date is printed here: {pages}", "leave this file out, or print the chart again without these pages, and report them as your practice does", "Another patient's record must not be read into this case, and must not be sent."),
        ("PA1403", ERROR, BILLING, "--name and --born belong together", "give both, as the insurance card has them", "Two patients can have one name, and two can be born on one day."),
        ("PA1404", ERROR, BILLING, "the case file has no field that a person is asked for here", "start it with 'priorauth new' or 'priorauth intake'", "The interview fills in a case file; a file of another form is left as it is."),
    ),
)  # fmt: skip
