"""A denial as an appeal answers it: the day, the payer's number, the last day to appeal, and the reasons."""

from __future__ import annotations

import json
from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from priorauth.appeals.denial_reasons import ReasonKind
from priorauth.domain.dates import Day
from priorauth.parsing.model import Line, Prose, Record


class AppealLevel(StrEnum):
    """Who decides the appeal: the payer, the payer again, or a reviewer outside it."""

    FIRST = "1"
    SECOND = "2"
    EXTERNAL = "external"


class DenialReason(Record):
    """One reason for a denial."""

    kinds: Annotated[tuple[ReasonKind, ...], Field(min_length=1)]
    text: Prose | None = None
    """The reason as the payer printed it; ``None`` where only its kind was named."""
    page: Annotated[int, Field(ge=1)] | None = None
    """The page of the denial letter it was read on."""
    answer: Prose | None = None
    """The physician's own answer, word for word, where no criterion answers it."""


class Denial(Record):
    """What is appealed, and at which level."""

    level: AppealLevel
    denied_on: Day
    reference: Line | None = None
    """The payer's number for the denied request."""
    appeal_by: Day | None = None
    """The last day for this appeal, where one is known."""
    appeal_by_source: Line | None = None
    """Where that day comes from: the denial letter, the ledger, or a clock with its source and grade."""
    earlier: tuple[Line, ...] = ()
    """The appeals before this one, each with its day, as the ledger has them."""
    reasons: Annotated[tuple[DenialReason, ...], Field(min_length=1)]
    approved: tuple[Prose, ...] = ()
    """What the payer approved of the request, in its words; the appeal asks for the rest alone."""
    send_to: Line | None = None
    """The address that the letter gives for this appeal."""
    fax: Line | None = None
    """The fax number that the letter gives for this appeal."""
    call_by: Day | None = None
    """The last day of the peer-to-peer window that the letter gives."""
    call_phone: Line | None = None
    notice_note: Line | None = None
    """What the office has to know of the model notice that the letter follows."""
    granted: tuple[Prose, ...] = ()
    """What the payer grants, in its words; the appeal does not argue it again."""

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.appeal_by is not None and self.appeal_by < self.denied_on:
            raise PydanticCustomError("order", "the last day to appeal lies before the denial")
        return self

    def has_passed(self, as_of: date) -> bool:
        """Whether the last day to appeal lies before ``as_of``."""
        return self.appeal_by is not None and self.appeal_by < as_of


def written(denial: Denial) -> bytes:
    """Write a denial down, so that its appeal can be made again; the same bytes for the same denial."""
    return (json.dumps(denial.model_dump(mode="json"), indent=2, ensure_ascii=False) + "\n").encode()


def read_denial(data: bytes) -> Denial:
    """Read a denial that was written down. Raises ``ValueError`` for anything else."""
    try:
        return Denial.model_validate_json(data)
    except ValidationError:
        raise ValueError("not a denial as it was written down") from None


def file_name(case_id: str) -> str:
    """Name the file a packet's folder keeps its denial in."""
    return f"{case_id}-denial.json"


def letter_template(level: AppealLevel) -> str:
    """Name the template of an appeal's letter."""
    return f"appeal_level_{level.value}" if level is not AppealLevel.EXTERNAL else "appeal_external"


APPEAL_LETTERS = frozenset(letter_template(level) for level in AppealLevel)
"""The templates of letters that go out in an appeal."""
