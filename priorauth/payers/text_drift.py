"""What an admin's sentence says beside its rule: other numbers, units, negations, Modic types, bodies or subjects.

A table prints the sentence and is judged by the rule. Where they differ it prints as met what was never judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from priorauth.case.model import MeasureName
from priorauth.domain.spine import VertebralBody, joined
from priorauth.payers import criteria as kinds
from priorauth.payers.criteria import COMBINATIONS, AnyCriterion
from priorauth.payers.criterion_words import is_about_its_rule, names_some_not_all, strange_words
from priorauth.payers.rule_words import rule_limits, sentence_of
from priorauth.payers.said_limits import TIMES, Limit, limits_said, listed
from priorauth.payers.text_polarity import turned

Drift = tuple[str, str]
"""What the text says, and what its rule has."""

_MAY_EXCLUDE = (kinds.MeasureLimit, kinds.MinimumAge, kinds.AgeRange, kinds.ScoreThreshold)
"""Whose limits a policy often words as what it excludes: a body mass index over 40."""
_GROWN_UP = 18
"""The age in years at which a skeleton is taken for mature."""
_CODES = (kinds.DiagnosisCodes, kinds.ProcedureCodes)


def drifts(criterion: AnyCriterion, own_names: frozenset[str]) -> Iterator[tuple[str, Drift]]:
    """Return what a text says otherwise than its rule, with its field: ``text``, or the ``name`` of a row.

    ``own_names`` are the words of the payer, the reviewer and the policy, in small letters. A text may be silent on
    numbers; one that says some of a rule's has to say all. A rule in whose ``wording`` a named person lets the two
    differ is passed over.
    """
    if criterion.wording is not None or not criterion.text:
        return
    if isinstance(criterion, _CODES):
        yield from (("text", drift) for drift in _other_codes(criterion))
        return
    for find in (_numbers, _units, _types, _bodies, _quantifier, _subject):
        yield from (("text", drift) for drift in find(criterion))
    yield from (("text", drift) for drift in turned(criterion))
    yield from (("text", drift) for drift in _added(criterion, own_names))
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
            text,
            rule_limits(criterion),
            may_explain=isinstance(criterion, kinds.SkeletalMaturity),
            may_exclude=isinstance(criterion, _MAY_EXCLUDE),
        )


_DIAGNOSIS = re.compile(r"\b[A-TV-Z]\d[0-9A-Z]\.[0-9A-Z]{1,4}\b")
_PROCEDURE = re.compile(r"\b(?:\d{5}|\d{4}T|[A-Z]\d{4})\b(?!\.)")
_NO_SUCH = re.compile(r"\b(?:no|not|never|nor|except|excluding|other than|instead of|rather than)\b", re.IGNORECASE)


def _other_codes(criterion: kinds.DiagnosisCodes | kinds.ProcedureCodes) -> Iterator[Drift]:
    """Find codes that a text names to accept them and that are not on its rule's list."""
    codes = _DIAGNOSIS if isinstance(criterion, kinds.DiagnosisCodes) else _PROCEDURE
    accepted = [part for part in re.split(r"[,;]", criterion.text) if not _NO_SUCH.search(part)]
    other = [code for part in accepted for code in codes.findall(part) if code not in criterion.accepted]
    if other:
        yield joined(list(dict.fromkeys(other))), joined(list(criterion.accepted), "or")


_WEIGHED = re.compile(r"\bkg\b(?!\s*/\s*m)|\b(?:kilograms?|kilos?|lbs?|pounds?)\b(?! per\b)", re.IGNORECASE)

_PART_WORDS = {"body": r"\bbod(?:y|ies)\b|\bvertebra", "disc_level": r"\bdis[ck]s?\b"}


def _units(criterion: AnyCriterion) -> Iterator[Drift]:
    """Find bodies where the rule counts discs, or the other way round, and a weight for a mass index."""
    if getattr(criterion, "measure", None) is MeasureName.BMI and (weight := _WEIGHED.search(criterion.text)):
        yield f"“{weight.group()}”", "body mass index"
    if not isinstance(criterion, kinds.BodiesPerSession | kinds.BodiesLifetime):
        return
    unit = getattr(criterion, "unit", "body")
    has = {part for part, words in _PART_WORDS.items() if re.search(words, criterion.text, re.IGNORECASE)}
    if has and unit in _PART_WORDS and unit not in has:
        yield _thing_words(min(has)), _thing_words(unit)


