"""The text of a denial letter as sentences with their pages: lines that were wrapped are joined, labels are not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from priorauth.appeals.denial import Level
from priorauth.appeals.denial_reasons import ReasonKind, kinds_in
from priorauth.domain.written_dates import FoundDate, dates_in

_LABEL = re.compile(r"^[A-Z][A-Za-z /#().'-]{1,45}:")
_BULLET = re.compile(r"^\s*(?:[•▪*-]|\d{1,2}[.)])\s+")
_GREETING = re.compile(r"^(?:dear|to whom|sincerely|re:)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.!?])(?<!\bDr\.)(?<!\bNo\.)(?<!\bMr\.)(?<!\bMs\.)(?<!\bvs\.)\s+(?=[A-Z“\"(])")
_FULL_LINE = 0.6
"""A line shorter than this part of the page's longest ends its paragraph: the next word would have fitted on it."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of the letter on one line, and their page."""

    text: str
    page: int


def lines_of(pages: Sequence[str]) -> Iterator[Passage]:
    """Return the lines of a letter, white space folded."""
    for number, page in enumerate(pages, 1):
        for line in page.splitlines():
            if plain := " ".join(line.split()):
                yield Passage(plain, number)


def sentences_of(pages: Sequence[str]) -> Iterator[Passage]:
    """Return the sentences of a letter, in order."""
    for number, page in enumerate(pages, 1):
        for paragraph in _paragraphs(page):
            for sentence in _SENTENCE_END.split(paragraph):
                yield Passage(sentence.strip(), number)


def _paragraphs(page: str) -> Iterator[str]:
    lines = [" ".join(line.split()) for line in page.splitlines()]
    longest = max(map(len, lines), default=0)
    held: list[str] = []
    for line in lines:
        starts = not line or _LABEL.match(line) or _BULLET.match(line) or _GREETING.match(line)
        if held and (starts or len(held[-1]) < _FULL_LINE * longest):
            yield " ".join(held)
            held = []
        if line:
            held.append(line)
    if held:
        yield " ".join(held)


@dataclass(frozen=True, slots=True)
class FoundText:
    """A text of the letter, with the words it stands in and their page."""

    value: str
    quote: str
    page: int


@dataclass(frozen=True, slots=True)
class FoundDay:
    """A day of the letter; ``reading`` says how it was read, where that is not plain."""

    day: date
    quote: str
    page: int
    reading: str | None = None


@dataclass(frozen=True, slots=True)
class FoundTerm:
    """A time to appeal that is given as a length, in days or in calendar months, and where it is counted from."""

    count: int
    unit: str
    from_receipt: bool
    quote: str
    page: int


@dataclass(frozen=True, slots=True)
class FoundReason:
    """A sentence that gives a reason, and the kinds of reason it names."""

    text: str
    kinds: tuple[ReasonKind, ...]
    page: int


@dataclass(frozen=True, slots=True)
class LetterReading:
    """All that a denial letter could mean to say of these things."""

    dates: tuple[FoundDay, ...] = ()
    references: tuple[FoundText, ...] = ()
    appeal_days: tuple[FoundDay, ...] = ()
    appeal_terms: tuple[FoundTerm, ...] = ()
    reasons: tuple[FoundReason, ...] = ()


def read_letter(pages: Sequence[str], level: Level) -> LetterReading:
    """Read a denial letter's pages. ``level`` is that of the appeal: letters give each level a time of its own."""
    lines, sentences = tuple(lines_of(pages)), tuple(sentences_of(pages))
    about_appeal = [said for said in sentences if _is_about(said.text, level)]
    return LetterReading(
        dates=_once(_own_dates(lines, sentences)),
        references=_references(lines),
        appeal_days=_once(found for said in about_appeal for found in _last_days(said)),
        appeal_terms=_terms_once(term for said in about_appeal for term in _terms(said)),
        reasons=tuple(_reasons(sentences)),
    )


