"""`priorauth review`: what the chart leaves to a person, one question at a time."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

import click

from priorauth.cli import options
from priorauth.cli.failures import painted, show_problems
from priorauth.cli.output import counted
from priorauth.cli.packet_options import reading_options
from priorauth.operations.review_case import (
    CaseQuery,
    CaseReview,
    Choice,
    GivenAnswer,
    Person,
    PracticeRole,
    ReadingOptions,
    ReviewItem,
    ReviewOutcome,
    ReviewQuestion,
    answer_item,
    review_case,
    withdraw_item,
    write_pictures,
)
from priorauth.operations.terminal_picture import PictureProtocol, picture_for_terminal
from priorauth.problems import Refused

_OUTCOMES = {ReviewOutcome.CORRECTED.value: "correct=VALUE"}
_ANSWERS = [_OUTCOMES.get(outcome.value, outcome.value) for outcome in ReviewOutcome]
_PICTURE, _SKIP, _QUIT = "p", "s", "q"
_WIDEST = 110
"""Columns of a terminal beyond which a page's picture is no easier to read."""


class _Answer(click.ParamType[tuple[ReviewOutcome, str | None]]):
    """An answer, such as ``confirm`` or ``correct=16``."""

    name = "answer"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[ReviewOutcome, str | None]:
        """Split an answer from its value, or fail with the answers there are."""
        word, sign, rest = str(value).partition("=")
        if (
            word not in set(ReviewOutcome)
            or bool(sign) != (word == ReviewOutcome.CORRECTED.value)
            or bool(sign) != bool(rest)
        ):
            self.fail(f"should be one of {', '.join(_ANSWERS)}", param, ctx)
        return ReviewOutcome(word), rest or None


@dataclass(frozen=True, slots=True)
class _Task:
    """What is to be done: an answer, a withdrawal, a picture, a list; nothing of these asks in a terminal."""

    given: GivenAnswer | None
    person: Person | None
    withdraw: str | None
    picture: str | None
    as_json: bool

    @property
    def signed(self) -> Person:
        """Who does it. Raises `click.UsageError` when nobody is named."""
        if self.person is None:
            raise click.UsageError("Add --by with your name and --role with your role.")
        return self.person


def _given(
    item: str | None,
    answer: tuple[ReviewOutcome, str | None] | None,
    text: str | None,
    page: int | None,
    statement: str | None,
) -> GivenAnswer | None:
    """Return the answer that the options give. Raises `click.UsageError` for one without its item."""
    if (item is None) != (answer is None) or (item is None and (text or page or statement)):
        raise click.UsageError("--item and --answer go together, and --text, --page and --statement with them.")
    if item is None or answer is None:
        return None
    return GivenAnswer(item, answer[0], answer[1], text, page, statement)


def _person(by: str | None, role: str | None, on: date) -> Person | None:
    """Return who answers. Raises `click.UsageError` for a name without a role, or the reverse."""
    if (by is None) != (role is None):
        raise click.UsageError("--by and --role go together: who answers, and as what.")
    return Person(by, PracticeRole(role), on) if by is not None and role is not None else None


