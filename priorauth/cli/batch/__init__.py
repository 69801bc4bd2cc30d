"""`priorauth batch`: many cases from one worklist.

The group's first word is a command (`map`); anything else, a worklist or an option, goes to the command that is
named by ``DEFAULT``. Each command is named in ``COMMANDS``.
"""

from __future__ import annotations

from typing import Any

import click

from priorauth.cli.lazy import LazyGroup

DEFAULT = "run"
COMMANDS = {
    "run": (
        "priorauth.cli.batch.run:run_worklist",
        "Build a worklist's packets; 'batch WORKLIST' does the same.",
    ),
    "map": ("priorauth.cli.batch.map:map_columns", "Say which column of a worklist is which, once for all weeks."),
}


class BatchGroup(LazyGroup):
    """A group whose first word may also be what its default command takes: ``batch WORKLIST``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take the first word as a command; one that names none goes to the default command, where there is one."""
        names = self.list_commands(ctx)
        if args and args[0] not in (*names, *ctx.help_option_names) and DEFAULT in names:
            args = [DEFAULT, *args]
        return super().parse_args(ctx, args)


def group(commands: dict[str, tuple[str, str]]) -> click.Group:
    """Make the group of these commands."""

    @click.group("batch", cls=BatchGroup, commands_at=commands)
    def batch(**_: Any) -> None:  # noqa: ANN401  (click passes what options there are)
        """Build many cases from a worklist."""

    return batch


batch = group(COMMANDS)
