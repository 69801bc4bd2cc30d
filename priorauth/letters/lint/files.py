"""The files of one template, each read as far as it can be: the template itself and the partials it includes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from jinja2 import nodes

from priorauth.letters.lint.lint_report import SourceText
from priorauth.letters.lint.recovery import ReadTemplate, read
from priorauth.letters.lint.tags import tags_of
from priorauth.letters.templates.template_library import FRONT_MATTER, TemplateLibrary, read_template_file

HOLE = "\x1f"
"""Stands for each character of a tag, so that no pattern reaches over one."""


@dataclass(frozen=True, eq=False)
class ReadFile:
    """One file: its text with places, what the grammar made of it, and its own words: what it always prints."""

    name: str
    """As an include names it."""
    source: SourceText
    reading: ReadTemplate

    @cached_property
    def words(self) -> str:
        """Everything but tags and comments, which are holes: offsets are those of the file."""
        return self._with_holes(comments=True)

    def passages(self, *, comments: bool = False) -> Iterator[tuple[int, str]]:
        """Return the words, with comments if asked, and each text in quotes inside a tag, each with its offset.

        A comment is not printed, and yet may hold what should not stand in a template.
        """
        yield 0, (self._with_holes(comments=False) if comments else self.words)
        tree = self.reading.tree
        found = tree.find_all(nodes.Const) if tree is not None else ()
        yield from ((node.lineno + 1, node.value) for node in found if isinstance(node.value, str))

    def _with_holes(self, *, comments: bool) -> str:
        text = self.source.text
        pieces, place = [], 0
        for tag in tags_of(text):
            if tag.is_read or comments or tag.fault:
                hole = "".join("\n" if character == "\n" else HOLE for character in tag.text)
                pieces += [text[place : tag.start], hole]
                place = tag.end
        return "".join([*pieces, text[place:]])


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
        return _read_file(name, path, whole, text)


@lru_cache(maxsize=64)
def _read_file(name: str, path: Path, whole: str, text: str) -> ReadFile:
    """Read a file that several letters include once, and have it checked once."""
    return ReadFile(name, SourceText(path, whole, text), read(text))
