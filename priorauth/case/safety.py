"""What has to be known before the procedure."""

from __future__ import annotations

from priorauth.case.sources import Answer, Source, Stated
from priorauth.domain.dates import PartialDate
from priorauth.domain.spine import VertebralBody
from priorauth.parsing.model import Prose, Record


class SafetyFact(Record):
    """A condition that a payer or the label asks about."""

    present: Stated = Stated.NOT_DOCUMENTED
    detail: Prose | None = None
    answer: Answer | None = None
    source: Source | None = None


class PriorAblation(Record):
    """Whether the basivertebral nerve was ablated before, and where."""

    performed: Stated = Stated.NOT_DOCUMENTED
    bodies: tuple[VertebralBody, ...] = ()
    date: PartialDate | None = None
    source: Source | None = None


class Safety(Record):
    """What has to be known before the procedure; everything starts as not documented."""

    infection: SafetyFact = SafetyFact()
    instability: SafetyFact = SafetyFact()
    stenosis_needing_decompression: SafetyFact = SafetyFact()
    fracture: SafetyFact = SafetyFact()
    tumor: SafetyFact = SafetyFact()
    pregnancy: SafetyFact = SafetyFact()
    skeletally_mature: SafetyFact = SafetyFact()
    implanted_pulse_generator: SafetyFact = SafetyFact()
    other_implant: SafetyFact = SafetyFact()
    bone_disease: SafetyFact = SafetyFact()
    anticoagulants: SafetyFact = SafetyFact()
    prior_spine_surgery: SafetyFact = SafetyFact()
    injection_into_body: SafetyFact = SafetyFact()
    """A biologic or medicament to be injected into the vertebral body at the same time."""
    prior_ablation: PriorAblation = PriorAblation()
