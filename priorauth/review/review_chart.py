"""From a case, its pages and the answers given so far to what is still asked: reading, comparing, settling."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from priorauth.case.model import Case
from priorauth.comparison.chart_comparison import DOUBTED, compare_chart
from priorauth.comparison.chart_verdicts import ChartComparison, ChartVerdict
from priorauth.comparison.settled_claims import ReviewOutcome, Settled
from priorauth.problems import Problem
from priorauth.readers.whole_chart import read_exhibits
from priorauth.reading.chart_patient import ChartPatient
from priorauth.reading.model import ChartDocument, ChartReading, DocumentKind, Passage, PatientMatch
from priorauth.review.chart_pages import ChartPages, Place
from priorauth.review.document_items import KIND_OF_EXHIBIT, doubt_items, page_items, whose_items
from priorauth.review.items import review_items
from priorauth.review.model import Entry, ReviewItem, ReviewQuestion, Settlement
from priorauth.review.settle import choice_of, in_force, refusal, settled, void
from priorauth.screening.screening_findings import Doubt

_READ = frozenset({ReviewOutcome.CONFIRMED, ReviewOutcome.NOT_THERE, ReviewOutcome.NOT_THIS_PATIENT})
"""Answers after which a question about a document is settled."""
_OF_DOCUMENTS = frozenset({ReviewQuestion.READ_THIS_PAGE, ReviewQuestion.WHOSE_IS_IT, ReviewQuestion.IS_IT_WHOLE})
_WHOSE = {ReviewOutcome.CONFIRMED: PatientMatch.SAME, ReviewOutcome.NOT_THIS_PATIENT: PatientMatch.OTHER}


@dataclass(frozen=True, slots=True)
class ReadByPerson:
    """The pages that named persons have read, with what they typed."""

    typed: Mapping[Place, str] = field(default_factory=dict)
    by: Mapping[Place, Settlement] = field(default_factory=dict)
    """The answer by which a page counts as read."""


@dataclass(frozen=True, slots=True)
class Review:
    """A chart as it is read with the answers given so far, and every item with what became of it."""

    chart: ChartReading
    comparison: ChartComparison
    pages: ChartPages
    """The pages as they were read, with what persons typed of those without text."""
    items: tuple[ReviewItem, ...]
    settled: Settled
    void: tuple[Settlement, ...]
    """Answers that no longer count: the page or the case has changed."""
    read: ReadByPerson
    answers: Mapping[str, Settlement]
    """The latest answer in force to each item that has one."""
    answered: tuple[Problem, ...] = ()
    """The errors of screening that a person has taken back."""

    @property
    def open_items(self) -> tuple[ReviewItem, ...]:
        """The items that nobody has answered, or only by asking somebody else."""
        return tuple(item for item in self.items if not self.is_answered(item))

    def is_answered(self, item: ReviewItem) -> bool:
        """Whether a person has settled what can be settled of an item, whichever way."""
        if item.question in _OF_DOCUMENTS:
            answer = self.answers.get(item.id)
            return answer is not None and answer.outcome is not ReviewOutcome.ASKED
        confirmable = [choice.claims for choice in item.choices if choice.outcome is ReviewOutcome.CONFIRMED]
        found = [self.settled.get(claim) for claim in (confirmable[0] if confirmable else item.claims)]
        return all(claim is not None and claim.outcome is not ReviewOutcome.ASKED for claim in found)

    @property
    def unmet_items(self) -> tuple[ReviewItem, ...]:
        """The items that were answered, and of which the case still cannot say all that it says."""
        return tuple(item for item in self.items if self.is_answered(item) and not self._closes(item))

    def _closes(self, item: ReviewItem) -> bool:
        if item.question in _OF_DOCUMENTS:
            return _is_closed(item, self.answers)
        found = [self.settled.get(claim) for claim in item.claims]
        return all(claim is not None and claim.closes for claim in found)

    @property
    def shown(self) -> tuple[Passage, ...]:
        """Words of supported claims that nobody has to settle: they are shown, and not asked."""
        supported = [item for item in self.comparison.compared if item.verdict is ChartVerdict.SUPPORTED]
        doubted = [
            finding.where
            for item in supported
            for finding in (*item.unsettled, *item.second_hand)
            if finding.standing in DOUBTED
        ]
        return tuple(dict.fromkeys((*doubted, *(left.where for item in supported for left in item.unread))))


def review_chart(
    case: Case, pages: ChartPages, entries: Sequence[Entry] = (), doubts: Sequence[Doubt] = ()
) -> Review:
    """Return what is asked of a case's chart, and what the answers given so far settle.

    The pages that nobody could read are asked about first: what a person typed of one is read by the same readers
    as any other page, and compared like it. ``doubts`` are the errors of screening that a person may answer.
    """
    person = ChartPatient(name=case.patient.name, birth_date=case.patient.birth_date)
    plain = read_exhibits(pages.pages, person)
    unread, unnamed = page_items(case, plain, pages), whose_items(case, plain, pages)
    about = (*unread, *unnamed)
    answers = _answers(about, entries)
    read = _read_by_person(unread, answers, entries)
    shown = ChartPages(pages.with_text(read.typed), pages.looks)
    said = {name: answers[item.id].outcome for item in unnamed if item.id in answers for name in item.documents}
    chart = plain
    if said or not all(page.is_readable for found in pages.pages.values() for page in found):
        chart = read_exhibits(shown.pages, person, _teller(case, pages, read, said))
    comparison = compare_chart(case, chart)
    answered = [item for item in about if item.id in answers and answers[item.id].outcome in _READ]
    asked = review_items(case, chart, comparison, shown, [item for item in about if item not in answered])
    doubted = doubt_items(case, doubts, pages)
    items = (*doubted, *answered, *asked)
    given = _answers(items, entries)
    vouched = zip(doubted, doubts, strict=True)
    return Review(
        chart=chart, comparison=comparison, pages=shown, items=items, settled=settled(items, entries),
        void=void(items, entries), read=read, answers=given,
        answered=tuple(doubt.problem for item, doubt in vouched if _is_closed(item, given)),
    )  # fmt: skip


def _is_closed(item: ReviewItem, answers: Mapping[str, Settlement]) -> bool:
    choice = choice_of(item, answers[item.id]) if item.id in answers else None
    return choice is not None and choice.closes


def _answers(items: Sequence[ReviewItem], entries: Sequence[Entry]) -> Mapping[str, Settlement]:
    by_id = {item.id: item for item in items}
    return {
        entry.item: entry
        for entry in in_force(entries)
        if entry.item in by_id
        and entry.seen == by_id[entry.item].seen
        and refusal(by_id[entry.item], entry) is None
    }


def _read_by_person(
    unread: Sequence[ReviewItem], answers: Mapping[str, Settlement], entries: Sequence[Entry]
) -> ReadByPerson:
    """Return the pages that were read; sentences typed of one page at different times are joined."""
    typed: dict[Place, str] = {}
    by: dict[Place, Settlement] = {}
    for item in unread:
        answer = answers.get(item.id)
        if answer is None or answer.outcome not in _READ:
            continue
        by |= {(seen.exhibit, seen.page): answer for seen in item.seen}
        if answer.outcome is not ReviewOutcome.CONFIRMED:
            continue
        for entry in in_force(entries):
            is_typed = entry.item == item.id and entry.seen == item.seen and refusal(item, entry) is None
            if is_typed and entry.text is not None and entry.page is not None:
                place = item.seen[0].exhibit, entry.page
                typed[place] = f"{typed[place]}\n{entry.text}" if place in typed else entry.text
    return ReadByPerson(typed, by)


def _teller(
    case: Case, pages: ChartPages, read: ReadByPerson, said: Mapping[str, ReviewOutcome]
) -> Callable[[ChartDocument], ChartDocument]:
    """Return what adds to a document what a person said of it: that it was read, whose it is, and what it is."""
    kinds = {exhibit.id: KIND_OF_EXHIBIT.get(exhibit.kind, DocumentKind.UNKNOWN) for exhibit in case.exhibits}

    def told(document: ChartDocument) -> ChartDocument:
        if document.id in said and document.patient is PatientMatch.NOT_NAMED:
            return document.model_copy(update={"patient": _WHOSE.get(said[document.id], PatientMatch.NOT_NAMED)})
        places = [(document.exhibit, page) for page in document.pages]
        unread = [place for place in places if not pages.page(place).is_readable]
        if not unread or any(pages.has_ink(place) and place not in read.by for place in unread):
            return document
        known: dict[str, object] = {"is_readable": True}
        outcomes = {read.by[place].outcome for place in unread if place in read.by}
        if len(unread) == len(places) and outcomes:
            if outcomes == {ReviewOutcome.NOT_THIS_PATIENT}:
                known["patient"] = PatientMatch.OTHER
            elif document.patient is PatientMatch.NOT_NAMED:
                known["patient"] = PatientMatch.SAME
            if document.kind is DocumentKind.UNKNOWN:
                known["kind"] = kinds.get(document.exhibit, DocumentKind.UNKNOWN)
        return document.model_copy(update=known)

    return told
