"""A drawing of the lumbar spine: Modic changes where the report places them, and the bodies to treat."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from priorauth.case.model import Case, Certainty, ImagingFinding, Study, StudyModality
from priorauth.document import Figure, FigureText, Stroke
from priorauth.domain.spine import Endplate, EndplateSide, VertebralBody, in_order, joined

_WIDTH, _BODY_WIDTH, _BODY_HEIGHT, _DISC = 468.0, 92.0, 17.0, 7.0
_PITCH = _BODY_HEIGHT + _DISC
_LEFT = 96.0
_RIGHT = _LEFT + _BODY_WIDTH
_LABEL_GAP = 10.0
_EDGE = 6.0
_DRAWN = (VertebralBody.L2, VertebralBody.L3, VertebralBody.L4, VertebralBody.L5, VertebralBody.S1)


@dataclass(frozen=True, slots=True)
class _Change:
    """A reported change: its height in the drawing, what it says, and the endplate if one is named."""

    y: float
    text: str
    endplate: Endplate | None = None


def draw_spine(case: Case) -> Figure:
    """Draw L2 (or L1) to S1 from the top down.

    A body to treat has a heavy outline and diagonal lines; an endplate with a reported change is a black bar with
    its type beside it. A change whose endplate the report does not name is labelled at its disc or body without a
    bar: nothing is drawn that the report does not place.
    """
    bodies = _bodies(case)
    spine = len(bodies) * _PITCH + 8
    changes = sorted(_changes(case, bodies), key=lambda change: -change.y)
    rise = max(0.0, len(changes) * _LABEL_GAP + 2 * _EDGE - spine)
    shapes: list[Stroke | FigureText] = []
    for body, top in _tops(bodies).items():
        shapes += _body(body, top + rise, treated=body in case.request.vertebral_bodies)
    heights = _spread([change.y + rise for change in changes], low=_EDGE)
    for change, height in zip(changes, heights, strict=True):
        shapes += _change(change, change.y + rise, height)
    return Figure(_WIDTH, spine + rise, tuple(shapes), alt=_words(case))


def _studies(case: Case) -> list[tuple[Study, ImagingFinding]]:
    """Return the typed findings of every MRI; no other study can show Modic changes."""
    return [
        (study, finding)
        for study in case.imaging
        if study.modality is StudyModality.MRI
        for finding in study.findings
        if finding.modic_types
    ]


def _bodies(case: Case) -> tuple[VertebralBody, ...]:
    named = set(case.request.vertebral_bodies)
    for _, finding in _studies(case):
        named.update(finding.bodies, finding.disc_level.bodies if finding.disc_level else ())
    return in_order({*_DRAWN, *named})


def _tops(bodies: tuple[VertebralBody, ...]) -> dict[VertebralBody, float]:
    height = len(bodies) * _PITCH + 8
    return {body: height - 6 - index * _PITCH for index, body in enumerate(bodies)}


def _changes(case: Case, bodies: tuple[VertebralBody, ...]) -> Iterator[_Change]:
    tops, found = _tops(bodies), _studies(case)
    several = len({id(study) for study, _ in found}) > 1
    for study, finding in found:
        hedge = " suggested" if finding.certainty is Certainty.HEDGED else ""
        kind = f"Modic {'/'.join(finding.modic_types)}{hedge}"
        when = f" ({study.date})" if several else ""
        for endplate in finding.endplates:
            yield _Change(_height_of(endplate, tops), f"{kind}: {endplate}{when}", endplate)
        y = _height_of_place(finding, tops)
        if y is not None and not finding.endplates:
            yield _Change(y, f"{kind}: {finding.place}, endplate not named{when}")


def _height_of(endplate: Endplate, tops: dict[VertebralBody, float]) -> float:
    top = tops[endplate.body]
    return top - 2.5 if endplate.side is EndplateSide.SUPERIOR else top - _BODY_HEIGHT + 2.5


def _height_of_place(finding: ImagingFinding, tops: dict[VertebralBody, float]) -> float | None:
    if finding.disc_level is not None:
        return tops[finding.disc_level.bodies[0]] - _BODY_HEIGHT - _DISC / 2
    return tops[finding.vertebral_body] - _BODY_HEIGHT / 2 if finding.vertebral_body is not None else None


def _spread(heights: list[float], *, low: float) -> list[float]:
    """Move heights, given from the top down, just so far apart that labels at them do not touch."""
    placed: list[float] = []
    for height in heights:
        placed.append(min(height, placed[-1] - _LABEL_GAP) if placed else height)
    floor = low
    for index in range(len(placed) - 1, -1, -1):
        placed[index] = max(placed[index], floor)
        floor = placed[index] + _LABEL_GAP
    return placed


def _body(body: VertebralBody, top: float, *, treated: bool) -> Iterator[Stroke | FigureText]:
    bottom = top - _BODY_HEIGHT
    inset = 8 if body is VertebralBody.S1 else 0
    corners = ((_LEFT, top), (_RIGHT, top), (_RIGHT - inset, bottom), (_LEFT + inset, bottom))
    yield Stroke(corners, 2.2 if treated else 0.7, closed=True, fill=1.0)
    if treated:
        for x in range(int(_LEFT) + 12, int(_RIGHT) - 22, 9):
            yield Stroke(((x, bottom + 2), (x + 14, top - 2)), 0.5)
    yield FigureText(_LEFT - 14, top - 12, str(body), 9.5, bold=treated, anchor="end")
    if treated:
        yield FigureText(_LEFT - 36, top - 12, "to treat", 7.5, anchor="end")


def _change(change: _Change, y: float, label_y: float) -> Iterator[Stroke | FigureText]:
    if change.endplate is not None:
        left, right = _LEFT + 3, _RIGHT - 3
        yield Stroke(((left, y - 2), (right, y - 2), (right, y + 2), (left, y + 2)), 0.4, closed=True, fill=0.0)
    yield Stroke(((_RIGHT + 3, y), (_RIGHT + 16, label_y)), 0.5)
    yield FigureText(_RIGHT + 20, label_y - 3, change.text, 8)


def _words(case: Case) -> str:
    changes = "; ".join(
        f"Modic type {joined(f.modic_types)} at {joined(str(e) for e in f.endplates) or f.place}"
        f"{' (suggested)' if f.certainty is Certainty.HEDGED else ''}"
        for _, f in _studies(case)
    )
    treated = joined(in_order(case.request.vertebral_bodies))
    return (
        f"Lumbar spine from the side. Bodies to treat: {treated}. Reported: {changes or 'no typed Modic change'}."
    )
