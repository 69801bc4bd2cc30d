"""Holding an edited letter against the letter as it was made: every fact still in its place, and none added."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from priorauth.letters.checks.facts_in_text import FactKind, TextFact, facts_in
from priorauth.problems import Problem, problem
from priorauth.reading.vocabulary import general
from priorauth.verify.edited_word import WordText
from priorauth.verify.harmless_wording import says_otherwise, signs_otherwise, words_of_text
from priorauth.verify.unseen_words import DRAWS, Unseen

_MIN_LIKENESS = 0.5
_MAX_PAIRS = 10_000
_MIN_KEPT = 0.3
_CAPITALIZED = re.compile(r"[^\W\d_][^\W\d_]*(?:['\u2019-][^\W\d_]+)*")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;]['\")\u201d]?\s+|[\u2022\u201c\"(]\s*)\Z")
_NEXT_NAME = re.compile(r"\s(?:[A-Z]\.\s)?[A-Z][a-z]")
_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr)\.?\s+\Z")
_SENTENCE = re.compile(r"[.?!](?:\s+[A-Z\u201c\"]|['\")\u201d]*\Z)")
_DRAFT_MARK = "DRAFT DRAFT "
"""The word over the page of a draft, and the one drawn across it."""
_SIGNS = str.maketrans(
    {"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": "-", "\u2011": "-"}
    | dict.fromkeys("\xad\u200b\u200c\u200d\u2060\ufeff")
)

_WHO = frozenset({FactKind.NAME, FactKind.IDENTIFIER, FactKind.NPI, FactKind.PHONE})
"""Facts that say whom a sentence is about or by: said once more, they ask for nothing and show nothing."""

FactKey = tuple[FactKind, str]
"""A fact by its kind and its value, wherever it stands."""


def compare_letters(made: WordText, edited: WordText, named: Mapping[str, FactKind]) -> tuple[Problem, ...]:
    """Compare an edited letter with the one that was made; ``named`` are the case's own values.

    Paragraphs count from 1 over those that hold text, table cells and list items among them. PA852 a fact is gone,
    PA853 one is new, PA855 one stands where it did not, PA857 another letter altogether, PA858 a new picture, PA851
    something hidden, PA859 a denial, PA860 other words that may say something; PA856 is a warning, and PA854 the
    note that only wording differs.
    """
    comparison = _Comparison(made, edited, {plain(text): named[text] for text in named})
    problems = [*hiding(edited, made), *comparison.run()]
    if edited.pictures - made.pictures:
        problems.append(problem("PA858"))
    return tuple(problems)


def hiding(edited: WordText, made: WordText | None = None) -> tuple[Problem, ...]:
    """Say what an edited letter hides, or leads to, that the letter as made does not (PA851).

    Without the letter as made, links to a DOI and the mark of a draft are taken to be its own.
    """
    own_marks = made.hidden if made else {found for found in edited.hidden if _is_draft_mark(found)}
    hidden = {found.reason for found in edited.hidden - own_marks}
    if any(map(_is_draft_mark, own_marks - edited.hidden)):
        hidden.add("lacks the mark of a draft, or has another")
    if made and edited.placed != made.placed:
        hidden.add("lacks a picture, or has one of another size, place or look, or with other words to it")
    if made:
        hidden |= {f"has pages without the {edge} of the letter as made" for edge in edited.bare - made.bare}
    if made and edited.told - made.told - {""}:
        hidden.add("has words for a table or a link to be read out that the letter as made does not have")
    own = made.links if made else {link for link in edited.links if link.startswith("https://doi.org/")}
    if edited.links - own:
        hidden.add("has a link that the letter as made does not have")
    return tuple(problem("PA851", what=what) for what in sorted(hidden))


def _is_draft_mark(found: Unseen) -> bool:
    return found.reason.startswith(DRAWS) and found.text.startswith(_DRAFT_MARK)


def new_names(text: str, vocabulary: frozenset[str]) -> Iterator[str]:
    """Find words that look like a name and that the letter as made does not have, whatever their case."""
    for match in _CAPITALIZED.finditer(text):
        word = match.group()
        if not word[0].isupper() or word.isupper() or len(word) < 2 or word.casefold() in vocabulary:
            continue
        before, after = text[: match.start()], text[match.end() :]
        if _TITLE.search(before) or not _SENTENCE_START.search(before) or _NEXT_NAME.match(after):
            yield word


def vocabulary_of(texts: Sequence[str]) -> frozenset[str]:
    """Return every word of some texts, its case folded."""
    return frozenset(word.casefold() for text in texts for word in _CAPITALIZED.findall(text))


def plain(text: str) -> str:
    """Return a text as it reads, whatever its white space, quotes and dashes are."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_SIGNS).split())


