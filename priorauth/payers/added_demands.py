"""What an admin's sentence asks for beside its rule: a consent on file, a clearance, one more condition.

A sentence is read behind each word that joins something to it ("and", "with", "in spite of"). What stands there has
to be of the kind's own words, or of those that any criterion may use; whatever else is asked, no rule judges.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from priorauth.domain.written_numbers import number_in_words
from priorauth.payers import criteria as kinds
from priorauth.payers.criteria import AnyCriterion, CareMeasure

_JOINS = re.compile(
    r"\b(?:and(?!/)|with|plus|as well as|in spite of|despite"
    r"|in addition to|along with|together with|after|following|provided(?: that)?|on condition that|but also)\s+"
    r"(?P<added>(?:(?!\b(?:and|with|plus|or|but)\b)[^.;:,()])+)",
    re.IGNORECASE,
)


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})", re.IGNORECASE)


_WORD = re.compile(r"[a-z][a-z'’-]{3,}")
_ANY = (
    r"patients?|persons?|members?|document\w*|charts?|records?|reports?|notes?|show\w*|stat(?:es?|ed)|present|requir\w*"
    r"|ha(?:s|ve|d|ving)|been|being|does|must|need\w*|will|would|should|this|that|th[eo]se|which|there|they|them|their"
    r"|whose|what|when|where|while|until|unless|since|before|after|then|than|more|most|less|least|fewer|longer|older"
    r"|younger|high(?:er)?|lower|greater|only|both|either|neither|none|each|every|other|another|same|such|without|within|from"
    r"|into|through|throughout|about|between|above|below|beyond|under|over|upon|down|during|still|also|even|including"
    r"|inclusive|cover\w*|eligib\w*|qualif\w*|allow\w*|accept\w*|count\w*|nam(?:es?|ed)|list\w*|criteri\w*|polic\w*"
    r"|procedures?|level\w*|months?|weeks?|years?|days?|today|past|last|latest|previous\w*|prior|current\w*|recent\w*|known"
    r"|evidence|found|looked|seen|called|given|made|done|taken|well|full|whole|complete\w*|entire\w*|consecutive|not|never"
    r"|clinical\w*|medical\w*|typical|active|significant|severe|ongoing|continu\w*|persist\w*|lasting|lasted|minimum|maximum"
    r"|upper|once|twice|half|points?|percent|exclu\w*|ruled|absen\w*|diagnos\w*|treat\w*|correlat\w*|consistent|caus\w*|sources?"
)
_PAIN = (
    r"pain\w*|back|lumbar|axial|spin\w+|chronic|symptom\w*|complain\w*|hurt\w*"
    r"|ach\w+|onset|beg[aiu]n\w*|relie[fv]\w*|vertebrogenic"
)
_CARE = (
    r"care|therap\w*|conserv\w*|non-?surg\w*|non-?operat\w*|surg\w*|manage\w*|fail\w*|improv\w*|respon\w*|help\w*|adequate"
    r"|insufficient|inadequate|success\w*|unsuccess\w*|benefit\w*|effect\w*|tried|trial|attempt\w*|course|program\w*"
    r"|supervis\w*|physicians?|direct\w*|visits?|sessions?|appointments?"
)
_SPINE = (
    r"vertebra\w*|bod(?:y|ies)|disc\w*|disk\w*|spine|spinal|lumbar|sacr\w*|endplates?"
    r"|sessions?|sitting|adjacent|neighbou?r\w*"
)
_MODIC = (
    r"modic|types?|chang\w*|mri|imag\w*|magnetic|resonance|signal\w*|edema\w*|fat\w*|inflam\w*|marrow|sequences?"
    r"|radiolog\w*|intensit\w*|hypo\w*|hyper\w*|scleros\w*|graded?|findings?|features?|match\w*|weighted|stir"
)
_ABLATION = r"ablat\w*|repeat\w*|again|first|nerve|basivertebral|bvna|interval"
_SURGERY = r"surg\w*|operat\w*|\w+ectom\w+|fusion|radicul\w*|resolv\w*|leg|ago|decompress\w*"
_READING = (
    r"scor\w*|scal\w*|read\w*|rat\w+|numeric\w*|visual|analog\w*|disabilit\w*|index|oswestry"
    r"|questionnaire|baseline|result"
)
_SEVERITY = r"unremitting|function\w*|impair\w*|limit\w*|daily|activit\w*|disab\w*|sever\w*"
_AGE = r"age[ds]?|old|young|adult\w*|skelet\w*|matur\w*|bones?|grow\w*|physeal"
_EVALUATION = (
    r"evaluat\w*|assess\w*|screen\w*|exam\w*|opinion\w*|consult\w*|psycholog\w*|psychiat\w*|mental\w*|behavio\w*|physical\w*"
    r"|multidisciplin\w*|team|surgeon\w*|surgical|barriers?|contraindic\w*|clear\w*"
)
_LEGS = r"legs?|radicul\w*|sciatica|radiat\w*|buttocks?|thighs?|main\w*|predominan\w*|midline"

_OWN: tuple[tuple[tuple[type[Any], ...], str], ...] = (
    ((kinds.SymptomDuration,), _PAIN),
    ((kinds.AxialPain,), f"{_PAIN}|{_LEGS}"),
    ((kinds.CareDuration, kinds.CareFailed), f"{_PAIN}|{_CARE}"),
    ((kinds.ModicTypes, kinds.ModicInReport, kinds.ModicSignals), f"{_MODIC}|{_SPINE}"),
    ((kinds.ModicMatchesTreatment,), f"{_MODIC}|{_SPINE}|{_PAIN}"),
    ((kinds.VertebralRange, kinds.BodiesPerSession, kinds.BodiesAdjacent), f"{_SPINE}|{_ABLATION}"),
    ((kinds.BodiesLifetime, kinds.NoPriorAblation, kinds.RepeatInterval), f"{_SPINE}|{_ABLATION}|life\\w*"),
    ((kinds.PriorSurgeryRule,), f"{_SURGERY}|{_SPINE}|{_PAIN}"),
    ((kinds.ScoreThreshold, kinds.ScoreRecorded), f"{_READING}|{_PAIN}"),
    ((kinds.MeasureLimit,), f"{_READING}|{_SPINE}|body|mass|density|extru\\w*|protru\\w*"),
    ((kinds.EvaluationDocumented,), _EVALUATION),
    ((kinds.ImagingRecency,), f"{_MODIC}|{_SPINE}"),
    ((kinds.SkeletalMaturity, kinds.MinimumAge, kinds.AgeRange), _AGE),
    ((kinds.SeverityStated,), f"{_SEVERITY}|{_PAIN}"),
    ((kinds.ConditionAbsent, kinds.ConditionPresent), _PAIN),
)
"""The words that each kind's sentences may use of their own."""


