"""Options that several commands share."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from priorauth.problems import Refused, Where, problem

_CASE_SUFFIXES = (".yaml", ".yml", ".json")

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def as_one(name: str, make: Callable[..., object], *given: Decorator) -> Decorator:
    """Return a decorator that adds options to a command, which takes them as one value: what ``make`` returns.

    Taken are the command's options that ``make`` has a parameter for, those of decorators further out included.
    """
    parameters = inspect.signature(make).parameters

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(command)
        def with_value(**values: Any) -> Any:  # noqa: ANN401
            own = {parameter: values.pop(parameter) for parameter in parameters if parameter in values}
            return command(**{name: make(**own)}, **values)

        decorated: Callable[..., Any] = with_value
        for option in reversed(given):
            decorated = option(decorated)
        return decorated

    return decorate


class Day(click.ParamType[date]):
    """A day written YYYY-MM-DD."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the day, or fail with the form it should have."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail("should be a day of the calendar, written YYYY-MM-DD", param, ctx)


def now() -> datetime:
    """Return this machine's current moment; the only place where the clock is read."""
    return datetime.now().astimezone()


def today() -> date:
    """Return this machine's current day."""
    return now().date()


def confirm(question: str, *, yes: bool, flag: str) -> None:
    """Ask before something that cannot be undone; where nobody can answer, name the flag that answers.

    Raises `click.Abort` for a no, and `click.UsageError` where stdin is no terminal and ``yes`` is false.
    """
    if yes:
        return
    if not sys.stdin.isatty():
        raise click.UsageError(f"This needs an answer and nobody can give one here; add {flag}.")
    click.confirm(question, abort=True, err=True)


as_of: Decorator = click.option(
    "--as-of", type=Day(), default=today, show_default="today", help="The day the packet speaks as of."
)


def was_day_given() -> bool:
    """Return whether the command was told its day, rather than taking the clock's."""
    return click.get_current_context().get_parameter_source("as_of") is ParameterSource.COMMANDLINE


def payer(command: Callable[..., Any]) -> Callable[..., Any]:
    """Take the profile that a case is held against, where it is not to be that of its payer."""
    by_id = click.option("--payer", metavar="ID", help="Hold the case against this profile instead of its own.")
    without = click.option(
        "--no-profile",
        "payer",
        flag_value=_BASELINE,
        help="The payer has no profile: hold the case against the FDA-cleared indication, and say so.",
    )
    return by_id(without(command))


_BASELINE = "fda-label"
json_output: Decorator = click.option("--json", "as_json", is_flag=True, help="Print data instead of words.")
show_values: Decorator = click.option(
    "--show-values", is_flag=True, help="Show values in error excerpts; they may be a patient's."
)
case_files: Decorator = click.argument(
    "cases", nargs=-1, required=True, metavar="CASE...", type=click.Path(path_type=Path)
)


def case_file(path: Path) -> Path:
    """Take a case file, or the ``case.yaml`` of a folder that was named instead.

    Raises `Refused` (PA193) for a file that cannot be a case by its name, such as one of its exhibits.
    """
    if path.is_dir():
        return path / "case.yaml"
    if path.is_file() and path.suffix.lower() not in _CASE_SUFFIXES:
        raise Refused([problem("PA193", Where(str(path)))])
    return path
