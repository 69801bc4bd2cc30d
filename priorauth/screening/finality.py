"""Whether a report is final. A preliminary one can change, and payers send it back."""

from __future__ import annotations

import re

from priorauth.exhibits.pages import OpenedExhibit, TextOrigin
from priorauth.screening.completeness import IMAGING
from priorauth.screening.screening_findings import PageFinding, Screening, gathered

REPORT_NOT_FINAL, RECORD_NOT_FINAL = "PA765", "PA768"

_DONE = r"(?:reviewed|signed|verified|finali[sz]ed|approved|authenticated|read|attested|co-?signed)"
_OPEN = re.compile(
    rf"""
    \bstatus\W{{0,3}}(?:report\W{{0,3}})?(?:prelim\w*|draft|unsigned|pending|in\s+progress|unverified|not\s+final|
        dictated|transcribed)\b
  | ^[^\w\n]*(?:(?:this\s+is\s+a\s+)?(?:preliminary|draft)[^\w\n]*
        (?:(?:radiology\s+|imaging\s+|mri\s+)?(?:report|copy|result|document|note))?)[^\w\n]*$
  | \bunsigned\b(?!\s+integer)
  | \b(?:not\s+yet|has\s+not|not)\s+been\s+(?:electronically\s+)?{_DONE}
  | \bnot\s+yet\s+(?:electronically\s+)?{_DONE}
  | \bdictated\s+but\s+not\s+{_DONE}
  | \b(?:awaiting|pending)\s+(?:final\s+|physician\s+|radiologist\s+|attending\s+)*
        (?:signature|review|verification|interpretation|read|attestation|approval|co-?signature)\b
  | \b(?:report|result)\s+(?:is|remains)\s+(?:a\s+)?(?:preliminary|draft|not\s+final)
  | \bnot\s+(?:a\s+)?final\s+(?:report|copy|interpretation)
    """,
    re.IGNORECASE | re.VERBOSE | re.MULTILINE,
)
_PERHAPS = re.compile(
    r"\b(?:preliminary\s+(?:\w+\s+)?(?:report|read|reading|interpretation|result|impression)|draft\s+report|wet\s+read)\b",
    re.IGNORECASE,
)
_FINAL = re.compile(
    r"\bfinal\s+(?:report|result|interpretation)|\bstatus\W{0,3}(?:report\W{0,3})?(?:final|signed|complete)"
    r"|\b(?:electronically|digitally)\s+(?:signed|authenticated|verified|approved)|\bfinali[sz]ed\b"
    r"|\bsigned\s+(?:by|electronically)",
    re.IGNORECASE,
)


def check_final(opened: OpenedExhibit) -> Screening:
    """Check that a record does not call itself preliminary; for an imaging report that blocks.

    A final report may speak of the preliminary one it replaces, so such words count only where no word of
    the record says that it is signed.
    """
    texts = {page.number: _lines(page.text) for page in opened.pages}
    is_signed = any(_FINAL.search(text) for text in texts.values())
    is_open = [number for number, text in texts.items() if _OPEN.search(text)]
    if not is_open and not is_signed:
        is_open = [number for number, text in texts.items() if _PERHAPS.search(text)]
    printed = [page.number for page in opened.pages if page.origin is TextOrigin.LAYER]
    blocking = printed if opened.exhibit.kind in IMAGING else ()
    codes = {number: REPORT_NOT_FINAL if number in blocking else RECORD_NOT_FINAL for number in is_open}
    return gathered(opened.exhibit.id, (PageFinding(code, number) for number, code in codes.items()))


def _lines(text: str) -> str:
    return re.sub(r"[\r\n\f\v]+", "\n", text)
