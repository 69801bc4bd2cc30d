"""The model of a case: the chart's facts, each with the exhibit page that shows it.

A case states, it does not judge. Where a chart can be silent the field is three-valued, and silence is its
default: nothing here turns "not documented" into "no".
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from priorauth.codes import is_npi
from priorauth.dates import Day, PartialDate
from priorauth.records.base import Line, Prose, Record, Slug
from priorauth.spine import DiscLevel, Endplate, ModicType, VertebralBody

ExhibitId = Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,2}$")]
"""How a packet names an exhibit: one or two capital letters."""


def _check_npi(text: str) -> str:
    if not is_npi(text):
        raise PydanticCustomError("npi", "is not a valid NPI: its check digit or its form is wrong")
    return text


Npi = Annotated[str, AfterValidator(_check_npi)]
"""A National Provider Identifier: ten digits, 1 or 2 first, with a Luhn check digit."""

DiagnosisCode = Annotated[str, StringConstraints(pattern=r"^[A-TV-Z]\d[A-Z0-9](\.[A-Z0-9]{1,4})?$")]
"""An ICD-10-CM code with its dot, such as M54.51."""

ProcedureCode = Annotated[str, StringConstraints(pattern=r"^([0-9]{5}|[A-Z][0-9]{4})$")]
"""A CPT or HCPCS code, such as 64628."""


class Stated(StrEnum):
    """What the chart says of a yes-or-no question; silence is an answer of its own."""

    YES = "yes"
    NO = "no"
    NOT_DOCUMENTED = "not_documented"


class Source(Record):
    """The page of the packet that shows a fact."""

    exhibit: ExhibitId
    """The exhibit's id, as listed under ``exhibits``."""
    page: Annotated[int, Field(ge=1)] | None = None
    """The page within that exhibit, counted from 1."""
    quote: Prose | None = None
    """The words on that page, copied exactly."""


class Answer(Record):
    """A named person's answer to something in the chart that speaks against the procedure."""

    by: Line
    """Who answers, with credentials."""
    statement: Prose
    """The answer, as it is to stand in the letter."""
    source: Source | None = None


class Name(Record):
    """A person's name, as the payer's card has it."""

    given: Line
    family: Line

    @property
    def full(self) -> str:
        """Given name, then family name."""
        return f"{self.given} {self.family}"


class Address(Record):
    """A postal address."""

    street: Line
    city: Line
    state: Line
    postal_code: Line


class Sex(StrEnum):
    """The sex the chart records; it decides only whether a pregnancy has to be ruled out."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    NOT_DOCUMENTED = "not_documented"


class Patient(Record):
    """Who the packet is about."""

    name: Name
    birth_date: Day
    sex: Sex = Sex.NOT_DOCUMENTED
    record_number: Line | None = None
    """The practice's own number for the chart (MRN)."""


class LineOfBusiness(StrEnum):
    """The kind of plan; payers' rules and clocks differ by it."""

    COMMERCIAL = "commercial"
    EXCHANGE = "exchange"
    MEDICARE = "medicare"
    MEDICARE_ADVANTAGE = "medicare_advantage"
    MEDICAID = "medicaid"
    WORKERS_COMPENSATION = "workers_compensation"
    OTHER = "other"
    NOT_DOCUMENTED = "not_documented"


class Coverage(Record):
    """The plan that is asked."""

    payer: Slug
    """The id of the payer's profile; a payer without one is checked against the FDA-cleared indication."""
    payer_name: Line
    plan_name: Line | None = None
    line_of_business: LineOfBusiness = LineOfBusiness.NOT_DOCUMENTED
    member_id: Line
    group_id: Line | None = None
    effective_from: Day | None = None
    effective_to: Day | None = None
    verified_on: Day | None = None
    """The day the practice last checked that the coverage is in force."""


class Clinician(Record):
    """The physician who orders and signs."""

    name: Line
    credentials: Line
    npi: Npi
    specialty: Line | None = None
    phone: Line | None = None
    fax: Line | None = None


class Practice(Record):
    """The practice that sends the packet."""

    name: Line
    address: Address
    phone: Line
    fax: Line | None = None
    npi: Npi | None = None


class Facility(Record):
    """Where the procedure is planned."""

    name: Line
    place_of_service: Annotated[str, StringConstraints(pattern=r"^\d{2}$")]
    """The two-digit place-of-service code, such as 24 (ambulatory surgical center)."""
    npi: Npi | None = None
    address: Address | None = None


class RequestKind(StrEnum):
    """What the payer is asked for."""

    INITIAL = "initial"
    RENEWAL = "renewal"
    CHANGE = "change"


