"""Free texts of a case that a letter prints: each is what the chart says, or an opinion without facts of its own.

What somebody cannot do and why care was stopped are facts of the chart, and their words have to stand together in
it. A physician's reasons are their own; but a number, a day or a level in them is a fact too, and has to stand in
the chart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from priorauth.case.model import Case, Pain
from priorauth.comparison.model import Checked, Verdict, quote_of
from priorauth.comparison.modic_in_prose import free_texts
from priorauth.comparison.named_parts import unnamed_parts
from priorauth.comparison.planned_procedure import plan_gap
from priorauth.comparison.readable_exhibit import NOT_SHOWN
from priorauth.domain.written_dates import dates_in
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
    told = _places(case, chart, opened)
    if told is not None:
        yield told
    for field in (*_other_codes(case, texts), *unnamed_parts(case, texts)):
        yield _gap(field, exhibit)
    for field, text in _printed(case):
        if _FACTS.search(field):
            is_said = _stand_together(_words(text), pages)
        else:
            is_said = all(_facts_stand(sentence, pages) for sentence in _SENTENCE.split(text))
        if not is_said:
            yield _gap(field, exhibit)


def _places(case: Case, chart: ChartReading, opened: Sequence[OpenedExhibit]) -> Checked | None:
    """Return a gap of the bodies that are asked for, with the words of a note that plans something else."""
    pages = {(item.exhibit.id, page.number): page.text for item in opened for page in item.pages}
    found = plan_gap(case, chart, pages)
    if found is None:
        return None
    gap = _gap("request.vertebral_bodies", found.exhibit)
    return gap.model_copy(update={"page": found.page, "passage": quote_of(found)})


def _gap(field: str, exhibit: str) -> Checked:
    return Checked(claim=field, exhibit=exhibit, verdict=Verdict.NOT_FOUND, code=NOT_SHOWN, owner=Owner.CLINICIAN)


def _printed(case: Case) -> Iterator[tuple[str, str]]:
    yield from free_texts(case)
    pain: Pain = case.pain
    for number, text in enumerate(pain.limits, 1):
        yield f"pain.limits.{number}", text
    for number, exhibit in enumerate(case.exhibits, 1):
        yield f"exhibits.{number}.title", _undated(exhibit.title)


def _undated(title: str) -> str:
    """Return a title without its dates and years, which are compared with those of the exhibit by themselves."""
    for found in reversed(dates_in(title.casefold())):
        title = f"{title[: found.start]} {title[found.end :]}"
    return _YEAR.sub(" ", title)


_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def _other_codes(case: Case, texts: Sequence[tuple[DocumentKind, str]]) -> Iterator[str]:
    """Return the fields of diagnosis codes that the chart has not where it has others: M54.50 for M54.51.

    A second code is asked for where a visit's note has one of the request's codes and not that one.
    """
    said = {code for _, text in texts for code in _codes(text)}
    noted = {code for kind, text in texts if kind is DocumentKind.OFFICE_NOTE for code in _codes(text)}
    asked = {_plain(code) for code in case.request.diagnosis_codes}
    for number, code in enumerate(case.request.diagnosis_codes, 1):
        own = _plain(code)
        has_another = any(other[:_KIND] == own[:_KIND] for other in noted) or not noted.isdisjoint(asked)
        if own not in said and has_another:
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
