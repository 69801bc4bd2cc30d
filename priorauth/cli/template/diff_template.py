"""`priorauth template diff`: the finished letters in two versions, and what becomes of open cases."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import click
from rich.text import Text

from priorauth.cli import options
from priorauth.cli.failures import painted
from priorauth.cli.practice_options import ledger_option, ledger_place, show_unread
from priorauth.operations.templates.compare_letters import (
    ChangedWords,
    ComparedLetters,
    LetterChange,
    ParagraphChange,
    VersionPair,
    compare_letters,
)
from priorauth.problems import ExitCode, Problem


@click.command("diff")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="[NEW]", required=False)
@click.option(
    "--case",
    "cases",
    metavar="CASE",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Compare the letters of this case instead of the made-up ones; may be given several times.",
)
@click.option(
    "--as", "letter", metavar="NAME", help="The letter they are versions of, if their names do not say so."
)
@ledger_option
@options.as_of
@click.option("--show-values", is_flag=True, help="Show the words of real cases' letters; they are a patient's.")
@options.json_output
@options.as_one("versions", VersionPair)
def diff(
    versions: VersionPair, cases: tuple[Path, ...], url: str | None, as_of: date, show_values: bool, as_json: bool
) -> int:
    """Compare the finished letters of two versions of a template, word by word.

    OLD and NEW are each the name of a template (as found now), shipped:NAME, a file, or the SHA-256 of an
    approved one; a NAME alone is compared with the shipped one. The words shown are those of made-up cases. Of the
    practice's open cases it is said which would change and which would break. Ends with 5 when one would break.
    """
    named = [options.case_file(path) for path in cases]
    outcome = compare_letters(ledger_place(url), versions, named, as_of=as_of)
    if as_json:
        click.echo(json.dumps(_as_data(outcome, show_values=show_values), indent=2, ensure_ascii=False))
    else:
        _print(outcome, show_values=show_values)
    show_unread(outcome.unread)
    if outcome.breaks:
        return int(ExitCode.TEMPLATE_OR_PROFILE_INVALID)
    return int(ExitCode.INPUT_INVALID if outcome.unreadable else ExitCode.OK)


def _print(outcome: ComparedLetters, *, show_values: bool) -> None:
    for side, found in (("before", outcome.before), ("after ", outcome.after)):
        click.echo(f"{side}  {found.name} {found.version}  ({found.path}, {found.sha256[:12]})")
    for change in outcome.shown:
        if change.is_used:
            click.echo(f"\n{change.case_id}: {_said(change)}")
            _print_words(change, show_values=show_values)
    click.echo("\nOpen cases")
    for change in outcome.open:
        if change.changes or change.refused_after or change.refused_before:
            click.echo(f"    {change.case_id}: {_said(change)}")
    click.echo(f"    {_counts(outcome)}")


def _said(change: LetterChange) -> str:
    """Say what becomes of a letter, without a word of it."""
    if change.breaks:
        return f"{painted('breaks', 'red')}: {', '.join(map(_code, change.refused_after))}"
    if change.refused_after:
        return f"cannot be written with either: {', '.join(map(_code, change.refused_after))}"
    if change.refused_before:
        return f"{painted('can be written', 'green')}, as it could not before"
    places = ", ".join(dict.fromkeys(item.place for item in change.changes))
    return f"{painted('changes', 'yellow')}: {places}" if places else "the same words"


def _code(flaw: Problem) -> str:
    return f"{flaw.code} at {flaw.where}: {flaw.message}" if str(flaw.where) else f"{flaw.code}: {flaw.message}"


def _print_words(change: LetterChange, *, show_values: bool) -> None:
    """Print a letter's changed paragraphs; a patient's words only where that was asked."""
    from priorauth.cli.side_by_side import show_side_by_side

    if not change.changes:
        return
    if not (change.is_sample or show_values):
        click.echo("    its words are a patient's; --show-values shows them")
        return
    show_side_by_side(("", "before", "after"), _rows(change.changes))


def _rows(changes: Sequence[ParagraphChange]) -> Iterator[tuple[str, Text, Text]]:
    from priorauth.cli.side_by_side import marked

    for change in changes:
        left, right = change.words
        yield change.place, marked(_pairs(left), "[-", "-]", "red"), marked(_pairs(right), "{+", "+}", "green")


def _pairs(pieces: Sequence[ChangedWords]) -> list[tuple[str, bool]]:
    return [(piece.text, piece.is_changed) for piece in pieces]


def _counts(outcome: ComparedLetters) -> str:
    """Count what becomes of the open cases."""
    used = [change for change in outcome.open if change.is_used]
    changing = sum(bool(change.changes) for change in used)
    breaking = sum(change.breaks for change in used)
    kept, without = len(used) - changing - breaking, len(outcome.open) - len(used)
    return (
        f"{changing} would change, {breaking} would break, {kept} would not; {without} have no such document,"
        f" {outcome.closed} are closed, {outcome.unreadable} could not be read."
    )


def _as_data(outcome: ComparedLetters, *, show_values: bool) -> dict[str, object]:
    sides = {"before": outcome.before, "after": outcome.after}
    return {
        "letter": outcome.letter,
        **{
            side: {"file": str(found.path), "version": found.version, "sha256": found.sha256}
            for side, found in sides.items()
        },
        "letters": [_change_as_data(c, words=c.is_sample or show_values) for c in outcome.shown if c.is_used],
        "open_cases": [_change_as_data(c, words=show_values) for c in outcome.open if c.is_used],
        "not_used": sum(not change.is_used for change in outcome.open),
        "closed": outcome.closed,
        "unreadable": outcome.unreadable,
        "problems": [p.as_data() for p in outcome.unread],
    }


def _change_as_data(change: LetterChange, *, words: bool) -> dict[str, object]:
    """Return what becomes of one letter as plain data, with its words where that was asked."""
    return {
        "case_id": change.case_id,
        "breaks": change.breaks,
        "changes": [
            {"place": item.place, **({"before": item.before, "after": item.after} if words else {})}
            for item in change.changes
        ],
        "refused_before": [flaw.as_data() for flaw in change.refused_before],
        "refused_after": [flaw.as_data() for flaw in change.refused_after],
    }
