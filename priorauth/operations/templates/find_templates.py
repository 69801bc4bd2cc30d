"""The letter templates that are found from a folder, and where."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from priorauth.letters.templates.search_path import template_library
from priorauth.letters.templates.template_library import LoadedTemplate, TemplateLibrary
from priorauth.practice.settings import find_practice


@dataclass(frozen=True, slots=True)
class TemplateSummary:
    """One template of a list. The version is the one its author gave it; the hash covers its partials."""

    name: str
    title: str
    version: str
    sha256: str
    file: Path


def letters_from(home: Path) -> TemplateLibrary:
    """Return the templates as the files are now, the practice's own first; for those who write and check them."""
    return template_library(find_practice(home))


def list_templates(home: Path) -> tuple[TemplateSummary, ...]:
    """Return every template that is found, in the order of names. Raises `Refused` (PA5xx) for a broken one."""
    library = letters_from(home)
    return tuple(summary_of(library.load(name)) for name in library.names())


def summary_of(template: LoadedTemplate) -> TemplateSummary:
    """Return what names a template and the text it was read with."""
    return TemplateSummary(template.name, template.title, template.version, template.sha256, template.path)
