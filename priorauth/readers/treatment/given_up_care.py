"""Care that was given up or never begun, and visits that were for another region: what speaks against a course.

Such words count whatever else of their sentence is not understood: 'he "means to get back to" the home program'.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from priorauth.case.care import CareStatus, Modality, Response
from priorauth.readers.treatment.care_courses import NamedCare
from priorauth.readers.treatment.care_indications import BACK, JOINTS, of_part
from priorauth.readers.treatment.care_parts import CareSpan
from priorauth.readers.treatment.care_statement import CareStatement
from priorauth.readers.treatment.therapy_records import RECORDS
from priorauth.reading.assertion import Assertion
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import Course
from priorauth.reading.frame import Mention, Nature
from priorauth.reading.model import About, Side, Standing
from priorauth.reading.reader import FindingDraft

_WHOSE = r"(?:the|his|her|my|their)\s+(?:\w+\s+){0,2}?"
_THEM = rf"(?:it|them|these|those|any|{_WHOSE}(?:program|exercises?|routine|hep|sheet))"
_GIVEN_UP = re.compile(
    r"\b(?:(?:gave|given|giving)\s+(?:\w+\s+){0,4}?up\b(?!\s+to)|gave\s+up\b|no\s+longer\s+(?:does|do|doing|takes?|taking|performs?|uses?|using"
    r"|wears?|wearing)|(?:has|have)(?:\s+not|n't)\s+(?:really\s+)?(?:done|kept|performed|used|worn|touched|taken)\b"
    rf"|(?:has|have)(?:\s+not|n't)\s+been\s+doing|not\s+(?:been\s+)?doing\s+{_THEM}"
    rf"|last\s+(?:did|took|used|wore|performed)\s+{_THEM}|(?:quits?|quitted|ditched|dropped|skips|gave\s+up\s+on)\s+{_THEM}"
    rf"|(?:stopped|ceased|discontinued)\s+(?:doing\s+|performing\s+|with\s+)?{_THEM}|fell\s+(?:off|out\s+of|away)|fallen\s+(?:off|out|away)"
    r"|let\s+(?:\w+\s+){1,3}?(?:slide|lapse|drop)|lapsed|abandoned"
    r"|(?:means?|meant|wants?|hopes?|intends?|plans?|trying|tries|needs?|promises?)\s+to\s+(?:get\s+back\s+(?:to|into)|return\s+to|restart|resume|pick\s+up\s+again))\b",
    re.IGNORECASE,
)
"""That care is no longer done, or that it is meant to be taken up again."""
_NEVER_BEGUN = re.compile(
    r"\b(?:(?:none|nothing)\s+(?:(?:was|were|has\s+been)\s+)?(?:yet\s+)?(?:taught|begun|started|issued|given|shown|done|mailed)"
    r"|(?:not|never)\s+(?:yet\s+|been\s+|yet\s+been\s+)?(?:taught|begun|started|issued|shown))\b(?!\s+until)",
    re.IGNORECASE,
)
"""That care was not begun when it was written."""
_SEALED = re.compile(
    r"\b(?:(?:bottle|script|rx|pack|packet|box|tube|sheet|handout|folder)\s+(?:(?:is|was|lies|sits|remains|still)\s+){0,2}"
    r"(?:unopened|sealed|untouched|unused)|unopened|never\s+opened)\b",
    re.IGNORECASE,
)
"""That a drug lies where it was put."""
_NEVER_GOT = re.compile(
    r"\bno\s+(?:[\w.]+\s+){1,5}?(?:(?:was|were|been|ever|has|have)\s+){0,3}(?:dispensed|filled|picked\s+up|collected)\b"
    r"(?!\s+(?:since|after|in|for|this|recently|lately|elsewhere|by|from|now|today|yet\s+this))"
    r"|\b(?:never|not)\s+(?:been\s+|once\s+|actually\s+)?(?:dispensed|filled|picked\s+up|collected)\b"
    r"(?!\s+(?:since|after|in|this|recently|elsewhere|early))"
    r"|\b(?:no|without(?:\s+any)?)\s+(?:record\s+of\s+(?:a\s+|any\s+)?)?fills?\b(?!\s+(?:since|after|this|in))"
    r"|\b(?:tore|tears|threw|throws|thrown|torn)\s+(?:(?:up|out|away)\s+(?:it|(?:the|his|her)\s+(?:script|prescription|rx|slip)))"
    r"|\b(?:tore|tears|threw|throws|thrown|torn)\s+(?:it|(?:the|his|her)\s+(?:script|prescription|rx|slip|bottle|pills|tablets))\s+(?:up|out|away)\b",
    re.IGNORECASE,
)
"""That a drug was never had: nobody dispensed it, or its prescription was thrown away."""
_NOT_SO = re.compile(
    r"\b(?:not|never|n't|without|nor|if|unless|should|cannot|can't|until|almost|nearly)\W+(?:\w+\W+){0,2}\Z",
    re.IGNORECASE,
)
_REGION = r"(?:(?:the|his|her)\s+)?(?:lumbar(?:\s+spine)?|l-?spine|low(?:er)?\s+back|lumbosacral\s+spine|lbp)"
_UNTREATED = re.compile(
    rf"\b{_REGION}\s+(?:(?:itself|was|were|is|has|been)\s+)*(?:(?:not|never)\s+(?:been\s+)?(?:treated|addressed|worked\s+on|the\s+focus|included)"
    r"|untreated|left\s+(?:alone|untreated)|not(?=\s*(?:[.;]|\Z)))\b(?!\s+(?:today|this\s+(?:visit|session)|surgically|with|by))",
    re.IGNORECASE,
)
"""That the visits of a record were for another region of the body."""
_REASON = re.compile(
    r"\b(?:reason(?:\s+for\s+(?:referral|visits?|treatment|therapy))?|referral\s+diagnosis|treatment\s+diagnosis|treated\s+region)\s*:\s*",
    re.IGNORECASE,
)
_ELSEWHERE = JOINTS | {
    "whiplash",
    "wrists",
    "elbows",
    "ankles",
    "arm",
    "arms",
    "knee",
    "tmj",
    "dizziness",
    "vertigo",
}


_SAID = (
    (_GIVEN_UP, CareStatus.STOPPED), (_NEVER_BEGUN, CareStatus.ORDERED), (_SEALED, CareStatus.DECLINED),
    (_NEVER_GOT, CareStatus.DECLINED),
)  # fmt: skip


def care_taken_back(said: CareStatement) -> Iterator[FindingDraft]:
    """Return what a statement takes back of the care it names, or of a record's own."""
    for place, care in enumerate(said.care):
        end = said.place(said.care[place + 1].mention)[0] if place + 1 < len(said.care) else said.statement.end
        begin = said.place(said.care[place - 1].mention)[1] if place else said.statement.start
        yield from _given_up(said, care, begin, end)
    own = RECORDS.get(said.document.document.kind)
    match = _UNTREATED.search(said.statement.text, said.statement.start, said.statement.end)
    match = match or _for_elsewhere(said)
    if own is not None and match is not None:
        yield _status(said, Course(modality=own, status=CareStatus.DECLINED), match, said.record_block)


