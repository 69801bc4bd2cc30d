"""The complaint of a draft case: onset, pattern, legs, what brings it on, levels, scores."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from priorauth.domain.spine import DiscLevel
from priorauth.intake.chart_facts import ChartFacts, LocatedFinding, one_value
from priorauth.intake.draft import Branch, Filled, SectionDraft, Why
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import Levels, Names, Pattern, ScoreValue, When
from priorauth.reading.model import DocumentKind, Standing

_LISTS = {"worse_with": Fact.WORSE_WITH, "eased_by": Fact.EASED_BY, "limits": Fact.LIMITS}
_SEVERITY = {"unremitting": Fact.UNREMITTING, "functional_impairment": Fact.FUNCTIONAL_IMPAIRMENT}


_DIAGNOSIS = re.compile(r"\bvertebrogenic\b|\bM\d\d\.", re.IGNORECASE)
"""A diagnosis names a cause; where the pain is has to be said."""


_VISITS = (DocumentKind.OFFICE_NOTE, DocumentKind.LETTER)
_OF_NOW = 60
"""Days before the newest visit from which a score is the one that visit would give."""


def draft_pain(facts: ChartFacts) -> SectionDraft:
    """Return what the chart says of the pain. "Newest" counts inside notes that say it."""
    sheet = SectionDraft()
    _onset(facts, sheet)
    _pattern(facts, sheet)
    _legs(facts, sheet)
    for name, fact in _LISTS.items():
        _names(facts, sheet, name, fact)
    for name, fact in _SEVERITY.items():
        _severity(facts, sheet, name, fact)
    _levels(facts, sheet)
    sheet.put("scores", _scores(_of_now(facts)))
    return sheet


def _onset(facts: ChartFacts, sheet: SectionDraft) -> None:
    """Take the most exact beginning, of two the earlier; a bound such as "for over six months" names no day."""
    days = [
        (value.since, seen)
        for seen in facts.plain(Fact.ONSET)
        if isinstance(value := seen.finding.value, When) and value.since is not None and not value.is_floor
    ]
    if days:
        day, seen = min(days, key=lambda item: (item[0].day is None, item[0].month is None, item[0].earliest))
        sheet.put("onset", Filled(str(day), seen.where))


def _pattern(facts: ChartFacts, sheet: SectionDraft) -> None:
    found = [seen for seen in facts.plain(Fact.PATTERN) if not _DIAGNOSIS.search(seen.where.quote)]
    one = one_value(found, lambda seen: seen.finding.value if isinstance(seen.finding.value, Pattern) else None)
    if one is not None:
        newest = facts.of_newest(found)[0]
        sheet.put("pattern", Filled(str(one[0].pattern), newest.where))
    elif found:
        sheet.ask("pattern", Why.SEVERAL, [seen.where for seen in found])


def _legs(facts: ChartFacts, sheet: SectionDraft) -> None:
    there = facts.plain(Fact.LEG_SYMPTOMS)
    denied = facts.plain(Fact.LEG_SYMPTOMS, standing=Standing.DENIED)
    if there and denied:
        sheet.ask("leg_symptoms.present", Why.AGAINST, [seen.where for seen in (*there, *denied[:1])])
    elif there or denied:
        seen = (there or denied)[0]
        sheet.put("leg_symptoms", {"present": Filled("yes" if there else "no", seen.where)})


def _names(facts: ChartFacts, sheet: SectionDraft, name: str, fact: Fact) -> None:
    """Take what the newest document that lists it has, of one list alone."""
    lists = facts.of_newest(facts.plain(fact))
    names: dict[str, LocatedFinding] = {}
    for seen in lists:
        if isinstance(seen.finding.value, Names):
            names |= {item: seen for item in seen.finding.value.names if item not in names}
    if names:
        sheet.put(name, Filled(tuple(names), lists[0].where))


def _severity(facts: ChartFacts, sheet: SectionDraft, name: str, fact: Fact) -> None:
    stated = facts.plain(fact)
    denied = facts.plain(fact, standing=Standing.DENIED)
    if stated and denied:
        sheet.ask(name, Why.AGAINST, [seen.where for seen in (*stated, *denied)])
    elif stated:
        sheet.put(name, Filled("yes", stated[0].where))


def _levels(facts: ChartFacts, sheet: SectionDraft) -> None:
    found = [seen for seen in facts.of_newest(facts.plain(Fact.MATCHING_LEVELS)) if _disc_levels(seen)]
    one = one_value(found, _disc_levels)
    if one is not None:
        sheet.put("matching_levels", {"disc_levels": Filled(one[0], one[1].where)})
    elif found:
        sheet.ask("matching_levels.disc_levels", Why.SEVERAL, [seen.where for seen in found])


def _disc_levels(seen: LocatedFinding) -> tuple[str, ...] | None:
    value = seen.finding.value
    if not isinstance(value, Levels) or not all(isinstance(place, DiscLevel) for place in value.places):
        return None
    return tuple(sorted(str(place) for place in value.places)) or None


def _of_now(facts: ChartFacts) -> Iterator[LocatedFinding]:
    """Return the scores that are hardly older than the newest visit; one of a course long over is no baseline."""
    every = [item.document for item in facts.documents]
    visits = [document.day for document in every if document.kind in _VISITS]
    known = visits if visits and None not in visits else [document.day for document in every]
    newest = max((day.latest for day in known if day is not None), default=None)
    for seen in facts.plain(Fact.SCORE):
        day = seen.finding.when.on or seen.day
        if newest is None or day is None or (newest - day.latest).days <= _OF_NOW:
            yield seen


def _scores(found: Iterable[LocatedFinding]) -> list[Branch]:
    """Take each instrument's newest readings; a range is no reading, and a score without a day no score."""
    newest: dict[str, tuple[int, dict[str, Branch]]] = {}
    for seen in found:
        value, day = seen.finding.value, seen.finding.when.on or seen.day
        if not isinstance(value, ScoreValue) or value.low is not None or day is None:
            continue
        key, order = f"{value.instrument} {value.unit}", day.latest.toordinal()
        before = newest.get(key)
        if before is not None and before[0] > order:
            continue
        rows = before[1] if before is not None and before[0] == order else {}
        rows.setdefault(
            str(value.number),
            {
                "instrument": Filled(str(value.instrument), seen.where),
                "value": Filled(f"{value.number.normalize():f}", seen.where),
                "unit": Filled(str(value.unit), seen.where), "date": Filled(str(day), seen.where),
            },
        )  # fmt: skip
        newest[key] = (order, rows)
    return [row for _, rows in newest.values() for row in rows.values()]
