"""Whether a document is about the chart's patient, by the names and birth dates its pages print."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from itertools import pairwise

from priorauth.case.parties import Name
from priorauth.domain.written_dates import dates_in
from priorauth.parsing.model import Record
from priorauth.reading.cues import is_cue_word
from priorauth.reading.heads import cells_of, head_of
from priorauth.reading.letter_form import is_letter
from priorauth.reading.model import PatientMatch
from priorauth.reading.tokens import tokens_of
from priorauth.screening.birth_dates import is_birth_date
from priorauth.screening.identity_labels import is_related
from priorauth.screening.identity_reading import read_identity
from priorauth.screening.person_names import Likeness, likeness
from priorauth.screening.text_spans import TextLine, lines_of

HEAD_ROWS = 8
_WORDS = re.compile(r"[^\W\d_][\w'\u2019.-]*")
_RANKS = r"lt|capt(?:ain)?|sgt|maj(?:or)?|col|cpl|pvt|gen|cmdr|ens|spc|officer|deputy|chief|firefighter|rev|hon"
_MOST_NAME_WORDS = 6
_LEADS = (
    r"(?:(?:patient|pt|client|veteran|member|resident|examinee|claimant|employee|student|athlete|service\s+member)(?:'s)?\.?(?:\s+name)?"
    r"|name(?:\s+of\s+(?:patient|veteran|member|claimant|client))?|re|(?:report|notes?|record|results?|letter)\s+(?:for|on|of))\.?"
)
_MAY_LEAD = re.compile(_LEADS, re.IGNORECASE)
_LED = re.compile(rf"\A(?:(?i:{_LEADS})\s+)(?=[A-Z])|\A(?:(?i:{_RANKS})\.?\s+)(?=[A-Z])")
"""What stands before a name without a colon: ``Pt A. Example``, ``Sgt. Example``."""

_AGED = re.compile(
    r"(?P<name>[A-Z][\w'\u2019.,-]*(?:[ ,]+[A-Z][\w'\u2019.,-]*){0,3})"
    r"\s+is\s+an?\s+(?P<age>\d{1,3})[\s-]?(?:y\b|y/?o\b|year)"
)
"""How a note opens that names its patient in its first sentence."""
_AGE = re.compile(
    r"\b(?:age|aged)\W{0,2}(?P<aged>\d{1,3})\b"
    r"|\b(?P<before>\d{1,3})\s?(?:y/?o|yrs?|years?(?:\s+old)?|y)?\s?/?\s?(?P<sex>M|F)(?:ale|emale)?\b"
    r"|\b(?P<first>M|F)\s?/?\s?(?P<behind>\d{1,3})(?!\S)"
    r"|\b(?P<title>(?-i:Mrs?|Ms|Miss|MRS?|MS|MISS))\b\.?[^\d\n]{0,45}\s(?P<titled>\d{2,3})(?=\s|,|$)",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r"\b(?:[JS]r|II|III|IV)\b\.?", re.IGNORECASE)
_CREDENTIAL = re.compile(
    r"\b(?:M\.?D|D\.?O|P\.?A(?:-C)?|N\.?P|P\.?T|D\.?P\.?T|R\.?N|D\.?C|Ph\.?D|DNP|LPN|APRN)\b\.?"
)
_A_LIFE = 12
_RECENT = 2
"""Years before the newest day of a page in which its own day lies."""

_SPOKEN_HYPHEN = re.compile(r"\s+hyphen\s+", re.IGNORECASE)
"""How dictation prints a double name: ``Example hyphen Sample``."""

_LEAST_LETTERS = 3
_SUBJECT = (
    r"(?:(?P<own>(?i:\bmy\s+name\s+is))|(?i:\b(?:refer\w*|seeing|saw|seen|examin\w+|evaluat\w+|treat\w+|(?:care|behalf|referral|discharge)\s+of"
    r"|regarding|concerning|patient)))[\s,:]+(?:(?:our|my|your|mutual|patient)[\s,]+){0,3}(?:(?:Mr|Mrs|Ms|Miss|Dr)\.?\s+)?"
)
"""What makes somebody named in a letter the one it is about."""


class ChartPatient(Record):
    """Whose chart is read."""

    name: Name
    birth_date: date


def match_patient(texts: Iterable[str], person: ChartPatient | None) -> PatientMatch:
    """Return whose document it is. Another's birth date or name, said for certain, makes it another's."""
    if person is None:
        return PatientMatch.NOT_NAMED
    is_same = is_other = False
    for text in texts:
        identity = read_identity(text)
        for born in identity.birth_dates:
            if not born.is_certain and is_related(text[text.rfind("\n", 0, born.start) + 1 : born.start]):
                continue
            own = is_birth_date(person.birth_date, born.date)
            is_same, is_other = is_same or own, is_other or (born.is_certain and not own)
        for name in identity.names:
            like = max(likeness(person.name, text[name.start : end]) for end in (name.end, name.wide_end))
            is_same = is_same or like is Likeness.SAME
            is_other = is_other or (name.is_certain and like is Likeness.OTHER)
        is_same = is_same or is_headed_by(text, person) or is_subject_of(text, person) or _opens_with(text, person)
    if is_other:
        return PatientMatch.OTHER
    return PatientMatch.SAME if is_same else PatientMatch.NOT_NAMED


def name_words(text: str, person: ChartPatient | None) -> frozenset[str]:
    """Return the words of a person's name and of the names a text prints as its patient's, in lower case.

    None of them is a cue, or so short that it may be anything.
    """
    printed = [text[name.start : name.end] for name in read_identity(text).names]
    own = [person.name.full] if person is not None else []
    tokens = [token for words in (*printed, *own) for token in tokens_of(words) if token.is_word]
    return frozenset(token.text for token in tokens if len(token.text) >= _LEAST_LETTERS and not is_cue_word(token))


def is_headed_by(text: str, person: ChartPatient) -> bool:
    """Whether a page's head prints the person's whole name set apart, with no label: ``EXAMPLE, AVERY   8/18/26``.

    A name behind a label of somebody else or before a credential is another's; one beside another birth date too.
    """
    return any(
        _names(line, row, person)
        and ((found := age_on(line.text)) is None or may_be_aged(found[0], text, person.birth_date))
        for row, line in enumerate(head_of(lines_of(text))[:HEAD_ROWS])
    )


def _names(line: TextLine, row: int, person: ChartPatient) -> bool:
    days = [found.date.earliest for found in dates_in(line.text) if found.date.is_exact]
    newest = max((day.year for day in days), default=0)
    if any(day != person.birth_date and newest - day.year >= _A_LIFE for day in days):
        return False
    likest = likeness_of(line, row, person)
    return likest is Likeness.SAME or (likest is Likeness.PARTIAL and person.birth_date in days)


def likeness_of(line: TextLine, row: int, person: ChartPatient) -> Likeness:
    """Return how far a line of a page's head prints the person's name, set apart and as that of no one else."""
    likest = Likeness.OTHER
    if is_related(line.text):
        return likest
    for cell in cells_of(line, row):
        if cell.label is not None and not _MAY_LEAD.fullmatch(cell.label.strip()):
            continue
        words = _LED.sub("", cell.text[cell.value :].strip(), count=1)
        if 1 < len(_WORDS.findall(words)) <= _MOST_NAME_WORDS and not _CREDENTIAL.search(words):
            likest = max(likest, _of_one(likeness(person.name, words), words, person))
    return max(likest, _in_columns(line, row, person))


def _of_one(found: Likeness, words: str, person: ChartPatient) -> Likeness:
    """Return a likeness as half a one where a suffix that the person's name lacks may make it a relative's."""
    is_other_one = _SUFFIX.search(words) is not None and _SUFFIX.search(person.name.full) is None
    return min(found, Likeness.PARTIAL) if is_other_one else found


def _in_columns(line: TextLine, row: int, person: ChartPatient) -> Likeness:
    """Return how far two neighboring cells of a line are the family and the given name, as forms print them."""
    cells = [cell.text.strip() for cell in cells_of(line, row) if cell.label is None]
    alone = [cell for cell in cells if len(_WORDS.findall(cell)) <= 1]
    pairs = (f"{family}, {given}" for family, given in pairwise(alone) if _WORDS.match(given))
    return max((likeness(person.name, pair) for pair in pairs), default=Likeness.OTHER)


def _opens_with(text: str, person: ChartPatient) -> bool:
    """Whether one of the first lines begins a note with the person's whole name and age."""
    opened = [_AGED.match(line.text) for line in head_of(lines_of(text))[:HEAD_ROWS]]
    return any(
        found is not None
        and likeness(person.name, found["name"]) is Likeness.SAME
        and may_be_aged(int(found["age"]), text, person.birth_date)
        for found in opened
    )


