"""What the triggers of the safety history mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from priorauth.readers.safety.drug_standing import drug_standing
from priorauth.readers.safety.own_denials import label_standing
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import Presence
from priorauth.reading.frame import Nature
from priorauth.reading.model import About, DocumentKind, Side, Standing
from priorauth.reading.reader import FindingDraft, Mentioned

OSTEOPENIC = -1.0
OSTEOPOROTIC = -2.5
"""T-scores at or below which bone is osteopenic and osteoporotic (WHO criteria, 1994). Osteopenia is only shown."""

_SCORES = re.compile(r"t\s*-?\s*scores?\b|\bT(?=\s*[-\u2212\u2013:=])", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\d/])(?P<score>[-\u2212\u2013+]?\s?\d\.\d)(?![\d/%])")
_IMMATURE = re.compile(r"immatur|open|unfused|growing|premenarch|prepub|risser\D*[0-4]?\Z", re.IGNORECASE)
_SAYS_NOT = {
    Fact.PREGNANCY: re.compile(r"\bhyst|menopausal|\btah\b|\bcan(?:not|'t| not)\b|\bnot pregnant", re.IGNORECASE),
    Fact.PRIOR_SPINE_SURGERY: re.compile(
        r"naive|na\u00efve|virgin|operated (?!on)|never|nobody|\bno (?:one|surgeon)\b"
        r"|\bn(?:one|eg|egative) (?:for|on|to|of)\b"
        r"|\bn(?:one|o|il)\Z",
        re.IGNORECASE,
    ),
    Fact.PRIOR_ABLATION: re.compile(r"\b(?:first|initial|1st|never|none|no|nil)\b", re.IGNORECASE),
    Fact.INSTABILITY: re.compile(r"\bstable\b", re.IGNORECASE),
}
"""Triggers that themselves say a thing is not there: "surgically naive", "postmenopausal", "her first ablation"."""

_SHOWN = {
    Fact.BONE_DISEASE: re.compile(r"osteopeni|low bone (?:mass|density)", re.IGNORECASE),
    Fact.OTHER_IMPLANT: re.compile(
        r"\b(?:hip|knee|shoulder|ankle|elbow|wrist|t[hks]a|rtsa|rsa|uka|thr|tkr)\b", re.IGNORECASE
    ),
}
_ANY_DEVICE = re.compile(r"implant(?:ed|able)\s+devices?", re.IGNORECASE)
"""A name for all implants, so that a denial is of generators too."""

_NORMAL = frozenset({"normal", "unremarkable", "fine", "negative", "neg", "wnl"})
_ORGAN = re.compile(
    r"\b(?:uter\w+|fibroids?|ovar\w+|adrenal\w*|kidneys?|renal|liver|hepatic|thyroid|lungs?|pulmonary|breasts?|bladder|prostate"
    r"|mammogra\w+|colonoscop\w+|pap|skin|colon|polyps?|arm|face|scalp|nose|ear|back of the hand)\b",
    re.IGNORECASE,
)
_CURED = re.compile(
    r"\b(?:excised|resected|removed|cured|remission|ned|no evidence of disease|no recurrence|clear|mohs"
    r"|disease[- ]free)\b",
    re.IGNORECASE,
)
_OF_A_YEAR = re.compile(r"(?<![\d/])(?:19|20)\d\d\b")
_IS_BACK = re.compile(
    r"\b(?:recurred|recurrent|relaps\w+|metasta\w+|active|residual|progress\w+|untreated)\b", re.IGNORECASE
)
_SPINE = re.compile(
    r"\b(?:spin\w+|vertebra\w*|[LTS]\d{1,2}|lumbar|sacr\w+|marrow|bon[ey]s?|osseous|skelet\w+|metasta\w+ to"
    r"|stage)\b",
    re.IGNORECASE,
)
_LOCAL = frozenset(
    {
        Fact.FRACTURE, Fact.INSTABILITY, Fact.PRIOR_SPINE_SURGERY, Fact.OTHER_IMPLANT, Fact.PRIOR_ABLATION,
        Fact.STENOSIS_NEEDING_DECOMPRESSION, Fact.INJECTION_INTO_BODY,
    }
)  # fmt: skip
"""What matters only in the spine. A cancer, an infection or a drug matters wherever in the body it is."""

_NO_RESULT = frozenset({Standing.STATED, Standing.NOT_UNDERSTOOD, Standing.HISTORIC, Standing.HEDGED})


def safety_drafts(item: Mentioned) -> Sequence[FindingDraft]:
    """Return what a trigger says: a presence with its own word, or nothing for a test whose result is not read."""
    trigger = item.mention.trigger
    if trigger is None or trigger.fact is None:
        return ()
    if trigger.fact is Fact.SKELETALLY_MATURE:
        return (_maturity(item),)
    label = label_standing(item)
    if label is not None:
        return (_draft(item, trigger.fact, *label),)
    says_not = _SAYS_NOT.get(trigger.fact)
    if says_not is not None and says_not.search(item.printed):
        return (_denied_by_name(item, trigger.fact),)
    if trigger.nature is Nature.TEST:
        return _density(item) if trigger.fact is Fact.BONE_DISEASE else _tested(item, trigger.fact)
    standing = drug_standing(item) if trigger.nature is Nature.DRUG else _of_thing(item)
    return tuple(_draft(item, fact, standing) for fact in (trigger.fact, *_said_as_well(item, standing)))


_AUGMENTED = re.compile(r"kyphoplast|vertebroplast|sacroplast|augmentation", re.IGNORECASE)
_ANY_IMPLANT = re.compile(
    r"\bimplant(?:s|ed\s+devices?)?\s+(?:or\s+\w+\s+)?of\s+any\s+(?:kind|sort|type)\b|\bany\s+implant(?:s|ed\s+devices?)?\b",
    re.IGNORECASE,
)


def _said_as_well(item: Mentioned, standing: Standing) -> Iterator[Fact]:
    """Return what is said with a thing: cement is injected into bone, and no implant is no pacemaker."""
    fact = item.mention.trigger.fact if item.mention.trigger is not None else None
    if fact is Fact.PRIOR_SPINE_SURGERY and _AUGMENTED.search(item.printed):
        yield Fact.INJECTION_INTO_BODY
    is_any = (
        _ANY_DEVICE.fullmatch(item.printed) is not None or _ANY_IMPLANT.search(item.statement.words) is not None
    )
    if fact is Fact.OTHER_IMPLANT and standing is Standing.DENIED and is_any:
        yield Fact.IMPLANTED_PULSE_GENERATOR


def _of_thing(item: Mentioned) -> Standing:
    """Return how a thing stands that is no drug; an ablation may be a plan, or one that is asked for again."""
    standing = item.assertion.standing
    fact = item.mention.trigger.fact if item.mention.trigger is not None else None
    if fact is Fact.PREGNANCY:
        return _of_pregnancy(item, standing)
    if (
        fact is Fact.PRIOR_SPINE_SURGERY
        and standing is Standing.REFUSED
        and _NOT_UNDERGONE.search(item.statement.words)
    ):
        return Standing.DENIED
    if fact is Fact.PRIOR_SPINE_SURGERY and standing is Standing.DENIED and _is_place(item):
        return Standing.NOT_UNDERSTOOD
    if fact is Fact.OTHER_IMPLANT and standing is Standing.NOT_UNDERSTOOD and _is_told_as_done(item):
        return Standing.STATED
    if fact is not Fact.PRIOR_ABLATION:
        return standing
    if standing in _MAY_BE_AGAIN and _AGAIN.match(item.printed):
        return Standing.STATED  # whoever asks for it again has had it
    if standing in (Standing.STATED, Standing.NOT_UNDERSTOOD) and not _DONE_BEFORE.search(_said(item)):
        is_asked_for = _ASKED_FOR.search(_said(item)) or _BARE.fullmatch(_around(item))
        return Standing.PLANNED if is_asked_for else Standing.NOT_UNDERSTOOD
    return standing


def _of_pregnancy(item: Mentioned, standing: Standing) -> Standing:
    words = item.statement.words
    if standing is Standing.NOT_EXAMINED and _OF_A_MAN.search(words):
        return Standing.DENIED
    if standing is Standing.DENIED and _SINCE_THEN.search(words):
        return Standing.NOT_UNDERSTOOD
    if standing in _IS_OPEN and _TESTED_POSITIVE.search(words):
        return Standing.STATED
    return Standing.HEDGED if standing in _IS_OPEN and _MAY_BE.search(item.printed) else standing


_SINCE_THEN = re.compile(
    r"\bnow\s+(?:at\s+)?\d|\bweeks?\s+(?:along|pregnant)|\b(?:period|menses)\b[^.]{0,20}\blate\b", re.IGNORECASE
)
"""Words beside the denial of a pregnancy by which one may be there by now."""
_NOT_UNDERGONE = re.compile(
    r"\b(?:has|have|had)(?:\s+not|n't)\s+(?:ever\s+)?(?:undergone|had)\s+any\b", re.IGNORECASE
)
"""A denial of all operations, and no refusal of one: "has not undergone any surgery of the spine"."""

_LEVEL_OF = re.compile(r"\s+(?:levels?|sites?|segments?|beds?|defects?|scars?)\b", re.IGNORECASE)


def _is_place(item: Mentioned) -> bool:
    """Whether an operation is only the place of something else: "no instability at the laminotomy level"."""
    return _LEVEL_OF.match(item.statement.text, item.place[1]) is not None


_WAS_DONE = re.compile(
    r"\b(?:after|since|following)\s+(?:(?:his|her|the|a|an|left|right|total)\s+)*\Z", re.IGNORECASE
)


def _is_told_as_done(item: Mentioned) -> bool:
    """Whether an operation dates something else, and has been done: "apixaban after knee replacement"."""
    text, (start, _) = item.statement.text, item.place
    return _WAS_DONE.search(text, item.statement.start, start) is not None and "?" not in item.statement.words


_TESTED_POSITIVE = re.compile(
    r"(?<!if )(?<!if the )(?<!a )"
    r"\b(?:test|hcg|upt)\s*(?:today\s*)?(?:[:=]|is|was|came\s+back)?\s*(?:positive|pos)\b(?!\s*(?:[:=?/]|or\b|=))",
    re.IGNORECASE,
)
"""A test that found a pregnancy, whatever else stands beside it."""
_MAY_BE = re.compile(r"conceive|get pregnant|become pregnant|baby|period|menses", re.IGNORECASE)
"""Words by which a pregnancy may be: "trying to conceive"."""

_IS_OPEN = frozenset({Standing.STATED, Standing.NOT_UNDERSTOOD, Standing.NOT_EXAMINED})
_OF_A_MAN = re.compile(r"\b(?:male|man)\b", re.IGNORECASE)
"""Why pregnancy is not asked: "not applicable, male patient" denies it."""

_DONE_BEFORE = re.compile(
    r"\b(?:had|has had|underwent|undergone|performed|done|received|prior|previous\w*|earlier|past|history"
    r"|hx|h/o|s/p|status post|after|since|following|treated|used|ablated|first|cavit\w+|defects?|tracts?"
    r"|psh|surgeries|surgical|operations?|procedures?|helped|relie\w+|respon\w+|worked|failed|gave|responded|new|still|now"
    r"|(?:19|20)\d\d|ago|yes)\b",
    re.IGNORECASE,
)
_ASKED_FOR = re.compile(
    r"\b(?:plans?|planned|proceed|rec|recs|recommend\w*|request\w*|submit\w*|auth\w*|schedul\w+|refer\w*|send|consult"
    r"|candidate|reasonable|discuss\w*|talk|visit to|approv\w+|p\)|propose"
    r"|seeking|pending|offer\w*|set up)(?!\w)",
    re.IGNORECASE,
)
"""Words of a request: the ablation named beside them is the one that is asked for."""
_BARE = re.compile(
    r"\W*(?:(?:of|at|for|the|and|to|l[1-5]|s1|levels?|bodies|vertebra\w*|x\s*\d|[1-5]\s*[.)])\b[\W]*)*\W*",
    re.IGNORECASE,
)
"""What may stand beside an ablation that is only named with its places: "BVNA L4, L5, S1"."""


def _around(item: Mentioned) -> str:
    """Return a statement without the trigger's own words."""
    text, (start, end) = item.statement.text, item.place
    return f"{text[item.statement.start : start]} {text[end : item.statement.end]}"


