"""`priorauth payer diff`: two profiles' rules side by side."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict

import click

from priorauth.cli import options
from priorauth.cli.libraries import profile_library
from priorauth.payers.admin.candidate import Candidate, candidate
from priorauth.payers.admin.profile_diff import Comparison, Difference, compare

NOTHING = "(not said)"


@click.command("diff")
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@options.json_output
def diff(before: str, after: str, as_json: bool) -> None:
    """Show what profiles A and B, each an id, a file or shipped:ID, say otherwise, for each line of business.

    Ends with 0 whether they differ or not; --json says which, as "same".
    """
    library = profile_library()
    old, new = candidate(before, library), candidate(after, library)
    found = compare(old.loaded.profile, new.loaded.profile)
    if as_json:
        click.echo(json.dumps(_as_data(old, new, found), indent=2, ensure_ascii=False))
        return
    if not found:
        click.echo("The two say the same for every line of business.")
    for comparison in found:
        click.echo(f"For {_lines(comparison)}:")
        _table(old, new, comparison)


def _lines(comparison: Comparison) -> str:
    if comparison.is_for_all:
        return "every line of business"
    return ", ".join(line.value.replace("_", " ") for line in comparison.lines_of_business)


def _table(old: Candidate, new: Candidate, comparison: Comparison) -> None:
    from priorauth.cli.side_by_side import show_side_by_side

    titles = ("", f"A: {old.id} ({old.loaded.path.name})", f"B: {new.id} ({new.loaded.path.name})")
    show_side_by_side(titles, _rows(comparison.differences))


def _rows(differences: tuple[Difference, ...]) -> Iterator[tuple[str, str, str]]:
    for item in differences:
        what = f"{item.about}: {item.field}" if item.field else item.about
        yield what, _text(item.before), _text(item.after)


def _text(said: str | None) -> str:
    return NOTHING if said is None else said


def _as_data(old: Candidate, new: Candidate, found: tuple[Comparison, ...]) -> dict[str, object]:
    return {
        "before": {"id": old.id, "file": str(old.loaded.path), "sha256": old.loaded.sha256},
        "after": {"id": new.id, "file": str(new.loaded.path), "sha256": new.loaded.sha256},
        "same": not found,
        "comparisons": [asdict(comparison) for comparison in found],
    }
