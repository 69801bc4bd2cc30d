"""Whether a statement that helps is plain: every word of it has a part in saying just that, and nothing else.

That all words are known is not enough, since known words can turn what is said: "no leg pain in the morning",
"visits for the ankle", "7/10 per spouse". So what helps must besides hold only words of its own fact's plain
statements (``plain.tsv`` of the reader, and of this folder). A word that limits, turns, doubts, quotes or leads to
another person, part of the body or time is in no such table but as part of a phrase that it cannot turn.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from priorauth.reading.facts import Fact
from priorauth.reading.frame import Frame
from priorauth.reading.model import DocumentKind
from priorauth.reading.phrase_matching import Phrases
from priorauth.reading.plain_order import LEANING, parts_of
from priorauth.reading.statements import Statement
from priorauth.reading.tokens import Form, Token
from priorauth.reading.vocabulary import Category
from priorauth.reading.word_tables import rows

_COLUMNS = ("facts", "words")
_GENERAL = Path(__file__).parent / "plain.tsv"
_IMAGING, _TURNING = "imaging", "turning"
_REPORTS = frozenset(
    {
        DocumentKind.MRI_REPORT, DocumentKind.CT_REPORT, DocumentKind.XRAY_REPORT, DocumentKind.DXA,
        DocumentKind.OTHER_REPORT, DocumentKind.LABORATORY,
    }
)  # fmt: skip
_ENDS_TAIL = frozenset({",", ";", "|", ".", ":"})
_TAIL = frozenset({"after", "while", "when", "following", "from"})
_TAIL_WORDS = (Category.NOUN, Category.VERB, Category.ADJECTIVE, Category.ARTICLE)


@dataclass(frozen=True, slots=True)
class _Plain:
    """The words of one fact's plain statements; ``aside`` also those of what may be told beside it."""

    own: Phrases[str]
    aside: Phrases[str]
    kinds: frozenset[Category]
    has_tail: bool
    turning: Phrases[str]
    """Words that are never plain by their kind alone."""
    is_open: bool
    """Whether every other word is plain."""


def odd_words(statement: Statement, fact: Fact, frame: Frame, kind: DocumentKind) -> tuple[str, ...]:
    """Return the words of a statement that have no part in plainly saying a fact; nothing where no table is kept.

    Parts between commas that tell of something else may hold the words of the reader's other facts; one part at
    least must be of this fact alone.
    """
    plain = _plain(frame, fact, kind in _REPORTS)
    if plain is None:
        return ()
    tokens = statement.tokens
    own = _covered(plain.own, plain, statement, frame)
    turned = _found(plain.turning, tokens) - _found(plain.own, tokens)
    aside = own | _covered(plain.aside, plain, statement, frame)
    odd = {tokens[index].text: None for index in sorted(turned)}
    nearest: list[str] | None = None
    for part in parts_of(tokens):
        left = [tokens[index].text for index in part if index not in own]
        nearest = left if nearest is None or len(left) < len(nearest) else nearest
        allowed = own if _leans(tokens, part) else aside
        odd.update((tokens[index].text, None) for index in part if index not in allowed)
    return tuple(odd or nearest or ())


def _leans(tokens: tuple[Token, ...], part: range) -> bool:
    """Whether a part tells when, where or for whom the one before it holds: "no leg pain, since Monday"."""
    first = next((tokens[index].text for index in part if tokens[index].is_word), "")
    return first in LEANING


def _covered(phrases: Phrases[str], plain: _Plain, statement: Statement, frame: Frame) -> set[int]:
    """Return the tokens that have a part: of a phrase, a number, a name, or how it happened."""
    tokens = statement.tokens
    if plain.is_open:
        return set(range(len(tokens)))
    found = _found(phrases, tokens)
    for index, token in enumerate(tokens):
        if (
            _is_plain_sign(token)
            or token.form is Form.NUMBER
            or _is_code(token)
            or _is_name(statement, frame, index)
        ) or (plain.kinds and not frame.vocabulary.categories(token).isdisjoint(plain.kinds)):
            found.add(index)
    return found | (_tail(tokens, frame) if plain.has_tail else set())


