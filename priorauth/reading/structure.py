"""What an untitled document is, by the parts only its kind has: told by several of them together, never by one."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from pathlib import Path

from priorauth.reading.model import DocumentKind
from priorauth.reading.phrase_matching import Phrases
from priorauth.reading.tokens import tokens_of
from priorauth.reading.word_tables import rows

TABLE = Path(__file__).parent / "signs.tsv"
COLUMNS = ("kind", "sign", "words", "example")
_LONGEST = 12_000
"""Characters of a document that are looked at: what it is shows at its beginning."""

_SEQUENCE = re.compile(r"\bT1\b.{0,400}\b(?:T2|STIR)\b|\bT2\b.{0,400}\b(?:T1|STIR)\b", re.DOTALL)
_IMAGING = re.compile(r"\b(?:signal|endplates?|dis[ck]s?|foramin\w+|conus|canal)\b", re.IGNORECASE)
_REPORT_PARTS = re.compile(
    r"\b(?:findings?|impression|technique|interpretation|conclusion|addendum|results?)\b", re.IGNORECASE
)
_SHOWN = re.compile(
    r"\b(?:signal|endplates?|dis[ck]s?|foramin\w+|conus|canal|modic|alignment|listhesis|\w+listhesis|fractures?|fx|instability|translation|angulation"
    r"|degenerat\w+|narrowing|spondyl\w+|vertebra\w*|lordosis|scoliosis|unremarkable|normal|DDD|t-scores?|lungs|osteophytes?|bleed|kidneys?|liver|stable)\b",
    re.IGNORECASE,
)
_REPORTS = frozenset({DocumentKind.MRI_REPORT, DocumentKind.CT_REPORT, DocumentKind.XRAY_REPORT, DocumentKind.DXA})
_NOTE_PARTS = re.compile(
    r"^\W{0,3}(?P<part>hpi|hx|history|dx|history of present illness|chief complaints?|cc|subj(?:ective)?|s"
    r"|review of systems|ros|pe|physical exam(?:ination)?|exam|ex|obj(?:ective)?|o"
    r"|assessment|a|assessment (?:and|&|/) plan|a/p|impression|imp|plan|p)"
    r"\s{0,3}(?:$|[:)]| - | {2,}(?=\S))",
    re.IGNORECASE | re.MULTILINE,
)
_LOOSE_PART = re.compile(
    r"^\s{0,3}(?P<part>cc|hpi|hx|ros|pe|exam|ex|imp|impression|assessment|plan|a/p|rec)\s(?=\S)",
    re.IGNORECASE | re.MULTILINE,
)
"""Names of parts that shorthand prints without a sign behind them; one alone may begin a sentence."""

_HEADINGS = {
    "cc": "chief complaint|chief complaints", "hpi": "history of present illness|hx|history",
    "s": "subj|subjective", "ros": "review of systems", "pe": "physical exam|physical examination|exam|ex",
    "o": "obj|objective", "a": "dx|assessment|impression|imp", "p": "plan",
}  # fmt: skip
_SHORT = {name: short for short, names in _HEADINGS.items() for name in names.split("|")}
_DAY = r"\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})"
_VISIT_ROW = re.compile(rf"^\W*(?:\d{{1,3}}[.)]?\s+)?{_DAY}\b.{{0,90}}$", re.MULTILINE)
_ITEM = re.compile(r"^\W*(?:section|item|question|q)\W{0,2}\d{1,2}\b", re.IGNORECASE | re.MULTILINE)
_DRUG_ROW = re.compile(
    r"^.{0,60}\b\d+(?:[.,/]\d+)?\s?(?:mg|mcg|iu|units?|ml|gm?|%)\b.{0,60}"
    r"\b(?:daily|bid|tid|qid|qhs|qd|po|prn|tab(?:let)?s?|cap(?:sule)?s?|bedtime|mouth|day|as\s+needed|nightly|refills?|qty)\b",
    re.IGNORECASE | re.MULTILINE,
)
_TEST_ROW = re.compile(
    r"^\W*[A-Za-z][A-Za-z ,()/-]{1,30}\s+[<>]?\d+(?:\.\d+)?\s+(?:\S{1,12}\s+)?(?:[HL]\s+)?"
    r"[<>]?\d+(?:\.\d+)?\s?-\s?\d+(?:\.\d+)?\s*$",
    re.MULTILINE,
)
_COURSE = re.compile(
    r"\b(?:discharged?|d/c|dc|plateau\w*|goals\s+(?:not\s+|partly\s+)?met)\b"
    rf"|{_DAY}\s*(?:-|to|thru|through|until)\s*{_DAY}.{{0,80}}\b(?:attended|visits|sessions)\b"
    rf"|\b(?:attended|visits|sessions)\b.{{0,60}}(?:{_DAY}\s*(?:-|to|thru|through|until)\s*{_DAY}|\bsince\s+{_DAY})",
    re.IGNORECASE,
)
_BLANK = re.compile(r"\*{3}|\[[a-z][a-z /,]{2,40}\]|\{[^}\n]{1,60}\}|<[a-z][a-z ]{2,30}>|@[A-Z]{3,}@")
_AT_A_TIME = re.compile(rf"\s*{_DAY}\s+\d{{1,2}}:\d{{2}}")
_FAX_STAMP = re.compile(r"\bP\.?\s?0?\d{1,3}\s?/\s?\d{2,3}\b|\brightfax\b", re.IGNORECASE)
_MOST_COVER_LINES = 12
_YOURS = re.compile(r"\b(?:your?|do\s+these|stop\s+if|call\s+(?:us|if))\b", re.IGNORECASE)
_PLEDGE = re.compile(
    r"\bI\s+(?:\w+\s+)?(?:understand|consent|authori[sz]e|agree|acknowledge|have\s+been\s+(?:told|informed))\b",
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    r"\b(?:abstract|methods|references|et\s+al|doi|cohort|peer-reviewed|p\s?<\s?0)\b", re.IGNORECASE
)
_ADDRESSED = 2
"""Words to the reader from which a text is a handout's."""

