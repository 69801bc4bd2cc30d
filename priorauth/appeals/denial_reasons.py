"""The kinds of reason a payer gives for a denial, each tied to the criteria that answer it.

Source: the project's own table of why packets fail (published external-appeal decisions and reviewers' advice), and
the kinds of criterion a payer profile can hold.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class ReasonKind(StrEnum):
    """What a denial rests on."""

    CONSERVATIVE_CARE = "conservative-care"
    PAIN_DURATION = "pain-duration"
    MODIC = "modic"
    IMAGING_AGE = "imaging-age"
    PAIN_PATTERN = "pain-pattern"
    OTHER_GENERATOR = "other-generator"
    SEVERITY = "severity"
    CONTRAINDICATION = "contraindication"
    BODIES_OR_UNITS = "bodies-or-units"
    DIAGNOSIS = "diagnosis"
    EXPERIMENTAL = "experimental"
    INFORMATION_MISSING = "information-missing"
    CRITERIA_NOT_MET = "criteria-not-met"
    OTHER = "other"
    """Something that no other kind names: the payer's words, which a person answers."""


@dataclass(frozen=True, slots=True)
class ReasonMeaning:
    """What a kind of reason says, which criteria answer it, and the words letters use for it."""

    says: str
    """As the end of ``the denial says that ...``."""
    heading: str
    asks: str
    """The question a reviewer asks about it."""
    criteria: frozenset[str] = frozenset()
    """The kinds of criterion that answer it; empty: every criterion does."""
    floor: frozenset[str] = frozenset()
    """The points of the floor that answer it too."""
    words: re.Pattern[str] | None = None
    """How letters name it; ``None`` where no words are sure enough."""


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.VERBOSE)


