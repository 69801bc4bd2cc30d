"""The reader of how a study was made: the series a report lists, and a plain count of the lumbar vertebrae."""

from __future__ import annotations

import re
from collections.abc import Iterator

from priorauth.readers.mri.technique import series_in
from priorauth.reading.assertion import Assessment
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import Names, Presence
from priorauth.reading.frame import Frame, Trigger
from priorauth.reading.model import DocumentKind, Standing
from priorauth.reading.phrase_matching import Phrases
from priorauth.reading.reader import Draft, ReadDocument
from priorauth.reading.statements import Statement
from priorauth.reading.vocabulary import general

_REPORTS = frozenset({DocumentKind.MRI_REPORT, DocumentKind.CT_REPORT})
_MADE = re.compile(r"\b(?:obtained|acquired|performed|sequences?|weighted|protocol)\b", re.IGNORECASE)
_PLANES = re.compile(r"\b(?:sagittal|sag|axial|ax|coronal|multiplanar)\b", re.IGNORECASE)
_NOT_MADE = re.compile(
    r"\b(?:not|no|without|aborted|declined|unable|could|recommend\w*|suggest\w*|if)\b|\bsignal\b|\bintens",
    re.IGNORECASE,
)
_FIVE = re.compile(
    r"\b(?:five|5)\s+(?:non[\s-]?rib[\s-]?bearing[\s,]+)?lumbar[\s-]*(?:type\s+|type\b)?\s*(?:vertebra\w*|bodies|segments)",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(r"\b(?:not|no|if|assum\w*|except|but|transitional|sacrali\w+|lumbari\w+)\b", re.IGNORECASE)


class StudyReader:
    """Reads what a report says of itself. It looks for no single word, so that none of its own is left over."""

    @property
    def frame(self) -> Frame:
        """No triggers: series are named all through a report, where they say how something looks."""
        nothing: Phrases[Trigger] = Phrases([])
        return Frame("study", nothing, general())

    def read(self, document: ReadDocument) -> Iterator[Draft]:
        """Return the series of a report as one finding, and that it counts five lumbar vertebrae."""
        if document.document.kind not in _REPORTS:
            return
        yield from _sequences(document)
        for statement in document.statements:
            match = _FIVE.search(statement.text, statement.start, statement.end)
            if match is not None and not _OTHERWISE.search(statement.words):
                place = match.span()
                found = Assessment(Standing.DENIED, cues=(match.group(),))
                value = Presence(detail="five lumbar vertebrae")
                yield Draft(Fact.NUMBERING, value, found, statement.start, statement.end, read=place)


def _sequences(document: ReadDocument) -> Iterator[Draft]:
    """Return every series that sentences on how the study was made name, shown with the first of them.

    A sentence that denies, wishes for or describes one does not count.
    """
    made = [statement for statement in document.statements if _is_on_making(statement)]
    named = [(item, series_in(item.text, item.start, item.end)) for item in made]
    names = tuple(dict.fromkeys(name for _, series in named for name in series))
    if names:
        first = next(item for item, series in named if series)
        found = Assessment(Standing.STATED)
        yield Draft(Fact.SEQUENCES, Names(names=names), found, first.start, first.end)


def _is_on_making(statement: Statement) -> bool:
    if _NOT_MADE.search(statement.words):
        return False
    if statement.section.name == "technique":
        return True
    return bool(_MADE.search(statement.words) and _PLANES.search(statement.words))
