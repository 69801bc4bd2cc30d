"""The reader of scores: each number of an instrument with its unit, its day and how it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from priorauth.case.pain import Instrument
from priorauth.domain.dates import PartialDate
from priorauth.readers.pain.body_parts import Part, parts_in, regions_between
from priorauth.readers.pain.denials import DENIES
from priorauth.readers.pain.onset_times import times_in
from priorauth.readers.scores.named_instruments import (
    LINE_WORDS,
    PAIN,
    NamedInstrument,
    heading_line,
    instruments_in,
    instruments_of,
    is_question,
    total_line,
)
from priorauth.readers.scores.score_forms import FormTotal, form_total
from priorauth.readers.scores.score_values import Reading, readings_in
from priorauth.reading.assertion import Assertion, assess
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import Presence, ScoreValue, When
from priorauth.reading.frame import Frame, read_frame
from priorauth.reading.model import About, DocumentKind, Standing
from priorauth.reading.reader import FindingDraft, ReadDocument, without_mixed_headings
from priorauth.reading.statements import LONGEST, Statement

_EXTREME = re.compile(
    r"\b(?:worst|best|least|most|highest|lowest|max(?:imum|imal)?|min(?:imum)?|peak)\b", re.IGNORECASE
)
_BEFORE_NOW = re.compile(
    r"\b(?:from|was|initial\w*|baseline|previous\w*|prior|earlier|last\s+visit|first\s+visit|at\s+(?:intake|start|onset)|(?:at\s+|@\s*)?(?:eval\w*|ie\b)|pre-?\w*|before)\b",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"\b(?:today|now|current\w*|present\w*|this\s+visit|(?:at\s+|@\s*)?(?:discharge|d/?c))\b", re.IGNORECASE
)
_ARROW = re.compile(r"\s*(?:->|\u2192|=>)")
_ELSEWHERE = re.compile(
    r"\b(?:at|in|by)\s+(?:(?:the|an?|his|her)\s+)?(?:dentist|er|ed|emergency|urgent\s+care|hospital|pcp|pcp's|outside|another|other)\b",
    re.IGNORECASE,
)
"""Words that make a rating one of another visit."""

_CUT = re.compile(r"[,;]|\band\b|\bto\b|->|\u2192|\bvs\b|\bcompared\b|\.\s", re.IGNORECASE)
_NAMES_NONE = frozenset({Standing.STATED, Standing.NOT_UNDERSTOOD, Standing.HISTORIC, Standing.HEDGED})
_OTHER_TOTAL = "the answers add up to another total"


_OSWESTRY = re.compile(r"\b(?:m?odi|oswestry)\b", re.IGNORECASE)
"""An index of the low back, beside which a number out of ten rates the pain of the back."""


_OTHER_SCALE = re.compile(
    r"\b(?:mood|sleep|stress|fatigue|anxiety|nausea|satisfaction|effort|energy|happiness|service|confidence)\b",
    re.IGNORECASE,
)
"""What else is rated out of ten."""


class ScoreReader:
    """Reads numbers behind the name of an instrument; "7/10" without one is a rating of pain."""

    @property
    def frame(self) -> Frame:
        """The names of the instruments; instruments of other parts of the body are known and read over."""
        return read_frame(Path(__file__).parent, own_parts=frozenset({"foot", "feet"}))

    def read(self, document: ReadDocument) -> Iterator[FindingDraft]:
        """Return the scores of a document; of a form the total of its answers before the printed one."""
        frame = self.frame
        document = without_mixed_headings(document)
        is_form = document.document.kind is DocumentKind.INSTRUMENT
        instruments = instruments_of(document.statements, frame) if is_form else frozenset()
        total = form_total(document.text.text, next(iter(instruments))) if len(instruments) == 1 else None
        if total is not None:
            stated = Assertion(Standing.HISTORIC if _STALE.search(document.text.text) else Standing.STATED)
            yield FindingDraft(
                Fact.SCORE, total.value, stated, total.start, total.end, read=(total.start, total.end)
            )
        is_evaluation = document.document.kind is DocumentKind.THERAPY_EVALUATION
        columns: tuple[PartialDate, ...] = ()
        told: Statement | None = None
        for index, statement in enumerate(document.statements):
            if statement.end - statement.start > LONGEST:
                continue
            columns = _columns(statement, document.document.day) or (columns if _in_cells(statement) else ())
            named = [i for i in instruments_in(statement, frame) if not is_question(statement, i, instruments)]
            before = document.statements[index - 1] if index else None
            after = document.statements[index + 1] if index + 1 < len(document.statements) else None
            below = [] if named else total_line(statement, instruments) or heading_line(statement, before, frame)
            told = _told_pain(statement, before) or (told if _goes_on(statement, before) else None)
            for item in named or below:
                assertion = assess(statement, item.mention, frame, before, after)
                assertion = _placed(statement, item, assertion, before, told)
                if after is not None and _MEANT_ELSE.search(after.words) and assertion.standing is Standing.STATED:
                    assertion = replace(assertion, standing=Standing.NOT_UNDERSTOOD, leftover=("taken back",))
                for draft in _of_instrument(statement, item, assertion, document.document.day, columns):
                    dated = _of_this_evaluation(draft, statement) if is_evaluation else draft
                    own = _beside_form(_with_name(dated, before) if below else dated, total)
                    yield replace(own, standing=Standing.HISTORIC) if _is_stale(document, statement, own) else own


_MEANT_ELSE = re.compile(
    r"\b(?:(?:talking|speaking|thinking)\s+(?:about|of)|meant\b|that\s+was\s+(?:for|about|my|his|her|the)\b|misunderst\w+|mistook|mixed\s+up|misheard)",
    re.IGNORECASE,
)
"""Words of the next sentence that give a number to something else: "I was talking about my tooth"."""

_STALE = re.compile(
    r"\bnot\s+(?:re-?)?(?:scored|filled(?:\s+(?:in|out))?|completed|done|asked|repeated|taken|administered)\s+(?:again\s+)?(?:today|(?:at\s+)?this\s+(?:visit|time)|on\s+this\s+visit)\b"
    r"|\bcopy\s+of\s+(?:(?:an?|the|his|her|their)\s+)?(?:(?:old|earlier|prior|previous|last)\s+)?(?:sheet|form|questionnaire|score|odi|oswestry)\b"
    r"|\b(?:pulled|carried|copied|brought)[\s-]+(?:over|forward)\b|\bauto-?\s?(?:filled|populated)\b",
    re.IGNORECASE,
)
"""Words that make a printed number one of an earlier day: "not scored today", "copy of the sheet of May"."""


def _is_stale(document: ReadDocument, statement: Statement, draft: FindingDraft) -> bool:
    """Whether a form says that it is a copy or was not filled in on its day, or a number's own sentence does."""
    if (draft.standing or draft.assertion.standing) is not Standing.STATED:
        return False
    is_form = document.document.kind is DocumentKind.INSTRUMENT
    return _STALE.search(document.text.text if is_form else statement.words) is not None


