"""YAML and JSON as a tree of located text.

Every scalar is read as the text that stands there: ``NO`` stays ``NO``, ``0123`` keeps its zero, ``12:30`` is no
number. What makes such files dangerous or ambiguous (aliases, tags, duplicate keys, great depth) is refused.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent, DocumentStartEvent, NodeEvent
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from priorauth.problems import Problem, Refused, Where, problem

MAX_BYTES = 1_000_000
MAX_DEPTH = 20
_ABSENT = {"", "~", "null", "Null", "NULL"}

Plain = dict[str, "Plain"] | list["Plain"] | str | None
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value starts, counted from 1, and where its key does."""

    line: int
    column: int
    key_line: int
    key_column: int


@dataclass(frozen=True, slots=True)
class Tree:
    """A file's content as plain dictionaries, lists and text, and the place of each part."""

    file: str
    lines: tuple[str, ...]
    content: Plain
    places: dict[Path, Place]

    def locate(self, path: Path) -> Where:
        """Give the place of a part, or of the nearest part around it that stands in the file."""
        while path and path not in self.places:
            path = path[:-1]
        place = self.places.get(path)
        return Where(self.file, place.key_line, place.key_column) if place else Where(self.file, 1, 1)


def read_tree(data: bytes, file: str) -> Tree:
    """Read YAML, or JSON when the file's name ends in ``.json``. Raises `Refused` (PA101-PA109, PA114)."""
    text = _text(data, file)
    if file.endswith(".json"):
        _check_json(text, file)
    node = _compose(text, file)
    builder = _Builder(file)
    content = builder.plain(node, (), None, 1)
    if builder.problems:
        raise Refused(builder.problems)
    return Tree(file, tuple(text.splitlines()), content, builder.places)


def _text(data: bytes, file: str) -> str:
    where = Where(file)
    if len(data) > MAX_BYTES:
        raise Refused([problem("PA105", where, limit="1 MB")])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused([problem("PA107", where)]) from None
    if not text.strip():
        raise Refused([problem("PA108", where)])
    return text


def _check_json(text: str, file: str) -> None:
    """Hold JSON to its own grammar; YAML, which reads it afterwards, is the wider language."""
    try:
        json.loads(text)
    except RecursionError:
        raise Refused([problem("PA106", Where(file), limit=MAX_DEPTH)]) from None
    except json.JSONDecodeError as error:
        raise Refused(
            [problem("PA102", Where(file, error.lineno, error.colno), reason=error.msg.lower())]
        ) from None


def _yaml() -> YAML:
    return YAML(typ="safe", pure=True)


def _compose(text: str, file: str) -> Node:
    try:
        _refuse_unsafe_events(text, file)
        node: Node | None = _yaml().compose(io.StringIO(text))
    except MarkedYAMLError as error:
        mark = error.problem_mark
        where = Where(file, mark.line + 1, mark.column + 1) if mark else Where(file)
        raise Refused([problem("PA101", where, reason=_reason(error))]) from None
    except YAMLError:
        raise Refused([problem("PA101", Where(file), reason="it holds a character YAML does not allow")]) from None
    except RecursionError:
        raise Refused([problem("PA106", Where(file), limit=MAX_DEPTH)]) from None
    if node is None:
        raise Refused([problem("PA108", Where(file))])
    return node


def _reason(error: MarkedYAMLError) -> str:
    """Say what YAML found, in words that hold none of the file's own: its messages may quote a value."""
    known = {
        "could not find expected ':'": "a ':' is missing",
        "mapping values are not allowed": "a ':' stands where none can; put the value in quotes",
        "found character '\\t'": "a tab is used to indent; use spaces",
        "found unexpected end of stream": "a quote is not closed",
        "while parsing a block": "the indentation does not fit the lines around it",
    }
    said = f"{error.context or ''} {error.problem or ''}"
    return next((words for part, words in known.items() if part in said), "the structure cannot be understood")


def _refuse_unsafe_events(text: str, file: str) -> None:
    """Refuse aliases, tags, second documents and great depth before a tree is built from them."""
    documents = depth = 0
    for event in _yaml().parse(io.StringIO(text)):
        where = Where(file, event.start_mark.line + 1, event.start_mark.column + 1)
        documents += isinstance(event, DocumentStartEvent)
        if documents > 1:
            raise Refused([problem("PA114", where)])
        if isinstance(event, AliasEvent) or (isinstance(event, NodeEvent) and event.anchor):
            raise Refused([problem("PA104", where)])
        if str(getattr(event, "tag", None)) not in ("None", "!"):
            raise Refused([problem("PA109", where)])
        name = type(event).__name__
        depth += name in ("MappingStartEvent", "SequenceStartEvent")
        depth -= name in ("MappingEndEvent", "SequenceEndEvent")
        if depth > MAX_DEPTH:
            raise Refused([problem("PA106", where, limit=MAX_DEPTH)])


class _Builder:
    """Turns YAML nodes into plain text, remembering places and what is wrong."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.places: dict[Path, Place] = {}
        self.problems: list[Problem] = []

    def plain(self, node: Node, path: Path, key: Node | None, depth: int) -> Plain:
        at, named = node.start_mark, (key or node).start_mark
        self.places[path] = Place(at.line + 1, at.column + 1, named.line + 1, named.column + 1)
        if isinstance(node, MappingNode):
            return dict(self._pairs(node, path, depth))
        if isinstance(node, SequenceNode):
            return [self.plain(item, (*path, index), None, depth + 1) for index, item in enumerate(node.value)]
        assert isinstance(node, ScalarNode)  # noqa: S101  (YAML has three kinds of node)
        is_bare = node.style is None
        return None if is_bare and node.value in _ABSENT else str(node.value)

    def _pairs(self, node: MappingNode, path: Path, depth: int) -> Iterator[tuple[str, Plain]]:
        seen: set[str] = set()
        for key_node, value_node in node.value:
            key = str(key_node.value) if isinstance(key_node, ScalarNode) else "?"
            if key in seen:
                where = Where(self.file, key_node.start_mark.line + 1, key_node.start_mark.column + 1)
                self.problems.append(problem("PA103", where, key=key[:40]))
                continue
            seen.add(key)
            yield key, self.plain(value_node, (*path, key), key_node, depth + 1)
