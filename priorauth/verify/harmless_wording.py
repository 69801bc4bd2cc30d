"""Whether an edit of a letter changed its wording alone: spelling, courtesy and the small words of grammar.

A letter states things about a patient in any words, so no list of such words could be whole. The list here is of
the words that state nothing; whatever else comes or goes is taken to say something.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from difflib import SequenceMatcher

from priorauth.verify.parted_words import WORD, StoppedWord, stops_otherwise, words_with_stops

_SHORTEST_SLIP, _SHORTEST_TYPO = 3, 5
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

FACT = "\u0192"
"""Stands in a text for a fact, which is compared by its value: the words beside it say what is said of it."""

_SMALL = frozenset(
    re.findall(
        r"\w+",
        """
        a an the this that these those here there i we you me us my our your it its
        accordingly furthermore moreover additionally also likewise therefore thus hence namely regarding
        concerning respect which who whom whose what why how where such
        """,
    )
)
_RELATIONS = frozenset(
    [
        "and",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "into",
        "of",
        "on",
        "to",
        "am",
        "are",
        "be",
        "being",
        "been",
        "is",
    ]
)
"""Words that say what two others are to each other: "to" between two dates is a course, and "and" two days."""
_COURTESY = frozenset(
    re.findall(
        r"\w+",
        """
        please thank thanks kindly kind sincerely respectfully regards best warm truly yours dear madam sir sirs
        director colleague colleagues team
        ask asks asking request requests requesting authorize authorizes authorizing authorization approve approval
        consider considering consideration review reviewing reviewed prompt promptly timely time attention
        reason reasons summary introduction background heading overview detail details following
        look forward hearing reply response decision glad happy gladly welcome call contact reach office
        question questions discuss discussion letter page pages enclosed enclosure enclosures attached attachment
        """,
    )
)
_ASKS = frozenset(
    ["please", "thank", "thanks", "ask", "asks", "asking", "call", "contact", "reach", "glad", "happy"]
)
_AUTHORIZE = frozenset(["authorize", "approve", "consider", "review"])
"""What is asked, in whatever form: "to authorize", "that you authorize"."""
_SAYS_NOTHING = _SMALL | _RELATIONS | _COURTESY | {FACT}

_WHOSE = r"(it|that|this|there|here|he|she|what|who|where|how)'s\b"
_SPELLED_OUT = tuple(
    (re.compile(pattern, re.IGNORECASE), by)
    for pattern, by in (
        (r"\b(ca)n't\b", r"\1n not"),
        (r"\b(can)not\b", r"\1 not"),
        (r"\b(w)on't\b", r"\1ill not"),
        (r"\b(sha)n't\b", r"\1ll not"),
        (r"(?<=\w)n't\b", " not"),
        (r"\b(i)'m\b", r"\1 am"),
        (r"(?<=\w)'re\b", " are"),
        (r"(?<=\w)'ve\b", " have"),
        (r"(?<=\w)'ll\b", " will"),
        (r"(?<=\w)'d\b(?=\s+(?:not\s+)?(?:been|had)\b)", " had"),
        (r"(?<=\w)'d\b", " would"),
        (rf"\b{_WHOSE}(?=\s+(?:not\s+)?(?:been|had)\b)", r"\1 has"),
        (rf"\b{_WHOSE}", r"\1 is"),
        (r"(?<=\d)\s*[x\u00d7\u2715]\s*(?=\d)", " \u00d7 "),
        (r"\s*&\s*", " and "),
    )
)
"""What a keyboard or a hand makes shorter, as patterns of plain text, and what it is spelled out."""


_BEING_AND_WHO = frozenset(["am", "are", "be", "been", "is", "i", "he", "she", "it", "there", "they", "we", "you"])
"""Where one of these comes to stand on the other side of what it stood beside, a statement is a question."""

_SUFFIX = re.compile(r"(?:ably|ibly|able|ible|ers?|est|ful|ing|less|ly|ness|ed|es|s)$")
_MIN_STEM = 3

_TELLING = re.compile(r"[<>=~+?*\u00b1\u2020\u2021\u2248\u2264\u2265]|(?<![\w)])-(?=\s?\d)")
"""Signs that say something of what they stand beside: more, less, about, doubted, see below."""


def signs_otherwise(was: str, now: str) -> bool:
    """Whether signs came or went between two texts that say something of a number or a word."""
    return _TELLING.findall(was) != _TELLING.findall(now)


def spelled_out(text: str) -> str:
    """Return a plain text with its contractions spelled out, and "x" and "&" as what they stand for."""
    for pattern, by in _SPELLED_OUT:
        text = pattern.sub(by, text)
    return text


def says_otherwise(was: str, now: str, known: Collection[str]) -> bool:
    """Whether words, or what parts them, changed between two texts so that it may say something of the patient.

    Of the facts in both, `FACT` is to be left. ``known`` are words, in small letters, that are spelled right: a
    change from one of them to another is no slip of the pen.
    """
    return bool(telling_words(was, now, known)) or stops_otherwise(was, now)


def telling_words(was: str, now: str, known: Collection[str]) -> tuple[str, ...]:
    """Return the words that came, went or moved between two texts and may say something; see `says_otherwise`."""
    before, after = words_with_stops(was), words_with_stops(now)
    return (
        *_changed(before, after, known),
        *_turned([each.text for each in before], [each.text for each in after]),
    )


def asks_something(text: str) -> bool:
    """Whether a text is a whole sentence that asks or thanks somebody: "for" and "by" begin a signature's words."""
    words = _words(text)
    is_sentence = text.rstrip().endswith((".", "!", "?")) and words[:1] and words[0] not in _RELATIONS
    return bool(is_sentence) and not _ASKS.isdisjoint(words)


