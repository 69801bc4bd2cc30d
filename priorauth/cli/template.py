"""`priorauth template`: the letter templates. Each command is a file of its own, listed in ``COMMANDS``."""

from __future__ import annotations

import click

from priorauth.cli.lazy import LazyGroup

COMMANDS = {
    "list": ("priorauth.cli.template_list:list_templates", "List every template and the file it comes from."),
}


@click.group(cls=LazyGroup, commands_at=COMMANDS)
def template() -> None:
    """List the letter templates."""
