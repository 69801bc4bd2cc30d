"""Reading a template whatever is wrong with it: every fault of its syntax, and a tree of what could be read.

A text the grammar takes as a whole is read as it stands. Else each tag is read alone, the blocks are matched by
their first words, and a tree is made in which a broken tag is left out, an opening one is kept with a condition
nobody knows, and a missing end stands where it has to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from jinja2 import nodes

from priorauth.letters.lint.lint_report import LintFinding
from priorauth.letters.lint.tags import Tag, tags_of
from priorauth.letters.templates.filters import ALLOWED_FILTERS
from priorauth.letters.templates.syntax import ALLOWED_TESTS, forbidden_constructs, too_large
from priorauth.letters.templates.template_tokens import Raw, SyntaxFault, parse, raw_tokens
from priorauth.problems import did_you_mean

UNREADABLE = "unreadable__"
"""The name that stands for what could not be read; a checker says nothing of it."""

_BLOCKS = ("if", "for")
_ENDS = {"endif": "if", "endfor": "for"}
_MIDDLES = ("elif", "else")
_PLAIN = ("set", "include")
_KNOWN = (*_BLOCKS, *_ENDS, *_MIDDLES, *_PLAIN)
_NOT_FOR_TEMPLATES = (
    "macro", "endmacro", "block", "endblock", "call", "endcall", "filter", "endfilter", "import", "from", "extends",
    "with", "endwith", "autoescape", "endautoescape", "do", "debug", "trans", "endtrans", "print", "break",
    "continue", "endset", "raw", "endraw", "pluralize",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReadTemplate:
    """What came of reading a text; without a tree, nothing of it could be made sense of."""

    tree: nodes.Template | None
    findings: tuple[LintFinding, ...]
    """Faults of syntax, and the constructs, filters and tests that templates may not use."""


def read(text: str) -> ReadTemplate:
    """Read a template's text."""
    try:
        return _with_refused(parse(raw_tokens(text)), ())
    except SyntaxFault as whole:
        repair = _Repair(text)
        repair.look_at_tags()
        faults = tuple(repair.faults) or (_unreadable(whole.offset, whole.reason),)
    try:
        return _with_refused(parse(repair.tokens()), faults)
    except SyntaxFault:
        return ReadTemplate(None, faults)


def _with_refused(tree: nodes.Template, faults: tuple[LintFinding, ...]) -> ReadTemplate:
    """Add what templates may not use; a tree that is too large or too deep to be followed is left out."""
    refused = (LintFinding(at, "PA507", {"what": what}, _fix(what)) for at, what in forbidden_constructs(tree))
    return ReadTemplate(None if any(too_large(tree)) else tree, (*faults, *refused))


def _fix(what: str) -> str | None:
    """Name the nearest filter or test that exists, or all there are."""
    named = re.fullmatch(r"the (filter|test) '([^']*)'", what)
    if named is None:
        return None
    known = ALLOWED_FILTERS if named[1] == "filter" else ALLOWED_TESTS
    return did_you_mean(named[2], known) or f"the {named[1]}s are: {', '.join(sorted(known))}"


def _unreadable(offset: int, reason: str, fix: str | None = None) -> LintFinding:
    return LintFinding(offset, "PA501", {"reason": reason}, fix)


@dataclass
class _Open:
    """A block that is open: its first tag, and whether its ``else`` has come."""

    tag: Tag
    had_else: bool = False


