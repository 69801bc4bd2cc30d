"""Free texts of a case that a letter prints: each is what the chart says, or an opinion without facts of its own.

What somebody cannot do and why care was stopped are facts of the chart, and their words have to stand together in
it. A physician's reasons are their own; but a number, a day or a level in them is a fact too, and has to stand in
the chart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from priorauth.case.model import Case, Pain
from priorauth.comparison.model import Checked, Verdict
from priorauth.comparison.modic_in_prose import free_texts
from priorauth.comparison.readable_exhibit import NOT_SHOWN
from priorauth.exhibits.pages import OpenedExhibit
from priorauth.problems import Owner
from priorauth.reading.model import ChartReading, DocumentKind

_FACTS = re.compile(r"(?:^|\.)(?:limits\.\d+|reason)$")
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+\d*(?:[-/][^\W\d_]*\d+)*")
_LEVEL = re.compile(r"\b[clst]\d\b")
_SENTENCE = re.compile(r"(?<=[.;!?])\s+")
_GLUE = re.compile(
    r"the|and|for|with|was|were|has|had|have|not|than|that|this|from|into|due|his|her|their|she|him|they|after|because"
    r"|since|who|which|are|been|does|did|can|cannot|could|more|less|over|under|about|per|each|any|all"
)
_STEM = 5
_WINDOW = 60
"""Words among which those of a text have to stand together: a sentence or a row of a table, with its neighbors."""


def unsaid_texts(case: Case, chart: ChartReading, opened: Sequence[OpenedExhibit]) -> Iterator[Checked]:
    """Return a gap for each printed text that states what no page of the patient says."""
    texts = tuple(_texts(chart, opened))
    pages = tuple(_tokens(text) for _, text in texts)
    exhibit = next((item.exhibit.id for item in opened), "")
    for field in _other_codes(case, texts):
        yield Checked(
            claim=field, exhibit=exhibit, verdict=Verdict.NOT_FOUND, code=NOT_SHOWN, owner=Owner.CLINICIAN
        )
    for field, text in _printed(case):
        if _FACTS.search(field):
            is_said = _stand_together(_words(text), pages)
        else:
            is_said = all(_facts_stand(sentence, pages) for sentence in _SENTENCE.split(text))
        if not is_said:
            yield Checked(
                claim=field, exhibit=exhibit, verdict=Verdict.NOT_FOUND, code=NOT_SHOWN, owner=Owner.CLINICIAN
            )


def _printed(case: Case) -> Iterator[tuple[str, str]]:
    yield from free_texts(case)
    pain: Pain = case.pain
    for number, text in enumerate(pain.limits, 1):
        yield f"pain.limits.{number}", text


def _other_codes(case: Case, texts: Sequence[tuple[DocumentKind, str]]) -> Iterator[str]:
    """Return the fields of diagnosis codes in whose place a visit's note has others: M54.50 for M54.51."""
    said = {code for _, text in texts for code in _codes(text)}
    noted = {code for kind, text in texts if kind is DocumentKind.OFFICE_NOTE for code in _codes(text)}
    for number, code in enumerate(case.request.diagnosis_codes, 1):
        own = _plain(code)
        if own not in said and any(other[:_KIND] == own[:_KIND] for other in noted):
            yield f"request.diagnosis_codes.{number}"


def _codes(text: str) -> set[str]:
    return {_plain(match.group()) for match in _CODE.finditer(text.casefold())}


def _plain(code: str) -> str:
    return code.casefold().replace(".", "")


_CODE = re.compile(r"\b[a-tv-z]\d[\da-z]\.?\d[\da-z]{0,3}\b")
_KIND = 4
"""Characters of a code, without its dot, that name the condition; the next one tells which of its forms."""


def _texts(chart: ChartReading, opened: Sequence[OpenedExhibit]) -> Iterator[tuple[DocumentKind, str]]:
    """Return the text of each document of the patient, with what it is."""
    texts = {(item.exhibit.id, page.number): page.text for item in opened for page in item.pages}
    for item in chart.documents:
        document = item.document
        if not document.states_nothing and document.kind is not DocumentKind.CONSENT:
            yield document.kind, "\n".join(texts.get((document.exhibit, number), "") for number in document.pages)


def _tokens(text: str) -> tuple[str, ...]:
    """Return the words of a text in order, cut to their stems, and the levels within them."""
    tokens = _TOKEN.findall(text.casefold())
    return tuple(_stem(part) for found in tokens for part in (found, *_LEVEL.findall(found)))


def _words(text: str) -> frozenset[str]:
    """Return the words that carry a text's sense, cut to their stems, and its numbers."""
    found = _TOKEN.findall(text.casefold())
    return frozenset(
        _stem(word) for word in found if not _GLUE.fullmatch(word) and (len(word) > 2 or word[0].isdigit())
    )


def _stem(word: str) -> str:
    return word if any(map(str.isdigit, word)) else word[:_STEM]


def _facts_stand(sentence: str, pages: Sequence[tuple[str, ...]]) -> bool:
    numbers = frozenset(word for word in _words(sentence) if any(map(str.isdigit, word)))
    levels = _LEVEL.findall(sentence.casefold())
    return _stand_together(numbers, pages) and all(_stand_together(frozenset({level}), pages) for level in levels)


def _stand_together(words: frozenset[str], pages: Sequence[tuple[str, ...]]) -> bool:
    return not words or any(_has_window(words, page) for page in pages)


def _has_window(words: frozenset[str], page: tuple[str, ...]) -> bool:
    """Whether all words stand within one window of a page's words."""
    last: dict[str, int] = {}
    for place, word in enumerate(page):
        if word in words:
            last[word] = place
            if len(last) == len(words) and place - min(last.values()) < _WINDOW:
                return True
    return False
