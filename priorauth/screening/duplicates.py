"""Pages and documents that are in the packet twice. A reviewer who meets a page again looks for what is missing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from priorauth.exhibits.pages import OpenedExhibit, Page, TextOrigin
from priorauth.problems import Problem, Where, problem
from priorauth.screening.page_likeness import Picture

SAME_PAGE, SAME_DOCUMENT = "PA761", "PA762"

_LEAST_LETTERS = 40
"""A page with fewer letters and digits is a divider or a form's back, and many are alike."""


@dataclass(frozen=True, slots=True)
class Copies:
    """What is there twice: the problems, and by exhibit the pages that only repeat another of the same exhibit."""

    problems: tuple[Problem, ...]
    pages: Mapping[str, frozenset[int]]


def find_copies(opened: Sequence[OpenedExhibit], looks: Mapping[str, Mapping[int, Picture]]) -> Copies:
    """Find pages with the same words, white space apart, and scans with the same picture (``looks``).

    Of exhibits that are pages of a file, the file's same page in two of them is one, whatever is on it.
    """
    contents = {item.exhibit.id: [_content(page, looks[item.exhibit.id]) for page in item.pages] for item in opened}
    problems: list[Problem] = []
    repeated: dict[str, frozenset[int]] = {}
    seen: dict[str, tuple[str, int]] = {}
    for index, item in enumerate(opened):
        own = contents[item.exhibit.id]
        twin = next((other for other in opened[:index] if _is_same(item, other, contents)), None)
        if twin is not None:
            problems.append(problem(SAME_DOCUMENT, Where(exhibit=item.exhibit.id), other=twin.exhibit.id))
        for number, content in enumerate(own, 1):
            place = content or f"page:{item.sha256}:{item.file_page(number)}"
            first = seen.setdefault(place, (item.exhibit.id, number))
            if first != (item.exhibit.id, number) and twin is None:
                problems.append(_again(item.exhibit.id, number, first))
        firsts = {content: number for number, content in reversed(list(enumerate(own, 1))) if content is not None}
        repeated[item.exhibit.id] = frozenset(
            number for number, content in enumerate(own, 1) if content is not None and firsts[content] != number
        )
    return Copies(tuple(problems), repeated)


def _again(exhibit: str, page: int, first: tuple[str, int]) -> Problem:
    return problem(SAME_PAGE, Where(exhibit=exhibit, page=page), other=first[0], number=first[1])


def _is_same(one: OpenedExhibit, two: OpenedExhibit, contents: Mapping[str, list[str | None]]) -> bool:
    """Whether two exhibits are one document: the same pages of one file, or the same pages in any order."""
    if one.sha256 == two.sha256 and _file_pages(one) == _file_pages(two):
        return True
    mine, others = contents[one.exhibit.id], contents[two.exhibit.id]
    return None not in mine and Counter(mine) == Counter(others)


def _file_pages(opened: OpenedExhibit) -> list[int]:
    return [opened.file_page(page.number) for page in opened.pages]


def _content(page: Page, looks: Mapping[int, Picture]) -> str | None:
    """Return what makes a page itself, or ``None`` for one with too little on it to say."""
    words = re.sub(r"\s+", " ", page.text).strip().casefold()
    if page.origin is TextOrigin.LAYER and sum(character.isalnum() for character in words) >= _LEAST_LETTERS:
        return f"words:{words}"
    look = looks.get(page.number)
    return f"picture:{look.fingerprint}" if look is not None and not look.is_blank else None
