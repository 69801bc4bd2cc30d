"""The reader of imaging reports: endplate changes, and what speaks for another source of pain."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from priorauth.domain.written_dates import dates_in
from priorauth.readers.mri.addenda import after_addenda, corrected
from priorauth.readers.mri.hedging import doubts_before
from priorauth.readers.mri.modic_grammar import Grammar, Located, at_label
from priorauth.readers.mri.mri_rules import contradicted, mixed, modic_drafts, other_drafts, whole_mixtures
from priorauth.readers.mri.report_tokens import lex
from priorauth.readers.mri.said_of_others import said_of_others, type_left_open
from priorauth.readers.mri.told_briefly import denials_of_before
from priorauth.readers.mri.told_in_forms import LevelsAbove, ticked_types
from priorauth.reading.assertion import Assertion, Hints, assess
from priorauth.reading.facts import Fact
from priorauth.reading.frame import Frame, Mention, read_frame
from priorauth.reading.model import DocumentKind, Standing
from priorauth.reading.reader import FindingDraft, ReadDocument, mentioned
from priorauth.reading.statements import LONGEST, Statement
from priorauth.reading.taken_back import is_consequence


class MriReader:
    """Reads what imaging shows wherever it is named; only a report of the right kind states it."""

    @property
    def frame(self) -> Frame:
        """The words of a lumbar MRI report. What it shows of an earlier year is of that year."""
        own = frozenset({"hip", "hips", "foot"})
        return read_frame(Path(__file__).parent, own_parts=own, past_by_date=True)

    def read(self, document: ReadDocument) -> Iterator[FindingDraft]:
        """Return the endplate changes of a document after its addenda, place by place; then its other findings."""
        drafts = list(after_addenda(list(whole_mixtures(self._drafts(document))), document.statements))
        is_report = document.document.kind in _REPORTS
        yield from contradicted(drafts, document.text.text) if is_report else drafts
        for item in mentioned(document, self.frame):
            yield from other_drafts(item)

    def _drafts(self, document: ReadDocument) -> Iterator[FindingDraft]:
        text = document.text.text
        grammar = Grammar(text, dates_in(text))
        levels = LevelsAbove()
        told: list[FindingDraft] = []
        is_report = document.document.kind in _REPORTS
        for index, statement in enumerate(document.statements):
            if statement.end - statement.start > LONGEST:
                continue
            near = document.statements[max(0, index - 1) : index + 2]
            before = near[0] if index else None
            after = near[-1] if near[-1] is not statement else None
            heard = None if after is not None and is_consequence(after) else after
            found = [at_label(item, statement, after) for item in corrected(statement, grammar.read(statement))]
            found = ticked_types(document.statements, index) or found
            drafts = list(mixed(list(self._of_statement(statement, found, before, heard))))
            if is_report and _is_told_before(statement):
                drafts = [_as_asked(draft) for draft in drafts]
            if after is not None and after.paragraph == statement.paragraph and _is_doubt(after):
                drafts = [_as_doubted(draft) for draft in drafts]
            drafts = levels.with_same(statement, drafts)
            if not drafts and told and before is not None and before.paragraph == statement.paragraph:
                drafts = list(denials_of_before(statement, told))
            told = drafts
            yield from drafts

    def _of_statement(
        self, statement: Statement, found: Sequence[Located], before: Statement | None, after: Statement | None
    ) -> Iterator[FindingDraft]:
        frame = self.frame
        for located, mention, others in _mentions(statement, found, frame):
            if located.part is not None:
                assertion = _in_part(statement, located, frame, before, after)
            else:
                values = {*_values(statement, located), *said_of_others(statement, mention, frame)}
                values |= set() if located.types else set(type_left_open(statement.tokens))
                hints = Hints(others, frozenset(values))
                assertion = assess(statement, mention, frame, before, after, hints)
            yield from modic_drafts(statement, located, assertion)


_REPORTS = frozenset({DocumentKind.MRI_REPORT, DocumentKind.CT_REPORT})
_TOLD_BEFORE = frozenset({"history", "past_history", "medications", "social", "procedure"})
_OF_NOW = frozenset({Standing.STATED, Standing.HEDGED, Standing.NOT_UNDERSTOOD})


_ENDS_TOLD = re.compile(r"\n[ \t]*(?:\n|(?:at\s+)?L[1-5]\s?[-/]|[A-Z][A-Za-z /]{2,30}:)")
"""Where what a report was told ends: at an empty line, a level, or another label."""


def _is_told_before(statement: Statement) -> bool:
    """Whether a report only repeats what it was told: behind "History", not behind "Narrative"."""
    if statement.heading is None or statement.section.name not in _TOLD_BEFORE:
        return False
    label = statement.heading_words.casefold().strip(" *")
    is_over = _ENDS_TOLD.search(statement.text, statement.heading[1], statement.end) is not None
    return not is_over and not label.startswith(("narrative", "assessment"))


def _as_asked(draft: FindingDraft) -> FindingDraft:
    standing = draft.standing or draft.assertion.standing
    return replace(draft, standing=Standing.ASKED) if standing in _OF_NOW else draft


_SHORT = 60


def _is_doubt(statement: Statement) -> bool:
    is_short = statement.end - statement.start <= _SHORT
    return is_short and doubts_before(lex(statement.text, statement.start, statement.end))


def _as_doubted(draft: FindingDraft) -> FindingDraft:
    stands = draft.standing or draft.assertion.standing
    return replace(draft, standing=Standing.HEDGED) if stands is Standing.STATED else draft


def _mentions(
    statement: Statement, found: Sequence[Located], frame: Frame
) -> Iterator[tuple[Located, Mention, tuple[Mention, ...]]]:
    """Return located changes as tokens of their statement, each with the others; then words not read as one.

    What the grammar did not read is a change without a type and without a place.
    """
    pairs = [(located, mention) for located in found if (mention := _mention(statement, located)) is not None]
    taken = {index for _, mention in pairs for index in range(mention.first, mention.last + 1)}
    for mention in frame.mentions(statement.tokens):
        if mention.trigger is None or mention.trigger.fact is not Fact.MODIC:
            continue
        if taken.isdisjoint(range(mention.first, mention.last + 1)):
            first, last = statement.tokens[mention.first], statement.tokens[mention.last]
            pairs.append((Located(first.start, last.end, frozenset(), ()), mention))
    for index, token in enumerate(statement.tokens):
        if token.text.find("modic") > 0 and index not in taken:  # run into another word: "withModictype"
            pairs.append((Located(token.start, token.end, frozenset(), ()), Mention(index, index)))
    for located, mention in pairs:
        yield located, mention, tuple(other for _, other in pairs if other is not mention)


def _in_part(
    statement: Statement, located: Located, frame: Frame, before: Statement | None, after: Statement | None
) -> Assertion:
    """Return how a value stands by the words of its own cell."""
    start, end = located.part or (statement.start, statement.end)
    cell = replace(statement, start=start, end=end, is_row=False)
    mention = _mention(cell, located)
    if mention is None:
        return Assertion(Standing.NOT_UNDERSTOOD)
    whole = _mention(statement, located)
    if statement.is_row and whole is not None:
        by_row = assess(statement, whole, frame, before, after)
        if by_row.standing in _SAID_OF_ROW:
            return by_row
    return assess(cell, mention, frame, before, after)


_SAID_OF_ROW = frozenset(
    {
        Standing.RETRACTED,
        Standing.NOT_EXAMINED,
        Standing.GENERIC,
        Standing.CONDITIONAL,
        Standing.ASKED,
        Standing.UNFILLED,
    }
)
"""What a remark in another cell can say of a value: "withdrawn", "not assessed"."""


def _values(statement: Statement, located: Located) -> list[int]:
    """Return the tokens that the grammar has read beside a change."""
    return [
        index
        for index, token in enumerate(statement.tokens)
        if not (located.start < token.end and token.start < located.end)
        and any(start < token.end and token.start < end for start, end in located.read)
    ]


def _mention(statement: Statement, located: Located) -> Mention | None:
    inside = [
        i for i, token in enumerate(statement.tokens) if located.start < token.end and token.start < located.end
    ]
    return Mention(inside[0], inside[-1]) if inside else None
