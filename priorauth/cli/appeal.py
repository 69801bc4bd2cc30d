"""`priorauth appeal`: answer a denial."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any

import click

from priorauth.appeals.answers import answers
from priorauth.appeals.denial import Denial, Level
from priorauth.appeals.denial_letter import DenialLetter
from priorauth.appeals.denial_reasons import MEANINGS, ReasonKind
from priorauth.assembly import pipeline
from priorauth.assembly.chart import ChartRefused
from priorauth.assembly.pipeline import Built
from priorauth.cli import options
from priorauth.cli.appeal_words import (
    answers_as_data,
    answers_as_lines,
    letter_as_data,
    letter_as_lines,
    next_steps,
    open_as_lines,
    unanswered,
)
from priorauth.cli.delivery import delivery as delivery_options
from priorauth.cli.exhibit_options import reading as reading_options
from priorauth.cli.failures import show_problems
from priorauth.cli.recording import known_entry, ledger_option
from priorauth.criteria.outcome import View
from priorauth.operations.appeal.appeal_flags import Asked
from priorauth.operations.appeal.prepare_appeal import prepare, read_asked_letter, read_subject
from priorauth.problems import ExitCode, Problem, Refused
from priorauth.submission.order import Delivery, Format, Order, Reading

_KINDS = "\n".join(f"  {kind.value}: {meaning.says}" for kind, meaning in MEANINGS.items())


def _denial_options(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options that say what was denied; it takes them as one `Asked`."""

    @wraps(command)
    def with_asked(
        *,
        level: str,
        reason: tuple[str, ...],
        reason_kind: tuple[str, ...],
        denial_letter: Path | None,
        denied_on: date | None,
        reference: str | None,
        appeal_by: date | None,
        **others: Any,  # noqa: ANN401
    ) -> int:
        kinds = tuple(ReasonKind(kind) for kind in reason_kind)
        asked = Asked(Level(level), reason, kinds, denial_letter, denied_on, reference, appeal_by)
        return command(asked=asked, **others)

    day = options.Day()
    decorated: Callable[..., int] = with_asked
    for option in (
        click.option("--appeal-by", type=day, help="The last day to appeal, as the denial letter prints it."),
        click.option("--reference", metavar="NUMBER", help="The payer's number for the denied request."),
        click.option("--denied-on", type=day, help="The day the denial letter bears."),
        click.option(
            "--denial-letter", type=click.Path(path_type=Path), metavar="FILE", help="Read the denial letter."
        ),
        click.option(
            "--reason-kind",
            multiple=True,
            type=click.Choice([k.value for k in ReasonKind]),
            help="A kind of reason.",
        ),
        click.option("--reason", multiple=True, metavar="TEXT", help="A reason as the denial letter prints it."),
        click.option("--level", type=click.Choice([item.value for item in Level]), default="1", show_default=True),
    ):
        decorated = option(decorated)
    return decorated


