"""What the triggers of the safety history mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import Presence
from priorauth.reading.frame import Nature
from priorauth.reading.model import About, Standing
from priorauth.reading.reader import Draft, Mentioned

OSTEOPENIC = -1.0
"""The T-score at or below which bone is osteopenic; -2.5 is osteoporotic (WHO criteria, 1994). Both are shown."""

_SCORES = re.compile(r"t\s*-?\s*scores?\b|\bT(?=\s*[-\u2212\u2013:=])", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\d/])(?P<score>[-\u2212\u2013+]?\s?\d\.\d)(?![\d/%])")
_IMMATURE = re.compile(r"immatur|open|risser", re.IGNORECASE)
_LOCAL = frozenset(
    {
        Fact.FRACTURE, Fact.INSTABILITY, Fact.PRIOR_SPINE_SURGERY, Fact.OTHER_IMPLANT, Fact.PRIOR_ABLATION,
        Fact.STENOSIS_NEEDING_DECOMPRESSION, Fact.INJECTION_INTO_BODY,
    }
)  # fmt: skip
"""What matters only in the spine. A cancer, an infection or a drug matters wherever in the body it is."""

_NO_RESULT = frozenset({Standing.STATED, Standing.NOT_UNDERSTOOD, Standing.HISTORIC, Standing.HEDGED})


def safety_drafts(item: Mentioned) -> Sequence[Draft]:
    """Return what a trigger says: a presence with its own word, or nothing for a test whose result is not read."""
    trigger = item.mention.trigger
    if trigger is None or trigger.fact is None:
        return ()
    standing = item.assessment.standing
    if trigger.fact is Fact.SKELETALLY_MATURE:
        return (_draft(item, trigger.fact, _maturity(item)),)
    if trigger.nature is Nature.TEST:
        return _density(item) if trigger.fact is Fact.BONE_DISEASE else _tested(item, trigger.fact)
    if trigger.fact is Fact.BONE_DISEASE and trigger.nature is Nature.DRUG and standing is Standing.STATED:
        standing = Standing.HEDGED  # the drug suggests the disease and does not name it
    return (_draft(item, trigger.fact, standing),)


def _draft(item: Mentioned, fact: Fact, standing: Standing) -> Draft:
    start, end = item.shown
    assessment = item.assessment
    if fact not in _LOCAL and assessment.about is About.OTHER_PART:
        assessment = replace(assessment, about=About.PATIENT)
    return Draft(
        fact, Presence(detail=item.printed.casefold()), assessment, start, end, standing=standing, read=item.place
    )


def _maturity(item: Mentioned) -> Standing:
    """Return how maturity stands: open growth plates deny it, and a denial of them states nothing by itself."""
    standing = item.assessment.standing
    if not _IMMATURE.search(item.printed):
        return standing
    return Standing.DENIED if standing is Standing.STATED else Standing.NOT_UNDERSTOOD


def _tested(item: Mentioned, fact: Fact) -> Sequence[Draft]:
    """Return what a test for a condition says: denied when it is negative, nothing when no result is read."""
    standing = item.assessment.standing
    return () if standing in _NO_RESULT else (_draft(item, fact, standing),)


def _density(item: Mentioned) -> Sequence[Draft]:
    """Return bone disease from a T-score. A density that was measured and has no score is left to a person.

    A test that is denied was not made, and that denies no disease.
    """
    standing = item.assessment.standing
    if standing not in _NO_RESULT:
        is_not_made = standing is Standing.DENIED
        return (_draft(item, Fact.BONE_DISEASE, Standing.NOT_EXAMINED if is_not_made else standing),)
    scores = _scores(item.statement.words)
    if not scores:
        return ()
    return (_draft(item, Fact.BONE_DISEASE, Standing.STATED if min(scores) <= OSTEOPENIC else Standing.DENIED),)


def _scores(words: str) -> list[float]:
    """Return the numbers that stand behind the word T-score."""
    named = _SCORES.search(words)
    if named is None:
        return []
    found = _NUMBER.finditer(words, named.end())
    return [float(re.sub(r"\s", "", re.sub("[\u2212\u2013]", "-", match["score"]))) for match in found]
