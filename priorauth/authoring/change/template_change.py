"""What a changed template does to the letters of cases: which words differ, and for which cases it breaks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from priorauth.assembly.chart import Chart
from priorauth.authoring.change.paragraph_changes import ParagraphChange, paragraph_changes
from priorauth.authoring.trial.preview import is_written_for
from priorauth.document import Document, labels_of, words_of
from priorauth.letters.composer import COVER, compose
from priorauth.letters.packet_pages import PacketFacts, PacketPages
from priorauth.letters.templates.template_library import LoadedTemplate, TemplateLibrary
from priorauth.packet.front import draw_front, exhibit_pages
from priorauth.packet.plan import PacketPlan, plan_packet
from priorauth.problems import Problem, Refused
from priorauth.submission.gate import Draft, GatedCase, Submission


@dataclass(frozen=True, slots=True)
class Versions:
    """Two versions of one template, each with the library that it and its partials are found in."""

    name: str
    before: TemplateLibrary
    after: TemplateLibrary

    def load(self) -> tuple[LoadedTemplate, LoadedTemplate]:
        """Load both. Raises `Refused` (PA5xx) for one that cannot be used at all."""
        return self.before.load(self.name), self.after.load(self.name)


@dataclass(frozen=True, slots=True)
class LetterChange:
    """One case's letter in both versions."""

    case_id: str
    is_sample: bool
    """Whether the case says that it is made up."""
    is_used: bool
    """Whether the case's packet has this document at all."""
    changes: tuple[ParagraphChange, ...] = ()
    refused_before: tuple[Problem, ...] = ()
    refused_after: tuple[Problem, ...] = ()
    """What keeps a version from being written for this case."""

    @property
    def breaks(self) -> bool:
        """Whether the earlier version could be written and the later cannot."""
        return bool(self.refused_after) and not self.refused_before


def letter_change(chart: Chart, versions: Versions, as_of: date) -> LetterChange:
    """Write a case's document with both versions and compare the words; a case not ready is written as a draft."""
    gated = _gated(chart, as_of)
    case = chart.loaded.case
    if not is_written_for(versions.after.load(versions.name), gated):
        return LetterChange(case.case_id, case.sample, is_used=False)
    plan = plan_packet(gated.profile, chart.exhibits)
    before, refused_before = _words(versions.name, versions.before, gated, plan)
    after, refused_after = _words(versions.name, versions.after, gated, plan)
    changes = () if refused_before or refused_after else paragraph_changes(before, after)
    return LetterChange(
        case.case_id,
        case.sample,
        is_used=True,
        changes=changes,
        refused_before=refused_before,
        refused_after=refused_after,
    )


def _gated(chart: Chart, as_of: date) -> GatedCase:
    given = {
        "case": chart.loaded.case,
        "profile": chart.chosen.profile,
        "concordance": chart.concordance,
        "as_of": as_of,
        "is_fallback": chart.chosen.is_fallback,
        "is_other": chart.chosen.is_other,
    }
    try:
        return Submission.model_validate(given)
    except Refused:
        return Draft.model_validate(given)


def _words(
    name: str, library: TemplateLibrary, gated: GatedCase, plan: PacketPlan
) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    try:
        return tuple(_said(_document(name, library, gated, plan))), ()
    except Refused as refused:
        return (), refused.problems


def _said(document: Document) -> Iterator[str]:
    yield document.title
    yield from words_of(document)
    yield from labels_of(document)


def _document(name: str, library: TemplateLibrary, gated: GatedCase, plan: PacketPlan) -> Document:
    """Write one document; the cover needs the whole front drawn, since it prints where everything stands."""
    if name == COVER:
        composed = draw_front(gated, library, plan).composed
        return next(item.document for item in composed if item.name == COVER)
    packet = PacketFacts(plan.enclosed, PacketPages((), exhibit_pages(plan, before=0), plan.pages))
    counts = {planned.opened.exhibit.id: len(planned.opened.pages) for planned in plan.exhibits}
    return compose(name, gated, library, counts, packet=packet).document