def _for_elsewhere(said: CareStatement) -> re.Match[str] | None:
    """Return the words in which a record's reason names another region and not the back: "Reason: whiplash"."""
    words = frozenset(re.findall(r"\w+", said.statement.words.casefold()))
    if words.isdisjoint(_ELSEWHERE) or words & BACK:
        return None
    heading = said.statement.heading
    start = heading[0] if heading is not None else said.statement.start
    label = _REASON.search(said.statement.text, start, said.statement.end)
    if label is None:
        return None
    return re.compile(r"[^.;\n]+").match(
        said.statement.text, max(label.end(), said.statement.start), said.statement.end
    )


_BY_PRONOUN = re.compile(
    r"\W*(?:but\s+|and\s+|then\s+|later\s+)*(?:he|she|they|patient|pt|the\s+patient)\s+(?:then\s+|later\s+|soon\s+|has\s+(?:since\s+)?)?"
    r"(?P<what>(?:quit|stopped|dropped|ditched|abandoned|discontinued|gave\s+up(?:\s+on)?)\s+(?:doing\s+)?(?:it|them|these|those)\b"
    r"|(?:gave|given)\s+(?:it|them|these|those)\s+up\b|no\s+longer\s+(?:does|takes|uses|wears)\s+(?:it|them|these|those)\b)",
    re.IGNORECASE,
)


