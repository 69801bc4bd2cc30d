"""How a reader is run over a document, so that every trigger of it ends as a finding or as a leftover."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from priorauth.reading.additions import is_addition_by_title, unread_additions
from priorauth.reading.assertion import Assertion, Hints, assess
from priorauth.reading.contrary_sentences import contrary_sentences
from priorauth.reading.document_text import DocumentText
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import Count, FactValue, Percent, When
from priorauth.reading.frame import Frame, Mention
from priorauth.reading.knowing import is_first_hand, side_of
from priorauth.reading.model import (
    About,
    ChartDocument,
    DocumentKind,
    DocumentReading,
    Finding,
    Leftover,
    PatientMatch,
    Side,
    Standing,
    Unsettles,
)
from priorauth.reading.plain_order import disordered
from priorauth.reading.plain_speech import odd_words
from priorauth.reading.statements import LONGEST, Statement
from priorauth.reading.taken_back import corrected_nearby, taken_back
from priorauth.reading.tokens import tokens_of


@dataclass(frozen=True)
class ReadDocument:
    """A document ready for readers: what it is, its text, and its statements."""

    document: ChartDocument
    text: DocumentText
    statements: tuple[Statement, ...]


_MIXED = re.compile(
    r"\W*(?:assessment|impression|a|diagnos\w+)\s*(?:/|&|and|,|\+)?\s*(?:plan|p|recommendations?)\W*", re.IGNORECASE
)
"""A heading over findings and plans alike: it says of neither which they are."""


def without_mixed_headings(document: ReadDocument) -> ReadDocument:
    """Return a document whose statements stand under no "Assessment and Plan".

    For readers of what is found; one of care has to know that what stands there may only be ordered.
    """
    plain = tuple(
        replace(item, heading=None)
        if item.heading is not None and _MIXED.fullmatch(item.text, *item.heading)
        else item
        for item in document.statements
    )
    return replace(document, statements=plain)


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A trigger in its surroundings, and how the engine says it stands. What a reader's rules are given."""

    document: ChartDocument
    statement: Statement
    mention: Mention
    assertion: Assertion
    before: Statement | None = None
    after: Statement | None = None

    @property
    def place(self) -> tuple[int, int]:
        """Where the trigger stands in the document's text."""
        return self.statement.tokens[self.mention.first].start, self.statement.tokens[self.mention.last].end

    @property
    def shown(self) -> tuple[int, int]:
        """The words to show for it: those of its statement."""
        return self.statement.start, self.statement.end

    @property
    def printed(self) -> str:
        """The trigger's words as printed."""
        tokens = self.statement.tokens
        return self.statement.text[tokens[self.mention.first].start : tokens[self.mention.last].end]


OWN_DAY = When()
"""The document's own day."""


@dataclass(frozen=True, slots=True)
class FindingDraft:
    """A finding before it has its passage. What is not given is taken from the fact's own row and the engine.

    ``start`` and ``end`` are where the words to show stand in the document's text. ``read`` is the place of the
    trigger it accounts for; without one it accounts for all between start and end. ``own`` is the part of its
    statement that says it by itself, whose words alone must be plain. ``second_hand`` for what the document cannot
    know of this thing, though its kind can know the fact of others.
    """

    fact: Fact
    value: FactValue
    assertion: Assertion
    start: int
    end: int
    standing: Standing | None = None
    side: Side | None = None
    when: When = OWN_DAY
    read: tuple[int, int] | None = None
    block: str | None = None
    own: tuple[int, int] | None = None
    second_hand: bool = False


class Reader(Protocol):
    """What reads one subject. It knows no case, and what it leaves unread becomes a leftover by itself."""

    @property
    def frame(self) -> Frame:
        """The reader's words."""
        ...

    def read(self, document: ReadDocument) -> Iterable[FindingDraft]:
        """Return what a document says of the subject."""
        ...


def mentioned(document: ReadDocument, frame: Frame) -> Iterator[Mentioned]:
    """Return every trigger of a document with how it stands, in reading order.

    A statement too long to be understood is left out, and so left over. Only a year before the document's own puts
    a condition into the past; in a document without a day no year does.
    """
    year = document.document.day.year if document.document.day is not None else 0
    for index, statement in enumerate(document.statements):
        if statement.end - statement.start > LONGEST:
            continue
        for mention in frame.mentions(statement.tokens):
            before = document.statements[index - 1] if index else None
            after = document.statements[index + 1] if index + 1 < len(document.statements) else None
            found = assess(statement, mention, frame, before, after, Hints(this_year=year))
            yield Mentioned(document.document, statement, mention, found, before, after)


