"""`priorauth template preview`: what a letter looks like, drawn for made-up cases."""

from __future__ import annotations

import json
import time
from datetime import date
from pathlib import Path

import click

from priorauth.authoring.trial.preview import Drawn, Previewed, Previews
from priorauth.authoring.trial.watch import stamp_of, watch
from priorauth.cli import options
from priorauth.cli.counting import counted
from priorauth.cli.failures import show_problems
from priorauth.cli.libraries import letter_library
from priorauth.cli.template.scenario_choice import staged_scenarios
from priorauth.files import write_file, write_tree
from priorauth.letters.templates.template_library import TemplateLibrary
from priorauth.problems import ExitCode, Refused, Severity, Where, problem

_MOMENT = 0.2
"""Seconds between two looks at the files."""


@click.command("preview")
@click.argument("template", metavar="NAME|FILE")
@click.option("--case", "cases", multiple=True, metavar="CASE", help="Only this scenario or case; may be repeated.")
@options.payer
@options.as_of
@click.option("-o", "--out", type=click.Path(path_type=Path), default=Path("previews"), show_default=True)
@click.option("--fax", is_flag=True, help="Draw the pages as a fax brings them, black and white.")
@click.option("--watch", "watches", is_flag=True, help="Draw again whenever the template is saved, until Ctrl-C.")
@click.option("--dry-run", is_flag=True, help="Write nothing; say what was seen.")
@options.json_output
def preview(
    template: str,
    cases: tuple[str, ...],
    payer: str | None,
    as_of: date,
    out: Path,
    fax: bool,
    watches: bool,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Draw a letter for the shipped scenarios, each page marked as a draft.

    Says which branches of the template no scenario reaches. A case that is named is drawn as a draft; --payer and
    --as-of concern it alone.
    """
    library, name = library_with(template)
    library.load(name)
    previews = Previews(staged_scenarios(cases, template=name, as_of=as_of, payer=payer), is_fax=fax)
    folder = out / name
    previewed = previews.draw(name, library)
    if not previewed.drawn and not previewed.problems:
        raise Refused([problem("PA618", Where(str(previewed.template.path)), name=name)])
    if not dry_run and previewed.drawn:
        write_tree(folder, previewed.files, overwrite=True)
    _show(previewed, folder, dry_run=dry_run, as_json=as_json)
    if watches:
        click.echo(f"Watching {name}; stop with Ctrl-C.", err=True)
        watch(
            lambda: stamp_of(library.folders),
            lambda: _redraw(previews, name, library, folder, len(previewed.drawn)),
            _wait,
        )
    return int(_outcome(previewed))


def library_with(template: str) -> tuple[TemplateLibrary, str]:
    """Give the library to draw from and the template's name; a file's own folder comes first in it."""
    library, path = letter_library(), Path(template)
    if path.suffix == ".md" or len(path.parts) > 1:
        return TemplateLibrary((path.parent, *library.folders)), path.stem
    return library, template


def _wait() -> bool:
    time.sleep(_MOMENT)
    return True


def _redraw(previews: Previews, name: str, library: TemplateLibrary, folder: Path, before: int) -> None:
    """Draw what changed, and write each letter as soon as it is drawn; a template in mid-edit is only told.

    ``before`` letters were drawn at first; a page that one of them no longer has goes once all are drawn again.
    """

    def written(drawn: Drawn) -> None:
        for file, data in drawn.files.items():
            write_file(folder / file, data, overwrite=True)
        click.echo(f"  {drawn.scenario}: {counted(drawn.pages, 'page')}")

    try:
        previewed = previews.draw(name, library, written)
        show_problems(previewed.problems)
        if len(previewed.drawn) == before:
            write_tree(folder, previewed.files, overwrite=True)  # takes pages away that the letter no longer has
    except Refused as refused:
        show_problems(refused.problems)


def _outcome(previewed: Previewed) -> ExitCode:
    is_wrong = any(p.severity is Severity.ERROR and p.code != "PA596" for p in previewed.problems)
    return ExitCode.TEMPLATE_OR_PROFILE_INVALID if is_wrong else ExitCode.OK


def _show(previewed: Previewed, folder: Path, *, dry_run: bool, as_json: bool) -> None:
    came, possible = previewed.outcomes.counted()
    if as_json:
        data = {
            "template": previewed.template.name,
            "sha256": previewed.template.sha256,
            "folder": None if dry_run else str(folder),
            "scenarios": [
                {"scenario": d.scenario, "pages": d.pages, "files": list(d.files)} for d in previewed.drawn
            ],
            "branches": {"reached": came, "of": possible},
            "unreached": [p.as_data() for p in previewed.unreached],
            "problems": [p.as_data() for p in previewed.problems],
        }
        click.echo(json.dumps(data, indent=2))
        return
    show_problems(previewed.problems)
    for drawn in previewed.drawn:
        click.echo(f"{drawn.scenario}: {counted(drawn.pages, 'page')}")
    for note in previewed.unreached:
        click.echo(f"{note.where}: {note.message}")
    click.echo(f"{came} of {possible} outcomes of its conditions were reached.")
    if previewed.drawn and not dry_run:
        click.echo(f"The pages are in {folder}.")
