"""What ``priorauth init`` and ``priorauth new`` write: files to fill in, each field explained where it stands."""

from __future__ import annotations

import re

from priorauth.case.model import Case
from priorauth.files.writing import check_name
from priorauth.problems import Refused, problem

_CASE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}\Z")

CASE = """\
# yaml-language-server: $schema=./case.schema.json
# A case for priorauth. Fill in what the chart says; delete what it does not say.
# An empty or missing field means "not documented". Never write what is not in the chart.
#   priorauth check .     says what is met, what is missing and who must act

case_id: {case_id}        # an id without patient data; it names the files

patient:
  name: {{given: , family: }}          # as the insurance card has it
  birth_date:                        # YYYY-MM-DD
  sex: not_documented                # female, male, other, not_documented
  record_number:                     # the practice's chart number, if you want it checked

coverage:
  payer:                             # a profile's id: see 'priorauth payer list'
  payer_name:                        # as the letter is to address it
  plan_name:
  line_of_business: not_documented   # commercial, exchange, medicare, medicare_advantage, medicaid, ...
  product:                           # hmo, ppo, epo, pos, hmo_pos, indemnity, as the card prints it
  delegate:                          # who reviews for the plan, where the card or the plan names one
  member_id:
  group_id:
  effective_from:                    # YYYY-MM-DD
  effective_to:
  verified_on:                       # the day you last checked that the coverage is in force

# These three sections may stand in practice.yaml instead; then leave them out here.
# practice:
#   name: Example Spine & Pain
#   address: {{street: 100 Example Street, city: Example City, state: WY, postal_code: "00000"}}
#   phone: 555-555-0140
#   fax:
#   npi:
# facility:
#   name: Example Surgery Center
#   place_of_service: "24"             # two digits, such as 24 for an ambulatory surgical center
#   npi:
#   address:
# ordering_clinician:
#   name: Jordan Sample
#   credentials: MD
#   npi: "1234567893"                  # ten digits; the last one is checked
#   specialty:
#   phone:
#   fax:

request:
  kind: initial                      # or renewal, change
  urgency: standard                  # or expedited, then say why standard time would harm
  urgency_reason:
  vertebral_bodies: []               # the bodies to treat, such as [L4, L5, S1]
  procedure_codes: []                # empty: worked out from the bodies; or [{{code: "64628", units: 1}}]
  planned_date:                      # YYYY-MM-DD
  diagnosis_codes: []                # such as [M54.51]
  device:
  rationale:                         # optional: one paragraph in the physician's own words

# Every "source" names the exhibit and page that show the fact: {{exhibit: A, page: 1}}
pain:
  onset:                             # YYYY-MM-DD, or YYYY-MM or YYYY where the chart says no more
  source:
  pattern: not_documented            # axial, radicular, mixed
  pattern_source:
  leg_symptoms: {{present: not_documented, source: }}
  worse_with: []                     # such as [sitting, bending forward]
  eased_by: []
  limits: []                         # after "cannot": [sit longer than 20 minutes]
  unremitting: not_documented        # yes or no, only if the chart uses such words
  functional_impairment: not_documented
  severity_source:
  matching_levels:                   # {{disc_levels: [L4-L5], source: {{exhibit: A, page: 2}}}}
  scores: []
  # - {{instrument: ODI, value: 48, unit: percent, date: 2026-11-03, source: {{exhibit: D, page: 1}}}}

# Ordered is not completed. A row counts when it was done, failed, and a record shows it.
conservative_care: []
  # - modality: physical_therapy     # home_exercise, nsaid, oral_steroid, other_medication, activity_modification, ...
  #   detail:
  #   components: []                 # core_stabilization, active_modalities, passive_modalities, ...
  #   start: 2025-09-08
  #   end: 2026-04-24
  #   sessions: 18
  #   supervised_by: [physician, physical_therapist]
  #   status: completed              # ordered, ongoing, completed, stopped, declined, contraindicated
  #   response: temporary_relief     # no_relief, temporary_relief, inadequate_relief, worse, lasting_relief
  #   reason:                        # why stopped, declined or contraindicated
  #   source: {{exhibit: C, page: 3}}

# Write only what the report says. No Modic type in the report: leave modic_types empty.
imaging: []
  # - modality: MRI
  #   date: 2026-08-18
  #   region: lumbar spine
  #   radiologist:
  #   sequences: [T1, T2, STIR]
  #   final: yes
  #   numbering: {{transitional: no, statement: , source: {{exhibit: B, page: 1}}}}
  #   source: {{exhibit: B, page: 1}}
  #   findings:
  #     - disc_level: L4-L5          # or vertebral_body: L5, as the report places it; never both
  #       endplates: [L4 inferior, L5 superior]
  #       modic_types: [1]
  #       certainty: stated          # or hedged ("suggestive of")
  #       description:               # what else the report says of it, in a few words
  #       source: {{exhibit: B, page: 2, quote: "the radiologist's sentence, copied exactly"}}

other_generators: []
  # - generator: facet               # sacroiliac, radicular, stenosis, spondylolisthesis, ...
  #   verdict: excluded              # present, suspected, not_documented
  #   method: diagnostic medial branch blocks at L4-L5
  #   relief_percent: 10
  #   source: {{exhibit: A, page: 2}}
  #   answer:                        # {{by: "Dr. ...", statement: "..."}} when it speaks against

# Each: {{present: yes|no|not_documented, detail: , source: {{exhibit: A, page: 2}}}}
safety:
  infection:
  instability:
  stenosis_needing_decompression:
  fracture:
  tumor:
  pregnancy:
  skeletally_mature:
  implanted_pulse_generator:
  other_implant:
  bone_disease:
  anticoagulants:
  prior_spine_surgery:
  injection_into_body:
  prior_ablation:                    # {{performed: no, bodies: [], date: , source: {{exhibit: A, page: 2}}}}
  prior_surgeries: []                # {{operation: discectomy, bodies: [L4, L5], date: , radicular_pain_resolved: yes, source: }}
  conditions: []                     # {{condition: tobacco_use, present: no, past: yes, ended: 2026-08-01, source: }}

# What some payers set a limit for: bmi, t_score, disc_mm, listhesis_mm, beck, waddell.
measurements: []
  # - {{name: disc_mm, value: 3.5, place: L4-L5, date: 2026-08-18, source: {{exhibit: B, page: 1}}}}

# Who looked at the patient for the procedure: psychological, physical, multidisciplinary, surgical_opinion.
evaluations: []
  # - {{kind: psychological, date: 2026-10-02, by: "Dr. ...", barrier: no, source: {{exhibit: A, page: 1}}}}

# A named person's word on a criterion that nothing else can judge; the check names it by its id.
attestations: []
  # - {{criterion: ID, by: "Dr. ...", holds: yes, statement: "...", source: {{exhibit: A, page: 1}}}}

# Answers to words in an exhibit that speak against the procedure; the check names what has to be answered.
exhibit_answers: []
  # - exhibit: B
  #   finding: stenosis              # nerve_root_compression, disc_herniation, spondylolisthesis, fracture, ...
  #   page: 2                        # leave it out to answer every mention in the exhibit
  #   by: Dr. ...
  #   statement: the answer, as it is to stand in the letter

exhibits: []
  # - id: A                          # one or two capital letters
  #   kind: progress_note            # mri_report, physical_therapy, functional_assessment, procedure_note, ...
  #   title: Office note, November 3, 2026
  #   date: 2026-11-03
  #   file: office-note.pdf          # PDF, PNG, JPEG, TIFF, HEIC, Word (.docx) or text (.txt) in this folder
  #   pages:                         # which pages of the file, such as 18-20 or 3, 5-7; empty: all of them
  #   unpack: true                   # a PDF portfolio is taken apart; its parts follow its own pages
"""

