"""What an untitled document is, by the parts only its kind has: told by several of them together, never by one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from priorauth.reading.letter_form import is_letter, kind_of_letter
from priorauth.reading.model import DocumentKind
from priorauth.reading.mri_form import is_mri
from priorauth.reading.phrase_matching import Phrases
from priorauth.reading.short_records import kind_of_few_words
from priorauth.reading.signatures import Role, roles_of
from priorauth.reading.tokens import tokens_of
from priorauth.reading.word_tables import rows

TABLE = Path(__file__).parent / "signs.tsv"
COLUMNS = ("kind", "sign", "words", "example")
_LONGEST = 12_000
"""Characters of a document that are looked at: what it is shows at its beginning, and at its end who signed."""

_END = 2_000

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
    r"\s{0,3}(?:$|[:)]| - |(?<=[a-z]{2})\s?\.(?=\s)| {2,}(?=\S))",
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
_TOTAL = re.compile(
    r"\b(?:total\s+(?:visits|sessions)|visits\s+in\s+(?:this\s+)?episode|(?:visits|sessions)\s+(?:attended|completed|kept)|kept|attended)\b\W{0,4}\d{1,3}\b"
    r"|\b\d{1,3}\s+(?:visits|sessions)\b",
    re.IGNORECASE,
)
_LAST_DAY = re.compile(
    rf"\b(?:(?:last|final)\s+(?:visit|session|treatment|seen|day)|end(?:ed)?|d/?c|case\s+clos(?:ed|ing))\b\W{{0,4}}(?:on\s+)?{_DAY}",
    re.IGNORECASE,
)
"""What a course's summary prints: how many visits it had, and the day of the last one."""

_TURN = re.compile(
    r"^\W*\d{1,2}/\d{1,2}(?:/\d{2,4})?,?\s+\d{1,2}:\d{2}(?:\s*[ap]m)?\W+[A-Z][\w .,-]{1,25}:\s",
    re.IGNORECASE | re.MULTILINE,
)
"""A turn of a conversation that a chat or a portal prints: ``[4/02 10:15] Patient: no``."""

_LEAST_TURNS = 3
_BLANK = re.compile(r"\*{3}|\[[a-z][a-z /,]{2,40}\]|\{[^}\n]{1,60}\}|<[a-z][a-z ]{2,30}>|@[A-Z]{3,}@")
_AT_A_TIME = re.compile(rf"\s*{_DAY}\s+\d{{1,2}}:\d{{2}}")
_FAX_STAMP = re.compile(r"\bP\.?\s?0?\d{1,3}\s?/\s?\d{2,3}\b|\brightfax\b", re.IGNORECASE)
_MOST_COVER_LINES = 12
_YOURS = re.compile(r"\b(?:your?|do\s+these|stop\s+if|call\s+(?:us|if))\b", re.IGNORECASE)
_TO_COME = re.compile(
    r"\b(?:will|may|might|can|should|would)\s+(?:\w+\s+)?(?:be|lie|have|feel|receive|need|occur|use|place)\b",
    re.IGNORECASE,
)
_PLEDGE = re.compile(
    r"\bI\s+(?:\w+\s+)?(?:understand|consent|authori[sz]e|agree|acknowledge|have\s+been\s+(?:told|informed))\b",
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    r"\b(?:abstract|methods|references|et\s+al|doi|cohort|peer-reviewed|p\s?<\s?0)\b", re.IGNORECASE
)
_ADDRESSED = 2
"""Words to the reader from which a text is a handout's."""

_STRENGTH = re.compile(r"\b\d+(?:[.,]\d+)?\s?(?:mg|mcg|%|unit|iu)\b", re.IGNORECASE)
_FILLS = re.compile(
    r"\b(?:qty|quantity|fills?|filled|refills?|rx\s?\W|days?\s+supply|dispensed)(?!\w)", re.IGNORECASE
)
_PHARMACY = re.compile(r"\b(?:pharmac\w+|drugs?(?:store)?)\b", re.IGNORECASE)
_TOP = 200
"""Characters of a page's top, where the name of a pharmacy stands."""

_LEAST_DRUGS = 3
_DIARY = re.compile(r"\bpain\s+(?:diary|log)\b", re.IGNORECASE)
_MESSAGE = re.compile(
    r"\s*(?:\w+\s+){0,2}(?:message|e-?mail|call|voicemail|text)\s+(?:from|to)\s+[A-Z]", re.IGNORECASE
)
"""How a printed message begins: ``Portal message from Avery Example``."""

