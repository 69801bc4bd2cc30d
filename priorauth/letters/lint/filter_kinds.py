"""What each filter takes and gives, for the linter and the reference of filters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from priorauth.letters.lint.types import Sort


@dataclass(frozen=True, slots=True)
class FilterKind:
    """The signature of a filter.

    ``gives`` is ``None`` where it gives an item of the list. ``example`` is a template and ``shows`` what it prints
    with ``levels`` = L4, L5, S1 and ``word`` = Physical therapy.
    """

    takes: tuple[Sort, ...]
    items_printed: bool
    gives: Sort | None
    most_arguments: int
    meaning: str
    example: str
    shows: str


FILTER_KINDS: Mapping[str, FilterKind] = {
    "join": FilterKind(
        (Sort.LIST,), True, Sort.READY, 1,
        "puts a text between the values of a list",
        '{{ levels | join("; ") }}', "L4; L5; S1",
    ),
    "sentence_list": FilterKind(
        (Sort.LIST,), True, Sort.READY, 0,
        "lists values as a sentence does",
        "{{ levels | sentence_list }}", "L4, L5 and S1",
    ),
    "lower_first": FilterKind(
        (Sort.TEXT,), False, Sort.TEXT, 0,
        "begins a text with a small letter, unless it starts with an abbreviation such as MRI or L4",
        "{{ word | lower_first }}", "physical therapy",
    ),
    "capitalize_first": FilterKind(
        (Sort.TEXT,), False, Sort.TEXT, 0,
        "begins a text with a capital letter and leaves the rest",
        "{{ word | lower_first | capitalize_first }}", "Physical therapy",
    ),
    "length": FilterKind(
        (Sort.LIST, Sort.TEXT), False, Sort.NUMBER, 0,
        "counts the values of a list, or the characters of a text",
        "{{ levels | length }}", "3",
    ),
    "first": FilterKind(
        (Sort.LIST,), False, None, 0,
        "gives the first value of a list, inside a guard that the list is not empty: `{% if levels %}`",
        "{{ levels | first }}", "L4",
    ),
    "last": FilterKind(
        (Sort.LIST,), False, None, 0,
        "gives the last value of a list, inside a guard that the list is not empty: `{% if levels %}`",
        "{{ levels | last }}", "S1",
    ),
}  # fmt: skip
"""Every filter of `priorauth.letters.templates.filters.ALLOWED_FILTERS`."""
