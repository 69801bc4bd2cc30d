"""Building the made-up practice's clean case, from end to end."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from priorauth.files import write_tree
from priorauth.files.shipped_data import folder as shipped_folder
from priorauth.operations.build_packet import BuiltPacket, Order, build_packet

DEMO_CASE = "clean-three-bodies"
DEMO_DAY = date(2026, 11, 24)
"""The day the made-up cases speak as of; a later day would let their coverage and studies age."""


def build_demo(folder: Path, *, overwrite: bool = False) -> BuiltPacket:
    """Copy the made-up practice into ``folder``, build its clean case there, and return the packet.

    Raises `Refused` (PA2xx) for the disk.
    """
    source = shipped_folder("examples")
    files = {
        str(path.relative_to(source)): path.read_bytes()
        for path in sorted(source.rglob("*"))
        if path.is_file() and path.suffix != ".py" and "__pycache__" not in path.parts
    }
    write_tree(folder, files, overwrite=overwrite)
    case_file = folder / "cases" / DEMO_CASE / "case.yaml"
    return build_packet(Order(case_file=case_file, as_of=DEMO_DAY, out=folder / "packets"))
