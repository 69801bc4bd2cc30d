"""What the grammar refuses: faults of syntax, and constructs, filters and tests it does not allow."""

from __future__ import annotations

import re

from priorauth.letters.lint.files import ReadFile
from priorauth.letters.lint.hints import near
from priorauth.letters.lint.lint_findings import Findings
from priorauth.letters.templates.filters import ALLOWED_FILTERS
from priorauth.letters.templates.syntax import ALLOWED_TESTS, forbidden_constructs

_NAMED = re.compile(r"the (filter|test) '([^']*)'")


def find_grammar(file: ReadFile, findings: Findings) -> None:
    """Report all of it, with the nearest name for a filter or a test that does not exist."""
    for fault in file.reading.faults:
        findings.add(file.source, fault.offset, fault.code, fix=fault.fix, **fault.names)
    if file.reading.tree is None:
        return
    for offset, what in forbidden_constructs(file.reading.tree):
        findings.add(file.source, offset, "PA507", what=what, fix=_fix(what))


def _fix(what: str) -> str | None:
    named = _NAMED.fullmatch(what)
    if named is None:
        return None
    close = near(named[2], ALLOWED_FILTERS if named[1] == "filter" else ALLOWED_TESTS)
    if close:
        return f"did you mean '{close}'?"
    known = ", ".join(sorted(ALLOWED_FILTERS if named[1] == "filter" else ALLOWED_TESTS))
    return f"the {named[1]}s are: {known}"