_NOT_HIS = re.compile(
    r"\b(?:goals?|targets?|plan\w*|expected|predicted|norms?|average\s+patient|due|next)\b", re.IGNORECASE
)
"""Words over a table whose numbers are hoped for, or of nobody."""


def _columns(statement: Statement, day: PartialDate | None) -> tuple[PartialDate, ...]:
    """Return the days that head the columns of a table: a row of nothing but days, perhaps behind a name."""
    if not statement.is_row or _NOT_HIS.search(statement.words):
        return ()
    cells = [statement.text[slice(*cell)] for cell in statement.cells]
    dated = [times_in(cell, 0, len(cell), day) for cell in cells]
    days = [found[0].readings[0] for found in dated if len(found) == 1 and len(found[0].readings) == 1]
    is_head = (
        len(days) > 1 and len(cells) - len(days) <= 1 and all(not found[0].is_duration for found in dated if found)
    )
    return tuple(days) if is_head else ()


def _in_cells(statement: Statement) -> bool:
    """Whether a line stands in columns; one in capitals, such as "NRS    7    8", counts as a heading."""
    return statement.is_row or (statement.is_heading and re.search(r"\S {3,}\S", statement.words) is not None)


def _goes_on(statement: Statement, before: Statement | None) -> bool:
    return before is not None and before.paragraph == statement.paragraph and before.heading == statement.heading