_LEAST_BLANK = 3
_NARRATIVE = {"age", "exam", "assessment", "plan"}
"""Signs that a dictated note without headings has, and one more."""

_LEAST = {
    DocumentKind.PROCEDURE_NOTE: 5,
    DocumentKind.OFFICE_NOTE: 6,
    DocumentKind.THERAPY_NOTE: 4,
    DocumentKind.THERAPY_EVALUATION: 4,
    DocumentKind.LETTER: 2,
    DocumentKind.FAX_COVER: 3,
}
"""How many signs tell a kind where no letterhead helps. A visit note is rather told by its parts."""


@cache
def _phrases() -> Phrases[tuple[DocumentKind, str]]:
    return Phrases([(row["words"], (DocumentKind(row["kind"]), row["sign"])) for row in rows(TABLE, COLUMNS)])


def is_template(text: str) -> bool:
    """Whether a text is a form of words that nobody has filled in: its blanks are still named."""
    return len(_BLANK.findall(text[:_LONGEST])) >= _LEAST_BLANK


def signs_in(text: str) -> dict[DocumentKind, int]:
    """Return for each kind how many of its signs a text has."""
    return {kind: len(signs) for kind, signs in _signs(text).items()}


def _signs(text: str) -> dict[DocumentKind, set[str]]:
    found: dict[DocumentKind, set[str]] = defaultdict(set)
    for hit in _phrases().find(tokens_of(text[:_LONGEST])):
        for kind, sign in hit.payloads:
            found[kind].add(sign)
    return found


def is_refuted(kind: DocumentKind, text: str) -> bool:
    """Whether a text has nothing of the record its title names: no part of a report, nothing that an image shows.

    A visit's note is refuted by words of arranging, asking or paying where hardly anything of a visit stands.
    """
    if kind in _REPORTS:
        return not (_REPORT_PARTS.search(text[:_LONGEST]) or _SHOWN.search(text[:_LONGEST]))
    if kind is DocumentKind.OFFICE_NOTE:
        signs = signs_in(text)
        return signs.get(DocumentKind.OFFICE_NOTE, 0) < 2 and signs.get(DocumentKind.UNKNOWN, 0) > 0
    return False


def kind_by_structure(text: str, settings: frozenset[str], weak: DocumentKind | None = None) -> DocumentKind | None:
    """Return what a document without a sure title is, or none. ``weak`` is what an unsure title calls it.

    Whose paper it is on parts records that are built alike: the same headings make a visit's note or a session's.
    """
    text = text[:_LONGEST]
    parts = _parts_in(text)
    if len(_ARTICLE.findall(text)) > 1:
        return DocumentKind.GUIDE
    if _is_mri(text, parts):
        return DocumentKind.MRI_REPORT
    signs = signs_in(text)
    if len(parts - {"a"}) < 3:
        if signs.get(DocumentKind.FAX_COVER, 0) > 1 and _is_short_fax(text):
            return DocumentKind.FAX_COVER
        table = _by_rows(text)
        if table is not None:
            return table
        if signs.get(DocumentKind.LETTER, 0) > 1:
            return DocumentKind.LETTER
        if signs.get(DocumentKind.TELEPHONE, 0) > 1 and _AT_A_TIME.match(text):
            return DocumentKind.TELEPHONE
    if len(parts) < 2 and (addressed := _by_address(text)) is not None:
        return addressed
    return _on_paper(text, settings, parts, signs, weak) or _by_signs(text, parts, signs)


