"""`priorauth payer list`, `show`, `new`, `lint` and `review`: keeping payer profiles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

import click
from pydantic import ValidationError

from priorauth.cli import options
from priorauth.cli.failures import show_problems
from priorauth.cli.output import counted, findings, form_option, show
from priorauth.operations.profiles import find_profiles
from priorauth.operations.profiles.find_profiles import LineOfBusiness, Product, ShownFor, describe_profile
from priorauth.operations.profiles.maintain_profiles import (
    MONTHS_BETWEEN,
    QUESTIONS,
    PolicyReview,
    ProfileQuestion,
    StaleProfile,
    begin_profile,
    check_profiles,
    draft_profile,
    is_asked,
    list_stale,
    mark_profile_reviewed,
    place_for_profile,
    plan_review,
    profile_from,
)
from priorauth.problems import ExitCode, Problem, Severity


@click.command("list")
@options.json_output
def list_profiles(as_json: bool) -> None:
    """List every profile with the payer's position."""
    profiles = find_profiles.list_profiles(Path.cwd())
    lines = (f"{one.id:26} {one.position:22} {one.grade:10} {one.carrier}" for one in profiles)
    show([asdict(profile) for profile in profiles], lines, as_json=as_json)


@click.command("show")
@click.argument("profile_id", metavar="ID|FILE")
@click.option(
    "--line",
    type=click.Choice([line.value for line in LineOfBusiness]),
    help="For one line of business: its branch, and every time limit that binds it.",
)
@click.option("--state", metavar="STATE", help="For one state of service, by code or name.")
@click.option("--product", type=click.Choice([each.value for each in Product]), help="For one product.")
@click.option("--plan", metavar="NAME", help="For one plan, as cases name it in coverage.plan_name.")
@click.option("--delegate", metavar="NAME", help="For one that reviews for the plan.")
@options.as_of
@options.json_output
@options.as_one("shown_for", ShownFor)
def show_profile(profile_id: str, shown_for: ShownFor, as_of: date, as_json: bool) -> None:
    """Show what a profile says, with the source of every line; with options, what holds for such cases.

    An ID is shown as its text counts on the day, a FILE as it is.
    """
    described = describe_profile(Path.cwd(), profile_id, _known(shown_for), as_of=as_of)
    show_problems(described.told)
    show(described.profile.model_dump(mode="json"), described.lines, as_json=as_json, ensure_ascii=False)


def _known(asked: ShownFor) -> ShownFor | None:
    """Return what was given, a line of business and a product as such; ``None`` where nothing was."""
    line = LineOfBusiness(asked.line) if asked.line else None
    product = Product(asked.product) if asked.product else None
    known = replace(asked, line=line, product=product)
    return None if known == ShownFor() else known


@click.command("new")
@click.argument("profile_id", metavar="ID")
@click.option("--extends", "parent_id", metavar="ID", help="Start from another profile and give only what differs.")
@click.option("--copy", "copied_id", metavar="ID", help="Start from a copy of a profile, comments and all.")
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    help="The folder to put it in; the practice's, if none is given.",
)
@click.option("--interview", is_flag=True, help="Ask in plain words, and write what is answered.")
@click.option("--dry-run", is_flag=True, help="Print the file instead of writing it.")
def new(
    profile_id: str, parent_id: str | None, copied_id: str | None, out: Path | None, interview: bool, dry_run: bool
) -> None:
    """Start a payer profile: a file ID.yaml to fill in, each field explained."""
    if parent_id and copied_id:
        raise click.UsageError("--extends and --copy cannot go together.")
    if interview and (parent_id or copied_id):
        raise click.UsageError("--interview starts a profile of its own, without --extends and --copy.")
    text = draft_profile(Path.cwd(), profile_id, extends=parent_id, copied=copied_id)
    if interview:
        if not dry_run:
            place_for_profile(Path(), profile_id, out)
        text = profile_from(profile_id, _answers(), options.today())
    if dry_run:
        click.echo(text, nl=False)
        return
    file = begin_profile(Path(), profile_id, text, out)
    click.echo(f"wrote {file}")
    click.echo(f"Fill it in, then: priorauth payer lint {file}", err=True)