_ASKED_BY_PAYER = re.compile(
    r"\b(?:drop\W?down|check\s+all|member|payer|plan\s+id|prior\s+auth\w*|authori[sz]ation|hcpcs|cpt|clinical\s+questionnaire|case\s+(?:no|number|\d)"
    r"|attach|upload|submitted\s+by|requested\s+service|help\s+text)\b",
    re.IGNORECASE,
)
_ADJUSTS = re.compile(
    r"\b(?:adjust\w*|manipulat\w+|cmt|smt|subluxation|flexion[- ]distraction|drop\s+(?:table|piece)|activator|kemp"
    r"|9894[0-2]|segments?)\b",
    re.IGNORECASE,
)
_PROFESSION = re.compile(
    r"^(?!.*\b(?:we\s+(?:offer|provide|perform)|services)\b).*\bchiropract", re.IGNORECASE | re.MULTILINE
)
_LEAST_BLANK = 3
_NARRATIVE = {"age", "exam", "assessment", "plan"}
"""Signs that a dictated note without headings has, and one more."""

_NOTED_BY_HAND = re.compile(
    r"\[(?:hand\w*|stamp\w*|margin\w*|pencil\w*|ink|pen|sic|illegible|unreadable|signature|signed|initials?|initialed|sticker|label|note|typed|arrow|circled|"
    r"crossed out|struck|drawing|sketch|photo|scanned|redacted|blank|page|front|back|over|checked|macro)\b",
    re.IGNORECASE,
)
"""What a copyist notes in brackets of a page by hand: no blank of a form."""

_MOST_PARTS = 3
_DONE = frozenset({"needle", "drug", "picture", "prep", "place"})
_LEAST_ACTS, _LEAST_DONE = 4, 3

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


def excerpt_of(text: str) -> str:
    """Return a text's beginning and its end, where what it is shows: no more of a long one is looked at."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - _END] + "\n" + text[-_END:]


def is_template(text: str) -> bool:
    """Whether a text is a form of words that nobody has filled in: its blanks are still named."""
    found = _BLANK.findall(text[:_LONGEST])
    return len([blank for blank in found if not _NOTED_BY_HAND.search(blank)]) >= _LEAST_BLANK


def is_filled_note(text: str) -> bool:
    """Whether a text has the parts of a note, filled in, and a professional's signature."""
    return len(_parts_in(text)) >= _MOST_PARTS and bool(roles_of(text))


def plain_record_in(text: str, settings: frozenset[str]) -> DocumentKind | None:
    """Return the record that a text plainly is, whatever is printed over one of its parts; or none.

    A procedure is told by what was done with which needle and drug and no pledge of the patient's; a visit by its
    parts and its clinician; a chiropractor's record by the paper it is on and its only signer.
    """
    roles, found, parts = roles_of(text), _signs(text), _parts_in(text)
    visit, acts = found.get(DocumentKind.OFFICE_NOTE, set()), found.get(DocumentKind.PROCEDURE_NOTE, set())
    if len(_TURN.findall(text)) >= _LEAST_TURNS:
        return DocumentKind.TELEPHONE
    if _is_procedure(acts, parts, text):
        return DocumentKind.PROCEDURE_NOTE
    if roles == {Role.CHIROPRACTOR} and "chiropractic" in settings:
        return DocumentKind.CHIROPRACTIC_NOTE
    is_visit = {"exam", "plan"} <= visit and bool(parts & {"pe", "o"}) and bool(parts & {"a", "p", "a/p"})
    is_asked = bool(found.get(DocumentKind.UNKNOWN)) or len(_YOURS.findall(text)) >= _ADDRESSED
    return DocumentKind.OFFICE_NOTE if is_visit and roles == {Role.CLINICIAN} and not is_asked else None


def _is_procedure(acts: set[str], parts: set[str], text: str) -> bool:
    """Whether a text tells a procedure as its record does: as done, with no history and no pledge."""
    is_said_beforehand = len(_YOURS.findall(text)) >= _ADDRESSED or len(_TO_COME.findall(text)) >= _ADDRESSED
    return _is_done(acts) and not (is_said_beforehand or _PLEDGE.search(text) or parts & {"hpi", "ros", "s"})


def _is_done(acts: set[str]) -> bool:
    """Whether signs tell a procedure as it was done: several of needle, drug, guidance and place among them."""
    return len(acts) >= _LEAST_ACTS and len(acts & _DONE) >= _LEAST_DONE


