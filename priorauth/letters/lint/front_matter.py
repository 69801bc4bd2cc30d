"""The block at the top of a template: its title, its version, what it cites, whom it is for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from priorauth.letters.citations import CitationLibrary
from priorauth.letters.lint.lint_report import LintFinding, LintReport, SourceText
from priorauth.letters.templates.template_library import FRONT_MATTER, FrontMatter
from priorauth.parsing.validation import Loaded, parse_model
from priorauth.payers.model import Position, Profile
from priorauth.problems import Refused, Where, did_you_mean


def read_front(source: SourceText, report: LintReport) -> Loaded[FrontMatter] | None:
    """Read the front matter; reports what is wrong with it and gives ``None``."""
    match = FRONT_MATTER.match(source.whole)
    if match is None:
        reason = "it does not start with a '---' block that gives its title"
        fix = "begin with '---', 'title: ...', 'version: ...', '---'"
        report.add(source, LintFinding(0, "PA501", {"reason": reason}, fix))
        return None
    try:
        return parse_model(f"\n{match[1]}".encode(), str(source.path), FrontMatter, show_values=True)
    except Refused as refused:
        report.take(refused.problems)
        return None


def check_front(
    front: Loaded[FrontMatter], source: SourceText, profiles: Sequence[Profile]
) -> Iterator[LintFinding]:
    """Find ids that cannot be cited (PA506), sources without a claim (PA510), and an unknown 'for' (PA537)."""
    library = CitationLibrary.load().file.citations
    claims = {citation.id: bool(citation.claims) for citation in library}
    for place, cited in enumerate(front.value.cites):
        at = _offset(source, front.locate(("cites", place)))
        if cited not in claims:
            usable = (name for name, has_claim in claims.items() if has_claim)
            yield LintFinding(at, "PA506", {"id": cited}, did_you_mean(cited, usable))
        elif not claims[cited]:
            yield LintFinding(at, "PA510", {"id": cited})
    known = {*(position.value for position in Position), *(profile.id for profile in profiles)}
    for place, name in enumerate(front.value.for_ if profiles else ()):
        if name not in known:
            hint = did_you_mean(name, known) or "see 'priorauth payer list'"
            at = _offset(source, front.locate(("for", place)))
            yield LintFinding(at, "PA537", {"name": name, "hint": hint})


def _offset(source: SourceText, where: Where) -> int:
    """Turn a place of the front matter's own reader into an offset."""
    lines = source.whole.split("\n")
    before = lines[: (where.line or 1) - 1]
    return sum(len(line) + 1 for line in before) + (where.column or 1) - 1
