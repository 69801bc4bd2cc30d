"""Milliseconds to lint a template of 300 lines after start-up, and how many times as long as Jinja's own parse."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment

from priorauth.files.shipped_data import folder
from priorauth.letters.lint import lint_template
from priorauth.letters.templates.template_library import TemplateLibrary
from priorauth.payers.library import default_library

LINES = 300
ROUNDS = 15
FRONT = '---\ntitle: Benchmark\nversion: "1"\ncites: [smuck-2021]\n---\n'


def template() -> str:
    """All partials of a letter in a row, over and over, cut to the line, with no include left."""
    partials = sorted((folder("templates") / "partials").glob("*.md"))
    own = [p.read_text(encoding="utf-8") for p in partials if "row." not in p.read_text(encoding="utf-8")[:40]]
    text, lines = FRONT, LINES - FRONT.count("\n")
    while text.count("\n") + own[0].count("\n") + 2 < LINES:
        own = [*own[1:], own[0]]
        if text.count("\n") + own[0].count("\n") + 2 <= lines + FRONT.count("\n"):
            text += own[0].rstrip("\n") + "\n\n"
    return text + "\n" * (LINES - text.count("\n"))


def milliseconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def main() -> None:
    profiles = [default_library().load(name).profile for name in default_library().ids()]
    with tempfile.TemporaryDirectory() as where:
        text = template()
        assert text.count("\n") == LINES
        (Path(where) / "benchmark.md").write_text(text, encoding="utf-8")
        library = TemplateLibrary((Path(where), folder("templates")))
        grammar = Environment(autoescape=False)  # noqa: S701 - only parses
        lint_template(library, "benchmark", profiles)
        pairs = [
            (
                milliseconds(lambda: lint_template(library, "benchmark", profiles)),
                milliseconds(lambda: grammar.parse(text)),
            )
            for _ in range(ROUNDS)
        ]
    lint = statistics.median(pair[0] for pair in pairs)
    parse = statistics.median(pair[1] for pair in pairs)
    print(f"lint of {LINES} lines, {len(text)} characters: {lint:.0f} ms")
    print(f"Jinja's parse of the same: {parse:.1f} ms; lint takes {lint / parse:.1f} times as long")


if __name__ == "__main__":
    main()
