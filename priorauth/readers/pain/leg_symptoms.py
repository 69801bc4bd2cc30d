"""Symptoms in the legs: any complaint in a leg counts, whatever it is called, unless the words take it away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from priorauth.domain.dates import PartialDate
from priorauth.readers.pain.body_parts import Part, PartWords, parts_in, regions_between, side_at, stretch_of
from priorauth.readers.pain.denials import DENIES, doubt_of, own_part
from priorauth.reading.assertion import Assertion, Hints, assess
from priorauth.reading.boxes import Box, box_of
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import Presence
from priorauth.reading.frame import Frame, Mention
from priorauth.reading.model import About, Standing
from priorauth.reading.reader import FindingDraft
from priorauth.reading.statements import Statement
from priorauth.reading.vocabulary import Category

_PARTLY = re.compile(
    r"\b(?:new|worse|worsening|increas\w+|further|other|additional|progressive|significant|major|severe|constant|frank|overt|much|gross|definite"
    r"|obvious|currently?|today|now|active|at\s+rest|at\s+night|at\s+present|lying\s+down)\b",
    re.IGNORECASE,
)
"""Words that make a denial one of something more, and no denial of the symptom itself: "no new numbness"."""

_AT_TIMES = re.compile(
    r"\s*(?:at\s+(?:rest|night)|(?:when|while|with)\s+(?:sitting|lying|resting|seated)|lying\s+down)\b",
    re.IGNORECASE,
)
"""Words behind a symptom that leave open how it is at other times: "no leg pain at rest"."""

_BELOW = re.compile(
    r"\b(?:below|past|beyond|distal\s+to)\s+(?:the\s+|his\s+|her\s+)?(?:left\s+|right\s+)?(?:knees?|ankles?|calf|calves)\b",
    re.IGNORECASE,
)
_GOES = re.compile(r"\b(?:radiat\w*|radiation|travel\w*|spread\w*|refer\w*|extend\w*|shoot\w*)\b", re.IGNORECASE)
_PULLED = frozenset({"radiates", "radiate", "radiating", "radiated", "radiation", "radiations"})
_ONE_SIDE = re.compile(
    r"\s*[:=-]?\s*(?:none|no|nil|negative|neg|denied|denies)\s+(?:on|in|to|down)\s+(?:the\s+)?(?:left|right|l|r|lt|rt)\b",
    re.IGNORECASE,
)
"""An answer for one side: "radiation: none on the left"."""

_OTHER_TIMES = re.compile(
    r"\b(?:today|now|currently|this\s+(?:morning|visit))\b.*\b(?:daily|yesterday|last\s+(?:week|night|month)|usually|often|most\s+days"
    r"|every\s+(?:day|night)|other\s+days|earlier|at\s+home|comes\s+and\s+goes)\b",
    re.IGNORECASE,
)
"""A denial of today beside words for other days: "no leg pain today, daily last week"."""

_ZERO_BEFORE = re.compile(
    r"(?<![\d.])0\s*(?:%|percent)\s*(?:in\s+(?:the\s+|his\s+|her\s+)?|of\s+(?:the\s+)?)?\Z", re.IGNORECASE
)
"""A share of none before a leg: "100% back, 0% leg"."""
_ZERO = re.compile(r"\s*[:=-]?\s*(?:is\s+)?0\s*(?:(?:/|of|out\s+of)\s*10\b|%|percent\b)")
"""A rating of none behind a complaint: "leg pain 0/10"."""
_ZERO_ANSWER = re.compile(
    r"(?:\s+(?:sx|symptoms?|pain|signs?))?(?:\s*[,/]\s*(?:numb(?:ness)?|tingling|weak(?:ness)?|pain|paresthesias?)){0,3}"
    r"\s*[:=-]?\s*(?:0|nil)(?=\s*(?:$|[.,;|)]|\s\s))"
)
"""An answer of none: "radicular symptoms: 0", and of a list "numbness, tingling 0"."""

_ONLY_ZERO = frozenset({"0", "nil"})
_NOT_TURNED = frozenset({Standing.STATED, Standing.NOT_UNDERSTOOD})
_WELL = re.compile(
    r"(?:fine|ok|okay|asymptomatic|unaffected|uninvolved|free|quiet|silent|good|nil|clear|neg|negative|involved|affected)\Z"
    r"|\A(?:nothing|nil|none|do|does|did|doesn't|didn't|don't)\b|\b(?:not|never|\w+n't)\s+\w+\Z",
    re.IGNORECASE,
)
"""Words with which the legs are said to be well: "legs fine", "nothing in the legs"."""

_WELL_IS = {Standing.STATED: Standing.DENIED, Standing.DENIED: Standing.NOT_UNDERSTOOD}
_ANY_TIME = 1
"""How many years before the note's own still count in full: a symptom of the last twelve months does."""


