"""Signs of a nerve root on examination: each test with its result and side, in words or in shorthand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from priorauth.readers.pain.body_parts import Part, parts_in, regions_between, side_in
from priorauth.readers.pain.denials import doubt_of, own_part
from priorauth.reading.assertion import Assertion, assess
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import Laterality, Presence
from priorauth.reading.frame import Frame, Mention, Nature
from priorauth.reading.model import About, Side, Standing
from priorauth.reading.reader import FindingDraft
from priorauth.reading.statements import Statement
from priorauth.reading.tokens import tokens_of

_POSITIVE = re.compile(
    r"(?<=\bneuro\s)(?:signs?|findings?)\b|(?<=\bneurologic\s)(?:signs?|findings?)\b|(?<=\bneurological\s)(?:signs?|findings?)\b"
    r"|\b(?:positive|pos|abnormal|reproduc\w+|provok\w+|elicit\w+|decreas\w+|dec|decr|diminish\w+|dim|reduc\w+|absent|lost|loss|lack\w*"
    r"|asymmetric\w*|hypo\w+|weak\w*|deficits?|impair\w*|trace|sluggish|unobtainable|not\s+obtained|dull\w*|numb\w*|altered|limited|poor|fail\w*)\b"
    r"|(?<![\d/])[0-4][+-]?\s?(?:/|of)\s?5\b|(?<![\d/])[01]\+|(?<![\d/])[01]\s?/\s?4\b|\(\+\)|(?:^|(?<=[\s:]))\+(?=\s|$|[,;.LRB])|\u2193|\bb/l\s\+",
    re.IGNORECASE,
)
_EQUIVOCAL = re.compile(
    r"\b(?:equivocal|questionabl[ey]|borderline|indeterminate|inconclusive|\?)\b", re.IGNORECASE
)
_NEGATIVE = re.compile(
    r"\b(?:negative|neg|normal|nl|nml|wnl|intact|symmetric(?:al(?:ly)?)?|symm?|full|preserved|equal|unremarkable|brisk|non-?focal|ok|fine|good|excellent|even|unaffected|painless|clear(?!\s+(?:for|of|weak\w*|loss)))\b"
    r"|(?<=\bneuro\s)0(?=\s*(?:$|[.,;]))"
    r"|\b5\s?(?:/|of)\s?5\b|(?<![\d/])2\+|\b2\s?/\s?4\b|(?<![\d./])5\s+5(?![\d./])|\b2 / 2\b|"
    r"\(-\)|(?:^|(?<=[\s:]))-(?=\s|$|[,;.LRB])|\b2/2\b"
    r"|(?<![\w+])-\s?/\s?-(?![\w+/])|\b(?:l\s?-\s*[,/]?\s*r|r\s?-\s*[,/]?\s*l)\s?-(?=\s|$|[,;.])",
    re.IGNORECASE,
)
_TURNED = re.compile(
    r"\b(?:not|n't|isn't|never)\s+(?:\w+\s+)?\Z|\b(?:no\s+longer|less\s+than|far\s+from)\s+\Z", re.IGNORECASE
)
_DENIED_BEFORE = re.compile(
    r"\b(?:no|without|w/o|denies)\s+(?:[\w/-]+\s+){0,3}\Z|\b(?:no|without)\s+(?:[\w/-]+,\s*(?:or\s+)?){1,4}(?:\w+\s+)?\Z",
    re.IGNORECASE,
)
_TAKEN = frozenset(
    {
        Standing.UNFILLED, Standing.GENERIC, Standing.ASKED, Standing.CONDITIONAL, Standing.RETRACTED,
        Standing.NOT_EXAMINED, Standing.PLANNED, Standing.REFUSED, Standing.HISTORIC,
    }
)  # fmt: skip
"""Standings that say more of a test than its result does."""

_LIMITED = re.compile(r"\blimited\s+(?:by|due\s+to|d/t|secondary\s+to|from)\b[^.;]*\bpain", re.IGNORECASE)
"""A test that a pain stopped: whether it provoked the pain of the leg is not said."""

_LAST_RESULT = re.compile(
    r"(?:\b(?:neg|negative|pos|positive|normal|nl|wnl|intact|sym|symmetric|full)|\d\s?/\s?\d|\d\+|[-+])\s*\Z",
    re.IGNORECASE,
)
"""A cell of a test that ends with its result."""
_BREAK = frozenset({";", ".", "|"})
_LEAD = 4


@dataclass(frozen=True, slots=True)
class _Result:
    start: int
    end: int
    standing: Standing
    side: Laterality


def sign_drafts(
    statement: Statement, frame: Frame, before: Statement | None, after: Statement | None
) -> Iterator[FindingDraft]:
    """Return a finding for each result of each root test of a statement; a test without a result is not understood.

    A line under a label such as ``Reflexes`` gives that test's result.
    """
    tests = [m for m in frame.mentions(statement.tokens) if m.trigger and m.trigger.fact is Fact.ROOT_SIGNS]
    if statement.is_row and (cells := _own_cells(statement, tests)):
        for cell in cells:
            yield from sign_drafts(cell, frame, None, None)
        return
    if not tests:
        yield from _under_heading(statement, frame)
        return
    for number, mention in enumerate(tests):
        first, end = _stretch(statement, tests, number)
        assertion = _placed(statement, assess(statement, mention, frame, before, after), first, end)
        is_condition = mention.nature is Nature.CONDITION
        results = [] if is_condition else _results(statement, first, end, mention)
        if not results and not is_condition:
            results = _shared(statement, tests, number)
        if not results and number and _is_extent(statement, mention):
            results = _results(statement, *_stretch(statement, tests, number - 1), tests[number - 1])
        if not results and number + 1 < len(tests) and _names_list(statement, mention, tests[number + 1]):
            continue
        if any(result.standing is Standing.DENIED for result in results) or assertion.standing is Standing.DENIED:
            results = [_doubted(statement, frame, mention, result) for result in results]
        yield from _drafts(statement, mention, assertion, results, is_condition=is_condition)


def _own_cells(statement: Statement, tests: Sequence[Mention]) -> list[Statement]:
    """Return the cells of a row that name tests, each with its result; none where a test's result stands elsewhere.

    "SLR neg    Slump neg    Kemp +" is three examinations.
    """
    places = [statement.tokens[mention.first].start for mention in tests]
    named = [span for span in statement.cells if any(span[0] <= place < span[1] for place in places)]
    if len(statement.cells) == 1 or not all(_LAST_RESULT.search(statement.text, *span) for span in named):
        return []
    return [replace(statement, start=start, end=end, is_row=False) for start, end in named]


def _doubted(statement: Statement, frame: Frame, mention: Mention, result: _Result) -> _Result:
    """Return a negative result as one of a plan, a question or not understood, where there is a doubt of it."""
    if result.standing is not Standing.DENIED:
        return result
    at = [i for i, token in enumerate(statement.tokens) if result.start <= token.start < result.end]
    places = [mention.first, mention.last, *at]
    is_result = _NEGATIVE.fullmatch(statement.text, result.start, result.end) is not None  # else it is "no deficit"
    doubt = doubt_of(statement, frame, min(places), max(places), is_result=is_result)
    return result if doubt is None else replace(result, standing=doubt)


def _drafts(
    statement: Statement,
    mention: Mention,
    assertion: Assertion,
    results: Sequence[_Result],
    *,
    is_condition: bool,
) -> Iterator[FindingDraft]:
    tokens = statement.tokens
    read = tokens[mention.first].start, tokens[mention.last].end
    name = statement.text[read[0] : read[1]].casefold()
    standing = assertion.standing
    if standing is Standing.NOT_EXAMINED and _LIMITED.search(statement.words):
        standing = Standing.NOT_UNDERSTOOD
    if is_condition or standing in _TAKEN:
        results = [_Result(*read, standing, side_in(tokens))]
    elif not results:
        is_open = standing in (Standing.STATED, Standing.DENIED)
        results = [_Result(*read, Standing.NOT_UNDERSTOOD if is_open else standing, side_in(tokens))]
    for result in results:
        value = Presence(laterality=result.side, detail=name)
        own = _own_part(statement, mention, result) if result.standing is Standing.DENIED else None
        yield FindingDraft(
            Fact.ROOT_SIGNS, value, assertion, statement.start, statement.end, standing=result.standing, read=read,
            own=own,
            side=Side.NEUTRAL if statement.is_heading and result.standing is Standing.NOT_UNDERSTOOD else None,
        )  # fmt: skip


def _names_list(statement: Statement, mention: Mention, following: Mention) -> bool:
    """Whether a test is the name of a list of tests: "neuro checks: reflexes normal", "Neuro DTR 2/2 motor 5/5"."""
    tokens = statement.tokens
    is_head = tokens[mention.first].text.startswith("neuro") and following.first == mention.last + 1
    return is_head or tokens[mention.last + 1].text == ":"


def _own_part(statement: Statement, mention: Mention, result: _Result) -> tuple[int, int] | None:
    """Return the part of a statement that gives a test with its normal result: "flexion stiff, reflexes normal"."""
    at = [i for i, token in enumerate(statement.tokens) if result.start <= token.start < result.end]
    places = [mention.first, mention.last, *at]
    return own_part(statement, min(places), max(places))


def _stretch(statement: Statement, tests: Sequence[Mention], number: int) -> tuple[int, int]:
    """Return the tokens that may hold a test's result: up to the next test, and a few words before it."""
    tokens, mention = statement.tokens, tests[number]
    floor = tests[number - 1].last + 1 if number else 0
    first = mention.first
    while first > floor and mention.first - first < _LEAD and tokens[first - 1].text not in (*_BREAK, ",", ":"):
        first -= 1
    stop = tests[number + 1].first if number + 1 < len(tests) else len(tokens)
    if number + 1 < len(tests) and _is_led(statement, tests[number + 1]) and stop - 1 > mention.last:
        stop -= 1
    end = mention.last + 1
    while end < stop and tokens[end].text not in _BREAK:
        end += 1
    return first, end


