"""The labelled reports: every entry must be readable and its labels legal, or the figures mean nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from priorauth.case.model import CompetingFinding
from priorauth.domain.dates import PartialDate
from priorauth.domain.spine import DiscLevel, Endplate, EndplateSide, ModicType, VertebralBody
from tests.offenders import assert_none

CORPUS = Path(__file__).parent / "corpus"
PARTS = [part for part in ("held_out", "held_out_2", "development") if (CORPUS / part).is_dir()]
RULES = {
    "spelling",
    "type_words",
    "levels",
    "endplates",
    "untyped",
    "not_modic",
    "negation",
    "hedging",
    "historic",
    "contradiction",
    "body_level",
    "respectively",
    "ranges_lists",
    "technique_modality",
    "numbering",
    "competing",
    "addendum",
    "sections",
    "ocr_noise",
    "whole_report",
}
PLACES = frozenset(str(place) for place in (*DiscLevel, *VertebralBody))
TYPES = frozenset(str(modic) for modic in ModicType)
REQUIRED = frozenset({"id", "rule", "text", "findings"})
OF_WHOLE_REPORTS = frozenset({"competing", "modality", "sequences", "historic", "contradictions"})
OPTIONAL = OF_WHOLE_REPORTS | {"endplates", "denied_places"}

Entry = dict[str, Any]


def read(part: str) -> list[Entry]:
    """Every entry of one part of the corpus; with the base loader, each value is the text that stands there."""
    loader = YAML(typ="base", pure=True)
    return [entry for file in sorted((CORPUS / part).glob("*.yaml")) for entry in loader.load(file)]


@cache
def entries() -> list[Entry]:
    return [entry for part in PARTS for entry in read(part)]


def names_twice(items: list[Any]) -> list[Any]:
    return [item for item, count in Counter(map(str, items)).items() if count > 1]


def test_the_held_out_part_is_there() -> None:
    assert len(read("held_out")) >= 200


def test_the_second_held_out_part_is_there() -> None:
    assert len(read("held_out_2")) >= 150


@pytest.mark.slow
def test_no_two_entries_share_an_id_or_a_text() -> None:
    assert names_twice([entry.get("id") for entry in entries()]) == []
    assert names_twice([" ".join(entry.get("text", "").split()).casefold() for entry in entries()]) == []


def test_each_rule_has_enough_held_out_entries_to_say_something() -> None:
    counted = Counter(entry["rule"] for entry in read("held_out"))
    assert set(counted) == RULES
    assert {rule: count for rule, count in counted.items() if count < 8} == {}
    assert counted["whole_report"] >= 70


def assert_each(faults_of: Callable[[Entry], Iterator[str]]) -> None:
    """Fail with a line for each fault of each entry."""
    assert_none(
        f"{entry.get('id', 'an entry without an id')}: {said}" for entry in entries() for said in faults_of(entry)
    )


def strangers(what: str, given: Iterable[Any], legal: Collection[str]) -> Iterator[str]:
    for item in given:
        if str(item) not in legal:
            yield f"{what} {item!r}: write one of {', '.join(sorted(legal))}"


def faulty_keys(entry: Entry) -> Iterator[str]:
    required = REQUIRED | (OF_WHOLE_REPORTS if entry.get("rule") == "whole_report" else frozenset())
    yield from (f"lacks {key}: add it" for key in sorted(required - set(entry)))
    yield from (f"has {key}, which nothing reads: delete it" for key in sorted(set(entry) - REQUIRED - OPTIONAL))
    yield from strangers("rule", [entry.get("rule")], RULES)
    if not entry.get("text", "").strip():
        yield "has no text: write the report's words"


@pytest.mark.slow
def test_an_entry_has_the_keys_it_needs_and_no_others() -> None:
    assert_each(faulty_keys)


def faulty_findings(entry: Entry) -> Iterator[str]:
    findings = entry.get("findings", [])
    for finding in findings:
        if set(finding) != {"place", "types", "certainty"}:
            yield f"finding {finding} needs place, types and certainty, and nothing else"
            continue
        yield from strangers("place", [finding["place"]], PLACES)
        yield from strangers("type", finding["types"], TYPES)
        yield from strangers("certainty", [finding["certainty"]], {"stated", "hedged"})
        if finding["types"] != sorted(set(finding["types"])):
            yield f"types {finding['types']} at {finding['place']}: list each once, the lowest first"
    for twice in names_twice([(finding.get("place"), finding.get("types")) for finding in findings]):
        yield f"finding {twice} is listed twice: delete one"


def test_findings_are_legal_and_each_is_listed_once() -> None:
    assert_each(faulty_findings)


def places_found(entry: Entry) -> set[str]:
    return {str(finding.get("place")) for finding in entry.get("findings", [])}


def faulty_places(entry: Entry) -> Iterator[str]:
    yield from strangers("denied place", entry.get("denied_places", []), PLACES)
    yield from strangers("contradiction", entry.get("contradictions", []), PLACES)
    for place in sorted(places_found(entry).intersection(entry.get("contradictions", []))):
        yield f"finding and contradiction at {place}: nothing is decided where a report contradicts itself; delete one"
    for earlier in entry.get("historic", []):
        if not {"place", "types"} <= set(earlier) <= {"place", "types", "date"}:
            yield f"historic {earlier} needs place and types, may have a date, and nothing else"
            continue
        yield from strangers("historic place", [earlier["place"]], PLACES)
        yield from strangers("historic type", earlier["types"], TYPES)
        if "date" in earlier and not is_partial_date(earlier["date"]):
            yield f"historic date {earlier['date']!r}: write YYYY, YYYY-MM or YYYY-MM-DD"


def is_partial_date(text: str) -> bool:
    try:
        return str(PartialDate.parse(text)) == text
    except ValueError:
        return False


def test_what_is_denied_contradicted_or_long_past_is_legal() -> None:
    assert_each(faulty_places)


def faulty_endplates(entry: Entry) -> Iterator[str]:
    for place, named in entry.get("endplates", {}).items():
        if place not in places_found(entry):
            yield f"endplates at {place}, where nothing is found: delete them or add the finding"
        yield from strangers("endplate", named, endplates_of(place))


def endplates_of(place: str) -> frozenset[str]:
    """The endplates a place has, as they are written; none for what is no place."""
    if place not in PLACES:
        return frozenset()
    if "-" in place:
        return frozenset(map(str, DiscLevel(place).endplates))
    return frozenset(str(Endplate(VertebralBody(place), side)) for side in EndplateSide)


def test_named_endplates_belong_to_the_place_of_a_finding() -> None:
    assert_each(faulty_endplates)


def faulty_rest(entry: Entry) -> Iterator[str]:
    kinds, sequences = entry.get("competing", []), entry.get("sequences", [])
    yield from strangers("competing finding", kinds, {str(kind) for kind in CompetingFinding})
    yield from strangers("modality", [entry.get("modality", "")], {"MRI", "CT", "x-ray", "", "null"})
    yield from strangers("sequence", sequences, {"T1", "T2", "STIR", "PD", "T1 post-contrast"})
    for twice in names_twice(kinds) + names_twice(sequences):
        yield f"{twice} is listed twice: delete one"
    if entry.get("modality") in {"CT", "x-ray"} and entry.get("findings"):
        yield "has findings of a CT or an x-ray, which shows no Modic change: delete them"


def test_competing_findings_modality_and_sequences_are_legal() -> None:
    assert_each(faulty_rest)
