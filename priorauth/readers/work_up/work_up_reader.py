"""The reader of the work-up: blocks with their relief, tests with their results; "excluded" alone is nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from priorauth.case.work_up import Generator
from priorauth.readers.work_up.block_relief import (
    HIGH,
    Relief,
    block_day,
    block_percent,
    block_result,
    conclusions,
    generator_of,
    levels,
    measured,
    reliefs,
    told_as_done,
)
from priorauth.readers.work_up.named_tests import EXCEPTED, LIMITED, Result, laterality_of, results_in, worst
from priorauth.readers.work_up.own_block import own_generator, own_negative, own_result, tells_relief
from priorauth.reading.assertion import Assertion, Hints, assess, without_exception
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import Percent, Presence, Test, When
from priorauth.reading.frame import Frame, Mention, Nature, read_frame
from priorauth.reading.model import About, DocumentKind, Side, Standing
from priorauth.reading.plain_speech import odd_words
from priorauth.reading.reader import FindingDraft, ReadDocument, without_mixed_headings
from priorauth.reading.statements import LONGEST, Statement

_OF = {
    Fact.FACET: Generator.FACET,
    Fact.SACROILIAC: Generator.SACROILIAC,
    Fact.RADICULAR: Generator.RADICULAR,
}
_FACTS = {generator: fact for fact, generator in _OF.items()}
_AWAY = frozenset(
    {
        Standing.GENERIC, Standing.CONDITIONAL, Standing.UNFILLED, Standing.ASKED, Standing.RETRACTED,
        Standing.PLANNED, Standing.REFUSED, Standing.NOT_EXAMINED,
    }
)  # fmt: skip
"""How a test or a block stands that was not made, or was made on nobody."""
_OTHER_REGION = re.compile(
    r"\b(?:cervical|thoracic|c\d(?:\s*-\s*c?\d)?|t\d{1,2}(?:\s*-\s*t?\d{1,2})?|genicular|occipital|stellate|intercostal)\b",
    re.IGNORECASE,
)
"""Words beside a block that make it one of another region."""

_NOT_MADE = re.compile(r"\b(?:not\s+(?:performed|done|indicated|needed|made)|deferred)\b", re.IGNORECASE)
"""Words beside a block that was not made, in the record of another."""

_NEAR = 24
_YEAR = re.compile(r"(?:19|20)\d\d")
_RESULT_WORDS: dict[str, Result] = {
    "neg": "negative", "negative": "negative", "normal": "negative", "pos": "positive", "positive": "positive",
}  # fmt: skip
_OPENS_RESULT = frozenset({",", ";", ".", ":", "and", "with", "|", "&"})
_STOPS = frozenset({";", ".", "|", "but"})


class WorkUpReader:
    """Reads what was looked for besides, test by test and block by block."""

    @property
    def frame(self) -> Frame:
        """The words of the work-up; a hip and a thigh are moved in its tests."""
        parts = frozenset({"hip", "hips", "leg", "legs", "thigh"})
        return read_frame(Path(__file__).parent, own_parts=parts)

    def read(self, document: ReadDocument) -> Iterator[FindingDraft]:
        """Return the relief of each block and the result of each test."""
        document = without_mixed_headings(document)
        frame = self.frame
        for index, statement in enumerate(document.statements):
            if statement.end - statement.start > LONGEST:
                continue
            before = document.statements[index - 1] if index else None
            after = document.statements[index + 1] if index + 1 < len(document.statements) else None
            read = _WorkUpStatement(document, statement, before, after, self.frame)
            yield from read.drafts()
            yield from read.relief_of_block_before()
        yield from _of_own_block(document, frame)


def _of_own_block(document: ReadDocument, frame: Frame) -> Iterator[FindingDraft]:
    """Return what the record of one kind of block says of it in lines that do not name it."""
    if document.document.kind is not DocumentKind.PROCEDURE_NOTE:
        return
    short = [item for item in document.statements if item.end - item.start <= LONGEST]
    named = [
        (item, generator_of(item.tokens[mention.first : mention.last + 1]))
        for item in short
        for mention in frame.mentions(item.tokens)
        if _fact(mention) is Fact.BLOCK_RELIEF and _NOT_MADE.search(item.words) is None
    ]
    generator = own_generator(kind for _, kind in named)
    if generator is None or generator not in _FACTS:
        return
    against = [(item, said) for item in short if (said := own_result(item)) is not None]
    for item, (result, *place) in against:
        yield _own_test(item, generator, result, (place[0], place[1]))
    if any(_OTHER_REGION.search(item.words) for item, _ in named):
        return
    naming = [item for item, kind in named if kind is not None]
    for item in (one for one in short if one not in naming):
        yield from _own_reliefs(item, generator)
        where = own_negative(item)
        fact = _FACTS[generator]
        if where is not None and not against and not odd_words(item, fact, frame, document.document.kind):
            yield _own_test(item, generator, "negative", where)


def _own_test(item: Statement, generator: Generator, result: Result, place: tuple[int, int]) -> FindingDraft:
    """Return the result of a record's block, said in a line that does not name it."""
    found = Assertion(Standing.STATED, cues=(item.text[slice(*place)],))
    value = Test(generator=generator, name="block", result=result)
    side = Side.HELPS if result == "negative" else Side.HARMS
    return FindingDraft(_FACTS[generator], value, found, item.start, item.end, side=side, read=place)


