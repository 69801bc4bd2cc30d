"""The block a physician signs in, and blocks too small for a fax."""

from __future__ import annotations

from collections.abc import Sequence

from priorauth.letters.lint.files import ReadFile
from priorauth.letters.lint.lint_findings import Findings
from priorauth.letters.lint.markdown_marks import fences_of
from priorauth.letters.lint.template_text import OwnWords

SMALL_POINTS = 8.5
"""The size of small text in a Word file, where the letterhead names no other."""

FAX_POINTS = 10
"""The least a standard fax carries."""


def check_signature(whole: Sequence[ReadFile], findings: Findings) -> None:
    """Report a letter without a signature block (PA533), with two, or with one that names nobody (PA534)."""
    blocks = [
        (file, start, end)
        for file in whole
        for start, name, end in fences_of(OwnWords(file).text)
        if name == "signature"
    ]
    if not blocks:
        source = whole[0].source
        findings.add(source, len(source.whole.rstrip()), "PA533")
    for file, start, end in blocks:
        inside = file.source.text[start:end]
        if "clinician.signature" not in inside and "clinician.name" not in inside:
            findings.add(file.source, start, "PA534", what="does not print who signs")
    for file, start, _ in blocks[1:]:
        findings.add(file.source, start, "PA534", what="is not the only one")


def check_small(words: OwnWords, findings: Findings) -> None:
    """Report small text (PA536)."""
    for start, name, _ in fences_of(words.text):
        if name == "small":
            findings.add(words.source, start, "PA536", size=SMALL_POINTS, least=FAX_POINTS)