def signs_in(text: str) -> dict[DocumentKind, int]:
    """Return for each kind how many of its signs a text has."""
    return {kind: len(signs) for kind, signs in _signs(text).items()}


def _signs(text: str) -> dict[DocumentKind, set[str]]:
    found: dict[DocumentKind, set[str]] = defaultdict(set)
    for hit in _phrases().find(tokens_of(text[:_LONGEST])):
        for kind, sign in hit.payloads:
            found[kind].add(sign)
    return found


def is_refuted(kind: DocumentKind, text: str, name: str) -> bool:
    """Whether a text has nothing of the record its title names: no part of a report, nothing that is done or seen.

    ``name`` is what the title calls it: a diary of pain is a procedure's only where one is told of.
    A visit's note is refuted by words of arranging, asking or paying where hardly anything of a visit stands.
    """
    if kind in _REPORTS:
        return not (_REPORT_PARTS.search(text[:_LONGEST]) or _SHOWN.search(text[:_LONGEST]))
    if kind is DocumentKind.PROCEDURE_NOTE and _DIARY.search(name):
        return not signs_in(text).get(DocumentKind.PROCEDURE_NOTE, 0)
    if kind is DocumentKind.OFFICE_NOTE:
        signs = signs_in(text)
        return signs.get(DocumentKind.OFFICE_NOTE, 0) < 2 and signs.get(DocumentKind.UNKNOWN, 0) > 0
    return False


def kind_by_structure(text: str, settings: frozenset[str], weak: DocumentKind | None = None) -> DocumentKind | None:
    """Return what a document without a sure title is, or none. ``weak`` is what an unsure title calls it.

    Whose paper it is on parts records that are built alike: the same headings make a visit's note or a session's.
    """
    text = excerpt_of(text)
    parts = _parts_in(text)
    if len(_ARTICLE.findall(text)) > 1:
        return DocumentKind.GUIDE
    if is_mri(text, parts):
        return DocumentKind.MRI_REPORT
    signs = signs_in(text)
    if len(parts - {"a"}) < 3 and (formed := _by_form(text, settings, signs)) is not None:
        return formed
    if len(_TURN.findall(text)) >= _LEAST_TURNS:
        return DocumentKind.TELEPHONE
    if _is_procedure(_signs(text).get(DocumentKind.PROCEDURE_NOTE, set()), parts, text):
        return DocumentKind.PROCEDURE_NOTE
    if len(parts) < 2 and (addressed := _by_address(text)) is not None:
        return addressed
    return _on_paper(text, settings, parts, signs, weak) or _by_signs(text, parts, signs)


def _by_form(text: str, settings: frozenset[str], signs: dict[DocumentKind, int]) -> DocumentKind | None:
    """Return what a text without the parts of a note is by its form: a message, a letter, a cover or rows."""
    if _MESSAGE.match(text):
        return DocumentKind.TELEPHONE
    if is_letter(text):
        return kind_of_letter(text, settings)
    if signs.get(DocumentKind.FAX_COVER, 0) > 1 and _is_short_fax(text):
        return DocumentKind.FAX_COVER
    table = _by_rows(text)
    if table is not None:
        return table
    if signs.get(DocumentKind.LETTER, 0) > 1:
        return DocumentKind.LETTER
    if signs.get(DocumentKind.TELEPHONE, 0) > 1 and _AT_A_TIME.search(text.lstrip().partition("\n")[0]):
        return DocumentKind.TELEPHONE
    return kind_of_few_words(text, _signs(text))


def _parts_in(text: str) -> set[str]:
    """Return the parts of a note that a text prints, each by one name."""
    parts = {_SHORT.get(part, part) for part in (m["part"].casefold() for m in _NOTE_PARTS.finditer(text))}
    loose = {_SHORT.get(part, part) for part in (m["part"].casefold() for m in _LOOSE_PART.finditer(text))}
    return parts | loose if len(loose) > 2 else parts


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
        payers = {match.group().casefold() for match in _ASKED_BY_PAYER.finditer(text)}
        return DocumentKind.UNKNOWN if len(payers) > 1 else DocumentKind.INSTRUMENT
    most = sum(bool(line.strip()) for line in text.splitlines()) / 2
    if len(_TEST_ROW.findall(text)) > 3:
        return DocumentKind.LABORATORY
    if len(_DRUG_ROW.findall(text)) > max(2, most - 2):
        return DocumentKind.MEDICATION_LIST
    is_pharmacy = Role.PHARMACIST in roles_of(text) or _PHARMACY.search(text[:_TOP])
    if is_pharmacy and _FILLS.search(text) and len(_STRENGTH.findall(text)) >= _LEAST_DRUGS:
        return DocumentKind.MEDICATION_LIST
    if len(_VISIT_ROW.findall(text)) > max(3, most - 2) and signs_in(text).get(DocumentKind.THERAPY_NOTE, 0) > 1:
        return DocumentKind.THERAPY_NOTE
    return None


