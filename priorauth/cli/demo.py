"""`priorauth demo`: a made-up practice and case, from end to end."""

from __future__ import annotations

from pathlib import Path

import click

from priorauth.operations.build_packet import DEMO_DAY, build_demo


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path("demo-packet"), metavar="[DIR]")
@click.option("--force", is_flag=True, help="Replace an earlier demo.")
def demo(folder: Path, force: bool) -> None:
    """Copy the made-up practice into DIR and build its clean case there as PDF and DOCX."""
    built = build_demo(folder, overwrite=force)
    click.echo(f"A made-up practice is in {folder}; its packet has {built.pages} pages:")
    for path in built.files:
        click.echo(f"  {path}")
    click.echo(f"\nNext: priorauth check {folder}/cases/gaps --as-of {DEMO_DAY}")
