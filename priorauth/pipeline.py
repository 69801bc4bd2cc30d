"""The corridor: from a case file to a packet on disk, one room after another."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from priorauth.case.reader import LoadedCase, read_case
from priorauth.criteria.assess import assess
from priorauth.criteria.model import Assessment
from priorauth.exhibits.concordance.model import Concordance
from priorauth.exhibits.opening import open_exhibits
from priorauth.exhibits.pages import OpenedExhibit
from priorauth.exhibits.quotes import check_sources
from priorauth.files import read_file, write_tree
from priorauth.letters.composer import COVER, Composed
from priorauth.letters.template_library import TemplateLibrary
from priorauth.order import Format as Format
from priorauth.order import Order as Order
from priorauth.order import asked
from priorauth.packet.binder import BoundPacket, bind, bind_exhibits
from priorauth.packet.channel import Terms, terms_of
from priorauth.packet.fax import preview
from priorauth.packet.front import compose_for_word, draw_front
from priorauth.packet.imprint import imprint
from priorauth.packet.legibility import fax_problems
from priorauth.packet.manifest import OutputFile, TemplateUse, inputs_digest, write_manifest
from priorauth.packet.marks import Mark, cited_passages, marks_of
from priorauth.packet.plan import PacketPlan, plan_packet
from priorauth.packet.sending import Sending, prepare
from priorauth.packet.trim import kept_pages
from priorauth.payers.library import ChosenProfile, ProfileLibrary, default_library, profile_for
from priorauth.practice import LoadedPractice, find_practice
from priorauth.problems import Problem, Refused, Severity
from priorauth.render.docx import render_docx
from priorauth.render.proof_docx import prove_docx
from priorauth.shipped_data import folder as shipped_folder
from priorauth.submission import Draft, Standing, Submission

LETTERHEAD = "letterhead.docx"
MANIFEST = "manifest.json"
PREVIEW = "-fax-preview"
"""What is added to a packet folder's name for the folder of its preview."""
_MAX_LETTERHEAD_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class Chart:
    """A case with everything that is needed to judge it."""

    loaded: LoadedCase
    practice: LoadedPractice | None
    chosen: ChosenProfile
    exhibits: tuple[OpenedExhibit, ...]
    concordance: Concordance
    """The case held against its exhibits."""
    problems: tuple[Problem, ...]
    """What is wrong with exhibits and references; errors hold a submission back."""


@dataclass(frozen=True, slots=True)
class Made:
    """A finished packet in memory. ``files`` maps the names it is written under to their bytes."""

    standing: Standing
    files: Mapping[str, bytes]
    pages: int | None
    composed: tuple[Composed, ...]
    """The documents at the front, as they were drawn."""
    warnings: tuple[Problem, ...]
    previews: Mapping[str, bytes]
    """Its pages as a fax brings them, by file name, where that was asked for."""

    @property
    def folder_name(self) -> str:
        """The name of the folder it is written into: the case's id."""
        return self.standing.case.case_id


@dataclass(frozen=True, slots=True)
class Built:
    """What a build left on disk."""

    folder: Path
    files: tuple[Path, ...]
    pages: int | None
    standing: Standing
    warnings: tuple[Problem, ...]


Report = Callable[[str], None]
"""Told the name of each stage as it begins."""


def read_chart(case_file: Path, *, as_of: date, payer: str | None = None, show_values: bool = False) -> Chart:
    """Read a case, find its payer's profile and open its exhibits.

    Raises `Refused` for a case or profile that cannot be read. Trouble with exhibits is returned, not raised,
    so that a check can still say what is missing.
    """
    practice = find_practice(case_file.parent)
    defaults = practice.defaults if practice else None
    loaded = read_case(case_file, as_of=as_of, defaults=defaults, show_values=show_values)
    chosen = profile_for(loaded.case.coverage, _profiles(practice), payer)
    try:
        exhibits = open_exhibits(loaded.case, loaded.folder)
        problems = check_sources(loaded.case, exhibits)
    except Refused as refused:
        exhibits, problems = (), refused.problems
    concordance = Concordance()
    return Chart(loaded, practice, chosen, exhibits, concordance, (*loaded.warnings, *chosen.warnings, *problems))


