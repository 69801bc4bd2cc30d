"""The files of one template, each read as far as it can be: the template itself and the partials it includes."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from priorauth.letters.lint.recovery import Reading, read
from priorauth.letters.lint.source_text import SourceText
from priorauth.letters.templates.template_library import FRONT_MATTER, TemplateLibrary, read_template_file


@dataclass(frozen=True, slots=True)
class ReadFile:
    """One file: its text with places, and what the grammar made of it."""

    name: str
    """As an include names it."""
    source: SourceText
    reading: Reading


@dataclass(slots=True)
class TemplateFiles:
    """Finds files where the library finds them, and reads each once."""

    library: TemplateLibrary
    _read: dict[str, ReadFile] = field(default_factory=dict)

    def template(self, path: Path) -> ReadFile:
        """Read a template's own file. Raises `Refused` where it is no text (PA107) or cannot be opened."""
        return self._file(path.name, path, has_front_matter=True)

    def partial(self, name: str) -> ReadFile | None:
        """Read a partial by the name an include gives; ``None`` where there is none. Raises `Refused` likewise."""
        if name not in self._read:
            path = self.library.path_of(name)
            if path is None:
                return None
            self._read[name] = self._file(name, path, has_front_matter=False)
        return self._read[name]

    def _file(self, name: str, path: Path, *, has_front_matter: bool) -> ReadFile:
        whole = read_template_file(path).replace("\r", "\n")
        match = FRONT_MATTER.match(whole) if has_front_matter else None
        text = whole
        if match is not None:
            blank = "".join(character if character == "\n" else " " for character in match[0])
            text = blank + whole[match.end() :]
        return ReadFile(name, SourceText(path, whole, text), read(text))