def _found(phrases: Phrases[str], tokens: tuple[Token, ...]) -> set[int]:
    found: set[int] = set()
    for index in range(len(tokens)):
        hit = phrases.longest_at(tokens, index)
        if hit is not None:
            found |= set(range(hit.first, hit.last + 1))
    return found


def _is_plain_sign(token: Token) -> bool:
    return token.form is Form.SIGN and token.text not in _TURNING_SIGNS and token.text != "____"


_TURNING_SIGNS = frozenset({"?", "<", "\u2260"})
"""A question, less than, and unequal; each may stand in a phrase of a table."""


def _is_code(token: Token) -> bool:
    return token.form is Form.CODE and any(c.isdigit() for c in token.text) and not _DECADE.fullmatch(token.text)


_DECADE = re.compile(r"\d{2,4}s")


def _is_name(statement: Statement, frame: Frame, index: int) -> bool:
    """Whether a word is a name: a capital where no sentence begins, and no word that any table has."""
    token = statement.tokens[index]
    printed = statement.text[token.start : token.end]
    if token.form is not Form.WORD or not printed[0].isupper() or (printed.isupper() and len(printed) > 3):
        return False
    return not frame.vocabulary.categories(token)


def _tail(tokens: tuple[Token, ...], frame: Frame) -> set[int]:
    """Return the words of how it happened: "after shoveling snow", "while moving a couch"."""
    found: set[int] = set()
    start = next((index for index, token in enumerate(tokens) if token.text in _TAIL), None)
    if start is None:
        return found
    found.add(start)
    for index in range(start + 1, len(tokens)):
        kinds = frame.vocabulary.categories(tokens[index])
        if tokens[index].text in _ENDS_TAIL or (kinds and kinds.isdisjoint(_TAIL_WORDS)):
            break
        found.add(index)
    return found


@cache
def _plain(frame: Frame, fact: Fact, is_report: bool) -> _Plain | None:
    if frame.folder is None or not (frame.folder / "plain.tsv").exists():
        return None
    table = [(row["facts"].split("|"), row["words"].split()) for row in rows(frame.folder / "plain.tsv", _COLUMNS)]
    every = [word for row in rows(_GENERAL, _COLUMNS) for word in row["words"].split()]
    own = [word for names, words in table if _is_of(fact, names) for word in words]
    if not own:
        return None
    if is_report:
        own += [word for names, words in table if _IMAGING in names for word in words]
    every += own
    kinds = frozenset(Category(word[1:-1]) for word in every if word in _KINDS)
    triggers = [trigger.detail for trigger in frame.rows if trigger.fact is not None]
    is_list = any("*" in names for names, _ in table)
    mine = [t.detail for t in frame.rows if t.fact is not None and (is_list or _is_near(t.fact, fact))]
    everything = every + [word for names, words in table for word in words if not {_IMAGING, _TURNING} & set(names)]
    turning = [word for names, words in table if _TURNING in names for word in words]
    turning = [word for names, words in table if _TURNING in names for word in words]
    is_open = "<any>" in own
    return _Plain(
        _phrases(own if is_open else every, () if is_open else mine), _phrases(everything, triggers), kinds,
        "<tail>" in own, _phrases(turning, ()), is_open,
    )  # fmt: skip


_KINDS = frozenset({"<noun>", "<adjective>", "<measure>", "<verb>", "<object>", "<subject>"})


def _is_of(fact: Fact, names: list[str]) -> bool:
    return any(
        name in (fact.value, "*") or (name.endswith("*") and fact.value.startswith(name[:-1])) for name in names
    )


def _is_near(one: Fact, fact: Fact) -> bool:
    return one is fact or one.value.split("_")[0] == fact.value.split("_")[0]


def _phrases(words: list[str], triggers: Sequence[str]) -> Phrases[str]:
    chosen = dict.fromkeys(word for word in words if not word.startswith("<"))
    return Phrases((*((_phrase(word), word) for word in chosen), *((detail, detail) for detail in triggers)))


def _phrase(word: str) -> str:
    """Return a word of a table as a phrase: ``a_b`` is two words, ``a+b`` two words of one choice."""
    return word if len(word) == 1 else word.replace("_", " ").replace("+", "_")
