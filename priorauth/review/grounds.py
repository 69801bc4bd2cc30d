"""Whether a passage holds what a claim needs before a person may say that the record bears it out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from priorauth.case.model import PainLevels, Score, ScoreUnit
from priorauth.domain.dates import PartialDate
from priorauth.domain.written_dates import could_be, dates_in
from priorauth.domain.written_numbers import COUNT, count_of
from priorauth.reading.finding_values import Types, When
from priorauth.reading.knowing import is_first_hand
from priorauth.reading.model import ChartDocument, Finding, Leftover, Passage, Standing
from priorauth.review.claimed import Claimed
from priorauth.review.settling import Ground

_LEVEL = re.compile(r"\bL\s?([1-6])\s?[-/\u2010-\u2014]\s?(?:S\s?1|L?\s?([1-6]))\b", re.IGNORECASE)
_NUMBER = re.compile(rf"(?<![\w.])(\d+(?:\.\d+)?)(?![\w.]*\d)|\b({COUNT})\b", re.IGNORECASE)
_TYPE = re.compile(r"\b(?:modic|types?)\b", re.IGNORECASE)
_TYPE_NUMBER = re.compile(r"\b(?:(1|I)|(2|II)|(3|III))\b")
_REACH = 40
_READ_AS = frozenset({Standing.STATED, Standing.NOT_UNDERSTOOD})
"""How the words of a report may stand for a person to read a type from them; hedged ones need an addendum."""


def may_be_confirmed(claim: Claimed, documents: Mapping[str, ChartDocument]) -> bool:
    """Whether any passage holds what the claim needs: nobody may settle what no record states."""
    compared = claim.compared
    leftovers = [left for left in compared.unread if _knows(left, claim, documents)]
    if claim.is_absence:
        return bool(compared.bears_out or compared.against or compared.unsettled or compared.unread)
    if claim.rule.confirm is Ground.REPORT:
        found = (*compared.bears_out, *compared.unsettled)
        return any(_is_reading(item, claim) for item in found) or any(
            _names_types(text_of(left.where), claim) for left in leftovers
        )
    findings = [item for item in (*compared.bears_out, *compared.unsettled, *compared.against) if item.first_hand]
    if claim.rule.confirm is Ground.PASSAGE:
        return bool(findings or leftovers)
    return any(_finding_holds(claim.value, item) for item in findings) or any(
        holds(claim.value, text_of(left.where)) for left in leftovers
    )


def text_of(passage: Passage) -> str:
    """Return the words of a passage with what follows on the next page."""
    following = f" {text_of(passage.continued)}" if passage.continued is not None else ""
    return passage.quote + following


def holds(value: object, text: str) -> bool:
    """Whether a text holds a value as a record writes it: the date as exactly, the number, every level or name."""
    match value:
        case PartialDate():
            return any(could_be(value, found.date) for found in dates_in(text))
        case Score():
            factors = (1, 10, Decimal("0.1")) if value.unit in (ScoreUnit.CM, ScoreUnit.MM) else (1,)
            return any(value.value * factor in set(_numbers(text)) for factor in factors)
        case int() | Decimal():
            return Decimal(value) in set(_numbers(text))
        case PainLevels():
            return set(map(str, value.disc_levels)) <= set(_levels(text))
        case tuple():
            return all(str(item).casefold() in text.casefold() for item in value)
        case _:
            return False


def _finding_holds(value: object, finding: Finding) -> bool:
    """Whether a finding's words hold a value, or its reading does: "for two years" in a dated note."""
    said = finding.value if isinstance(finding.value, When) else finding.when
    days = () if said.is_floor else (said.since, said.until, said.on)
    if isinstance(value, PartialDate) and any(day is not None and could_be(value, day) for day in days):
        return True
    return holds(value, text_of(finding.where))


def _is_reading(finding: Finding, claim: Claimed) -> bool:
    """Whether a report's finding is the claimed one, types or endplates; its place was compared before."""
    said, claimed = finding.value, claim.report_finding
    if not isinstance(said, Types) or claimed is None or not finding.first_hand:
        return False
    may_stand = _READ_AS | {Standing.HEDGED} if claim.may_be_hedged else _READ_AS
    if finding.standing not in may_stand:
        return False
    if claim.field == "endplates":
        return set(claimed.endplates) <= set(said.endplates)
    return set(said.types) == set(claimed.modic_types)


def _names_types(text: str, claim: Claimed) -> bool:
    """Whether words of a report that nobody understood name the claimed place and types."""
    claimed = claim.report_finding
    if claimed is None or claim.field == "endplates" or not claimed.modic_types:
        return False
    named = {
        str(place)
        for word in _TYPE.finditer(text)
        for number in _TYPE_NUMBER.finditer(text, word.end(), word.end() + _REACH)
        for place, digit in enumerate(number.groups(), 1)
        if digit
    }
    is_there = claimed.place in _levels(text) or re.search(rf"\b{re.escape(claimed.place)}\b", text) is not None
    return is_there and named == {str(kind.value) for kind in claimed.modic_types}


def _knows(left: Leftover, claim: Claimed, documents: Mapping[str, ChartDocument]) -> bool:
    document = documents[left.where.document]
    return is_first_hand(claim.compared.fact, document.kind) and not document.states_nothing


def _levels(text: str) -> Iterator[str]:
    for match in _LEVEL.finditer(text):
        lower = "S1" if match[2] in (None, "1") else f"L{match[2]}"
        yield f"L{match[1]}-{lower}"


def _numbers(text: str) -> Iterator[Decimal]:
    for match in _NUMBER.finditer(text):
        yield Decimal(match[1]) if match[1] else Decimal(count_of(match[2].lower()))
