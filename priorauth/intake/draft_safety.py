"""The safety facts of a draft case: present or absent as the chart says, and nothing where it is silent."""

from __future__ import annotations

import re

from priorauth.case.safety import Operation
from priorauth.comparison.chart_questions import SAFETY
from priorauth.intake.chart_facts import ChartFacts, LocatedFinding
from priorauth.intake.draft import Branch, Filled, Node, SectionDraft, Why
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import Presence
from priorauth.reading.model import Side, Standing

_OPERATIONS = {
    Operation.DISCECTOMY: r"discectom",
    Operation.LAMINECTOMY: r"lamin(?:ectom|otom)|decompression",
    Operation.FUSION: r"fusion|arthrodes|[tp]lif",
    Operation.DISC_REPLACEMENT: r"disc\s+(?:replacement|arthroplasty)",
}


def draft_safety(facts: ChartFacts) -> SectionDraft:
    """Return each condition that documents state or deny; where some state and others deny it, a person decides."""
    sheet = SectionDraft()
    for name, fact in SAFETY.items():
        found = _stated(facts, fact, f"{name}.present", sheet)
        if found is not None:
            answer, seen = found
            entry: dict[str, Node] = {"present": Filled(answer, seen.where)}
            if answer == "yes" and fact is not Fact.SKELETALLY_MATURE:
                entry["detail"] = Filled(" ".join(seen.where.quote.split())[:200], seen.where)
            sheet.put(name, entry)
            if answer == "yes" and fact is Fact.PRIOR_SPINE_SURGERY:
                sheet.put("prior_surgeries", _surgeries(facts))
    ablated = _stated(facts, Fact.PRIOR_ABLATION, "prior_ablation.performed", sheet)
    if ablated is not None:
        sheet.put("prior_ablation", {"performed": Filled(ablated[0], ablated[1].where)})
    return sheet


def _stated(facts: ChartFacts, fact: Fact, name: str, sheet: SectionDraft) -> tuple[str, LocatedFinding] | None:
    there = facts.plain(fact)
    denied = facts.plain(fact, standing=Standing.DENIED)
    if fact is not Fact.SKELETALLY_MATURE:
        there = [seen for seen in there if seen.finding.side is Side.HARMS and not _is_label(seen)]
    if there and denied:
        sheet.ask(name, Why.AGAINST, [seen.where for seen in (*there, *denied[:1])])
        return None
    if there:
        return "yes", there[0]
    return ("no", denied[0]) if denied else None


def _is_label(seen: LocatedFinding) -> bool:
    """Whether the word is only the label of what follows it: "Implants: no pacemaker"."""
    word = seen.finding.value.detail if isinstance(seen.finding.value, Presence) else ""
    return (
        bool(word)
        and re.match(rf"(?:[\w/ ]*\W)?{re.escape(word)}\s*:", seen.where.quote, re.IGNORECASE) is not None
    )


def _surgeries(facts: ChartFacts) -> list[Branch]:
    """Return the operations that are named by a word of their own, one row for each kind."""
    rows: dict[Operation, Branch] = {}
    for seen in facts.plain(Fact.PRIOR_SPINE_SURGERY):
        words = seen.finding.value.detail if isinstance(seen.finding.value, Presence) else ""
        for operation, pattern in _OPERATIONS.items():
            if re.search(pattern, words, re.IGNORECASE):
                rows.setdefault(operation, {"operation": Filled(str(operation), seen.where)})
    return list(rows.values())
