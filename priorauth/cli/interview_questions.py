"""The questions of `priorauth new --interview`, one at a time."""

from __future__ import annotations

import click

from priorauth.operations.interview_case import Interview, InterviewQuestion

_AGAIN = "Another? Leave the first answer empty to go on."


def ask_everything(interview: Interview) -> Interview:
    """Ask what is empty, then for entries of lists that have none; nothing is written."""
    click.echo("An empty answer leaves a field open. Ctrl-C leaves everything as it was.", err=True)
    asked: set[tuple[str, ...]] = set()
    while question := next((item for item in interview.questions() if item.field not in asked), None):
        asked.add(question.field)
        value = _asked(interview, question)
        if value is not None:
            interview = interview.answered(question, value)
    for name, _ in tuple(interview.rows()):
        while row := _row(interview, interview.entry_questions(name)):
            interview = interview.with_row(name, row)
            click.echo(_AGAIN, err=True)
    return interview


def _row(interview: Interview, questions: tuple[InterviewQuestion, ...]) -> dict[str, object]:
    """Return the answers of one entry; none when the first of them is left empty."""
    row: dict[str, object] = {}
    for question in questions:
        value = _asked(interview, question)
        if value is not None:
            row[question.field[-1]] = value
        elif not row:
            return {}
    return row


def _asked(interview: Interview, question: InterviewQuestion) -> object:
    """Ask until the answer can be read, or is empty."""
    choices = f" ({', '.join(question.choices)})" if question.choices else ""
    while said := click.prompt(f"{question.words}{choices}", default="", show_default=False, err=True).strip():
        try:
            return interview.read(question, said)
        except ValueError as error:
            click.echo(f"  It {error}.", err=True)
    return None
