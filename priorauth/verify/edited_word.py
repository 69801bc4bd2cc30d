"""Opening a Word letter that people have worked on: whole, safe, and with nothing between its lines."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from priorauth.formats.ooxml.namespaces import A, w
from priorauth.formats.word.word_nodes import paragraph_texts
from priorauth.formats.word.word_reader import read_words
from priorauth.formats.word.word_styles import is_on
from priorauth.problems import Problem, Refused, problem
from priorauth.render.docx.letterhead_safety import UnsafeWordFile, open_letterhead, parse_part

MAX_WORD_BYTES = 20_000_000

_TEXT_PARTS = re.compile(r"word/(document|header\w*|footer\w*|footnotes|endnotes)\.xml\Z")
_COMMENT_PARTS = re.compile(r"word/(comments\w*|people)\.xml\Z", re.IGNORECASE)
_HIDING = ("vanish", "webHidden", "specVanish")
_MAX_TINY_HALF_POINTS = 6
_DRAWN_TEXT = f"{{{A}}}t"


@dataclass(frozen=True, slots=True)
class WordText:
    """What a Word file says: its paragraphs that hold text, body first, and the hashes of its pictures."""

    paragraphs: tuple[str, ...]
    in_body: int
    """How many of the paragraphs are the body's; those of headers, footers and notes follow."""
    pictures: frozenset[str]
    hidden: frozenset[str]
    """What it holds that is not to be seen on the page, in words: comments, hidden or white text."""
    links: frozenset[str]
    """The addresses it leads to."""


def open_word(data: bytes) -> WordText:
    """Read a Word letter's text.

    Raises `Refused`: PA850 what is no whole Word file, PA851 what may not go out at all.
    """
    try:
        parts = open_letterhead(data)
    except UnsafeWordFile as unsafe:
        raise Refused([_refusal(unsafe.reason)]) from None
    if "word/document.xml" not in parts:
        raise Refused([problem("PA850")])
    body, *others = sorted(filter(_TEXT_PARTS.match, parts), key=lambda name: (name != "word/document.xml", name))
    texts = _texts(parts, body)
    media = (content for name, content in parts.items() if name.startswith("word/media/"))
    return WordText(
        (*texts, *(text for name in others for text in _texts(parts, name))),
        len(texts),
        frozenset(hashlib.sha256(content).hexdigest() for content in media),
        frozenset(_hidden(parts)),
        frozenset(_links(parts)),
    )


def _texts(parts: Mapping[str, bytes], name: str) -> tuple[str, ...]:
    return tuple(filter(str.strip, paragraph_texts(read_words(parse_part(name, parts[name])))))


_DAMAGE = ("damaged", "not a Word", "password", "well-formed", "document type", "overlap", "one name", "unpacks")


def _refusal(reason: str) -> Problem:
    if any(words in reason for words in _DAMAGE):
        return problem("PA850")
    return problem("PA851", what=reason.removeprefix("it "))


def _hidden(parts: Mapping[str, bytes]) -> Iterator[str]:
    for name, content in parts.items():
        if not name.endswith(".xml"):
            continue
        root = parse_part(name, content)
        if _COMMENT_PARTS.match(name) and len(root):
            yield "holds comments"
        if name.startswith("word/") and _TEXT_PARTS.match(name):
            yield from _hidden_in(root)


def _links(parts: Mapping[str, bytes]) -> Iterator[str]:
    for name, content in parts.items():
        if name.endswith(".rels"):
            for entry in parse_part(name, content):
                if (entry.get("TargetMode") or "").lower() == "external":
                    yield entry.get("Target") or ""


def _hidden_in(root: etree._Element) -> Iterator[str]:
    for element in root.iter(*(w(name) for name in _HIDING)):
        if is_on(element):
            yield "holds hidden text"
    for element in root.iter(w("color")):
        if (element.get(w("val")) or "").upper() == "FFFFFF":
            yield "holds white text"
    for element in root.iter(w("sz")):
        size = element.get(w("val")) or ""
        if size.isdecimal() and int(size) <= _MAX_TINY_HALF_POINTS and _has_text(element):
            yield "holds text too small to read"
    if next(root.iter(_DRAWN_TEXT), None) is not None:
        yield "holds text in a drawing"


def _has_text(size: etree._Element) -> bool:
    run = next(size.iterancestors(w("r")), None)
    return run is not None and any((text.text or "").strip() for text in run.iter(w("t")))
