"""The plan of a visit's note, held against the request: which bodies it names, and whether the patient wants it.

A request asks for what the physician planned. A note that plans other vertebral bodies, or says that the patient
does not want the procedure or that it is put off, leaves the request open; a later note may say otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from priorauth.case.model import Case
from priorauth.domain.dates import PartialDate
from priorauth.domain.spine import VertebralBody, body_range
from priorauth.reading.model import ChartReading, DocumentKind, Passage

_NAME = r"(?:basivertebral|bvna?\b|bvn\s+ablation|intracept)"
_IT = rf"(?:it|this|(?:the\s+)?(?:\w+\s+){{0,2}}(?:ablation|procedure|bvna)|(?:the\s+)?{_NAME})"
_SENTENCE = re.compile(r"(?<=[.;!?])\s+(?!\d{1,2}\b)|\n\s*\n|\n(?=\s*(?:\d{1,2}[.)]|[-*\u2022])\s)")
_PROCEDURE = re.compile(_NAME, re.IGNORECASE)
_IS_TOLD_OF = re.compile(
    r"\b(?:no|not|never|prior|previous|history|if|should|would|denies|without|or|criteria|policy|risks?|literature"
    r"|studies|trial|whether)\b|\?",
    re.IGNORECASE,
)
"""Words of a sentence that does not plan: a denial, a condition, what a policy says."""
_BODY = re.compile(
    r"(?<![\w-])(?P<first>[LS][1-6])(?:\s?(?P<range>-|/|to|through|thru|\u2013)\s?(?P<last>[LS]?[1-6])(?!\d))?(?!\w|\.\d)",
    re.IGNORECASE,
)
_UNWILLING = re.compile(
    rf"(?:(?:does|do|did|would|will)\s*(?:not|n't)\s+(?:want|wish|like|intend|care)\s+(?:for\s+)?(?:{_IT}|(?:to\s+)?(?:proceed|go\s+ahead|have\s+{_IT}|undergo\s+{_IT}))"
    rf"|(?:wants?|wishes|wish)\s+no\s+(?:\w+\s+){{0,2}}(?:ablation|procedure|bvna|intracept)"
    rf"|(?:declin(?:es|ed|ing)|refus(?:es|ed|ing)|decided\s+against|opted\s+against|turned?s?\s+down)\s+{_IT}(?!\s+(?:\w+\s+){{0,2}}(?:fusion|surgery|injection))"
    rf"|\bno\s+(?:{_NAME}\s*)?(?:nerve\s+)?(?:ablation|intracept|bvna)\s+(?:for\s+now|at\s+th(?:is|e)\s+(?:time|moment|point)|now\b|today|yet|this\s+year|until)"
    r"|\b(?:ablation|bvna|intracept)\b(?:\s+procedure)?\s+(?:(?:is|was|has\s+been|to\s+be|will\s+be)\s+)?(?:deferred|postponed|put\s+off|on\s+hold|cancel+ed|not\s+(?:planned|wanted|indicated|recommended|desired))"
    r"|(?:will\s+think|thinking|wants?\s+(?:time\s+)?to\s+think|needs?\s+to\s+think)\s+(?:about\s+it|it\s+over)|\bis\s+undecided\b|has\s*(?:not|n't)\s+(?:yet\s+)?(?:decided|made\s+up)|not\s+(?:yet\s+)?ready\s+to\s+(?:proceed|go\s+ahead)"
    r"|wants?\s+to\s+wait)",
    re.IGNORECASE,
)
_SPEAKS_OF_IT = re.compile(rf"{_NAME}|\b(?:procedure|ablation)\b", re.IGNORECASE)
_WILLING = re.compile(
    r"\b(?:wish\w*|want\w*|elect\w*|agree\w*|decid\w*|would\s+like|chose|chooses|opt\w*)\s+to\s+(?:proceed|go\s+ahead|have\s+(?:it|the)"
    r"|move\s+forward|undergo)|\bconsent\w*\s+(?:to|was|is|signed)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """Words of a visit's note with the place where they stand, and the note's day."""

    day: PartialDate | None
    where: Passage


def plan_gap(case: Case, chart: ChartReading, texts: Mapping[tuple[str, int], str]) -> Passage | None:
    """Return the words of the notes that plan something else than is asked for; ``None`` where none do.

    ``texts`` are the pages by exhibit and number.
    """
    notes = tuple(_sentences(chart, texts))
    return _unwilling(notes) or _other_bodies(frozenset(case.request.vertebral_bodies), notes)


def _sentences(chart: ChartReading, texts: Mapping[tuple[str, int], str]) -> Iterator[_Sentence]:
    for item in chart.documents:
        document = item.document
        if document.kind is not DocumentKind.OFFICE_NOTE or document.states_nothing or document.copy_of:
            continue
        for page in document.pages:
            text = texts.get((document.exhibit, page), "")
            place = 0
            for stop in (*(match.end() for match in _SENTENCE.finditer(text)), len(text)):
                quote = text[place:stop].rstrip()
                if quote:
                    where = Passage(
                        exhibit=document.exhibit, document=document.id, page=page, start=place,
                        end=place + len(quote), quote=quote,
                    )  # fmt: skip
                    yield _Sentence(document.day, where)
                place = stop


def _unwilling(notes: Sequence[_Sentence]) -> Passage | None:
    """Return the words that say the patient does not want it, unless a later note says that they do."""
    said = [
        note for note in notes if _SPEAKS_OF_IT.search(note.where.quote) and _UNWILLING.search(note.where.quote)
    ]
    agreed = [note.day.latest for note in notes if note.day is not None and _WILLING.search(note.where.quote)]
    last = max(agreed, default=None)
    left = (note for note in said if last is None or note.day is None or note.day.latest >= last)
    return next((note.where for note in left), None)


def _other_bodies(asked: frozenset[VertebralBody], notes: Sequence[_Sentence]) -> Passage | None:
    """Return the first plan of the procedure at other bodies where no note plans it at those that are asked for."""
    named = [(note.where, _planned(note.where.quote)) for note in notes]
    if any(bodies == asked for _, bodies in named):
        return None
    return next((where for where, bodies in named if bodies and not _IS_TOLD_OF.search(where.quote)), None)


def _planned(words: str) -> frozenset[VertebralBody]:
    """Return the bodies that a sentence names with the procedure: behind its name, else shortly before it."""
    name = _PROCEDURE.search(words)
    if name is None:
        return frozenset()
    behind = _REASON.split(words[name.end() :], maxsplit=1)[0]
    return _bodies(behind) or _bodies(words[max(0, name.start() - _NEAR) : name.start()])


_REASON = re.compile(r"\b(?:for|given|because|due|with|based|since|as|to\s+treat)\b", re.IGNORECASE)
_NEAR = 30


def _bodies(words: str) -> frozenset[VertebralBody]:
    found: set[VertebralBody] = set()
    for match in _BODY.finditer(words):
        first, last = match["first"].upper(), (match["last"] or match["first"]).upper()
        last = last if last[0] in "LS" else f"{'S' if last == '1' else 'L'}{last}"
        ends = [VertebralBody(name) for name in (first, last) if name in _NAMES]
        if len(ends) == len((first, last)) and ends[0].order <= ends[1].order:
            found.update(body_range(*ends))
    return frozenset(found)


_NAMES = frozenset(body.value for body in VertebralBody)
