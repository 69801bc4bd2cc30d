"""`priorauth template`: the letter templates. Each command is named in ``COMMANDS``."""

from __future__ import annotations

import click

from priorauth.cli.lazy import LazyGroup

COMMANDS = {
    "list": (
        "priorauth.cli.template.template_commands:list_templates",
        "List every template and the file it comes from.",
    ),
    "import": (
        "priorauth.cli.template.import_template:import_letter_command",
        "Turn a Word letter into a template.",
    ),
    "which": ("priorauth.cli.template.template_commands:which", "Say which file of a letter wins, and why."),
    "fields": (
        "priorauth.cli.template.template_commands:fields",
        "Show what a template needs, and everything it can use.",
    ),
    "lint": (
        "priorauth.cli.template.template_commands:lint",
        "Say what is wrong with templates, without any case.",
    ),
    "settle": (
        "priorauth.cli.template.settle_sentences_command:settle",
        "Approve what a letter says of every patient, sentence by sentence.",
    ),
    "preview": (
        "priorauth.cli.template.preview_template:preview",
        "Draw a letter for made-up cases, as PDF and PNG.",
    ),
    "test": (
        "priorauth.cli.template.template_commands:test",
        "Hold letters against the sentences they have to say.",
    ),
    "diff": (
        "priorauth.cli.template.diff_template:diff",
        "Compare the finished letters of two versions, word by word.",
    ),
    "approve": ("priorauth.cli.approval_commands:approve_template", "Let letters of the practice's own be used."),
    "retire": ("priorauth.cli.approval_commands:retire_template", "End the use of one from a day on."),
    "log": ("priorauth.cli.approval_commands:template_log", "Show what was approved, by whom and why."),
    "rollback": ("priorauth.cli.approval_commands:rollback_template", "Bring an earlier approved text back."),
}


@click.group(cls=LazyGroup, commands_at=COMMANDS)
def template() -> None:
    """Write, check and approve the letter templates."""
