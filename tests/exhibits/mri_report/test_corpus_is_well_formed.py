"""The labelled reports: every entry must be readable and its labels legal, or the figures mean nothing."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from priorauth.case.model import CompetingFinding
from priorauth.dates import PartialDate
from priorauth.spine import DiscLevel, Endplate, ModicType, VertebralBody

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


def entries() -> list[Entry]:
    return [entry for part in PARTS for entry in read(part)]


def each_entry(entry: Entry) -> str:
    return str(entry["id"])


def names_twice(items: list[Any]) -> list[Any]:
    return [item for item, count in Counter(map(str, items)).items() if count > 1]


def test_the_held_out_part_is_there() -> None:
    assert len(read("held_out")) >= 200


def test_the_second_held_out_part_is_there() -> None:
    assert len(read("held_out_2")) >= 150


def test_no_two_entries_share_an_id_or_a_text() -> None:
    assert names_twice([entry["id"] for entry in entries()]) == []
    assert names_twice([" ".join(entry["text"].split()).casefold() for entry in entries()]) == []


def test_each_rule_has_enough_held_out_entries_to_say_something() -> None:
    counted = Counter(entry["rule"] for entry in read("held_out"))
    assert set(counted) == RULES
    assert {rule: count for rule, count in counted.items() if count < 8} == {}
    assert counted["whole_report"] >= 70


@pytest.mark.parametrize("entry", entries(), ids=each_entry)
def test_an_entry_has_the_keys_it_needs_and_no_others(entry: Entry) -> None:
    keys = set(entry)
    assert keys >= REQUIRED
    assert keys <= REQUIRED | OPTIONAL
    assert entry["rule"] in RULES
    assert entry["text"].strip()
    if entry["rule"] == "whole_report":
        assert keys >= OF_WHOLE_REPORTS


@pytest.mark.parametrize("entry", entries(), ids=each_entry)
def test_findings_are_legal_and_each_is_listed_once(entry: Entry) -> None:
    for finding in entry["findings"]:
        assert set(finding) == {"place", "types", "certainty"}
        assert finding["place"] in PLACES
        assert TYPES.issuperset(finding["types"])
        assert finding["types"] == sorted(set(finding["types"]))
        assert finding["certainty"] in {"stated", "hedged"}
    assert names_twice([(finding["place"], finding["types"]) for finding in entry["findings"]]) == []


@pytest.mark.parametrize("entry", entries(), ids=each_entry)
def test_what_is_denied_contradicted_or_long_past_is_legal(entry: Entry) -> None:
    found = {finding["place"] for finding in entry["findings"]}
    assert PLACES.issuperset(entry.get("denied_places", []))
    assert PLACES.issuperset(entry.get("contradictions", []))
    assert found.isdisjoint(entry.get("contradictions", [])), "nothing is decided where a report contradicts itself"
    for earlier in entry.get("historic", []):
        assert {"place", "types"} <= set(earlier) <= {"place", "types", "date"}
        assert earlier["place"] in PLACES
        assert TYPES.issuperset(earlier["types"])
        if "date" in earlier:
            assert str(PartialDate.parse(earlier["date"])) == earlier["date"]


@pytest.mark.parametrize("entry", entries(), ids=each_entry)
def test_named_endplates_belong_to_the_place_of_a_finding(entry: Entry) -> None:
    found = {finding["place"] for finding in entry["findings"]}
    for place, endplates in entry.get("endplates", {}).items():
        assert place in found
        bodies = DiscLevel(place).bodies if "-" in place else (VertebralBody(place),)
        for endplate in map(Endplate.parse, endplates):
            assert endplate.body in bodies
            if "-" in place:
                assert endplate in DiscLevel(place).endplates


@pytest.mark.parametrize("entry", entries(), ids=each_entry)
def test_competing_findings_modality_and_sequences_are_legal(entry: Entry) -> None:
    kinds = entry.get("competing", [])
    assert {str(kind) for kind in CompetingFinding}.issuperset(kinds)
    assert names_twice(kinds) == []
    assert entry.get("modality", "") in {"MRI", "CT", "x-ray", "", "null"}
    if entry.get("modality") in {"CT", "x-ray"}:
        assert entry["findings"] == []
    assert {"T1", "T2", "STIR", "PD", "T1 post-contrast"}.issuperset(entry.get("sequences", []))
    assert names_twice(entry.get("sequences", [])) == []
