"""Writing a template from a Word letter: its blocks as Markdown, its values as proposals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from priorauth.authoring.word_import.known_values import KnownNames
from priorauth.authoring.word_import.letter_blocks import Zone, runs_of
from priorauth.authoring.word_import.letter_cues import is_care, is_imaging, is_work_up
from priorauth.authoring.word_import.letter_labels import label_of
from priorauth.authoring.word_import.markdown_words import paragraph_words
from priorauth.authoring.word_import.paragraph_plan import plan_paragraph
from priorauth.authoring.word_import.proposed_fields import CARE, GENERATORS, IMAGING, QUOTES, ProposedField
from priorauth.authoring.word_import.word_letter import (
    WordBlock,
    WordCell,
    WordPageBreak,
    WordParagraph,
    WordTable,
)
from priorauth.document import Run
from priorauth.letters.templates.placeholders import place_to_fill_in

_OPEN, _CLOSE = "\ue000", "\ue001"
"""Around a proposal's number while a template is written; no letter keeps them."""
_IMAGING = re.compile(r"\b(?:Modic|endplates?|L[1-6]\b|type\s+[1-3I])", re.IGNORECASE)
_NUMBER = re.compile(f"{_OPEN}(\\d+){_CLOSE}")


@dataclass(frozen=True, slots=True)
class ValueProposal:
    """One value of the letter, or a run of lines, and what the template has instead."""

    number: int
    what: str
    why: str
    field: str | None
    """What prints it; ``None`` for a place to fill in."""
    paragraph: int
    value: str
    """What stood there; shown only when it is asked for."""
    line: int = 0
    """The template's, from 1."""
    fill_in: int = 0
    """The number of the place to fill in; 0 for a proposal with a field."""


