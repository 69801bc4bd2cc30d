"""What a denial letter holds against the request, told apart from what it recites, grants and quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from priorauth.appeals.denial_reasons import ReasonKind, kinds_in, names_record
from priorauth.appeals.letter_outcome import VERDICT
from priorauth.appeals.letter_passages import LetterPassage
from priorauth.appeals.letter_roles import APPEAL_WORDS
from priorauth.appeals.reason_cues import (
    AS_IT_MUST,
    BACKWARD,
    BECAUSE,
    BESIDE,
    BESIDE_A_RULE,
    BUT,
    CASE,
    CONDITIONS,
    CONTRARY,
    EARLIER_DENIAL,
    FINE_HEADING,
    GRANTED,
    HARMLESS,
    HISTORY,
    LEADING,
    MEETS,
    NAMES_REQUEST,
    NEGATED,
    OF_THIS_RECORD,
    PRONOUN,
    REASON_HEADING,
    REASON_LABEL,
    RECITAL,
    REQUESTED,
    RIGHTS_HEADING,
    RULE,
    RULE_HEADING,
    RULE_LABEL,
    RULE_SUBJECT,
    SAYS,
    SPLIT,
    THEREFORE,
    TITLE,
    TURNS,
    UNDISPUTED,
    UNMET,
    VERDICT_LABEL,
)


class Stance(StrEnum):
    """How a statement of the letter stands to the request."""

    AGAINST = "against the request"
    VERDICT = "the decision itself"
    GRANTED = "granted"
    STATED = "stated among the reasons, without a judgment"
    RULE = "the payer's rule"
    RECITED = "recited"


@dataclass(frozen=True, slots=True)
class FoundReason:
    """A statement that the payer makes against the request, and the kinds of reason it names."""

    text: str
    kinds: tuple[ReasonKind, ...]
    page: int


@dataclass(frozen=True, slots=True)
class LetterStatement:
    """A clause of the letter, and how it stands to the request."""

    text: str
    page: int
    stance: Stance
    kinds: tuple[ReasonKind, ...]


_RECITED_KINDS = frozenset({ReasonKind.BODIES_OR_UNITS, ReasonKind.DIAGNOSIS})
"""What a verdict names as its object, and not as its reason: codes, units, the diagnosis."""
_BARE = 5
"""Words beside a verdict that say no reason: "the ablation is denied"."""
_MOST_REASONS = 12
_GENERAL = frozenset({ReasonKind.INFORMATION_MISSING, ReasonKind.CRITERIA_NOT_MET})


def statements_of(sentences: Sequence[LetterPassage]) -> tuple[LetterStatement, ...]:
    """Return the clauses of a letter that bear on its reasons, each with how it stands to the request."""
    return tuple(_statements(sentences))


def reasons_of(statements: Sequence[LetterStatement]) -> tuple[FoundReason, ...]:
    """Return what the payer holds against the request, in its words.

    What is stated among the reasons without a judgment is a reason only where nothing is said against the request.
    What only introduces the reasons ("criteria are not met") is left out where another statement says which.
    """
    found: dict[str, FoundReason] = {}
    for said in statements:
        if said.stance is Stance.AGAINST:
            kinds = said.kinds or (ReasonKind.OTHER,)
            found.setdefault(said.text, FoundReason(said.text, kinds, said.page))
    for fallback in (Stance.STATED, Stance.VERDICT):
        for said in () if found else statements:
            if said.stance is fallback and said.kinds:
                found.setdefault(said.text, FoundReason(said.text, said.kinds, said.page))
    reasons = tuple(found.values())
    particular = tuple(
        reason for reason in reasons if not set(reason.kinds) <= _GENERAL or names_record(reason.text)
    )
    return (particular or reasons)[:_MOST_REASONS]


def _statements(sentences: Sequence[LetterPassage]) -> list[LetterStatement]:
    told: list[LetterStatement] = []
    rule: LetterStatement | None = None
    is_labelled = follows_verdict = False
    verdict = ""
    for said in sentences:
        if said.starts:
            is_labelled = False
        if APPEAL_WORDS.search(said.text) or said.heading == said.text:
            follows_verdict = False
        if BACKWARD.match(said.text) and VERDICT.search(said.text):
            _with_reason_before(told, said)
        label = REASON_LABEL.match(said.text) or VERDICT_LABEL.match(said.text)
        text = label["rest"].strip() if label else said.text
        is_labelled = is_labelled or label is not None
        is_first = label is None and said.before == verdict != ""
        place = _ReasonPlace(is_labelled or _is_under_reasons(said), follows_verdict or said.is_listed, is_first)
        for clause, link in _clauses(text):
            statement = _judged(clause, said, replace(place, link=link))
            if statement is None:
                continue
            if rule and PRONOUN.search(clause) and not statement.kinds and NEGATED.search(clause):
                text_of_both = f"{rule.text} {statement.text}"
                statement = replace(statement, stance=Stance.AGAINST, kinds=rule.kinds, text=text_of_both)
            rule = statement if statement.stance is Stance.RULE else None
            told.append(statement)
        follows_verdict = follows_verdict or VERDICT.search(text) is not None
        verdict = said.text if VERDICT.search(text) else ""
    return told


def _with_reason_before(said: list[LetterStatement], sentence: LetterPassage) -> None:
    """Count what stands before "for this reason it is denied" as the reason, where it denies something."""
    last = said[-1] if said else None
    is_told = last is not None and last.stance in (Stance.RECITED, Stance.STATED) and last.page == sentence.page
    if last is None or last.text not in sentence.before:
        return
    is_asked = last.stance is not Stance.AGAINST and REQUESTED.search(last.text)
    if (is_told and NEGATED.search(last.text)) or is_asked:
        said[-1] = replace(last, stance=Stance.AGAINST)


class ClauseLink(StrEnum):
    """How a clause hangs on the rest of its sentence."""

    NONE = ""
    BECAUSE = "because"
    """It says why the request is denied."""
    ALTHOUGH = "although"
    """It is granted before the reason is said."""


@dataclass(frozen=True, slots=True)
class _ReasonPlace:
    """Where a clause stands: under a heading of reasons, behind the verdict or in a list, behind "because"."""

    is_given: bool
    is_near: bool
    is_first: bool = False
    """Whether it is what is said first behind the verdict."""
    link: ClauseLink = ClauseLink.NONE


def _is_under_reasons(said: LetterPassage) -> bool:
    if said.heading == said.text or FINE_HEADING.search(said.heading):
        return False
    return REASON_HEADING.search(said.heading) is not None


def _clauses(text: str) -> Iterator[tuple[str, ClauseLink]]:
    """Split a sentence into what it says, and how each part hangs on the rest.

    On both sides of "but", at each "and there is no", and behind "because" where a verdict stands before it.
    """
    link = ClauseLink.NONE
    because = BECAUSE.search(text) or _therefore(text)
    if because and (VERDICT.search(text[: because.start()]) or _says_unmet(text)):
        if because.end() >= len(text):
            yield text, ClauseLink.NONE
            return
        link, text = ClauseLink.BECAUSE, text[because.end() :]
    leading = LEADING.match(text)
    if leading:
        yield leading["first"], ClauseLink.ALTHOUGH
        text = leading["second"]
    for side in BUT.split(text):
        parts = SPLIT.split(side)
        is_one = link is ClauseLink.NONE and kinds_in(side) and not all(kinds_in(part) for part in parts)
        for part in (side,) if is_one else parts:
            yield from ((piece, link) for piece in _piece(part))


def _therefore(text: str) -> re.Match[str] | None:
    """Find the colon behind which a sentence says why: "we had to deny it: the score was left out"."""
    colon = THEREFORE.search(text)
    rest = text[colon.end() :] if colon else ""
    return colon if NEGATED.search(rest) or (SAYS.search(rest) and kinds_in(rest)) else None


def _says_unmet(text: str) -> bool:
    """Whether the words before "because" say that criteria are not met."""
    unmet, because = UNMET.search(text), BECAUSE.search(text)
    return unmet is not None and because is not None and unmet.end() <= because.start()


def _piece(text: str) -> Iterator[str]:
    plain = text.strip(" ,:")
    if len(plain.split()) >= 2:
        yield plain


def _judged(clause: str, said: LetterPassage, place: _ReasonPlace) -> LetterStatement | None:
    stance = _stance(clause, said, place)
    return None if stance is None else LetterStatement(clause, said.page, stance, kinds_in(clause))


def _stance(clause: str, said: LetterPassage, place: _ReasonPlace) -> Stance | None:
    """Return how a clause stands to the request; ``None`` for what is beside the matter."""
    kinds = kinds_in(clause)
    if _is_beside(clause, said, kinds) or clause.endswith("?"):
        return None
    return _settled(clause, said, place, kinds) or _weighed(clause, said, place, kinds)


def _settled(clause: str, said: LetterPassage, place: _ReasonPlace, kinds: Sequence[ReasonKind]) -> Stance | None:
    """Return the stance that a label, a box, a verdict or the link of a clause settles by itself."""
    particular = frozenset(kinds) - _GENERAL
    is_rule = _is_rule(clause)
    is_no = VERDICT.search(clause) is not None
    is_item = place.is_given and said.is_listed
    of_rules = RULE_HEADING.search(said.heading) is not None and not OF_THIS_RECORD.search(clause)
    rules = (
        (RULE_LABEL.match(clause) is not None or of_rules, Stance.RULE),
        (said.is_ticked and bool(particular), Stance.AGAINST),
        (UNDISPUTED.search(clause) is not None or bool(kinds and MEETS.match(clause)), Stance.GRANTED),
        (place.link is ClauseLink.ALTHOUGH, Stance.GRANTED),
        (is_no and not particular and len(VERDICT.sub("", clause).split()) <= _BARE, Stance.VERDICT),
        (EARLIER_DENIAL.search(said.text) is not None, Stance.RECITED),
        (place.link is ClauseLink.BECAUSE and not is_rule, Stance.AGAINST),
        (is_item and is_no and not NAMES_REQUEST.search(clause), Stance.AGAINST),
        (is_no and (particular <= _RECITED_KINDS or BACKWARD.match(clause) is not None), Stance.VERDICT),
        (is_rule, Stance.RULE),
    )
    return next((stance for holds, stance in rules if holds), None)


def _weighed(clause: str, said: LetterPassage, place: _ReasonPlace, kinds: Sequence[ReasonKind]) -> Stance:
    """Return the stance of a clause by what it denies, reports or grants, and by where it stands."""
    particular = bool(frozenset(kinds) - _GENERAL)
    negated = NEGATED.search(clause) is not None
    if RECITAL.match(clause) and not (kinds and (negated or place.is_given)):
        return Stance.RECITED
    if HISTORY.search(clause) and not negated:
        return Stance.STATED if place.is_given and particular else Stance.RECITED
    if _is_against(clause, said, place, kinds, negated=negated):
        return Stance.AGAINST
    if not negated and GRANTED.search(clause):
        return Stance.STATED if particular and place.is_given and not _is_fine(said) else Stance.GRANTED
    return Stance.STATED if particular and (place.is_given or place.is_near) else Stance.RECITED


def _is_fine(said: LetterPassage) -> bool:
    return FINE_HEADING.search(said.heading) is not None


def _is_against(
    clause: str, said: LetterPassage, place: _ReasonPlace, kinds: Sequence[ReasonKind], *, negated: bool
) -> bool:
    """Whether a clause speaks against the request: by its "not", by what it reports, or by where it stands."""
    stands_there = place.is_given or place.is_near
    particular = frozenset(kinds) - _GENERAL
    if negated and kinds:
        return stands_there or ReasonKind.EXPERIMENTAL in particular or CASE.search(clause) is not None
    if negated:
        return place.is_given or place.is_first or (place.is_near and CASE.search(clause) is not None)
    if not stands_there:
        return False
    if particular and BESIDE_A_RULE.search(clause):
        return True
    if particular and place.is_first and not GRANTED.search(clause) and len(clause.split()) >= _BARE:
        return True
    if particular and (CONTRARY.search(clause) or _is_adverse(clause, kinds)):
        return True
    return place.is_given and said.is_listed and not GRANTED.search(clause) and not _is_fine(said)


_ADVERSE_KINDS = frozenset({ReasonKind.CONTRAINDICATION, ReasonKind.PAIN_PATTERN, ReasonKind.OTHER_GENERATOR})


def _is_adverse(clause: str, kinds: Sequence[ReasonKind]) -> bool:
    """Whether a clause says that something is there which speaks against the procedure: "a pacemaker is listed"."""
    return bool(_ADVERSE_KINDS & set(kinds)) and HARMLESS.search(clause) is None


def _is_rule(clause: str) -> bool:
    """Whether a clause gives the payer's rule and says nothing of this record."""
    rule = RULE.search(AS_IT_MUST.sub("", clause))
    if rule is None:
        return False
    if CONDITIONS.search(clause) and not OF_THIS_RECORD.search(clause):
        return True
    if RULE_SUBJECT.match(clause) and not OF_THIS_RECORD.search(clause) and not TURNS.search(clause):
        return True
    says_missing = re.search(
        r"\b(?:not|never|no|nothing|without|lack\w*|missing)\b|n['\u2019]t\b", clause[: rule.start()], re.IGNORECASE
    )
    unmet = re.search(
        r"\b(?:(?:was|were|is|are|has|have|had|did|does|do)\s+(?:not|never)|not\s+(?:been\s+)?(?:met|shown"
        r"|documented|submitted)|missing|lacks?|no\s+(?:record|documentation|evidence))\b",
        clause,
        re.IGNORECASE,
    )
    return not says_missing and not (unmet and CASE.search(clause))


def _is_beside(clause: str, said: LetterPassage, kinds: Sequence[ReasonKind]) -> bool:
    """Whether a clause is about rights, contacts and the like."""
    if said.heading == said.text:
        return not kinds
    in_rights = RIGHTS_HEADING.search(said.heading) is not None and not TITLE.search(said.heading)
    if BESIDE.search(clause) or APPEAL_WORDS.search(clause):
        return True
    in_rights = in_rights and REASON_HEADING.search(said.heading) is None and not VERDICT.search(said.heading)
    return in_rights and APPEAL_WORDS.search(said.heading) is not None
