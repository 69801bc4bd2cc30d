"""The floor: what every packet has to show, whatever the payer. A profile can raise it, never lower it.

Source: the FDA-cleared indication (510(k) K153272, K190504, K213836) for the duration, the Modic change and the
failed care; the project's own rule for therapy, activity modification and medication each.
"""

from __future__ import annotations

from collections.abc import Callable

from priorauth.case.model import MEDICATION, THERAPY, Modality
from priorauth.criteria.conservative_care import care_failed, tried_or_excused
from priorauth.criteria.modic import every_body_is_reported, has_reported_modic
from priorauth.criteria.outcome import Outcome, View
from priorauth.criteria.pain_criteria import pain_for
from priorauth.domain.dates import Length

FLOOR_LENGTH = Length(months=6)
"""How long the pain has to have lasted, in calendar months."""

FLOOR: tuple[tuple[str, str, Callable[[View], Outcome]], ...] = (
    ("floor-pain-duration", "Low back pain for six calendar months", lambda v: pain_for(FLOOR_LENGTH, v)),
    ("floor-conservative-care", "Conservative care was done and failed", care_failed),
    (
        "floor-therapy",
        "Therapy was tried, or the reason why not is documented",
        lambda v: tried_or_excused("Therapy", THERAPY, v),
    ),
    (
        "floor-activity-modification",
        "Activity modification was tried, or the reason why not is documented",
        lambda v: tried_or_excused("Activity modification", (Modality.ACTIVITY_MODIFICATION,), v),
    ),
    (
        "floor-medication",
        "Medication was tried, or the reason why not is documented",
        lambda v: tried_or_excused("Medication", MEDICATION, v),
    ),
    ("floor-modic", "An MRI report names a Modic type and level that is to be treated", has_reported_modic),
    ("floor-bodies", "Each body to treat carries a typed Modic change in the report", every_body_is_reported),
)
"""Id, wording and rule of each point of the floor."""
