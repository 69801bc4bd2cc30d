"""What a profile's words say beside its rules: clauses that nothing judges, and numbers that differ.

These are errors: a table printed from such a profile would show the easy half of a policy, or another number than
the one that was judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from priorauth.domain.written_numbers import number_in_words
from priorauth.parsing.tree import Path as TreePath
from priorauth.payers.criteria import COMBINATIONS, AnyCriterion, DiagnosisCodes, ProcedureCodes, placed
from priorauth.payers.library import LoadedProfile
from priorauth.payers.model import PolicyClause
from priorauth.problems import Problem, problem

_WORDS_ALONE = {"id", "kind", "text", "source", "clauses", "wording", "members", "clause", "reason", "name"}
"""Fields of a criterion whose numbers, if any, are no part of its rule."""

_DIGITS = re.compile(r"(?<![\w.])(?<![A-Za-z]-)(?:(?:(?<!\S)|(?<=\())-)?\d+(?:\.\d+)?(?!\w)")
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)?", re.IGNORECASE)
_YEAR = re.compile(r"[\s-]+years?\b", re.IGNORECASE)
MONTHS_A_YEAR = 12


def clause_problems(loaded: LoadedProfile) -> Iterator[Problem]:
    """Find clauses that are neither judged nor explained, and numbers that text and rule say otherwise."""
    profile = loaded.profile
    yield from _clauses(loaded, (), profile.clauses, profile.criteria)
    if profile.complete and not profile.clauses:
        yield problem("PA351", loaded.locate(("complete",)))
    yield from _numbers(loaded, placed(profile.criteria, ("criteria",)))
    for index, branch in enumerate(profile.branches):
        at: TreePath = ("branches", index)
        criteria = profile.criteria if branch.criteria is None else branch.criteria
        if branch.clauses is not None or branch.criteria is not None:
            clauses = profile.clauses if branch.clauses is None else branch.clauses
            yield from _clauses(loaded, at if branch.clauses is not None else (), clauses, criteria)
        yield from _numbers(loaded, placed(branch.criteria or (), (*at, "criteria")))


def _clauses(
    loaded: LoadedProfile, at: TreePath, clauses: Sequence[PolicyClause], criteria: Sequence[AnyCriterion]
) -> Iterator[Problem]:
    every = list(placed(criteria, (*at, "criteria")))
    named = {name for _, criterion in every for name in criterion.clauses}
    known = {clause.id for clause in clauses}
    for index, clause in enumerate(clauses):
        if clause.id not in named and clause.not_judged is None:
            yield problem("PA349", loaded.locate((*at, "clauses", index)), id=clause.id)
    for path, criterion in every:
        for name in criterion.clauses:
            if name not in known:
                yield problem("PA350", loaded.locate((*path, "clauses")), id=name)


def _numbers(loaded: LoadedProfile, criteria: Iterable[tuple[TreePath, AnyCriterion]]) -> Iterator[Problem]:
    for path, criterion in criteria:
        if criterion.wording is not None or isinstance(criterion, DiagnosisCodes | ProcedureCodes):
            continue
        rule = set(_in_rule(criterion.model_dump(mode="json", exclude_none=True)))
        said = numbers_in(criterion.text)
        if isinstance(criterion, COMBINATIONS) or not rule or not said:
            continue
        if _agree(said, rule) or _agree(numbers_in(criterion.text, years_as_months=True), rule):
            continue
        yield problem(
            "PA352", loaded.locate((*path, "text")), id=criterion.id, said=_listed(said), has=_listed(rule)
        )


def _agree(said: set[Decimal], rule: set[Decimal]) -> bool:
    """Whether the words say every number of the rule and no other; "one" is also an article."""
    return rule <= said and said - {Decimal(1)} <= rule


def _listed(numbers: set[Decimal]) -> str:
    return ", ".join(f"{number.normalize():f}" for number in sorted(numbers))


def _in_rule(value: Any) -> Iterator[Decimal]:  # noqa: ANN401  (plain data of a criterion)
    """Return the numbers of a rule, wherever they stand in it."""
    if isinstance(value, dict):
        for key, part in value.items():
            if key not in _WORDS_ALONE:
                yield from _in_rule(part)
    elif isinstance(value, list):
        for part in value:
            yield from _in_rule(part)
    elif not isinstance(value, bool) and re.fullmatch(r"-?\d+(\.\d+)?", str(value)):
        yield Decimal(str(value))


def numbers_in(text: str, *, years_as_months: bool = False) -> set[Decimal]:
    """Return the numbers that a text says, in digits or in words."""
    found = [(match.end(), Decimal(match.group())) for match in _DIGITS.finditer(text)]
    for match in _WORD.finditer(text):
        whole, first = match.group(), match.group().partition("-")[0]
        number = number_in_words(whole) or number_in_words(first)
        if number is not None:
            end = match.end() if number_in_words(whole) else match.start() + len(first)
            found.append((end, Decimal(number)))
    return {
        number * MONTHS_A_YEAR if years_as_months and _YEAR.match(text, end) else number for end, number in found
    }