PRACTICE = """\
# The practice's settings. A case that leaves one of these sections out takes it from here.

practice:
  name: Example Spine & Pain
  address: {street: 100 Example Street, city: Example City, state: WY, postal_code: "00000"}
  phone: 555-555-0140
  fax: 555-555-0141

facility:
  name: Example Surgery Center
  place_of_service: "24"

ordering_clinician:
  name: Jordan Sample
  credentials: MD
  npi: "1234567893"        # an example NPI: replace it
  specialty: Pain Medicine
  phone: 555-555-0142
"""

CASES_NOTE = """\
One folder per case. In this folder: priorauth new CASE_ID
"""
TEMPLATES_NOTE = """\
Your own letters, and your letterhead.docx. A file here wins over the shipped one of the same name, once it is
approved: priorauth template approve NAME --by WHO --note TEXT
"""
PROFILES_NOTE = """\
Your own payer profiles, one YAML file each. A file here wins over the shipped one of the same name, once it is
approved: priorauth payer approve ID --by WHO --note TEXT
"""


def new_case(case_id: str) -> str:
    """Return the text of a case file to fill in.

    ``case_id`` is an opaque id: letters, digits, ``-`` and ``_``, at most 40. Raises `Refused` (PA205) for another.
    """
    if not _CASE_ID.match(case_id):
        raise Refused([problem("PA205")])
    check_name(case_id)
    return CASE.format(case_id=case_id)


def new_practice() -> dict[str, str]:
    """Return the files of a new practice folder, by name."""
    return {
        "practice.yaml": PRACTICE,
        "cases/README.txt": CASES_NOTE,
        "templates/README.txt": TEMPLATES_NOTE,
        "payer_profiles/README.txt": PROFILES_NOTE,
    }


def case_schema() -> dict[str, object]:
    """Return the schema; every scalar may be written plainly, it is read as text."""
    schema: dict[str, object] = Case.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
