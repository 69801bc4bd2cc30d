"""The one way the Markdown readers say no."""

from __future__ import annotations


class UnusableError(Exception):
    """The text holds something a letter cannot; ``what`` names it in words that carry no value."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what
