"""The other sources of pain of a draft case: how each was looked for, and what was found."""

from __future__ import annotations

import re
from collections.abc import Sequence

from priorauth.case.work_up import Generator
from priorauth.comparison.chart_questions import LITTLE
from priorauth.domain.spine import DiscLevel
from priorauth.intake.chart_facts import ChartFacts, LocatedFinding
from priorauth.intake.draft import Branch, Filled, Node, SectionDraft, Why
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import Percent, Presence, Test
from priorauth.reading.model import DocumentKind, Standing

_FACTS = (Fact.FACET, Fact.SACROILIAC, Fact.RADICULAR)
_BLOCKS = {Generator.FACET: "medial branch blocks", Generator.SACROILIAC: "sacroiliac joint block"}
_TESTED = {
    Generator.FACET: "facet loading", Generator.SACROILIAC: "sacroiliac provocation tests",
    Generator.RADICULAR: "straight leg raise",
}  # fmt: skip


def draft_work_up(facts: ChartFacts) -> SectionDraft:
    """Return a row for each source that a named test or a block speaks against; relief of half or more is asked."""
    sheet = SectionDraft()
    rows = [row for kind in _TESTED if (row := _row(facts, kind, sheet)) is not None]
    sheet.put("rows", rows)
    return sheet


def _row(facts: ChartFacts, kind: Generator, sheet: SectionDraft) -> Branch | None:
    blocks = _blocks(facts, kind)
    strong = [seen for seen in blocks if _percent(seen) >= LITTLE]
    if strong:
        sheet.ask(f"{kind}.relief_percent", Why.AGAINST, [seen.where for seen in strong])
        return None
    called_off = [seen for seen in blocks if _was_called_off(facts, seen)]
    if called_off:
        sheet.ask(f"{kind}.verdict", Why.AGAINST, [seen.where for seen in called_off])
        return None
    if blocks:
        best = max(blocks, key=lambda seen: (_percent(seen), seen.finding.when.on is not None))
        return _block_row(kind, best)
    tests = _negative_tests(facts, kind)
    return _test_row(kind, tests) if tests else None


def _blocks(facts: ChartFacts, kind: Generator) -> list[LocatedFinding]:
    """Return the diagnostic blocks of a joint; an epidural is care, and no test of a nerve root."""
    return [
        seen
        for seen in facts.plain(Fact.BLOCK_RELIEF)
        if isinstance(value := seen.finding.value, Percent) and value.generator is kind and kind in _BLOCKS
    ]


_CALLED_OFF = re.compile(
    r"\b(?:cancel\w*|abort\w*|not\s+(?:done|performed|given)|re-?schedul\w*|re-?book\w*|postponed|no[\s-]show)\b",
    re.IGNORECASE,
)


def _was_called_off(facts: ChartFacts, seen: LocatedFinding) -> bool:
    """Whether the record of a block's own day says that it was not given, whatever a later note tells."""
    day = seen.finding.when.on or seen.day
    return any(
        _CALLED_OFF.search(facts.text_of(item.document))
        for item in facts.documents
        if item.document.kind is DocumentKind.PROCEDURE_NOTE and day is not None and item.document.day == day
    )


def _percent(seen: LocatedFinding) -> int:
    value = seen.finding.value
    return int(value.percent) if isinstance(value, Percent) else 0


def _block_row(kind: Generator, seen: LocatedFinding) -> Branch:
    value = seen.finding.value
    levels = (
        [str(place) for place in value.places if isinstance(place, DiscLevel)] if isinstance(value, Percent) else []
    )
    at = f" at {' and '.join(levels)}" if levels else ""
    day = seen.finding.when.on or (seen.day if seen.document.kind is DocumentKind.PROCEDURE_NOTE else None)
    row: dict[str, Node] = {
        "generator": Filled(str(kind), seen.where), "verdict": Filled("excluded", seen.where),
        "method": Filled(f"{_BLOCKS[kind]}{at}", seen.where),
    }  # fmt: skip
    if day is not None:
        row["date"] = Filled(str(day), seen.where)
    row["relief_percent"] = Filled(str(_percent(seen)), seen.where)
    return row


_STALE = 365
"""Days before the newest document of a chart after which an examination says nothing of today."""


def _negative_tests(facts: ChartFacts, kind: Generator) -> list[LocatedFinding]:
    """Return the negative tests for a source of the last year, the newest first."""
    days = [item.document.day.latest.toordinal() for item in facts.documents if item.document.day is not None]
    oldest = max(days, default=0) - _STALE
    found = [
        seen
        for standing in (Standing.STATED, Standing.DENIED)
        for seen in facts.plain(*_FACTS, standing=standing)
        if isinstance(value := seen.finding.value, Test) and value.generator is kind and value.result == "negative"
    ]
    if not found and kind is Generator.RADICULAR:
        found = [
            seen
            for seen in facts.plain(Fact.ROOT_SIGNS, standing=Standing.DENIED)
            if isinstance(value := seen.finding.value, Presence) and value.detail in _LEG_RAISE
        ]
    fresh = [seen for seen in found if seen.day is None or seen.day.latest.toordinal() >= oldest]
    return sorted(fresh, key=lambda seen: -(seen.day.latest.toordinal() if seen.day else 0))


_LEG_RAISE = frozenset({"slr", "straight leg raise", "straight leg raising", "leg raise", "slump"})


def _test_row(kind: Generator, tests: Sequence[LocatedFinding]) -> Branch:
    seen = tests[0]
    day = seen.finding.when.on or seen.day
    row: dict[str, Node] = {
        "generator": Filled(str(kind), seen.where), "verdict": Filled("excluded", seen.where),
        "method": Filled(f"{_TESTED[kind]} negative", seen.where),
    }  # fmt: skip
    if day is not None:
        row["date"] = Filled(str(day), seen.where)
    return row
