"""The labels a chart prints before a person's name, birth date and numbers.

A page's line is often several columns run together: ``Patient: Avery Example DOB: 03/09/1974 Sex: Female``. A value
therefore ends where the next label of any kind begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from priorauth.screening.name_words import word_set


class LabelKind(StrEnum):
    """What a label announces."""

    PATIENT = "patient"
    """A name, and by its own words the patient's."""
    NAME = "name"
    """A name that may be anybody's."""
    ABOUT = "about"
    """``RE:``, which names a patient or a subject."""
    FAMILY = "family"
    GIVEN = "given"
    BIRTH = "birth"
    BORN = "born"
    """The word ``born`` in a sentence, which may speak of a child."""
    RECORD = "record"
    MEMBER = "member"
    SOME_ID = "some_id"
    """A number that may be the chart's, the plan's or another's."""
    SOCIAL_SECURITY = "social_security"
    PERSON = "person"
    """Somebody who is not the patient: a provider, a guarantor, a contact."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Label:
    """A label on a line: ``line[start:end]``, its colon included."""

    kind: LabelKind
    start: int
    end: int
    has_colon: bool
    is_dated: bool = False
    """Whether its value is a date, as of a visit."""


_NUMBER = r"(?:\#|no\b\.?|num(?:ber)?\b\.?|id(?:entification)?\b(?:\s*(?:\#|no\b\.?|number\b))?)"
_WHOSE = r"(?:['\u2019]?s)?"

_PATTERNS = {
    LabelKind.PATIENT: rf"(?:patient|pt\b\.?|client){_WHOSE}\s+(?:full\s+|legal\s+)?name"
    r" | name\s+of\s+(?:the\s+)?patient"
    r" | (?:patient|pt\b\.?|client)(?=\s*(?:\([^)]{0,30}\)\s*)?:)",
    LabelKind.FAMILY: rf"(?:patient{_WHOSE}\s+|pt\.?\s+)?(?:last|family)\s+name | surname",
    LabelKind.GIVEN: rf"(?:patient{_WHOSE}\s+|pt\.?\s+)?(?:first|given)\s+names?",
    LabelKind.ABOUT: r"(?:re|regarding)(?=\s*:)",
    LabelKind.NAME: r"(?:full\s+|legal\s+)?name(?=\s*(?:\([^)]{0,30}\)\s*)?:)",
    LabelKind.BIRTH: rf"(?:patient{_WHOSE}\s+|pt\.?\s+)?(?:d\.?\s?o\.?\s?b\b\.? | date\s+of\s+birth"
    r" | birth\s*-?\s*date | birthday | born(?=\s*(?:on\s*)?:))",
    LabelKind.BORN: r"born(?:\s+on)?(?=\s+(?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))",
    LabelKind.RECORD: rf"m\.?\s?r\.?\s?n\b\.? | m\.?r\.?\s?(?:\#|no\b\.?|number\b)"
    rf" | med(?:ical)?\b\.?\s+rec(?:ord)?s?\b\.?\s*(?:{_NUMBER}|(?=:)) | chart\s*{_NUMBER}"
    rf" | (?:patient|pt\b\.?)\s*{_NUMBER}",
    LabelKind.MEMBER: rf"(?:member|subscriber|enrollee|insurance)\s*{_NUMBER}",
    LabelKind.SOME_ID: r"policy\s*(?:\#|no\b\.?|number\b|id\b) | id\s*(?:\#|no\b\.?|number\b) | id(?=\s*:)",
    LabelKind.SOCIAL_SECURITY: r"s\.?\s?s\.?\s?n\b\.? | ss\s*(?:\#|no\b\.?)"
    rf" | soc(?:ial)?\b\.?\s+sec(?:urity)?\b\.?\s*(?:{_NUMBER})?",
}
_LABEL = re.compile(
    r"(?<![\w'\u2019])(?:"
    + "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _PATTERNS.items())
    + r")(?!\w|-\d)(?:\s*\([^)]{0,30}\))?(?P<colon>\s*[:=]|\s*\#\s*:?)?",
    re.VERBOSE | re.IGNORECASE,
)
_COLON_WORD = re.compile(
    r"(?<![\w/.'\u2019-])(?P<word>[^\W\d_]{1,30}(?:['\u2019./&-][^\W\d_]{1,30}){0,4}\.?\#?)\s*:"
)
_WORD_BEFORE = re.compile(r"(?P<word>[^\W\d_][\w'\u2019./&-]*)[\s(]*\Z")

_PERSON_WORDS = word_set(
    """physician provider doctor dr md therapist radiologist surgeon clinician nurse technologist technician tech
    practitioner psychologist counselor chiropractor anesthesiologist interpreter guarantor subscriber policyholder
    holder insured insureds emergency contact kin spouse husband wife mother father parent child son daughter
    guardian partner employer attorney adjuster caregiver caretaker pharmacy pharmacist facility pcp witness author
    supervisor scribe transcriptionist responsible party member dependent beneficiary proxy representative requester
    by attending referring ordering dictating interpreting reading signing prescriber agent user reviewer evaluator
    assistant staff manager case recipient sender from to cc attn company insurance payer plan drug medication
    brand generic procedure test product device study file form exam clinic hospital practice school donor baby
    infant newborn maiden former previous"""
)
_RELATED = word_set(
    """guarantor subscriber policyholder holder insured spouse husband wife mother father son daughter guardian baby
    infant newborn dependent contact"""
)
"""Those whose birth date stands in a chart beside the patient's."""