def read_with(readers: Iterable[Reader], document: ReadDocument) -> DocumentReading:
    """Return all that the readers find in a document, and every trigger that none of them could read."""
    findings: list[Finding] = []
    leftovers: list[Leftover] = []
    document, repeated = _without_repeats(document)
    readers = tuple(readers)
    short = [item for item in document.statements if item.end - item.start <= LONGEST]
    withdrawn = taken_back(short, [reader.frame for reader in readers])
    for reader in readers:
        drafts = [_unless_taken_back(draft, withdrawn) for draft in reader.read(document)]
        clashing = _clashing(drafts, document.text.text)
        findings += (_finding(document, draft, reader.frame, clashing) for draft in drafts)
        leftovers += _unread(document, reader.frame, drafts)
        leftovers += _repeats(document, reader.frame, repeated)
        leftovers += _struck_out(document.text, reader.frame)
    leftovers += _unsettling(document, short, findings)
    return DocumentReading(document=document.document, findings=tuple(findings), leftovers=tuple(leftovers))


def _unsettling(
    document: ReadDocument, statements: Sequence[Statement], findings: Sequence[Finding]
) -> Iterator[Leftover]:
    """Return the statements that nobody read and that speak against a fact or a record, each once for a fact."""
    of = document.document
    if of.patient is PatientMatch.OTHER:
        return
    title = of.kind_from.quote if of.kind_from is not None else _first_lines(document.text.text)
    pieces = document.text.pieces
    tail = of.patient is PatientMatch.NOT_NAMED and bool(pieces) and pieces[0].start > 0
    scope = Unsettles.CHART if is_addition_by_title(of, title) else Unsettles.DOCUMENT
    added = tuple(unread_additions(of, statements, findings, title, is_tail=tail))
    for item in added:
        yield _unsettled(document, item, None, scope, "added later")
    for found in contrary_sentences(of, statements, findings):
        own = found.statement
        if not any(item.start <= own.end and own.start <= item.end for item in added):
            why = "speaks against it" if found.fact is not None else "speaks of the record"
            yield _unsettled(document, found.statement, found.fact, found.unsettles, why)


_HEAD = 3


def _first_lines(text: str) -> str:
    """Return the lines in which a document without a known title would print one."""
    lines = (line for line in text.splitlines() if line.strip())
    return "\n".join(line for line, _ in zip(lines, range(_HEAD), strict=False))


def _unsettled(
    document: ReadDocument, statement: Statement, fact: Fact | None, scope: Unsettles, why: str
) -> Leftover:
    return Leftover(
        trigger=statement.words[:_SHOWN], subject="unread", fact=fact, why=why, unsettles=scope,
        where=document.text.passage(statement.start, statement.end),
    )  # fmt: skip


_SHOWN = 80
"""Characters of a statement that stand for it in a list."""

_MOST_REPEATS = 250
"""How often one statement is read between the same neighbors. Only a broken file says a thing so often."""


def _without_repeats(document: ReadDocument) -> tuple[ReadDocument, tuple[Statement, ...]]:
    """Return a document without what it says over and over, and one of each statement that was left out."""
    every = document.statements
    if len(every) <= _MOST_REPEATS:
        return document, ()
    words = ["", *(item.words for item in every), ""]
    seen: Counter[tuple[object, ...]] = Counter()
    kept: list[Statement] = []
    repeated: dict[tuple[object, ...], Statement] = {}
    for index, item in enumerate(every):
        heading = item.text[slice(*item.heading)] if item.heading is not None else None
        key = (*words[index : index + 3], heading, item.section, item.is_row, item.is_heading)
        seen[key] += 1
        if seen[key] <= _MOST_REPEATS:
            kept.append(item)
        else:
            repeated.setdefault(key, item)
    return replace(document, statements=tuple(kept)), tuple(repeated.values())


