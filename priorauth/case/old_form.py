"""An old case file in the new form: the pages it names become hints in comments, and nothing else of it changes.

Earlier a case named the page of each fact and who had compared a scan. Now the chart is read, and what it leaves
open a person settles in the review. The file is changed where it names pages and nowhere else, so that its own
comments, its order and its layout stay as they were written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from priorauth.parsing.tree import Plain, read_tree
from priorauth.problems import Refused, Where, problem

ATTESTED = "attested_by"
_ANSWERS = frozenset({"answer", "exhibit_answers"})
"""A named person's words: the page in them is part of what they say."""


@dataclass(frozen=True, slots=True)
class Hint:
    """One entry that becomes a comment: where it stands in the text, and what the comment says."""

    key: str
    start: int
    end: int
    holder: Node
    """The mapping it is taken out of."""
    around: Node | None
    """The outermost ``{...}`` or ``[...]`` it stands in; a comment has to follow that."""
    comment: str


@dataclass(frozen=True, slots=True)
class Converted:
    """A case file in the new form, with how many pages and names became hints."""

    text: str
    pages: int
    attested: int


def _goes(key: str) -> bool:
    return is_page(key) or key == ATTESTED


def is_page(key: str) -> bool:
    """Whether a key of a case names the page of a fact."""
    return key == "source" or key.endswith("_source")


def converted(text: str, file: str) -> Converted:
    """Return the text of a YAML case in the new form; of one that is in it already, the same text.

    Raises `Refused` for what is not YAML (PA1xx), and PA194 for a file whose lines cannot be changed without
    changing what else they say.
    """
    before = read_tree(text.encode(), file).content
    hints = tuple(_hints(text, YAML(typ="rt", pure=True).compose(text)))
    changed = _spliced(text, hints)
    if not _says(changed, without_pages(before)):
        raise Refused([problem("PA194", Where(file))])
    attested = sum(hint.key == ATTESTED for hint in hints)
    return Converted(changed, len(hints) - attested, attested)


def _says(text: str, content: Plain) -> bool:
    try:
        return read_tree(text.encode(), "case.yaml").content == content
    except Refused:
        return False


def without_pages(content: Plain) -> Plain:
    """Return a case's content without the pages it names and who compared its scans."""
    if isinstance(content, dict):
        kept = {key: value for key, value in content.items() if not _goes(key)}
        return {key: value if key in _ANSWERS else without_pages(value) for key, value in kept.items()}
    return [without_pages(item) for item in content] if isinstance(content, list) else content


def _hints(text: str, node: Node | None, around: Node | None = None) -> Iterator[Hint]:
    """Visit what becomes a hint, in the order of the text."""
    if not isinstance(node, MappingNode | SequenceNode):
        return
    outer = around or (node if node.flow_style else None)
    if isinstance(node, SequenceNode):
        for item in node.value:
            yield from _hints(text, item, outer)
        return
    for key, value in node.value:
        if _goes(key.value):
            start, end = int(key.start_mark.index), _end(value)
            words = f"{key.value}, a hint: {_words(value)}" + "".join(_comments(text, start, end, value))
            yield Hint(key.value, start, end, node, outer, words)
        elif key.value not in _ANSWERS:
            yield from _hints(text, value, outer)


def _words(node: Node) -> str:
    """Return a value on one line, as it may stand in a comment."""
    if isinstance(node, MappingNode):
        return ", ".join(f"{key.value} {_words(value)}" for key, value in node.value)
    if isinstance(node, ScalarNode):
        words = " ".join(str(node.value).split())
        return f'"{words}"' if " " in words else words
    return ", ".join(_words(item) for item in node.value)


def _comments(text: str, start: int, end: int, node: Node) -> Iterator[str]:
    """Return the file's own comments inside a stretch that is taken out; a "#" in a value is none."""
    values = [(int(leaf.start_mark.index), int(leaf.end_mark.index)) for leaf in _leaves(node)]
    for found in re.finditer(r"(?<=\s)#[^\n\r]*", text[start:end]):
        if not any(first <= start + found.start() < last for first, last in values):
            yield f"  {found[0]}"


def _leaves(node: Node) -> Iterator[ScalarNode]:
    if isinstance(node, ScalarNode):
        yield node
    for part in () if isinstance(node, ScalarNode) else node.value:
        for item in part if isinstance(part, tuple) else (part,):
            yield from _leaves(item)


def _end(node: Node) -> int:
    """Return where a value's own text ends: a block's end mark lies behind the comments that follow it."""
    if not isinstance(node, MappingNode | SequenceNode) or node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return _end(last[1] if isinstance(node, MappingNode) else last)


def _spliced(text: str, hints: tuple[Hint, ...]) -> str:
    """Take each hint out of the text and put its comment at the end of its line, from the last one back."""
    edits: list[tuple[int, int, str]] = []
    for hint in hints:
        if hint.around is None:
            is_alone = all(_goes(key.value) for key, _ in hint.holder.value)
            is_last = hint.start == hint.holder.value[-1][0].start_mark.index
            end = _line_end(text, hint.end)
            rest = text[hint.end : end].strip()
            told = f"# {hint.comment}" + (f"  {rest}" if rest else "")
            edits.append((hint.start, end, f"{{}} {told}" if is_alone and is_last else told))
            continue
        edits.append((*_with_comma(text, hint), ""))
        at = _line_end(text, int(hint.around.end_mark.index))
        edits.append((at, at, f"  # {hint.comment}"))
    for start, end, new in sorted(edits, key=lambda edit: edit[0], reverse=True):
        text = f"{text[:start]}{new}{text[end:]}"
    return text


def _with_comma(text: str, hint: Hint) -> tuple[int, int]:
    """Return the stretch of an entry of ``{...}`` with one comma: the one before it if an entry before it stays."""
    start, end = hint.start, hint.end
    before = text[:start].rstrip()
    kept = (key.start_mark.index for key, _ in hint.holder.value if not _goes(key.value))
    if before.endswith(",") and next(kept, start) < start:
        return len(before) - 1, end
    after = re.compile(r"\s*,[ \t]*").match(text, end)
    return start, after.end() if after else end


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    stop = len(text) if end < 0 else end
    return stop - 1 if text[stop - 1 : stop] == "\r" else stop
