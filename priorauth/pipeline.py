"""The corridor: from a case file to a packet on disk, one room after another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from priorauth.case.reader import CaseSource, LoadedCase, folder_of, read_case
from priorauth.criteria.assess import assess
from priorauth.criteria.model import Assessment, Override
from priorauth.exhibits.concordance.model import Concordance
from priorauth.exhibits.opening import open_exhibits
from priorauth.exhibits.pages import OpenedExhibit
from priorauth.exhibits.quotes import check_sources
from priorauth.files import read_file, write_tree
from priorauth.letters.composer import FAX_COVER, Composed, compose, document_names
from priorauth.letters.template_library import TemplateLibrary
from priorauth.packet.binder import BoundPacket, FrontDocument, bind, bind_exhibits
from priorauth.packet.manifest import OutputFile, TemplateUse, write_manifest
from priorauth.packet.plan import PacketPlan, plan_packet
from priorauth.payers.library import ChosenProfile, ProfileLibrary, default_library, profile_for
from priorauth.practice import LoadedPractice, find_practice
from priorauth.problems import Problem, Refused, Severity
from priorauth.render.docx import render_docx
from priorauth.render.pdf import RenderedPdf, render_pdf
from priorauth.render.proof import prove_pdf
from priorauth.render.proof_docx import prove_docx
from priorauth.shipped_data import folder as shipped_folder
from priorauth.submission import Draft, Standing, Submission

LETTERHEAD = "letterhead.docx"
MANIFEST = "manifest.json"
_MAX_LETTERHEAD_BYTES = 20_000_000


class Format(StrEnum):
    """What a build makes besides the manifest."""

    PDF = "pdf"
    DOCX = "docx"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Order:
    """One build, as it was asked for."""

    case_file: CaseSource
    as_of: date
    out: Path
    payer: str | None = None
    format: Format = Format.BOTH
    draft: bool = False
    fax_cover: bool = False
    overrides: tuple[Override, ...] = ()
    overwrite: bool = False
    dry_run: bool = False
    show_values: bool = False


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


def read_chart(case_file: CaseSource, *, as_of: date, payer: str | None = None, show_values: bool = False) -> Chart:
    """Read a case, find its payer's profile and open its exhibits.

    Raises `Refused` for a case or profile that cannot be read. Trouble with exhibits is returned, not raised,
    so that a check can still say what is missing.
    """
    practice = find_practice(folder_of(case_file))
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
    case_file: CaseSource, *, as_of: date, payer: str | None = None, show_values: bool = False
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
    plan = plan_packet(standing.profile, chart.exhibits)
    report("writing the letter and the checklist")
    composed, packet = _compose(chart, standing, plan, order)
    report("drawing and binding the packet")
    files = _files(chart, standing, plan, composed, packet, order)
    return Made(standing, files, packet.pages if packet else None, composed, chart.problems)


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
    chart: Chart, standing: Standing, plan: PacketPlan, order: Order
) -> tuple[tuple[Composed, ...], BoundPacket | None]:
    library = template_library(chart.practice)
    pages = {opened.exhibit.id: len(opened.pages) for opened in chart.exhibits}
    composed = [compose(name, standing, library, pages) for name in document_names(standing)]
    if order.format is Format.DOCX:
        return tuple(composed), None
    drawn = [_draw(item, standing) for item in composed]
    if order.fax_cover:
        cover = _cover(standing, library, pages, total=1 + sum(d.pages for d in drawn) + plan.pages)
        composed.insert(0, cover)
        drawn.insert(0, _draw(cover, standing))
    front = [FrontDocument(c.document.title, d) for c, d in zip(composed, drawn, strict=True)]
    return tuple(composed), bind(standing, front, chart.exhibits, plan, title=f"Packet {standing.case.case_id}")


def _cover(standing: Standing, library: TemplateLibrary, pages: dict[str, int], *, total: int) -> Composed:
    return compose(FAX_COVER, standing, library, pages, total_pages=total)


def _draw(composed: Composed, standing: Standing) -> RenderedPdf:
    rendered = render_pdf(composed.document, standing)
    prove_pdf(composed.document, rendered.data)
    return rendered


def _files(
    chart: Chart,
    standing: Standing,
    plan: PacketPlan,
    composed: tuple[Composed, ...],
    packet: BoundPacket | None,
    order: Order,
) -> dict[str, bytes]:
    case_id = standing.case.case_id
    files: dict[str, bytes] = {}
    page_counts: dict[str, int] = {}
    if packet is not None:
        files[f"{case_id}-packet.pdf"] = packet.data
        page_counts[f"{case_id}-packet.pdf"] = packet.pages
    if order.format is not Format.PDF:
        files |= _word_files(chart, standing, composed)
    if packet is None:
        exhibits = bind_exhibits(standing, chart.exhibits, plan, title=f"Exhibits {case_id}")
        files[f"{case_id}-exhibits.pdf"] = exhibits.data
        page_counts[f"{case_id}-exhibits.pdf"] = exhibits.pages
        packet = exhibits
    files[MANIFEST] = write_manifest(
        standing=standing,
        case_sha256=chart.loaded.sha256,
        profile_sha256=chart.chosen.sha256,
        templates=tuple(TemplateUse(c.name, c.template_version, c.template_sha256) for c in composed),
        exhibits=chart.exhibits,
        page_map=packet.page_map,
        outputs=tuple(OutputFile(name, data, page_counts.get(name)) for name, data in files.items()),
        problem_codes=tuple(p.code for p in chart.problems),
    )
    return files


def _word_files(chart: Chart, standing: Standing, composed: tuple[Composed, ...]) -> dict[str, bytes]:
    letterhead = _letterhead(chart.practice)
    files = {}
    for item in composed:
        data = render_docx(item.document, standing, letterhead=letterhead)
        prove_docx(item.document, data)
        name = "letter" if item.name == standing.profile.letter_kind.value else item.name.replace("_", "-")
        files[f"{standing.case.case_id}-{name}.docx"] = data
    return files


def _letterhead(practice: LoadedPractice | None) -> bytes:
    own = [folder / LETTERHEAD for folder in practice.template_folders] if practice else []
    path = next((path for path in own if path.is_file()), shipped_folder("templates") / LETTERHEAD)
    return read_file(path, limit_bytes=_MAX_LETTERHEAD_BYTES)
