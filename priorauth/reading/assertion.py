"""How a mention stands: stated only when every word of its clause is understood, and otherwise as its cues say.

What helps a request must be understood word by word; what speaks against it need only be there, unless it is
understood away. So an unknown word makes "not understood": no help, and no silence either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from priorauth.reading.boxes import Box, box_of
from priorauth.reading.clauses import Clause, about, clauses_of, points_back
from priorauth.reading.cues import ORDER, Cue, Reach, Sense
from priorauth.reading.dated import is_of_another_day
from priorauth.reading.denial_scope import is_narrowed, is_open_denial
from priorauth.reading.frame import Frame, Mention, Nature
from priorauth.reading.harmless_places import TOLD, answered_marks, proper_names, told_places
from priorauth.reading.marking import Marked, mark
from priorauth.reading.model import About, Standing
from priorauth.reading.phrase_matching import Hit
from priorauth.reading.reach import Within, has_own_object, reaches
from priorauth.reading.sections import section_of
from priorauth.reading.statements import LONGEST, Statement
from priorauth.reading.told_ahead import told_ahead
from priorauth.reading.vocabulary import Category

_Near = tuple[Sense, str, tuple[str, ...]]
"""What stands beside a statement says of it: the sense, the words, and those nobody knows."""

_BLANK = re.compile(r"____|\*\*\*|@[A-Z]\w*@")
"""What a form or a template leaves to be filled in."""

_RESULT = re.compile(r"\d")
_UNSIGNED = re.compile(
    r"\W*(?:initials?|signature|signed|sign here|patient|name|date)\b[^_\n]{0,20}_{3,}", re.IGNORECASE
)
"""A line to be signed under a printed sentence: whoever has not signed it has not said it."""

_OF_ACTS = frozenset({Sense.PLANNED, Sense.REFUSED})
_ACTS = frozenset({Nature.ACT, Nature.DRUG, Nature.DEVICE, Nature.TEST})
_STATE_AFTER = frozenset({"s", "status", "sp", "history", "hx", "h", "ho", "known"})
"""How cues begin that put a device into the past in which it was implanted: "status post pacemaker"."""

_FIRST_DEFAULTS = frozenset({Standing.GENERIC, Standing.CONDITIONAL})


@dataclass(frozen=True, slots=True)
class Assertion:
    """How a mention stands, whom it is about, the cue words that say so, and what nobody understood."""

    standing: Standing
    about: About = About.PATIENT
    cues: tuple[str, ...] = ()
    leftover: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hints:
    """What a reader knows of a mention besides its statement and the neighbors.

    ``others`` are things of the same kind the statement names and no trigger tells. ``values`` are the places of
    tokens that a grammar of values has read: "without relief" denies no drug. With ``this_year`` only earlier years
    put a condition into the past, else any year does.
    """

    others: tuple[Mention, ...] = ()
    values: frozenset[int] = frozenset()
    this_year: int | None = None


NO_HINTS = Hints()


@dataclass(frozen=True, slots=True)
class _Reached:
    """A cue that speaks of the mention."""

    hit: Hit[Cue]
    cue: Cue


@dataclass(frozen=True, slots=True)
class _Heard:
    """What the words of a statement itself say of a mention: the cues, and where words stand nobody understood."""

    marked: Marked
    within: Within
    found: list[_Reached]
    left: tuple[int, ...]


def assess(
    statement: Statement, mention: Mention, frame: Frame, before: Statement | None = None,
    after: Statement | None = None, hints: Hints = NO_HINTS,
) -> Assertion:  # fmt: skip
    """Return how a mention of a statement stands.

    ``before`` and ``after`` are its neighbors: an opening that ends in a colon, or a sentence that points back, is
    said of the mention too. Pure, and linear in the text: a statement over 1,200 characters is not understood.
    """
    if statement.end - statement.start > LONGEST:
        return Assertion(Standing.NOT_UNDERSTOOD, leftover=("too long",))
    box, span = box_of(statement, mention)
    answered = _by_boxes(statement, mention, box)
    if answered is not None:
        return answered
    if box is Box.TICKED:
        starts = {statement.tokens[index].start for index in hints.values}
        statement, mention = _narrowed(statement, mention, span)
        values = frozenset(index for index, token in enumerate(statement.tokens) if token.start in starts)
        hints = replace(hints, values=values)
    heard = _heard(statement, mention, frame, hints)
    near = _near(statement, mention, frame, before, after)
    senses = [item.cue.sense for item in heard.found if _counts(item, mention, heard.marked)]
    senses += [sense for sense, _, _ in near]
    if _is_dated(frame, mention) and is_of_another_day(heard.marked, heard.within, hints.this_year):
        senses.append(Sense.HISTORIC)
    if box is Box.TICKED:
        senses = [sense for sense in senses if sense is not Sense.UNFILLED]
    words = [_words(statement, item.hit, heard.marked) for item in heard.found]
    cues = tuple(dict.fromkeys([*words, *(word for _, word, _ in near if word)]))
    leftover = [heard.marked.tokens[index].text for index in heard.left]
    leftover += [word for _, _, rest in near for word in rest]
    is_open = _is_open(heard, mention, hints.this_year)
    standing = _standing(statement, mention, senses, tuple(leftover), is_open=is_open)
    about_whom = _about(statement, near, heard.marked, heard.found, frame)
    return Assertion(standing, about_whom, cues, tuple(dict.fromkeys(leftover)))


def _by_boxes(statement: Statement, mention: Mention, box: Box) -> Assertion | None:
    """Return how a mention stands by the boxes of its line or the answer to it alone; none where its words say."""
    if box is Box.OPEN:
        return Assertion(Standing.UNFILLED)
    if box is Box.NONE_OF_THESE or (mention.nature in _ANSWERED and _is_denied_label(statement, mention)):
        return Assertion(Standing.DENIED, statement.section.about)
    if box is Box.NO_BOX and _LONE_MARK.search(statement.words):
        return Assertion(Standing.NOT_UNDERSTOOD, leftover=("x",))
    return None


def _heard(statement: Statement, mention: Mention, frame: Frame, hints: Hints) -> _Heard:
    read = hints.values | _names(statement, frame) | answered_marks(statement.tokens)
    read |= proper_names(statement, frame) | _told(statement, mention, frame)
    own_places = range(mention.first, mention.last + 1)
    marked = mark(statement.text, statement.tokens, frame, own_places, hints.others, read)
    within = Within(*about(marked, clauses_of(marked), mention.first))
    reached = [_Reached(hit, cue) for hit, cue in _cues(marked) if reaches(marked, hit, cue, mention, within)]
    fitting = [item for item in reached if _fits(item.cue.sense, mention)]
    left = _left_places(marked, mention, within, fitting, frame)
    return _Heard(marked, within, [item for item in fitting if not _is_source(marked, item, mention)], left)


def _near(
    statement: Statement, mention: Mention, frame: Frame, before: Statement | None, after: Statement | None
) -> list[_Near]:
    """Return what the heading, the neighbors and the words ahead of a statement say of its mention."""
    near = [
        *_from_heading(statement, mention, frame),
        *_from_before(before, frame),
        *_from_after(statement, after, frame),
    ]
    ahead = told_ahead(statement.words)
    return [*near, (ahead, "", ())] if ahead is not None else near


def _is_open(heard: _Heard, mention: Mention, this_year: int | None) -> bool:
    """Whether a denial leaves open what it denies; "normal in 2011" denies nothing of today.

    Last year's study may be the newest.
    """
    marked, within = heard.marked, heard.within
    if this_year is not None and is_of_another_day(marked, _beside(marked, within, mention), this_year - 1):
        return True
    denials = [item.hit for item in heard.found if item.cue.sense is Sense.DENIED]
    is_open = is_open_denial(marked, mention, denials, within)
    return is_open or is_narrowed(marked, mention, denials, heard.left, within)


def _names(statement: Statement, frame: Frame) -> frozenset[int]:
    """Return where the patient's own name stands, printed with a capital: it says nothing of the mention."""
    return frozenset(
        index
        for index, token in enumerate(statement.tokens)
        if token.text in statement.names
        and statement.text[token.start].isupper()
        and not frame.vocabulary.categories(token)
    )


