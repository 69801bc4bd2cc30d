"""The kinds of reason a payer gives for a denial, each tied to the criteria that answer it.

Source: the project's own table of why packets fail (published external-appeal decisions and reviewers' advice), and
the kinds of criterion a payer profile can hold.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from priorauth.case.model import Condition, Safety
from priorauth.payers.criteria import (
    AnyCriterion,
    AxialPain as AxialPainCriterion,
    ConditionAbsent,
    GeneratorsEvaluated,
    SeverityStated,
)


class ReasonKind(StrEnum):
    """What a denial rests on."""

    CONSERVATIVE_CARE = "conservative-care"
    PAIN_DURATION = "pain-duration"
    MODIC = "modic"
    IMAGING_AGE = "imaging-age"
    PAIN_PATTERN = "pain-pattern"
    OTHER_GENERATOR = "other-generator"
    SEVERITY = "severity"
    CONTRAINDICATION = "contraindication"
    BODIES_OR_UNITS = "bodies-or-units"
    DIAGNOSIS = "diagnosis"
    EXPERIMENTAL = "experimental"
    INFORMATION_MISSING = "information-missing"
    CRITERIA_NOT_MET = "criteria-not-met"


@dataclass(frozen=True, slots=True)
class ReasonMeaning:
    """What a kind of reason says, which criteria answer it, and the words letters use for it."""

    says: str
    """As the end of ``the denial says that ...``."""
    heading: str
    asks: str
    """The question a reviewer asks about it."""
    criteria: frozenset[str] = frozenset()
    """The kinds of criterion that answer it; empty: every criterion does."""
    floor: frozenset[str] = frozenset()
    """The points of the floor that answer it too."""
    words: re.Pattern[str] | None = None
    """How letters name it; ``None`` where no words are sure enough."""


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.VERBOSE)


_R = ReasonKind
MEANINGS: dict[ReasonKind, ReasonMeaning] = {
    _R.CONSERVATIVE_CARE: ReasonMeaning(
        "conservative care is not shown, or not for long enough",
        "Conservative care",
        "What conservative care was tried, for how long, and with what result?",
        frozenset({"conservative_care_duration", "conservative_care_failed", "care_within", "required_modalities"}),
        frozenset({"floor-conservative-care", "floor-therapy", "floor-activity-modification", "floor-medication"}),
        _words(
            r"""\b(?: conservative \s+ (?:care|treatments?|therap\w+|management|measures?) |
            non-?(?:surgical|operative)
            \s+ (?:care|treatments?|management|therap\w+) | physical \s+ therap\w+ | home \s+ exercise )\b"""
        ),
    ),
    _R.PAIN_DURATION: ReasonMeaning(
        "low back pain is not shown for long enough",
        "How long the pain has lasted",
        "How long has the pain lasted?",
        frozenset({"symptom_duration"}),
        frozenset({"floor-pain-duration"}),
        _words(
            r"""\b(?: (?:duration|length) \s+ of \s+ (?:the \s+)? (?:low \s+ back \s+)? (?:pain|symptoms)
            | (?:pain|symptoms) \s+ (?:of|for) \s+ (?:at \s+ least|six|6|more \s+ than|less \s+ than) )\b"""
        ),
    ),
    _R.MODIC: ReasonMeaning(
        "Modic changes of the type and at the level treated are not shown",
        "Modic changes: type and level",
        "Which Modic type does the radiologist report, and at which level?",
        frozenset({"modic_types", "modic_in_mri_report", "modic_signals_in_report", "modic_matches_treatment"}),
        frozenset({"floor-modic", "floor-bodies"}),
        _words(r"\b(?: modic | (?:vertebral \s+)? end[-\s]?plate \s+ changes? )\b"),
    ),
    _R.IMAGING_AGE: ReasonMeaning(
        "the MRI is too old",
        "The age of the MRI",
        "How old is the MRI?",
        frozenset({"imaging_recency"}),
        words=_words(
            r"""\b(?: (?:recent|current|outdated) \s+ (?:lumbar \s+)? (?:MRI|imaging) | (?:MRI|imaging) \b
            [^.]{0,40}?
            \b (?:older \s+ than|not \s+ recent|out \s+ of \s+ date|within \s+ the \s+ (?:last|past)) )\b"""
        ),
    ),
    _R.PAIN_PATTERN: ReasonMeaning(
        "the pain is not mainly in the back",
        "Where the pain is",
        "Is the pain mainly in the back?",
        frozenset({"axial_pain"}),
        words=_words(r"\b(?: axial | leg \s+ (?:pain|symptoms|numbness) )\b"),
    ),
    _R.OTHER_GENERATOR: ReasonMeaning(
        "other sources of the pain are not excluded",
        "Other sources of pain",
        "How were other sources of the pain excluded?",
        frozenset({"other_generators_evaluated"}),
        words=_words(
            r"""\b(?: other \s+ (?:pain \s+ generators? | (?:sources?|causes?) \s+ of \s+ (?:the \s+)? (?:low
            \s+ back \s+)?
            pain) | facet | sacro-?iliac | radicul\w+ | stenosis | spondylolisthesis | nerve \s+ root )\b"""
        ),
    ),
    _R.SEVERITY: ReasonMeaning(
        "severe pain or loss of function is not shown",
        "How severe it is",
        "How severe is it?",
        frozenset({"score_threshold", "score_recorded", "severity_stated"}),
        words=_words(
            r"""\b(?: functional \s+ (?:impairment|limitation|disability|loss) | oswestry | ODI | severity
            | pain \s+ (?:score|rating) )\b"""
        ),
    ),
    _R.CONTRAINDICATION: ReasonMeaning(
        "a condition that speaks against the procedure is present, or not shown to be absent",
        "Conditions that speak against the procedure",
        "Does anything speak against the procedure?",
        frozenset(
            {
                "condition_absent",
                "condition_present",
                "relative_contraindication",
                "prior_surgery",
                "no_prior_ablation",
                "repeat_interval",
                "measure",
                "evaluation_documented",
                "attested",
                "skeletal_maturity",
                "minimum_age",
                "age_range",
            }
        ),
        words=_words(
            r"""\b(?: contra-?indicat\w+ | infection | instability | fracture | tumou?r | osteoporosis | pregnan\w+
            | implant\w* | prior \s+ (?:spine|spinal) \s+ surgery | skeletal(?:ly)? \s+ matur\w+ )\b"""
        ),
    ),
    _R.BODIES_OR_UNITS: ReasonMeaning(
        "the vertebral bodies, codes or units asked for are not those that are covered",
        "Vertebral bodies, codes and units",
        "Why these bodies, codes and units?",
        frozenset(
            {
                "vertebral_range",
                "bodies_per_session",
                "bodies_lifetime",
                "bodies_adjacent",
                "modic_matches_treatment",
                "procedure_codes",
            }
        ),
        frozenset({"floor-bodies"}),
        _words(
            r"""\b(?: units? | number \s+ of \s+ (?:levels|bodies|vertebra\w*) | (?:procedure|CPT) \s+ codes? |
            6462[89]
            | more \s+ than \s+ \w+ \s+ (?:levels|vertebral \s+ bodies) )\b"""
        ),
    ),
    _R.DIAGNOSIS: ReasonMeaning(
        "the diagnosis is not one that is covered",
        "The diagnosis",
        "Which diagnosis is billed?",
        frozenset({"diagnosis_codes"}),
        words=_words(r"\b(?: diagnos[ie]s | ICD-?10(?:-CM)? | M54\.\w+ | M51\.\w+ )\b"),
    ),
    _R.EXPERIMENTAL: ReasonMeaning(
        "the procedure is experimental, or the plan does not cover it",
        "Experimental, or not covered",
        "Is the procedure not experimental?",
        frozenset({"plan_coverage"}),
        words=_words(
            r"""\b(?: experimental | investigational | unproven | not \s+ (?:a \s+)? covered(?:\s+
            (?:benefit|service))?
            | (?:benefit|plan) \s+ exclu\w+ | excluded \s+ (?:benefit|service|from \s+ coverage) )\b"""
        ),
    ),
    _R.INFORMATION_MISSING: ReasonMeaning(
        "information is missing",
        "Information said to be missing",
        "Where is the information that was missing?",
        words=_words(
            r"""\b(?: (?:additional|sufficient|insufficient|requested|clinical|necessary|missing|lack \s+ of) \s+
            (?:clinical \s+)? (?:information|documentation|records) | (?:information|documentation|records) \s+
            (?:is|are|was|were) \s+ (?:missing|not \s+ (?:received|submitted|provided)) )\b"""
        ),
    ),
    _R.CRITERIA_NOT_MET: ReasonMeaning(
        "the criteria for medical necessity are not met",
        "The criteria as a whole",
        "Which of the criteria does the record show?",
        words=_words(
            r"""\b(?: (?:not|does \s+ not \s+ (?:meet|appear)|fails? \s+ to \s+ meet) \b [^.]{0,60}? \b
            (?:medical(?:ly)?
            \s+ necess\w+ | criteria) | criteria \b [^.]{0,40}? \b not \s+ (?:been \s+)? met )\b"""
        ),
    ),
}
"""Every kind of reason, in the order in which a letter is best read."""

_GENERAL = (_R.INFORMATION_MISSING, _R.CRITERIA_NOT_MET)
"""Kinds that only introduce the reason proper, where the same words name another."""


def kinds_in(text: str) -> tuple[ReasonKind, ...]:
    """Say which kinds of reason a text names; none where its words name no kind for sure.

    A text that is general ("criteria are not met") and then particular ("no six months of care") is the particular.
    """
    plain = " ".join(text.split())
    found = tuple(kind for kind, meaning in MEANINGS.items() if meaning.words and meaning.words.search(plain))
    particular = tuple(kind for kind in found if kind not in _GENERAL)
    return particular or found


STAND_INS: dict[ReasonKind, tuple[AnyCriterion, ...]] = {
    _R.OTHER_GENERATOR: (
        GeneratorsEvaluated(
            kind="other_generators_evaluated",
            id="denial-other-generators",
            text="Facet joints, sacroiliac joints and nerve roots were looked at and excluded as the source",
            generators=("facet", "sacroiliac", "radicular"),
        ),
    ),
    _R.PAIN_PATTERN: (
        AxialPainCriterion(kind="axial_pain", id="denial-axial-pain", text="The pain is mainly in the back"),
    ),
    _R.SEVERITY: (
        SeverityStated(
            kind="severity_stated",
            id="denial-severity",
            text="The chart states severe pain with loss of function",
            unremitting=True,
            functional_impairment=True,
        ),
    ),
    _R.CONTRAINDICATION: tuple(
        ConditionAbsent(
            kind="condition_absent",
            id=f"denial-{condition.value}",
            text=f"{condition.value.replace('_', ' ').capitalize()} is documented as absent",
            condition=condition,
        )
        for condition in Condition
        if condition.value in Safety.model_fields
    ),
}
"""What a reason is held against where the payer's profile has no criterion for it: the points the domain names."""
