"""Courses of care: which values of a statement belong to which drug or therapy, and what they say of it.

A value belongs to the care named last before it, or to the care it stands directly before ("stopped etodolac").
So a date never comes from another drug's line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from priorauth.case.care import CareStatus, Modality, Response, Supervisor
from priorauth.readers.treatment.care_parts import CarePart, CareValue
from priorauth.reading.finding_values import Course
from priorauth.reading.frame import Mention
from priorauth.reading.phrase_matching import Phrases
from priorauth.reading.statements import Statement
from priorauth.reading.tokens import Token
from priorauth.reading.vocabulary import Category, Vocabulary
from priorauth.reading.word_tables import rows

_TABLE = Path(__file__).parent / "modalities.tsv"
_GLUE = (Category.GLUE, Category.MEASURE, Category.SIGN, Category.ARTICLE)
_SEPARATORS = frozenset({";", ".", "|", "but", "then", "however", "while"})
_INCLUDES = frozenset({"including", "includes", "incl"})
"""Words between care and what it was: "conservative care including PT and chiropractic"."""

_OF_ALL = frozenset({"none", "neither", "all", "both", "each"})
"""How a result begins that is of every care named before it: "PT and chiropractic, none of which helped"."""


@dataclass(frozen=True, slots=True)
class NamedCare:
    """Care named at a mention, and the values that are its own. ``shares`` for one of a list."""

    mention: Mention
    modality: Modality
    detail: str
    values: list[CareValue] = field(default_factory=list)
    shares: bool = False

    def of(self, part: CarePart) -> CareValue | None:
        """Return the only value of a part; two that differ are none."""
        found = {item.value: item for item in self.values if item.part is part}
        return next(iter(found.values())) if len(found) == 1 else None

    def differs(self, part: CarePart) -> bool:
        """Whether two values of a part differ; what only fills a cell or a count tells nothing of the course."""
        return (
            part not in (CarePart.FILLER, CarePart.MISSED)
            and len({item.value for item in self.values if item.part is part}) > 1
        )

    @property
    def course(self) -> Course:
        """The course as far as its own values give it."""
        start, end, status = self.of(CarePart.START), self.of(CarePart.END), self.of(CarePart.STATUS)
        response, by = self.of(CarePart.RESPONSE), self.of(CarePart.SUPERVISOR)
        return Course(
            modality=self.modality, detail=self.detail,
            start=start.date if start else None, end=end.date if end else None,
            status=CareStatus(status.value) if status else None,
            response=Response(response.value) if response else None,
            supervisor=Supervisor(by.value) if by else None,
        )  # fmt: skip


@cache
def _modalities() -> tuple[tuple[Modality, Phrases[str]], ...]:
    return tuple(
        (Modality(row["modality"]), Phrases([(row["words"], row["modality"])]))
        for row in rows(_TABLE, ("modality", "words"))
    )


def modality_of(tokens: Sequence[Token]) -> Modality:
    """Return the kind of care the words of a trigger name; `Modality.OTHER` for one no row names."""
    return next((kind for kind, words in _modalities() if words.find(tokens)), Modality.OTHER)


def named_care(
    statement: Statement, mentions: Sequence[Mention], values: Sequence[CareValue], vocabulary: Vocabulary
) -> list[NamedCare]:
    """Return the care a statement names, each with the values that are its own."""
    groups = _groups(statement, mentions, values, vocabulary)
    owned: list[list[CareValue]] = [[] for _ in groups]
    for value in values:
        place = _owner(statement, groups, value, vocabulary)
        is_of_all = value.part is CarePart.RESPONSE and statement.tokens[value.first].text in _OF_ALL
        for group in range(0 if is_of_all else place or 0, place + 1 if place is not None else 0):
            owned[group].append(value)
    return [care for group, own in zip(groups, owned, strict=True) for care in _members(statement, group, own)]


def _members(statement: Statement, group: Sequence[Mention], own: Sequence[CareValue]) -> Iterator[NamedCare]:
    named = [(mention, statement.tokens[mention.first : mention.last + 1]) for mention in group]
    kinds = [modality_of(tokens) for _, tokens in named]
    is_one = len(group) == 1 or _is_one(statement, group)
    is_only = sum(kind is not Modality.OTHER for kind in kinds) == 1  # "conservative care: PT 3/2025 - 5/2025"
    dated = (CarePart.START, CarePart.END, CarePart.DATE)
    for (mention, tokens), kind in zip(named, kinds, strict=True):
        shares = not is_one and not (is_only and kind is not Modality.OTHER)
        shown = [item for item in own if not (shares and item.part in dated)]
        printed = statement.text[tokens[0].start : tokens[-1].end]
        yield NamedCare(mention, kind, " ".join(printed.casefold().split()), shown, shares)


def _is_one(statement: Statement, group: Sequence[Mention]) -> bool:
    """Whether a second name in parentheses is of the same care: "lumbar brace (LSO)", "home exercises (HEP)"."""
    if len(group) != _NAME_AND_SHORT:
        return False
    one, two = (statement.tokens[item.first : item.last + 1] for item in group)
    opened = statement.tokens[group[0].last + 1 : group[1].first]
    return [token.text for token in opened] in (_NAMED_AGAIN) and modality_of(one) is modality_of(two)


_NAME_AND_SHORT = 2
_NAMED_AGAIN = (["("], [":"])


def _groups(
    statement: Statement, mentions: Sequence[Mention], values: Sequence[CareValue], vocabulary: Vocabulary
) -> list[list[Mention]]:
    """Return mentions in lists: "naproxen, tizanidine and PT" is one, with nothing but doses between."""
    valued = {
        i for value in values if value.part is not CarePart.FILLER for i in range(value.first, value.last + 1)
    }
    groups: list[list[Mention]] = []
    for mention in mentions:
        if groups and _is_list(statement, groups[-1][-1].last + 1, mention.first, valued, vocabulary):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    return groups


def _is_list(statement: Statement, first: int, end: int, valued: set[int], vocabulary: Vocabulary) -> bool:
    for index in range(first, end):
        token = statement.tokens[index]
        if index in valued or token.text in _SEPARATORS:
            return False
        if token.text in _INCLUDES:
            continue
        if not vocabulary.categories(token) & frozenset(_GLUE):
            return False
    return end > first


def _owner(
    statement: Statement, groups: Sequence[Sequence[Mention]], value: CareValue, vocabulary: Vocabulary
) -> int | None:
    """Return which group a value belongs to, or none when another sentence part stands between."""
    behind = next((i for i, group in enumerate(groups) if group[0].first > value.last), None)
    before = next((i for i in range(len(groups) - 1, -1, -1) if groups[i][-1].last < value.first), None)
    inside = next((i for i, group in enumerate(groups) if group[0].first < value.first < group[-1].last), None)
    if inside is not None:
        return inside
    if behind is not None and (before is None or _leads_to(statement, value, groups[behind][0], vocabulary)):
        if _is_parted(statement, value.last + 1, groups[behind][0].first):
            return None if before is None else before
        return behind
    if before is None:
        return None
    return before


_LEADS = frozenset({Category.ARTICLE, Category.PREPOSITION, Category.ADJECTIVE, Category.NOUN, Category.MEASURE})


def _leads_to(statement: Statement, value: CareValue, mention: Mention, vocabulary: Vocabulary) -> bool:
    """Whether a value opens a part of its own and leads to the next care: ", stopped the etodolac"."""
    between = statement.tokens[value.last + 1 : mention.first]
    if any(token.text in (",", ")", ":", *_SEPARATORS) for token in between):
        return False
    if not all(vocabulary.categories(token) & _LEADS for token in between):
        return False
    opener = statement.tokens[value.first - 1].text if value.first else ","
    return opener in (",", "and", "also", "he", "she", *_SEPARATORS)


def _is_parted(statement: Statement, first: int, end: int) -> bool:
    tokens = statement.tokens
    return any(
        tokens[place].text in _SEPARATORS and not (tokens[place].text == "." and tokens[place - 1].text in _TITLES)
        for place in range(first, end)
    )


_TITLES = frozenset({"dr", "mr", "mrs", "ms"})
