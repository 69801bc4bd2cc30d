"""`priorauth check`: hold cases against their payer and say what is met."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from pathlib import Path

import click

from priorauth.cli import options
from priorauth.cli.failures import painted, show_problems
from priorauth.cli.packet_options import reading_options
from priorauth.operations.check_case import (
    CaseQuery,
    CheckedCase,
    Contrary,
    Origin,
    ReadingOptions,
    Result,
    Source,
    Status,
    check_case,
    write_requests,
)
from priorauth.problems import ExitCode, Refused

_TONES = {Status.MET: "green", Status.NOT_MET: "red", Status.NOT_DOCUMENTED: "yellow"}
_WORDS = {Status.MET: "met", Status.NOT_MET: "not met", Status.NOT_DOCUMENTED: "not documented"}
_TITLES = {
    Origin.FLOOR: "What every request has to show",
    Origin.PAYER: "What this payer asks",
    Origin.CHART: "What the chart brings up",
}


@click.command()
@options.case_files
@options.payer
@options.as_of
@reading_options
@click.option(
    "--requests",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Write the letters that ask the radiologist and the records office for what is missing into DIR.",
)
@options.json_output
@options.show_values
@options.as_one("query", partial(CaseQuery, Path()))
def check(
    cases: tuple[Path, ...], query: CaseQuery, reading: ReadingOptions, requests: Path | None, as_json: bool
) -> int:
    """Say what is met, what is missing and who must act. Nothing is written but the letters of --requests.

    Ends with 0 when every case could be submitted, 4 when something required is open.
    """
    worst = ExitCode.OK
    data: list[dict[str, object]] = []
    for path in cases:
        try:
            own = replace(query, case_file=options.case_file(path))
            checked = check_case(own, reading)
            written = write_requests(own, requests) if requests is not None else ()
        except Refused as refused:
            if len(cases) == 1:
                raise
            click.echo(f"{path}:", err=True)  # a problem of an exhibit names no case
            show_problems(refused.problems)
            data.append({"case": str(path), "problems": [p.as_data() for p in refused.problems]})
            worst = worst or refused.exit_code
            continue
        worst = worst or checked.outcome
        if as_json:
            data.append(_as_data(checked))
        else:
            _print(checked)
        for name in written:
            click.echo(f"Written: {name}", err=True)
    if as_json:
        click.echo(json.dumps(data[0] if len(cases) == 1 else data, indent=2, ensure_ascii=False))
    return int(worst)


def _as_data(checked: CheckedCase) -> dict[str, object]:
    return {
        "ready": checked.is_ready,
        "position": checked.position.value,
        "is_fallback": checked.is_fallback,
        "documentation": checked.is_documentation,
        "letter": checked.letter.value,
        "problems": [p.as_data() for p in checked.problems],
        **checked.assessment.model_dump(mode="json"),
    }


def _print(checked: CheckedCase) -> None:
    assessment = checked.assessment
    if checked.is_documentation:
        click.echo("This plan takes no request for prior authorization: a packet documents the chart.")
    place = f"under {checked.profile_id} ({checked.position.value})"
    click.echo(f"{assessment.case_id} {place}, as of {assessment.as_of}")
    if checked.is_fallback:
        click.echo("This payer has no profile: the FDA-cleared indication is used. It is not the payer's policy.")
    for origin in Origin:
        results = assessment.of(origin)
        if results:
            click.echo(f"\n{_TITLES[origin]}")
        for result in results:
            _print_result(result, indent="  ")
    answered = [item for item in assessment.contrary if item.is_answered]
    if answered:
        click.echo("\nContrary findings that are answered in the case")
    for item in answered:
        _print_contrary(item)
    for notice in assessment.notices:
        click.echo(f"\nNote {notice.code} ({notice.owner}): {notice.text}")
    show_problems(checked.problems)
    click.echo(f"\n{_verdict(checked)}\n")


def _print_result(result: Result, indent: str) -> None:
    status = painted(_WORDS[result.status].upper(), _TONES[result.status])
    click.echo(f"{indent}{status}  {result.text}  [{result.id}]")
    grade = f", {result.source.grade.value}" if result.source.grade else ""
    click.echo(f"{indent}    source: {result.source.citation}{grade}")
    for fact in result.facts:
        click.echo(f"{indent}    {fact.statement}{_page(fact.source)}")
    for shortfall in result.shortfalls:
        click.echo(f"{indent}    {shortfall.failure.value}, {shortfall.owner.value}: {shortfall.next_step}")
    for member in result.members:
        _print_result(member, indent + "    ")


def _print_contrary(item: Contrary) -> None:
    click.echo(f"  {item.finding}{_page(item.source)}")
    click.echo(f"    {item.answered_by}: {item.answer}{_page(item.answer_source)}")


def _page(source: Source | None) -> str:
    """Name the exhibit and page that show something."""
    if source is None:
        return "  (no page named)"
    return f"  (exhibit {source.exhibit}, page {source.page})" if source.page else f"  (exhibit {source.exhibit})"


def _verdict(checked: CheckedCase) -> str:
    """Say whether a packet can be made, or how much is open and who has to act."""
    letter = checked.letter.value.replace("_", " ")
    if checked.outcome is ExitCode.OK:
        what = "documentation file" if checked.is_documentation else "packet"
        return painted(f"Ready: 'priorauth build' can make the {what} ({letter}).", "green")
    owners = sorted({s.owner.value for r in checked.assessment.open for s in r.shortfalls})
    count = len(checked.assessment.open)
    asked = (
        f"{count} {'point is' if count == 1 else 'points are'} open; to act: {', '.join(owners)}." if count else ""
    )
    return painted(f"Not ready. {asked or 'See the problems above.'}", "red")
