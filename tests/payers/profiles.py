"""Made-up profiles in a folder, for tests of finding, extending and linting."""

from __future__ import annotations

from pathlib import Path

from priorauth.payers.library import LoadedProfile, ProfileLibrary

BASE = """\
id: base
carrier: {name: Example}
policy: {number: X-1, url: "https://policy.example/x-1"}
position: covered_with_criteria
grade: verbatim
retrieved: 2026-11-23
review_by: 2027-02-23
notes: [from the base]
criteria:
  - {id: pain, kind: symptom_duration, text: six months, months: 6}
  - {id: range, kind: vertebral_range, text: range, first: L3, last: S1}
"""


def write(folder: Path, **files: str) -> ProfileLibrary:
    """Write profiles, each under its keyword as id, and give a library of the folder."""
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text)
    return ProfileLibrary((folder,))


def load(folder: Path, **files: str) -> LoadedProfile:
    """Write profiles and load the first."""
    return write(folder, **files).load(next(iter(files)))
