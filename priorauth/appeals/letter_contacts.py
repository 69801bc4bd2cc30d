"""Where an appeal goes and how the payer's physician is reached, as the letter itself says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from priorauth.appeals.denial import AppealLevel
from priorauth.appeals.letter_passages import LetterPassage
from priorauth.appeals.letter_roles import APPEAL_WORDS, OUTSIDE, Contexts, DateRole, role_of


@dataclass(frozen=True, slots=True)
class FoundText:
    """A text of the letter, with the words it stands in and their page."""

    value: str
    quote: str
    page: int


_NUMBER = r"\(?\b\d{3}\)?[\s.-]?\s?\d{3}[.-]\d{4}\b"
_FAX = re.compile(rf"\bfax(?:ed)?\b[^.;]{{0,40}}?(?P<value>{_NUMBER})", re.IGNORECASE)
_PHONE = re.compile(rf"(?<!fax )(?<!fax: )(?P<value>{_NUMBER})", re.IGNORECASE)
_ADDRESS = re.compile(
    r"""(?P<name>(?:(?:[A-Z][\w&'\u2019.-]*|of|and|the|c/o|[-\u2013])(?:\s+|,\s+)){0,9}?)
    (?P<street>(?:P\.?\s?O\.?\s+Box\s+\d+|\d{1,5}\s+(?:[A-Z0-9][\w.'-]*\s+){1,4}(?:St(?:reet)?|Ave(?:nue)?|R(?:oa)?d|Blvd|Boulevard|Dr(?:ive)?|Way|L(?:a)?ne?|Parkway|Pkwy|Plaza|Court|Ct|Circle|Highway|Hwy|Square|Place)\b\.?(?:,?\s+(?:Suite|Ste|Floor|Fl|Unit|Room)\.?\s+[\w-]+)?)
    ,?\s+[A-Z][A-Za-z.]*(?:\s+[A-Z][A-Za-z.]*){0,2},?\s+[A-Z]{2}\s+\d{5}(?:-\d{4})?)""",
    re.VERBOSE,
)
_SENDS = re.compile(r"\b(?:mail|send|write|writing|submit|address|deliver|to|form)\b", re.IGNORECASE)
_VERB = re.compile(
    r"\A(?:(?:Send|Mail|Write|Submit|Address|Appeals?\s+to|To|Your|It|Or|Fax|Deliver|The)\b:?\s*(?:to\s+)?)+"
)


def appeal_addresses(sentences: Sequence[LetterPassage], level: AppealLevel) -> tuple[FoundText, ...]:
    """Return the addresses that the letter gives for an appeal or for the review it offers."""
    return _once(_addresses(sentences, level))


def appeal_faxes(sentences: Sequence[LetterPassage], level: AppealLevel) -> tuple[FoundText, ...]:
    """Return the fax numbers that the letter gives for an appeal."""
    found = (
        FoundText(match["value"], said.text, said.page)
        for said in sentences
        if _is_about_appeal(said, level)
        for match in _FAX.finditer(said.text)
    )
    return _once(found)


def call_phones(sentences: Sequence[LetterPassage]) -> tuple[FoundText, ...]:
    """Return the telephone numbers for a peer-to-peer call."""
    return _once(_phones(sentences))


def _addresses(sentences: Sequence[LetterPassage], level: AppealLevel) -> Iterator[FoundText]:
    for said in sentences:
        for match in _ADDRESS.finditer(said.text):
            if _is_about_appeal(said, level) and _SENDS.search(said.text[: match.start("street")]):
                name = _VERB.sub("", match["name"]).strip(" ,")
                value = f"{name}, {match['street']}" if name else match["street"]
                yield FoundText(" ".join(value.split()), said.text, said.page)


def _is_about_appeal(said: LetterPassage, level: AppealLevel) -> bool:
    """Whether a sentence is about an appeal, and about one to the payer or outside it as the level is."""
    near = next((text for text in (said.text, said.before, said.heading) if _names_review(text)), None)
    return near is not None and (OUTSIDE.search(near) is not None) == (level is AppealLevel.EXTERNAL)


def _names_review(text: str) -> bool:
    return APPEAL_WORDS.search(text) is not None or OUTSIDE.search(text) is not None


def _phones(sentences: Sequence[LetterPassage]) -> Iterator[FoundText]:
    was_call = False
    for said in sentences:
        is_call = role_of(said.text, said.text, "", Contexts((said.heading,))) is DateRole.CALL
        if is_call or (
            was_call
            and re.match(
                r"(?:call|(?:tele)?phone|dial|ring|to\s+(?:schedule|arrange|reach))\b", said.text, re.IGNORECASE
            )
        ):
            yield from (FoundText(match["value"], said.text, said.page) for match in _PHONE.finditer(said.text))
        was_call = is_call


def _once(found: Iterator[FoundText]) -> tuple[FoundText, ...]:
    first: dict[str, FoundText] = {}
    for each in found:
        first.setdefault(each.value, each)
    return tuple(first.values())
