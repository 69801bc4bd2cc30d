"""From a submission or a draft to the documents that speak for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from priorauth.document import Document, Figure
from priorauth.letters.checks.agreement import refuse_disagreement
from priorauth.letters.checks.forbidden import refuse_forbidden
from priorauth.letters.context.denial_answers import PEER_TO_PEER, as_quoted
from priorauth.letters.context.model import letter_context, request_context
from priorauth.letters.figures.care_figure import draw_care_timeline
from priorauth.letters.figures.spine_figure import draw_spine
from priorauth.letters.lint.sentence_checks import refuse_open, refuse_placeholders
from priorauth.letters.markdown.parser import to_document
from priorauth.letters.packet_pages import PacketFacts
from priorauth.letters.requests import REQUESTS
from priorauth.letters.templates.sandbox import render_template
from priorauth.letters.templates.source_map import SourceMap
from priorauth.letters.templates.template_library import LoadedTemplate, TemplateLibrary
from priorauth.payers.criteria import AnyCriterion, CareDuration
from priorauth.submission.gate import GatedCase, require_gated

CHECKLIST = "checklist"
GAP_LIST = "gap_list"
COVER = "cover"

Render = Callable[[LoadedTemplate, Mapping[str, object]], str]
"""Fills a template with a context; `priorauth.letters.templates.sandbox.render_template` unless it is watched."""

FLOOR_MONTHS = 6
"""Months the care timeline marks where the profile names none: the floor's own (see `priorauth.criteria.floor`)."""


_ALONE = PacketFacts()
"""Of a document that is written without its packet."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A finished document and the template it came from."""

    name: str
    document: Document
    template_sha256: str
    template_version: str


def document_names(gated: GatedCase) -> tuple[str, ...]:
    """Name the templates that make up the front of this packet, in order; a draft starts with its gaps.

    The criteria table comes before the letter: it is what a reviewer looks for first.
    """
    gaps = (GAP_LIST,) if gated.is_draft else ()
    return (*gaps, COVER, CHECKLIST, gated.letter)


def compose(
    name: str,
    gated: GatedCase,
    library: TemplateLibrary,
    exhibit_pages: Mapping[str, int],
    *,
    packet: PacketFacts = _ALONE,
    render: Render = render_template,
) -> Composed:
    """Write one document.

    ``name`` is a template's name; ``exhibit_pages`` gives each exhibit's page count; ``render`` fills the template.

    Raises ``TypeError`` for anything but a submission or a draft, and `Refused` (PA5xx) for a template that is
    wrong or says what may not be said, or, for a submission, has a place to fill in.
    """
    require_gated(gated)
    template = library.load(name)
    context: Mapping[str, object]
    if not gated.is_draft:
        refuse_open(template, library)
    if name in REQUESTS:
        context = request_context(gated)
    else:
        context = letter_context(gated, exhibit_pages, template.cites, packet)
    text = render(template, context)
    source_map = SourceMap(template, context, text)
    document = to_document(
        text,
        title=template.title,
        footer=_footer(gated, template),
        figures=_figures(gated, template),
        where=source_map.of,
        is_request=name in REQUESTS or name == PEER_TO_PEER,
    )
    refuse_forbidden(document, file=template.path.name, quoted=_payers_words(gated))
    refuse_disagreement(document, gated.case, source_map.of_words)
    if not gated.is_draft:
        refuse_placeholders(document, source_map.of_words)
    return Composed(name, document, template.sha256, template.version)


def _payers_words(gated: GatedCase) -> tuple[str, ...]:
    """Return the reasons of a denial as its letter quotes them."""
    reasons = gated.denial.reasons if gated.denial else ()
    return tuple(as_quoted(reason.text) for reason in reasons if reason.text)


def _footer(gated: GatedCase, template: LoadedTemplate) -> str:
    sample = " · made-up sample, not a real person" if gated.case.sample else ""
    purpose = "Documentation for the chart, not a request · " if gated.is_documentation else ""
    return f"{purpose}{gated.case.case_id} · {template.name} {template.version} · {template.sha256[:12]}{sample}"


def _figures(gated: GatedCase, template: LoadedTemplate) -> dict[str, Figure]:
    if "figure:" not in template.text:
        return {}
    months = _required_care_months(gated.profile.criteria) or FLOOR_MONTHS
    return {
        "spine": draw_spine(gated.case),
        "care": draw_care_timeline(gated.case, months, gated.as_of),
    }


def _required_care_months(criteria: tuple[AnyCriterion, ...]) -> int | None:
    return max((c.months for c in criteria if isinstance(c, CareDuration) and c.months), default=None)
