"""Whether a case id is opaque: it names files and stands on every page, so it may say nothing of the patient."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

_SHORTEST_NAME = 3
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])\Z", re.IGNORECASE)
_DAY_FORMS = ("%Y%m%d", "%m%d%Y", "%d%m%Y", "%y%m%d", "%m%d%y", "%d%m%y")


def holds_a_name(case_id: str, names: Iterable[str]) -> bool:
    """Whether an id holds a part of the patient's name, of three letters or more."""
    words = _words(case_id)
    return any(_is_among(name, words) for name in re.findall(r"[^\W\d_]+", " ".join(names).casefold()))


def _is_among(name: str, words: Sequence[str]) -> bool:
    if len(name) < _SHORTEST_NAME:
        return False
    return name in words or (
        len(name) > _SHORTEST_NAME and any(word.startswith(name) or word.endswith(name) for word in words)
    )


def _words(case_id: str) -> list[str]:
    return [word.casefold() for word in re.findall(r"[A-Za-z]+", case_id)]


def holds_a_day(case_id: str, day: date) -> bool:
    """Whether an id holds a day in figures, in any order and with any signs between them."""
    pieces = [digits for digits in re.split(r"[A-Za-z]+", case_id) if digits]
    figures = {"".join(re.findall(r"\d", piece)) for piece in pieces} | set(re.findall(r"\d+", case_id))
    unpadded = {"".join(part.lstrip("0") for part in re.findall(r"\d+", piece)) for piece in pieces}
    month, year = str(day.month), str(day.year)
    plain = {f"{year}{month}{day.day}", f"{month}{day.day}{year}", f"{day.day}{month}{year}"}
    return any(day.strftime(form) in figures for form in _DAY_FORMS) or bool(plain & unpadded)


def is_reserved(case_id: str) -> bool:
    """Whether Windows keeps the name for a device, so that no file may have it."""
    return _RESERVED.match(case_id) is not None
