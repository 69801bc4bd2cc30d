"""The reader of the complaint."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from priorauth.case.pain import PainPattern
from priorauth.domain.dates import PartialDate
from priorauth.readers.pain.body_parts import Part, parts_in
from priorauth.readers.pain.held_throughout import in_plain_form
from priorauth.readers.pain.leg_symptoms import leg_drafts
from priorauth.readers.pain.matching_levels import level_drafts
from priorauth.readers.pain.onset import ends_in, onset_drafts
from priorauth.readers.pain.pain_pattern import pattern_drafts, radicular_drafts
from priorauth.readers.pain.provocation import provocation_drafts
from priorauth.readers.pain.root_signs import sign_drafts
from priorauth.readers.pain.severity import function_drafts, limit_drafts, unremitting_drafts
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import Pattern, Presence, When
from priorauth.reading.frame import Frame, read_frame
from priorauth.reading.model import About, Standing
from priorauth.reading.reader import FindingDraft, Mentioned, ReadDocument, mentioned, without_mixed_headings
from priorauth.reading.statements import LONGEST, Statement

_OWN_PARTS = frozenset(
    {"knee", "knees", "ankle", "ankles", "foot", "feet", "toe", "tibia", "fibula", "femur", "hip", "hips"}
)
_SAYS_NOTHING = frozenset({Standing.STATED, Standing.NOT_UNDERSTOOD, Standing.HISTORIC, Standing.HEDGED})


class PainReader:
    """Reads the complaint: statement by statement for times, legs and signs, else mention by mention."""

    @property
    def frame(self) -> Frame:
        """The words of the complaint; the legs are its subject, other parts of the body lead elsewhere."""
        return read_frame(Path(__file__).parent, own_parts=_OWN_PARTS)

    def read(self, document: ReadDocument) -> Iterator[FindingDraft]:
        """Return what a document says of the complaint. A pain that was over before is an earlier one."""
        frame = self.frame
        document = without_mixed_headings(document)
        by_statement = _mentions_by_statement(document, frame)
        drafts: list[FindingDraft] = []
        over: list[PartialDate] = []
        context: Part | None = None
        day = document.document.day
        for index, statement in enumerate(document.statements):
            if statement.end - statement.start > LONGEST:
                continue
            before = document.statements[index - 1] if index else None
            after = document.statements[index + 1] if index + 1 < len(document.statements) else None
            own = context if before is not None and before.paragraph == statement.paragraph else None
            drafts += onset_drafts(statement, frame, day, own, before, after)
            plain = in_plain_form(statement)
            legs = list(leg_drafts(plain, frame, day, before, after))
            drafts += legs
            drafts += sign_drafts(plain, frame, before, after)
            for item in by_statement.get(statement.start, ()):
                drafts += _of_mention(item, legs)
            end = ends_in(statement, day)
            over += [end] if end is not None else []
            context = _region(statement) or own
        yield from _with_radiation(list(_after_gaps(drafts, over)))


def _with_radiation(drafts: Sequence[FindingDraft]) -> Iterator[FindingDraft]:
    """Return the drafts with an axial pattern not understood where the document says that the pain radiates."""
    is_radiating = any(
        draft.fact is Fact.LEG_SYMPTOMS
        and (draft.standing or draft.assertion.standing) is Standing.STATED
        and draft.assertion.about is About.PATIENT
        and isinstance(draft.value, Presence)
        and draft.value.detail.startswith("radia")
        for draft in drafts
    )
    for draft in drafts:
        is_axial = isinstance(draft.value, Pattern) and draft.value.pattern is PainPattern.AXIAL
        if is_radiating and is_axial and (draft.standing or draft.assertion.standing) is Standing.STATED:
            yield replace(draft, standing=Standing.NOT_UNDERSTOOD)
        else:
            yield draft


def _mentions_by_statement(document: ReadDocument, frame: Frame) -> dict[int, list[Mentioned]]:
    found: dict[int, list[Mentioned]] = {}
    for item in mentioned(document, frame):
        found.setdefault(item.statement.start, []).append(item)
    return found


def _of_mention(item: Mentioned, legs: Sequence[FindingDraft]) -> Iterable[FindingDraft]:
    fact = item.mention.trigger.fact if item.mention.trigger is not None else None
    match fact:
        case Fact.LEG_SYMPTOMS:
            return (draft for leg in legs if leg.read == item.place for draft in radicular_drafts(item, leg))
        case Fact.PATTERN:
            return pattern_drafts(item, legs)
        case Fact.WORSE_WITH | Fact.EASED_BY:
            return provocation_drafts(item, fact)
        case _:
            rules = _RULES.get(fact) if fact is not None else None
            return rules(item) if rules is not None else ()


def _empty_onset(item: Mentioned) -> Iterator[FindingDraft]:
    """Return an onset without a time where the words say why: a blank line, a rule, another person's."""
    if item.assertion.standing not in _SAYS_NOTHING:
        start, end = item.shown
        yield FindingDraft(Fact.ONSET, When(), item.assertion, start, end, read=item.place)


_RULES: dict[Fact, Callable[[Mentioned], Iterable[FindingDraft]]] = {
    Fact.ONSET: _empty_onset,
    Fact.UNREMITTING: unremitting_drafts,
    Fact.FUNCTIONAL_IMPAIRMENT: function_drafts,
    Fact.LIMITS: limit_drafts,
    Fact.MATCHING_LEVELS: level_drafts,
}


def _region(statement: Statement) -> Part | None:
    """Return the last part of the body a statement speaks of, the back or another one."""
    found = [part for item in parts_in(statement.tokens) for part in item.parts]
    return next((part for part in reversed(found) if part in (Part.BACK, Part.ELSEWHERE)), None)


def _after_gaps(drafts: Sequence[FindingDraft], over: Sequence[PartialDate]) -> Iterator[FindingDraft]:
    """Return the drafts with each onset before the end of a pain as one of the past."""
    last = max((end.earliest for end in over), default=None)
    for draft in drafts:
        since = draft.value.since if isinstance(draft.value, When) else None
        standing = draft.standing or draft.assertion.standing
        is_over = last is not None and since is not None and since.earliest <= last
        if draft.fact is Fact.ONSET and is_over and standing is Standing.STATED:
            yield replace(draft, standing=Standing.HISTORIC)
        else:
            yield draft