def leg_drafts(
    statement: Statement, frame: Frame, day: PartialDate | None, before: Statement | None, after: Statement | None
) -> Iterator[FindingDraft]:
    """Return a finding for each symptom of the legs that a statement names, with its side.

    Numbness or weakness of no named part counts as one of the legs; in a hand or a face it is of another part.
    """
    hints = Hints(this_year=day.year - _ANY_TIME if day is not None else 0)
    frame = _dated(frame)
    for mention, read in _mentions(statement, frame):
        found = [assess(statement, item, frame, before, after, hints) for item in mention]
        assertion = next((item for item in found if item.standing is Standing.DENIED), found[0])
        placed = _placed(statement, mention[0], assertion)
        is_open = placed.standing is Standing.STATED or _ONLY_ZERO.issuperset(placed.leftover)
        if is_open and placed.standing in _NOT_TURNED and _is_zero(statement, mention[0]):
            placed = replace(placed, standing=Standing.DENIED, leftover=())
        if _is_well(statement, mention[0]):
            placed = replace(placed, standing=_WELL_IS.get(placed.standing, placed.standing))
            yield _draft(statement, mention[0], placed, read)
            continue
        if placed.standing is Standing.DENIED:
            doubt = doubt_of(statement, frame, mention[0].first, mention[0].last)
            doubt = doubt or _doubt_behind(statement, frame, mention[0])
            placed = replace(placed, standing=doubt or Standing.DENIED)
        yield _draft(statement, mention[0], placed, read)


_CLOSES = frozenset({",", ";", ".", "but", "|", "(", ")"})
_STILL_NONE = frozenset(
    {
        "going", "goes", "radiating", "extending", "traveling", "travelling", "shooting", "running", "reported",
        "noted", "seen", "described", "endorsed", "elicited", "associated", "today", "now", "currently",
        "presently", "either", "bilaterally", "present", "occurring", "whatsoever", "time", "moment",
        "distribution", "distributions", "dermatome", "dermatomes", "pattern", "side", "sides", "symptoms",
        "sx", "complaints", "extremity", "extremities", "limb", "limbs", "region", "regions", "all", "both",
        "any", "lower", "down", "up", "below", "waist", "buttock", "buttocks", "knee", "knees", "lle", "rle",
        "ble", "b", "le", "les", "is", "are", "no", "nor", "without", "denies", "radicular", "bilateral", "right",
        "left", "kind", "sort", "type", "component", "components", "feature", "features", "element", "elements",
        "sign", "signs", "finding", "findings", "spots",
        "involvement", "referral", "origin", "process", "pathology", "character", "nature",
    }
)  # fmt: skip
"""Words behind a denied symptom that leave it denied altogether."""

_HOW_OFTEN = frozenset({"most", "many", "every", "each", "some", "few", "half", "more", "other", "first", "second"})
_PLAIN = frozenset({Category.GLUE, Category.ARTICLE, Category.PREPOSITION, Category.SIGN, Category.BACK})


def _doubt_behind(statement: Statement, frame: Frame, mention: Mention) -> Standing | None:
    """Return not understood for a denial whose words go on: "denies leg pain most days"."""
    tokens, last = statement.tokens, mention.last
    if _EXCEPTED.search(statement.text, statement.start, tokens[mention.first].start):
        return Standing.NOT_UNDERSTOOD
    first = stretch_of(tokens, mention.first)[0]
    if not any(token.text in DENIES for token in tokens[first : mention.first]):
        return None  # what denies it stands behind: "radicular pain has been excluded"
    if box_of(statement, Mention(last, last))[0] is not Box.NO_BOX:
        return None
    end = next((i for i in range(last + 1, len(tokens)) if tokens[i].text in _CLOSES), len(tokens))
    parts = (part for part in parts_in(tokens) if Part.NOTHING not in part.parts)
    named = {i for part in parts for i in range(part.first, part.last + 1)}
    named |= {i for item in frame.mentions(tokens) for i in range(item.first, item.last + 1)}
    for index in range(last + 1, end):
        token = tokens[index]
        kinds = frame.vocabulary.categories(token)
        is_plain = not kinds.isdisjoint(_PLAIN) and token.text not in _HOW_OFTEN
        if not (is_plain or index in named or token.text in _STILL_NONE or tokens[index - 1].text == "/"):
            return Standing.NOT_UNDERSTOOD
    return None


_EXCEPTED = re.compile(
    r"(?:,\s*(?:and\s+)?(?:just|only|some|occasional\w*|mild\w*|slight\w*|intermittent\w*|now|then|has|with|gets?|positive)\b[^,;.]*|\(\+\)\s*)\Z",
    re.IGNORECASE,
)
"""What opens a thing that is there in a list of denied ones: ", just tingling", "(+) tingling"."""


