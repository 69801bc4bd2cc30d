"""The list of fixed sentences: what a practice's letters say of every patient, each approved by name."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import Field

from priorauth.parsing.model import Line, Record
from priorauth.parsing.validation import read_model

FIXED_SENTENCES = "fixed_sentences.yaml"
"""The list's file among a practice's templates; it is approved with the letters that use it."""


class FixedSentence(Record):
    """A sentence as it is read, fields by their names in double braces, and who found it true of everybody."""

    says: Annotated[str, Field(min_length=1, max_length=2_000)]
    by: Line
    on: date


class _FixedSentences(Record):
    sentences: tuple[FixedSentence, ...] = ()


def read_fixed_sentences(path: Path) -> tuple[FixedSentence, ...]:
    """Return the list in a file. Raises `Refused` (PA1xx) for one that cannot be read."""
    return read_model(path, _FixedSentences).value.sentences
