"""A denial that a part of a sentence makes by itself: "Devices: hearing aids; no pacemaker".

What else stands in the sentence has to be neither understood nor plain, as long as nothing in it can turn,
limit or date the denial. Words of doubt, of a plan, of another person, and those with which a part leans on the
one before it, leave the sentence to be read as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from priorauth.readers.safety.drug_standing import is_course_over
from priorauth.reading.assertion import Hints, assess
from priorauth.reading.facts import Fact
from priorauth.reading.frame import Frame, Mention
from priorauth.reading.model import About, Side, Standing
from priorauth.reading.plain_order import DENYING, LEANING, ends_sentence, words_of
from priorauth.reading.plain_tables import leading_words, turning_words
from priorauth.reading.reader import Mentioned
from priorauth.reading.statements import Statement
from priorauth.reading.tokens import Form, Token

_FACTS = frozenset(
    {
        Fact.FRACTURE, Fact.INFECTION, Fact.TUMOR, Fact.INSTABILITY, Fact.ANTICOAGULANTS,
        Fact.IMPLANTED_PULSE_GENERATOR, Fact.OTHER_IMPLANT, Fact.PRIOR_SPINE_SURGERY, Fact.PRIOR_ABLATION,
        Fact.PREGNANCY,
    }
)  # fmt: skip

_MAY_BE_BY_NOW = re.compile(
    r"\b(?:periods?|menses|lmp|late|missed|skipped|trying|conceiv\w*|weeks?|wks?|nause\w+|positive|pos|faint\w*|equivocal|unprotected"
    r"|partner|desire\w*|plans?|planning|repeat\w*|pending|result)\b",
    re.IGNORECASE,
)
"""What may undo the denial of a pregnancy wherever in its sentence it stands."""

_OF_SPINE = frozenset({Fact.FRACTURE, Fact.INSTABILITY, Fact.INFECTION})
"""What may be denied of one place and be there in another, so that a place before the denial narrows it."""

_SEPARATORS = words_of(", ; : ( ) [ ] |")
_DENIES = words_of("no denies denied deny denying without negative neg not never nobody neither none nothing")
_PEOPLE = words_of(
    "wife husband spouse partner mother father sister brother son daughter parents siblings aunt uncle "
    "cousin family grandmother grandfather niece nephew friend neighbor roommate coworker twin fiance "
    "fiancee boyfriend girlfriend"
)
_LATER = words_of(
    "held hold holding holds off restart restarts restarted resume resumes resumed pause paused bridge "
    "bridging battery yet awaiting await pending repeat repeated recheck rechecked again due soon tomorrow "
    "tonight next last first remaining remains still so far further longer recent recently ago previously "
    "prior was were had before incomplete limited partial partly nondiagnostic blank unknown unclear "
    "unsure uncertain unable declined refused ? < template example sample policy criteria criterion "
    "requirement requirements rule exclusion exclusions"
)
"""Words that tell of another time, an open question or a rule, wherever in the sentence they stand."""

_IDLE = words_of("or normal clean clear fine benign wnl excluded nothing")
"""Cue words that in a part of their own say nothing of the denial beside them."""

_ENDED = re.compile(
    r"(?:(?:the|his|her|a|baby|daily|low[\s-]dose|81(?:\s*mg)?)\s+)*(?:aspirin|asa|nsaids?|ibuprofen|naproxen|meloxicam|fish\s+oil)"
    r"(?:\s+81)?(?:\s*mg)?\s+(?:(?:was|were|is|has\s+been)\s+)?(?:stopped|discontinued|given\s+up|d/?c'?d|dropped|quit|ended)"
    r"(?:\s+(?:in|since))?(?:\s+[a-z]{3,9})?\s+(?:19|20)\d\d",
    re.IGNORECASE,
)
"""What tells of a drug that is no anticoagulant and was given up for good: "aspirin stopped in 2021"."""

_NOT_DONE = re.compile(
    r"\b(?:not|never|n't)\s+(?:\w+\s+)?(?:done|asked|completed|filled|obtained|examined|performed|taken|made|obtainable|available|known|sure|certain"
    r"|clear|reviewed|verified|confirmed|assessed|imaged|seen|included|excluded|true|correct)\b",
    re.IGNORECASE,
)
_LABELS = words_of(
    "device devices implant implants implanted meds medication medications med pre check checks preop op "
    "procedure operations surgeries procedures hospitalizations ops now at start ma np npo safety intake "
    "screen screening history hx surgical surg psh pmh pshx pmhx ros rn nurse "
    "call red flag flags contraindication contraindications lab labs imaging xr xray x ray rays mri ct "
    "films film radiographs report findings impression onc oncologic past medical and / - list current "
    "allergies allergy skin constitutional general exam checklist form questionnaire today review of "
    "systems assessment bones bone spine active va non time out consult surgeon radiology lumbar"
)
"""The words of labels that name what a record is of, and give nobody and no place."""

_OF_STUDY = words_of(
    "flex flexion ext extension bending bend dynamic standing upright f e views view series ap lat lateral l s ls "
    "spine lumbosacral & of"
)
_WORN = words_of(
    "loss thin thinned narrow narrowed narrowing degenerated degenerative degeneration desiccation spondylosis "
    "spurs osteophytes"
)
_DISC_WORDS = _WORN | words_of("disc discs disk disks space spaces height mild moderate severe and at with & the")
"""The words that tell of worn discs, and give a denial behind them no place: "L4-5 disc narrowing, no fracture"."""

_YES, _NO = words_of("y yes"), words_of("n no")
_ANSWERS = words_of("none no nil neg negative denied n nothing")
_LONGEST_ITEM = 6
"""Tokens of a thing asked for in a list of answers."""

_CHECKED = re.compile(
    r"(?:reconciled|reviewed|confirmed|verified|updated|documented|recorded|checked|asked)"
    r"(?:\s+(?:today|with|by|w|the|patient|pt|phone|rn|ma|pharmacist|on|at|intake|this|visit|/"
    r"|\d{1,4}(?:[-/]\d{1,2}){1,2}(?:[-/]\d{2,4})?))*",
    re.IGNORECASE,
)
"""What tells that a denial was looked over: "(confirmed with the patient)"."""

_SIDE = words_of("left right l r bilateral upper lower rest remainder others cervical thoracic neck")
"""Words with which a part behind a denial may give it a side: "no fracture, left normal"."""


def with_own_denial(item: Mentioned, frame: Frame) -> Mentioned | None:
    """Return a trigger with the part of its sentence that denies it by itself; none where no part does."""
    fact = item.mention.trigger.fact if item.mention.trigger is not None else None
    answer = _own_answer(item, frame)
    if answer is not None:
        return answer
    if fact is Fact.PREGNANCY and _MAY_BE_BY_NOW.search(item.statement.words):
        return None
    if fact not in _FACTS or item.assertion.standing not in (Standing.NOT_UNDERSTOOD, Standing.DENIED):
        return None
    is_of_spine = fact in _OF_SPINE or fact in (Fact.PRIOR_SPINE_SURGERY, Fact.PRIOR_ABLATION)
    if item.assertion.about is About.OTHER_PERSON or (is_of_spine and item.assertion.about is not About.PATIENT):
        return None
    tokens = item.statement.tokens
    parts = list(_parts(item.statement))
    place = next((n for n, part in enumerate(parts) if part.start <= item.mention.first < part.stop), None)
    if place is None or item.mention.last >= parts[place].stop:
        return None
    first, last = _opening(tokens, parts, place, frame), _closing(tokens, parts, place, frame)
    is_answered = first is None and _is_answered(item.statement, parts, place)
    if is_answered:
        first, last = place, place + 1
    if (
        first is None
        or (first == 0 and last == len(parts) - 1)
        or _is_told_besides(item, parts, first, last, frame)
    ):
        return None
    if not _is_let_be(item, parts, (first, last), is_of_spine=fact in _OF_SPINE):
        return None
    if is_answered:
        return _with_answer(item, frame, parts[first], parts[last])
    return _narrowed(item, frame, parts[first].start, parts[last].stop)


def _closing(tokens: tuple[Token, ...], parts: list[range], place: int, frame: Frame) -> int:
    """Return the last part that only goes on with the list a part begins: "no device, pacemaker or stimulator"."""
    named = {i for m in frame.mentions(tokens) for i in range(m.first, m.last + 1)}
    last = place
    while last + 1 < len(parts) and tokens[parts[last].stop].text == ",":
        part = parts[last + 1]
        if not all(index in named or tokens[index].text in ("or", "nor") for index in part):
            break
        last += 1
    return last if any(tokens[index].text in ("or", "nor") for index in parts[last]) else place


def _with_answer(item: Mentioned, frame: Frame, label: range, answer: range) -> Mentioned | None:
    """Return a trigger that is all of a label as its answer denies it."""
    found = _assessed(item, frame, label.start, label.stop)
    if found is None or found.assertion.standing is not Standing.STATED or found.assertion.leftover:
        return None
    tokens = item.statement.tokens
    own = replace(item.statement, start=tokens[label.start].start, end=tokens[answer.stop - 1].end)
    denied = replace(found.assertion, standing=Standing.DENIED, cues=(tokens[answer.start].text,))
    return replace(found, statement=own, assertion=denied)


def _is_answered(statement: Statement, parts: list[range], place: int) -> bool:
    """Whether the part behind a label is a plain answer to it: "Tumor: none", "spine surgery - none recorded"."""
    if place + 1 >= len(parts):
        return False
    tokens = statement.tokens
    between, answer = tokens[parts[place].stop], _words(tokens, parts[place + 1])
    recorded = answer[1:] in ([], ["recorded"], ["reported"], ["known"], ["listed"])
    return (between.text == ":" or _is_dash(statement, between)) and answer[0] in _ANSWERS and recorded


def _own_answer(item: Mentioned, frame: Frame) -> Mentioned | None:
    """Return a trigger with its own no in a list of things that each have an answer: "fracture N cancer N"."""
    tokens = item.statement.tokens
    start = next((i + 1 for i, token in enumerate(tokens) if token.text == ":"), 0)
    words = _words(tokens, range(start))
    if item.assertion.about is not About.PATIENT or _turns([word for word in words if word not in _LATER_LABEL]):
        return None
    own: range | None = None
    begin, count = start, 0
    for index in range(start, len(tokens)):
        text = tokens[index].text
        if text in _SEPARATORS or text == "." or text in _OPTIONAL:
            if index != begin:
                return None
            begin = index + 1
        elif text in _YES or text in _NO:
            if not 0 < index - begin <= _LONGEST_ITEM:
                return None
            if begin <= item.mention.first and item.mention.last < index:
                own = range(begin, index + 1)
            begin, count = index + 1, count + 1
    if own is None or count < _LEAST_ANSWERS or begin < len(tokens):
        return None
    found = _assessed(item, frame, own.start, own.stop)
    is_yes = tokens[own.stop - 1].text in _YES
    if found is None or (not is_yes and found.assertion.standing is not Standing.DENIED):
        return None
    return found


_LEAST_ANSWERS = 2
_OPTIONAL = words_of("*")
_LATER_LABEL = words_of("or recent not")


def _parts(statement: Statement) -> Iterator[range]:
    """Return the parts of a sentence between commas, semicolons, colons, brackets, bars and dashes."""
    start, tokens = 0, statement.tokens
    for index, token in enumerate(tokens):
        if token.text in _SEPARATORS or _is_dash(statement, token) or ends_sentence(statement, index):
            if start < index:
                yield range(start, index)
            start = index + 1
    stop = len(tokens) - (bool(tokens) and tokens[-1].text == ".")
    if start < stop:
        yield range(start, stop)


def _is_dash(statement: Statement, token: Token) -> bool:
    """Whether a hyphen stands between blanks, and joins no words."""
    around = statement.text[max(0, token.start - 1) : token.start] + statement.text[token.end : token.end + 1]
    return token.text in ("-", "\u2013", "\u2014") and len(around) == 2 and around.isspace()


def _opening(tokens: tuple[Token, ...], parts: list[range], place: int, frame: Frame) -> int | None:
    """Return the part whose denial reaches one: its own, or one before it that only names things between."""
    for number in range(place, -1, -1):
        part = parts[number]
        if any(tokens[index].text in _DENIES for index in part):
            return number
        named = {i for m in frame.mentions(tokens) for i in range(m.first, m.last + 1)}
        is_list = all(index in named or tokens[index].text in ("or", "and", "any", "/") for index in part)
        if not is_list or number == 0 or tokens[part.start - 1].text != ",":
            return None
    return None


def _is_told_besides(item: Mentioned, parts: list[range], first: int, place: int, frame: Frame) -> bool:
    """Whether another part that denies nothing tells of the same thing: "no fracture, old compression of L1"."""
    tokens, fact = item.statement.tokens, item.mention.trigger.fact if item.mention.trigger is not None else None
    others = [
        other
        for other in frame.mentions(tokens)
        if other.trigger is not None
        and other.trigger.fact is fact
        and not is_course_over(item.statement, tokens[other.last].end, item.document.day)
    ]
    for number, part in enumerate(parts):
        is_own = first <= number <= place or any(tokens[index].text in _DENIES for index in part)
        if not is_own and any(part.start <= other.first < part.stop for other in others):
            return True
    return False


def _is_let_be(item: Mentioned, parts: list[range], own: tuple[int, int], *, is_of_spine: bool) -> bool:
    """Whether no other part of a sentence can turn, limit or date what its own part denies."""
    statement, day = item.statement, item.document.day
    if _NOT_DONE.search(statement.words):
        return False
    year = day.year if day is not None else None
    before = (_is_idle_before(statement, part, year, is_of_spine=is_of_spine) for part in parts[: own[0]])
    behind = (_is_idle_behind(statement, part) for part in parts[own[1] + 1 :])
    return all(before) and all(behind)


def _is_idle_before(statement: Statement, part: range, year: int | None, *, is_of_spine: bool) -> bool:
    """Whether a part before a denial leaves it alone: a label of a record, or what gives it no place."""
    tokens = statement.tokens
    words = _words(tokens, part)
    is_label = tokens[part.stop].text == ":"
    if (is_label and set(words) <= _LABELS) or _is_ended(statement, part):
        return True
    if is_label and _is_recent_study(statement, part, year):
        return True
    if not is_label and _tells_discs(statement, part, year):
        return True
    if words[-1] == "only":
        words = words[:-1] or [""]  # "wrist plate only, no pacemaker"
    denies = not _DENIES.isdisjoint(words)
    if _turns(words) or (is_label and not denies):
        return False
    return denies or not is_of_spine or not (_places(words) or _has_level(tokens, part))


def _is_recent_study(statement: Statement, part: range, year: int | None) -> bool:
    """Whether a label names a study of this year or the last: "flex/ext films 8/25/2026:"."""
    words, tokens = _words(statement.tokens, part), [statement.tokens[index] for index in part]
    names = {token.text for token in tokens if token.form is Form.WORD}
    is_study = bool(names & _STUDIES) and names <= _LABELS | _OF_STUDY | _MONTHS
    return is_study and _is_recent(statement, part, year) and not _turns(words)


def _is_recent(statement: Statement, part: range, year: int | None) -> bool:
    """Whether all years that a part names are this one or the last."""
    text = statement.text[statement.tokens[part.start].start : statement.tokens[part.stop - 1].end]
    years = [2000 + int(found[-2:]) for found in _YEARS.findall(text)]
    return not years or (year is not None and all(year - 1 <= found <= year for found in years))


_YEARS = re.compile(r"(?<!\d)(?:(?:19|20)\d\d(?!\d)|(?<=/)\d\d(?![\d/]))")
_STUDIES = words_of(
    "xr xray x ray rays mri ct films film radiograph radiographs flex flexion bending imaging f views"
)
_MONTHS = words_of(
    "jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august"
)


def _tells_discs(statement: Statement, part: range, year: int | None) -> bool:
    """Whether a part tells of worn discs with their levels, perhaps behind a study's name, and nothing else."""
    tokens = [statement.tokens[index] for index in part if statement.tokens[index].form is Form.WORD]
    told = {token.text for token in tokens} - _LABELS - _OF_STUDY - {"l", "s"}
    is_worn = bool(told & _WORN) and told <= _DISC_WORDS and tokens[0].text != "at"
    return is_worn and _is_recent(statement, part, year)


