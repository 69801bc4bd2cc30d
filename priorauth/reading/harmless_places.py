"""Where a word that no table has can turn nothing: as a name, or in how, where and while what something began.

"PT, Quenby Rehab, 5/2024", "low back pain since May 2022 after shifting ballast". What stands so behind a thing
that is affirmed tells more of it. Before the thing, over it, or beside a denial the same word could turn it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from priorauth.reading.facts import Fact
from priorauth.reading.frame import Frame
from priorauth.reading.plain_order import DENYING, ends_sentence, parts_of, words_of
from priorauth.reading.plain_tables import administration, leading_words
from priorauth.reading.statements import Statement
from priorauth.reading.tokens import Form, Token
from priorauth.reading.vocabulary import Category

TOLD = frozenset(
    {
        Fact.ONSET, Fact.CARE, Fact.CARE_START, Fact.CARE_END, Fact.CARE_SESSIONS, Fact.CARE_STATUS,
        Fact.CARE_RESPONSE, Fact.CARE_REASON, Fact.CARE_SUPERVISOR,
    }
)  # fmt: skip
"""Facts beside whose statements it may be told how, where and with what."""

LIMITED = DENYING | words_of("relief benefit improvement help helped response change better worse effect result")
"""Words in whose part of a statement a place or a manner would limit what they say: "no relief at the lathe"."""

_INTRODUCES = words_of(", ( at with by from via see sees saw seen / - |")
_CLINIC = words_of(
    "pt therapy physiotherapy rehab rehabilitation chiropractic clinic psychology spine pain center centre "
    "hospital medical medicine orthopedics orthopaedics wellness imaging associates group institute health "
    "healthcare sports family physical regional memorial community surgery surgical neurosurgery"
)
_VERBS = frozenset({Category.VERB, Category.AUXILIARY})


def proper_names(statement: Statement, frame: Frame) -> frozenset[int]:
    """Return where unknown words with a capital name a clinic, a clinician or a place, and are nobody's subject."""
    tokens = statement.tokens
    found: set[int] = set()
    for index in range(len(tokens)):
        if _is_unknown_name(statement, index, frame) and (
            names_clinic(statement, index) or _is_introduced(statement, index, index - 1 in found)
        ):
            found.add(index)
    return frozenset(index for index in found if not _is_subject(statement, index, frame))


def _is_unknown_name(statement: Statement, index: int, frame: Frame) -> bool:
    token = statement.tokens[index]
    printed = statement.text[token.start : token.end]
    return (
        token.form is Form.WORD
        and len(printed) > 1
        and printed[0].isupper()
        and not printed.endswith(("'s", "\u2019s"))
        and not printed.isupper()
        and token.text not in leading_words()
        and not frame.vocabulary.categories(token)
    )


def names_clinic(statement: Statement, index: int) -> bool:
    """Whether a word with a capital stands before the word for a clinic, with nothing but such words between."""
    for token in statement.tokens[index + 1 : index + 4]:
        if token.text in _CLINIC:
            return True
        is_joint = token.text in ("&", "and", ".")
        if not is_joint and (not statement.text[token.start].isupper() or token.text in leading_words()):
            return False
    return False


def _is_introduced(statement: Statement, index: int, follows_name: bool) -> bool:
    """Whether a name stands behind the words of a thing: "PT (Quenby)", "chiropractic, Harrowgate"."""
    tokens = statement.tokens
    if index == 0 or ends_sentence(statement, index - 1):
        return False
    before = tokens[index - 1]
    return follows_name or before.text in _INTRODUCES or before.text in _CLINIC or before.text in ("dr", "the")


def _is_subject(statement: Statement, index: int, frame: Frame) -> bool:
    """Whether a verb follows a name, so that somebody does or has something: "Marjorie denies"."""
    behind = statement.tokens[index + 1 : index + 2]
    return bool(behind) and (
        not frame.vocabulary.categories(behind[0]).isdisjoint(_VERBS) or behind[0].text in DENYING
    )


