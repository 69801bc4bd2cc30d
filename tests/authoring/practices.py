"""A practice on the spot: cases, profiles and a ledger, for tests of what a change would reach."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from priorauth.files.shipped_data import folder as shipped_folder
from priorauth.ledger.store import open_ledger
from tests.cases import clean_data
from tests.ledger.ledgers import event, step

PLAN = """\
id: example-plan
carrier: {name: Example Health Plan}
policy: {number: EX-1, url: "https://policy.example/ex-1"}
position: covered_with_criteria
grade: verbatim
retrieved: 2026-11-23
review_by: 2027-02-23
criteria:
  - {id: pain-duration, kind: symptom_duration, text: Pain for six months, months: 6}
  - {id: modic-type, kind: modic_types, text: Modic type 1 or 2, accepted: [1, 2]}
"""
TWELVE = PLAN.replace("six months, months: 6", "twelve months, months: 12")


def write_practice(home: Path, **profiles: str) -> Path:
    """Make a practice folder; each keyword is a profile's id with ``_`` for ``-``."""
    (home / "cases").mkdir(parents=True)
    (home / "payer_profiles").mkdir()
    (home / "practice.yaml").write_text(
        '# A made-up practice.\nfacility: {name: Example Surgery Center, place_of_service: "24"}\n'
    )
    for name, text in profiles.items():
        (home / "payer_profiles" / f"{name.replace('_', '-')}.yaml").write_text(text)
    return home


def own_settings() -> str:
    """Return the settings of a made-up practice that has left no example in them."""
    settings = (shipped_folder("examples") / "practice.yaml").read_text()
    for example, own in (("Example", "Bighorn"), ("Jordan Sample", "Robin Specimen"), ("-555-", "-234-")):
        settings = settings.replace(example, own)
    return settings.replace("1234567893", "1003000126")


def write_case(folder: Path, case_id: str, *, payer: str = "example-plan", **pain: Any) -> Path:
    """Write a case's file; ``pain`` changes that section, and ``None`` takes a field out."""
    data = clean_data()
    data["case_id"], data["coverage"]["payer"] = case_id, payer
    data["pain"] = {name: value for name, value in {**data["pain"], **pain}.items() if value is not None}
    file = folder / case_id / "case.json"
    file.parent.mkdir(parents=True)
    file.write_text(json.dumps(data))
    return file


def record(home: Path, case_id: str, *kinds: str) -> None:
    """Take steps of a case in the practice's ledger, all on one day."""
    with open_ledger(None, home) as book:
        for kind in kinds:
            book.take(case_id, step(kind, on=date(2026, 11, 2)), event())
