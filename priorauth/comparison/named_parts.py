"""Names a case gives to what it claims, held against the words of the chart: each has to stand somewhere in it.

What makes the pain worse, which drug it was, who oversaw a course of care and what belonged to it are printed in
the letter as facts. A chart may say them in other words, so one word of a kind is enough; a kind of which the chart
has no word at all is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from priorauth.case.model import Care, CareStatus, Case, Component, Generator, Supervisor, WorkUp
from priorauth.readers.treatment.therapy_records import RECORDS
from priorauth.reading.model import DocumentKind

_WORD = re.compile(r"[^\W\d_]{3,}")
_ENDING = re.compile(r"(?:ing|ed|es|s|e)$")
_DOUBLED = re.compile(r"([^aeiouls])\1$")
_SAYS_HOW = re.compile(
    r"(?:the|and|for|with|from|any|all|not|too|than|more|most|when|while|after|over|under|into|onto|upon|per|her|his"
    r"|long|longer|prolonged|prolong|extended|sustained|heavy|certain|such|activit\w*|position\w*|period\w*|minutes?"
    r"|hours?|daily|twice|once|thrice|times?|three|four|two|every|each|day|night|nightly|weekly|needed|required|oral"
    r"|orally|mouth|tablets?|capsules?|tabs?|caps?|dose|prn|bid|tid|qid|food|meals?|morning|evening|bedtime|forward|trial"
    r"|low|lumbar|back|and/or)"
)
"""Words that tell how, when or how much, and may be left out of a chart or shortened in it."""
_ALSO_CALLED = (
    frozenset({"bend", "flex", "stoop", "lean"}),
    frozenset({"sit", "seat", "sat", "desk", "driv"}),
    frozenset({"stand", "upright", "stood"}),
    frozenset({"walk", "ambulat", "gait"}),
    frozenset({"lift", "carry", "carri"}),
    frozenset({"driv", "car", "vehicle"}),
    frozenset({"twist", "rotat", "turn"}),
    frozenset({"arch", "exten"}),
    frozenset({"cough", "sneez", "valsalva", "strain"}),
)
_ROLES: Mapping[Supervisor, re.Pattern[str]] = {
    Supervisor.PHYSICIAN: re.compile(r"\b(?:m\.?d|d\.?o|dr|physicians?|doctors?)\b", re.IGNORECASE),
    Supervisor.ADVANCED_PRACTICE: re.compile(
        r"\b(?:np|pa|pa-c|aprn|fnp|crna|dnp|np-c)\b|\bnurse\s+practition|\bphysician'?s?\s+(?:assistant|associate)"
        r"|\badvanced\s+practice",
        re.IGNORECASE,
    ),
    Supervisor.PHYSICAL_THERAPIST: re.compile(
        r"\b(?:d?pt|mpt|pta)\b|\bphysical\s+therap|\bphysiotherap|\btherapist", re.IGNORECASE
    ),
    Supervisor.CHIROPRACTOR: re.compile(r"\bd\.?c\b|\bchiropract", re.IGNORECASE),
    Supervisor.LICENSED_MENTAL_HEALTH: re.compile(
        r"\bpsych(?:olog|iatr)|\b(?:ph\.?d|psy\.?d|l[cm]sw|licsw|lpcc?|lmft|lmhc|lcpc)\b|\bsocial\s+work|\bcounsel"
        r"|\bmental\s+health",
        re.IGNORECASE,
    ),
}
_COMPONENTS: Mapping[Component, re.Pattern[str]] = {
    Component.CORE_STABILIZATION: re.compile(
        r"\bcore\b|\bstabili[sz]|\btrunk\b|\bbracing|\bplank|\btransvers|\bmultifid", re.IGNORECASE
    ),
    Component.ACTIVE_MODALITIES: re.compile(
        r"\bactive|\bexercis|\bstrength|\bstretch|\bbridg|\btreadmill|\bther(?:apeutic)?\.?\s?ex|\bmckenzie|\bwalk",
        re.IGNORECASE,
    ),
    Component.PASSIVE_MODALITIES: re.compile(
        r"\bpassive|\bmanual|\bheat|\bmassage|\bultrasound|\bstim|\btens\b|\btraction|\bice\b|\bcold|\bmobili[sz]"
        r"|\bneedling|\bmodalit|\bsoft\s+tissue",
        re.IGNORECASE,
    ),
    Component.DISEASE_EDUCATION: re.compile(r"\beducat|\btaught|\bexplain|\bpain\s+science", re.IGNORECASE),
    Component.LIFESTYLE_MODIFICATION: re.compile(
        r"\blifestyle|\bactivit|\bergonom|\bpacing|\bmodif|\bhabit|\bsleep|\bweight|\bposture|\bwork", re.IGNORECASE
    ),
    Component.STRESS_MANAGEMENT: re.compile(
        r"\bstress|\brelax|\bmindful|\bcoping|\bcope|\bbreath|\bmeditat|\banxiety", re.IGNORECASE
    ),
}
_GIVEN = frozenset({CareStatus.COMPLETED, CareStatus.STOPPED, CareStatus.ONGOING})

Texts = Sequence[tuple[DocumentKind, str]]
"""The text of each document of the patient, with what it is."""


def unnamed_parts(case: Case, texts: Texts) -> Iterator[str]:
    """Return the fields of the case that name a thing of which the chart has no word."""
    words = {word for _, text in texts for word in _WORD.findall(text.casefold())}
    yield from _unnamed_pain(case, texts, words)
    if _is_of_other_sex(case, texts):
        yield "patient.sex"
    for number, work_up in enumerate(case.other_generators, 1):
        if work_up.method and not _is_method_named(work_up, texts):
            yield f"other_generators.{number}.method"
    for number, care in enumerate(case.conservative_care, 1):
        if care.status in _GIVEN:
            field = f"conservative_care.{number}"
            if care.detail and not _is_named(care.detail, words):
                yield f"{field}.detail"
            yield from _unnamed_of(care, field, texts)


def _unnamed_pain(case: Case, texts: Texts, words: set[str]) -> Iterator[str]:
    pain = case.pain
    for name, said in (("worse_with", pain.worse_with), ("eased_by", pain.eased_by)):
        yield from (f"pain.{name}.{number}" for number, text in enumerate(said, 1) if not _is_named(text, words))
    if pain.worse_with and _worsens_otherwise(case, texts):
        yield "pain.worse_with"


def _worsens_otherwise(case: Case, texts: Texts) -> bool:
    """Whether the visits' notes tell what makes the pain worse, and name nothing of what the case does."""
    said = [
        set(_WORD.findall(match.group()))
        for kind, text in texts
        if kind is DocumentKind.OFFICE_NOTE
        for match in _WORSE.finditer(text.casefold())
    ]
    return bool(said) and not any(_is_named(entry, words) for entry in case.pain.worse_with for words in said)