def _shared(statement: Statement, tests: Sequence[Mention], number: int) -> list[_Result]:
    """Return the result of the list a test stands in, behind its last member or before its first.

    "Power, reflexes and sensation normal" and "normal power, reflexes and sensation" give three.
    """
    first, last = _stretch(statement, tests, number)[0], number
    while last + 1 < len(tests) and _is_joined(statement, tests, last):
        last += 1
        found = _results(statement, first, _stretch(statement, tests, last)[1], tests[number])
        if found:
            return found
    head = number
    while head and _is_joined(statement, tests, head - 1):
        head -= 1
    if head == number:
        return []
    begin = statement.tokens[tests[head].first].start
    led = _results(statement, *_stretch(statement, tests, head), tests[head])
    return [result for result in led if result.end <= begin]


def _is_extent(statement: Statement, mention: Mention) -> bool:
    """Whether words say over what a test before them was made: "5/5 in all myotomes"."""
    word = statement.tokens[mention.first].text
    before = {token.text for token in statement.tokens[max(0, mention.first - 3) : mention.first]}
    return word.startswith(("myotom", "dermatom")) or (word in _MUSCLES and not before.isdisjoint(_WITHIN))


_MUSCLES = frozenset({"ehl", "dorsiflexion", "plantarflexion", "gastroc"})
_WITHIN = frozenset({"in", "incl", "including", "of", "with"})