@click.command(epilog=f"\b\nKinds of reason:\n{_KINDS}")
@click.argument("case", type=click.Path(path_type=Path))
@_denial_options
@options.payer
@options.as_of
@click.option("--format", "form", type=click.Choice([f.value for f in Format]), default="both", show_default=True)
@click.option("-o", "--out", type=click.Path(path_type=Path), default=Path("packets"), show_default=True)
@click.option("--draft", is_flag=True, help="Make a draft, whatever is open: marked on every page.")
@delivery_options
@reading_options
@click.option("--force", is_flag=True, help="Replace an appeal that stands there already.")
@click.option("--dry-run", is_flag=True, help="Say what would be answered; write nothing.")
@ledger_option
@options.json_output
@options.show_values
def appeal(
    case: Path,
    asked: Asked,
    payer: str | None,
    as_of: date,
    form: str,
    out: Path,
    draft: bool,
    delivery: Delivery,
    reading: Reading,
    force: bool,
    dry_run: bool,
    url: str | None,
    as_json: bool,
    show_values: bool,
) -> int:
    """Answer a denial of CASE: a letter for the level, the exhibits, and a sheet for the physician's call.

    The reasons are those given with --reason or --reason-kind, else those read in --denial-letter, else the one the
    ledger has. Each is answered by the payer's criterion with the page that shows it, and what the record does not
    show is said. Ends with 4 when the record answers none of them. Nothing is sent and nothing is recorded.
    """
    case_file = options.case_file(case)
    subject = read_subject(case_file, as_of=as_of, payer=payer, show_values=show_values)
    letter = read_asked_letter(asked, subject)
    try:
        prepared = prepare(asked, subject, letter, known_entry(url, subject.case.case_id), as_of=as_of)
    except Refused as refused:
        return _refused(refused, letter, as_json=as_json)
    order = Order(
        case_file=case_file,
        as_of=as_of,
        out=out,
        payer=payer,
        format=Format(form),
        draft=draft,
        delivery=delivery,
        reading=reading,
        overwrite=force,
        dry_run=dry_run,
        show_values=show_values,
        denial=prepared.denial,
    )
    try:
        built = pipeline.build(order)
    except Refused as refused:
        show_problems(prepared.warnings)
        _show_open(refused, order, prepared.denial)
        raise
    warnings = (*prepared.warnings, *unanswered(built.standing.answers), *built.warnings)
    if as_json:
        click.echo(json.dumps(_as_data(built, prepared.denial, letter, warnings), indent=2, ensure_ascii=False))
        return int(ExitCode.OK)
    _print(built, prepared.denial, letter, dry_run=dry_run)
    show_problems(warnings)
    return int(ExitCode.OK)


def _refused(refused: Refused, letter: DenialLetter | None, *, as_json: bool) -> int:
    """Say what is missing or doubtful, beside what the letter has, so that a person can choose."""
    if as_json:
        data = {"problems": [p.as_data() for p in refused.problems], "denial_letter": letter_as_data(letter)}
        click.echo(json.dumps(data, indent=2, ensure_ascii=False))
    else:
        for line in letter_as_lines(letter):
            click.echo(line)
    show_problems(refused.problems)
    return int(refused.exit_code)


def _show_open(refused: Refused, order: Order, denial: Denial) -> None:
    """Print what of the reasons is open and who must act; a case that cannot be read has said so already."""
    if not isinstance(refused, ChartRefused):
        return
    chart, assessment = refused.chart, pipeline.assessed(refused.chart, order.as_of)
    found = answers(denial, assessment, chart.chosen.profile, View(chart.loaded.case, order.as_of))
    for line in open_as_lines(found, assessment):
        click.echo(line, err=True)


def _as_data(
    built: Built, denial: Denial, letter: DenialLetter | None, warnings: tuple[Problem, ...]
) -> dict[str, object]:
    return {
        "case_id": built.standing.case.case_id,
        "profile_id": built.standing.profile.id,
        "draft": built.standing.is_draft,
        "denial": denial.model_dump(mode="json"),
        "denial_letter": letter_as_data(letter),
        "answers": answers_as_data(built.standing.answers),
        "pages": built.pages,
        "folder": str(built.folder),
        "files": [path.name for path in built.files],
        "warnings": [p.as_data() for p in warnings],
        "next_steps": next_steps(built, denial),
    }


def _print(built: Built, denial: Denial, letter: DenialLetter | None, *, dry_run: bool) -> None:
    for line in (*letter_as_lines(letter), *answers_as_lines(denial, built.standing.answers)):
        click.echo(line)
    kind = "Draft of the appeal" if built.standing.is_draft else "Appeal"
    pages = f", {built.pages} pages" if built.pages else ""
    state = "could be made" if dry_run else "is ready"
    click.echo(f"{kind} of {built.standing.case.case_id}, level {denial.level.value}, {state}{pages}:")
    for path in built.files:
        click.echo(f"  {path}")
    if not dry_run and not built.standing.is_draft:
        click.echo("Next:")
        for step in next_steps(built, denial):
            click.echo(f"  {step}")
