"""Drawing previews of a letter: what it looks like for made-up cases, each page marked as a draft.

Nothing here asks whether a template is approved: a preview is how somebody comes to approve it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from priorauth.authoring.trial.preview import Drawn as Drawn, Previewed as Previewed, Previews
from priorauth.authoring.trial.watch import stamp_of, watch
from priorauth.files import write_file, write_tree
from priorauth.letters.templates.template_library import TemplateLibrary
from priorauth.operations.templates.find_templates import letters_from
from priorauth.operations.templates.try_letters import stage_scenarios
from priorauth.parsing.model import Record
from priorauth.problems import Problem, Refused, Severity, Where, problem

_NOT_SETTLED = frozenset({"PA544", "PA546", "PA547", "PA596"})
"""What keeps a letter from going out, which a preview shows and does not mind."""


class PreviewRequest(Record):
    """What is drawn: a template, by its name or its file, for the cases that are named, or for every scenario."""

    template: str
    cases: tuple[str, ...] = ()
    """Scenarios, or cases by name or path, which are drawn as drafts."""
    as_of: date
    payer: str | None = None
    """The day, and the profile in place of the case's own; they concern a case that is named alone."""
    is_fax: bool = False


def is_sound(preview: Previewed) -> bool:
    """Whether nothing is wrong with a template but what a person has to fill in or to settle."""
    return all(p.severity is not Severity.ERROR or p.code in _NOT_SETTLED for p in preview.problems)


@dataclass(frozen=True, slots=True)
class PreviewSession:
    """Draws one template again and again; scenarios are made ready once, and only what changed is drawn anew."""

    template: str
    library: TemplateLibrary
    previews: Previews

    def draw(self) -> Previewed:
        """Return the letter as its files are now. Raises `Refused`: PA618 where no scenario is drawn, PA5xx."""
        previewed = self.previews.draw(self.template, self.library)
        if not previewed.drawn and not previewed.problems:
            where = Where(str(previewed.template.path))
            raise Refused([problem("PA618", where, name=self.template)])
        return previewed

    def redraw(self, folder: Path, earlier: Previewed, report: Callable[[Drawn], None]) -> tuple[Problem, ...]:
        """Draw the letter again into a folder and return what is wrong; a template in mid-edit raises nothing.

        Each scenario is written as soon as it is drawn, and ``report`` told. A page that a letter no longer has
        goes once all that were drawn ``earlier`` are drawn again.
        """

        def written(drawn: Drawn) -> None:
            for file, data in drawn.files.items():
                write_file(folder / file, data, overwrite=True)
            report(drawn)

        problems: tuple[Problem, ...] = ()
        try:
            previewed = self.previews.draw(self.template, self.library, written)
            problems = previewed.problems
            if len(previewed.drawn) == len(earlier.drawn):
                write_tree(folder, previewed.files, overwrite=True)
        except Refused as refused:
            problems += refused.problems
        return problems

    def watch(self, redraw: Callable[[], None], wait: Callable[[], bool]) -> None:
        """Call ``redraw`` after each save of a template or partial, for as long as ``wait`` says to go on.

        ``wait`` returns after a moment; a false answer ends the watch.
        """
        watch(lambda: stamp_of(self.library.folders), redraw, wait)


def open_previews(home: Path, asked: PreviewRequest) -> PreviewSession:
    """Return what draws a template for its scenarios; a template's own folder comes first in the search.

    Raises `Refused`: PA504, PA5xx for a template that cannot be read, PA610 for a case that is not there.
    """
    library, name = _library_with(home, asked.template)
    library.load(name)
    staged = stage_scenarios(home, asked.cases, template=name, as_of=asked.as_of, payer=asked.payer)
    return PreviewSession(name, library, Previews(staged, is_fax=asked.is_fax))


def save_preview(preview: Previewed, folder: Path) -> None:
    """Write the pages of a preview, in place of those of an earlier one. Raises `Refused` (PA2xx) for the disk."""
    write_tree(folder, preview.files, overwrite=True)


def _library_with(home: Path, template: str) -> tuple[TemplateLibrary, str]:
    """Return the library to draw from and the template's name; a file's own folder comes first in it."""
    library, path = letters_from(home), Path(template)
    if path.suffix == ".md" or len(path.parts) > 1:
        return replace(library, folders=(path.parent, *library.folders)), path.stem
    return library, template
