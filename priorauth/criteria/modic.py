"""Modic changes: which findings may be used, and the bodies they are reported at (the floor's two rules).

Only MRI can show them. A type is never inferred from wording that names none, and a body is never inferred from a
level whose endplates the report does not name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from priorauth.case.model import Case, Certainty, ImagingFinding, Stated, Study, StudyModality
from priorauth.criteria.model import CaseFact
from priorauth.criteria.outcome import Outcome, View, conflict, fact, gap, met, together
from priorauth.domain.spine import ModicType, VertebralBody, in_order, joined
from priorauth.problems import Owner

OFF_LABEL_ALONE = frozenset({ModicType.THREE})
"""Type 3 without type 1 or 2 lies outside the FDA-cleared indication (510(k) K153272, K190504, K213836)."""

_FLUID_SENSITIVE = ("T2", "STIR", "TIRM", "FLUID", "FAT SAT", "FAT-SAT", "FAT SUPP", "FAT-SUPP", "DIXON")


@dataclass(frozen=True, slots=True)
class Reported:
    """One finding with the study that reports it."""

    study: Study
    finding: ImagingFinding

    @property
    def bodies(self) -> frozenset[VertebralBody]:
        """The bodies beside the finding: those it is placed on, and both beside its disc level."""
        level = self.finding.disc_level.bodies if self.finding.disc_level else ()
        return frozenset({*level, *self.finding.bodies})

    @property
    def is_typed(self) -> bool:
        """Whether the report names its Modic type."""
        return bool(self.finding.modic_types)

    @property
    def is_off_label(self) -> bool:
        """Whether it is type 3 and nothing else."""
        return set(self.finding.modic_types) == OFF_LABEL_ALONE

    @property
    def fact(self) -> CaseFact:
        """The finding in words: type, place, endplates, date, and whether the report hedges it."""
        finding, study = self.finding, self.study
        what = (
            f"Modic type {joined(finding.modic_types)}"
            if self.is_typed
            else "Endplate change of no stated Modic type"
        )
        plates = f" ({joined(map(str, finding.endplates))} endplates)" if finding.endplates else ""
        hedge = "suggested by" if finding.certainty is Certainty.HEDGED else "reported on"
        when = f"{'of' if study.date.is_exact else 'made in'} {study.date.words}"
        return fact(f"{what} at {finding.place}{plates}, {hedge} the {study.modality} {when}", finding.source)


def at_treated_bodies(case: Case) -> tuple[Reported, ...]:
    """List the MRI findings whose level or body touches a body to treat; x-ray and CT cannot show Modic changes."""
    wanted = set(case.request.vertebral_bodies)
    return tuple(found for found in _on_mri(case) if found.bodies & wanted)


def usable(view: View) -> tuple[Reported, ...]:
    """List the findings a packet can rest on: typed, not type 3 alone, shown by a page, from a sufficient study."""
    return tuple(found for found in at_treated_bodies(view.case) if _shortcoming(found) is None)


def has_reported_modic(view: View) -> Outcome:
    """Whether an MRI report names a Modic type at a level or body that is to be treated."""
    if good := usable(view):
        return met(*(found.fact for found in good))
    if not any(study.modality is StudyModality.MRI for study in view.case.imaging):
        return gap(Owner.CLINICIAN, "Enclose an MRI report; x-ray and CT cannot show Modic changes")
    here = at_treated_bodies(view.case)
    if here:
        return _explain(here).showing(*(found.fact for found in here))
    elsewhere = [found.fact for found in _on_mri(view.case)]
    if elsewhere:
        step = "The MRI report finds changes only at other levels; correct the request or the findings"
        return conflict(Owner.CLINICIAN, step, *elsewhere)
    step = "Ask the radiologist for an addendum that names the Modic type, the level and the endplates"
    return gap(Owner.RADIOLOGIST, step)


def every_body_is_reported(view: View) -> Outcome:
    """Whether each body to treat carries a typed change that the report itself places on it."""
    good = usable(view)
    facts = tuple(found.fact for found in good)
    bodies = in_order(view.case.request.vertebral_bodies)
    bare = [body for body in bodies if not any(body in found.finding.bodies for found in good)]
    return together(tuple(_bare_body(body, view) for body in bare)).showing(*facts)


def _bare_body(body: VertebralBody, view: View) -> Outcome:
    beside = [found for found in at_treated_bodies(view.case) if body in found.bodies]
    if not beside:
        step = f"The MRI report states no Modic change at {body}; take {body} out of the request"
        return conflict(Owner.CLINICIAN, step)
    placed = [found for found in beside if body in found.finding.bodies]
    if placed or not any(found.is_typed for found in beside):
        blamed = placed or beside
        return _explain(blamed).showing(*(found.fact for found in blamed))
    places = joined(dict.fromkeys(found.finding.place for found in beside))
    step = f"Ask the radiologist for an addendum that names the endplates affected at {places}"
    return gap(Owner.RADIOLOGIST, step)


def _explain(found: Iterable[Reported]) -> Outcome:
    """Say why none of these findings can be used, by the one that is nearest to being usable."""
    shortcomings = [shortcoming for one in found if (shortcoming := _shortcoming(one)) is not None]
    mendable = [outcome for outcome in shortcomings if outcome.is_open]
    return (mendable or shortcomings)[0]


def _shortcoming(found: Reported) -> Outcome | None:
    """Say what keeps a finding from being used; ``None`` when nothing does."""
    place = found.finding.place
    if not found.is_typed:
        step = f"Ask the radiologist for an addendum that names the Modic type and the endplates at {place}"
        return gap(Owner.RADIOLOGIST, step)
    if found.is_off_label:
        return conflict(
            Owner.NOBODY, f"Type 3 alone, as reported at {place}, is outside the FDA-cleared indication"
        )
    if found.study.final is Stated.NO:
        return gap(Owner.BILLING, "Ask for the final MRI report; the one in the case is preliminary")
    if found.study.sequences and not _supports_a_type(found.study):
        step = (
            "Ask the radiologist which series support the Modic type; T1 with T2 or a fluid-sensitive one is needed"
        )
        return gap(Owner.RADIOLOGIST, step)
    if found.finding.source is None:
        return gap(
            Owner.BILLING, f"Attach the page that states the Modic change at {place}, and name it in the case"
        )
    return None


def _supports_a_type(study: Study) -> bool:
    """Whether T1 and another, T2 or fluid-sensitive, series are listed; a fat-suppressed T1 is still a T1."""
    series = [name.upper() for name in study.sequences]
    plain = [name for name in series if "T1" in name]
    fluid = [name for name in series if name not in plain and any(mark in name for mark in _FLUID_SENSITIVE)]
    combined = [name for name in plain if "T2" in name or "STIR" in name]
    return bool(plain) and bool(fluid or combined)


def _on_mri(case: Case) -> list[Reported]:
    mri = [study for study in case.imaging if study.modality is StudyModality.MRI]
    return [Reported(study, finding) for study in mri for finding in study.findings]
