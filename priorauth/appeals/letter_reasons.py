"""What a denial letter holds against the request, told apart from what it recites, grants and quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from priorauth.appeals.denial_reasons import ReasonKind, kinds_in, names_record
from priorauth.appeals.letter_outcome import VERDICT
from priorauth.appeals.letter_passages import LetterPassage
from priorauth.appeals.letter_roles import APPEAL_WORDS


class Stance(StrEnum):
    """How a statement of the letter stands to the request."""

    AGAINST = "against the request"
    VERDICT = "the decision itself"
    GRANTED = "granted"
    RULE = "the payer's rule"
    RECITED = "recited"


@dataclass(frozen=True, slots=True)
class FoundReason:
    """A statement that the payer makes against the request, and the kinds of reason it names."""

    text: str
    kinds: tuple[ReasonKind, ...]
    page: int


@dataclass(frozen=True, slots=True)
class LetterStatement:
    """A clause of the letter, and how it stands to the request."""

    text: str
    page: int
    stance: Stance
    kinds: tuple[ReasonKind, ...]


def _cue(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.VERBOSE)


_REASON_LABEL = _cue(
    r"""\A(?:the\s+|clinical\s+|our\s+|specific\s+|medical\s+|principal\s+|main\s+)*(?:reasons?|rationale|basis|explanation|determination\s+rationale|why\s+(?:we|it|this|the|your)|what\s+(?:is|was)\s+missing|findings?)
    \b[^:.?]{0,60}[:?]\s*(?P<rest>.*)\Z"""
)
_REASON_HEADING = _cue(
    r"""(?:\A\W*why\s*\?) | \b(?: why \s+ (?:we|did|was|this|your|the|it|I) | reasons? | rationale | basis \s+
        (?:for|of) |
        explanation | what \s+ (?:is|was) \s+ missing | what \s+ (?:did|does) \s+ not | because | not \s+ met
    | (?:facts|findings) \s+ (?:that\s+)? (?:we|used|of) | (?:not|un) \s* (?:approved|met) | what \s+ we \s+
    (?:found|did \s+ not \s+ find|could \s+ not) | clinical \s+ (?:rationale|reason|review) | shortcomings |
    led \s+ to | how \s+ we \s+ decided )\b"""
)
_VERDICT_LABEL = _cue(
    r"\A(?:den(?:ied|ial)|not\s+approved|declined|non-?certified"
    r"|rejected)\b[^:.]{0,40}:\s*(?P<rest>(?=.*\b(?:not|no|never|lack\w*|without|missing|exceed\w*"
    r"|only)\b).*)\Z"
)
_FINE_HEADING = _cue(
    r"""\b(?: fine | granted | agree | accept\w* | in \s+ order | not \s+ in \s+ dispute |
        (?:is|are|was|were|criteria) \s+ (?:met|satisfied) | reviewed | looked \s+ at | considered | our
        \s+ (?:policy|rules?|criteria) | what \s+ (?:we|the \s+ policy) \s+ (?:cover|require|ask)s? )\b"""
)
_TITLE = _cue(r"\b(?: notice | resolution | outcome | determination | decision )\b")
_RIGHTS_HEADING = _cue(
    r"""\b(?: appeals? | rights? | what \s+ (?:can|if|happens|you|to) | how \s+ (?:to|do) | help | next \s+
        steps? | peer | contact | options | review \s+ of | external | hearing | disagree | approved |
        language | granted | reviewed | looked \s+ at | considered | criteria \s+ used | our \s+
        (?:rule|policy|criteria) | records? | enclos\w+ )\b"""
)
_BECAUSE = _cue(
    r"""\b(?: because (?!\s+of\s+your\s+right) | since (?=\s+(?:the|your|there|we|no|it|this)\b) | due \s+ to
        | on \s+ the \s+ grounds? \s+ (?:that|of) | for \s+
        (?:the\s+)?(?:following|these|this|two|three|several|one)?\s*reasons?
    | in \s+ that | as
    (?=\s+(?:there\s+(?:is|was)|no\b|the\s+(?:records?|notes?|MRI|documentation|chart|clinical)))
    )\s*[:,]?\s*(?:that\s+)?"""
)
_THEREFORE = re.compile(r":\s+(?=[a-z])")
"""A colon behind the verdict says why as well."""
_SPLIT = re.compile(
    r";\s+(?:and\s+|or\s+|also,?\s+)?|(?:,?\s+and|,\s+(?:nor|or))\s+(?=(?:there\s+(?:is|was|are|were)|no\b"
    r"|the\s+(?!date|day)\w+(?:\s+\w+){0,4}?\s+(?:is|was|are|were|do|does|did|has|have|lacks?|shows?"
    r"|names?|states?)\b|your\s+\w+(?:\s+\w+){0,3}?\s+(?:is|was|are|were|do|does|did|has|have)\b"
    r"|we\s+(?:have|did|do|were|could|find|found)|it\s+(?:is|was|does|did)|records?\b|nothing|nobody|none"
    r"|neither))"
    r"|\s+\(?(?:\d|[a-d])\)\s+",
    re.IGNORECASE,
)
_BUT = re.compile(r",?\s+but\s+|[,;]\s+(?:however|yet|although|though|while|whereas)[\s,]+(?=\w)", re.IGNORECASE)
_LEADING = re.compile(
    r"\A(?:although|though|while|whereas|even though"
    r"|despite the fact that)\s+(?P<first>[^,]{5,160}),\s*(?P<second>.+)\Z",
    re.IGNORECASE,
)
_BESIDE = _cue(
    r"""\b(?: appeals? | reconsider\w* | grievances? | you \s+ (?:(?:may|can|could) (?! \s+
        (?:walk|sit|stand|lift|do|bend|sleep|work))|have \s+
        (?:the|a|\d+|until|one|up)|should|will|disagree|are \s+ not|do \s+ not \s+
        (?:agree|have\s+to|need)|get|receive|want|need|must)
    | your \s+ (?:doctor|provider|physician|representative) \s+ (?:may|can|could|has|have|should|will) |
    rights? \b | if \s+ (?:you|your|we|the|new|more|any|this) | please | call | contact | free \s+ of \s+
    charge
    | guarantee | notice \s+ of | dear | sincerely | deadline | hearing | peer[-\s]to[-\s]peer | questions? |
    copy | copies | translat\w* | language | discriminat\w* | covered \s+ entity | department | commissioner
    | (?:is|are) \s+ (?:enclosed|attached) | (?:enclosed|attached) \s+ (?:is|are) | within \s+ \w+ \s+
    (?:\(\d+\)\s+)?(?:calendar|business|working)?\s*days | help | fax(?:ed)? | phone | www | http\S* |
    important | this \s+ (?:letter|notice|document|page)
    | (?:bill|charge|owe|pay) \s+ (?:you|the|for\s+any) | substitute | (?:treatment|care) \s+ decisions? | up
    \s+ to \s+ you | between \s+ you )\b"""
)
_NEGATED = _cue(
    r"""\b(?: not | no | cannot | n't | nothing | nobody | none | never | neither | nor | without |
        den(?:y|ied|ial) | insufficient(?:ly)? | inadequate(?:ly)? | incomplete(?:ly)? | lack(?:s|ing|ed)? |
        missing | absen(?:t|ce) | fail(?:s|ed|ure)?
    | omit(?:s|ted) | silent | unclear | unanswered | undocumented | unsupported | unaddressed | inconclusive
    | unsigned | illegible | exceed(?:s|ed|ing)? | only | merely | fewer | less \s+ than | short \s+ of |
    shorter | too \s+ \w+ | older \s+ than | outdated | out \s+ of \s+ date
    | expired | stale | experimental | investigational | unproven | exclu(?:de[sd]?|sion) | unable | pending |
    blank | awaiting | beyond | outside | retired | deleted | invalid | incorrect | contradict\w* |
    inconsistent | conflict\w* | nowhere | hardly | little \s+ (?:evidence|information) | remains? \s+
    (?:to\s+be|open|unproven|unclear) | still \s+ (?:being|to)
    | yet \s+ to )\b|n['\u2019]t\b"""
)
_RULE = _cue(
    r"""\b(?: (?:it|this|they) \s+ (?:asks?|calls?) \s+ for | requires? | required \s+
        (?:by|under|that|is|are) | must (?! \s+ (?:therefore|deny)) | criteria
        \s+ (?:are|is|include|for|state|require|call|ask) | is \s+
        (?:considered\s+)?(?:medically\s+necessary|covered|appropriate) \s+ (?:when|if|only|for)
    | (?:we|plan|policy|guidelines?) \s+
    (?:pay|pays|cover|covers|approve|approves|allow|allows|consider|considers) \b [^.;]{0,70} \b
    (?:when|if|only|once|after|provided|where|as\s+long)
    | (?:policy|guidelines?|LCD|rules?|section|bulletin|criteria|manual|standards?|\w+-\d+) \b [^.;]{0,50} \b
    (?:says?|states?|notes?|finds?|concludes?|lists?|asks?|provides?|calls?\s+for|specif\w+|reads?|wants?|expects?|needs?|limits?|defines?)
    | covered \s+ (?:when|if|only) | has \s+ to | have \s+ to | should (?:\s+(?:be|have|show|include)) |
    needs? \s+ to | are \s+ required | is \s+ required | at \s+ least \s+ one \s+ of \s+ the \s+ following |
    all \s+ of \s+ the \s+ following | the \s+ following \s+ (?:criteria|must|conditions|are) | we \s+
    (?:look|ask|need|expect|want) \s+ (?:for|to|that) | to \s+ be \s+ (?:covered|approved|eligible) )\b"""
)
_CASE = _cue(
    r"""\b(?: (?:your|the|this|these|submitted|provided|medical|clinical|her|his) \s+ (?:\w+\s+){0,3}?
        (?:records?|notes?|chart|documents?|documentation|information|report|MRI|request|form|letter|scan|imaging|file|history|films?|picture|doctor|provider|physician|patient|member|packet|packets|submission|log|logs|claim|case)
    | there \s+ (?:is|was|are|were) | we \s+ (?:did|do|have|could|found|find|see|saw|were|cannot|received) |
    was \s+ (?:not|never) | were \s+ (?:not|never) | has \s+ (?:not|never) | have \s+ (?:not|never) |
    (?:did|does|do) \s+ not | no \s+
    (?:\w+\s+){0,3}?(?:record|documentation|evidence|note|report|mention|proof|sign|information|results?|score|indication|history|trial|objective|functional)
    | nothing | nobody | none | submitted | documented | you (?:r|['\u2019]ve)? | patient | member |
    (?:is|are) \s+ (?:missing|absent|silent|incomplete|unclear|not) )\b"""
)
_GRANTED = _cue(
    r"""\b(?: (?:meets?|met|satisf(?:y|ies|ied)|fulfil(?:s|ls|led)?|passe[sd]) |
        (?:is|are|was|were|has\s+been|have\s+been) \s+
        (?:\w+\s+)?(?:documented|shown|recorded|established|confirmed|noted|present|satisfied|demonstrated|adequate|sufficient|acceptable|complete|accepted|undisputed|reported|conceded)
    | we \s+ (?:agree|accept|acknowledge|recogni[sz]e|concede|see|note|find|found|are\s+satisfied|understand)
    |
    (?:shows?|names?|documents?|confirms?|lists?|records?|reports?|describes?|establish(?:es)?|supports?|demonstrates?|includes?|contains?)
    | not \s+ (?:in \s+ (?:dispute|question|doubt)|at \s+ issue|disputed|contested) | (?:enough|sufficient|in
    \s+ order) )\b"""
)
_MEETS = re.compile(
    r"\A(?:(?!\b(?:not|never|no|fail\w*|unless|if|when|must|only)\b|n['\u2019]t)[^.;:])*?\b(?:meets?|met|satisf(?:y|ies|ied)|fulfil\w*)\b"
    r"(?!\W+(?:only|none|neither|not))",
    re.IGNORECASE,
)
"""A rule that is met, said before anything is denied: "they meet our rule on care; the visits did not help"."""
_UNDISPUTED = _cue(
    r"""\b(?: not \s+ (?:in \s+ (?:dispute|question|doubt)|at \s+ issue|disputed|contested) | no \s+
        (?:dispute|question|objection|concerns?|issue) )\b"""
)
_RECITAL = _cue(
    r"""\A\W*(?: (?:we|our|the) \s+ (?:\w+\s+){0,5}? (?:reviewed|considered|looked \s+
        at|received|read|used|examined|relied) \b | (?:your|the) \s+ request \s+ (?:is|was) \s+ for |
        (?:your|the|dr\.?|a) \s+ (?:\w+\s+){0,4}? (?:asked|requested|wants? \s+ (?:us|to \s+
        (?:do|perform|have))|(?:submitted|sent) \s+ (?:us|a|an|the|your|this)) \b |
        (?:request(?:ed)?|service|procedure|treatment|provider|diagnosis|date|member|patient|codes?|units?)
        \b [^.:]{0,30} :
    | (?:the\s+)?(?:decision|review) \s+ was \s+ (?:made|done) | this \s+ (?:decision|request|review) |
    reviewed \s+ by | documents? \s+ reviewed | records? \s+ reviewed | on \s+ \w+ \s+ \d )"""
)
_CONTRARY = _cue(
    r"""\b(?: (?:mainly|mostly|predominantly|primarily|chiefly|largely) \s+
        (?:\w+\s+){0,2}?(?:in|into|of|radicular|leg|neurogenic) | (?:leg|radicular|radiating) \s+
        (?:pain|symptoms?) \s+
        (?:\w+\s+){0,2}?(?:dominat\w+|exceed\w*|greater|worse|present|reported|documented|noted) |
        (?:runs?|goes|going|radiat\w+|travels?|shoots?|spreads?|extends?) \s+
        (?:\w+\s+){0,2}?(?:in|into|to|down|below) | radicul\w+ | takes? \s+
        (?:a\s+|an\s+)?(?:blood|anti|warfarin|apixaban) | (?:is|are) \s+ on \s+
        (?:a\s+|an\s+)?(?:blood|anti|warfarin) | (?:months?|years?) \s+ (?:old|ago) | more \b [^.;]{0,40} \b
        than \s+ (?:we|our|the\s+(?:policy|plan|limit)|allowed|covered|is\s+allowed) | older |
        (?:shows?|has|have|had|with) \s+
        (?:\w+\s+){0,5}?(?:instability|stenosis|spondylolisthesis|fracture|infection|fusion|osteoporosis|scoliosis|tumou?r|herniation)
        )\b"""
)
_PRONOUN = re.compile(
    r"\b(?:this|that|these|those|it|neither|such|they|so|either|same|both|the\s+first|the\s+second|latter)\b",
    re.IGNORECASE,
)
_RECITED_KINDS = frozenset({ReasonKind.BODIES_OR_UNITS, ReasonKind.DIAGNOSIS})
"""What a verdict names as its object, and not as its reason: codes, units, the diagnosis."""
_MOST_REASONS = 12
_GENERAL = frozenset({ReasonKind.INFORMATION_MISSING, ReasonKind.CRITERIA_NOT_MET})


