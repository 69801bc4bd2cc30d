"""Checking templates without any case: typed against the model of their context, and as text."""

from priorauth.letters.lint.linter import Linted, examine, lint_file, lint_library, lint_partial, lint_template

__all__ = ["Linted", "examine", "lint_file", "lint_library", "lint_partial", "lint_template"]
