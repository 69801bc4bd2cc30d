"""Finding letter templates: the practice's own folder first, then those shipped."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import Field

from priorauth.files import read_file
from priorauth.files.shipped_data import folder as shipped_folder
from priorauth.letters.templates.fixed_sentences import FIXED_SENTENCES, read_fixed_sentences
from priorauth.letters.templates.syntax import check_template
from priorauth.parsing.model import Line, Record, Slug
from priorauth.parsing.validation import parse_model
from priorauth.problems import Refused, Where, did_you_mean, problem

FRONT_MATTER = re.compile(r"\A---\n(.*?\n)---\n", re.DOTALL)
_NAME = re.compile(r"[a-z0-9][a-z0-9_]*")
_MAX_BYTES = 200_000


class FrontMatter(Record):
    """What a template says about itself, between the two ``---`` lines at its top."""

    title: Line
    """Names the document in bookmarks and metadata; carries no patient data."""
    version: Line
    cites: tuple[Slug, ...] = ()
    """Ids of the citation library, in the order the letter gives them."""
    for_: Annotated[tuple[Slug, ...], Field(alias="for")] = ()
    """Positions or payers the template is written for; empty means any."""


@dataclass(frozen=True, slots=True)
class TemplateSource:
    """The text of one file; front matter is blanked, so that line numbers are those of the file."""

    name: str
    """As an include names it, such as ``partials/care.md``."""
    path: Path
    text: str


@dataclass(frozen=True, slots=True)
class LoadedTemplate:
    """A template with its partials, checked for what templates may use."""

    name: str
    front_matter: FrontMatter
    source: TemplateSource
    partials: tuple[TemplateSource, ...]
    sha256: str
    """Over the template's file and each partial's, in the order of their names."""

    @property
    def title(self) -> str:
        """The document's title."""
        return self.front_matter.title

    @property
    def version(self) -> str:
        """The version its author gave it."""
        return self.front_matter.version

    @property
    def cites(self) -> tuple[str, ...]:
        """Ids of the citations the letter gives, in order."""
        return self.front_matter.cites

    @property
    def path(self) -> Path:
        """The template's own file."""
        return self.source.path

    @property
    def text(self) -> str:
        """The template's text followed by that of its partials."""
        return "\n".join(source.text for source in (self.source, *self.partials))


@dataclass(frozen=True, slots=True)
class SearchedFile:
    """A place where a file is looked for, and the file whose text is read there; ``None`` where there is none."""

    path: Path
    read_from: Path | None