class Urgency(StrEnum):
    """How fast a decision is asked for."""

    STANDARD = "standard"
    EXPEDITED = "expedited"


class RequestedCode(Record):
    """A procedure code and its units, as the practice means to bill them."""

    code: ProcedureCode
    units: Annotated[int, Field(ge=1, le=9)]


class Request(Record):
    """What is asked."""

    kind: RequestKind = RequestKind.INITIAL
    urgency: Urgency = Urgency.STANDARD
    urgency_reason: Prose | None = None
    vertebral_bodies: Annotated[tuple[VertebralBody, ...], Field(min_length=1)]
    """The bodies to treat. Bodies are treated, not discs."""
    procedure_codes: tuple[RequestedCode, ...] = ()
    """Codes and units as the practice bills them; empty means: work them out from the bodies."""
    planned_date: Day | None = None
    diagnosis_codes: Annotated[tuple[DiagnosisCode, ...], Field(min_length=1)]
    device: Line | None = None
    rationale: Prose | None = None
    """One paragraph in the physician's own words; it goes into the letter as it stands."""


class PainPattern(StrEnum):
    """Where the pain is: in the back, down the leg, or both."""

    AXIAL = "axial"
    RADICULAR = "radicular"
    MIXED = "mixed"
    NOT_DOCUMENTED = "not_documented"


class Instrument(StrEnum):
    """A measure of pain, function or mood. A numeric rating is not a visual analogue scale."""

    NRS = "NRS"
    VAS = "VAS"
    ODI = "ODI"
    PHQ9 = "PHQ-9"
    GAD7 = "GAD-7"


class ScoreUnit(StrEnum):
    """The unit a score is given in; a VAS means nothing without one."""

    POINTS = "points"
    CM = "cm"
    MM = "mm"
    PERCENT = "percent"


class Score(Record):
    """One reading of one instrument."""

    instrument: Instrument
    value: Annotated[Decimal, Field(ge=0, le=100, max_digits=5, decimal_places=2)]
    unit: ScoreUnit
    date: PartialDate
    source: Source | None = None


class PainLevels(Record):
    """The clinician's finding that the pain matches certain disc levels."""

    disc_levels: Annotated[tuple[DiscLevel, ...], Field(min_length=1)]
    source: Source | None = None


class LegSymptoms(Record):
    """Pain, numbness or weakness in the legs: evidence for another source of pain."""

    present: Stated = Stated.NOT_DOCUMENTED
    detail: Prose | None = None
    source: Source | None = None
    answer: Answer | None = None


class Pain(Record):
    """The complaint."""

    onset: PartialDate | None = None
    """When the pain began, as exactly as the chart has it."""
    source: Source | None = None
    """The page that gives the onset."""
    pattern: PainPattern = PainPattern.NOT_DOCUMENTED
    pattern_source: Source | None = None
    leg_symptoms: LegSymptoms = LegSymptoms()
    worse_with: tuple[Line, ...] = ()
    """What brings the pain on, as gerunds a sentence can take: ``sitting``, ``bending forward``."""
    eased_by: tuple[Line, ...] = ()
    limits: tuple[Line, ...] = ()
    """What the patient can no longer do, as phrases after "cannot": ``sit longer than 20 minutes``."""
    unremitting: Stated = Stated.NOT_DOCUMENTED
    functional_impairment: Stated = Stated.NOT_DOCUMENTED
    severity_source: Source | None = None
    """The page that says whether the pain is unremitting and function is impaired."""
    matching_levels: PainLevels | None = None
    scores: tuple[Score, ...] = ()


class Modality(StrEnum):
    """A kind of conservative care."""

    PHYSICAL_THERAPY = "physical_therapy"
    HOME_EXERCISE = "home_exercise"
    EXERCISE = "exercise"
    CHIROPRACTIC = "chiropractic"
    ACTIVITY_MODIFICATION = "activity_modification"
    COGNITIVE_BEHAVIORAL_THERAPY = "cognitive_behavioral_therapy"
    NSAID = "nsaid"
    ORAL_STEROID = "oral_steroid"
    OTHER_MEDICATION = "other_medication"
    EPIDURAL_INJECTION = "epidural_injection"
    FACET_INJECTION = "facet_injection"
    SACROILIAC_INJECTION = "sacroiliac_injection"
    FACET_ABLATION = "facet_ablation"
    BRACE = "brace"
    ACUPUNCTURE = "acupuncture"
    OTHER = "other"


