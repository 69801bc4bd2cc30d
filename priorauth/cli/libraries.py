"""The templates and payer profiles a command works with: first the practice's, where it is called in one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from priorauth.assembly.pipeline import template_library
from priorauth.letters.templates.template_library import TemplateLibrary
from priorauth.payers.library import ProfileLibrary, default_library
from priorauth.practice.approvals.effective import approved_instead
from priorauth.practice.settings import find_practice


def letter_library() -> TemplateLibrary:
    """Find templates in the practice's own folder first, then among those shipped."""
    return template_library(find_practice(Path.cwd()))


def profile_library() -> ProfileLibrary:
    """Find profiles in the practice's own folders first, then among those shipped."""
    practice = find_practice(Path.cwd())
    return default_library(practice.profile_folders if practice else ())


def profiles_in_use(as_of: date) -> ProfileLibrary:
    """Find profiles as they are approved for a day: what nobody approved is passed over.

    Raises `Refused` (PA574) for a registry of approvals that was tampered with.
    """
    practice = find_practice(Path.cwd())
    if practice is None:
        return default_library()
    return default_library(practice.profile_folders, approved_instead(practice.folder, as_of))
