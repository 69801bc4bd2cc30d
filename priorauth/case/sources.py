"""What a fact rests on: the page that shows it, and what a silent chart means."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from priorauth.parsing.model import DescribedRecord, Line, Prose

ExhibitId = Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,2}$")]
"""How a packet names an exhibit: one or two capital letters."""


class Stated(StrEnum):
    """What the chart says of a yes-or-no question; silence is an answer of its own."""

    YES = "yes"
    NO = "no"
    NOT_DOCUMENTED = "not_documented"


class Source(DescribedRecord):
    """The page of the packet that shows a fact."""

    exhibit: ExhibitId
    """The exhibit's id, as listed under ``exhibits``."""
    page: Annotated[int, Field(ge=1)] | None = None
    """The page within that exhibit as it is bound, counted from 1, whichever pages of its file it is."""
    quote: Prose | None = None
    """The words on that page, copied exactly."""


class Answer(DescribedRecord):
    """A named person's answer to something in the chart that speaks against the procedure."""

    by: Line
    """Who answers, with credentials."""
    statement: Prose
    """The answer, as it is to stand in the letter."""
    source: Source | None = None
