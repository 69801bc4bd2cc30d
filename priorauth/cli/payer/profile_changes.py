"""`priorauth payer diff` and `impact`: two profiles' rules side by side, and which open cases a change reaches."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from priorauth.cli import options
from priorauth.cli.failures import painted, show_problems
from priorauth.cli.practice_options import (
    case_folders,
    ledger_option,
    ledger_place,
    require_case_folders,
    show_unread,
)
from priorauth.operations.profiles.compare_profiles import (
    Candidate,
    ComparedProfiles,
    Comparison,
    Difference,
    ProfileImpact,
    ProfileJudgment,
    compare_profiles,
    measure_profile_impact,
)
from priorauth.problems import ExitCode

NOTHING = "(not said)"


@click.command("diff")
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@options.json_output
def diff(before: str, after: str, as_json: bool) -> None:
    """Show what profiles A and B, each an id, a file or shipped:ID, say otherwise, for each line of business.

    Ends with 0 whether they differ or not; --json says which, as "same".
    """
    compared = compare_profiles(Path.cwd(), before, after)
    if as_json:
        click.echo(json.dumps(_comparison_as_data(compared), indent=2, ensure_ascii=False))
        return
    if not compared.comparisons:
        click.echo("The two say the same for every line of business.")
    for comparison in compared.comparisons:
        click.echo(f"For {_lines(comparison)}:")
        _table(compared, comparison)


def _lines(comparison: Comparison) -> str:
    if comparison.is_for_all:
        return "every line of business"
    lines = ", ".join(line.value.replace("_", " ") for line in comparison.lines_of_business)
    return f"{lines} in {'; '.join(comparison.places)}" if comparison.places else lines


def _table(compared: ComparedProfiles, comparison: Comparison) -> None:
    """Print the two profiles' rules side by side, those that differ."""
    from priorauth.cli.side_by_side import show_side_by_side

    old, new = compared.before, compared.after
    titles = ("", f"A: {old.id} ({old.loaded.path.name})", f"B: {new.id} ({new.loaded.path.name})")
    show_side_by_side(titles, _rows(comparison.differences))


def _rows(differences: tuple[Difference, ...]) -> Iterator[tuple[str, str, str]]:
    for item in differences:
        what = f"{item.about}: {item.field}" if item.field else item.about
        yield what, _text(item.before), _text(item.after)


def _text(said: str | None) -> str:
    return NOTHING if said is None else said


def _comparison_as_data(compared: ComparedProfiles) -> dict[str, object]:
    return {
        "before": version_as_data(compared.before),
        "after": version_as_data(compared.after),
        "same": not compared.comparisons,
        "comparisons": [asdict(comparison) for comparison in compared.comparisons],
    }


def version_as_data(version: Candidate) -> dict[str, str]:
    """Return a profile that was compared, as plain data."""
    return {"id": version.id, "file": str(version.loaded.path), "sha256": version.loaded.sha256}


_TONES = {"met": "green", "not_met": "red", "not_documented": "yellow"}


@click.command("impact")
@click.argument("profile", metavar="FILE|ID")
@click.option(
    "--replaces", metavar="ID", help="The profile it takes the place of, by id or file; else that of its id."
)
@case_folders
@ledger_option
@options.as_of
@options.json_output
def show_impact(
    profile: str, replaces: str | None, folders: tuple[Path, ...], url: str | None, as_of: date, as_json: bool
) -> int:
    """Say which open cases come out otherwise when the profile FILE|ID replaces the one in use.

    Cases are named by their ids; nothing of a chart is printed. Ends with 3 when a case could not be read.
    """
    require_case_folders(folders)
    outcome = measure_profile_impact(ledger_place(url), profile, replaces=replaces, folders=folders, as_of=as_of)
    if as_json:
        click.echo(json.dumps(_impact_as_data(outcome, as_of), indent=2))
    else:
        _print(outcome, as_of)
    show_unread(outcome.unread)
    show_problems(outcome.unjudged)
    return int(ExitCode.INPUT_INVALID if outcome.unreadable else ExitCode.OK)


def _print(outcome: ProfileImpact, as_of: date) -> None:
    before = (
        _named(outcome.before)
        if outcome.before
        else f"no approved profile of that id; such cases are compared with {outcome.stand_in}"
    )
    click.echo(f"before  {before}")
    click.echo(f"after   {_named(outcome.after)}")
    click.echo(f"as of   {as_of}")
    for flip in outcome.flips:
        click.echo(f"\n{flip.case_id}  {_readiness(flip.before)} → {_readiness(flip.after)}")
        for answer in flip.answers:
            weight = "" if answer.required else "  (decides nothing)"
            click.echo(f"    {answer.criterion:<26}  {_said(answer.before)} → {_said(answer.after)}{weight}")
        if flip.problems:
            click.echo(f"    held back with either, by its exhibits: {', '.join(flip.problems)}")
    if outcome.undecided:
        click.echo("\nno change, as it is not known which rules hold:")
    for case in outcome.undecided:
        click.echo(f"    {case.case_id}  give {', '.join(case.missing)}")
    others = f"{outcome.elsewhere} are held against other profiles, {outcome.closed} are closed in the ledger"
    changed = f"open cases that change: {len(outcome.flips)}, that do not: {outcome.unchanged}"
    click.echo(f"\n{changed}; {others}, {outcome.unreadable} could not be read.")


def _named(version: Candidate) -> str:
    """Name a profile by its id, its file and the beginning of its hash."""
    return f"{version.id}  ({version.loaded.path}, {version.loaded.sha256[:12]})"


def _readiness(side: ProfileJudgment) -> str:
    """Say whether a packet could be made, and with which letter."""
    word = painted("ready", "green") if side.ready else painted("not ready", "red")
    return f"{word} ({side.letter.replace('_', ' ')})"


def _said(status: str | None) -> str:
    return "not asked" if status is None else painted(status.replace("_", " "), _TONES[status])


def _impact_as_data(outcome: ProfileImpact, as_of: date) -> dict[str, object]:
    return {
        "before": version_as_data(outcome.before) if outcome.before else None,
        "after": version_as_data(outcome.after),
        "as_of": as_of.isoformat(),
        "changed": [asdict(flip) for flip in outcome.flips],
        "unchanged": outcome.unchanged,
        "undecided": [asdict(case) for case in outcome.undecided],
        "other_profiles": outcome.elsewhere,
        "closed": outcome.closed,
        "unreadable": outcome.unreadable,
        "problems": [p.as_data() for p in (*outcome.unread, *outcome.unjudged)],
    }
