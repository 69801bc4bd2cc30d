"""A run's figures as one page that can be printed: plain HTML without a script or anything from outside."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from priorauth.batch.report.charts import Bar, bars
from priorauth.batch.report.figures import RunFigures
from priorauth.batch.task import Outcome

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
        built=figures.count(Outcome.BUILT),
        open=figures.count(Outcome.OPEN),
        failed=figures.count(Outcome.FAILED),
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
    waiting = [case.days_to_service for case in figures.cases if case.outcome is not Outcome.BUILT]
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