_WORSE = re.compile(
    r"[^.;]{0,80}\b(?:worse(?:ns|ned)?|worsening|aggravat\w+|exacerbat\w+|provok\w+)\s+(?:with|by|when|on|after)\b[^.;]{3,200}"
)


def _is_of_other_sex(case: Case, texts: Texts) -> bool:
    """Whether every page that prints the patient's sex prints another one."""
    said = {match[1][0] for _, text in texts for match in _SEX.finditer(text.casefold())}
    return bool(said) and case.patient.sex is not None and case.patient.sex.value[0] not in said


_SEX = re.compile(r"\b(?:sex|gender)\s*[:\s]\s*(female|male|f|m)\b(?!\s*/)")


def _is_method_named(work_up: WorkUp, texts: Texts) -> bool:
    """Whether the chart has the block or injection of a joint that a work-up names, beside the joint."""
    joint = _JOINTS.get(work_up.generator)
    if joint is None or _BLOCK.search((work_up.method or "").casefold()) is None:
        return True
    for _, text in texts:
        plain = text.casefold()
        if any(joint.search(said) and _BLOCK.search(said) for said in _STOP.split(plain)):
            return True
    return False


_BLOCK = re.compile(r"\b(?:inject\w*|blocks?|blockade|mbbs?|esi)\b")
_JOINTS: Mapping[Generator, re.Pattern[str]] = {
    Generator.FACET: re.compile(r"\b(?:facets?|medial\s+branch\w*|mbbs?|zygapoph\w+|z-joint)"),
    Generator.SACROILIAC: re.compile(r"\b(?:sacro-?iliac|si\s+joints?|sij|si)\b"),
}
_STOP = re.compile(r"[.;]\s|\n\s*\n")


def _unnamed_of(care: Care, field: str, texts: Texts) -> Iterator[str]:
    """Return who oversaw a course of care and what belonged to it, where its records name none."""
    own = {kind for kind, modality in RECORDS.items() if modality is care.modality}
    has_own = any(kind in own for kind, _ in texts)
    known = [text for kind, text in texts if not has_own or kind in own or kind is DocumentKind.OFFICE_NOTE]
    for number, who in enumerate(care.supervised_by, 1):
        if who in _ROLES and not any(_ROLES[who].search(text) for text in known):
            yield f"{field}.supervised_by.{number}"
    for number, part in enumerate(care.components, 1):
        if not any(_COMPONENTS[part].search(text) for text in known):
            yield f"{field}.components.{number}"


def _is_named(said: str, words: set[str]) -> bool:
    """Whether the chart has each word of a text that carries its sense, or another word for the same."""
    return all(_has(_root(word), words) for word in _WORD.findall(said.casefold()) if not _SAYS_HOW.fullmatch(word))


def _has(root: str, words: set[str]) -> bool:
    others = {root}.union(*(group for group in _ALSO_CALLED if any(root.startswith(name) for name in group)))
    return any(word.startswith(other) for other in others for word in words)


def _root(word: str) -> str:
    short = _ENDING.sub("", word) if len(word) > 4 else word
    return _DOUBLED.sub(r"\1", short)[:_STEM]


_STEM = 6
