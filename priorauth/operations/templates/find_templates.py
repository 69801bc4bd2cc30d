"""The letter templates found from a folder, and which file of a letter wins for a payer, a case or a kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from priorauth.assembly.case_basis import layers_of
from priorauth.case.read_case import read_case
from priorauth.letters.templates.search_path import KINDS as KINDS, SearchFolder, search_folders, template_library
from priorauth.letters.templates.template_library import LoadedTemplate, TemplateLibrary
from priorauth.parsing.model import Record
from priorauth.payers.library import default_library, profile_for
from priorauth.practice.approvals.effective import NO_TEXTS, OwnTexts, own_texts
from priorauth.practice.approvals.own_files import LETTERHEAD
from priorauth.practice.settings import LoadedPractice, find_practice


def letters_from(home: Path) -> TemplateLibrary:
    """Return the templates as the files are now, the practice's own first; for those who write and check them."""
    return template_library(find_practice(home))


def list_templates(home: Path) -> tuple[LoadedTemplate, ...]:
    """Return every template that is found, in the order of names. Raises `Refused` (PA5xx) for a broken one."""
    library = letters_from(home)
    return tuple(map(library.load, library.names()))


class LetterUse(Record):
    """What a letter is located for: a case, or a payer and kinds of case; without any, for no one in particular."""

    case_file: Path | None = None
    """It says itself of which kinds it is."""
    payer: str | None = None
    """A profile's id; for a case, in place of its own."""
    kinds: tuple[str, ...] = ()
    """Of `KINDS`."""


@dataclass(frozen=True, slots=True)
class SearchedPlace:
    """A place where a file was looked for, and what came of it."""

    place: str
    """Why it is searched."""
    path: str
    outcome: str
    """``used``, ``shadowed`` (an earlier place won), ``not found`` or ``not yet`` (approved for a later day)."""
    approval: str
    """How a file of the practice's own stands on the day; ``as shipped`` for what comes with the tool."""


@dataclass(frozen=True, slots=True)
class LocatedFile:
    """One file of a letter, and the places it was looked for in, in order."""

    name: str
    places: tuple[SearchedPlace, ...]


def locate_letter(home: Path, name: str, use: LetterUse, *, as_of: date) -> tuple[LocatedFile, ...]:
    """Return each file of a letter, its partials and the letterhead included, with the places searched, in order.

    The practice is that of the case, else that of ``home``. Raises `Refused`: PA504 for an unknown letter, PA574
    for a registry that was tampered with, PA301 for an unknown profile, and what reading a case raises.
    """
    practice = find_practice(use.case_file.parent if use.case_file else home)
    texts = own_texts(practice.folder, as_of) if practice else NO_TEXTS
    searched = _layers(practice, texts, use, as_of)
    library = TemplateLibrary(tuple(layer.folder for layer in searched), texts.instead)
    template = library.load(name)
    files = (template.source.name, *(partial.name for partial in template.partials), LETTERHEAD)
    return tuple(LocatedFile(file, tuple(_searched(file, library, searched, texts))) for file in files)


def _layers(
    practice: LoadedPractice | None, texts: OwnTexts, use: LetterUse, as_of: date
) -> tuple[SearchFolder, ...]:
    profiles = default_library(practice.profile_folders if practice else (), texts.instead)
    if use.case_file is not None:
        loaded = read_case(use.case_file, as_of=as_of, defaults=practice.defaults if practice else None)
        case = loaded.case
        return layers_of(practice, case, profile_for(case.coverage, case.facility, profiles, use.payer))
    if use.payer is None:
        return search_folders(practice, (), use.kinds)
    files = profiles.load(use.payer).files if use.payer in profiles.ids() else ()
    payers = dict.fromkeys((use.payer, *(path.stem for path in files)))
    return search_folders(practice, payers, sorted(use.kinds, key=KINDS.index))


def _searched(
    file: str, library: TemplateLibrary, searched: Sequence[SearchFolder], texts: OwnTexts
) -> Iterator[SearchedPlace]:
    """Return the places a file was looked for in, in order: the first that has it is used."""
    is_won = False
    for layer, place in zip(searched, library.places(file), strict=True):
        text = texts.texts.get(place.path)
        is_own = text is not None
        approval = text.status.value if text is not None else "as shipped"
        if place.read_from is None:
            outcome = "not yet" if is_own else "not found"
            yield SearchedPlace(layer.why, str(place.path), outcome, approval if is_own else "")
            continue
        yield SearchedPlace(layer.why, str(place.read_from), "shadowed" if is_won else "used", approval)
        is_won = True