@dataclass
class _Repair:
    text: str
    faults: list[LintFinding] = field(default_factory=list)
    blank: list[Tag] = field(default_factory=list)
    """Tags that are left out."""
    added: list[tuple[int, str]] = field(default_factory=list)
    """Tags put in, each with the offset it stands at."""
    stack: list[_Open] = field(default_factory=list)

    def look_at_tags(self) -> None:
        for tag in tags_of(self.text):
            if tag.is_read or tag.fault:
                self._look_at(tag)
        for opened in self.stack:
            self._never_closed(opened)
        self.added += [(len(self.text), f"{{% end{opened.tag.keyword} %}}") for opened in reversed(self.stack)]

    def _look_at(self, tag: Tag) -> None:
        broken = self._fault_of(tag)
        if broken is not None:
            self.faults.append(broken)
            self.blank.append(tag)
        if not tag.is_print and tag.is_read:
            self._structure(tag, broken=broken is not None)

    def _fault_of(self, tag: Tag) -> LintFinding | None:
        if tag.fault is not None:
            return _unreadable(tag.fault[1], tag.fault[0], "close it")
        if not tag.is_print and tag.keyword not in _KNOWN:
            return _unknown(tag)
        try:
            parse(_alone(tag))
        except SyntaxFault as found:
            return _unreadable(max(found.offset, tag.start), found.reason)
        return None

    def _structure(self, tag: Tag, *, broken: bool) -> None:
        word = tag.keyword
        if word in _BLOCKS:
            self.stack.append(_Open(tag))
            if broken:
                self.added.append((tag.start, _stand_in(tag)))
        elif word in _ENDS:
            self._end(tag, _ENDS[word], broken=broken)
        elif word in _MIDDLES:
            self._middle(tag, broken=broken)

    def _end(self, tag: Tag, block: str, *, broken: bool) -> None:
        if not any(opened.tag.keyword == block for opened in self.stack):
            self._closes_nothing(tag, f"there is no '{{% {block} %}}' before it")
            return
        while self.stack[-1].tag.keyword != block:
            self._close_before(tag)
        self.stack.pop()
        if broken:
            self.added.append((tag.start, f"{{% end{block} %}}"))

    def _middle(self, tag: Tag, *, broken: bool) -> None:
        is_in_if = any(opened.tag.keyword == "if" for opened in self.stack)
        while is_in_if and tag.keyword == "elif" and self.stack[-1].tag.keyword == "for":
            self._close_before(tag)
        if not self.stack or (tag.keyword == "elif" and self.stack[-1].tag.keyword == "for"):
            self._closes_nothing(tag, "there is no '{% if %}' before it")
        elif self.stack[-1].had_else:
            self._closes_nothing(tag, "its block had its 'else' already")
        else:
            self.stack[-1].had_else = tag.keyword == "else"
            if broken:
                self.added.append((tag.start, "{% else %}" if tag.keyword == "else" else _stand_in(tag)))

    def _close_before(self, tag: Tag) -> None:
        opened = self.stack.pop()
        self._never_closed(opened)
        self.added.append((tag.start, f"{{% end{opened.tag.keyword} %}}"))

    def _closes_nothing(self, tag: Tag, reason: str) -> None:
        if tag not in self.blank:
            self.blank.append(tag)
        self.faults.append(LintFinding(tag.start, "PA527", {"tag": tag.keyword, "reason": reason}))

    def _never_closed(self, opened: _Open) -> None:
        self.faults.append(LintFinding(opened.tag.start, "PA526", {"tag": opened.tag.keyword}))

    def tokens(self) -> Iterator[Raw]:
        """Return the tokens of the repaired text, each at its offset in the text as it is."""
        left = list(self.text)
        for tag in self.blank:
            left[tag.start : tag.end] = [c if c == "\n" else " " for c in self.text[tag.start : tag.end]]
        added = sorted(self.added, key=lambda item: item[0])
        for offset, kind, value in raw_tokens("".join(left)):
            while added and added[0][0] <= offset:
                yield from _placed(*added.pop(0))
            yield offset, kind, value
        for item in added:
            yield from _placed(*item)


def _placed(offset: int, tag: str) -> Iterator[Raw]:
    return ((offset, kind, value) for _, kind, value in raw_tokens(tag))


def _stand_in(tag: Tag) -> str:
    """Keep a block whose condition or list cannot be read, and its variable, where that can."""
    if tag.keyword != "for":
        return f"{{% {tag.keyword} {UNREADABLE} %}}"
    words = tag.text.split()
    name = words[words.index("for") + 1] if "for" in words[:-1] else ""
    return f"{{% for {name if name.isidentifier() and name != 'in' else UNREADABLE} in {UNREADABLE} %}}"


def _alone(tag: Tag) -> Iterator[Raw]:
    """Return the tokens of one tag as a whole template."""
    tokens = list(raw_tokens(tag.text, tag.start))
    word = tag.keyword if not tag.is_print else ""
    if word == "elif":
        tokens = [(place, kind, "if" if value == "elif" else value) for place, kind, value in tokens]
    before = {"else": "{% if x %}", "endif": "{% if x %}", "endfor": "{% for x in y %}"}.get(word, "")
    after = {"if": "{% endif %}", "elif": "{% endif %}", "else": "{% endif %}", "for": "{% endfor %}"}.get(word, "")
    if word == "set" and not any(value == "=" for _, _, value in tokens):
        after = "{% endset %}"
    yield from _placed(tag.start, before) if before else ()
    yield from tokens
    yield from _placed(tag.end, after) if after else ()


def _unknown(tag: Tag) -> LintFinding:
    word = tag.keyword
    if word in _NOT_FOR_TEMPLATES:
        return LintFinding(tag.start, "PA507", {"what": f"the tag '{word}'"})
    reason = f"'{word}' is not a tag" if word else "a tag '{%' does not say what it is"
    return _unreadable(tag.start, reason, did_you_mean(word, _KNOWN, likeness=0.5))
