"""What becomes of one paragraph: which of its words are replaced, and which are said only when a fact is there."""

from __future__ import annotations

import re
from dataclasses import dataclass

from priorauth.authoring.word_import.detected_values import DetectedValue, detect_values
from priorauth.authoring.word_import.known_values import KnownNames
from priorauth.authoring.word_import.letter_blocks import Zone
from priorauth.authoring.word_import.letter_cues import scores_in
from priorauth.authoring.word_import.proposed_fields import SCORES
from priorauth.letters.checks.facts_in_text import without_overlap
from priorauth.letters.checks.letter_sentences import sentence_spans

_SEPARATOR = re.compile(r"[\s,;|•·–-]+\Z")


@dataclass(frozen=True, slots=True)
class Guarded:
    """A stretch of a paragraph, ``text[start:end]``, that is said only when ``condition`` holds."""

    start: int
    end: int
    condition: str


@dataclass(frozen=True, slots=True)
class ParagraphPlan:
    """What is replaced in a paragraph, and what is guarded; neither overlaps its like."""

    detected: tuple[DetectedValue, ...]
    guards: tuple[Guarded, ...]


def plan_paragraph(text: str, zone: Zone, known: KnownNames, label: str | None = None) -> ParagraphPlan:
    """Decide what becomes of a paragraph; for ``label`` see `detect_values`."""
    sentences = sentence_spans(text)
    scores = [
        DetectedValue(first, last, "a sentence with a score", "an instrument and a number", SCORES)
        for first, last in sentences
        if zone == "body" and scores_in(text[first:last])
    ]
    found = without_overlap((*scores, *detect_values(text, zone, known, label)))
    detected = tuple(sorted(found, key=lambda item: item.start))
    return ParagraphPlan(detected, _guards(text, zone, detected, sentences))


def _guards(
    text: str, zone: Zone, detected: tuple[DetectedValue, ...], sentences: tuple[tuple[int, int], ...]
) -> tuple[Guarded, ...]:
    """Guard a labelled value with its label, and any other fact with its sentence."""
    wanted: list[Guarded] = []
    for item in detected:
        if item.field is None or not item.field.guard:
            continue
        start, end = item.start, item.end
        if item.label_start is not None:
            start = item.label_start
        elif zone in ("body", "criteria"):
            start, end = next((span for span in sentences if span[0] <= start < span[1]), (start, end))
        start -= len(match.group()) if (match := _SEPARATOR.search(text, 0, start)) and match.start() > 0 else 0
        wanted.append(Guarded(start, end, item.field.guard))
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