_R = ReasonKind
MEANINGS: dict[ReasonKind, ReasonMeaning] = {
    _R.CONSERVATIVE_CARE: ReasonMeaning(
        "conservative care is not shown, or not for long enough",
        "Conservative care",
        "What conservative care was tried, for how long, and with what result?",
        frozenset({"conservative_care_duration", "conservative_care_failed", "care_within", "required_modalities"}),
        frozenset({"floor-conservative-care", "floor-therapy", "floor-activity-modification", "floor-medication"}),
        _words(
            r"""\b(?: opioids? | muscle \s+ relaxants? | gabapentin | acetaminophen | ibuprofen | naproxen |
                (?:medicines?|medications?|treatments?|therap(?:y|ies)|care) \s+
                (?:(?:was|were|has\s+been|have\s+been)\s+)?(?:not\s+)?(?:tried|attempted|exhausted) |
                in \s+ (?:treatment|therapy|care) \s+ for | tried \s+
                (?:only\s+)?(?:medicines?|medications?|therapy) | home \s+ (?:program|regimen) | epidural\w*
                | weight \s+ (?:loss|management)
            | (?:duration|length|months?|weeks?) \s+ of \s+
            (?:non-?\w+\s+|prior\s+|conservative\s+)?(?:treatments?|care|management)
            | conservative(?:ly)? | non-?(?:surgical|operative|invasive) \s+
                (?:care|treatments?|management|therap\w+|measures?)
            | physical \s+ therap\w+ | physiotherap\w+ | therapists? |
            (?:supervised|formal|active|manual|aquatic|physician-directed|\w+-directed) \s+
            (?:\w+\s+)?therapy | therapy \s+ log | (?:home|therapeutic|supervised) \s+
            exercises? | exercis\w+ (?:\s+ program)?
            | (?:course|weeks|months|sessions|visits|trial) \s+ of \s+
            (?:\w+\s+)?(?:therapy|treatment|care|PT|NSAIDs?|medication)
            | therapy \s+ (?:notes?|records?|visits?|sessions?|discharge|course) | PT \s+
            (?:notes?|records?|visits?|sessions?) | NSAIDs? | anti-?inflammator\w+
            | simpler \s+ (?:treatments?|care) | chiropract\w+ | activity \s+ (?:modification|changes?) |
            (?:pain|other) \s+ (?:medicines?|medications?) | medication \s+ (?:trial|management|history)
            | (?:response|respond\w*) \s+ to \s+ (?:\w+\s+)?(?:treatment|therapy|care)
            | months? \s+ of \s+ (?:care|treatment|therapy) | cognitive (?:\s+ or|[-\s]+and|-)? [\s-]*
            behaviou?ral | behaviou?ral \s+
            (?:support|therapy|treatment) )\b"""
        ),
    ),
    _R.PAIN_DURATION: ReasonMeaning(
        "low back pain is not shown for long enough",
        "How long the pain has lasted",
        "How long has the pain lasted?",
        frozenset({"symptom_duration"}),
        frozenset({"floor-pain-duration"}),
        _words(
            r"""\b(?: (?:pain|symptoms) \s+ (?:\w+\s+){0,2}?(?:began|started|first\s+appeared)
            | (?:beginning|start) \s+ of \s+ (?:the\s+|your\s+)?(?:pain|symptoms)
            | (?:duration|length|onset) \s+ of \s+ (?:the|your|this|her|his)? \s*
                (?:patient['\u2019]s\s+)? (?:chronic\s+)? (?:low \s+ back \s+ | back \s+)? (?:pain|symptoms)
            | how \s+ long \s+ (?:the|your|you(?:['\u2019]ve|\s+have)|this|symptoms|back|low|pain|she|he) \b
            [^.;]{0,30} \b (?:pain|hurt\w*|symptoms|lasted|had)
            | (?:pain|symptoms) \b (?:(?!care|therapy|treatment|MRI|imaging)[^.;]){0,40} \b
            (?:of|for|lasted|lasting|less \s+ than|began|started|fewer \s+ than|more \s+ than|present) \s+
            (?:(?:only|just|for|about|at \s+ least|more \s+ than|less \s+ than|fewer \s+ than|under)\s+)*
            (?:\w+\s+){0,2}? (?:weeks?|months?|years?)
            | (?:weeks?|months?|years?) \s+ of \s+ (?:chronic\s+)? (?:low\s+back\s+|back\s+)?
            (?:pain|symptoms) | chronicity | pain \s+ onset | (?:date|when) \b [^.;]{0,20} \b
            (?:pain|symptoms) \s+ (?:began|started) )\b"""
        ),
    ),
    _R.MODIC: ReasonMeaning(
        "Modic changes of the type and at the level treated are not shown",
        "Modic changes: type and level",
        "Which Modic type does the radiologist report, and at which level?",
        frozenset({"modic_types", "modic_in_mri_report", "modic_signals_in_report", "modic_matches_treatment"}),
        frozenset({"floor-modic", "floor-bodies"}),
        _words(
            r"""\b(?: type \s+ (?:1|2|3|one|two|I{1,3}) \s+ (?:\w+\s+){0,2}?changes?
            | modic | (?:vertebral \s+)? end[-\s]?plates? | bone \s+ marrow \s+ (?:edema|changes?) |
                marrow \s+ (?:signal\s+)?changes? | bon(?:e|y) \s+ changes? | schmorl\S* | signal \s+
                (?:abnormalit\w+|changes?|alteration\w*) | changes? \s+ (?:at|in) \s+
                (?:the\s+)?(?:L[1-5]|S1)\b | vertebrogenic \s+ changes? )\b"""
        ),
    ),
    _R.IMAGING_AGE: ReasonMeaning(
        "the MRI is too old",
        "The age of the MRI",
        "How old is the MRI?",
        frozenset({"imaging_recency"}),
        words=_words(
            r"""\b(?: (?:MRI|imaging|scan|study|films?) \b [^.;]{0,40} \b
                (?:from|of|dated|made\s+in|taken\s+in|performed\s+in|done\s+in)
            \s+ (?:\d{1,2}/)?(?:19|20)\d\d\b
            | (?:recent|current|outdated|up-to-date|new(?:er)?|stale) \s+ (?:lumbar \s+)?
                (?:MRI|imaging|scan|study)
            | (?:MRI|imaging|scan|films?|pictures?|study|images?) \b [^.;]{0,60}? \b (?:older \s+ than|not \s+
            recent|out \s+ of \s+ date|too \s+ old|outdated|stale|(?:within|in|during) \s+ the \s+
            (?:last|past|previous)
              |(?:months?|years?) \s+ (?:old|ago|before|prior)|more \s+ than \s+ (?:a|an|one|two|\w+) \s+
              (?:years?|months?)|(?:over|past|exceed\w*) \s+ (?:a|an|one|two|six|twelve|\d+) \s+
              (?:years?|months?)|no \s+ longer \s+ current|not \s+ current) )\b"""
        ),
    ),
    _R.PAIN_PATTERN: ReasonMeaning(
        "the pain is not mainly in the back",
        "Where the pain is",
        "Is the pain mainly in the back?",
        frozenset({"axial_pain"}),
        words=_words(
            r"""\b(?: axial | (?:leg|legs|thigh|calf|foot|feet|buttock|below \s+ the \s+ knee|limb|lower \s+
                extremit(?:y|ies)) | radiat\w+ | sciatica | claudication | radicular \s+ (?:leg\s+)?
                (?:pain|symptoms?|complaints?)
            | (?:thoracic|cervical|neck|mid-back|upper[-\s]back) \s+ (?:\w+\s+)?(?:pain|symptoms|complaints?)
            | (?:mid-?line|mainly \s+ in \s+ the \s+ back) )\b"""
        ),
    ),
    _R.OTHER_GENERATOR: ReasonMeaning(
        "other sources of the pain are not excluded",
        "Other sources of pain",
        "How were other sources of the pain excluded?",
        frozenset({"other_generators_evaluated"}),
        words=_words(
            r"""\b(?: hips?
            | other \s+ (?:possible\s+|potential\s+|likely\s+)? (?:pain \s+ generators? |
                (?:sources?|causes?|reasons?|explanations?|origins?) \b [^.;]{0,20} \b pain | generators?)
            | (?:sources?|causes?|generators?) \s+ of \s+ (?:the\s+|your\s+|her\s+|his\s+)?
            (?:low\s+back\s+|back\s+)? pain | facet\w* | zygapoph\w+ | sacro-?iliac | SI \s+ joints? | medial
            \s+ branch | radicul(?:opathy|itis|opathies)
            | (?:another|other|different|alternative|competing) \s+
            (?:\w+\s+)?(?:explanations?|causes?|sources?|origins?|pathology)
            | canal \s+ narrowing | stenosis | spondylolisthesis | nerve \s+ roots? | pinched \s+ nerve |
            herniat\w+ | discogenic |
            diagnostic \s+ (?:blocks?|injections?) )\b"""
        ),
    ),
    _R.SEVERITY: ReasonMeaning(
        "severe pain or loss of function is not shown",
        "How severe it is",
        "How severe is it?",
        frozenset({"score_threshold", "score_recorded", "severity_stated"}),
        words=_words(
            r"""\b(?: (?:measures?|assessments?|index|scores?) \s+ of \s+ (?:disability|function) | how \s+
                (?:far|long|much) \s+ (?:you|the\s+patient) \s+ can
            | functional(?:ly)? \s+
                (?:impair\w*|limit\w*|disabilit\w*|loss|status|scores?|deficits?|assessments?|measures?) |
                oswestry | ODI | severity | severe | VAS | NRS | disability \s+
                (?:instruments?|tools?|forms?|index|scores?|questionnaire|ratings?|measure)
            | pain \s+ (?:scores?|ratings?|scales?|levels?|intensity) | \d+ \s* (?:/|out\s+of) \s* (?:10|ten)
            | pain \s+ (?:\w+\s+){0,3}?(?:rated|scored) | keep\w* \s+ (?:you|the\s+patient|him|her) \s+ from |
            (?:limits?|limited|affects?|interferes?) \b [^.;]{0,40} \b
            (?:work\w*|walk\w*|sleep\w*|dress\w*|function\w*|activit\w+) | daily \s+
            (?:life|living|activit(?:y|ies)|tasks|function\w*) | pain \s+ (?:diary|diaries|log) | how \s+
            (?:bad|severe) )\b"""
        ),
    ),
    _R.CONTRAINDICATION: ReasonMeaning(
        "a condition that speaks against the procedure is present, or not shown to be absent",
        "Conditions that speak against the procedure",
        "Does anything speak against the procedure?",
        frozenset(
            {
                "condition_absent",
                "condition_present",
                "relative_contraindication",
                "prior_surgery",
                "no_prior_ablation",
                "repeat_interval",
                "measure",
                "evaluation_documented",
                "attested",
                "skeletal_maturity",
                "minimum_age",
                "age_range",
            }
        ),
        words=_words(
            r"""\b(?: warfarin | coumadin | apixaban | eliquis | rivaroxaban | xarelto | dabigatran | heparin
                | clopidogrel | plavix
            | contra-?indicat\w+ | infect\w+ | instability | unstable | fractures? | tumou?rs? |
                malignan\w+ | cancer | osteoporo\w+ | bone \s+ (?:density|disease) | pregnan\w+ | BMI | body
                \s+ mass
            | implant\w* | pacemaker | (?:cord|nerve|bone) \s+ stimulators? | stimulator | T-?scores? |
            absorptiometry | DE?XA | (?:prior|previous|earlier) \s+
            (?:\w+\s+){0,2}?(?:surgery|fusion|ablation|operation|procedure) | (?:had|undergone) \s+
            (?:\w+\s+){0,3}?(?:fusion|surgery|ablation) \s+ (?:before|previously|already) | already \s+
            (?:been\s+)?(?:ablated|treated) | repeat\w* \s+ (?:\w+\s+)?(?:ablation|procedure|treatment)
            | skeletal(?:ly)? \s+ (?:im)?matur\w+ | scoliosis | blood[-\s]+thin\w+ | thins? \s+ the \s+ blood
            | anti-?coagul\w+ | bleeding | spine \s+ surgery )\b"""
        ),
    ),
    _R.BODIES_OR_UNITS: ReasonMeaning(
        "the vertebral bodies, codes or units asked for are not those that are covered",
        "Vertebral bodies, codes and units",
        "Why these bodies, codes and units?",
        frozenset(
            {
                "vertebral_range",
                "bodies_per_session",
                "bodies_lifetime",
                "bodies_adjacent",
                "modic_matches_treatment",
                "procedure_codes",
            }
        ),
        frozenset({"floor-bodies"}),
        _words(
            r"""\b(?: units? | number \s+ of \s+ (?:levels|bodies|bones|vertebra\w*|units) |
                (?:procedure|CPT|billing|billed|submitted|requested) \s+ codes? | codes? \s+
                (?:is|are|was|were|has|have) \b
            | 6462[89] \s+ (?:is|was|cannot|can|exceeds?|may|x|for|does|do|not|times)\b | (?:CPT|codes?) \s+
            \w+ \s+ (?:is|was|has|are|were|cannot|does) \b |
            (?:deleted|retired|invalid|unlisted|discontinued|wrong|incorrect|temporary) \s+ (?:\w+\s+)?codes?
            | (?:two|three|four|five|six|seven|\d) \s+
            (?:lumbar\s+)?(?:vertebral\s+)?(?:bodies|levels|bones|vertebrae) | limits? \s+
            (?:coverage|payment|it|this|treatment) \s+ to \s+ \w+ |
            (?:more|fewer|only|beyond|exceed\w*|additional|third|fourth|max\w* \s+ of|limit\w* \s+ to|up \s+
            to|no \s+ more) \s+ (?:(?:than|of|to)\s+)? (?:\w+\s+){0,4}?
            (?:levels?|bones?|vertebrae|(?:vertebral\s+)?bod(?:y|ies))
            | (?:covers?|includes?|names?|lists?) \s+ (?:the\s+)?(?:L[1-5]|S[1-3]|T1?\d)\b | L3 \s+
            (?:to|through) \s+ S1
            | (?:CPT|code|for) \s+ (?:6462[89]|(?:the\s+)?(?:L[1-5]|S1)) \b [^.;]{0,20} \b (?:is|was|are|were)
            \s+ not
            | (?:L[12]|T1?\d|L3|L4|L5|S1)(?:\s+\w+)? \s+
            (?:vertebral\s+body\s+)?(?:is|was|are|were|lies|falls) \s+
            (?:\w+\s+)?(?:not|outside|beyond|above|out)\b | outside \s+
            (?:of\s+)?(?:the\s+)?(?:range|L3|covered|treatable|labeled)
            | (?:bodies|levels|bones|vertebrae) \s+
            (?:\w+\s+){0,3}?(?:exceed\w*|adjacent|contiguous|next\s+to) | per \s+ (?:session|lifetime) | at
            \s+ one \s+ time )\b"""
        ),
    ),
    _R.DIAGNOSIS: ReasonMeaning(
        "the diagnosis is not one that is covered",
        "The diagnosis",
        "Which diagnosis is billed?",
        frozenset({"diagnosis_codes"}),
        words=_words(
            r"""\b(?: as \s+ a \s+ diagnosis
            | (?:was|were|is|are) \s+ (?:not\s+)?coded | (?:covered|approved|accepted|listed) \s+ indications?
            | pain, \s+ unspecified
            | diagnos[ie]s \s+
                (?:codes?|listed|submitted|given|billed|is|of|does|was|on|reported|that|M\d) |
                (?:covered|supporting|qualifying|listed) \s+ diagnos[ie]s | ICD-?10(?:-CM)? | M54\.\w+ |
                M51\.\w+ | M47\.\w+ )(?:\b|(?=\W))"""
        ),
    ),
    _R.EXPERIMENTAL: ReasonMeaning(
        "the procedure is experimental, or the plan does not cover it",
        "Experimental, or not covered",
        "Is the procedure not experimental?",
        frozenset({"plan_coverage"}),
        words=_words(
            r"""\b(?: experimental | investigational | unproven | no \s+
                (?:proven|demonstrated|established) | not \s+ (?:been\s+)?(?:\w+\s+)?proven |
                unestablished |
            (?:effectiveness|efficacy|safety|benefits?|value|outcomes?) \b [^.;]{0,40}
            \b not \s+ (?:\w+\s+)?established
            | still \s+ being \s+
                (?:studied|tested|researched) | (?:not \s+ enough|insufficient|inadequate|limited|lack \s+
                of|no \s+ high-quality|weak|too \s+ little) \s+
                (?:\w+\s+){0,3}?(?:evidence|research|studies|data|proof|literature)
            | (?:evidence|research|studies|literature) \b [^.;]{0,60} \b (?:insufficient|inadequate|not \s+
            (?:yet\s+|been\s+)?(?:enough|sufficient|shown|show|adequate|permit|establish\w*|demonstrate\w*|prove\w*)|do(?:es)?
            \s+ not|too \s+
            (?:few|weak|small|thin|early)|limited|weak|lacking|inconclusive|sparse|missing|small|conflicting|low)
            | not \s+ (?:a\s+)?cover(?:ed|able) \s+ (?:benefits?|services?|procedures?|treatments?)
            | (?:benefit|plan|contract|policy|coverage) \s+ (?:exclu\w+|does \s+ not \s+
            (?:cover|include|pay)) | excluded \s+ (?:benefit|service|from|by|under|as|procedure) | exclusion
            | excludes | (?:is|are) \s+ not \s+ covered | not \s+ (?:a\s+)?(?:benefit|part \s+ of \s+ your
            \s+ plan) | not \s+ recommended | non-?covered \s+
            (?:services?|procedures?|treatments?|benefits?|items?|list) )\b"""
        ),
    ),
    _R.INFORMATION_MISSING: ReasonMeaning(
        "information is missing",
        "Information said to be missing",
        "Where is the information that was missing?",
        words=_words(
            r"""\b(?: (?:have|had|received|got|find|found|saw|see) \s+ no \s+
                (?:\w+\s+){0,3}?(?:results?|reports?|notes?|records?|logs?|documentation|information|cop(?:y|ies))
            | (?:did|have|has) \s+ not \s+ (?:\w+\s+)?(?:get|got|receive[d]?|sen[dt]) \b [^.;]{0,40} \b
            cop(?:y|ies) \s+ of
            | (?:did|have|has|had) \s+ not \s+
            (?:\w+\s+)?(?:come|arrive[d]?|answer(?:ed)?|repl(?:y|ied)|respond(?:ed)?) \b
                (?! \s+ (?:to|well|from) \s+ (?:\w+\s+)?(?:treatment|therapy|care|medication))
            | no \s+ (?:\w+\s+){0,8}?(?:was|were|has\s+been) \s+
            (?:supplied|sent|submitted|provided|received|included|enclosed|attached)
            | (?:is|are|was|were) \s+ (?:missing|left\s+out)\b | did \s+ not \s+ (?:come|arrive)
            | (?:asked|requested|wrote) \b [^.;]{0,70} \b
                (?:no\s+(?:reply|response|answer)|nothing\s+(?:came|arrived)|never\s+answered)
            | (?:additional|sufficient|insufficient|requested|clinical|necessary|needed|missing|lack
                \s+ of|enough|complete|incomplete|adequate) \s+
                (?:\w+\s+)?(?:information|documentation|records|details)
            |
            (?:information|documentation|records?|notes?|reports?|results?|logs?|paperwork|forms?|summar(?:y|ies)|images?|letters?|pages?|attestations?|signatures?)
            \b
            [^.;]{0,50}? \b (?:missing|not \s+
            (?:\w+\s+)?(?:received|submitted|provided|sent|included|enclosed|attached|supplied|furnished|given|arrived)|never
            \s+
            (?:\w+\s+)?(?:received|submitted|provided|sent|included|came|arrived)|incomplete|illegible|unsigned|blank)
            | (?:was|were) \s+ (?:not|never) \s+
            (?:\w+\s+)?(?:attached|enclosed|submitted|included|received|sent|supplied|furnished|returned) |
            no \s+ (?:\w+\s+){0,2}?(?:records?|notes?|documentation|information|documents|reports?) \s+
            (?:was|were|has|have) \s+
            (?:been\s+)?(?:sent|submitted|received|provided|included|enclosed|attached)
            | (?:records?|notes?|documents?|reports?|information) \b [^.;]{0,60} \b (?:did|have|has) \s+ not
            \s+ (?:get|got|receive[d]?|arrive[d]?|come)
            | (?:did|do|have|has|was|were) \s+ not \s+
            (?:\w+\s+)?(?:receive[d]?|get|got|submit(?:ted)?|provide[d]?|sen[dt]|include[d]?|supplied|given)
            \b [^.;]{0,60} \b (?:information|documentation|records?|notes?|reports?|logs?|results?|answers?)
            )\b"""
        ),
    ),
    _R.CRITERIA_NOT_MET: ReasonMeaning(
        "the criteria for medical necessity are not met",
        "The criteria as a whole",
        "Which of the criteria does the record show?",
        words=_words(
            r"""\b(?: (?:not|n['\u2019]t|does \s+ not \s+ (?:meet|appear)|fails? \s+ to \s+ (?:meet|satisfy))
                \b [^.;]{0,60}? \b (?:medical(?:ly)? \s+ necess\w+ | criteria | guidelines? | requirements? |
                policy | rules?) | criteria \b [^.;]{0,40}? \b not \s+ (?:been \s+)? (?:met|satisfied) |
                medical \s+ necessity \b [^.;]{0,40} \b not )\b"""
        ),
    ),
    _R.OTHER: ReasonMeaning(
        "something stands against the request that no other kind names",
        "What else the denial says",
        "What answers this, in the physician's own words?",
    ),
}
"""Every kind of reason, in the order in which a letter is best read."""

