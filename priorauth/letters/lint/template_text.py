"""The template's own words, where they stand: what it prints whatever the case."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from jinja2 import nodes

from priorauth.letters.lint.files import ReadFile
from priorauth.letters.lint.tags import tags_of

HOLE = "\x1f"
"""Stands for each character of a tag, so that no pattern reaches over one."""


class OwnWords:
    """The words of one file. Offsets in ``text`` are those of the file; tags and comments are holes."""

    def __init__(self, file: ReadFile) -> None:
        self.file = file
        self.source = file.source

    @cached_property
    def text(self) -> str:
        """Everything but tags and comments."""
        return self._with_holes(comments=True)

    @cached_property
    def text_and_comments(self) -> str:
        """Everything but tags: a comment is not printed, and yet may hold what should not stand in a template."""
        return self._with_holes(comments=False)

    @cached_property
    def literals(self) -> tuple[tuple[int, str], ...]:
        """Every text that stands in quotes inside a tag, with its offset."""
        tree = self.file.reading.tree
        found = tree.find_all(nodes.Const) if tree is not None else ()
        return tuple((node.lineno, node.value) for node in found if isinstance(node.value, str))

    def passages(self, *, comments: bool = False) -> Iterator[tuple[int, str, bool]]:
        """Return each text with its offset, and whether offsets inside it are those of the file."""
        yield 0, (self.text_and_comments if comments else self.text), True
        yield from ((offset, text, False) for offset, text in self.literals)

    def _with_holes(self, *, comments: bool) -> str:
        text = self.source.text
        pieces, place = [], 0
        for tag in tags_of(text):
            if tag.is_read or comments or tag.fault:
                pieces += [text[place : tag.start], _hole(text[tag.start : tag.end])]
                place = tag.end
        return "".join([*pieces, text[place:]])


def _hole(text: str) -> str:
    return "".join("\n" if character == "\n" else HOLE for character in text)
