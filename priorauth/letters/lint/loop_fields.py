"""What ``loop`` tells inside a loop."""

from __future__ import annotations

from collections.abc import Mapping

from priorauth.letters.lint.types import NUMBER, YES_NO, Kind

LOOP_FIELDS: Mapping[str, Kind | None] = {
    "index": NUMBER,
    "first": YES_NO,
    "last": YES_NO,
    "length": NUMBER,
    "previtem": None,
    "nextitem": None,
}
"""Every field the sandbox lets through; ``None`` stands for an item of the list, absent at its edge."""

LOOP_MEANINGS: Mapping[str, str] = {
    "index": "which turn it is, counted from 1",
    "first": "whether this is the first turn",
    "last": "whether this is the last turn",
    "length": "how many turns there are",
    "previtem": "the item of the turn before; not there in the first turn",
    "nextitem": "the item of the turn after; not there in the last turn",
}