def statements_of(sentences: Sequence[LetterPassage]) -> tuple[LetterStatement, ...]:
    """Return the clauses of a letter that bear on its reasons, each with how it stands to the request."""
    return tuple(_statements(sentences))


def reasons_of(statements: Sequence[LetterStatement]) -> tuple[FoundReason, ...]:
    """Return what the payer holds against the request, in its words.

    What only introduces the reasons ("criteria are not met") is left out where another statement says which.
    """
    found: dict[str, FoundReason] = {}
    for said in statements:
        if said.stance is Stance.AGAINST:
            kinds = said.kinds or (ReasonKind.OTHER,)
            found.setdefault(said.text, FoundReason(said.text, kinds, said.page))
    if not found:
        for said in statements:
            if said.stance is Stance.VERDICT and said.kinds:
                found.setdefault(said.text, FoundReason(said.text, said.kinds, said.page))
    reasons = tuple(found.values())
    particular = tuple(
        reason for reason in reasons if not set(reason.kinds) <= _GENERAL or names_record(reason.text)
    )
    return (particular or reasons)[:_MOST_REASONS]


def _statements(sentences: Sequence[LetterPassage]) -> Iterator[LetterStatement]:
    rule: LetterStatement | None = None
    is_labelled = follows_verdict = False
    for said in sentences:
        if said.starts:
            is_labelled = False
        if APPEAL_WORDS.search(said.text) or said.heading == said.text:
            follows_verdict = False
        label = _REASON_LABEL.match(said.text) or _VERDICT_LABEL.match(said.text)
        text = label["rest"].strip() if label else said.text
        is_labelled = is_labelled or label is not None
        place = _ReasonPlace(is_labelled or _is_under_reasons(said), follows_verdict or said.is_listed)
        for clause, link in _clauses(text):
            statement = _judged(clause, said, replace(place, link=link))
            if statement is None:
                continue
            if rule and _PRONOUN.search(clause) and not statement.kinds and _NEGATED.search(clause):
                text_of_both = f"{rule.text} {statement.text}"
                statement = replace(statement, stance=Stance.AGAINST, kinds=rule.kinds, text=text_of_both)
            rule = statement if statement.stance is Stance.RULE else None
            yield statement
        follows_verdict = follows_verdict or VERDICT.search(text) is not None