_OWN_DATE = re.compile(
    r"""(?: \bdate \s+ of \s+ (?:this \s+ |the \s+ |our \s+)? (?:letter|notice|denial|decision|adverse \s+ \w+
      (?:\s+ \w+)? | determination) \s* [:\#]? \s* (?:is \s+ | was \s+)?
    | \b(?:letter|notice|denial|decision|determination|mailing) \s+ date \s* [:\#]? \s*
    | \bdate \s+ (?:denied|mailed|issued) \s* [:\#]? \s*
    | ^date \s* [:\#]? \s*
    | \bdenied \s+ (?:\w+ \s+){0,6}? on \s+
    | \b(?:denial|decision|determination|letter|notice) \s+ (?:dated|made \s+ on|issued \s+ on|of) \s+
    )\Z""",
    re.IGNORECASE | re.VERBOSE,
)
_DENIED_AFTER = re.compile(
    r"^\s*,?\s*(?:we|the plan|the health plan|your plan)\s+(?:have\s+)?denied\b", re.IGNORECASE
)
_HEAD_LINES = 15
"""Lines of the first page among which a date that stands alone is the letter's own."""


def _own_dates(lines: Sequence[Passage], sentences: Sequence[Passage]) -> Iterator[FoundDay]:
    for place, line in enumerate(lines):
        found = _days(line.text)
        alone = len(found) == 1 and not (line.text[: found[0].start] + line.text[found[0].end :]).strip(" .,")
        if alone and line.page == 1 and place < _HEAD_LINES:
            yield _found_day(found[0], line)
    for said in (*lines, *sentences):
        for day in _days(said.text):
            before, after = said.text[: day.start], said.text[day.end :]
            says_on = re.search(r"\bon\s+\Z", before, re.IGNORECASE) and _DENIED_AFTER.match(after)
            if _OWN_DATE.search(before) or says_on:
                yield _found_day(day, said)


def _days(text: str) -> list[FoundDate]:
    return [found for found in dates_in(text) if found.date.is_exact]


def _found_day(found: FoundDate, said: Passage, *, days: int = 0) -> FoundDay:
    return FoundDay(
        found.date.earliest + timedelta(days=days), said.text, said.page, _reading(found, said.text, days)
    )


def _reading(found: FoundDate, text: str, days: int) -> str | None:
    """Say how a day was read: numbers that could be day and month either way, and ``before``."""
    parts = re.match(r"(\d{1,2})[/.-](\d{1,2})[/.-]", text[found.start : found.end])
    ways = []
    if parts and int(parts[1]) <= 12 and int(parts[2]) <= 12 and int(parts[1]) != int(parts[2]):
        ways.append("read with the month first")
    if days:
        ways.append("the letter says 'before', so the day before counts")
    return "; ".join(ways) or None


_REFERENCE = re.compile(
    r"""\b(?P<label>reference|ref|case|tracking|request|authori[sz]ation(?:\s+request)?|auth|denial|determination)
    (?:\s*(?:number|no\.?|num\.?|id|\#)\s*[:\#]?|\s*[:\#])\s*\#?\s*(?P<value>[A-Za-z0-9][A-Za-z0-9./-]{2,28}[A-Za-z0-9])
    (?![\w/-])""",
    re.IGNORECASE | re.VERBOSE,
)


def _references(lines: Sequence[Passage]) -> tuple[FoundText, ...]:
    """Find the payer's numbers; one that is called a reference comes before a case, request or tracking number."""
    tiers: dict[bool, dict[str, FoundText]] = {True: {}, False: {}}
    for line in lines:
        for match in _REFERENCE.finditer(line.text):
            value = match["value"]
            if re.search(r"\d", value) and not _days(value):
                is_reference = match["label"].lower() in ("reference", "ref")
                tiers[is_reference].setdefault(value, FoundText(value, line.text, line.page))
    return tuple((tiers[True] or tiers[False]).values())


_EXTERNAL = re.compile(r"\b(?:external|independent)\b", re.IGNORECASE)
_SECOND = re.compile(r"\bsecond[-\s]level\b", re.IGNORECASE)
_APPEAL = re.compile(r"\b(?:appeals?|reconsideration|grievance|(?:external|independent)\s+review)\b", re.IGNORECASE)
_OTHER_TIME = re.compile(
    r"\b(?:expedited|urgent|fast(?:er)?|peer[-\s]to[-\s]peer|we\s+will|we\s+must|our\s+decision\s+within)\b",
    re.IGNORECASE,
)


def _is_about(sentence: str, level: Level) -> bool:
    """Whether a sentence is about the time to ask for an appeal of this level."""
    if not _APPEAL.search(sentence) or _OTHER_TIME.search(sentence):
        return False
    if level is Level.EXTERNAL:
        return _EXTERNAL.search(sentence) is not None
    is_second = _SECOND.search(sentence) is not None
    return not _EXTERNAL.search(sentence) and (level is Level.SECOND or not is_second)


