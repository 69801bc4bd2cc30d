"""A plan that takes no request: the same packet, made as documentation for the chart and marked so."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from priorauth.assembly import pipeline
from priorauth.assembly.pipeline import BuildSpec, Format, Made
from priorauth.batch.task import TaskSpec, run_task
from priorauth.document import words_of
from priorauth.files.shipped_data import folder
from tests.assembly.test_pipeline import DAY

ABSENT = (
    "deformity",
    "cardiopulmonary_compromise",
    "systemic_infection",
    "local_infection",
    "bleeding_diathesis",
    "symptomatic_stenosis",
    "fragility_fracture",
    "compression_fracture",
    "other_imaging_cause",
    "advanced_systemic_disease",
    "substance_use_disorder",
)
EVALUATIONS = ("multidisciplinary", "psychological", "physical")
MARK = "Documentation for the chart, not a request"


@pytest.fixture(scope="module")
def case_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The clean case as one of Original Medicare in New York."""
    home = tmp_path_factory.mktemp("practice")
    shutil.copytree(folder("examples") / "cases" / "clean-three-bodies", home / "cases" / "one")
    settings = (folder("examples") / "practice.yaml").read_text()
    address = "  address: {street: 1 Example Street, city: Albany, state: NY, postal_code: '12207'}\n"
    (home / "practice.yaml").write_text(
        settings.replace('place_of_service: "24"\n', f'place_of_service: "24"\n{address}')
    )
    file = home / "cases" / "one" / "case.yaml"
    text = file.read_text().replace("highmark-wy-15-01-004", "medicare")
    text = text.replace("line_of_business: commercial", "line_of_business: medicare")
    said = {name: f"There is no {name.replace('_', ' ')}." for name in ABSENT}
    said |= {kind: f"On October 2, 2026 the {kind} evaluation was made." for kind in EVALUATIONS}
    said["bmi"] = "The body mass index is 31."
    (home / "cases" / "one" / "clearance.txt").write_text(
        "Clearance for the procedure\n" + "\n".join(said.values())
    )
    page = {name: f'source: {{exhibit: Z, page: 1, quote: "{words}"}}' for name, words in said.items()}
    absent = "".join(f"    - {{condition: {name}, present: no, {page[name]}}}\n" for name in ABSENT)
    text = re.sub(r"^safety:\n", f"safety:\n  conditions:\n{absent}", text, flags=re.MULTILINE)
    seen = "".join(f"  - {{kind: {k}, date: 2026-10-02, by: Robin Made, {page[k]}}}\n" for k in EVALUATIONS)
    weight = f"measurements:\n  - {{name: bmi, value: 31, date: 2026-11-03, {page['bmi']}}}\n"
    exhibit = "  - {id: Z, kind: other, title: Clearance, file: clearance.txt}\n"
    file.write_text(f"{text.rstrip()}\n{exhibit}\nevaluations:\n{seen}{weight}")
    return file


def made(case_file: Path, **asked: Any) -> Made:
    return pipeline.make(BuildSpec(case_file=case_file, as_of=DAY, out=Path(), format=Format.DOCX, **asked))


@pytest.mark.slow
def test_it_is_marked_and_its_request_is_not(case_file: Path) -> None:
    documented, requested = made(case_file), made(case_file, as_request=True)
    assert (documented.folder_name, requested.folder_name) == ("EX-CLEAN-documentation", "EX-CLEAN")
    assert all(MARK in item.document.footer for item in documented.composed)
    assert not any(MARK in item.document.footer for item in requested.composed)
    assert [w.code for w in documented.warnings if w.code == "PA344"] == ["PA344"]
    # The words of the letter and the table are the same; only what they are for differs.
    assert [words_of(item.document) for item in documented.composed] == [
        words_of(item.document) for item in requested.composed
    ]


@pytest.mark.slow
def test_a_batch_makes_the_same_and_records_no_request(case_file: Path) -> None:
    spec = TaskSpec(task_id="one", case_file=str(case_file), as_of=DAY, format=Format.DOCX)
    documented = run_task(spec).result
    requested = run_task(spec.model_copy(update={"as_request": True})).result
    assert (documented.outcome.value, documented.exit_code, documented.requested) == ("built", 0, None)
    assert requested.requested is not None
    assert "PA344" in [problem.code for problem in documented.problems]


@pytest.mark.slow
def test_the_documentation_has_to_be_as_complete_as_a_request(case_file: Path) -> None:
    text = case_file.read_text()
    other = case_file.with_name("open.yaml")
    other.write_text(text.replace("performed: no", "performed: not_documented"))
    result = run_task(TaskSpec(task_id="one", case_file=str(other), as_of=DAY, format=Format.DOCX)).result
    assert (result.outcome.value, result.exit_code) == ("open", 4)
    assert "no-prior-ablation" in [item.criterion for item in result.open_items]