def _thing_words(unit: str) -> str:
    return {"body": "vertebral bodies", "disc_level": "disc levels"}[unit]


def _counting(text: str) -> list[Limit]:
    """Return what a text counts; "one" alone is an article, and so is the one session of "in one session"."""
    return [limit for limit in limits_said(text) if limit.number != 1 or limit.unit in ("year", "month", "week")]


_EXCLUDES = re.compile(
    r"\b(?:exclu\w+|ineligible|contraindic\w+|disqualif\w+|not (?:covered|eligible|accepted)|rejected)\b",
    re.IGNORECASE,
)


def _compared(
    text: str, rule: tuple[Limit, ...], *, may_explain: bool = False, may_exclude: bool = False
) -> Iterator[Drift]:
    said = list(limits_said(text))
    if may_exclude and _EXCLUDES.search(text):
        said = [limit.excluded for limit in said]
    units = {limit.unit for limit in rule}
    other = [
        limit for limit in said if not any(limit.agrees(each) for each in rule) and _counts(limit, units, rule)
    ]
    if not rule:
        other = [limit for limit in other if (limit.number != _GROWN_UP if may_explain else limit.unit)]
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

_TYPE = r"(?:[0-5]|iii|ii|i|one|two|three)\b(?!\s*(?:or more|and more|month|week))"
_TYPES = re.compile(
    rf"(?P<not>\b(?:not|no|never|without|excluding|except)\s+(?:\w+\s+)?)?"
    rf"(?:\bmodic(?:\s+changes?(?:\s+of)?)?\s+)?(?:\btypes?\s+|\bmodic\s+|\bmc\s?-?)(?P<first>{_TYPE})"
    rf"(?P<more>(?:\s*(?:,|/|-|–|or|and|to|,\s*or|,\s*and)\s*(?:a\s+)?(?:types?\s+|mc\s?)?{_TYPE})*)",
    re.IGNORECASE,
)
_NOT_THESE = re.compile(
    r"\s*(?:changes?\s*)?(?:(?:(?:is|are|being)\s+)?(?:excluded|rejected|refused)|(?:does|do|will|is"
    r"|are)\s+not|doesn't|don't|won't|isn't|aren't)\b",
    re.IGNORECASE,
)
"""What stands behind types that a text names to leave them out: "Modic 3 does not"."""
_DIGIT = {"i": "1", "ii": "2", "iii": "3", "one": "1", "two": "2", "three": "3"}


def _types_named(text: str) -> tuple[set[str], set[str]]:
    """Return the Modic types that a text names, and those that it names to exclude them."""
    named: tuple[set[str], set[str]] = (set(), set())
    for match in _TYPES.finditer(text):
        words = re.findall(
            r"[0-5]|\biii\b|\bii\b|\bi\b|\bone\b|\btwo\b"
            r"|\bthree\b",
            f"{match['first']} {match['more']}".casefold(),
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
    r"\b(?:not|never|neither|nor|isn't|aren't)\b[^.;]{0,20}\b(?:cover|includ|treat|eligib|allow|part)"
    r"|\bexclu|\bexcept",
    re.IGNORECASE,
)
"""What a clause says that names bodies only to leave them out."""
_EVERY_LUMBAR = re.compile(r"\b(?:any|every|all|each)(?: of)?(?: the)?(?: five)? lumbar\b", re.IGNORECASE)
_HIGHER_UP = re.compile(
    r"(?<!no )(?<!not )\b(?:thoracic|cervical)\b|\bor (?:above|below|higher|lower|beyond)\b(?! [LST]\d)",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"(?<!or )\b(?:above|below|beyond|past|outside|over|under|higher than|lower than|cranial to|caudal to)"
    r" (?:the )?[LST]-?\d",
    re.IGNORECASE,
)
_NO_BODY = re.compile(r"\b(?:no|not|none|nothing|never|nor|neither|without|nobody)\b", re.IGNORECASE)
_TO_AN_END = re.compile(
    r"\b(?:above|below|beyond|past|from|down\w*|up\w*|higher|lower|to|through|cranial|caudal|outside)\b",
    re.IGNORECASE,
)
"""What makes of one named body the end of a range."""
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
    wider = (
        _EVERY_LUMBAR.search(covered)
        if criterion.first > VertebralBody.L1 and not set(ends) <= set(named)
        else None
    )
    past = [m for m in _PAST.finditer(covered) if not _NO_BODY.search(re.split("[.;]", covered[: m.start()])[-1])]
    if wider := wider or _HIGHER_UP.search(covered) or next(iter(past), None):
        yield f"“{wider.group()}”", f"{ends[0]} to {ends[1]}"
    known = sorted((each for each in named if each in _ORDER), key=_ORDER.__getitem__)
    strange = [each for each in named if each not in _ORDER]
    said = (known[0], known[-1]) if known else ()
    fits = said == ends or (len(set(known)) == 1 and known[0] in ends and _TO_AN_END.search(covered)) or not named
    if strange or not fits:
        yield joined(dict.fromkeys((*strange, *said)), "to"), f"{ends[0]} to {ends[1]}"