def _told_pain(statement: Statement, before: Statement | None) -> Statement | None:
    """Return the statement before one if it tells of pain: what a number out of ten behind it may rate."""
    is_own = before is not None and _goes_on(statement, before) and PAIN.search(before.words) is not None
    return before if is_own else None


_AT_EVALUATION = re.compile(r"(?<!since )(?<!from )\b(?:eval\w*|ie|intake)\b", re.IGNORECASE)


def _of_this_evaluation(draft: FindingDraft, statement: Statement) -> FindingDraft:
    """Return a score "at evaluation" as one of the day where the document is that evaluation."""
    is_past = draft.standing is Standing.HISTORIC and draft.assertion.standing is Standing.STATED
    is_own = is_past and draft.when == When() and _AT_EVALUATION.search(statement.words) is not None
    return replace(draft, standing=Standing.STATED) if is_own else draft


def _with_name(draft: FindingDraft, before: Statement | None) -> FindingDraft:
    """Return a number's draft with the line above it, which named its instrument, as read too."""
    if before is None or draft.read is None or len(before.tokens) > LINE_WORDS:
        return draft
    return replace(draft, start=before.start, read=(before.start, draft.read[1]))


def _beside_form(draft: FindingDraft, total: FormTotal | None) -> FindingDraft:
    """Return a printed score as hedged when the form's answers add up to another."""
    value = draft.value
    if total is None or not isinstance(value, ScoreValue) or value.instrument is not total.value.instrument:
        return draft
    if (draft.standing or draft.assertion.standing) is not Standing.STATED or value == total.value:
        return draft
    leftover = (*draft.assertion.leftover, _OTHER_TOTAL)
    return replace(draft, standing=Standing.HEDGED, assertion=replace(draft.assertion, leftover=leftover))


def _of_instrument(
    statement: Statement, item: NamedInstrument, assertion: Assertion, day: PartialDate | None,
    columns: Sequence[PartialDate] = (),
) -> Iterator[FindingDraft]:  # fmt: skip
    readings = _readings(statement, item, day)
    if not readings:
        yield from _without_value(statement, item, assertion)
        return
    drafts = [
        draft for reading in readings for draft in _of_reading(statement, item, reading, readings, assertion, day)
    ]
    if (
        _in_cells(statement)
        and len(drafts) == len(readings) == len(columns)
        and assertion.standing is Standing.STATED
    ):
        for draft, of in zip(drafts, columns, strict=True):
            yield replace(draft, standing=Standing.STATED, when=When(on=of))
        return
    yield from _settled(statement, readings, drafts)


def _readings(statement: Statement, item: NamedInstrument, day: PartialDate | None) -> list[Reading]:
    taken = [
        (time.start, time.end)
        for time in times_in(statement.text, statement.start, statement.end, day)
        if not re.fullmatch(r"\d{1,2}/(?:10|50|45|40|21|27)", statement.text[time.start : time.end])
    ]
    return list(readings_in(statement.text, item.start, item.stop, item.instrument, taken))


def _without_value(statement: Statement, item: NamedInstrument, assertion: Assertion) -> Iterator[FindingDraft]:
    """Return an instrument without a number where its words say why: not done, planned, a goal, a blank form."""
    if assertion.standing in _NAMES_NONE:
        return
    tokens = statement.tokens
    start, end = tokens[item.mention.first].start, tokens[item.mention.last].end
    value = Presence(detail=statement.text[start:end].casefold())
    yield FindingDraft(Fact.SCORE, value, assertion, statement.start, statement.end, read=(start, end))


