"""Markdown becomes the blocks of a document; what a letter cannot hold is refused by name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from priorauth.document import (
    Block,
    ExhibitLink,
    Figure,
    Heading,
    ItemList,
    PageBreak,
    Paragraph,
    Run,
    Signature,
    Table,
    WebLink,
)
from priorauth.problems import Refused
from tests.letters.templates import document_of

SPINE = Figure(10, 10, (), "A spine", "The spine")
A, B = Run("a"), Run("b")
TABLE = "|a|b|\n|-|---|\n"

READ: list[tuple[str, tuple[Block, ...]]] = [
    ("## a", (Heading(2, (A,)),)),
    ("a\n\nb", (Paragraph((A,)), Paragraph((B,)))),
    ("a\nb\\\nc", (Paragraph((Run("a b\nc"),)),)),
    ("**a***b*", (Paragraph((Run("a", bold=True), Run("b", italic=True))),)),
    ("[a](exhibit:B/2)", (Paragraph((Run("a", link=ExhibitLink("B", 2)),)),)),
    ("[a](https://doi.org/10.1/x)", (Paragraph((Run("a", link=WebLink("https://doi.org/10.1/x")),)),)),
    ("> a", (Paragraph((A,), "quote"),)),
    ("- a\n- b", (ItemList(((Paragraph((A,)),), (Paragraph((B,)),))),)),
    ("1. a\n   - b", (ItemList(((Paragraph((A,)), ItemList(((Paragraph((B,)),),))),), ordered=True),)),
    ("- a\n-\n- b", (ItemList(((Paragraph((A,)),), (Paragraph((B,)),))),)),
    (TABLE + "|b|a|", (Table(((A,), (B,)), (((B,), (A,)),), (0.25, 0.75)),)),
    (TABLE + "|  |a|", (Table(((A,), (B,)), (((), (A,)),), (0.25, 0.75)),)),
    (f"a\n\n{TABLE}\nb", (Paragraph((A,)), Paragraph((B,)))),
    ("a\n\n***\n\nb", (Paragraph((A,)), PageBreak(), Paragraph((B,)))),
    ("![](figure:spine)", (SPINE,)),
    ("![New *one*](figure:spine)", (replace(SPINE, caption="New one"),)),
    ("```address\na\n\nb\n```", (Paragraph((A, Run("\nb")), "address"),)),
    ("```small\n\\*a\n```", (Paragraph((Run("*a"),), "small"),)),
    ("```signature\na\nb\n```", (Signature(("a", "b")),)),
    ("```signature\n```", ()),
    ("p<0.001 & 5 > 3", (Paragraph((Run("p<0.001 & 5 > 3"),)),)),
]


@pytest.mark.parametrize(("markdown", "blocks"), READ)
def test_blocks(markdown: str, blocks: tuple[Block, ...]) -> None:
    found = document_of(markdown, {"spine": SPINE}).blocks
    assert [_joined(block) for block in found] == [_joined(block) for block in blocks]


def _joined(block: Block) -> Block:
    """Neighbouring runs of one look read as one, wherever the reader cut them."""
    if isinstance(block, Paragraph) and len({replace(run, text="") for run in block.runs}) == 1:
        return replace(block, runs=(replace(block.runs[0], text="".join(run.text for run in block.runs)),))
    return block


@pytest.mark.parametrize(
    ("markdown", "what"),
    [
        ("<b>a</b>", "raw HTML"),
        ("a <i>b</i>", "raw HTML"),
        ("`a`", "backticks"),
        ("    a", "indented"),
        ("```python\na\n```", "a code block"),
        ("```\na\n```", "a code block"),
        ("```small\na\n\nthe rest of the letter", "never closed"),
        ("a **b", "emphasizes nothing"),
        ("a**\\(b**c", "emphasizes nothing"),
        ("[a](http://example.org)", "a link to something"),
        ("[a](javascript:alert)", "a link to something"),
        ("[a](file:///etc/passwd)", "a link to something"),
        ("[a](exhibit:B/0)", "a link to something"),
        ("[a](exhibit:../B/1)", "a link to something"),
        ('[a](https://example.org "title")', "a link with a title"),
        ("[a](b c)", "not complete"),
        ("![](https://example.org/a.png)", "not one of the shipped"),
        ("![](figure:spin)", "the figure 'spin'"),
        ("a ![](figure:spine)", "an image inside a text"),
        ("#### a", "below the third level"),
        ("3. a", "does not start at 1"),
        ("- - a", "does not begin with text"),
        ("- a\n  - a\n    - a\n      - a", "more than 3 deep"),
        ("> - a", "a quotation of something"),
        (TABLE + "|a|b|c|", "more or fewer cells"),
        (TABLE + "|a|", "more or fewer cells"),
    ],
)
def test_what_a_letter_cannot_hold(markdown: str, what: str) -> None:
    with pytest.raises(Refused) as refused:
        document_of(markdown, {"spine": SPINE})
    (found,) = refused.value.problems
    assert (found.code, found.where.file) == ("PA508", "trial.md")
    assert what in found.message


def test_title_and_footer_are_kept() -> None:
    document = document_of("a")
    assert (document.title, document.footer) == ("Trial", "Foot")
