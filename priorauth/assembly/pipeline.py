"""The corridor: from a case file to a packet on disk, one room after another."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from priorauth.assembly.case_basis import letter_library, letterhead_in
from priorauth.assembly.chart import Chart as Chart, ChartRefused, read_chart as read_chart
from priorauth.assembly.dependencies import (
    Dependencies,
    dependencies_of,
    manifest_inputs,
    refuse_changed,
    refuse_errors,
    refuse_unapproved,
)
from priorauth.criteria.assess import assess
from priorauth.criteria.model import Assessment
from priorauth.files import write_tree
from priorauth.letters.composer import CHECKLIST, COVER, Composed, compose, document_names
from priorauth.letters.context.denial_answers import PEER_TO_PEER
from priorauth.letters.requests import request_names
from priorauth.letters.templates.template_library import TemplateLibrary
from priorauth.packet.bind.binder import BoundPacket, FrontDocument, bind
from priorauth.packet.bind.bound_proof import prove_bound
from priorauth.packet.bind.marks import cited_passages, marks_of
from priorauth.packet.call_sheet import compose_call_sheet
from priorauth.packet.deliver.channel import Terms, terms_of
from priorauth.packet.deliver.fax import fax_problems, preview
from priorauth.packet.front import compose_for_word, draw_front
from priorauth.packet.plan import PacketPlan, kept_pages, plan_packet
from priorauth.packet.release import release, word_files
from priorauth.problems import Problem, Refused, Severity
from priorauth.submission.build_spec import (
    DEFAULT_READING,
    BuildSpec as BuildSpec,
    CaseQuery,
    Format as Format,
    ReadingOptions,
)
from priorauth.submission.gate import AppealSubmission, Draft, GatedCase, Submission

PREVIEW = "-fax-preview"
"""What is added to a packet folder's name for the folder of its preview."""


@dataclass(frozen=True, slots=True)
class Made:
    """A finished packet in memory. ``files`` maps the names it is written under to their bytes."""

    gated: GatedCase
    files: Mapping[str, bytes]
    pages: int | None
    composed: tuple[Composed, ...]
    """The documents at the front, as they were drawn."""
    warnings: tuple[Problem, ...]
    previews: Mapping[str, bytes]
    """Its pages as a fax brings them, by file name, where that was asked for."""

    @property
    def folder_name(self) -> str:
        """The name of the folder it is written into: the case's id, with what it is unless it is a request."""
        denial = self.gated.denial
        kind = (
            f"-appeal-{denial.level.value}" if denial else "-documentation" if self.gated.is_documentation else ""
        )
        return self.gated.case.case_id + kind


@dataclass(frozen=True, slots=True)
class Built:
    """What a build left on disk."""

    folder: Path
    files: tuple[Path, ...]
    pages: int | None
    gated: GatedCase
    warnings: tuple[Problem, ...]
    sha256: Mapping[str, str]
    """Each file's SHA-256, by its name."""


Report = Callable[[str], None]
"""Told the name of each stage as it begins."""


def check(query: CaseQuery, reading: ReadingOptions = DEFAULT_READING) -> tuple[Chart, Assessment]:
    """Compare a case with its payer and its exhibits and say what is met, without making anything.

    The chart's problems also say which of the practice's own texts a packet could not be made from.
    """
    chart = read_chart(query, reading=reading)
    names = (COVER, CHECKLIST, chart.chosen.profile.letter_kind.value)
    try:
        told = dependencies_of(chart, letter_library(chart), names, with_letterhead=True).problems
    except Refused as refused:
        told = refused.problems
    return replace(chart, problems=(*chart.problems, *told)), assessed(chart, query.as_of)


def assessed(chart: Chart, as_of: date) -> Assessment:
    """Compare a chart that was read with its payer's criteria."""
    return assess(
        chart.case,
        chart.chosen.profile,
        as_of=as_of,
        concordance=chart.concordance,
        is_fallback=chart.chosen.is_fallback,
        is_other=chart.chosen.is_other,
    )


def build(spec: BuildSpec, report: Report = lambda stage: None) -> Built:
    """Make one packet and write it, complete or not at all; raises what `make` raises, and PA2xx for the disk."""
    made = make(spec, report)
    folder = spec.out / made.folder_name
    if not spec.dry_run:
        write_tree(folder, made.files, overwrite=spec.overwrite)
        if made.previews:
            write_tree(spec.out / f"{made.folder_name}{PREVIEW}", made.previews, overwrite=True)
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in sorted(made.files.items())}
    paths = tuple(folder / name for name in made.files)
    return Built(folder, paths, made.pages, made.gated, made.warnings, hashes)


def make(spec: BuildSpec, report: Report = lambda stage: None) -> Made:
    """Make one packet in memory, and write nothing.

    Raises `Refused` when the case cannot be read, and what `make_from` raises once it is.
    """
    report("reading the case and its exhibits")
    return make_from(read_chart(spec, reading=spec.reading), spec, report)


def make_from(chart: Chart, spec: BuildSpec, report: Report = lambda stage: None) -> Made:
    """Make the packet of a chart that was read.

    Raises `ChartRefused` when an exhibit contradicts the case or anything required is not shown (exit 4), when a
    text of the practice's own is not approved (exit 5), when it does not fit its channel (exit 10), or when a
    finished file does not say what the letter says.
    """
    try:
        return _made(chart, spec, report)
    except Refused as refused:
        raise ChartRefused(refused.problems, chart) from None