_BY = re.compile(
    r"(?P<by>\b(?:by|until|no\s+later\s+than|on\s+or\s+before|deadline(?:\s+is|\s+of)?|due(?:\s+by|\s+on)?|through)"
    r"|(?<!\bor\s)\bbefore|\bappeal\s+(?:by|deadline|date))\s*:?\s*(?:the\s+end\s+of\s+|(?:5|11:59)\s*p\.?m\.?\s+on\s+)?\Z",
    re.IGNORECASE,
)


def _last_days(said: Passage) -> Iterator[FoundDay]:
    for day in _days(said.text):
        by = _BY.search(said.text[: day.start])
        if by:
            yield _found_day(day, said, days=-1 if by["by"].lower() == "before" else 0)


_NUMBERS = {
    "thirty": 30, "sixty": 60, "ninety": 90, "one hundred eighty": 180, "one hundred and eighty": 180,
    "two": 2, "three": 3, "four": 4, "six": 6,
}  # fmt: skip
_TERM = re.compile(
    rf"\b(?P<count>\d{{1,3}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})\s*"
    r"(?:\((?P<figure>\d{1,3})\)\s*)?[-\s]?(?P<unit>(?:calendar\s+)?days?|months?)\b(?P<after>[^.;]{0,80})",
    re.IGNORECASE,
)
_RECEIPT = re.compile(r"\b(?:receipt|receiv\w+|get)\b", re.IGNORECASE)


def _terms(said: Passage) -> Iterator[FoundTerm]:
    for match in _TERM.finditer(said.text):
        count = match["figure"] or match["count"].lower()
        number = int(count) if count.isdigit() else _NUMBERS[count]
        unit = "months" if match["unit"].lower().startswith("month") else "days"
        yield FoundTerm(number, unit, _RECEIPT.search(match["after"]) is not None, said.text, said.page)


_REASON_LABEL = re.compile(
    r"^(?:the\s+)?(?:reasons?|rationale|basis|explanation)\b[^:.]{0,60}:\s*(?P<rest>.*)$", re.IGNORECASE
)
_DENIES = re.compile(
    r"""\b(?: not | no | den(?:y|ied|ial) | insufficient | lack(?:s|ing)? | missing | fails? | failed | without
    | experimental | investigational | unproven | cannot | exceeds? )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_NOT_A_REASON = re.compile(
    r"""\b(?: appeals? | you \s+ (?:may|can|have|must) | your \s+ (?:doctor|provider) \s+ (?:may|can) | rights?
    | if \s+ you
    | please | call | free \s+ of \s+ charge | you \s+ (?:disagree|are \s+ not) | this \s+ (?:letter|notice) |
    does \s+ not
    \s+ guarantee | notice \s+ of )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_MOST_REASONS = 8


def _reasons(sentences: Sequence[Passage]) -> Iterator[FoundReason]:
    """Find sentences that say why; what stands behind a label "Reason for denial:" needs no word of denial."""
    found: dict[str, FoundReason] = {}
    is_labelled = False
    for said in sentences:
        label = _REASON_LABEL.match(said.text)
        text = label["rest"].strip() if label else said.text
        kinds = kinds_in(text)
        says_why = bool(label or is_labelled or _DENIES.search(text)) and not _NOT_A_REASON.search(text)
        if text and kinds and says_why:
            found.setdefault(text, FoundReason(text, kinds, said.page))
        is_labelled = label is not None and not text
    yield from _particular(tuple(found.values()))[:_MOST_REASONS]


def _particular(found: tuple[FoundReason, ...]) -> tuple[FoundReason, ...]:
    """Leave out what only introduces the reasons ("criteria are not met"), where another sentence says which."""
    general = {ReasonKind.CRITERIA_NOT_MET, ReasonKind.INFORMATION_MISSING}
    particular = tuple(reason for reason in found if not set(reason.kinds) <= general)
    return particular or found


def _once(days: Iterator[FoundDay]) -> tuple[FoundDay, ...]:
    first: dict[date, FoundDay] = {}
    for found in days:
        first.setdefault(found.day, found)
    return tuple(first.values())


def _terms_once(terms: Iterator[FoundTerm]) -> tuple[FoundTerm, ...]:
    first: dict[tuple[int, str], FoundTerm] = {}
    for found in terms:
        known = first.get((found.count, found.unit))
        if known is None or (found.from_receipt and not known.from_receipt):
            first[found.count, found.unit] = found
    return tuple(first.values())
