"""The practice's own folder: settings that cases share, and its own templates and payer profiles."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from priorauth.case.model import Clinician, Facility, Practice
from priorauth.files import read_file
from priorauth.parsing.model import Record
from priorauth.parsing.tree import MAX_BYTES, Plain, Tree, read_tree
from priorauth.parsing.validation import parse_model, without_absent

SETTINGS = "practice.yaml"


class Settings(Record):
    """What a practice writes down once; a case that leaves a section out takes it from here."""

    practice: Practice | None = None
    facility: Facility | None = None
    ordering_clinician: Clinician | None = None


@dataclass(frozen=True, slots=True)
class LoadedPractice:
    """A practice folder and what its settings say."""

    folder: Path
    settings: Settings
    defaults: dict[str, Plain]
    """The sections as they stand in the file, to be filled into cases that omit them."""
    sha256: str
    """The hash of the settings file."""
    tree: Tree = field(repr=False)
    """The file as located text, to name the line of a value that a case took from it."""

    @property
    def template_folders(self) -> tuple[Path, ...]:
        """Where this practice keeps its own templates; first in the search path."""
        return (self.folder / "templates",)

    @property
    def profile_folders(self) -> tuple[Path, ...]:
        """Where this practice keeps its own payer profiles; first in the search path."""
        return (self.folder / "payer_profiles",)


def find_practice(start: Path) -> LoadedPractice | None:
    """Find ``practice.yaml`` in a folder or the nearest one above it; ``None`` where there is none.

    Raises `Refused` when it stands there and is wrong.
    """
    folder = nearest_practice(start)
    if folder is None:
        return None
    path = folder / SETTINGS
    data = read_file(path, limit_bytes=MAX_BYTES)
    loaded = parse_model(data, str(path), Settings)
    tree = read_tree(data, str(path))
    content = without_absent(tree.content)
    defaults = content if isinstance(content, dict) else {}
    return LoadedPractice(folder, loaded.value, defaults, loaded.sha256, tree)


def nearest_practice(start: Path) -> Path | None:
    """Name the folder of the practice that a folder belongs to, without reading its settings."""
    home = start.resolve()
    return next((folder for folder in (home, *home.parents) if (folder / SETTINGS).is_file()), None)
