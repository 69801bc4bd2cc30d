"""What offends against the rules of the house today. Rows are deleted here and never added.

A row whose offence is mended fails its rule until the row is gone, so the lists can only shrink.
"""

from __future__ import annotations

CIRCULAR_IMPORTS: tuple[str, ...] = ()
"""Each import of a circle, from file to file."""

DEEP_IMPORTS: tuple[str, ...] = ()
"""What the command line does itself and ``operations`` should do: the file, and the room it reaches into."""

DOUBLED_NAMES: dict[str, int] = {}
"""File names that stand more than once, and how often."""

DOUBLED_CLASSES: dict[str, int] = {}
"""Class names that stand more than once, and how often."""

LONG_SIGNATURES: tuple[str, ...] = ()
"""Functions of more than six arguments: the file, and the name."""
