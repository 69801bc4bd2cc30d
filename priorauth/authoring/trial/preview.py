"""What a letter looks like: a template drawn for every scenario it is written for, each page marked as a draft.

Nothing here asks whether a template is approved: a preview is how somebody comes to approve it.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import pypdfium2

from priorauth.appeals.denial import APPEAL_LETTERS
from priorauth.authoring.trial.scenarios import Staged
from priorauth.document import Document
from priorauth.letters.composer import CHECKLIST, COVER, GAP_LIST, compose, document_names
from priorauth.letters.context.denial_answers import PEER_TO_PEER
from priorauth.letters.lint.sentence_checks import open_places
from priorauth.letters.packet_pages import PacketFacts, PacketPages
from priorauth.letters.requests import REQUESTS, request_names
from priorauth.letters.templates.coverage import Outcomes
from priorauth.letters.templates.template_library import LoadedTemplate, TemplateLibrary
from priorauth.packet.deliver.fax import preview as as_faxed
from priorauth.packet.front import draw_front, exhibit_pages
from priorauth.payers.model import LetterKind
from priorauth.problems import Problem, Refused, Where, problem
from priorauth.render.pdf.fax_figures import for_fax
from priorauth.render.pdf.pdf_file import render_pdf
from priorauth.render.type_scale import FAX
from priorauth.submission.gate import Draft, GatedCase

_MARK = "Preview, not to be sent"
_DOTS_PER_INCH = 96
_CHOSEN_BY_THE_TOOL = frozenset(
    {*(kind.value for kind in LetterKind), *APPEAL_LETTERS, PEER_TO_PEER, COVER, CHECKLIST, GAP_LIST, *REQUESTS}
)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A letter as one scenario makes it: its PDF, and each page as PNG, by file name."""

    scenario: str
    pages: int
    files: dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Previewed:
    """A template drawn for its scenarios."""

    template: LoadedTemplate
    drawn: tuple[Drawn, ...]
    outcomes: Outcomes
    problems: tuple[Problem, ...]
    """What kept a scenario from being drawn, each said once; and places to fill in."""

    @property
    def unreached(self) -> tuple[Problem, ...]:
        """What no scenario came to, each a note (PA620) at its line."""
        return tuple(
            problem(
                "PA620",
                Where(branch.file, branch.line),
                branch=branch.words,
                outcome="true" if outcome else "false",
            )
            for branch, outcome in self.outcomes.never()
        )

    @property
    def files(self) -> dict[str, bytes]:
        """Every file, by name."""
        return {name: data for item in self.drawn for name, data in item.files.items()}


@dataclass(slots=True)
class Previews:
    """Draws templates for scenarios, again and again; what did not change is not drawn again."""

    staged: Sequence[Staged]
    is_fax: bool = False
    _drawn: dict[tuple[str, str], tuple[Document, Drawn]] = field(default_factory=dict)

    def draw(
        self, name: str, library: TemplateLibrary, report: Callable[[Drawn], None] = lambda drawn: None
    ) -> Previewed:
        """Draw a template for each scenario it is written for; ``report`` is told each as soon as it is drawn.

        What a scenario shows to be wrong is gathered, not raised. Raises `Refused` for a template that cannot be
        read at all (PA501, PA504, PA507).
        """
        template = library.load(name)
        outcomes, drawn = Outcomes(), []
        problems: dict[Problem, None] = dict.fromkeys(open_places(template, library))
        for staged in self.staged:
            if not is_written_for(template, staged.gated):
                continue
            try:
                drawn.append(self._draw_one(template, staged, library, outcomes))
                report(drawn[-1])
            except Refused as refused:
                problems |= dict.fromkeys(refused.problems)
        return Previewed(template, tuple(drawn), outcomes, tuple(problems))

    def _draw_one(
        self, template: LoadedTemplate, staged: Staged, library: TemplateLibrary, outcomes: Outcomes
    ) -> Drawn:
        document = document_of(template, staged, library, outcomes, is_fax=self.is_fax)
        key = template.name, staged.name
        before = self._drawn.get(key)
        if before is None or before[0] != document:
            before = document, _files(document, staged, is_fax=self.is_fax)
            self._drawn[key] = before
        return before[1]


def is_written_for(template: LoadedTemplate, gated: GatedCase) -> bool:
    """Whether a template is used for a case held against its payer.

    A template the tool itself does not choose is written for what its ``for`` names, positions or payers; else
    for any.
    """
    if template.name in _CHOSEN_BY_THE_TOOL:
        requests = () if gated.denial else request_names(gated)
        sheet = (PEER_TO_PEER,) if gated.denial else ()
        return template.name in (*document_names(gated), *requests, *sheet)
    if gated.denial:
        return False
    named = template.front_matter.for_
    return not named or bool({gated.profile.position.value, gated.profile.id} & set(named))


def document_of(
    template: LoadedTemplate,
    staged: Staged,
    library: TemplateLibrary,
    outcomes: Outcomes,
    *,
    is_fax: bool = False,
) -> Document:
    """Write the document a scenario makes, and note the branches that were taken. Raises `Refused` (PA5xx)."""
    gated = draft_of(staged.gated) if open_places(template, library) else staged.gated
    return compose(
        template.name,
        gated,
        library,
        staged.exhibit_pages,
        packet=PacketFacts(staged.plan.enclosed, _pages(template, staged, library, is_fax=is_fax or staged.is_fax)),
        render=outcomes.render,
    ).document


def draft_of(gated: GatedCase) -> Draft:
    """Return the draft of the same case."""
    if isinstance(gated, Draft):
        return gated
    return Draft(**{name: getattr(gated, name) for name in type(gated).model_fields})


def _pages(template: LoadedTemplate, staged: Staged, library: TemplateLibrary, *, is_fax: bool) -> PacketPages:
    """Return the packet's layout, where a template prints it; else pages as in the exhibits' own PDF."""
    if "packet." in template.text:
        return draw_front(draft_of(staged.gated), library, staged.plan, is_fax=is_fax).pages
    return PacketPages((), exhibit_pages(staged.plan, before=0), staged.plan.pages, is_fax)


def _files(document: Document, staged: Staged, *, is_fax: bool) -> Drawn:
    # A request letter is no part of a packet and carries no draft's mark; a preview of one does.
    marked = replace(document, footer=f"{_MARK} · {staged.name} · {document.footer}", is_request=False)
    draft = draft_of(staged.gated)
    rendered = render_pdf(for_fax(marked), draft, FAX) if is_fax else render_pdf(marked, draft)
    files = {f"{staged.name}.pdf": rendered.data}
    if is_fax:
        files |= {f"{staged.name}-{name}": data for name, data in as_faxed([rendered.data]).items()}
    else:
        files |= {f"{staged.name}-{page}.png": data for page, data in enumerate(_pictures(rendered.data), 1)}
    return Drawn(staged.name, rendered.pages, files)


def _pictures(pdf: bytes) -> Iterator[bytes]:
    opened = pypdfium2.PdfDocument(pdf)
    try:
        for page in opened:
            out = io.BytesIO()
            picture = page.render(scale=_DOTS_PER_INCH / 72, grayscale=True).to_pil()
            # A person looks at it once; small files are not worth a second of waiting.
            picture.save(out, "PNG", compress_level=1)
            yield out.getvalue()
    finally:
        opened.close()
