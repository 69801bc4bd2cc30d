"""The patient, the plan and the request of a draft case."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from priorauth.domain.codes import DIAGNOSES
from priorauth.domain.spine import DiscLevel, VertebralBody
from priorauth.domain.written_dates import dates_in
from priorauth.intake.chart_facts import ChartFacts, LocatedFinding
from priorauth.intake.draft import Filled, SectionDraft, Why
from priorauth.readers.coverage.coverage_reader import PLAN
from priorauth.reading.chart_patient import ChartPatient
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import Text, When
from priorauth.reading.model import DocumentKind, DocumentReading, Passage, Standing
from priorauth.reading.patient_links import numbers_beside_name
from priorauth.reading.word_tables import rows

CARRIERS = Path(__file__).parent / "carriers.tsv"
_PUBLIC = frozenset({"medicare", "medicaid", "advantage", "dual", "exchange"})
"""Words of plans that a carrier runs under rules of their own."""
_AGED = re.compile(
    r"(?<![\d/.:-])\d{1,3}[ -]*(?:years?[\s-]*old|y\.?[ ]?/?o\b\.?|yrs?\b\.?)?[\s,-]*(?:\w+\s){0,2}?"
    r"(?P<sex>female|male|woman|man|(?<=\d)[ ]?[MF](?![\w-])|(?i:(?<=yo )|(?<=y/o )|(?<=yrs )|(?<=old ))[MF])\b"
    r"|(?<![\w-])(?P<first>[MF])[ ]{1,2}\d{1,3}[ ]?(?:[Yy]\b|[Yy]/?[Oo]\b|[Yy]rs?\b|[Yy]ears)"
    r"|\b(?:adult|mature)\s+(?P<grown>female|male|woman|man)\b"
    r"|\b[Ss](?i:ex)[ :/]+(?P<boxed>[MF])\b",
)
_TITLES = {"mr": "male", "ms": "female", "mrs": "female", "miss": "female"}
_SEXES = {"female": "female", "woman": "female", "f": "female", "male": "male", "man": "male", "m": "male"}
_PRONOUNS = {"he": "male", "him": "male", "his": "male", "himself": "male"} | dict.fromkeys(
    ("she", "her", "hers", "herself"), "female"
)
_PRONOUN = re.compile(rf"\b(?:{'|'.join(_PRONOUNS)})\b", re.IGNORECASE)
_TELLS = re.compile(
    r"(?:[.;:!?]|^)\s*(?:[Ss]?[Hh]e\s(?:[\w,-]+\s){1,6}?|(?:[Hh]is|[Hh]er)\s)(?:\w+\s)?"
    r"(?:low(?:er)?\s+back|back\s+pain|legs?|pain|numbness)\b",
    re.MULTILINE,
)
"""How a note tells of its patient: "He denies leg pain." """
_NEAR = 120
"""Characters before a sentence in which somebody else may be named."""
_KIN = {
    "female": re.compile(
        r"\b(?:wife|mother|mom|daughter|sister|aunt|niece|girlfriend|grandmother|she/her)\b", re.IGNORECASE
    ),
    "male": re.compile(
        r"\b(?:husband|father|dad|son|brother|uncle|nephew|boyfriend|grandfather|he/him)\b", re.IGNORECASE
    ),
}
_ABLATION = re.compile(r"basivertebral|\bbvn\s?a?\b|intraosseous|intracept", re.IGNORECASE)
_MAYBE = re.compile(
    r"\b(?:if|consider\w*|may|might|could|possibl\w+|option\w*|discuss\w*|talk|unless|versus|vs|or)\b|\?",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\b(?P<upper>L[1-6]|S1)(?P<lower>\s?[-\u2013/]\s?(?:L?[1-6]|S1)\b)?", re.IGNORECASE)
_PLANNED = (Standing.PLANNED, Standing.STATED, Standing.ASKED)
_ON = re.compile(r"\b(?:on|for|date|scheduled|planned)\W{1,3}(?:the\s+)?\Z", re.IGNORECASE)
_NAME_WORDS = 8
_REQUESTS = frozenset({DocumentKind.OFFICE_NOTE, DocumentKind.LETTER, DocumentKind.PROCEDURE_NOTE})


def draft_patient(facts: ChartFacts, person: ChartPatient, number: str | None) -> SectionDraft:
    """Return who the chart is of. Sex and record number are filled where every page that gives one agrees."""
    sheet = SectionDraft()
    named = next(iter(facts.all_of(Fact.BIRTH_DATE, Fact.PATIENT_NAME)), None)
    where = named.where if named is not None else None
    note = "" if where else "printed beside each other on its pages"
    sheet.put(
        "name", {"given": Filled(person.name.given, where, note), "family": Filled(person.name.family, where, note)}
    )
    sheet.put("birth_date", Filled(person.birth_date.isoformat(), where, note))
    _agreed(sheet, "sex", list(_of_text(facts, Fact.SEX)))
    if "sex" not in sheet.filled and not sheet.open:
        sex = _sex_called([facts.text_of(item.document) for item in facts.documents], person)
        sheet.put("sex", Filled(sex, None, "as the notes call the patient") if sex else None)
    _agreed(sheet, "record_number", list(_of_text(facts, Fact.RECORD_NUMBER)))
    number = number or _number_beside_name(facts, person)
    if "record_number" not in sheet.filled and not _is_asked(sheet, "record_number") and number is not None:
        sheet.put("record_number", Filled(number, None, "printed beside the name"))
    return sheet


def _is_asked(sheet: SectionDraft, name: str) -> bool:
    return any(item.field == name for item in sheet.open)


def _number_beside_name(facts: ChartFacts, person: ChartPatient) -> str | None:
    """Return the one number that the newest visit prints beside the patient's name, and another page prints too.

    Other practices number the patient as well; the one that asks is the one the patient was last seen at.
    """
    newest = next(
        (item.document for item in facts.documents if item.document.kind is DocumentKind.OFFICE_NOTE), None
    )
    printed = set(numbers_beside_name(facts.text_of(newest), person)) if newest is not None else set()
    if len(printed) != 1:
        return None
    number = printed.pop()
    pages = [facts.text_of(item.document) for item in facts.documents]
    return number if sum(text.count(number) for text in pages) > 1 else None


def _sex_called(texts: Sequence[str], person: ChartPatient) -> str | None:
    """Return the one sex by which notes call the patient; without a word for it, by the one pronoun they all use.

    The pronoun of a sentence behind a relative of that sex is not the patient's.
    """
    said = {sex for text in texts for sex in _called(text, person)}
    if said:
        return said.pop() if len(said) == 1 else None
    used = {_PRONOUNS[match.group().casefold()] for text in texts for match in _PRONOUN.finditer(text)}
    if len(used) != 1:
        return None
    sex = used.pop()
    told = ((text, match.start()) for text in texts for match in _TELLS.finditer(text))
    is_told = any(not _KIN[sex].search(text, max(0, start - _NEAR), start) for text, start in told)
    return sex if is_told else None


def _called(text: str, person: ChartPatient) -> Iterator[str]:
    """Return the sexes by which a note calls the patient: beside the age, or in the title before the name."""
    given, family = re.escape(person.name.given), re.escape(person.name.family)
    titled = re.compile(rf"\b(?P<title>Mr|Ms|Mrs|Miss)\.?\s+(?:{given}\s+)?{family}\b")
    for match in _AGED.finditer(text):
        yield _SEXES[(match["sex"] or match["first"] or match["grown"] or match["boxed"]).strip().casefold()]
    yield from (_TITLES[match["title"].casefold()] for match in titled.finditer(text))


def _of_text(facts: ChartFacts, fact: Fact) -> Iterator[tuple[str, LocatedFinding]]:
    for seen in facts.all_of(fact):
        if isinstance(seen.finding.value, Text) and seen.finding.standing is Standing.STATED:
            yield seen.finding.value.text, seen


def _agreed(sheet: SectionDraft, name: str, found: Sequence[tuple[str, LocatedFinding | Passage]]) -> None:
    values = {text.casefold() for text, _ in found}
    places = [seen.where if isinstance(seen, LocatedFinding) else seen for _, seen in found]
    if len(values) == 1:
        sheet.put(name, Filled(found[0][0], places[0]))
    elif values:
        sheet.ask(name, Why.SEVERAL, places)


def draft_coverage(facts: ChartFacts) -> SectionDraft:
    """Return the plan as the newest card or face sheet prints it; its profile by the names carriers go by."""
    sheet = SectionDraft()
    _agreed(sheet, "payer_name", list(_of_text(facts, Fact.PAYER)))
    for name, fact in (("member_id", Fact.MEMBER_ID), ("group_id", Fact.GROUP_ID)):
        found = list(_of_text(facts, fact))
        of_plan = [item for item in found if (item[1].finding.block or "").endswith(PLAN)]
        _agreed(sheet, name, of_plan or found)
    begins = [
        (str(value.since), seen)
        for seen in facts.all_of(Fact.PAYER)
        if isinstance(value := seen.finding.value, When) and value.since is not None
    ]
    _agreed(sheet, "effective_from", begins)
    if "payer_name" not in sheet.filled and not any(item.field == "payer_name" for item in sheet.open):
        _agreed(sheet, "payer_name", list(_card_heads(facts)))
    printed = sheet.filled.get("payer_name")
    if isinstance(printed, Filled):
        known = profiles_named(str(printed.value))
        if len(known) == 1:
            sheet.put("payer", Filled(known[0], printed.where, "by the carrier's name; check the plan"))
    return sheet


def is_card(item: DocumentReading) -> bool:
    """Whether a page of no other kind prints a plan's member number: an insurance card."""
    return item.document.kind is DocumentKind.UNKNOWN and any(
        found.fact is Fact.MEMBER_ID and (found.block or "").endswith(PLAN) for found in item.findings
    )


