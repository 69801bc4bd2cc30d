"""Reading a denial letter: date, number, decision, the times it gives, its reasons, and where an appeal goes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from priorauth.appeals.denial import AppealLevel
from priorauth.appeals.letter_contacts import FoundText, appeal_addresses, appeal_faxes, call_phones
from priorauth.appeals.letter_dates import (
    FoundTerm,
    LetterDay,
    exact_days,
    last_days_of,
    other_days,
    own_dates,
    terms_of,
)
from priorauth.appeals.letter_outcome import (
    LetterOutcome,
    NoticeForm,
    approved_part,
    decides_appeal,
    form_of,
    outcome_of,
)
from priorauth.appeals.letter_passages import LetterPassage, lines_of, sentences_of
from priorauth.appeals.letter_reasons import FoundReason, LetterStatement, Stance, reasons_of, statements_of
from priorauth.appeals.letter_roles import DateRole, levels_of


@dataclass(frozen=True, slots=True)
class LetterReading:
    """All that a denial letter could mean to say of these things."""

    outcome: LetterOutcome = LetterOutcome.UNKNOWN
    form: NoticeForm | None = None
    dates: tuple[LetterDay, ...] = ()
    """The days that could be the letter's own."""
    references: tuple[FoundText, ...] = ()
    appeal_days: tuple[LetterDay, ...] = ()
    """The last days that the letter prints for this level of appeal."""
    appeal_terms: tuple[FoundTerm, ...] = ()
    """The periods that the letter gives for this level of appeal."""
    other_days: tuple[LetterDay, ...] = ()
    other_terms: tuple[FoundTerm, ...] = ()
    reasons: tuple[FoundReason, ...] = ()
    points_elsewhere: bool = False
    """Whether the letter leaves the appeal to another paper: "see the enclosed brochure"."""
    granted: tuple[LetterStatement, ...] = ()
    approved: tuple[LetterPassage, ...] = ()
    addresses: tuple[FoundText, ...] = ()
    faxes: tuple[FoundText, ...] = ()
    call_days: tuple[LetterDay, ...] = ()
    call_terms: tuple[FoundTerm, ...] = ()
    call_phones: tuple[FoundText, ...] = ()


def read_letter(pages: Sequence[str], level: AppealLevel) -> LetterReading:
    """Read a denial letter's pages. ``level`` is that of the appeal: letters give each level a time of its own."""
    lines, sentences = tuple(lines_of(pages)), tuple(sentences_of(pages))
    is_after_appeal = decides_appeal(sentences)
    outcome = outcome_of(sentences)
    terms = tuple(
        dict.fromkeys(term for said in sentences for term in terms_of(said, is_after_appeal=is_after_appeal))
    )
    ends = tuple(dict.fromkeys(day for said in sentences for day in last_days_of(said)))
    dates = _once(own_dates(pages, lines, sentences, is_after_appeal=is_after_appeal))
    statements = statements_of(sentences)
    here = {role for role in DateRole if level in levels_of(role, is_after_appeal=is_after_appeal)}
    return LetterReading(
        outcome=outcome,
        form=form_of(sentences),
        dates=dates,
        references=_references(lines, outcome),
        appeal_days=_once(day for day in ends if day.role in here),
        appeal_terms=_terms_once(term for term in terms if term.role in here),
        other_days=tuple(day for day in (*ends, *other_days(sentences, (*dates, *ends))) if day.role not in here),
        other_terms=tuple(term for term in terms if term.role not in here),
        reasons=reasons_of(statements),
        points_elsewhere=any(_ELSEWHERE.search(said.text) for said in sentences),
        granted=tuple(said for said in statements if said.stance is Stance.GRANTED and said.kinds),
        approved=approved_part(sentences) if outcome is LetterOutcome.PARTIAL else (),
        addresses=appeal_addresses(sentences, level),
        faxes=appeal_faxes(sentences, level),
        call_days=tuple(day for day in ends if day.role is DateRole.CALL),
        call_terms=tuple(term for term in terms if term.role is DateRole.CALL),
        call_phones=call_phones(sentences),
    )


