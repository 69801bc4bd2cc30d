"""Modic findings: the place, the types, the endplates and the certainty, as the radiologist reports them.

A type or an endplate is never inferred. The one thing that is: the inferior endplate of L4 and the superior one of
L5 are those of the disc level L4-L5, whichever way the report names the place. That is anatomy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from priorauth.case.model import Certainty, Finding
from priorauth.comparison.model import Verdict
from priorauth.domain.spine import DiscLevel, Endplate, ModicType
from priorauth.problems import Owner
from priorauth.readers.mri.lexicon import PHRASES
from priorauth.readers.mri.model import DeniedFinding, MriReport, Place, ReportedFinding, Words
from priorauth.readers.mri.token_roles import Kind

PLACE, TYPES, UNTYPED, HEDGED, ENDPLATE = "PA730", "PA731", "PA732", "PA733", "PA734"
DENIED, HISTORIC, DISPUTED, MODALITY, NOT_SHOWN = "PA735", "PA736", "PA737", "PA738", "PA747"

_SIDES = "|".join(PHRASES[kind] for kind in (Kind.SUPERIOR, Kind.INFERIOR, Kind.FACING, Kind.BOTH))
_SIDE = re.compile(rf"\b(?:{_SIDES})\b", re.IGNORECASE)
"""Words with which a report says which endplate it means."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a report says of one part of a finding; ``part`` is the field of the finding."""

    part: str
    verdict: Verdict
    words: Words | None = None
    code: str | None = None
    owner: Owner | None = field(default=None)


def compare_findings(findings: Sequence[Finding], report: MriReport) -> tuple[tuple[Ruling, ...], ...]:
    """Compare each finding of a case with a report; return for each what is supported and what is wrong."""
    return tuple(tuple(_compare(finding, report)) for finding in findings)


def _compare(finding: Finding, report: MriReport) -> Iterator[Ruling]:
    place = finding.disc_level or finding.vertebral_body
    if place is None:
        return
    part = "disc_level" if finding.disc_level is not None else "vertebral_body"
    disputed = next((item for item in report.contradictions if item.place in (place, None)), None)
    if report.modality in ("CT", "x-ray"):
        words = report.refused[0] if report.refused else None
        yield _contradicted(part, MODALITY, words)
    elif disputed is not None:
        words = disputed.statements[0] if disputed.statements else None
        yield _contradicted(part, DISPUTED, words, Owner.RADIOLOGIST)
    else:
        there, beside = _at(place, report), _beside(place, report)
        said = there or tuple(item for item in beside if _names_own(item, place))
        yield from _there(finding, part, said, beside) if said else (_absent(finding, place, part, report),)


def _at(place: Place, report: MriReport) -> tuple[ReportedFinding, ...]:
    return tuple(item for item in report.findings if item.place == place)


def _beside(place: Place, report: MriReport) -> tuple[ReportedFinding, ...]:
    """Return the findings on the bodies of a disc level, or at the disc levels of a body."""
    return tuple(item for item in report.findings if _touches(item.place, place))


def _names_own(item: ReportedFinding, place: Place) -> bool:
    """Whether a finding names an endplate that is the place's own, whatever the report calls the place."""
    if isinstance(place, DiscLevel):
        return any(endplate in place.endplates for endplate in item.endplates)
    return any(endplate.body == place for endplate in item.endplates)


def _names_only_own(item: ReportedFinding, finding: Finding) -> bool:
    """Whether all the endplates it names are those of the disc level that is claimed: it speaks of that level."""
    own = finding.disc_level.endplates if finding.disc_level is not None else ()
    return bool(item.endplates) and set(item.endplates) <= set(own)


def _there(
    finding: Finding, part: str, there: Sequence[ReportedFinding], beside: Sequence[ReportedFinding]
) -> Iterator[Ruling]:
    typed = [item for item in there if item.types]
    wanted = set(finding.modic_types)
    if not wanted:
        yield Ruling(part, Verdict.CORROBORATED, there[0].words)
        yield from _endplates(finding, (*there, *beside))
        return
    if not typed:
        yield Ruling("modic_types", Verdict.NOT_FOUND, there[0].words, UNTYPED, Owner.RADIOLOGIST)
        return
    others = (item for item in beside if item.types and _names_only_own(item, finding))
    other = next((item for item in (*typed, *others) if set(item.types) != wanted), None)
    if other is not None:
        yield _contradicted("modic_types", TYPES, other.words)
        return
    yield Ruling(part, Verdict.CORROBORATED, typed[0].words)
    yield Ruling("modic_types", Verdict.CORROBORATED, typed[0].words)
    yield from _certainty(finding, typed)
    yield from _endplates(finding, (*typed, *(item for item in beside if set(item.types) == wanted)))


