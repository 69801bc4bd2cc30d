"""A run's report beside its packets: a page that can be printed, a workbook and data, which say the same.

The page is plain HTML without a script or anything from outside. Its bar charts are legible in black and white:
the kinds of a bar differ by filling, not by color alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from priorauth.batch.report.figures import ActionItem, RunFigures
from priorauth.batch.task import TaskOutcome
from priorauth.domain.spine import joined
from priorauth.files import write_file
from priorauth.formats.spreadsheet import Cell, xlsx_bytes

PAGE = "report.html"
"""No case has such a name: case ids have no dot."""


def report_files(figures: RunFigures) -> dict[str, bytes]:
    """Return the report's files by name: a page, a workbook and data, which say the same."""
    return {
        PAGE: page(figures),
        "report.xlsx": workbook(figures),
        "report.json": (figures.model_dump_json(indent=2) + "\n").encode(),
    }


def write_report(figures: RunFigures, folder: Path) -> Path:
    """Write the report's files into ``folder``, each whole; return the page's path. Raises `Refused` (PA204)."""
    for name, data in report_files(figures).items():
        write_file(folder / name, data, overwrite=True)
    return folder / PAGE


_SPANS = (
    ("passed", None, -1),
    ("today or tomorrow", 0, 1),
    ("2 to 7 days", 2, 7),
    ("8 to 14 days", 8, 14),
    ("15 to 30 days", 15, 30),
    ("more than 30 days", 31, None),
)


def page(figures: RunFigures) -> bytes:
    """Write the report as HTML."""
    said = _template().render(
        figures=figures.model_dump(mode="json"),
        built=figures.count(TaskOutcome.BUILT),
        open=figures.count(TaskOutcome.OPEN),
        failed=figures.count(TaskOutcome.FAILED),
        readiness=bars(
            [Bar(line.profile_id, (line.built, line.open, line.failed)) for line in figures.payers],
            ("built", "open", "failed"),
            "Cases built, open and failed, by payer profile",
        ),
        missing=bars(
            [Bar(line.owner.value, (line.actions,)) for line in figures.owners],
            ("actions",),
            "Open actions by who must act",
        ),
        days=bars(_days(figures), ("cases",), "Cases not built, by days to the planned procedure"),
    )
    return said.encode()


def _days(figures: RunFigures) -> list[Bar]:
    waiting = [case.days_to_service for case in figures.cases if case.outcome is not TaskOutcome.BUILT]
    known = [days for days in waiting if days is not None]
    found = [
        Bar(name, (sum((low is None or low <= d) and (high is None or d <= high) for d in known),))
        for name, low, high in _SPANS
    ]
    unknown = [Bar("no planned date", (len(waiting) - len(known),))]
    return [bar for bar in (*found, *unknown) if bar.counts[0]]


@cache
def _template() -> Template:
    loader = PackageLoader("priorauth.batch.report", ".")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return environment.get_template("page.html.j2")


