"""Let a real disk fill at ten sizes during a batch, make room, go on, and hold the end against an uninterrupted run.

Run with ``make soak-batch``. The disk is a small file system in memory, which only root may mount; elsewhere this
says so and ends.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from priorauth.batch import runner
from priorauth.batch.task import TaskOutcome
from priorauth.problems import Refused
from tests.batch.runs import Replay, practice, tree

_SIZES = 10
_PAGE = 4096
"""What such a file system counts in."""


def main() -> None:
    copies = int(sys.argv[1]) if len(sys.argv) > 1 else 12
    with tempfile.TemporaryDirectory() as place:
        disk = Path(place) / "disk"
        disk.mkdir()
        if reason := _cannot_mount(disk):
            print(f"no disk could be filled here: {reason}")
            return
        made = Replay(practice(Path(place) / "practice", copies=copies), Path(place) / "cases")
        runner.run(made.tasks, Path(place) / "whole", made)
        whole = tree(Path(place) / "whole")
        need = sum(-(-len(data) // _PAGE) * _PAGE for data in whole.values())
        print(f"{len(made.tasks)} cases, {need / 1e6:.1f} MB of packets")
        for number in range(1, _SIZES + 1):
            size = need * number // (_SIZES + 1) // _PAGE * _PAGE
            with _mounted(disk, size):
                print(f"  {size / 1e6:5.1f} MB: {_filled(made, disk, whole)}", flush=True)
    print(f"{_SIZES} sizes: nothing torn, and with room each ended as the uninterrupted run")


def _filled(made: Replay, disk: Path, whole: dict[str, bytes]) -> str:
    """Run until the disk is full, look, make room and run again; say what the first run said."""
    out = disk / "out"
    try:
        results = runner.run(made.tasks, out, made)
    except Refused as refused:
        codes, said = {found.code for found in refused.problems}, "ended"
    else:
        failed = [result for result in results if result.outcome is TaskOutcome.FAILED]
        codes, said = (
            {found.code for result in failed for found in result.problems},
            f"failed cases: {len(failed)},",
        )
    if codes != {"PA204"}:
        raise SystemExit(f"a full disk was told by {sorted(codes)}")
    left = {name: data for name, data in tree(out).items() if not name.startswith(".run/")}
    standing = {name.split("/")[0] for name in left}
    if left != {name: data for name, data in whole.items() if name.split("/")[0] in standing}:
        raise SystemExit("a packet is torn")
    subprocess.run(["mount", "-o", "remount,size=1g", str(disk)], check=True)
    runner.run(made.tasks, out, made)
    if tree(out) != whole:
        raise SystemExit("a resumed run differs from an uninterrupted one")
    return f"{said} with PA204; packets that stood whole: {len(standing)}"


@contextmanager
def _mounted(disk: Path, size: int) -> Iterator[None]:
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(disk)], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def _cannot_mount(disk: Path) -> str | None:
    """Say why no file system can be mounted here, if so."""
    if os.name != "posix" or shutil.which("mount") is None:
        return "this system has no mount"
    if os.geteuid() != 0:
        return "only root may mount a small file system"
    trial = ["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(disk)]
    if subprocess.run(trial, check=False, capture_output=True).returncode:
        return "mounting is not allowed"
    subprocess.run(["umount", str(disk)], check=True)
    return None


if __name__ == "__main__":
    main()
