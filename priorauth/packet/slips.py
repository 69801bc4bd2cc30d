"""The slip page in front of each exhibit, drawn as one document so that its fonts are embedded once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from priorauth.document import Block, Document, Heading, PageBreak, Paragraph, Run, Table
from priorauth.exhibits.pages import OpenedExhibit


def slips(exhibits: Sequence[OpenedExhibit], footer: str) -> Document:
    """Write a slip for each exhibit, in order, one to a page."""
    blocks: list[Block] = []
    for opened in exhibits:
        blocks += [PageBreak(), *_slip(opened)] if blocks else _slip(opened)
    return Document("Exhibit slips", tuple(blocks), footer)


def _slip(opened: OpenedExhibit) -> Iterator[Block]:
    """Give an exhibit's id, title, date and pages, and who attests to a scan."""
    exhibit = opened.exhibit
    rows = [("Kind", exhibit.kind.value.replace("_", " "))]
    if exhibit.date is not None:
        rows.append(("Date", exhibit.date.words))
    rows.append(("Pages", f"{len(opened.pages)}, stamped {exhibit.id}-1 to {exhibit.id}-{len(opened.pages)}"))
    if exhibit.attested_by is not None:
        rows.append(("Compared by eye", exhibit.attested_by))
    table = Table(
        header=((Run("About this exhibit"),), (Run(""),)),
        rows=tuple(((Run(name),), (Run(value),)) for name, value in rows),
        widths=(0.25, 0.75),
    )
    yield Heading(1, (Run(f"Exhibit {exhibit.id}"),))
    yield Paragraph((Run(exhibit.title, bold=True),))
    yield table
