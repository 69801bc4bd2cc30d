"""`priorauth demo`: a made-up practice and case, from end to end."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from priorauth.assembly import pipeline
from priorauth.assembly.pipeline import Order

DEMO_CASE = "clean-three-bodies"
DEMO_DAY = date(2026, 11, 24)
"""The day the made-up cases speak as of; a later day would let their coverage and studies age."""


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path("demo-packet"), metavar="[DIR]")
@click.option("--force", is_flag=True, help="Replace an earlier demo.")
def demo(folder: Path, force: bool) -> None:
    """Copy the made-up practice into DIR and build its clean case there as PDF and DOCX."""
    from priorauth.files import write_tree
    from priorauth.files.shipped_data import folder as shipped_folder

    source = shipped_folder("examples")
    files = {
        str(path.relative_to(source)): path.read_bytes()
        for path in sorted(source.rglob("*"))
        if path.is_file() and path.suffix != ".py" and "__pycache__" not in path.parts
    }
    write_tree(folder, files, overwrite=force)
    built = pipeline.build(
        Order(case_file=folder / "cases" / DEMO_CASE / "case.yaml", as_of=DEMO_DAY, out=folder / "packets")
    )
    click.echo(f"A made-up practice is in {folder}; its packet has {built.pages} pages:")
    for path in built.files:
        click.echo(f"  {path}")
    click.echo(f"\nNext: priorauth check {folder}/cases/gaps --as-of {DEMO_DAY}")
