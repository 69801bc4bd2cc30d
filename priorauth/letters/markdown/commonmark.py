"""The reader of Markdown that letters are read with: CommonMark with tables, each word kept with its place."""

from __future__ import annotations

from functools import cache
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from markdown_it.utils import EnvType

AT = "at"
"""In a token's ``meta``: where it begins in the text of its paragraph."""

END = "end"
"""In a text token's ``meta``: where it ends. Joined texts keep the end of the last."""


def read_markdown(text: str) -> SyntaxTreeNode:
    """Read a whole text."""
    return SyntaxTreeNode(_reader().parse(text))


def read_line(line: str, number: int) -> SyntaxTreeNode:
    """Read one line that stands alone, such as one of a fence; ``number`` is its own in the text, from 0."""
    (inline,) = _reader().parseInline(line.strip())
    inline.map = [number, number + 1]
    return SyntaxTreeNode([inline]).children[0]


@cache
def _reader() -> MarkdownIt:
    reader = _AnyLink("commonmark", {"maxNesting": 100}).enable("table")
    # Escapes stay apart from text, so that a mark left over in the template's own words can be told from a value.
    return reader.disable(["text_join", "reference", "lheading"])


class _AnyLink(MarkdownIt):
    def __init__(self, preset: str, options: dict[str, int]) -> None:
        super().__init__(preset)
        self.inline = _Placing()
        self.configure(preset, options)

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's name
        """Take every link for one: those that may not be used are refused by name, not shown as text."""
        return True


class _Placing(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        state = _Placed(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


class _Placed(StateInline):
    """Notes where each token begins. The library keeps only the lines of blocks."""

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        before = self.tokens[-1].meta.get(AT) if self.tokens and not self.pending else None
        token = super().push(ttype, tag, nesting)
        # The marks of one run of '*' are pushed one by one from where the run begins.
        token.meta[AT] = before + 1 if ttype == "text" and before is not None and before >= self.pos else self.pos
        token.meta[END] = token.meta[AT] + 1
        return token

    def pushPending(self) -> Token:  # noqa: N802 - the library's name
        # Spaces in front of the end of a line were cut off by now.
        start = self.src.rfind(self.pending, 0, self.pos)
        token = super().pushPending()
        token.meta |= {AT: start, END: start + len(token.content)}
        return token