class ClauseLink(StrEnum):
    """How a clause hangs on the rest of its sentence."""

    NONE = ""
    BECAUSE = "because"
    """It says why the request is denied."""
    ALTHOUGH = "although"
    """It is granted before the reason is said."""


@dataclass(frozen=True, slots=True)
class _ReasonPlace:
    """Where a clause stands: under a heading of reasons, behind the verdict or in a list, behind "because"."""

    is_given: bool
    is_near: bool
    link: ClauseLink = ClauseLink.NONE


def _is_under_reasons(said: LetterPassage) -> bool:
    if said.heading == said.text or _FINE_HEADING.search(said.heading):
        return False
    return _REASON_HEADING.search(said.heading) is not None


def _clauses(text: str) -> Iterator[tuple[str, ClauseLink]]:
    """Split a sentence into what it says, and how each part hangs on the rest.

    On both sides of "but", at each "and there is no", and behind "because" where a verdict stands before it.
    """
    link = ClauseLink.NONE
    because = _BECAUSE.search(text) or _therefore(text)
    if because and (VERDICT.search(text[: because.start()]) or _says_unmet(text)):
        if because.end() >= len(text):
            yield text, ClauseLink.NONE
            return
        link, text = ClauseLink.BECAUSE, text[because.end() :]
    leading = _LEADING.match(text)
    if leading:
        yield leading["first"], ClauseLink.ALTHOUGH
        text = leading["second"]
    for side in _BUT.split(text):
        parts = _SPLIT.split(side)
        is_one = link is ClauseLink.NONE and kinds_in(side) and not all(kinds_in(part) for part in parts)
        for part in (side,) if is_one else parts:
            yield from ((piece, link) for piece in _piece(part))