def _on_paper(
    text: str, settings: frozenset[str], parts: set[str], signs: dict[DocumentKind, int], weak: DocumentKind | None
) -> DocumentKind | None:
    """Return what a document is on the paper of one kind of practice, if its body goes with that."""
    if "chiropractic" in settings and is_chiropractors(text):
        return DocumentKind.CHIROPRACTIC_NOTE
    if "therapy" in settings:
        if _ends_course(text):
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
    roles, found = roles_of(text), _signs(text)
    visit = found.get(DocumentKind.OFFICE_NOTE, set())
    if len(parts) > 2:
        is_session = signs.get(DocumentKind.THERAPY_NOTE, 0) > 2 and "hpi" not in parts
        return DocumentKind.THERAPY_NOTE if is_session and _is_session(found, roles) else DocumentKind.OFFICE_NOTE
    if parts & {"pe", "o"} and parts & {"a", "p", "a/p"} and len(visit) > 2:
        return DocumentKind.OFFICE_NOTE
    if visit >= _NARRATIVE and len(visit) > len(_NARRATIVE):
        return DocumentKind.OFFICE_NOTE
    if not signs.get(DocumentKind.UNKNOWN, 0) and (signed := _by_signer(text, roles, found)) is not None:
        return signed
    told = [kind for kind, least in _LEAST.items() if signs.get(kind, 0) >= least]
    is_own = Role.THERAPIST in roles or bool(found[DocumentKind.THERAPY_NOTE] & {"units", "therapist"})
    is_own = is_own and Role.CLINICIAN not in roles and not found[DocumentKind.UNKNOWN]
    if DocumentKind.THERAPY_NOTE in told and not is_own:
        told.remove(DocumentKind.THERAPY_NOTE)
    return told[0] if told else None


def _ends_course(text: str) -> bool:
    """Whether a text tells of a course of therapy that is over."""
    return bool(_COURSE.search(text) or (_TOTAL.search(text) and _LAST_DAY.search(text)))


def _is_session(found: Mapping[DocumentKind, set[str]], roles: frozenset[Role]) -> bool:
    """Whether a text tells what a therapist did on a day; a visit's note tells of therapy among other care."""
    if Role.CLINICIAN in roles and Role.THERAPIST not in roles:
        return False
    session, visit = found.get(DocumentKind.THERAPY_NOTE, set()), found.get(DocumentKind.OFFICE_NOTE, set())
    return Role.THERAPIST in roles or "units" in session or ("hands" in session and "drugs" not in visit)


def is_chiropractors(text: str) -> bool:
    """Whether a text is signed by a chiropractor alone and tells of adjustments or names the profession."""
    return roles_of(text) == {Role.CHIROPRACTOR} and bool(_ADJUSTS.search(text) or _PROFESSION.search(text))


def _by_signer(text: str, roles: frozenset[Role], found: Mapping[DocumentKind, set[str]]) -> DocumentKind | None:
    """Return what a text is that its signer's profession and the acts of that profession in it tell."""
    session, visit = found.get(DocumentKind.THERAPY_NOTE, set()), found.get(DocumentKind.OFFICE_NOTE, set())
    if is_chiropractors(text):
        return DocumentKind.CHIROPRACTIC_NOTE
    if roles == {Role.THERAPIST} and len(session) > 1:
        if _ends_course(text):
            return DocumentKind.THERAPY_DISCHARGE
        is_first = len(found.get(DocumentKind.THERAPY_EVALUATION, set())) > 1
        return DocumentKind.THERAPY_EVALUATION if is_first else DocumentKind.THERAPY_NOTE
    is_visit = {"exam", "plan"} <= visit and bool(visit - {"exam", "plan", "assessment"})
    return DocumentKind.OFFICE_NOTE if roles == {Role.CLINICIAN} and is_visit else None
