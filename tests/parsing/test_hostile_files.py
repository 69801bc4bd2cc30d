"""Files that are broken, huge or meant to harm: a place and a code for each, soon, and no value in any word."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, strategies as st

from priorauth.case.model import Case
from priorauth.parsing.model import Record
from priorauth.parsing.tree import read_tree
from priorauth.parsing.validation import parse_model
from priorauth.payers.criteria import AnyCriterion
from priorauth.problems import Problem, Refused
from tests.cases import clean_data
from tests.quick_sample import one_in


def refused(text: str | bytes, file: str = "case.yaml", model: type[Record] = Case) -> tuple[Problem, ...]:
    data = text.encode() if isinstance(text, str) else text
    with pytest.raises(Refused) as caught:
        parse_model(data, file, model)
    return caught.value.problems


@pytest.mark.parametrize(
    ("text", "file", "place", "code"),
    one_in(
        3,
        [
            ('{"a": 1,\n "a": 2}', "c.json", "c.json:2:2", "PA103"),
            ('{"a": NaN}', "c.json", "c.json", "PA102"),
            ('{"a": NaN}', "C.JSON", "C.JSON", "PA102"),
            ('{"a": 1}\n{"b": 2}', "c.json", "c.json:2:1", "PA102"),
            ("[" * 21 + "]" * 21, "c.json", "c.json:1:21", "PA106"),
            ("[" * 100_000 + "]" * 100_000, "c.json", "c.json", "PA106"),
            ("a: 1\nb: \x07\n", "c.yaml", "c.yaml:2:4", "PA113"),
            ('{"a": "x\x85"}', "c.json", "c.json:1:9", "PA113"),
            (b"a: \x00", "c.yaml", "c.yaml:1:4", "PA113"),
            ("? [a]\n: 1\n", "c.yaml", "c.yaml:1:3", "PA101"),
            ('a: "\\UFFFFFFFF"', "c.yaml", "c.yaml", "PA101"),
            ("a: ! 1\n", "c.yaml", "c.yaml:1:4", "PA109"),
            ("*x : 1\n", "c.yaml", "c.yaml:1:1", "PA104"),
            ("a: 1\n...\nb: 2\n", "c.yaml", "c.yaml:3:1", "PA114"),
            ("---\n", "c.yaml", "c.yaml", "PA108"),
            ("- " * 3000 + "x", "c.yaml", "c.yaml:1:41", "PA106"),
            ("[" + "a, " * 300_000 + "]", "c.yaml", "c.yaml:1:59999", "PA105"),
            ("a: 1\n".encode("utf-16"), "c.yaml", "c.yaml", "PA107"),
        ],
    ),
)
def test_each_fault_has_its_place_and_code(text: str | bytes, file: str, place: str, code: str) -> None:
    (problem,) = refused(text, file)
    assert (str(problem.where), problem.code) == (place, code)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (json.dumps({"a": "\U0001f600 Nguyễn"}), {"a": "\U0001f600 Nguyễn"}),
        ('{\n\t"a":1,\r\n\t"b" : { "c":[ ] , "d":[ 1,[2] ]}}', {"a": "1", "b": {"c": [], "d": ["1", ["2"]]}}),
        ('{"a": "x #y: &z", "b": "null", "c": null}', {"a": "x #y: &z", "b": "null", "c": None}),
        ('{"a": 1.10, "b": 1e3, "c": true, "d": -0}', {"a": "1.10", "b": "1e3", "c": "true", "d": "-0"}),
        ('{"a": ' + "1" * 5000 + "}", {"a": "1" * 5000}),
        (r'{"a\"b": "\\\/\""}', {'a"b': '\\/"'}),
    ],
)
def test_json_is_read_as_it_is_written(text: str, content: object) -> None:
    assert read_tree(text.encode(), "c.json").content == content


TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"))
TREES: st.SearchStrategy[Any] = st.recursive(
    TEXTS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3), max_leaves=12
)


@given(st.dictionaries(TEXTS, TREES, max_size=4), st.booleans(), st.sampled_from([None, 1, "\t"]))
def test_any_json_comes_through_unchanged(tree: dict[str, Any], is_ascii: bool, indent: int | str | None) -> None:
    text = json.dumps(tree, ensure_ascii=is_ascii, indent=indent)
    assert read_tree(text.encode(), "c.json").content == tree


def problems_in(data: bytes, file: str) -> tuple[Problem, ...]:
    """What a refusal carries, if there is one; any other exception is a fault."""
    try:
        parse_model(data, file, Case)
    except Refused as caught:
        return caught.problems
    return ()


@given(st.binary(max_size=300), st.sampled_from(["c.yaml", "c.json"]))
def test_no_bytes_bring_it_down(data: bytes, file: str) -> None:
    assert all(problem.code.startswith("PA1") for problem in problems_in(data, file))


@given(st.text(alphabet="{}[]:,-&*!|>'\"%@#? \n\tab\\U1~", max_size=60), st.sampled_from(["c.yaml", "c.json"]))
def test_no_punctuation_brings_it_down(text: str, file: str) -> None:
    assert all(problem.code.startswith("PA1") for problem in problems_in(text.encode(), file))


@pytest.mark.parametrize(
    ("written", "is_read"),
    [
        ("1974-03-09", True),
        ("1976-02-29", True),
        ("1974-02-29", False),
        ("86400", False),
        ("-86400", False),
        ("0", False),
        ("1974-03", False),
        ("1974-03-09T00:00:00", False),
        ("03/09/1974", False),
    ],
)
def test_a_day_is_written_out_and_never_counted_in_seconds(written: str, is_read: bool) -> None:
    data = clean_data()
    data["patient"]["birth_date"] = written
    if is_read:
        parse_model(json.dumps(data).encode(), "c.json", Case)
        return
    (problem,) = refused(json.dumps(data), "c.json")
    assert (problem.code, problem.fix) == ("PA112", "write it YYYY-MM-DD, such as 2026-06-14")


def test_an_empty_field_that_does_not_exist_is_not_dropped_in_silence() -> None:
    data = clean_data()
    data["patient"]["brith_date"] = None
    (problem,) = refused(json.dumps(data, indent=1), "c.json")
    assert (problem.code, problem.fix) == ("PA110", "did you mean 'birth_date'?")


def test_a_value_that_stands_where_a_key_belongs_is_not_repeated() -> None:
    found = refused("patient:\n  name: {Canary Example}\n  Canary: x\nCanary Person: 1\nCanary Person: 2\n")
    said = " ".join(f"{p.message} {p.fix} {' '.join(p.excerpt)}" for p in found)
    assert "Canary" not in said


class Holder(Record):
    """A place for criteria, which are told apart by their kind."""

    criteria: tuple[AnyCriterion, ...]


@pytest.mark.parametrize(
    ("row", "place", "code", "words"),
    [
        ("kind: symptom_duration\n    monhts: 6", "3:5", "PA110", "did you mean 'months'?"),
        (
            "kind: minimum_age\n    zzz: 6",
            "3:5",
            "PA110",
            "the fields here are id, text, source, clauses, wording, kind, years",
        ),
        ("kind: symptom_duration\n    months: six", "3:5", "PA112", "whole number"),
        ("kind: minimum_age", "2:5", "PA111", "'criteria.1.years' is missing"),
        ("kind: symptom_duration", "2:5", "PA112", "needs 'months' or 'weeks'"),
        ("kind: symptom_length\n    months: 6", "2:5", "PA112", "did you mean 'symptom_duration'?"),
        ("months: 6", "2:5", "PA112", "needs a 'kind'"),
        ("kind: severity_stated", "2:5", "PA112", "needs 'unremitting' or 'functional_impairment'"),
    ],
)
def test_one_of_several_kinds_is_placed_and_named(row: str, place: str, code: str, words: str) -> None:
    found = refused(f"criteria:\n  - {row}\n    id: x\n    text: x\n", "p.yaml", Holder)
    (problem,) = [each for each in found if words in f"{each.message} {each.fix}"]
    assert (str(problem.where), problem.code) == (f"p.yaml:{place}", code)


def spoiled(place: list[str | int], canary: str) -> str:
    data = clean_data()
    target: Any = data
    for part in place[:-1]:
        target = target[part]
    target[place[-1]] = canary
    return json.dumps(data, indent=2)


def places(content: Any, path: tuple[str | int, ...] = ()) -> list[list[str | int]]:
    parts = (
        content.items() if isinstance(content, dict) else enumerate(content) if isinstance(content, list) else ()
    )
    return (
        [list(path), *(place for key, value in parts for place in places(value, (*path, key)))]
        if path
        else [place for key, value in parts for place in places(value, (key,))]
    )


CANARY = "Xq7Canary\u00e9 Zebra"


@pytest.mark.parametrize(
    ("as_yaml", "every"),
    [(True, 12), (False, 3), *(pytest.param(kind, 1, marks=pytest.mark.slow) for kind in (True, False))],
)
def test_no_field_repeats_a_wrong_value(as_yaml: bool, every: int) -> None:
    """JSON is YAML too, so that every field of the clean case is tried in both readers; in the quick loop, some are."""
    refusals = 0
    for place in places(clean_data())[::every]:
        found = problems_in(spoiled(place, CANARY).encode(), "c.yaml" if as_yaml else "c.json")
        said = " ".join(f"{p.message} {p.fix} {p.where} {' '.join(p.excerpt)}" for p in found)
        assert "Canary" not in said, place
        refusals += bool(found)
    assert refusals > 50 / every


def test_the_excerpt_masks_the_value_unless_it_is_asked_for() -> None:
    text = "patient:\n  birth_date: 14.06.1974\n"
    (shown,) = [p.excerpt for p in refused(text) if p.code == "PA112" and p.where.line == 2]
    assert shown == ("  birth_date: ██████", "  ^")
    with pytest.raises(Refused) as caught:
        parse_model(text.encode(), "case.yaml", Case, show_values=True)
    assert ("  birth_date: 14.06.1974", "  ^") in [p.excerpt for p in caught.value.problems]
