"""`priorauth payer`: the payer profiles. Each command is a file of its own, listed in ``COMMANDS``."""

from __future__ import annotations

import click

from priorauth.cli.lazy import LazyGroup

COMMANDS = {
    "list": ("priorauth.cli.payer.list:list_profiles", "List every profile with the payer's position."),
    "show": ("priorauth.cli.payer.show:show", "Show what a profile says, with the source of every line."),
    "new": ("priorauth.cli.payer.new:new", "Start a profile to fill in, each field explained."),
    "lint": ("priorauth.cli.payer.lint:lint", "Report what is wrong with profiles."),
    "diff": ("priorauth.cli.payer.diff:diff", "Show two profiles' rules side by side."),
    "review": ("priorauth.cli.payer.review:review", "Mark a profile as read again, by whom and on which day."),
    "impact": ("priorauth.cli.payer.impact:show_impact", "Say which open cases a changed profile would change."),
    "approve": ("priorauth.cli.payer.approve:approve", "Let profiles of the practice's own be used."),
    "retire": ("priorauth.cli.payer.retire:retire", "End the use of one from a day on."),
    "log": ("priorauth.cli.payer.log:log", "Show what was approved, by whom and why."),
    "rollback": ("priorauth.cli.payer.rollback:rollback", "Bring an earlier approved text back."),
}


@click.group(cls=LazyGroup, commands_at=COMMANDS)
def payer() -> None:
    """Write, check and approve payer profiles, and see what a change reaches."""