def may_be_aged(age: int, text: str, born: date) -> bool:
    """Whether somebody born on a day has an age on one of the newest days a text tells, a year more or less."""
    years = [found.date.earliest.year - born.year for found in dates_in(text) if found.date.is_exact]
    return not any(years) or any(abs(age - lived) <= 1 for lived in years if lived + _RECENT >= max(years))


def age_on(line: str) -> tuple[int, str] | None:
    """Return the age and the sex a name's line prints, the sex as one letter or none."""
    found = _AGE.search(line)
    if found is None:
        return None
    age = next(found[name] for name in ("aged", "before", "behind", "titled") if found[name])
    titled = "" if found["title"] is None else "M" if found["title"].casefold() == "mr" else "F"
    return int(age), (found["sex"] or found["first"] or titled).upper()


def is_subject_of(text: str, person: ChartPatient) -> bool:
    """Whether a letter is about the person: its writer's own whole name, or that of whom the writer treated.

    A name that merely stands in a letter is not enough: it may be a spouse's or a daughter's.
    """
    found = _subject(person.name).search(text)
    if found is None or likeness(person.name, found["name"]) is not Likeness.SAME:
        return False
    return found["own"] is not None or is_letter(text)


@lru_cache(maxsize=64)
def _subject(name: Name) -> re.Pattern[str]:
    """Return what tells a letter's subject by name: a middle name or initial may stand in it."""
    given, family = name.given.split()[0], r"[\s-]+".join(map(re.escape, re.split(r"[\s-]+", name.family)))
    return re.compile(
        rf"{_SUBJECT}(?P<name>(?i:{re.escape(given)}\s+(?:\w+\.?\s+){{0,2}}?{family}))(?![\w'\u2019-])"
    )


