"""`priorauth template approve`: let letters of the practice's own be used."""

from __future__ import annotations

from priorauth.cli.approving import approve_command
from priorauth.operations.approvals.text_kinds import TextKind

approve = approve_command(
    TextKind.TEMPLATE,
    metavar="NAME",
    everything="Every template, partial and letterhead of the practice's own.",
    text="Approve letters of the practice's own, each with the partials it includes, for every payer and kind of "
    "case.\n\nNAME is that of a letter, or of one file, such as partials/signature, payers/hcsc/partials/signature "
    "or letterhead. What they go into is checked first; an error refuses the approval, and nothing is entered.",
)
