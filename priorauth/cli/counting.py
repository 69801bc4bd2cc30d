"""Counts as a person writes them."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """Write a number with its noun, such as ``1 case`` and ``2 cases``; ``open case`` takes its s as well."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
