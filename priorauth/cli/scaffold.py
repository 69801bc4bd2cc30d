"""`priorauth init` and `priorauth new`: a practice folder and a case file to fill in."""

from __future__ import annotations

import json
from pathlib import Path

import click

from priorauth.problems import Refused, Where, problem

SCHEMA_FILE = "case.schema.json"


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--dry-run", is_flag=True, help="Say what would be written; write nothing.")
def init(folder: Path, dry_run: bool) -> None:
    """Start a practice folder: settings, and folders for cases, templates and payer profiles."""
    from priorauth.case.case_scaffold import new_practice
    from priorauth.files import read_file, write_tree
    from priorauth.files.shipped_data import folder as shipped_folder

    _must_be_new(folder)
    letterhead = read_file(shipped_folder("templates") / "letterhead.docx", limit_bytes=20_000_000)
    files = {name: text.encode() for name, text in new_practice().items()}
    files["templates/letterhead.docx"] = letterhead
    if not dry_run:
        write_tree(folder, files)
        _approve_as_shipped(folder, "templates/letterhead.docx")
    for name in files:
        click.echo(f"{'would write' if dry_run else 'wrote'} {folder / name}")
    click.echo(f"\nFill in {folder / 'practice.yaml'}, then: cd {folder}/cases && priorauth new CASE_ID")


def _must_be_new(folder: Path) -> None:
    """Raise `Refused` (PA203) for a folder that is there: what somebody has filled in is never replaced."""
    if folder.exists():
        raise Refused([problem("PA203", Where(str(folder)), fix="name a folder that is not there yet")])


def _approve_as_shipped(folder: Path, file: str) -> None:
    """Enter a copy of a shipped file as approved, so that a later version does not take it for an edit."""
    from priorauth import __version__
    from priorauth.cli.options import today
    from priorauth.practice.approvals.decisions import Pending, Signature, approve
    from priorauth.practice.approvals.effective import shipped_sha256

    signature = Signature("priorauth", f"as shipped with version {__version__}", today(), today())
    approve(folder, [Pending(file, shipped_sha256(file) or "", None, ())], signature)


@click.command()
@click.argument("case_id")
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), default=Path(), help="Where to put the case's folder."
)
@click.option("--dry-run", is_flag=True, help="Print the file instead of writing it.")
def new(case_id: str, out: Path, dry_run: bool) -> None:
    """Start a case: a folder CASE_ID with a case file to fill in, each field explained."""
    from priorauth.case.case_scaffold import new_case
    from priorauth.case.json_schema import case_schema
    from priorauth.files import write_tree

    text = new_case(case_id)
    _must_be_new(out / case_id)
    if dry_run:
        click.echo(text, nl=False)
        return
    folder = out / case_id
    files = {"case.yaml": text.encode(), SCHEMA_FILE: json.dumps(case_schema(), indent=2).encode()}
    write_tree(folder, files)
    click.echo(f"wrote {folder / 'case.yaml'}")
    click.echo(f"Put the exhibits beside it, fill it in, then: priorauth check {folder}")
