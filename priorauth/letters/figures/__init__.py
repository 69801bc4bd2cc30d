"""Drawings of a letter, as neutral shapes."""
