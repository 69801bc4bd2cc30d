"""What of a concordance holds a packet back."""

from __future__ import annotations

from collections.abc import Iterator

from priorauth.comparison.model import Checked, Concordance, Verdict
from priorauth.problems import Problem, Where, problem


def problems_of(concordance: Concordance) -> tuple[Problem, ...]:
    """Return the problems that stop a packet: what an exhibit contradicts, and pages nobody has read.

    What was not found is no problem here but a gap of the assessment. An unread page is named once, by the first
    claim that rests on it.
    """
    return tuple(_problems(concordance))


def _problems(concordance: Concordance) -> Iterator[Problem]:
    unread: set[tuple[str, int | None]] = set()
    for item in concordance.checked:
        if item.verdict is Verdict.UNREADABLE and item.code is not None:
            if (item.exhibit, item.page) in unread:
                continue
            unread.add((item.exhibit, item.page))
        elif item.verdict is not Verdict.CONTRADICTED:
            continue
        yield _problem(item)


def _problem(item: Checked) -> Problem:
    shown = item.passage
    exhibit, page = (shown.exhibit, shown.page) if shown else (item.exhibit or None, item.page)
    where = Where(exhibit=exhibit, page=page, field=item.claim)
    code, claim = str(item.code), item.claim
    count = item.page_count if item.file_pages is None else f"{item.page_count} (of its file {item.file_pages})"
    return problem(code, where, owner=item.owner, fix=_page_fix(item), key=claim, page=item.page, count=count)


def _page_fix(item: Checked) -> str | None:
    """Say how the pages of a part of a file are counted: a person may have looked at the file."""
    if item.file_pages is None or item.page is None:
        return None
    if item.page not in item.file_pages.numbers:
        return "correct the page: the exhibit's own pages are counted, from 1, and not those of its file"
    own = item.file_pages.numbers.index(item.page) + 1
    return f"correct the page: page {item.page} of the file is page {own} of the exhibit"
