"""Where a packet's words come from: the letters and the letterhead found for its case, and if each may be used."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from priorauth.assembly.chart import Chart
from priorauth.case.model import Case
from priorauth.files import read_file
from priorauth.letters.templates.search_path import Layer, kinds_of, layers
from priorauth.letters.templates.template_library import TemplateLibrary
from priorauth.payers.library import ChosenProfile
from priorauth.practice.approvals.approval_messages import problems_of
from priorauth.practice.approvals.effective import UsedText
from priorauth.practice.approvals.own_files import LETTERHEAD, MAX_BYTES
from priorauth.practice.approvals.text_store import hash_of
from priorauth.practice.settings import LoadedPractice
from priorauth.problems import Problem, Refused, Severity, Where, problem

_LETTERHEAD = "letterhead"


@dataclass(frozen=True, slots=True)
class Sources:
    """The practice's own files that a packet is made from, by what is made of them, and what is to be said."""

    used: Mapping[str, tuple[UsedText, ...]]
    problems: tuple[Problem, ...]

    @property
    def own(self) -> tuple[UsedText, ...]:
        """All of them, each once, in the order of their names."""
        texts = {text.file: text for texts in self.used.values() for text in texts}
        return tuple(texts[file] for file in sorted(texts))

    def is_approved(self, *made: str) -> bool:
        """Whether everything that these are made from is approved."""
        return all(text.approved for name in made for text in self.used.get(name, ()))


def layers_of(practice: LoadedPractice | None, case: Case, chosen: ChosenProfile) -> tuple[Layer, ...]:
    """List where a case's letters are looked for: for its kinds, its payer, the practice, then those shipped.

    A payer is looked for under the id of its profile, then those the profile extends; one without a profile under
    the id its case names, then under that of the stand-in.
    """
    named = (case.coverage.payer,) if chosen.is_fallback else ()
    return layers(practice, dict.fromkeys((*named, *(path.stem for path in chosen.files))), kinds_of(case))


def letter_library(chart: Chart) -> TemplateLibrary:
    """Find a case's letters, each as it counts on the day; see `layers_of`."""
    found = layers_of(chart.practice, chart.loaded.case, chart.chosen)
    return TemplateLibrary(tuple(layer.folder for layer in found), chart.texts.instead)


def letterhead_in(library: TemplateLibrary) -> bytes:
    """Read the letterhead that Word files are made on. Raises `Refused` (PA2xx) when it cannot be read."""
    place = library.found(LETTERHEAD)
    if place is None or place.read_from is None:
        raise Refused([problem("PA201", Where(LETTERHEAD))])
    return read_file(place.read_from, limit_bytes=MAX_BYTES)


def sources_of(chart: Chart, library: TemplateLibrary, names: Iterable[str], *, with_letterhead: bool) -> Sources:
    """Gather what a packet is made from: its profile, the templates of these names, and its letterhead.

    Raises `Refused` (PA5xx) for a template that cannot be loaded.
    """
    letterhead = library.found(LETTERHEAD) if with_letterhead else None
    files = {
        chart.chosen.profile.id: chart.chosen.files,
        **{name: library.files_of(name) for name in names},
        _LETTERHEAD: (letterhead.path,) if letterhead else (),
    }
    hidden = {user: (*paths, *_not_yet(library, paths)) for user, paths in files.items()}
    hidden[chart.chosen.profile.id] = _profile_places(chart)
    used = {user: chart.texts.as_used(paths) for user, paths in files.items()}
    return Sources(used, problems_of(chart.texts, hidden))


def _not_yet(library: TemplateLibrary, paths: Iterable[Path]) -> list[Path]:
    """List the files that come before these in the search and count only from a later day on."""
    names = {
        path.relative_to(home).as_posix() for path in paths for home in library.folders if home in path.parents
    }
    places = (place for name in sorted(names) for place in library.places(name))
    return [place.path for place in places if place.path in library.instead and place.read_from is None]


def _profile_places(chart: Chart) -> tuple[Path, ...]:
    """Name the files of the profile, and those that would be used in their place from a later day on."""
    asked = () if chart.practice is None else chart.practice.profile_folders
    names = (f"{chart.loaded.case.coverage.payer}.yaml", *(path.name for path in chart.chosen.files))
    later = (home / name for home in asked for name in names)
    hidden = (path for path in later if chart.texts.instead.get(path, path) is None)
    return (*chart.chosen.files, *hidden)


def refuse_unapproved(chart: Chart) -> None:
    """Raise `Refused` (PA32x) for a profile that may not be used; nothing is judged by it."""
    refuse_errors(problems_of(chart.texts, {chart.chosen.profile.id: chart.chosen.files}))


def refuse_changed(chart: Chart, sources: Sources) -> None:
    """Raise `Refused` (PA585) when a text was saved anew after it was looked at: other words may have been read."""
    if chart.practice is None or chart.texts.named is not None:
        return
    for text in sources.own:
        path = chart.practice.folder / text.file
        read_from = chart.texts.instead.get(path, path)
        if read_from is None or hash_of(read_from) != text.sha256:
            raise Refused([problem("PA585", Where(str(path)), file=text.file)])


def refuse_errors(problems: Iterable[Problem]) -> None:
    """Raise `Refused` with the errors among problems, if there are any."""
    if errors := [found for found in problems if found.severity is Severity.ERROR]:
        raise Refused(errors)
