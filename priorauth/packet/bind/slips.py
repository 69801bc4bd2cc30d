"""The slip page in front of each exhibit, drawn as one document so that its fonts are embedded once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from priorauth.document import Block, Document, Heading, PageBreak, Paragraph, Run, Table
from priorauth.letters.context.wording import exhibit_kind
from priorauth.packet.plan import PlannedExhibit


def slips(exhibits: Sequence[PlannedExhibit], footer: str) -> Document:
    """Write a slip for each exhibit, in order, one to a page."""
    blocks: list[Block] = []
    for planned in exhibits:
        blocks += [PageBreak(), *_slip(planned)] if blocks else _slip(planned)
    return Document("Exhibit slips", tuple(blocks), footer)


def _slip(planned: PlannedExhibit) -> Iterator[Block]:
    """Return an exhibit's id, title, date and pages, and who attests to a scan."""
    exhibit = planned.opened.exhibit
    rows = [("Kind", exhibit_kind(exhibit.kind))]
    if exhibit.date is not None:
        rows.append(("Date", exhibit.date.words))
    rows.append(("Pages", _pages(planned)))
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


def _pages(planned: PlannedExhibit) -> str:
    """Say which pages are enclosed; that some are not is said as plainly."""
    name, total = planned.opened.exhibit.id, len(planned.opened.pages)
    if planned.is_trimmed:
        return f"{planned.enclosed[0].upper()}{planned.enclosed[1:]} enclosed; whole record on request"
    return f"{total}, stamped {name}-1" + (f" to {name}-{total}" if total > 1 else "")
