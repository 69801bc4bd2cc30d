"""Where sentences end: a full stop behind an abbreviation, an initial or the number of a list is no end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from priorauth.reading.word_tables import rows

_STOP = re.compile(r"[.!?]+[\"')\]\u201d]*(?=\s|$)|\.(?=[A-Z][a-z])")
_STOP_OR_NUMBER = re.compile(
    rf"{_STOP.pattern}|(?P<number>(?<=[\w.;,)])\s+(?:(?:[2-9]\)|\*)(?=\s+[A-Z])"
    r"|(?P<left>[(#]?)(?P<entry>[2-9])(?P<right>[)/]?)(?=\s+[A-Za-z]))\s+)"
)
"""Where a sentence ends, or the next entry of a list that runs on in its line: "1) Lumbago 2) Cervicalgia"."""
_INITIALS = re.compile(r"(?:[A-Za-z]\.){1,4}[A-Za-z]")
"""An abbreviation with a stop behind each letter: ``b.i.d.``, ``O.D.I.``."""
_ABBREVIATIONS = Path(__file__).parent / "abbreviations.tsv"
_LAST_WORD = re.compile(r"(?:[A-Za-z]+\.)*[A-Za-z]+\Z")
_NO_INITIAL = re.compile(
    r"\b(?:vitamin|hepatitis|influenza|type|grade|class|group|stage|part|figure|modic):?\s+[A-Z]\Z", re.IGNORECASE
)
"""A capital letter that ends a sentence and is no initial: "takes vitamin D. No fever"."""

_ASKS_ON = ("", ":", "-", "(", ",", ";")
"""What stands before a question mark that asks of what follows it: ``L4-5: ? fracture``."""


def sentence_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Return the spans of the sentences of ``text[start:end]``, one behind the other."""
    place = start
    for match in _STOP_OR_NUMBER.finditer(text, start, end):
        if match["number"] is not None:
            if match["entry"] and not _goes_on_counting(text, start, match):
                continue
            yield place, match.start()
            place = match.end()
            continue
        if match.group().startswith(".") and _is_abbreviation(text, place, match.start(), match.end(), end):
            continue
        if match.group() == "?" and text[place : match.start()].rstrip()[-1:] in _ASKS_ON:
            continue  # "? fracture" asks of what follows
        yield place, match.end()
        place = match.end()
    yield place, end


def _goes_on_counting(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether a number is the next of a count in the same signs that its line began: "1/ alignment 2/ canal"."""
    left, right = match["left"], match["right"]
    if not (left or right) or (left == "(" and right != ")"):
        return False
    line = text[text.rfind("\n", 0, start) + 1 : match.start()]
    begins, before = re.escape(f"{left}1{right}"), re.escape(f"{left}{int(match['entry']) - 1}{right}")
    return (
        re.search(rf"(?:\A|[.:;])\s*{begins}\s", line) is not None and re.search(rf"{before}\s", line) is not None
    )


@cache
def _abbreviations(when: str) -> frozenset[str]:
    table = rows(_ABBREVIATIONS, ("when", "words"))
    return frozenset(word for row in table if row["when"] == when for word in row["words"].split())


def _is_abbreviation(text: str, start: int, dot: int, after: int, end: int) -> bool:
    found = _LAST_WORD.search(text, max(start, dot - 12), dot)
    follows = text[after : min(end, after + 4)].strip()
    if not follows:
        return False
    if found is None:
        return re.search(r"(?:^|\s)\(?\d{1,2}\Z", text[max(start, dot - 4) : dot]) is not None and dot - start < 6
    word = found.group().lower()
    if word == "no" and follows[:1].isalpha():
        return follows.startswith("of ") or follows == "of"  # "No. of visits"
    if _NO_INITIAL.search(text, max(0, dot - 16), dot):
        return False
    if _INITIALS.fullmatch(found.group()):
        return not follows[:1].isupper()
    if word in _abbreviations("always") or (
        len(word) == 1 and found.group().isupper() and follows[:1].isupper() and dot - start > 1
    ):
        return not (len(word) == 1 and word in "rl")
    return word in _abbreviations("before_small") and (
        follows[:1].islower() or follows[:1].isdigit() or word in ("hx", "dx", "tx")
    )
