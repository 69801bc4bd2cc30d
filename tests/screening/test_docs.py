"""The page about the sweep lists every code of it, with its severity."""

from __future__ import annotations

import re
from pathlib import Path

from priorauth.problems import CATALOGUE

DOC = Path(__file__).parents[2] / "docs" / "sweep.md"


def test_the_docs_list_every_code_of_the_sweep_with_its_severity() -> None:
    listed = re.findall(r"^\| (PA\d{3}) \| (\w+) \|", DOC.read_text(encoding="utf-8"), re.MULTILINE)
    assert listed == [
        (code, str(CATALOGUE[code].severity)) for code in sorted(CATALOGUE) if "PA750" <= code <= "PA769"
    ]
    assert len(listed) == 20
