"""Whether other sources of pain were looked for. Absent from the chart is not documented, never negative."""

from __future__ import annotations

from priorauth.case.model import Generator, Verdict, WorkUp
from priorauth.criteria.model import Fact
from priorauth.criteria.outcome import Outcome, View, conflict, fact, gap, met, together
from priorauth.payers.criteria import GeneratorsEvaluated
from priorauth.problems import Owner


def describe(row: WorkUp) -> Fact:
    """Say a work-up as a fact: what, how, and what it concluded."""
    how = f" by {row.method}" if row.method else ""
    relief = f", {row.relief_percent} % relief" if row.relief_percent is not None else ""
    name = row.generator.value
    return fact(f"{name[:1].upper()}{name[1:]} {row.verdict.value.replace('_', ' ')}{how}{relief}", row.source)


def judge_generators(criterion: GeneratorsEvaluated, view: View) -> Outcome:
    """Judge each generator the payer names: excluded, by a stated method, on a page of the packet."""
    return together(tuple(_generator(generator, view) for generator in criterion.generators))


def _generator(generator: Generator, view: View) -> Outcome:
    rows = [row for row in view.case.other_generators if row.generator is generator]
    facts = tuple(describe(row) for row in rows)
    if any(row.verdict in (Verdict.PRESENT, Verdict.SUSPECTED) and row.answer is None for row in rows):
        return conflict(Owner.CLINICIAN, f"{generator.value}: the chart does not exclude it; answer it", *facts)
    settled = [row for row in rows if row.verdict is not Verdict.NOT_DOCUMENTED]
    if not settled:
        return gap(
            Owner.CLINICIAN, f"{generator.value}: state in the chart how it was looked for, and what was found"
        )
    if any(row.source is None or row.method is None for row in settled):
        return gap(Owner.BILLING, f"{generator.value}: name the page and the method of the work-up", *facts)
    return met(*facts)
