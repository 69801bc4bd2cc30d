"""Files as people break them: each fault has its code, its line and column, and no value in its words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from priorauth.case.model import Case
from priorauth.case.read_case import read_case
from priorauth.parsing.tree import read_tree
from priorauth.parsing.validation import parse_model
from priorauth.problems import Problem, Refused
from tests.cases import AS_OF, clean_data


def refused(text: str | bytes, file: str = "case.yaml") -> list[Problem]:
    data = text.encode() if isinstance(text, str) else text
    with pytest.raises(Refused) as caught:
        parse_model(data, file, Case)
    return list(caught.value.problems)


@pytest.mark.parametrize(
    ("text", "place", "code"),
    [
        ("a: 1\na: 2\n", "case.yaml:2:1", "PA103"),
        ("a: &x 1\nb: *x\n", "case.yaml:1:4", "PA104"),
        ("a: !!python/object:os.system 1\n", "case.yaml:1:4", "PA109"),
        ("a: 'open\nb: 2\n", "case.yaml:3:1", "PA101"),
        ("a:\n\tb: 1\n", "case.yaml:2:1", "PA101"),
        ("a: 1\n---\nb: 2\n", "case.yaml:2:1", "PA114"),
        ("[" * 30 + "]" * 30, "case.yaml:1:21", "PA106"),
        ("", "case.yaml", "PA108"),
        ("# only a comment\n", "case.yaml", "PA108"),
        (b"a: \xff\xfe\n", "case.yaml", "PA107"),
        (b"x" * 1_000_001, "case.yaml", "PA105"),
    ],
)
def test_a_file_that_cannot_be_read_says_where(text: str | bytes, place: str, code: str) -> None:
    (problem,) = refused(text)
    assert (str(problem.where), problem.code) == (place, code)


def test_json_is_held_to_its_own_grammar() -> None:
    (problem,) = refused('{"a": 1,\n "b": }', "case.json")
    assert (str(problem.where), problem.code) == ("case.json:2:7", "PA102")


@pytest.mark.parametrize(
    "written", ["NO", "0123456", "00100", "12:30", "1e3", "0x1F", "yes", "2026-11-24", "1_000"]
)
def test_scalars_stay_the_text_that_was_written(written: str) -> None:
    assert read_tree(f"a: {written}\n".encode(), "f.yaml").content == {"a": written}


@pytest.mark.parametrize("written", ["", "~", "null"])
def test_an_empty_field_is_absent_and_a_quoted_word_is_not(written: str) -> None:
    assert read_tree(f"a: {written}\nb: 'null'\n".encode(), "f.yaml").content == {"a": None, "b": "null"}


def test_a_byte_order_mark_and_windows_line_ends_are_fine() -> None:
    assert read_tree(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n", "f.yaml").content == {"a": "1", "b": "2"}


def case_text(**changes: object) -> str:
    data = clean_data()
    for place, value in changes.items():
        section, field = place.split("__")
        data[section][field] = value
    return json.dumps(data, indent=1)


@pytest.mark.parametrize(
    ("changes", "code", "words"),
    [
        ({"patient__birth_date": "03/09/1974"}, "PA112", "write it YYYY-MM-DD"),
        ({"patient__birth_date": "1974-02-31"}, "PA112", "'patient.birth_date' should be a day of the calendar"),
        (
            {"pain__scores": [{"instrument": "ODI", "value": 148, "unit": "percent", "date": "2026-11-03"}]},
            "PA112",
            "'pain.scores.1.value' should be at most 100",
        ),
        ({"pain__onset": "June 2025"}, "PA112", "YYYY-MM or YYYY"),
        ({"patient__sex": "femal"}, "PA112", "did you mean 'female'?"),
        ({"patient__nmae": "x"}, "PA110", "did you mean 'name'?"),
        ({"ordering_clinician__npi": "1234567890"}, "PA126", "registry"),
        ({"coverage__member_id": "bell\u0007"}, "PA113", "U+0007"),
        ({"facility__name": "Surgery \u202eretneC"}, "PA113", "U+202E"),
        ({"facility__name": "Surgery\u200bCenter"}, "PA113", "U+200B"),
        ({"facility__name": "Surgery\u3164Center"}, "PA113", "U+3164"),
        ({"facility__place_of_service": "4"}, "PA112", "two digits"),
        ({"request__procedure_codes": [{"code": "628", "units": 1}]}, "PA112", "five digits (CPT)"),
        ({"request__vertebral_bodies": []}, "PA112", "at least one"),
    ],
)
def test_a_wrong_field_is_named_with_a_fix(changes: dict[str, object], code: str, words: str) -> None:
    (problem,) = refused(case_text(**changes), "case.json")
    assert problem.code == code
    assert words in f"{problem.message} {problem.fix}"
    assert problem.where.line is not None


def test_all_errors_come_at_once_in_the_order_of_the_file() -> None:
    found = refused(case_text(patient__birth_date="x", coverage__member_id="", pain__onset="y"), "case.json")
    lines = [problem.where.line or 0 for problem in found]
    assert len(found) == 3
    assert lines == sorted(lines)


@given(st.text(alphabet="QXZ0123456789 ", min_size=6, max_size=20).map(lambda t: f"CANARY{t.strip()}"))
def test_no_value_reaches_a_message_or_an_excerpt(canary: str) -> None:
    found = refused(case_text(patient__birth_date=canary, pain__onset=canary, patient__sex=canary), "case.json")
    said = " ".join(f"{p.message} {p.fix} {p.where} {' '.join(p.excerpt)}" for p in found)
    assert "CANARY" not in said


def write(folder: Path, **changes: object) -> Path:
    path = folder / "case.json"
    path.write_text(case_text(**changes))
    return path


EXPEDITED = {"request__urgency": "expedited"}
UNITS = {"request__procedure_codes": [{"code": "64628", "units": "2"}]}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        (EXPEDITED, "PA128"),
        (UNITS, "PA125"),
        ({"pain__source": {"exhibit": "Q", "page": "1"}}, "PA120"),
        ({"pain__onset": "2026-12-01"}, "PA123"),
        ({"pain__onset": "1970"}, "PA127"),
        ({"coverage__effective_from": "2027-01-02", "coverage__effective_to": "2027-01-01"}, "PA122"),
    ],
)
def test_what_cannot_be_true_together_is_refused(tmp_path: Path, changes: dict[str, object], code: str) -> None:
    with pytest.raises(Refused) as caught:
        read_case(write(tmp_path, **changes), as_of=AS_OF)
    assert [problem.code for problem in caught.value.problems] == [code]


def test_an_endplate_of_another_level_is_refused(tmp_path: Path) -> None:
    data = clean_data()
    data["imaging"][0]["findings"][0]["endplates"] = ["S1 superior"]
    (tmp_path / "case.json").write_text(json.dumps(data))
    with pytest.raises(Refused, match="PA124"):
        read_case(tmp_path / "case.json", as_of=AS_OF)


def test_a_modic_body_left_out_of_the_request_is_a_warning(tmp_path: Path) -> None:
    loaded = read_case(write(tmp_path, request__vertebral_bodies=["L4", "L5"]), as_of=AS_OF)
    assert {problem.code for problem in loaded.warnings} == {"PA130"}
