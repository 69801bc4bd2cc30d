"""What the language of templates gives, for the linter and the reference: filters, and the fields of ``loop``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from priorauth.letters.lint.types import NUMBER, YES_NO, InferredKind, ValueType


@dataclass(frozen=True, slots=True)
class FilterSignature:
    """The signature of a filter.

    ``gives`` is ``None`` where it gives an item of the list. ``example`` is a template and ``shows`` what it prints
    with ``levels`` = L4, L5, S1 and ``word`` = Physical therapy.
    """

    takes: tuple[ValueType, ...]
    items_printed: bool
    gives: ValueType | None
    most_arguments: int
    meaning: str
    example: str
    shows: str


FILTERS: Mapping[str, FilterSignature] = {
    "join": FilterSignature(
        (ValueType.LIST,), True, ValueType.READY, 1,
        "puts a text between the values of a list",
        '{{ levels | join("; ") }}', "L4; L5; S1",
    ),
    "sentence_list": FilterSignature(
        (ValueType.LIST,), True, ValueType.READY, 0,
        "lists values as a sentence does",
        "{{ levels | sentence_list }}", "L4, L5 and S1",
    ),
    "lower_first": FilterSignature(
        (ValueType.TEXT,), False, ValueType.TEXT, 0,
        "begins a text with a small letter, unless it starts with an abbreviation such as MRI or L4",
        "{{ word | lower_first }}", "physical therapy",
    ),
    "capitalize_first": FilterSignature(
        (ValueType.TEXT,), False, ValueType.TEXT, 0,
        "begins a text with a capital letter and leaves the rest",
        "{{ word | lower_first | capitalize_first }}", "Physical therapy",
    ),
    "length": FilterSignature(
        (ValueType.LIST, ValueType.TEXT), False, ValueType.NUMBER, 0,
        "counts the values of a list, or the characters of a text",
        "{{ levels | length }}", "3",
    ),
    "first": FilterSignature(
        (ValueType.LIST,), False, None, 0,
        "gives the first value of a list, inside a guard that the list is not empty: `{% if levels %}`",
        "{{ levels | first }}", "L4",
    ),
    "last": FilterSignature(
        (ValueType.LIST,), False, None, 0,
        "gives the last value of a list, inside a guard that the list is not empty: `{% if levels %}`",
        "{{ levels | last }}", "S1",
    ),
}  # fmt: skip
"""Every filter of `priorauth.letters.templates.filters.ALLOWED_FILTERS`."""


@dataclass(frozen=True, slots=True)
class LoopField:
    """What ``loop`` tells inside a loop; ``kind`` is ``None`` for an item of the list, absent at its ``edge``."""

    kind: InferredKind | None
    meaning: str
    edge: str = ""


LOOP_FIELDS: Mapping[str, LoopField] = {
    "index": LoopField(NUMBER, "which turn it is, counted from 1"),
    "first": LoopField(YES_NO, "whether this is the first turn"),
    "last": LoopField(YES_NO, "whether this is the last turn"),
    "length": LoopField(NUMBER, "how many turns there are"),
    "previtem": LoopField(None, "the item of the turn before; not there in the first turn", "first"),
    "nextitem": LoopField(None, "the item of the turn after; not there in the last turn", "last"),
}
"""Every field the sandbox lets through."""
