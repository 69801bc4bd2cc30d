"""The reader of the safety history, the pattern for every reader that goes mention by mention."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from priorauth.readers.safety.safety_rules import safety_drafts
from priorauth.reading.frame import Frame, read_frame
from priorauth.reading.reader import Draft, ReadDocument, mentioned

_NECK = frozenset({"neck", "cervical", "cspine", "c", *(f"c{number}" for number in range(1, 8))})


class SafetyReader:
    """Reads presence: each trigger as the engine says it stands."""

    @property
    def frame(self) -> Frame:
        """The words of the safety history; the neck is part of the spine."""
        return read_frame(Path(__file__).parent, own_parts=_NECK, past_by_date=True)

    def read(self, document: ReadDocument) -> Iterator[Draft]:
        """Return a finding for each trigger whose meaning the rules know."""
        for item in mentioned(document, self.frame):
            yield from safety_drafts(item)