def _is_idle_behind(statement: Statement, part: range) -> bool:
    """Whether a part behind a denial leaves it alone: it neither leans on it nor tells a state of its thing."""
    tokens, words = statement.tokens, _words(statement.tokens, part)
    text = statement.text[tokens[part.start].start : tokens[part.stop - 1].end]
    if _is_ended(statement, part) or _CHECKED.fullmatch(text) is not None:
        return True
    if words[0] in _SIDE:
        return False
    if words[-1] == "only" and statement.tokens[part.start - 1].text in (";", "."):
        words = words[:-1] or [""]  # "no pacemaker; smartwatch only"
    return not _turns(words) and (words[0] in _DENIES or not (_leans(words[0]) or _tells_state(words[0])))


def _words(tokens: tuple[Token, ...], part: range) -> list[str]:
    return [tokens[index].text for index in part]


def _is_ended(statement: Statement, part: range) -> bool:
    tokens = statement.tokens
    return _ENDED.fullmatch(statement.text, tokens[part.start].start, tokens[part.stop - 1].end) is not None


def _turns(words: list[str]) -> bool:
    """Whether a word leads to another person or time, or turns, limits or doubts what is said."""
    return any(
        word in _PEOPLE or word in _LATER or (word in turning_words() and word not in DENYING | _IDLE)
        for word in words
    )


