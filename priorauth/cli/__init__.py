"""The command line. Each command is imported only when it is called.

`--help` and shell completion therefore load nothing but click.
"""

from __future__ import annotations

import sys

import click

from priorauth.cli.lazy import LazyGroup

COMMANDS = {
    "demo": ("priorauth.cli.getting_started:demo", "Build a made-up case from end to end."),
    "init": ("priorauth.cli.getting_started:init", "Start a practice folder."),
    "new": ("priorauth.cli.getting_started:new", "Start a case file."),
    "intake": ("priorauth.cli.intake:intake", "Read a chart into a draft case."),
    "check": ("priorauth.cli.check:check", "Say what is met, what is missing and who must act."),
    "review": ("priorauth.cli.review:review", "Answer what the chart leaves to a person."),
    "case": ("priorauth.cli.case_commands:case_group", "Bring a case file of the old form into the new one."),
    "build": ("priorauth.cli.build:build", "Make the packet, or say why it cannot be made."),
    "verify": ("priorauth.cli.verify:verify", "Verify a packet against its manifest and its inputs."),
    "batch": ("priorauth.cli.batch:batch", "Build many cases from a worklist."),
    "explain": ("priorauth.cli.troubleshooting:explain", "Explain a problem code."),
    "schema": ("priorauth.cli.getting_started:schema", "Print the JSON Schema of a case or a payer profile."),
    "doctor": ("priorauth.cli.troubleshooting:doctor", "Check that the tool is complete on this machine."),
    "payer": ("priorauth.cli.payer:payer", "Write, check and approve payer profiles."),
    "exhibit": ("priorauth.cli.chart_reading:exhibit", "Show what the reader sees in a report."),
    "chart": ("priorauth.cli.chart_reading:chart", "Show what is understood of a patient's chart."),
    "appeal": ("priorauth.cli.appeal:appeal", "Answer a denial: the letter, its exhibits, a sheet for the call."),
    "ledger": ("priorauth.cli.ledger:ledger", "Keep track of what was sent, decided and is due."),
    "practice": ("priorauth.cli.keeping:practice", "Back up the practice, put it back, let go of a case."),
    "audit": ("priorauth.cli.ledger:audit", "Check the chain of events behind the ledger."),
    "template": ("priorauth.cli.template:template", "Write, check and approve the letter templates."),
}


@click.group(cls=LazyGroup, commands_at=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="priorauth", message="%(prog)s %(version)s")
def cli() -> None:
    """Build prior-authorization packets for basivertebral nerve ablation.

    Nothing goes out that the chart does not support. The tool never signs and never sends.
    """


def main() -> None:
    """Run the command line and exit with a code of `priorauth.problems.ExitCode`, never a traceback."""
    try:
        outcome = cli.main(standalone_mode=False)
    except (Exception, KeyboardInterrupt) as error:
        # Imported only now: the catalogue of problems has no part in a command that goes well or prints its help.
        from priorauth.cli.failures import exit_code_of

        outcome = exit_code_of(error)
    sys.exit(outcome if isinstance(outcome, int) else 0)
