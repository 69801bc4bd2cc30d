"""What a packet depends on, and whether it may be made from that.

One answer for all who ask: a build refuses what may not be used, the manifest is handed what was, a batch makes a
packet again when any of it has changed, and a verification finds again what it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from priorauth.assembly.case_basis import CaseBasis
from priorauth.assembly.chart import Chart
from priorauth.assembly.letter_sources import letterhead_in, searched_payers
from priorauth.case.read_case import CaseSource, folder_of
from priorauth.letters.templates.template_library import TemplateLibrary
from priorauth.packet.release import ManifestInputs
from priorauth.practice.approvals.approval_log import read_registry
from priorauth.practice.approvals.approval_messages import problems_of
from priorauth.practice.approvals.effective import NO_TEXTS, OwnTexts, UsedText, texts_as_named
from priorauth.practice.approvals.own_files import LETTERHEAD, hash_of
from priorauth.practice.settings import nearest_practice
from priorauth.problems import Problem, Refused, Severity, Where, problem

_LETTERHEAD = "letterhead"


@dataclass(frozen=True, slots=True)
class Dependencies:
    """The practice's own texts that documents are made from, by what is made of them, and what is to be said."""

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


def dependencies_of(
    basis: CaseBasis, library: TemplateLibrary, names: Iterable[str], *, with_letterhead: bool
) -> Dependencies:
    """Return what a packet is made from: its profile, the templates of these names, and its letterhead.

    Raises `Refused` (PA5xx) for a template that cannot be loaded.
    """
    letterhead = library.found(LETTERHEAD) if with_letterhead else None
    files = {
        basis.chosen.profile.id: basis.chosen.files,
        **{name: library.files_of(name) for name in names},
        _LETTERHEAD: (letterhead.path,) if letterhead else (),
    }
    searched = {user: (*paths, *_passed_over(library, paths)) for user, paths in files.items()}
    searched[basis.chosen.profile.id] = profile_places(basis)
    used = {user: basis.texts.as_used(paths) for user, paths in files.items()}
    return Dependencies(used, problems_of(basis.texts, searched))


def _passed_over(library: TemplateLibrary, paths: Iterable[Path]) -> list[Path]:
    """List the files before these in the search that do not count yet, or whose approved text is lost."""
    names = {
        path.relative_to(home).as_posix() for path in paths for home in library.folders if home in path.parents
    }
    places = (place for name in sorted(names) for place in library.places(name))
    return [place.path for place in places if place.path in library.instead and place.read_from is None]


def profile_places(basis: CaseBasis) -> tuple[Path, ...]:
    """Name the files of the profile, and where the practice would have one of its own in their place."""
    homes = basis.practice.profile_folders if basis.practice else ()
    ids = searched_payers(basis.loaded.case, basis.chosen)
    return (*basis.chosen.files, *(home / f"{profile_id}.yaml" for home in homes for profile_id in ids))


def refuse_unapproved(basis: CaseBasis) -> None:
    """Raise `Refused` (PA32x, PA573) for a profile that may not be used; nothing is judged by it."""
    refuse_errors(problems_of(basis.texts, {basis.chosen.profile.id: profile_places(basis)}))


def refuse_changed(basis: CaseBasis, dependencies: Dependencies) -> None:
    """Raise `Refused` (PA585) when a text was saved anew after it was looked at: other words may have been read."""
    if basis.practice is None or basis.texts.named is not None:
        return
    for text in dependencies.own:
        path = basis.practice.folder / text.file
        read_from = basis.texts.instead.get(path, path)
        if read_from is None or hash_of(read_from) != text.sha256:
            raise Refused([problem("PA585", Where(str(path)), file=text.file)])


def refuse_errors(problems: Iterable[Problem]) -> None:
    """Raise `Refused` with the errors among problems, if there are any."""
    if errors := [found for found in problems if found.severity is Severity.ERROR]:
        raise Refused(errors)


def manifest_inputs(chart: Chart, library: TemplateLibrary, dependencies: Dependencies) -> ManifestInputs:
    """Return what the manifest states of a packet's inputs. Raises `Refused` (PA2xx) for the letterhead."""
    return ManifestInputs(
        chart.loaded.sha256,
        chart.chosen.sha256,
        chart.practice.sha256 if chart.practice else None,
        letterhead_in(library),
        chart.exhibits,
        tuple(p.code for p in chart.problems),
        dependencies.own,
    )


@dataclass(frozen=True, slots=True)
class EarlierTexts:
    """The texts to make a packet again with, and what is worth telling of them."""

    texts: OwnTexts
    problems: tuple[Problem, ...] = ()


def earlier_texts(source: CaseSource, named: Iterable[UsedText]) -> EarlierTexts:
    """Find the own texts that a manifest names in the practice of a case.

    PA580 is a file that has changed since; PA581 a text that the manifest calls approved and the registry does not.
    Raises `Refused` (PA574) for a registry that was tampered with.
    """
    practice = nearest_practice(folder_of(source))
    if practice is None:
        return EarlierTexts(NO_TEXTS)
    named = tuple(named)
    return EarlierTexts(texts_as_named(practice, named), tuple(_changed_since(practice, named)))


def _changed_since(practice: Path, named: Iterable[UsedText]) -> Iterator[Problem]:
    approved = {(entry.file, entry.sha256) for entry in read_registry(practice).entries if entry.approves}
    for text in named:
        if text.approved and (text.file, text.sha256) not in approved:
            yield problem("PA581", file=text.file)
        elif hash_of(practice / text.file) != text.sha256:
            yield problem("PA580", file=text.file)
