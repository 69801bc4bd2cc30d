"""`priorauth batch`: many cases from one worklist.

The group's first word is a command (`map`), or else a worklist, which is given to the command named by
``DEFAULT``. Each command is a file of its own, listed in ``COMMANDS``.
"""

from __future__ import annotations

from typing import Any

import click

from priorauth.cli.lazy import LazyGroup

DEFAULT = "run"
COMMANDS = {
    "map": ("priorauth.cli.batch_map:map_columns", "Say which column of a worklist is which, once for all weeks."),
}


class BatchGroup(LazyGroup):
    """A group whose first word may also be what its default command takes: ``batch WORKLIST``."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; a first word that names none goes to the default command, where there is one."""
        names = self.list_commands(ctx)
        if args and args[0] not in names and DEFAULT in names:
            args = [DEFAULT, *args]
        return super().resolve_command(ctx, args)


def group(commands: dict[str, tuple[str, str]]) -> click.Group:
    """Make the group of these commands."""

    @click.group("batch", cls=BatchGroup, commands_at=commands)
    def batch(**_: Any) -> None:  # noqa: ANN401  (click passes what options there are)
        """Build many cases from a worklist."""

    return batch


batch = group(COMMANDS)
