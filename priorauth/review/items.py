"""What a person has to settle, made anew from case and chart each time.

It is one item a fact, and one a document with pages that nobody has read. Claims that one look settles are one
item: all of a course of care, all levels of an MRI report. What is supported asks nothing. What no record in the
chart shows is one item for each who can get the record.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from priorauth.case.model import Care, Case, Modality, Stated
from priorauth.comparison.chart_verdicts import ChartComparison, ChartVerdict, ComparedClaim, RaisedFinding
from priorauth.comparison.settled_claims import PracticeRole, ReviewOutcome, raised_name
from priorauth.problems import Owner
from priorauth.readers.treatment.therapy_records import RECORDS
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import Course
from priorauth.reading.knowing import is_first_hand
from priorauth.reading.model import ChartDocument, ChartReading, DocumentKind, Passage, Standing
from priorauth.review import question_words
from priorauth.review.chart_pages import ChartPages
from priorauth.review.choices import choices_of, page_choices, raised_choices, record_choices, whose_choices
from priorauth.review.claimed import Claimed, claimed, labels_of, thing
from priorauth.review.document_items import KIND_OF_EXHIBIT, digest_of, print_of
from priorauth.review.model import ReviewItem, ReviewQuestion
from priorauth.review.settling import settling_rules

_MOST_NAMED = 3
_OF_AGE = 18
"""Years between the years of birth and of the chart, from which growth has ended."""
_SAFETY = "safety"
"""Part of the case whose doubtful words are settled document by document."""
_UNREAD = "unread"
"""Claims that are borne out and that unread words of one document leave open."""
_TOGETHER = ("conservative_care", "imaging", "other_generators")
"""Parts of the case whose claims are settled entry by entry."""


@dataclass(slots=True)
class _Waiting:
    """Claims by where they are asked about."""

    by_look: dict[tuple[str, ...], list[Claimed]] = field(default_factory=dict)
    by_document: dict[str, list[Claimed]] = field(default_factory=dict)
    """By the item of a document that nobody has read, or that names nobody."""
    nowhere: list[Claimed] = field(default_factory=list)
    """Claims that no record of the chart shows."""


def review_items(
    case: Case,
    chart: ChartReading,
    comparison: ChartComparison,
    pages: ChartPages,
    unanswered: Sequence[ReviewItem] = (),
) -> tuple[ReviewItem, ...]:
    """Return every item of a case. Each claim that is not supported is in exactly one, and each raised finding.

    ``unanswered`` are questions about whole documents; what rests on such a document alone waits for its question.
    Whose a document is, is asked only where something waits for it.
    """
    documents = {item.document.id: item.document for item in chart.documents}
    pages = replace(pages, bearing=_bearing(chart))
    courses = _documents_by_care(chart)
    open_claims = [
        _of_own_course(claimed(case, item), courses)
        for item in comparison.compared
        if item.verdict is not ChartVerdict.SUPPORTED and not _is_shown_by_age(case, chart, item)
    ]
    waiting = _placed(case, open_claims, unanswered, documents)
    whose = _whose_by_document(unanswered)
    unowned = {item: found for item in comparison.raised if (found := _whose_of(_shown_raised(item), whose))}
    about = (_with_claims(item, waiting.by_document.get(item.id, []), unowned) for item in unanswered)
    raised = _by_fact(item for item in comparison.raised if item not in unowned)
    return (
        *(item for item in about if item.claims or item.question is ReviewQuestion.READ_THIS_PAGE),
        *(_claims_item(claims, documents, pages) for claims in waiting.by_look.values()),
        *(_raised_item(found, documents, pages) for found in raised.values()),
        *((_record_item(waiting.nowhere, pages),) if waiting.nowhere else ()),
    )


def _is_shown_by_age(case: Case, chart: ChartReading, item: ComparedClaim) -> bool:
    """Whether maturity is shown by a birth date 18 years before the newest document."""
    if (
        item.fact is not Fact.SKELETALLY_MATURE
        or item.against
        or case.safety.skeletally_mature.present is not Stated.YES
    ):
        return False
    days = [found.document.day.latest for found in chart.documents if found.document.day is not None]
    return bool(days) and max(days).year - case.patient.birth_date.year > _OF_AGE


def _whose_by_document(unanswered: Iterable[ReviewItem]) -> Mapping[str, str]:
    found = (item for item in unanswered if item.question is ReviewQuestion.WHOSE_IS_IT)
    return {name: item.id for item in found for name in item.documents}


def _whose_of(passages: Iterable[Passage], whose: Mapping[str, str]) -> str | None:
    """Return the question for which passages wait that all stand in documents which name nobody."""
    found = [whose.get(passage.document) for passage in passages]
    return found[0] if found and None not in found else None


def _whose_first(claim: Claimed, shown: Sequence[Passage], whose: Mapping[str, str]) -> str | None:
    """Return the question for which a claim waits: all its words name nobody, or plain ones that do bear it out."""
    compared = claim.compared
    able = [finding.where for finding in compared.second_hand if finding.first_hand]
    if (found := _whose_of(shown or able, whose)) is not None or compared.against or claim.is_absence:
        return found
    plain = [
        item.where.document for item in compared.unsettled if item.standing is Standing.STATED and item.first_hand
    ]
    return next((whose[document] for document in plain if document in whose), None)


def _shown_raised(raised: RaisedFinding) -> list[Passage]:
    return [finding.where for finding in raised.findings]


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
    """Return a claim of a course of care without the words nobody understood that are of another fact or course."""
    care = next((entry for entry in claim.entries if isinstance(entry, Care)), None)
    if care is None:
        return claim
    own = courses.get(care.modality, frozenset())
    fact = claim.compared.fact
    kept = tuple(
        left
        for left in claim.compared.unread
        if left.unsettles or (left.where.document in own and left.fact is fact)
    )
    return replace(claim, compared=claim.compared.model_copy(update={"unread": kept}))


def _placed(
    case: Case, claims: Iterable[Claimed], unanswered: Sequence[ReviewItem], documents: Mapping[str, ChartDocument]
) -> _Waiting:
    waiting, whose = _Waiting(), _whose_by_document(unanswered)
    unread = [item for item in unanswered if item.question is ReviewQuestion.READ_THIS_PAGE]
    for claim in claims:
        shown = shown_for(claim.compared)
        if (unnamed := _whose_first(claim, shown, whose)) is not None:
            waiting.by_document.setdefault(unnamed, []).append(claim)
        elif shown:
            waiting.by_look.setdefault(_look(claim), []).append(claim)
        elif (page := _page_of(case, claim, unread, documents)) is not None:
            waiting.by_document.setdefault(page, []).append(claim)
        else:
            waiting.nowhere.append(claim)
    return waiting


def shown_for(compared: ComparedClaim) -> tuple[Passage, ...]:
    """Return the passages a person has to look at for a claim; none where the chart holds none that can know it.

    Those that speak against it come first, and those that bear it out beside them.
    """
    asked = _asked_about(compared)
    return (*asked, *(finding.where for finding in compared.bears_out)) if asked else ()


def _asked_about(compared: ComparedClaim) -> list[Passage]:
    asked = [finding.where for finding in (*compared.against, *compared.unsettled)]
    return [*asked, *(left.where for left in compared.unread)]


def _look(claim: Claimed) -> tuple[str, ...]:
    """Return what claims of one look have in common: an entry of the case, the page of a score, or the fact."""
    if claim.compared.unsettling:
        return _UNREAD, claim.compared.unsettling[0].where.document
    first, *rest = claim.compared.claim.split(".")
    if first in _TOGETHER:
        return first, rest[0]
    if claim.compared.fact is Fact.SCORE:
        return Fact.SCORE.value, shown_for(claim.compared)[0].document
    if first == _SAFETY and not claim.compared.against:
        return _SAFETY, *sorted({passage.document for passage in _asked_about(claim.compared)})
    return (claim.compared.claim,)


def _page_of(
    case: Case, claim: Claimed, unread: Sequence[ReviewItem], documents: Mapping[str, ChartDocument]
) -> str | None:
    """Return the item of the unread page that may show a claim: the exhibit the case names, or one that can."""
    if claim.compared.verdict is not ChartVerdict.BY_A_PERSON:
        return None
    kinds = {exhibit.id: KIND_OF_EXHIBIT.get(exhibit.kind, DocumentKind.UNKNOWN) for exhibit in case.exhibits}
    able = []
    for item in unread:
        exhibit, document = item.seen[0].exhibit, documents.get(item.documents[0])
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


def _claims_item(
    claims: Sequence[Claimed], documents: Mapping[str, ChartDocument], pages: ChartPages
) -> ReviewItem:
    passages = _once(passage for claim in claims for passage in shown_for(claim.compared))
    question, choices, owner = _question(claims), choices_of(claims, documents), claims[0].rule.owner
    asked = question_words.of_claims(claims, question)
    if not any(choice.outcome is ReviewOutcome.CONFIRMED for choice in choices):
        asked = f"{asked} {question_words.of_none(owner)}"
    return ReviewItem(
        id=_id(question, [claim.identity for claim in claims], passages, pages, _facts(claims)), question=question,
        fact=claims[0].compared.fact, claims=tuple(claim.compared.claim for claim in claims),
        about=labels_of(claims, _MOST_NAMED), asked=asked, passages=passages, seen=pages.seen(passages),
        choices=choices, may_settle=_who(claims), owner=owner,
    )  # fmt: skip


def _who(claims: Sequence[Claimed]) -> PracticeRole:
    """Return who has to look: the clinician, unless a clerk may settle every one."""
    roles = {claim.rule.settles for claim in claims}
    return PracticeRole.CLINICIAN if PracticeRole.CLINICIAN in roles else PracticeRole.CLERK


def _question(claims: Sequence[Claimed]) -> ReviewQuestion:
    against = [claim for claim in claims if claim.compared.against]
    if any(claim.is_absence for claim in against):
        return ReviewQuestion.ANSWER_IT
    return ReviewQuestion.WHICH_VALUE if against else ReviewQuestion.IS_IT_THERE


def _raised_item(
    raised: Sequence[RaisedFinding], documents: Mapping[str, ChartDocument], pages: ChartPages
) -> ReviewItem:
    fact = raised[0].fact
    rule = settling_rules()[fact]
    findings = [finding for item in raised for finding in item.findings]
    passages = _once(finding.where for finding in findings)
    question = ReviewQuestion.IS_IT_THERE
    if any(finding.standing is Standing.STATED for finding in findings):
        question = ReviewQuestion.ANSWER_IT
    return ReviewItem(
        id=_id(question, [fact.value, sorted(item.place for item in raised)], passages, pages, {fact}),
        question=question, fact=fact, claims=tuple(raised_name(item.fact.value, item.place) for item in raised),
        about=f"{thing(fact.value)}, which the case leaves open", asked=question_words.of_raised(raised),
        passages=passages, seen=pages.seen(passages), choices=raised_choices(raised, documents),
        may_settle=rule.settles, owner=rule.owner,
    )  # fmt: skip


def _with_claims(item: ReviewItem, claims: Sequence[Claimed], unowned: Mapping[RaisedFinding, str]) -> ReviewItem:
    """Return the item of a document with what waits for it; its id is that of the document alone."""
    raised = [found for found, waits_for in unowned.items() if waits_for == item.id]
    fields = tuple(claim.compared.claim for claim in claims)
    fields += tuple(raised_name(found.fact.value, found.place) for found in raised)
    if not fields:
        return item
    labels = dict.fromkeys([*(claim.label for claim in claims), *(thing(found.fact.value) for found in raised)])
    choices = page_choices(fields) if item.question is ReviewQuestion.READ_THIS_PAGE else whose_choices(fields)
    asked = f"{item.asked} Waiting for it: {'; '.join(labels)}."
    return item.model_copy(update={"claims": fields, "choices": choices, "asked": asked})


def _record_item(claims: Sequence[Claimed], pages: ChartPages) -> ReviewItem:
    """Return the one item of what no record shows: a list for the office, with whom to ask for what."""
    fields = tuple(claim.compared.claim for claim in claims)
    passages = _once(finding.where for claim in claims for finding in claim.compared.second_hand)
    owners = [owner for owner in Owner if any(claim.rule.owner is owner for claim in claims)]
    return ReviewItem(
        id=_id(ReviewQuestion.GET_THE_RECORD, [claim.identity for claim in claims], passages, pages),
        question=ReviewQuestion.GET_THE_RECORD, claims=fields, about=labels_of(claims, _MOST_NAMED),
        asked=question_words.of_record(claims, has_second_hand=bool(passages)), passages=passages,
        seen=pages.seen(passages), choices=record_choices(fields), may_settle=PracticeRole.CLERK,
        owner=Owner.BILLING if Owner.BILLING in owners else owners[0],
    )  # fmt: skip


def _once(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """Return passages in the order they were found, each once."""
    found: dict[tuple[str, int, int, int], Passage] = {}
    for item in passages:
        found.setdefault((item.exhibit, item.page, item.start, item.end), item)
    return tuple(found.values())


def _id(
    question: ReviewQuestion, said: Sequence[object], passages: Sequence[Passage], pages: ChartPages,
    facts: Collection[Fact] = (),
) -> str:  # fmt: skip
    """Return an item's id: of the question, what the case says, and each passage with the words of its page.

    Every page of the documents that speak of the ``facts`` is part of it, shown or not: an addendum on another
    page, or a document that is added, makes it another question.
    """
    shown = [part for passage in passages for part in _parts(passage, pages)]
    own = {place for name in {item.document for item in passages} for place in pages.bearing.get(name, ())}
    beside = {place for fact in facts for place in pages.bearing.get(fact.value, ())} | own
    rest = [print_of(pages.seen_page(place)) for place in sorted(beside)]
    return digest_of(question, said, [*shown, *rest])


def _facts(claims: Sequence[Claimed]) -> frozenset[Fact]:
    """Return the facts that claims are about, with those of the words that they were compared with."""
    found = (
        item.fact
        for claim in claims
        for item in (*claim.compared.bears_out, *claim.compared.against, *claim.compared.unsettled)
    )
    return frozenset((*found, *(claim.compared.fact for claim in claims)))


def _bearing(chart: ChartReading) -> Mapping[str, tuple[tuple[str, int], ...]]:
    """Return the pages of each document by its id, and by each fact those of all documents that speak of it."""
    found: dict[str, list[tuple[str, int]]] = {}
    for item in chart.documents:
        own = [(item.document.exhibit, page) for page in item.document.pages]
        facts = {said.fact.value for said in item.findings}
        facts |= {left.fact.value for left in item.leftovers if left.fact is not None}
        for name in (item.document.id, *facts):
            found.setdefault(name, []).extend(own)
    return {name: tuple(dict.fromkeys(places)) for name, places in found.items()}


def _parts(passage: Passage, pages: ChartPages) -> Iterator[list[object]]:
    part: Passage | None = passage
    while part is not None:
        yield [*print_of(pages.seen_page((part.exhibit, part.page))), part.start, part.end]
        part = part.continued
