"""A drawing of the lumbar spine: Modic changes where the report places them, and the bodies to treat."""

from __future__ import annotations

from collections.abc import Iterator

from priorauth.case.model import Case, Certainty, Finding, StudyModality
from priorauth.document import Figure, Label, Stroke
from priorauth.spine import Endplate, Side, VertebralBody, in_order, joined

_WIDTH, _BODY_WIDTH, _BODY_HEIGHT, _DISC = 430.0, 92.0, 17.0, 7.0
_LEFT = 120.0
_DRAWN = (VertebralBody.L2, VertebralBody.L3, VertebralBody.L4, VertebralBody.L5, VertebralBody.S1)


def draw_spine(case: Case) -> Figure:
    """Draw L2 (or L1) to S1 from the top down.

    A body to treat has a heavy outline and diagonal lines; an endplate with a reported change is a black bar with
    its type beside it. Nothing is drawn that the report does not place.
    """
    bodies = _bodies(case)
    height = len(bodies) * (_BODY_HEIGHT + _DISC) + 8
    tops = {body: height - 6 - index * (_BODY_HEIGHT + _DISC) for index, body in enumerate(bodies)}
    shapes: list[Stroke | Label] = []
    for body in bodies:
        shapes += _body(body, tops[body], treated=body in case.request.vertebral_bodies)
    for finding in _findings(case):
        shapes += _finding(finding, tops)
    return Figure(_WIDTH, height, tuple(shapes), alt=_words(case))


def _bodies(case: Case) -> tuple[VertebralBody, ...]:
    named = {*case.request.vertebral_bodies, *(b for finding in _findings(case) for b in finding.bodies)}
    return in_order({*_DRAWN, *named})


def _findings(case: Case) -> list[Finding]:
    return [
        f for study in case.imaging if study.modality is StudyModality.MRI for f in study.findings if f.modic_types
    ]


def _body(body: VertebralBody, top: float, *, treated: bool) -> Iterator[Stroke | Label]:
    right, bottom = _LEFT + _BODY_WIDTH, top - _BODY_HEIGHT
    inset = 8 if body is VertebralBody.S1 else 0
    corners = ((_LEFT, top), (right, top), (right - inset, bottom), (_LEFT + inset, bottom))
    yield Stroke(corners, 2.2 if treated else 0.7, closed=True, fill=1.0)
    if treated:
        for x in range(int(_LEFT) + 12, int(right) - 22, 9):
            yield Stroke(((x, bottom + 2), (x + 14, top - 2)), 0.5)
    yield Label(_LEFT - 14, top - 12, str(body), 9.5, bold=treated, anchor="end")
    if treated:
        yield Label(_LEFT - 36, top - 12, "to treat", 7.5, anchor="end")


def _finding(finding: Finding, tops: dict[VertebralBody, float]) -> Iterator[Stroke | Label]:
    kind = f"Modic {'/'.join(finding.modic_types)}"
    hedge = " (suggested)" if finding.certainty is Certainty.HEDGED else ""
    right = _LEFT + _BODY_WIDTH
    heights = [_height_of(endplate, tops) for endplate in finding.endplates]
    for y in heights:
        yield Stroke(
            ((_LEFT + 3, y - 2), (right - 3, y - 2), (right - 3, y + 2), (_LEFT + 3, y + 2)), 0.4, True, fill=0.0
        )
    places = heights or [tops[body] - _BODY_HEIGHT / 2 for body in finding.bodies]
    if places:
        middle = sum(places) / len(places)
        plates = f": {joined(str(e) for e in finding.endplates)}" if finding.endplates else f" in {finding.place}"
        yield Stroke(((right + 3, middle), (right + 16, middle)), 0.5)
        yield Label(right + 20, middle - 3, f"{kind}{plates}{hedge}", 8)


def _height_of(endplate: Endplate, tops: dict[VertebralBody, float]) -> float:
    top = tops[endplate.body]
    return top - 2.5 if endplate.side is Side.SUPERIOR else top - _BODY_HEIGHT + 2.5


def _words(case: Case) -> str:
    changes = "; ".join(
        f"Modic type {joined(f.modic_types)} at {joined(str(e) for e in f.endplates) or f.place}"
        for f in _findings(case)
    )
    treated = joined(in_order(case.request.vertebral_bodies))
    return (
        f"Lumbar spine from the side. Bodies to treat: {treated}. Reported: {changes or 'no typed Modic change'}."
    )
