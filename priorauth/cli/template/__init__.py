"""`priorauth template`: the letter templates. Each command is a file of its own, listed in ``COMMANDS``."""

from __future__ import annotations

import click

from priorauth.cli.lazy import LazyGroup

COMMANDS = {
    "list": ("priorauth.cli.template.list:list_templates", "List every template and the file it comes from."),
    "import": ("priorauth.cli.template.word_import:import_letter_command", "Turn a Word letter into a template."),
    "which": ("priorauth.cli.template.which:which", "Say which file of a letter wins, and why."),
    "fields": ("priorauth.cli.template.fields:fields", "Show what a template needs, and everything it can use."),
    "lint": ("priorauth.cli.template.lint:lint", "Say what is wrong with templates, without any case."),
    "preview": ("priorauth.cli.template.preview:preview", "Draw a letter for made-up cases, as PDF and PNG."),
    "test": ("priorauth.cli.template.test:test", "Hold letters against the sentences they have to say."),
    "diff": ("priorauth.cli.template.diff:diff", "Compare the finished letters of two versions, word by word."),
    "approve": ("priorauth.cli.template.approve:approve", "Let letters of the practice's own be used."),
    "retire": ("priorauth.cli.template.retire:retire", "End the use of one from a day on."),
    "log": ("priorauth.cli.template.log:log", "Show what was approved, by whom and why."),
    "rollback": ("priorauth.cli.template.rollback:rollback", "Bring an earlier approved text back."),
}


@click.group(cls=LazyGroup, commands_at=COMMANDS)
def template() -> None:
    """Write, check and approve the letter templates."""
