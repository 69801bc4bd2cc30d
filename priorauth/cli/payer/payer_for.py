"""`priorauth payer for`: which rules hold for a state, or for the chart of a case under one payer or all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from priorauth.cli import options
from priorauth.cli.failures import show_problems
from priorauth.cli.output import show
from priorauth.operations.profiles.compare_payers import (
    ManyPayers,
    MissingEvidence,
    compare_payers,
    in_common,
    unlocked,
)
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


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is asked for where nothing is built yet."""

    state: str | None
    line: str | None
    bodies: tuple[VertebralBody, ...]


@click.command("for")
@click.argument("case", required=False, metavar="[CASE]", type=click.Path(path_type=Path))
@click.option("--all", "every", is_flag=True, help="Hold the chart of CASE against every profile.")
@click.option("--state", metavar="STATE", help="Instead of CASE: the state of the facility, by code or name.")
@click.option("--line", type=click.Choice([line.value for line in LINES]), help="The line of business.")
@click.option("--bodies", type=Bodies(), default=(), metavar="L4,L5,S1", help="The bodies to be treated.")
@options.as_of
@options.json_output
@options.as_one("plan", _Plan)
def payer_for(case: Path | None, every: bool, plan: _Plan, as_of: date, as_json: bool) -> None:
    """Say which rules hold, each with its source: for a state before anything is built, or for the chart of a case.

    With --all, the same chart is held against every profile: what is missing under each, and which one document
    would be enough for which payer.
    """
    if case is not None:
        many = compare_payers(options.case_file(case), as_of, every=every)
        show(many.as_data(), _many_lines(many), as_json=as_json, ensure_ascii=False)
        show_problems(many.problems)
        return
    if plan.state is None or plan.line is None:
        raise click.UsageError("Give a CASE, or --state and --line.")
    found = coverage_for(Path.cwd(), plan.state, LineOfBusiness(plan.line), plan.bodies)
    show(found.as_data(), _lines(found), as_json=as_json, ensure_ascii=False)


def _many_lines(many: ManyPayers) -> Iterator[str]:
    yield f"{many.case_id}, as of {many.as_of}"
    everywhere = in_common(many)
    if everywhere:
        yield "under every payer:"
        yield from map(_point_line, everywhere)
    for each in many.under:
        own = ", the case's own" if each.is_own else ""
        letter = each.letter.replace("_", " ")
        state = f"ready ({letter})" if each.ready else f"{len(each.open)} open"
        scope = f" [{', '.join(each.scope)}]" if each.scope else ""
        yield f"{each.profile} ({each.position.replace('_', ' ')}{own}){scope}: {state}"
        yield from (_point_line(point) for point in each.open if point not in everywhere)
    for document, payers in unlocked(many).items():
        names = ", ".join(payer.profile for payer in payers)
        yield f"One document, if it can be had, closes all that is open: {document}, under {names}"


def _point_line(point: MissingEvidence) -> str:
    return f"  {point.failure}, {point.owner}: {point.next_step}  [{point.criterion}]"


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
    yield from (f"  clock: {clock}" for clock in found.clocks)
    yield f"  not known: {found.note}"
    yield f"  contractor by state: {found.source}"
