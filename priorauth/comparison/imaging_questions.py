"""What the imaging of a case asks of a chart: the changes a report states, its series, and how it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from priorauth.case.model import Case, Certainty, ImagingFinding as ReportedFinding, Study, StudyModality
from priorauth.comparison.claim_dates import differs
from priorauth.comparison.question_model import Agreement, Judge, Question, Weighing, presence
from priorauth.domain.spine import DiscLevel, Endplate, EndplateSide
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import Names, Place, Types
from priorauth.reading.model import About, ChartDocument, DocumentKind, Finding, Standing

_OF_OTHERS = re.compile(
    r"\b(?:other|others|remaining|remainder|rest|elsewhere|else|additional|further)\b", re.IGNORECASE
)
"""Words that make a denial one of the other levels."""


def imaging_questions(case: Case) -> Iterator[Question]:
    """Return what each MRI study of a case asks: types and endplates at each place, series, numbering."""
    for number, study in enumerate(case.imaging, 1):
        if study.modality is not StudyModality.MRI:
            continue
        field = f"imaging.{number}"
        for place, finding in enumerate(study.findings, 1):
            is_hedged = finding.certainty is Certainty.HEDGED
            yield Question(
                f"{field}.findings.{place}.modic_types", (Fact.MODIC,), _types(study, finding),
                takes_hedged=is_hedged,
            )  # fmt: skip
            if finding.endplates:
                yield Question(
                    f"{field}.findings.{place}.endplates", (Fact.MODIC,), _endplates(study, finding),
                    Weighing.ONE_OF_SEVERAL,
                )  # fmt: skip
        if study.sequences:
            yield Question(f"{field}.sequences", (Fact.SEQUENCES,), _sequences(study), Weighing.ONE_OF_SEVERAL)
        yield from presence(f"{field}.numbering.transitional", study.numbering.transitional, Fact.NUMBERING)


def is_of_study(document: ChartDocument, study: Study) -> bool:
    """Whether a document can be the report of a study: an MRI report of its day, or of no day it prints."""
    if document.kind is not DocumentKind.MRI_REPORT:
        return False
    return document.day is None or not differs(study.date, document.day)


def _types(study: Study, claimed: ReportedFinding) -> Judge:
    def judge(document: ChartDocument, finding: Finding) -> Agreement:
        said = finding.value
        if not isinstance(said, Types):
            return Agreement.OTHER
        of_all = (
            said.place is None
            and finding.standing is Standing.DENIED
            and not _OF_OTHERS.search(finding.where.quote)
        )
        if not of_all and not is_place_of(said, claimed):
            return Agreement.OTHER
        if document.kind is DocumentKind.MRI_REPORT and not is_of_study(document, study):
            return Agreement.OTHER
        if finding.standing in (Standing.DENIED, Standing.RETRACTED):
            is_of_it = not said.types or set(said.types) & set(claimed.modic_types)
            return Agreement.EQUAL if is_of_it else Agreement.OTHER
        if not claimed.modic_types:
            return Agreement.EQUAL
        if not said.types:
            return Agreement.OTHER
        return Agreement.EQUAL if set(said.types) == set(claimed.modic_types) else Agreement.DIFFERS

    return judge


def with_facing(read: Sequence[tuple[ChartDocument, Finding]]) -> tuple[tuple[ChartDocument, Finding], ...]:
    """Return findings with those of a level added, of whose two facing endplates one passage states the same types.

    "L4 inferior and L5 superior endplates: Modic type 1" names both endplates of L4-L5, body by body.
    """
    halves: dict[tuple[object, ...], list[tuple[ChartDocument, Finding]]] = {}
    for document, finding in read:
        said, where = finding.value, finding.where
        if not isinstance(said, Types) or len(said.endplates) != 1 or isinstance(said.place, DiscLevel):
            continue
        if finding.standing is Standing.STATED and finding.about is About.PATIENT:
            key = document.id, where.page, where.start, where.end, said.types
            halves.setdefault(key, []).append((document, finding))
    return (*read, *(whole for found in halves.values() for whole in _levels_of(found)))


def _levels_of(halves: Sequence[tuple[ChartDocument, Finding]]) -> Iterator[tuple[ChartDocument, Finding]]:
    named = {end for _, finding in halves if isinstance(finding.value, Types) for end in finding.value.endplates}
    document, finding = halves[0]
    if isinstance(finding.value, Types):
        for level in DiscLevel:
            if set(level.endplates) <= named:
                whole = finding.value.model_copy(update={"place": level, "endplates": level.endplates})
                yield document, finding.model_copy(update={"value": whole})


def is_place_of(said: Types, claimed: ReportedFinding) -> bool:
    """Whether a report's finding is at the claimed place: the same, or facing it with the endplates it names."""
    if said.place is None:
        return False
    if said.place in (claimed.disc_level, claimed.vertebral_body):
        return True
    plates = set(said.endplates) or (set() if isinstance(said.place, DiscLevel) else _plates_of(said.place))
    own = set(claimed.endplates) or (set(claimed.disc_level.endplates) if claimed.disc_level else set())
    return bool(plates & own)


def _plates_of(place: Place) -> set[Endplate]:
    if isinstance(place, DiscLevel):
        return set(place.endplates)
    return {Endplate(place, side) for side in EndplateSide}


def _endplates(study: Study, claimed: ReportedFinding) -> Judge:
    def judge(document: ChartDocument, finding: Finding) -> Agreement:
        said = finding.value
        if not isinstance(said, Types) or not said.endplates or not is_place_of(said, claimed):
            return Agreement.OTHER
        if not is_of_study(document, study):
            return Agreement.OTHER
        if set(claimed.endplates) <= set(said.endplates):
            return Agreement.EQUAL
        return Agreement.OTHER if set(claimed.endplates) & set(said.endplates) else Agreement.DIFFERS

    return judge


def _sequences(study: Study) -> Judge:
    def judge(document: ChartDocument, finding: Finding) -> Agreement:
        if not isinstance(finding.value, Names) or not is_of_study(document, study):
            return Agreement.OTHER
        wanted, listed = (
            {plain_series(name) for name in names} for names in (study.sequences, finding.value.names)
        )
        return Agreement.EQUAL if wanted <= listed else Agreement.DIFFERS

    return judge


def plain_series(name: str) -> str:
    """Return the name of a series as it is compared: "T2-weighted", "T2 w" and "T2W" are one."""
    return re.sub(r"[\s-]+|weighted|weighting", "", name.casefold()).removesuffix("w")