@dataclass
class _Comparison:
    """One letter held against another."""

    made: WordText
    edited: WordText
    named: Mapping[str, FactKind]
    problems: list[Problem] = field(default_factory=list)
    reworded: list[int] = field(default_factory=list)
    taken_out: int = 0

    def run(self) -> list[Problem]:
        before, after = ([plain(text) for text in letter.paragraphs] for letter in (self.made, self.edited))
        self.held = {key_of(fact) for text in before for fact in self._facts(text)}
        self.vocabulary = vocabulary_of(before) | vocabulary_of(tuple(self.named))
        self.spelled = words_of_text(" ".join(before)) | general().exact.keys()
        _join_anew(before, after, self.made.prose, self.edited.prose)
        pairs = _paired(before, after)
        kept = sum(len(before[old]) for old, new in pairs if old is not None and new is not None)
        if kept < _MIN_KEPT * sum(map(len, before)):
            return [problem("PA857")]
        moved = Counter(before[old] for old, new in pairs if new is None and old is not None)
        moved &= Counter(after[new] for old, new in pairs if old is None and new is not None)
        for old, new in pairs:
            self._pair(before, after, old, new, moved)
        if self.reworded or self.taken_out:
            self.problems.append(self._wording())
        return self.problems

    def _facts(self, text: str) -> tuple[TextFact, ...]:
        return facts_in(text, self.named)

    def _pair(
        self,
        before: Sequence[str],
        after: Sequence[str],
        old: int | None,
        new: int | None,
        moved: Counter[str],
    ) -> None:
        was = before[old] if old is not None else ""
        now = after[new] if new is not None else ""
        if was == now or (new is None and moved[was]):
            return
        if old is None and moved[now]:
            self._moved(now, (new or 0) + 1)
            return
        count = len(self.problems)
        self._differences(was, now, (old or 0) + 1, (new or 0) + 1)
        if len(self.problems) == count:
            if new is None:
                self.taken_out += 1
            else:
                self.reworded.append(new + 1)

    def _moved(self, text: str, number: int) -> None:
        """Let a sentence be moved among the letter's others; a cell or a heading says what it says of its place."""
        is_sentence = number - 1 in self.edited.prose and _SENTENCE.search(text) is not None
        kinds = set() if is_sentence else {fact.kind for fact in self._facts(text)}
        self.problems += told_of("PA855", kinds, f"in paragraph {number}")
        if kinds:
            return
        if is_sentence or not says_otherwise("", text, self.spelled):
            self.reworded.append(number)
        else:
            self.problems.append(problem("PA860", place=f"in paragraph {number}"))

    def _differences(self, was: str, now: str, old: int, new: int) -> None:
        gone, came = _exchanged([key_of(f) for f in self._facts(was)], [key_of(f) for f in self._facts(now)])
        came += Counter((FactKind.NAME, word) for word in set(new_names(now, self.vocabulary)))
        denials = any(kind is FactKind.DENIAL for kind, _ in (*gone, *came))
        moved, gone, came = gone & came, gone - came, came - gone
        replaced = {kind for kind, _ in gone}
        told = [("PA852", kind, old) for kind, _ in gone] + [("PA855", kind, new) for kind, _ in moved]
        for key in came:
            held = "PA856" if key[0] in _WHO - replaced else "PA855"
            told.append((held if key in self.held else "PA853", key[0], new))
        for code, kind, number in dict.fromkeys(told):
            if kind is not FactKind.DENIAL:
                self.problems += told_of(code, (kind,), f"in paragraph {number}")
        if denials:
            self.problems.append(problem("PA859", paragraph=new if now else old))
        elif all(code == "PA856" for code, _, _ in told) and self._says_otherwise(was, now):
            self.problems.append(problem("PA860", place=f"in paragraph {new}" if now else f"of paragraph {old}"))

    def _says_otherwise(self, was: str, now: str) -> bool:
        return signs_otherwise(was, now) or says_otherwise(
            self._wording_of(was), self._wording_of(now), self.spelled
        )

    def _wording_of(self, text: str) -> str:
        """Return a text without its facts, which are compared by their values."""
        facts = sorted(self._facts(text), key=lambda fact: fact.start, reverse=True)
        for fact in facts:
            text = f"{text[: fact.start]} {text[fact.end :]}"
        return text

    def _wording(self) -> Problem:
        places = ", ".join(map(str, self.reworded))
        if self.taken_out:
            places = "; ".join(filter(None, (places, f"{self.taken_out} taken out")))
        return problem("PA854", count=len(self.reworded) + self.taken_out, paragraphs=places)


