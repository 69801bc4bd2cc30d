"""`priorauth payer review`: mark a payer profile as read again, by whom and on which day."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click
from pydantic import ValidationError

from priorauth.cli import options
from priorauth.cli.libraries import profile_library
from priorauth.domain.dates import add_months
from priorauth.files import read_file, write_file
from priorauth.files.shipped_data import folder as shipped_folder
from priorauth.parsing.tree import MAX_BYTES
from priorauth.payers.admin.candidate import candidate, is_file_name
from priorauth.payers.admin.profile_review import MONTHS_BETWEEN, check_days, reviewed
from priorauth.payers.model import Review
from priorauth.practice.settings import find_practice
from priorauth.problems import Refused, Where, problem


@click.command("review")
@click.argument("profile", metavar="ID|FILE")
@click.option("--by", metavar="WHO", required=True, help="Who read the policy.")
@click.option("--on", "on", type=options.Day(), default=options.today, show_default="today", help="When.")
@click.option(
    "--next",
    "next_day",
    type=options.Day(),
    help=f"When to read it again; {MONTHS_BETWEEN} months on, if not given.",
)
@click.option("--note", metavar="TEXT", help="What was found.")
@click.option("--dry-run", is_flag=True, help="Show what would change; write nothing.")
def review(profile: str, by: str, on: date, next_day: date | None, note: str | None, dry_run: bool) -> None:
    """Mark a profile of the practice's own as read again.

    Its 'retrieved' and 'review_by' are moved and the reading is added to 'reviews'; every other character of the
    file stays as it is. A shipped profile is not touched.
    """
    path = _own_file(profile)
    loaded = candidate(str(path), profile_library()).loaded
    due = next_day or add_months(on, MONTHS_BETWEEN)
    check_days(loaded, on, due, options.today())
    data = read_file(path, limit_bytes=MAX_BYTES)
    changed = reviewed(data, str(path), _review(on, by, note), due)
    for line in _changes(data, changed, path.name):
        click.echo(line)
    if not dry_run:
        write_file(path, changed, overwrite=True)
        click.echo(f"wrote {path}", err=True)


def _own_file(name: str) -> Path:
    """Find the file that may be changed. Raises `Refused`: PA301 unknown, PA343 not the practice's own."""
    if is_file_name(name):
        path = Path(name)
        if path.resolve().parent == shipped_folder("payer_profiles").resolve():
            raise Refused([problem("PA343", Where(name), id=path.stem)])
        return path
    practice = find_practice(Path.cwd())
    for folder in practice.profile_folders if practice else ():
        if (path := folder / f"{name}.yaml").is_file():
            return path
    raise Refused([problem("PA343", Where(field=name), id=profile_library().load(name).profile.id)])


def _review(on: date, by: str, note: str | None) -> Review:
    try:
        return Review(on=on, by=by, note=note)
    except ValidationError as error:
        names = ", ".join(f"--{flaw['loc'][0]}" for flaw in error.errors(include_input=False, include_url=False))
        raise click.UsageError(f"{names}: is empty, too long, or has a character that cannot be printed.") from None


def _changes(before: bytes, after: bytes, name: str) -> Iterator[str]:
    old, new = (data.decode("utf-8").splitlines() for data in (before, after))
    return difflib.unified_diff(old, new, name, name, lineterm="", n=1)
