"""A claim as it is put to a person: what the case says, in words, and by which rule it may be settled."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from pydantic import BaseModel

from priorauth.case.model import (
    Case,
    Certainty,
    ImagingFinding as ReportedFinding,
    PainLevels,
    Score,
    Source,
    Stated,
)
from priorauth.comparison.chart_verdicts import ComparedClaim
from priorauth.domain.dates import PartialDate
from priorauth.domain.spine import joined
from priorauth.review.settling import SettlingRule, settling_rules

_WHICH = (
    "modality", "detail", "date", "disc_level", "vertebral_body", "certainty", "generator", "instrument",
    "modic_types", "method",
)  # fmt: skip
"""Fields that tell one entry of a list from another."""
_SAYS_NOTHING = frozenset({"present", "performed", "transitional", "verdict", "findings"})
_WORDS = {
    "conservative_care": "treatment", "imaging": "MRI", "other_generators": "work-up", "modic_types": "Modic type",
    "modality": "that it was given", "start": "first day", "end": "last day", "sessions": "visits kept",
    "leg_symptoms": "leg pain, numbness or weakness", "matching_levels": "levels the pain matches",
    "onset": "when the pain began", "pattern": "pain pattern", "numbering": "transitional vertebra",
    "relief_percent": "relief from the block", "prior_ablation": "earlier basivertebral nerve ablation",
    "skeletally_mature": "skeletal maturity", "implanted_pulse_generator": "pacemaker or other pulse generator",
    "stenosis_needing_decompression": "stenosis that needs decompression", "anticoagulants": "blood thinner",
    "nsaid": "NSAID", "facet": "facet joints", "sacroiliac": "sacroiliac joints", "radicular": "nerve roots",
    "injection_into_body": "injection into the vertebral body",
}  # fmt: skip
"""Names of fields as an office says them; another's is its own name with blanks."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim that waits for a person, with the value that the case gives it."""

    compared: ComparedClaim
    value: object
    entries: tuple[BaseModel, ...]
    """The entries of lists it belongs to: a study and its finding, a course of care."""
    exhibits: frozenset[str] = frozenset()
    """The exhibits that the case names for it: where to look first, and no evidence."""

    @property
    def rule(self) -> SettlingRule:
        """Who may settle it, and on what."""
        return settling_rules()[self.compared.fact]

    @property
    def is_absence(self) -> bool:
        """Whether the case says that a thing is not there."""
        return self.value is Stated.NO

    @property
    def report_finding(self) -> ReportedFinding | None:
        """The finding of a report that it is part of."""
        return next((entry for entry in self.entries if isinstance(entry, ReportedFinding)), None)

    @property
    def may_be_hedged(self) -> bool:
        """Whether the case itself says no more than that the report suggests it."""
        finding = self.report_finding
        return finding is not None and finding.certainty is Certainty.HEDGED

    @property
    def field(self) -> str:
        """The last name of its field: ``sessions``, ``modic_types``."""
        return _names(self.compared.claim)[-1]

    @property
    def label(self) -> str:
        """What it is about, without a value of the patient's: ``physical therapy: visits kept``."""
        whose = [name for entry in self.entries if (name := _name_of(entry))]
        names = [name for name in _names(self.compared.claim) if name not in _SAYS_NOTHING]
        last = thing(names[-1]) if len(names) > 1 or not whose else ""
        return ": ".join(part for part in (" ".join(whose), last) if part) or names[-1]

    @property
    def words(self) -> str:
        """What the case says, as a person reads it: ``physical therapy: visits kept, 18``."""
        if isinstance(self.value, Stated):
            return f"{self.label}: {self.value.value}"
        said = "" if self.field == "modality" else value_words(self.value)
        return f"{self.label}, {said}" if said else self.label

    @property
    def identity(self) -> list[object]:
        """What makes it this claim and no other, whichever place its entry has in the case."""
        told = [
            str(getattr(entry, name)) for entry in self.entries for name in _WHICH if getattr(entry, name, None)
        ]
        value = self.value.model_dump_json(exclude={"source"}) if isinstance(self.value, BaseModel) else self.value
        return [".".join(_names(self.compared.claim)), told, str(value)]


def claimed(case: Case, compared: ComparedClaim) -> Claimed:
    """Return a compared claim with what the case says of it. Raises ``AttributeError`` for a field of no case."""
    value: object = case
    entries: list[BaseModel] = []
    sources: list[Source | None] = []
    for part in compared.claim.split("."):
        if part.isdigit():
            assert isinstance(value, Sequence)  # noqa: S101  (only lists have numbered entries)
            value = value[int(part) - 1]
            entries += [value] if isinstance(value, BaseModel) else []
        else:
            sources.append(getattr(value, f"{part}_source", None))
            value = getattr(value, part)
        sources.append(getattr(value, "source", None))
    named = frozenset(source.exhibit for source in sources if source is not None)
    return Claimed(compared, value, tuple(entries), named)


def thing(name: str) -> str:
    """Return a field or a fact as an office says it."""
    return _WORDS.get(name, name.replace("_", " "))


def value_words(value: object) -> str:
    """Return a value as a person reads it; nothing where the claim's name says it all."""
    match value:
        case PartialDate():
            return value.words
        case int():
            return str(value)
        case Score():
            return f"{value.value} {value.unit.value} on {value.date.words}"
        case PainLevels():
            return joined(value.disc_levels)
        case Stated() | None:
            return ""
        case Enum():
            return str(value.value).replace("_", " ")
        case tuple():
            return joined(value_words(item) or str(item) for item in value) or "none named"
        case _:
            return str(value)


def _name_of(entry: BaseModel) -> str:
    """Return how an entry of a list is called, without what a patient could be told by."""
    for name in ("modality", "disc_level", "vertebral_body", "generator", "instrument"):
        value = getattr(entry, name, None)
        if value is not None:
            plain = str(value)
            called = plain if re.search(r"\d|^[A-Z]", plain) else thing(plain)
            return f"work-up of {called}" if name == "generator" else called
    return ""


def _names(claim: str) -> list[str]:
    return [part for part in claim.split(".") if not part.isdigit()]


def labels_of(claims: Sequence[Claimed], most: int) -> str:
    """Return the labels of claims, of which so many are named and the rest counted."""
    labels = list(dict.fromkeys(item.label for item in claims))
    named = labels[:most]
    rest = len(labels) - len(named)
    return "; ".join(named) + (f"; and {rest} more" if rest else "")


def words_of(claims: Sequence[Claimed]) -> Iterator[str]:
    """Return what the case says in each claim, once."""
    yield from dict.fromkeys(item.words for item in claims)