def _is_well(statement: Statement, mention: Mention) -> bool:
    """Whether a trigger says by itself that the legs are well."""
    tokens = statement.tokens
    words = statement.text[tokens[mention.first].start : tokens[mention.last].end]
    return mention.trigger is not None and _WELL.search(words) is not None


def _is_zero(statement: Statement, mention: Mention) -> bool:
    """Whether a complaint is rated as none: "leg pain 0/10", "0% leg"."""
    start, end = statement.tokens[mention.first].start, statement.tokens[mention.last].end
    return bool(
        _ZERO.match(statement.text, end)
        or _ZERO_ANSWER.match(statement.text, end, statement.end)
        or _ZERO_BEFORE.search(statement.text, max(statement.start, start - _LEAD), start)
    )


_LEAD = 24


@cache
def _dated(frame: Frame) -> Frame:
    """Return the same words for a reader to whom a symptom of an earlier year is of that year."""
    return replace(frame, past_by_date=True)


def _mentions(statement: Statement, frame: Frame) -> Iterator[tuple[tuple[Mention, ...], tuple[int, int]]]:
    """Return the symptoms of a statement: those named by a trigger, and a complaint with a leg beside it."""
    tokens = statement.tokens
    taken: set[int] = set()
    triggers = list(frame.mentions(tokens))
    for mention in triggers:
        taken |= set(range(mention.first, mention.last + 1))
        if mention.trigger is not None and mention.trigger.fact is Fact.LEG_SYMPTOMS:
            yield (mention,), (tokens[mention.first].start, tokens[mention.last].end)
    named = [
        m for m in triggers if m.trigger is not None and m.trigger.fact in (Fact.LEG_SYMPTOMS, Fact.ROOT_SIGNS)
    ]
    for leg in parts_in(tokens):
        if Part.LEG not in leg.parts or taken & set(range(leg.first, leg.last + 1)):
            continue
        complaint = _complaint_of(statement, leg, named)
        if complaint is not None:
            pair = (Mention(leg.first, leg.last), Mention(complaint.first, complaint.last))
            yield pair, (tokens[pair[0].first].start, tokens[pair[0].last].end)


def _complaint_of(statement: Statement, leg: PartWords, named: list[Mention]) -> PartWords | None:
    """Return the complaint nearest to a leg in its stretch; none when a symptom or a test was read there."""
    for item in parts_in(statement.tokens):
        if Part.COMPLAINT in item.parts and (item.first == leg.last + 1 or item.last == leg.first - 1):
            return item
    first, end = stretch_of(statement.tokens, leg.first)
    if any(first <= mention.first < end and not _is_apart(statement, leg, mention) for mention in named):
        return None
    near = [
        item for item in parts_in(statement.tokens) if first <= item.first < end and Part.COMPLAINT in item.parts
    ]
    return min(near, key=lambda item: abs(item.first - leg.first), default=None)


def _is_apart(statement: Statement, leg: PartWords, test: Mention) -> bool:
    """Whether a test behind a comma is another thing: "pain to the calf, slump positive"."""
    is_test = test.trigger is not None and test.trigger.fact is Fact.ROOT_SIGNS
    return is_test and any(token.text in (",", "+") for token in statement.tokens[leg.last + 1 : test.first])


def _placed(statement: Statement, mention: Mention, assertion: Assertion) -> Assertion:
    """Return the assertion with the part of the body the words name; a denial of only a part is open."""
    tokens = statement.tokens
    first, end = stretch_of(tokens, mention.first)
    near = regions_between(parts_in(tokens), max(first, mention.first - 5), min(end, mention.last + 7))
    regions = near or regions_between(parts_in(tokens), first, end)
    if mention.trigger is None:
        regions |= {Part.LEG}
    if assertion.about is not About.OTHER_PERSON:
        assertion = replace(assertion, about=_about(statement, mention, regions))
        if mention.trigger is None and _is_of_joint(statement, mention):
            assertion = replace(assertion, about=About.OTHER_PART)
    if assertion.standing is Standing.DENIED:
        words = statement.text[tokens[first].start : tokens[end - 1].end]
        lead = " ".join(assertion.cues)
        goes = _GOES.search(words) is not None and _BELOW.search(words)
        partly = bool(_PARTLY.search(lead) or _PARTLY.search(_between(statement, mention, assertion)))
        behind = tokens[mention.last].end, tokens[end - 1].end
        partly = partly or _is_of_one_side(statement, tokens[mention.first].start, tokens[mention.last].end)
        partly = partly or bool(_ONE_SIDE.match(statement.text, *behind))
        partly = partly or bool(_OTHER_TIMES.search(statement.text, *behind))
        if partly or _AT_TIMES.match(statement.text, *behind) or goes:
            return replace(assertion, standing=Standing.NOT_UNDERSTOOD)
    return assertion


