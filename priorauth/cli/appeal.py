"""`priorauth appeal`: answer a denial."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import click

from priorauth.cli import options
from priorauth.cli.appeal_words import (
    answers_as_data,
    answers_as_lines,
    letter_as_data,
    letter_as_lines,
    next_steps,
    open_as_lines,
)
from priorauth.cli.failures import show_problems
from priorauth.cli.output import show
from priorauth.cli.packet_options import delivery_options, format_option, out_option, reading_options, spec_options
from priorauth.cli.practice_options import ledger_option, ledger_place
from priorauth.operations.appeal.answer_denial import (
    AppealRefused,
    BuiltAppeal,
    DenialUnsettled,
    SettledDenial,
    build_appeal,
    settle_denial,
)
from priorauth.operations.appeal.prepare_appeal import REASON_KINDS, AppealLevel, AppealOptions, ReasonKind
from priorauth.operations.build_packet import BuildSpec, require_day_reached
from priorauth.problems import ExitCode, Refused

_KINDS = "\n".join(f"  {kind.value}: {says}" for kind, says in REASON_KINDS.items())


def _numbered(value: str) -> tuple[int, str]:
    number, sign, text = value.partition("=")
    if not sign or not number.strip().isdecimal():
        raise click.BadParameter('should be NUMBER=TEXT, such as 2="The surgeon joined the network in May."')
    return int(number), text


_denial_options = options.as_one(
    "asked",
    AppealOptions,
    click.option(
        "--level",
        type=click.Choice([item.value for item in AppealLevel]),
        callback=lambda ctx, param, value: AppealLevel(value),
        default="1",
        show_default=True,
    ),
    click.option(
        "--reason", "reasons", multiple=True, metavar="TEXT", help="A reason as the denial letter prints it."
    ),
    click.option(
        "--reason-kind",
        "kinds",
        multiple=True,
        type=click.Choice([kind.value for kind in ReasonKind]),
        callback=lambda ctx, param, values: tuple(map(ReasonKind, values)),
        help="A kind of reason.",
    ),
    click.option(
        "--answer",
        "answers",
        multiple=True,
        metavar="NUMBER=TEXT",
        callback=lambda ctx, param, values: tuple(_numbered(value) for value in values),
        help="The physician's own answer to a reason, by its number.",
    ),
    click.option(
        "--denial-letter",
        "letter",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Read the denial letter; FILE#2-3 for pages of it.",
    ),
    click.option("--denied-on", type=options.Day(), help="The day the denial letter bears."),
    click.option("--reference", metavar="NUMBER", help="The payer's number for the denied request."),
    click.option("--appeal-by", type=options.Day(), help="The last day to appeal, as the denial letter prints it."),
)


@click.command(epilog=f"\b\nKinds of reason:\n{_KINDS}")
@click.argument("case", type=click.Path(path_type=Path))
@_denial_options
@options.payer
@options.as_of
@format_option
@out_option
@click.option("--draft", is_flag=True, help="Make a draft, whatever is open: marked on every page.")
@delivery_options
@reading_options
@click.option("--force", "overwrite", is_flag=True, help="Replace an appeal that stands there already.")
@click.option("--dry-run", is_flag=True, help="Say what would be answered; write nothing.")
@ledger_option
@options.json_output
@options.show_values
@spec_options
def appeal(case: Path, spec: BuildSpec, asked: AppealOptions, url: str | None, as_json: bool) -> int:
    """Answer a denial of CASE: a letter for the level, the exhibits, and a sheet for the physician's call.

    The reasons are those given with --reason or --reason-kind, else those read in --denial-letter, else the one the
    ledger has. Each is answered by the payer's criterion with the page that shows it, and what the record does not
    show is said. Ends with 4 when the record answers none of them. Nothing is sent and nothing is recorded.
    """
    require_day_reached(spec.as_of, options.today(), draft=spec.draft, dry_run=spec.dry_run)
    spec = replace(spec, case_file=options.case_file(case), day_given=options.was_day_given())
    try:
        settled = settle_denial(spec, asked, ledger_place(url))
    except DenialUnsettled as refused:
        return _refused(refused, as_json=as_json)
    try:
        built = build_appeal(spec, settled)
    except Refused as refused:
        show_problems(settled.warnings)
        if isinstance(refused, AppealRefused):
            for line in open_as_lines(refused.answers, refused.open):
                click.echo(line, err=True)
        raise
    if as_json:
        click.echo(json.dumps(_as_data(built, settled), indent=2, ensure_ascii=False))
        return int(ExitCode.OK)
    _print(built, settled, dry_run=spec.dry_run)
    show_problems(built.warnings)
    return int(ExitCode.OK)


def _refused(refused: DenialUnsettled, *, as_json: bool) -> int:
    """Say what is missing or doubtful, beside what the letter has, so that a person can choose."""
    data = {
        "problems": [p.as_data() for p in refused.problems],
        "denial_letter": letter_as_data(refused.letter),
    }
    show(data, letter_as_lines(refused.letter), as_json=as_json, ensure_ascii=False)
    show_problems(refused.problems)
    return int(refused.exit_code)


def _as_data(built: BuiltAppeal, settled: SettledDenial) -> dict[str, object]:
    packet = built.packet
    return {
        "case_id": packet.case_id,
        "profile_id": packet.profile_id,
        "draft": packet.is_draft,
        "denial": settled.denial.model_dump(mode="json"),
        "denial_letter": letter_as_data(settled.letter),
        "answers": answers_as_data(built.answers),
        "pages": packet.pages,
        "folder": str(packet.folder),
        "files": [path.name for path in packet.files],
        "warnings": [p.as_data() for p in built.warnings],
        "next_steps": next_steps(packet, settled.denial),
    }


def _print(built: BuiltAppeal, settled: SettledDenial, *, dry_run: bool) -> None:
    packet, denial = built.packet, settled.denial
    for line in (*letter_as_lines(settled.letter), *answers_as_lines(denial, built.answers)):
        click.echo(line)
    kind = "Draft of the appeal" if packet.is_draft else "Appeal"
    pages = f", {packet.pages} pages" if packet.pages else ""
    state = "could be made" if dry_run else "is ready"
    click.echo(f"{kind} of {packet.case_id}, level {denial.level.value}, {state}{pages}:")
    for path in packet.files:
        click.echo(f"  {path}")
    if not dry_run and not packet.is_draft:
        click.echo("Next:")
        for step in next_steps(packet, denial):
            click.echo(f"  {step}")