_GENERAL = (_R.INFORMATION_MISSING, _R.CRITERIA_NOT_MET)
"""Kinds that only introduce the reason proper, where the same words name another."""


def kinds_in(text: str) -> tuple[ReasonKind, ...]:
    """Say which kinds of reason a text names; none where its words name no kind for sure.

    A text that is general ("criteria are not met") and then particular ("no six months of care") is the particular.
    That a named record was not sent is both: what is missing, and what it is about.
    """
    plain = " ".join(text.split())
    found = tuple(kind for kind, meaning in MEANINGS.items() if meaning.words and meaning.words.search(plain))
    if _R.IMAGING_AGE in found:
        found = tuple(kind for kind in found if kind is not _R.PAIN_DURATION)
    if not found and _IMAGING.search(plain):
        found = (_R.MODIC,)
    particular = tuple(kind for kind in found if kind not in _GENERAL)
    if particular and _NOT_SENT.search(plain) and _R.INFORMATION_MISSING in found:
        return (*particular, _R.INFORMATION_MISSING)
    return particular or found


_IMAGING = _words(r"\b(?: MRIs? | magnetic \s+ resonance | imaging | radiolog(?:y|ist)['\u2019]?s? )\b")
"""What is held against the MRI, and is neither its age nor its absence, is what it shows."""
_NOT_SENT = _words(
    r"""\b(?: (?: not | never ) \s+ (?:\w+\s+)?(?:receive[d]? | get | got | submitted | provided | sent |
        included | enclosed
    | attached | supplied | furnished | arrived | come | arrive ) | (?:is|are|was|were) \s+ (?:missing|left\s+out)
    | no \s+ (?:reply|response|answer) (?! \s+ to \s+ (?:\w+\s+)?(?:treatment|therapy|care))
    | (?:did|has|have|had) \s+ not \s+ (?:answer|repl|respond)\w* | unsigned | blank | illegible
    | (?:have|had|received|got) \s+ no \s+
    (?:\w+\s+){0,3}?(?:results?|reports?|notes?|records?|logs?|documentation|information|cop(?:y|ies))
    | no \s+ (?:\w+\s+){0,8}?(?:was|were|has\s+been) \s+
    (?:supplied|sent|submitted|provided|received|included|enclosed|attached) )\b"""
)


def names_record(text: str) -> bool:
    """Whether a text that says information is missing says which record did not come."""
    return _NOT_SENT.search(text) is not None
