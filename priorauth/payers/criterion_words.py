"""Which words a criterion's sentence may use: those of its kind, of its values, and of no demand at all.

A word outside them asks for something that the rule does not judge, or names another payer, reviewer or guideline.
A list of wrong words would let every other one pass, so this is one of right words (`criterion_words.tsv`). Of the
words in no list, only those pass that by their ending say how something is or was done.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, reduce
from pathlib import Path

from priorauth.domain.written_numbers import number_in_words
from priorauth.payers.criteria import (
    COMBINATIONS,
    AnyCriterion,
    Attested,
    Combination,
    MeasureLimit,
    ModalityRequirement,
)
from priorauth.payers.rule_words import rule_limits, sentence_of
from priorauth.payers.said_limits import limits_said

_TABLE = Path(__file__).parent / "criterion_words.tsv"
_WORD = re.compile(r"[a-z](?:[a-z0-9'-]*[a-z0-9])?")
_EXAMPLES = re.compile(r"\b(?:such as|for example|for instance|e\.g\.)[^.;]*", re.IGNORECASE)
"""Examples that a sentence gives ask for nothing."""
_NAME = re.compile(r"^(?:[A-Z]|[a-z]+[A-Z])")
_NUMBERED = re.compile(
    r"\b(?:[A-Z]{1,6}[-. ]?\d{3,}[\w.-]*"
    r"|(?!(?:PHQ|GAD|MC|NRS|BDI|ICD|[LST])-)[A-Z]{1,4}-\d{1,3}\b|(?i:policy|guideline|bulletin|LCD|NCD|CPB|article|determination)"
    r"(?:\s+(?:no\.?|number))?\s+(?=\S*\d)[\w.-]+)\b"
)
"""The number of a policy, a determination or a guideline."""
_UNLESS_CONTRAINDICATED = re.compile(r"\bunless (?:\w+ ){0,2}contraindicated\b", re.IGNORECASE)
_NEEDED = 5
"""Of a word of a clause, the letters that show it again in another form: "trained", "training"."""


_IN_FULL = tuple(
    (re.compile(short), long)
    for short, long in (
        ("[‘’]", "'"),
        (r"(?i)\bcan't\b", "cannot"),
        (r"(?i)\bwon't\b", "will not"),
        (r"(?i)(?<=[a-z])n't\b", " not"),
        (r"(?i)(?<=\d) ?pts\b", " points"),
        (r"\b(?:Pt|pt)\b(?!\.?\s+(?:visit|session|appointment|program))\.?", "patient"),
        (r"\b(?:Pts|pts)\b", "patients"),
        (r"\bHEP\b", "home exercise program"),
        (r"(?i)\bw/in\b", "within"),
        (r"(?i)\bw/o\b", "without"),
        (r"(?i)\bw/", "with "),
        (r"(?i)\bhx\b", "history"),
        (r"(?i)\btx\b", "treatment"),
        (r"(?i)\bdx\b", "diagnosis"),
        (r"(?i)\by/o\b", "years old"),
    )
)
"""Contractions and the shorthand of charts; "PT" in capitals is physical therapy, "Pt" the patient."""


def in_full(text: str) -> str:
    """Return a sentence without contractions and shorthand, so that each "not" in it is a word of its own."""
    return reduce(lambda written, pair: pair[0].sub(pair[1], written), _IN_FULL, text)


@dataclass(frozen=True, slots=True)
class CriterionWords:
    """The words of a rule: ``subject``, those that say what a sentence is about; ``all``, every word it may use."""

    subject: re.Pattern[str]
    all: re.Pattern[str]


@cache
def _table() -> Mapping[tuple[str, str], str]:
    """Return the words of each list, by its name and role, as one pattern's alternatives."""
    lines = _TABLE.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")][1:]
    lists: dict[tuple[str, str], list[str]] = {}
    for of, role, words in rows:
        lists.setdefault((of, role), []).extend(words.split())
    return {
        key: " ".join(words) if key[1] == "also" else "|".join(_as_pattern(word) for word in words)
        for key, words in lists.items()
    }


def _as_pattern(word: str) -> str:
    return re.escape(word.removesuffix("*")) + ("[a-z'-]*" if word.endswith("*") else "")


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(filter(None, words)) or "(?!)")


