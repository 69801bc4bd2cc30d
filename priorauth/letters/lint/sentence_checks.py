"""What a letter says of its own, held against the fields it prints and the list of fixed sentences.

The same rule before there is a case, at lint and approval, and when a packet is built.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from priorauth.document import Document, texts_of
from priorauth.letters.checks.letter_words import says_nothing_of_a_case
from priorauth.letters.checks.placeholder_forms import placeholders_in
from priorauth.letters.checks.plain_words import plain_words
from priorauth.letters.checks.stated_facts import VALUE, StatedFact, is_borne_out, stated_in
from priorauth.letters.lint.lint_report import LintFinding, LintReport, SourceText
from priorauth.letters.lint.own_sentences import OwnSentence, own_sentences, shipped_sentences
from priorauth.letters.templates.placeholders import PLACE, unfilled_places
from priorauth.letters.templates.template_library import LoadedTemplate, TemplateLibrary, is_shipped
from priorauth.problems import Problem, Refused, Where, problem

_LABEL = re.compile(rf"\A[^.!?{VALUE}]{{1,60}}(?::\s*(?:\W|{VALUE})*)\Z")
_WORD = re.compile(r"[^\W\d_]+")
_ANCHOR = re.compile(
    r"\b(?:I|we|us|our|my|me|you|your|please|thank\w*|letters?|requests?|procedures?|ablations?|nerves?|records?|enclos\w*|attach\w*|"
    r"pages?|review\w*|decisions?|questions?|office|practice|staff|calls?|contact|devices?|energy|risks?|recovery|anesthesia|"
    r"authoriz\w*|polic\w+|payers?|plans?|codes?|people|patients|physicians?|regards|sincerely|treatments?|criteri\w+|"
    r"documents?|documentation|statements?|signature|stud(?:y|ies)|literature|vertebra\w*|implant\w*|outpatient|inpatient|probe|technique|fluoroscop\w+)\b",
    re.IGNORECASE,
)
"""What a sentence true of every patient can be about: the letter, the request, the procedure, the practice."""


_HTML = re.compile(r"(?<!\\)</?[A-Za-z!]")


@dataclass(frozen=True, slots=True)
class OpenSentence:
    """A sentence that no letter may say yet; ``told`` is what it tells of one patient, if anything."""

    says: str
    offset: int
    told: StatedFact | None


def open_sentences(text: str, settled: frozenset[str]) -> Iterator[OpenSentence]:
    """Return the sentences of a file that tell of a patient without a field, or that nobody has settled."""
    shipped = shipped_sentences()
    for sentence in own_sentences(text):
        if sentence.key in shipped or placeholders_in(sentence.text) or _is_usual(sentence):
            continue
        told = _told(sentence)
        if told is not None:
            yield OpenSentence(sentence.says, _place(sentence, told.start), told)
        elif sentence.says not in settled:
            yield OpenSentence(sentence.says, sentence.start, None)


def find_statements(text: str, settled: frozenset[str]) -> Iterator[LintFinding]:
    """Find sentences of a file that tell of a patient without a field (PA546), or that nobody settled (PA547)."""
    for found in open_sentences(text, settled):
        if found.told is None:
            yield LintFinding(found.offset, "PA547")
            continue
        fields = ", ".join(found.told.fields)
        fix = f"print it from a field ({fields}), or delete the sentence" if fields else None
        yield LintFinding(found.offset, "PA546", {"what": found.told.what}, fix)


def _told(sentence: OwnSentence) -> StatedFact | None:
    """Return what a sentence tells that no field of the case tells."""
    told = stated_in(sentence.text, sentence.known, is_heading=sentence.kind == "heading")
    is_fixed = told is None and sentence.kind == "sentence" and not is_borne_out(sentence.known(0))
    if is_fixed and len(_WORD.findall(sentence.text)) > 1 and not _ANCHOR.search(sentence.text):
        return StatedFact("neither the request, the procedure nor the practice", 0)
    return told


def _is_usual(sentence: OwnSentence) -> bool:
    is_label = sentence.kind != "sentence" or _LABEL.match(sentence.text) is not None
    return says_nothing_of_a_case(sentence.text, is_label=is_label)


def _place(sentence: OwnSentence, at: int) -> int:
    return sentence.passages[min(at, len(sentence.passages) - 1)][1]


def find_placeholders(text: str) -> Iterator[LintFinding]:
    """Find places of a file that were left to be filled in, however they are written (PA544)."""
    for sentence in own_sentences(text):
        for place in placeholders_in(sentence.text):
            at = _place(sentence, place.start)
            is_told = PLACE.search(sentence.text, place.start, place.end + 4) is not None  # as PA596
            if not is_told and not _HTML.match(text, at):  # refused as such (PA508)
                yield LintFinding(at, "PA544", {"what": place.what})


def open_places(template: LoadedTemplate, library: TemplateLibrary) -> tuple[Problem, ...]:
    """Return what keeps a template's letters from going out: places to fill in, and sentences nobody may send yet.

    Raises `Refused` (PA1xx) for a list of fixed sentences that cannot be read.
    """
    found = dict.fromkeys(unfilled_places(template))
    if library.of_practice:
        settled = library.fixed_sentences()
        for source in (template.source, *template.partials):
            if not is_shipped(source.path):
                found |= dict.fromkeys(_open_of(source.text, source.path, settled))
    return tuple(found)


@lru_cache(maxsize=128)
def _open_of(text: str, path: Path, settled: frozenset[str]) -> tuple[Problem, ...]:
    report = LintReport()
    report.add(SourceText(path, text, text), *find_placeholders(text), *find_statements(text, settled))
    return tuple(report.found)


def refuse_open(template: LoadedTemplate, library: TemplateLibrary) -> None:
    """Raise `Refused` (PA544, PA546, PA547, PA596) for what keeps a template's letters from going out."""
    problems = open_places(template, library)
    if problems:
        raise Refused(problems)


_QUOTED = re.compile("\u201c[^\u201d]*\u201d")


def refuse_placeholders(document: Document, where: Callable[[str, int], Where]) -> None:
    """Raise `Refused` (PA544) for each place of a finished letter that was left to be filled in.

    Words quoted from a page are left alone: a report may have brackets. ``where`` tells what a problem names for a
    character of one of the document's texts.
    """
    found: dict[Problem, None] = {}
    for text in texts_of(document):
        unquoted = _QUOTED.sub(lambda match: " " * len(match[0]), text)
        words = plain_words(unquoted.replace("\\", " ").replace("&", " "))
        for place in placeholders_in(words.text):
            found[problem("PA544", where(text, words.place(place.start)), what=place.what)] = None
    if found:
        raise Refused(found)
