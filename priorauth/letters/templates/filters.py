"""The few filters a template may use."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from jinja2.filters import FILTERS

from priorauth.letters.markdown.escaping import Markup, UnprintableValueError, joined, require_defined

Filter = Callable[..., object]


def join(values: object, separator: str = "") -> Markup:
    """Put ``separator`` between the values; each is printed as it would be on its own."""
    return joined(_listed(values), separator)


def sentence_list(values: object) -> Markup:
    """List values as a sentence does: ``L4, L5 and S1``."""
    return joined(_listed(values), ", ", " and ")


def lower_first(text: object) -> str:
    """Begin a text with a small letter, unless it starts with an abbreviation such as ``MRI`` or ``L4``."""
    words = _text(text)
    return words if words[1:2].isupper() or words[1:2].isdigit() else words[:1].lower() + words[1:]


def capitalize_first(text: object) -> str:
    """Begin a text with a capital letter and leave the rest as it is."""
    words = _text(text)
    return words[:1].upper() + words[1:]


def _listed(values: object) -> list[object]:
    require_defined(values)
    if not isinstance(values, list | tuple):
        raise UnprintableValueError(f"{type(values).__name__} where a list is needed")
    return list(values)


def _text(value: object) -> str:
    require_defined(value)
    if type(value) is not str:
        raise UnprintableValueError(f"{type(value).__name__} where text is needed")
    return value


ALLOWED_FILTERS: Mapping[str, Filter] = {
    "join": join,
    "sentence_list": sentence_list,
    "lower_first": lower_first,
    "capitalize_first": capitalize_first,
    "length": FILTERS["length"],
    "first": FILTERS["first"],
    "last": FILTERS["last"],
}