def _therefore(text: str) -> re.Match[str] | None:
    """Find the colon behind which a sentence says why: "we had to deny it: the score was left out"."""
    colon = _THEREFORE.search(text)
    return colon if colon and kinds_in(text[colon.end() :]) else None


_UNMET = _cue(
    r"""\b(?: not \s+ (?:been\s+)?(?:met|satisfied) | (?:not|n['\u2019]t) \s+ (?:meet|satisfy) | fails? \s+
        to \s+ meet )\b"""
)


def _says_unmet(text: str) -> bool:
    """Whether the words before "because" say that criteria are not met."""
    unmet, because = _UNMET.search(text), _BECAUSE.search(text)
    return unmet is not None and because is not None and unmet.end() <= because.start()


def _piece(text: str) -> Iterator[str]:
    plain = text.strip(" ,:")
    if len(plain.split()) >= 2:
        yield plain


def _judged(clause: str, said: LetterPassage, place: _ReasonPlace) -> LetterStatement | None:
    stance = _stance(clause, said, place)
    return None if stance is None else LetterStatement(clause, said.page, stance, kinds_in(clause))


def _stance(clause: str, said: LetterPassage, place: _ReasonPlace) -> Stance | None:
    """Return how a clause stands to the request; ``None`` for what is beside the matter."""
    kinds = kinds_in(clause)
    particular = frozenset(kinds) - _GENERAL
    if _is_beside(clause, said, kinds) or clause.endswith("?"):
        return None
    if said.is_ticked and particular:
        return Stance.AGAINST
    if _UNDISPUTED.search(clause) or (kinds and _MEETS.match(clause)):
        return Stance.GRANTED
    if place.link is ClauseLink.ALTHOUGH:
        return Stance.GRANTED
    is_rule = _is_rule(clause)
    if place.link is ClauseLink.BECAUSE and not is_rule:
        return Stance.AGAINST
    if VERDICT.search(clause) and particular <= _RECITED_KINDS:
        return Stance.VERDICT
    if is_rule:
        return Stance.RULE
    negated = _NEGATED.search(clause) is not None
    if _RECITAL.match(clause) and not (kinds and (negated or place.is_given)):
        return Stance.RECITED
    if _is_against(clause, said, place, kinds, negated=negated):
        return Stance.AGAINST
    return Stance.GRANTED if not negated and _GRANTED.search(clause) else Stance.RECITED


