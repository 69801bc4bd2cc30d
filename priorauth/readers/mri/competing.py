"""Other findings of a report that speak for another source of pain, or against the procedure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from priorauth.case.model import Certainty, CompetingFinding
from priorauth.readers.mri.competing_words import WORDINGS
from priorauth.readers.mri.hedging import is_hedged
from priorauth.readers.mri.model import Competing, Place
from priorauth.readers.mri.modic_mentions import EndplateMention
from priorauth.readers.mri.report_sentences import Sentence
from priorauth.readers.mri.report_text import ReportText
from priorauth.readers.mri.report_tokens import ReportToken, lex
from priorauth.readers.mri.spinal_levels import find_groups
from priorauth.readers.mri.token_roles import Kind

_F = CompetingFinding
_PATTERN = re.compile(
    "|".join(f"(?P<f{number}>{words})" for number, (_, words) in enumerate(WORDINGS)), re.IGNORECASE
)
_STENOSIS = re.compile(r"\b(?:stenosis|stenoses|stenosed|narrowing|narrowed)\b", re.IGNORECASE)
_SPACE = re.compile(r"canal|central|foram|recess|subarticular|spinal|stenos|neural|thecal", re.IGNORECASE)
_FACET = re.compile(
    r"\bfacet\b[^.;,]{0,30}\b(?:arthropathy|arthrosis|arthritis|osteoarthritis|hypertrophy|degeneration|disease|changes)\b",
    re.IGNORECASE,
)
_STRONG = ("moderate", "severe", "marked", "moderately", "severely", "critical", "high", "advanced", "markedly")
_GRAVE = ("marked", "severe", "advanced", "markedly", "severely", "florid")
_CHAIN_ENDS = (
    Kind.COMMA,
    Kind.WITH,
    Kind.STOP,
    Kind.SEMICOLON,
    Kind.BUT,
    Kind.FINDING,
    Kind.NOT_MODIC,
    Kind.CHANGE,
    Kind.SHOWS,
    Kind.COLON,
)
_LIST_ENDS = (Kind.SEMICOLON, Kind.BUT, Kind.STOP, Kind.THERE, Kind.EXCEPT, Kind.SHOWS)
_NOT_SURGERY = re.compile(r"congenital|ankylos|failure\s+of|candidate|consider|recommend", re.IGNORECASE)
_PARTLY = re.compile(r"\bpars\b[^.;]{0,25}\Z|\bno\s+longer\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Hit:
    finding: CompetingFinding
    start: int
    end: int


def find_competing(text: ReportText, sentences: Sequence[Sentence]) -> Iterator[Competing]:
    """Return the competing findings of these sentences, each once per place."""
    heading: tuple[Place, ...] = ()
    before: Sentence | None = None
    seen: set[tuple[CompetingFinding, Place | None]] = set()
    for sentence in sentences:
        tokens = lex(text.clean, sentence.start, sentence.end)
        heading = _heading(tokens, () if before is None or _is_apart(before, sentence) else heading)
        before = sentence
        for hit in _hits(text.clean, sentence, tokens):
            span = _span(tokens, hit)
            if span is None or _is_denied(tokens, span):
                continue
            place = _place(tokens, span, heading)
            if (hit.finding, place) not in seen:
                seen.add((hit.finding, place))
                hedged = is_hedged(tokens, EndplateMention(span[0], span[1], is_modic=False))
                certainty = Certainty.HEDGED if hedged else Certainty.STATED
                words = text.words(sentence.start, sentence.end)
                yield Competing(finding=hit.finding, place=place, certainty=certainty, words=words)


def _is_apart(before: Sentence, sentence: Sentence) -> bool:
    """Whether a heading before one sentence has nothing to do with the next."""
    return sentence.is_item or before.section is not sentence.section or before.paragraph != sentence.paragraph


def _hits(text: str, sentence: Sentence, tokens: Sequence[ReportToken]) -> Iterator[_Hit]:
    for match in _PATTERN.finditer(text, sentence.start, sentence.end):
        finding = WORDINGS[int((match.lastgroup or "f0")[1:])][0]
        before = text[sentence.start : match.start()]
        if finding is _F.PRIOR_SURGERY and _NOT_SURGERY.search(text, sentence.start, sentence.end):
            continue
        if finding is _F.FRACTURE and _PARTLY.search(before):
            continue
        yield _Hit(finding, match.start(), match.end())
    for match in _STENOSIS.finditer(text, sentence.start, sentence.end):
        if _is_of_a_space(text, sentence, match) and _has_degree(tokens, match.start(), match.end(), _STRONG):
            yield _Hit(_F.STENOSIS, match.start(), match.end())
    for match in _FACET.finditer(text, sentence.start, sentence.end):
        if _has_degree(tokens, match.start(), match.end(), _GRAVE):
            yield _Hit(_F.FACET_ARTHROPATHY, match.start(), match.end())


def _is_of_a_space(text: str, sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether a canal, a recess or a foramen is narrow, and not a disc space."""
    near = text[max(sentence.start, match.start() - 70) : min(sentence.end, match.end() + 40)]
    before = text[max(sentence.start, match.start() - 25) : match.start()].lower()
    is_disc = re.search(r"(?:dis[ck]|inter|joint)\s*-?(?:space)?\s*(?:height)?\s*$", before) is not None
    return _SPACE.search(near) is not None and not is_disc


