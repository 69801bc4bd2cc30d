"""Turning values into Markdown that reads as exactly those values: a value is never markup."""

from __future__ import annotations

import string
from decimal import Decimal

from jinja2 import Undefined

from priorauth.parsing.model import unprintable

# A doubled backslash in front of a template's own "|" would hide that cell border, so a backslash is an entity.
_ESCAPES = str.maketrans({mark: f"\\{mark}" for mark in string.punctuation} | {"\\": "&#92;"})


MAX_JOINED = 20_000
"""Characters of one text that is put together from a list; the longest field of a case has 2,000."""


class Markup(str):
    """Ready Markdown that is printed as it stands; only the functions of this file make it."""

    __slots__ = ()


class UnprintableValueError(Exception):
    """A template prints something that is not text; names the kind of value, never the value."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


def escape(text: str) -> str:
    """Return ``text`` so that Markdown reads it back unchanged, runs of white space folded to one space."""
    return " ".join(text.split()).translate(_ESCAPES)


def exhibit_ref(exhibit: str, page: int) -> Markup:
    """Make a ready link to a page of an exhibit, named as its stamp names it; ``page`` counts from 1."""
    return Markup(f"[Exhibit {escape(exhibit)}\\-{page}](exhibit:{exhibit}/{page})")


def page_ref(exhibit: str, page: int, packet_page: int | None, criterion: str = "") -> Markup:
    """Make a ready link such as ``B-2 (p. 14)`` to a page of an exhibit.

    ``packet_page`` is printed where it is known; with ``criterion`` the link leads to the words that bear on it.
    """
    # No-break spaces, which `escape` would fold: a reference is read in one piece.
    place = "" if packet_page is None else f"\u00a0\\(p\\.\u00a0{packet_page}\\)"
    target = f"exhibit:{exhibit}/{page}" + (f"#{criterion}" if criterion else "")
    return Markup(f"[{escape(f'{exhibit}-{page}')}{place}]({target})")


def part_ref(part: str, title: str) -> Markup:
    """Make a ready link, reading ``title``, to a part of the packet."""
    return Markup(f"[{escape(title)}](part:{part})")


def require_defined(value: object) -> None:
    """Raise Jinja's ``UndefinedError`` for a name that does not exist, so that no gap prints as empty text."""
    if isinstance(value, Undefined):
        str(value)  # raises, since the environment's undefined is strict
        raise UnprintableValueError("nothing")  # Jinja's own stand-in for a left-out 'else' is not strict


def printed(value: object) -> str:
    """Return a value as Markdown, as every ``{{ value }}`` is printed.

    Text, whole numbers and decimals are printed. Raises `UnprintableValueError` for anything else: ``None``,
    yes-or-no, floats, lists, records and text with control characters; and Jinja's ``UndefinedError`` for a
    name that does not exist. Subclasses of text are refused too, so that only `Markup` goes unescaped.
    """
    require_defined(value)
    kind = type(value)
    if kind is Markup:
        return str.__str__(value)
    if kind is str:
        return escape(_checked(value))  # type: ignore[arg-type]
    if kind is int:
        return escape(str(value))
    if isinstance(value, Decimal) and value.is_finite():
        return escape(f"{value:f}")
    raise UnprintableValueError(kind.__name__)


def _checked(text: str) -> str:
    character = unprintable(text)
    if character is not None:
        raise UnprintableValueError(f"text with the control character U+{ord(character):04X}")
    return text


def joined(values: list[object], separator: str, last_separator: str | None = None) -> Markup:
    """Print each value and put the separators, escaped as well, between them."""
    words = [printed(value) for value in values]
    between = _escaped_separator(separator)
    if sum(map(len, words)) + len(words) * len(between) > MAX_JOINED:
        raise UnprintableValueError("a list that makes a longer text than any letter holds")
    if last_separator is None or len(words) < 2:
        return Markup(between.join(words))
    return Markup(between.join(words[:-1]) + _escaped_separator(last_separator) + words[-1])


def _escaped_separator(text: str) -> str:
    # Unlike a value, a separator keeps its outer spaces.
    return " ".join(_checked(text).splitlines()).translate(_ESCAPES)