_AGAIN = re.compile(r"redo|repeat|second|2nd|revision|another", re.IGNORECASE)
_MAY_BE_AGAIN = frozenset({Standing.STATED, Standing.PLANNED, Standing.NOT_UNDERSTOOD})


def _said(item: Mentioned) -> str:
    return f"{item.statement.heading_words} {item.statement.words}"


def _draft(item: Mentioned, fact: Fact, standing: Standing, side: Side | None = None) -> FindingDraft:
    start, end = item.shown
    assertion = item.assertion
    elsewhere = assertion.about is About.OTHER_PART
    if elsewhere and fact not in _LOCAL and standing is not Standing.DENIED:
        assertion = replace(assertion, about=About.PATIENT)  # a denial for one part denies nothing of the rest
    if fact is Fact.TUMOR and standing is Standing.DENIED and _names_organ(item):
        assertion = replace(assertion, about=About.OTHER_PART)
    if standing is Standing.DENIED and fact in (Fact.FRACTURE, Fact.INSTABILITY) and _is_of_neck(item):
        assertion = replace(assertion, about=About.OTHER_PART)
    if _is_only_shown(item, fact, standing):
        side = Side.NEUTRAL
    if fact is Fact.INFECTION and standing is Standing.HISTORIC and _is_of_spine(item):
        side = Side.HARMS
    return FindingDraft(
        fact, Presence(detail=item.printed.casefold()), assertion, start, end, standing=standing, side=side,
        read=item.place,
    )  # fmt: skip


