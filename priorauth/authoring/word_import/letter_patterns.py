"""How data looks in a letter: ids, addresses, levels, findings, scores, spans of time, and words around them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from priorauth.domain.codes import PROCEDURES
from priorauth.domain.written_dates import dates_in

_BODY = r"(?:L\s?[1-6]|S\s?1)"
_LEVEL = rf"{_BODY}\s?[-–/]\s?(?:{_BODY}|[1-6]\b)"
_LEVEL_LIST = rf"{_LEVEL}(?:\s*(?:,|and|&|,\s*and)\s*{_LEVEL})*"
_BODY_LIST = rf"{_BODY}(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*){_BODY})+"
_TYPE = r"(?:[1-3]|I{1,3})(?:\s*(?:/|,|and|&)\s*(?:[1-3]|I{1,3}))*"
_MODIC = (
    rf"(?:mixed\s+)?(?:Modic\s*(?:type\s*)?|type\s+){_TYPE}\s*(?:Modic\s+)?(?:(?:endplate|vertebral|degenerative)\s+)*"
    rf"(?:changes?|signals?|findings?)?\s*(?:at|in|of|on|involving)\s+(?:the\s+)?(?:{_LEVEL_LIST}|{_BODY_LIST}|{_BODY})"
)
_CODE = rf"(?:{'|'.join(sorted(PROCEDURES))}|646\d\d)"
_UNITS = r"(?:\s*(?:[x×]\s*\d+|\(\s*[x×]?\s*\d+\s*units?\s*\)))?"
_CODE_LIST = rf"(?<![\d.])\+?{_CODE}{_UNITS}(?:\s*(?:,|;|and|&|\+|,\s*and)\s*\+?{_CODE}{_UNITS})*(?!\d)"
_ICD = r"[A-TV-Z]\d[0-9A-Z]\.[0-9A-Z]{1,4}"
_NUMBER = r"(?:\d+(?:\.\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|eighteen|several)"
_SPAN = (
    rf"(?:(?:over|more\s+than|about|approximately|nearly|the\s+past|at\s+least)\s+)?"
    rf"{_NUMBER}\s*(?:\(\d+\)\s*)?\+?[\s-]*(?:years?|months?|weeks?|days?)"
)
_I = re.IGNORECASE

PATTERNS: Mapping[str, re.Pattern[str]] = {
    "social": re.compile(r"(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])"),
    "email": re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    "phone": re.compile(
        r"(?<![\d-])(?:\+?1[\s.-]?)?\(?\d{3}\)?[\s.-]{0,2}\d{3}[\s.-]\d{4}(?:\s*(?:x|ext\.?)\s*\d+)?(?!\d)"
    ),
    "npi": re.compile(r"(?<![\w.])(?:NPI\s*(?:#|no\.?|number)?\s*)?(?P<value>[12]\d{9})(?!\w)"),
    "street": re.compile(
        r"(?<!\w)\d{1,6}\s+(?:[\w.'’-]+\s+){1,4}(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Drive|Dr|Way|Lane|Ln|"
        r"Highway|Hwy|Parkway|Pkwy|Court|Ct|Place|Pl|Circle)\b\.?(?:,?\s+(?:Suite|Ste|Unit|Floor|#)\.?\s*[\w-]+)?|P\.?\s?O\.?\s+Box\s+\d+"
    ),
    "town": re.compile(r"[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+){0,2},\s*[A-Z]{2}\s+\d{5}(?:-\d{4})?"),
    "score": re.compile(
        r"(?:\bODI\b|\bOswestry\b|\bVAS\b|\bNRS\b|\bPHQ-?9\b|\bGAD-?7\b|\bpain\s+(?:score|rating|level)s?\b)[^.;]*?\d|"
        r"(?<!\d)(?:10|\d)\s*(?:/|out\s+of)\s*10(?!\d)", _I),
    "modic": re.compile(rf"{_MODIC}(?:\s*(?:,|and|,\s*and|as\s+well\s+as|with)\s+{_MODIC})*", _I),
    "levels": re.compile(rf"(?<!\w){_LEVEL_LIST}(?!\d)"),
    "bodies": re.compile(rf"(?<![\w-]){_BODY_LIST}(?![\w-])"),
    "type": re.compile(rf"\bModic\s*(?:type\s*)?{_TYPE}(?!\w)", _I),
    "codes": re.compile(_CODE_LIST),
    "diagnoses": re.compile(rf"(?<!\w){_ICD}(?:\s*(?:,|;|and|&|,\s*and)\s*{_ICD})*"),
    "age": re.compile(r"\b\d{1,3}[\s-]*(?:years?[\s-]*old|y/?o|yo)\b|\bage(?:d|\s+of)?\s+\d{1,3}\b", _I),
    "sessions": re.compile(rf"\b{_NUMBER}\s+(?:sessions?|visits?|injections?|treatments?|blocks?)\b", _I),
    "span": re.compile(rf"(?<![\w-]){_SPAN}\b", _I),
    "percent": re.compile(r"\b\d{1,3}\s*(?:%|percent\b)", _I),
    "long_number": re.compile(r"(?<![\w-])(?=[\w-]*\d)[A-Z0-9][A-Z0-9-]{6,}(?![\w-])"),
}  # fmt: skip
CARE_WORDS = re.compile(
    r"\b(physical\s+therapy|PT|chiropract\w*|NSAIDs?|naproxen|ibuprofen|meloxicam|celecoxib|gabapentin|duloxetine|"
    r"home\s+exercise|exercise\s+program|acupuncture|massage|epidural\w*|steroids?|injections?|activity\s+modification|"
    r"cognitive\s+behaviou?ral|brace|muscle\s+relaxants?|medications?|conservative\s+(?:care|treatment|management))\b",
    _I,
)
GENERATOR_WORDS = re.compile(
    r"\b(facet|medial\s+branch|sacroiliac|SI\s+joint|radicul\w*|stenosis|spondylolisthesis|straight\s+leg|discogenic)\b",
    _I,
)
RELIEF_WORDS = re.compile(r"\b(relief|better|improve\w*|blocks?)\b", _I)
IMAGING_WORDS = re.compile(r"\b(MRI|magnetic\s+resonance|imaging|radiolog\w*|scan)\b", _I)
PAIN_WORDS = re.compile(r"\b(back\s+pain|pain|symptoms?)\b", _I)
ONSET_WORDS = re.compile(r"\b(since|began|began\s+in|onset|started)\b[^.]{0,30}\Z", _I)
PLANNED_WORDS = re.compile(r"\b(scheduled|planned|plan\s+to|date\s+of\s+service|perform\w*)\b[^.]{0,60}\Z", _I)
CALL_WORDS = re.compile(r"\b(peer|(?:reach|contact|call)\s+me|discuss|available)\b", _I)
BORN_WORDS = re.compile(r"\b(born|birth|DOB)\b[^.]{0,20}\Z", _I)


READ_BY_WORDS = re.compile(r",?\s*(?:as\s+)?(?:read|interpreted|reported)\s+by\s+(?:Dr\.?\s+)?\Z")
GENERAL_WORDS = re.compile(
    r"\b(trials?|stud(?:y|ies)|policy|criteri\w*|require\w*|patients\s+(?:who|with|in)|randomi[sz]ed|literature|published|FDA)\b",
    _I,
)


def is_care(text: str) -> bool:
    """Whether a text tells of conservative care with a date, a span of time, a number of visits or its result."""
    facts = any(PATTERNS[kind].search(text) for kind in ("span", "sessions", "percent"))
    return bool(CARE_WORDS.search(text)) and (facts or bool(dates_in(text)) or bool(re.search(r"\d", text)))


def is_imaging(text: str) -> bool:
    """Whether a text gives a Modic type with its level."""
    places = PATTERNS["levels"].search(text) or PATTERNS["bodies"].search(text)
    return bool(places and re.search(rf"\b(?:Modic|type)\s*(?:type\s*)?{_TYPE}\b", text, _I))


def is_work_up(text: str) -> bool:
    """Whether a text tells how another source of pain was looked for, with a date, a level or a result."""
    facts = any(PATTERNS[kind].search(text) for kind in ("percent", "levels"))
    negative = re.search(r"\b(negative|excluded|ruled\s+out|no\s+evidence|normal)\b", text, _I)
    return bool(GENERATOR_WORDS.search(text)) and (facts or bool(dates_in(text)) or bool(negative))


def scores_in(sentence: str) -> bool:
    """Whether a sentence gives a score of this patient's, such as an ODI in percent."""
    return bool(PATTERNS["score"].search(sentence)) and not GENERAL_WORDS.search(sentence)
