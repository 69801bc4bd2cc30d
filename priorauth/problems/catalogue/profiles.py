"""Payer profiles: PA3xx."""

from __future__ import annotations

from priorauth.problems.problem_kind import ADMIN, ERROR, NOTE, WARNING, ExitCode, Kind, kinds

KINDS: tuple[Kind, ...] = (
    *kinds(
        ExitCode.TEMPLATE_OR_PROFILE_INVALID,
        ("PA301", ERROR, ADMIN, "no payer profile has the id '{id}'", "{hint}", "Profiles are found by id in the practice's payer_profiles folder, then among those shipped."),
        ("PA302", ERROR, ADMIN, "the profile's id '{id}' differs from its file name", "give the file the name of its id", "A profile is found by its file name."),
        ("PA303", ERROR, ADMIN, "'extends' goes round in a circle", "remove one of the links", "A profile cannot be its own ancestor."),
        ("PA304", ERROR, ADMIN, "two criteria have the id '{id}'", "give each its own id", "Overrides, checklists and manifests name a criterion by its id."),
        ("PA305", ERROR, ADMIN, "the position '{position}' goes with no criteria", "remove the criteria or change the position", "Where the payer's criteria are not known, the tool cites the policy and judges nothing."),
        ("PA306", ERROR, ADMIN, "the position '{position}' needs criteria", "add the criteria with their source", "A plan that covers with criteria is checked against them."),
        ("PA307", WARNING, ADMIN, "the profile was to be re-read by {review_by}", "read the payer's policy again and move 'review_by'", "Policies change. A stale profile can ask for the wrong things."),
        ("PA308", WARNING, ADMIN, "{count} criteria were not read on the payer's own page", "read them there and raise their grade", "A secondary or inferred criterion may not be what the payer says. The packet marks it."),
        ("PA309", NOTE, ADMIN, "no profile for this payer: the FDA-cleared indication is used", "add a profile when the payer's policy is known", "The packet says that this is not the payer's policy."),
        ("PA310", WARNING, ADMIN, "the code {retired} in the profile is not billable on {day}", "keep it only because the policy prints it", "Some payer lists still print codes that have been retired."),
        ("PA311", ERROR, ADMIN, "the profile overrides '{id}', which it does not inherit", "correct the id", "A replaced criterion must exist in the profile that is extended."),
        ("PA312", WARNING, ADMIN, "the profile names no page of the policy", "add 'policy.url' when the page is known", "A reviewer cannot follow a citation that leads nowhere, and the next reading has no place to start."),
        ("PA313", WARNING, ADMIN, "the position was not read on the payer's own page (it is graded {grade})", "read it there and raise the grade", "Where a payer stands decides which letter goes out. A summary may be wrong or out of date."),
        ("PA314", WARNING, ADMIN, "'review_by' is not after 'retrieved'", "correct one of the two", "The profile was due to be read again before it had been read."),
        ("PA315", WARNING, ADMIN, "the policy takes effect on {effective}", "keep the earlier policy in use until then", "Before its day another policy is in force, and its criteria may differ."),
        ("PA316", WARNING, ADMIN, "an earlier branch takes every line of business of this one", "put it first, or remove it", "The first branch that fits is applied, so this one never is."),
        ("PA330", WARNING, ADMIN, "nothing says where the criterion '{id}' was read", "give it a 'source' with the section or the page, or the policy its 'url'", "A reviewer must be able to find each criterion, and so must whoever reads the policy again."),
        ("PA331", WARNING, ADMIN, "the time limit was not read at its source (it is graded {grade})", "read it there and raise the grade", "A deadline that is counted from a summary may be the wrong one. The ledger prints its source and grade."),
        ("PA332", WARNING, ADMIN, "the carrier's name was not read on its own page (it is graded {grade})", "check which plan the policy belongs to", "The same policy is often hosted by another plan than the one that uses it."),
        ("PA333", WARNING, ADMIN, "'{key}' lies after {day}", "correct the date", "Nothing can have been read or checked on a day that has not come."),
        ("PA334", WARNING, ADMIN, "the time limit has neither 'hours' nor 'days'", "give its length, or take it out", "A limit without a length is no deadline: nothing is counted from it."),
        ("PA335", WARNING, ADMIN, "the file is not found as a profile", "end its name in '.yaml'", "Profiles are found by the name ID.yaml; files with another ending are passed over."),
    ),
    *kinds(
        ExitCode.USAGE,
        ("PA338", ERROR, ADMIN, "the policy was read on {retrieved} already, which is later", "check the day given with --on", "A profile says when it was read last; an earlier reading would take that back."),
        ("PA340", ERROR, ADMIN, "the next reading has to lie after this one", "give a later day with --next", "The profile warns once that day has passed."),
        ("PA341", ERROR, ADMIN, "the day of the reading has not come", "check the day given with --on", "Only what was read can be marked as read."),
        ("PA343", ERROR, ADMIN, "'{id}' is not the practice's own profile, and is left as it is", "make it your own with 'priorauth payer new {id} --copy {id}', or extend it", "A shipped profile is replaced with each version of the tool; a change to it would be lost."),
        ("PA339", ERROR, ADMIN, "'{key}' cannot be changed here by the tool", "change it by hand", "Only a short text on a line of its own is replaced, so that everything else stays as it was written."),
        ("PA336", ERROR, ADMIN, "this cannot be a profile's id", "use letters, digits, '-' and '_', at most 40", "The id is the name of the profile's file, and what cases give as 'coverage.payer'."),
        ("PA337", ERROR, ADMIN, "'{id}' is a shipped profile, which an empty one of the same id would hide", "start from it with --copy {id}, or extend it under another id with --extends {id}", "A practice's own profile comes before a shipped one of the same id."),
    ),
    *kinds(
        ExitCode.FILE_ACCESS,
        ("PA342", ERROR, ADMIN, "there is no such folder of cases", "check the path given with --cases", "Open cases are looked for in the practice's folder 'cases' and in the folders that are named."),
    ),
)  # fmt: skip
