"""Whether a cue reaches a thing. Denials reach tightly: over the members of a list, not over a verb or "since"."""

from __future__ import annotations

from dataclasses import dataclass

from priorauth.reading.clauses import Clause
from priorauth.reading.cues import Cue, Reach, Sense
from priorauth.reading.frame import Mention
from priorauth.reading.marking import Marked
from priorauth.reading.phrase_matching import Hit
from priorauth.reading.tokens import Form
from priorauth.reading.vocabulary import Category

_MOST_UNKNOWN = 4
_SEE_THROUGH = frozenset({Sense.HISTORIC, Sense.OTHER_PART})
_HEDGED = frozenset({Sense.HEDGED})
_CLOSERS = frozenset({"or", "nor"})
_OPENS_ANOTHER = frozenset({"on", "with", "has", "takes", "taking", "s", "status", "c", "w", "positive", "+"})
"""Words that open a thing of its own behind a comma: "no diabetes, on warfarin"."""

_NEAR_LEVEL = 3
_PARTS_APART = frozenset({",", "and", "&", "+", "/"})
_WHEN = (Category.TIME, Category.MEASURE, Category.ADVERB, Category.BACK)
"""What may stand behind an answer: "negative this morning"."""

_ENDS_ANSWER = frozenset({".", ",", ";", ")", "|", "!", "/"})
_BEFORE_ANSWER = frozenset({":", "-", "\u2013", "\u2014", "=", "(", "?", "/", ","})
_GRADED = frozenset(
    {
        "mild",
        "moderate",
        "severe",
        "marked",
        "small",
        "large",
        "minimal",
        "slight",
        "extensive",
        "prominent",
        "advanced",
        "left",
        "right",
        "bilateral",
        "new",
    }
)


@dataclass(frozen=True, slots=True)
class Within:
    """The clauses a mention stands in: its own, and all that speak of it."""

    own: Clause
    said: tuple[Clause, ...]

    def holds(self, index: int) -> bool:
        """Whether a token is said of the mention."""
        return any(index in clause for clause in self.said)


def reaches(marked: Marked, hit: Hit[Cue], cue: Cue, mention: Mention, within: Within) -> bool:
    """Whether a cue speaks of a mention."""
    if cue.reach is Reach.STATEMENT:
        return True
    is_apart = cue.sense is Sense.OTHER_PART and _is_apart(marked, hit, mention)
    if is_apart or not within.holds(hit.first):
        return False
    if cue.reach is Reach.CLAUSE:
        return not (cue.sense is Sense.HEDGED and _is_of_another_noun(marked, mention, hit.first))
    if hit.first not in within.own:
        if cue.reach is Reach.ANSWER:
            return hit.first > mention.last and _is_whole_clause(marked, hit, within)
        return cue.reach in (Reach.AFTER, Reach.AROUND) and hit.first > mention.last
    if cue.sense is Sense.OTHER_PERSON and hit.last < mention.first:
        return _is_subject_of(marked, hit.last + 1, mention)
    if cue.reach is Reach.NEXT:
        return hit.last < mention.first and _is_next(marked, hit.last + 1, mention)
    if hit.last < mention.first:
        return cue.reach in (Reach.BEFORE, Reach.AROUND) and _is_open_before(marked, hit.last + 1, mention)
    if cue.reach is Reach.ANSWER:
        return _is_answer(marked, mention, hit)
    return cue.reach in (Reach.AFTER, Reach.AROUND) and _is_open_after(marked, mention, hit.first)


def _is_of_another_noun(marked: Marked, mention: Mention, end: int) -> bool:
    """Whether a doubt stands in "that ..." behind another thing: "fracture, and a protrusion that may touch it"."""
    that = next((i for i in range(mention.last + 1, end) if marked.tokens[i].text == "that"), None)
    if that is None:
        return False
    join = next((i for i in range(mention.last + 1, that) if marked.tokens[i].text in (",", "and", "with")), that)
    return any(marked.is_(i, Category.SUBJECT) for i in range(join, that))


def _is_apart(marked: Marked, hit: Hit[Cue], mention: Mention) -> bool:
    """Whether a part of the body is another thing's: "fracture of L2 and knee pain", "L1 fracture, hip normal".

    The last part of a list is of all its members ("no fracture or dislocation of the hip"), unless the thing has
    a level of its own.
    """
    between = range(mention.last + 1, hit.first) if hit.first > mention.last else range(hit.last + 1, mention.first)
    joints = [index for index in between if marked.tokens[index].text in _PARTS_APART]
    if not joints:
        return False
    near = range(max(0, mention.first - _NEAR_LEVEL), mention.last + 1)
    if hit.first < mention.first or any(_is_level(marked, index) for index in (*near, *between)):
        return True
    return not any(marked.is_(index, Category.PREPOSITION) for index in range(joints[-1], hit.first + 1))