def _turned(was: Sequence[str], now: Sequence[str]) -> Iterator[str]:
    """Return the verbs and subjects that the same words in another order stand about: "it is", "is it"."""
    if was == now or sorted(was) != sorted(now):
        return
    matcher = SequenceMatcher(None, was, now, autojunk=False)
    kept = {at for block in matcher.get_matching_blocks() for at in range(block.a, block.a + block.size)}
    yield from (word for at, word in enumerate(was) if at not in kept and word in _BEING_AND_WHO)


def words_of_text(text: str) -> frozenset[str]:
    """Return the words of a text in small letters."""
    return frozenset(_words(text))


def _words(text: str) -> list[str]:
    return [word.casefold().replace("\u2019", "'") for word in WORD.findall(text)]


def _changed(before: Sequence[StoppedWord], after: Sequence[StoppedWord], known: Collection[str]) -> Iterator[str]:
    was, now = [each.text for each in before], [each.text for each in after]
    for tag, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if tag == "equal" or _is_spaced_otherwise(was[a:b], now[c:d]):
            continue
        gone, came = was[a:b], now[c:d]
        if b - a == d - c:
            pairs = [pair for pair in zip(gone, came, strict=True) if not _is_slip(*pair, known)]
            gone, came = [one for one, _ in pairs], [other for _, other in pairs]
        yield from (word for word in (*gone, *came) if word not in _SAYS_NOTHING)
        relations = [[word for word in words if word in _RELATIONS] for words in (gone, came)]
        is_asked = not _COURTESY.isdisjoint((*gone, *came)) or _AUTHORIZE & {*was[b : b + 1]} & {*now[d : d + 1]}
        if relations[0] != relations[1] and (
            not is_asked or _is_by_a_fact(before, a, b) or _is_by_a_fact(after, c, d)
        ):
            yield from (*relations[0], *relations[1])


def _is_by_a_fact(words: Sequence[StoppedWord], start: int, end: int) -> bool:
    """Whether a sentence's words stand beside a fact of that sentence."""
    if start == end:
        return False
    is_after = start > 0 and words[start - 1].text == FACT and words[start - 1].stop != "."
    return is_after or (end < len(words) and words[end].text == FACT and words[end - 1].stop != ".")


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
    if are_words or len(short) < _SHORTEST_SLIP:
        return False
    if len(short) < _SHORTEST_TYPO or one[0] != other[0]:
        return _is_transposed(one, other)
    start = next((at for at, (a, b) in enumerate(zip(long, short, strict=False)) if a != b), len(short))
    rest, tail = long[start:], short[start:]
    if _is_transposed(one, other):
        return True
    return rest[1:] == tail[len(long) == len(short) :] and long[-_ENDING:] == short[-_ENDING:]


def _is_transposed(one: str, other: str) -> bool:
    """Whether two letters that stand beside each other changed places: "teh"."""
    apart = [at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b]
    return len(one) == len(other) and len(apart) == 2 and apart[1] == apart[0] + 1 and sorted(one) == sorted(other)


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
