"""`priorauth template lint` and `fields` as an admin and a script meet them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from priorauth.cli import cli
from priorauth.files.shipped_data import folder
from priorauth.problems import ExitCode
from tests.render.test_docx_letterhead import header_with

FRONT = '---\ntitle: Trial\nversion: "1"\n---\n'
SIGNED = "\n```signature\n{{ clinician.signature }}\n```\n"


@pytest.fixture
def practice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "practice.yaml").write_bytes((folder("examples") / "practice.yaml").read_bytes())
    (tmp_path / "templates" / "partials").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli, ("template", *words), standalone_mode=False)
    if result.exception is not None:
        raise result.exception
    return int(result.return_value or 0), result.stdout


def test_the_shipped_templates_and_letterhead_are_fine(practice: Path) -> None:
    assert run("lint") == (ExitCode.OK, "0 errors, 0 warnings.\n")


def test_all_errors_of_the_practice_are_told_in_one_run(practice: Path) -> None:
    (practice / "templates" / "policy_inquiry.md").write_text(FRONT + "{{ patient.nmae }}\n{{ care.x }}" + SIGNED)
    (practice / "templates" / "partials" / "left.md").write_text("Please call us.")
    (practice / "templates" / "letterhead.docx").write_bytes(header_with("<w:p><w:ins/></w:p>"))
    code, told = run("lint")
    assert code == ExitCode.TEMPLATE_OR_PROFILE_INVALID
    assert "policy_inquiry.md:5:12: error PA502" in told
    assert "    {{ patient.nmae }}\n               ^\n" in told
    assert "policy_inquiry.md:6:9: error PA502" in told
    assert "left.md:1:1: warning PA538" in told
    assert "letterhead.docx!word/header1.xml: error PA602" in told
    assert told.endswith("3 errors, 1 warning.\n")


def test_warnings_alone_end_with_zero(practice: Path) -> None:
    (practice / "templates" / "trial.md").write_text(FRONT + "Thank\u00a0you." + SIGNED)
    code, told = run("lint", "trial")
    assert (code, "PA539" in told) == (ExitCode.OK, True)


def test_a_file_is_named_by_its_path(practice: Path) -> None:
    (practice / "draft.md").write_text(FRONT + "{{ patient.nmae }}" + SIGNED)
    assert run("lint", "draft.md")[0] == ExitCode.TEMPLATE_OR_PROFILE_INVALID
    (practice / "old.docx").write_bytes(b"not a zip")
    assert "PA602" in run("lint", "old.docx")[1]


def test_one_payer_alone_can_be_asked_for(practice: Path) -> None:
    (practice / "templates" / "medical_necessity.md").write_text(FRONT + "Text." + SIGNED)
    one = run("lint", "medical_necessity", "--payer", "highmark-wy-15-01-004")[1]
    assert "highmark-wy-15-01-004" in one
    assert "bcbs-sc-cam-394" not in one
    assert "bcbs-sc-cam-394" in run("lint", "medical_necessity")[1]


def test_json_has_every_finding_with_its_place_and_line(practice: Path) -> None:
    (practice / "templates" / "trial.md").write_text(FRONT + "{{ patient.nmae }}" + SIGNED)
    (found,) = json.loads(run("lint", "trial", "--json")[1])
    assert found["code"] == "PA502"
    assert (found["where"]["line"], found["where"]["column"]) == (5, 12)
    assert found["excerpt"][0] == "{{ patient.nmae }}"
    assert run("lint", "trial", "--format", "json") == run("lint", "trial", "--json")


def test_sarif_points_into_the_repository(practice: Path) -> None:
    (practice / "templates" / "trial.md").write_text(FRONT + "{{ patient.nmae }} Thank\u00a0you." + SIGNED)
    log = json.loads(run("lint", "trial", "--format", "sarif")[1])
    assert log["version"] == "2.1.0"
    (sarif,) = log["runs"]
    rules = [rule["id"] for rule in sarif["tool"]["driver"]["rules"]]
    first, second = sarif["results"]
    place = first["locations"][0]["physicalLocation"]
    assert place == {
        "artifactLocation": {"uri": "templates/trial.md"},
        "region": {"startLine": 5, "startColumn": 12},
    }
    assert [rules[result["ruleIndex"]] for result in (first, second)] == ["PA502", "PA539"]
    assert [result["level"] for result in (first, second)] == ["error", "warning"]


def test_github_gets_one_line_for_each_finding(practice: Path) -> None:
    (practice / "templates" / "trial.md").write_text(FRONT + "{{ patient.nmae }}" + SIGNED)
    assert run("lint", "trial", "--format", "github")[1] == (
        "::error file=templates/trial.md,line=5,col=12,title=PA502::the template asks for 'patient.nmae', which the "
        "letter does not have. Fix: did you mean 'patient.name'?\n"
    )


def test_fields_of_a_template_say_where_each_is_used(practice: Path) -> None:
    rows = {row["path"]: row for row in json.loads(run("fields", "record_request", "--json")[1])}
    assert rows["practice.fax"]["need"] == "guarded"
    assert rows["records[].name"]["supplied_by"] == "clinician"
    assert rows["case_id"]["used_at"][0].endswith("record_request.md:17")
    assert "records[].name" in run("fields", "record_request")[1]


def test_fields_without_a_name_are_all_there_are(practice: Path) -> None:
    rows = json.loads(run("fields", "--json")[1])
    assert {"path": "patient.name", "kind": "text", "may_be_empty": False,
            "meaning": "given name, then family name", "supplied_by": "billing"} in rows  # fmt: skip
    assert run("fields")[1].startswith("as_of")
    assert run("fields", "--markdown")[1].startswith("# Fields and filters")
