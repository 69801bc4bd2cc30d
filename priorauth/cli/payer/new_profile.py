"""`priorauth payer new`: a payer profile to fill in, to extend, or to change a copy of."""

from __future__ import annotations

from pathlib import Path

import click

from priorauth.cli.libraries import profile_library
from priorauth.files import write_file
from priorauth.payers.admin.profile_copy import copy_of
from priorauth.payers.admin.profile_scaffold import check_id, heir, new_profile
from priorauth.payers.library import ProfileLibrary, default_library
from priorauth.practice.settings import find_practice
from priorauth.problems import Refused, Where, problem


@click.command("new")
@click.argument("profile_id", metavar="ID")
@click.option("--extends", "parent_id", metavar="ID", help="Start from another profile and give only what differs.")
@click.option("--copy", "copied_id", metavar="ID", help="Start from a copy of a profile, comments and all.")
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    help="The folder to put it in; the practice's, if none is given.",
)
@click.option("--dry-run", is_flag=True, help="Print the file instead of writing it.")
def new(profile_id: str, parent_id: str | None, copied_id: str | None, out: Path | None, dry_run: bool) -> None:
    """Start a payer profile: a file ID.yaml to fill in, each field explained."""
    if parent_id and copied_id:
        raise click.UsageError("--extends and --copy cannot go together.")
    text = _text(profile_id, parent_id, copied_id, profile_library())
    if dry_run:
        click.echo(text, nl=False)
        return
    file = (out or _own_folder()) / f"{profile_id}.yaml"
    if file.exists():
        raise Refused([problem("PA203", Where(str(file)), fix="edit that file, or choose another id")])
    write_file(file, text.encode())
    click.echo(f"wrote {file}")
    click.echo(f"Fill it in, then: priorauth payer lint {file}", err=True)


def _text(profile_id: str, parent_id: str | None, copied_id: str | None, library: ProfileLibrary) -> str:
    if copied_id:
        check_id(profile_id)
        return copy_of(library.load(copied_id), profile_id)
    if parent_id:
        text = heir(profile_id, parent_id)
        library.load(parent_id)
        return text
    text = new_profile(profile_id)
    if profile_id in default_library().ids():
        raise Refused([problem("PA337", Where(field=profile_id), id=profile_id)])
    return text


def _own_folder() -> Path:
    practice = find_practice(Path.cwd())
    return practice.profile_folders[0] if practice else Path()
