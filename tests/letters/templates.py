"""Templates written on the spot, for tests."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from priorauth.document import Block, Document, Figure, Heading, ItemList, Paragraph, Signature, Table
from priorauth.letters.markdown.parser import to_document
from priorauth.letters.markdown.positions import in_file
from priorauth.letters.templates.sandbox import render_template
from priorauth.letters.templates.template_library import (
    FrontMatter,
    LoadedTemplate,
    TemplateLibrary,
    TemplateSource,
)

FRONT = '---\ntitle: Trial\nversion: "1"\n---\n'


def write_template(folder: Path, body: str, partials: Mapping[str, str] | None = None) -> TemplateLibrary:
    """Write ``trial.md`` and its partials, and give the library that finds them."""
    (folder / "partials").mkdir(exist_ok=True)
    (folder / "trial.md").write_text(FRONT + body, encoding="utf-8")
    for name, text in (partials or {}).items():
        (folder / "partials" / f"{name}.md").write_text(text, encoding="utf-8")
    return TemplateLibrary((folder,))


def unchecked(body: str) -> LoadedTemplate:
    """A template that did not pass through the library."""
    source = TemplateSource("trial.md", Path("trial.md"), body)
    return LoadedTemplate("trial", FrontMatter(title="Trial", version="1"), source, (), "0" * 64)


def rendered(body: str, context: Mapping[str, object]) -> str:
    return render_template(unchecked(body), context)


def document_of(markdown: str, figures: Mapping[str, Figure] | None = None) -> Document:
    return to_document(markdown, title="Trial", footer="Foot", figures=figures or {}, where=in_file("trial.md"))


def words_of(blocks: tuple[Block, ...]) -> list[str]:
    """Every text of the blocks, one for each paragraph, cell, heading or line."""
    words: list[str] = []
    for block in blocks:
        match block:
            case Heading(runs=runs) | Paragraph(runs=runs):
                words.append("".join(run.text for run in runs))
            case ItemList(items=items):
                words += [word for item in items for word in words_of(item)]
            case Table(header=header, rows=rows):
                words += ["".join(run.text for run in cell) for row in (header, *rows) for cell in row]
            case Signature(lines=lines):
                words += lines
    return words
