"""`priorauth check`: hold cases against their payer and say what is met."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import click

from priorauth.assembly import pipeline
from priorauth.assembly.pipeline import Chart
from priorauth.case.model import Source
from priorauth.cli import options
from priorauth.cli.exhibit_options import reading as reading_options
from priorauth.cli.failures import painted, show_problems
from priorauth.criteria.model import Assessment, Contrary, Origin, Result, Status
from priorauth.files import write_file
from priorauth.problems import ExitCode, Refused, Severity
from priorauth.submission.order import Reading

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
def check(
    cases: tuple[Path, ...],
    payer: str | None,
    as_of: date,
    reading: Reading,
    requests: Path | None,
    as_json: bool,
    show_values: bool,
) -> int:
    """Say what is met, what is missing and who must act. Nothing is written but the letters of --requests.

    Ends with 0 when every case could be submitted, 4 when something required is open.
    """
    worst = ExitCode.OK
    data: list[dict[str, object]] = []
    for path in cases:
        try:
            chart, assessment = pipeline.check(
                options.case_file(path), as_of=as_of, payer=payer, reading=reading, show_values=show_values
            )
            written = _write_requests(options.case_file(path), requests, as_of, payer)
        except Refused as refused:
            if len(cases) == 1:
                raise
            click.echo(f"{path}:", err=True)  # a problem of an exhibit names no case
            show_problems(refused.problems)
            data.append({"case": str(path), "problems": [p.as_data() for p in refused.problems]})
            worst = worst or refused.exit_code
            continue
        worst = worst or _outcome(chart, assessment)
        if as_json:
            data.append(_as_data(chart, assessment))
        else:
            _print(chart, assessment)
        for name in written:
            click.echo(f"Written: {name}", err=True)
    if as_json:
        click.echo(json.dumps(data[0] if len(cases) == 1 else data, indent=2, ensure_ascii=False))
    return int(worst)


def _write_requests(case_file: Path, folder: Path | None, as_of: date, payer: str | None) -> list[Path]:
    """Write the request letters of a case, each whole; one that stands there already is replaced."""
    if folder is None:
        return []
    files = pipeline.request_files(case_file, as_of=as_of, payer=payer)
    for name, data in files.items():
        write_file(folder / name, data, overwrite=True)
    return [folder / name for name in files]


def _outcome(chart: Chart, assessment: Assessment) -> ExitCode:
    errors = [p for p in chart.problems if p.severity is Severity.ERROR]
    if errors:
        return errors[0].kind.exit_code
    return ExitCode.OK if assessment.is_ready else ExitCode.NOT_READY


def _as_data(chart: Chart, assessment: Assessment) -> dict[str, object]:
    return {
        "ready": assessment.is_ready and _outcome(chart, assessment) is ExitCode.OK,
        "position": chart.chosen.profile.position.value,
        "is_fallback": chart.chosen.is_fallback,
        "letter": chart.chosen.profile.letter_kind.value,
        "problems": [p.as_data() for p in chart.problems],
        **assessment.model_dump(mode="json"),
    }


def _print(chart: Chart, assessment: Assessment) -> None:
    profile = chart.chosen.profile
    click.echo(f"{assessment.case_id} under {profile.id} ({profile.position.value}), as of {assessment.as_of}")
    if chart.chosen.is_fallback:
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
    show_problems(chart.problems)
    click.echo(f"\n{_verdict(chart, assessment)}\n")


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
    if source is None:
        return "  (no page named)"
    return f"  (exhibit {source.exhibit}, page {source.page})" if source.page else f"  (exhibit {source.exhibit})"


def _verdict(chart: Chart, assessment: Assessment) -> str:
    outcome = _outcome(chart, assessment)
    letter = chart.chosen.profile.letter_kind.value.replace("_", " ")
    if outcome is ExitCode.OK:
        return painted(f"Ready: 'priorauth build' can make the packet ({letter}).", "green")
    owners = sorted({s.owner.value for r in assessment.open for s in r.shortfalls})
    count = len(assessment.open)
    asked = (
        f"{count} {'point is' if count == 1 else 'points are'} open; to act: {', '.join(owners)}." if count else ""
    )
    return painted(f"Not ready. {asked or 'See the problems above.'}", "red")
