"""The reader of scores: each number of an instrument with its unit, its day and how it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from priorauth.case.pain import Instrument
from priorauth.domain.dates import PartialDate
from priorauth.readers.pain.body_parts import Part, parts_in, regions_between
from priorauth.readers.pain.onset_times import times_in
from priorauth.readers.scores.score_forms import FormTotal, form_total
from priorauth.readers.scores.score_values import Reading, readings_in
from priorauth.reading.assertion import Assessment, assess
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import Presence, ScoreValue, When
from priorauth.reading.frame import Frame, Mention, read_frame
from priorauth.reading.model import About, DocumentKind, Standing
from priorauth.reading.reader import Draft, ReadDocument
from priorauth.reading.statements import LONGEST, Statement

_NAMES = (
    (Instrument.ODI, re.compile(r"odi|ow?e?stry|oswestry", re.IGNORECASE)),
    (Instrument.VAS, re.compile(r"vas|visual", re.IGNORECASE)),
    (Instrument.PHQ9, re.compile(r"phq|patient\s+health", re.IGNORECASE)),
    (Instrument.GAD7, re.compile(r"gad|generali", re.IGNORECASE)),
)
_OUT_OF_TEN = re.compile(r"[\d.]+\s*(?:/|of|out\s+of)\s*10\Z", re.IGNORECASE)
_EXTREME = re.compile(r"\b(?:worst|best|least|most|highest|lowest|max\w*|min\w*|peak)\b", re.IGNORECASE)
_WORST = re.compile(r"\b(?:worst|most|highest|max\w*|peak)\b", re.IGNORECASE)
_BEFORE_NOW = re.compile(
    r"\b(?:from|was|initial\w*|baseline|previous\w*|prior|earlier|last\s+visit|first\s+visit|at\s+(?:eval\w*|intake|start|onset)|pre-?\w*|before)\b",
    re.IGNORECASE,
)
_NOW = re.compile(r"\b(?:today|now|current\w*|present\w*|this\s+visit|at\s+discharge)\b", re.IGNORECASE)
_ARROW = re.compile(r"\s*(?:->|\u2192|=>)")
_CUT = re.compile(r"[,;]|\band\b|\bto\b|->|\u2192|\bvs\b|\bcompared\b|\.\s", re.IGNORECASE)
_PAIN = re.compile(r"\b(?:pain|ache|aches|hurts?|lbp|backache|discomfort|nrs|soreness)\b", re.IGNORECASE)
_TOTAL = re.compile(r"\b(?:total|score|sum|result|disability)\b", re.IGNORECASE)
_NAMES_NONE = frozenset({Standing.STATED, Standing.NOT_UNDERSTOOD, Standing.HISTORIC, Standing.HEDGED})
_OTHER_TOTAL = "the answers add up to another total"


@dataclass(frozen=True, slots=True)
class _Named:
    """An instrument of a statement, and up to where numbers are its own."""

    mention: Mention
    instrument: Instrument
    start: int
    stop: int
    is_plain: bool
    """Whether it is a number out of ten and no name."""


class ScoreReader:
    """Reads numbers behind the name of an instrument; "7/10" without one is a rating of pain."""

    @property
    def frame(self) -> Frame:
        """The names of the instruments; instruments of other parts of the body are known and read over."""
        return read_frame(Path(__file__).parent, own_parts=frozenset({"foot", "feet"}))

    def read(self, document: ReadDocument) -> Iterator[Draft]:
        """Return the scores of a document; of a form the total of its answers before the printed one."""
        total = _form(document, self.frame)
        if total is not None:
            day = When()
            yield Draft(
                Fact.SCORE, total.value, Assessment(Standing.STATED), total.start, total.end, when=day,
                read=(total.start, total.end),
            )  # fmt: skip
        for index, statement in enumerate(document.statements):
            if statement.end - statement.start > LONGEST:
                continue
            before = document.statements[index - 1] if index else None
            after = document.statements[index + 1] if index + 1 < len(document.statements) else None
            for draft in _statement(document, statement, self.frame, before, after):
                yield _beside_form(draft, total)


def _beside_form(draft: Draft, total: FormTotal | None) -> Draft:
    """Return a printed score as hedged when the form's answers add up to another."""
    value = draft.value
    if total is None or not isinstance(value, ScoreValue) or value.instrument is not total.value.instrument:
        return draft
    if (draft.standing or draft.assessment.standing) is not Standing.STATED or value == total.value:
        return draft
    leftover = (*draft.assessment.leftover, _OTHER_TOTAL)
    return replace(draft, standing=Standing.HEDGED, assessment=replace(draft.assessment, leftover=leftover))


