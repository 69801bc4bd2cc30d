"""Whether an edit of a letter changed its wording alone: spelling, courtesy and the small words of grammar.

A letter states things about a patient in any words, so no list of such words could be whole. The list here is of
the words that state nothing; whatever else comes or goes is taken to say something.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from difflib import SequenceMatcher

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_SHORTEST_TYPO = 5
_ENDING = 2
"""Letters at a word's end that change its number, tense or degree, and so are no slip."""

_TURNS = frozenset(["a", "ab", "anti", "dis", "hyper", "hypo", "il", "im", "in", "ir", "mal", "mis", "non", "un"])
"""Beginnings that turn a word around: apart from it they no longer do, and a space is then no matter of spacing."""
_BRITISH = tuple(
    (re.compile(pattern), american)
    for pattern, american in (
        (r"(?<=[a-z]{2})ou(?=rs?$|r(?:ed|ing|able|ably|al|ally|ful|less|ite)$)", "o"),
        (r"(?<=[a-z]{2})is(?=(?:e[ds]?|er|ing|ations?)$)", "iz"),
        (r"(?<=[a-z]l)ys(?=(?:e[ds]?|ing)$)", "yz"),
        (r"(?<=[a-z][tb])re(?=s?$)", "er"),
        (r"(?<=[a-z]en)c(?=es?$)", "s"),
        (r"(?<=[aeiou]l)l(?=(?:ed|ing)$)", ""),
        (r"(?<=[a-z])a(?=e(?!r))|o(?=e(?:a|d|s|t|g))", ""),
        (r"mme(?=s?$)", "m"),
        (r"(?<=dg)e(?=ments?$)", ""),
        (r"(?<=[a-z]{2}ward)s$", ""),
    )
)
"""How British spelling differs from American, as patterns of a word in small letters."""

_SAYS_NOTHING = frozenset(
    re.findall(
        r"\w+",
        """
        a an the this that these those here there and as at by for from in into of on to
        i we you me us my our your am are be being been is it its itself
        please thank thanks kindly kind sincerely respectfully regards best warm truly yours dear madam sir sirs
        director colleague colleagues team
        ask asks asking request requests requesting authorize authorizes authorizing authorization approve approval
        consider considering consideration review reviewing reviewed prompt promptly timely time attention
        reason reasons summary introduction background heading overview detail details following
        look forward hearing reply response decision glad happy gladly welcome call contact reach office
        question questions discuss discussion letter page pages enclosed enclosure enclosures attached attachment
        accordingly furthermore moreover additionally also likewise therefore thus hence namely regarding
        concerning respect which who whom whose what why how where such
        """,
    )
)


_BEING_AND_WHO = frozenset(["am", "are", "be", "been", "is", "i", "he", "she", "it", "there", "they", "we", "you"])
"""Where one of these comes to stand on the other side of what it stood beside, a statement is a question."""

_SUFFIX = re.compile(r"(?:ably|ibly|able|ible|ers?|est|ful|ing|less|ly|ness|ed|es|s)$")
_MIN_STEM = 3

_TELLING = re.compile(r"[<>=~+?*\u00b1\u2020\u2021\u2248\u2264\u2265]|(?<![\w)])-(?=\s?\d)")
"""Signs that say something of what they stand beside: more, less, about, doubted, see below."""


def signs_otherwise(was: str, now: str) -> bool:
    """Whether signs came or went between two texts that say something of a number or a word."""
    return _TELLING.findall(was) != _TELLING.findall(now)


def says_otherwise(was: str, now: str, known: Collection[str]) -> bool:
    """Whether words came or went between two texts that may say something of the patient.

    The facts in both are to be taken out before. ``known`` are words, in small letters, that are spelled right: a
    change from one of them to another is no slip of the pen.
    """
    before, after = _words(was), _words(now)
    return any(word not in _SAYS_NOTHING for word in _changed(before, after, known)) or _is_turned(before, after)


def _is_turned(was: Sequence[str], now: Sequence[str]) -> bool:
    """Whether the same words come in another order about a verb or its subject: "it is", "is it"."""
    if was == now or sorted(was) != sorted(now):
        return False
    matcher = SequenceMatcher(None, was, now, autojunk=False)
    kept = {at for block in matcher.get_matching_blocks() for at in range(block.a, block.a + block.size)}
    return any(word in _BEING_AND_WHO for at, word in enumerate(was) if at not in kept)


def words_of_text(text: str) -> frozenset[str]:
    """Return the words of a text in small letters."""
    return frozenset(_words(text))


def _words(text: str) -> list[str]:
    return [word.casefold().replace("\u2019", "'") for word in _WORD.findall(text)]


def _changed(was: Sequence[str], now: Sequence[str], known: Collection[str]) -> Iterator[str]:
    for tag, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if tag == "equal" or _is_spaced_otherwise(was[a:b], now[c:d]):
            continue
        if b - a == d - c:
            pairs = zip(was[a:b], now[c:d], strict=True)
            yield from (word for pair in pairs if not _is_slip(*pair, known) for word in pair)
        else:
            yield from (*was[a:b], *now[c:d])


def _is_spaced_otherwise(was: Sequence[str], now: Sequence[str]) -> bool:
    """Whether only spaces and hyphens between the parts of words differ, and none of them parts off a denial."""
    if _joined(was) != _joined(now):
        return False
    apart = {*was} ^ {*now}
    return _TURNS.isdisjoint(apart)


def _joined(words: Sequence[str]) -> str:
    return "".join(words).replace("-", "")


def _american(word: str) -> str:
    """Return a word of some length as Americans spell it; a shorter one may be another word then."""
    for pattern, american in _BRITISH if len(word) >= _SHORTEST_TYPO else ():
        word = pattern.sub(american, word)
    return word


def _is_slip(one: str, other: str, known: Collection[str]) -> bool:
    """Whether two words are one that is misspelled in one of the texts: a letter more, fewer, or out of place."""
    if one == other or _american(one) == _american(other):
        return True
    long, short = sorted((one, other), key=len, reverse=True)
    are_words = _is_word(one, known) and _is_word(other, known)
    if len(short) < _SHORTEST_TYPO or one[0] != other[0] or are_words:
        return False
    start = next((at for at, (a, b) in enumerate(zip(long, short, strict=False)) if a != b), len(short))
    rest, tail = long[start:], short[start:]
    if len(long) == len(short) and rest[:2] == tail[1::-1] and rest[2:] == tail[2:]:
        return True
    return rest[1:] == tail[len(long) == len(short) :] and long[-_ENDING:] == short[-_ENDING:]


def _is_word(word: str, known: Collection[str]) -> bool:
    """Whether a word is known, or made of one by an ending: "manly" is no slip of "mainly"."""
    if word in known:
        return True
    suffix = _SUFFIX.search(word)
    stem = word[: suffix.start()] if suffix else ""
    if len(stem) < _MIN_STEM:
        return False
    stems = [stem, stem + "e"]
    if stem[-1] == "i":
        stems.append(stem[:-1] + "y")
    if stem[-1] == stem[-2]:
        stems.append(stem[:-1])
    return any(each in known for each in stems)