def _places(words: list[str]) -> bool:
    """Whether words lead to a place or to another part of the body: "at L4", "ankle exam"."""
    return words[0] in LEANING or any(word in leading_words() - DENYING - _IDLE for word in words)


def _leans(word: str) -> bool:
    return word in LEANING or word in leading_words()


def _tells_state(word: str) -> bool:
    """Whether a word says in what state the thing before it is: "no cancer, cured"."""
    return word.endswith(("ed", "ly")) and word not in ("afebrile", "red")


def _has_level(tokens: tuple[Token, ...], part: range) -> bool:
    return any(
        tokens[index].form is Form.CODE and re.fullmatch(r"[tls]\d{1,2}", tokens[index].text) for index in part
    )


def _narrowed(item: Mentioned, frame: Frame, begin: int, stop: int) -> Mentioned | None:
    """Return a trigger in its own part alone, if that denies it."""
    found = _assessed(item, frame, begin, stop)
    return found if found is not None and found.assertion.standing is Standing.DENIED else None


def _assessed(item: Mentioned, frame: Frame, begin: int, stop: int) -> Mentioned | None:
    """Return a trigger as a part of its statement says by itself that it stands; none if of somebody else."""
    tokens = item.statement.tokens
    own = replace(item.statement, start=tokens[begin].start, end=tokens[stop - 1].end)
    start, end = item.place
    places = [index for index, token in enumerate(own.tokens) if start <= token.start and token.end <= end]
    if not places:
        return None
    mention = Mention(places[0], places[-1], item.mention.nature, item.mention.trigger)
    day = item.document.day
    found = assess(own, mention, frame, hints=Hints(this_year=day.year if day is not None else 0))
    if found.about is not About.PATIENT:
        return None
    return replace(item, statement=own, mention=mention, assertion=found)