@click.command()
@click.argument("case", metavar="CASE", type=click.Path(path_type=Path))
@options.as_one(
    "given",
    _given,
    click.option("--item", metavar="ID", help="Answer this item, with --answer, --by and --role."),
    click.option("--answer", type=_Answer(), metavar="ANSWER", help=f"What you found: {', '.join(_ANSWERS)}."),
    click.option("--text", metavar="WORDS", help="Sentences of a page without readable text, typed as printed."),
    click.option("--page", type=click.IntRange(min=1), metavar="N", help="The page they stand on, of several."),
    click.option("--statement", metavar="WORDS", help="The clinician's words on what speaks against a claim."),
)
@options.as_one(
    "person",
    _person,
    click.option("--by", metavar="NAME", help="Who answers."),
    click.option("--role", type=click.Choice([role.value for role in PracticeRole]), help="As what."),
    click.option(
        "--on", type=options.Day(), default=options.today, show_default="today", help="The day you looked."
    ),
)
@click.option("--withdraw", metavar="ID", help="Take back the answers to this item, with --by and --role.")
@click.option("--picture", metavar="ID", help="Draw the pages of this item into files beside the case.")
@reading_options
@options.json_output
@options.as_of
@options.show_values
@options.as_one("query", partial(CaseQuery, Path()))
@options.as_one("task", _Task)
def review(case: Path, query: CaseQuery, reading: ReadingOptions, task: _Task) -> None:
    """Answer what the chart leaves to a person: one question at a time, with the words it is about.

    A terminal asks. Elsewhere, or with --json, the items are listed. Answers are added to settlements.jsonl beside
    the case, with name, role and day; one holds as long as the page is as it was.
    """
    found = review_case(replace(query, case_file=options.case_file(case)), reading)
    show_problems(found.problems)
    if task.picture is not None:
        for path in write_pictures(found, task.picture):
            click.echo(f"Written: {path}", err=True)
    elif task.given is not None:
        found = answer_item(found, task.given, task.signed, today=options.today())
        click.echo(f"Answered. {_left(found)}", err=True)
    elif task.withdraw is not None:
        found = withdraw_item(found, task.withdraw, task.signed, today=options.today())
        click.echo(f"Taken back. {_left(found)}", err=True)
    elif task.as_json:
        click.echo(json.dumps(found.data, indent=2, ensure_ascii=False))
    elif sys.stdin.isatty() and found.review.open_items:
        _ask_all(found, task.person)
    else:
        for item in found.review.items:
            _print(found, item)
        click.echo(_left(found))


def _left(found: CaseReview) -> str:
    """Say how many items are open, for whom they wait, and how many answers call for a change of the case."""
    left = found.review.open_items
    waits = [f"{role.value} {count}" for role in PracticeRole if (count := sum(i.may_settle is role for i in left))]
    unmet = len(found.review.unmet_items)
    change = f" {counted(unmet, 'answer')}: the case cannot say this; correct it, or add a record." if unmet else ""
    return f"{counted(len(left), 'open item')}{': ' + ', '.join(waits) if waits else ''}.{change}"


def _print(found: CaseReview, item: ReviewItem) -> None:
    """Print an item: what is asked, the words with those around them, and what was answered."""
    click.echo(f"\n{painted(item.id, 'cyan')}  {item.about}  ({item.may_settle.value})")
    click.echo(f"  {item.asked}")
    for passage in item.passages:
        before, words, after = found.around(passage)
        reader = found.review.read.by.get((passage.exhibit, passage.page))
        by = f", read from the picture by {reader.by}" if reader is not None else ""
        click.echo(f"  Exhibit {passage.exhibit}, page {passage.page}, document {passage.document}{by}:")
        marked = f"{_tail(before)}{painted('[' + _line(words) + ']', 'yellow')}{_head(after)}"
        click.echo(f"    {marked}")
    answer = found.review.answers.get(item.id)
    if answer is not None:
        click.echo(f"  Answered by {answer.by} ({answer.role.value}) on {answer.on}: {answer.outcome.value}")
    for number, choice in enumerate(item.choices, 1):
        click.echo(f"    {number}  {choice.says}  [{choice.key}]")


def _line(words: str) -> str:
    return " ".join(words.split())


def _tail(before: str) -> str:
    """Return the words before a passage, and a sign where they begin within the page."""
    words = _line(before)
    return f"… {words} " if words else ""


def _head(after: str) -> str:
    words = _line(after)
    return f" {words} …" if words else ""


def _ask_all(found: CaseReview, person: Person | None) -> None:
    """Ask one item after another, those that this person may settle, until none is left or the person stops."""
    who = person or _ask_person()
    passed: set[str] = set()
    while True:
        mine = [item for item in found.review.open_items if who.role.may_act_as(item.may_settle)]
        item = next((item for item in mine if item.id not in passed), None)
        if item is None:
            break
        _print(found, item)
        passed.add(item.id)
        choice = _ask_choice(found, item)
        if choice is None:
            break
        if choice is not _PASS:
            found = _entered(found, item, choice, who)
    click.echo(_left(found))


def _ask_person() -> Person:
    by = click.prompt("Your name", err=True)
    role = click.prompt("Your role", type=click.Choice([role.value for role in PracticeRole]), err=True)
    return Person(by, PracticeRole(role), options.today())