def _is_against(
    clause: str, said: LetterPassage, place: _ReasonPlace, kinds: Sequence[ReasonKind], *, negated: bool
) -> bool:
    """Whether a clause speaks against the request: by its "not", by what it reports, or by where it stands."""
    stands_there = place.is_given or place.is_near
    particular = frozenset(kinds) - _GENERAL
    if negated and kinds:
        return stands_there or ReasonKind.EXPERIMENTAL in particular or _CASE.search(clause) is not None
    if negated:
        return place.is_given or (place.is_near and _CASE.search(clause) is not None)
    if not stands_there:
        return False
    if particular and (_CONTRARY.search(clause) or _is_adverse(clause, kinds)):
        return True
    if _GRANTED.search(clause) or _FINE_HEADING.search(said.heading):
        return False
    return bool(particular) or (place.is_given and said.is_listed)


_ADVERSE_KINDS = frozenset({ReasonKind.CONTRAINDICATION, ReasonKind.PAIN_PATTERN, ReasonKind.OTHER_GENERATOR})
_HARMLESS = _cue(
    r"""\b(?: axial | exclud\w+ | ruled \s+ out | absen\w+ | negative | evaluated | examined | denie[sd] | no
        | not | without | never | addressed | considered | worked \s+ up | unlikely )\b"""
)


