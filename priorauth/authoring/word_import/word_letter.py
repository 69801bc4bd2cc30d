"""A Word letter as far as a template can carry it, and a list of what it cannot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from priorauth.document import Runs

BODY = "body"
"""What the document's own text is called in a report; other parts are called by their name in the file."""

Kind = Literal["body", "heading", "quote", "bullet", "numbered"]


@dataclass(frozen=True, slots=True)
class WordParagraph:
    """A paragraph; ``number`` counts the paragraphs of the body from 1, those in tables included."""

    number: int
    pieces: Runs
    """Its words, each piece of one look."""
    kind: Kind = "body"
    level: int = 0
    """Of a heading 1 to 3; of a list item 0 for the outermost."""
    label: str = ""
    """The number Word shows before a list item."""

    @property
    def text(self) -> str:
        """The words without their look."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def is_bold(self) -> bool:
        """Whether all its words are bold."""
        words = [piece for piece in self.pieces if piece.text.strip()]
        return bool(words) and all(piece.bold for piece in words)


WordCell = tuple[WordParagraph, ...]


@dataclass(frozen=True, slots=True)
class WordTable:
    """A table: rows of cells of paragraphs, all rows of one length, and the columns' shares of the width."""

    rows: tuple[tuple[WordCell, ...], ...]
    widths: tuple[float, ...]
    has_header: bool


@dataclass(frozen=True, slots=True)
class WordPageBreak:
    """The start of a new page."""


WordBlock = WordParagraph | WordTable | WordPageBreak


@dataclass(frozen=True, slots=True, order=True)
class NotCarried:
    """Something of the Word file that the template does not have, or has in another form."""

    part: str
    paragraph: int
    """Of the body, from 1; 0 for the part as a whole."""
    what: str


@dataclass(frozen=True, slots=True)
class WordLetter:
    """What was read of a Word letter."""

    blocks: tuple[WordBlock, ...]
    not_carried: tuple[NotCarried, ...]

    @property
    def paragraphs(self) -> tuple[WordParagraph, ...]:
        """Every paragraph, those in tables included, in reading order."""
        return tuple(found for block in self.blocks for found in _paragraphs(block))


def _paragraphs(block: WordBlock) -> tuple[WordParagraph, ...]:
    match block:
        case WordParagraph():
            return (block,)
        case WordTable(rows=rows):
            return tuple(paragraph for row in rows for cell in row for paragraph in cell)
    return ()