_SIDE = r"(?P<side>left|right|l|r|lt|rt|lle|rle)"
_SIDE_BEFORE = re.compile(rf"(?<![\w/]){_SIDE}\s+\Z", re.IGNORECASE)
_SIDE_BEHIND = re.compile(rf"\s*(?:on|in|down|into|to|of)\s+(?:the\s+|his\s+|her\s+)?{_SIDE}\b", re.IGNORECASE)
_SIDE_IN = re.compile(rf"(?<![\w/]){_SIDE}\b", re.IGNORECASE)
_OTHER_SIDE = {
    "l": re.compile(r"(?<![\w/])(?:right|r|rt|rle|both|bilat\w*|either|b/l|ble)\b", re.IGNORECASE),
    "r": re.compile(r"(?<![\w/])(?:left|l|lt|lle|both|bilat\w*|either|b/l|ble)\b", re.IGNORECASE),
}


def _is_of_one_side(statement: Statement, start: int, end: int) -> bool:
    """Whether words at ``text[start:end]`` are said of one leg, and the statement says nothing of the other."""
    text = statement.text
    named = _SIDE_BEFORE.search(text, max(statement.start, start - _LEAD), start)
    named = named or _SIDE_IN.search(text, start, end) or _SIDE_BEHIND.match(text, end, statement.end)
    return named is not None and _OTHER_SIDE[named["side"][0].lower()].search(statement.words) is None


_JOINT = re.compile(r"heels?|foot|feet|toes?|knees?|ankles?|arch(?:es)?|hips?", re.IGNORECASE)
_OF_JOINT = re.compile(
    r"\b(?:plantar\s+fasci\w+|bunions?|hallux|gout|sprain(?:ed)?|tend[io]n[io]tis|tendinopathy|neuroma|arthritis|osteoarthritis|oa"
    r"|menisc\w+|bursitis|ingrown|callus(?:es)?|hammertoe|heel\s+spurs?|bone\s+spurs?)\b",
    re.IGNORECASE,
)
_OF_NERVE = re.compile(
    r"\b(?:radi\w+|sciatic\w*|numb\w*|tingl\w*|paresth\w*|weak\w*|travel\w*|shoot\w*|spread\w*|from\s+(?:the\s+|his\s+|her\s+)?(?:low(?:er)?\s+)?back"
    r"|no|not|despite|unlike|rather|resolved|versus|vs|or|query|possible|possibly)\b|\?",
    re.IGNORECASE,
)


def _is_of_joint(statement: Statement, mention: Mention) -> bool:
    """Whether a complaint in a foot or a knee is of an illness of its own: "heel pain (plantar fasciitis)"."""
    words = statement.words
    part = statement.text[statement.tokens[mention.first].start : statement.tokens[mention.last].end]
    is_joint = _JOINT.fullmatch(part) is not None and _OF_JOINT.search(words) is not None
    return is_joint and _OF_NERVE.search(words) is None


def _about(statement: Statement, mention: Mention, regions: frozenset[Part]) -> About:
    if Part.LEG in regions:
        return About.PATIENT
    words = {token.text for token in statement.tokens[mention.first : mention.last + 1]}
    if Part.ELSEWHERE in regions or (regions and words & _PULLED):
        return About.OTHER_PART
    return About.PATIENT


def _between(statement: Statement, mention: Mention, assertion: Assertion) -> str:
    """Return the words between the denial and the symptom it denies."""
    tokens = statement.tokens
    first = max(0, mention.first - 3)
    before = statement.text[tokens[first].start : tokens[mention.first].start]
    cue = next((word for word in assertion.cues if word in before), None)
    return before.split(cue, 1)[1] if cue is not None else ""


def _draft(statement: Statement, mention: Mention, assertion: Assertion, read: tuple[int, int]) -> FindingDraft:
    tokens = statement.tokens
    words = statement.text[tokens[mention.first].start : tokens[mention.last].end].casefold()
    value = Presence(laterality=side_at(tokens, mention.first, mention.last), detail=words)
    own = _own_part(statement, mention) if assertion.standing is Standing.DENIED else None
    return FindingDraft(Fact.LEG_SYMPTOMS, value, assertion, statement.start, statement.end, read=read, own=own)


def _own_part(statement: Statement, mention: Mention) -> tuple[int, int] | None:
    """Return the part that denies a symptom by itself, from the word that denies it to the end of its list."""
    tokens = statement.tokens
    lead = next((i for i in range(mention.first, -1, -1) if tokens[i].text in _LEADS), mention.first)
    return own_part(statement, lead, mention.last, is_list=True)


_LEADS = DENIES | {"neither", "absence", "none"}
