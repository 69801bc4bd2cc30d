"""The words records use for each kind of care and each kind of block, and which of them a statement belongs to."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from priorauth.case.model import Care, ExhibitKind, Modality

_WORDS: dict[Modality, str] = {
    Modality.PHYSICAL_THERAPY: (
        r"physical\s+therap(?:y|ist|ists)\b|physiotherap\w+|\bp\.t\."
        r"|(?<=\bof )pt\b|(?<=\bto )pt\b|(?<=\bin )pt\b|(?<=formal )pt\b|(?<=outpatient )pt\b|(?<=completed )pt\b"
        r"|(?<=failed )pt\b|(?<=tried )pt\b|(?<=\bdid )pt\b|(?<=start )pt\b"
        r"|\bpt(?=:|\s*\(|\s+(?:at|since|between|twice|weekly|visits?|sessions?|course|eval\w*|ordered|referral|x\s*\d+|\dx|from|for|with\s+\w+\s+(?:visits|sessions))\b)"
    ),
    Modality.HOME_EXERCISE: r"home[\s-]+exercise\w*|\bhep\b|home\s+program",
    Modality.EXERCISE: r"\bexercis(?:e|es|ing)\b",
    Modality.CHIROPRACTIC: r"chiropract\w+|spinal\s+manipulat\w+",
    Modality.ACTIVITY_MODIFICATION: (
        r"activity\s+modif\w+|activity\s+restrict\w+|modif\w+\s+(?:of\s+)?(?:his\s+|her\s+|their\s+)?activit\w+"
        r"|lifting\s+(?:limits|restrict\w+)"
    ),
    Modality.COGNITIVE_BEHAVIORAL_THERAPY: r"cognitive[\s-]+behaviou?ral|\bcbt\b|pain\s+psycholog\w+",
    Modality.NSAID: (
        r"\bnsaids?\b|non-?steroidal|naproxen|ibuprofen|meloxicam|diclofenac|celecoxib|etodolac|indomethacin"
        r"|ketorolac|nabumetone|piroxicam|oxaprozin|sulindac|\baleve\b|\bmotrin\b|\badvil\b|celebrex|\bmobic\b"
        r"|voltaren|naprosyn"
    ),
    Modality.ORAL_STEROID: r"prednis\w+|methylprednisolone|medrol|dexamethasone|oral\s+(?:cortico)?steroid\w*",
    Modality.EPIDURAL_INJECTION: r"epidural\w*|\b(?:il|tf|cl?|l)?esis?\b",
    Modality.FACET_INJECTION: (
        r"facet\s+(?:joint\s+)?(?:injection|block)\w*|medial\s+branch\s+(?:nerve\s+)?block\w*|\bmbbs?\b"
    ),
    Modality.SACROILIAC_INJECTION: r"(?:sacroiliac|\bsi\b|\bsij\b)\s+(?:joint\s+)?(?:injection|block)\w*",
    Modality.FACET_ABLATION: r"radiofrequency|\brfa\b|rhizotomy|neurotomy",
    Modality.BRACE: r"\bbraces?\b|lumbar\s+(?:support|orthosis)|\blso\b",
    Modality.ACUPUNCTURE: r"acupunct\w+",
}  # fmt: skip

_WHOLE_RECORDS = {
    ExhibitKind.PHYSICAL_THERAPY: Modality.PHYSICAL_THERAPY,
    ExhibitKind.BEHAVIORAL_THERAPY: Modality.COGNITIVE_BEHAVIORAL_THERAPY,
}

_NAMED_BY_DETAIL = frozenset(
    {Modality.OTHER, Modality.OTHER_MEDICATION, Modality.NSAID, Modality.ORAL_STEROID, Modality.EXERCISE}
)
"""Kinds of care of which a record names the drug or the technique rather than the kind."""

DETAIL = "detail"

_SENTENCE_END = re.compile(r"[.;](?=\s)")
_IS_OF = re.compile(r"\s+(?:of|for|in|with)\s+(?:\w+\s+){0,3}\Z")
_LONGEST = 600
REACH = 300
"""How far, in characters, a statement can lie behind the words it is about."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a text names a kind of care or block."""

    name: str
    start: int
    end: int


@lru_cache(maxsize=64)
def care_mentions(text: str, detail: str | None) -> tuple[Mention, ...]:
    """Find every kind of care a text names, in order; ``detail`` is the drug or technique the case names."""
    named = [] if detail is None else _mentions(text, DETAIL, rf"\b{re.escape(detail)}\b")
    kinds = [item for modality, words in _WORDS.items() for item in _mentions(text, modality.value, words)]
    return _outermost([*named, *kinds])


def _outermost(found: list[Mention]) -> tuple[Mention, ...]:
    """Put mentions in order; of two that overlap, keep the one that starts first or stands first in the list."""
    kept: list[Mention] = []
    for item in sorted(found, key=lambda item: item.start):
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return tuple(kept)


def _mentions(text: str, name: str, words: str) -> list[Mention]:
    return [Mention(name, m.start(), m.end()) for m in _compiled(words).finditer(text)]


@lru_cache(maxsize=128)
def _compiled(words: str) -> re.Pattern[str]:
    return re.compile(words)


def detail_word(care: Care) -> str | None:
    """Return the first real word of what the case says exactly, where that is the name of a drug or technique."""
    words = re.findall(r"[^\W\d]{4,}", (care.detail or "").casefold())
    return words[0] if words and care.modality in _NAMED_BY_DETAIL else None


@lru_cache(maxsize=64)
def _has_word(text: str, word: str) -> bool:
    return re.search(rf"\b{re.escape(word)}\b", text) is not None


def is_about(mention: Mention | None, care: Care, text: str) -> bool:
    """Whether a mention is of this care: of its drug or technique where the text names it, else of its kind."""
    if mention is None:
        return False
    detail = detail_word(care)
    if detail is not None and _has_word(text, detail):
        return mention.name == DETAIL
    return mention.name == care.modality.value


def is_record_of(kind: ExhibitKind, care: Care) -> bool:
    """Whether the whole exhibit is the record of this care, so that it need not name it each time."""
    return _WHOLE_RECORDS.get(kind) is care.modality


def owner_of(text: str, start: int, end: int, mentions: tuple[Mention, ...]) -> Mention | None:
    """Find what ``text[start:end]`` is about: "18 visits of therapy", or else what was named last."""
    place = bisect_left(mentions, start, key=lambda item: item.start)
    following = bisect_left(mentions, end, key=lambda item: item.start)
    after = mentions[following] if following < len(mentions) else None
    if after is not None and _IS_OF.match(text, end, after.start) and after.start - end <= REACH:
        return after
    if place < following and mentions[place].end <= end:
        return mentions[place]
    if place and 0 <= start - mentions[place - 1].end <= REACH:
        return mentions[place - 1]
    if after is not None and after.start - end <= REACH and not _SENTENCE_END.search(text, end, after.start):
        return after
    return None


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the sentence that ``text[start:end]`` lies in, as far as points and semicolons divide it.

    It reaches no further than a long sentence does, where a text has no points.
    """
    earliest, latest = max(0, start - _LONGEST), min(len(text), end + _LONGEST)
    begin = max((m.end() for m in _SENTENCE_END.finditer(text, earliest, start)), default=earliest)
    after = _SENTENCE_END.search(text, max(end - 1, start), latest)
    return begin, after.end() if after else latest
