"""What a statement of a letter is about, by its words, and the fields of a case that could say it instead."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Subject:
    """One subject: its name in words, how it is spoken of, and the fields that know it for a case."""

    what: str
    words: re.Pattern[str]
    fields: tuple[str, ...]
    """Each stands for all below it; the first is the one that is proposed."""
    is_typed: bool = False
    """Whether it names one thing of a list: typed beside a field of that list, it is typed all the same."""

    def is_known(self, known: frozenset[str]) -> bool:
        """Whether one of some fields, printed or asked for, tells what the words tell."""
        return not self.is_typed and is_below(self.fields, known)


def is_below(fields: tuple[str, ...], known: frozenset[str]) -> bool:
    """Whether any of the known paths is one of these fields or lies below one."""
    return any(path == field or path.startswith(f"{field}.") for field in fields for path in known)


def _subject(what: str, words: str, *fields: str, is_typed: bool = False) -> Subject:
    return Subject(what, re.compile(rf"\b(?:{words})\b", re.IGNORECASE), fields, is_typed)


SUBJECTS: tuple[Subject, ...] = (
    _subject(
        "who the patient is",
        r"\w*[\s-]?year[\s-]?olds?|aged?|elderly|males?|females?|wom[ae]n|gentlem[ae]n|lady|jobs?|employ(?:er|ers|ed|ment)|"
        r"occupations?|works?\s+(?:as|at|for|in|part|full)|working|worked|workers?|retired|retirement|unemployed|husband|"
        r"wife|spouse|married|divorced|widow(?:ed|er)?|child(?:ren)?|daughters?|sons?|grand\w+|mother|father|famil(?:y|ies)|"
        r"lives?\s+(?:alone|with|on|in|at|near)|living|homemaker|veteran|student|drivers?|driving|drives|hobb(?:y|ies)|"
        r"sports?|church|household|chores|insured\s+since",
        "patient",
    ),
    _subject(
        "the pain",
        r"pain(?:ful|less|s)?|aches?|aching|sore|symptom(?:s|atic)?|axial|unremitting|tender(?:ness)?|spasms?|flares?|"
        r"discomfort|suffer(?:s|ed|ing)?|onset|complain(?:s|ed|ts?|ing)?|denies|denied\s+(?:any|having)|vertebrogenic|chronic",
        "pain", "request.diagnoses", "request.codes", "studies",
    ),
    _subject(
        "leg symptoms or the neurological examination",
        r"legs?|radicul\w*|sciatic\w*|numb(?:ness)?|tingling|weak(?:ness)?|paresthesias?|neurolog\w*|neurogenic|reflex(?:es)?|"
        r"straight[\s-]leg\w*|slr|knees?|dermatom\w*|myelopath\w*|claudication|cauda\s+equina|gait|sensory|motor|foot|feet",
        "pain.no_leg_symptoms", "generators", "contrary", "safety",
    ),
    _subject(
        "the imaging",
        r"mris?|magnetic\s+resonance|imag(?:ing|es)|films?|x-?rays?|radiograph\w*|ct|scans?|radiolog\w*|modic|endplates?|"
        r"signal\s+change\w*",
        "studies", "request.bodies", "request.disc_levels",
    ),
    _subject(
        "a finding",
        r"edema|sclerosis|schmorl\w*|degenerat\w*|discogra\w*|bone\s+scan|spect|facets?|sacroiliac|si\s+joints?|"
        r"medial\s+branch\w*|stenosis|stenotic|instability|unstable|spondylolisthesis|spondylolysis|listhesis|hernia\w*|"
        r"discogenic|scoliosis|flexion\W+extension",
        "generators", "studies", "safety", is_typed=True,
    ),
    _subject(
        "a treatment by name",
        r"pt|nsaids?|anti-?inflammator(?:y|ies)|naproxen|ibuprofen|meloxicam|celecoxib|diclofenac|acetaminophen|gabapentin|"
        r"pregabalin|duloxetine|tramadol|oxycodone|hydrocodone|opioids?|narcotics?|cyclobenzaprine|methocarbamol|tizanidine|"
        r"prednisone|metformin|insulin|warfarin|relaxants?|epidurals?|steroids?|exercis(?:e|es|ing)|chiropract\w*|acupuncture|"
        r"massage|brac(?:e|ing)|tens|physical\s+therapy|cognitive\s+behaviou?ral",
        "care", "care_not_tried", is_typed=True,
    ),
    _subject(
        "treatment and its result",
        r"(?:physio)?therap(?:y|ies|ists?)|medications?|medicines?|drugs?|injections?|conservative\w*|"
        r"non-?operative\w*|non-?surgical\w*|nonoperative\w*|treatments?|treated|surger(?:y|ies)|surgical\w*|operations?|"
        r"operated|fusion|laminectomy|disc?ectomy|relief|relieved?|benefit(?:ed|s)?\s+from|improve(?:d|ment|s)?|fail(?:ed|s|ure|ing)?|"
        r"exhausted|tried|only\s+(?:remaining\s+)?(?:option|choice|treatment)|last\s+resort|helped|not\s+help|nothing\s+else|lasting|responded|refractory|"
        r"home\s+program|previous\s+ablation|prior\s+ablation|years?\s+of\s+relief|cleared|tolerate[sd]?|contraindicated",
        "care", "care_not_tried", "generators",
    ),
    _subject(
        "other sources of pain",
        r"blocks?|pain\s+generators?|sources?\s+of\s+(?:the\s+)?pain|other\s+(?:causes?|sources?)|ruled\s+out|excluded",
        "generators", "contrary",
    ),
    _subject(
        "the safety history",
        r"infections?|infected|osteomyelitis|discitis|fractures?|tumou?rs?|cancers?|malignan\w*|metasta\w*|bleed(?:s|ing)?|"
        r"coagulopath\w*|anticoagul\w*|blood\s+thinners?|pregnan\w*|pacemakers?|defibrillators?|stimulators?|osteoporo\w*|"
        r"bone\s+density|allerg\w*|diabet\w*|depress\w*|anxi\w*|psych\w*|smok\w*|tobacco|nicotine|vap(?:es?|ing)|alcohol\w*|"
        r"bmi|weighs?|overweight|obes\w*|hypertens\w*|heart|cardiac|skeletal\w*|immun\w*|red\s+flags?|substance|"
        r"comorbid\w*|healthy|history\s+of",
        "safety", "contrary", is_typed=True,
    ),
    _subject(
        "what the patient can do",
        r"sit(?:s|ting)?|stand(?:s|ing)?|walk(?:s|ed|ing)?|bend(?:s|ing)?|lift(?:s|ing)?|sleep\w*|disab\w*|function(?:s|al|ing)?|"
        r"canes?|walkers?|wheelchair|mobility|daily\s+(?:activities|living)|quality\s+of\s+life|bedridden|unable|impair\w*|recliner",
        "pain",
    ),
    _subject(
        "a score",
        r"odi|oswestry|vas|nrs|promis|phq\S*|gad\S*|sf-?\d*|scores?|scored",
        "pain.scores",
    ),
    _subject(
        "how urgent the request is",
        r"urgent(?:ly)?|expedited?|emergen(?:t|cy)|time-sensitive|immediate(?:ly)?|jeopard\w*",
        "request.is_expedited",
    ),
    _subject(
        "an earlier decision of the payer",
        r"(?:authorizations?|claims?|requests?|coverage|appeals?)\s+(?:was|were|has\s+been|had\s+been)\s+(?:\w+ly\s+)?"
        r"(?:approved|granted|denied|covered|paid|closed)|was\s+denied|(?:has|have)\s+(?:approved|paid|denied|covered)",
        "appeal", "policy",
    ),
    _subject(
        "that criteria are met",
        r"(?:meets?|met|satisf(?:y|ies|ied)|fulfill?(?:s|ed)?|qualif(?:y|ies|ied))\b.*\b(?:criteri\w+|polic\w+|requirements?|"
        r"guidelines?|indications?)|(?:criteri\w+|requirements?)\s+(?:are|is|were|was|have\s+been)\s+(?:\w+\s+)?(?:met|satisfied|"
        r"fulfilled|documented)",
        "criteria",
    ),
    _subject(
        "what a policy says",
        r"(?:polic(?:y|ies)|plan|payer|insurer|guidelines?|medicare|cms)\s+(?:already\s+|also\s+|itself\s+)?"
        r"(?:covers?|requires?|states?|says?|allows?|lists?|considers?|provides?|names?|calls?|defines?|permits?|approves?)|"
        r"polic(?:y|ies)\s+(?:for|of)\s+\w+|polic(?:y|ies)\s*(?:#|no\b|number)",
        "policy", "coverage",
    ),
)  # fmt: skip
"""In order of weight: of two that a sentence has, the first is told."""