def _repeats(document: ReadDocument, frame: Frame, repeated: Iterable[Statement]) -> Iterator[Leftover]:
    """Return a leftover for each trigger of the statements that were left out as repeated."""
    for statement in repeated:
        if statement.end - statement.start > LONGEST:
            yield from _too_long(document, frame, statement)
            continue
        for mention in frame.mentions(statement.tokens):
            fact = mention.trigger.fact if mention.trigger is not None else None
            place = statement.tokens[mention.first].start, statement.tokens[mention.last].end
            yield _leftover(document, frame, statement, fact, place, "repeated")


def _struck_out(text: DocumentText, frame: Frame) -> Iterator[Leftover]:
    """Return a leftover for each trigger in words that are struck out: they state nothing, and are shown."""
    for start, end in text.struck:
        tokens = tokens_of(text.printed, start, end)
        for mention in frame.mentions(tokens):
            yield Leftover(
                trigger=text.printed[tokens[mention.first].start : tokens[mention.last].end], subject=frame.subject,
                fact=mention.trigger.fact if mention.trigger is not None else None,
                where=text.passage(start, end), why="struck out",
            )  # fmt: skip


def _is_beside_struck(text: DocumentText, start: int, end: int) -> bool:
    """Whether words on the lines of a place are struck out: what is left of a line may not be what it said."""
    first, last = text.text.rfind("\n", 0, start) + 1, text.text.find("\n", end)
    last = last if last >= 0 else len(text.text)
    return any(begun < last and ended > first for begun, ended in text.struck)


def _clashing(drafts: Iterable[FindingDraft], text: str) -> frozenset[tuple[int, int]]:
    """Return the places of statements that give one course two counts of visits: "visit 2 of total visits 12".

    Behind a semicolon a count is said by itself, as in a sentence of its own: the two speak against each other.
    """
    numbers: dict[tuple[int, int, str | None, int], set[int]] = {}
    for draft in drafts:
        if draft.fact is Fact.CARE_SESSIONS and isinstance(draft.value, Count):
            place = draft.read[0] if draft.read is not None else draft.end
            part = text.count(";", draft.start, place)
            numbers.setdefault((draft.start, draft.end, draft.block, part), set()).add(draft.value.number)
    return frozenset(key[:2] for key, found in numbers.items() if len(found) > 1)


def _finding(
    document: ReadDocument, draft: FindingDraft, frame: Frame, clashing: frozenset[tuple[int, int]]
) -> Finding:
    """Return a draft as a finding. A guide says nothing of anybody, another patient's page nothing of this one."""
    of = document.document
    standing = draft.standing or draft.assertion.standing
    about = draft.assertion.about
    if of.kind is DocumentKind.GUIDE:
        standing = Standing.GENERIC
    if of.patient is PatientMatch.OTHER:
        about = About.OTHER_PERSON
    leftover = draft.assertion.leftover
    if document.text.struck and _is_beside_struck(document.text, draft.start, draft.end):
        standing, leftover = Standing.NOT_UNDERSTOOD, (*leftover, "struck out")
    odd = _odd(document, draft, standing, about, frame)
    if draft.fact is Fact.CARE_SESSIONS and (draft.start, draft.end) in clashing and standing is Standing.STATED:
        odd = ("two counts",)
    if odd:
        standing, leftover = Standing.NOT_UNDERSTOOD, (*leftover, *odd)
    side = side_of(draft.fact, standing, about) if draft.side is None or odd else draft.side
    if odd and _PART_OF_IT.issuperset(odd):  # "the left foot is not numb", "no local infection"
        side = Side.NEUTRAL
    return Finding(
        fact=draft.fact, value=draft.value, standing=standing, about=about, when=draft.when,
        where=document.text.passage(draft.start, draft.end), reason=draft.assertion.cues,
        leftover=leftover, first_hand=_knows(draft, of),
        side=Side.NEUTRAL if of.states_nothing else side, block=draft.block,
    )  # fmt: skip


def _knows(draft: FindingDraft, document: ChartDocument) -> bool:
    return is_first_hand(draft.fact, document.kind) and not draft.second_hand and not document.states_nothing


_SAID = frozenset({Standing.STATED, Standing.DENIED})
_PART_OF_IT = frozenset({"left", "right", "l", "r", "local", "systemic"})
_HALF = 50
"""Percent. A block that relieved less speaks for a source in the disc."""


