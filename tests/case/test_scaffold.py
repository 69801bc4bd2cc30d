"""The file that `priorauth new` writes: it teaches every field, and what it teaches can be read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from priorauth.case.case_scaffold import new_case, new_practice
from priorauth.case.model import Case
from priorauth.case.read_case import read_case
from priorauth.parsing.model_fields import fields_at
from priorauth.parsing.tree import read_tree
from priorauth.payers.model import Profile
from priorauth.practice.settings import find_practice
from priorauth.problems import Refused
from tests.cases import AS_OF

NOT_TAUGHT = {"sample", "attested_by"}
"""Only made-up cases set the one; the other is of an earlier form, and counts for nothing."""


def field_names(model: type[BaseModel]) -> set[str]:
    schema = model.model_json_schema()
    parts = (schema, *schema["$defs"].values())
    return {name for part in parts for name in part.get("properties", {})}


@pytest.mark.parametrize(
    ("model", "part", "name", "says"),
    [(Case, "Patient", "record_number", "chart"), (Profile, "Channel", "address", "fax")],
)
def test_a_schema_says_what_its_fields_mean(model: type[BaseModel], part: str, name: str, says: str) -> None:
    described = model.model_json_schema()["$defs"][part]["properties"][name]["description"]
    assert says in described


def test_every_field_of_a_case_is_taught() -> None:
    text = new_case("CASE-1")
    missing = {name for name in field_names(Case) if not re.search(rf"\b{name}:", text)}
    assert missing == NOT_TAUGHT


def test_every_field_that_is_taught_exists() -> None:
    content = read_tree(new_case("CASE-1").encode(), "case.yaml").content
    assert isinstance(content, dict)
    assert set(content) <= set(fields_at(Case, (), content) or ())


def test_a_new_case_lacks_only_what_has_to_be_filled_in(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(new_case("CASE-1"))
    with pytest.raises(Refused) as caught:
        read_case(tmp_path / "case.yaml", as_of=AS_OF)
    assert {problem.code for problem in caught.value.problems} <= {"PA111", "PA112"}
    asked = {problem.message for problem in caught.value.problems if problem.code == "PA112"}
    assert all("at least one entry" in message for message in asked)


FILLED_IN = {
    "given: , family: ": "given: Avery, family: Example",
    "birth_date: ": "birth_date: 1974-03-09",
    "  payer: ": "  payer: example ",
    "payer_name: ": "payer_name: Example Health Plan",
    "member_id:": "member_id: XEH000112233",
    "vertebral_bodies: []": "vertebral_bodies: [L4, L5]",
    "diagnosis_codes: []": "diagnosis_codes: [M54.51]",
}


def filled_in() -> str:
    text = new_case("CASE-1")
    for empty, full in FILLED_IN.items():
        assert text.count(empty) == 1
        text = text.replace(empty, full)
    return text


def test_a_case_is_whole_once_it_is_filled_in_beside_its_practice(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(filled_in() + "sample: true\n")
    (tmp_path / "practice.yaml").write_text(new_practice()["practice.yaml"])
    practice = find_practice(tmp_path)
    assert practice is not None
    loaded = read_case(tmp_path / "case.yaml", as_of=AS_OF, defaults=practice.defaults)
    assert (loaded.case.case_id, loaded.case.practice.name) == ("CASE-1", "Example Spine & Pain")


def test_the_settings_of_a_new_practice_stop_a_case_until_they_are_its_own(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(filled_in())
    (tmp_path / "practice.yaml").write_text(new_practice()["practice.yaml"])
    practice = find_practice(tmp_path)
    assert practice is not None
    with pytest.raises(Refused) as caught:
        read_case(tmp_path / "case.yaml", as_of=AS_OF, defaults=practice.defaults, defaults_file=practice.tree)
    assert {problem.code for problem in caught.value.problems} == {"PA136"}
    lines = new_practice()["practice.yaml"].splitlines()
    for problem in caught.value.problems:
        where = problem.where
        assert where is not None
        assert Path(str(where.file)).name == "practice.yaml"
        assert problem.message.split("'")[1].split(".")[-1] in lines[(where.line or 0) - 1]
    named = {problem.message.split("'")[1] for problem in caught.value.problems}
    assert named == {
        "practice.name",
        "practice.address.street",
        "practice.address.city",
        "practice.phone",
        "practice.fax",
        "facility.name",
        "ordering_clinician.name",
        "ordering_clinician.npi",
        "ordering_clinician.phone",
    }


def test_every_row_shown_as_a_comment_can_be_used(tmp_path: Path) -> None:
    """Taking away the comment signs gives rows that are read, but for exhibits that are not there."""
    rows = re.sub(r"^  # ", "  ", filled_in(), flags=re.MULTILINE)
    rows = re.sub(r"^(\w+): \[\]$", r"\1:", rows, flags=re.MULTILINE)
    rows = re.sub(r"^  scores: \[\]$", "  scores:", rows, flags=re.MULTILINE)
    (tmp_path / "case.yaml").write_text(rows + "sample: true\n")
    (tmp_path / "practice.yaml").write_text(new_practice()["practice.yaml"])
    practice = find_practice(tmp_path)
    assert practice is not None
    with pytest.raises(Refused) as caught:
        read_case(tmp_path / "case.yaml", as_of=AS_OF, defaults=practice.defaults)
    assert {problem.code for problem in caught.value.problems} == {"PA120"}


@pytest.mark.parametrize("case_id", ["../x", "a b", "", "x" * 41, "Avery Example", "-x", "x\n"])
def test_a_case_id_that_is_no_id_is_refused(case_id: str) -> None:
    with pytest.raises(Refused, match="PA205"):
        new_case(case_id)
