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
from priorauth.reading.assertion import assess
from priorauth.reading.facts import Fact
from priorauth.reading.frame import Frame, Mention
from priorauth.reading.model import About, Standing
from priorauth.reading.plain_order import DENYING, LEANING, ends_sentence, words_of
from priorauth.reading.plain_tables import leading_words, turning_words
from priorauth.reading.reader import Mentioned
from priorauth.reading.statements import Statement
from priorauth.reading.tokens import Form, Token

_FACTS = frozenset(
    {
        Fact.FRACTURE, Fact.INFECTION, Fact.TUMOR, Fact.INSTABILITY, Fact.ANTICOAGULANTS,
        Fact.IMPLANTED_PULSE_GENERATOR, Fact.OTHER_IMPLANT, Fact.PRIOR_SPINE_SURGERY, Fact.PRIOR_ABLATION,
    }
)  # fmt: skip
"""Not a pregnancy: what is told beside its denial ("period late") may undo it."""

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
    "bridging yet awaiting await pending repeat repeated recheck rechecked again due soon tomorrow "
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
    "procedure safety intake screen screening history hx surgical surg psh pmh pshx pmhx ros rn nurse "
    "call red flag flags contraindication contraindications lab labs imaging xr xray x ray rays mri ct "
    "films film radiographs report findings impression onc oncologic past medical and / - list current "
    "allergies allergy skin constitutional general exam checklist form questionnaire today review of "
    "systems assessment bones bone spine active va non time out consult surgeon radiology lumbar"
)
"""The words of labels that name what a record is of, and give nobody and no place."""


def with_own_denial(item: Mentioned, frame: Frame) -> Mentioned | None:
    """Return a trigger with the part of its sentence that denies it by itself; none where no part does."""
    fact = item.mention.trigger.fact if item.mention.trigger is not None else None
    if fact not in _FACTS or item.assessment.standing not in (Standing.NOT_UNDERSTOOD, Standing.DENIED):
        return None
    is_of_spine = fact in _OF_SPINE or fact in (Fact.PRIOR_SPINE_SURGERY, Fact.PRIOR_ABLATION)
    if item.assessment.about is About.OTHER_PERSON or (is_of_spine and item.assessment.about is not About.PATIENT):
        return None
    tokens = item.statement.tokens
    parts = list(_parts(item.statement))
    place = next((n for n, part in enumerate(parts) if part.start <= item.mention.first < part.stop), None)
    if place is None or item.mention.last >= parts[place].stop:
        return None
    first = _opening(tokens, parts, place, frame)
    if (
        first is None
        or (first == 0 and place == len(parts) - 1)
        or _is_told_besides(item, parts, first, place, frame)
    ):
        return None
    begin, stop = parts[first].start, parts[place].stop
    if not _is_let_be(item.statement, parts, (first, place), is_of_spine=fact in _OF_SPINE):
        return None
    return _narrowed(item, frame, begin, stop)


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


def _is_let_be(statement: Statement, parts: list[range], own: tuple[int, int], *, is_of_spine: bool) -> bool:
    """Whether no other part of a sentence can turn, limit or date what its own part denies."""
    if _NOT_DONE.search(statement.words):
        return False
    before = (_is_idle_before(statement, part, is_of_spine=is_of_spine) for part in parts[: own[0]])
    behind = (_is_idle_behind(statement, part) for part in parts[own[1] + 1 :])
    return all(before) and all(behind)


def _is_idle_before(statement: Statement, part: range, *, is_of_spine: bool) -> bool:
    """Whether a part before a denial leaves it alone: a label of a record, or what gives it no place."""
    tokens = statement.tokens
    words = _words(tokens, part)
    is_label = tokens[part.stop].text == ":"
    if (is_label and set(words) <= _LABELS) or _is_ended(statement, part):
        return True
    denies = not _DENIES.isdisjoint(words)
    if _turns(words) or (is_label and not denies):
        return False
    return denies or not is_of_spine or not (_places(words) or _has_level(tokens, part))


def _is_idle_behind(statement: Statement, part: range) -> bool:
    """Whether a part behind a denial leaves it alone: it neither leans on it nor tells a state of its thing."""
    words = _words(statement.tokens, part)
    if _is_ended(statement, part):
        return True
    if words[-1] == "only" and statement.tokens[part.start - 1].text == ";":
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
    tokens = item.statement.tokens
    own = replace(item.statement, start=tokens[begin].start, end=tokens[stop - 1].end)
    start, end = item.place
    places = [index for index, token in enumerate(own.tokens) if start <= token.start and token.end <= end]
    if not places:
        return None
    mention = Mention(places[0], places[-1], item.mention.nature, item.mention.trigger)
    day = item.document.day
    found = assess(own, mention, frame, this_year=day.year if day is not None else 0)
    if found.standing is not Standing.DENIED or found.about is not About.PATIENT:
        return None
    return replace(item, statement=own, mention=mention, assessment=found)