def _odd(
    document: ReadDocument, draft: FindingDraft, standing: Standing, about: About, frame: Frame
) -> tuple[str, ...]:
    """Return the words that keep a draft which would help from being plainly said; nothing for any other."""
    side = draft.side if draft.side is not None else side_of(draft.fact, standing, about)
    helps = side is Side.HELPS or (isinstance(draft.value, Percent) and (draft.value.percent or 0) < _HALF)
    # A page without a title may be taken later for what its exhibit is declared to be.
    may_know = document.document.kind is DocumentKind.UNKNOWN or is_first_hand(draft.fact, document.document.kind)
    is_known = may_know and not draft.second_hand
    if not helps or not is_known or standing not in _SAID or about is not About.PATIENT:
        return ()
    index = bisect_right(document.statements, draft.start, key=lambda item: item.start) - 1
    if index < 0 or draft.end > document.statements[index].end:
        return ()
    statement = document.statements[index]
    odd = odd_words(statement, draft.fact, frame, document.document.kind)
    if odd and draft.own is not None:
        statement = replace(statement, start=draft.own[0], end=draft.own[1])
        odd = odd_words(statement, draft.fact, frame, document.document.kind)
    before = document.statements[index - 1] if index else None
    after = document.statements[index + 1] if index + 1 < len(document.statements) else None
    return (
        odd
        or disordered(statement, draft.fact, standing, frame)
        or corrected_nearby(statement, frame, draft.fact, before, after)
    )


def _unless_taken_back(draft: FindingDraft, withdrawn: Sequence[tuple[int, int]]) -> FindingDraft:
    """Return a draft as not understood where later words of its document take it back; what harms stays there."""
    standing = draft.standing or draft.assertion.standing
    if standing not in _SAID or not any(begun <= draft.start < ended for begun, ended in withdrawn):
        return draft
    said = replace(draft.assertion, leftover=(*draft.assertion.leftover, "taken back"))
    return replace(
        draft, assertion=said, standing=Standing.NOT_UNDERSTOOD, side=_side_when_doubted(draft, standing)
    )


def _side_when_doubted(draft: FindingDraft, standing: Standing) -> Side:
    side = draft.side if draft.side is not None else side_of(draft.fact, standing, draft.assertion.about)
    return side if side is Side.HARMS else Side.NEUTRAL


def _unread(document: ReadDocument, frame: Frame, drafts: Sequence[FindingDraft]) -> Iterator[Leftover]:
    """Return a leftover for each trigger that stands inside no draft."""
    spans = sorted(draft.read or (draft.start, draft.end) for draft in drafts)
    reached, index = -1, 0
    for statement in document.statements:
        if statement.end - statement.start > LONGEST:
            yield from _too_long(document, frame, statement)
            continue
        for mention in frame.mentions(statement.tokens):
            start, end = statement.tokens[mention.first].start, statement.tokens[mention.last].end
            while index < len(spans) and spans[index][0] <= start:
                reached = max(reached, spans[index][1])
                index += 1
            if end > reached:
                fact = mention.trigger.fact if mention.trigger is not None else None
                yield _leftover(document, frame, statement, fact, (start, end))


def _too_long(document: ReadDocument, frame: Frame, statement: Statement) -> Iterator[Leftover]:
    """Return one leftover for each fact that a statement too long to be understood names; it shows the whole."""
    firsts: dict[Fact, tuple[int, int]] = {}
    for tokens in statement.stretches:
        for mention in frame.mentions(tokens):
            if mention.trigger is not None and mention.trigger.fact is not None:
                firsts.setdefault(mention.trigger.fact, (tokens[mention.first].start, tokens[mention.last].end))
    for fact, place in firsts.items():
        yield _leftover(document, frame, statement, fact, place, "too long")


def _leftover(
    document: ReadDocument, frame: Frame, statement: Statement, fact: Fact | None, place: tuple[int, int],
    why: str = "no value",
) -> Leftover:  # fmt: skip
    return Leftover(
        trigger=statement.text[slice(*place)], subject=frame.subject, fact=fact,
        where=document.text.passage(statement.start, statement.end),
        why=why,
    )  # fmt: skip
