"""The JSON Schema of a payer profile, with a description and an example for every field."""

from __future__ import annotations

from typing import Any

from priorauth.payers.model import Profile

_SAID: dict[str, str] = {
    "accepted": "What the payer accepts; one of these is enough.",
    "above": "The value has to be more than this.",
    "applies_to": "The lines of business it binds; empty: every one.",
    "at_least": "The value has to be this or more.",
    "at_most": "The value has to be this or less.",
    "attests": "What the modifier says of the claim.",
    "below": "The value has to be less than this.",
    "by": "The name of the person.",
    "clauses": "What the policy asks, in its own words.",
    "clocks": "Time limits of the payer, each with its source.",
    "code": "The modifier, as the policy prints it.",
    "codes": "The codes as the policy prints them.",
    "condition": "The condition that is asked about.",
    "counts_from": "The event it counts from.",
    "criteria_grade": "How the criteria were seen, where that differs from the position.",
    "days": "Its length in calendar days.",
    "diagnoses_printed": "The diagnosis codes as the policy prints them.",
    "evaluation": "Which evaluation is asked for.",
    "excepted": "The operations that do not count.",
    "file_types": "The types of file that are taken; left out: not known.",
    "first": "The highest body that may be treated.",
    "functional_impairment": "Whether significant functional impairment is asked for.",
    "generators": "The other sources of pain that have to be excluded.",
    "grade": "How it was seen.",
    "hours": "Its length in hours.",
    "incomplete": "What of the policy was not seen.",
    "instrument": "The scale that is scored.",
    "instruments": "The scales of which one reading is enough.",
    "kind": "Which kind it is; docs/payers.md has a row for each.",
    "last": "The lowest body that may be treated.",
    "letter": "Which letter goes out, where it is not that of the position.",
    "line_of_business": "The lines of business it is for.",
    "maximum": "The most that is allowed.",
    "measure": "What is measured, or how a length of care is counted.",
    "members": "The criteria it is made of.",
    "min_sessions": "The fewest sessions that count.",
    "modifiers": "The billing modifiers that the payer asks for.",
    "months": "A length of time in whole months.",
    "n": "How many are enough.",
    "name": "What it is called.",
    "name_pattern": "How files are to be named.",
    "no_authorization_for": "The lines of business that take no request.",
    "otherwise": "What the payer calls the procedure when its criteria are not met.",
    "physician_supervised": "Whether a physician has to have directed the care.",
    "policy": "The published document.",
    "position": "Where the payer stands on the procedure.",
    "prior_authorization": "What is known of whether an authorization is needed.",
    "procedures": "The procedure codes as the policy prints them.",
    "reason": "Why.",
    "required": "The rows of modalities, each of which has to have been tried.",
    "retrieved": "The day it was read.",
    "sessions": "The fewest sessions.",
    "since": "The first day on which it binds.",
    "source": "Where it was read.",
    "types": "The Modic types that are meant.",
    "undecided": "The Modic types of which the text seen says nothing.",
    "unit": "What the number counts.",
    "unless_contraindicated": "Whether a documented contraindication is as good.",
    "unremitting": "Whether unremitting pain is asked for.",
    "url": "The address of the page it was read on.",
    "verified_on": "The day somebody checked the address.",
    "warning": "What is to be known of the codes.",
    "weeks": "A length of time in whole weeks.",
    "within_months": "How many months old it may be.",
    "years": "The age in years.",
}
"""What a field means, where its model says nothing more exact."""

