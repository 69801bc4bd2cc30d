"""The templates and payer profiles a command works with: first the practice's, where it is called in one."""

from __future__ import annotations

from pathlib import Path

from priorauth.letters.template_library import TemplateLibrary
from priorauth.payers.library import ProfileLibrary, default_library
from priorauth.pipeline import template_library
from priorauth.practice import find_practice


def letter_library() -> TemplateLibrary:
    """Find templates in the practice's own folder first, then among those shipped."""
    return template_library(find_practice(Path.cwd()))


def profile_library() -> ProfileLibrary:
    """Find profiles in the practice's own folders first, then among those shipped."""
    practice = find_practice(Path.cwd())
    return default_library(practice.profile_folders if practice else ())