def check(
    case_file: Path, *, as_of: date, payer: str | None = None, show_values: bool = False
) -> tuple[Chart, Assessment]:
    """Hold a case against its payer and say what is met, without making anything."""
    chart = read_chart(case_file, as_of=as_of, payer=payer, show_values=show_values)
    chosen = chart.chosen
    assessment = assess(
        chart.loaded.case,
        chosen.profile,
        as_of=as_of,
        concordance=chart.concordance,
        is_fallback=chosen.is_fallback,
    )
    return chart, assessment


def build(order: Order, report: Report = lambda stage: None) -> Built:
    """Make one packet and write it, complete or not at all; raises what `make` raises, and PA2xx for the disk."""
    made = make(order, report)
    folder = order.out / made.folder_name
    if not order.dry_run:
        write_tree(folder, made.files, overwrite=order.overwrite)
        if made.previews:
            write_tree(order.out / f"{made.folder_name}{PREVIEW}", made.previews, overwrite=True)
    return Built(folder, tuple(folder / name for name in made.files), made.pages, made.standing, made.warnings)


def make(order: Order, report: Report = lambda stage: None) -> Made:
    """Make one packet in memory, and write nothing.

    Raises `Refused` when the case cannot be read, when anything required is not shown (exit 4), or when a
    finished file does not say what the letter says.
    """
    report("reading the case and its exhibits")
    chart = read_chart(order.case_file, as_of=order.as_of, payer=order.payer, show_values=order.show_values)
    _refuse_unusable(chart, draft=order.draft)
    report("holding it against the payer's criteria")
    standing = _standing(chart, order)
    terms = terms_of(standing.profile, order.delivery)
    kept = kept_pages(chart.loaded.case, chart.exhibits, chart.concordance) if terms.trims else None
    plan = plan_packet(standing.profile, chart.exhibits, kept)
    report("writing the letter and the checklist")
    composed, packet = _compose(chart, standing, plan, terms, order)
    report("drawing and binding the packet")
    packet = packet or bind_exhibits(
        standing,
        chart.exhibits,
        plan,
        title=_title(standing),
        marks=_marks(chart, standing),
        is_fax=terms.is_fax,
    )
    manifest = _manifest(chart, standing, composed, packet, order)
    marked = partial(imprint, digest=inputs_digest(manifest(())))
    sending = prepare(packet, plan, terms, case_id=standing.case.case_id, name=_sent_name(order), finish=marked)
    files = _files(chart, standing, composed, sending, manifest, order)
    faxed = fax_problems(packet.data, packet.page_map) if terms.is_fax or order.preview else ()
    pages = None if order.format is Format.DOCX else packet.pages
    warnings = (*chart.problems, *sending.notes, *faxed)
    previews = preview(file.data for file in sending.files) if order.preview else {}
    return Made(standing, files, pages, composed, warnings, previews)


def _profiles(practice: LoadedPractice | None) -> ProfileLibrary:
    return default_library(practice.profile_folders if practice else ())


def template_library(practice: LoadedPractice | None) -> TemplateLibrary:
    """Find templates in the practice's own folder first, then among those shipped."""
    return TemplateLibrary((*(practice.template_folders if practice else ()), shipped_folder("templates")))


def _refuse_unusable(chart: Chart, *, draft: bool) -> None:
    errors = [p for p in chart.problems if p.severity is Severity.ERROR]
    if errors and not (draft and chart.exhibits):
        raise Refused(errors)


