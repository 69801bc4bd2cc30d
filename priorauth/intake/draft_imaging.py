"""The imaging of a draft case: the newest lumbar MRI report, and the changes it states."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from priorauth.domain.spine import DiscLevel
from priorauth.intake.chart_facts import ChartFacts, LocatedFinding
from priorauth.intake.draft import Branch, Filled, Node, SectionDraft, Why
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import Names, Place, Types
from priorauth.reading.model import ChartDocument, DocumentKind, Signed, Standing

_WORD = r"(?:[A-Z]\.|[A-Z][\w'’-]+)"
_PHYSICIAN = re.compile(
    r"(?<![\w.])(?!(?:Sgd|Signed|Read|Dictated|Electronically|Interpreted|Reader|By|Final|Report)\b)"
    rf"{_WORD}(?:\s+{_WORD}){{1,3}},?\s+(?:M\.?D|D\.?O)\b\.?"
)
_ASKED_BY = re.compile(
    r"\b(?:order\w*|refer\w*|request\w*|attending|pcp|cc|to|for|ref|provider|dr)\b[^,;]{0,30}$", re.IGNORECASE
)
_LUMBAR = re.compile(r"\b(?:lumb\w*|l[\s/-]*s?[\s-]*spine|ls\s+spine)\b", re.IGNORECASE)
_ON_IMAGE = (Fact.MODIC, Fact.NUMBERING, Fact.SEQUENCES)


def draft_imaging(facts: ChartFacts) -> SectionDraft:
    """Return the newest MRI report that tells of the lumbar spine; an older one is shown and fills nothing."""
    sheet = SectionDraft()
    report = _report(facts)
    if report is None:
        return sheet
    own = [seen for seen in facts.all_of(*_ON_IMAGE) if seen.document.id == report.id]
    if report.day is None:
        sheet.ask("1.date", Why.DOUBTED, [report.kind_from] if report.kind_from else [])
        return sheet
    study: dict[str, Node] = {
        "modality": Filled("MRI", report.kind_from), "date": Filled(str(report.day), report.day_from)
    }  # fmt: skip
    readers = set(_signers(facts.text_of(report)))
    if len(readers) == 1:
        study["radiologist"] = Filled(readers.pop(), None, "who signed the report")
    _series(own, study)
    if report.signed is not Signed.NOT_STATED:
        study["final"] = Filled("yes" if report.signed is Signed.SIGNED else "no", None, "as the report is signed")
    counted = [seen for seen in own if seen.finding.fact is Fact.NUMBERING]
    if counted and len({seen.finding.standing for seen in counted}) == 1:
        standing = counted[0].finding.standing
        if standing in (Standing.STATED, Standing.DENIED):
            is_odd = "yes" if standing is Standing.STATED else "no"
            study["numbering"] = {"transitional": Filled(is_odd, counted[0].where)}
    rows, asked = _findings([seen for seen in own if seen.finding.fact is Fact.MODIC])
    if rows:
        study["findings"] = rows
    if asked:
        sheet.ask("1.findings", Why.SEVERAL, [seen.where for found in asked.values() for seen in found])
    sheet.put("rows", [study])
    return sheet


def _report(facts: ChartFacts) -> ChartDocument | None:
    for item in facts.documents:
        document = item.document
        if document.kind is not DocumentKind.MRI_REPORT:
            continue
        title = document.kind_from.quote if document.kind_from is not None else ""
        has_places = any(isinstance(seen.value, Types) and seen.value.place is not None for seen in item.findings)
        if _LUMBAR.search(title) or has_places:
            return document
    return None


def _signers(text: str) -> Iterator[str]:
    """Return the physicians whom a report names, but for those who asked for it or were sent it."""
    for line in text.splitlines():
        for match in _PHYSICIAN.finditer(line):
            if not _ASKED_BY.search(line[: match.start()]):
                yield " ".join(match.group().split())


def _series(own: Sequence[LocatedFinding], study: dict[str, Node]) -> None:
    for seen in own:
        if isinstance(seen.finding.value, Names) and seen.finding.standing is Standing.STATED:
            study["sequences"] = Filled(seen.finding.value.names, seen.where)


def _findings(found: Sequence[LocatedFinding]) -> tuple[list[Branch], dict[str, list[LocatedFinding]]]:
    """Return the stated changes, a row for each place; a place with several types at the same endplates is open."""
    places: dict[Place, list[LocatedFinding]] = {}
    doubted = [seen for seen in found if seen.finding.standing in (Standing.HEDGED, Standing.NOT_UNDERSTOOD)]
    for seen in found:
        value = seen.finding.value
        is_stated = seen.finding.standing is Standing.STATED and not seen.finding.leftover
        if isinstance(value, Types) and value.place is not None and is_stated:
            places.setdefault(value.place, []).append(seen)
    rows: list[Branch] = []
    asked: dict[str, list[LocatedFinding]] = {}
    for place in sorted(places, key=str):
        typed = [seen for seen in places[place] if _types(seen)] or places[place]
        if not _types(typed[0]):
            unclear = [seen for seen in doubted if _types(seen) and _touches(seen, place)]
            if unclear:
                asked[str(place)] = unclear
            if unclear or any(_types(seen) and _touches(seen, place) for each in places.values() for seen in each):
                continue
        groups = _by_endplates(typed)
        if any(len({_types(seen) for seen in group}) > 1 for group in groups):
            asked[str(place)] = typed
        else:
            rows += [_row(place, group) for group in groups]
    return rows, asked


def _touches(seen: LocatedFinding, place: Place) -> bool:
    """Whether a finding is at a place, on a body of that disc, or at a disc of that body."""
    other = seen.finding.value.place if isinstance(seen.finding.value, Types) else None
    if other is None or other == place:
        return True
    if isinstance(place, DiscLevel) == isinstance(other, DiscLevel):
        return False
    return other in place.bodies if isinstance(place, DiscLevel) else place in DiscLevel(other).bodies


def _types(seen: LocatedFinding) -> frozenset[str]:
    value = seen.finding.value
    return frozenset(str(kind.value) for kind in value.types) if isinstance(value, Types) else frozenset()


def _plates(seen: LocatedFinding) -> frozenset[str]:
    value = seen.finding.value
    return frozenset(map(str, value.endplates)) if isinstance(value, Types) else frozenset()


def _by_endplates(found: Sequence[LocatedFinding]) -> list[list[LocatedFinding]]:
    """Group what a report says of one place: two changes at different endplates of a disc are two rows."""
    groups: list[list[LocatedFinding]] = []
    for seen in sorted(found, key=lambda item: -len(_plates(item))):
        fits = [group for group in groups if _plates(seen) & _plates(group[0]) or not _plates(seen)]
        same = [group for group in fits if _types(group[0]) == _types(seen)]
        if same or fits:
            (same or fits)[0].append(seen)
        else:
            groups.append([seen])
    return groups


def _row(place: Place, group: Sequence[LocatedFinding]) -> Branch:
    named = group[0]
    row: dict[str, Node] = {
        "disc_level" if isinstance(place, DiscLevel) else "vertebral_body": Filled(str(place), named.where)
    }
    plates = sorted({plate for seen in group for plate in _plates(seen)})
    if plates:
        row["endplates"] = Filled(tuple(plates), named.where)
    if _types(named):
        row["modic_types"] = Filled(tuple(sorted(_types(named))), named.where)
    else:
        row["description"] = Filled(
            " ".join(named.where.quote.split())[:200], named.where, "no Modic type is named"
        )
    return row
