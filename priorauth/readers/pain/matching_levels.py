"""Which levels the pain is said to match."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from priorauth.case.pain import PainPattern
from priorauth.domain.spine import DiscLevel
from priorauth.readers.mri.report_tokens import ReportToken, lex
from priorauth.readers.pain.body_parts import Part, parts_in
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import Levels, Pattern, Place
from priorauth.reading.model import Standing
from priorauth.reading.reader import FindingDraft, Mentioned

_OF_ANOTHER = re.compile(r"\b(?:facets?|sacroiliac|si|joints?|blocks?|branch|hips?)\b", re.IGNORECASE)


_JOINS = frozenset({",", "and", "&", "/", "+", "-", "to", "through", "level", "levels"})


def _run_of_levels(tokens: Sequence[ReportToken], start: int) -> tuple[ReportToken, ...]:
    """Return the levels together behind a diagnosis: "vertebrogenic pain at L4-5, facets at L5-S1 normal"."""
    behind = [token for token in tokens if token.start >= start]
    first = next((i for i, token in enumerate(behind) if token.places), len(behind))
    end = next(
        (i for i, t in enumerate(behind) if i > first and not t.places and t.text not in _JOINS), len(behind)
    )
    return tuple(behind[first:end])


_OTHER_SOURCE = re.compile(
    r"\b(?:facets?|joints?|herniat\w*|protru\w*|extru\w*|roots?|nerves?|dermatom\w*|stenosis|radicul\w*|sciatic\w*|legs?|numb\w*|discogra\w*"
    r"|listhesis|spondylolisthesis|pars|blocks?|hips?|sacroiliac|si)\b",
    re.IGNORECASE,
)
_IN_PART = re.compile(
    r"\b(?:part(?:ly|ially)|(?:in|only)\s+(?:a\s+)?part|(?:some|half|most)\s+of|formerly|once|previously|no\s+longer|used\s+to|except|unless|until|whether|perhaps)\b",
    re.IGNORECASE,
)
"""Words with which the levels are said to match in part, or at another time."""

_PART = re.compile(r"[,;]|\.(?=\s)|\b(?:and|with)\s+(?=(?:the\s+)?(?:facets?|hips?|si\b|sacroiliac|legs?))|\bnot\b")


_BARE = re.compile(
    r"(?:localiz\w*|correlates?|corresponds?|originates|concordant|in\s+keeping|aris\w+|stems|com(?:es|ing))\s+(?:to|with|from|at)\Z",
    re.IGNORECASE,
)
"""A relation without its subject."""

_OWN_JUDGMENT = re.compile(
    r"\A\W*(?:it\s+is\s+my\s+(?:opinion|judgment|view)|in\s+(?:my|our)\s+(?:\w+\s+)?(?:opinion|judgment|view)|i\s+(?:firmly\s+|do\s+)?believe)\b",
    re.IGNORECASE,
)
"""What the clinician who signs judges is what that clinician states of this fact."""

_EQUALS = re.compile(r"\s*(?:the\s+)?[LS]\s?\d")


def _tells_pain(item: Mentioned) -> bool:
    """Whether a complaint of the back, or of no named part, stands before the mention in its sentence."""
    tokens = item.statement.tokens
    before = [found for found in parts_in(tokens) if found.first < item.mention.first]
    regions = {part for found in before for part in found.parts}
    is_clinical = any(token.text in ("clinically", "clinical") for token in tokens[: item.mention.first])
    return (Part.COMPLAINT in regions or is_clinical) and Part.ELSEWHERE not in regions


def _names_another(item: Mentioned) -> bool:
    """Whether the part of the statement with its trigger, or one with a level, speaks of another source of pain."""
    statement = item.statement
    begin = statement.start
    for stop in [*(m.span() for m in _PART.finditer(statement.text, begin, statement.end)), (statement.end, 0)]:
        part = statement.text[begin : stop[0]]
        holds = begin <= item.place[0] < stop[0] or any(t.places for t in lex(statement.text, begin, stop[0]))
        if holds and _OTHER_SOURCE.search(part):
            return True
        begin = stop[1]
    return False


def level_drafts(item: Mentioned) -> Iterator[FindingDraft]:
    """Return the levels of a statement that says what the pain matches; without a level it says nothing.

    Levels parted by "or" leave open which.
    """
    statement = item.statement
    tokens = lex(statement.text, statement.start, statement.end)
    if is_diagnosis := item.printed.casefold().startswith("vertebrogenic"):
        tokens = _run_of_levels(tokens, item.place[0])
    if not _has_subject(item):
        return
    places: list[Place] = list(dict.fromkeys(place for token in tokens for place in token.places))
    start, end = item.shown
    if is_diagnosis:
        axial = Pattern(pattern=PainPattern.AXIAL)
        yield FindingDraft(Fact.PATTERN, axial, item.assertion, start, end, read=item.place)
    if item.assertion.standing is Standing.DENIED and _OF_ANOTHER.search(statement.words):
        places = []  # what is no source is the joint that was tried there, not the level
    if not places:
        standing = item.assertion.standing
        if standing not in (Standing.STATED, Standing.NOT_UNDERSTOOD, Standing.HEDGED):
            yield FindingDraft(Fact.MATCHING_LEVELS, Levels(places=()), item.assertion, start, end, read=item.place)
        return
    if any(isinstance(place, DiscLevel) for place in places):
        places = [place for place in places if isinstance(place, DiscLevel)]
    is_open = len(places) > 1 and any(token.text == "or" for token in statement.tokens)
    yield FindingDraft(
        Fact.MATCHING_LEVELS, Levels(places=tuple(places)), item.assertion, start, end,
        standing=_standing(item, is_open=is_open, is_diagnosis=is_diagnosis), read=item.place,
    )  # fmt: skip


def _has_subject(item: Mentioned) -> bool:
    """Whether a relation stands with what it is said of: "localizes to" with a pain, "pain =" with a level."""
    if item.printed.endswith("="):
        return _EQUALS.match(item.statement.text, item.place[1]) is not None
    return _BARE.match(item.printed) is None or _tells_pain(item)


def _standing(item: Mentioned, *, is_open: bool, is_diagnosis: bool) -> Standing:
    """Return how the levels stand: open between two, in part, or beside another source they are not told."""
    standing, words = item.assertion.standing, item.statement.words
    if standing is Standing.HEDGED and not item.assertion.leftover and _OWN_JUDGMENT.match(words):
        standing = Standing.STATED
    if standing is not Standing.STATED:
        return standing
    if _IN_PART.search(words) or (not is_diagnosis and _names_another(item)):
        return Standing.NOT_UNDERSTOOD
    return Standing.HEDGED if is_open else standing