_NECK = re.compile(r"\b(?:cervical|c-?spine|neck|thoracic|t-?spine)\b", re.IGNORECASE)
_LOW_BACK = re.compile(
    r"\b(?:lumb\w+|ls|l-?spine|low(?:er)? back|spines?)\b(?<!cervical spine)(?<!thoracic spine)|\bL[1-5]",
    re.IGNORECASE,
)


def _is_of_neck(item: Mentioned) -> bool:
    """Whether a denial is of the upper spine alone: "cervical spine: no fracture" denies none of the low back."""
    said = _said(item)
    return _NECK.search(said) is not None and _LOW_BACK.search(said) is None


_DISC_LINE = re.compile(r"\s*(?:t12|l[1-5])\s*[-/]\s*(?:l?[1-5]|s1)\b", re.IGNORECASE)
_OF_BODY = re.compile(
    r"\b(?:vertebra\w*|body|bodies|endplates?|wedg\w*|compress\w*|fractur\w*|acute|edema|oedema|retropuls\w*|plana)\b"
    r"|(?<![-/\d])\b(?:t12|l[1-5]|s1)\b(?!\s*[-/])",
    re.IGNORECASE,
)


def _is_of_disc(item: Mentioned) -> bool:
    """Whether a lost height is that of the disc whose level opens the line: "L4-5: 30 % height loss"."""
    if _HEIGHT.fullmatch(item.printed) is None:
        return False
    level = _DISC_LINE.match(item.statement.words) or _DISC_LINE.fullmatch(item.statement.heading_words.strip(" :"))
    said = (
        item.statement.words[level.end() :]
        if _DISC_LINE.match(item.statement.words) and level
        else item.statement.words
    )
    return level is not None and _OF_BODY.search(said) is None


