"""The commands of an admin whose payer changed its policy, as they are met on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from priorauth.problems import ExitCode
from tests.authoring.practices import PLAN, TWELVE, record, write_case, write_practice
from tests.cli.in_process import called as run
from tests.cli.test_commands import DAY
from tests.quick_sample import one_in


@pytest.fixture
def home(tmp_path: Path) -> Path:
    made = write_practice(tmp_path / "p", example_plan=PLAN)
    (made / "new.yaml").write_text(TWELVE)
    signed = ("--by", "Riley Placeholder", "--note", "as the bulletin", "--effective", DAY)
    assert run("payer", "approve", "example-plan", *signed, cwd=made).returncode == 0
    for case_id, onset in {
        "FLIPS": "2026-05-01",
        "STAYS": "2024-01-01",
        "UNKNOWN": None,
        "SENT": "2026-05-01",
    }.items():
        write_case(made / "cases", case_id, onset=onset)
    write_case(made / "cases", "APPROVED", onset="2026-05-01")
    record(made, "SENT", "built", "submitted")
    record(made, "APPROVED", "built", "submitted", "approved")
    return made


def test_impact_lists_exactly_the_open_cases_that_flip(home: Path) -> None:
    done = run("payer", "impact", "new.yaml", "--as-of", DAY, "--json", cwd=home)
    assert done.returncode == ExitCode.OK, done.stderr
    found = json.loads(done.stdout)
    assert [row["case_id"] for row in found["changed"]] == ["FLIPS", "SENT"]
    assert [found[name] for name in ("unchanged", "other_profiles", "closed", "unreadable")] == [2, 0, 1, 0]
    assert {(a["criterion"], a["before"], a["after"]) for row in found["changed"] for a in row["answers"]} == {
        ("pain-duration", "met", "not_met")
    }
    words = run("payer", "impact", "new.yaml", "--as-of", DAY, cwd=home)
    assert "open cases that change: 2, that do not: 2" in words.stdout
    assert not any(value in words.stdout + words.stderr for value in ("Avery", "2026-05-01", "XEH"))


def test_an_edited_profile_is_held_against_the_one_that_was_approved(home: Path) -> None:
    profiles, words = home / "payer_profiles", ("payer", "impact", "example-plan", "--as-of", DAY, "--json")
    (profiles / "example-plan.yaml").write_text(TWELVE)
    assert [row["case_id"] for row in json.loads(run(*words, cwd=home).stdout)["changed"]] == ["FLIPS", "SENT"]
    (profiles / "other-plan.yaml").write_text(TWELVE.replace("example-plan", "other-plan"))
    done = run("payer", "impact", "other-plan", "--as-of", DAY, cwd=home)
    assert "no approved profile of that id" in done.stdout
    (home / "before.yaml").write_text(PLAN)
    done = run("payer", "impact", "example-plan", "--replaces", "before.yaml", "--as-of", DAY, "--json", cwd=home)
    assert [row["case_id"] for row in json.loads(done.stdout)["changed"]] == ["FLIPS", "SENT"]


def test_a_case_that_cannot_be_read_is_told_and_ends_with_3(home: Path) -> None:
    (home / "cases" / "bad").mkdir()
    (home / "cases" / "bad" / "case.yaml").write_text("patient: Avery Example\n")
    (home / "cases" / "torn.yaml").write_text("case_id: [")
    done = run("payer", "impact", "new.yaml", "--as-of", DAY, cwd=home)
    assert done.returncode == ExitCode.INPUT_INVALID
    assert "2 could not be read" in done.stdout
    told = {Path(line.split(": not read: ")[0]).name: line for line in done.stderr.splitlines()}
    assert set(told) == {"case.yaml", "torn.yaml"}
    assert "PA112" in told["case.yaml"]
    assert "PA101" in told["torn.yaml"]
    data = json.loads(run("payer", "impact", "new.yaml", "--as-of", DAY, "--json", cwd=home).stdout)
    assert {p["code"] for p in data["problems"]} >= {"PA112", "PA101"}
    assert "Avery" not in done.stderr + done.stdout


def test_looking_makes_no_ledger_and_writes_nothing(tmp_path: Path) -> None:
    home = write_practice(tmp_path / "p", example_plan=PLAN)
    write_case(home / "cases", "CASE-1")
    before = sorted(home.rglob("*"))
    assert run("payer", "impact", "example-plan", "--as-of", DAY, cwd=home).returncode == ExitCode.OK
    assert sorted(home.rglob("*")) == before


@pytest.mark.parametrize(
    ("words", "code"),
    one_in(
        3,
        [
            (["impact", "nowhere.yaml"], ExitCode.FILE_ACCESS),
            (["impact", "exmple-plan"], ExitCode.TEMPLATE_OR_PROFILE_INVALID),
            (["impact", "new.yaml", "--replaces", "nobody"], ExitCode.TEMPLATE_OR_PROFILE_INVALID),
            (["impact", "new.yaml", "--cases", "nowhere"], ExitCode.FILE_ACCESS),
            (["impact", "new.yaml", "--as-of", "11/24/2026"], ExitCode.USAGE),
            (["diff", "example-plan", "new.yaml"], ExitCode.OK),
            (["diff", "example-plan", "nobody"], ExitCode.TEMPLATE_OR_PROFILE_INVALID),
            (["lint", "example-plan", "nobody"], ExitCode.TEMPLATE_OR_PROFILE_INVALID),
            (["lint", "new.yaml", "--format", "json"], ExitCode.OK),
            (["lint", "nowhere.yaml"], ExitCode.FILE_ACCESS),
            (["new", "a&b"], ExitCode.USAGE),
            (["new", "hcsc"], ExitCode.USAGE),
            (["new", "example-plan"], ExitCode.FILE_ACCESS),
            (["new", "x", "--extends", "a", "--copy", "b"], ExitCode.USAGE),
            (["review", "example-plan"], ExitCode.USAGE),
            (["review", "hcsc", "--by", "Riley Placeholder"], ExitCode.USAGE),
        ],
    ),
)
def test_exit_codes(home: Path, words: list[str], code: ExitCode) -> None:
    done = run("payer", *words, cwd=home)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr


def test_diff_says_in_data_whether_they_are_the_same(home: Path) -> None:
    same = [
        json.loads(run("payer", "diff", "example-plan", other, "--json", cwd=home).stdout)["same"]
        for other in ("example-plan", "new.yaml")
    ]
    assert same == [True, False]


def test_a_profile_of_ones_own_is_held_against_the_shipped_one_it_hides(home: Path) -> None:
    run("payer", "new", "hcsc", "--copy", "hcsc", cwd=home)
    own = home / "payer_profiles" / "hcsc.yaml"
    own.write_text(own.read_text().replace("grade: secondary", "grade: verbatim"))
    found = json.loads(run("payer", "diff", "shipped:hcsc", "hcsc", "--json", cwd=home).stdout)["comparisons"]
    assert [(d["before"], d["after"]) for c in found for d in c["differences"]] == [
        ("criteria unknown (secondary)", "criteria unknown (verbatim)")
    ]


def test_diff_is_readable_without_color(home: Path) -> None:
    done = run("payer", "diff", "example-plan", "new.yaml", cwd=home)
    assert "\x1b" not in done.stdout
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in done.stdout.splitlines() if "|" in line]
    assert ["6", "12"] in [row[1:] for row in rows]


def test_a_dry_run_of_review_and_new_writes_nothing(home: Path) -> None:
    before = {path: path.read_bytes() for path in home.rglob("*.yaml")}
    shown = run("payer", "review", "example-plan", "--by", "Riley Placeholder", "--dry-run", cwd=home)
    assert "+reviews:" in shown.stdout
    assert "id: another" in run("payer", "new", "another", "--dry-run", cwd=home).stdout
    assert {path: path.read_bytes() for path in home.rglob("*.yaml")} == before


def test_a_shipped_profile_is_copied_changed_and_looked_at(home: Path) -> None:
    assert run("payer", "new", "hcsc", "--copy", "hcsc", cwd=home).returncode == ExitCode.OK
    assert run("payer", "review", "hcsc", "--by", "Riley Placeholder", cwd=home).returncode == ExitCode.OK
    assert "by Riley Placeholder" in run("payer", "show", "hcsc", cwd=home).stdout
    assert json.loads(run("payer", "diff", "hcsc", "payer_profiles/hcsc.yaml", "--json", cwd=home).stdout)["same"]


def test_lint_tells_its_findings_in_every_form_at_their_places(home: Path) -> None:
    (home / "new.yaml").write_text(TWELVE.replace("grade: verbatim", "grade: verbtim"))
    (home / "payer_profiles" / "lost.yml").write_text(PLAN)

    def told(form: str, *names: str) -> str:
        done = run("payer", "lint", *names, "--format", form, "--as-of", DAY, cwd=home)
        assert done.stderr == ""
        return done.stdout

    assert "new.yaml:5:1: error PA112: 'grade' should be one of" in told("text", "new.yaml")
    assert "lost.yml: warning PA335" in told("text")
    (row,) = json.loads(told("json", "new.yaml"))
    assert (row["code"], row["owner"], row["where"]["line"], row["where"]["column"]) == ("PA112", "admin", 5, 1)
    assert told("github", "new.yaml").startswith("::error file=new.yaml,line=5,col=1,title=PA112::")
    (result,) = json.loads(told("sarif", "new.yaml"))["runs"][0]["results"]
    assert result["ruleId"] == "PA112"
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 5, "startColumn": 1}


@pytest.fixture
def scheduled(home: Path) -> Path:
    """Two more plans: one whose longer rule begins next year, one that is to begin with it and has no other text."""
    later = ("--by", "Riley Placeholder", "--note", "as announced", "--effective", "2027-01-01")
    now = (*later[:-1], DAY)
    for name, text in {"neighbor-plan": PLAN, "heir-plan": "id: heir-plan\nextends: neighbor-plan\n"}.items():
        (home / "payer_profiles" / f"{name}.yaml").write_text(text.replace("example-plan", name))
        assert run("payer", "approve", name, *now, cwd=home).returncode == 0
    for name in ("neighbor-plan", "newcomer-plan"):
        (home / "payer_profiles" / f"{name}.yaml").write_text(TWELVE.replace("example-plan", name))
        assert run("payer", "approve", name, *later, cwd=home).returncode == 0
    for payer in ("neighbor-plan", "heir-plan"):
        write_case(home / "cases", f"OF-{payer}", payer=payer, onset="2026-05-01")
    return home


@pytest.mark.parametrize("by_file", [True, False])
def test_another_plans_text_that_begins_later_is_no_part_of_the_impact(scheduled: Path, by_file: bool) -> None:
    own = scheduled / "payer_profiles" / "example-plan.yaml"
    own.write_text(TWELVE)
    asked = "new.yaml" if by_file else "example-plan"
    found = json.loads(run("payer", "impact", asked, "--as-of", DAY, "--json", cwd=scheduled).stdout)
    assert [row["case_id"] for row in found["changed"]] == ["FLIPS", "SENT"]
    assert found["other_profiles"] == 2
    # The plan itself is measured as its file is; the one that extends it changes with it.
    found = json.loads(run("payer", "impact", "neighbor-plan", "--as-of", DAY, "--json", cwd=scheduled).stdout)
    assert [row["case_id"] for row in found["changed"]] == ["OF-heir-plan", "OF-neighbor-plan"]


def test_a_shipped_profile_is_measured_beside_the_practices_own(scheduled: Path) -> None:
    found = json.loads(run("payer", "impact", "shipped:hcsc", "--as-of", DAY, "--json", cwd=scheduled).stdout)
    assert (found["changed"], found["other_profiles"]) == ([], 6)


def test_impact_reads_a_draft_that_extends_another_draft(home: Path) -> None:
    (home / "payer_profiles" / "parent-plan.yaml").write_text(TWELVE.replace("example-plan", "parent-plan"))
    (home / "heir.yaml").write_text("id: example-plan\nextends: parent-plan\n")
    done = run("payer", "impact", "heir.yaml", "--as-of", DAY, "--json", cwd=home)
    assert [row["case_id"] for row in json.loads(done.stdout)["changed"]] == ["FLIPS", "SENT"]


def test_impact_names_the_cases_whose_rules_are_not_known(home: Path) -> None:
    branch = "branches:\n  - {states: [OR], otherwise: unproven}\n"
    (home / "payer_profiles" / "open-plan.yaml").write_text(PLAN.replace("example-plan", "open-plan") + branch)
    signed = ("--by", "Riley Placeholder", "--note", "as the bulletin", "--effective", DAY)
    assert run("payer", "approve", "open-plan", *signed, cwd=home).returncode == 0
    file = write_case(home / "cases", "WHERE", payer="open-plan")
    data = json.loads(file.read_text())
    data["facility"].pop("address", None)
    file.write_text(json.dumps(data))
    done = run("payer", "impact", "open-plan", "--as-of", DAY, cwd=home)
    assert "WHERE  give facility.address.state" in done.stdout
    found = json.loads(run("payer", "impact", "open-plan", "--as-of", DAY, "--json", cwd=home).stdout)
    assert found["undecided"] == [{"case_id": "WHERE", "missing": ["facility.address.state"]}]
    assert found["unchanged"] == 1


@pytest.mark.parametrize(
    ("name", "day", "months", "is_told"),
    [
        ("neighbor-plan", DAY, 6, True),
        ("NEIGHBOR-plan", DAY, 6, True),
        ("heir-plan", DAY, 6, True),
        ("neighbor-plan", "2027-01-01", 12, False),
        ("payer_profiles/neighbor-plan.yaml", DAY, 12, True),
        ("newcomer-plan", DAY, 12, True),
        ("newcomer-plan", "2027-01-01", 12, False),
        ("example-plan", DAY, 6, False),
        ("new.yaml", DAY, 12, False),
    ],
)
def test_show_says_what_counts_on_the_day(scheduled: Path, name: str, day: str, months: int, is_told: bool) -> None:
    done = run("payer", "show", name, "--as-of", day, cwd=scheduled)
    assert done.returncode == ExitCode.OK, done.stderr
    assert f"symptom_duration: months {months}" in done.stdout
    assert ("PA324" in done.stderr and "2027-01-01" in done.stderr) is is_told


def test_show_for_an_unknown_line_of_business_applies_no_rule(home: Path) -> None:
    branch = "branches:\n  - {line_of_business: [medicaid], otherwise: unproven}\n"
    (home / "by-line.yaml").write_text(PLAN + branch)
    done = run("payer", "show", "by-line.yaml", "--line", "not_documented", cwd=home)
    assert done.returncode == ExitCode.OK, done.stderr
    assert "which rules hold; they turn on coverage.line_of_business: give --line" in done.stdout
    assert "symptom_duration" not in done.stdout
