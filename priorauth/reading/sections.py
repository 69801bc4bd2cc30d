"""The sections of chart documents: their names, and how what stands in them stands unless its words say more."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from priorauth.domain.written_dates import dates_in
from priorauth.reading.model import About, Standing
from priorauth.reading.word_tables import rows, wrong_row

_TABLE = Path(__file__).parent / "sections.tsv"
_COLUMNS = ("section", "standing", "about", "ends", "labels")


@dataclass(frozen=True, slots=True)
class Section:
    """A kind of section. ``standing`` is the default of what it holds, or none."""

    name: str
    standing: Standing | None = None
    about: About = About.PATIENT
    ends_at_label: bool = True


BODY = Section("body")
"""Where no known section is open: what stands there stands as its words say."""


@cache
def known_sections() -> dict[str, Section]:
    """Return every known label, in lower case and without signs, with its section."""
    found: dict[str, Section] = {}
    for row in rows(_TABLE, _COLUMNS):
        if row["ends"] not in ("label", "heading"):
            raise wrong_row(_TABLE, row, "'ends' is 'label' or 'heading'")
        standing = None if row["standing"] == "none" else Standing(row["standing"])
        section = Section(row["section"], standing, About(row["about"]), row["ends"] == "label")
        for label in row["labels"].split("|"):
            if found.setdefault(label, section) != section:
                raise wrong_row(_TABLE, row, f"the label {label!r} stands for two sections")
    return found


def section_of(label: str) -> Section | None:
    """Return the section a printed label opens, or none for a label nobody knows: ``ADDENDUM, August 25, 2026``."""
    plain = " ".join(re.sub(r"[^\w\s]|_", " ", undated(label).lower()).replace(" & ", " and ").split())
    plain = re.sub(r"^(?:\d{1,2}|[ivx]{1,4}) ", "", plain)
    plain = re.sub(r"(?: by .*)?(?: (?:dated?|on|of))?(?: \d+)*$", "", plain)
    known = known_sections().get(plain) or known_sections().get(re.sub(r" (?:and|or) ", " ", plain))
    if known is None and _ADDENDUM.fullmatch(plain):
        return known_sections()["addendum"]
    if known is None and "(" in label:
        return section_of(_ASIDE.sub(" ", label).replace("(", " "))
    return known


_ADDENDUM = re.compile(r"addendum(?: \w+){1,4}")
"""An addendum with words of its day or its number: ``ADDENDUM next day``, ``Addendum number two``."""

_ASIDE = re.compile(r"\([^()]*\)")
"""What a label adds in brackets: ``ADDENDUM (requested by Dr. Fenn)``."""


def undated(label: str) -> str:
    """Return a label without the dates and the times of day that it prints."""
    for found in reversed(dates_in(label)):
        label = f"{label[: found.start]} {label[found.end :]}"
    return _TIME.sub(" ", label)


_TIME = re.compile(r"\b\d{1,2}:\d\d(?::\d\d)?(?:\s*[ap]\.?m\b\.?)?(?:\s*[A-Z]{2,3}\b)?", re.IGNORECASE)
