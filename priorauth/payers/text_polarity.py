"""What an admin's sentence turns round: a negation, a waiver, "any" for "all", "or" for "and", after for before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from priorauth.payers import criteria as kinds
from priorauth.payers.criteria import AnyCriterion
from priorauth.payers.criterion_words import values_of, words_of_value
from priorauth.payers.rule_words import sentence_of

_NOT = (
    r"\b(?:no|not|none|never|neither|nor|without|free (?:of|from)|\w+-free|stable|stability|lack of"
    r"|absence of|absent|excluded|excludes?"
    r"|ruled out|rules out|denie[sd]|negative for|clear of|exclusions?|contraindicat\w+|disqualif\w+|ineligible"
    r"|cannot|quit|stopped|ceased|abstain\w*|abstinen\w*|cessation|former|non-?\w*|un(?:resolved|successful))\b"
)
_DENIES = re.compile(_NOT, re.IGNORECASE)
_TURNED_BACK = re.compile(
    r"\b(?:not|cannot be|never)\s+(?:been\s+|be\s+)?(?:free (?:of|from)|stable|excluded|ruled out|absent"
    r"|without)\b",
    re.IGNORECASE,
)
_WAIVED = re.compile(
    r"\b(?:need not|not (?:be )?(?:required|necessary|needed|mandatory)"
    r"|(?:does|do) not (?:have|need) to|no need|optional|not an? (?:absolute )?contraindication"
    r"|(?:is|are) (?:allowed|permitted|acceptable)(?!\W+(?:no|not|only|once|after)\b))\b",
    re.IGNORECASE,
)  # fmt: skip
_ALLOWED = re.compile(
    r"\bnot an? (?:absolute )?contraindication|\b(?:is|are) (?:allowed|permitted|acceptable)\b", re.IGNORECASE
)
_GONE = re.compile(
    r"\w*\W+(?:(?:has|have|had|been|is|are|was|were)\W+)*(?:ruled out|excluded|absent|denied)", re.IGNORECASE
)
_HELPED = re.compile(
    r"\b(?:success(?:ful)?|succeeded|helped|effective|worked|improved|improvement|relie(?:f|ved?)|responded"
    r"|response)\b",
    re.IGNORECASE,
)
_FAILED = re.compile(
    rf"{_NOT}|\b(?:fail\w*|inadequate\w*|insufficient\w*|poor\w*|little|despite|unable|refractory"
    rf"|incomplete)\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"\b(?:before|prior|previous(?:ly)?|earlier|already|repeat\w*|again)\b", re.IGNORECASE)
_BELOW = r"(?:legs?|radicular|sciatica|radiat\w+|knees?|calf|calves|foot|feet|buttocks?|thighs?)"
_OUTDOES = r"(?:(?:more(?: severe| intense| often)?|worse|greater|stronger|rather) than|exceed\w*|outweigh\w*)"
_WITHOUT_NOT = r"(?:(?!\b(?:no|not|never)\b)[^.;])"
_LEGS = re.compile(
    rf"\b{_BELOW}\b{_WITHOUT_NOT}{{0,40}}\b{_OUTDOES}\b[^.;]{{0,30}}\b(?:back|axial)\b|"
    r"\b(?:mainly|chiefly|predominant(?:ly)?|mostly|primar\w+|dominant|largely)\b(?:(?!\b(?:no|not|little"
    r"|than|without)\b)[^.;,]){0,25}\b(?:legs?|radicular|sciatica)\b"
    r"|\b(?:legs?|radicular|sciatica)\b[^.;,]{0,12}\b(?:dominat\w+|predominat\w+|dominant)\b",
    re.IGNORECASE,
)
_IMMATURE = re.compile(
    r"\bimmature\b|\b(?:still|not (?:done|finished)) growing\b"
    r"|\b(?:not|isn't|no)\s+(?:yet\s+|fully\s+)?(?:skeletally\s+)?mature\b",
    re.IGNORECASE,
)
_APART = re.compile(
    r"\b(?:non-?|not\s+(?:be\s+)?|without\s+(?:being\s+)?)(?:adjacent|contiguous|consecutive|next"
    r"|neighbou?ring)\b",
    re.IGNORECASE,
)
_NO_CHANGE = re.compile(
    r"\b(?:no|without|free of|absence of|never)\s+(?:\w+\s+){0,2}?(?:modic|endplate)\b"
    r"|\bnot (?:be )?(?:named|stated|given|in)\b",
    re.IGNORECASE,
)
_OR_EXPLAINED = re.compile(r"\b(?:unless|explain\w*|precaution\w*|safeguards?|stated|objective)\b", re.IGNORECASE)


def _denies(text: str) -> bool:
    return bool(_DENIES.search(_TURNED_BACK.sub(" ", text)))


def _turned_condition(criterion: Any, text: str) -> bool:  # noqa: ANN401  (one of three kinds with a condition)
    """Whether a text asks for a condition that has to be absent, or denies one that has to be present."""
    noun = re.compile(rf"\b(?:{words_of_value(criterion.condition).pattern})\b", re.IGNORECASE)
    place = noun.search(text)
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
    r"\b(?:not|never|hasn't|haven't)\s+(?:yet\s+)?(?:lasted|persisted|continued|gone on|been (?:present"
    r"|there))\b"
    r"(?!\W+(?:less|fewer|under))",
    re.IGNORECASE,
)
_LOOKED_FOR = re.compile(
    rf"{_NOT}|\b(?:evaluat|assess|consider|investigat|look|work|address|examin|test|exclu|differ|elsewhere"
    rf"|other than)\w*",
    re.IGNORECASE,
)
_NOT_BACK = re.compile(
    r"\b(?:not|never|no|isn't)\W+(?!only|just)(?:(?!than\b)\w+\W+){0,2}(?:(?:in"
    r"|from) the (?:low(?:er)? )?back\b|axial|midline|back pain)",
    re.IGNORECASE,
)
_NO_PAIN = re.compile(
    r"\b(?:no|without|free of|absence of)\W+(?:(?:any|low|lower|chronic|lumbar|back|significant)\W+)*"
    r"(?:pain|symptoms|lbp|backache)\b(?!\W+(?:relief|control|free))|\b(?:pain|symptom)-free\b",
    re.IGNORECASE,
)
_TOO_SOON = re.compile(r"\bbefore\b[^.;]*\b(?:pass|elaps|over|gone|up\b)|\bsooner\b", re.IGNORECASE)
_NOT_THERE = re.compile(
    r"\b(?:not|never|n't)\W+(?:yet\W+|been\W+|be\W+|in\W+the\W+chart)*(?:recorded|documented|done|made"
    r"|present|available|performed|taken|obtained"
    r"|completed|seen|shown|found(?! \w+ barrier)|on file|in the chart)\b|\b(?:no|without|lack of"
    r"|absence of)\W+(?:(?:an?|any|prior|recent|valid"
    r"|baseline|documented|psychological|physical|surgical|pain|lumbar)\W+)*(?:evaluations?|assessments?"
    r"|screenings?|opinions?|exam\w*|consult\w*|scores?"
    r"|readings?|nrs|vas|odi|phq|gad|oswestry|mri|imaging)\b|\b(?:is|are|was|were|been) (?:missing|lacking"
    r"|absent|declined|refused|cancell?ed|missed)\b",
    re.IGNORECASE,
)
_NOT_SEVERE = re.compile(
    r"\b(?:not|never|no|without|neither|nor)\W+(?:\w+\W+){0,2}(?:unremit|unrelent|function|impair|disab"
    r"|deficit|sever|limit)\w*",
    re.IGNORECASE,
)
_TO_COME = re.compile(
    r"\b(?:planned|scheduled|upcoming|future|intended|expected)\b(?! (?:levels?|bod\w+|vertebra\w*|day|date"
    r"|procedure|treatment|ablation|request))",
    re.IGNORECASE,
)
_IN_THE_CHART = (kinds.EvaluationDocumented, kinds.ScoreRecorded, kinds.ScoreThreshold, kinds.ImagingRecency)
_WITH_A_LENGTH = (kinds.SymptomDuration, *_CARE, kinds.RepeatInterval, kinds.MinimumAge, kinds.AgeRange)
_NOT_SO_MANY = re.compile(
    r"\b(?:not|never)\W+(?:yet\W+|for\W+|between\W+|aged\W+|full\W+)*(?:\d+|one|two|three|six|nine|ten"
    r"|twelve|eighteen|twent\w+|a year|half)\b",
    re.IGNORECASE,
)
_WANTED = (
    kinds.SymptomDuration,
    kinds.CareFailed,
    kinds.CareDuration,
    kinds.CareWithin,
    kinds.BodiesAdjacent,
    *_MODIC,
    kinds.SeverityStated,
    kinds.EvaluationDocumented,
    kinds.ScoreRecorded,
    kinds.ImagingRecency,
    kinds.RequiredModalities,
)
"""Whose rule is about a thing that has to be there."""
_UNWANTED = re.compile(
    r"\b(?:is|are|be|being) (?:to be )?(?:avoided|discouraged|excluded|rejected|refused|unwanted|ineligible"
    r"|contraindicated|disqualif\w+)"
    r"|\b(?:an? )?(?:exclusion|contraindication)s?\b|\bnot (?:covered|eligible|accepted|allowed|permitted"
    r"|payable)\b",
    re.IGNORECASE,
)
_DOUBLY = re.compile(
    r"\b(?:without|lack\w*|less|fewer|no|non-?\w*|under|below|short\w*|absen\w*|only|other|unless|if not"
    r"|older|type 3|three)\b",
    re.IGNORECASE,
)
_TURNING: tuple[tuple[tuple[type[Any], ...], re.Pattern[str], re.Pattern[str]], ...] = (
    (_CARE, _HELPED, _FAILED),
    ((kinds.GeneratorsEvaluated,), re.compile("^"), _LOOKED_FOR),
    ((kinds.NoneOf,), re.compile("^"), _DENIES),
    (_WITH_A_LENGTH, _NOT_SO_MANY, _NEVER),
    (_WANTED, _UNWANTED, _DOUBLY),
    ((kinds.AxialPain,), _NOT_BACK, _NEVER),
    ((kinds.SymptomDuration,), _NO_PAIN, _NEVER),
    ((kinds.VertebralRange,), re.compile(r"\boutside\b", re.IGNORECASE), _DENIES),
    ((kinds.RepeatInterval,), _TOO_SOON, _DENIES),
    (_IN_THE_CHART, _NOT_THERE, _NEVER),
    ((kinds.SeverityStated,), _NOT_SEVERE, _NEVER),
    ((kinds.PriorSurgeryRule, kinds.NoPriorAblation, *_CARE), _TO_COME, _NEVER),
    ((kinds.NoPriorAblation,), _BEFORE, _DENIES),
    (
        (kinds.PriorSurgeryRule,),
        _BEFORE,
        re.compile(
            rf"{_NOT}|\bapart from|\bexcept|\b(?:if|is|was|were) only|\bonly (?:if"
            rf"|an?)\b",
            re.IGNORECASE,
        ),
    ),
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
    if isinstance(criterion, kinds.AxialPain) and _LEGS.search(text):
        return any(not _DENIES.search(re.split("[.;:]", text[: m.start()])[-1]) for m in _LEGS.finditer(text))
    return any(
        isinstance(criterion, of) and words.search(text) and not back.search(words.sub(" ", text))
        for of, words, back in _TURNING
    )


# --- conditions that need not hold, all of several, and when ---

_ANY_OF_THEM = re.compile(
    r"\b(?:at least (?:one|\d+)|(?:just |only )?one or more|only one|any one|some|either|half|most|part"
    r"|not (?:all|every|each))\b"
    r"(?: (?:of|the|these|its|their|lumbar|vertebral|treated|target|facing))*"
    r" (?:bod|vertebra|level|endplate|source|generator|cause|joint|facet|sacroiliac)"
    r"|\bany (?:one )?of the (?:bod|vertebra|level)",
    re.IGNORECASE,
)
_OF_EACH = (kinds.ModicMatchesTreatment, kinds.NoPriorAblation, kinds.BodiesAdjacent, kinds.GeneratorsEvaluated)
"""Whose rule is about every body, or every source of pain."""
_DENIED_BEFORE = re.compile(r"\b(?:no|not|none|never|neither|nor)\W+(?:\w+\W+){0,3}$", re.IGNORECASE)
_TOGETHER = re.compile(r"\b(?:both|as well as|together with|in addition to|along with|plus)\b", re.IGNORECASE)
_EACH_COUNTS = re.compile(
    r"\b(?:count|accept|allow|qualif|cover|eligib|permit|either|or\b|one of|any|enough|suffic|treated alike)",
    re.IGNORECASE,
)
_AND, _OR = re.compile(r"\band\b(?!/)", re.IGNORECASE), re.compile(r"(?<!and/)\bor\b", re.IGNORECASE)
_EITHER_ABSENT = re.compile(
    r"\b(?:no|not|without|free of)\b[^.;]{1,60}\bor (?:no|not|without|free of)\b", re.IGNORECASE
)
_TRIED_AND_FAILED = re.compile(r"\band (?:ha(?:s|ve) |been |did |were |was )*(?:fail|not|no)\w*", re.IGNORECASE)
_ONE_ENOUGH = (kinds.ScoreRecorded, kinds.CareWithin)
_ANY_TYPE = re.compile(
    r"\b(?:any|every|all|whatever|regardless of)(?: the)?(?: modic)?(?: change)?(?: of)?(?: any)? (?:type"
    r"|grade)s?\b"
    r"|\bany (?:modic|mc\b)|\bmodic changes? of any\b",
    re.IGNORECASE,
)
_ALL_TYPES = {1, 2, 3}
_LEFT_OPEN = re.compile(
    r"\b(?:(?:shorter|longer|less|more|fewer|older|younger|lower|higher)\b[^.;]*\b(?:counts?|too|also"
    r"|suffic\w*|enough|allowed|permitted)|regardless|irrespective|no matter|whether or not|with or without"
    r"|even (?:if|without|when)|if (?:any|possible)"
    r"|no (?:upper |lower |set |fixed )?(?:limit|maximum|minimum|cap|restriction)s?(?= (?:on|to|of|for|in"
    r"|is|applies))"
    r"|(?:where|when|if|as) (?:possible|available|applicable|appropriate)|not (?:be )?(?:asked|expected"
    r"|demanded|wanted)"
    r"|not an? (?:requirement|must)|(?:may|can|might|could) (?:also )?be (?:skipped|missing|absent|left out"
    r"|omitted|lower|higher"
    r"|shorter|longer|less|more|older|younger|documented later)|(?:suspected|possible|probable|planned)"
    r"(?= (?:modic|type|conservative|care|mature)))\b",
    re.IGNORECASE,
)
_AFTERWARDS = re.compile(
    r"\b(?:(?:after|follow(?:s|ing)?|once|post|since|upon|later than) (?:the |its |this |her |his "
    r"|their )?(?:planned )?"
    r"(?:procedure|ablation|request|bvna|bvn ablation|basivertebral)|post-?(?:procedur|ablat|operat)\w*"
    r"|(?:will|shall|is going to|is yet to|is about to) (?:be |have |then )*(?:last|persist|continue|go on"
    r"|improve|done|taken|made|given|performed|obtained|follow\w*"
    r"|tr(?:y|ied)|begin|start|complete\w*|measured|recorded|scheduled|undergo)|(?:is|are|was"
    r"|been) (?:only )?(?:scheduled|ordered|pending)"
    r"|to be (?:done|taken|obtained|performed|scheduled|completed|tried|started))\b",
    re.IGNORECASE,
)
_PRECAUTIONS_TO_TAKE = re.compile(
    r"\b(?:precautions?|measures|safeguards?)\b[^.;,]{0,20}\b(?:will|shall|are to) be \w+", re.IGNORECASE
)
_BEFOREHAND = (
    *_CARE, *_CONDITIONS, kinds.SymptomDuration, kinds.ImagingRecency, kinds.ScoreThreshold, kinds.ScoreRecorded,
    kinds.MeasureLimit, kinds.EvaluationDocumented, kinds.SeverityStated, kinds.AxialPain, *_MODIC,
)  # fmt: skip
"""What has to hold before the procedure."""
_NOT_TRIED = re.compile(
    r"\b(?:yet to|(?:has|have|had|was|were|is)(?: not| never)(?: yet)?(?: been)? (?:tried|attempted|given"
    r"|had|undergone|begun|started"
    r"|completed|finished|received)"
    r"|untried|not(?: yet)? try|(?:not|never)(?: yet)? fail(?:ed|ing)?\b"
    r"|never (?:tried|had|underwent)|declin\w*|refus\w*|before (?:trying|starting|any)"
    r"|without (?:\w+ ){0,2}(?:conservative|nonsurgical|nonoperative|non-\w+|care\b|therapy)"
    r"|(?:no|not) (?:\w+ ){0,2}(?:conservative|nonsurgical|nonoperative) (?:care|treatment|therapy|management)"
    r" (?:was|were|is|has been|had been) (?:tried|given|done|attempted))",
    re.IGNORECASE,
)
_WHOSE = (
    r"(?:(?:an?|any|the|under|being|been|medical|professional|clinical|direct|(?:doctor|physician|md)(?:'?s)?)\W+)*"
)
_UNWATCHED = re.compile(
    rf"\b(?:(?:without|no|not|never|lack of|absence of|outside)\W+{_WHOSE}"
    r"(?:supervision|oversight|guidance|direction)"
    rf"|(?:not|never|without)\W+{_WHOSE}(?:supervised|directed|guided|overseen|watched)|unsupervised"
    r"|on (?:his|her|their) own|by (?:him|her|them)sel(?:f|ves)|self-directed)\b",
    re.IGNORECASE,
)
_IN_PLACE = re.compile(r"\b(?:rather than|instead of|in place of|in lieu of|and not|but not)\b", re.IGNORECASE)


def _opposed(criterion: AnyCriterion) -> str | None:
    """Return the words of a text by which what the rule asks need not hold, or holds of some only, or too late."""
    text = criterion.text
    left_open = None if isinstance(criterion, _CONDITIONS) else _WAIVED.search(text)
    found = left_open or _LEFT_OPEN.search(text)
    if found is None and isinstance(criterion, _OF_EACH):
        some = _ANY_OF_THEM.search(text)
        found = None if some and _DENIED_BEFORE.search(text[: some.start()]) else some
    if found is None and isinstance(criterion, _BEFOREHAND):
        is_precaution = isinstance(criterion, kinds.RelativeContraindication)
        found = _AFTERWARDS.search(_PRECAUTIONS_TO_TAKE.sub(" ", text) if is_precaution else text)
    if found is None and isinstance(criterion, _CARE):
        found = _NOT_TRIED.search(text)
        if found is None and getattr(criterion, "physician_supervised", False):
            found = _UNWATCHED.search(text)
        found = found or re.search(
            rf"{_IN_PLACE.pattern}[^.;]*\b(?:conservative|nonsurg|nonoper|non-)", text, re.IGNORECASE
        )
    if found is None and isinstance(criterion, kinds.ModicInReport):
        found = re.search(rf"{_IN_PLACE.pattern}[^.;]*\b(?:mri|radiolog\w*|report)\b", text, re.IGNORECASE)
    if found is None and isinstance(criterion, kinds.ModicTypes) and not set(criterion.accepted) >= _ALL_TYPES:
        found = _ANY_TYPE.search(text)
        found = (
            None
            if found
            and re.search(
                r"(?i)type \d"
                r"|mc ?\d",
                text,
            )
            and "but" not in text.casefold()
            else found
        )
    return found.group() if found else None


def _joined_otherwise(criterion: AnyCriterion) -> str | None:
    """Return the "and" of a text whose rule is met by one of several, or its "or" where all are needed."""
    text = criterion.text
    needs_all = isinstance(criterion, kinds.AllOf) or (
        isinstance(criterion, kinds.SeverityStated) and criterion.unremitting and criterion.functional_impairment
    )
    needs_one = isinstance(criterion, kinds.AnyOf)
    if isinstance(criterion, kinds.RequiredModalities):
        single = all(len(row.modalities) == 1 for row in criterion.required)
        needs_all = single and criterion.n in (None, len(criterion.required))
        needs_one = single and criterion.n == 1 and len(criterion.required) > 1
    text = _TRIED_AND_FAILED.sub(" ", text)
    if needs_all and (each_denied := _EITHER_ABSENT.search(text)):
        found: re.Match[str] | None = each_denied
    elif needs_all and not _DENIES.search(text) and not _AND.search(text):
        found = _OR.search(text)
    elif needs_one and not _DENIES.search(text):
        found = None if _EACH_COUNTS.search(text) else _AND.search(text) or _TOGETHER.search(text)
    elif isinstance(criterion, kinds.ModicTypes) and len(criterion.accepted) > 1:
        found = None if _EACH_COUNTS.search(text) else _TOGETHER.search(text)
    elif isinstance(criterion, _ONE_ENOUGH):
        found = None if _EACH_COUNTS.search(text) else _several_named(criterion, text)
    else:
        found = None
    return found.group() if found else None


def _several_named(criterion: AnyCriterion, text: str) -> re.Match[str] | None:
    """Return the word that joins two values of a rule that asks for one of them."""
    places = [
        place.span()
        for value in values_of(criterion)
        if (place := re.search(rf"(?i)\b(?:{words_of_value(value).pattern})\b", text))
    ]
    between = text[min((end for _, end in places), default=0) : max((start for start, _ in places), default=0)]
    return _TOGETHER.search(text) or _AND.search(between) if len(places) > 1 else None


def turned(criterion: AnyCriterion) -> Iterator[tuple[str, str]]:
    """Return by which words a text says the opposite of its rule, waives it, or asks for other members."""
    if opposed := _opposed(criterion):
        yield f"“{opposed}”", "a condition that must hold, before the procedure, of all it is about"
    elif _turned(criterion, criterion.text):
        yield "the opposite", criterion.kind.replace("_", " ")
    if joining := _joined_otherwise(criterion):
        yield f"“{joining}”", f"“{sentence_of(criterion)}”"
