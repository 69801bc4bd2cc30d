"""The facts a chart is read for, one name for each."""

from __future__ import annotations

from enum import StrEnum


class Fact(StrEnum):
    """What a finding is about. A claim of a case is compared with all findings of its fact."""

    # imaging
    MODIC = "modic"
    """Changes of the endplates: types at a place. Untyped wording has no types."""
    SEQUENCES = "sequences"
    NUMBERING = "numbering"
    """How the vertebrae are counted; present means a transitional vertebra."""
    NERVE_ROOT_COMPRESSION = "nerve_root_compression"
    STENOSIS = "stenosis"
    """Moderate or severe narrowing of the canal, a recess or a foramen, or of a grade the words do not give."""
    MILD_STENOSIS = "mild_stenosis"
    DISC_HERNIATION = "disc_herniation"
    SPONDYLOLISTHESIS = "spondylolisthesis"
    SPONDYLOLYSIS = "spondylolysis"
    FACET_ARTHROPATHY = "facet_arthropathy"
    SACROILIITIS = "sacroiliitis"

    # pain
    ONSET = "onset"
    PATTERN = "pattern"
    UNREMITTING = "unremitting"
    FUNCTIONAL_IMPAIRMENT = "functional_impairment"
    WORSE_WITH = "worse_with"
    EASED_BY = "eased_by"
    LIMITS = "limits"
    MATCHING_LEVELS = "matching_levels"
    LEG_SYMPTOMS = "leg_symptoms"
    ROOT_SIGNS = "root_signs"
    """Signs of a nerve root on examination: a raised leg, a reflex, a strength, a dermatome."""
    SCORE = "score"

    # treatment: the parts of a course share a block
    CARE = "care"
    """That a course of care was named; its value is the course as far as the words give it."""
    CARE_START = "care_start"
    CARE_END = "care_end"
    CARE_SESSIONS = "care_sessions"
    CARE_STATUS = "care_status"
    CARE_RESPONSE = "care_response"
    CARE_REASON = "care_reason"
    CARE_SUPERVISOR = "care_supervisor"

    # work-up of other generators
    FACET = "facet"
    SACROILIAC = "sacroiliac"
    RADICULAR = "radicular"
    DISC = "disc"
    OTHER_GENERATOR = "other_generator"
    BLOCK_RELIEF = "block_relief"

    # safety
    INFECTION = "infection"
    FRACTURE = "fracture"
    TUMOR = "tumor"
    INSTABILITY = "instability"
    STENOSIS_NEEDING_DECOMPRESSION = "stenosis_needing_decompression"
    PREGNANCY = "pregnancy"
    SKELETALLY_MATURE = "skeletally_mature"
    IMPLANTED_PULSE_GENERATOR = "implanted_pulse_generator"
    OTHER_IMPLANT = "other_implant"
    BONE_DISEASE = "bone_disease"
    ANTICOAGULANTS = "anticoagulants"
    PRIOR_SPINE_SURGERY = "prior_spine_surgery"
    PRIOR_ABLATION = "prior_ablation"
    INJECTION_INTO_BODY = "injection_into_body"

    # identity and coding
    PATIENT_NAME = "patient_name"
    BIRTH_DATE = "birth_date"
    SEX = "sex"
    RECORD_NUMBER = "record_number"
    MEMBER_ID = "member_id"
    GROUP_ID = "group_id"
    PAYER = "payer"
    PROVIDER = "provider"
    NPI = "npi"
    DIAGNOSIS = "diagnosis"
    PROCEDURE = "procedure"
