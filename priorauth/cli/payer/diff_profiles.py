"""`priorauth payer diff`: two profiles' rules side by side."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import click

from priorauth.cli import options
from priorauth.operations.profiles.compare_profiles import (
    ComparedProfiles,
    Comparison,
    Difference,
    ProfileVersion,
    compare_profiles,
)

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
        click.echo(json.dumps(_as_data(compared), indent=2, ensure_ascii=False))
        return
    if not compared.comparisons:
        click.echo("The two say the same for every line of business.")
    for comparison in compared.comparisons:
        click.echo(f"For {_lines(comparison)}:")
        _table(compared, comparison)


def _lines(comparison: Comparison) -> str:
    if comparison.is_for_all:
        return "every line of business"
    return ", ".join(line.value.replace("_", " ") for line in comparison.lines_of_business)


def _table(compared: ComparedProfiles, comparison: Comparison) -> None:
    from priorauth.cli.side_by_side import show_side_by_side

    old, new = compared.before, compared.after
    titles = ("", f"A: {old.id} ({old.file.name})", f"B: {new.id} ({new.file.name})")
    show_side_by_side(titles, _rows(comparison.differences))


def _rows(differences: tuple[Difference, ...]) -> Iterator[tuple[str, str, str]]:
    for item in differences:
        what = f"{item.about}: {item.field}" if item.field else item.about
        yield what, _text(item.before), _text(item.after)


def _text(said: str | None) -> str:
    return NOTHING if said is None else said


def _as_data(compared: ComparedProfiles) -> dict[str, object]:
    return {
        "before": version_as_data(compared.before),
        "after": version_as_data(compared.after),
        "same": not compared.comparisons,
        "comparisons": [asdict(comparison) for comparison in compared.comparisons],
    }


def version_as_data(version: ProfileVersion) -> dict[str, str]:
    """Return a profile that was compared, as plain data."""
    return {"id": version.id, "file": str(version.file), "sha256": version.sha256}
