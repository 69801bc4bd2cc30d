"""`priorauth payer approve`: let payer profiles of the practice's own be used."""

from __future__ import annotations

from priorauth.cli.approving import approve_command
from priorauth.payers.own_profiles import check_profiles, files_of_profile
from priorauth.practice.approvals.own_files import PROFILES

approve = approve_command(
    PROFILES,
    files_of_profile,
    check_profiles,
    metavar="ID",
    everything="Every profile of the practice's own.",
    text="Approve payer profiles of the practice's own, each with those of its own that it extends.\n\n"
    "They are linted first; an error refuses the approval, and nothing is entered.",
)