_HEIGHT = re.compile(r"height\s+loss|collapsed?", re.IGNORECASE)


def _is_only_shown(item: Mentioned, fact: Fact, standing: Standing) -> bool:
    """Whether what is there is only shown: osteopenia, an implant of another joint, an organ's past tumor."""
    if standing is Standing.NOT_UNDERSTOOD and _is_of_an_older_study(item):
        return True
    if fact is Fact.FRACTURE and _is_of_disc(item):
        return True
    if fact is Fact.TUMOR:
        return _is_of_organ(item, standing)
    return standing is not Standing.DENIED and fact in _SHOWN and _SHOWN[fact].search(item.printed) is not None


_NO = frozenset({"no", "none", "without", "negative", "neg", "denied", "denies"})


def _is_of_an_older_study(item: Mentioned) -> bool:
    """Whether a thing is plainly denied, and only of an earlier day: "MRI of 2/14/2024: no cord compression"."""
    cues = {" ".join(cue.lower().split()) for cue in item.assertion.cues}
    is_dated = (
        _OF_A_YEAR.search(item.statement.words) is not None or _DATED.search(item.statement.words) is not None
    )
    return bool(cues) and cues <= _NO and not item.assertion.leftover and is_dated


_DATED = re.compile(r"\b\d{1,2}/(?:\d{1,2}/)?\d{2,4}\b")

