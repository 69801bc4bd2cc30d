"""Which blocks of a letter are written together: the items of a list, the lines of an address or a signature."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from priorauth.authoring.word_import.detected_values import Zone
from priorauth.authoring.word_import.word_letter import WordBlock, WordParagraph

_LONGEST_LINE = 120
_ENCLOSED = re.compile(r"\A\s*(?:enc(?:l|losures?)?|cc|attachments?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Run:
    """What blocks are written as; ``count`` tells runs of one kind apart."""

    kind: Literal["numbered", "bullets", "address", "signature", "small", "alone"]
    count: int


def runs_of(blocks: Sequence[WordBlock], zones: Mapping[int, Zone]) -> Iterator[tuple[Run, WordBlock]]:
    """Say of each block which run it belongs to; neighbours of one run are written together."""
    run, before = Run("alone", 0), None
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
            run = Run(kind, run.count + 1)  # type: ignore[arg-type]
        yield run, block
        before = block


def _kind(paragraph: WordParagraph, zone: Zone, run: Run, *, is_enclosed: bool) -> str:
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
