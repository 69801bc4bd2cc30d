"""`priorauth payer for`: which rules hold, before anything is built."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from priorauth.cli import options
from priorauth.cli.output import show
from priorauth.operations.profiles.find_coverage import (
    LINES,
    LineOfBusiness,
    StateCoverage,
    VertebralBody,
    coverage_for,
)

_SEEN = {
    "read": "{contractor} decides; its determination is {policy} ({grade}), profile {profile}",
    "none_found": "{contractor} decides; no determination of its own was found in what was read; none is claimed",
    "not_seen": "{contractor} decides; its determination was not seen: ask the contractor",
}


class Bodies(click.ParamType[tuple[VertebralBody, ...]]):
    """Vertebral bodies with commas between them: ``L4,L5,S1``."""

    name = "bodies"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[VertebralBody, ...]:
        """Read the bodies, or fail with the form they should have."""
        if isinstance(value, tuple):
            return value
        try:
            return tuple(VertebralBody(part.strip().upper()) for part in str(value).split(","))
        except ValueError:
            self.fail("should name vertebral bodies, such as L4,L5,S1", param, ctx)


@click.command("for")
@click.option("--state", required=True, metavar="STATE", help="The state of the facility, by its code or its name.")
@click.option(
    "--line",
    type=click.Choice([line.value for line in LINES]),
    required=True,
    help="The line of business.",
)
@click.option("--bodies", type=Bodies(), default=(), metavar="L4,L5,S1", help="The bodies to be treated.")
@options.json_output
def payer_for(state: str, line: str, bodies: tuple[VertebralBody, ...], as_json: bool) -> None:
    """Say which rules hold in a state before anything is built, each with its source."""
    found = coverage_for(Path.cwd(), state, LineOfBusiness(line), bodies)
    show(found.as_data(), _lines(found), as_json=as_json, ensure_ascii=False)


def _lines(found: StateCoverage) -> Iterator[str]:
    names = {"contractor": found.contractor, "policy": found.policy, "grade": found.grade, "profile": found.profile}
    yield f"{found.state}, {found.line.replace('_', ' ')}: {_SEEN[found.seen].format(**names)}."
    if not found.takes_requests:
        yield "  It takes no request for prior authorization; a packet documents the chart."
    for limit in found.limits:
        yield f"  {limit.text}."
        if limit.status is not None:
            step = f"; {limit.next_step}" if limit.next_step else ""
            yield f"    {limit.bodies}: {limit.status.replace('_', ' ')}{step}"
    yield f"  not known: {found.note}"
    yield f"  contractor by state: {found.source}"
