"""Whether other sources of pain were looked for. Absent from the chart is not documented, never negative."""

from __future__ import annotations

from priorauth.case.model import Generator, WorkUp, WorkUpVerdict
from priorauth.criteria.model import CaseFact
from priorauth.criteria.outcome import Outcome, View, conflict, fact, gap, met, together
from priorauth.payers.criteria import GeneratorsEvaluated
from priorauth.problems import Owner

SUSPICION = (WorkUpVerdict.PRESENT, WorkUpVerdict.SUSPECTED)
"""The verdicts that leave a source of pain standing."""

_NAMES = {
    Generator.FACET: "Facet joint pain",
    Generator.SACROILIAC: "Sacroiliac joint pain",
    Generator.RADICULAR: "Radicular pain",
    Generator.DISC: "Disc pain",
    Generator.OTHER: "Another source of pain",
}
_VERDICTS = {
    WorkUpVerdict.EXCLUDED: "excluded",
    WorkUpVerdict.PRESENT: "present",
    WorkUpVerdict.SUSPECTED: "suspected",
    WorkUpVerdict.NOT_DOCUMENTED: "looked for, result not documented",
}


def name_of(generator: Generator) -> str:
    """Name a source of pain as a sentence begins: ``Facet joint pain``."""
    return _NAMES.get(generator, generator.value.capitalize())


def describe(row: WorkUp) -> CaseFact:
    """Say a work-up as a fact: what it concluded, how it was looked for, when, and what a block brought."""
    how = f": {row.method}" if row.method else ""
    relief = f", {row.relief_percent} percent relief" if row.relief_percent is not None else ""
    when = f" ({row.date.words})" if row.date else ""
    return fact(f"{name_of(row.generator)} {_VERDICTS[row.verdict]}{how}{relief}{when}", row.source)


def judge_generators(criterion: GeneratorsEvaluated, view: View) -> Outcome:
    """Judge each generator the payer names: excluded, by a stated method, on a page of the packet."""
    return together(tuple(_generator(generator, view) for generator in criterion.generators))


def _generator(generator: Generator, view: View) -> Outcome:
    """Judge one generator; an answered suspicion needs an exclusion beside it, an unanswered one decides."""
    rows = [row for row in view.case.other_generators if row.generator is generator]
    facts = tuple(describe(row) for row in rows)
    name = name_of(generator)
    excluded = [row for row in rows if row.verdict is WorkUpVerdict.EXCLUDED]
    standing = [row for row in rows if row.verdict in SUSPICION]
    if any(row.answer is None for row in standing) or (standing and not excluded):
        step = f"{name}: the chart does not exclude it; answer it in the case, and document how it was excluded"
        return conflict(Owner.CLINICIAN, step, *facts)
    if not excluded:
        step = f"{name}: state in the chart how it was looked for, and what was found"
        return gap(Owner.CLINICIAN, step, *facts)
    if any(row.source and row.method for row in excluded):
        return met(*facts)
    if any(row.method for row in excluded):
        return gap(Owner.BILLING, f"{name}: attach the page of the work-up, and name it in the case", *facts)
    return gap(Owner.CLINICIAN, f"{name}: state in the chart by which test or block it was excluded", *facts)