_ELSEWHERE = re.compile(
    r"\b(?:see|refer|read|described|explained|found|listed|set\s+out|enclosed|attached)\b[^.;]{0,60}"
    r"\b(?:brochure|booklet|insert|handbook|leaflet|pamphlet|flyer|evidence\s+of\s+coverage|certificate"
    r"|plan\s+document|website|attachment|enclosure)\b",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"""\b(?P<label>reference|ref|case|tracking|request|authori[sz]ation(?:\s+request)?|auth|denial|determination
      |decision|notice|nabd|letter|referral|our\s+file|control|inquiry|precert\w*|u[mr]|appeal|claim|grievance|review|file|certification)
    \.?(?:\s*(?:reference\s*|control\s*)?(?:number|no\.?|num\.?|id|\#)\s*[:\#]?|\s*[:\#]
      |(?=\s+(?-i:[A-Z0-9])(?=[\w./-]{4,})(?=[A-Za-z./-]*\d)(?=[\d./-]*[A-Za-z])[\w./-]+[\w/-](?:[\s|,).]|\Z)))\s*\#?\s*
    (?P<value>[A-Za-z0-9][A-Za-z0-9./-]{2,28}[A-Za-z0-9]|[A-Za-z]{1,3}-?\d{1,3})
    (?![\w/-])""",
    re.IGNORECASE | re.VERBOSE,
)
_APPROVALS = (
    *("authorization", "authorisation", "authorization request", "authorisation request"),
    *("auth", "certification"),
)
_TIERS = (
    ("reference", "ref"),
    ("case", "tracking", "request", "denial", "determination", "decision", "notice", "nabd"),
    _APPROVALS,
    ("appeal", "grievance", "review", "file", "letter", "referral", "our file", "control", "inquiry"),
    ("claim",),
)
_LESSER = 3
"""The place of a label that no tier names."""
"""How surely a label names the payer's number for the request: the number of a claim is taken where no other is."""


_BARE_NUMBER = re.compile(
    r"(?:\A|[/|]\s)(?P<value>(?=[\w.-]*\d)(?=[\d.-]*[A-Z])[A-Z0-9]{1,8}(?:[.-][A-Z0-9]{1,8}){1,4})\s*\Z"
)
"""A number in parts that stands alone at the end of a line of the letter's head."""
_OTHER_NUMBER = re.compile(
    r"\b(?:member|subscriber|enrollee|medicaid|medicare|group|policy|plan|patient|npi|tax|tin|phone|fax"
    r"|telephone|guideline|criteria"
    r"|codes?|cpt|icd|diagnosis|dx|form|zip|claimant|employer|services?|procedure)\b",
    re.IGNORECASE,
)
_HEAD = 15
"""Lines of the letter in which such a number is looked for."""


def _bare_references(lines: Sequence[LetterPassage]) -> Iterator[FoundText]:
    """Find numbers that stand in the letter's head with no label of their own."""
    for before, line in zip(("", *(line.text for line in lines)), lines[:_HEAD], strict=False):
        match = _BARE_NUMBER.search(line.text)
        if match and not _OTHER_NUMBER.search(f"{before} {line.text}") and not exact_days(match["value"]):
            yield FoundText(match["value"], line.text, line.page)


def _references(lines: Sequence[LetterPassage], outcome: LetterOutcome) -> tuple[FoundText, ...]:
    """Find the payer's numbers, those of the surest label alone. What was approved has a number of its own."""
    tiers: tuple[dict[str, FoundText], ...] = tuple({} for _ in _TIERS)
    for line in lines:
        for match in _REFERENCE.finditer(line.text):
            value, label = match["value"], " ".join(match["label"].lower().split())
            if not re.search(r"\d", value) or exact_days(value) or re.fullmatch(r"[\d-]*\d{3}-\d{4}", value):
                continue
            place = next((place for place, labels in enumerate(_TIERS) if label in labels), _LESSER)
            is_approval = _TIERS[place] is _APPROVALS and outcome in (LetterOutcome.PARTIAL, LetterOutcome.APPROVED)
            if not is_approval:
                tiers[place].setdefault(value, FoundText(value, line.text, line.page))
    found = next((tuple(tier.values()) for tier in tiers if tier), ())
    if not found and outcome is not LetterOutcome.PARTIAL:
        found = tuple({number.value: number for number in _bare_references(lines)}.values())
    return tuple(number for number in found if len(number.value) > _SHORT) or found


_SHORT = 3
"""Characters of a number that is taken only where no longer one stands: "R-7"."""


def _once(days: Iterator[LetterDay]) -> tuple[LetterDay, ...]:
    first: dict[date, LetterDay] = {}
    for found in days:
        first.setdefault(found.day, found)
    return tuple(first.values())


def _terms_once(terms: Iterator[FoundTerm]) -> tuple[FoundTerm, ...]:
    """Keep one of each length, unit and start; of two that differ only in saying from receipt, that one."""
    first: dict[tuple[object, ...], FoundTerm] = {}
    for found in terms:
        key = (found.count, found.unit, None if found.start in _FROM_LETTER else found.start, found.start_day)
        known = first.get(key)
        if known is None or (found.from_receipt and not known.from_receipt):
            first[key] = found
    return tuple(first.values())


_FROM_LETTER = ("the letter", "receipt", "not stated")
"""Starts whose first day is at the earliest the letter's own date."""
