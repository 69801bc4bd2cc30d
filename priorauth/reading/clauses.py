"""Clauses: which words of a statement are said of a thing, and which are said of something else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from priorauth.reading.marking import Marked
from priorauth.reading.vocabulary import Category

_ALWAYS = frozenset(
    {";", "but", "however", "although", "though", "whereas", "while", "yet", "|", ".", "!", "?", "\u2022", "which"}
)
_JOINS = frozenset({",", "and", "or"})
_BEFORE_NOUN = frozenset({"a", "an", "the", "any", "every", "each", "no", "his", "their", "its", "of"})
"""Words behind which even a verb's form is a noun: "of any make"."""

_VERBS = (Category.VERB, Category.AUXILIARY)


@dataclass(frozen=True, slots=True)
class Clause:
    """``tokens[first:end]``."""

    first: int
    end: int

    def __contains__(self, index: int) -> bool:
        return self.first <= index < self.end

    @property
    def places(self) -> range:
        """The places of its tokens."""
        return range(self.first, self.end)


def clauses_of(marked: Marked) -> tuple[Clause, ...]:
    """Cut a statement where another thing begins to be said: at a stop, at "but", at "and" before another verb."""
    cuts = [0]
    has_verb = False
    next_verb = _next_verbs(marked)
    for index, token in enumerate(marked.tokens):
        if index in marked.eaten:
            continue
        if (token.text in _ALWAYS and index > cuts[-1]) or (
            has_verb and token.text in _JOINS and _opens_another(marked, index, next_verb)
        ):
            cuts.append(index)
            has_verb = False
        elif _is_verb(marked, index):
            has_verb = True
    ends = [*cuts[1:], len(marked.tokens)]
    return tuple(Clause(first, end) for first, end in zip(cuts, ends, strict=True) if first < end)


def about(marked: Marked, clauses: Iterable[Clause], first: int) -> tuple[Clause, tuple[Clause, ...]]:
    """Return the clause of the mention at ``first``, and all clauses that say something of it.

    A clause that speaks of another thing the reader knows is none of them, unless it points back ("which is ...").
    """
    every = tuple(clauses)
    own = next(clause for clause in every if first in clause)
    said = tuple(clause for clause in every if clause == own or not _is_of_another(marked, clause))
    return own, said


def points_back(marked: Marked, clause: Clause) -> bool:
    """Whether a clause begins with a word for what was said before, or with a verb that has no subject."""
    for index in clause.places:
        token = marked.tokens[index]
        if token.text in _ALWAYS - {"which"} or token.text in _JOINS or token.text in ("(", ")", '"'):
            continue
        if token.text == "which" or _is_verb(marked, index):
            return True
        return marked.is_(index, Category.BACK) and not _is_article_of_subject(marked, index)
    return False


def _is_article_of_subject(marked: Marked, index: int) -> bool:
    """Whether "this" stands before a thing of its own: "this disc is flat"."""
    near = range(index + 1, min(index + 4, len(marked.tokens)))
    return any(marked.is_(place, Category.SUBJECT) for place in near) and marked.tokens[index].text != "which"


def _is_of_another(marked: Marked, clause: Clause) -> bool:
    has_subject = any(marked.is_(index, Category.SUBJECT) for index in clause.places)
    return (has_subject and not points_back(marked, clause)) or _denies_another(marked, clause)


def _denies_another(marked: Marked, clause: Clause) -> bool:
    """Whether a clause says that there is none of another thing: "; no abnormal enhancement is seen elsewhere"."""
    begun = [
        i for i in clause.places if marked.tokens[i].text not in _ALWAYS and marked.tokens[i].text not in _JOINS
    ]
    if not begun or marked.tokens[begun[0]].text not in ("no", "without"):
        return False
    for index in begun[1:]:
        if marked.is_(index, Category.OBJECT):
            return True
        if not marked.is_(index, Category.ADJECTIVE):
            return False
    return False


def _is_verb(marked: Marked, index: int) -> bool:
    if index and marked.tokens[index - 1].text in _BEFORE_NOUN:
        return False
    return marked.is_(index, *_VERBS) and not marked.is_(index, Category.NOUN, Category.ADJECTIVE)


def _next_verbs(marked: Marked) -> list[int]:
    """Return for each token the place of the next verb before another joining word or stop; -1 for none."""
    found = [-1] * (len(marked.tokens) + 1)
    for index in range(len(marked.tokens) - 1, -1, -1):
        text = marked.tokens[index].text
        if text in _ALWAYS or text in _JOINS:
            found[index] = -1
        else:
            found[index] = index if _is_verb(marked, index) else found[index + 1]
    return found


def _opens_another(marked: Marked, join: int, next_verb: list[int]) -> bool:
    """Whether behind a joining word there is a subject and then a verb."""
    start = join + 1
    while start < len(marked.tokens) and marked.tokens[start].text in _JOINS:
        start += 1
    if start >= len(marked.tokens) or (
        marked.is_(start, Category.BACK) and not marked.is_(start, Category.ARTICLE)
    ):
        return False
    verb = next_verb[start]
    return verb > start