def _card_heads(facts: ChartFacts) -> Iterator[tuple[str, Passage]]:
    """Return lines of a card that are a known carrier's name and no more: a card prints it without a label."""
    for item in facts.documents:
        for where, _ in facts.lines_of(item.document) if is_card(item) else ():
            if len(where.quote.split()) <= _NAME_WORDS and profiles_named(where.quote):
                yield " ".join(where.quote.split()), where


def profiles_named(printed: str) -> tuple[str, ...]:
    """Return the profiles of carriers that go by a printed name; a plan of Medicare Advantage is no Medicare."""
    words = f" {' '.join(re.findall(r'[a-z0-9]+', printed.casefold()))} "
    if _PUBLIC & set(words.split()):
        return ()
    found = [row["profile"] for row in rows(CARRIERS, ("profile", "names")) if _goes_by(row["names"], words)]
    return tuple(dict.fromkeys(found))


def _goes_by(names: str, words: str) -> bool:
    return any(f" {name.replace('_', ' ')} " in words for name in names.split("|"))


def draft_request(facts: ChartFacts) -> SectionDraft:
    """Return what the newest plan asks for: the bodies it names, the day, and the diagnosis it gives."""
    sheet = SectionDraft()
    plans = [seen for seen in facts.all_of(Fact.PRIOR_ABLATION) if _is_plan(seen)]
    told = [(bodies, seen) for seen in plans if (bodies := _bodies(seen.where.quote))]
    if told:
        newest = [(bodies, seen) for bodies, seen in told if seen.document.id == told[0][1].document.id]
        if len({bodies for bodies, _ in newest}) == 1:
            sheet.put("vertebral_bodies", Filled(newest[0][0], newest[0][1].where))
        else:
            sheet.ask("vertebral_bodies", Why.SEVERAL, [seen.where for _, seen in newest])
    days = [(day, seen) for seen in plans if (day := _planned_day(seen)) is not None]
    _agreed(sheet, "planned_date", days)
    said = _of_text(facts, Fact.DIAGNOSIS)
    codes = [(text, seen) for text, seen in said if text in DIAGNOSES and seen.finding.first_hand]
    own = next((item for item in codes if item[0] == "M54.51"), None)
    if own is not None:
        sheet.put("diagnosis_codes", Filled((own[0],), own[1].where))
    elif codes:
        sheet.ask("diagnosis_codes", Why.SEVERAL, [seen.where for _, seen in codes])
    return sheet


