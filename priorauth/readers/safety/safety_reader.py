"""The reader of the safety history, the pattern for every reader that goes mention by mention."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from priorauth.readers.safety.own_denials import with_own_denial
from priorauth.readers.safety.safety_rules import safety_drafts
from priorauth.reading.frame import Frame, read_frame
from priorauth.reading.reader import FindingDraft, Mentioned, ReadDocument, mentioned

_NECK = frozenset({"neck", "cervical", "cspine", "c", *(f"c{number}" for number in range(1, 8))})


class SafetyReader:
    """Reads presence: each trigger as the engine says it stands."""

    @property
    def frame(self) -> Frame:
        """The words of the safety history; the neck is part of the spine."""
        return read_frame(Path(__file__).parent, own_parts=_NECK, past_by_date=True)

    def read(self, document: ReadDocument) -> Iterator[FindingDraft]:
        """Return a finding for each trigger whose meaning the rules know."""
        frame = self.frame
        for item in mentioned(document, frame):
            own = with_own_denial(item, frame)
            yield from safety_drafts(item) if own is None else _of_part(item, own)


def _of_part(item: Mentioned, own: Mentioned) -> Iterator[FindingDraft]:
    """Return what a part of a sentence denies by itself; the whole sentence is shown for it."""
    for draft in safety_drafts(own):
        yield replace(draft, start=item.shown[0], end=item.shown[1], own=own.shown)
