"""Markdown into the neutral document: CommonMark with tables, less what a letter has no use for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal, cast

from markdown_it.tree import SyntaxTreeNode

from priorauth.document import (
    Block,
    Document,
    Figure,
    Heading,
    ItemList,
    PageBreak,
    Paragraph,
    Runs,
    Signature,
    Table,
    text_of,
)
from priorauth.letters.markdown.commonmark import read_line, read_markdown
from priorauth.letters.markdown.inline_marks import UnusableError, runs_of
from priorauth.letters.markdown.positions import CELL_BORDER, WhereOf, position_of
from priorauth.problems import Refused, problem

MAX_LIST_DEPTH = 3
_FIGURE = "figure:"
_FENCED_LOOKS = ("address", "small")


def to_document(
    text: str, *, title: str, footer: str, figures: Mapping[str, Figure], where: WhereOf, is_request: bool = False
) -> Document:
    """Read a rendered template.

    ``figures`` are those an image alone in its paragraph may name: ``![caption](figure:spine)``; the caption, if
    there is one, takes the place of the figure's own. Fences: ``signature`` (the lines below the room to sign),
    ``address`` and ``small`` (paragraphs that keep their line breaks). ``***`` starts a page. A table without rows,
    an empty list item and an empty fence are left out. ``where`` tells what a problem names for a place of
    the text; ``is_request`` is handed on.

    Raises `Refused` with PA508 for anything a letter cannot hold, such as raw HTML, code or a remote image.
    """
    reading = _MarkdownReading(figures, text.split("\n"))
    try:
        blocks = tuple(reading.blocks(read_markdown(text).children))
    except UnusableError as unusable:
        place = position_of(unusable.node, reading.lines, unusable.within)
        raise Refused([problem("PA508", where(place), what=unusable.what)]) from None
    return Document(title, blocks, footer, is_request=is_request)


@dataclass(frozen=True, slots=True)
class _MarkdownReading:
    figures: Mapping[str, Figure]
    lines: list[str]

    def blocks(self, nodes: Iterable[SyntaxTreeNode], list_depth: int = 0) -> Iterator[Block]:
        for node in nodes:
            yield from self._block(node, list_depth)

    def _block(self, node: SyntaxTreeNode, list_depth: int) -> Iterator[Block]:
        match node.type:
            case "heading":
                yield _heading(node)
            case "paragraph":
                yield from self._paragraph(node)
            case "bullet_list" | "ordered_list":
                yield from self._list(node, list_depth + 1)
            case "blockquote":
                yield from _quotes(node)
            case "table":
                yield from _tables(node, self.lines)
            case "fence":
                yield from self._fence(node)
            case "hr":
                yield PageBreak()
            case "code_block":
                raise UnusableError("a paragraph indented by four spaces or more", node)
            case "html_block":
                raise UnusableError("raw HTML", node)
            case _:
                raise UnusableError(f"the Markdown construct '{node.type}'", node)

    def _paragraph(self, node: SyntaxTreeNode) -> Iterator[Block]:
        words = node.children[0].children
        if len(words) == 1 and words[0].type == "image":
            yield self._figure(words[0])
        elif runs := runs_of(words):
            yield Paragraph(runs)

    def _figure(self, image: SyntaxTreeNode) -> Figure:
        source = str(image.attrs["src"])
        if not source.startswith(_FIGURE):
            raise UnusableError("an image that is not one of the shipped figures", image)
        name = source.removeprefix(_FIGURE)
        if name not in self.figures:
            raise UnusableError(f"the figure '{name}'", image)
        caption = text_of(runs_of(image.children))
        figure = self.figures[name]
        return replace(figure, caption=caption or figure.caption)

    def _list(self, node: SyntaxTreeNode, depth: int) -> Iterator[Block]:
        if depth > MAX_LIST_DEPTH:
            raise UnusableError(f"a list nested more than {MAX_LIST_DEPTH} deep", node)
        if node.attrs.get("start", 1) != 1:
            raise UnusableError("a numbered list that does not start at 1", node)
        items = tuple(item for child in node.children if (item := self._item(child, depth)))
        if items:
            yield ItemList(items, ordered=node.type == "ordered_list")

    def _item(self, node: SyntaxTreeNode, depth: int) -> tuple[Block, ...]:
        item = tuple(self.blocks(node.children, depth))
        if item and not isinstance(item[0], Paragraph):
            raise UnusableError("a list item that does not begin with text", node)
        return item

    def _fence(self, node: SyntaxTreeNode) -> Iterator[Block]:
        kind = node.info.strip()
        if kind != "signature" and kind not in _FENCED_LOOKS:
            raise UnusableError("a code block", node)
        if not self._is_closed(node):
            raise UnusableError(f"a fence '{kind}' that is never closed", node)
        first = (node.map or (0, 0))[0] + 1
        inside = enumerate(node.content.split("\n"), first)
        lines = [runs for number, line in inside if (runs := runs_of(read_line(line, number).children))]
        if not lines:
            return
        if kind == "signature":
            yield Signature(tuple(map(text_of, lines)))
        else:
            yield Paragraph(_broken(lines), cast("Literal['address', 'small']", kind))

    def _is_closed(self, node: SyntaxTreeNode) -> bool:
        first, end = node.map or (0, 0)
        last = self.lines[end - 1].strip(" >")
        return end - first > 1 and last.startswith(node.markup) and not last.strip(node.markup[0])


def _heading(node: SyntaxTreeNode) -> Heading:
    level = int(node.tag[1])
    if level > 3:
        raise UnusableError("a heading below the third level", node)
    return Heading(cast("Literal[1, 2, 3]", level), runs_of(node.children[0].children))


def _quotes(node: SyntaxTreeNode) -> Iterator[Paragraph]:
    for child in node.children:
        if child.type != "paragraph":
            raise UnusableError("a quotation of something other than paragraphs", child)
        yield Paragraph(runs_of(child.children[0].children), "quote")


def _broken(lines: list[Runs]) -> Runs:
    first, *rest = lines
    return (*first, *(run for line in rest for run in (replace(line[0], text="\n" + line[0].text), *line[1:])))


def _tables(node: SyntaxTreeNode, lines: list[str]) -> Iterator[Table]:
    """Return the table, or nothing when it has no rows.

    ``lines`` are those of the whole text. The dashes of the separator row give the columns' shares of the width:
    ``|---|------|`` makes the second twice as wide. Raises `UnusableError` for a row with more or fewer cells than
    the header: Markdown itself would drop the surplus without a word.
    """
    if len(node.children) < 2:
        return
    head, body = node.children
    header_row = head.children[0]
    dashes = [cell.count("-") for cell in _cells(lines[_line_of(header_row) + 1])]
    for row in body.children:
        if len(_cells(lines[_line_of(row)])) != len(dashes):
            raise UnusableError("a table row with more or fewer cells than the header", row)
    widths = tuple(count / sum(dashes) for count in dashes)
    yield Table(_table_row(header_row), tuple(_table_row(row) for row in body.children), widths)


def _table_row(row: SyntaxTreeNode) -> tuple[Runs, ...]:
    return tuple(runs_of(cell.children[0].children) for cell in row.children)


def _line_of(row: SyntaxTreeNode) -> int:
    if row.map is None:
        raise ValueError("a table row has a place in the text")
    return row.map[0]


def _cells(line: str) -> list[str]:
    cells = CELL_BORDER.split(line.strip())
    # The borders at both ends of the line enclose no cell of their own.
    return cells[cells[0] == "" : len(cells) - (cells[-1] == "" and len(cells) > 1)]
