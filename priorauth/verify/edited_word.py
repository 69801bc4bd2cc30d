"""Opening a Word letter that people have worked on: whole, safe, and with nothing between its lines."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from priorauth.formats.ooxml.archive import UnsafePackage
from priorauth.formats.ooxml.namespaces import A, w
from priorauth.formats.word.word_nodes import Field, ListMark, Node, ParagraphNode, RunNode, every
from priorauth.formats.word.word_reader import WordFile
from priorauth.problems import Problem, Refused, problem
from priorauth.render.docx.letterhead_safety import UnsafeWordFile, open_letterhead, parse_part
from priorauth.verify.drawn_list_marks import SAYS_SOMETHING, speaking_marks
from priorauth.verify.drawn_parts import DrawnParts, drawn_parts
from priorauth.verify.legible_formatting import PAGE_FIELDS
from priorauth.verify.placed_pictures import placed_pictures
from priorauth.verify.unseen_words import Unseen, unseen_words

MAX_WORD_BYTES = 20_000_000

_COMMENT_PARTS = re.compile(r"word/(comments\w*|people)\.xml\Z", re.IGNORECASE)
_DRAWN_TEXT = f"{{{A}}}t"


@dataclass(frozen=True, slots=True)
class WordText:
    """What a Word file says: its paragraphs that hold text, body first, and the hashes of its pictures."""

    paragraphs: tuple[str, ...]
    in_body: int
    """How many of the paragraphs are the body's; those of headers, footers and notes follow."""
    prose: frozenset[int]
    """Which of the paragraphs, counted from 0, stand in the body by themselves, and in no table."""
    headings: frozenset[int]
    """Which of those have the style of a heading."""
    pictures: frozenset[str]
    hidden: frozenset[Unseen]
    """What it holds that is not to be seen on the page, or not as it is stored, and where."""
    bare: frozenset[str]
    """``header`` and ``footer``, where some page has none."""
    placed: tuple[str, ...]
    """Each picture in its order: which it is, its size and place, and what is done to it."""
    links: frozenset[str]
    """The addresses it leads to."""
    told: frozenset[str]
    """What programs read out or show of a table or a link in the place of what is drawn."""


def open_word(data: bytes) -> WordText:
    """Read a Word letter's text.

    Raises `Refused`: PA850 what is no whole Word file, PA851 what may not go out at all.
    """
    try:
        parts = open_letterhead(data)
        drawn = drawn_parts(parts)
        file = WordFile(parts)
        in_body = list(_said(file.body(), is_body=True))
        beside = [each for name in drawn.beside for each in _said(file.part(name), is_body=False)]
    except (UnsafeWordFile, UnsafePackage) as unsafe:
        raise Refused([_refusal(unsafe.reason)]) from None
    said = [each for each in in_body if each.text.strip()]
    texts = tuple(each.text for each in (*in_body, *beside) if each.text.strip())
    signs = {Unseen(_SIGNS, text) for text in texts if any(map(_is_no_letter, unicodedata.normalize("NFC", text)))}
    marks = speaking_marks((each.text, each.mark, each.is_prose) for each in (*in_body, *beside))
    media = (content for name, content in parts.items() if name.startswith("word/media/"))
    return WordText(
        texts,
        len(said),
        frozenset(number for number, each in enumerate(said) if each.is_prose),
        frozenset(number for number, each in enumerate(said) if each.is_prose and each.is_heading),
        frozenset(hashlib.sha256(content).hexdigest() for content in media),
        frozenset(_beside_the_text(parts, drawn))
        | unseen_words(parts, drawn)
        | signs
        | {Unseen(SAYS_SOMETHING, text) for text in marks},
        drawn.bare,
        placed_pictures(parts, drawn.all),
        frozenset(_links(parts)),
        frozenset(text for name in drawn.all for text in _told(parse_part(name, parts[name]))),
    )


@dataclass(frozen=True, slots=True)
class _Said:
    """A paragraph of a file."""

    text: str
    is_prose: bool
    """Whether it stands in the body by itself."""
    is_heading: bool
    mark: ListMark | None


def _said(nodes: Iterable[Node], *, is_body: bool) -> Iterator[_Said]:
    """Visit the paragraphs of a part, each with its words as they are drawn."""
    for holder in nodes:
        for node in every((holder,)):
            if isinstance(node, ParagraphNode):
                yield _Said("".join(_words(node.content)), is_body and node is holder, node.heading > 0, node.mark)


_A_PAGE = "1"
"""What stands for the number of a page: what a file stores for it is what it was when it was last saved."""


def _words(nodes: Iterable[Node]) -> Iterator[str]:
    for node in every(nodes):
        if isinstance(node, Field) and node.step == "shows" and node.kind in PAGE_FIELDS:
            yield _A_PAGE
        elif isinstance(node, RunNode) and PAGE_FIELDS.isdisjoint(node.fields):
            yield node.text


_SIGNS = "holds signs that turn, strike or hide letters"
_WITHOUT_LOOK = frozenset("\n\t\f\r\xad\u200b\u200c\u200d\u2060\ufeff")
"""Breaks, and what only says where a line may break: nobody sees it, and no word reads otherwise for it."""


def _is_no_letter(sign: str) -> bool:
    """Whether a character is drawn over others, turns their order, or is nobody's: private or not assigned."""
    return sign not in _WITHOUT_LOOK and unicodedata.category(sign) in ("Cc", "Cf", "Cn", "Co", "Me", "Mn")


_DAMAGE = ("damaged", "not a Word", "password", "well-formed", "document type", "overlap", "one name", "unpacks")


def _refusal(reason: str) -> Problem:
    if any(words in reason for words in _DAMAGE):
        return problem("PA850")
    return problem("PA851", what=reason.removeprefix("it "))


def _beside_the_text(parts: Mapping[str, bytes], drawn: DrawnParts) -> Iterator[Unseen]:
    for name, content in parts.items():
        if name.endswith(".xml"):
            root = parse_part(name, content)
            if _COMMENT_PARTS.match(name) and len(root):
                yield Unseen("holds comments")
            if name in drawn.all and next(root.iter(_DRAWN_TEXT), None) is not None:
                yield Unseen("holds text in a drawing")


def _links(parts: Mapping[str, bytes]) -> Iterator[str]:
    for name, content in parts.items():
        if name.endswith(".rels"):
            for entry in parse_part(name, content):
                if (entry.get("TargetMode") or "").lower() == "external":
                    yield entry.get("Target") or ""


def _told(root: etree._Element) -> Iterator[str]:
    for node in root.iter(w("tblCaption"), w("tblDescription")):
        yield " ".join((node.get(w("val")) or "").split())
    for node in root.iter(w("hyperlink")):
        yield " ".join((node.get(w("tooltip")) or "").split())
