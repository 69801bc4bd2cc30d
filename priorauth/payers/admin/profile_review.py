"""Marking a profile as read again: its dates are moved and the reading is noted; all else stays."""

from __future__ import annotations

import re
from datetime import date

from priorauth.parsing.tree import Plain, Tree, read_tree
from priorauth.payers.library import LoadedProfile
from priorauth.payers.model import Review
from priorauth.payers.yaml_edit import quoted, with_value
from priorauth.problems import Problem, Refused, Where, problem

MONTHS_BETWEEN = 3
"""Months from one reading to the next where no other day is given: the tool's own interval, not a payer's."""
_ENTRY = re.compile(r"(\s*)- ")


def check_days(loaded: LoadedProfile, on: date, next_day: date, today: date) -> None:
    """Raise `Refused` with every day that cannot be right: PA338, PA340, PA341."""
    found: list[Problem] = []
    if on < loaded.profile.retrieved:
        found.append(problem("PA338", loaded.locate(("retrieved",)), retrieved=loaded.profile.retrieved))
    if next_day <= on:
        found.append(problem("PA340", Where(field="--next")))
    if on > today:
        found.append(problem("PA341", Where(field="--on")))
    if found:
        raise Refused(found)


def reviewed(data: bytes, file: str, review: Review, next_day: date) -> bytes:
    """Return a profile's file with its dates moved and a review added, and every other character as it was.

    Raises `Refused` (PA339) where that cannot be done without touching anything else.
    """
    text = data.decode("utf-8")
    wanted = _wanted(read_tree(data, file).content, review, next_day)
    try:
        text = _with_day(text, file, "retrieved", review.on)
        text = _with_day(text, file, "review_by", next_day)
        text = _with_review(text, file, review)
        came_out = read_tree(text.encode(), file).content == wanted
    except Refused as refused:
        if any(p.code == "PA339" for p in refused.problems):
            raise
        came_out = False  # a line that was put in does not fit the way the file is written
    if not came_out:
        raise Refused([problem("PA339", Where(file), key="reviews")])
    return text.encode()


def _wanted(content: Plain, review: Review, next_day: date) -> Plain:
    """Say what the file has to hold in the end, which is what the result is held to."""
    if not isinstance(content, dict):
        return content
    earlier = content.get("reviews")
    entry: dict[str, Plain] = {"on": str(review.on), "by": review.by}
    entry |= {"note": review.note} if review.note else {}
    return {
        **content,
        "retrieved": str(review.on),
        "review_by": str(next_day),
        "reviews": [entry, *(earlier if isinstance(earlier, list) else [])],
    }


def _with_day(text: str, file: str, key: str, day: date) -> str:
    """Move a day; where it was inherited, give it a line of its own below the id."""
    tree = read_tree(text.encode(), file)
    changed = with_value(text, tree, (key,), str(day))
    if changed is None and (key,) not in tree.places:
        changed = _with_line(text, tree.places[("id",)].line, f"{key}: {day}")
    if changed is None:
        raise Refused([problem("PA339", tree.locate((key,)), key=key)])
    return changed


def _with_review(text: str, file: str, review: Review) -> str:
    note = f", note: {quoted(review.note)}" if review.note else ""
    entry = f"- {{on: {review.on}, by: {quoted(review.by)}{note}}}"
    tree = read_tree(text.encode(), file)
    first = tree.places.get(("reviews", 0))
    if first is not None:
        indent = _ENTRY.match(_line(tree, first.line))
        if indent is None:
            raise Refused([problem("PA339", tree.locate(("reviews",)), key="reviews")])
        return _with_line(text, first.line - 1, f"{indent[1]}{entry}")
    if ("reviews",) in tree.places:
        raise Refused([problem("PA339", tree.locate(("reviews",)), key="reviews")])
    return _with_line(_with_line(text, None, "reviews:"), None, f"  {entry}")


def _line(tree: Tree, number: int) -> str:
    return tree.lines[number - 1]


def _with_line(text: str, after: int | None, new: str) -> str:
    """Put a line below line ``after``, or at the end, ended as the file's own lines are."""
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += end
    lines.insert(len(lines) if after is None else after, f"{new}{end}")
    return "".join(lines)