def _told(statement: Statement, mention: Mention, frame: Frame) -> frozenset[int]:
    """Return where unknown words only tell more of a mention: "back pain since May after shifting ballast"."""
    fact = mention.trigger.fact if mention.trigger is not None else None
    tokens = statement.tokens
    places = told_places(statement, fact, mention.last, frame)
    return frozenset(index for index in places if not frame.vocabulary.categories(tokens[index]))


_LONE_MARK = re.compile(r"(?<![\d.])\s[xX\u2713\u2714]\s*\Z")
"""A mark at the end of a form's line whose column is lost: nobody can say whether it stood under yes or no."""
_ANSWERED = frozenset({Nature.CONDITION, Nature.DEVICE, Nature.DRUG})
_A_YEAR = re.compile(r"(?:19|20)\d\d")
_NO_MORE = frozenset({"no", "none", "denies", "denied", "negative", "0", "nil"})


def _is_denied_label(statement: Statement, mention: Mention) -> bool:
    """Whether a mention is the label of a list that begins with a denial: ``IMPLANTS: no pacemaker, no pump``."""
    behind = statement.tokens[mention.last + 1 : mention.last + 3]
    if mention.first != 0 or not behind or any(_A_YEAR.fullmatch(token.text) for token in statement.tokens):
        return False  # "Cancer: none found in 2022" is read with its year
    return behind[-1].text in _NO_MORE if behind[0].text == ":" and len(behind) == 2 else behind[0].text == "0"