def _statement(
    document: ReadDocument, statement: Statement, frame: Frame, before: Statement | None, after: Statement | None
) -> Iterator[Draft]:
    day = document.document.day
    named = [item for item in _named(statement, frame) if not _is_item(document, statement, item, frame)]
    named = named or _of_form(document, statement, frame)
    for item in named:
        assessment = assess(statement, item.mention, frame, before, after)
        assessment = _placed(statement, item, assessment, before)
        readings = _readings(statement, item, day)
        if not readings:
            yield from _without_value(statement, item, assessment)
            continue
        drafts = [
            _draft(statement, item, reading, value, assessment, frame, day, readings)
            for reading in readings
            for value in reading.values
        ]
        yield from _settled(statement, readings, drafts)


def _named(statement: Statement, frame: Frame) -> list[_Named]:
    """Return the instruments of a statement; a number out of ten behind a name belongs to it."""
    tokens = statement.tokens
    hits = frame.triggers.find(tokens)
    found: list[_Named] = []
    for number, hit in enumerate(hits):
        trigger = next((item for item in hit.payloads if item.fact is not None), None)
        if trigger is None:
            continue
        start, end = tokens[hit.first].start, tokens[hit.last].end
        words = statement.text[start:end]
        is_plain = _OUT_OF_TEN.fullmatch(words) is not None
        is_level = words.lower().startswith("at ")
        is_part = (is_plain or is_level) and found and found[-1].stop > start
        if is_part and not _is_of_another_pain(statement, found[-1], hit.first):
            continue
        if is_part:
            found[-1] = replace(found[-1], stop=start)
        if is_level and not _PAIN.search(statement.words):
            continue
        instrument = next((name for name, pattern in _NAMES if pattern.search(words)), Instrument.NRS)
        stop = _stop(statement, hits[number + 1 :], tokens, frame)
        begin = _range_start(statement, start) if is_plain else start if is_level else end
        found.append(
            _Named(Mention(hit.first, hit.last, trigger.nature, trigger), instrument, begin, stop, is_plain)
        )
    return found


def _is_of_another_pain(statement: Statement, before: _Named, first: int) -> bool:
    """Whether a second number out of ten follows the name of a part: "leg pain 7/10, back pain 5/10"."""
    return bool(before.is_plain and regions_between(parts_in(statement.tokens), before.mention.last + 1, first))


def _is_item(document: ReadDocument, statement: Statement, item: _Named, frame: Frame) -> bool:
    """Whether "pain intensity" is a question of the form of another instrument."""
    if document.document.kind is not DocumentKind.INSTRUMENT or item.instrument is not Instrument.NRS:
        return False
    words = statement.text[statement.tokens[item.mention.first].start :]
    return words.lower().startswith("pain") and bool(_instruments(document, frame))


def _range_start(statement: Statement, start: int) -> int:
    """Return where a range ends in a number out of ten begins: ``4-8/10``."""
    match = re.search(r"\d{1,2}(?:\.\d)?\s*(?:-|to)\s*\Z", statement.text[statement.start : start], re.IGNORECASE)
    return start if match is None else statement.start + match.start()


def _stop(statement: Statement, later: Sequence[object], tokens: Sequence[object], frame: Frame) -> int:
    """Return where the next instrument's name begins; a number out of ten and "at worst" are no name."""
    for hit in frame.triggers.find(statement.tokens):
        if hit not in later:
            continue
        start, end = statement.tokens[hit.first].start, statement.tokens[hit.last].end
        words = statement.text[start:end]
        if _OUT_OF_TEN.fullmatch(words) is None and not words.lower().startswith("at "):
            return start
    return statement.end


def _of_form(document: ReadDocument, statement: Statement, frame: Frame) -> list[_Named]:
    """Return the only instrument of a form for its line "Total: 26/50", which names none."""
    if document.document.kind is not DocumentKind.INSTRUMENT or not statement.tokens:
        return []
    heading = statement.text[slice(*statement.heading)] if statement.heading is not None else ""
    match = _TOTAL.search(statement.words)
    instruments = _instruments(document, frame)
    if len(instruments) != 1 or (match is None and not _TOTAL.search(heading)):
        return []
    start = statement.start + match.end() if match is not None else statement.start
    return [_Named(Mention(0, 0), next(iter(instruments)), start, statement.end, is_plain=False)]