def _is_level(marked: Marked, index: int) -> bool:
    token = marked.tokens[index]
    return token.form is Form.CODE and token.text[0] in "lst" and marked.is_(index, Category.MEASURE)


def _is_next(marked: Marked, start: int, mention: Mention) -> bool:
    kinds = (Category.ARTICLE, Category.ADJECTIVE, Category.ADVERB)
    return all(marked.is_(index, *kinds) for index in range(start, mention.first))


def _is_whole_clause(marked: Marked, hit: Hit[Cue], within: Within) -> bool:
    """Whether a clause is the answer to a question: "... ? No.", "... ? No (never)"."""
    clause = next(clause for clause in within.said if hit.first in clause)
    rest = [index for index in clause.places if index < hit.first]
    behind = [marked.tokens[index].text for index in range(hit.last + 1, clause.end)]
    is_alone = all(marked.tokens[index].form is Form.SIGN for index in rest)
    asked = any(marked.tokens[index].text == "?" for index in rest)
    return is_alone and (not behind or behind[0] in _ENDS_ANSWER or (asked and behind[0] in ("(", "-")))


def _is_subject_of(marked: Marked, start: int, mention: Mention) -> bool:
    """Whether a person is who the words up to a mention speak of: "his mother has had a"; all must be known."""
    return not any(
        marked.is_unknown(i) or marked.tokens[i].text in (";", ".", "he", "she", "patient", "pt")
        for i in range(start, mention.first)
    )


def _is_open_before(marked: Marked, start: int, mention: Mention) -> bool:
    if not _passes(marked, start, mention.first, forward=True):
        return False
    if marked.tokens[start].text == ":":
        return True  # a label is said of its whole list: "Stopped: warfarin 2020, apixaban 2022"
    commas = [i for i in range(start, mention.first) if marked.tokens[i].text == "," and i not in marked.eaten]
    if not commas:
        return True
    if marked.tokens[commas[-1] + 1].text in _OPENS_ANOTHER:
        return False
    return _is_closed_list(marked, commas[-1], mention) or not _stands_alone(marked, commas[-1], mention)


def _is_closed_list(marked: Marked, comma: int, mention: Mention) -> bool:
    """Whether "or" or "nor" stands behind the comma, before the next verb or stop: "no A, B or C"."""
    for index in range(comma, len(marked.tokens)):
        text = marked.tokens[index].text
        if text in _CLOSERS:
            return True
        if text in (";", ".", ":") or (index > mention.last and marked.is_(index, Category.BARRIER)):
            return False
    return False


def _stands_alone(marked: Marked, comma: int, mention: Mention) -> bool:
    """Whether what stands behind a comma has a grade or a place of its own: ", moderate stenosis at L4"."""
    before = range(comma, mention.first)
    behind = range(mention.last + 1, min(mention.last + 7, len(marked.tokens)))
    graded = any(marked.tokens[i].text in _GRADED for i in before)
    placed = any(marked.is_only(i, Category.MEASURE) for i in (*before, *behind))
    return graded or placed


def _is_open_after(marked: Marked, mention: Mention, end: int) -> bool:
    if not _passes(marked, mention.last + 1, end, forward=False):
        return False
    for index in range(mention.last + 1, end):
        if marked.is_(index, Category.SUBJECT) and _is_new_subject(marked, mention, index):
            return False
    return True


def _is_new_subject(marked: Marked, mention: Mention, index: int) -> bool:
    """Whether a thing behind a comma is no member of the mention's list: "fracture at L2, tumor is absent"."""
    glue = [i for i in range(mention.last + 1, index) if marked.tokens[i].text in (",", "and")]
    if not glue:
        return False
    return any(
        not marked.is_(i, Category.ARTICLE, Category.SUBJECT, Category.GLUE)
        for i in range(mention.last + 1, glue[-1])
    )


