"""Build a worklist of five hundred rows of which many are ruined, and account for every one of them.

Run with ``make soak-worklist``. Every damaged cell must be named, every other row be built, or open or failed as it
should be, and every packet be the one its manifest names. A second run must build nothing.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from priorauth.verify.verification import verify
from tests.batch.runs import DAY, tree
from tests.batch.worklist.five_hundred import DAMAGED, FiveHundred, five_hundred


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        known, out = five_hundred(place), place / "packets"
        begin = time.monotonic()
        _run(known.path, out)
        seconds = time.monotonic() - begin
        report = json.loads((out / "report.json").read_bytes())
        counts = _account(known, report)
        sound = _verify(out)
        before = tree(out)
        _run(known.path, out)
        _must(tree(out) == before, "a second run changed something")
        kinds = len({damage.name for damage in DAMAGED.values()})
        print(
            f"500 rows, {kinds} kinds of damage: {counts}; every damaged cell named, no other; {sound} packets sound; "
            f"{seconds:.0f} s on all processors"
        )


def _run(worklist: Path, out: Path) -> None:
    command = str(Path(sys.executable).with_name("priorauth"))
    words = ["batch", str(worklist), "-o", str(out), "--as-of", DAY.isoformat(), "--format", "pdf", "--json"]
    done = subprocess.run([command, *words], capture_output=True, check=False)
    _must(done.returncode == 8, f"the batch ended with {done.returncode}")


def _account(known: FiveHundred, report: dict[str, dict[str, int]]) -> str:
    cases = {case["case_id"]: case["outcome"] for case in report["cases"]}  # type: ignore[index]
    rows = report["rows"]
    counts = {name: sum(outcome == name for outcome in cases.values()) for name in ("built", "open", "failed")}
    _must(sum(counts.values()) + rows["refused"] + rows["left_out"] == rows["filled"] == 500, "rows are missing")
    _must(rows["left_out"] == 0 and rows["refused"] == len(known.refused), "other rows were refused")
    told = {(cell["place"], cell["code"]) for cell in rows["cells"]}  # type: ignore[attr-defined]
    _must(told == known.places(), "other cells were named")
    for outcome, expected in (("open", known.open), ("failed", known.failed)):
        _must({name for name, found in cases.items() if found == outcome} == expected, f"others are {outcome}")
    return ", ".join(f"{number} {name}" for name, number in {**counts, "refused": rows["refused"]}.items())


def _verify(out: Path) -> int:
    folders = [path.parent for path in sorted(out.glob("*/manifest.json"))]
    for folder in folders:
        _must(all(check.is_sound for check in verify(folder, remake=False).checks), "a packet is not sound")
    return len(folders)


def _must(holds: bool, otherwise: str) -> None:
    if not holds:
        raise SystemExit(otherwise)


if __name__ == "__main__":
    main()