def _certainty(finding: Finding, typed: Sequence[ReportedFinding]) -> Iterator[Ruling]:
    hedged = next((item for item in typed if item.certainty is Certainty.HEDGED), None)
    if finding.certainty is Certainty.STATED and hedged is not None:
        yield _contradicted("certainty", HEDGED, hedged.words)
    elif finding.certainty is Certainty.STATED:
        yield Ruling("certainty", Verdict.CORROBORATED, typed[0].words)


def _endplates(finding: Finding, there: Sequence[ReportedFinding]) -> Iterator[Ruling]:
    if not finding.endplates:
        return
    named = {endplate for item in there for endplate in item.endplates}
    missing = [endplate for endplate in finding.endplates if endplate not in named]
    if not missing:
        carrier = max(there, key=lambda item: len(set(item.endplates) & set(finding.endplates)))
        yield Ruling("endplates", Verdict.CORROBORATED, _naming(carrier))
        return
    wrong = [endplate for endplate in missing if any(_is_other_side(endplate, other) for other in named)]
    if wrong:
        carrier = next(item for item in there if any(_is_other_side(wrong[0], other) for other in item.endplates))
        yield _contradicted("endplates", ENDPLATE, _naming(carrier))
    else:
        yield Ruling("endplates", Verdict.NOT_FOUND, there[0].words, NOT_SHOWN, Owner.RADIOLOGIST)


def _naming(finding: ReportedFinding) -> Words:
    """Return the mention that names endplates, as far as words can tell; the finding may be said several times.

    A mention with a side ("inferior") counts before one that only speaks of endplates, the first before later ones.
    """
    return max((finding.words, *finding.also), key=lambda words: _names_plates(words.quote))


def _names_plates(quote: str) -> int:
    said = "plate" in quote.casefold()
    return said + (said and _SIDE.search(quote) is not None)


def _is_other_side(one: Endplate, other: Endplate) -> bool:
    return one.body == other.body and one.side != other.side


def _absent(finding: Finding, place: Place, part: str, report: MriReport) -> Ruling:
    """Say why a report without this place does not bear the finding out."""
    earlier = next((item for item in report.historic if item.place == place), None)
    if earlier is not None:
        return _contradicted(part, HISTORIC, earlier.words)
    denied = _denied(finding, place, report)
    if denied is not None:
        return _contradicted(part, DENIED, denied.words)
    beside = next((item for item in report.findings if _touches(item.place, place)), None)
    if beside is None and not report.unplaced:
        elsewhere = next((item for item in report.findings if item.types), None)
        if elsewhere is not None:
            return _contradicted(part, PLACE, elsewhere.words)
    words = beside.words if beside is not None else None
    return Ruling(part, Verdict.NOT_FOUND, words, NOT_SHOWN, Owner.RADIOLOGIST)


def _denied(finding: Finding, place: Place, report: MriReport) -> DeniedFinding | None:
    for item in report.denied:
        here = item.place == place or (item.place is None and not report.findings)
        if here and _covers(item.types, finding.modic_types):
            return item
    return None


def _covers(denied: tuple[ModicType, ...], claimed: tuple[ModicType, ...]) -> bool:
    return not denied or bool(set(denied) & set(claimed))


def _touches(one: Place, other: Place) -> bool:
    """Whether one place is a disc level and the other a body beside it: neither is turned into the other."""
    level, body = (one, other) if isinstance(one, DiscLevel) else (other, one)
    return isinstance(level, DiscLevel) and not isinstance(body, DiscLevel) and body in level.bodies


def _contradicted(part: str, code: str, words: Words | None, owner: Owner = Owner.CLINICIAN) -> Ruling:
    return Ruling(part, Verdict.CONTRADICTED, words, code, owner)
