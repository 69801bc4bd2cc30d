"""Cutting a report into its sections by their headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from priorauth.readers.mri.model import ReportSection

HEADINGS: dict[ReportSection, str] = {
    ReportSection.HEADER: (
        "exam|examination|exam type|type of exam|study|procedure|exam date|date of exam|date of study"
        "|exam description|original report|end of addendum|end addendum|modality|ordering physician"
        "|referring physician|ordering provider|facility|patient|patient name|name|dob|mrn|date of birth"
        "|accession|accession number|contrast|date|date of service|physician|provider|title|radiologist"
    ),
    ReportSection.INDICATION: (
        "indication|indications|clinical indication|clinical indications|history|clinical history"
        "|reason for exam|reason for study|reason for examination|clinical information|clinical data"
        "|clinical details|reason|symptoms|clinical|clinical statement|patient history|indication/history"
        "|history/indication|hx|clinical question|clinical context|reason for visit|clinical background"
        "|diagnosis|signs and symptoms|ind|clinical concern|brief history|surgical history|past history"
        "|referral reason|reason for referral|clinical notes|clinical summary"
    ),
    ReportSection.TECHNIQUE: (
        "technique|techniques|sequences|protocol|imaging technique|technical factors|scan technique"
        "|pulse sequences|technical|imaging protocol|mri technique|method|methods|technique and comparison"
        "|parameters|procedure and technique|technical information|acquisition|scan protocol|exam technique"
    ),
    ReportSection.COMPARISON: (
        "comparison|comparisons|comparison studies|comparison study|prior studies|prior study|compare"
        "|prior exams|previous studies|priors|prior imaging|previous imaging|comparison exam|prior mri"
        "|prior exam|previous mri|comparison is made to|relevant prior studies|prior examinations"
        "|previous study|previous exam"
    ),
    ReportSection.FINDINGS: (
        "findings|finding|report|observations|observation|results|result|detailed findings|body of report"
        "|imaging findings|mri findings|description|interpretation|lumbar spine findings|narrative"
        "|discussion|radiological findings|radiographic findings|detailed report"
    ),
    ReportSection.IMPRESSION: (
        "impression|impressions|conclusion|conclusions|opinion|summary|assessment|final impression|imp"
        "|final diagnosis|overall impression|conclusion/impression|impression/plan|bottom line|comment"
        "|summary/impression|radiological impression|diagnostic impression|key findings|concl"
        "|impression and recommendations"
    ),
    ReportSection.ADDENDUM: (
        "addendum|addenda|correction|amendment|addendum report|corrected report|addended report"
        "|amended report|late addendum|addendum to report"
    ),
}

SPEAKING = (ReportSection.FINDINGS, ReportSection.IMPRESSION, ReportSection.ADDENDUM)
"""The sections that say what is there now."""

_OF = {name: section for section, names in HEADINGS.items() for name in names.split("|")}
_NAMES = "|".join(re.escape(name).replace(r"\ ", "[ ]{1,3}") for name in sorted(_OF, key=len, reverse=True))
_SHOUTED_NAMES = "|".join(name.upper().replace(" ", "[ ]{1,3}") for name in sorted(_OF, key=len, reverse=True))
_LINE_HEADING = re.compile(
    rf"^[ \t*#>_=~-]{{0,8}}(?:\d{{1,2}}[.)][ ]?)?(?P<name>{_NAMES})(?:\(s\))?[*_]{{0,3}}"
    r"(?P<more>(?:[ ]+(?:of|for|on)\b[^\n:.]{0,50})|[ ]?[#(\d][^\n:]{0,40}|[ ](?:dated|by|to|from)\b[^\n:]{0,60})?[ \t*_=~-]{0,8}"
    r"(?P<end>:[*_]{0,3}|[ ]-{1,2}[ ]|\.?(?=[ \t]*$))",
    re.IGNORECASE | re.MULTILINE,
)
_SHOUTED = re.compile(
    rf"^[ \t]{{0,4}}(?P<name>{_SHOUTED_NAMES})[ \t]+(?=\d{{1,2}}[.)]|[A-Z][a-z])",
    re.MULTILINE,
)
_INLINE = re.compile(
    rf"(?:(?<=[.!?;)])[ \t]{{1,4}}|(?<=[.!?;)])\n|[ \t](?=(?-i:[A-Z]{{4,}})))(?P<name>{_NAMES})(?:(?<=addendum)[^\n:]{{0,60}})?[ ]?(?P<end>:)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class SectionSpan:
    """A stretch of the clean text that belongs to one section."""

    section: ReportSection
    start: int
    end: int


def find_sections(text: str) -> tuple[SectionSpan, ...]:
    """Cut a text into sections. One without a heading of findings may say them anywhere after a blank line."""
    marks = _marks(text)
    has_findings = any(section is ReportSection.FINDINGS for _, _, section in marks)
    first = marks[0][0] if marks else len(text)
    opening = ReportSection.HEADER if has_findings else ReportSection.FINDINGS
    parts = [SectionSpan(opening, 0, first)] if first else []
    for index, (_, begin, section) in enumerate(marks):
        end = marks[index + 1][0] if index + 1 < len(marks) else len(text)
        part = SectionSpan(section, begin, end)
        parts += [part] if has_findings else _without_heading(text, part)
    return tuple(part for part in parts if text[part.start : part.end].strip())


def _marks(text: str) -> list[tuple[int, int, ReportSection]]:
    """Return each heading: where it begins, where its text begins, and the section it opens."""
    found: dict[int, tuple[int, int, ReportSection]] = {}
    for pattern in (_LINE_HEADING, _SHOUTED, _INLINE):
        for match in pattern.finditer(text):
            name = " ".join(match.group("name").lower().split())
            if _is_other_heading(text, match, name):
                continue
            found.setdefault(match.start("name"), (match.start("name"), match.end(), _OF[name]))
    ordered = sorted(found.values())
    return [mark for index, mark in enumerate(ordered) if index == 0 or mark[0] >= ordered[index - 1][1]]


_ALONE = {"finding", "reason", "history", "clinical", "patient", "name", "date", "description", "comment", "result"}


def _is_other_heading(text: str, match: re.Match[str], name: str) -> bool:
    """Whether a name that is also a plain word, or part of a title, stands without the colon of a heading."""
    is_title = name == "report" and match.groupdict().get("more") is not None
    return (name in _ALONE or is_title) and ":" not in match.group()


_LEVEL_LINE = re.compile(
    r"\n[ \t]*(?:[-*][ \t]*)?(?:at[ ]|level[ :]+)?L[ ]?[1-5][ ]?[-/]?[ ]?(?:[LS]?[ -]?[1-5])[ \t]*(?:level|disc)?[ \t]*[:|\n-]",
    re.IGNORECASE,
)
_BLANK = re.compile(r"\n[ \t]*\n\s*")


def _without_heading(text: str, part: SectionSpan) -> Iterator[SectionSpan]:
    """End a section that says no findings at its first blank line, or where a disc level has a line of its own."""
    if part.section in SPEAKING:
        yield part
        return
    begin = part.start + len(text[part.start : part.end]) - len(text[part.start : part.end].lstrip())
    ends = [m.start() for pattern in (_BLANK, _LEVEL_LINE) if (m := pattern.search(text, begin, part.end))]
    if not ends:
        yield part
        return
    yield replace(part, end=min(ends))
    yield SectionSpan(ReportSection.FINDINGS, min(ends), part.end)