def key_of(fact: TextFact) -> FactKey:
    """Return what two facts have in common that say the same."""
    return fact.kind, fact.value


def told_of(code: str, kinds: Collection[FactKind], place: str) -> Iterator[Problem]:
    """Return a problem for each of some kinds of facts, in the order of all kinds."""
    return (problem(code, what=kind.value, place=place) for kind in FactKind if kind in kinds)


def _exchanged(was: Sequence[FactKey], now: Sequence[FactKey]) -> tuple[Counter[FactKey], Counter[FactKey]]:
    """Return the facts that left their place in the order, and those that came to one."""
    gone: Counter[FactKey] = Counter()
    came: Counter[FactKey] = Counter()
    for tag, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if tag != "equal":
            gone.update(was[a:b])
            came.update(now[c:d])
    return gone, came


def _join_anew(before: list[str], after: list[str], own: Collection[int], others: Collection[int]) -> None:
    """Put together what only the ends of paragraphs part otherwise, in both letters; what was joined is left empty.

    ``own`` and ``others`` are the paragraphs that stand by themselves: what a cell ends with is no matter of looks.
    """
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        whole = " ".join(before[a:b])
        if (
            tag == "replace"
            and whole == " ".join(after[c:d])
            and {*range(a, b)} <= {*own}
            and {*range(c, d)} <= {*others}
        ):
            before[a:b] = [whole, *[""] * (b - a - 1)]
            after[c:d] = [whole, *[""] * (d - c - 1)]


def _paired(before: Sequence[str], after: Sequence[str]) -> list[tuple[int | None, int | None]]:
    """Lay two letters side by side, paragraph by paragraph; what has no partner stands alone."""
    pairs: list[tuple[int | None, int | None]] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal" or b - a == d - c:
            pairs += zip(range(a, b), range(c, d), strict=True)
        else:
            pairs += _alike(before, after, range(a, b), range(c, d))
    return pairs


def _alike(
    before: Sequence[str], after: Sequence[str], old: range, new: range
) -> Iterator[tuple[int | None, int | None]]:
    """Pair each paragraph with the one most like it; give those left over alone."""
    free = list(new)
    for place in old:
        likeness = {
            other: SequenceMatcher(None, before[place], after[other], autojunk=False).ratio()
            for other in (free if len(old) * len(new) <= _MAX_PAIRS else free[:1])
        }
        best = max(likeness, key=lambda other: likeness[other], default=None)
        if best is not None and likeness[best] >= _MIN_LIKENESS:
            free.remove(best)
            yield place, best
        else:
            yield place, None
    yield from ((None, place) for place in free)
