"""The slip page in front of each exhibit, drawn as any other document."""

from __future__ import annotations

from priorauth.document import Document, Heading, Paragraph, Run, Table
from priorauth.exhibits.opening import OpenedExhibit


def slip(opened: OpenedExhibit, footer: str) -> Document:
    """Write the slip of one exhibit: its id, its title, its date, its pages, and who attests to a scan."""
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
    title = f"Exhibit {exhibit.id}"
    return Document(
        title=title,
        blocks=(Heading(1, (Run(title),)), Paragraph((Run(exhibit.title, bold=True),)), table),
        footer=footer,
    )
