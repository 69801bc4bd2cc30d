"""A report as it was read, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from priorauth.domain.spine import ModicType
from priorauth.problems import Problem
from priorauth.readers.mri.model import Contradiction, MriReport, ReportedFinding, Words


def as_data(report: MriReport, problems: Iterable[Problem]) -> dict[str, object]:
    """Return everything that was read as plain data for ``--json``."""
    return {
        "modality": report.modality,
        "study_date": str(report.study_date) if report.study_date else None,
        "sequences": list(report.sequences),
        "findings": [_finding(finding) for finding in report.findings],
        "unplaced": [
            {"types": _numbers(u.types), "certainty": str(u.certainty), **_where(u.words)} for u in report.unplaced
        ],
        "denied": [{"place": _name(d.place), "types": _numbers(d.types), **_where(d.words)} for d in report.denied],
        "historic": [
            {
                "place": _name(h.place),
                "types": _numbers(h.types),
                "date": str(h.date) if h.date else None,
                **_where(h.words),
            }
            for h in report.historic
        ],
        "contradictions": [_contradiction(found) for found in report.contradictions],
        "competing": [
            {"finding": str(c.finding), "place": _name(c.place), "certainty": str(c.certainty), **_where(c.words)}
            for c in report.competing
        ],
        "numbering": [{"transitional": str(n.transitional), **_where(n.words)} for n in report.numbering],
        "refused": [_where(words) for words in report.refused],
        "is_final": str(report.is_final),
        "page_marks": [{"page": m.page, "number": m.number, "of": m.of} for m in report.page_marks],
        "warnings": [item.as_data() for item in problems],
    }


def _finding(finding: ReportedFinding) -> dict[str, object]:
    return {
        "place": str(finding.place),
        "types": _numbers(finding.types),
        "certainty": str(finding.certainty),
        "endplates": [str(endplate) for endplate in finding.endplates],
        "section": str(finding.section),
        **_where(finding.words),
        "also": [_where(words) for words in finding.also],
    }


def _contradiction(found: Contradiction) -> dict[str, object]:
    statements = [_where(words) for words in found.statements]
    return {"place": _name(found.place), "what": found.what, "statements": statements}


def _where(words: Words) -> dict[str, object]:
    return {"page": words.page, "quote": words.quote}


def _name(place: object) -> str | None:
    return None if place is None else str(place)


def _numbers(types: Iterable[ModicType]) -> list[int]:
    return [int(number) for number in types]


def as_lines(report: MriReport) -> Iterator[str]:
    """Write the report out for billing staff: what is there, what speaks against it, and where each stands."""
    yield f"{report.modality or 'Modality not said'}, {_day(report)}, {_series(report)}, {_state(report)}"
    yield from _block("Endplate changes", [line for finding in report.findings for line in _finding_lines(finding)])
    yield from _block("Named without a place", [_line(_types(u.types), u.words) for u in report.unplaced])
    yield from _block("Contradictions: nothing is decided here", list(_contradiction_lines(report)))
    yield from _block(
        "On an earlier study",
        [
            _line(f"{h.place or 'no place'}, {_types(h.types)}, {h.date or 'no date'}", h.words)
            for h in report.historic
        ],
    )
    yield from _block("Denied", [_line(f"{d.place or 'the whole study'}", d.words) for d in report.denied])
    yield from _block(
        "Speaks for another source of pain, or against the procedure",
        [
            _line(
                f"{str(c.finding).replace('_', ' ')}{f' at {c.place}' if c.place else ''}, {c.certainty}", c.words
            )
            for c in report.competing
        ],
    )
    yield from _block(
        "Numbering",
        [_line(f"transitional: {str(n.transitional).replace('_', ' ')}", n.words) for n in report.numbering],
    )
    yield from _block(
        "Set aside: not from an MRI", [_line("Modic or endplate wording", words) for words in report.refused]
    )


def _block(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield ""
        yield title
        yield from lines


def _line(text: str, words: Words) -> str:
    return f'  {text}\n      page {words.page}: "{" ".join(words.quote.split())}"'


def _finding_lines(finding: ReportedFinding) -> Iterator[str]:
    endplates = f" ({', '.join(str(endplate) for endplate in finding.endplates)})" if finding.endplates else ""
    yield _line(f"{finding.place}: {_types(finding.types)}, {finding.certainty}{endplates}", finding.words)
    for words in finding.also:
        yield f"      again on page {words.page}"


def _contradiction_lines(report: MriReport) -> Iterator[str]:
    for found in report.contradictions:
        yield f"  {found.place or 'no place'}: {found.what}"
        for words in found.statements:
            yield f'      page {words.page}: "{" ".join(words.quote.split())}"'


def _types(types: Iterable[ModicType]) -> str:
    numbers = [str(number) for number in types]
    return f"Modic type {' and '.join(numbers)}" if numbers else "no type named"


def _day(report: MriReport) -> str:
    return report.study_date.words if report.study_date else "day of the study not found"


def _series(report: MriReport) -> str:
    return f"series {', '.join(report.sequences)}" if report.sequences else "no list of series"


def _state(report: MriReport) -> str:
    words = {"yes": "final", "no": "not final"}
    return words.get(str(report.is_final), "not said whether final")
