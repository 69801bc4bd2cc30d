"""Criteria and the gate: PA4xx."""

from __future__ import annotations

from priorauth.problems.problem_kind import (
    ADMIN,
    BILLING,
    CLINICIAN,
    ERROR,
    RADIOLOGIST,
    WARNING,
    ExitCode,
    Kind,
    kinds,
)

KINDS: tuple[Kind, ...] = (
    *kinds(
        ExitCode.NOT_READY,
        ("PA401", ERROR, BILLING, "{count} of the things this payer requires are not shown", "see the list; each line names who must act", "A packet is produced only when everything required is documented."),
        ("PA402", ERROR, BILLING, "the override names '{id}', which is not an open gap", "see 'priorauth check' for the ids of open gaps", "Only a gap in the documentation can be overridden. A conflict in the chart or a plan's exclusion cannot."),
        ("PA403", ERROR, BILLING, "an override needs a person and a reason", "add --by and --reason", "The manifest records who let a gap pass, and why."),
        ("PA404", WARNING, CLINICIAN, "{count} disc levels are requested", "confirm that more than two levels are meant", "The clinic's own standard is one or two levels."),
        ("PA405", WARNING, BILLING, "'{id}' cannot be decided: {reason}", "ask the payer", "The payer's own wording leaves it open, so the tool does not decide it."),
        ("PA406", WARNING, RADIOLOGIST, "the Modic change at {place} is hedged in the report", "ask for an addendum that states it, if the payer insists", "\"Suggestive of\" is usable, but the letter shows it as hedged."),
        ("PA407", WARNING, CLINICIAN, "the report describes transitional anatomy", "confirm that the chart and the report number the levels alike", "A transitional vertebra can shift every level by one."),
    ),
    *kinds(
        ExitCode.NOT_READY,
        ("PA408", ERROR, ADMIN, "the case was not held against all of its exhibits", "report this", "Every claim has to meet its exhibit before a letter may make it. Some did not, which is a fault of the program."),
        ("PA409", ERROR, BILLING, "'{key}' was not found in its exhibit", "enclose the page that shows it, or correct the case", "The letter says only what a page of the packet shows."),
    ),
)  # fmt: skip
