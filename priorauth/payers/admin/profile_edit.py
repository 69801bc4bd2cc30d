"""Changing a profile's own file, every other character left as it stands: a copy, and a reading noted in it."""

from __future__ import annotations

import io
import json
import re
from datetime import date

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from priorauth.files import read_file
from priorauth.parsing.tree import MAX_BYTES, Path, Plain, Tree, read_tree
from priorauth.payers.library import LoadedProfile
from priorauth.payers.model import PolicyReview
from priorauth.problems import Problem, Refused, Where, problem

MONTHS_BETWEEN = 3
"""Months from one reading to the next where no other day is given: the tool's own interval, not a payer's."""
_NO_WRAP = 10_000
_ENTRY = re.compile(r"(\s*)- ")
_SCALAR = re.compile(
    r'"(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\'|[^\s#,\[\]{}][^\n#,\]}]*?(?=\s*(?:#|,|\]|\}|$))', re.MULTILINE
)
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*\Z")


def copy_of(loaded: LoadedProfile, profile_id: str) -> str:
    """Return the text of a profile's own file under another id, or the same. What it extends it goes on extending.

    Raises `Refused` (PA339) for a file whose id cannot be replaced.
    """
    data, name = read_file(loaded.path, limit_bytes=MAX_BYTES), str(loaded.path)
    text = data.decode("utf-8-sig").replace("\r\n", "\n")
    copied = _with_value(text, read_tree(data, name), ("id",), profile_id)
    content = None if copied is None else read_tree(copied.encode(), loaded.path.name).content
    if not isinstance(content, dict) or content.get("id") != profile_id:
        raise Refused([problem("PA339", Where(name), key="id")])
    origin = f"# Copied from the profile '{loaded.profile.id}' (SHA-256 {loaded.sha256[:12]})."
    return f"{origin}\n{copied}"


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


def reviewed(data: bytes, file: str, review: PolicyReview, next_day: date) -> bytes:
    """Return a profile's file with its dates moved and a review added, and every other character as it was.

    A file written in another style than a line for each field is written anew, comments and order kept.
    Raises `Refused` (PA339) where neither comes out as it was meant.
    """
    text = data.decode("utf-8")
    wanted = _wanted(read_tree(data, file).content, review, next_day)
    for change in (_line_by_line, _written_anew):
        try:
            changed = change(text, file, review, next_day)
            if read_tree(changed.encode(), file).content == wanted:
                return changed.encode()
        except (Refused, YAMLError):  # what was put in does not fit the way the file is written
            continue
    raise Refused([problem("PA339", Where(file), key="reviews")])


def _line_by_line(text: str, file: str, review: PolicyReview, next_day: date) -> str:
    text = _with_day(text, file, "retrieved", review.on)
    return _with_review(_with_day(text, file, "review_by", next_day), file, review)


def _written_anew(text: str, file: str, review: PolicyReview, next_day: date) -> str:
    """Write a file of any style anew, its comments and the order of its fields kept; JSON stays JSON."""
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = _NO_WRAP
    is_json = text.lstrip("\ufeff \t\r\n").startswith("{")
    try:
        content = json.loads(text) if is_json else yaml.load(text)
    except json.JSONDecodeError:
        is_json, content = False, yaml.load(text)
    earlier = content.get("reviews") or []
    if not isinstance(earlier, list):
        raise Refused([problem("PA339", Where(file), key="reviews")])
    earlier.insert(0, {"on": str(review.on), "by": review.by} | ({"note": review.note} if review.note else {}))
    content.update(retrieved=str(review.on), review_by=str(next_day), reviews=earlier)
    if is_json:
        return json.dumps(content, indent=2, ensure_ascii=False) + "\n"
    written = io.StringIO()
    yaml.dump(content, written)
    return written.getvalue()


def _wanted(content: Plain, review: PolicyReview, next_day: date) -> Plain:
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
    changed = _with_value(text, tree, (key,), str(day))
    if changed is None and (key,) not in tree.places:
        changed = _with_line(text, tree.places[("id",)].line, f"{key}: {day}")
    if changed is None:
        raise Refused([problem("PA339", tree.locate((key,)), key=key)])
    return changed


def _with_review(text: str, file: str, review: PolicyReview) -> str:
    note = f", note: {_quoted(review.note)}" if review.note else ""
    flow = f"{{on: {review.on}, by: {_quoted(review.by)}{note}}}"
    entry = f"- {flow}"
    tree = read_tree(text.encode(), file)
    first = tree.places.get(("reviews", 0))
    if (in_row := _in_flow_list(text, tree, flow)) is not None:
        return in_row
    if first is not None:
        indent = _ENTRY.match(tree.lines[first.line - 1])
        if indent is None:
            raise Refused([problem("PA339", tree.locate(("reviews",)), key="reviews")])
        return _with_line(text, first.line - 1, f"{indent[1]}{entry}")
    if ("reviews",) in tree.places:
        raise Refused([problem("PA339", tree.locate(("reviews",)), key="reviews")])
    return _with_line(_with_line(text, None, "reviews:"), None, f"  {entry}")


def _in_flow_list(text: str, tree: Tree, entry: str) -> str | None:
    """Put an entry first in a list of readings that is written in brackets; ``None`` where none is."""
    first, whole = tree.places.get(("reviews", 0)), tree.places.get(("reviews",))
    place = first or whole
    lines = text.splitlines(keepends=True)
    if place is None or place.line > len(lines):
        return None
    line = lines[place.line - 1]
    head, rest = line[: place.column - 1], line[place.column - 1 :]
    if first is not None and head.rstrip().endswith("["):
        lines[place.line - 1] = f"{head}{entry}, {rest}"
    elif first is None and (empty := re.match(r"\[\s*\]", rest)):
        lines[place.line - 1] = f"{head}[{entry}]{rest[empty.end() :]}"
    else:
        return None
    return "".join(lines)


def _with_line(text: str, after: int | None, new: str) -> str:
    """Put a line below line ``after``, or at the end, ended as the file's own lines are."""
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += end
    lines.insert(len(lines) if after is None else after, f"{new}{end}")
    return "".join(lines)


def _with_value(text: str, tree: Tree, path: Path, value: str) -> str | None:
    """Put another value where a short text stands; ``None`` where no such text stands there.

    ``tree`` is the text as it was read. The caller reads the result again and holds it to what was meant.
    """
    place = tree.places.get(path)
    if place is None:
        return None
    lines = text.splitlines(keepends=True)
    if place.line > len(lines):  # an empty value at the end of the file
        return None
    line, at = lines[place.line - 1], place.column - 1
    match = _SCALAR.match(line.rstrip("\r\n"), at)
    if match is None:
        return None
    lines[place.line - 1] = line[:at] + _quoted(value) + line[match.end() :]
    return "".join(lines)


def _quoted(value: str) -> str:
    """Return a value as YAML has it: as it is where it is plain, else in double quotes."""
    return value if _PLAIN.match(value) and value.lower() != "null" else json.dumps(value, ensure_ascii=False)