_HOW = words_of(
    "after while when following from at on off into onto over under near beside behind inside outside aboard along "
    "down up"
)
"""What opens how something began."""
_WITH = words_of("at in on near inside via through with by using")
"""What opens where or with what care was given; not "for" and "after", behind which its cause stands."""
_STOPPED = words_of("stopped discontinued quit dc'd ended limited intolerance")
_PLACING = words_of(
    "on off in into out over up down at with by behind of to onto was were being he she they and for"
)
_CARRIED = (Category.NOUN, Category.ADJECTIVE, Category.ARTICLE, Category.OBJECT, Category.VERB, Category.MEASURE)
_SAYS_HOW = ("ed", "en", "ly", "less", "able", "ible", "n't")
"""Endings of words that say of a thing how it stands, or how far: "shelved", "forgone", "seldomly"."""


def told_places(statement: Statement, fact: Fact | None, last: int, frame: Frame) -> Iterator[int]:
    """Return where words tell, behind an affirmed thing that ends at ``last``, how it began or where it was done.

    A place opens with a preposition and ends at the next sign or turning word. An unknown word counts in how an
    onset came, and behind the "for" with which care ended; in a place of care it may be another complaint.
    """
    if fact not in TOLD:
        return
    tokens = statement.tokens
    for part in parts_of(statement):
        if any(tokens[index].text in LIMITED for index in part):
            continue
        opener = ""
        for index in part:
            text = tokens[index].text
            ends = any(tokens[i].text in _STOPPED for i in range(part.start, index))
            takes_unknown = fact is Fact.ONSET or (opener == "for" and ends)
            if tokens[index].form is Form.SIGN or not _carries_on(tokens[index], frame, takes_unknown):
                opener = ""
            if opener:
                yield index
            elif index > last and (
                text in (_HOW if fact is Fact.ONSET else _WITH)
                or (text == "for" and ends and fact is not Fact.ONSET)
            ):
                opener = text


def _carries_on(token: Token, frame: Frame, takes_unknown: bool) -> bool:
    if token.text in leading_words() or token.text in administration() or token.form is not Form.WORD:
        return False
    kinds = frame.vocabulary.categories(token)
    is_plain = takes_unknown and not kinds and not token.text.endswith(_SAYS_HOW)
    is_carried = not kinds.isdisjoint(_CARRIED) and (takes_unknown or Category.SUBJECT not in kinds)
    return token.text in _PLACING | _HOW or is_plain or is_carried


_ANSWERS = frozenset({"yes", "y", "no", "none", "n", "nil", "never", "denies", "denied", "neg", "negative", "nope"})
_CHOICES = (["/"], ["or"], ["yes"], ["y"], ["no"], ["n"])
"""What stands behind an answer that is only printed to be circled: "Y / N"."""
_OF_QUESTION = frozenset({"could", "may", "might", "possibly", "would", "can"})


def _only_asks(tokens: Sequence[Token], place: int) -> bool:
    is_second = tokens[place].text == "or" and tokens[place + 1].text in _OF_QUESTION
    return is_second or tokens[place].text in _OF_QUESTION


_QUOTES = frozenset({'"', "'", "\u201c", "\u2018"})


def answered_marks(tokens: Sequence[Token]) -> frozenset[int]:
    """Return where question marks stand that an answer follows, and what only asks before them: "could you be"."""
    found = set()
    for index, token in enumerate(tokens):
        if token.text == "?":
            behind = index + 1
            while behind < len(tokens) and tokens[behind].text in _QUOTES:
                behind += 1
            said = [token.text for token in tokens[behind : behind + 2]]
            if said and said[0] in _ANSWERS and said[1:] not in _CHOICES:
                found |= set(range(index, behind))
                found |= {place for place in range(index) if _only_asks(tokens, place)}
    return frozenset(found)