def label_standing(item: Mentioned) -> tuple[Standing, Side | None] | None:
    """Return how a thing stands in a line that is only its label, and its side; none for any other line.

    The line below may answer it; without an answer it states nothing.

    "BLOOD THINNERS" over "None." denies; over anything else, or alone, the name of a kind of thing states nothing.
    The name of one thing ("Pacemaker.") is none of these: a list of problems says so that it is there.
    """
    is_bare = item.statement.words.strip(" .:").casefold() == item.printed.casefold()
    if not is_bare or item.assertion.about is not About.PATIENT:
        return None
    answer = item.after.words if item.after is not None else ""
    if _ANSWERED_NONE.fullmatch(answer) is not None and not item.statement.words.rstrip().endswith("."):
        return Standing.DENIED, None
    if _KIND_OF_THING.fullmatch(item.printed) is None and _OPENS_NONE.match(answer) is None:
        return None
    return Standing.NOT_UNDERSTOOD, Side.NEUTRAL


_ANSWERED_NONE = re.compile(
    r"\W*(?:none|nil)(?:\s+(?:known|reported|recorded|listed|taken|at\s+all|at\s+this\s+time|currently|at\s+present|ever))?\W*",
    re.IGNORECASE,
)
_OPENS_NONE = re.compile(r"\W*(?:none|nil)\b", re.IGNORECASE)
_KIND_OF_THING = re.compile(
    r"(?:(?:oral|current|any|prior|previous)\s+)*(?:blood\s+thinners?|anticoagulants?|anti-?platelets?|implants?|devices?"
    r"|implant(?:ed|able)\s+(?:electr\w+\s+|medical\s+)?devices?|bone\s+disease|pregnancy|pulse\s+generators?)",
    re.IGNORECASE,
)