def _placed(
    statement: Statement, item: NamedInstrument, assertion: Assertion, before: Statement | None,
    context: Statement | None = None,
) -> Assertion:  # fmt: skip
    """Return the assertion of a rating of pain after the part that hurts; without a pain it is not understood."""
    if item.instrument not in (Instrument.NRS, Instrument.VAS) or assertion.about is About.OTHER_PERSON:
        return assertion
    tokens, first = statement.tokens, item.mention.first
    begin = first
    while begin > 0 and tokens[begin - 1].text not in (",", ";", "."):
        begin -= 1
    end = next((i for i in range(item.mention.last + 1, len(tokens)) if tokens[i].text in (",", ";")), len(tokens))
    regions = regions_between(parts_in(tokens), begin, end)
    if regions & {Part.ELSEWHERE, Part.LEG, Part.BUTTOCK} and Part.BACK not in regions:
        return replace(assertion, about=About.OTHER_PART)
    heading = statement.heading_words
    if not item.is_plain or PAIN.search(statement.words) or PAIN.search(heading):
        return assertion
    is_told = before is not None and DENIES.isdisjoint(token.text for token in before.tokens)  # "no leg pain. 7/10"
    told = regions_between(parts_in(before.tokens), 0, len(before.tokens)) if before and is_told else frozenset()
    if told and Part.BACK not in told and not regions_between(parts_in(tokens), 0, len(tokens)):
        return replace(assertion, about=About.OTHER_PART)
    if context is not None and _is_told_of_back(context) and _RATES.search(statement.words):
        return assertion
    is_of_back = _OSWESTRY.search(statement.words) and not _OTHER_SCALE.search(f"{heading} {statement.words}")
    said = is_of_back or (PAIN.search(before.words) if before is not None else None)
    if not said and assertion.standing is Standing.STATED:
        return replace(assertion, standing=Standing.NOT_UNDERSTOOD, leftover=("no scale is named",))
    return assertion


_RATES = re.compile(
    r"\W*(?:(?:he|she|they|pt|patient)\s+)?(?:(?:rates?|says|said|calls?|gives?|puts?|scores?|grades?|marks?|reports?)\s+(?:it\s+)?)?(?:(?:as|at|a|an)\s+)*"
    r"\w+(?:\.\d)?\s*(?:/|of|out\s+of)\s*(?:10|ten)\b(?:\s+(?:today|now|at\s+present|currently|this\s+morning))?(?=\s*(?:[.;,]|\Z))",
    re.IGNORECASE,
)
"""A number out of ten by itself, or with the verb that gives it: "She calls it a 6 of 10 today"."""


def _is_told_of_back(statement: Statement) -> bool:
    """Whether a statement before a bare number tells of pain, in the back if in any part of the body."""
    regions = regions_between(parts_in(statement.tokens), 0, len(statement.tokens))
    return Part.ELSEWHERE not in regions and not _OTHER_SCALE.search(statement.words)


def _of_reading(
    statement: Statement, item: NamedInstrument, reading: Reading, readings: Sequence[Reading],
    assertion: Assertion, day: PartialDate | None,
) -> Iterator[FindingDraft]:  # fmt: skip
    """Return one number with its own day: of "last year 60 %, today 44 %" each has another."""
    first, last = _segment(statement, item, reading, readings)
    standing, when = assertion.standing, When()
    words = statement.text[first : reading.start] + " " + statement.text[reading.end : last]
    times = [t for t in times_in(statement.text, first, last, day) if not t.is_duration and len(t.readings) == 1]
    times = [t for t in times if t.end <= reading.start or t.start >= reading.end]
    if times:
        when = When(on=times[0].readings[0])
    if day is not None and when.on is not None and when.on.month is None and when.on.year < day.year:
        standing = Standing.HISTORIC if standing is Standing.STATED else standing  # "during the 2018 flare"
    if standing is Standing.HISTORIC and len(readings) > 1:
        standing = Standing.STATED
    if standing is Standing.STATED:
        standing = _own_standing(statement, reading, words, times=bool(times), is_one=len(readings) == 1)
        if when.on is not None and _relative(statement, times[0].start, times[0].end):
            standing = Standing.HISTORIC
    tokens = statement.tokens
    mark = tokens[item.mention.first].start
    read = min(mark, reading.start), max(tokens[item.mention.last].end, reading.end)
    block = f"score-{reading.start}" if len(reading.values) > 1 else None
    for value in reading.values:
        yield FindingDraft(
            Fact.SCORE, value, assertion, statement.start, statement.end, standing=standing, when=when, read=read,
            block=block,
        )  # fmt: skip


