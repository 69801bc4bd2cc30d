"""Which words of the exhibits are marked in the packet: those that a claim rests on, and those it has to answer.

A mark is named after the kind of fact and its place, never after what a chart says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from priorauth.case.consistency import dotted, sources
from priorauth.case.model import Case, Source
from priorauth.comparison.model import ExhibitFinding, ExhibitQuote, Verdict
from priorauth.exhibits.pages import OpenedExhibit, Rect
from priorauth.exhibits.quotes import find
from priorauth.letters.context import wording
from priorauth.submission.gate import GatedCase

_UNMARKED = re.compile(r"^exhibits\.|\.(?:modality|radiologist|sequences)$")
"""Claims borne out by a letterhead or one word: marking what no reviewer looks for hides the rest."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of an exhibit's page that are marked on it. It tells ids and field names, never what the words say."""

    exhibit: str
    page: int
    """Counted from 1 within the exhibit."""
    rects: tuple[Rect, ...]
    """Where the words stand, in the page's own coordinates, as `Page.rects` gives them."""
    criteria: tuple[str, ...] = ()
    """The ids of the criteria the words bear on."""
    name: str = ""
    """What they are about, for a bookmark: ``Modic change at L4-L5``."""

    @property
    def note(self) -> str:
        """What the annotation says of itself."""
        return f"Supports: {', '.join(self.criteria)}" if self.criteria else self.name


@dataclass(frozen=True, slots=True)
class Cited:
    """A passage of an exhibit that the packet rests on, what it is about and which criteria it bears on."""

    passage: ExhibitQuote
    name: str = ""
    criteria: tuple[str, ...] = ()


def cited_passages(gated: GatedCase, opened: Sequence[OpenedExhibit]) -> tuple[Cited, ...]:
    """List the passages a packet rests on, each with what it is about and the criteria it bears on.

    They are the case's quotes that stand on their page, words that bear a claim out, and words that speak against
    the procedure, which a reviewer has to find as easily.
    """
    case = gated.case
    by_field = {dotted(path): source for path, source in sources(case)}
    criteria = _criteria_by_source(gated)
    quoted = {
        field: passage for field, source in by_field.items() if (passage := _quoted(source, opened)) is not None
    }
    cited = [
        Cited(passage, name_of(case, field), criteria.get(by_field[field], ())) for field, passage in quoted.items()
    ]
    for item in gated.concordance.having(Verdict.CORROBORATED):
        field = None if _UNMARKED.search(item.claim) else _source_field(item.claim, by_field)
        if field and item.passage and _adds_to(item.passage, quoted.get(field)):
            cited.append(Cited(item.passage, name_of(case, item.claim), criteria.get(by_field[field], ())))
    cited += [Cited(item.passage, name_of_contrary(item)) for item in gated.concordance.against]
    return tuple(cited)


def marks_of(cited: Iterable[Cited], opened: Sequence[OpenedExhibit]) -> tuple[Mark, ...]:
    """Return a mark for each passage, equal ones joined, in the order of exhibits, pages and words.

    A passage on a page whose words have no place (a picture of text) is left out.
    """
    pages = {(item.exhibit.id, page.number): page for item in opened for page in item.pages}
    order = {item.exhibit.id: place for place, item in enumerate(opened)}
    joined: dict[tuple[str, int, int, int], Mark] = {}
    for item in sorted(
        _largest(cited), key=lambda c: (order.get(c.passage.exhibit, 0), c.passage.page, c.passage.start)
    ):
        found = item.passage
        page = pages.get((found.exhibit, found.page))
        rects = page.rects(found.start, found.end) if page else ()
        if not rects:
            continue
        key = (found.exhibit, found.page, found.start, found.end)
        before = joined.get(key)
        criteria = dict.fromkeys((*(before.criteria if before else ()), *item.criteria))
        name = before.name if before and before.name else item.name
        joined[key] = Mark(found.exhibit, found.page, rects, tuple(criteria), name)
    return tuple(joined.values())