_BESIDE: tuple[tuple[type[Any], str, object, re.Pattern[str]], ...] = (
    (
        kinds.CareDuration,
        "physician_supervised",
        True,
        _pattern(
            r"(?:physician-)?supervised|physician-directed|by a physician|under (?:a |the )?(?:physician|doctor)"
        ),
    ),
    (kinds.CareDuration, "measure", CareMeasure.CONSECUTIVE, _pattern("consecutive|uninterrupted")),
    (
        kinds.BodiesPerSession,
        "",
        None,
        _pattern(r"(?:adjacent|contiguous|neighbou?ring)(?:\W+(?:vertebral|lumbar))*\W+(?:bod|vertebra)"),
    ),
    (kinds.SeverityStated, "unremitting", True, _pattern("unremitting")),
    (kinds.SeverityStated, "functional_impairment", True, _pattern("functional")),
)
"""Words of a text that a field of the rule judges, which is left out, or, without a field, another kind."""


def added_demands(
    criterion: AnyCriterion, own_sentence: str, own_words: re.Pattern[str] | None
) -> Iterator[tuple[str, str]]:
    """Return what a text asks for beside its rule, in its own words, and what the rule has in its place.

    ``own_sentence`` is the one made from the rule, ``own_words`` those by which a text names the rule's subject.
    """
    for kind, field, value, words in _BESIDE:
        found = words.search(criterion.text)
        if isinstance(criterion, kind) and found and (not field or getattr(criterion, field) != value):
            yield found.group(), f"no '{field}: {str(value).lower()}'" if field else _NOTHING
    if added := _joined_on(criterion, own_sentence, own_words):
        yield added, _NOTHING


_NOTHING = "nothing that judges it"


def _joined_on(criterion: AnyCriterion, own_sentence: str, own_words: re.Pattern[str] | None) -> str | None:
    own = next((words for of, words in _OWN if isinstance(criterion, of)), None)
    if own is None:
        return None
    known = re.compile(f"{_ANY}|{own}")
    from_rule = set(_WORD.findall(own_sentence.casefold()))

    def is_known(word: str) -> bool:
        return (
            known.fullmatch(word) is not None
            or word in from_rule
            or all(number_in_words(part) is not None for part in word.split("-"))
            or (own_words is not None and own_words.match(word) is not None)
        )

    for match in _JOINS.finditer(criterion.text):
        if not all(map(is_known, _WORD.findall(match["added"].casefold()))):
            return match.group().strip()
    return None
