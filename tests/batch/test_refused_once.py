"""A case that is refused costs one look at its chart: what is open is told from what was read already."""

from __future__ import annotations

from pathlib import Path

import pytest

from priorauth.batch.task import TaskOutcome, TaskSpec, run_task
from priorauth.exhibits.opening import open_exhibits
from priorauth.exhibits.pages import OpenedExhibit
from tests.batch.runs import DAY, EXAMPLES


@pytest.mark.parametrize(
    ("name", "texts", "outcome", "has_open_items"),
    [
        ("gaps", {}, TaskOutcome.OPEN, True),
        ("gaps", {"mri-report.pdf": b"not a PDF"}, TaskOutcome.FAILED, True),
        ("conflicting-generator", {}, TaskOutcome.OPEN, True),
        ("gaps", {"case.yaml": b"case_id: ["}, TaskOutcome.FAILED, False),
    ],
)
def test_a_refused_case_is_opened_once(
    name: str,
    texts: dict[str, bytes],
    outcome: TaskOutcome,
    has_open_items: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path / name
    folder.mkdir()
    for path in (EXAMPLES / "cases" / name).iterdir():
        (folder / path.name).write_bytes(texts.get(path.name, path.read_bytes()))
    (tmp_path / "practice.yaml").write_bytes((EXAMPLES / "practice.yaml").read_bytes())
    openings = []

    def counted(*given: object, **named: object) -> tuple[OpenedExhibit, ...]:
        openings.append(given)
        return open_exhibits(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr("priorauth.assembly.chart.open_exhibits", counted)
    result = run_task(TaskSpec(task_id=name, case_file=str(folder / "case.yaml"), as_of=DAY)).result
    assert (result.outcome, bool(result.open_items)) == (outcome, has_open_items)
    assert len(openings) == (1 if "case.yaml" not in texts else 0)
