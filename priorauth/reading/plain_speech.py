"""Whether a statement that helps is plain: every word of it has a part in saying just that, and nothing else.

That all words are known is not enough, since known words can turn what is said: "no leg pain in the morning",
"visits for the ankle", "7/10 per spouse". So what helps must besides hold only words of its own fact's plain
statements (``plain.tsv`` of the reader, and of this folder). A word that limits, turns, doubts, quotes or leads to
another person, part of the body or time is in no such table but as part of a phrase that it cannot turn.

Some words need no row, since they cannot turn a statement where they stand: names, numbers and dates; how something
happened; ordinary words beside what is affirmed; another thing with its result; a part or a clause of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from priorauth.reading.facts import Fact
from priorauth.reading.frame import Frame
from priorauth.reading.harmless_places import LIMITED, TOLD, names_clinic, told_places
from priorauth.reading.model import DocumentKind
from priorauth.reading.phrase_matching import Phrases
from priorauth.reading.plain_order import DENYING, LEANING, clauses_of, parts_of, words_of
from priorauth.reading.plain_tables import PlainWords, leading_words, plain_words, turning_words
from priorauth.reading.statements import Statement
from priorauth.reading.tokens import Form, Token
from priorauth.reading.vocabulary import Category, ordinary_words

_REPORTS = frozenset(
    {
        DocumentKind.MRI_REPORT, DocumentKind.CT_REPORT, DocumentKind.XRAY_REPORT, DocumentKind.DXA,
        DocumentKind.OTHER_REPORT, DocumentKind.LABORATORY,
    }
)  # fmt: skip


def odd_words(statement: Statement, fact: Fact, frame: Frame, kind: DocumentKind) -> tuple[str, ...]:
    """Return the words of a statement that have no part in plainly saying a fact; nothing where no table is kept.

    Parts between commas that tell of something else may hold the words of the reader's other facts; one part at
    least must be of this fact alone.
    """
    plain = plain_words(frame, fact, kind in _REPORTS)
    if plain is None:
        return ()
    tokens = statement.tokens
    own = _covered(plain.own, plain, statement, frame)
    turned = _found(plain.turning, tokens) - _found(plain.own, tokens)
    own |= set(_ordinary(statement, fact, frame))
    own |= set(_results(statement, own, frame))
    aside = own | _covered(plain.aside, plain, statement, frame)
    odd = {tokens[index].text: None for index in sorted(turned)}
    nearest: list[str] | None = None
    apart = [clause for clause in clauses_of(statement) if _is_apart(statement, clause, plain, frame)]
    for part in parts_of(statement):
        if any(part.start in clause for clause in apart):
            continue
        left = [tokens[index].text for index in part if index not in own]
        nearest = left if nearest is None or len(left) < len(nearest) else nearest
        allowed = own if _leans(tokens, part) else aside
        if not _is_of_its_own(statement, part, plain, frame):
            odd.update((tokens[index].text, None) for index in part if index not in allowed)
    return tuple(odd or nearest or ())


def _is_apart(statement: Statement, clause: range, plain: PlainWords, frame: Frame) -> bool:
    """Whether a clause between semicolons or stops says another thing: "cornea repaired; no spine surgery"."""
    if len(clause) == len(statement.tokens) or "|" in {statement.tokens[index].text for index in clause}:
        return False
    kinds = [frame.vocabulary.categories(statement.tokens[index]) for index in clause]
    return any(Category.NOUN in found for found in kinds) and _says_another(statement, clause, plain, kinds)


def _leans(tokens: tuple[Token, ...], part: range) -> bool:
    """Whether a part tells when, where or for whom the one before it holds: "no leg pain, since Monday"."""
    first = next((tokens[index].text for index in part if tokens[index].is_word), "")
    return first in LEANING


def _is_of_its_own(statement: Statement, part: range, plain: PlainWords, frame: Frame) -> bool:
    """Whether a part has a subject and a verb of its own, and no word of the fact: "films showed no fracture".

    Nothing in it may point back, turn what is said, or be a word in which the fact could be said otherwise.
    """
    tokens = statement.tokens
    if part.start == 0 or tokens[part.start - 1].text == "|":
        return False
    kinds = [frame.vocabulary.categories(tokens[index]) for index in part]
    if tokens[part.start - 1].text != "." and not _has_subject(kinds):
        return False
    return _says_another(statement, part, plain, kinds)


def _says_another(statement: Statement, part: range, plain: PlainWords, kinds: list[frozenset[Category]]) -> bool:
    """Whether nothing in a part points back, turns what is said, or is a word in which the fact could be said."""
    tokens = statement.tokens
    said = [tokens[index].text for index in part]
    own = _found(plain.own, tokens[part.start : part.stop])
    return not any(
        Category.BACK in found or (word in leading_words() and word not in DENYING) or word in _LEADING
        for word, found in zip(said, kinds, strict=True)
    ) and all(kinds[place] & _FUNCTION for place in own)


def _results(statement: Statement, own: set[int], frame: Frame) -> Iterator[int]:
    """Return the words of other things with their results and nothing else: "ESR 11", "CRP normal", "BP 120/80".

    A number of a time or a visit is no result, since it may be when the thing beside it holds; nor is a strength.
    """
    tokens = statement.tokens
    start = 0
    for end in range(len(tokens) + 1):
        if end < len(tokens) and tokens[end].text not in _PARTS_RESULTS:
            continue
        segment = [index for index in range(start, end) if tokens[index].form is not Form.SIGN]
        start = end + 1
        named = [i for i in segment if tokens[i].form is not Form.NUMBER and tokens[i].text not in _RESULTS]
        if not named or named[0] != segment[0] or named[-1] == segment[-1]:
            continue
        texts = [token.text for token in tokens[segment[0] : segment[-1] + 1]]
        if "/" in texts and texts[-1] == "5":
            continue
        if all(_names_result(tokens[i], frame) and i not in own for i in named):
            yield from segment


def _names_result(token: Token, frame: Frame) -> bool:
    return (
        token.form is Form.WORD
        and token.text not in leading_words() | _WHENS
        and Category.NOUN in frame.vocabulary.categories(token)
    )


_PARTS_RESULTS = words_of(", ; : . ( ) |")
_RESULTS = words_of("normal nl wnl neg negative unremarkable mg l dl ml mm hr hour sec g u % ok")
_WHENS = words_of(
    "hour hours day days week weeks month months year years visit visits session sessions morning evening night "
    "nights afternoon noon midnight season time times age level levels side sides segment part portion week's left "
    "right l r"
)


_JOBS = frozenset({"trade", "profession"})
_HOW_DONE = frozenset({"manner", "frequency"})
_HAS = words_of("with presents presenting has")


def _ordinary(statement: Statement, fact: Fact, frame: Frame) -> Iterator[int]:
    """Return the ordinary words that cannot turn a statement: what one does or uses, beside what is affirmed.

    They must stand behind the thing itself, where they tell more of it, or in a part without a number, whose time
    could be theirs ("roofer since 2022, back pain"). In a part that denies they may limit it. A trade may stand
    before the thing it has: "roofer with back pain".
    """
    tokens = statement.tokens
    kinds = ordinary_words()
    mine = [item.first for item in frame.mentions(tokens)]
    for part in parts_of(statement):
        first = min((index for index in mine if index in part), default=part.stop)
        has_time = any(tokens[i].form is Form.NUMBER or tokens[i].text in _MONTHS for i in part)
        denies = any(tokens[i].text in LIMITED for i in part)
        for index in part:
            kind = kinds.get(tokens[index].text)
            if kind is None:
                continue
            is_who = kind in _JOBS and index + 1 < len(tokens) and tokens[index + 1].text in _HAS
            tells = fact in TOLD and not denies and (index > first or not has_time or kind in _HOW_DONE)
            if kind == "number" or is_who or tells:
                yield index
    if mine:
        yield from told_places(statement, fact, mine[0], frame)


_MONTHS = words_of("january february march april may june july august september october november december")


def _has_subject(kinds: list[frozenset[Category]]) -> bool:
    """Whether a noun stands before the first verb."""
    verb = next((place for place, found in enumerate(kinds) if found & _VERBS), 0)
    return any(Category.NOUN in found or Category.SUBJECT in found for found in kinds[:verb])


_VERBS = frozenset({Category.VERB, Category.AUXILIARY})
_FUNCTION = frozenset({Category.ARTICLE, Category.AUXILIARY, Category.GLUE, Category.PREPOSITION, Category.MEASURE})
_LEADING = words_of("? < ____")


def _covered(phrases: Phrases[str], plain: PlainWords, statement: Statement, frame: Frame) -> set[int]:
    """Return the tokens that have a part: of a phrase, a number, a name, or how it happened."""
    tokens = statement.tokens
    if plain.is_open:
        return set(range(len(tokens)))
    found = _found(phrases, tokens) | set(_names(statement, frame))
    for index, token in enumerate(tokens):
        if (
            _is_plain_sign(token)
            or (token.text == "____" and index > 0 and tokens[index - 1].text in _FILLED_IF_YES)
            or token.form is Form.NUMBER
            or _is_code(token)
            or (token.text.endswith(plain.endings) and len(token.text) > _LEAST)
        ) or (plain.kinds and not frame.vocabulary.categories(token).isdisjoint(plain.kinds)):
            found.add(index)
    return found | (set(_how(tokens, frame)) if plain.tells_how else set())


_LEAST = 6
"""Letters. A shorter word is no drug whatever it ends in."""


def _found(phrases: Phrases[str], tokens: tuple[Token, ...]) -> set[int]:
    found: set[int] = set()
    for index in range(len(tokens)):
        hit = phrases.longest_at(tokens, index)
        if hit is not None:
            found |= set(range(hit.first, hit.last + 1))
    return found


def _is_plain_sign(token: Token) -> bool:
    return token.form is Form.SIGN and token.text not in _TURNING_SIGNS and token.text != "____"


_FILLED_IF_YES = words_of("type specify describe explain list which")
"""Words before a blank that a "yes" would fill."""

_TURNING_SIGNS = words_of("? < \u2260")
"""A question, less than, and unequal; each may stand in a phrase of a table."""


def _is_code(token: Token) -> bool:
    return token.form is Form.CODE and any(c.isdigit() for c in token.text) and not _DECADE.fullmatch(token.text)


_DECADE = re.compile(r"\d{2,4}s")


def _names(statement: Statement, frame: Frame) -> Iterator[int]:
    """Return the names: the patient's, a clinic's, initials, and words with a capital that no table has."""
    tokens = statement.tokens
    is_head = statement.line < _HEAD or statement.is_heading
    for index, token in enumerate(tokens):
        printed = statement.text[token.start : token.end]
        if token.form is not Form.WORD or not printed[0].isupper():
            continue
        is_letter = _is_initial(statement, index) or _is_mark(statement, index) or index in statement.own_initials
        if is_letter or _is_joined(statement, index):
            yield index
        if token.text in leading_words():
            continue
        is_shouted = printed.isupper() and len(printed) > _INITIALS
        is_unknown = not frame.vocabulary.categories(token)
        if (
            token.text in statement.names
            or names_clinic(statement, index)
            or (is_unknown and (is_head or not is_shouted))
        ):
            yield index


_HEAD = 9
"""Lines in which a page prints whose it is."""
_INITIALS = 3


def _is_initial(statement: Statement, index: int) -> bool:
    """Whether a letter is that of a given name: "B. Szymborski"."""
    after = statement.tokens[index + 1 : index + 3]
    return (
        len(statement.tokens[index].text) == 1
        and len(after) == 2
        and after[0].text == "."
        and statement.text[after[1].start].isupper()
    )


def _is_mark(statement: Statement, index: int) -> bool:
    """Whether a letter is an entry's place in a list: "B  Home exercise"."""
    one, two = statement.tokens[index], statement.tokens[index + 1 : index + 2]
    is_first = index == 0 and one.text in tuple("abcdefghijk")  # not "l" and "r", the sides
    return is_first and bool(two) and two[0].start > one.end and statement.text[two[0].start].isupper()


