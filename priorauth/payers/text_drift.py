"""What an admin's sentence says beside its rule: other numbers, units, negations, Modic types, bodies or subjects.

A table prints the sentence and is judged by the rule. Where they differ it prints as met what was never judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any

from priorauth.case.model import Condition, EvaluationKind, Instrument, MeasureName
from priorauth.domain.spine import VertebralBody, joined
from priorauth.payers import criteria as kinds
from priorauth.payers.added_demands import added_demands
from priorauth.payers.criteria import COMBINATIONS, AnyCriterion
from priorauth.payers.rule_words import rule_limits, sentence_of
from priorauth.payers.said_limits import TIMES, Limit, limits_said, listed

Drift = tuple[str, str]
"""What the text says, and what its rule has."""

_MAY_EXCLUDE = (kinds.MeasureLimit, kinds.MinimumAge, kinds.AgeRange, kinds.ScoreThreshold)
"""Whose limits a policy often words as what it excludes: a body mass index over 40."""
_CODES = (kinds.DiagnosisCodes, kinds.ProcedureCodes)


def drifts(criterion: AnyCriterion) -> Iterator[tuple[str, Drift]]:
    """Return what a text says otherwise than its rule, with its field: ``text``, or the ``name`` of a row.

    A text may be silent on numbers; one that says some of a rule's has to say all. A rule in whose ``wording`` a
    named person lets the two differ is passed over.
    """
    if criterion.wording is not None or not criterion.text or isinstance(criterion, _CODES):
        return
    for find in (_numbers, _types, _bodies, _polarity, _quantifier, _subject, _added):
        yield from (("text", drift) for drift in find(criterion))
    if isinstance(criterion, kinds.RequiredModalities):
        for index, row in enumerate(criterion.required):
            yield from ((f"required.{index}.name", drift) for drift in _compared(row.name, rule_limits(row)))


def quote_drifts(criterion: AnyCriterion, quote: str) -> Iterator[Drift]:
    """Return what the policy's own words say otherwise than the rule that judges them.

    A policy's sentence may hold the numbers of several rules, and be silent on some: of each thing that it counts,
    such as months or bodies, each rule has to find its own among the numbers.
    """
    if criterion.wording is not None or isinstance(criterion, (*_CODES, *COMBINATIONS)):
        return
    said = _counting(_TYPES.sub(" ", quote))
    rule: Sequence[Limit] = rule_limits(criterion)
    if isinstance(criterion, kinds.Attested):
        rule = _counting(_TYPES.sub(" ", criterion.clause))
    ways = [*said, *(limit.excluded for limit in said)] if isinstance(criterion, _MAY_EXCLUDE) else said
    missing = [
        limit
        for limit in rule
        if any(_thing(each) in ("", _thing(limit)) for each in said) and not any(w.agrees(limit) for w in ways)
    ]
    if missing:
        yield listed(said), listed(missing)
    with_quote = criterion.model_copy(update={"text": quote})
    yield from (*_types(with_quote), *_bodies(with_quote))


def _thing(limit: Limit) -> str:
    """Return what a limit counts: time, whatever its unit, or parts of the spine, or its unit."""
    if limit.unit in TIMES:
        return "time"
    return "level" if limit.unit in ("body", "disc_level", "unclear") else limit.unit


# --- numbers and units ---


def _numbers(criterion: AnyCriterion) -> Iterator[Drift]:
    text = _TYPES.sub(" ", criterion.text)
    if isinstance(criterion, kinds.RequiredModalities):
        text = _QUANTIFIER.sub(" ", text)
    if isinstance(criterion, kinds.Attested):
        rule = limits_said(_TYPES.sub(" ", criterion.clause))
        other = [limit for limit in _counting(text) if not any(limit.agrees(each) for each in rule)]
        if other:
            yield listed(other), listed(rule) or "no number in its clause"
        return
    if not isinstance(criterion, COMBINATIONS):
        yield from _compared(
            text, rule_limits(criterion), may_explain=isinstance(criterion, kinds.SkeletalMaturity)
        )


def _counting(text: str) -> list[Limit]:
    """Return what a text counts; "one" alone is an article, and so is the one session of "in one session"."""
    return [limit for limit in limits_said(text) if limit.number != 1 or limit.unit in ("year", "month", "week")]


def _compared(text: str, rule: tuple[Limit, ...], *, may_explain: bool = False) -> Iterator[Drift]:
    said = list(limits_said(text))
    units = {limit.unit for limit in rule}
    other = [
        limit for limit in said if not any(limit.agrees(each) for each in rule) and _counts(limit, units, rule)
    ]
    if not rule:
        other = [limit for limit in other if limit.unit and not may_explain]
    missing = [limit for limit in rule if not any(each.agrees(limit) for each in said)]
    if other or (missing and any(_counts(limit, units, rule) for limit in said)):
        yield listed(other or said), listed(rule) or "no number"


def _counts(limit: Limit, units: set[str], rule: tuple[Limit, ...]) -> bool:
    """Whether its rule has to have a limit of a text: it is no article, lower end or other way to count."""
    if limit.number == 1 and limit.unit not in ("year", "month", "week") and limit.unit not in units:
        return False
    if limit.unit == "disc_level" and "body" in units and len(rule) == 1 and limit.side is None:
        return limit.number == rule[0].number
    is_low_end = limit.side is not None and limit.side.is_lower and limit.unit in ("body", "level", "disc_level")
    return not (is_low_end and limit.number == 1)


# --- Modic types and bodies ---

_TYPE = r"(?:[123]|iii|ii|i|one|two|three)\b(?!\s*(?:or more|and more|month|week))"
_TYPES = re.compile(
    rf"(?P<not>\b(?:not|no|without|excluding|except)\s+(?:\w+\s+)?)?"
    rf"(?:\bmodic(?:\s+changes?(?:\s+of)?)?\s+)?(?:\btypes?\s+|\bmodic\s+|\bmc\s?-?)(?P<first>{_TYPE})"
    rf"(?P<more>(?:\s*(?:,|/|-|–|or|and|to|,\s*or|,\s*and)\s*(?:a\s+)?(?:types?\s+|mc\s?)?{_TYPE})*)",
    re.IGNORECASE,
)
_NOT_THESE = re.compile(
    r"\s*(?:changes?\s*)?(?:(?:does|do|will|is|are)\s+not|doesn't|don't|won't|isn't|aren't)\b", re.IGNORECASE
)
"""What stands behind types that a text names to leave them out: "Modic 3 does not"."""
_DIGIT = {"i": "1", "ii": "2", "iii": "3", "one": "1", "two": "2", "three": "3"}


def _types_named(text: str) -> tuple[set[str], set[str]]:
    """Return the Modic types that a text names, and those that it names to exclude them."""
    named: tuple[set[str], set[str]] = (set(), set())
    for match in _TYPES.finditer(text):
        words = re.findall(
            r"[123]|\biii\b|\bii\b|\bi\b|\bone\b|\btwo\b|\bthree\b", f"{match['first']} {match['more']}".casefold()
        )
        types = {_DIGIT.get(word, word) for word in words}
        if re.search(r"\d\s*(?:-|–|to)\s*\d", match.group()):
            types = set(map(str, range(int(min(types)), int(max(types)) + 1)))
        is_excluded = match["not"] or _NOT_THESE.match(text, match.end())
        named[1 if is_excluded else 0].update(types)
    return named


def _types(criterion: AnyCriterion) -> Iterator[Drift]:
    if isinstance(criterion, kinds.ModicTypes):
        accepted, open_types = set(map(str, criterion.accepted)), set(map(str, criterion.undecided))
    elif isinstance(criterion, kinds.ModicSignals):
        accepted, open_types = set(map(str, criterion.types)), set()
    else:
        return
    named, excluded = _types_named(criterion.text)
    if (named and not accepted <= named <= accepted | open_types) or excluded & accepted:
        yield _as_types(named - excluded, excluded), f"type {joined(sorted(accepted))}"


def _as_types(named: set[str], excluded: set[str]) -> str:
    parts = [
        f"type {joined(sorted(named))}" if named else "",
        f"not type {joined(sorted(excluded))}" if excluded else "",
    ]
    return ", ".join(part for part in parts if part)


_BODY = re.compile(
    r"\b(?:(?P<region>[LST])-?(?P<number>\d{1,2})\b"
    r"|(?P<ordinal>first|second|third|fourth|fifth) (?P<part>lumbar|sacral))"
)
_NOT_COVERED = re.compile(
    r"\b(?:not|never|neither|nor|isn't|aren't)\b[^.;]{0,20}\b(?:cover|includ|treat|eligib|allow|part)|\bexclu|\bexcept",
    re.IGNORECASE,
)
"""What a clause says that names bodies only to leave them out."""
_ORDINALS = ("first", "second", "third", "fourth", "fifth")
_ORDER = {body.value: place for place, body in enumerate(VertebralBody)}


def _bodies(criterion: AnyCriterion) -> Iterator[Drift]:
    if not isinstance(criterion, kinds.VertebralRange):
        return
    named = []
    covered = "; ".join(part for part in re.split(r"[.;]", criterion.text) if not _NOT_COVERED.search(part))
    for match in _BODY.finditer(covered):
        if match["ordinal"]:
            named.append(f"{match['part'][0].upper()}{_ORDINALS.index(match['ordinal']) + 1}")
        else:
            named.append(f"{match['region']}{match['number']}")
    ends = (criterion.first.value, criterion.last.value)
    known = sorted((each for each in named if each in _ORDER), key=_ORDER.__getitem__)
    strange = [each for each in named if each not in _ORDER]
    said = (known[0], known[-1]) if known else ()
    fits = said == ends or (len(set(known)) == 1 and known[0] in ends) or not named
    if strange or not fits:
        yield joined(dict.fromkeys((*strange, *said)), "to"), f"{ends[0]} to {ends[1]}"


# --- negations ---

_NOT = (
    r"\b(?:no|not|none|never|neither|nor|without|free of|lack of|absence of|absent|excluded|excludes?"
    r"|ruled out|rules out|denie[sd]|negative for|clear of|exclusions?|contraindicat\w+|disqualif\w+|ineligible"
    r"|cannot|non-?\w*|un(?:resolved|successful))\b"
)
_DENIES = re.compile(_NOT, re.IGNORECASE)
_TURNED_BACK = re.compile(
    r"\b(?:not|cannot be|never)\s+(?:been\s+|be\s+)?(?:free of|excluded|ruled out|absent|without)\b", re.IGNORECASE
)
_WAIVED = re.compile(
    r"\b(?:need not|not (?:be )?(?:required|necessary|needed|mandatory)"
    r"|(?:does|do) not (?:have|need) to|no need|optional|not an? (?:absolute )?contraindication"
    r"|(?:is|are) (?:allowed|permitted|acceptable))\b",
    re.IGNORECASE,
)  # fmt: skip
_ALLOWED = re.compile(
    r"\bnot an? (?:absolute )?contraindication|\b(?:is|are) (?:allowed|permitted|acceptable)\b", re.IGNORECASE
)
_GONE = re.compile(
    r"\w*\W+(?:(?:has|have|had|been|is|are|was|were)\W+)*(?:ruled out|excluded|absent|denied)", re.IGNORECASE
)
_HELPED = re.compile(
    r"\b(?:success(?:ful)?|succeeded|helped|effective|worked|improved|improvement|relie(?:f|ved?)|responded|response)\b",
    re.IGNORECASE,
)
_FAILED = re.compile(
    rf"{_NOT}|\b(?:fail\w*|inadequate\w*|insufficient\w*|poor\w*|little|despite|unable|refractory|incomplete)\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"\b(?:before|prior|previous(?:ly)?|earlier|already|repeat\w*|again)\b", re.IGNORECASE)
_BELOW = r"(?:legs?|radicular|sciatica|radiat\w+|knees?|calf|calves|foot|feet|buttocks?|thighs?)"
_OUTDOES = r"(?:(?:more(?: severe| intense| often)?|worse|greater|stronger|rather) than|exceed\w*|outweigh\w*)"
_WITHOUT_NOT = r"(?:(?!\b(?:no|not|never)\b)[^.;])"
_LEGS = re.compile(
    rf"\b{_BELOW}\b{_WITHOUT_NOT}{{0,40}}\b{_OUTDOES}\b[^.;]{{0,30}}\b(?:back|axial)\b|"
    r"\b(?:mainly|chiefly|predominant(?:ly)?|mostly|primar\w+|dominant|largely)\b[^.;,]{0,25}\b(?:legs?|radicular|sciatica)\b"
    r"|\b(?:legs?|radicular|sciatica)\b[^.;,]{0,12}\b(?:dominat\w+|predominat\w+|dominant)\b",
    re.IGNORECASE,
)
_IMMATURE = re.compile(
    r"\bimmature\b|\b(?:still|not (?:done|finished)) growing\b"
    r"|\b(?:not|isn't|no)\s+(?:yet\s+|fully\s+)?(?:skeletally\s+)?mature\b",
    re.IGNORECASE,
)
_APART = re.compile(
    r"\b(?:non-?|not\s+(?:be\s+)?)(?:adjacent|contiguous|consecutive|next|neighbou?ring)\b", re.IGNORECASE
)
_NO_CHANGE = re.compile(
    r"\b(?:no|without|free of|absence of|never)\s+(?:\w+\s+){0,2}?(?:modic|endplate)\b"
    r"|\bnot (?:be )?(?:named|stated|given|in)\b",
    re.IGNORECASE,
)
_OR_EXPLAINED = re.compile(r"\b(?:unless|explain\w*|precaution\w*|stated|objective)\b", re.IGNORECASE)


def _denies(text: str) -> bool:
    return bool(_DENIES.search(_TURNED_BACK.sub(" ", text)))


def _turned_condition(criterion: Any, text: str) -> bool:  # noqa: ANN401  (one of three kinds with a condition)
    """Whether a text asks for a condition that has to be absent, or denies one that has to be present."""
    noun = _SUBJECTS[Condition].get(criterion.condition)
    place = noun.search(text) if noun else None
    if place is None or _ALLOWED.search(text):
        return place is not None
    if isinstance(criterion, kinds.ConditionPresent):
        before = re.search(rf"{_NOT}\W+(?:[\w-]+\W+){{0,3}}$", text[: place.start()], re.IGNORECASE)
        return before is not None or _GONE.match(text, place.end()) is not None
    explained = isinstance(criterion, kinds.RelativeContraindication) and _OR_EXPLAINED.search(text)
    return not (_denies(text) or explained)


_CARE = (kinds.CareFailed, kinds.CareDuration, kinds.CareWithin, kinds.RequiredModalities)
_CONDITIONS = (kinds.ConditionAbsent, kinds.ConditionPresent, kinds.RelativeContraindication)
_MODIC = (kinds.ModicTypes, kinds.ModicInReport, kinds.ModicSignals, kinds.ModicMatchesTreatment)
_NEVER = re.compile(r"(?!)")
_TOO_SHORT = re.compile(
    r"\b(?:not|never|hasn't|haven't)\s+(?:yet\s+)?(?:lasted|persisted|continued|gone on|been (?:present|there))\b"
    r"(?!\W+(?:less|fewer|under))",
    re.IGNORECASE,
)
_TURNING: tuple[tuple[tuple[type[Any], ...], re.Pattern[str], re.Pattern[str]], ...] = (
    (_CARE, _HELPED, _FAILED),
    ((kinds.NoPriorAblation,), _BEFORE, _DENIES),
    ((kinds.PriorSurgeryRule,), _BEFORE, re.compile(rf"{_NOT}|\b(?:only|except)", re.IGNORECASE)),
    ((kinds.SkeletalMaturity,), _IMMATURE, _DENIES),
    ((kinds.BodiesAdjacent,), _APART, _NEVER),
    (_MODIC, _NO_CHANGE, _NEVER),
    ((kinds.SymptomDuration, kinds.CareDuration, kinds.CareWithin), _TOO_SHORT, _NEVER),
)
"""For each kind, the words that say the opposite of its rule, and those beside them that say it after all."""


def _turned(criterion: AnyCriterion, text: str) -> bool:
    """Whether a text says the opposite of its rule."""
    if isinstance(criterion, _CONDITIONS):
        return _turned_condition(criterion, text)
    if isinstance(criterion, kinds.AxialPain):
        return any(not _DENIES.search(re.split("[.;:]", text[: m.start()])[-1]) for m in _LEGS.finditer(text))
    return any(
        isinstance(criterion, of) and words.search(text) and not back.search(words.sub(" ", text))
        for of, words, back in _TURNING
    )


def _polarity(criterion: AnyCriterion) -> Iterator[Drift]:
    text = criterion.text
    waived = _WAIVED.search(text) if not isinstance(criterion, _CONDITIONS) else None
    if waived:
        yield f"“{waived.group()}”", "a condition that must hold"
    elif _turned(criterion, text):
        yield "the opposite", criterion.kind.replace("_", " ")


# --- how many of a combination ---

_FEW = r"(?:one|two|three|four|five|six|\d)"
_QUANTIFIER = re.compile(
    rf"\b(?P<q>none|neither|all|both|each|every|either|any(?: one)?|(?:at least |any )?(?P<n>{_FEW})(?: or more)?)"
    rf" of (?:(?:the following|the|these|those|following|them|its|this)\b|(?P<m>{_FEW})\b)(?: (?P<m2>{_FEW})\b)?",
    re.IGNORECASE,
)
_SMALL = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}


def _small(word: str | None) -> int | None:
    return None if word is None else _SMALL.get(word.casefold()) or int(word)


def _quantifier(criterion: AnyCriterion) -> Iterator[Drift]:
    """Compare "both of these" or "two of the three" with how many members a combination needs."""
    match = _QUANTIFIER.search(criterion.text)
    if match is None or not isinstance(criterion, (*COMBINATIONS, kinds.RequiredModalities)):
        return
    members = criterion.required if isinstance(criterion, kinds.RequiredModalities) else criterion.members
    count, word = len(members), match["q"].casefold()
    needed = {kinds.AllOf: count, kinds.AnyOf: 1, kinds.NoneOf: 0}.get(
        type(criterion), getattr(criterion, "n", None) or count
    )
    if word in ("none", "neither"):
        said = 0 if isinstance(criterion, kinds.NoneOf) else needed  # members may be worded as absent
    elif word in ("all", "both", "each", "every"):
        said = count
    else:
        said = _small(match["n"]) or 1
    of = _small(match["m"]) or _small(match["m2"]) or count
    if (said, of) != (needed, count):
        yield f"“{match.group()}”", f"{needed} of {count} members"


# --- what it is about ---


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})", re.IGNORECASE)


_SUBJECTS: Mapping[type[StrEnum], Mapping[StrEnum, re.Pattern[str]]] = {
    Condition: {
        Condition.INFECTION: _pattern("infect|discitis|osteomyelitis|sepsis"),
        Condition.SYSTEMIC_INFECTION: _pattern("infect|sepsis"),
        Condition.LOCAL_INFECTION: _pattern("infect|discitis|osteomyelitis"),
        Condition.INSTABILITY: _pattern("instab|unstable"),
        Condition.STENOSIS_NEEDING_DECOMPRESSION: _pattern("stenosis"),
        Condition.SYMPTOMATIC_STENOSIS: _pattern("stenosis"),
        Condition.FRACTURE: _pattern("fractur"),
        Condition.FRAGILITY_FRACTURE: _pattern("fractur"),
        Condition.COMPRESSION_FRACTURE: _pattern("fractur"),
        Condition.TUMOR: _pattern("tumou?r|cancer|malignan|neoplas|metasta"),
        Condition.PREGNANCY: _pattern(r"pregnan|expecting(?: a)?(?: child| baby|\b(?! \w))|with child"),
        Condition.IMPLANTED_PULSE_GENERATOR: _pattern("pulse generator|pacemaker|defibrillator|stimulator"),
        Condition.BONE_DISEASE: _pattern("bone disease|osteopor|osteopenia"),
        Condition.PRIOR_SPINE_SURGERY: _pattern("surger|operation|operated"),
        Condition.BLEEDING_DIATHESIS: _pattern("bleed|coagul"),
        Condition.DEFORMITY: _pattern("deform|scolio|kypho"),
        Condition.SPONDYLOLYSIS: _pattern("spondylolysis|pars defect"),
        Condition.FACET_ARTHROPATHY: _pattern("facet"),
        Condition.CARDIOPULMONARY_COMPROMISE: _pattern("cardi|pulmon|heart|lung"),
        Condition.TOBACCO_USE: _pattern("tobacco|smok|nicotine"),
        Condition.LITIGATION: _pattern("litigation|lawsuit|disability claim"),
        Condition.SUBSTANCE_USE_DISORDER: _pattern("substance|drug use|alcohol"),
    },
    Instrument: {
        Instrument.NRS: _pattern(r"NRS\b|numeric (?:pain )?rating"),
        Instrument.VAS: _pattern(r"VAS\b|visual analog"),
        Instrument.ODI: _pattern(r"ODI\b|oswestry"),
        Instrument.PHQ9: _pattern(r"PHQ"),
        Instrument.GAD7: _pattern(r"GAD\b"),
    },
    MeasureName: {
        MeasureName.BMI: _pattern(r"BMI\b|body mass"),
        MeasureName.T_SCORE: _pattern("T-scores?|bone density"),
        MeasureName.DISC_MM: _pattern("disc|disk|protrusion|extrusion"),
        MeasureName.LISTHESIS_MM: _pattern("spondylolisthesis|listhesis|slip"),
        MeasureName.BECK: _pattern(r"Beck\b|BDI\b"),
        MeasureName.WADDELL: _pattern("Waddell"),
    },
    EvaluationKind: {
        EvaluationKind.PSYCHOLOGICAL: _pattern("psych|mental|behavio"),
        EvaluationKind.PHYSICAL: _pattern("physical"),
        EvaluationKind.MULTIDISCIPLINARY: _pattern("multidisciplin|team"),
        EvaluationKind.SURGICAL_OPINION: _pattern("surg"),
    },
}
"""The words by which a text names what a rule is about. A value that has none here is not compared."""


def _subject(criterion: AnyCriterion) -> Iterator[Drift]:
    """Find a text that names another condition, instrument or measure than the rule, and not the rule's own."""
    for field in ("condition", "instrument", "measure", "evaluation"):
        own: StrEnum | None = getattr(criterion, field, None)
        patterns = {} if own is None else _SUBJECTS.get(type(own), {})
        if own is None or own not in patterns or patterns[own].search(criterion.text):
            continue
        others = [value.value for value, pattern in patterns.items() if pattern.search(criterion.text)]
        if others:
            yield _plain(others[0]), _plain(own.value)


def _added(criterion: AnyCriterion) -> Iterator[Drift]:
    condition = getattr(criterion, "condition", None)
    words = _SUBJECTS[Condition].get(condition) if condition else None
    yield from ((f"“{said}”", has) for said, has in added_demands(criterion, sentence_of(criterion), words))


def _plain(value: str) -> str:
    return value.replace("_", " ")
