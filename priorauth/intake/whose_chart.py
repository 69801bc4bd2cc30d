"""Whose chart it is, and which documents count as the patient's.

`priorauth.reading.chart_patient` knows a patient by labels. Charts often print a name and a birth date side by side
in a running head or foot instead: ``Example, Avery (1190) born 03/09/1974``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from priorauth.case.parties import Name
from priorauth.domain.written_dates import dates_in
from priorauth.exhibits.pages import Page
from priorauth.reading.chart_patient import ChartPatient, chart_patient_in
from priorauth.reading.model import ChartDocument, ChartReading, PatientMatch
from priorauth.screening.identity_labels import LABEL_WORDS
from priorauth.screening.name_words import word_set

_WORD = r"[A-Z][A-Za-z'’]+(?:-[A-Z][A-Za-z'’]+)*"
_NAME = re.compile(
    rf"(?:(?P<family>{_WORD}),\s+(?P<given>{_WORD})(?:\s+[A-Z]\.?)?"
    rf"|(?P<given_first>{_WORD})(?:\s+[A-Z]\.)?\s+(?P<family_last>{_WORD}))"
    r"\s*(?:\((?:MRN\s*)?(?P<number>[A-Z\d-]{2,16})\)\s*)?[,;|]?\s*\Z"
)
_BIRTH = re.compile(
    r"(?:\bd\.?o\.?b\.?|\bborn(?:\s+on)?|\bdate\s+of\s+birth|\bbirth\s*date)\s*[:.]?\s*\Z", re.IGNORECASE
)
_NO_NAME = LABEL_WORDS | word_set(
    """clinic center centre spine pain imaging hospital institute rehab therapy physical lumbar mri note visit
    department medical health records record copy page report status"""
)
_NICKNAME = re.compile(r"""\s*(?:\([^)]*\)?|["\u201c][^"\u201d]*["\u201d]?)\s*""")
_A_LIFE = 12
"""Years by which an unlabeled date must lie before the others of its page to be taken for a birth date."""
_AGE = re.compile(r"\b(?P<age>\d{1,3})[\s-]*(?:years?[\s-]*old|y\.?\s?/?o\b|yrs?\b|(?=[MF]\b))", re.IGNORECASE)


def find_person(texts: Sequence[str]) -> tuple[ChartPatient, str | None] | None:
    """Return whose chart pages are, with the record number printed beside the name; between two nobody guesses."""
    labeled = chart_patient_in(texts)
    if labeled is not None:
        person = ChartPatient(name=_cased(labeled.name), birth_date=labeled.birth_date)
        return _as_most_print(person, texts), None
    names: dict[date, Counter[tuple[str, str]]] = {}
    numbers: Counter[str] = Counter()
    for text in texts:
        for name, number, born in set(_headed(text)):
            names.setdefault(born, Counter())[name] += 1
            numbers.update([number] if number else [])
    ranked = sorted(names, key=lambda day: names[day].total(), reverse=True)
    if not ranked or (len(ranked) > 1 and names[ranked[0]].total() == names[ranked[1]].total()):
        return None
    given, family = names[ranked[0]].most_common(1)[0][0]
    number = numbers.most_common(1)[0][0] if len(numbers) == 1 else None
    return ChartPatient(name=Name(given=given, family=family), birth_date=ranked[0]), number


def _headed(text: str) -> Iterator[tuple[tuple[str, str], str | None, date]]:
    """Return each name with the birth date that stands right behind it."""
    newest = max((found.date.latest for found in dates_in(text)), default=date.min)
    for line in text.splitlines():
        for found in dates_in(line):
            before = line[: found.start].rstrip()
            label = _BIRTH.search(before)
            day = found.date.earliest
            if not found.date.is_exact or (label is None and newest.year - day.year < _A_LIFE):
                continue
            name = _NAME.search(before[: label.start()] if label else before)
            if name is None:
                continue
            given, family = name["given"] or name["given_first"], name["family"] or name["family_last"]
            if given.isupper() and not family.isupper() and name["family"] is None:
                given, family = family, given  # a family name is set in capitals where one of the two is
            if {given.casefold(), family.casefold()} & _NO_NAME:
                continue
            yield (_case(given), _case(family)), name["number"], day