def values_of(rule: AnyCriterion | ModalityRequirement) -> Iterator[StrEnum]:
    """Return the named values of a rule's fields: its conditions, instruments, modalities and the like."""
    for field in type(rule).model_fields:
        value = getattr(rule, field)
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, ModalityRequirement):
                yield from values_of(each)
            elif isinstance(each, StrEnum):
                yield each


@cache
def words_of_value(value: StrEnum) -> re.Pattern[str]:
    """Return the words by which a sentence names a value; those of its own name where no list has it."""
    named = _table().get((f"{type(value).__name__} {value.value}", "subject"))
    return re.compile(named or "|".join(re.escape(part) for part in value.value.casefold().split("_")))


def _words_of(criterion: AnyCriterion) -> CriterionWords:
    if isinstance(criterion, COMBINATIONS):
        return _words_of_members(criterion)
    table, values = _table(), list(values_of(criterion))
    fields = [f"field {field}" for field, value in criterion if value is True]
    groups = [criterion.kind, *table.get((criterion.kind, "also"), "").split()]
    named = [words_of_value(value).pattern for value in values]
    beside = [table.get((f"{type(value).__name__} {value.value}", "word"), "") for value in values]
    own = [table.get((group, role), "") for group in (*groups, *fields) for role in ("subject", "word")]
    conditions = [words_of_value(value).pattern for value in values if type(value).__name__ == "Condition"]
    of_fields = [table.get((field, "subject"), "") for field in fields]
    subject = _pattern([table.get((criterion.kind, "subject"), ""), *of_fields, *(conditions or named)])
    names = [row.name for row in getattr(criterion, "required", ())]
    said = _as_text(_tokens(" ".join((sentence_of(criterion), *names))))
    return CriterionWords(subject, _pattern([table["any", "word"], *own, *named, *beside, said]))


def _words_of_members(criterion: Combination) -> CriterionWords:
    members = [_words_of(member) for member in criterion.members]
    texts = [_as_text(_tokens(in_full(member.text))) for member in criterion.members]
    shared = _table()["combination", "subject"]
    return CriterionWords(
        _pattern([shared, *(member.subject.pattern for member in members)]),
        _pattern([shared, *(member.all.pattern for member in members), *texts]),
    )


def _as_text(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, words))


def _tokens(text: str) -> list[str]:
    plain = re.sub(r"[‘’]", "'", text.casefold())
    return [word.removesuffix("'s").strip("'-") for word in _WORD.findall(plain)]


def is_about_its_rule(criterion: AnyCriterion) -> bool:
    """Whether a text says what its rule is about: in a word of its subject, or with one of its numbers alone."""
    tokens = _tokens(criterion.text)
    if isinstance(criterion, Attested):
        of_clause = {word[:_NEEDED] for word in _tokens(criterion.clause) if not _is_plain(word)}
        return not of_clause or any(word[:_NEEDED] in of_clause for word in tokens)
    if isinstance(criterion, COMBINATIONS) and any(word in _COUNTING for word in tokens):
        return True
    if rule_limits(criterion) and not isinstance(criterion, MeasureLimit) and limits_said(criterion.text):
        return True
    subject = _words_of(criterion).subject
    return any(subject.fullmatch(part) for word in tokens for part in (word, *word.split("-")))


_COUNTING = {"following", "these", "those", "each", "both", "all", "two", "three", "one", "none", "any"}


def _is_plain(word: str) -> bool:
    return re.fullmatch(_table()["any", "word"], word) is not None or number_in_words(word) is not None