def chart_patient_in(texts: Iterable[str]) -> ChartPatient | None:
    """Return whose chart pages are, by the birth date that most of them print and the name most often beside it.

    ``None`` when no page prints both a whole birth date and a name, or two birth dates stand on equally many pages:
    whose chart it is is not guessed.
    """
    names: dict[date, Counter[str]] = {}
    for text in texts:
        identity = read_identity(text)
        born = {
            item.date.date.earliest for item in identity.birth_dates if item.is_certain and item.date.date.is_exact
        }
        printed = [
            " ".join(_SPOKEN_HYPHEN.sub("-", text[name.start : name.end]).split()) for name in identity.names
        ]
        if len(born) == 1 and printed:
            names.setdefault(born.pop(), Counter()).update(printed[:1])
    ranked = sorted(names, key=lambda day: names[day].total(), reverse=True)
    if not ranked or (len(ranked) > 1 and names[ranked[0]].total() == names[ranked[1]].total()):
        return None
    given, family = _given_and_family(names[ranked[0]].most_common(1)[0][0])
    return ChartPatient(name=Name(given=given, family=family), birth_date=ranked[0]) if given and family else None


def _given_and_family(printed: str) -> tuple[str, str]:
    """Split a name as records print it: ``Example, Avery`` or ``Avery Example``."""
    if "," in printed:
        family, given = (part.strip() for part in printed.split(",", 1))
        return given, family
    given, _, family = printed.rpartition(" ")
    return given, family
