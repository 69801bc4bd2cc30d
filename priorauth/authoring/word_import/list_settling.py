"""Lists as a template can hold them: typed bullets and numbers become lists, numbers that cannot become text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from priorauth.authoring.word_import.word_letter import Piece, WordBlock, WordParagraph

_TYPED_BULLET = re.compile(r"\s*(?:[•·▪◦●○■–]|[-*](?=[ \t]))\s*")
_TYPED_NUMBER = re.compile(r"\s*(\d{1,2})[.)]\s+")
_DECIMAL = re.compile(r"\W*(\d+)\W*\Z")


def settled(blocks: Sequence[WordBlock]) -> tuple[WordBlock, ...]:
    """Return the blocks with every list in a form that Markdown keeps: numbered from 1, nested step by step."""
    typed = _typed_numbers([_typed_bullet(block) for block in blocks])
    out: list[WordBlock] = []
    before: WordParagraph | None = None
    for block in typed:
        item = block if isinstance(block, WordParagraph) and block.kind in ("bullet", "numbered") else None
        if item is not None:
            item = replace(item, level=min(item.level, before.level + 1 if before else 0))
            if item.kind == "numbered" and not _counts_on(item, before, out):
                item = None
                block = _as_text(block)  # noqa: PLW2901
            else:
                block = item  # noqa: PLW2901
        out.append(block)
        before = item
    return tuple(out)


def _counts_on(item: WordParagraph, before: WordParagraph | None, out: Sequence[WordBlock]) -> bool:
    """Whether Markdown will count an item as Word does."""
    if item.level > 0:
        return True
    number = _DECIMAL.fullmatch(item.label)
    if number is None:
        return False
    if int(number[1]) == 1:
        return True
    if before is None:
        return False
    for earlier in reversed(out):
        if not isinstance(earlier, WordParagraph) or earlier.kind not in ("bullet", "numbered"):
            return False
        if earlier.level == 0:
            last = _DECIMAL.fullmatch(earlier.label) if earlier.kind == "numbered" else None
            return last is not None and int(last[1]) + 1 == int(number[1])
    return False


def _as_text(block: WordBlock) -> WordBlock:
    if not isinstance(block, WordParagraph):
        return block
    return replace(block, kind="body", level=0, label="", pieces=(Piece(f"{block.label} "), *block.pieces))


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


def _without(pieces: Sequence[Piece], count: int) -> tuple[Piece, ...]:
    """Leave out the first characters of a paragraph."""
    kept = []
    for piece in pieces:
        kept.append(replace(piece, text=piece.text[count:]))
        count = max(0, count - len(piece.text))
    return tuple(piece for piece in kept if piece.text)