def _largest(cited: Iterable[Cited]) -> Iterator[Cited]:
    """Return passages that lie within another as that other, so that no words are marked twice."""
    every = tuple(cited)
    for item in every:
        around = [other.passage for other in every if _holds(other.passage, item.passage)]
        widest = max(around, key=lambda passage: passage.end - passage.start)
        yield Cited(widest, item.name, item.criteria)


def _holds(outer: ExhibitQuote, inner: ExhibitQuote) -> bool:
    same = (outer.exhibit, outer.page) == (inner.exhibit, inner.page)
    return same and outer.start <= inner.start and inner.end <= outer.end


def _quoted(source: Source, opened: Sequence[OpenedExhibit]) -> ExhibitQuote | None:
    """Find the words a source quotes: on the page it names, or on the first that has them."""
    if source.quote is None:
        return None
    for item in opened:
        for page in item.pages if item.exhibit.id == source.exhibit else ():
            if source.page in (None, page.number) and (span := find(page.text, source.quote)):
                start, end = span
                return ExhibitQuote(
                    exhibit=source.exhibit, page=page.number, start=start, end=end, quote=page.text[start:end]
                )
    return None


def _criteria_by_source(gated: GatedCase) -> dict[Source, tuple[str, ...]]:
    """List, for each source, the criteria that it was used for."""
    found: dict[Source, dict[str, None]] = {}
    for result in gated.assessment.results:
        for fact in result.facts:
            if fact.source is not None:
                found.setdefault(fact.source, {})[result.id] = None
    return {source: tuple(ids) for source, ids in found.items()}


def _adds_to(passage: ExhibitQuote, quoted: ExhibitQuote | None) -> bool:
    """Whether words that bear a claim out show more than the case's own quote for it, or stand for want of one.

    A lone word, such as the name of a series, shows nothing to a reader who is led to it.
    """
    if quoted is None:
        return len(passage.quote.split()) > 1 or any(map(str.isdigit, passage.quote))
    is_same_page = (passage.exhibit, passage.page) == (quoted.exhibit, quoted.page)
    return is_same_page and passage.start <= quoted.start < quoted.end <= passage.end


def _source_field(claim: str, by_field: Mapping[str, Source]) -> str | None:
    """Find the source of a claim's field: its own, or that of the record it is part of."""
    parts = claim.split(".")
    outwards = (".".join((*parts[:length], "source")) for length in range(len(parts), 0, -1))
    return next((field for field in (claim, *outwards) if field in by_field), None)


_PAIN = {
    "leg_symptoms": "Leg symptoms",
    "pattern_source": "Pain pattern",
    "severity_source": "Severity",
    "matching_levels": "Levels the pain matches",
}


def name_of(case: Case, field: str) -> str:
    """Name what a field of a case is about; ``field`` is dotted, entries counted from 1."""
    match field.split("."):
        case ["imaging", study, "findings", finding, *_]:
            return f"Modic change at {case.imaging[_place(study)].findings[_place(finding)].place}"
        case ["imaging", _, "numbering", *_]:
            return "Numbering of the vertebrae"
        case ["imaging", *_]:
            return "MRI study"
        case ["conservative_care", row, *_]:
            return wording.MODALITY[case.conservative_care[_place(row)].modality]
        case ["other_generators", row, *_]:
            return f"Work-up: {wording.GENERATOR[case.other_generators[_place(row)].generator].lower()}"
        case ["pain", "scores", row, *_]:
            return f"{case.pain.scores[_place(row)].instrument} score"
        case ["pain", part, *_]:
            return _PAIN.get(part, "Onset of the pain")
        case ["safety", part, *_]:
            return f"Safety: {wording.SAFETY.get(part, part.replace('_', ' '))}"
    return "Quoted passage"


def name_of_contrary(found: ExhibitFinding) -> str:
    """Name words that speak against the procedure: ``To answer: stenosis at L4-L5``."""
    place = f" at {found.place}" if found.place else ""
    return f"To answer: {found.finding.value.replace('_', ' ')}{place}"


def _place(number: str) -> int:
    return int(number) - 1
