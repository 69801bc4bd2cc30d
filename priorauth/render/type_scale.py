"""The sizes text is set in: one scale for reading on paper or screen, one that survives a fax."""

from __future__ import annotations

from dataclasses import dataclass

FAX_LEAST = 10.0
"""Points. A standard fax has 98 lines to the inch: smaller letters have too few of them to be told apart."""

FAX_THINNEST = 0.8
"""Points: a little more than one line of a standard fax (72 / 98)."""


@dataclass(frozen=True, slots=True)
class TypeScale:
    """Sizes in points for each kind of text; a small paragraph, a caption and a drawing's labels are ``small``."""

    body: float
    quote: float
    small: float
    address: float
    title: float
    section: float
    part: float
    table: float
    footer: float
    least: float = 0.0
    """No text may be smaller, those of drawings and long footers included; 0 where there is no such bound."""
    thinnest: float = 0.0
    """No line may be thinner: a fax drops what is thinner than its own."""

    def heading(self, level: int) -> float:
        """Return the size of a heading: 1 is the document's title, 2 a section, 3 a part of one."""
        return (self.title, self.section, self.part)[level - 1]

    def paragraph(self, look: str) -> float:
        """Return the size of a paragraph's look."""
        return {"body": self.body, "quote": self.quote, "small": self.small, "address": self.address}[look]


READING = TypeScale(
    body=9.4, quote=9.4, small=8.2, address=9.4, title=14.5, section=11.0, part=9.8, table=8.4, footer=7.4
)
FAX = TypeScale(
    body=10.0, quote=10.0, small=10.0, address=10.0, title=14.5, section=11.5, part=10.4, table=10.0, footer=10.0,
    least=FAX_LEAST, thinnest=FAX_THINNEST,
)  # fmt: skip
