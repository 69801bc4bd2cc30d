"""Where something stands in a text of Markdown: line and column of a construct, or of the words it was read as."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from markdown_it.tree import SyntaxTreeNode

from priorauth.letters.markdown.commonmark import AT, END, read_line, read_markdown
from priorauth.problems import Where

CELL_BORDER = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class TextPosition:
    """A position in a text, its line and column counted from 0; ``None`` for a column that cannot be told."""

    line: int
    column: int | None


WhereOf = Callable[[TextPosition], Where]
"""Tells what a problem names for a position of a text."""


def in_file(file: str) -> WhereOf:
    """Name the places of a text that is a file's own."""
    return lambda position: Where(file, position.line + 1, None if position.column is None else position.column + 1)


def position_of(node: SyntaxTreeNode, lines: list[str], within: int = 0) -> TextPosition:
    """Find a node, or what stands ``within`` so many characters from its beginning, among the lines of its text."""
    around = node
    while around.type != "inline" and around.parent is not None and not around.map:
        around = around.parent
        if around.type == "image":  # what is in its caption has its position in the caption alone
            node, within = around, 0
    if around.type == "inline":
        return _inside(around, _start(node) + within, lines)
    line = (around.map or (0, 0))[0]
    return TextPosition(line, len(lines[line]) - len(lines[line].lstrip()))


def position_of_words(text: str, words: str, at: int) -> TextPosition | None:
    """Find the character ``at`` of words that a paragraph, a heading, a cell or a line of a text was read as."""
    lines = text.split("\n")
    for pieces in _paragraphs(read_markdown(text)):
        if "".join(said for said, _ in pieces) != words:
            continue
        left = at
        for said, node in pieces:
            if left < len(said):
                return position_of(node, lines, left if node.type == "text" else 0)
            left -= len(said)
    return None


_Pieces = list[tuple[str, SyntaxTreeNode]]


def _paragraphs(root: SyntaxTreeNode) -> Iterator[_Pieces]:
    for node in root.walk():
        if node.type == "inline":
            yield list(_pieces(node.children))
        elif node.type == "fence":
            first = (node.map or (0, 0))[0] + 1
            read = [read_line(line, number) for number, line in enumerate(node.content.split("\n"), first)]
            inside = [pieces for line in read if (pieces := list(_pieces(line.children)))]
            yield from inside
            yield [piece for pieces in inside for piece in (("\n", pieces[0][1]), *pieces)][1:]


def _pieces(nodes: list[SyntaxTreeNode]) -> Iterator[tuple[str, SyntaxTreeNode]]:
    for node in nodes:
        match node.type:
            case "softbreak":
                yield " ", node
            case "hardbreak":
                yield "\n", node
            case "image":
                yield "".join(said for said, _ in _pieces(node.children)), node
            case "text" | "text_special":
                yield node.content, node
            case _:
                yield from _pieces(node.children)


def _start(node: SyntaxTreeNode) -> int:
    """Return the position of an inline node in the text of its paragraph."""
    if node.type == "text":
        return int(node.meta.get(END, 0)) - len(node.content)
    # A link is pushed at its first word.
    return int(node.meta.get(AT, 0)) - (node.type == "link")


def _inside(inline: SyntaxTreeNode, at: int, lines: list[str]) -> TextPosition:
    before = inline.content[:at].count("\n")
    line = (inline.map or (0, 0))[0] + before
    piece = inline.content.split("\n")[before].rstrip()
    start = at - (inline.content.rfind("\n", 0, at) + 1)
    cell = inline.parent
    if cell is not None and cell.type in ("th", "td") and cell.parent is not None:
        column = lines[line].find(piece, _border(lines[line], cell.parent.children.index(cell)))
    else:
        column = lines[line].rfind(piece)
    return TextPosition(line, None if column < 0 else column + start)


def _border(line: str, number: int) -> int:
    """Find where the cell of a number begins; a line may leave its first border out."""
    borders = [match.start() for match in CELL_BORDER.finditer(line)]
    return (borders if line.lstrip().startswith("|") else [0, *borders])[number]
