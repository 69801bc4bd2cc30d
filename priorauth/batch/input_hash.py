"""What a result was made from, as one hash: a case is built again only when something of it has changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from priorauth.assembly.case_basis import SharedReads
from priorauth.assembly.dependencies import files_of, fingerprints, joined
from priorauth.batch.task import TaskSpec
from priorauth.submission.build_spec import CaseQuery

_NO_INPUTS: Any = {"case_file": True, "audit_head": True, "row": {"folder", "sheet", "cells"}}
"""What a packet does not depend on: where its case stands, be it a file, a sheet or a row, and when it is built."""


class InputHash:
    """Hashes what tasks depend on. What many cases share is read once, so that one of these is for one run."""

    def __init__(self) -> None:
        self._shared = SharedReads()

    def of(self, spec: TaskSpec) -> str:
        """Return the hash of a task's inputs: its specification, and all that `fingerprints` stand for."""
        prints = fingerprints(_query(spec), self._shared)
        return joined((spec.model_dump_json(exclude=_NO_INPUTS), *prints))

    def files_of(self, spec: TaskSpec) -> Iterator[tuple[Path, bytes]]:
        """Visit the files a task reads that are there, with their contents; none of those shipped."""
        return files_of(_query(spec), self._shared)


def _query(spec: TaskSpec) -> CaseQuery:
    return CaseQuery(spec.source, spec.as_of, payer=spec.payer, draft=spec.draft)