def _is_adverse(clause: str, kinds: Sequence[ReasonKind]) -> bool:
    """Whether a clause says that something is there which speaks against the procedure: "a pacemaker is listed"."""
    return bool(_ADVERSE_KINDS & set(kinds)) and _HARMLESS.search(clause) is None


_AS_IT_MUST = re.compile(
    r",?\s*\bwhich\s+[^.;]*|,?\s*\bas\s+(?:\w+\s+){0,3}?(?:has\s+to|have\s+to|require[sd]?|must|needed|asked)\b",
    re.IGNORECASE,
)
_CONDITIONS = _cue(
    r"""\b(?: (?:pay|pays|cover|covers|covered|approve|approves|allow|allows|necessary|appropriate) \b
        [^.;]{0,70}? \b (?:when|if|only|once|provided|where|as \s+ long) )\b"""
)
_OF_THIS_RECORD = _cue(
    r"""\b(?:your|these|submitted|received|the) \s+ (?:\w+\s+){0,2}?
        (?:records?|notes?|chart|documentation|information|request|submission|history) \b [^.;]{0,50}? \b
        (?:not|no|never|lacks?|fails?|silent|missing)\b"""
)


def _is_rule(clause: str) -> bool:
    """Whether a clause gives the payer's rule and says nothing of this record."""
    rule = _RULE.search(_AS_IT_MUST.sub("", clause))
    if rule is None:
        return False
    if _CONDITIONS.search(clause) and not _OF_THIS_RECORD.search(clause):
        return True
    says_missing = re.search(
        r"\b(?:not|never|no|nothing|without|lack\w*|missing)\b|n['\u2019]t\b", clause[: rule.start()], re.IGNORECASE
    )
    unmet = re.search(
        r"\b(?:(?:was|were|is|are|has|have|had|did|does|do)\s+(?:not|never)|not\s+(?:been\s+)?(?:met|shown"
        r"|documented|submitted)|missing|lacks?|no\s+(?:record|documentation|evidence))\b",
        clause,
        re.IGNORECASE,
    )
    return not says_missing and not (unmet and _CASE.search(clause))


def _is_beside(clause: str, said: LetterPassage, kinds: Sequence[ReasonKind]) -> bool:
    """Whether a clause is about rights, contacts and the like."""
    if said.heading == said.text:
        return not kinds
    in_rights = _RIGHTS_HEADING.search(said.heading) is not None and not _TITLE.search(said.heading)
    if _BESIDE.search(clause) or APPEAL_WORDS.search(clause):
        return True
    in_rights = in_rights and _REASON_HEADING.search(said.heading) is None and not VERDICT.search(said.heading)
    return in_rights and APPEAL_WORDS.search(said.heading) is not None
