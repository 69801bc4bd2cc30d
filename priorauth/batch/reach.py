"""Which of a practice's own texts reach a case: its profile, and the letters it can be answered with.

Told from the case's content without reading it as a case, so that a wrong one has inputs too. Rather too many than
too few: a case that was left as it is although its letter changed would be the worse mistake.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from priorauth.letters.composer import CHECKLIST, COVER, GAP_LIST
from priorauth.letters.requests import REQUESTS
from priorauth.letters.templates.search_path import KINDS, layers
from priorauth.letters.templates.template_library import TemplateLibrary
from priorauth.parsing.tree import Plain
from priorauth.payers.library import BASELINE, LoadedProfile, default_library
from priorauth.payers.lines_of_business import with_branch
from priorauth.practice.approvals.effective import OwnText, OwnTexts
from priorauth.practice.approvals.own_files import LETTERHEAD
from priorauth.practice.settings import LoadedPractice
from priorauth.problems import Refused


@dataclass(frozen=True, slots=True)
class ProfileReach:
    """What follows from the payer a case asks: files of profiles, payers in the search, and letters by name."""

    files: tuple[Path, ...]
    payers: tuple[str, ...]
    letters: tuple[str, ...]


def profile_reach(practice: LoadedPractice, texts: OwnTexts, payer: str) -> ProfileReach | None:
    """Say what follows from a payer's id; ``None`` when its profile cannot be read."""
    library = default_library(practice.profile_folders, texts.instead)
    try:
        loaded = library.load(payer if payer in library.ids() else BASELINE)
    except Refused:
        return None
    ids = dict.fromkeys((payer, *(path.stem for path in loaded.files)))
    not_yet = (folder / f"{payer}.yaml" for folder in practice.profile_folders)
    return ProfileReach((*loaded.files, *not_yet), tuple(ids), tuple(_letters(loaded)))


def payer_of(content: Plain, override: str | None) -> str | None:
    """Tell which payer's profile a case with this content is held against, if it says."""
    return override or _text(content, "coverage", "payer")


def texts_within(
    practice: LoadedPractice, texts: OwnTexts, reach: ProfileReach, kinds: tuple[str, ...], *, draft: bool
) -> tuple[OwnText, ...]:
    """List the own texts that reach a case of these kinds; every one, where one of its letters cannot be loaded."""
    folders = tuple(layer.folder for layer in layers(practice, reach.payers, kinds))
    library = TemplateLibrary(folders, texts.instead)
    letters = [COVER, CHECKLIST, *reach.letters, *((GAP_LIST, *REQUESTS) if draft else ())]
    try:
        names = {name for letter in letters for name in _files(library, letter)}
    except Refused:
        return tuple(texts.texts.values())
    places = [place.path for name in sorted(names | {LETTERHEAD}) for place in library.places(name)]
    return texts.used((*reach.files, *places))


def _files(library: TemplateLibrary, letter: str) -> Iterator[str]:
    template = library.load(letter)
    yield from (source.name for source in (template.source, *template.partials))


def _letters(loaded: LoadedProfile) -> Iterable[str]:
    """Name the letters a profile can lead to, whatever the line of business."""
    profile = loaded.profile
    forms = (profile, *(with_branch(profile, branch) for branch in profile.branches))
    return dict.fromkeys(form.letter_kind.value for form in forms)


def kinds_told(content: Plain) -> tuple[str, ...]:
    """Tell of which kinds a case with this content is; see `priorauth.letters.templates.search_path.kinds_of`."""
    said = {
        "expedited": _text(content, "request", "urgency"),
        "repeat": _text(content, "safety", "prior_ablation", "performed"),
        "renewal": _text(content, "request", "kind"),
        "change": _text(content, "request", "kind"),
    }
    holds = {kind: said[kind] == ("yes" if kind == "repeat" else kind) for kind in KINDS}
    return tuple(kind for kind in KINDS if holds[kind])


def _text(content: Plain, *path: str) -> str | None:
    for key in path:
        content = content.get(key) if isinstance(content, dict) else None
    return content if isinstance(content, str) else None
