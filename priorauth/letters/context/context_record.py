"""The context model's clinical record: pain, care, imaging, other sources of pain, safety, exhibits."""

from __future__ import annotations

from typing import Annotated, TypedDict

from priorauth.letters.context.field_docs import BILLING, CLINICIAN, RADIOLOGIST, TOOL, says
from priorauth.letters.markdown.escaping import Markup


class Score(TypedDict):
    """The newest reading of one instrument."""

    says: Annotated[str, says("instrument, number and unit, as the start of a sentence", CLINICIAN)]
    date: Annotated[str, says("when it was read, in words", CLINICIAN)]
    ref: Annotated[Markup | None, says("a link to the page that shows it", BILLING)]


class Pain(TypedDict):
    """The complaint."""

    onset: Annotated[str | None, says("when the pain began, as exactly as the chart has it", CLINICIAN)]
    duration: Annotated[str | None, says("months from the onset to the letter's day, in words", TOOL)]
    ref: Annotated[Markup | None, says("a link to the page that gives the onset", BILLING)]
    is_axial: Annotated[bool, says("whether the pain is mainly in the back", CLINICIAN)]
    pattern_ref: Annotated[Markup | None, says("a link to the page that gives the pattern", BILLING)]
    no_leg_symptoms: Annotated[bool, says("whether leg symptoms are documented as absent", CLINICIAN)]
    leg_ref: Annotated[Markup | None, says("a link to the page that speaks of the legs", BILLING)]
    worse_with: Annotated[str | None, says("what makes it worse, as a sentence lists it", CLINICIAN)]
    eased_by: Annotated[str | None, says("what eases it", CLINICIAN)]
    limits: Annotated[str | None, says("what the patient cannot do, after 'cannot'", CLINICIAN)]
    is_unremitting: Annotated[bool, says("whether the pain is documented as unremitting", CLINICIAN)]
    has_functional_impairment: Annotated[
        bool, says("whether significant functional impairment is documented", CLINICIAN)
    ]
    severity_ref: Annotated[Markup | None, says("a link to the page that gives the severity", BILLING)]
    matching_levels: Annotated[str | None, says("the disc levels the pain matches on examination", CLINICIAN)]
    matching_ref: Annotated[Markup | None, says("a link to the page of that examination", BILLING)]
    scores: Annotated[list[Score], says("the newest reading of each instrument", CLINICIAN)]


class Care(TypedDict):
    """One course of conservative care."""

    name: Annotated[str, says("the kind of care with what the chart adds to it", CLINICIAN)]
    dates: Annotated[str, says("when it ran, in words", BILLING)]
    sessions: Annotated[int | None, says("how many sessions; 0 counts as documented", BILLING)]
    status: Annotated[str, says("how far it came", CLINICIAN)]
    result: Annotated[str, says("what it brought, and why it ended", CLINICIAN)]
    supervised_by: Annotated[str | None, says("who directed or delivered it", CLINICIAN)]
    reason: Annotated[str | None, says("why it ended or was not done", CLINICIAN)]
    ref: Annotated[Markup | None, says("a link to the page that shows it", BILLING)]


class Finding(TypedDict):
    """What an MRI report says of one place."""

    place: Annotated[str, says("the disc level or body in the report's own terms", RADIOLOGIST)]
    types: Annotated[str, says("the Modic type or types, or that none is stated", RADIOLOGIST)]
    is_typed: Annotated[bool, says("whether the report names a Modic type", RADIOLOGIST)]
    endplates: Annotated[str | None, says("the endplates the report names", RADIOLOGIST)]
    is_hedged: Annotated[bool, says("whether the report leaves it as uncertain", RADIOLOGIST)]
    description: Annotated[str | None, says("the report's words where it names no type", RADIOLOGIST)]
    quote: Annotated[str | None, says("the radiologist's sentence, word for word", RADIOLOGIST)]
    ref: Annotated[Markup | None, says("a link to the page of the report", BILLING)]


class Study(TypedDict):
    """One MRI."""

    date: Annotated[str, says("when it was made, in words", RADIOLOGIST)]
    region: Annotated[str, says("what it shows, such as 'lumbar spine'", RADIOLOGIST)]
    radiologist: Annotated[str | None, says("who read it", RADIOLOGIST)]
    sequences: Annotated[str | None, says("the series the report lists", RADIOLOGIST)]
    findings: Annotated[list[Finding], says("the endplate findings", RADIOLOGIST)]
    transitional: Annotated[bool, says("whether the report describes transitional anatomy", RADIOLOGIST)]
    numbering_statement: Annotated[str | None, says("how the report numbers the vertebrae", RADIOLOGIST)]
    ref: Annotated[Markup | None, says("a link to the report", BILLING)]


class PainSource(TypedDict):
    """Another source of pain that was looked for."""

    name: Annotated[str, says("the source's name", CLINICIAN)]
    verdict: Annotated[str, says("what was concluded", CLINICIAN)]
    method: Annotated[str | None, says("how it was looked for", CLINICIAN)]
    date: Annotated[str | None, says("when, in words", CLINICIAN)]
    relief: Annotated[str | None, says("relief after a block, with its % sign", CLINICIAN)]
    detail: Annotated[str | None, says("what the chart adds", CLINICIAN)]
    ref: Annotated[Markup | None, says("a link to the page that shows it", BILLING)]


class SafetyFact(TypedDict):
    """A condition the label or a payer asks about."""

    name: Annotated[str, says("the condition's name", TOOL)]
    detail: Annotated[str | None, says("what the chart adds", CLINICIAN)]
    ref: Annotated[Markup | None, says("a link to the page that speaks of it", BILLING)]


class SafetyPage(TypedDict):
    """What one page documents as absent."""

    ref: Annotated[Markup | None, says("a link to the page", BILLING)]
    names: Annotated[str, says("the absent conditions, as a sentence lists them", CLINICIAN)]


class Safety(TypedDict):
    """Conditions by what the chart says of them."""

    absent: Annotated[list[SafetyPage], says("documented as absent, by page", CLINICIAN)]
    present: Annotated[list[SafetyFact], says("documented as present", CLINICIAN)]
    unknown: Annotated[list[SafetyFact], says("not in the chart, which is not the same as absent", CLINICIAN)]


class Exhibit(TypedDict):
    """One enclosed record."""

    id: Annotated[str, says("its letter in the packet", BILLING)]
    title: Annotated[str, says("its title", BILLING)]
    kind: Annotated[str, says("its kind in words", BILLING)]
    pages: Annotated[int, says("how many pages it has", TOOL)]
    enclosed: Annotated[str, says("how much of it goes out, in words", TOOL)]
    ref: Annotated[Markup, says("a link to its first page", TOOL)]
