"""Bar charts as SVG, legible in black and white: the kinds of a bar differ by filling, not by color alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

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
    rows = Markup().join(_row(bar, index, scale) for index, bar in enumerate(bars))
    legend = _legend(kinds, len(bars) * _ROW + 18) if len(kinds) > 1 else Markup()
    high = len(bars) * _ROW + (30 if legend else 6)
    head = Markup('<svg viewBox="0 0 {} {}" width="{}" height="{}" role="img" aria-label="{}">')
    return head.format(_WIDE, high, _WIDE, high, alt) + _PATTERN + rows + legend + Markup("</svg>")


def _row(bar: Bar, index: int, scale: float) -> Markup:
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
