"""Opening a Word letter that people have worked on: whole, safe, and with nothing between its lines."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from priorauth.formats.ooxml.archive import UnsafePackage
from priorauth.formats.ooxml.namespaces import A
from priorauth.formats.word.word_nodes import Held, ParagraphNode, paragraph_texts
from priorauth.formats.word.word_reader import read_words
from priorauth.problems import Problem, Refused, problem
from priorauth.render.docx.letterhead_safety import UnsafeWordFile, open_letterhead, parse_part
from priorauth.verify.drawn_parts import DrawnParts, drawn_parts
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
    pictures: frozenset[str]
    hidden: frozenset[Unseen]
    """What it holds that is not to be seen on the page, or not as it is stored, and where."""
    bare: frozenset[str]
    """``header`` and ``footer``, where some page has none."""
    placed: tuple[str, ...]
    """Each picture in its order: which it is, its size and place, and what is done to it."""
    links: frozenset[str]
    """The addresses it leads to."""


def open_word(data: bytes) -> WordText:
    """Read a Word letter's text.

    Raises `Refused`: PA850 what is no whole Word file, PA851 what may not go out at all.
    """
    try:
        parts = open_letterhead(data)
        drawn = drawn_parts(parts)
    except (UnsafeWordFile, UnsafePackage) as unsafe:
        raise Refused([_refusal(unsafe.reason)]) from None
    said = [(text, is_prose) for text, is_prose in _said(parts, drawn.document) if text.strip()]
    beside = [text for name in drawn.beside for text, _ in _said(parts, name) if text.strip()]
    signs = {
        Unseen(_SIGNS, text)
        for text in (*(text for text, _ in said), *beside)
        if any(map(_is_no_letter, unicodedata.normalize("NFC", text)))
    }
    media = (content for name, content in parts.items() if name.startswith("word/media/"))
    return WordText(
        (*(text for text, _ in said), *beside),
        len(said),
        frozenset(number for number, (_, is_prose) in enumerate(said) if is_prose),
        frozenset(hashlib.sha256(content).hexdigest() for content in media),
        frozenset(_beside_the_text(parts, drawn)) | unseen_words(parts, drawn) | signs,
        drawn.bare,
        placed_pictures(parts, drawn.all),
        frozenset(_links(parts)),
    )


def _said(parts: Mapping[str, bytes], name: str) -> Iterator[tuple[str, bool]]:
    """Visit the paragraphs of a part, each with whether it stands in the body by itself."""
    for holder in read_words(parse_part(name, parts[name])):
        within = holder.content if isinstance(holder, Held) else (holder,)
        for node in within:
            is_prose = isinstance(holder, Held) and holder.name == "body" and isinstance(node, ParagraphNode)
            yield from ((text, is_prose) for text in paragraph_texts((node,)))


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
