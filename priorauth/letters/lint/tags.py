"""Finding the tags of a template that the grammar cannot read: where each begins and ends, and what it lacks.

A broken tag may swallow those after it, so tags are told apart by their marks before any grammar reads them: one
that meets another's opening mark, an empty line or the end of the text before its closing mark was never closed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_OPENING = re.compile(r"\{\{|\{%|\{#")
_RAW = re.compile(r"\{%[-+]?\s*raw\s*-?%\}")
_RAW_END = re.compile(r"\{%[-+]?\s*endraw\s*[-+]?%\}")
_KEYWORD = re.compile(r"\{%[-+]?\s*([A-Za-z_]+)")
_STOP = re.compile(r"""["']|\{\{|\{%|\{#|\}\}|%\}|\n[ \t]*\n""")
_CLOSING = {"{{": "}}", "{%": "%}"}


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag, ``text[start:end]``; ``fault`` is what its marks lack and where."""

    start: int
    end: int
    text: str
    fault: tuple[str, int] | None = None

    @property
    def is_print(self) -> bool:
        """Whether it prints a value; any other is a statement."""
        return self.text.startswith("{{")

    @property
    def keyword(self) -> str:
        """The first word of a statement; empty where there is none."""
        found = _KEYWORD.match(self.text)
        return found[1] if found else ""

    @property
    def is_read(self) -> bool:
        """Whether it is there to be read by a grammar: a comment is not."""
        return not self.text.startswith("{#")


def tags_of(text: str) -> Iterator[Tag]:
    """Return the tags of a text in order, with comments; what is between ``raw`` and ``endraw`` has none."""
    place = 0
    while opening := _OPENING.search(text, place):
        start = opening.start()
        if raw := _RAW.match(text, start):
            ending = _RAW_END.search(text, raw.end())
            fault = None if ending else ("'{% raw %}' is never closed", start)
            tag = _tag(text, start, ending.end() if ending else raw.end(), fault)
        elif opening[0] == "{#":
            end = text.find("#}", start)
            fault = None if end >= 0 else ("a comment is never closed with '#}'", start)
            tag = _tag(text, start, end + 2 if end >= 0 else _end_of_line(text, start), fault)
        else:
            tag = _closed(text, start)
        if not _RAW.match(tag.text) or tag.fault:
            yield tag
        place = tag.end


def _tag(text: str, start: int, end: int, fault: tuple[str, int] | None = None) -> Tag:
    return Tag(start, end, text[start:end], fault)


def _closed(text: str, start: int) -> Tag:
    mark = text[start : start + 2]
    place = start + 2
    while stop := _STOP.search(text, place):
        if stop[0] == _CLOSING[mark]:
            return _tag(text, start, stop.end())
        if stop[0] in "\"'":
            end = _end_of_text(text, stop.start())
            if end is None:
                return _open_text(text, start, stop.start())
            place = end
        else:
            break
    stopped = stop.start() if stop else len(text)
    reason = f"'{mark}' is never closed with '{_CLOSING[mark]}'"
    return _tag(text, start, _end_of_broken(text, start, stopped), (reason, start))


def _end_of_text(text: str, start: int) -> int | None:
    """Find the end of a quoted text on its own line."""
    quoted = re.compile(rf"{text[start]}(?:[^{text[start]}\\\n]|\\.)*{text[start]}").match(text, start)
    return quoted.end() if quoted else None


def _open_text(text: str, start: int, quote: int) -> Tag:
    closing = text.find(_CLOSING[text[start : start + 2]], quote)
    line_end = _end_of_line(text, quote)
    end = closing + 2 if 0 <= closing < line_end else line_end
    return _tag(text, start, end, ("a text in quotes is never closed", quote))


def _end_of_broken(text: str, start: int, stopped: int) -> int:
    """Take a single closing mark, such as ``}``, for the end; else the tag ends with its line."""
    end = min(stopped, _end_of_line(text, start))
    single = re.compile(r"[^\n]*?[%}]+").match(text, start + 2, end)
    return single.end() if single and single[0].rstrip("%}") else end


def _end_of_line(text: str, place: int) -> int:
    end = text.find("\n", place)
    return len(text) if end < 0 else end
