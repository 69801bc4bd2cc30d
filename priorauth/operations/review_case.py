"""Reviewing a case: what the chart leaves to a person, and entering what the person found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from priorauth.assembly.case_basis import read_basis
from priorauth.case.read_case import LoadedCase
from priorauth.comparison.settled_claims import PracticeRole as PracticeRole, ReviewOutcome as ReviewOutcome
from priorauth.exhibits.opening import open_exhibits
from priorauth.exhibits.page_view import draw_page
from priorauth.exhibits.pages import OpenedExhibit
from priorauth.files import write_file
from priorauth.payers.criteria import AnyCriterion
from priorauth.problems import Problem, Refused, Where, problem
from priorauth.reading.model import Passage
from priorauth.review.chart_pages import ChartPages, chart_pages
from priorauth.review.model import (
    Choice as Choice,
    Entry,
    ReviewItem as ReviewItem,
    ReviewQuestion as ReviewQuestion,
    Settlement,
    Withdrawal,
)
from priorauth.review.question_order import needed_first
from priorauth.review.review_chart import Review, review_chart
from priorauth.review.settle import in_force, refusal
from priorauth.review.settlements import add_settlement, read_settlements
from priorauth.screening.screen import screen_exhibits
from priorauth.screening.screening_findings import Doubt
from priorauth.submission.build_spec import (
    DEFAULT_READING,
    CaseQuery as CaseQuery,
    ReadingOptions as ReadingOptions,
)

_AROUND = 240
_PICTURE_WIDTH = 1600


@dataclass(frozen=True, slots=True)
class Person:
    """Who answers, in which role, and on which day they looked."""

    by: str
    role: PracticeRole
    on: date


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer as a person gives it."""

    item: str
    outcome: ReviewOutcome
    value: str | None = None
    text: str | None = None
    """The sentences of a page without readable text, typed as printed."""
    page: int | None = None
    """The page they stand on; not needed where the item shows one page."""
    statement: str | None = None


@dataclass(frozen=True, slots=True)
class CaseReview:
    """A case's items and their answers. All of it may hold a patient's values but ids, field names and counts."""

    loaded: LoadedCase
    review: Review
    entries: tuple[Entry, ...]
    """The lines of answers that the review was made with."""
    opened: Mapping[str, OpenedExhibit] = field(repr=False)
    pages: ChartPages = field(repr=False)
    criteria: tuple[AnyCriterion, ...] = field(repr=False)
    """What the payer's profile asks: questions that it rests on come first."""
    doubts: tuple[Doubt, ...] = field(repr=False)
    """The errors of screening that a person may answer."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is to be told of earlier answers: PA1310 how many no longer count."""
        count = len(self.review.void)
        noun = "answer counts" if count == 1 else "answers count"
        return (problem("PA1310", Where(self.loaded.file), count=count, noun=noun),) if count else ()

    @property
    def data(self) -> Mapping[str, object]:
        """Everything as plain data."""
        return {
            "case_id": self.loaded.case.case_id,
            "open": len(self.review.open_items),
            "items": [self._item(item) for item in self.review.items],
            "shown": [self._passage(passage) for passage in self.review.shown],
            "problems": [item.as_data() for item in self.problems],
        }

    def around(self, passage: Passage) -> tuple[str, str, str]:
        """Return the words before a passage on its page, its own, and those behind it, as printed."""
        text = self.review.pages.page((passage.exhibit, passage.page)).text
        start, end = passage.start, passage.end
        return text[max(0, start - _AROUND) : start], text[start:end], text[end : end + _AROUND]

    def _item(self, item: ReviewItem) -> Mapping[str, object]:
        answer = self.review.answers.get(item.id)
        return {
            **item.model_dump(mode="json", exclude={"passages", "seen", "choices"}),
            "pages": [{"exhibit": seen.exhibit, "page": seen.page} for seen in item.seen],
            "passages": [self._passage(passage) for passage in item.passages],
            "choices": [
                {"answer": choice.key, "says": choice.says, "needs_statement": choice.needs_statement}
                for choice in item.choices
            ],
            "is_open": not self.review.is_answered(item),
            "answer": answer.model_dump(mode="json", exclude={"seen", "kind"}) if answer is not None else None,
        }

    def _passage(self, passage: Passage) -> Mapping[str, object]:
        before, words, after = self.around(passage)
        place = {"exhibit": passage.exhibit, "page": passage.page, "document": passage.document}
        reader = self.review.read.by.get((passage.exhibit, passage.page))
        read_by = {"read_from_the_picture_by": reader.by} if reader is not None else {}
        return {**place, **read_by, "before": before, "words": words, "after": after}


