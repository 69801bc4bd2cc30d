"""The fields that an import proposes, each with how a template prints it and what it needs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProposedField:
    """What a template prints: an expression, and the facts that have to be there for it."""

    name: str
    expression: str
    guard: str = ""


def printed(path: str, *, guard: bool = False, needs: str = "") -> ProposedField:
    """Print a fact; ``guard`` for one that a chart may lack, ``needs`` for what it is a part of."""
    return ProposedField(
        path, f"{{{{ {path} }}}}", " and ".join(part for part in (needs, path if guard else "") if part)
    )


def included(name: str, guard: str = "") -> ProposedField:
    """Include a shared paragraph."""
    return ProposedField(f"partials/{name}.md", f'{{% include "partials/{name}.md" %}}', guard)


PATIENT = printed("patient.name")
BIRTH_DATE = printed("patient.birth_date")
PAYER = printed("coverage.payer_name")
CLINICIAN = printed("clinician.name")
SIGNATURE = printed("clinician.signature")
PRACTICE = printed("practice.name")
FACILITY = printed("facility.name")
AS_OF = printed("as_of")
PLANNED = printed("request.planned_date", guard=True)
ONSET = printed("pain.onset", guard=True)
DURATION = printed("pain.duration", guard=True)
STUDY = printed("studies[0].date", needs="studies")
RADIOLOGIST = printed("studies[0].radiologist", guard=True, needs="studies")
READ_BY = ProposedField(
    "studies[0].radiologist",
    "{% if studies[0].radiologist %}, read by {{ studies[0].radiologist }}{% endif %}",
    "studies",
)
LEVELS = printed("request.disc_levels", guard=True)
BODIES = printed("request.bodies")
CODES = included("codes")
DIAGNOSES = included("diagnoses")
FINDINGS = included("modic_findings", "studies")
SCORES = included("scores", "pain.scores")
CARE = included("care")
GENERATORS = included("generators")
IMAGING = included("imaging")
QUOTES = included("radiologist_quotes")

BY_LABEL: Mapping[str, tuple[str, ProposedField | None]] = {
    "patient": ("the patient's name", PATIENT),
    "regarding": ("the patient's name", PATIENT),
    "birth_date": ("the date of birth", BIRTH_DATE),
    "member_id": ("a member id", printed("coverage.member_id")),
    "group_id": ("a group number", printed("coverage.group_id", guard=True)),
    "record_number": ("a record number", printed("patient.record_number", guard=True)),
    "reference": ("a claim or reference number", None),
    "payer": ("the payer's name", PAYER),
    "plan": ("the plan's name", printed("coverage.plan_name", guard=True)),
    "letter_date": ("the date of the letter", AS_OF),
    "planned_date": ("the planned date", PLANNED),
    "npi": ("an NPI", printed("clinician.npi")),
    "tax_id": ("a tax id", None),
    "social_security": ("a social-security number", None),
    "email": ("an e-mail address", None),
    "clinician": ("the physician's name", CLINICIAN),
    "facility": ("the facility's name", FACILITY),
    "practice": ("the practice's name", PRACTICE),
}
"""What stands behind each label of a letter's head, in words, and its field."""


_MERGED: Mapping[str, ProposedField] = {
    "patient name": PATIENT, "patient": PATIENT, "full name": PATIENT, "birth date": BIRTH_DATE, "dob": BIRTH_DATE,
    "date of birth": BIRTH_DATE, "patient dob": BIRTH_DATE, "member id": printed("coverage.member_id"),
    "member number": printed("coverage.member_id"), "policy number": printed("coverage.member_id"),
    "group number": printed("coverage.group_id", guard=True), "payer": PAYER, "insurance": PAYER,
    "insurance company": PAYER, "mri date": STUDY, "date of mri": STUDY, "bodies": BODIES, "levels": LEVELS,
    "doctor": SIGNATURE, "physician": SIGNATURE, "physician name": SIGNATURE, "provider": SIGNATURE,
    "surgeon": SIGNATURE,
    "facility": FACILITY, "practice": PRACTICE, "planned date": PLANNED, "date of service": PLANNED, "onset": ONSET,
}  # fmt: skip
"""Names of merge fields, in small letters with spaces, and the field of the case that each means."""


def merged_field(name: str) -> ProposedField | None:
    """Return the case's field that a merge field's name means; ``None`` for one to fill in."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])|[\W_]+", " ", name).casefold().split()
    return _MERGED.get(" ".join(words))