@dataclass(slots=True)
class Writing:
    """Writes one template; the proposals are numbered as they come."""

    known: KnownNames
    zones: dict[int, Zone]
    proposals: list[ValueProposal] = field(default_factory=list)
    _fill_ins: int = 0

    def blocks(self, blocks: Sequence[WordBlock]) -> Iterator[str]:
        """Write each block, as the text between two empty lines."""
        before, sign = "", "."
        for run, group in groupby(runs_of(blocks, self.zones), key=lambda item: item[0]):
            together = [block for _, block in group]
            paragraphs = [block for block in together if isinstance(block, WordParagraph)]
            match run.kind:
                case "numbered" | "bullets":
                    # Markdown takes two lists in a row for one, unless they are marked in different ways.
                    sign = ")" if before == "numbered." else "."
                    yield from self._list(paragraphs, sign)
                case "address" | "signature" | "small":
                    yield self._fence(paragraphs, run.kind)
                case _:
                    for block in together:
                        yield from self._block(block)
            before = f"{run.kind}{sign}" if run.kind == "numbered" else run.kind

    def _block(self, block: WordBlock) -> Iterator[str]:
        match block:
            case WordPageBreak():
                yield "***"
            case WordTable():
                yield self._table(block)
            case WordParagraph(kind="heading"):
                pieces = [Run(piece.text.replace("\n", " ")) for piece in block.pieces]
                yield f"{'#' * block.level} {self._words(block, pieces)}"
            case WordParagraph(kind="quote") if _IMAGING.search(block.text):
                what, why = "the radiologist's words", "a quotation with a finding"
                yield f"> {self._propose(what, why, QUOTES, block.number, block.text)}"
            case WordParagraph(kind="quote"):
                upright = [Run(piece.text, piece.bold) for piece in block.pieces]
                yield "\n".join(f"> {line}" for line in self._words(block, upright).split("\n"))
            case WordParagraph():
                yield self._words(block, block.pieces)

    def _words(self, paragraph: WordParagraph, pieces: Sequence[Run], label: str | None = None) -> str:
        zone = self.zones.get(paragraph.number, "body")
        text = "".join(piece.text for piece in pieces)
        plan = plan_paragraph(text, zone, self.known, label)
        return paragraph_words(
            pieces,
            plan,
            lambda item: self._propose(
                item.what, item.why, item.field, paragraph.number, text[item.start : item.end]
            ),
        )

    def _propose(self, what: str, why: str, field: ProposedField | None, paragraph: int, value: str) -> str:
        number = len(self.proposals) + 1
        self._fill_ins += field is None
        fill_in = 0 if field else self._fill_ins
        self.proposals.append(
            ValueProposal(number, what, why, field.name if field else None, paragraph, value, fill_in=fill_in)
        )
        written = field.expression if field else place_to_fill_in(fill_in, what)
        return f"{_OPEN}{number}{_CLOSE}{written}"

    def _list(self, items: list[WordParagraph], style: str) -> Iterator[str]:
        """Write a list; one that tells of care, findings or other sources gives way to the case's own."""
        replaced = self._replaced(items, [item.text for item in items])
        if replaced is not None:
            yield replaced
            return
        lines = []
        for item in items:
            mark = f"1{style}" if item.kind == "numbered" else "-"
            words = self._words(item, [Run(p.text.replace("\n", " "), p.bold, p.italic) for p in item.pieces])
            lines.append(f"{'   ' * item.level}{mark} {words}")
        yield "\n".join(lines)

    def _replaced(self, paragraphs: Sequence[WordParagraph], texts: Sequence[str]) -> str | None:
        if any(self.zones.get(p.number) == "criteria" for p in paragraphs) or len(texts) < 2:
            return None
        for tells, what, prints in (
            (is_imaging, "a list of MRI findings", IMAGING),
            (is_care, "a list of treatments", CARE),
            (is_work_up, "a list of other sources of pain", GENERATORS),
        ):
            if 2 * sum(map(tells, texts)) > len(texts):
                why = "most of its lines tell of it with dates or results"
                return self._propose(what, why, prints, paragraphs[0].number, "\n".join(texts))
        return None

    def _fence(self, paragraphs: list[WordParagraph], look: str) -> str:
        lines = []
        for paragraph in paragraphs:
            # A line of underscores is where the letter is signed; the block keeps that room itself.
            lines += [
                self._words(paragraph, pieces)
                for pieces in _lines(paragraph.pieces)
                if "".join(piece.text for piece in pieces).strip("_ \t")
            ]
        return "\n".join([f"```{look}", *lines, "```"]) if lines else ""

    def _table(self, table: WordTable) -> str:
        rows = table.rows[1:] if table.has_header else table.rows
        texts = [" ".join(p.text for cell in row for p in cell) for row in rows]
        paragraphs = [p for row in rows for cell in row for p in cell]
        if paragraphs and (replaced := self._replaced(paragraphs, texts)) is not None:
            return replaced
        header = table.rows[0] if table.has_header else ((),) * len(table.widths)
        asks = [label_of(_text(cell)) for cell in header]
        dashes = "|".join("-" * max(3, round(40 * wide)) for wide in table.widths)
        # A header's cells are bold of themselves.
        written = f"{self._row(header, [None] * len(header), plain=True)}\n|{dashes}|\n"
        for row in rows:
            before = [None, *(label_of(_text(cell)) for cell in row[:-1])]
            cells = self._row(row, [left or above for left, above in zip(before, asks, strict=True)])
            guard = re.fullmatch(r"(\|[^|{]*\| )\{% if ([^%]*) %\}((?:(?!\{% ).)*)\{% endif %\} \|", cells)
            written += f"{{% if {guard[2]} %}}{guard[1]}{guard[3]} |\n{{% endif %}}" if guard else f"{cells}\n"
        return written.rstrip("\n")

    def _row(self, row: Sequence[WordCell], labels: Sequence[str | None], *, plain: bool = False) -> str:
        cells = []
        for cell, label in zip(row, labels, strict=True):
            words = [
                self._words(
                    p,
                    [Run(x.text.replace("\n", " "), x.bold and not plain, x.italic) for x in p.pieces],
                    label,
                )
                for p in cell
            ]
            cells.append(" ".join(words))
        return "| " + " | ".join(cells) + " |"


def finished(
    text: str, proposals: Sequence[ValueProposal], first_line: int
) -> tuple[str, tuple[ValueProposal, ...]]:
    """Take the proposals' numbers out of a template's text, and give each its line, counted from ``first_line``."""
    lines: dict[int, int] = {}
    for number, line in enumerate(text.split("\n"), first_line):
        lines |= {int(match[1]): number for match in _NUMBER.finditer(line)}
    placed = tuple(
        ValueProposal(p.number, p.what, p.why, p.field, p.paragraph, p.value, lines.get(p.number, 0), p.fill_in)
        for p in proposals
    )
    return _NUMBER.sub("", text), placed


def _text(cell: WordCell) -> str:
    return " ".join(paragraph.text for paragraph in cell)


def _lines(pieces: Sequence[Run]) -> Iterator[list[Run]]:
    """Split a paragraph at its line breaks."""
    line: list[Run] = []
    for piece in pieces:
        first, *others = piece.text.split("\n")
        line.append(Run(first, piece.bold, piece.italic))
        for other in others:
            yield line
            line = [Run(other, piece.bold, piece.italic)]
    yield line
