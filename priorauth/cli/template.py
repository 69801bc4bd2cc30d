"""`priorauth template`: the letter templates. Each command is a file of its own, listed in ``COMMANDS``."""

from __future__ import annotations

import click

from priorauth.cli.lazy import LazyGroup

COMMANDS = {
    "list": ("priorauth.cli.template_list:list_templates", "List every template and the file it comes from."),
    "lint": (
        "priorauth.cli.template_lint:lint",
        "Say what is wrong with templates, without any case.",
    ),
    "fields": ("priorauth.cli.template_fields:fields", "Show what a template needs, and everything it can use."),
}


@click.group(cls=LazyGroup, commands_at=COMMANDS)
def template() -> None:
    """List and check the letter templates."""
