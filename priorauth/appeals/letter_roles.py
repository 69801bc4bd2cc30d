"""What a date or a period of a denial letter is about: the time to appeal, the payer's decision, a call."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from priorauth.appeals.denial import AppealLevel
from priorauth.appeals.letter_passages import LetterPassage


class DateRole(StrEnum):
    """What a date or period is about."""

    APPEAL = "time to appeal"
    FIRST_LEVEL = "time for the first level of appeal"
    SECOND_LEVEL = "time for the second level of appeal"
    EXTERNAL_REVIEW = "time for an external review"
    HEARING = "time for a hearing"
    EXPEDITED = "time for an expedited appeal"
    DECISION = "the payer's time to decide"
    CALL = "window for a peer-to-peer call"
    AID = "time to keep services going"
    INFORMATION = "time to send information"
    EXTENSION = "extension or mailing time"
    COURT = "time to go to court"
    CLINICAL = "part of the clinical history or a criterion"
    APPROVAL = "validity of an approval"
    LETTER = "date of this letter"
    EARLIER_DENIAL = "date of an earlier denial"
    SERVICE = "date of service"
    RECEIPT = "received or sent"
    BIRTH = "date of birth"
    OTHER = "not classed"


def _cue(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.VERBOSE)


APPEAL_WORDS = _cue(
    r"""\b(?: appeals? | appealed | appealing | reconsider\w* | redetermination | grievances? | disput\w+ |
        contest | objections? | (?:to|may|can|must) \s+ object | object \s+ (?:in|to|by|within)
    | challenge | (?:file|make|submit|a|your|formal|any|decide\w*) \s+ (?:\w+\s+)?complaint
    | (?:ask|request|file|want|submit|seek|write) \b [^.;]{0,45} \b (?:review(?!er|ing)\w* | look \s+ again
      | second \s+ look | fresh \s+ look | hearing)
    | disagree | review \s+ (?:our|this|the) \s+ (?:decision|denial|determination) | look \s+ at \s+
    (?:it|this) \s+ again
    | (?:reverse|change|undo|rethink) \s+ (?:our|this|the) \s+ (?:decision|mind|denial) )\b"""
)
"""Words by which letters name an appeal."""

OUTSIDE = _cue(
    r"""\b(?: external \s+ (?:\w+\s+)?(?:review|appeal)\w* | independent \s+
        (?:\w+\s+){0,2}?(?:review\w*|organi[sz]ation|entity)
    | outside \s+ (?:review\w*|body|organi[sz]ation|agency) | IROs? | IRE | IMR | OPM | office \s+ of \s+
    personnel
    | (?:department|division|commissioner|bureau) \s+ of \s+ (?:\w+\s+)?insurance | insurance \s+ department |
    state \s+ regulator )\b"""
)
_DECIDES = _cue(
    r"""\b(?: we (?:['\u2019]ll | \s+ (?:will|must|shall|have|usually|normally|generally|aim|try|may|can|promise))
        (?! \s+ (?:receive|get|have|hear|accept|take|consider|only|not|be\s+able|continue|keep|reject|dismiss)\b)
    | we \s+ (?:decide|respond|answer|complete|make|give|issue|send|review|finish|rule) \b
    | (?:the \s+ plan|the \s+ payer|plan|health \s+ plan|\w+ \s+
    plan|reviewer|committee|panel|office|department|they) \s+ (?:will|must|has|shall|decides?|answers?)
        (?! \s+ (?:receive|get|accept|take)\b)
    | (?:is|are|be|being) \s+
    (?:\w+\s+)?(?:decided|completed|conducted|resolved|issued|answered|finished|handled|processed)
    | (?:decision|answer|determination|resolution|response|reply|ruling|result) s? \b
    (?:(?!\b(?:filed?|submit\w*|request\w*|ask\w*|lodged?|appealed|sent|mailed|postmark\w*|reconsider\w*|disput\w*|in\s+writing\s+by)\b)[^.;:]){0,40}?
    \b (?:will|within|takes?|is \s+ made|is \s+ due|comes|in \s+ writing \s+ within|no \s+ later)
    | you (?:['\u2019]ll|\s+will|\s+should|\s+can\s+expect\s+to) \s+ (?:receive|get|hear|be \s+
    (?:told|notified|sent|informed)|have\s+(?:our|an)\s+(?:answer|decision))
    | (?:let \s+ you \s+ know | notify \s+ you | tell \s+ you | inform \s+ you | send \s+ you | give \s+ you
    \s+ (?:a|our|an) \s+ (?:\w+\s+)?(?:decision|answer))
    | (?:a|our|its|the) \s+ (?:\w+\s+)?(?:decision|answer|ruling) \s+ (?:in|within|comes|follows)
    | (?:assigns?|appoints?|selects?|conducts?|completes?|issues) \s+ (?:\w+\s+){0,4}?(?:within|in|no\s+later)
    | (?:decides?|rules?|responds?|answers) \s+ (?:\w+\s+){0,4}?(?:within|in|by|no\s+later) | takes? \s+ (?:up
    \s+ to|about|no) | to \s+ decide (?! \s+ (?:whether|if)) | turnaround )\b"""
)
_CALLS = _cue(
    r"""\b(?: peer[-\s]to[-\s]peer | p2p | doctor[-\s]to[-\s]doctor | physician[-\s]to[-\s]physician
    | (?:speak|talk|spoken|talked|conversation|discussion|consult|consultation) \b [^.;]{0,60} \b
    (?:doctor|physician|reviewer|director|clinician|peer)
    | discuss \b [^.;]{0,60} \b (?:with|reviewer|director|physician|doctor)
    | (?:reviewer|medical \s+ director|reviewing \s+ (?:doctor|physician)|(?:doctor|physician) \s+
    reviewer|physician \s+ (?:who|that) \s+ \w+) \s+ (?:is|can|may|will \s+ be) \s+
    (?:\w+\s+)*?(?:at|available|reached|reach|free)
    | (?:ring|phone|telephone|call) \s+ (?:our|the) \s+ (?:medical|physician|reviewing|doctor) )\b"""
)
_CUES: tuple[tuple[DateRole, re.Pattern[str]], ...] = (
    (DateRole.EXTENSION, _cue(
        r"""\b(?: add | extra | extend\w* | extension\w* | additional \s+ \d+ | more \s+ days | \d+ \s+ more |
            longer | plus
        | (?:presum|assum|deem)\w* ) \b"""
    )),
    (DateRole.AID, _cue(
        r"""\b(?: (?:continu\w+ | keep \w* | remain \w* | stay \w* | go \s+ on | interrupt\w* | uninterrupted)
            \b [^.;]{0,50} \b (?:services?|benefits?|care|coverage|treatments?|going|getting|aid)
        | aid \s+ (?:paid \s+ )?(?:pending|continuing) | (?:services?|benefits?) \b [^.;]{0,30} \b
        (?:continu\w+|go(?:ing)?\s+on|stay|keep) )\b"""
    )),
    (DateRole.COURT, _cue(r"""\b(?: civil \s+ action | lawsuits? | court | sue | legal \s+ action | judicial |
        litigation | statute
        \s+ of )\b""")),
    (DateRole.CALL, _CALLS),
    (DateRole.DECISION, _DECIDES),
    (DateRole.INFORMATION, _cue(
        r"""\b(?: (?:information|documentation|documents|papers|evidence|records|claim \s+ file|copies) \b
            [^.;]{0,60} \b (?:within|by|in|no \s+ later|until)
        | (?:send|submit|provide|supply|give|forward) \b (?! [^.;]{0,40} appeal) [^.;]{0,50} \b
        (?:information|documentation|records|evidence|copies) \b [^.;]{0,40} )\b"""
    )),
    (DateRole.HEARING, _cue(r"""\b(?: (?:fair|state|administrative|medicaid) \s+ (?:\w+\s+)?hearings? | hearings?
        | law \s+ judge |
        ALJ )\b""")),
    (DateRole.EXTERNAL_REVIEW, OUTSIDE),
    (DateRole.SECOND_LEVEL, _cue(
        r"""\b(?: (?:one\s+more|another|(?:an?\s+)?(?:additional|further)) \s+
            (?:internal\s+|plan\s+)?(?:review|appeal|level)
        | second[-\s]+(?:level|stage|step|internal|appeal) | (?:level|stage|step) [-\s]+
            (?:two|2|II)\b | 2nd[-\s]+(?:level|appeal) | next \s+ level
        | further \s+ appeal | final \s+ (?:level|internal) \s+ appeal | appeal \s+ (?:again|once \s+ more|a
        \s+ second \s+ time) )(?:\b|(?=\s|$))"""
    )),
    (DateRole.FIRST_LEVEL, _cue(
        r"""\b(?: first[-\s]+(?:level|stage|step|internal|appeal) | (?:internal|plan) \s+
            (?:appeals?|review|grievance) | (?:level|stage|step) [-\s]+ (?:one|1|I)\b |
            1st[-\s]+(?:level|appeal) )(?:\b|(?=\s|$))"""
    )),
)  # fmt: skip
_EXPEDITED = _cue(r"\b(?: expedited | urgent\w* | fast | rush | emergency )\b")
_STANDARD = _cue(
    r"""\b(?: standard | regular | ordinary | either | both | usual | or \s+
        (?:an?\s+)?(?:expedited|fast|urgent) )\b"""
)
_CLINICAL_AFTER = _cue(
    r"""\A\s*(?:\(\d+\)\s*)?(?: of
        (?!\s+(?:the\s+(?:date|day|receipt|receiv\w+|post\w*|mail\w*|denial|decision|determination|adverse|notice|letter|review|issu\w+|document|service|time)
        |this|our|that|receipt|receiv\w*|getting|notice|mailing|delivery|service\s+of|your|a\s+denial|an?\s+(?:adverse|denial)|\w+\s+\d|\d|when|it\b|any\b|such\b|final\b|initial\b|first\b|adverse\b|being\b))\s+\w+
    | old\b | (?:before|prior\s+to) \s+ (?:the|this|your|any) \s+
    (?:request|procedure|surgery|treatment|service) | (?:a|per|each|every) \s+ week )"""
)
_CLINICAL = _cue(
    r"""\b(?: conservative | therap\w+ | pain | symptoms? | MRI | imaging | exercises? | medications? |
        injections? | modic | visits? | scan
    | non-?operative | non-?surgical )\b"""
)
_LASTED = _cue(
    r"""\b(?: (?:therap\w+ | care | treatments? | management | pain | symptoms? | notes? | records? | logs?
        | exercis\w+ |
        medications? | visits? | sessions? | work) \s+
    (?: (?:\w+\s+){0,2}? (?:covering|lasting|lasted|spanning|over|during|across|totaling|totalling) | for | of
    ) \s+
    (?:(?:only|just|about|at|least|most|more|less|fewer|than|some|a|the|total|of)\s+)* (?:\d+ | \w+) [\s-]+
    (?:\(\d+\)\s+)?
    (?:days?|weeks?|months?|years?)
    | (?:within|in|during|over|for) \s+ the \s+ (?:last|past|prior|previous|preceding) \s+ \w+ )\b"""
)
"""How long something of the record lasted, also where the sentence names an appeal."""
_VALID = _cue(
    r"""\b(?: valid | expires? | good \s+ (?:for|until|through) | authoriz\w+ \s+
        (?:from|for|through|period) | approved )\b"""
)
_TIME_TO_ASK = _cue(r"\b(?: time | deadline | limit | how \s+ long | when | until | due )\b")
_PRONOUN = re.compile(
    r"\A(?:this|that|it|they|these|those|such|you\s+must\s+do\s+(?:so|this|it)|do\s+(?:so|this|it)"
    r"|your\s+request|the\s+request|the\s+call)\b",
    re.IGNORECASE,
)
_ASKS = _cue(
    r"""\b(?: ask\w* | request\w* | fil(?:e|ed|ing) | submit\w* | send | sent | write | written | apply |
        receive[ds]? | reach\w* | postmark\w* | hear \s+ from | time \s+ (?:for|to) | you \s+ have |
        you(?:['\u2019]ve) | due | deadline | time \s+ limit | must | within | last \s+ day )\b"""
)


_TITLE_WORDS = 3
"""Words of a heading that is about the appeal alone: "Appeal", "How to appeal"."""


@dataclass(frozen=True, slots=True)
class Contexts:
    """What a sentence leans on, the nearest first; bound where it begins with "this" or "it"."""

    texts: tuple[str, ...] = ()
    is_bound: bool = False


def role_of(window: str, sentence: str, after: str, contexts: Contexts) -> DateRole:
    """Return what a period or date is about.

    ``window`` are the words of its own clause, ``after`` what follows it. The clause is asked first, then the
    sentence, then what it leans on.
    """
    window, sentence = _plain(window), _plain(sentence)
    if (
        _CLINICAL_AFTER.search(after)
        or _LASTED.search(window)
        or (_CLINICAL.search(window) and not APPEAL_WORDS.search(sentence))
    ):
        return DateRole.CLINICAL
    spoken = _named(contexts.texts[0]) if contexts.is_bound and contexts.texts else None
    if spoken in (DateRole.CALL, DateRole.AID, DateRole.COURT):
        return spoken
    for text in (window, sentence):
        role = _named(text)
        if role is not None and (role is not DateRole.FIRST_LEVEL or text is window or APPEAL_WORDS.search(text)):
            return role
        if APPEAL_WORDS.search(text):
            level = _level_of(contexts.texts[:1])
            return level or _appeal(text)
    is_under = any(APPEAL_WORDS.search(text) and len(text.split()) <= _TITLE_WORDS for text in contexts.texts)
    if not _ASKS.search(sentence) and not is_under and not any(map(_TIME_TO_ASK.search, contexts.texts)):
        return DateRole.APPROVAL if _VALID.search(sentence) else DateRole.OTHER
    for text in contexts.texts:
        role = _named(text)
        if role is not None and role is not DateRole.DECISION:
            return role
        if APPEAL_WORDS.search(text):
            return _appeal(sentence)
    return DateRole.APPROVAL if _VALID.search(sentence) else DateRole.OTHER


_BEFORE_APPEAL = re.compile(
    r"\b(?:before|prior\s+to|instead\s+of|without|and\s+before)\s+(?:(?:an|the|any|your|you|filing|making"
    r"|asking\s+for|submitting|requesting|starting)\s+)*(?:formal\s+)?appeal\w*(?:\s+is\s+\w+)?",
    re.IGNORECASE,
)
_WHAT_IS_APPEALED = re.compile(
    r"\b(reconsider|review|appeal|dispute|contest|challenge|disagree\s+with|change|reverse|of|from|after"
    r"|following)\s+(?:our|this|the|that|your|its)\s+(?:\w+\s+)?(?:decision|determination|answer|response"
    r"|ruling)\b",
    re.IGNORECASE,
)


def _plain(text: str) -> str:
    """Leave out what names an appeal or a decision only in passing: "before you appeal", "review our decision"."""
    return _WHAT_IS_APPEALED.sub(r"\1 it", _BEFORE_APPEAL.sub("", text))


def contexts_of(said: LetterPassage) -> Contexts:
    """Return what a sentence leans on: its heading, and the one before it in its paragraph.

    The one before comes first where the sentence begins with "this" or "it".
    """
    is_bound = _PRONOUN.match(said.text) is not None
    before = said.before if is_bound or not said.starts else ""
    texts = (before, said.heading) if is_bound else (said.heading, before)
    return Contexts(texts, is_bound)


def levels_of(role: DateRole, *, is_after_appeal: bool) -> frozenset[AppealLevel]:
    """Return the levels of appeal a time is for; ``is_after_appeal`` where the letter decides an appeal itself."""
    if role in (DateRole.EXTERNAL_REVIEW, DateRole.HEARING):
        return frozenset({AppealLevel.EXTERNAL})
    if role is DateRole.SECOND_LEVEL:
        return frozenset({AppealLevel.SECOND})
    if role is DateRole.FIRST_LEVEL:
        return frozenset({AppealLevel.FIRST})
    if role is DateRole.APPEAL:
        return frozenset({AppealLevel.SECOND if is_after_appeal else AppealLevel.FIRST})
    return frozenset()


def _named(text: str) -> DateRole | None:
    """Return the role that words name by themselves."""
    return next((role for role, cue in _CUES if cue.search(text)), None)


def _level_of(contexts: Sequence[str]) -> DateRole | None:
    """Return the level that a heading gives an appeal that the sentence leaves unnamed."""
    levels = (DateRole.EXTERNAL_REVIEW, DateRole.HEARING, DateRole.SECOND_LEVEL, DateRole.FIRST_LEVEL)
    return next((role for text in contexts for role, cue in _CUES if role in levels and cue.search(text)), None)


def _appeal(text: str) -> DateRole:
    return DateRole.EXPEDITED if _EXPEDITED.search(text) and not _STANDARD.search(text) else DateRole.APPEAL