class Component(StrEnum):
    """A part of a course of care that some payers ask for by name."""

    CORE_STABILIZATION = "core_stabilization"
    ACTIVE_MODALITIES = "active_modalities"
    PASSIVE_MODALITIES = "passive_modalities"
    DISEASE_EDUCATION = "disease_education"
    LIFESTYLE_MODIFICATION = "lifestyle_modification"
    STRESS_MANAGEMENT = "stress_management"


class Supervisor(StrEnum):
    """Who directed or delivered a course of care."""

    PHYSICIAN = "physician"
    ADVANCED_PRACTICE = "advanced_practice"
    PHYSICAL_THERAPIST = "physical_therapist"
    CHIROPRACTOR = "chiropractor"
    LICENSED_MENTAL_HEALTH = "licensed_mental_health"
    OTHER_LICENSED = "other_licensed"
    SELF = "self"


class CareStatus(StrEnum):
    """How far a course of care came. Ordered is not completed; prescribed is not taken."""

    ORDERED = "ordered"
    ONGOING = "ongoing"
    COMPLETED = "completed"
    STOPPED = "stopped"
    DECLINED = "declined"
    CONTRAINDICATED = "contraindicated"


class Response(StrEnum):
    """What a course of care brought, as the chart says it."""

    NO_RELIEF = "no_relief"
    TEMPORARY_RELIEF = "temporary_relief"
    INADEQUATE_RELIEF = "inadequate_relief"
    WORSE = "worse"
    LASTING_RELIEF = "lasting_relief"
    NOT_DOCUMENTED = "not_documented"


class Care(Record):
    """One course of conservative care. It counts only from a record that is in the packet."""

    modality: Modality
    detail: Line | None = None
    """What exactly: the drug and dose, the technique, the clinic."""
    components: tuple[Component, ...] = ()
    start: PartialDate | None = None
    end: PartialDate | None = None
    """The last day; empty for care that is ongoing."""
    sessions: Annotated[int, Field(ge=0, le=400)] | None = None
    supervised_by: tuple[Supervisor, ...] = ()
    status: CareStatus
    response: Response = Response.NOT_DOCUMENTED
    reason: Prose | None = None
    """Why it was stopped, declined or contraindicated."""
    answer: Answer | None = None
    """The clinician's answer when a lasting response speaks against the procedure."""
    source: Source | None = None


class StudyModality(StrEnum):
    """How an image was made. Only MRI can show Modic changes."""

    MRI = "MRI"
    CT = "CT"
    XRAY = "x-ray"
    OTHER = "other"


class Certainty(StrEnum):
    """Whether the radiologist states a finding or hedges it ("suggestive of")."""

    STATED = "stated"
    HEDGED = "hedged"


class Finding(Record):
    """One endplate finding, at the place where the report puts it: a disc level or a body, not both."""

    disc_level: DiscLevel | None = None
    vertebral_body: VertebralBody | None = None
    endplates: tuple[Endplate, ...] = ()
    """The endplates the report names; an endplate it does not name is left out."""
    modic_types: tuple[ModicType, ...] = ()
    """The types the report names; empty when it names none ("degenerative endplate changes")."""
    certainty: Certainty = Certainty.STATED
    description: Line | None = None
    answer: Answer | None = None
    """The clinician's answer when the finding speaks against the procedure (type 3 alone at a treated body)."""
    source: Source | None = None

    @property
    def bodies(self) -> tuple[VertebralBody, ...]:
        """The bodies the report itself places this finding on: named endplates, or a body-level wording.

        A disc level without endplates names no body: which side is affected was not reported.
        """
        named = {endplate.body for endplate in self.endplates}
        if self.vertebral_body is not None:
            named.add(self.vertebral_body)
        return tuple(sorted(named, key=lambda body: body.order))

    @property
    def place(self) -> str:
        """The place in the report's own terms: a disc level, or else a body."""
        return str(self.disc_level or self.vertebral_body or "")


class Numbering(Record):
    """Whether the vertebrae count as usual; a transitional vertebra shifts every level."""

    transitional: Stated = Stated.NOT_DOCUMENTED
    statement: Prose | None = None
    source: Source | None = None


class Study(Record):
    """One imaging study and what its report says."""

    modality: StudyModality
    region: Line = "lumbar spine"
    date: PartialDate
    radiologist: Line | None = None
    sequences: tuple[Line, ...] = ()
    """The series the report lists, such as ``T1``, ``T2``, ``STIR``."""
    final: Stated = Stated.NOT_DOCUMENTED
    """Whether the report is signed and final."""
    numbering: Numbering = Numbering()
    findings: tuple[Finding, ...] = ()
    source: Source | None = None