_EXCEPTIONS = frozenset(
    {"but for", "except for", "except", "other than", "apart from", "aside from", "besides", "save for"}
)


def without_exception(found: Assertion) -> Assertion:
    """Return an assertion whose value does not hold throughout as not understood: "negative except left"."""
    excepted = _EXCEPTIONS & {" ".join(word.lower().split()) for word in found.cues}
    if found.standing is not Standing.STATED or not excepted:
        return found
    return replace(found, standing=Standing.NOT_UNDERSTOOD, leftover=(*found.leftover, *sorted(excepted)))


def _is_dated(frame: Frame, mention: Mention) -> bool:
    """Whether a year puts a mention into the past: a condition's, not that of a device or of surgery."""
    return frame.past_by_date and mention.nature is Nature.CONDITION


def _narrowed(statement: Statement, mention: Mention, span: tuple[int, int]) -> tuple[Statement, Mention]:
    """Return the ticked choice, or the words before the choices, as a statement of its own."""
    start = statement.tokens[mention.first].start
    narrow = replace(statement, start=span[0], end=span[1], is_row=False)
    first = next(index for index, token in enumerate(narrow.tokens) if token.start == start)
    return narrow, replace(mention, first=first, last=first + mention.last - mention.first)


def _cues(marked: Marked) -> Iterator[tuple[Hit[Cue], Cue]]:
    return ((hit, cue) for hit in marked.cues for cue in hit.payloads)


def _fits(sense: Sense, mention: Mention) -> bool:
    return sense not in _OF_ACTS or mention.nature in _ACTS


def _is_source(marked: Marked, item: _Reached, mention: Mention) -> bool:
    """Whether an artifact comes from a thing, which is then there: "metal artifact from the {screws}"."""
    if item.cue.sense is not Sense.RETRACTED or mention.nature not in _SOURCES or item.hit.last >= mention.first:
        return False
    behind = marked.tokens[item.hit.last + 1].text
    return marked.tokens[item.hit.first].text in _ARTIFACTS and behind in ("from", "of", "by", "due", "caused")


_SOURCES = frozenset({Nature.DEVICE, Nature.ACT})
_ARTIFACTS = frozenset({"artifact", "artifacts", "artefact", "artefacts"})


def _beside(marked: Marked, within: Within, mention: Mention) -> Within:
    """Return a mention's own clause up to what stands in parentheses, where another thing's year may be."""
    behind = range(mention.last + 1, within.own.end)
    end = next((index for index in behind if marked.tokens[index].text == "("), within.own.end)
    own = Clause(within.own.first, end)
    return Within(own, (own,))


