"""A row's case id: opaque, never a name, and standing in one row alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from priorauth.batch.worklist.model import WorklistRow
from priorauth.batch.worklist.sheet import Sheet, refuse
from priorauth.case.case_id import holds_a_name, is_reserved
from priorauth.parsing.cell_tree import cell_address
from priorauth.problems import problem

_FORM = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}\Z")
_SOCIAL_SECURITY = re.compile(r"\d{3}-\d{2}-\d{4}\Z", re.ASCII)
_DAY = re.compile(r"(\d{1,2}-\d{1,2}-\d{4}|\d{4}-\d{1,2}-\d{1,2})\Z", re.ASCII)
_LIKE_A_NAME = re.compile(r"[A-Z][a-z]+\Z")


def check_case_id(case_id: str, names: Sequence[str]) -> None:
    """Refuse (PA1011) an id that says who the patient is, or cannot name a file.

    ``names`` are the patient's as the same row gives them.
    """
    if not _FORM.match(case_id):
        refuse("PA1011", what="has spaces or signs in it, or more than 40 characters; it may be a name")
    if _SOCIAL_SECURITY.match(case_id):
        refuse("PA1011", what="has the form of a Social Security number")
    if _DAY.match(case_id):
        refuse("PA1011", what="has the form of a date")
    if is_reserved(case_id):
        refuse("PA1011", what="is a name that Windows keeps for a device")
    if holds_a_name(case_id, names) or _looks_like_a_name(case_id):
        refuse("PA1011", what="looks like a name")


def _looks_like_a_name(case_id: str) -> bool:
    parts = re.split(r"[-_]", case_id)
    has_digit = any(character.isdigit() for character in case_id)
    return not has_digit and (len(parts) == 1 or any(_LIKE_A_NAME.match(part) for part in parts))


def mark_doubles(rows: Sequence[WorklistRow], columns: Mapping[str, int], sheet: Sheet) -> tuple[WorklistRow, ...]:
    """Refuse (PA1012) every row whose case id stands in another one too, except where that one is struck out."""
    by_id: dict[str, list[WorklistRow]] = defaultdict(list)
    for row in rows:
        if row.case_id is not None:
            by_id[row.case_id.casefold()].append(row)
    column = columns["case_id"]
    marked = []
    for row in rows:
        others = [other for other in by_id.get((row.case_id or "").casefold(), ()) if other.number != row.number]
        if others:
            other = cell_address(others[0].number, column)
            found = problem("PA1012", sheet.where(row.number, column), other=other)
            row = replace(row, problems=(*row.problems, found))  # noqa: PLW2901  (the same row, with more to say)
        marked.append(row)
    return tuple(marked)