class Generator(StrEnum):
    """Another possible source of low back pain."""

    FACET = "facet"
    SACROILIAC = "sacroiliac"
    RADICULAR = "radicular"
    STENOSIS = "stenosis"
    SPONDYLOLISTHESIS = "spondylolisthesis"
    FRACTURE = "fracture"
    INFECTION = "infection"
    TUMOR = "tumor"
    DISC = "disc"
    OTHER = "other"


class Verdict(StrEnum):
    """What the work-up of a generator concluded. Absent from the chart is "not documented", never "excluded"."""

    EXCLUDED = "excluded"
    PRESENT = "present"
    SUSPECTED = "suspected"
    NOT_DOCUMENTED = "not_documented"


class WorkUp(Record):
    """How another source of pain was looked for, and what was found."""

    generator: Generator
    verdict: Verdict
    method: Line | None = None
    """How: ``medial branch blocks L4-L5``, ``straight leg raise negative``."""
    date: PartialDate | None = None
    relief_percent: Annotated[int, Field(ge=0, le=100)] | None = None
    """The relief a diagnostic or therapeutic block gave, in percent."""
    detail: Prose | None = None
    answer: Answer | None = None
    """The clinician's answer when the finding speaks against the procedure."""
    source: Source | None = None


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


class CompetingFinding(StrEnum):
    """What a record can say that speaks for another source of pain, or against the procedure."""

    NERVE_ROOT_COMPRESSION = "nerve_root_compression"
    STENOSIS = "stenosis"
    """Moderate or severe: central, of a lateral recess or of a foramen."""
    DISC_HERNIATION = "disc_herniation"
    """An extrusion or a sequestration."""
    SPONDYLOLISTHESIS = "spondylolisthesis"
    """A slip forward or backward."""
    SPONDYLOLYSIS = "spondylolysis"
    FRACTURE = "fracture"
    INFECTION = "infection"
    TUMOR = "tumor"
    FACET_ARTHROPATHY = "facet_arthropathy"
    """An effusion or marked arthropathy of a facet joint."""
    SACROILIITIS = "sacroiliitis"
    PRIOR_SURGERY = "prior_surgery"
    """A fusion, a laminectomy or hardware."""
    TRANSITIONAL_ANATOMY = "transitional_anatomy"


class ExhibitAnswer(Record):
    """A named person's answer to words in an exhibit that speak against the procedure."""

    exhibit: ExhibitId
    finding: CompetingFinding
    page: Annotated[int, Field(ge=1)] | None = None
    """The page the words stand on; without one the answer holds for every mention in the exhibit."""
    by: Line
    """Who answers, with credentials."""
    statement: Prose
    """The answer, as it is to stand in the letter."""


class ExhibitKind(StrEnum):
    """What kind of record an exhibit is."""

    MRI_REPORT = "mri_report"
    IMAGING_REPORT = "imaging_report"
    HISTORY_AND_PHYSICAL = "history_and_physical"
    CONSULT = "consult"
    PROGRESS_NOTE = "progress_note"
    PHYSICAL_THERAPY = "physical_therapy"
    BEHAVIORAL_THERAPY = "behavioral_therapy"
    PROCEDURE_NOTE = "procedure_note"
    MEDICATION_LIST = "medication_list"
    FUNCTIONAL_ASSESSMENT = "functional_assessment"
    CORRESPONDENCE = "correspondence"
    DENIAL_LETTER = "denial_letter"
    OTHER = "other"


class Exhibit(Record):
    """A document that goes into the packet behind the letter."""

    id: ExhibitId
    kind: ExhibitKind
    title: Line
    date: PartialDate | None = None
    file: Line
    """The file, relative to the case file's folder."""
    attested_by: Line | None = None
    """Who compared the case with this exhibit by eye; needed where it has no text a machine can read."""


class Case(Record):
    """Everything the practice states about one patient and one request."""

    case_id: Slug
    """An opaque id without any patient data; it names files and stands in footers."""
    patient: Patient
    coverage: Coverage
    ordering_clinician: Clinician
    practice: Practice
    facility: Facility
    request: Request
    pain: Pain = Pain()
    conservative_care: tuple[Care, ...] = ()
    imaging: tuple[Study, ...] = ()
    other_generators: tuple[WorkUp, ...] = ()
    safety: Safety = Safety()
    exhibit_answers: tuple[ExhibitAnswer, ...] = ()
    """Answers to what the exhibits themselves say against the procedure."""
    exhibits: tuple[Exhibit, ...] = ()
    sample: bool = False
    """Whether the case is made up; its packet says so on every page."""