def given_up_behind(said: CareStatement, told: Course, block: str) -> Iterator[FindingDraft]:
    """Return that the care of the sentence before was given up: "She quit it after a month."."""
    match = _BY_PRONOUN.match(said.statement.text, said.statement.start, said.statement.end)
    is_near = said.before is not None and said.before.paragraph == said.statement.paragraph
    if match is None or said.care or not is_near:
        return
    printed = " ".join(match["what"].casefold().split())
    course = told.model_copy(update={"status": CareStatus.STOPPED, "reason": printed})
    yield _status(said, course, match, block)


_OUTCOME = re.compile(
    r"\s*(?:final\s+)?(?:outcomes?|results?|response|status|condition)"
    r"(?:\s+(?:at|on|upon|of)\s+[\w\s/-]{2,30}?)?\s*[:=]",
    re.IGNORECASE,
)
_WELL = re.compile(
    r"\b(?:(?:much|greatly|markedly|vastly|dramatically|very\s+much|significantly|substantially)\s+(?:improved|better)|resolved|pain[\s-]free"
    r"|asymptomatic|comfort\s?able|pleased|delighted|thrilled|satisfied|happy|excellent|very\s+good|back\s+to\s+normal|no\s+(?:more|further)\s+pain)\b",
    re.IGNORECASE,
)
_NOT_WELL = re.compile(
    r"\b(?:not?(?!\s+(?:more|further)\s+pain)|never|n't|un\w+|less|temporar\w*|transient\w*|brief\w*|short\w*|hours?|days?|until|then|but|return\w*|only"
    r"|neck|arms?|shoulders?|knees?|hips?|legs?|head\w*|if|will|would|should|hop\w+|goals?|expect\w*|was|had"
    r"|strength|mobility|function|motion|rom|posture|with\s+(?:the\s+)?(?:care|therapist|service|staff))\b",
    re.IGNORECASE,
)


def good_outcome(said: CareStatement) -> Iterator[FindingDraft]:
    """Return a good result under a record's own label, in whatever words: "Outcome: much improved, pleased"."""
    own, text, heading = RECORDS.get(said.document.document.kind), said.statement.text, said.statement.heading
    is_label = heading is not None and _OUTCOME.match(f"{text[slice(*heading)].rstrip(' :=')}:")
    label = _OUTCOME.match(text, said.statement.start, said.statement.end)
    match = _WELL.search(text, label.end() if label is not None else said.statement.start, said.statement.end)
    is_own = own is not None and not said.care and (label is not None or bool(is_label))
    if own is None or match is None or not is_own or _NOT_WELL.search(said.statement.words):
        return
    course = Course(modality=own, response=Response.LASTING_RELIEF)
    found = Assertion(Standing.STATED)
    at = CareSpan(said.record_block, *match.span())
    yield said.draft(Fact.CARE_RESPONSE, course, found, Standing.STATED, Side.HARMS, at)


def _given_up(said: CareStatement, care: NamedCare, begin: int, end: int) -> Iterator[FindingDraft]:
    found = of_part(said, care, said.assess(care.mention))
    named = said.statement.text[begin : said.place(care.mention)[1]].casefold()
    is_own = found.about is About.OTHER_PART and care.modality is Modality.HOME_EXERCISE  # "once her knee is well"
    if found.about is not About.PATIENT and not (is_own and JOINTS.isdisjoint(re.findall(r"\w+", named))):
        return
    block = f"{said.document.document.id}:{said.place(care.mention)[0]}"
    for words, status in _SAID:
        match = words.search(said.statement.text, begin, end)
        if match is not None and not _NOT_SO.search(said.statement.text, said.statement.start, match.start()):
            printed = " ".join(match.group().casefold().split())
            course = Course(modality=care.modality, detail=care.detail, status=status, reason=printed)
            yield _status(said, course, match, block)


def _status(said: CareStatement, course: Course, match: re.Match[str], block: str) -> FindingDraft:
    """Return a status that harms by its own words."""
    tokens = said.statement.tokens
    inside = [i for i, token in enumerate(tokens) if token.start < match.end() and match.start() < token.end]
    found = replace(said.assess(Mention(inside[0], inside[-1], Nature.ACT)), about=About.PATIENT)
    at = CareSpan(block, *match.span())
    return said.draft(Fact.CARE_STATUS, course, found, Standing.STATED, Side.HARMS, at)