def _is_joined(statement: Statement, tests: Sequence[Mention], number: int) -> bool:
    """Whether a test shares the result of the next one: "strength and sensation are normal"."""
    between = statement.tokens[tests[number].last + 1 : tests[number + 1].first]
    is_list = statement.tokens[tests[number].last].text in ("/", "&", "and", "+")  # "motor/sensory/DTR normal"
    return (bool(between) or is_list) and all(
        token.text in (",", "and", "&", "/", "feeling", "+") for token in between
    )


def _placed(statement: Statement, assertion: Assertion, first: int, end: int) -> Assertion:
    """Return the assertion about another part when the test is one of the arms or the neck."""
    regions = regions_between(parts_in(statement.tokens), first, end)
    if assertion.about is About.OTHER_PERSON:
        return assertion
    is_else = Part.ELSEWHERE in regions and Part.LEG not in regions
    return replace(assertion, about=About.OTHER_PART if is_else else About.PATIENT)


_RESULT_WORDS = frozenset({"neg", "negative", "normal", "pos", "positive"})
_BEFORE_RESULT = frozenset({",", ";", ".", ":", "and", "with", "|", "&"})


def _is_led(statement: Statement, mention: Mention) -> bool:
    """Whether a test's result stands right before it, as those of a list do: "neg facet load, neg SLR, 5/5"."""
    tokens, place = statement.tokens, mention.first - 1
    is_result = place >= 0 and tokens[place].text in _RESULT_WORDS
    return is_result and (place == 0 or tokens[place - 1].text in _BEFORE_RESULT)


