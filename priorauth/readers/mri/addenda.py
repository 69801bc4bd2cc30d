"""What an addendum takes back: every finding of the levels it names, or of the whole report when it names none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from priorauth.domain.spine import DiscLevel
from priorauth.readers.mri.modic_grammar import Located
from priorauth.readers.mri.report_tokens import lex
from priorauth.readers.mri.spinal_levels import Spot
from priorauth.readers.mri.token_roles import Kind
from priorauth.reading.finding_values import Place, Types
from priorauth.reading.model import Standing
from priorauth.reading.reader import FindingDraft
from priorauth.reading.statements import Statement
from priorauth.reading.taken_back import OTHER_PATIENT

_AMENDING = re.compile(
    r"\b(?:correct\w*|amend\w*|revis\w*|instead|rather|not|should|error\w*|mistak\w*|misstat\w*|withdr\w+|retract\w*|disregard\w*|incorrect\w*"
    r"|void\w*|supersed\w*|replac\w*|chang(?:ed|e)\s+to|belongs?|wrong\w*|misread|misprint|typo\w*|artifact\w*|artefact\w*|struck|deleted?"
    r"|(?:was|were|is)\s+(?:called(?!\s+(?:to|in|into|by|through)\b)|termed|labell?ed)|in\s+fact|in\s+truth|actually|on\s+second\s+look"
    r"|(?:levels?|dis[ck]s?|segments?|interspaces?)\s+(?:called|termed|named|numbered|labell?ed|designated|reported|given|listed)"
    r"|(?:re|mis)(?:number|label|count|nam)\w*)\b",
    re.IGNORECASE,
)
"""Words that amend a report in its addendum alone; what takes one back wherever it stands is in ``taken_back``."""

_FOR_READ = re.compile(
    r"\b(?:for|instead\s+of|in\s+place\s+of)\W+(?:modic|types?)\b[^;]{1,30}?\W+(?:please\s+)?read\b",
    re.IGNORECASE,
)
_CORRECTS = re.compile(
    r"\b(?:should\s+(?:have\s+)?(?:read|say|said|be|state)|(?:corrected|amended|changed|revised)\s+to(?:\s+read)?)\b",
    re.IGNORECASE,
)
_INSTEAD_OF = re.compile(r"[\s,]+(?:rather\s+than|instead\s+of|in\s+place\s+of|(?:and\s+)?not)\b|;", re.IGNORECASE)
_ONLY_TYPES = re.compile(
    r"(?:[\s,.:;/]|\b(?:modic|types?|grades?|changes?|at|the|and|of|endplates?|[LS]?\d|[Il]{1,3})\b|-)*",
    re.IGNORECASE,
)
"""What may stand behind "rather than" without saying more: the type and the level that were wrong."""

_STANDS = re.compile(
    r"\b(?:unchanged|stands?|remains?|otherwise|no\s+changes?\s+to\s+(?:the|this|my)\s+(?:report|reading|impression|findings)|as\s+stated)\b",
    re.IGNORECASE,
)
_WHOLLY = re.compile(rf"\b(?:disregard|withdr\w+|void\w*|retract\w*|{OTHER_PATIENT})\b", re.IGNORECASE)
"""What takes a report back whatever else is said to stand."""

_OF_CHANGES = re.compile(r"modic|end\W?plate|marrow|signal|o?edema", re.IGNORECASE)
_CLERICAL = re.compile(
    r"\b(?:(?:physician|provider|doctor)\W{0,2}s?\s+name|billing|accession|laterality|spelling|clerical|technologist|code|cpt|fax|address|phone"
    r"|copies|copy|distribution|history|indication|technique|comparison|contrast|dose)\b",
    re.IGNORECASE,
)
_OF_REPORT = re.compile(
    r"\b(?:findings?|impression|conclusion|readings?|report|above|it|they|these|those|this(?!\s+(?:study|exam))|levels?|types?|patient|disregard|withdr\w+|void\w*)\b"
    rf"|{_OF_CHANGES.pattern}",
    re.IGNORECASE,
)
"""What a correction may be of that is not only clerical: "the referring physician's name is corrected"."""

_OF_OTHERS = frozenset({Kind.FINDING, Kind.NERVE, Kind.NOT_MODIC})
_OPEN = frozenset({Standing.STATED, Standing.HEDGED, Standing.NOT_UNDERSTOOD})


def after_addenda(drafts: Sequence[FindingDraft], statements: Sequence[Statement]) -> Iterator[FindingDraft]:
    """Return the drafts of a report, those that an addendum takes back retracted.

    An addendum never makes a finding of the report more certain; what it states itself is a finding of its own.
    """
    takings = [_levels(item) for item in statements if _takes_back(item)]
    struck = [entry for item in statements if (entry := _struck_entry(item)) is not None]
    taken = frozenset(place for _, places in takings for place in places)
    is_whole = any(not places for _, places in takings)
    said = {item.start for item in statements if item.section.name == "addendum"}
    first = min((start for start, _ in takings), default=None)
    last = {
        item.value: item.start
        for item in sorted(drafts, key=lambda item: item.start)
        if item.start in said and item.standing is Standing.STATED and isinstance(item.value, Types)
    }
    for draft in drafts:
        place = draft.value.place if isinstance(draft.value, Types) else None
        is_named = is_whole or place is None or any(_touch(place, other) for other in taken)
        is_before = first is not None and (draft.start < first or draft.start not in said)
        is_taken = is_before and is_named
        is_taken = is_taken or any(
            draft.start < start and place is not None and any(_touch(place, other) for other in places)
            for start, places in struck
        )
        if draft.standing in _OPEN and (
            is_taken or any(_says_otherwise(value, start, draft) for value, start in last.items())
        ):
            yield replace(draft, standing=Standing.RETRACTED)
        else:
            yield draft


def _says_otherwise(later: Types, start: int, draft: FindingDraft) -> bool:
    """Whether an addendum behind a finding states other types of its place."""
    said = draft.value
    if draft.start >= start or not isinstance(said, Types) or later.place is None or later.place != said.place:
        return False
    is_apart = later.endplates and said.endplates and not set(later.endplates) & set(said.endplates)
    return bool(later.types and said.types) and later.types != said.types and not is_apart


def corrected(statement: Statement, found: Sequence[Located]) -> list[Located]:
    """Return the changes a correction of an addendum names: what "should read" leads to, and what it takes back.

    "The Modic changes at L4-5 should read type 2 rather than type 1": type 2 stands by its own words.
    """
    said = _CORRECTS.search(statement.text, statement.start, statement.end)
    if said is None or statement.section.name != "addendum":
        return list(found)
    end = _INSTEAD_OF.search(statement.text, said.end(), statement.end)
    is_bare = end is None or end.group() == ";" or _ONLY_TYPES.fullmatch(statement.text, end.end(), statement.end)
    if not is_bare:
        return list(found)
    part = said.end(), end.start() if end is not None else statement.end
    stop = statement.text.find(";", part[0], statement.end)
    clause = statement.start, stop if stop >= 0 else statement.end
    if not any(item.types and part[0] <= item.start and item.end <= part[1] for item in found):
        behind = clause[1] + 1, statement.end
        places = tuple(Spot(place) for token in lex(statement.text, *part) for place in token.places)
        moved = [
            replace(item, spots=places, part=(item.start, item.end)) for item in found if item.types and places
        ]
        if len(found) == len(moved) == 1 and clause[0] <= moved[0].start < said.start():
            return moved  # "the level of the type 1 changes should read L5-S1"
        return [replace(item, part=behind) if behind[0] <= item.start else item for item in found]
    return [_after(item, part, clause) for item in found]


def _after(item: Located, part: tuple[int, int], clause: tuple[int, int]) -> Located:
    if part[0] <= item.start and item.end <= part[1]:
        return replace(item, part=part)
    return replace(item, is_retracted=True) if clause[0] <= item.start < clause[1] else item


def _takes_back(statement: Statement) -> bool:
    """Whether a statement of an addendum takes changes back: not one that corrects another finding, or nothing."""
    if statement.section.name == "addendum" and _FOR_READ.search(statement.words):
        return True
    if statement.section.name != "addendum" or _AMENDING.search(statement.words) is None:
        return False
    if (
        len(statement.tokens) <= _BARE
        or statement.words.endswith(":")
        or (_STANDS.search(statement.words) and not _corrects(statement))
    ):
        return False
    tokens = lex(statement.text, statement.start, statement.end)
    has_place = any(token.places for token in tokens)
    if _CLERICAL.search(statement.words) and not has_place and not _OF_REPORT.search(statement.words):
        return False
    is_other = any(token.kind in _OF_OTHERS for token in tokens) and has_place
    is_other = is_other or (_CORRECTS.search(statement.words) is not None and not has_place)
    return _OF_CHANGES.search(statement.words) is not None or not is_other


_STRUCK = re.compile(
    r"\b(?:(?:entry|line|text|item|row|paragraph|wording|sentence|description)s?(?:\s+(?:is|was|were|are|in|of|the))*\s+(?:above|withdrawn|void|wrong)"
    r"|(?:should|must|is\s+to|to)\s+be\s+(?:struck|deleted|removed|disregarded|ignored|omitted)"
    r"|(?:template|macro|default|boilerplate)\s+(?:carry\W?over|text|language|error|left)|carr(?:y|ied)\W?(?:over|forward)"
    r"|uncorrected\s+(?:macro|template|text|draft|dictation)|(?:left|carried)\s+over\s+from)\b",
    re.IGNORECASE,
)
"""What a report says of an entry of its own that does not hold: "the L4-5 line above is an uncorrected macro"."""


def _struck_entry(statement: Statement) -> tuple[int, frozenset[Place]] | None:
    """Return the level whose entry a statement strikes, the one named last before it, in whatever section."""
    said = _STRUCK.search(statement.text, statement.start, statement.end)
    if said is None:
        return None
    tokens = lex(statement.text, statement.start, said.end())
    named = [token.places for token in tokens if token.places]
    return (statement.start, frozenset(named[-1])) if named else None


def _corrects(statement: Statement) -> bool:
    return any(said.search(statement.words) is not None for said in (_CORRECTS, _WHOLLY))


_BARE = 2
"""Tokens of "Correction.", which says nothing by itself."""


_IGNORED = re.compile(
    r"[^,;]*\b(?:disregard\w*|ignored?|struck|deleted|removed|omitted|withdrawn|void\w*|retracted)\b[^,;]*",
    re.IGNORECASE,
)


def _levels(statement: Statement) -> tuple[int, frozenset[Place]]:
    """Return the levels a statement takes back; none, and so all, where its clause that takes back names none."""
    clause = _IGNORED.search(statement.text, statement.start, statement.end)
    start, end = clause.span() if clause is not None else (statement.start, statement.end)
    tokens = lex(statement.text, start, end)
    return statement.start, frozenset(place for token in tokens for place in token.places)


def _touch(one: Place, two: Place) -> bool:
    """Whether two places are one, or a level and a body of it: a correction of L4 touches what L4-L5 has."""
    if one == two:
        return True
    level, body = (one, two) if isinstance(one, DiscLevel) else (two, one)
    return isinstance(level, DiscLevel) and not isinstance(body, DiscLevel) and body in level.bodies
