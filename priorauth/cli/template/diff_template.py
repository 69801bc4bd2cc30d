"""`priorauth template diff`: the finished letters in two versions, and what becomes of open cases."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click
from rich.text import Text

from priorauth.assembly.chart import read_chart
from priorauth.authoring.change.open_cases import CASES, OpenCases
from priorauth.authoring.change.paragraph_changes import ParagraphChange, Piece
from priorauth.authoring.change.template_change import LetterChange, Versions, letter_change
from priorauth.authoring.change.template_version import SHIPPED, find_version, letter_of
from priorauth.cli import options
from priorauth.cli.failures import painted
from priorauth.cli.libraries import letter_library
from priorauth.cli.open_case_choice import open_cases, show_unread
from priorauth.cli.recording import ledger_option
from priorauth.files.shipped_data import folder as shipped_folder
from priorauth.practice.settings import nearest_practice
from priorauth.problems import ExitCode, Problem, Refused

_NOTHING = OpenCases((), (), 0, 0)


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What came of the cases whose words are shown, and of the open cases."""

    shown: tuple[LetterChange, ...]
    open: tuple[LetterChange, ...]
    found: OpenCases
    problems: tuple[Problem, ...]

    @property
    def breaking(self) -> tuple[LetterChange, ...]:
        return tuple(change for change in (*self.shown, *self.open) if change.breaks)


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
def diff(
    old: str,
    new: str | None,
    cases: tuple[Path, ...],
    letter: str | None,
    url: str | None,
    as_of: date,
    show_values: bool,
    as_json: bool,
) -> int:
    """Compare the finished letters of two versions of a template, word by word.

    OLD and NEW are each the name of a template (as found now), shipped:NAME, a file, or the SHA-256 of an
    approved one; a NAME alone is compared with the shipped one. The words shown are those of made-up cases. Of the
    practice's open cases it is said which would change and which would break. Ends with 5 when one would break.
    """
    old, new = (f"{SHIPPED}{old}", old) if new is None else (old, new)
    home, library = nearest_practice(Path.cwd()), letter_library()
    found = (find_version(old, library, home), find_version(new, library, home))
    name = letter_of(found, library, letter)
    versions = Versions(name, found[0].as_named(name), found[1].as_named(name))
    versions.load()
    outcome = _outcome(versions, cases, home, url, as_of)
    if as_json:
        click.echo(json.dumps(_as_data(versions, outcome, show_values=show_values), indent=2, ensure_ascii=False))
    else:
        _print(versions, outcome, show_values=show_values)
    show_unread((*outcome.found.problems, *outcome.problems))
    if outcome.breaking:
        return int(ExitCode.TEMPLATE_OR_PROFILE_INVALID)
    return int(ExitCode.INPUT_INVALID if outcome.found.unreadable or outcome.problems else ExitCode.OK)


def _outcome(
    versions: Versions, cases: Sequence[Path], home: Path | None, url: str | None, as_of: date
) -> _Outcome:
    named = [options.case_file(path) for path in cases]
    files = named or sorted((shipped_folder("examples") / "cases").glob("*/case.yaml"))
    compared: dict[Path, LetterChange] = {}

    def change_of(file: Path) -> LetterChange:
        """Compare a case's letters once, whether it is named, open or both."""
        key = file.resolve()
        if key not in compared:
            compared[key] = letter_change(read_chart(file, as_of=as_of), versions, as_of)
        return compared[key]

    shown = tuple(map(change_of, files))
    is_practice = home is not None and (home / CASES).is_dir()
    found = open_cases((), url, as_of) if is_practice else _NOTHING
    changes: list[LetterChange] = []
    problems: list[Problem] = []
    for item in found.cases:
        try:
            changes.append(change_of(item.file))
        except Refused as refused:
            problems += refused.problems
    return _Outcome(shown, tuple(changes), found, tuple(problems))


def _print(versions: Versions, outcome: _Outcome, *, show_values: bool) -> None:
    before, after = versions.load()
    click.echo(f"before  {before.name} {before.version}  ({before.path}, {before.sha256[:12]})")
    click.echo(f"after   {after.name} {after.version}  ({after.path}, {after.sha256[:12]})")
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


def _pairs(pieces: Sequence[Piece]) -> list[tuple[str, bool]]:
    return [(piece.text, piece.is_changed) for piece in pieces]


def _counts(outcome: _Outcome) -> str:
    used = [change for change in outcome.open if change.is_used]
    changing = sum(bool(change.changes) for change in used)
    breaking = sum(change.breaks for change in used)
    unread = outcome.found.unreadable + (len(outcome.found.cases) - len(outcome.open))
    kept, without = len(used) - changing - breaking, len(outcome.open) - len(used)
    return (
        f"{changing} would change, {breaking} would break, {kept} would not; {without} have no such document,"
        f" {outcome.found.closed} are closed, {unread} could not be read."
    )


def _as_data(versions: Versions, outcome: _Outcome, *, show_values: bool) -> dict[str, object]:
    before, after = versions.load()
    sides = {"before": before, "after": after}
    return {
        "letter": versions.name,
        **{
            side: {"file": str(loaded.path), "version": loaded.version, "sha256": loaded.sha256}
            for side, loaded in sides.items()
        },
        "letters": [_change_as_data(c, words=c.is_sample or show_values) for c in outcome.shown if c.is_used],
        "open_cases": [_change_as_data(c, words=show_values) for c in outcome.open if c.is_used],
        "not_used": sum(not change.is_used for change in outcome.open),
        "closed": outcome.found.closed,
        "unreadable": outcome.found.unreadable + (len(outcome.found.cases) - len(outcome.open)),
        "problems": [p.as_data() for p in (*outcome.found.problems, *outcome.problems)],
    }


def _change_as_data(change: LetterChange, *, words: bool) -> dict[str, object]:
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