def review_case(query: CaseQuery, reading: ReadingOptions = DEFAULT_READING) -> CaseReview:
    """Read a case, its exhibits and the answers beside it, and return what is asked and what was answered.

    Nothing is written. Raises `Refused` for a case, a profile or an exhibit that cannot be read, and
    PA1308 for a line of the answers that is not as it was written.
    """
    basis = read_basis(query)
    loaded, criteria = basis.loaded, basis.chosen.profile.criteria
    opened = open_exhibits(loaded.case, loaded.folder, ocr=reading.ocr or reading.trust_ocr)
    pages = chart_pages(opened, trust_ocr=reading.trust_ocr)
    entries = read_settlements(loaded.folder)
    doubts = screen_exhibits(loaded.case, opened).doubts
    review = _ordered(review_chart(loaded.case, pages, entries, doubts), criteria)
    by_id = {item.exhibit.id: item for item in opened}
    return CaseReview(loaded, review, entries, by_id, pages, criteria, doubts)


def answer_item(shown: CaseReview, given: GivenAnswer, person: Person, *, today: date) -> CaseReview:
    """Enter an answer to an item, and return the case as it stands then.

    The items are made anew from the answers in the file, so that nobody answers what is no longer asked. Raises
    `Refused`, and then nothing is entered: PA1301 no such item, PA1302 to PA1306 an answer that may not be given,
    PA1307 a day to come, PA1312 a name or words that cannot be kept, PA1309 and PA204 for the file.
    """
    _check_day(person, today)

    def entry(before: Sequence[Entry]) -> Entry:
        item = next((item for item in _review(shown, before).items if item.id == given.item), None)
        if item is None:
            raise Refused([problem("PA1301", Where(shown.loaded.file), item=given.item)])
        answer = _settlement(item, given, person)
        refused = refusal(item, answer)
        if refused is not None:
            raise Refused([refused])
        return answer

    add_settlement(shown.loaded.folder, entry)
    return _again(shown)


def withdraw_item(shown: CaseReview, item: str, person: Person, *, today: date) -> CaseReview:
    """Take back every answer to an item by a line of its own, and return the case as it stands then.

    Raises `Refused`: PA1311 where no answer to it is in force, and as `answer_item`.
    """
    _check_day(person, today)

    def entry(before: Sequence[Entry]) -> Entry:
        if not any(answer.item == item for answer in in_force(before)):
            raise Refused([problem("PA1311", Where(shown.loaded.file), item=item)])
        try:
            return Withdrawal(item=item, by=person.by, role=person.role, on=person.on)
        except ValidationError as error:
            raise _unusable(error) from None

    add_settlement(shown.loaded.folder, entry)
    return _again(shown)


def write_pictures(shown: CaseReview, item: str) -> tuple[Path, ...]:
    """Draw every page of an item with its passages framed, beside the case, and return the files.

    Each is private, and replaces an earlier one of its name. Raises `Refused`: PA1301 no such item, PA204 for the
    disk, and what keeps a page from being drawn.
    """
    found = next((each for each in shown.review.items if each.id == item), None)
    if found is None:
        raise Refused([problem("PA1301", Where(shown.loaded.file), item=item)])
    paths = []
    for seen in found.seen:
        path = shown.loaded.folder / f"review-{seen.exhibit}-page-{seen.page}.png"
        picture = draw_page(
            shown.opened[seen.exhibit].pdf, seen.page, width=_PICTURE_WIDTH, boxes=seen.boxes, framed=True
        )
        write_file(path, picture.png, overwrite=True)
        paths.append(path)
    return tuple(paths)


def _again(shown: CaseReview) -> CaseReview:
    entries = read_settlements(shown.loaded.folder)
    return replace(shown, review=_review(shown, entries), entries=entries)


def _review(shown: CaseReview, entries: Sequence[Entry]) -> Review:
    """Return the review with these answers; the one that was shown, where nobody has answered since."""
    if entries == shown.entries:
        return shown.review
    return _ordered(review_chart(shown.loaded.case, shown.pages, entries, shown.doubts), shown.criteria)


def _ordered(review: Review, criteria: Sequence[AnyCriterion]) -> Review:
    return replace(review, items=needed_first(review.items, criteria))


def _settlement(item: ReviewItem, given: GivenAnswer, person: Person) -> Settlement:
    page = given.page
    if page is None and given.text is not None and len(item.seen) == 1:
        page = item.seen[0].page
    try:
        return Settlement(
            item=item.id, outcome=given.outcome, value=given.value, by=person.by, role=person.role, on=person.on,
            seen=item.seen, text=given.text, page=page, statement=given.statement,
        )  # fmt: skip
    except ValidationError as error:
        raise _unusable(error) from None


def _unusable(error: ValidationError) -> Refused:
    """Name the fields that cannot be kept; what stands in them is not repeated."""
    return Refused([problem("PA1312", flag=f"--{name}") for name in dict.fromkeys(_fields(error))])


def _fields(error: ValidationError) -> Iterator[str]:
    for item in error.errors(include_input=False, include_url=False):
        name = str(item["loc"][0])
        yield "answer" if name in ("value", "outcome") else name


def _check_day(person: Person, today: date) -> None:
    if person.on > today:
        raise Refused([problem("PA1307", today=today)])