def _answers() -> dict[str, str]:
    """Ask each question that the answers before it leave open."""
    answers: dict[str, str] = {}
    click.echo("Leave empty what you did not see; it does not mean that it is not required.", err=True)
    for question in QUESTIONS:
        if is_asked(question, answers):
            answers[question.key] = _answer(question)
    return answers


def _answer(question: ProfileQuestion) -> str:
    for line in (question.words, *(f"  {n}  {choice}" for n, choice in enumerate(question.choices, 1))):
        click.echo(line, err=True)
    by_words = {choice.casefold(): choice for choice in question.choices}
    while True:
        said = str(click.prompt("", prompt_suffix="> ", default="", show_default=False, err=True)).strip()
        if said.casefold() in by_words:
            return by_words[said.casefold()]
        chosen = said.isdigit() and 0 < int(said) <= len(question.choices)
        if question.choices and chosen:
            return question.choices[int(said) - 1]
        is_right = not question.choices and (not question.is_number or (said.isdigit() and int(said) > 0))
        if (said and is_right) or (not said and not question.is_needed):
            return said
        click.echo(_what_to_give(question), err=True)


def _what_to_give(question: ProfileQuestion) -> str:
    if question.choices:
        return (
            "Give one of the numbers shown, or leave it empty."
            if not question.is_needed
            else "Give one of the numbers shown."
        )
    return "Give a number, or leave it empty." if question.is_number else "This cannot be left empty."


@click.command("lint")
@click.argument("profiles", metavar="[ID|FILE]...", nargs=-1)
@click.option("--stale", is_flag=True, help="Instead: what is due to be read again, with its address.")
@options.as_of
@form_option
@options.json_output
def lint(profiles: tuple[str, ...], stale: bool, as_of: date, form: str, as_json: bool) -> int:
    """Report everything that is wrong with profiles, in one run.

    Errors end with 5, a file that cannot be opened with 7, warnings with 0. Without an ID or a FILE, every profile
    that is found is looked at.
    """
    if stale:
        due = list_stale(Path.cwd(), profiles, as_of)
        nothing = ("Nothing is due to be read again.",)
        lines = (line for profile in due for line in _stale_lines(profile)) if due else nothing
        show([profile.as_data() for profile in due], lines, as_json=as_json)
        return int(ExitCode.OK)
    checked = check_profiles(Path.cwd(), profiles, as_of)
    of = f"{counted(checked.count, 'profile')}: "
    click.echo(findings(checked.problems, "json" if as_json else form, of=of), nl=False)
    return int(_exit_code(checked.problems))


def _stale_lines(profile: StaleProfile) -> Iterator[str]:
    who = f" by {profile.read_last_by}" if profile.read_last_by else ""
    yield f"{profile.id}: {profile.why} (last read {profile.retrieved}{who})"
    yield from (f"  {page}" for page in profile.pages or ("no page is known: ask the payer",))


def _exit_code(problems: Sequence[Problem]) -> ExitCode:
    wrong = {p.kind.exit_code for p in problems if p.severity is Severity.ERROR}
    if wrong == {ExitCode.FILE_ACCESS}:
        return ExitCode.FILE_ACCESS
    return ExitCode.TEMPLATE_OR_PROFILE_INVALID if wrong else ExitCode.OK


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


def _review(on: date, by: str, note: str | None) -> PolicyReview:
    try:
        return PolicyReview(on=on, by=by, note=note)
    except ValidationError as error:
        names = ", ".join(f"--{flaw['loc'][0]}" for flaw in error.errors(include_input=False, include_url=False))
        raise click.UsageError(f"{names}: is empty, too long, or has a character that cannot be printed.") from None