def _is_plan(seen: LocatedFinding) -> bool:
    quote = seen.where.quote
    is_meant = seen.finding.standing in _PLANNED and seen.document.kind in _REQUESTS
    return is_meant and bool(_ABLATION.search(quote)) and not _MAYBE.search(quote)


def _bodies(quote: str) -> tuple[str, ...]:
    """Return the bodies named behind the procedure; a disc level names its two, a longer span none."""
    start = _ABLATION.search(quote)
    found: list[VertebralBody] = []
    for match in _PLACE.finditer(quote, start.start() if start else 0):
        upper = match["upper"].upper()
        if match["lower"] is None:
            found.append(VertebralBody(upper))
            continue
        lower = re.sub(r"[^LS\d]", "", match["lower"].upper())
        level = f"{upper}-{lower if lower[0] in 'LS' else f'L{lower}'}"
        if level not in {str(item) for item in DiscLevel}:
            return ()
        found += DiscLevel(level).bodies
    return tuple(str(body) for body in sorted(set(found), key=lambda body: body.order))


def _planned_day(seen: LocatedFinding) -> str | None:
    """Return a day behind "on", "for" or "scheduled" that lies after the note."""
    quote, own = seen.where.quote, seen.day
    for found in dates_in(quote):
        is_later = own is not None and found.date.earliest > own.latest
        if found.date.is_exact and is_later and _ON.search(quote[: found.start]):
            return str(found.date)
    return None
