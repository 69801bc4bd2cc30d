"""What a payer's letter decided: denied, denied again, approved in part, or approved; and which notice it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from priorauth.appeals.letter_passages import LetterPassage
from priorauth.appeals.letter_roles import APPEAL_WORDS


class LetterOutcome(StrEnum):
    """What the letter decided."""

    DENIED = "denied"
    UPHELD = "denied again on appeal"
    PARTIAL = "approved in part"
    APPROVED = "approved"
    UNKNOWN = "not known"


@dataclass(frozen=True, slots=True)
class NoticeForm:
    """A public model notice: its name, and what it says that the office has to know."""

    name: str
    note: str
    marks: tuple[re.Pattern[str], ...]


def _cue(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.VERBOSE)


FORMS: tuple[NoticeForm, ...] = (
    NoticeForm(
        "Notice of Denial of Medical Coverage (Form CMS-10003)",
        "If the plan upholds the denial, it sends the case to the independent reviewer itself; send nothing twice",
        (_cue(r"notice \s+ of \s+ denial \s+ of \s+ (?:medical|payment|prescription)"), _cue(r"\bappeal\b")),
    ),
    NoticeForm(
        "final internal adverse benefit determination (model notice of the Department of Labor)",
        "The next step is the external review",
        (_cue(r"final \s+ internal \s+ adverse \s+ benefit \s+ determination"),),
    ),
    NoticeForm(
        "adverse benefit determination (model notice of the Department of Labor)",
        "The claim file can be requested free of charge",
        (_cue(r"serves \s+ as \s+ notice \s+ of \s+ an? \s+ adverse \s+ benefit \s+ determination"),),
    ),
    NoticeForm(
        "Medicaid notice of adverse benefit determination",
        "The member may have to agree in writing to an appeal by the doctor (42 CFR 438.402)",
        (_cue(r"""notice \s+ of \s+ (?:adverse \s+ benefit \s+ determination|action)"""),
            _cue(r"\b(?:medicaid|fair \s+ hearing)\b")),
    ),
    NoticeForm(
        "utilization review decision with independent medical review (workers' compensation)",
        "The application form for the review is enclosed with the decision and must be signed",
        (_cue(r"utili[sz]ation \s+ review"), _cue(r"independent \s+ medical \s+ review")),
    ),
)  # fmt: skip
"""The notices that are known by their words; each was seen filled in."""


def form_of(sentences: Sequence[LetterPassage]) -> NoticeForm | None:
    """Return the model notice a letter follows; ``None`` for one that is not known."""
    text = " ".join(said.text for said in sentences)
    return next((form for form in FORMS if all(mark.search(text) for mark in form.marks)), None)


_HYPOTHETICAL = _cue(
    r"""\b(?: if | when | whether | unless | should | may | can | could | would | must | before | until |
        once | to \s+ be | in \s+ order | how | guarantee )\b"""
)
VERDICT = _cue(
    r"""\b(?: den(?:y|ying|ied|ies|ial) | declin(?:e|ed|ing) | not \s+ (?:able \s+ to \s+ | in \s+ a \s+
        position \s+ to \s+ | \w+\s+)?(?:approved?|authori[sz]ed?|certif(?:y|ied)|cover(?:ed)?|granted) |
        non-?certif\w+
    | not \s+ be \s+
    (?:\w+\s+)?(?:cover(?:ing|ed)|approv(?:ing|ed)|pay(?:ing)?|paid|authoriz(?:ing|ed)|certif(?:ying|ied)) |
    not \b [^.]{0,30} \b say \s+ yes | (?:determination|outcome|decision|result) \s* : \s*
    (?:adverse|unfavou?rable) | (?:benefits|coverage) \s+ (?:are|is) \s+ not \s+ available |
    (?:kept|keeps|prevents?|prevented) \s+
    (?:us|the\s+plan) \s+ from \s+ (?:approving|authori[sz]ing|certifying|covering) |
    cannot \s+ be \s+ (?:\w+\s+)?(?:approved|authorized|(?:pre-?)?certified|covered|paid) | cannot \s+
    (?:approve|authori[sz]e|pay|cover|(?:pre-?)?certify) | can(?:['\u2019]t|\s+not) \s+
    (?:approve|authori[sz]e|pay|cover|(?:pre-?)?certify)
    | unable \s+ to \s+ (?:approve|authori[sz]e|certify|cover|pay) | (?:will|did|do|could|does|would)
    (?:\s+not|n['\u2019]t) \s+ (?:\w+\s+)?(?:approve|authori[sz]e|pay|cover|certify)
    | adverse \s+ (?:\w+\s+)?(?:determination|decision) | not \s+ recommend(?:ed)? | advis(?:es|ed) \s+
    against | disapproved | turn(?:ed|ing) \s+
    (?:\w+\s+){0,3}?down | non-?covered | not \s+ (?:to\s+)?(?:pay|cover|approve|authorize) | not \s+ qualify |
    (?:decision|denial) \s+ stands |
    sa(?:id|y(?:ing)?) \s+ no | refus(?:e|ed|al) | uph(?:e|o)ld | not \s+ medically \s+ necessary
    | medical \s+ necessity \s+ (?:has|is|was|could) \s+ (?:not|been\s+not) )\b"""
)
"""Words by which a payer says no."""

_GRANTS = _cue(
    r"""\b(?: (?:we|plan|has|have|is|are|was|were|been|partially|partly|also) \s+
        (?:(?!board)\w+\s+)?(?:approved|authori[sz]ed|certified|granted|overturned|reversed)
    | (?:we|now|hereby) \s+ (?:approve|authori[sz]e|certify) | approved \s* : | partial(?:ly)? \s+
    (?:approv\w+|favorable) |
    approval \s+ (?:notice|letter|of) | notice \s+ of \s+ (?:\w+\s+)?(?:approval|authori[sz]ation) |
    favorable \s+ (?:decision|determination)
    )(?:\b|(?<=:))"""
)
_NO_GRANT = _cue(
    r"""\b(?: not | cannot | unable | never | un | no | FDA | food \s+ and \s+ drug | representative |
        person | by \s+ the \s+ member )\b"""
)
_AFTER_APPEAL = _cue(
    r"""\b(?: you \s+ appealed \s+ (?:our|the|this) | your \s+ appeal \s+
        (?:included|contained|enclosed|added|argued|said|states?)
    | (?:our|the) \s+ (?:decision|denial|position) \s+ has \s+ not \s+ (?:been\s+)?changed
    | (?:keep|leave) \s+ (?:the|our) \s+ (?:denial|decision) \s+ (?:in \s+ place|unchanged|as \s+ it)
    | (?:re)?considered \s+ your \s+ (?:\w+\s+){0,2}?appeal | (?:denial|decision) \b [^.;]{0,30} \b
        remains \s+ (?:in\s+effect|unchanged)
    | (?:upheld|uphold|upholding|affirm(?:ed|ing)?|stand \s+ by|maintain(?:ed|ing)?|sustain(?:ed)?) \b
        [^.]{0,40} \b (?:decision|denial|determination)
    | (?:denial|decision|determination) \s+ stands | (?:level|first|second)[\s\w-]{0,12} \s+ appeal \s+ decision
    | (?:denial|decision|determination) \s+ (?:has \s+ been|was|is|is\s+being|remains|stays) \s+
    (?:\w+\s+)?(?:upheld|affirmed|unchanged|maintained|sustained)
    | (?:decision|determination|answer|response|ruling|outcome|result|resolution) \s+
    (?:on|to|of|about|regarding|concerning) \s+ (?:your|the) \s+
    (?:\w+[\s-]+){0,3}?(?:appeal|reconsideration|grievance)
    | your \s+ (?:\w+[\s-]+){0,3}?(?:appeal|reconsideration|grievance) \s+ (?:of\b[^.]{0,80}\s)?(?:is|was|has
    \s+ been) \s+ (?:\w+\s+)?(?:denied|unsuccessful|not|upheld|rejected|dismissed)
    | final \s+ internal \s+ adverse | (?:reviewed|considered|received|looked \s+ at|completed \s+ our \s+
    review \s+ of) \s+ your \s+ (?:\w+[\s-]+){0,3}?(?:appeal|reconsideration|grievance)
    | (?:we|panel|committee) \s+ (?:have\s+)?(?:denied|declined) \s+ your \s+ (?:\w+[\s-]+){0,3}?appeal |
    notice \s+ of \s+ (?:plan\s+)?appeal \s+ (?:resolution|decision|denial|determination)
    | appeal \s+ (?:resolution|determination|decision) \s+ (?:notice|letter) )\b"""
)


_UNMET = _cue(
    r"""\b(?: not \s+ (?:been\s+)?(?:meet|met|satisf(?:y|ied)|fulfil\w*) \b [^.;]{0,30} \b
        (?:criteria|guidelines?|policy|rules?)
    | (?:criteria|guidelines?|policy|rules?) \b [^.;]{0,30} \b not \s+ (?:been\s+)?(?:met|satisfied|fulfilled)
    )\b"""
)
"""A letter without a plain no that finds its criteria unmet has denied the request."""


def outcome_of(sentences: Sequence[LetterPassage]) -> LetterOutcome:
    """Return what a letter decided. What it says could be decided ("if we uphold the denial") decides nothing."""
    denied = any(
        cue.search(text) and not _is_supposed(text, cue)
        for text in map(_of_this_letter, sentences)
        for cue in (VERDICT, _UNMET)
    )
    granted = any(_grants(said.text) for said in sentences)
    if decides_appeal(sentences) and denied:
        return LetterOutcome.PARTIAL if granted else LetterOutcome.UPHELD
    if granted:
        return (
            LetterOutcome.PARTIAL
            if any(_denies_part(_of_this_letter(said)) for said in sentences)
            else LetterOutcome.APPROVED
        )
    return LetterOutcome.DENIED if denied else LetterOutcome.UNKNOWN


_EARLIER = re.compile(
    r"\b(?:earlier|previous|prior|first|original|initial)\s+(?:\w+\s+)?(?:denial|determination|decision)\b"
    r"(?!\s+(?:stands?|remains?|is|has|was\s+(?:right|correct|upheld|affirmed)))",
    re.IGNORECASE,
)


def _of_this_letter(said: LetterPassage) -> str:
    """Return a sentence without the name of an earlier denial, which this letter may have changed."""
    return _EARLIER.sub("", said.text)


def decides_appeal(sentences: Sequence[LetterPassage]) -> bool:
    """Whether a letter answers an appeal that was made already."""
    return any(
        _AFTER_APPEAL.search(said.text)
        and not _is_supposed(said.text, _AFTER_APPEAL)
        and not _WITHIN.search(said.text)
        for said in sentences
    )


_WITHIN = re.compile(
    r"\b(?:within|takes?|up\s+to)\s+(?:\w+\s+)?(?:\(?\d|thirty|sixty|fifteen|forty|ninety)", re.IGNORECASE
)
"""A time: what is decided within one is to come."""


_COMPELLED = re.compile(r"\b(?:we|plan)\s+must\s*\Z", re.IGNORECASE)
_TO_COME = re.compile(r"\bwill\b|\bshall\b|['\u2019]ll\b", re.IGNORECASE)


def _is_supposed(text: str, cue: re.Pattern[str]) -> bool:
    """Whether what a cue says stands behind "if", "when", "may" or "will"."""
    found = cue.search(text)
    before = _COMPELLED.sub("", text[: found.start()] if found else "")
    return _HYPOTHETICAL.search(before) is not None or _TO_COME.search(before) is not None


def _grants(text: str) -> bool:
    for found in _GRANTS.finditer(text):
        before = text[max(0, found.start() - 40) : found.end()]
        if not _NO_GRANT.search(before) and not _HYPOTHETICAL.search(text[: found.start()]) and "?" not in text:
            return True
    return False


def _denies_part(text: str) -> bool:
    """Whether a sentence denies something of this request, and no service in general."""
    found = VERDICT.search(text)
    if found is None or _is_supposed(text, VERDICT) or APPEAL_WORDS.search(text):
        return False
    general = re.search(
        r"\b(?:services?|plan)\b[^.]{0,40}\bnot\s+covered\b|\bnot\s+covered\s+(?:under|by)\s+your\s+plan\b",
        text,
        re.IGNORECASE,
    )
    return general is None


def approved_part(sentences: Sequence[LetterPassage]) -> tuple[LetterPassage, ...]:
    """Return the sentences that say what was approved."""
    return tuple(said for said in sentences if _grants(said.text) and not VERDICT.search(said.text))