def _passes(marked: Marked, start: int, end: int, *, forward: bool) -> bool:
    """Whether the words between a cue and a mention let it through."""
    unknown = 0
    for index in range(start, end):
        if index in marked.eaten:
            continue
        senses = marked.senses(index)
        if not forward and senses == _HEDGED:
            continue  # "is thought unlikely"
        if marked.is_(index, Category.GLUE, Category.SIGN) or senses & _SEE_THROUGH:
            continue
        if senses:
            return False
        if _blocks(marked, index, forward=forward):
            return False
        if marked.is_only(index, Category.PREPOSITION) and index + 1 < end and marked.is_unknown(index + 1):
            return False
        unknown += marked.is_unknown(index)
    return unknown <= _MOST_UNKNOWN


def _blocks(marked: Marked, index: int, *, forward: bool) -> bool:
    if marked.is_(index, Category.BARRIER) and not marked.is_(index, Category.ADJECTIVE):
        return True
    if marked.is_(index, Category.AUXILIARY):
        return forward
    return marked.is_(index, Category.VERB) and not marked.is_(index, Category.NOUN, Category.ADJECTIVE)


def _is_answer(marked: Marked, mention: Mention, hit: Hit[Cue]) -> bool:
    """Whether a cue is the whole answer behind a mention: ``Modic change at L4-5: none``."""
    if hit.first == mention.last + 1 and marked.tokens[mention.last].end == marked.tokens[hit.first].start:
        return False
    between = range(mention.last + 1, hit.first)
    if not any(marked.tokens[i].text in _BEFORE_ANSWER for i in between) and len(between) > 0:
        return False
    if not _passes(marked, mention.last + 1, hit.first, forward=False) or _is_answer_of_another(marked, between):
        return False
    after = hit.last + 1
    while after < len(marked.tokens) and marked.is_(after, *_WHEN):
        after += 1
    return after >= len(marked.tokens) or marked.tokens[after].text in _ENDS_ANSWER


def _is_answer_of_another(marked: Marked, between: range) -> bool:
    """Whether an answer is another thing's: "fracture yes, tumor no", "fracture of L2, canal normal"."""
    texts = [marked.tokens[index].text for index in between]
    if not texts or not _ANSWERS.isdisjoint(texts):
        return bool(texts)
    if texts[-1] in _BEFORE_ANSWER or "," not in texts:
        return False
    comma = len(texts) - 1 - texts[::-1].index(",")
    own = between[comma + 1 :]
    return bool(own) and marked.is_(own[-1], Category.SUBJECT) and not marked.is_(own[-1], Category.OBJECT)


_ANSWERS = frozenset({"yes", "y", "no", "n", "none", "positive", "pos", "present", "true", "never"})


def has_own_object(marked: Marked, hit: Hit[Cue], cue: Cue, mention: Mention) -> bool:
    """Whether a cue that does not reach the mention speaks of another thing that is known."""
    if cue.reach is Reach.CLAUSE:
        return cue.sense is Sense.HEDGED and _is_of_another_noun(marked, mention, hit.first)
    if cue.reach in (Reach.BEFORE, Reach.AROUND, Reach.NEXT) and _object_behind(marked, hit, mention):
        return True
    return cue.reach in (Reach.AFTER, Reach.AROUND, Reach.ANSWER) and _object_before(marked, hit, mention)


def _object_behind(marked: Marked, hit: Hit[Cue], mention: Mention) -> bool:
    for index in range(hit.last + 1, min(hit.last + 7, len(marked.tokens))):
        if mention.first <= index <= mention.last or marked.is_unknown(index):
            return False
        if marked.cue_at[index] is not None and not marked.senses(index) & _SEE_THROUGH:
            return False
        if marked.tokens[index].text in (";", ".", ",", ")"):
            return _is_member(marked, hit, index)
        if marked.is_(index, Category.SUBJECT, Category.OBJECT):
            return True
    return False


def _is_member(marked: Marked, hit: Hit[Cue], comma: int) -> bool:
    """Whether a "no" denies a member of a list that says "no" to each: "no trauma, no fracture"."""
    nouns = range(hit.last + 1, comma)
    if not nouns or comma + 1 >= len(marked.tokens) or marked.tokens[comma + 1].text != "no":
        return False
    return marked.tokens[hit.last].text == "no" and all(marked.is_(i, *_OF_NAMES) for i in nouns)


_OF_NAMES = (Category.NOUN, Category.ADJECTIVE)


def _object_before(marked: Marked, hit: Hit[Cue], mention: Mention) -> bool:
    for index in range(hit.first - 1, max(-1, hit.first - 7), -1):
        if index == mention.last or marked.is_unknown(index) or marked.tokens[index].text in (";", "."):
            return False
        if marked.is_(index, Category.SUBJECT, Category.OBJECT):
            return True
    return False
