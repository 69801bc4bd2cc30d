"""`priorauth payer`: the payer profiles. Each command is a file of its own, listed in ``COMMANDS``."""

from __future__ import annotations

import click

from priorauth.cli.lazy import LazyGroup

COMMANDS = {
    "list": ("priorauth.cli.payer.list_profiles:list_profiles", "List every profile with the payer's position."),
    "show": ("priorauth.cli.payer.show_profile:show", "Show what a profile says, with the source of every line."),
    "new": ("priorauth.cli.payer.new_profile:new", "Start a profile to fill in, each field explained."),
    "lint": ("priorauth.cli.payer.lint_profiles:lint", "Report what is wrong with profiles."),
    "diff": ("priorauth.cli.payer.diff_profiles:diff", "Show two profiles' rules side by side."),
    "review": (
        "priorauth.cli.payer.review_profile:review",
        "Mark a profile as read again, by whom and on which day.",
    ),
    "impact": (
        "priorauth.cli.payer.profile_impact:show_impact",
        "Say which open cases a changed profile would change.",
    ),
    "approve": ("priorauth.cli.payer.approve_profile:approve", "Let profiles of the practice's own be used."),
    "retire": ("priorauth.cli.payer.retire_profile:retire", "End the use of one from a day on."),
    "log": ("priorauth.cli.payer.profile_log:log", "Show what was approved, by whom and why."),
    "rollback": ("priorauth.cli.payer.rollback_profile:rollback", "Bring an earlier approved text back."),
}


@click.group(cls=LazyGroup, commands_at=COMMANDS)
def payer() -> None:
    """Write, check and approve payer profiles, and see what a change reaches."""
