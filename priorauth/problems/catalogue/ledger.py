"""The ledger and its audit chain: PA1101 to PA1149."""

from __future__ import annotations

from priorauth.problems.problem_kind import ADMIN, BILLING, ERROR, NOTE, WARNING, ExitCode, Kind, kinds

KINDS: tuple[Kind, ...] = (
    *kinds(
        ExitCode.INPUT_INVALID,
        ("PA1101", ERROR, BILLING, "'{step}' cannot follow '{state}'", "see 'priorauth ledger list' for where the case stands", "A request goes through its steps in order: it is built, sent, decided. A step out of order is usually meant for another case."),
        ("PA1102", ERROR, BILLING, "the case '{case}' is not in the ledger", "build its packet first, or check the id", "The ledger begins with the packet that was built."),
        ("PA1103", ERROR, BILLING, "the day of '{step}' lies before the case's last step ({day})", "check the date", "Steps are recorded in the order in which they happened."),
    ),
    *kinds(
        ExitCode.INPUT_INVALID,
        ("PA1110", ERROR, ADMIN, "the head of the audit chain that the manifest prints is not in the chain", "name the ledger the packet was recorded in with --ledger; if this is the one, look for its backup, since events are missing", "The chain had this head before the packet was built. A chain without it was cut off, written anew, or is another practice's."),
        ("PA1111", NOTE, BILLING, "the manifest prints no head of the audit chain", "build with --record to have one", "The packet was built without --record or before heads were printed. It says nothing about the chain."),
        ("PA1112", WARNING, ADMIN, "the chain has the head that the manifest prints, but no later event that records this packet", "record it: run the same batch again with --record; if it was recorded, look for the ledger's backup", "The run was cut off before it recorded its packets, or the manifest was changed, or the chain's last events were removed."),
    ),
    *kinds(
        ExitCode.OK,
        ("PA1109", NOTE, BILLING, "a draft is not recorded in the ledger", "build it without --draft once nothing is open", "The ledger follows requests from the packet that was sent. A draft is not sent."),
    ),
    *kinds(
        ExitCode.USAGE,
        ("PA1108", ERROR, BILLING, "'{field}' is missing or has not the form it needs", "see 'priorauth ledger --help'", "A step is recorded only when it is complete, since later deadlines are counted from it."),
    ),
    *kinds(
        ExitCode.FILE_ACCESS,
        ("PA1104", ERROR, ADMIN, "the ledger cannot be read or written", "check that its database can be reached and its disk has room", "Nothing was recorded. The step can be taken again."),
        ("PA1105", ERROR, ADMIN, "the ledger was written by a newer version of priorauth", "update priorauth on this machine", "An older version could misread what a newer one has written, so it leaves the ledger alone."),
    ),
    *kinds(
        ExitCode.USAGE,
        ("PA1106", ERROR, ADMIN, "the ledger's URL is not one of SQLite or PostgreSQL", "write it as sqlite:///FILE or postgresql://USER@HOST/NAME", "Only these two have been tested."),
    ),
    *kinds(
        ExitCode.MISSING_TOOL,
        ("PA1107", ERROR, ADMIN, "PostgreSQL's driver is not installed", "install priorauth[postgres]", "The driver is an extra, since most practices keep the ledger in a file."),
    ),
)  # fmt: skip
