"""The reader of how a study was made: the series a report lists, and a plain count of the lumbar vertebrae."""

from __future__ import annotations

import re
from collections.abc import Iterator

from priorauth.readers.mri.technique import series_in
from priorauth.reading.assertion import Assertion
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import Names, Presence
from priorauth.reading.frame import Frame, Trigger
from priorauth.reading.model import DocumentKind, Standing
from priorauth.reading.phrase_matching import Phrases
from priorauth.reading.reader import FindingDraft, ReadDocument
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

    def read(self, document: ReadDocument) -> Iterator[FindingDraft]:
        """Return the series of a report as one finding, and that it counts five lumbar vertebrae."""
        if document.document.kind not in _REPORTS:
            return
        yield from _sequences(document)
        for statement in document.statements:
            match = _FIVE.search(statement.text, statement.start, statement.end)
            if match is not None and not _OTHERWISE.search(statement.words):
                place = match.span()
                found = Assertion(Standing.DENIED, cues=(match.group(),))
                value = Presence(detail="five lumbar vertebrae")
                yield FindingDraft(Fact.NUMBERING, value, found, statement.start, statement.end, read=place)


def _sequences(document: ReadDocument) -> Iterator[FindingDraft]:
    """Return every series that sentences on how the study was made name, shown with the first of them.

    A sentence that denies, wishes for or describes one does not count.
    """
    made = [statement for statement in document.statements if _is_on_making(statement)]
    named = [(item, series_in(words := _plain(item.words), 0, len(words))) for item in made]
    names = tuple(dict.fromkeys(name for _, series in named for name in series))
    if names:
        first = next(item for item, series in named if series)
        found = Assertion(Standing.STATED)
        yield FindingDraft(Fact.SEQUENCES, Names(names=names), found, first.start, first.end)


_LABEL = re.compile(
    r"\s*(?:seq(?:uence)?s?|technique|tech(?:niq)?|protocol|pulse\s+seq\w*|series|procedure|exam|images?|scans?)\b\s*[.:=-]?\s+",
    re.IGNORECASE,
)
_SERIES_LIST = re.compile(
    r"(?:(?:t[12](?:w\w*)?|w|stir|tirm|flair|gre|pd|dwi|dixon|sagittal|sag|axial|ax|coronal|cor|transverse|tra|oblique|obl"
    r"|multiplanar|multisequence|weighted|weighting|images?|imaging|sequences?|series|tse|fse|fs|fat|sat|saturated|saturation"
    r"|suppressed|spin|echo|fast|turbo|short|tau|inversion|recovery|3d|2d|space|cube|vista|t|tesla|and|with|of|the|lumbar|spine"
    r"|localizers?|scouts?|stacked|contiguous|thin|through|from|to|l1|l2|l3|l4|l5|s1|mm|\d{1,2}t?)\b"
    r"|[\s,;:/&+().-])+",
    re.IGNORECASE,
)
"""A line that names nothing but series, planes and how they were made."""
_MISREAD_SERIES = re.compile(r"\bT[lI|](?=\W|w)|\bST[l1|]R\b")


def _plain(words: str) -> str:
    """Return words with the letters of series put right that a scanner misread: "Tl sag, STlR"."""
    return _MISREAD_SERIES.sub(lambda found: "STIR" if len(found[0]) > len("T1") else "T1", words)


def _is_on_making(statement: Statement) -> bool:
    words = _plain(statement.words)
    if _NOT_MADE.search(words):
        return False
    if statement.section.name == "technique":
        return True
    if _MADE.search(words) and _PLANES.search(words):
        return True
    return any(map(_is_series_list, words.splitlines()))


def _is_series_list(line: str) -> bool:
    label = _LABEL.match(line)
    listed = line[label.end() :] if label is not None else line
    return _PLANES.search(listed) is not None and _SERIES_LIST.fullmatch(listed) is not None
