"""One question to a person, what may be answered, and the answer as it is kept."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from priorauth.case.sources import ExhibitId
from priorauth.comparison.settled_claims import PracticeRole, ReviewOutcome
from priorauth.exhibits.pages import Rect
from priorauth.parsing.model import Line, Prose, Record
from priorauth.problems import Owner
from priorauth.reading.facts import Fact
from priorauth.reading.model import Passage

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
ItemId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{12}$")]


class ReviewQuestion(StrEnum):
    """What a person is asked."""

    IS_IT_THERE = "is_it_there"
    """Whether words that are doubted or were not understood say what the case says."""
    WHICH_VALUE = "which_value"
    """Which of several readings is right, where the record differs from the case or from itself."""
    ANSWER_IT = "answer_it"
    """What is to be said to words that speak against the request."""
    READ_THIS_PAGE = "read_this_page"
    """What a page without readable text says."""
    WHOSE_IS_IT = "whose_is_it"
    """Whether a document that names no patient is this one's."""
    IS_IT_WHOLE = "is_it_whole"
    """Whether a report is whole, although the count on its pages says that some are missing."""
    GET_THE_RECORD = "get_the_record"
    """Where a record is that can show it: the chart holds none."""


class Choice(Record):
    """One answer that may be given, and the claims that it settles."""

    outcome: ReviewOutcome
    value: str | None = None
    """Of a correction: the value that a passage gives."""
    says: str
    """The choice as a person reads it."""
    claims: tuple[str, ...] = ()
    needs_statement: bool = False
    """Whether it counts only with the clinician's own words."""
    closes: bool = False
    """Whether the claims may be made after it, or what was raised no longer stands in the way."""

    @property
    def key(self) -> str:
        """The choice as a command names it: ``confirm``, ``correct=16``."""
        return self.outcome.value if self.value is None else f"{self.outcome.value}={self.value}"


class ShownPage(Record):
    """What was on the screen: a page as it was, and the places on it that were marked."""

    exhibit: ExhibitId
    page: Annotated[int, Field(ge=1)]
    text_sha256: Sha256
    picture_sha256: Sha256 | None = None
    """Of a page without readable text: the fingerprint of its picture."""
    boxes: tuple[Rect, ...] = ()


class ReviewItem(Record):
    """One question: made anew from case and chart each time, and the same as long as both stay as they are."""

    id: ItemId
    """A digest of what is asked, of what the case says, and of the pages that are shown."""
    question: ReviewQuestion
    fact: Fact | None = None
    """What it is about; ``None`` where it is about several facts, as a page nobody has read."""
    claims: tuple[str, ...] = ()
    """The fields of the case that wait for it, and names of findings that no claim covers."""
    about: Line
    """What it is about, in a few words: ``physical therapy: last day; physical therapy: visits kept``."""
    asked: str
    """The question as a person reads it; it may hold the patient's values."""
    documents: tuple[str, ...] = ()
    """Of a question about whole documents: which."""
    passages: tuple[Passage, ...] = ()
    seen: tuple[ShownPage, ...] = ()
    choices: tuple[Choice, ...]
    may_settle: PracticeRole
    owner: Owner
    """Who can put it right where nobody may settle it."""


class Settlement(Record):
    """A person's answer to an item, as a line of the file keeps it."""

    kind: Literal["settlement"] = "settlement"
    item: ItemId
    outcome: ReviewOutcome
    value: Line | None = None
    by: Line
    role: PracticeRole
    on: date
    seen: tuple[ShownPage, ...] = ()
    text: Prose | None = None
    """Of a page to be read: its sentences as printed, typed by the person."""
    page: Annotated[int, Field(ge=1)] | None = None
    """The exhibit's page on which they stand."""
    statement: Prose | None = None


class Withdrawal(Record):
    """A later line that takes an item's answers back."""

    kind: Literal["withdrawal"] = "withdrawal"
    item: ItemId
    by: Line
    role: PracticeRole
    on: date


Entry = Annotated[Settlement | Withdrawal, Field(discriminator="kind")]
"""A line of the file."""
