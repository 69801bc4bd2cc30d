"""`priorauth payer`: the payer profiles. Each command is named in ``COMMANDS``."""

from __future__ import annotations

import click

from priorauth.cli.lazy import LazyGroup

COMMANDS = {
    "list": ("priorauth.cli.payer.profile_commands:list_profiles", "List every profile with the payer's position."),
    "show": (
        "priorauth.cli.payer.profile_commands:show_profile",
        "Show what a profile says, with the source of every line.",
    ),
    "for": ("priorauth.cli.payer.payer_for:payer_for", "Say which rules hold, before anything is built."),
    "new": ("priorauth.cli.payer.profile_commands:new", "Start a profile to fill in, each field explained."),
    "lint": ("priorauth.cli.payer.profile_commands:lint", "Report what is wrong with profiles."),
    "diff": ("priorauth.cli.payer.profile_changes:diff", "Show two profiles' rules side by side."),
    "review": (
        "priorauth.cli.payer.profile_commands:review",
        "Mark a profile as read again, by whom and on which day.",
    ),
    "impact": (
        "priorauth.cli.payer.profile_changes:show_impact",
        "Say which open cases a changed profile would change.",
    ),
    "approve": ("priorauth.cli.approval_commands:approve_profile", "Let profiles of the practice's own be used."),
    "retire": ("priorauth.cli.approval_commands:retire_profile", "End the use of one from a day on."),
    "log": ("priorauth.cli.approval_commands:profile_log", "Show what was approved, by whom and why."),
    "rollback": ("priorauth.cli.approval_commands:rollback_profile", "Bring an earlier approved text back."),
}


@click.group(cls=LazyGroup, commands_at=COMMANDS)
def payer() -> None:
    """Write, check and approve payer profiles, and see what a change reaches."""