def _is_joined(statement: Statement, index: int) -> bool:
    """Whether a word is the second of a double name: "Alder-Sample"."""
    start, tokens = statement.tokens[index].start, statement.tokens
    return (
        index > 0
        and tokens[index - 1].end == start - 1
        and statement.text[start - 1] == "-"
        and statement.text[tokens[index - 1].start].isupper()
    )


_OPENS_HOW = words_of("after while when following from day")
_PLACING = words_of(
    "on off in into out over up down at with by behind of to onto was were being he she they i pt patient his her"
)
_TOLD_BY = (Category.NOUN, Category.VERB, Category.ADJECTIVE, Category.ARTICLE, Category.SUBJECT, Category.OBJECT)


def _how(tokens: tuple[Token, ...], frame: Frame) -> Iterator[int]:
    """Return the words of how it happened: "after shoveling snow", "when she slipped on a wet floor"."""
    is_told = False
    for index, token in enumerate(tokens):
        if (
            not is_told
            or token.form is Form.SIGN
            or token.text in turning_words()
            or not _tells(tokens, index, frame)
        ):
            is_told = token.text in _OPENS_HOW
        if is_told:
            yield index


def _tells(tokens: tuple[Token, ...], index: int, frame: Frame) -> bool:
    token = tokens[index]
    kinds = frame.vocabulary.categories(token)
    return token.text in _PLACING or (not kinds and not token.text.endswith("ly")) or not kinds.isdisjoint(_TOLD_BY)