@dataclass(frozen=True, slots=True)
class TemplateLibrary:
    """Templates in folders; a file in an earlier folder stands in for one of the same name in a later."""

    folders: tuple[Path, ...]
    instead: Mapping[Path, Path | None] = field(default_factory=dict)
    """For a file whose own text is not to be used, the file to read; ``None``: as if it were not there."""
    of_practice: bool = False
    """Whether letters go out by it: what a template that is not shipped says of its own then has to be settled."""

    def reading(self, name: str, path: Path) -> TemplateLibrary:
        """Return a library like this one in which the template of a name is read from ``path``."""
        return replace(self, instead={**self.instead, self.folders[0] / f"{name}.md": path})

    def names(self) -> tuple[str, ...]:
        """List the templates' names in alphabetical order, partials left out."""
        found = {path for folder in self.folders for path in folder.glob("*.md")}
        found |= {path for path in self.instead if path.parent in self.folders and path.suffix == ".md"}
        names = {path.stem for path in found if self._at(path) is not None}
        return tuple(sorted(name for name in names if _NAME.fullmatch(name)))

    def places(self, file: str) -> Iterator[SearchedFile]:
        """Visit the places where a file such as ``partials/care.md`` is looked for; the first that has it wins."""
        for folder in self.folders:
            yield SearchedFile(folder / file, self._at(folder / file))

    def found(self, file: str) -> SearchedFile | None:
        """Return the place a file is taken from."""
        return next((place for place in self.places(file) if place.read_from is not None), None)

    def files_of(self, name: str) -> tuple[Path, ...]:
        """Name the files a template is made of, by the paths they are looked for at; raises as `load`."""
        template = self.load(name)
        names = [source.name for source in (template.source, *template.partials)]
        if any(not is_shipped(source.path) for source in (template.source, *template.partials)):
            names.append(FIXED_SENTENCES)
        places = [self.found(file) for file in names]
        return tuple(place.path for place in places if place is not None)

    def fixed_sentences(self) -> frozenset[str]:
        """Return the sentences that somebody has found true of every patient, as their list has them.

        Raises `Refused` (PA1xx) for a list that cannot be read.
        """
        place = self.path_of(FIXED_SENTENCES)
        return frozenset() if place is None else frozenset(item.says for item in read_fixed_sentences(place))

    def load(self, name: str) -> LoadedTemplate:
        """Read a template and all it includes.

        Raises `Refused`: PA504 when there is none of that name, PA501 when one cannot be read, PA507 when one
        uses what templates may not use.
        """
        path = self.path_of(f"{name}.md") if _NAME.fullmatch(name) else None
        if path is None:
            hint = did_you_mean(name, self.names()) or "see 'priorauth template list'"
            raise Refused([problem("PA504", name=name, hint=hint)])
        return self.made_of(name, read_template_file(path), path)

    def made_of(self, name: str, raw: str, path: Path) -> LoadedTemplate:
        """Make a template of text that need not stand in a file yet; raises what `load` raises."""
        front_matter, text = _split(raw, path)
        source = TemplateSource(f"{name}.md", path, text)
        partials: dict[str, TemplateSource] = {}
        self._gather(source, (), partials)
        digest = hashlib.sha256(raw.encode())
        for _, partial in sorted(partials.items()):
            digest.update(f"\0{partial.name}\0{partial.text}".encode())
        return LoadedTemplate(name, front_matter, source, tuple(partials.values()), digest.hexdigest())

    def partial_names(self) -> tuple[str, ...]:
        """List every partial as an include names it, in alphabetical order."""
        return tuple(
            sorted({f"partials/{path.name}" for folder in self.folders for path in folder.glob("partials/*.md")})
        )

    def path_of(self, file: str) -> Path | None:
        """Find the file that stands for a name such as ``partials/care.md``; ``None`` where there is none."""
        place = self.found(file)
        return place.read_from if place else None

    def _at(self, path: Path) -> Path | None:
        source = self.instead.get(path, path)
        return source if source is not None and source.is_file() else None

    def _gather(self, source: TemplateSource, outer: tuple[str, ...], found: dict[str, TemplateSource]) -> None:
        """Add what a file includes to ``found``, each file once, however many ways lead to it."""
        for name in check_template(source.text, str(source.path)):
            where = Where(str(source.path), source.text[: source.text.index(name)].count("\n") + 1)
            if name in (*outer, source.name):
                raise Refused([problem("PA507", where, what=f"an include of '{name}' that goes round in a circle")])
            if name in found:
                continue
            path = self.path_of(name)
            if path is None:
                raise Refused([problem("PA504", where, name=name, hint="check the name of the partial")])
            partial = found[name] = TemplateSource(name, path, read_template_file(path))
            self._gather(partial, (*outer, source.name), found)


def is_shipped(path: Path) -> bool:
    """Whether a template's file came with the tool; whatever it says is approved as shipped."""
    return path.is_relative_to(shipped_folder("templates"))


def read_template_file(path: Path) -> str:
    """Read a template's text. Raises `Refused` (PA107) where it is not UTF-8."""
    try:
        text = read_file(path, limit_bytes=_MAX_BYTES).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused([problem("PA107", Where(str(path)))]) from None
    return text.replace("\r\n", "\n")


@lru_cache(maxsize=64)
def _split(raw: str, path: Path) -> tuple[FrontMatter, str]:
    """Read the front matter, and blank it in the text."""
    match = FRONT_MATTER.match(raw)
    if match is None:
        reason = "it does not start with a '---' block that gives its title"
        raise Refused([problem("PA501", Where(str(path), 1), reason=reason)])
    front_matter = parse_model(f"\n{match[1]}".encode(), str(path), FrontMatter).value
    return front_matter, "\n" * match[0].count("\n") + raw[match.end() :]