def _parts_in(text: str) -> set[str]:
    """Return the parts of a note that a text prints, each by one name."""
    parts = {_SHORT.get(part, part) for part in (m["part"].casefold() for m in _NOTE_PARTS.finditer(text))}
    loose = {_SHORT.get(part, part) for part in (m["part"].casefold() for m in _LOOSE_PART.finditer(text))}
    return parts | loose if len(loose) > 2 else parts


def _is_mri(text: str, parts: set[str]) -> bool:
    """Whether a text names pulse sequences and what they show, and is no visit's note."""
    return bool(_SEQUENCE.search(text)) and len(_IMAGING.findall(text)) > 1 and len(parts - {"a", "pe"}) < 2


def _by_address(text: str) -> DocumentKind | None:
    """Return what a text is by whom it speaks to: a handout tells its reader, a consent is what its signer says."""
    if _PLEDGE.search(text):
        return DocumentKind.CONSENT
    return DocumentKind.GUIDE if len(_YOURS.findall(text)) >= _ADDRESSED else None


def _is_short_fax(text: str) -> bool:
    return (
        bool(_FAX_STAMP.search(text)) and sum(bool(line.strip()) for line in text.splitlines()) < _MOST_COVER_LINES
    )


def _by_rows(text: str) -> DocumentKind | None:
    """Return what a text is that is mostly rows of one form: items, tests, drugs or visits."""
    if len({match.group().casefold() for match in _ITEM.finditer(text)}) > 4:
        return DocumentKind.INSTRUMENT
    most = sum(bool(line.strip()) for line in text.splitlines()) / 2
    if len(_TEST_ROW.findall(text)) > 3:
        return DocumentKind.LABORATORY
    if len(_DRUG_ROW.findall(text)) > max(2, most - 2):
        return DocumentKind.MEDICATION_LIST
    if len(_VISIT_ROW.findall(text)) > max(3, most - 2) and signs_in(text).get(DocumentKind.THERAPY_NOTE, 0) > 1:
        return DocumentKind.THERAPY_NOTE
    return None


def _on_paper(
    text: str, settings: frozenset[str], parts: set[str], signs: dict[DocumentKind, int], weak: DocumentKind | None
) -> DocumentKind | None:
    """Return what a document is on the paper of one kind of practice, if its body goes with that."""
    if "therapy" in settings:
        if _COURSE.search(text):
            return DocumentKind.THERAPY_DISCHARGE
        if signs.get(DocumentKind.THERAPY_NOTE, 0) or len(parts) > 2:
            return DocumentKind.THERAPY_NOTE
    if "chiropractic" in settings:
        return DocumentKind.CHIROPRACTIC_NOTE
    if "behavioral" in settings:
        return DocumentKind.BEHAVIORAL_NOTE
    if ("procedure" in settings or "clinic" in settings) and len(parts) < 2:
        acts = signs.get(DocumentKind.PROCEDURE_NOTE, 0)
        if acts > (1 if "procedure" in settings else 3):
            return DocumentKind.PROCEDURE_NOTE
    is_visit = len(parts) > 1 or signs.get(DocumentKind.OFFICE_NOTE, 0) > 1
    is_visit = is_visit and not signs.get(DocumentKind.UNKNOWN, 0) and len(_YOURS.findall(text)) < _ADDRESSED
    if is_visit and (settings & {"clinic", "hospital"} or weak is DocumentKind.OFFICE_NOTE):
        return DocumentKind.OFFICE_NOTE
    return None


def _by_signs(text: str, parts: set[str], signs: dict[DocumentKind, int]) -> DocumentKind | None:
    if len(parts) > 2:
        is_session = signs.get(DocumentKind.THERAPY_NOTE, 0) > 2 and "hpi" not in parts
        return DocumentKind.THERAPY_NOTE if is_session else DocumentKind.OFFICE_NOTE
    if parts & {"pe", "o"} and parts & {"a", "p", "a/p"} and signs.get(DocumentKind.OFFICE_NOTE, 0) > 2:
        return DocumentKind.OFFICE_NOTE
    visit = _signs(text).get(DocumentKind.OFFICE_NOTE, set())
    if visit >= _NARRATIVE and len(visit) > len(_NARRATIVE):
        return DocumentKind.OFFICE_NOTE
    told = [kind for kind, least in _LEAST.items() if signs.get(kind, 0) >= least]
    return told[0] if told else None
