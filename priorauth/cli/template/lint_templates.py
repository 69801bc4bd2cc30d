"""`priorauth template lint`: what is wrong with templates and the letterhead, without any case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from priorauth.cli import options
from priorauth.cli.libraries import letter_library, profile_library
from priorauth.cli.problem_output import findings, form_option
from priorauth.files import read_file
from priorauth.letters.lint import lint_file, lint_library, lint_template
from priorauth.payers.model import Profile
from priorauth.practice.approvals.own_files import LETTERHEAD
from priorauth.problems import ExitCode, Problem, Severity
from priorauth.render.docx.letterhead_lint import lint_letterhead

_MAX_LETTERHEAD_BYTES = 20_000_000


@click.command("lint")
@click.argument("names", metavar="[NAME|FILE]...", nargs=-1)
@click.option(
    "--payer",
    "payers",
    metavar="ID",
    multiple=True,
    help="Ask for answers to this profile's criteria alone.",
)
@form_option
@options.json_output
def lint(names: tuple[str, ...], payers: tuple[str, ...], form: str, as_json: bool) -> int:
    """Report everything that is wrong with templates and the letterhead: errors end with 5, warnings with 0.

    NAME is a template's name; FILE is a template, a partial or a letterhead by its path. Without either, all that
    are found are checked.
    """
    problems = tuple(dict.fromkeys(_problems(names, _profiles(payers))))
    click.echo(findings(problems, "json" if as_json else form), nl=False)
    errors = any(p.severity is Severity.ERROR for p in problems)
    return int(ExitCode.TEMPLATE_OR_PROFILE_INVALID if errors else ExitCode.OK)


def _profiles(payers: Sequence[str]) -> tuple[Profile, ...]:
    library = profile_library()
    return tuple(library.load(name).profile for name in payers or library.ids())


def _problems(names: Sequence[str], profiles: Sequence[Profile]) -> Iterator[Problem]:
    library = letter_library()
    if not names:
        yield from lint_library(library, profiles)
        letterhead = library.path_of(LETTERHEAD)
        if letterhead is not None:
            yield from _of_letterhead(letterhead)
    for name in names:
        if name.lower().endswith(".docx"):
            yield from _of_letterhead(Path(name))
        elif name.endswith(".md") or "/" in name or "\\" in name:
            yield from lint_file(library, Path(name), profiles)
        else:
            yield from lint_template(library, name, profiles)


def _of_letterhead(path: Path) -> tuple[Problem, ...]:
    return lint_letterhead(read_file(path, limit_bytes=_MAX_LETTERHEAD_BYTES), str(path))