def _instruments(document: ReadDocument, frame: Frame) -> set[Instrument]:
    text = document.text.text
    found = set()
    for statement in document.statements:
        for tokens in (statement.tokens, statement.heading_tokens):
            for mention in frame.mentions(tokens):
                words = text[tokens[mention.first].start : tokens[mention.last].end]
                found |= {name for name, pattern in _NAMES if pattern.search(words)}
    return found


def _form(document: ReadDocument, frame: Frame) -> FormTotal | None:
    if document.document.kind is not DocumentKind.INSTRUMENT:
        return None
    instruments = _instruments(document, frame)
    return form_total(document.text.text, next(iter(instruments))) if len(instruments) == 1 else None


def _readings(statement: Statement, item: _Named, day: PartialDate | None) -> list[Reading]:
    taken = [
        (time.start, time.end)
        for time in times_in(statement.text, statement.start, statement.end, day)
        if not re.fullmatch(r"\d{1,2}/(?:10|50|45|40|21|27)", statement.text[time.start : time.end])
    ]
    return list(readings_in(statement.text, item.start, item.stop, item.instrument, taken))


def _without_value(statement: Statement, item: _Named, assessment: Assessment) -> Iterator[Draft]:
    """Return an instrument without a number where its words say why: not done, planned, a goal, a blank form."""
    if assessment.standing in _NAMES_NONE:
        return
    tokens = statement.tokens
    start, end = tokens[item.mention.first].start, tokens[item.mention.last].end
    value = Presence(detail=statement.text[start:end].casefold())
    yield Draft(Fact.SCORE, value, assessment, statement.start, statement.end, read=(start, end))


def _placed(
    statement: Statement, item: _Named, assessment: Assessment, before: Statement | None
) -> Assessment:
    """Return the assessment of a rating of pain after the part that hurts; without a pain it is not understood."""
    if item.instrument not in (Instrument.NRS, Instrument.VAS) or assessment.about is About.OTHER_PERSON:
        return assessment
    tokens, first = statement.tokens, item.mention.first
    begin = first
    while begin > 0 and tokens[begin - 1].text not in (",", ";", "."):
        begin -= 1
    end = next((i for i in range(item.mention.last + 1, len(tokens)) if tokens[i].text in (",", ";")), len(tokens))
    regions = regions_between(parts_in(tokens), begin, end)
    if regions & {Part.ELSEWHERE, Part.LEG, Part.BUTTOCK} and Part.BACK not in regions:
        return replace(assessment, about=About.OTHER_PART)
    heading = statement.text[slice(*statement.heading)] if statement.heading is not None else ""
    said = _PAIN.search(statement.words) or _PAIN.search(heading) or (before and _PAIN.search(before.words))
    if item.is_plain and not said and assessment.standing is Standing.STATED:
        return replace(assessment, standing=Standing.NOT_UNDERSTOOD, leftover=("no scale is named",))
    return assessment


def _draft(
    statement: Statement, item: _Named, reading: Reading, value: ScoreValue, assessment: Assessment, frame: Frame,
    day: PartialDate | None, readings: Sequence[Reading],
) -> Draft:  # fmt: skip
    """Return one number with its own day: of "last year 60 %, today 44 %" each has another."""
    first, last = _segment(statement, item, reading, readings)
    standing, when = assessment.standing, When()
    words = statement.text[first : reading.start] + " " + statement.text[reading.end : last]
    times = [t for t in times_in(statement.text, first, last, day) if not t.is_duration and len(t.readings) == 1]
    times = [t for t in times if t.end <= reading.start or t.start >= reading.end]
    if times:
        when = When(on=times[0].readings[0])
    if standing is Standing.HISTORIC and len(readings) > 1:
        standing = Standing.STATED
    if standing is Standing.STATED:
        standing = _own_standing(statement, reading, value, words, times=bool(times), is_one=len(readings) == 1)
        if when.on is not None and _relative(statement, times[0].start, times[0].end):
            standing = Standing.HISTORIC
    elif standing is Standing.HISTORIC and times and not _relative(statement, times[0].start, times[0].end):
        standing = Standing.HISTORIC
    tokens = statement.tokens
    mark = tokens[item.mention.first].start
    read = min(mark, reading.start), max(tokens[item.mention.last].end, reading.end)
    return Draft(
        Fact.SCORE, value, assessment, statement.start, statement.end, standing=standing, when=when, read=read,
        block=f"score-{reading.start}" if len(reading.values) > 1 else None,
    )  # fmt: skip