_PASS = Choice(outcome=ReviewOutcome.CANNOT_TELL, says="Leave it for later.")


def _ask_choice(found: CaseReview, item: ReviewItem) -> Choice | None:
    """Return what the person chose, `_PASS` to leave it for later, or nothing to stop; none is preselected."""
    numbers = [str(number) for number in range(1, len(item.choices) + 1)]
    question = f"Number, {_PICTURE} for the page's picture, {_SKIP} to skip, {_QUIT} to stop"
    while True:
        said = click.prompt(
            question, type=click.Choice([*numbers, _PICTURE, _SKIP, _QUIT]), show_choices=False, err=True
        )
        if said == _PICTURE:
            _show_pictures(found, item)
        else:
            return {_SKIP: _PASS, _QUIT: None}.get(said) if said in (_SKIP, _QUIT) else item.choices[int(said) - 1]


def _show_pictures(found: CaseReview, item: ReviewItem) -> None:
    """Draw an item's pages and name the files; show them in the terminal where it can, else in a viewer."""
    protocol = terminal_protocol(os.environ) if sys.stderr.isatty() else None
    for path in write_pictures(found, item.id):
        click.echo(f"Written: {path}", err=True)
        if protocol is not None:
            columns = min(shutil.get_terminal_size().columns, _WIDEST)
            click.echo(picture_for_terminal(path, protocol, columns), err=True)
        elif _has_viewer():
            click.launch(str(path))


def terminal_protocol(environment: Mapping[str, str]) -> PictureProtocol | None:
    """Return how this terminal draws pictures, as it names itself; nothing where none is known.

    A multiplexer between passes no pictures through. PRIORAUTH_PICTURES names a protocol, or "none".
    """
    told = environment.get("PRIORAUTH_PICTURES", "").casefold()
    if told:
        return PictureProtocol(told) if told in set(PictureProtocol) else None
    term, program = environment.get("TERM", ""), environment.get("TERM_PROGRAM", "")
    if "TMUX" in environment or term.startswith(("screen", "tmux")):
        return None
    if "KITTY_WINDOW_ID" in environment or term in ("xterm-kitty", "xterm-ghostty") or program == "ghostty":
        return PictureProtocol.KITTY
    if program in ("iTerm.app", "WezTerm", "mintty") or environment.get("LC_TERMINAL") == "iTerm2":
        return PictureProtocol.ITERM
    is_sixel = term.startswith(("foot", "mlterm", "contour", "yaft")) or term.endswith("-sixel")
    return PictureProtocol.SIXEL if is_sixel else None


def _has_viewer() -> bool:
    """Whether pictures can be opened: on Linux only beside a screen, not over a plain shell."""
    if sys.platform in ("darwin", "win32"):
        return True
    has_screen = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return has_screen and shutil.which("xdg-open") is not None


def _entered(found: CaseReview, item: ReviewItem, choice: Choice, who: Person) -> CaseReview:
    """Ask for what a choice needs besides, and enter it; a refusal is told, and the item stays open."""
    text = page = statement = None
    if item.question is ReviewQuestion.READ_THIS_PAGE and choice.outcome is ReviewOutcome.CONFIRMED:
        page = _ask_page(item)
        text = _typed("Type the sentences as printed, each on a line; an empty line ends")
    if choice.needs_statement:
        statement = click.prompt("What is to be said to it, in the clinician's words", err=True)
    given = GivenAnswer(item.id, choice.outcome, choice.value, text, page, statement)
    try:
        return answer_item(found, given, who, today=options.today())
    except Refused as refused:
        show_problems(refused.problems)
        return found


def _ask_page(item: ReviewItem) -> int:
    pages = [str(seen.page) for seen in item.seen]
    if len(pages) == 1:
        return int(pages[0])
    return int(click.prompt("On which page do they stand", type=click.Choice(pages), err=True))


def _typed(question: str) -> str:
    click.echo(question, err=True)
    lines: list[str] = []
    while line := click.prompt("", default="", show_default=False, prompt_suffix="> ", err=True):
        lines.append(line)
    return "\n".join(lines)
