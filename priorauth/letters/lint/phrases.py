"""Phrases no letter may use, found in the template's own words before any letter is written."""

from __future__ import annotations

from priorauth.letters.checks.forbidden import find_forbidden
from priorauth.letters.lint.lint_findings import Findings
from priorauth.letters.lint.template_text import OwnWords


def find_phrases(words: OwnWords, findings: Findings) -> None:
    """Report forbidden phrases (PA505)."""
    for offset, text, is_placed in words.passages():
        for phrase in find_forbidden(text):
            at = offset + phrase.start + (0 if is_placed else 1)
            findings.add(words.source, at, "PA505", phrase=phrase.says)