LABEL_WORDS = _PERSON_WORDS | word_set(
    """date of visit service birth exam study report order ordered account acct accession room location phone home
    cell work mobile fax email address city state zip sex gender age race ethnicity language marital status type
    primary secondary group number no id encounter admission admit discharge collected received printed signed time
    referred received seen today appointment appt dos chart medical record legal preferred middle first last name
    patient site department dept weight height allergies diagnosis"""
)

_ROW_WORDS = r"""patient\s+name|patient|name|client|sex|gender|age|date\s+of\s+(?:service|study|exam|visit)|dos|
    (?:visit|exam|study|service|report)\s+date|date|account|phone|provider|physician|accession"""
_ROW_WORD = re.compile(rf"(?P<word>{_ROW_WORDS})(?!\w)(?P<colon>\s*:)?", re.VERBOSE | re.IGNORECASE)
_ROW_KINDS = {
    "patient name": LabelKind.PATIENT,
    "patient": LabelKind.NAME,
    "name": LabelKind.NAME,
    "client": LabelKind.NAME,
}


@lru_cache(maxsize=512)
def labels_in(line: str) -> tuple[Label, ...]:
    """Find the labels of a line, left to right; those of other people and of other things too."""
    known = [_judged(line, label) for label in map(_label, _LABEL.finditer(line))]
    taken = [(label.start, label.end) for label in known]
    other = [label for label in _with_colon(line) if not any(s < label.end and label.start < e for s, e in taken)]
    return tuple(sorted([*known, *other], key=lambda label: label.start))


def label_row(line: str) -> tuple[Label, ...]:
    """Return the labels of a line that consists of labels alone; their values stand below. Else give none."""
    found: list[Label] = []
    place = 0
    while place < len(line):
        if line[place].isspace() or line[place] in "|/,:":
            place += 1
            continue
        label = _row_label(line, place)
        if label is None:
            return ()
        found.append(label)
        place = label.end
    return tuple(found)


def is_person_heading(line: str) -> bool:
    """Whether a line only says that somebody else's particulars follow, such as ``EMERGENCY CONTACT``."""
    words = re.findall(r"[^\W\d_]+", line.casefold())
    is_short = 0 < len(words) <= 4 and not re.search(r"\d", line)
    return is_short and any(word in _HEADS for word in words) and all(word in _HEADING_WORDS for word in words)


def is_related(label: str) -> bool:
    """Whether a label names somebody whose birth date a chart prints too: a subscriber, a guarantor, a child."""
    return any(word in _RELATED for word in re.findall(r"[^\W\d_]+", label.casefold()))


_HEADS = word_set("emergency contact guarantor subscriber policyholder insured kin spouse guardian")
_HEADING_WORDS = LABEL_WORDS | word_set("next information in of the and details policy")


def _label(match: re.Match[str]) -> Label:
    return Label(_kind(match), match.start(), match.end(), match.group("colon") is not None)


def _kind(match: re.Match[str]) -> LabelKind:
    """Return the kind of a label. ``PT`` is a physical therapist as well, a client an ordering clinic."""
    kind = next(kind for kind in _PATTERNS if match.group(kind) is not None)
    word = match.group(kind)
    is_open = word.startswith("PT") or word.casefold().startswith("client")
    return LabelKind.ABOUT if kind is LabelKind.PATIENT and is_open else kind


def _judged(line: str, label: Label) -> Label:
    """See whether the words before a label make it another person's, as in ``Emergency contact name:``."""
    before = _word_before(line, label.start)
    if before is None or label.kind not in (
        LabelKind.NAME,
        LabelKind.BIRTH,
        LabelKind.FAMILY,
        LabelKind.GIVEN,
        LabelKind.PATIENT,
    ):
        return label
    word = before.group("word").casefold().replace("\u2019", "'").removesuffix("'s").strip(".'")
    if label.kind is LabelKind.BIRTH:
        is_anothers = word in _RELATED
    elif label.kind is LabelKind.NAME:
        is_anothers = len(word) > 1 and word not in ("female", "male", "sex")
    else:
        is_anothers = word in _PERSON_WORDS
    return replace(label, kind=LabelKind.PERSON, start=before.start()) if is_anothers else label


def _with_colon(line: str) -> Iterator[Label]:
    """Find any word with a colon, and the words before it that belong to the label."""
    for match in _COLON_WORD.finditer(line):
        words = [match.group("word").casefold().rstrip(".#")]
        start = match.start()
        while (before := _word_before(line, start)) is not None:
            word = before.group("word").casefold().rstrip(".#")
            if word not in LABEL_WORDS:
                break
            words.append(word)
            start = before.start()
        is_person = any(word.replace("\u2019", "'").removesuffix("'s") in _PERSON_WORDS for word in words)
        yield Label(LabelKind.PERSON if is_person else LabelKind.OTHER, start, match.end(), has_colon=True)


def _word_before(line: str, place: int) -> re.Match[str] | None:
    """Find the word that ends at a place; not one that a colon or another sign parts from it."""
    return _WORD_BEFORE.search(line, max(0, place - 40), place)


def _row_label(line: str, place: int) -> Label | None:
    match = _LABEL.match(line, place)
    if match is not None:
        return _label(match)
    bare = _ROW_WORD.match(line, place)
    if bare is None:
        return None
    word = " ".join(bare.group("word").casefold().split())
    is_dated = "date" in word or word == "dos"
    kind = _ROW_KINDS.get(word, LabelKind.OTHER)
    return Label(kind, bare.start(), bare.end(), bare.group("colon") is not None, is_dated)
