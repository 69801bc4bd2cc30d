"""`priorauth payer`: the payer profiles. Each command is a file of its own, listed in ``COMMANDS``."""

from __future__ import annotations

import click

from priorauth.cli.lazy import LazyGroup

COMMANDS = {
    "list": ("priorauth.cli.payer_list:list_profiles", "List every profile with the payer's position."),
    "show": ("priorauth.cli.payer_show:show", "Show what a profile says, with the source of every line."),
    "new": ("priorauth.cli.payer_new:new", "Start a profile to fill in, each field explained."),
    "lint": ("priorauth.cli.payer_lint:lint", "Report what is wrong with profiles."),
    "diff": ("priorauth.cli.payer_diff:diff", "Show two profiles' rules side by side."),
    "review": ("priorauth.cli.payer_review:review", "Mark a profile as read again, by whom and on which day."),
    "impact": ("priorauth.cli.payer_impact:show_impact", "Say which open cases a changed profile would change."),
    "approve": ("priorauth.cli.payer_approve:approve", "Let profiles of the practice's own be used."),
    "retire": ("priorauth.cli.payer_retire:retire", "End the use of one from a day on."),
    "log": ("priorauth.cli.payer_log:log", "Show what was approved, by whom and why."),
    "rollback": ("priorauth.cli.payer_rollback:rollback", "Bring an earlier approved text back."),
}


@click.group(cls=LazyGroup, commands_at=COMMANDS)
def payer() -> None:
    """Write, check and approve payer profiles, and see what a change reaches."""