# --- how many of a combination ---

_FEW = r"(?:one|two|three|four|five|six|\d)"
_QUANTIFIER = re.compile(
    rf"\b(?P<q>none|neither|all|(?<!or )both|each|every|every one|each one|either|any(?: one)?|(?:at least "
    rf"|any )?(?P<n>{_FEW})(?: or more)?)"
    rf" of (?:(?:the following|the|these|those|following|them|its|this)\b"
    rf"|(?P<m>{_FEW})\b)(?: (?P<m2>{_FEW})\b)?",
    re.IGNORECASE,
)
_ALL_SO_MANY = re.compile(rf"\ball (?:the |these )?(?={_FEW}\b)", re.IGNORECASE)
_SMALL = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}


def _small(word: str | None) -> int | None:
    return None if word is None else _SMALL.get(word.casefold()) or int(word)


def _quantifier(criterion: AnyCriterion) -> Iterator[Drift]:
    """Compare "both of these" or "two of the three" with how many members a combination needs."""
    match = _QUANTIFIER.search(_ALL_SO_MANY.sub("all of the ", criterion.text))
    if match is None or not isinstance(criterion, (*COMBINATIONS, kinds.RequiredModalities)):
        return
    members = criterion.required if isinstance(criterion, kinds.RequiredModalities) else criterion.members
    count, word = len(members), match["q"].casefold()
    needed = {kinds.AllOf: count, kinds.AnyOf: 1, kinds.NoneOf: 0}.get(
        type(criterion), getattr(criterion, "n", None) or count
    )
    if word in ("none", "neither"):
        said = 0 if isinstance(criterion, kinds.NoneOf) else needed  # members may be worded as absent
    elif word.split()[0] in ("all", "both", "each", "every"):
        said = count
    else:
        said = _small(match["n"]) or 1
    of = _small(match["m"]) or _small(match["m2"]) or count
    if (said, of) != (needed, count):
        yield f"“{match.group()}”", f"{needed} of {count} members"


# --- what it is about ---

_BESIDE: tuple[tuple[type[Any], str | None, re.Pattern[str]], ...] = (
    (
        kinds.BodiesPerSession,
        None,
        re.compile(
            r"\b(?:adjacent|contiguous|neighbou?ring)(?:\W+(?:vertebral|lumbar))*\W+(?:bod|vertebra)\w*",
            re.IGNORECASE,
        ),
    ),
    (
        kinds.PriorSurgeryRule,
        "at_intended_level",
        re.compile(
            r"\bat (?:the |that |this |an? )?(?:same |intended |target\w* |treated )?(?:level|vertebra"
            r"|segment)\w*",
            re.IGNORECASE,
        ),
    ),
)
"""Words of a text that a field of its rule judges, where that is left out, or another kind of rule."""


def _subject(criterion: AnyCriterion) -> Iterator[Drift]:
    """Find a text that says nothing of its rule's subject, and one that names some of its values and not all."""
    if not is_about_its_rule(criterion):
        yield "nothing of it", f"“{sentence_of(criterion)}”"
    if some := names_some_not_all(criterion):
        named, left_out = (joined([_plain(value.value) for value in values]) for values in some)
        yield f"{named} alone", f"{left_out} too"


def _added(criterion: AnyCriterion, own_names: frozenset[str]) -> Iterator[Drift]:
    """Find words of a text that its rule does not know."""
    words, _ = strange_words(criterion, own_names)
    for kind, field, pattern in _BESIDE:
        found = pattern.search(criterion.text)
        if isinstance(criterion, kind) and found and not (field and getattr(criterion, field)):
            words.append(found.group())
    if words:
        yield joined([f"“{word}”" for word in dict.fromkeys(words)]), "nothing that judges it"


def _plain(value: str) -> str:
    return value.replace("_", " ")
