"""How wide a table's columns are: as its template says, and wide enough for their longest words."""

from __future__ import annotations

from collections.abc import Iterable

from priorauth.document import Runs, Table
from priorauth.render.drawable_text import font, width

_ROUNDING = 0.1


def column_widths(table: Table, available: float, size: float, padding: float) -> list[float]:
    """Return the columns' widths in points; together they take ``available``.

    A column too narrow for its longest word takes what it lacks from those that have room, so that no word is cut
    which a wider column could hold. Where all together lack room, the table's own shares stand.
    """
    widths = [share * available for share in table.widths]
    columns = zip(table.header, *table.rows, strict=True)
    needed = [_longest_word(column, size) + padding + _ROUNDING for column in columns]
    lacking = [max(0.0, need - wide) for need, wide in zip(needed, widths, strict=True)]
    spare = [max(0.0, wide - need) for need, wide in zip(needed, widths, strict=True)]
    if not 0 < sum(lacking) <= sum(spare):
        return widths
    taken = sum(lacking) / sum(spare)
    return [wide + more - room * taken for wide, more, room in zip(widths, lacking, spare, strict=True)]


def _longest_word(cells: Iterable[Runs], size: float) -> float:
    """Measure the longest word of a column, its header first; a header is bold throughout."""
    return max(
        (
            width(word, font(bold=run.bold or place == 0, italic=run.italic), size)
            for place, runs in enumerate(cells)
            for run in runs
            for word in run.text.split()
        ),
        default=0.0,
    )
