"""`priorauth template preview`: what a letter looks like, drawn for made-up cases."""

from __future__ import annotations

import json
import time
from pathlib import Path

import click

from priorauth.cli import options
from priorauth.cli.failures import show_problems
from priorauth.cli.output import counted
from priorauth.operations.templates.draw_previews import (
    Drawn,
    Previewed,
    PreviewRequest,
    PreviewSession,
    is_sound,
    open_previews,
    save_preview,
)
from priorauth.problems import ExitCode

_MOMENT = 0.2
"""Seconds between two looks at the files."""


@click.command("preview")
@click.argument("template", metavar="NAME|FILE")
@click.option("--case", "cases", multiple=True, metavar="CASE", help="Only this scenario or case; may be repeated.")
@options.payer
@options.as_of
@click.option("-o", "--out", type=click.Path(path_type=Path), default=Path("previews"), show_default=True)
@click.option("--fax", "is_fax", is_flag=True, help="Draw the pages as a fax brings them, black and white.")
@click.option("--watch", "watches", is_flag=True, help="Draw again whenever the template is saved, until Ctrl-C.")
@click.option("--dry-run", is_flag=True, help="Write nothing; say what was seen.")
@options.json_output
@options.as_one("asked", PreviewRequest)
def preview(asked: PreviewRequest, out: Path, watches: bool, dry_run: bool, as_json: bool) -> int:
    """Draw a letter for the shipped scenarios, each page marked as a draft.

    Says which branches of the template no scenario reaches. A case that is named is drawn as a draft; --payer and
    --as-of concern it alone.
    """
    session = open_previews(Path.cwd(), asked)
    folder = out / session.template
    drawn = session.draw()
    if not dry_run and drawn.drawn:
        save_preview(drawn, folder)
    _show(drawn, folder, dry_run=dry_run, as_json=as_json)
    if watches:
        click.echo(f"Watching {session.template}; stop with Ctrl-C.", err=True)
        session.watch(lambda: _redraw(session, folder, drawn), _wait)
    return int(ExitCode.OK if is_sound(drawn) else ExitCode.TEMPLATE_OR_PROFILE_INVALID)


def _wait() -> bool:
    """Wait a moment between two looks at the files; a watch goes on until it is interrupted."""
    time.sleep(_MOMENT)
    return True


def _redraw(session: PreviewSession, folder: Path, earlier: Previewed) -> None:
    """Draw what changed, and say each letter as soon as it is drawn; a template in mid-edit is only told."""

    def say(drawn: Drawn) -> None:
        click.echo(f"  {drawn.scenario}: {counted(drawn.pages, 'page')}")

    show_problems(session.redraw(folder, earlier, say))


def _show(preview: Previewed, folder: Path, *, dry_run: bool, as_json: bool) -> None:
    reached, outcomes = preview.outcomes.counted()
    if as_json:
        data = {
            "template": preview.template.name,
            "sha256": preview.template.sha256,
            "folder": None if dry_run else str(folder),
            "scenarios": [
                {"scenario": d.scenario, "pages": d.pages, "files": list(d.files)} for d in preview.drawn
            ],
            "branches": {"reached": reached, "of": outcomes},
            "unreached": [p.as_data() for p in preview.unreached],
            "problems": [p.as_data() for p in preview.problems],
        }
        click.echo(json.dumps(data, indent=2))
        return
    show_problems(preview.problems)
    for drawn in preview.drawn:
        click.echo(f"{drawn.scenario}: {counted(drawn.pages, 'page')}")
    for note in preview.unreached:
        click.echo(f"{note.where}: {note.message}")
    click.echo(f"{reached} of {outcomes} outcomes of its conditions were reached.")
    if preview.drawn and not dry_run:
        click.echo(f"The pages are in {folder}.")
