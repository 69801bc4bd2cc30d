"""Problems in the forms that other programs read: SARIF for code review, annotations for GitHub's checks."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import quote

from priorauth.problems.problem import Problem, Where
from priorauth.problems.problem_kind import Severity

_SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def as_json(problems: Iterable[Problem]) -> str:
    """Return problems as a JSON list; each has its line and the caret's in ``excerpt``."""
    return json.dumps([{**p.as_data(), "excerpt": list(p.excerpt)} for p in problems], indent=2)


def as_sarif(problems: Sequence[Problem], version: str, base: Path) -> str:
    """Return problems as SARIF 2.1.0; files below ``base`` are named relative to it."""
    kinds = {problem.code: problem.kind for problem in problems}
    rules = [
        {
            "id": kind.code,
            "shortDescription": {"text": kind.why},
            "help": {"text": f"{kind.why} See 'priorauth explain {kind.code}'."},
            "defaultConfiguration": {"level": str(kind.severity)},
        }
        for kind in kinds.values()
    ]
    driver = {"name": "priorauth", "version": version, "rules": rules}
    places = list(kinds)
    results = [_result(problem, places.index(problem.code), base) for problem in problems]
    log = {
        "$schema": _SARIF_SCHEMA,
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }
    return json.dumps(log, indent=2)


def _result(problem: Problem, rule: int, base: Path) -> dict[str, object]:
    where = problem.where
    place: dict[str, object] = {"artifactLocation": {"uri": quote(_below(where, base))}}
    if where.line is not None:
        place["region"] = {"startLine": where.line, **({"startColumn": where.column} if where.column else {})}
    location: dict[str, object] = {"physicalLocation": place}
    if where.part is not None:
        location["logicalLocations"] = [{"fullyQualifiedName": where.part}]
    return {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": str(problem.severity),
        "message": {"text": _sentences(problem)},
        "locations": [location] if where.file else [],
    }


def as_github(problems: Iterable[Problem], base: Path) -> str:
    """Return problems as workflow commands, a line for each, which GitHub shows beside the changed lines."""
    return "\n".join(_annotation(problem, base) for problem in problems)


def _annotation(problem: Problem, base: Path) -> str:
    where = problem.where
    level = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}[problem.severity]
    fields = {"file": _below(where, base), "line": where.line, "col": where.column, "title": problem.code}
    shown = ",".join(f"{name}={_property(str(value))}" for name, value in fields.items() if value)
    part = f"{where.part}: " if where.part else ""
    return f"::{level} {shown}::{_escaped(part + _sentences(problem))}"


def _sentences(problem: Problem) -> str:
    return f"{problem.message}. Fix: {problem.fix}{'' if problem.fix.endswith('?') else '.'}"


def _below(where: Where, base: Path) -> str:
    path = Path(where.file or "")
    absolute = path if path.is_absolute() else base / path
    return (absolute.relative_to(base) if absolute.is_relative_to(base) else path).as_posix()


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
