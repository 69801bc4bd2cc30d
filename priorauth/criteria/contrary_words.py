"""Words in the exhibits that speak against the procedure, and the case's answers to them.

An exhibit goes to the reviewer whole, so what it says is answered by name or the packet stops (source: published
external-appeal decisions, in which the payer quoted the chart's own words).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from priorauth.case.model import (
    Answer,
    Case,
    Certainty,
    CompetingFinding,
    ExhibitAnswer,
    Generator,
    Source,
    Stated,
)
from priorauth.comparison.model import Concordance, ExhibitFinding
from priorauth.criteria.claim_evidence import on_one_line
from priorauth.criteria.model import Contrary

NAMES: Mapping[CompetingFinding, str] = {
    CompetingFinding.NERVE_ROOT_COMPRESSION: "contact with or compression of a nerve root",
    CompetingFinding.STENOSIS: "moderate or severe stenosis",
    CompetingFinding.DISC_HERNIATION: "a disc extrusion or sequestration",
    CompetingFinding.SPONDYLOLISTHESIS: "spondylolisthesis",
    CompetingFinding.SPONDYLOLYSIS: "spondylolysis",
    CompetingFinding.FRACTURE: "a fracture",
    CompetingFinding.INFECTION: "infection",
    CompetingFinding.TUMOR: "a tumor",
    CompetingFinding.FACET_ARTHROPATHY: "facet effusion or marked facet arthropathy",
    CompetingFinding.SACROILIITIS: "sacroiliitis",
    CompetingFinding.PRIOR_SURGERY: "prior spine surgery",
    CompetingFinding.TRANSITIONAL_ANATOMY: "transitional anatomy",
}

_GENERATORS: Mapping[CompetingFinding, Generator] = {
    CompetingFinding.NERVE_ROOT_COMPRESSION: Generator.RADICULAR,
    CompetingFinding.STENOSIS: Generator.STENOSIS,
    CompetingFinding.DISC_HERNIATION: Generator.DISC,
    CompetingFinding.SPONDYLOLISTHESIS: Generator.SPONDYLOLISTHESIS,
    CompetingFinding.SPONDYLOLYSIS: Generator.SPONDYLOLISTHESIS,
    CompetingFinding.FRACTURE: Generator.FRACTURE,
    CompetingFinding.INFECTION: Generator.INFECTION,
    CompetingFinding.TUMOR: Generator.TUMOR,
    CompetingFinding.FACET_ARTHROPATHY: Generator.FACET,
    CompetingFinding.SACROILIITIS: Generator.SACROILIAC,
}
"""The entry under ``other_generators`` whose answer also answers the words."""


def find_contrary_words(case: Case, concordance: Concordance) -> tuple[Contrary, ...]:
    """Return each finding of the exhibits that speaks against the procedure, with the case's answer if it has one.

    What one page says twice of one place is one finding; its first words are quoted.
    """
    found: dict[str, Contrary] = {}
    for item in _contrary(case, concordance):
        found.setdefault(item.id, item)
    return tuple(found.values())


def _contrary(case: Case, concordance: Concordance) -> Iterator[Contrary]:
    for found in concordance.against:
        if _is_stated_openly(case, found):
            continue
        answer = _answer(case, found)
        passage = found.passage
        yield Contrary(
            id=f"contrary-{passage.exhibit}-{passage.page}-{_slug(found)}",
            finding=_wording(found),
            source=Source(exhibit=passage.exhibit, page=passage.page),
            answer=answer.statement if answer else None,
            answered_by=answer.by if answer else None,
            answer_source=answer.source if isinstance(answer, Answer) else None,
        )


def _is_stated_openly(case: Case, found: ExhibitFinding) -> bool:
    """Whether the case itself says it: transitional anatomy is a warning, and stands in the letter."""
    is_transitional = found.finding is CompetingFinding.TRANSITIONAL_ANATOMY
    return is_transitional and any(study.numbering.transitional is Stated.YES for study in case.imaging)


def _answer(case: Case, found: ExhibitFinding) -> Answer | ExhibitAnswer | None:
    for given in case.exhibit_answers:
        is_about_it = given.exhibit == found.passage.exhibit and given.finding is found.finding
        if is_about_it and given.page in (None, found.passage.page):
            return given
    generator = _GENERATORS.get(found.finding)
    return next((row.answer for row in case.other_generators if row.generator is generator and row.answer), None)


def _wording(found: ExhibitFinding) -> str:
    says = "does not rule out" if found.certainty is Certainty.HEDGED else "reports"
    passage = found.passage
    quote = on_one_line(passage.quote)
    return f"Exhibit {passage.exhibit} {says} {NAMES[found.finding]}{_at(found, ' at ')}: “{quote}”"


def _slug(found: ExhibitFinding) -> str:
    return f"{found.finding.value.replace('_', '-')}{_at(found, '-')}"


def _at(found: ExhibitFinding, before: str) -> str:
    return f"{before}{found.place}" if found.place is not None else ""
