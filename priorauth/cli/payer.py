"""`priorauth payer`: the payer profiles that are found, what they say, and what is wrong with them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import click

from priorauth.cli import options
from priorauth.cli.failures import show_problems
from priorauth.payers.describe import describe
from priorauth.payers.library import ProfileLibrary, default_library
from priorauth.payers.lint import lint_profile
from priorauth.practice import find_practice
from priorauth.problems import ExitCode, Severity


@click.group()
def payer() -> None:
    """List, show and lint payer profiles."""


def _library() -> ProfileLibrary:
    practice = find_practice(Path.cwd())
    return default_library(practice.profile_folders if practice else ())


@payer.command("list")
@options.json_output
def list_profiles(as_json: bool) -> None:
    """List every profile with the payer's position."""
    library = _library()
    profiles = [library.load(profile_id).profile for profile_id in library.ids()]
    if as_json:
        rows = [
            {"id": p.id, "carrier": p.carrier.name, "position": p.position.value, "grade": p.grade.value}
            for p in profiles
        ]
        click.echo(json.dumps(rows, indent=2))
        return
    for profile in profiles:
        click.echo(f"{profile.id:26} {profile.position.value:22} {profile.grade.value:10} {profile.carrier.name}")


@payer.command("show")
@click.argument("profile_id", metavar="ID")
@options.json_output
def show(profile_id: str, as_json: bool) -> None:
    """Show what a profile says, with the source of every line."""
    loaded = _library().load(profile_id)
    if as_json:
        click.echo(json.dumps(loaded.profile.model_dump(mode="json"), indent=2, ensure_ascii=False))
        return
    for line in describe(loaded.profile):
        click.echo(line)


@payer.command("lint")
@click.argument("profile_ids", metavar="[ID]...", nargs=-1)
@options.as_of
@options.json_output
def lint(profile_ids: tuple[str, ...], as_of: date, as_json: bool) -> int:
    """Report what is wrong with profiles: errors end with 5, warnings with 0."""
    library = _library()
    problems = [p for i in profile_ids or library.ids() for p in lint_profile(library.load(i), as_of)]
    if as_json:
        click.echo(json.dumps([p.as_data() for p in problems], indent=2))
    else:
        show_problems(problems)
        click.echo(f"{len(problems)} findings in {len(profile_ids or library.ids())} profiles.")
    errors = any(p.severity is Severity.ERROR for p in problems)
    return int(ExitCode.TEMPLATE_OR_PROFILE_INVALID if errors else ExitCode.OK)
