"""Holding an edited letter against the letter as it was made: every fact still in its place, and none added."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from priorauth.letters.checks.facts_in_text import FactKind, TextFact, facts_in, has
from priorauth.problems import Problem, problem
from priorauth.reading.vocabulary import general
from priorauth.verify.edited_word import WordText
from priorauth.verify.harmless_wording import (
    FACT,
    asks_something,
    says_otherwise,
    signs_otherwise,
    spelled_out,
    telling_words,
    words_of_text,
)
from priorauth.verify.letter_frame import greeted, is_letterhead, without_frame
from priorauth.verify.parted_words import stops_otherwise
from priorauth.verify.unseen_words import DRAWS, Unseen

_MIN_LIKENESS = 0.5
_MAX_PAIRS = 10_000
_MIN_KEPT = 0.3
_CAPITALIZED = re.compile(r"[^\W\d_][^\W\d_]*(?:['\u2019-][^\W\d_]+)*")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;]['\")\u201d]?\s+|[\u2022\u201c\"(]\s*)\Z")
_NEXT_NAME = re.compile(r"\s(?:[A-Z]\.\s)?[A-Z][a-z]")
_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr)\.?\s+\Z")
_SENTENCE = re.compile(r"[.?!](?:\s+[A-Z\u201c\"]|['\")\u201d]*\Z)")
_SENTENCES = re.compile(r"(?<=[.?!])\s+(?=[A-Z\u201c\"])")
_ABSENT = "absent"
"""The status that denies all that follows it in its sentence."""
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
    comparison = _Comparison(made, edited, {_read(text): named[text] for text in named})
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


def _read(text: str) -> str:
    """Return a text as it is read aloud."""
    return spelled_out(plain(text))


@dataclass
class _Comparison:
    """One letter held against another."""

    made: WordText
    edited: WordText
    named: Mapping[str, FactKind]
    problems: list[Problem] = field(default_factory=list)
    stood: dict[int, int | None] = field(default_factory=dict)
    """The heading that each paragraph of the letter as made stands under."""
    stands: dict[int, int | None] = field(default_factory=dict)
    """The same of the edited letter, by the headings of the letter as made."""
    gone_from: dict[int, str] = field(default_factory=dict)
    first_kept: int = 0
    reworded: list[int] = field(default_factory=list)
    taken_out: int = 0

    def run(self) -> list[Problem]:
        before, after = ([plain(text) for text in letter.paragraphs] for letter in (self.made, self.edited))
        self.held = {key_of(fact) for text in before for fact in self._facts(_read(text))}
        self.vocabulary = vocabulary_of(before) | vocabulary_of(tuple(self.named))
        self.spelled = words_of_text(" ".join(before)) | general().exact.keys()
        _join_anew(before, after, self.made.prose - self.made.headings, self.edited.prose)
        pairs = _paired(before, after)
        kept = sum(len(before[old]) for old, new in pairs if old is not None and new is not None)
        if kept < _MIN_KEPT * sum(map(len, before)):
            return [problem("PA857")]
        self._lay_out(before, pairs)
        moved = Counter(before[old] for old, new in pairs if new is None and old is not None)
        moved &= Counter(after[new] for old, new in pairs if old is None and new is not None)
        for old, new in pairs:
            self._pair(before, after, old, new, moved)
        if self.reworded or self.taken_out:
            self.problems.append(self._wording())
        return self.problems

    def _lay_out(self, before: Sequence[str], pairs: Sequence[tuple[int | None, int | None]]) -> None:
        """Note under which heading each paragraph stood and stands, and where those that are gone stood."""
        heads = self.made.headings | {number for number in self.made.prose if before[number].endswith(":")}
        partner = {new: old for old, new in pairs if new is not None}
        self.stood, self.stands = {}, {}
        head: int | None = None
        for old in range(len(before)):
            self.stood[old], head = head, old if old in heads else head
        head = None
        for new in range(len(self.edited.paragraphs)):
            old_place = partner.get(new)
            self.stands[new], head = head, old_place if old_place in heads else head
        self.gone_from = {old: before[old] for old, new in pairs if new is None and old is not None}
        self.first_kept = min((new for old, new in pairs if old is not None and new is not None), default=0)

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
        if old is None and new is not None and moved[now]:
            self._moved(now, new)
            return
        if old is None and new is not None and self._is_letterhead(new):
            self.reworded.append(new + 1)
            return
        count = len(self.problems)
        place = f"in paragraph {new + 1}" if new is not None else f"of paragraph {(old or 0) + 1}"
        self._differences(without_frame(_read(was)), without_frame(_read(now)), (old or 0) + 1, place)
        if len(self.problems) == count:
            if new is None:
                self.taken_out += 1
            else:
                self.reworded.append(new + 1)

    def _is_letterhead(self, new: int) -> bool:
        """Whether a paragraph greets whom the letter is to, or says at a page's edge who sends it, and no more."""
        text = self.edited.paragraphs[new]
        whom = greeted(plain(text))
        if whom is not None:
            return is_letterhead(whom, [line for line, _ in self._address()])
        if self.first_kept <= new < self.edited.in_body:
            return False
        lines = list(self._address())
        sender = [at for at, (_, is_reached) in enumerate(lines) if is_reached]
        return is_letterhead(text, [lines[each][0] for at in sender for each in {max(at - 1, 0), at}])

    def _address(self) -> Iterator[tuple[str, bool]]:
        """Return the lines of the letter as made that are no sentences; whether each has a street or a number."""
        for number in sorted(self.made.prose - self.made.headings):
            text = self.made.paragraphs[number]
            for line in () if _SENTENCE.search(plain(text)) else text.splitlines():
                facts = self._facts(_read(line))
                yield line, any(fact.kind in (FactKind.DETAIL, FactKind.PHONE) for fact in facts)

    def _moved(self, text: str, new: int) -> None:
        """Let a sentence be moved within its section; a cell and a heading say what they say of their place."""
        is_prose = new in self.edited.prose and _SENTENCE.search(text) is not None
        is_within = any(
            old in self.made.prose and self.stood[old] == self.stands[new]
            for old, gone in self.gone_from.items()
            if gone == text
        )
        read, place = _read(text), f"in paragraph {new + 1}"
        kinds = set() if is_prose and is_within else {fact.kind for fact in self._facts(read)}
        self.problems += told_of("PA855", kinds, place)
        if kinds:
            return
        if (is_prose and is_within) or not says_otherwise("", self._wording_of(read), self.spelled):
            self.reworded.append(new + 1)
        else:
            self.problems.append(problem("PA860", place=place))

    def _differences(self, was: str, now: str, old: int, place: str) -> None:
        gone, came = _exchanged([key_of(f) for f in self._facts(was)], [key_of(f) for f in self._facts(now)])
        came += Counter((FactKind.NAME, word) for word in set(new_names(now, self.vocabulary)))
        telling = telling_words(self._wording_of(was), self._wording_of(now), self.spelled)
        denials = any(kind is FactKind.DENIAL for kind, _ in (*gone, *came)) or any(
            has(word, FactKind.DENIAL) for word in telling
        )
        moved, gone, came = gone & came, gone - came, came - gone
        replaced = {kind for kind, _ in gone}
        told = [("PA852", kind, f"in paragraph {old}") for kind, _ in gone]
        told += [("PA855", kind, place) for kind, _ in moved]
        is_otherwise = bool(telling) or self._parts_otherwise(was, now)
        for key in came:
            is_once_more = key[0] in _WHO - replaced and (is_otherwise or self._is_addressed(key, was, now))
            held = "PA856" if is_once_more else "PA855"
            told.append((held if key in self.held else "PA853", key[0], place))
        for code, kind, where in dict.fromkeys(told):
            if kind is not FactKind.DENIAL:
                self.problems += told_of(code, (kind,), where)
        if denials:
            self.problems.append(problem("PA859", paragraph=re.sub(r"\D", "", place)))
        elif is_otherwise and all(code == "PA856" for code, _, _ in told):
            self.problems.append(problem("PA860", place=place))

    def _is_addressed(self, key: FactKey, was: str, now: str) -> bool:
        """Whether whoever is named once more is named where something is asked, in a sentence of its own."""
        kept = {key_of(fact) for fact in self._facts(was)}
        added = [each for each in _SENTENCES.split(now) if each not in was]
        facts = [{key_of(fact) for fact in self._facts(each)} for each in added]
        named = [(each, held) for each, held in zip(added, facts, strict=True) if key in held]
        return bool(named) and all(asks_something(each) and kept.isdisjoint(held) for each, held in named)

    def _parts_otherwise(self, was: str, now: str) -> bool:
        return signs_otherwise(was, now) or stops_otherwise(self._wording_of(was), self._wording_of(now))

    def _wording_of(self, text: str) -> str:
        """Return a text with a mark for each of its facts, whose values are compared; what denies stays."""
        facts = sorted(self._facts(text), key=lambda fact: fact.start, reverse=True)
        for fact in facts:
            if fact.kind is not FactKind.DENIAL and fact.value != _ABSENT:
                text = f"{text[: fact.start]} {FACT} {text[fact.end :]}"
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

    ``own`` and ``others`` are the paragraphs that stand by themselves: where a cell or a heading ends is no matter
    of looks.
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