_ROW, _BAR, _LEFT, _WIDE = 24, 16, 230, 700
_RIGHT = 110
"""Room for the counts behind the longest bar."""
_FILLS = ("#000", "url(#lines)", "#fff")
_BOX = Markup('<rect x="{:.1f}" y="{}" width="{:.1f}" height="{}" fill="{}" stroke="#000"/>')
_PATTERN = Markup(
    '<defs><pattern id="lines" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="6" height="6" fill="#fff"/><line x1="0" y1="0" x2="0" y2="6" stroke="#000" stroke-width="3"/>'
    "</pattern></defs>"
)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, and the counts that stand one after another in it."""

    name: str
    counts: tuple[int, ...]


def bars(bars: Sequence[Bar], kinds: Sequence[str], alt: str) -> Markup:
    """Draw bars, each made of at most three ``kinds``; ``alt`` says it for those who cannot see it."""
    if not bars:
        return Markup("<p>None.</p>")
    most = max(sum(bar.counts) for bar in bars) or 1
    scale = (_WIDE - _LEFT - _RIGHT) / most
    rows = Markup().join(_bar_row(bar, index, scale) for index, bar in enumerate(bars))
    legend = _legend(kinds, len(bars) * _ROW + 18) if len(kinds) > 1 else Markup()
    high = len(bars) * _ROW + (30 if legend else 6)
    head = Markup('<svg viewBox="0 0 {} {}" width="{}" height="{}" role="img" aria-label="{}">')
    return head.format(_WIDE, high, _WIDE, high, alt) + _PATTERN + rows + legend + Markup("</svg>")


def _bar_row(bar: Bar, index: int, scale: float) -> Markup:
    y, x = index * _ROW + 4, float(_LEFT)
    name = bar.name if len(bar.name) <= 28 else f"{bar.name[:27]}…"
    parts = [Markup('<text x="{}" y="{}" text-anchor="end">{}</text>').format(_LEFT - 8, y + 12, name)]
    for count, fill in zip(bar.counts, _FILLS, strict=False):
        if count:
            parts.append(_BOX.format(x, y, count * scale, _BAR, fill))
        x += count * scale
    label = " / ".join(map(str, bar.counts)) if len(bar.counts) > 1 else str(bar.counts[0])
    parts.append(Markup('<text x="{:.1f}" y="{}">{}</text>').format(x + 6, y + 12, label))
    return Markup().join(parts)


def _legend(kinds: Sequence[str], y: int) -> Markup:
    parts = []
    for index, (kind, fill) in enumerate(zip(kinds, _FILLS, strict=False)):
        x = _LEFT + index * 110
        box = Markup('<rect x="{}" y="{}" width="12" height="12" fill="{}" stroke="#000"/>').format(x, y - 10, fill)
        parts.append(box + Markup('<text x="{}" y="{}">{}</text>').format(x + 18, y, escape(kind)))
    return Markup().join(parts)


_CASE_COLUMNS = (
    "case",
    "result",
    "payer profile",
    "planned date",
    "days to service",
    "pages",
    "missing",
    "who must act",
    "codes",
)
_REFUSED_COLUMNS = ("row", "case", "cell", "code", "what is wrong", "what to do", "who must act")
_ACTION_COLUMNS = ("case", "planned date", "what is asked", "what to do", "request to send")


def workbook(figures: RunFigures) -> bytes:
    """Write the report as XLSX."""
    sheets: dict[str, list[tuple[Cell, ...]]] = {"cases": [_CASE_COLUMNS, *_cases(figures)]}
    for line in figures.owners:
        own = [action for action in figures.actions if action.owner is line.owner]
        sheets[f"for {line.owner.value}"] = [
            _ACTION_COLUMNS,
            *((a.case_id, a.planned_date, a.what, a.next_step, request_text(a)) for a in own),
        ]
    sheets["payers"] = [
        ("payer profile", "built", "open", "failed"),
        *((line.profile_id, line.built, line.open, line.failed) for line in figures.payers),
    ]
    if figures.rows is not None and figures.rows.cells:
        sheets["refused rows"] = [
            _REFUSED_COLUMNS,
            *((c.row, c.case_id, c.place, c.code, c.message, c.fix, c.owner.value) for c in figures.rows.cells),
        ]
    return xlsx_bytes(sheets)


def _cases(figures: RunFigures) -> list[tuple[Cell, ...]]:
    return [
        (
            case.case_id,
            case.outcome.value,
            case.profile_id,
            case.planned_date,
            case.days_to_service,
            case.pages,
            ", ".join(case.missing),
            joined(case.owners),
            ", ".join(case.codes),
        )
        for case in figures.cases
    ]


def request_text(action: ActionItem) -> str:
    """Write the message that asks for it, by case id alone; whoever sends it adds the patient."""
    by = f" before {action.planned_date}" if action.planned_date else ""
    return f"Case {action.case_id}: {action.next_step}. Please reply{by} with the case id."