_DAY = "2026-11-23"
_CRITERION = {"id": "pain-duration", "kind": "symptom_duration", "months": 6}
_EXAMPLES: dict[str, Any] = {
    "accepted": ["1", "2"],
    "DiagnosisCodes.accepted": ["M54.51"],
    "ProcedureCodes.accepted": ["64628", "64629"],
    "above": "-2.5",
    "address": "307-555-0199",
    "article": "A59466",
    "at_least": 40,
    "at_most": 70,
    "attests": "The body was not ablated before.",
    "below": 40,
    "branches": [{"line_of_business": ["medicare_advantage"], "follows": ["medicare"]}],
    "by": "Riley Sample",
    "carrier": {"name": "Example Health Plan"},
    "channels": [{"kind": "fax", "name": "Intake fax", "max_pages": 50}],
    "clause": "fellowship-trained in interventional pain medicine",
    "Attested.clause": "fellowship-trained in interventional pain medicine",
    "clauses": ["training"],
    "Profile.clauses": [{"id": "training", "quote": "fellowship-trained"}],
    "Branch.clauses": [{"id": "training", "quote": "fellowship-trained"}],
    "clocks": [{"name": "Decision", "days": 5, "source": "provider agreement", "grade": "verbatim"}],
    "code": "KX",
    "codes": {"procedures": ["64628"]},
    "condition": "tumor",
    "criteria": [_CRITERION],
    "criteria_url": "https://policy.example/ex-1/criteria",
    "days": 7,
    "delegates": ["Example Review"],
    "device": "The policy names no device.",
    "diagnoses_printed": ["M54.51"],
    "effective": "2026-01-01",
    "ended_within_months": 12,
    "extends": "example-plan",
    "file_types": ["PDF"],
    "first": "L3",
    "follows": ["medicare"],
    "for_weeks": 6,
    "hours": 72,
    "id": "example-plan",
    "incomplete": "The list of excluded diagnoses was not seen.",
    "last": "S1",
    "last_review": "2026-04",
    "later_revision": "announced for 2027, its effect unknown",
    "max_files": 5,
    "max_megabytes": 10,
    "max_pages": 50,
    "max_total_megabytes": 50,
    "max_total_pages": 200,
    "maximum": 2,
    "members": [_CRITERION],
    "min_sessions": 6,
    "modifiers": [{"code": "KX", "attests": "The body was not ablated before."}],
    "months": 6,
    "more_than_months": 6,
    "n": 2,
    "name": "Example Health Plan",
    "name_pattern": "{case_id}_{part}of{parts}.pdf",
    "not_judged": "The payer reviews it on its own.",
    "note": "The plan follows the determination of the state.",
    "notes": ["The policy describes the procedure as permanent."],
    "number": "EX-1",
    "on": _DAY,
    "otherwise": "not medically necessary",
    "plans": ["Example Gold"],
    "policy": {"number": "EX-1", "title": "Basivertebral nerve ablation", "url": "https://policy.example/ex-1"},
    "prior_authorization": "None was found.",
    "procedures": ["64628", "64629"],
    "products": ["hmo", "pos"],
    "published": "2026-01-01",
    "quote": "at least six (6) months",
    "reason": "A physician's training stands in no chart.",
    "required": [{"name": "Physical therapy", "modalities": ["physical_therapy"]}],
    "retrieved": _DAY,
    "review_by": "2027-02-23",
    "reviewer": "Example Review",
    "reviews": [{"on": _DAY, "by": "Riley Sample"}],
    "scope": ["Example Gold"],
    "section": "Criteria, item 2",
    "sessions": 12,
    "sessions_per_week": 2,
    "since": "2026-01-01",
    "source": {"grade": "verbatim", "section": "item 2"},
    "Clock.source": "CMS-0057-F",
    "states": ["WA", "OR"],
    "text": "Chronic low back pain for at least six months",
    "title": "Basivertebral nerve ablation",
    "types": ["1"],
    "undecided": ["3"],
    "url": "https://policy.example/ex-1",
    "verified_on": _DAY,
    "version": "11",
    "warning": "The policy prints codes that have been retired.",
    "weeks": 6,
    "within_months": 6,
    "wording": {"by": "Riley Sample", "reason": "The policy prints both numbers."},
    "years": 18,
}
"""An example for a field of any model, or for ``Model.field`` where that needs one of its own."""


def profile_schema() -> dict[str, Any]:
    """Return the JSON Schema of a profile; every field has a description and an example."""
    schema = Profile.model_json_schema()
    models = {**schema["$defs"], "Profile": schema}
    for model, definition in models.items():
        for name, field in definition.get("properties", {}).items():
            field.setdefault("description", _SAID.get(name, ""))
            field["examples"] = [_example(f"{model}.{name}", field, schema["$defs"])]
    return schema


def _example(place: str, field: dict[str, Any], models: dict[str, Any]) -> object:
    """Return an example for a field: a written one, else its first choice."""
    name = place.partition(".")[2]
    for written in (place, name):
        if written in _EXAMPLES:
            return _EXAMPLES[written]
    if field.get("type") == "boolean":
        return True
    chosen = _first_choice(field, models)
    return [chosen] if field.get("type") == "array" or "array" in str(field.get("anyOf", "")) else chosen


def _first_choice(field: dict[str, Any], models: dict[str, Any]) -> object:
    for part in (
        field,
        *field.get("anyOf", ()),
        *(each.get("items", {}) for each in (field, *field.get("anyOf", ()))),
    ):
        if "const" in part:
            return part["const"]
        if "$ref" in part and "enum" in models[part["$ref"].rpartition("/")[2]]:
            return models[part["$ref"].rpartition("/")[2]]["enum"][0]
    return None
