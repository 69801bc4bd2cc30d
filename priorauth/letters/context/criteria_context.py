"""What a template sees of an assessment: each criterion, what shows it, and what is still to be done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from priorauth.criteria.model import Contrary as ContraryFinding
from priorauth.criteria.model import FailureClass, Origin, Override, Result, Shortfall
from priorauth.letters.context import wording
from priorauth.letters.context.context_judgment import Contrary, Criterion, Gap, Step
from priorauth.letters.context.model import CriteriaContext
from priorauth.letters.packet_pages import PacketPages, references, source_ref
from priorauth.payers.criteria import Grade
from priorauth.submission.gate import Standing


def criteria_context(standing: Standing, packet: PacketPages | None) -> CriteriaContext:
    """Gather the floor, the payer's criteria, what the chart brings up, and what is open."""
    profile = standing.profile
    is_sent = standing.denial is not None and not standing.is_draft
    rows = _Rows(standing.overrides, profile.criteria_grade or profile.grade, packet, is_sent=is_sent)
    assessment = standing.assessment
    criteria = [rows.result(r) for r in assessment.of(Origin.PAYER)]
    return {
        "floor": _not_repeated([rows.result(r) for r in assessment.of(Origin.FLOOR)], after=criteria),
        "criteria": criteria,
        "chart_conflicts": [rows.result(r) for r in assessment.of(Origin.CHART)],
        "gaps": [gap for r in assessment.open for gap in rows.gaps(r)],
        "contrary": [rows.contrary(item) for item in assessment.contrary],
    }


@dataclass(frozen=True, slots=True)
class _Rows:
    """Makes the rows of one packet."""

    overrides: tuple[Override, ...]
    usual_grade: Grade
    """How the payer's criteria were seen, unless one says otherwise."""
    packet: PacketPages | None
    is_sent: bool = False
    """Whether the payer reads them while something is open, as in an appeal: who mends it is not its business."""

    def result(self, result: Result) -> Criterion:
        passed = next((o for o in self.overrides if o.criterion == result.id), None)
        grade = result.source.grade
        return {
            "id": result.id,
            "text": result.text,
            "status": wording.status(result),
            "is_met": result.is_met,
            "facts": [{"statement": fact.statement, "ref": source_ref(fact.source)} for fact in result.facts],
            "shown": _distinct(fact.statement for fact in result.facts),
            "pages": references((fact.source for fact in result.facts), self.packet, result.id),
            "source": result.source.citation,
            "grade": wording.GRADE[grade] if grade else None,
            "source_note": wording.GRADE[grade] if grade not in (None, self.usual_grade) else None,
            "steps": [_shortfall(shortfall) for shortfall in result.shortfalls if self._is_told(shortfall)],
            "override_by": passed.by if passed else None,
            "override_reason": passed.reason if passed else None,
        }

    def _is_told(self, shortfall: Shortfall) -> bool:
        return not self.is_sent or shortfall.failure is FailureClass.UNDECIDABLE

    def gaps(self, result: Result) -> list[Gap]:
        row = self.result(result)
        return [{**row, **_shortfall(shortfall)} for shortfall in result.shortfalls]

    def contrary(self, item: ContraryFinding) -> Contrary:
        return {
            "finding": item.finding,
            "ref": source_ref(item.source),
            "answer": item.answer,
            "by": item.answered_by,
            "answer_ref": source_ref(item.answer_source),
            "pages": references((item.source, item.answer_source), self.packet),
        }


_AS_ABOVE = "As stated above"
_LONG = 80
"""Characters. What is shorter is said again: a reader finds it sooner than the row it stands in."""


def _not_repeated(rows: Sequence[Criterion], *, after: Sequence[Criterion]) -> list[Criterion]:
    """Leave out what a row before, in the same table of criteria, shows in the same words."""
    said = [row["shown"] for row in after]
    kept: list[Criterion] = []
    for row in rows:
        shown = row["shown"]
        is_repeated = shown in said and len("".join(shown)) > _LONG
        kept.append({**row, "shown": [_AS_ABOVE]} if is_repeated else row)
        said.append(shown)
    return kept


def _distinct(statements: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(statements))


def _shortfall(shortfall: Shortfall) -> Step:
    return {
        "failure": wording.FAILURE[shortfall.failure],
        "owner": wording.OWNER[shortfall.owner],
        "next_step": shortfall.next_step,
    }