_SPINE_INFECTED = re.compile(
    r"dis[ck]itis|spondylodis|vertebral|epidural|psoas|paraspinal|\bspin(?:e|al)\b|\b[LT]\d{1,2}\b", re.IGNORECASE
)


def _is_of_spine(item: Mentioned) -> bool:
    """Whether an infection was one of the spine, which counts whenever it was; another that is over does not."""
    words = item.statement.words
    return item.assertion.about is About.PATIENT and "?" not in words and _SPINE_INFECTED.search(words) is not None


def _names_organ(item: Mentioned) -> bool:
    """Whether a statement is of an organ, and of nothing of the skeleton."""
    words = item.statement.words
    return _SPINE.search(words) is None and _ORGAN.search(words) is not None


def _is_of_organ(item: Mentioned, standing: Standing) -> bool:
    """Whether a tumor is one of an organ and past, or an uncertain one that a study of the spine only passed by."""
    if not _names_organ(item):
        return False
    words = item.statement.words
    is_report = item.document.kind in (DocumentKind.MRI_REPORT, DocumentKind.CT_REPORT, DocumentKind.XRAY_REPORT)
    if is_report:
        return standing is not Standing.STATED
    is_past = standing is Standing.HISTORIC or (
        standing is Standing.STATED and _OF_A_YEAR.search(words) is not None
    )
    return is_past and _CURED.search(words) is not None and _IS_BACK.search(words) is None


def _denied_by_name(item: Mentioned, fact: Fact) -> FindingDraft:
    """Return what a trigger that says of itself that a thing is not there says of the thing."""
    standing = item.assertion.standing
    is_narrowed = (
        _BY_NAME.match(item.printed) is not None and _GOES_ON.match(item.statement.text, item.place[1]) is not None
    )
    if not is_narrowed and (
        standing in (Standing.STATED, Standing.HISTORIC) or (standing is Standing.DENIED and _is_next_member(item))
    ):
        return _draft(item, fact, Standing.DENIED)
    return _draft(item, fact, Standing.NOT_UNDERSTOOD, Side.NEUTRAL)


_BY_NAME = re.compile(r"nobody|no (?:one|surgeon)|psh|surg|operations|spine|back", re.IGNORECASE)
_GOES_ON = re.compile(
    r"[ \t]+(?!at any|ever\b|before\b(?=\W*\Z)|or\b|and\b|in (?:his|her) life)[a-z]", re.IGNORECASE
)
"""More words behind a denial of all operations, which may narrow it: "nobody operated on his back since 2015"."""

_LEADS_MEMBER = re.compile(r",\s*(?:and\s+)?(?:the\s+)?\Z", re.IGNORECASE)