def _standing(chart: Chart, order: Order) -> Standing:
    kind = Draft if order.draft else Submission
    return kind(
        case=chart.loaded.case,
        profile=chart.chosen.profile,
        concordance=chart.concordance,
        as_of=order.as_of,
        is_fallback=chart.chosen.is_fallback,
        overrides=order.overrides,
    )


def _compose(
    chart: Chart, standing: Standing, plan: PacketPlan, terms: Terms, order: Order
) -> tuple[tuple[Composed, ...], BoundPacket | None]:
    library = template_library(chart.practice)
    if order.format is Format.DOCX:
        return compose_for_word(standing, library, plan), None
    front = draw_front(standing, library, plan, is_fax=terms.is_fax, fax_cover=order.fax_cover)
    bound = bind(
        standing,
        front.documents,
        chart.exhibits,
        plan,
        title=_title(standing),
        marks=_marks(chart, standing),
        is_fax=terms.is_fax,
    )
    return front.composed, bound


def _marks(chart: Chart, standing: Standing) -> tuple[Mark, ...]:
    return marks_of(cited_passages(standing, chart.exhibits), chart.exhibits)


def _title(standing: Standing) -> str:
    return f"Packet {standing.case.case_id}"


def _sent_name(order: Order) -> str:
    """Say what goes out: the exhibits alone where the letter is a Word file."""
    return "exhibits" if order.format is Format.DOCX else "packet"


_WriteManifest = Callable[[Sequence[OutputFile]], bytes]
"""Writes the manifest of a packet once its files are known."""


def _manifest(
    chart: Chart, standing: Standing, composed: tuple[Composed, ...], packet: BoundPacket, order: Order
) -> _WriteManifest:
    """Settle all of a packet's manifest but its files."""
    return lambda outputs: write_manifest(
        standing=standing,
        case_sha256=chart.loaded.sha256,
        profile_sha256=chart.chosen.sha256,
        templates=tuple(TemplateUse(c.name, c.template_version, c.template_sha256) for c in composed),
        exhibits=chart.exhibits,
        page_map=packet.page_map,
        outputs=outputs,
        problem_codes=tuple(p.code for p in chart.problems),
        asked=asked(order),
        practice_sha256=chart.practice.sha256 if chart.practice else None,
        letterhead_sha256=None if order.format is Format.PDF else letterhead_sha256(chart.practice),
    )


def _files(
    chart: Chart,
    standing: Standing,
    composed: tuple[Composed, ...],
    sending: Sending,
    manifest: _WriteManifest,
    order: Order,
) -> dict[str, bytes]:
    images = sending.level.words
    outputs = [OutputFile(sent.name, sent.data, sent.pages, sent.first_page, images) for sent in sending.files]
    if order.format is not Format.PDF:
        word_files = _word_files(chart, standing, composed)
        outputs += [OutputFile(name, data, None) for name, data in word_files.items()]
    return {**{output.name: output.data for output in outputs}, MANIFEST: manifest(outputs)}


def letterhead_sha256(practice: LoadedPractice | None) -> str:
    """Give the hash of the letterhead a practice's Word files are made on."""
    return hashlib.sha256(_letterhead(practice)).hexdigest()


def _word_files(chart: Chart, standing: Standing, composed: tuple[Composed, ...]) -> dict[str, bytes]:
    letterhead = _letterhead(chart.practice)
    files = {}
    for item in (item for item in composed if item.name != COVER):
        data = render_docx(item.document, standing, letterhead=letterhead)
        prove_docx(item.document, data)
        name = "letter" if item.name == standing.profile.letter_kind.value else item.name.replace("_", "-")
        files[f"{standing.case.case_id}-{name}.docx"] = data
    return files


def _letterhead(practice: LoadedPractice | None) -> bytes:
    own = [folder / LETTERHEAD for folder in practice.template_folders] if practice else []
    path = next((path for path in own if path.is_file()), shipped_folder("templates") / LETTERHEAD)
    return read_file(path, limit_bytes=_MAX_LETTERHEAD_BYTES)