def _relative(statement: Statement, start: int, end: int) -> bool:
    return re.search(r"\b(?:last|ago|prior|before)\b", statement.text[start:end], re.IGNORECASE) is not None


def _own_standing(
    statement: Statement, reading: Reading, value: ScoreValue, words: str, *, times: bool, is_one: bool
) -> Standing:
    """Return how one number stands by the words beside it."""
    if reading.is_bound or reading.lacks_unit:
        return Standing.NOT_UNDERSTOOD
    if len(reading.values) > 1:
        return Standing.HEDGED
    if not times and not _NOW.search(words) and (_BEFORE_NOW.search(words) or _points_on(statement, reading)):
        is_only_was = is_one and not re.search(r"\b(?!was\b)" + _BEFORE_NOW.pattern[2:], words, re.IGNORECASE)
        return Standing.STATED if is_only_was else Standing.HISTORIC
    if _EXTREME.search(words) and value.low is None:
        return Standing.HEDGED
    return Standing.STATED


def _points_on(statement: Statement, reading: Reading) -> bool:
    """Whether an arrow leads on to a later number: ``60% -> 44%``."""
    return _ARROW.match(statement.text, reading.end) is not None


def _segment(
    statement: Statement, item: _Named, reading: Reading, readings: Sequence[Reading]
) -> tuple[int, int]:
    """Return the words that belong to one number of several."""
    place = readings.index(reading)
    begin = readings[place - 1].end if place else statement.start
    stop = readings[place + 1].start if place + 1 < len(readings) else item.stop
    if place:
        cut = _CUT.search(statement.text, begin, reading.start)
        begin = cut.start() if cut is not None else begin
    if place + 1 < len(readings):
        cut = _CUT.search(statement.text, reading.end, stop)
        stop = cut.start() if cut is not None else reading.end
    return begin, stop


def _settled(statement: Statement, readings: Sequence[Reading], drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Return the numbers of one instrument: best and worst as one range, two that differ and say nothing hedged."""
    ends = [r for r in readings if _EXTREME.search(_beside(statement, r)) and len(r.values) == 1]
    if len(ends) == 2:
        one, two = sorted((r.values[0] for r in ends), key=lambda value: value.number)
        spanned = replace(
            next(d for d in drafts if d.value == two), value=two.model_copy(update={"low": one.number}),
            standing=_better([d for d in drafts if d.value in (one, two)]),
        )  # fmt: skip
        starts = [d.read[0] for d in drafts if d.read], [d.read[1] for d in drafts if d.read]
        yield replace(spanned, read=(min(starts[0]), max(starts[1])))
        drafts = [d for d in drafts if d.value not in (one, two)]
    stated = [d for d in drafts if d.standing is Standing.STATED]
    values = {(d.value.number, d.value.unit) for d in stated if isinstance(d.value, ScoreValue)}
    days = {d.when for d in stated}
    is_open = len(values) > 1 and len(days) < len(values) and not any(_is_spread(d) for d in stated)
    for draft in drafts:
        yield replace(draft, standing=Standing.HEDGED) if is_open and draft in stated else draft


def _is_spread(draft: Draft) -> bool:
    return isinstance(draft.value, ScoreValue) and draft.value.low is not None


def _better(drafts: Sequence[Draft]) -> Standing | None:
    """Return stated for a best and a worst that stand hedged only because each is alone."""
    found = {draft.standing for draft in drafts}
    return Standing.STATED if found <= {Standing.HEDGED, Standing.STATED} else drafts[0].standing


def _beside(statement: Statement, reading: Reading) -> str:
    text = statement.text
    lead = re.split(r"[,;/]|\d", text[statement.start : reading.start])[-1]
    tail = re.split(r"[,;/]|\d", text[reading.end : statement.end])[0]
    return f"{lead} {tail if not _EXTREME.search(lead) else ''}"
