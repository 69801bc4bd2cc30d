"""A clean example case with further files as exhibits, for builds."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

EXAMPLES = Path(__file__).parents[3] / "examples"
FIRST = "ZYXWVUTSRQPONMLKJIHGF"
"""The ids of the files that are added, in their order; the example has A to E."""


def case_file(folder: Path, files: Mapping[str, bytes], **settings: str) -> Path:
    """The case with these files as exhibits Z, Y, X and so on, written to ``folder``; ``settings`` are theirs."""
    shutil.copy(EXAMPLES / "practice.yaml", folder)
    shutil.copytree(EXAMPLES / "cases" / "clean-three-bodies", folder, dirs_exist_ok=True)
    more = "".join(f", {key}: {value}" for key, value in settings.items())
    rows = ""
    for letter, (name, data) in zip(FIRST, files.items(), strict=False):
        (folder / name).write_bytes(data)
        rows += f'  - {{id: {letter}, kind: other, title: "File {letter}", file: {name}{more}}}\n'
    case = folder / "case.yaml"
    text = case.read_text(encoding="utf-8")
    case.write_text(text.replace("\nexhibits:\n", f"\nexhibits:\n{rows}", 1), encoding="utf-8")
    return case