def _own_reliefs(item: Statement, generator: Generator) -> Iterator[FindingDraft]:
    """Return the highest relief that a line of a block's record tells without naming the block."""
    said = [relief for relief in reliefs(item) if relief.percent is not None] if tells_relief(item) else []
    for relief in sorted(said, key=lambda one: one.percent or 0)[-1:]:
        found = Assertion(Standing.STATED, cues=(item.text[relief.start : relief.end],))
        value = Percent(percent=relief.percent or Decimal(0), low=relief.low, generator=generator)
        side = Side.HARMS if value.percent >= HIGH else Side.HELPS
        yield FindingDraft(
            Fact.BLOCK_RELIEF, value, found, item.start, item.end, side=side, read=(relief.start, relief.end)
        )


class _WorkUpStatement:
    """One statement with its blocks, tests and results."""

    def __init__(
        self, document: ReadDocument, statement: Statement, before: Statement | None, after: Statement | None,
        frame: Frame,
    ) -> None:  # fmt: skip
        self.document, self.statement, self.frame = document, statement, frame
        self.before, self.after = before, after
        self.mentions = list(frame.mentions(statement.tokens))

    def drafts(self) -> Iterator[FindingDraft]:
        """Return what the statement says of blocks and tests."""
        blocks = self._blocks(self.mentions)
        for mention in blocks:
            yield from self._block(mention, len(blocks))
        tests = [item for item in self.mentions if _fact(item) in _OF]
        for group in self._groups(tests):
            yield from self._tests(group)

    def relief_of_block_before(self) -> Iterator[FindingDraft]:
        """Return relief said in a sentence that names no block and follows one that does: "He had 80% relief."."""
        before = self.before
        if before is None or before.paragraph != self.statement.paragraph or self._blocks(self.mentions):
            return
        said = list(reliefs(self.statement))
        named = self._blocks(list(self.frame.mentions(before.tokens)))
        if not said or len(named) != 1:
            return
        first, last = self._tokens_of(said[0])
        mention = Mention(first, last, Nature.ACT)
        tokens = before.tokens[named[0].first : named[0].last + 1]
        value = block_percent(before, named[0], said)
        spans = [(item.start, item.end) for item in said] + measured(self.statement)
        if value is not None and value.percent < HIGH:
            spans += conclusions(self.statement)
        found = self._as_told(self._assess(mention, spans), before, named[0])
        start = before.tokens[named[0].first].start
        if value is not None and generator_of(tokens) is not None:
            side = self._relief_side(value, found)
            draft = replace(
                self._draft(Fact.BLOCK_RELIEF, value, found, side, mention), block=self._block_at(start)
            )
            yield replace(draft, when=block_day(before)) if draft.when == When() else draft

    def _as_told(self, found: Assertion, before: Statement, block: Mention) -> Assertion:
        """Return how relief stands whose block the sentence before names: one given to this patient's low back."""
        told = assess(before, block, self.frame)
        if told.about is not About.PATIENT or _OTHER_REGION.search(before.words):
            return replace(found, about=told.about if told.about is not About.PATIENT else About.OTHER_PART)
        is_given = told.standing in (Standing.STATED, Standing.NOT_UNDERSTOOD, Standing.HISTORIC)
        return found if is_given else replace(found, standing=Standing.NOT_UNDERSTOOD)

    @staticmethod
    def _blocks(mentions: Sequence[Mention]) -> list[Mention]:
        return [item for item in mentions if _fact(item) is Fact.BLOCK_RELIEF]

    def _tokens_of(self, said: Relief) -> tuple[int, int]:
        tokens = self.statement.tokens
        inside = [i for i, token in enumerate(tokens) if token.start < said.end and said.start < token.end]
        return inside[0], inside[-1]

    def _place(self, mention: Mention) -> tuple[int, int]:
        return self.statement.tokens[mention.first].start, self.statement.tokens[mention.last].end

    def _assess(self, mention: Mention, spans: Sequence[tuple[int, int]]) -> Assertion:
        read = {
            index
            for index, token in enumerate(self.statement.tokens)
            if any(token.start < end and start < token.end for start, end in spans)
        } - set(range(mention.first, mention.last + 1))
        hints = Hints(values=frozenset(read))
        found = assess(self.statement, mention, self.frame, self.before, self.after, hints)
        return without_exception(found)

    def _block(self, mention: Mention, blocks: int) -> Iterator[FindingDraft]:
        """Return the relief of a block. Of several blocks in one statement nobody is given another's relief."""
        said = self._reliefs_of(mention, blocks)
        value = block_percent(self.statement, mention, said)
        result = block_result(self.statement, self._place(mention))
        spans = [(item.start, item.end) for item in said] + measured(self.statement)
        spans += [result[1:]] if result is not None else []
        spans += told_as_done(self.statement, self._place(mention)[0])
        is_low = value.percent < HIGH if value is not None else result is not None and result[0] == "negative"
        spans += conclusions(self.statement) if is_low else []
        found = self._assess(mention, spans)
        if found.about is About.PATIENT and _OTHER_REGION.search(self.statement.text, *self._beside(mention)):
            found = replace(found, about=About.OTHER_PART)
        tokens = self.statement.tokens[mention.first : mention.last + 1]
        yield from self._block_test(mention, result, value, found)
        if any(item.percent is None for item in said) and (value is None or value.percent < HIGH):
            side = Side.HARMS if self._is_there(found) else Side.NEUTRAL
            praised = Presence(detail="relief not measured")
            yield self._draft(Fact.BLOCK_RELIEF, praised, found, side, mention)
            return
        if value is None:
            name = generator_of(tokens)
            place = next(iter(levels(self.statement)), None)
            unsaid = Presence(detail=f"{name or 'block'}: no relief said", place=place)
            yield self._draft(Fact.BLOCK_RELIEF, unsaid, found, Side.NEUTRAL, mention)
            return
        yield self._draft(Fact.BLOCK_RELIEF, value, found, self._relief_side(value, found), mention)

    def _beside(self, mention: Mention) -> tuple[int, int]:
        start, end = self._place(mention)
        return max(self.statement.start, start - _NEAR), min(self.statement.end, end + _NEAR)

    def _block_test(
        self, mention: Mention, result: tuple[Result, int, int] | None, value: Percent | None, found: Assertion
    ) -> Iterator[FindingDraft]:
        """Return a block called negative or positive as a test; its relief must not say otherwise."""
        start, end = self._place(mention)
        generator = generator_of(self.statement.tokens[mention.first : mention.last + 1])
        if generator is None and result is not None:
            generator = generator_of(
                self.statement.tokens[: mention.first]
            )  # "facets excluded by diagnostic block"
        if result is None or generator is None or generator not in _FACTS:
            return
        if result[0] == "negative" and value is not None and value.percent >= HIGH:
            found = replace(found, standing=Standing.NOT_UNDERSTOOD)
        name = " ".join(self.statement.text[start:end].casefold().split())
        test = Test(generator=generator, name=name, result=result[0])
        side = self._test_side(result[0], found, found.standing)
        yield self._draft(_FACTS[generator], test, found, side, mention)

    def _reliefs_of(self, mention: Mention, blocks: int) -> list[Relief]:
        every = list(reliefs(self.statement))
        if blocks < 2:
            return every
        start, end = self._place(mention)
        later = [self._place(item)[0] for item in self.mentions if item.first > mention.last]
        earlier = [self._place(item)[0] for item in self.mentions if item.last < mention.first]
        stop = min(later, default=self.statement.end)
        own = [item for item in every if end <= item.start < stop]
        return own or [item for item in every if not earlier and item.end <= start]

    def _relief_side(self, value: Percent, found: Assertion) -> Side:
        """Return what relief does: a high one harms where it is there, a low one helps if it is understood."""
        if value.percent >= HIGH:
            return Side.HARMS if self._is_there(found) else Side.NEUTRAL
        is_understood = found.standing is Standing.STATED and found.about is About.PATIENT
        return Side.HELPS if is_understood else Side.NEUTRAL

    @staticmethod
    def _is_there(found: Assertion) -> bool:
        return found.about is About.PATIENT and found.standing not in _AWAY

    def _groups(self, tests: Sequence[Mention]) -> Iterator[list[Mention]]:
        """Return tests in lists that share a result: "Patrick, Gaenslen, thigh thrust: negative"."""
        group: list[Mention] = []
        for mention in tests:
            if group and self._parts(group[-1], mention):
                yield group
                group = []
            group.append(mention)
        if group:
            yield group

    def _parts(self, one: Mention, two: Mention) -> bool:
        between = self.statement.tokens[one.last + 1 : two.first]
        words = self.statement.text[self._place(one)[1] : self._place(two)[0]]
        return self._is_sign(two) or bool(results_in(words)) or any(token.text in _STOPS for token in between)

    def _is_sign(self, mention: Mention) -> bool:
        """Whether a mention is its own result: "SI joint tenderness"."""
        start, end = self._place(mention)
        return self.statement.text[start:end].lower().endswith("tenderness")

    def _tests(self, group: Sequence[Mention]) -> Iterator[FindingDraft]:
        start, end = self._reach(group)
        words = self.statement.text[start:end]
        spans = [
            (self.statement.start + first, self.statement.start + last)
            for _, first, last in results_in(self.statement.words)
        ]
        names = [self._place(mention) for mention in group]
        said = [
            (result, start + first)
            for result, first, last in results_in(words)
            if not any(begin <= start + first and start + last <= stop for begin, stop in names)
        ]
        behind = [result for result, first in said if first >= names[-1][1]]
        led = self._led_by(group)
        result = led if led is not None else worst(tuple(behind or [result for result, _ in said]))
        words_behind = self.statement.text[end : self.statement.end]
        is_limited = result == "negative" and bool(LIMITED.search(words) or EXCEPTED.match(words_behind))
        spans += conclusions(self.statement) if result == "negative" else []
        assessed = [self._assess(mention, spans) for mention in group]
        doubted = next((item for item in assessed if item.standing is not Standing.STATED), None)
        for mention, found in zip(group, assessed, strict=True):
            if (doubted is not None or is_limited) and found.standing is Standing.STATED:
                cues = (*found.cues, *(doubted.cues if doubted is not None else ()))
                yield self._test(mention, result, replace(found, standing=Standing.NOT_UNDERSTOOD, cues=cues))
            else:
                yield self._test(mention, result, found)

    def _led_by(self, group: Sequence[Mention]) -> Result | None:
        """Return the result right before a test that ends at a comma: "neg SLR, 5/5"."""
        tokens, place = self.statement.tokens, group[0].first - 1
        if len(group) > 1 or place < 0 or tokens[place].text not in _RESULT_WORDS:
            return None
        opens = place == 0 or tokens[place - 1].text in _OPENS_RESULT
        closes = group[0].last + 1 < len(tokens) and tokens[group[0].last + 1].text in (",", ";", ".")
        return _RESULT_WORDS[tokens[place].text] if opens and closes else None

    def _reach(self, group: Sequence[Mention]) -> tuple[int, int]:
        """Return the stretch whose results are those of a list of tests: up to the next test, and behind a stop."""
        places = [self._place(item) for item in self.mentions]
        first, last = self._place(group[0])[0], self._place(group[-1])[1]
        end = min((start for start, _ in places if start >= last), default=self.statement.end)
        start = max((stop for _, stop in places if stop <= first), default=self.statement.start)
        for token in self.statement.tokens:
            if token.text in _STOPS and start <= token.start < first:
                start = token.end
            elif token.text in _STOPS and last <= token.start < end:
                end = token.start
        return start, end

    def _test(self, mention: Mention, result: Result, found: Assertion) -> FindingDraft:
        fact = _fact(mention)
        assert fact is not None  # noqa: S101  (only tests with a fact are grouped)
        if result == "not_said" and found.standing is Standing.DENIED:
            result = "negative"
            found = replace(found, standing=Standing.STATED)
        elif result == "not_said" and self._is_sign(mention):
            result = "positive"
        if found.standing is Standing.STATED and self._is_of_an_earlier_year():
            found = replace(found, standing=Standing.HISTORIC)
        if found.standing in (Standing.NOT_EXAMINED, Standing.REFUSED):
            result = "not_done"
        start, end = self._place(mention)
        name = " ".join(self.statement.text[start:end].casefold().split())
        value = Test(generator=_OF[fact], name=name, result=result, laterality=laterality_of(self._words(mention)))
        standing = found.standing
        if result == "negative" and standing is Standing.DENIED:
            standing = Standing.NOT_UNDERSTOOD  # "not negative"
        draft = self._draft(fact, value, found, self._test_side(result, found, standing), mention)
        return replace(draft, standing=standing)

    def _is_of_an_earlier_year(self) -> bool:
        """Whether a statement names a year before the last one: "negative in 2019" is no examination of today."""
        day = self.document.document.day
        years = [int(token.text) for token in self.statement.tokens if _YEAR.fullmatch(token.text)]
        return day is not None and bool(years) and max(years) < day.year - 1

    def _words(self, mention: Mention) -> str:
        start, end = self._reach([mention])
        return self.statement.text[start:end]

    def _test_side(self, result: Result, found: Assertion, standing: Standing) -> Side:
        if found.about is not About.PATIENT:
            return Side.NEUTRAL
        if result in ("positive", "equivocal"):
            return Side.HARMS if self._is_there(found) else Side.NEUTRAL
        return Side.HELPS if result == "negative" and standing is Standing.STATED else Side.NEUTRAL

    def _draft(
        self, fact: Fact, value: Percent | Presence | Test, found: Assertion, side: Side, mention: Mention
    ) -> FindingDraft:
        place = self._place(mention)
        return FindingDraft(
            fact, value, found, self.statement.start, self.statement.end, standing=found.standing, side=side,
            when=block_day(self.statement), read=place, block=self._block_at(place[0]),
        )  # fmt: skip

    def _block_at(self, start: int) -> str:
        return f"{self.document.document.id}:{start}"


def _fact(mention: Mention) -> Fact | None:
    return mention.trigger.fact if mention.trigger is not None else None