def _case(word: str) -> str:
    return word.title() if word.isupper() else word


def _cased(name: Name) -> Name:
    """Return a name that a page prints in capitals as a card has it, without a nickname or a middle initial."""
    given = _NICKNAME.sub("", name.given).strip(" ,.") or name.given
    given = re.sub(r"\s+[A-Z]\.?\Z", "", given)
    return Name(given=_case(given), family=_case(_NICKNAME.sub(" ", name.family).strip(" ,.") or name.family))


def _as_most_print(person: ChartPatient, texts: Sequence[str]) -> ChartPatient:
    """Return a person's name turned round where pages print it so, and an initial as the one name it stands for.

    A label such as "PATIENT: EXAMPLE AVERY" does not say which is the family name; "Example, Avery" elsewhere does.
    """
    name, text = person.name, "\n".join(texts)
    if _prints_of(name.family, name.given, text) > _prints_of(name.given, name.family, text):
        name = Name(given=name.family, family=name.given)
    if len(name.given) == 1:
        family = re.escape(name.family)
        whole = re.compile(
            rf"(?<![\w-])(?:({name.given}[a-z]+)\s+{family}|(?i:{family}),\s*({name.given}[a-z]+))(?![\w-])"
        )
        dated = [
            line
            for line in text.splitlines()
            if any(day.date.earliest == person.birth_date for day in dates_in(line))
        ]
        found = {one or other for line in dated for one, other in whole.findall(line)}
        name = Name(given=found.pop(), family=name.family) if len(found) == 1 else name
    return ChartPatient(name=name, birth_date=person.birth_date)


def _prints_of(given: str, family: str, text: str) -> int:
    """Count where a name is printed so that its order is plain: behind a comma, or not in capitals."""
    first, last = re.escape(given), re.escape(family)
    commas = len(re.findall(rf"(?<![\w-])(?i:{last}),[^\S\n]*(?i:{first})(?![\w-])", text))
    return commas + len(re.findall(rf"(?<![\w-]){first}[^\S\n]+{last}(?![\w-])", text))


def with_owners(chart: ChartReading, person: ChartPatient, pages: Mapping[str, Sequence[Page]]) -> ChartReading:
    """Return a chart in which a document that prints no patient is the patient's where its file shows that.

    A file of which one document is the patient's and none is another's is a print of one chart; a file by itself
    that nobody is named on stays nobody's, unless its text gives the whole name and an age that fits.
    """
    of_files = {item.document.exhibit: set[PatientMatch]() for item in chart.documents}
    for item in chart.documents:
        of_files[item.document.exhibit].add(item.document.patient)

    def owner(document: ChartDocument) -> ChartDocument:
        kinds = of_files[document.exhibit]
        if document.patient is not PatientMatch.NOT_NAMED or PatientMatch.OTHER in kinds:
            return document
        text = "\n".join(pages[document.exhibit][number - 1].text for number in document.pages)
        if PatientMatch.SAME in kinds or _is_told_of(text, person, document):
            return document.model_copy(update={"patient": PatientMatch.SAME})
        return document

    told = tuple(item.model_copy(update={"document": owner(item.document)}) for item in chart.documents)
    return chart.model_copy(update={"documents": told})


def _is_told_of(text: str, person: ChartPatient, document: ChartDocument) -> bool:
    """Whether the first lines of a text give the whole name, with an age that fits the birth date on its day."""
    head = " ".join(" ".join(text.splitlines()[:6]).split())
    name = person.name
    if f"{name.given} {name.family}".casefold() not in head.casefold() or document.day is None:
        return False
    age = _AGE.search(head)
    years = document.day.latest.year - person.birth_date.year
    return age is not None and int(age["age"]) in (years, years - 1)
