"""What notes say of the legs where the case has no symptoms in them.

A note is believed against the case only where it says so plainly: not under a "no", as a risk, or as a question.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from priorauth.case.model import ExhibitKind
from priorauth.comparison.care_words import sentence
from priorauth.comparison.case_claims import Claim, NoLegSymptomsClaim
from priorauth.comparison.model import Checked, Passage
from priorauth.comparison.readable_exhibit import ChartExhibit
from priorauth.problems import Owner

DENIED_BY_CASE = "PA745"

NOTES = frozenset(
    {
        ExhibitKind.HISTORY_AND_PHYSICAL,
        ExhibitKind.CONSULT,
        ExhibitKind.PROGRESS_NOTE,
        ExhibitKind.PHYSICAL_THERAPY,
        ExhibitKind.PROCEDURE_NOTE,
    }
)
"""Kinds of exhibit in which somebody writes down what the patient has."""

_LIMB = r"(?:legs?|foot|feet|calf|calves|thighs?|toes?|shins?|lower\s+(?:extremit\w+|limbs?))"
_SIDE = (
    r"(?:(?:the|his|her|their|both|left|right|bilateral|lower|outer|posterior|lateral|inner|of|aspect|side)"
    r"\s+){0,5}"
)
_ODD = r"(?:numbness|tingling|paresthesias?|weakness|burning|dysesthesias?)"
_LEGS = re.compile(
    rf"\b{_SIDE}{_LIMB}\s+(?:pain|{_ODD})\b"
    rf"|\b{_ODD}\s+(?:(?:and|or)\s+{_ODD}\s+)?(?:in|of|along|down|into|over|to)\s+{_SIDE}{_LIMB}\b"
    rf"|\bpain\s+(?:that\s+)?(?:radiat\w+|shoot\w+|travel\w+|extend\w+|goes|going|runs|running)\s+(?:down\s+|into\s+|to\s+|along\s+){1,3}{_SIDE}{_LIMB}\b"
    rf"|\bradiat(?:es|ing|ion)\s+(?:of\s+pain\s+)?(?:down|into|to|along)\s+{_SIDE}{_LIMB}\b"
    r"|\bstraight\s+leg\s+rais\w+(?:\s+tests?)?(?:\s+(?:is|was|were|on\s+the\s+(?:left|right)|left|right|bilaterally))*\s*:?\s*(?:positive|\+)"
    r"|\bpositive\s+(?:\w+\s+){0,2}(?:straight\s+leg\s+rais\w+|slr)\b|\bslr\s*:?\s*(?:is\s+|was\s+)?(?:positive|\+)"
    r"|\b(?:lumbar\s+|lumbosacral\s+|l\d\s+|s1\s+)?radiculopathy\b|\bradicular\s+(?:pain|symptoms?)\b|\bsciatica\b"
)  # fmt: skip
_NO_LEGS = re.compile(
    rf"\b(?:no|denies|denied|w/o|without|neg(?:ative)?\s+for|absence\s+of)\s+(?:[^\W\d]+[\s,/]+){{0,6}}?(?:{_LIMB}|radicul\w+|sciatica|radiation)\b"
    rf"|\b(?:does|do|did)\s+not\s+(?:radiate|travel|extend|go|have)\b|\bno\s+symptoms\s+below\s+the\s+(?:buttocks?|knees?|waist)"
    r"|\bstraight\s+leg\s+rais\w+(?:\s+tests?)?(?:\s+(?:is|was))?\s*:?\s*negative|\bnegative\s+straight\s+leg\s+rais\w+|\bslr\s*:?\s*neg"
    r"|\bnon-?radiating\b"
)  # fmt: skip
_NEGATED = re.compile(
    r"\bw/o\b|\b(?:no|not|denie[sd]|denying|without|neg|negative|never|absent|absence|free\s+of|neither|nor|resolved|unlikely|rather\s+than"
    r"|excluded?|lacks?|lack\s+of|none|isn't|doesn't|wasn't)\b"
)
_DENIED_AFTER = re.compile(
    r"[\s(:,-]*(?:(?:is|are|was|were|has|have|been|testing|tests?|score|nrs|vas|today|currently|rated|present)\b[\s:)-]*)*"
    r"(?:neg(?:ative)?\b|absent|denied|denies|excluded|ruled\s+out|not\b|normal|none|resolved|intact|no\b|n/?a\b|0\b|\(-\))"
)
_UNCHECKED = re.compile(r"(?:\[\s*\]|\u2610|\u25a1)\s*\Z")
_NOT_SAID_PLAINLY = re.compile(
    r"\b(?:evaluat\w+|rule\s+out|r/o|history\s+of|hx|prior|previous\w*|risks?|educat\w+|if|may|might|could|possibl[ey]|warning|red\s+flags?"
    r"|precautions?|goals?|family|screen\w*|versus|vs|differential|should|call|return|watch\s+for|side\s+effects?|complication\w*|assess\w*|\?)\b|\?"
)
_OWN_HEADING = re.compile(r"\b(?:assessment|evaluation)\b\s*[:\r\n]")


def check_legs(
    claim: NoLegSymptomsClaim, charts: Iterable[ChartExhibit], own: ChartExhibit | None
) -> Checked | None:
    """Compare "no leg symptoms" with every note of the packet: one that says otherwise speaks against it.

    ``own`` is the exhibit the case names. Where it names none, only a contradiction is worth saying.
    """
    for chart in charts:
        if chart.exhibit.kind in NOTES or chart is own:
            said = next(_said(chart, _LEGS, claim.page if chart is own else None), None)
            if said is not None:
                at = claim if own is not None else replace(claim, exhibit=chart.exhibit.id)
                return _against_legs(at, chart, said, is_own=chart is own)
    return _denied(claim, own, _NO_LEGS, claim.quote) if own is not None else None


def _against_legs(claim: NoLegSymptomsClaim, chart: ChartExhibit, said: Passage, *, is_own: bool) -> Checked:
    """Say that a note speaks of the legs; the page that the case names in another exhibit is none of this one."""
    there = claim if is_own else replace(claim, page=None)
    found = chart.contradicted(there, DENIED_BY_CASE, Owner.CLINICIAN, said)
    return found.model_copy(update={"page": claim.page})


def _denied(claim: Claim, chart: ChartExhibit, denial: re.Pattern[str], quote: str | None) -> Checked:
    found = next(chart.matches(denial, claim.page), None)
    passage = found[0].clause(*found[1].span()) if found else chart.quote(quote, claim.page)
    if passage is not None:
        return chart.corroborated(claim, passage)
    return chart.silent(claim, Owner.CLINICIAN)


def _said(chart: ChartExhibit, pattern: re.Pattern[str], named: int | None) -> Iterator[Passage]:
    for page, match in chart.matches(pattern, named):
        if _is_plain(page.text, match):
            yield page.clause(*match.span())


def _is_plain(text: str, match: re.Match[str]) -> bool:
    begin, end = sentence(text, *match.span())
    row = text.rfind("\n", begin, match.start()) + 1
    if ":" in text[row : match.end()]:
        begin = max(begin, row)  # a row of its own: "Straight leg raise: positive"
    line = max((m.end() for m in _OWN_HEADING.finditer(text, begin, match.start())), default=begin)
    before = text[max(line, match.start() - 160) : match.start()]
    if _NEGATED.search(before) or _UNCHECKED.search(before) or _DENIED_AFTER.match(text, match.end()):
        return False
    said = match.group()
    if _NOT_SAID_PLAINLY.search(before) and not re.match(r"prior|previous|history", said):
        return False
    return not _NOT_SAID_PLAINLY.search(text[match.end() : min(end, match.end() + 40)])
