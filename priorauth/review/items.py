"""What a person has to settle, made anew from case and chart each time.

It is one item a fact, and one a document with pages that nobody has read. Claims that one look settles are one
item: all of a course of care, all levels of an MRI report. What is supported asks nothing. What no record in the
chart shows is one item for each who can get the record.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from priorauth.case.model import Care, Case, ExhibitKind, Modality
from priorauth.comparison.chart_verdicts import ChartComparison, ChartVerdict, ComparedClaim, RaisedFinding
from priorauth.comparison.settled_claims import Outcome, Role, raised_name
from priorauth.problems import Owner
from priorauth.readers.treatment.treatment_reader import RECORDS
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import Course
from priorauth.reading.knowing import is_first_hand
from priorauth.reading.model import ChartReading, Document, DocumentKind, Passage, Standing
from priorauth.review import question_words
from priorauth.review.chart_pages import ChartPages, Place
from priorauth.review.choices import choices_of, page_choices, raised_choices, record_choices
from priorauth.review.claimed import Claimed, claimed, labels_of, thing
from priorauth.review.model import Question, ReviewItem, Seen
from priorauth.review.settling import settling_rules

_MOST_NAMED = 3
_TOGETHER = ("conservative_care", "imaging", "other_generators")
"""Parts of the case whose claims are settled entry by entry."""

KIND_OF_EXHIBIT = {
    ExhibitKind.MRI_REPORT: DocumentKind.MRI_REPORT,
    ExhibitKind.IMAGING_REPORT: DocumentKind.OTHER_REPORT,
    ExhibitKind.HISTORY_AND_PHYSICAL: DocumentKind.OFFICE_NOTE,
    ExhibitKind.CONSULT: DocumentKind.OFFICE_NOTE,
    ExhibitKind.PROGRESS_NOTE: DocumentKind.OFFICE_NOTE,
    ExhibitKind.PHYSICAL_THERAPY: DocumentKind.THERAPY_DISCHARGE,
    ExhibitKind.BEHAVIORAL_THERAPY: DocumentKind.BEHAVIORAL_NOTE,
    ExhibitKind.PROCEDURE_NOTE: DocumentKind.PROCEDURE_NOTE,
    ExhibitKind.MEDICATION_LIST: DocumentKind.MEDICATION_LIST,
    ExhibitKind.FUNCTIONAL_ASSESSMENT: DocumentKind.INSTRUMENT,
    ExhibitKind.CORRESPONDENCE: DocumentKind.LETTER,
    ExhibitKind.DENIAL_LETTER: DocumentKind.LETTER,
}
"""What a document is that a person has read, where its own words do not say: what the office calls the exhibit."""


@dataclass(slots=True)
class _Waiting:
    """Claims by where they are asked about."""

    by_look: dict[tuple[str, ...], list[Claimed]] = field(default_factory=dict)
    by_page: dict[str, list[Claimed]] = field(default_factory=dict)
    """By the item of a page nobody has read."""
    by_owner: dict[Owner, list[Claimed]] = field(default_factory=dict)


def page_items(case: Case, chart: ChartReading, pages: ChartPages) -> tuple[ReviewItem, ...]:
    """Return an item for each document with a page that nobody has read; a page without ink offers none."""
    return tuple(
        _page_item(case, item.document, places, pages)
        for item in chart.documents
        if (places := unread_places(item.document, pages))
    )


def unread_places(document: Document, pages: ChartPages) -> tuple[Place, ...]:
    """Return the pages of a document that have no readable text and something on them."""
    places = ((document.exhibit, page) for page in document.pages)
    return tuple(place for place in places if pages.has_ink(place) and not pages.page(place).is_readable)


def review_items(
    case: Case,
    chart: ChartReading,
    comparison: ChartComparison,
    pages: ChartPages,
    unread: Sequence[ReviewItem] = (),
) -> tuple[ReviewItem, ...]:
    """Return every item of a case. Each claim that is not supported is in exactly one, and each raised finding.

    ``unread`` are the items of pages that nobody has read yet; claims that one of them may show wait for it.
    """
    documents = {item.document.id: item.document for item in chart.documents}
    courses = _documents_by_care(chart)
    open_claims = [
        _of_own_course(claimed(case, item), courses)
        for item in comparison.compared
        if item.verdict is not ChartVerdict.SUPPORTED
    ]
    waiting = _placed(case, open_claims, unread, documents)
    return (
        *(_with_claims(item, waiting.by_page.get(item.id, [])) for item in unread),
        *(_claims_item(claims, documents, pages) for claims in waiting.by_look.values()),
        *(_raised_item(raised, documents, pages) for raised in _by_fact(comparison.raised).values()),
        *(_record_item(owner, claims, pages) for owner, claims in waiting.by_owner.items()),
    )


def _documents_by_care(chart: ChartReading) -> Mapping[Modality, frozenset[str]]:
    """Return in which documents each kind of care is named, or which are the record of it."""
    found: dict[Modality, set[str]] = {}
    for item in chart.documents:
        named = {finding.value.modality for finding in item.findings if isinstance(finding.value, Course)}
        own = RECORDS.get(item.document.kind)
        for modality in named if own is None else named | {own}:
            found.setdefault(modality, set()).add(item.document.id)
    return {modality: frozenset(documents) for modality, documents in found.items()}


def _of_own_course(claim: Claimed, courses: Mapping[Modality, frozenset[str]]) -> Claimed:
    """Return a claim of a course of care without the words nobody understood of documents that do not name it."""
    care = next((entry for entry in claim.entries if isinstance(entry, Care)), None)
    if care is None:
        return claim
    own = courses.get(care.modality, frozenset())
    kept = tuple(left for left in claim.compared.unread if left.where.document in own)
    return replace(claim, compared=claim.compared.model_copy(update={"unread": kept}))


def _placed(
    case: Case, claims: Iterable[Claimed], unread: Sequence[ReviewItem], documents: Mapping[str, Document]
) -> _Waiting:
    waiting = _Waiting()
    for claim in claims:
        if shown_for(claim.compared):
            waiting.by_look.setdefault(_look(claim), []).append(claim)
        elif (page := _page_of(case, claim, unread, documents)) is not None:
            waiting.by_page.setdefault(page, []).append(claim)
        else:
            waiting.by_owner.setdefault(claim.rule.owner, []).append(claim)
    return waiting


def shown_for(compared: ComparedClaim) -> tuple[Passage, ...]:
    """Return the passages a person has to look at for a claim; none where the chart holds none that can know it.

    Those that speak against it come first, and those that bear it out beside them.
    """
    asked = [finding.where for finding in (*compared.against, *compared.unsettled)]
    asked += [left.where for left in compared.unread]
    return (*asked, *(finding.where for finding in compared.bears_out)) if asked else ()


def _look(claim: Claimed) -> tuple[str, ...]:
    """Return what claims of one look have in common: an entry of the case, the page of a score, or the fact."""
    first, *rest = claim.compared.claim.split(".")
    if first in _TOGETHER:
        return first, rest[0]
    if claim.compared.fact is Fact.SCORE:
        return Fact.SCORE.value, shown_for(claim.compared)[0].document
    return (claim.compared.claim,)


def _page_of(
    case: Case, claim: Claimed, unread: Sequence[ReviewItem], documents: Mapping[str, Document]
) -> str | None:
    """Return the item of the unread page that may show a claim: the exhibit the case names, or one that can."""
    if claim.compared.verdict is not ChartVerdict.BY_A_PERSON:
        return None
    kinds = {exhibit.id: KIND_OF_EXHIBIT.get(exhibit.kind, DocumentKind.UNKNOWN) for exhibit in case.exhibits}
    able = []
    for item in unread:
        exhibit, document = item.seen[0].exhibit, documents.get(item.document or "")
        kind = document.kind if document is not None else DocumentKind.UNKNOWN
        if kind is DocumentKind.UNKNOWN:
            kind = kinds.get(exhibit, DocumentKind.UNKNOWN)
        if exhibit in claim.exhibits:
            return item.id
        if kind is DocumentKind.UNKNOWN or is_first_hand(claim.compared.fact, kind):
            able.append(item.id)
    return able[0] if able else None


def _by_fact(raised: Iterable[RaisedFinding]) -> Mapping[Fact, list[RaisedFinding]]:
    found: dict[Fact, list[RaisedFinding]] = {}
    for item in raised:
        found.setdefault(item.fact, []).append(item)
    return found


def _claims_item(claims: Sequence[Claimed], documents: Mapping[str, Document], pages: ChartPages) -> ReviewItem:
    passages = _once(passage for claim in claims for passage in shown_for(claim.compared))
    question, choices, owner = _question(claims), choices_of(claims, documents), claims[0].rule.owner
    asked = question_words.of_claims(claims, question)
    if not any(choice.outcome is Outcome.CONFIRMED for choice in choices):
        asked = f"{asked} {question_words.of_none(owner)}"
    return ReviewItem(
        id=_id(question.value, [claim.identity for claim in claims], passages, pages), question=question,
        fact=claims[0].compared.fact, claims=tuple(claim.compared.claim for claim in claims),
        about=labels_of(claims, _MOST_NAMED), asked=asked, passages=passages, seen=pages.seen(passages),
        choices=choices, may_settle=_who(claims), owner=owner,
    )  # fmt: skip


def _who(claims: Sequence[Claimed]) -> Role:
    """Return who has to look: the clinician, unless a clerk may settle every one."""
    roles = {claim.rule.settles for claim in claims}
    return Role.CLINICIAN if Role.CLINICIAN in roles else Role.CLERK


def _question(claims: Sequence[Claimed]) -> Question:
    against = [claim for claim in claims if claim.compared.against]
    if any(claim.is_absence for claim in against):
        return Question.ANSWER_IT
    return Question.WHICH_VALUE if against else Question.IS_IT_THERE


def _raised_item(
    raised: Sequence[RaisedFinding], documents: Mapping[str, Document], pages: ChartPages
) -> ReviewItem:
    fact = raised[0].fact
    rule = settling_rules()[fact]
    findings = [finding for item in raised for finding in item.findings]
    passages = _once(finding.where for finding in findings)
    question = Question.IS_IT_THERE
    if any(finding.standing is Standing.STATED for finding in findings):
        question = Question.ANSWER_IT
    return ReviewItem(
        id=_id(question.value, [fact.value, sorted(item.place for item in raised)], passages, pages),
        question=question, fact=fact, claims=tuple(raised_name(item.fact.value, item.place) for item in raised),
        about=f"{thing(fact.value)}, which the case leaves open", asked=question_words.of_raised(raised),
        passages=passages, seen=pages.seen(passages), choices=raised_choices(raised, documents),
        may_settle=rule.settles, owner=rule.owner,
    )  # fmt: skip


def _page_item(case: Case, document: Document, places: Sequence[Place], pages: ChartPages) -> ReviewItem:
    seen = tuple(pages.seen_page(place) for place in places)
    kind = next((exhibit.kind.value for exhibit in case.exhibits if exhibit.id == document.exhibit), "")
    whose = case.patient.model_dump_json(include={"name", "birth_date"})
    return ReviewItem(
        id=_digest(Question.READ_THIS_PAGE.value, [kind, whose], [_print(page) for page in seen]),
        question=Question.READ_THIS_PAGE, about=question_words.name_of_pages(places),
        asked=question_words.of_page(places, kind), document=document.id, seen=seen, choices=page_choices(),
        may_settle=Role.CLERK, owner=Owner.BILLING,
    )  # fmt: skip


def _with_claims(item: ReviewItem, claims: Sequence[Claimed]) -> ReviewItem:
    """Return the item of an unread page with the claims that wait for it; its id is that of the page alone."""
    fields = tuple(claim.compared.claim for claim in claims)
    if not fields:
        return item
    waiting = f"{item.asked} Waiting for it: {labels_of(claims, 12)}."
    return item.model_copy(update={"claims": fields, "choices": page_choices(fields), "asked": waiting})


def _record_item(owner: Owner, claims: Sequence[Claimed], pages: ChartPages) -> ReviewItem:
    fields = tuple(claim.compared.claim for claim in claims)
    passages = _once(finding.where for claim in claims for finding in claim.compared.second_hand)
    return ReviewItem(
        id=_id(Question.GET_THE_RECORD.value, [owner.value, [claim.identity for claim in claims]], passages, pages),
        question=Question.GET_THE_RECORD, claims=fields, about=labels_of(claims, _MOST_NAMED),
        asked=question_words.of_record(claims, has_second_hand=bool(passages)), passages=passages,
        seen=pages.seen(passages), choices=record_choices(fields), may_settle=Role.CLERK, owner=owner,
    )  # fmt: skip


def _once(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """Return passages in the order they were found, each once."""
    found: dict[tuple[str, int, int, int], Passage] = {}
    for item in passages:
        found.setdefault((item.exhibit, item.page, item.start, item.end), item)
    return tuple(found.values())


def _id(question: str, said: Sequence[object], passages: Iterable[Passage], pages: ChartPages) -> str:
    """Return an item's id: of the question, what the case says, and each passage with the words of its page."""
    return _digest(question, said, [part for passage in passages for part in _parts(passage, pages)])


def _parts(passage: Passage, pages: ChartPages) -> Iterator[list[object]]:
    part: Passage | None = passage
    while part is not None:
        yield [*_print(pages.seen_page((part.exhibit, part.page))), part.start, part.end]
        part = part.continued


def _print(page: Seen) -> list[object]:
    return [page.text_sha256, page.picture_sha256 or ""]


def _digest(question: str, said: object, shown: Iterable[Sequence[object]]) -> str:
    told = json.dumps([question, said, sorted(map(json.dumps, shown))], ensure_ascii=True)
    return hashlib.sha256(told.encode()).hexdigest()[:12]
