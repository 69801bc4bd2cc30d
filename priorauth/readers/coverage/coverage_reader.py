"""The reader of coverage: the plan's name, member and group number of a face sheet or a card.

What stands under a second or third insurance is another plan's and is left out, and so are numbers behind labels
of a claim, a phone or a pharmacy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from priorauth.domain.written_dates import dates_in
from priorauth.reading.assertion import Assertion
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import FactValue, Text, When
from priorauth.reading.frame import Frame, Trigger
from priorauth.reading.model import DocumentKind, Side, Standing
from priorauth.reading.phrase_matching import Phrases
from priorauth.reading.reader import FindingDraft, ReadDocument
from priorauth.reading.vocabulary import general

PLAN = ":plan"
"""How the block of a plan's name and numbers ends."""
_KINDS = frozenset({DocumentKind.FACE_SHEET, DocumentKind.UNKNOWN})
_LATER = re.compile(r"\b(?:secondary|tertiary|2nd|3rd|other)\s+(?:ins\w*|payer|coverage|plan)\b", re.IGNORECASE)
_FIRST = re.compile(r"\b(?:primary|1st)\s+(?:ins\w*|payer|coverage|plan)\b", re.IGNORECASE)
_NOT_ITS_OWN = re.compile(r"\b(?:claim|phone|fax|pharmacy|rx\s*(?:bin|pcn|grp|group)|bin|pcn|tax)\b", re.IGNORECASE)
_END = (
    r"(?=\s{2,}|\s+(?:member|subscriber|policy|group|grp|id|plan\s*(?:id|name|type|\#|:)|phone|eff\w*)\b"
    r"|\s*[|;]|\s*$)"
)
_PAYER = re.compile(
    r"\b(?:primary\s+)?(?:ins(?:urance)?(?:\s+(?:co(?:mpany)?|carrier|plan|name|payer))?|payer|payor|carrier|coverage)"
    rf"(?:\s+name)?\s*[:#]\s*(?P<value>[A-Z][\w&.,'’/ -]{{2,60}}?){_END}",
    re.IGNORECASE,
)
_NUMBER = r"(?P<value>(?=[A-Z\d-]*\d[A-Z\d-]*\d[A-Z\d-]*\d)[A-Z\d][A-Z\d-]{4,24})\b"
_SPACED = r"(?-i:[A-Z]{2,4})[ ]\d{6,12}|\d{3}(?:[ ]\d{2,4}){2,4}"
"""A number as cards print it, in groups: "YWZ 123456789", "912 345 678 00"."""
_MEMBER = re.compile(
    r"\b(?:(?:member|subscriber|policy|insurance|enrollee)\s*(?:id(?:entification)?|\#|no\b\.?|num(?:ber)?)"
    rf"(?:\s*(?:\#|no\b\.?|number))?|id(?:\s*\#|\s*no\b\.?|\s*number)?)\s*[:\#]?\s*"
    rf"(?:(?P<spaced>{_SPACED})\b(?![-/]\d)|{_NUMBER})",
    re.IGNORECASE,
)
_GROUP = re.compile(
    r"\b(?:group|grp)\s*(?:id|\#|no\b\.?|num(?:ber)?)?\s*[:\#]?\s*(?P<value>(?=[A-Z\d-]*\d)[A-Z\d][A-Z\d-]{2,19})\b",
    re.IGNORECASE,
)
_BEGINS = re.compile(r"\beff(?:ective)?\b(?:\s+(?:date|from))?\s*[:.]?\s*", re.IGNORECASE)
_IS_CARD = re.compile(
    r"\b(?:ins(?:urance)?|payer|payor|carrier|coverage|member\s+(?:id|services))\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class CoverageReader:
    """Reads a plan as a face sheet or a card prints it. It looks for no word, so nothing is left over."""

    @property
    def frame(self) -> Frame:
        """No triggers."""
        nothing: Phrases[Trigger] = Phrases([])
        return Frame("coverage", nothing, general())

    def read(self, document: ReadDocument) -> Iterator[FindingDraft]:
        """Return the plan's name and numbers of a page that is about insurance."""
        text = document.text.text
        if document.document.kind not in _KINDS or not _IS_CARD.search(text):
            return
        start, is_first = 0, True
        for line in text.splitlines(keepends=True):
            is_first = (is_first or bool(_FIRST.search(line))) and not _LATER.search(line)
            if is_first:
                yield from _line(line, start, f"{document.document.id}{PLAN}")
            start += len(line)


def _line(line: str, start: int, block: str) -> Iterator[FindingDraft]:
    for fact, pattern in ((Fact.PAYER, _PAYER), (Fact.MEMBER_ID, _MEMBER), (Fact.GROUP_ID, _GROUP)):
        match = pattern.search(line)
        if match is None:
            continue
        group = "spaced" if match.groupdict().get("spaced") else "value"
        if _NOT_ITS_OWN.search(line[: match.start(group)].rpartition("  ")[2]):
            continue
        if fact is Fact.PAYER and _MEMBER.match(match["value"]):
            continue
        words = " ".join(match[group].split()).rstrip(" ,.-")
        value = Text(text=words.replace(" ", "") if group == "spaced" else words)
        yield _draft(fact, value, start + match.start(), start + match.end(group), block)
    begins = _BEGINS.search(line)
    day = next((found for found in dates_in(line) if begins and found.start == begins.end()), None)
    if begins is not None and day is not None and day.date.is_exact:
        yield _draft(Fact.PAYER, When(since=day.date), start + begins.start(), start + day.end, block)


def _draft(fact: Fact, value: FactValue, start: int, end: int, block: str) -> FindingDraft:
    return FindingDraft(fact, value, Assertion(Standing.STATED), start, end, side=Side.NEUTRAL, block=block)
