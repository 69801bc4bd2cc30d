"""Names of people in a text, told by what stands beside them: a title, credentials, or a label (``Patient:``)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import takewhile

NAME_WORD = r"(?![a-zß-öø-ÿ])[^\W\d_][\w'’.-]*"
FULL_NAME = rf"{NAME_WORD}(?:[ \t]+{NAME_WORD}){{1,3}}"
_UP_TO_THREE = rf"{NAME_WORD}(?:[ \t]+{NAME_WORD}){{0,2}}"
_LABEL = r"(?i:\b(?:patient(?:'s name)?|member|insured|subscriber|beneficiary|re)\b)[ \t]*[:|][ \t]*\**"
_CREDENTIAL = (
    r"(?:M\.?D\.?|D\.?O\.?|P\.?A\.?(?:-C)?|N\.?P\.?|F\.?N\.?P\.?(?:-C)?|APRN|DNP|Ph\.?D\.?|DPM|FAAPMR|FIPP|MPH)"
)
_AFTER_A_COMMA = r"(?:DPT|PT|DC|RN)"
"""Credentials that stand for a treatment as well: behind a comma they are somebody's."""


class NameSign(Enum):
    """What tells that some words are a name: its pattern, and the least words a name has there."""

    LABEL = rf"{_LABEL}(?P<name>{NAME_WORD}(?:[ \t]*,)?(?:[ \t]+{NAME_WORD}){{1,3}})", 2
    TITLE = rf"(?<!\w)(?:Mr|Mrs|Ms|Miss|Mx)\.?\s+(?P<name>{_UP_TO_THREE})", 1
    DOCTOR = rf"(?<!\w)Dr\.?\s+(?P<name>{_UP_TO_THREE})", 1
    CREDENTIALS = (
        rf"(?P<name>{FULL_NAME})(?:,?\s+{_CREDENTIAL}|,\s*{_AFTER_A_COMMA})"
        rf"(?:,?\s+(?:{_CREDENTIAL}|{_AFTER_A_COMMA}))*(?!\w)",
        2,
    )


ROLES = frozenset({
    "medical", "director", "physician", "surgeon", "department", "management", "utilization", "review", "services",
    "team", "sir", "madam", "doctor", "name", "born", "member", "records", "radiology", "plan", "number", "id",
    "authorization", "request", "letter", "appeal", "prior",
})  # fmt: skip
"""Words that stand where a name could, and name a role or a thing."""


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name, ``text[start:end]``, and where it ends with its credentials, if it has any."""

    name: str
    start: int
    end: int
    credentials_end: int

    @property
    def is_role(self) -> bool:
        """Whether it has a word that no name has."""
        return any(word.casefold().strip(".,") in ROLES for word in self.name.split())


def names_in(text: str, *told_by: NameSign) -> Iterator[PersonName]:
    """Find the capitalized words that one of these tells for a name, in the order given; they may overlap."""
    for told in told_by:
        pattern, least = told.value
        for match in re.finditer(pattern, text):
            words = list(re.finditer(NAME_WORD, match["name"]))
            ordered = reversed(words) if told is NameSign.CREDENTIALS else words
            run = list(takewhile(lambda word: word[0][0].isupper(), ordered))
            if len(run) >= least:
                start = match.start("name") + min(word.start() for word in run)
                name = text[start : match.start("name") + max(word.end() for word in run)].rstrip(".,")
                yield PersonName(name, start, start + len(name), match.end())