def strange_words(criterion: AnyCriterion, own_names: frozenset[str]) -> tuple[list[str], list[str]]:
    """Return the words of a text that its rule does not know, and, apart from them, the names among them.

    ``own_names`` are the words of the payer, the reviewer and the policy that the rule is judged under, in small
    letters. A sentence about a person's word (`Attested`) may use any words; its names are found all the same.
    """
    text = _EXAMPLES.sub(" ", criterion.text)
    if any(row.unless_contraindicated for row in getattr(criterion, "required", ())):
        text = _UNLESS_CONTRAINDICATED.sub(" ", text)
    names = [found.group() for found in _NUMBERED.finditer(text) if not _numbers_of(found.group()) <= own_names]
    if isinstance(criterion, Attested):
        known = _pattern([_any_list().pattern, _as_text(_tokens(criterion.clause))])
    else:
        known = _words_of(criterion).all
    words: list[str] = []
    first = True
    for match in re.finditer(r"[A-Za-z](?:[\w’'-]*\w)?", _NUMBERED.sub(" ", text)):
        word = next(iter(_tokens(match.group())), "")
        if not (_is_known(word, known) or word in own_names or set(_pieces(word)) <= own_names):
            if _is_name(match.group(), word, first=first):
                names.append(match.group())
            elif not (isinstance(criterion, Attested) or _is_harmless(word)):
                words.append(match.group())
        first = False
    return words, names


def _numbers_of(numbered: str) -> set[str]:
    return {piece for piece in _pieces(numbered) if not _is_plain(piece)} or {numbered}


def _is_name(written: str, word: str, *, first: bool) -> bool:
    """Whether a word is a name: with a capital that begins no sentence, and in no list of any rule."""
    has_capital = _NAME.match(written) is not None and not (first and written[1:].islower())
    return has_capital and not _is_known(word, _any_list())


@cache
def _any_list() -> re.Pattern[str]:
    return _pattern(words for (_, role), words in _table().items() if role != "also")


def _pieces(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.casefold())


def names_in(*texts: str | None) -> frozenset[str]:
    """Return the words of names, in small letters and without their signs, as `strange_words` compares them."""
    words = (word for text in texts if text for word in (*text.casefold().split(), *_pieces(text)))
    return frozenset(words)


def _is_known(word: str, known: re.Pattern[str]) -> bool:
    parts = [part for part in word.split("-") if part]
    return known.fullmatch(word) is not None or all(
        part.isdigit() or number_in_words(part) is not None or known.fullmatch(part) is not None or _is_sign(part)
        for part in parts
    )


_ASKS_NOTHING = re.compile(r"[a-z-]{4,}(?:ly|ed|ing|ful|less|ive|able|ible|ory|ous|ish)")
"""What verbs and the words beside them end in: they say how a thing is or was done, and seldom ask for another."""
_ASKS = re.compile(
    r"(?:un|counter)?(?:waiv|excus|exempt|forgiv|relax|skip|omit|overrul|suspend|dispens|bypass|forgo|spar|ignor|drop"
    r"|supervis|sign|certif|accredit|approv|licens|train|authori[sz]|notari[sz]|consent|witness|board|enrol"
    r"|employ|insur|consecutiv|interrupt|gad|bath|smok|drink|sleep|walk|work|stand|lift|fast|test|screen|counsel|refer"
    r"|direct|prescrib|repeat|inject|ablat|operat|decompress|fus|implant|heal|treat|wean|addict|contrast|enhanc|bleed"
    r"|scann|imag|infect|brac|stag|diet|exercis|drug|cod|bill|plan|schedul|retir|marri|unemploy)\w*"
)
"""The verbs that ask for something all the same: a leave, an approval, another treatment or finding."""


def _is_harmless(word: str) -> bool:
    """Whether a word that stands in no list asks for nothing, by its ending."""
    return _ASKS_NOTHING.fullmatch(word) is not None and _ASKS.fullmatch(word) is None


def _is_sign(part: str) -> bool:
    """Whether it is a letter, a unit, or a body such as L4."""
    return re.fullmatch(r"[a-z]|pre|non|self|[lst]\d{1,2}|mm|cm|kg|m2|iv|mc[123]", part) is not None


def names_some_not_all(criterion: AnyCriterion) -> tuple[list[StrEnum], list[StrEnum]] | None:
    """Return the values that a text names, and those it leaves out; ``None`` where it names none, or all."""
    for field in ("instruments", "generators", "modalities", "excepted"):
        values: tuple[StrEnum, ...] = getattr(criterion, field, ())
        tokens = [part for word in _tokens(criterion.text) for part in (word, *word.split("-"))]
        named = [value for value in values if any(words_of_value(value).fullmatch(token) for token in tokens)]
        if named and len(named) < len(values):
            return named, [value for value in values if value not in named]
    return None
