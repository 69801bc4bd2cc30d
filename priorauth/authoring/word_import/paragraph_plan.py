"""What becomes of one paragraph: which of its words are replaced, and which are said only when a fact is there."""

from __future__ import annotations

import re
from dataclasses import dataclass

from priorauth.authoring.word_import.detected_values import Sighting, sightings_in
from priorauth.authoring.word_import.known_values import Known
from priorauth.authoring.word_import.letter_blocks import Zone
from priorauth.authoring.word_import.letter_cues import scores_in
from priorauth.authoring.word_import.letter_sentences import sentence_spans
from priorauth.authoring.word_import.proposed_fields import SCORES
from priorauth.letters.checks.facts_in_text import without_overlap

_SEPARATOR = re.compile(r"[\s,;|•·–-]+\Z")


@dataclass(frozen=True, slots=True)
class Guarded:
    """A stretch of a paragraph, ``text[start:end]``, that is said only when ``condition`` holds."""

    start: int
    end: int
    condition: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What is replaced in a paragraph, and what is guarded; neither overlaps its like."""

    sightings: tuple[Sighting, ...]
    guards: tuple[Guarded, ...]


def plan_paragraph(text: str, zone: Zone, known: Known, label: str | None = None) -> Plan:
    """Decide what becomes of a paragraph; for ``label`` see `sightings_in`."""
    sentences = sentence_spans(text)
    scores = [
        Sighting(first, last, "a sentence with a score", "an instrument and a number", SCORES)
        for first, last in sentences
        if zone == "body" and scores_in(text[first:last])
    ]
    found = without_overlap((*scores, *sightings_in(text, zone, known, label)))
    sightings = tuple(sorted(found, key=lambda sighting: sighting.start))
    return Plan(sightings, _guards(text, zone, sightings, sentences))


def _guards(
    text: str, zone: Zone, sightings: tuple[Sighting, ...], sentences: tuple[tuple[int, int], ...]
) -> tuple[Guarded, ...]:
    """Guard a labelled value with its label, and any other fact with its sentence."""
    wanted: list[Guarded] = []
    for sighting in sightings:
        if sighting.field is None or not sighting.field.guard:
            continue
        start, end = sighting.start, sighting.end
        if sighting.label_start is not None:
            start = sighting.label_start
        elif zone in ("body", "criteria"):
            start, end = next((span for span in sentences if span[0] <= start < span[1]), (start, end))
        start -= len(match.group()) if (match := _SEPARATOR.search(text, 0, start)) and match.start() > 0 else 0
        wanted.append(Guarded(start, end, sighting.field.guard))
    return _merged(wanted)


def _merged(guards: list[Guarded]) -> tuple[Guarded, ...]:
    """Join guards that overlap: what is said then needs every fact of theirs."""
    merged: list[Guarded] = []
    for guard in sorted(guards, key=lambda guard: guard.start):
        if merged and guard.start < merged[-1].end:
            last = merged.pop()
            conditions = dict.fromkeys((*last.condition.split(" and "), *guard.condition.split(" and ")))
            guard = Guarded(last.start, max(last.end, guard.end), " and ".join(conditions))  # noqa: PLW2901
        merged.append(guard)
    return tuple(merged)