def _counts(item: _Reached, mention: Mention, marked: Marked) -> bool:
    """Whether a cue makes a thing stand otherwise: an act that is past was done, a device behind "s/p" is there.

    An exception behind another denied thing is that one's: "no fracture, no edema apart from the endplates".
    """
    if item.cue.sense is Sense.POSITIVE:
        between = (hit for hit, cue in _cues(marked) if cue.sense is Sense.DENIED)
        return not any(mention.last < hit.first < item.hit.first for hit in between)
    if item.cue.sense is not Sense.HISTORIC or item.cue.reach is Reach.AROUND:
        return True
    is_state_after = marked.tokens[item.hit.first].text in _STATE_AFTER
    return not (mention.nature is Nature.ACT or (mention.nature is Nature.DEVICE and is_state_after))


def _words(statement: Statement, hit: Hit[Cue], marked: Marked) -> str:
    return statement.text[marked.tokens[hit.first].start : marked.tokens[hit.last].end]


def _standing(
    statement: Statement, mention: Mention, senses: list[Sense], leftover: tuple[str, ...], *, is_open: bool
) -> Standing:
    default = statement.section.standing
    if _BLANK.search(statement.words):
        return Standing.UNFILLED
    if default in _FIRST_DEFAULTS:
        return default
    decided = next((sense for sense in ORDER if sense in senses), None)
    if decided is None and _is_question(statement):
        return Standing.ASKED
    if decided is Sense.DENIED:
        return Standing.NOT_UNDERSTOOD if Sense.POSITIVE in senses or is_open else Standing.DENIED
    if decided is not None and decided.standing is not None:
        return decided.standing
    if default is Standing.PLANNED and mention.nature not in (Nature.ACT, Nature.TEST):
        return (
            Standing.NOT_UNDERSTOOD
        )  # a goal states no condition, and a plan that names one does not take it away
    if default is not None:
        return default
    is_bare = statement.is_heading and not _RESULT.search(
        statement.words
    )  # a heading names a thing and says nothing
    return Standing.NOT_UNDERSTOOD if leftover or is_bare else Standing.STATED


def _is_question(statement: Statement) -> bool:
    return statement.words.rstrip("\"') ").endswith("?")


def _about(
    statement: Statement, near: Iterable[_Near], marked: Marked, found: list[_Reached], frame: Frame
) -> About:
    said = [(item.cue.sense, _words(statement, item.hit, marked)) for item in found]
    said += [(sense, words) for sense, words, _ in near]
    if statement.section.about is About.OTHER_PERSON or Sense.OTHER_PERSON in {sense for sense, _ in said}:
        return About.OTHER_PERSON
    parts = (words for sense, words in said if sense is Sense.OTHER_PART)
    elsewhere = any(frame.own_parts.isdisjoint(words.lower().split()) for words in parts)
    return About.OTHER_PART if elsewhere else About.PATIENT


def _left_places(
    marked: Marked, mention: Mention, within: Within, found: list[_Reached], frame: Frame
) -> tuple[int, ...]:
    """Return where words said of a mention stand that nobody understood: unknown ones, and cues of nothing."""
    reached = {item.hit.first for item in found}
    left = [
        index
        for clause in within.said
        for index in clause.places
        if not mention.first <= index <= mention.last and marked.is_unknown(index)
    ]
    left += _bare_answer(marked, mention, within)
    for hit in marked.cues:
        if not within.holds(hit.first) or hit.first in reached or _is_own_part(marked, hit, frame):
            continue
        if all(marked.is_(index, Category.SUBJECT) for index in range(hit.first, hit.last + 1)):
            continue  # part of another thing's name: "does not travel"
        if not any(has_own_object(marked, hit, cue, mention) for cue in hit.payloads):
            left += range(hit.first, hit.last + 1)
    return tuple(left)


