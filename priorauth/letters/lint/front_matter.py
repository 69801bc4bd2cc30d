"""The block at the top of a template: its title, its version, what it cites, whom it is for."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

from priorauth.letters.citations import CitationLibrary
from priorauth.letters.lint.lint_findings import Findings
from priorauth.letters.lint.source_text import SourceText
from priorauth.letters.templates.template_library import FRONT_MATTER, FrontMatter
from priorauth.parsing.validation import Loaded, parse_model
from priorauth.payers.model import Position, Profile
from priorauth.problems import Refused, Where


@dataclass(frozen=True, slots=True)
class Front:
    """What a template says of itself, with the places of its fields."""

    matter: FrontMatter
    loaded: Loaded[FrontMatter]


def read_front(source: SourceText, findings: Findings) -> Front | None:
    """Read the front matter; reports what is wrong with it and gives ``None``."""
    match = FRONT_MATTER.match(source.whole)
    if match is None:
        reason = "it does not start with a '---' block that gives its title"
        findings.add(source, 0, "PA501", reason=reason, fix="begin with '---', 'title: ...', 'version: ...', '---'")
        return None
    try:
        loaded = parse_model(f"\n{match[1]}".encode(), str(source.path), FrontMatter, show_values=True)
    except Refused as refused:
        findings.take(refused.problems)
        return None
    return Front(loaded.value, loaded)


def check_front(front: Front, source: SourceText, profiles: Sequence[Profile], findings: Findings) -> None:
    """Report ids the citation library does not have (PA506), sources without a claim (PA510), unknown 'for'."""
    library = CitationLibrary.load().file.citations
    claims = {citation.id: bool(citation.claims) for citation in library}
    for place, cited in enumerate(front.matter.cites):
        at = _offset(source, front.loaded.locate(("cites", place)))
        if cited not in claims:
            near = difflib.get_close_matches(cited, [i for i, has_claim in claims.items() if has_claim], n=1)
            findings.add(source, at, "PA506", id=cited, fix=f"did you mean '{near[0]}'?" if near else None)
        elif not claims[cited]:
            findings.add(source, at, "PA510", id=cited)
    known = {*(position.value for position in Position), *(profile.id for profile in profiles)}
    if not profiles:
        return
    for place, name in enumerate(front.matter.for_):
        if name not in known:
            near = difflib.get_close_matches(name, sorted(known), n=1)
            hint = f"did you mean '{near[0]}'?" if near else "see 'priorauth payer list'"
            findings.add(
                source, _offset(source, front.loaded.locate(("for", place))), "PA537", name=name, hint=hint
            )


def _offset(source: SourceText, where: Where) -> int:
    """Turn a place of the front matter's own reader into an offset."""
    lines = source.whole.split("\n")
    before = lines[: (where.line or 1) - 1]
    return sum(len(line) + 1 for line in before) + (where.column or 1) - 1