def _relative(statement: Statement, start: int, end: int) -> bool:
    return re.search(r"\b(?:last|ago|prior|before)\b", statement.text[start:end], re.IGNORECASE) is not None


def _own_standing(statement: Statement, reading: Reading, words: str, *, times: bool, is_one: bool) -> Standing:
    """Return how one number stands by the words beside it."""
    if reading.is_bound or reading.lacks_unit:
        return Standing.NOT_UNDERSTOOD
    if len(reading.values) > 1:
        return Standing.HEDGED
    if not is_one and _ASIDE_WAS.search(statement.text, statement.start, reading.start):
        return Standing.HISTORIC
    if not times and not _NOW.search(words) and (_BEFORE_NOW.search(words) or _points_on(statement, reading)):
        is_only_was = is_one and not re.search(r"\b(?!was\b)" + _BEFORE_NOW.pattern[2:], words, re.IGNORECASE)
        return Standing.STATED if is_only_was else Standing.HISTORIC
    if _ELSEWHERE.search(words) or (_EXTREME.search(words) and reading.values[0].low is None):
        return Standing.HEDGED
    return Standing.STATED


_ASIDE_WAS = re.compile(r"\(\s*(?:it\s+)?(?:was|from|previously)\s*\Z", re.IGNORECASE)
"""What opens an aside with an earlier number: "50% today (was 52% at entry, 1/2025)"."""


def _points_on(statement: Statement, reading: Reading) -> bool:
    """Whether an arrow leads on to a later number: ``60% -> 44%``."""
    return _ARROW.match(statement.text, reading.end) is not None


def _segment(
    statement: Statement, item: NamedInstrument, reading: Reading, readings: Sequence[Reading]
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


def _settled(
    statement: Statement, readings: Sequence[Reading], drafts: Sequence[FindingDraft]
) -> Iterator[FindingDraft]:
    """Return the numbers of one instrument: best and worst as one range, two that differ and say nothing hedged."""
    is_word_first = _EXTREME.search(re.split(r"[,;]", statement.text[readings[-1].end : statement.end])[0]) is None
    beside = [_beside(statement, r, is_word_first=is_word_first) for r in readings]
    ends = [r for r, words in zip(readings, beside, strict=True) if _EXTREME.search(words) and len(r.values) == 1]
    now = [r for r, words in zip(readings, beside, strict=True) if _NOW.search(words) and r not in ends]
    if len(now) == 1 and len(readings) == len(ends) + 1:
        yield from (d for d in drafts if d.read is not None and d.read[1] == now[0].end)
        yield from (
            replace(d, standing=Standing.HEDGED) for d in drafts if d.read is None or d.read[1] != now[0].end
        )
        return
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


def _is_spread(draft: FindingDraft) -> bool:
    return isinstance(draft.value, ScoreValue) and draft.value.low is not None


def _better(drafts: Sequence[FindingDraft]) -> Standing | None:
    """Return stated for a best and a worst that stand hedged only because each is alone."""
    found = {draft.standing for draft in drafts}
    return Standing.STATED if found <= {Standing.HEDGED, Standing.STATED} else drafts[0].standing


def _beside(statement: Statement, reading: Reading, *, is_word_first: bool = False) -> str:
    text = statement.text
    lead = re.split(r"[,;/]|\d", text[statement.start : reading.start])[-1]
    tail = re.split(r"[,;/]|\d", text[reading.end : statement.end])[0]
    if is_word_first and _EXTREME.search(tail) and not _NOW.search(re.split(_EXTREME, tail)[0]):
        return lead
    if is_word_first:
        tail = re.split(_EXTREME, tail)[0]
    return f"{lead} {tail if not _EXTREME.search(lead) else ''}"
