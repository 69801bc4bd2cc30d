"""The blocks of a letter: which part each belongs to, which make lists, and which are written together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from priorauth.authoring.word_import.known_values import CLOSING, SALUTATION, KnownNames
from priorauth.authoring.word_import.word_letter import WordBlock, WordParagraph
from priorauth.document import Run
from priorauth.domain.written_dates import dates_in

Zone = Literal["top", "recipient", "body", "criteria", "closing"]
"""The parts of a letter: its top, the payer's address, its text, the payer's criteria in it, and the signature."""

_CRITERIA = re.compile(r"\b(criteri(?:a|on)|requirements?|indications?|coverage\s+polic(?:y|ies))\b", re.IGNORECASE)
_LEAST_WORDS_OF_A_SENTENCE = 18
_TYPED_BULLET = re.compile(r"\s*(?:[•·▪◦●○■–]|[-*](?=[ \t]))\s*")
_TYPED_NUMBER = re.compile(r"\s*(\d{1,2})[.)]\s+")
_DECIMAL = re.compile(r"\W*(\d+)\W*\Z")
_LONGEST_LINE = 120
_ENCLOSED = re.compile(r"\A\s*(?:enc(?:l|losures?)?|cc|attachments?)\b", re.IGNORECASE)


def zones_of(paragraphs: Sequence[WordParagraph], known: KnownNames) -> dict[int, Zone]:
    """Return the part of the letter of each paragraph, by its number."""
    zones: dict[int, Zone] = {}
    closing = next((p.number for p in reversed(paragraphs) if CLOSING.match(p.text)), None)
    zone: Zone = "top"
    in_criteria = False
    for paragraph in paragraphs:
        text = paragraph.text
        if zone in ("top", "recipient"):
            zone = _of_head(text, zone, known)
        if closing is not None and paragraph.number > closing:
            zone = "closing"
        is_item = paragraph.kind in ("bullet", "numbered") or re.match(r"\s*(?:\d+[.)]|[•·▪-])\s", text)
        in_criteria = (in_criteria and bool(is_item)) or (zone == "body" and not is_item and _leads_in(paragraph))
        zones[paragraph.number] = "criteria" if zone == "body" and in_criteria and is_item else zone
    return zones


def _leads_in(paragraph: WordParagraph) -> bool:
    text = paragraph.text.rstrip()
    return bool(_CRITERIA.search(text)) and (paragraph.kind == "heading" or paragraph.is_bold or text.endswith(":"))


def _of_head(text: str, zone: Zone, known: KnownNames) -> Zone:
    if SALUTATION.match(text) or len(text.split()) > _LEAST_WORDS_OF_A_SENTENCE:
        return "body"
    is_payer = any(name in text for name in known.payer)
    stripped = text.strip()
    is_date = any(stripped == text[found.start : found.end] for found in dates_in(text))
    return "recipient" if zone == "recipient" or is_payer or is_date else "top"


def settled(blocks: Sequence[WordBlock]) -> tuple[WordBlock, ...]:
    """Return the blocks with every list in a form that Markdown keeps: numbered from 1, nested step by step."""
    out: list[WordBlock] = []
    level, counted = -1, None  # of the item before, and the last number of its list; of no item, none
    for block in _typed_numbers([_typed_bullet(block) for block in blocks]):
        if not isinstance(block, WordParagraph) or block.kind not in ("bullet", "numbered"):
            level, counted = -1, None
            out.append(block)
            continue
        item = replace(block, level=min(block.level, level + 1))
        number = _DECIMAL.fullmatch(item.label) if item.kind == "numbered" else None
        counts_on = number is not None and int(number[1]) in (1, 1 if counted is None else counted + 1)
        if item.level == 0 and item.kind == "numbered" and not counts_on:
            level, counted = -1, None
            out.append(_as_text(block))
            continue
        if item.level == 0:
            counted = int(number[1]) if number else None
        level = item.level
        out.append(item)
    return tuple(out)


def _as_text(block: WordBlock) -> WordBlock:
    if not isinstance(block, WordParagraph):
        return block
    return replace(block, kind="body", level=0, label="", pieces=(Run(f"{block.label} "), *block.pieces))


def _typed_bullet(block: WordBlock) -> WordBlock:
    if not isinstance(block, WordParagraph) or block.kind != "body":
        return block
    match = _TYPED_BULLET.match(block.text)
    if match is None or not block.text[match.end() :].strip():
        return block
    return replace(block, kind="bullet", label="•", pieces=_without(block.pieces, match.end()))


def _typed_numbers(blocks: Sequence[WordBlock]) -> list[WordBlock]:
    """Take paragraphs that are numbered by hand, 1, 2 and on, for a list; one alone is none."""
    out = list(blocks)
    place = 0
    while place < len(out):
        run = _run_at(out, place)
        if len(run) > 1:
            for offset, match in enumerate(run):
                block = out[place + offset]
                if isinstance(block, WordParagraph):
                    out[place + offset] = replace(
                        block, kind="numbered", label=f"{offset + 1}.", pieces=_without(block.pieces, match.end())
                    )
        place += max(len(run), 1)
    return out


def _run_at(blocks: Sequence[WordBlock], place: int) -> list[re.Match[str]]:
    run: list[re.Match[str]] = []
    for block in blocks[place:]:
        if not isinstance(block, WordParagraph) or block.kind != "body":
            break
        match = _TYPED_NUMBER.match(block.text)
        if match is None or int(match[1]) != len(run) + 1 or not block.text[match.end() :].strip():
            break
        run.append(match)
    return run


def _without(pieces: Sequence[Run], count: int) -> tuple[Run, ...]:
    """Leave out the first characters of a paragraph."""
    kept = []
    for piece in pieces:
        kept.append(replace(piece, text=piece.text[count:]))
        count = max(0, count - len(piece.text))
    return tuple(piece for piece in kept if piece.text)


@dataclass(frozen=True, slots=True)
class BlockRun:
    """What blocks are written as; ``count`` tells runs of one kind apart."""

    kind: Literal["numbered", "bullets", "address", "signature", "small", "alone"]
    count: int


def runs_of(blocks: Sequence[WordBlock], zones: Mapping[int, Zone]) -> Iterator[tuple[BlockRun, WordBlock]]:
    """Say of each block which run it belongs to; neighbours of one run are written together."""
    run, before = BlockRun("alone", 0), None
    is_enclosed = False
    for block in blocks:
        kind = "alone"
        if isinstance(block, WordParagraph):
            is_enclosed = is_enclosed or (
                zones.get(block.number) == "closing" and _ENCLOSED.match(block.text) is not None
            )
            kind = _kind(block, zones.get(block.number, "body"), run, is_enclosed=is_enclosed)
        starts = kind == "alone" or kind != run.kind or _starts_again(kind, block, before)
        if starts:
            run = BlockRun(kind, run.count + 1)  # type: ignore[arg-type]
        yield run, block
        before = block


def _kind(paragraph: WordParagraph, zone: Zone, run: BlockRun, *, is_enclosed: bool) -> str:
    if paragraph.kind in ("bullet", "numbered"):
        if paragraph.level > 0 and run.kind in ("numbered", "bullets"):
            return run.kind
        return "numbered" if paragraph.kind == "numbered" else "bullets"
    is_short = all(len(line) <= _LONGEST_LINE for line in paragraph.text.split("\n"))
    if paragraph.kind != "body" or not is_short:
        return "alone"
    if zone in ("top", "recipient"):
        return "address"
    if zone == "closing":
        return "small" if is_enclosed else "signature"
    return "alone"


def _starts_again(kind: str, block: WordBlock, before: WordBlock | None) -> bool:
    if not isinstance(block, WordParagraph) or not isinstance(before, WordParagraph):
        return True
    if kind == "numbered":
        return block.level == 0 and block.kind == "numbered" and re.fullmatch(r"\W*1\W*", block.label) is not None
    return kind == "address" and block.number > before.number + 1