def _has_degree(tokens: Sequence[ReportToken], start: int, end: int, degrees: Sequence[str]) -> bool:
    """Whether a word of degree goes with a finding: in its own phrase before it, or right behind it."""
    first = next((i for i, token in enumerate(tokens) if token.end > start), len(tokens))
    for token in reversed(tokens[:first]):
        if token.kind in _CHAIN_ENDS:
            break
        if token.text in degrees:
            return True
    behind = [token for token in tokens if token.start >= end][:3]
    for token in behind:
        if token.text in degrees:
            return True
        if token.kind not in (Kind.IS, Kind.COMMA, Kind.COLON, Kind.DASH, Kind.OPEN):
            return False
    return False


def _span(tokens: Sequence[ReportToken], hit: _Hit) -> tuple[int, int] | None:
    inside = [i for i, token in enumerate(tokens) if token.start < hit.end and token.end > hit.start]
    return (inside[0], inside[-1]) if inside else None


def _is_denied(tokens: Sequence[ReportToken], span: tuple[int, int]) -> bool:
    """Whether a "no" or "without" reaches the finding, over a list that ends in "or", or back from "not seen"."""
    for index in range(span[0] - 1, -1, -1):
        token = tokens[index]
        if token.kind in _LIST_ENDS:
            break
        if token.kind in (Kind.NO, Kind.WITHOUT, Kind.RESOLVED) or (
            token.kind is Kind.NOT and index >= span[0] - 2
        ):
            return not _is_freed(tokens, index, span[0])
        if token.kind is Kind.ABSENT and token.text in ("negative", "absent"):
            return True
    return _is_denied_after(tokens, span[1])


def _is_freed(tokens: Sequence[ReportToken], start: int, first: int) -> bool:
    """Whether the list that a "no" opened has ended: a comma, "with" or "and" before a new degree."""
    between = tokens[start + 1 : first]
    whole = tokens[start + 1 :]
    if any(token.kind is Kind.OR for token in whole[: len(between) + 4]):
        return False
    for index, token in enumerate(between):
        if token.kind in (Kind.COMMA, Kind.AND, Kind.WITH):
            rest = [*between[index + 1 :], tokens[first]]
            if rest[0].text in (*_STRONG, "mild", "grade", "minimal", "there"):
                return True
    return False


def _is_denied_after(tokens: Sequence[ReportToken], last: int) -> bool:
    for token in tokens[last + 1 : last + 9]:
        if token.kind in (Kind.ABSENT, Kind.NONE, Kind.RESOLVED):
            return True
        passing = (
            Kind.IS, Kind.COLON, Kind.PREPOSITION, Kind.LEVEL, Kind.BODY, Kind.ARTICLE, Kind.DASH, Kind.OR,
            Kind.FINDING, Kind.NOT_MODIC, Kind.PRIOR, Kind.SEEN, Kind.DISC_WORD,
        )  # fmt: skip
        if token.kind not in passing:
            return False
    return False


def _place(tokens: Sequence[ReportToken], span: tuple[int, int], heading: tuple[Place, ...]) -> Place | None:
    """Return the one place of a finding: the nearest its sentence names, else that of its heading."""
    groups = [g for g in find_groups(tokens, [span[0]]) if g.spots]
    after = [g for g in groups if span[0] <= g.first]
    before = [g for g in groups if g.last < span[0]]
    near = (
        after[0]
        if after and after[0].first - span[1] <= 5
        else before[-1]
        if before
        else after[0]
        if after
        else None
    )
    places = tuple(spot.place for spot in near.spots) if near else heading
    return places[0] if len(places) == 1 else None


def _heading(tokens: Sequence[ReportToken], before: tuple[Place, ...]) -> tuple[Place, ...]:
    groups = find_groups(tokens, [])
    if groups and groups[0].back is None and groups[0].first <= 2 and groups[0].spots:
        lead = tokens[: groups[0].first]
        if all(token.kind in (Kind.PREPOSITION, Kind.ARTICLE, Kind.LEVEL_WORD, Kind.COLON) for token in lead):
            return tuple(spot.place for spot in groups[0].spots)
    return before
