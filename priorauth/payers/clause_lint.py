"""What a profile's words say beside its rules: clauses that nothing judges, and sentences that differ.

These are errors: a table printed from such a profile would show the easy half of a policy, or another number than
the one that was judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from priorauth.parsing.tree import Path as TreePath
from priorauth.payers.criteria import AnyCriterion, placed
from priorauth.payers.criterion_words import in_full, names_in, strange_words
from priorauth.payers.library import LoadedProfile
from priorauth.payers.model import Branch, PolicyClause, Profile
from priorauth.payers.text_drift import drifts, quote_drifts
from priorauth.problems import Problem, problem


def clause_problems(loaded: LoadedProfile) -> Iterator[Problem]:
    """Find clauses that are neither judged nor explained, and sentences and quotes that differ from their rules."""
    profile = loaded.profile
    yield from _clauses(loaded, (), profile.clauses, profile.criteria)
    if profile.complete and not profile.clauses:
        yield problem("PA351", loaded.locate(("complete",)))
    yield from _texts(loaded, placed(profile.criteria, ("criteria",)), _names(profile, None))
    for index, branch in enumerate(profile.branches):
        at: TreePath = ("branches", index)
        criteria = profile.criteria if branch.criteria is None else branch.criteria
        if branch.clauses is not None or branch.criteria is not None:
            clauses = profile.clauses if branch.clauses is None else branch.clauses
            yield from _clauses(loaded, at if branch.clauses is not None else (), clauses, criteria)
        yield from _texts(loaded, placed(branch.criteria or (), (*at, "criteria")), _names(profile, branch))


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
        quotes = "; ".join(clause.quote for clause in clauses if clause.id in criterion.clauses)
        for said, has in quote_drifts(criterion, in_full(quotes)):
            yield problem("PA355", loaded.locate((*path, "clauses")), id=criterion.id, said=said, has=has)


def _names(profile: Profile, branch: Branch | None) -> frozenset[str]:
    """Return the words of the names that criteria are judged under: payer, reviewer, policy, and a branch's own."""
    policy = branch.policy if branch is not None and branch.policy is not None else profile.policy
    names = [profile.carrier.name, policy.title, policy.number, policy.article, policy.section]
    if branch is None:
        return names_in(*names, profile.reviewer)
    lines = (line.value.replace("_", " ") for line in branch.line_of_business)
    return names_in(*names, branch.reviewer or profile.reviewer, *branch.delegates, *branch.plans, *lines)


def _texts(
    loaded: LoadedProfile, criteria: Iterable[tuple[TreePath, AnyCriterion]], own_names: frozenset[str]
) -> Iterator[Problem]:
    for path, written in criteria:
        criterion = written.model_copy(update={"text": in_full(written.text)})
        if names := [] if criterion.wording else strange_words(criterion, own_names)[1]:
            yield problem("PA356", loaded.locate((*path, "text")), id=criterion.id, names=", ".join(names))
        for field, (said, has) in drifts(criterion, own_names):
            place = tuple(int(part) if part.isdigit() else part for part in field.split("."))
            yield problem("PA352", loaded.locate((*path, *place)), id=criterion.id, said=said, has=has)
        quote = criterion.source and criterion.source.quote
        for said, has in quote_drifts(criterion, in_full(quote)) if quote else ():
            yield problem("PA355", loaded.locate((*path, "source", "quote")), id=criterion.id, said=said, has=has)
