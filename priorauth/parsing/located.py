"""Plain text content with the place of each part: what reading YAML and reading JSON have in common."""

from __future__ import annotations

from dataclasses import dataclass, field

from priorauth.problems import Problem, Refused, Where, problem

MAX_DEPTH = 20
MAX_PARTS = 20_000
"""Far more than the longest case holds; reading stops here, so that no file can keep it busy."""

Plain = dict[str, "Plain"] | list["Plain"] | str | None
Path = tuple[str | int, ...]
Mark = tuple[int, int]
"""A line and a column, counted from 1."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value starts, counted from 1, and where its key does."""

    line: int
    column: int
    key_line: int
    key_column: int


@dataclass(slots=True)
class TreeBuilder:
    """A tree while it is read: the places found so far, and the keys that stand twice."""

    file: str
    places: dict[Path, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    parts: int = 0

    def where(self, mark: Mark) -> Where:
        """Name a place of this file."""
        return Where(self.file, *mark)

    def add(self, path: Path, mark: Mark, key: Mark | None) -> None:
        """Remember where a part stands. Raises `Refused` for too many (PA105) or too deep (PA106)."""
        self.parts += 1
        if self.parts > MAX_PARTS:
            raise Refused([problem("PA105", self.where(mark), limit=f"{MAX_PARTS:,} values")])
        if len(path) >= MAX_DEPTH:
            raise Refused([problem("PA106", self.where(mark), limit=MAX_DEPTH)])
        self.places[path] = Place(*mark, *(key or mark))

    def is_new(self, key: str, mark: Mark, content: dict[str, Plain]) -> bool:
        """Whether a key stands for the first time; one that stands twice is a problem (PA103)."""
        if key in content:
            self.problems.append(problem("PA103", self.where(mark), key=shown_key(key)))
        return key not in content


def shown_key(key: str) -> str:
    """Return a key for a message when it looks like a field's name; anything else might be a value put there."""
    looks_like_a_field = key.isascii() and key.isidentifier() and key.islower() and len(key) <= 40
    return key if looks_like_a_field else "██████"


def at(content: Plain, path: Path) -> Plain:
    """Return what stands at a path; ``None`` where nothing does."""
    for part in path:
        if isinstance(content, dict) and isinstance(part, str):
            content = content.get(part)
        elif isinstance(content, list) and isinstance(part, int) and part < len(content):
            content = content[part]
        else:
            return None
    return content