def _is_next_member(item: Mentioned) -> bool:
    """Whether a thing with its own verb only follows denied ones: "no fracture, spine is stable on bending"."""
    has_verb = re.search(r"\b(?:is|are|was|were|remains?|appears)\b", item.printed, re.IGNORECASE) is not None
    lead = _LEADS_MEMBER.search(item.statement.text, item.statement.start, item.place[0])
    return has_verb and lead is not None


def _maturity(item: Mentioned) -> FindingDraft:
    """Return how maturity stands: open growth plates deny it, and a denial of them states nothing by itself.

    Signs of growth that are doubted or not understood still speak against it.
    """
    standing = item.assertion.standing
    is_turned = re.match(r"(?:not|un)\b|.*\bnot\b", item.printed, re.IGNORECASE) is not None
    if (_IMMATURE.search(item.printed) is None) == (not is_turned):
        return _draft(item, Fact.SKELETALLY_MATURE, standing)
    if standing is Standing.STATED:
        return _draft(item, Fact.SKELETALLY_MATURE, Standing.DENIED)
    doubted = standing in (Standing.NOT_UNDERSTOOD, Standing.HEDGED)
    side = Side.HARMS if doubted and item.assertion.about is About.PATIENT else Side.NEUTRAL
    return _draft(item, Fact.SKELETALLY_MATURE, Standing.NOT_UNDERSTOOD, side)


def _tested(item: Mentioned, fact: Fact) -> Sequence[FindingDraft]:
    """Return what a test for a condition says: denied when it is negative, nothing when no result is read."""
    standing = item.assertion.standing
    if standing in _NO_RESULT and _is_normal_result(item):
        standing = Standing.DENIED
    return () if standing in _NO_RESULT else (_draft(item, fact, standing),)


_RESULT_BEHIND = re.compile(
    r"(?:\s+(?:scan|study|test))?\s*\(?(?:in\s+)?(?:(?:\d{1,2}/)?(?P<year>(?:19|20)\d\d))?\)?\s*[:,-]?\s*(?:was\s+|is\s+)?"
    r"(?:normal|wnl|nl|negative|neg)\b(?!\s*(?:for|except|but|on|at|in)\b)",
    re.IGNORECASE,
)
_YEARS_OLD = 1


def _is_normal_result(item: Mentioned) -> bool:
    """Whether a test's result stands right behind it, with its year at most: "DXA 2025 normal"."""
    found = _RESULT_BEHIND.match(item.statement.text, item.place[1], item.statement.end)
    if found is None or found["year"] is None:
        return found is not None
    day = item.document.day
    return day is not None and day.year - int(found["year"]) <= _YEARS_OLD


def _density(item: Mentioned) -> Sequence[FindingDraft]:
    """Return bone disease from a T-score. A density that was measured and has no score is left to a person.

    A test that is denied was not made, and that denies no disease.
    """
    standing = item.assertion.standing
    if standing not in _NO_RESULT:
        words = {word for cue in item.assertion.cues for word in cue.lower().split()}
        is_not_made = standing is Standing.DENIED and not words & _NORMAL
        return (_draft(item, Fact.BONE_DISEASE, Standing.NOT_EXAMINED if is_not_made else standing),)
    scores = _scores(item.statement.words)
    if not scores:
        return (_draft(item, Fact.BONE_DISEASE, Standing.DENIED),) if _is_normal_result(item) else ()
    lowest = min(scores)
    side = Side.NEUTRAL if OSTEOPOROTIC < lowest <= OSTEOPENIC else None
    return (_draft(item, Fact.BONE_DISEASE, Standing.STATED if lowest <= OSTEOPENIC else Standing.DENIED, side),)


def _scores(words: str) -> list[float]:
    """Return the numbers that stand behind the word T-score."""
    named = _SCORES.search(words)
    if named is None:
        return []
    found = _NUMBER.finditer(words, named.end())
    return [float(re.sub(r"\s", "", re.sub("[\u2212\u2013]", "-", match["score"]))) for match in found]
