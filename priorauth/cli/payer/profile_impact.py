"""`priorauth payer impact`: which open cases come out otherwise with a changed profile."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from priorauth.authoring.change.impact import Answer, Flip, Impact, Replacement, Side, impact
from priorauth.authoring.change.open_cases import OpenCases
from priorauth.cli import options
from priorauth.cli.failures import painted, show_problems
from priorauth.cli.libraries import profile_library, profiles_in_use
from priorauth.cli.open_case_choice import case_folders, open_cases, show_unread
from priorauth.cli.recording import ledger_option
from priorauth.payers.admin.candidate import Candidate, candidate
from priorauth.payers.library import BASELINE, ProfileLibrary
from priorauth.problems import ExitCode

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
    new = candidate(profile, profile_library())
    old, replacement = _replacement(new, replaces, profiles_in_use(as_of))
    found = open_cases(folders, url, as_of)
    outcome = impact(replacement, found.cases, as_of)
    if as_json:
        click.echo(json.dumps(_as_data(old, new, found, outcome, as_of), indent=2))
    else:
        _print(old, new, found, outcome, as_of)
    show_unread(found.problems)
    show_problems(outcome.problems)
    return int(ExitCode.INPUT_INVALID if found.unreadable or outcome.unjudged else ExitCode.OK)


def _replacement(
    new: Candidate, replaces: str | None, in_use: ProfileLibrary
) -> tuple[Candidate | None, Replacement]:
    """Set the two side by side: the one that packets are built by now, and the changed one."""
    if replaces is not None:
        old = candidate(replaces, in_use)
        return old, Replacement(old.library, new.library, old.id, new.id)
    known = new.id in in_use.ids()
    return (candidate(new.id, in_use) if known else None), Replacement(in_use, new.library, new.id, new.id)


def _print(old: Candidate | None, new: Candidate, found: OpenCases, outcome: Impact, as_of: date) -> None:
    click.echo(f"before  {_named(old)}")
    click.echo(f"after   {_named(new)}")
    click.echo(f"as of   {as_of}")
    for flip in outcome.flips:
        click.echo(f"\n{flip.case_id}  {_standing(flip.before)} → {_standing(flip.after)}")
        for answer in flip.answers:
            click.echo(
                f"    {answer.criterion:<26}  {_said(answer.before)} → {_said(answer.after)}{_weight(answer)}"
            )
        if flip.problems:
            click.echo(f"    held back with either, by its exhibits: {', '.join(flip.problems)}")
    unread = found.unreadable + outcome.unjudged
    others = f"{outcome.elsewhere} are held against other profiles, {found.closed} are closed in the ledger"
    changed = f"open cases that change: {len(outcome.flips)}, that do not: {outcome.unchanged}"
    click.echo(f"\n{changed}; {others}, {unread} could not be read.")


def _named(side: Candidate | None) -> str:
    if side is None:
        return f"no profile of that id; such cases are held against {BASELINE}"
    return f"{side.id}  ({side.loaded.path}, {side.loaded.sha256[:12]})"


def _standing(side: Side) -> str:
    word = painted("ready", "green") if side.ready else painted("not ready", "red")
    return f"{word} ({side.letter.replace('_', ' ')})"


def _said(status: str | None) -> str:
    return "not asked" if status is None else painted(status.replace("_", " "), _TONES[status])


def _weight(answer: Answer) -> str:
    return "" if answer.required else "  (decides nothing)"


def _as_data(
    old: Candidate | None, new: Candidate, found: OpenCases, outcome: Impact, as_of: date
) -> dict[str, object]:
    return {
        "before": _side_as_data(old),
        "after": _side_as_data(new),
        "as_of": as_of.isoformat(),
        "changed": [_flip_as_data(flip) for flip in outcome.flips],
        "unchanged": outcome.unchanged,
        "other_profiles": outcome.elsewhere,
        "closed": found.closed,
        "unreadable": found.unreadable + outcome.unjudged,
        "problems": [p.as_data() for p in (*found.problems, *outcome.problems)],
    }


def _side_as_data(side: Candidate | None) -> dict[str, str] | None:
    if side is None:
        return None
    return {"id": side.id, "file": str(side.loaded.path), "sha256": side.loaded.sha256}


def _flip_as_data(flip: Flip) -> dict[str, object]:
    return {"case_id": flip.case_id, **{name: value for name, value in asdict(flip).items() if name != "case_id"}}
