"""YAML as located text: every scalar is the text that stands there, and nothing refers to anything."""

from __future__ import annotations

import io

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, StreamMark, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from priorauth.parsing.located import Mark, Path, Plain, TreeBuilder
from priorauth.problems import Refused, Where, problem

_ABSENT = {"", "~", "null", "Null", "NULL"}
_REASONS = {
    "could not find expected ':'": "a ':' is missing",
    "mapping values are not allowed": "a ':' stands where none can; put the value in quotes",
    "found character '\\t'": "a tab is used to indent; use spaces",
    "found unexpected end of stream": "a quote is not closed",
    "while parsing a block": "the indentation does not fit the lines around it",
}


def read_yaml(text: str, builder: TreeBuilder) -> Plain:
    """Read one YAML document.

    Raises `Refused`: PA101 for what is not YAML, PA104 for aliases, PA105 and PA106 for too much, PA108 for
    nothing, PA109 for tags, PA114 for a second document.
    """
    try:
        return _YamlReader(text, builder).document()
    except MarkedYAMLError as error:
        mark = error.problem_mark
        where = builder.where(_mark(mark)) if mark else Where(builder.file)
        raise Refused([problem("PA101", where, reason=_reason(error))]) from None
    except (YAMLError, OverflowError, ValueError):  # the last two: an escape for a character there is not
        reason = "it holds a character YAML does not allow"
        raise Refused([problem("PA101", Where(builder.file), reason=reason)]) from None


def _reason(error: MarkedYAMLError) -> str:
    """Say what YAML found, in words that hold none of the file's own: its messages may quote a value."""
    said = f"{error.context or ''} {error.problem or ''}"
    return next((words for part, words in _REASONS.items() if part in said), "the structure cannot be understood")


def _mark(mark: StreamMark) -> Mark:
    return mark.line + 1, mark.column + 1


class _YamlReader:
    """Builds the tree from the parser's events, one at a time, so that reading can stop at the first danger."""

    def __init__(self, text: str, builder: TreeBuilder) -> None:
        self.builder = builder
        self.events = iter(YAML(typ="safe", pure=True).parse(io.StringIO(text)))

    def document(self) -> Plain:
        next(self.events)  # the stream starts
        first = next(self.events)
        if isinstance(first, StreamEndEvent):
            raise Refused([problem("PA108", Where(self.builder.file))])
        content = self._value(next(self.events), (), None)
        next(self.events)  # the document ends
        after = next(self.events)
        if not isinstance(after, StreamEndEvent):
            raise Refused([problem("PA114", self.builder.where(_mark(after.start_mark)))])
        if content is None:
            raise Refused([problem("PA108", Where(self.builder.file))])
        return content

    def _value(self, event: Event, path: Path, key: Mark | None) -> Plain:
        self._refuse_references(event)
        self.builder.add(path, _mark(event.start_mark), key)
        if isinstance(event, MappingStartEvent):
            return self._mapping(path)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(path)
        assert isinstance(event, ScalarEvent)  # noqa: S101  (YAML has three kinds of node)
        is_bare = event.style is None
        return None if is_bare and event.value in _ABSENT else str(event.value)

    def _mapping(self, path: Path) -> dict[str, Plain]:
        content: dict[str, Plain] = {}
        while not isinstance(event := next(self.events), MappingEndEvent):
            key, mark = self._key(event)
            is_new = self.builder.is_new(key, mark, content)
            value = self._value(next(self.events), (*path, key), mark)
            if is_new:
                content[key] = value
        return content

    def _sequence(self, path: Path) -> list[Plain]:
        content: list[Plain] = []
        while not isinstance(event := next(self.events), SequenceEndEvent):
            content.append(self._value(event, (*path, len(content)), None))
        return content

    def _key(self, event: Event) -> tuple[str, Mark]:
        self._refuse_references(event)
        mark = _mark(event.start_mark)
        if not isinstance(event, ScalarEvent):
            raise Refused([problem("PA101", self.builder.where(mark), reason="a key has to be one word")])
        return str(event.value), mark

    def _refuse_references(self, event: Event) -> None:
        where = self.builder.where(_mark(event.start_mark))
        if isinstance(event, AliasEvent) or (isinstance(event, NodeEvent) and event.anchor):
            raise Refused([problem("PA104", where)])
        if str(getattr(event, "tag", None)) != "None":
            raise Refused([problem("PA109", where)])