def _bare_answer(marked: Marked, mention: Mention, within: Within) -> list[int]:
    """Return where a minus or a zero ends the clause of a mention: it may be an answer, and is no word."""
    places = range(mention.last + 1, within.own.end)
    behind = [i for i in places if i not in marked.eaten and not marked.is_(i, Category.SUBJECT)]
    rest = [index for index in behind if marked.tokens[index].text not in (")", "]", ".", "!")]
    if not rest or marked.tokens[rest[-1]].text not in ("-", "0"):
        return []
    leads_on = any(index in marked.eaten for index in places if index > rest[-1])  # "- no relief": a dash
    return [] if leads_on else rest[-1:]


def _is_own_part(marked: Marked, hit: Hit[Cue], frame: Frame) -> bool:
    """Whether a word for a part of the body is of the reader's own subject, or known to it as a word."""
    return all(cue.sense is Sense.OTHER_PART for cue in hit.payloads) and bool(marked.kinds[hit.first])


_OPENING = frozenset(
    {Sense.GENERIC, Sense.UNFILLED, Sense.RETRACTED, Sense.ASKED, Sense.CONDITIONAL, Sense.OTHER_PERSON}
)
_HISTORIC = frozenset({Sense.HISTORIC})
_BACKWARD = frozenset({Reach.AFTER, Reach.AROUND, Reach.CLAUSE, Reach.STATEMENT})


def _from_heading(statement: Statement, mention: Mention, frame: Frame) -> Iterator[_Near]:
    """Return what a heading of no known section says, and its words that nobody knows: "HOW TO DICTATE".

    A heading that says "history" puts no act into the past that it was not done in.
    """
    if statement.heading is None or section_of(statement.heading_words) is not None:
        return
    marked = mark(statement.text, statement.heading_tokens, frame)
    is_act = mention.nature is Nature.ACT or (mention.trigger is not None and mention.trigger.fact in TOLD)
    for hit, cue in _cues(marked):
        if cue.sense in _OPENING or cue.sense is Sense.OTHER_PART:
            yield cue.sense, _words(statement, hit, marked), ()
    rest = tuple(
        token.text
        for i, token in enumerate(marked.tokens)
        if marked.is_unknown(i) or (marked.cue_at[i] is not None and not (is_act and marked.senses(i) == _HISTORIC))
    )
    if rest and not statement.under_title:
        yield Sense.PSEUDO, "", rest


def _from_before(before: Statement | None, frame: Frame) -> Iterator[_Near]:
    """Return what an opening such as "Delete what does not apply:" says of what follows it."""
    if before is None or not before.words.endswith(":") or before.end - before.start > LONGEST:
        return
    marked = mark(before.text, before.tokens, frame)
    for hit, cue in _cues(marked):
        if cue.sense in _OPENING:
            yield cue.sense, _words(before, hit, marked), ()


def _from_after(statement: Statement, after: Statement | None, frame: Frame) -> Iterator[_Near]:
    """Return what a sentence that points back says: "This is an artifact."; or a line that nobody signed."""
    if after is None or after.end - after.start > LONGEST or not after.tokens:
        return
    if after.line == statement.line and _UNSIGNED.match(after.words):
        yield Sense.UNFILLED, after.words, ()
    marked = mark(after.text, after.tokens, frame)
    clause = Clause(0, len(marked.tokens))
    if not _points_back(marked, clause):
        return
    rest = tuple(token.text for index, token in enumerate(marked.tokens) if marked.is_unknown(index))
    found: Iterable[tuple[Hit[Cue], Cue]] = _cues(marked)
    for hit, cue in found:
        if cue.reach in _BACKWARD and cue.sense is not Sense.OTHER_PART:
            yield cue.sense, _words(after, hit, marked), ()
    if rest:
        yield Sense.PSEUDO, "", rest


def _points_back(marked: Marked, clause: Clause) -> bool:
    first = marked.tokens[0]
    if first.text in ("this", "these", "that", "those", "it", "they", "such", "which", "above", "both"):
        return points_back(marked, clause)
    if first.text in ("i", "we"):
        return len(marked.tokens) > 1 and marked.tokens[1].text in ("disagree", "dispute", "differ")
    return (
        first.text == "the"
        and len(marked.tokens) > 1
        and marked.tokens[1].text in ("above", "finding", "findings", "latter")
    )
