"""`priorauth payer review`: mark a payer profile as read again, by whom and on which day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click
from pydantic import ValidationError

from priorauth.cli import options
from priorauth.operations.profiles.maintain_profiles import (
    MONTHS_BETWEEN,
    Review,
    mark_profile_reviewed,
    plan_review,
)


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
    plan = plan_review(Path.cwd(), profile, _review(on, by, note), next_day, today=options.today())
    for line in plan.changes:
        click.echo(line)
    if not dry_run:
        mark_profile_reviewed(plan)
        click.echo(f"wrote {plan.file}", err=True)


def _review(on: date, by: str, note: str | None) -> Review:
    try:
        return Review(on=on, by=by, note=note)
    except ValidationError as error:
        names = ", ".join(f"--{flaw['loc'][0]}" for flaw in error.errors(include_input=False, include_url=False))
        raise click.UsageError(f"{names}: is empty, too long, or has a character that cannot be printed.") from None
