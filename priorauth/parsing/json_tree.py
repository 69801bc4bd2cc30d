"""JSON as located text: numbers stay as they are written, and every part knows its line and column."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from typing import NoReturn

from priorauth.parsing.located import MAX_DEPTH, Mark, Path, Plain, TreeBuilder
from priorauth.problems import Refused, Where, problem

_SPACE = re.compile(r"[ \t\n\r]*")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_BARE = re.compile(r"[^\s,\]}]+")


def read_json(text: str, builder: TreeBuilder) -> Plain:
    """Read JSON. Raises `Refused`: PA102 for what is not JSON, PA105 and PA106 for too much of it."""
    _check_grammar(text, builder.file)
    return _JsonReader(text, builder).value((), None)


def _check_grammar(text: str, file: str) -> None:
    """Check the text by the grammar, so that the reader below meets valid JSON only."""
    try:
        json.loads(text, parse_int=str, parse_float=str, parse_constant=_refuse_constant)
    except RecursionError:
        raise Refused([problem("PA106", Where(file), limit=MAX_DEPTH)]) from None
    except json.JSONDecodeError as error:
        where = Where(file, error.lineno, error.colno)
        raise Refused([problem("PA102", where, reason=error.msg.lower())]) from None
    except ValueError:
        reason = "NaN and Infinity are no JSON numbers"
        raise Refused([problem("PA102", Where(file), reason=reason)]) from None


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


class _JsonReader:
    """Walks over valid JSON once, from the first character to the last."""

    def __init__(self, text: str, builder: TreeBuilder) -> None:
        self.text = text
        self.builder = builder
        self.at = 0
        self.line_starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def value(self, path: Path, key: Mark | None) -> Plain:
        self._skip_space()
        self.builder.add(path, self._mark(), key)
        opening = self.text[self.at]
        if opening == "{":
            return self._object(path)
        if opening == "[":
            return self._array(path)
        if opening == '"':
            return self._string()
        bare = self._take(_BARE)
        return None if bare == "null" else bare

    def _object(self, path: Path) -> dict[str, Plain]:
        content: dict[str, Plain] = {}
        while self._has_more("}"):
            mark = self._mark()
            key = self._string()
            self._skip_space()
            self.at += 1  # the colon
            is_new = self.builder.is_new(key, mark, content)
            value = self.value((*path, key), mark)
            if is_new:
                content[key] = value
        return content

    def _array(self, path: Path) -> list[Plain]:
        content: list[Plain] = []
        while self._has_more("]"):
            content.append(self.value((*path, len(content)), None))
        return content

    def _has_more(self, closing: str) -> bool:
        """Step over an opening bracket or a comma; or over the closing bracket, and say that it was one."""
        self._skip_space()
        if self.text[self.at] in "{[,":
            self.at += 1
            self._skip_space()
        if self.text[self.at] != closing:
            return True
        self.at += 1
        return False

    def _string(self) -> str:
        return str(json.loads(self._take(_STRING)))

    def _take(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.text, self.at)
        assert match is not None  # noqa: S101  (the grammar was checked)
        self.at = match.end()
        return match[0]

    def _skip_space(self) -> None:
        self._take(_SPACE)

    def _mark(self) -> Mark:
        line = bisect_right(self.line_starts, self.at)
        return line, self.at - self.line_starts[line - 1] + 1