def request_files(query: CaseQuery) -> dict[str, bytes]:
    """Write the letters that ask others for what is missing, as Word files by name; none when nobody can help.

    Raises `Refused` for a case that cannot be read, and for a text of the practice's own that is not approved:
    these letters are sent, and carry no mark.
    """
    chart = read_chart(query)
    refuse_unapproved(chart)
    gated = _gated(chart, BuildSpec(query.case_file, query.as_of, Path(), draft=True))
    library, names = letter_library(chart), request_names(gated)
    needed = dependencies_of(chart, library, names, with_letterhead=bool(names))
    refuse_errors(needed.problems)
    return word_files(gated, _requests(gated, library, needed), letterhead_in(library))


def _made(chart: Chart, spec: BuildSpec, report: Report) -> Made:
    refuse_unapproved(chart)
    _refuse_unusable(chart, draft=spec.draft)
    report("holding it against the payer's criteria")
    gated = _gated(chart, spec)
    terms = terms_of(gated.profile, spec.delivery)
    kept = kept_pages(chart.case, chart.exhibits, chart.concordance) if terms.trims else None
    plan = plan_packet(gated.profile, chart.exhibits, kept)
    library = letter_library(chart)
    needed = _dependencies(chart, library, gated, spec)
    report("writing and binding the packet")
    composed, packet = _bound(chart, library, gated, plan, terms, spec)
    report("drawing the files that go out")
    kept_back = _kept_back(gated, library, needed, packet)
    inputs = manifest_inputs(chart, library, needed.own)
    refuse_changed(chart, needed)
    files, sending = release(gated, (*composed, *kept_back), packet, terms, spec, inputs)
    faxed = fax_problems(packet.data, packet.page_map) if terms.is_fax or spec.preview else ()
    return Made(
        gated,
        files,
        None if spec.format is Format.DOCX else packet.pages,
        composed,
        (*chart.problems, *needed.problems, *sending.notes, *faxed),
        preview(file.data for file in sending.files) if spec.preview else {},
    )


def _refuse_unusable(chart: Chart, *, draft: bool) -> None:
    errors = [p for p in chart.problems if p.severity is Severity.ERROR]
    if errors and not (draft and chart.exhibits):
        raise Refused(errors)


def _gated(chart: Chart, spec: BuildSpec) -> GatedCase:
    kind = Draft if spec.draft else AppealSubmission if spec.denial else Submission
    return kind(
        case=chart.case,
        profile=chart.chosen.profile,
        concordance=chart.concordance,
        as_of=spec.as_of,
        is_fallback=chart.chosen.is_fallback,
        is_other=chart.chosen.is_other,
        overrides=spec.overrides,
        denial=spec.denial,
        as_request=spec.as_request,
    )


def _dependencies(chart: Chart, library: TemplateLibrary, gated: GatedCase, spec: BuildSpec) -> Dependencies:
    """Gather what the packet is made from; raises `Refused` (PA57x) for what may not be used."""
    is_word = spec.format is Format.DOCX
    names = [name for name in document_names(gated) if not (is_word and name == COVER)]
    names += request_names(gated) if spec.draft else ()
    names += (PEER_TO_PEER,) if gated.denial else ()
    needed = dependencies_of(chart, library, names, with_letterhead=spec.format is not Format.PDF)
    refuse_errors(needed.problems)
    return needed


def _bound(
    chart: Chart, library: TemplateLibrary, gated: GatedCase, plan: PacketPlan, terms: Terms, spec: BuildSpec
) -> tuple[tuple[Composed, ...], BoundPacket]:
    documents: Sequence[FrontDocument] = ()
    if spec.format is Format.DOCX:
        composed = compose_for_word(gated, library, plan)
    else:
        front = draw_front(gated, library, plan, is_fax=terms.is_fax, fax_cover=spec.fax_cover)
        composed, documents = front.composed, front.documents
    marks = marks_of(cited_passages(gated, chart.exhibits), chart.exhibits)
    bound = bind(gated, documents, chart.exhibits, plan, marks=marks, is_fax=terms.is_fax)
    prove_bound(bound, chart.exhibits, is_draft=gated.is_draft)
    return composed, bound


def _kept_back(
    gated: GatedCase, library: TemplateLibrary, needed: Dependencies, packet: BoundPacket
) -> tuple[Composed, ...]:
    """Write what stays with the practice: a draft's requests, and the sheet for a call about an appeal."""
    requests = _requests(gated, library, needed) if gated.is_draft else ()
    return (*requests, compose_call_sheet(gated, library, packet.page_map)) if gated.denial else requests


def _requests(gated: GatedCase, library: TemplateLibrary, needed: Dependencies) -> tuple[Composed, ...]:
    return tuple(_request(name, gated, library, needed) for name in request_names(gated))


def _request(name: str, gated: GatedCase, library: TemplateLibrary, needed: Dependencies) -> Composed:
    """Write a letter to others than the payer. It is sent as it is; one whose words nobody approved is marked."""
    composed = compose(name, gated, library, {})
    if needed.is_approved(name, "letterhead"):
        return composed
    return replace(composed, document=replace(composed.document, is_request=False))