def _results(statement: Statement, first: int, end: int, mention: Mention) -> list[_Result]:
    """Return the results in ``tokens[first:end]``, each with the side named beside it."""
    tokens = statement.tokens
    if (
        _is_led(statement, mention)
        and tokens[mention.last + 1 : mention.last + 2]
        and tokens[mention.last + 1].text in (",", ";", ".")
    ):
        first, end = mention.first - 1, mention.last + 1
    start, stop = tokens[first].start, tokens[end - 1].end
    return _results_in(statement.text, start, stop, (tokens[mention.first].start, tokens[mention.last].end))


def _results_in(text: str, start: int, stop: int, own: tuple[int, int] | None) -> list[_Result]:
    found = [(m.start(), m.end(), Standing.STATED) for m in _POSITIVE.finditer(text, start, stop)]
    found += [(m.start(), m.end(), Standing.HEDGED) for m in _EQUIVOCAL.finditer(text, start, stop)]
    found += [(m.start(), m.end(), Standing.DENIED) for m in _NEGATIVE.finditer(text, start, stop)]
    found.sort()
    results = []
    for number, (begin, end, standing) in enumerate(found):
        if number and begin < found[number - 1][1]:
            continue
        lead = text[start:begin]
        close = found[number + 1][0] if number + 1 < len(found) else stop
        open_ = found[number - 1][1] if number else start
        side = _side(text, end, close)
        if side is Laterality.NOT_SAID:
            side = _side(text, open_, begin)
        results.append(_Result(begin, end, _turned(lead, standing), side))
    is_own = own is not None and any(own[0] <= begin < own[1] for begin, _, _ in found)
    if is_own and len(results) == 1 and results[0].standing is Standing.STATED:
        return [replace(results[0], side=side_in(tokens_of(text, start, stop)))]
    return results


def _side(text: str, start: int, end: int) -> Laterality:
    """Return the side named in ``text[start:end]``; "LT" behind a sense is light touch."""
    is_touch = re.search(
        r"\b(?:to|intact|dec\w*|sens\w*)\s+lt\b|\blt\s*(?:and|/|&|,|$)",
        text[max(0, start - 12) : end],
        re.IGNORECASE,
    )
    tokens = tokens_of(text, start, end)
    return side_in([token for token in tokens if token.text != "lt"] if is_touch else tokens)


def _turned(lead: str, standing: Standing) -> Standing:
    """Return a result after the word before it: "not intact" is not understood, "no deficit" denies."""
    if standing is Standing.STATED and _DENIED_BEFORE.search(lead):
        return Standing.DENIED
    if _TURNED.search(lead) or (standing is Standing.DENIED and _DENIED_BEFORE.search(lead)):
        return Standing.NOT_UNDERSTOOD
    return standing


_TESTS = re.compile(r"\b(?:reflexes|strength|motor|sensation|sensory|neuro\w*(?:\s+exam\w*)?)\b", re.IGNORECASE)


_OF_SYSTEMS = re.compile(
    r"\b(?:all|other|remaining|rest\s+of)\s+(?:\w+\s+){0,2}(?:systems?|ros)\b|\b(?:films?|x-?rays?|radiographs?|mri|ct|xr)\b",
    re.IGNORECASE,
)
"""Words that sum up the questions about other organs, or tell of a study, under whichever heading they stand."""

_ALL_DENIED = re.compile(
    r"\W*(?:no|denies|without|negative\s+for)\b(?!.*\b(?:but|except|however|other\s+than|positive)\b)",
    re.IGNORECASE | re.DOTALL,
)
"""A line that begins with a denial and takes nothing back: "no numbness, tingling in the legs, or weakness"."""


def _under_heading(statement: Statement, frame: Frame) -> Iterator[FindingDraft]:
    """Return the results of a line whose label is the test: ``Reflexes: 1+ at the right ankle``."""
    if statement.heading is None or not statement.tokens:
        return
    name = statement.heading_words
    if not _TESTS.fullmatch(name.strip(" :*")):
        return
    mention = Mention(0, 0, Nature.TEST)
    assertion = _placed(statement, assess(statement, mention, frame), 0, len(statement.tokens))
    if assertion.standing in _TAKEN:
        return
    if _OF_SYSTEMS.search(statement.words):
        return
    is_all_denied = _ALL_DENIED.match(statement.words) is not None
    for result in _results_in(statement.text, statement.start, statement.end, None):
        if is_all_denied and result.standing is Standing.STATED:
            continue
        value = Presence(laterality=result.side, detail=name.strip(" :*").casefold())
        yield FindingDraft(
            Fact.ROOT_SIGNS, value, assertion, statement.start, statement.end, standing=result.standing,
            read=(statement.start, statement.start),
        )  # fmt: skip
