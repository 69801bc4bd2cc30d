"""What is wrong with one cell, before its place is known."""

from __future__ import annotations

from typing import NoReturn

from priorauth.problems import Problem, Where, problem


class Flaw(Exception):
    """A cell that is not read: a code of the catalogue with the words its message takes, never the value."""

    def __init__(self, code: str, fix: str | None = None, **names: str) -> None:
        self.code = code
        self.fix = fix
        self.names = names
        super().__init__(code)

    def at(self, where: Where, field: str) -> Problem:
        """Make the problem of it."""
        return problem(self.code, where, owner=None, fix=self.fix, excerpt=(), field=field, **self.names)


def refuse(code: str, *, fix: str | None = None, **names: str) -> NoReturn:
    """Raise a `Flaw`; ``fix`` replaces the catalogue's where the place knows better."""
    raise Flaw(code, fix, **names)
