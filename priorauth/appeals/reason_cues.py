"""The words by which a denial letter denies, grants, recites, or gives the payer's rule."""

from __future__ import annotations

import re


def _cue(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.VERBOSE)


REASON_LABEL = _cue(
    r"""\A(?:(?!for\b|these\b|this\b)[\w'\u2019]+\s+){0,3}?(?:reasons?|rationale|basis|explanation|comments?|conclusions?|assessment|answer|why\s+(?:we|it|this|the|your)|what\s+(?:is|was)\s+missing|findings?)
    \b[^:.?]{0,60}[:?]\s*(?P<rest>.*)\Z"""
)
REASON_HEADING = _cue(
    r"""(?:\A\W*why\s*\??\Z) | \b(?: (?:note|comments?|remarks?) \s+ (?:from|of|by) |
        (?:reviewer|director|physician|doctor)['\u2019]?s? \s+ (?:note|comments?|remarks?|findings?) | why \s+
        (?:we|did|was|this|your|the|it|I) | reasons? | rationale | basis \s+
        (?:for|of) |
        explanation | basis \Z | discussion | conclusions? | basis \s+ of | what \s+ (?:is|was) \s+ missing |
        what \s+ (?:did|does) \s+ not | because | not \s+ met
    | (?:facts|findings) \s+ (?:that\s+)? (?:we|used|of) | (?:not|un) \s* (?:approved|met) | what \s+ we \s+
    (?:found|did \s+ not \s+ find|could \s+ not) | clinical \s+ (?:rationale|reason|review) | shortcomings |
    led \s+ to | how \s+ we \s+ decided )\b"""
)
VERDICT_LABEL = _cue(
    r"\A(?:den(?:ied|ial)|not\s+approved|declined|non-?certified"
    r"|rejected)\b[^:.]{0,40}:\s*(?P<rest>(?=.*\b(?:not|no|never|lack\w*|without|missing|exceed\w*"
    r"|only)\b).*)\Z"
)
FINE_HEADING = _cue(
    r"""\b(?: fine | granted | agree | accept\w* | in \s+ order | not \s+ in \s+ dispute |
        (?:is|are|was|were|criteria) \s+ (?:met|satisfied) | reviewed | looked \s+ at | considered | our
        \s+ (?:policy|rules?|criteria) | what \s+ (?:we|the \s+ policy) \s+ (?:cover|require|ask)s? )\b"""
)
RULE_HEADING = _cue(
    r"""\b(?: (?:policy|policies|rules?|guidelines?|criteria|standards?|plan|contract|booklet|LCD) \s+
        (?:says?|states?|reads?|requires?|asks?|covers?|language|text|used|applied|provisions?|wording)
    | what \s+ (?:our|the|your) \s+ (?:policy|rules?|guidelines?|criteria|plan) | coverage \s+ (?:criteria|rules?)
    | (?:criteria|requirements) \s+ (?:for|of) | sources? \s+ of \s+ (?:the\s+)?(?:criteria|rules?) )\b"""
)
RULE_LABEL = _cue(
    r"""\A\W*(?:(?:our|the|plan|payer|medical|clinical|coverage)\s+)*
        (?:policy|policies|rules?|guidelines?|criteri(?:a|on)|requirements?|standards?)
        (?:\s+(?:language|text|used|applied|\w*\d[\w.-]*))?\s*:"""
)
"""What stands behind it is the payer's rule."""
TITLE = _cue(r"\b(?: notice | resolution | outcome | determination | decision )\b")
RIGHTS_HEADING = _cue(
    r"""\b(?: appeals? | rights? | what \s+ (?:can|if|happens|you|to) | how \s+ (?:to|do) | help | next \s+
        steps? | peer | contact | options | review \s+ of | external | hearing | disagree | approved |
        language | granted | reviewed | looked \s+ at | considered | criteria \s+ used | our \s+
        (?:rule|policy|criteria) | records? | enclos\w+ )\b"""
)
BECAUSE = _cue(
    r"""\b(?: because (?!\s+of\s+your\s+right) | since (?=\s+(?:the|your|there|we|no|it|this)\b) | due \s+ to
        | on \s+ the \s+ grounds? \s+ (?:that|of) | for \s+
        (?:the\s+)?(?:following|these|this|two|three|several|one)?\s*reasons?
    | in \s+ that | as
    (?=\s+(?:our\b|your\b|it\s+(?:is|was|has|does)\b|there\s+(?:is|was)|no\b|the\s+(?:records?|notes?|MRI|documentation|chart|clinical)))
    )\s*[:,]?\s*(?:that\s+)?"""
)
THEREFORE = re.compile(r":\s+(?=[a-z])")
"""A colon behind the verdict says why as well."""
SPLIT = re.compile(
    r";\s+(?:and\s+|or\s+|also,?\s+)?|(?:,?\s+and|,\s+(?:nor|or))\s+(?=(?:there\s+(?:is|was|are|were)|no\b"
    r"|an?\s+\w+(?:\s+\w+){0,4}?\s+(?:is|was|were|has)\s+(?:not|never|omitted|missing|absent|lacking)\b"
    r"|(?:your|the|this|her|his)\s+(?!date|day)\w+(?:\s+\w+){0,4}?\s+(?:does|do|did|has|have|is|was"
    r"|were)\s+(?:not|never|no)\b"
    r"|the\s+(?!date|day)\w+(?:\s+\w+){0,4}?\s+(?:is|was|are|were|do|does|did|has|have|lacks?|shows?"
    r"|names?|states?)\b|your\s+\w+(?:\s+\w+){0,3}?\s+(?:is|was|are|were|do|does|did|has|have)\b"
    r"|we\s+(?:have|did|do|were|could|find|found)|it\s+(?:is|was|does|did)|records?\b|nothing|nobody|none"
    r"|neither))"
    r"|\s+\(?(?:\d|[a-d])\)\s+",
    re.IGNORECASE,
)
BUT = re.compile(r",?\s+but\s+|[,;]\s+(?:however|yet|although|though|while|whereas)[\s,]+(?=\w)", re.IGNORECASE)
LEADING = re.compile(
    r"\A(?:although|though|while|whereas|even though"
    r"|despite the fact that)\s+(?P<first>[^,]{5,160}),\s*(?P<second>.+)\Z",
    re.IGNORECASE,
)
BESIDE = _cue(
    r"""\b(?: appeals? | reconsider\w* | grievances? | you \s+ (?:(?:may|can|could) (?! \s+
        (?:walk|sit|stand|lift|do|bend|sleep|work))|have \s+
        (?:the|a|\d+|until|one|up)|should|will|disagree|are \s+ not|do \s+ not \s+
        (?:agree|have\s+to|need)|get|receive|want|need|must)
    | your \s+ (?:doctor|provider|physician|representative) \s+ (?:may|can|could|has|have|should|will) |
    rights \b | (?:the|a|your|have|any) \s+ right \s+ (?:to|of) | if \s+ (?:you|your|we|the|new|more|any|this)
    | please | (?:to\s+)?call \s+ (?:us|our|the|me|\(?\d|customer|member) | (?:to|may|can|please) \s+ call |
    contact \s+ (?:us|our|your|the \s+ (?:plan|state|department|office)|me|member|customer|information|\(?\d)
    | free \s+ of \s+
    charge
    | guarantee | notice \s+ of | dear | sincerely | deadline | hearing | peer[-\s]to[-\s]peer | questions? |
    (?:free|request|ask|obtain|provide|send|get|have)\w* \b [^.;]{0,30} \b cop(?:y|ies) \s+ of \s+ (?!
    (?:the|a|an|your)
    \s+ (?:\w+\s+)? (?:MRI|report|notes?|chart|imaging|log)) | cop(?:y|ies) \b [^.;]{0,60} \b (?:request|free) |
    translat(?:e|ed|or|ors) | translation \s+ (?:services?|help|into) | language | discriminat\w* | covered
    \s+ entity | department | commissioner
    | (?:is|are) \s+ (?:enclosed|attached) | (?:enclosed|attached) \s+ (?:is|are) | within \s+ \w+ \s+
    (?:\(\d+\)\s+)?(?:calendar|business|working)?\s*days | help \s+ (?:you|with|line|is|from|in) |
    (?:get|need|for) \s+ help | fax(?:ed)? \s* (?: : | to \b | us \b | it \b | number | line | \(?\d) | phone
    | www | http\S* |
    important | this \s+ (?:letter|notice|document|page)
    | (?:bill|charge|owe|pay) \s+ (?:you|the|for\s+any) | substitute | (?:treatment|care) \s+ decisions? | up
    \s+ to \s+ you | between \s+ you )\b"""
)
NEGATED = _cue(
    r"""\b(?: not | no | cannot | n't | nothing | nobody | none | never | neither | nor | without |
        den(?:y|ied|ial) | insufficient(?:ly)? | inadequate(?:ly)? | incomplete(?:ly)? | lack(?:s|ing|ed)? |
        missing | absen(?:t|ce) | fail(?:s|ed|ure)?
    | omit(?:s|ted) | silent | unclear | unanswered | undocumented | unsupported | unaddressed | inconclusive
    | unsigned | unremarkable | normal | another \s+ (?:explanation|cause|source|reason) | competing |
    illegible | exceed(?:s|ed|ing)? | only | merely | fewer | less \s+ than | short \s+ of |
    shorter | too \s+ \w+ | older \s+ than | outdated | out \s+ of \s+ date
    | expired | stale | experimental | investigational | unproven | exclu(?:de[sd]?|sion) | unable | pending |
    blank | awaiting | beyond | outside | interrupted | equivocal | questionable | doubtful |
    below \s+ (?!the\s+knee) | remains? \s+ (?:a\s+)?possib\w+ | (?:could|might|may) \s+
    (?:also\s+)?(?:explain|account|cause|be\s+(?:the|from|due))
    | (?:is|was|been|are|were) \s+ retired | retired \s+ (?:\w+\s+)?code | deleted | invalid | incorrect |
    contradict\w* |
    inconsistent | conflict\w* | nowhere | hardly | little \s+ (?:evidence|information) | remains? \s+
    (?:to\s+be|open|unproven|unclear) | still \s+ (?:being|to)
    | yet \s+ to )\b|n['\u2019]t\b"""
)
RULE = _cue(
    r"""\b(?: (?:it|this|they) \s+ (?:asks?|calls?) \s+ for | requires? | required \s+
        (?:by|under|that|is|are) | must (?! \s+ (?:therefore|deny)) | criteria
        \s+ (?:are|is|include|for|state|require|call|ask) | is \s+
        (?:considered\s+)?(?:medically\s+necessary|covered|appropriate) \s+ (?:when|if|only|for)
    | (?:we|plan|policy|guidelines?) \s+
    (?:pay|pays|cover|covers|approve|approves|allow|allows|consider|considers) \b [^.;]{0,70} \b
    (?:when|if|only|once|after|provided|where|as\s+long)
    | (?:policy|guidelines?|LCD|rules?|section|bulletin|criteria|manual|standards?|\w+-\d+) \b [^.;]{0,50} \b
    (?:says?|states?|notes?|finds?|concludes?|lists?|asks?|provides?|calls?\s+for|specif\w+|reads?|wants?|expects?|needs?|limits?|defines?)
    |
    (?:medicare|medicaid|LCD|NCD|ODG|MCG|InterQual|\w*\s*plan|policy|document|guidelines?|contract|booklet|state|Article\s+[\w.]+,?)
    \s+ (?:covers?|pays?|supports?|allows?|approves?|accepts?) \b [^.;]{0,70} \b
    (?:when|if|only|once|select(?:ed)?|provided|where)
    | (?:covers?|pays?|supports?|allows?) \s+ only \s+ (?:an?|the|services?|what|those|when|for) \b
    | (?:services?|treatments?|procedures?|anything|care|items?) \s+ (?:that|which) \s+
    (?:we|are|is|the\s+plan) \b
    | \A\W* (?:candidates?|(?:a|an|any|each)\s+(?:person|patient|member|candidate|enrollee)|patients|members) \s+
    (?:is|are|has|have|needs?|must|may|can|who|qualif\w+) | (?:is|are|be) \s+ eligible \s+
    (?:when|if|once|only|for|after)
    | \A\W* (?:under|according \s+ to|per) \s+
    (?:the\s+|our\s+|this\s+)?(?:\w+\s+)?(?:guidelines?|policy|criteria|LCD|rules?)
    \b [^.;]{0,30},\s+ (?:candidates?|patients?|members?|an?\b|it|this|the\s+(?:procedure|treatment|service))
    | covered \s+ (?:when|if|only) | has \s+ to | have \s+ to | should (?:\s+(?:be|have|show|include)) |
    needs? \s+ to | are \s+ required | is \s+ required | at \s+ least \s+ one \s+ of \s+ the \s+ following |
    all \s+ of \s+ the \s+ following | the \s+ following \s+ (?:criteria|must|conditions|are) | we \s+
    (?:look|ask|need|expect|want) \s+ (?:for|to|that) | to \s+ be \s+ (?:covered|approved|eligible) )\b"""
)
CASE = _cue(
    r"""\b(?: (?:your|the|this|these|submitted|provided|medical|clinical|her|his) \s+ (?:\w+\s+){0,3}?
        (?:records?|notes?|chart|documents?|documentation|information|report|MRI|request|form|letter|scan|imaging|file|history|films?|picture|doctor|provider|physician|patient|member|packet|packets|submission|log|logs|claim|case|diary|addendum|score|scores|study|summary|exam|examination)
    | there \s+ (?:is|was|are|were|has|have) | s?he \s+ (?:has|had|did|was|is) | we \s+
    (?:did|do|have|could|found|find|see|saw|were|cannot|received) |
    was \s+ (?:not|never) | were \s+ (?:not|never) | has \s+ (?:not|never) | have \s+ (?:not|never) |
    (?:did|does|do) \s+ not | no \s+
    (?:\w+\s+){0,3}?(?:record|documentation|evidence|note|report|mention|proof|sign|information|results?|score|indication|history|trial|objective|functional)
    | (?:was|were) \s+ (?:\w+ed|tried|done|made|given|sent|read|shown)
    | nothing | nobody | none | submitted | documented | you (?:r|['\u2019]ve)? | patient | member |
    (?:is|are) \s+ (?:missing|absent|silent|incomplete|unclear|not) )\b"""
)
GRANTED = _cue(
    r"""\b(?: (?:meets?|met|satisf(?:y|ies|ied)|fulfil(?:s|ls|led)?|passe[sd]) |
        (?:is|are|was|were|has\s+been|have\s+been) \s+
        (?:\w+\s+)?(?:documented|shown|recorded|established|confirmed|noted|present|satisfied|demonstrated|adequate|sufficient|acceptable|complete|accepted|undisputed|reported|conceded)
    | we \s+ (?:agree|accept|acknowledge|recogni[sz]e|concede|see|note|find|found|are\s+satisfied|understand)
    |
    (?:shows?|names?|documents?|confirms?|lists?|records?|reports?|describes?|establish(?:es)?|supports?|demonstrates?|includes?|contains?)
    | not \s+ (?:in \s+ (?:dispute|question|doubt)|at \s+ issue|disputed|contested) | (?:enough|sufficient|in
    \s+ order) )\b"""
)
MEETS = re.compile(
    r"\A(?:(?!\b(?:not|never|no|fail\w*|unless|if|when|must|only)\b|n['\u2019]t)[^.;:])*?\b(?:meets?|met"
    r"|satisf(?:y|ies|ied)|fulfil\w*)\b"
    r"(?!\W+(?:only|none|neither|not))",
    re.IGNORECASE,
)
"""A rule that is met, said before anything is denied: "they meet our rule on care; the visits did not help"."""
UNDISPUTED = _cue(
    r"""\b(?: not \s+ (?:in \s+ (?:dispute|question|doubt)|at \s+ issue|disputed|contested) | no \s+
        (?:dispute|question|objection|concerns?|issue) )\b"""
)
RECITAL = _cue(
    r"""\A\W*(?: (?:we|our|the) \s+ (?:\w+\s+){0,5}? (?:reviewed|considered|looked \s+
        at|received|read|used|examined|relied) \b | (?:your|the) \s+ request \s+ (?:is|was) \s+ for |
        (?:your|the|dr\.?|a) \s+ (?:\w+\s+){0,4}? (?:asked|requested|wants? \s+ (?:us|to \s+
        (?:do|perform|have))|(?:submitted|sent) \s+ (?:us|a|an|the|your|this)) \b |
        (?:request(?:ed)?|service|procedure|treatment|provider|diagnosis|date|member|patient|codes?|units?)
        \b [^.:]{0,30} :
    | summary \s+ of | (?:clinical|case|patient|medical) \s+ (?:summary|history|background) |
    (?:approved|authorized|certified|granted) \s* : |
    here \s+ is \s+ what \s+ we \s+ (?:looked|read|reviewed|used) |
    (?:items?|materials?|information|sources?|guidelines?|criteria) \s+
    (?:reviewed|considered|used|consulted) | (?:you|your \s+ doctor|the \s+ provider|the \s+ appeal) \s+
    (?:say|says|said|told|wrote|write|argued|stated|explained)
    | (?:(?:the|no|a)\s+)?(?:\w+\s+)?(?:decision|review) \s+ was \s+ (?:made|done) | this \s+
    (?:decision|request|review) |
    reviewed \s+ by | documents? \s+ reviewed | records? \s+ reviewed | on \s+ \w+ \s+ \d )"""
)
CONTRARY = _cue(
    r"""\b(?: (?:mainly|mostly|predominantly|primarily|chiefly|largely) \s+
        (?:\w+\s+){0,2}?(?:in|into|of|radicular|leg|neurogenic) |
        (?:predominant|main|chief|dominant|leading|primary) \s+ (?:\w+\s+)?(?:complaints?|symptoms?|problem)
        |
        (?:leg|radicular|radiating) \s+
        (?:pain|symptoms?) \s+
        (?:\w+\s+){0,2}?(?:dominat\w+|exceed\w*|greater|worse|present|reported|documented|noted) |
        (?:runs?|goes|going|radiat\w+|travels?|shoots?|spreads?|extends?) \s+
        (?:\w+\s+){0,2}?(?:in|into|to|down|below) | radicul\w+ | takes? \s+
        (?:a\s+|an\s+)?(?:blood|anti|warfarin|apixaban) | (?:is|are) \s+ on \s+
        (?:a\s+|an\s+)?(?:blood|anti|warfarin) | (?:months?|years?) \s+ (?:old|ago) | more \b [^.;]{0,40} \b
        than \s+
        (?:we|our|the\s+(?:\w+\s+)?(?:policy|plan|limit|finding\w*|imaging|MRI|report)|allowed|covered|is\s+allowed)
        | older |
        (?:ended|stopped|discontinued|abandoned) \s+ (?:after|at|before|early) |
        (?:shows?|has|have|had|with) \s+
        (?:\w+\s+){0,5}?(?:instability|stenosis|spondylolisthesis|fracture|infection|fusion|osteoporosis|scoliosis|tumou?r|herniation)
        )\b"""
)
HISTORY = _cue(
    r"""\A\W*(?: (?:(?:this|the)(?:\s+(?:member|patient|worker|claimant|enrollee)|\s+is)|s?he|an?) \b [^.;]{0,60} \b
        (?:\d+[-\s]year[-\s]old|presented|strained|injured|history \s+ of
        |for \s+ (?!less|under|fewer|only|just)(?:\w+\s+){1,3}?(?:years?|months?)|since \s+ (?:19|20)\d\d)
    | \d+[-\s]year[-\s]old
    | (?:prior|previous|past|earlier) \s+ (?:care|treatments?|therap\w+) \s+
    (?:has\s+)?(?:included|consisted|was|were|in)
    | \w+ \s+ (?:for|lasting) \s+ (?:\w+\s+){1,2}years )\b"""
)
"""How a reviewer tells the patient's story before judging it."""
EARLIER_DENIAL = _cue(
    r"""\b(?: (?:first|originally|initially|previously|earlier) \s+ (?:denied|declined|refused|turned)
    | (?:original|initial|first|earlier|prior|previous) \s+
    (?:\w+\s+)?(?:denial|determination|decision|reviewer|letter) \s+
    (?:\w+\s+)?(?:was\s+(?:based|made|because|that)|said|stated|rested|cited|found|gave|held) )\b"""
)
"""What an earlier decision said, which this letter only tells again."""
PRONOUN = re.compile(
    r"\b(?:this|that|these|those|it|neither|such|they|so|either|same|both|the\s+first|the\s+second|latter)\b",
    re.IGNORECASE,
)
NAMES_REQUEST = _cue(r"\b(?: request\w* | services? | procedure | authori[sz]ation | decision | decided )\b")
"""What a verdict names that only says again what is denied."""
BACKWARD = re.compile(
    r"\A(?:[^,;]{0,60}\b(?:is|are|was|were|must)\s+(?:therefore|accordingly|thus|hence|consequently)\b"
    r"|for\s+(?:this|that|these|those)\s+reasons?|therefore|accordingly|as\s+a\s+result|consequently"
    r"|because\s+of\s+(?:this|that)"
    r"|on\s+(?:this|that)\s+basis|thus|hence|we\s+therefore|so\s+we)\b",
    re.IGNORECASE,
)
"""A verdict that names what was said before it as its reason."""
REQUESTED = _cue(
    r"""\b(?: (?:was|were) \s+ (?:requested|submitted|billed|asked\s+for|listed) | you \s+
        (?:asked|requested|billed) )\b"""
)
SAYS = _cue(
    r"""\b(?: is | are | was | were | has | have | had | do | does | did | shows? | lists? | reports? |
        describes? )\b"""
)
UNMET = _cue(
    r"""\b(?: (?:did|does|do|could|can) \s* not \s+ (?:accept|agree|find|establish|confirm|conclude|support)
    | not \s+ (?:been\s+)?(?:met|satisfied) | (?:not|n['\u2019]t) \s+ (?:meet|satisfy) | fails? \s+
        to \s+ meet )\b"""
)
BESIDE_A_RULE = _cue(
    r"""(?:, \s+ (?:and|but|while|whereas) | ;) \s+ (?:our|the|a|an|this) \s+ (?:\w+\s+){0,2}?
        (?:rule|limit|policy|guideline|criteri(?:a|on)|threshold|minimum|maximum|device|label\w*) \s+
        (?:is|are|of|asks?|requires?|says?|applies|calls?|allows?|wants?|needs?|was)\b"""
)
"""What is set beside a rule falls short of it: "two months, and our rule is six"."""
HARMLESS = _cue(
    r"""\b(?: axial | exclud\w+ | ruled \s+ out | absen\w+ | negative | evaluated | examined | denie[sd] | no
        | not | without | never | addressed | considered | worked \s+ up | unlikely )\b"""
)
AS_IT_MUST = re.compile(
    r",?\s*\bwhich\s+[^.;]*|,?\s*\bas\s+(?:\w+\s+){0,3}?(?:has\s+to|have\s+to|require[sd]?|must|needed|asked)\b"
    r"|\bthat\s+(?:the|our|your|this)\s+(?:\w+\s+){1,2}?(?:requires?|wants?|asks?\s+for|needs?|sets?)\b",
    re.IGNORECASE,
)
CONDITIONS = _cue(
    r"""\b(?: (?:pay|pays|cover|covers|covered|approve|approves|allow|allows|necessary|appropriate) \b
        [^.;]{0,70}? \b (?:when|if|only|once|provided|where|as \s+ long) )\b"""
)
RULE_SUBJECT = _cue(
    r"""\A\W* (?:(?:our|the|this|your|a|state|federal|medicare['\u2019]?s?|plan['\u2019]?s?)\s+){0,2}
        (?:\w+\s+){0,3}?
    (?:rules?|polic(?:y|ies)|guidelines?|criteria|LCD|determination|section|standards?|manual|Medicare)(?:\s+[\w.-]*\d[\w.-]*)?
    (?:,?\s+(?:which|that))? \s+
    (?:says?|states?|requires?|asks?|calls?|wants?|needs?|specif\w+|reads?|expects?|considers?|covers?|allows?)
    \b"""
)
TURNS = re.compile(r",[^,]*\b(?:not|no|never|nor|without|lack\w*|only)\b", re.IGNORECASE)
"""What follows a rule behind a comma and denies something is said of this record."""
OF_THIS_RECORD = _cue(
    r"""\b(?:your|these|submitted|received|the) \s+ (?:\w+\s+){0,2}?
        (?:records?|notes?|chart|documentation|information|request|submission|history) \b [^.;]{0,50}? \b
        (?:not|no|never|lacks?|fails?|silent|missing)\b"""
)
