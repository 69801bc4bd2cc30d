"""Places that an import left to be filled in, where a value fits no field. No letter goes out with one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from priorauth.letters.templates.template_library import LoadedTemplate
from priorauth.problems import Problem, Where, problem

PLACE = re.compile(r"FILL IN \d+:")
"""How every such place begins."""


def place_to_fill_in(number: int, what: str) -> str:
    """Return such a place as a template has it, with its number and what stood there, never with its value."""
    return f"\\[FILL IN {number}: {what}\\]"


def unfilled_places(template: LoadedTemplate) -> tuple[Problem, ...]:
    """List every place to fill in of a template and its partials, each a problem (PA596) at its line."""
    return tuple(_places(template))


def _places(template: LoadedTemplate) -> Iterator[Problem]:
    for source in (template.source, *template.partials):
        for number, line in enumerate(source.text.split("\n"), 1):
            for match in PLACE.finditer(line):
                yield problem("PA596", Where(str(source.path), number, match.start() + 1))
