"""Pages of a file as people name them: ``18-20``, or ``3, 5-7``; counted from 1, in the order of the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from priorauth.domain.text_value import TextValue

_RUN = re.compile(r"\s*([0-9]{1,6})\s*(?:[-\u2013]\s*([0-9]{1,6})\s*)?")
_LONGEST = 200
_SHAPE = r"\s*\d{1,6}\s*([-\u2013]\s*\d{1,6}\s*)?"
_FORM = "should be pages of the file, such as 18-20 or 3, 5-7"


@dataclass(frozen=True, slots=True)
class PageRanges(TextValue):
    """Some pages of a file: ``runs`` of first and last, each behind the one before."""

    FAULT = ("page_ranges", "{reason}")
    SCHEMA: ClassVar[Mapping[str, object]] = {
        "maxLength": _LONGEST,
        "pattern": f"^{_SHAPE}(,{_SHAPE})*$",
        "examples": ["18-20", "3, 5-7"],
    }

    runs: tuple[tuple[int, int], ...]

    @classmethod
    def parse(cls, text: str) -> PageRanges:
        """Read ``18-20``, ``7`` or ``3, 5-7``; an en dash does as well.

        Raises ``ValueError``, with what is wrong in words that repeat nothing of the text.
        """
        if not text.strip():
            raise ValueError("is empty")
        matches = [_RUN.fullmatch(part) for part in text.split(",")] if len(text) <= _LONGEST else [None]
        runs = [(int(match[1]), int(match[2] or match[1])) for match in matches if match is not None]
        if len(runs) < len(matches):
            raise ValueError(_FORM)
        _check(runs)
        return cls(tuple(runs))

    @classmethod
    def covering(cls, several: Iterable[PageRanges]) -> PageRanges:
        """Return the pages that are in any of several."""
        merged: list[tuple[int, int]] = []
        for first, last in sorted(run for each in several for run in each.runs):
            if merged and first <= merged[-1][1] + 1:
                merged[-1] = (merged[-1][0], max(merged[-1][1], last))
            else:
                merged.append((first, last))
        return cls(tuple(merged))

    @property
    def last(self) -> int:
        """The last page that is named."""
        return self.runs[-1][1]

    @property
    def numbers(self) -> tuple[int, ...]:
        """Every page that is named; there may be a million, so `last` is to be looked at first."""
        return tuple(number for first, last in self.runs for number in range(first, last + 1))

    def __str__(self) -> str:
        return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in self.runs)


def _check(runs: Iterable[tuple[int, int]]) -> None:
    """Refuse what a slip of the hand makes: a record's pages are bound as they lie in it, each once."""
    before = 0
    for first, last in runs:
        if first == 0:
            raise ValueError("names page 0; pages are counted from 1")
        if last < first:
            raise ValueError("has a range that runs backwards")
        if first <= before:
            raise ValueError("names a page twice, or its pages out of order")
        before = last
