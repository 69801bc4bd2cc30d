"""Types that stand beside their levels: rows and columns of tables, and lists such as ``Modic: L3-4 0, L4-5 I``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from priorauth.readers.mri.discourse import Context
from priorauth.readers.mri.level_attachment import with_own_endplates
from priorauth.readers.mri.modic_types import read_types
from priorauth.readers.mri.not_places import PLACES
from priorauth.readers.mri.report_tokens import ReportToken
from priorauth.readers.mri.short_rows import cell_among, cell_under, column_of
from priorauth.readers.mri.spinal_levels import Spot, find_groups
from priorauth.readers.mri.token_roles import Kind
from priorauth.reading.statements import Statement

_ZERO = frozenset(["none", "no", "nil", "normal", "absent", "negative", "neg", "unremarkable", "even"])
_BEFORE_LIST = (
    Kind.TYPE, Kind.CHANGE, Kind.LEVEL_WORD, Kind.COLON, Kind.DASH, Kind.ENDPLATE, Kind.PREPOSITION, Kind.SIGNAL,
)  # fmt: skip
_HEADING = (Kind.MODIC, Kind.TYPE, Kind.CHANGE, Kind.ENDPLATE, Kind.SIGNAL, Kind.MARROW, Kind.ADJECTIVE)
"""What the heading of a column of types says; one that says more ("Modic 2019") heads values nobody can tell."""

_BETWEEN = (Kind.MODIC, Kind.COLON, Kind.DASH, Kind.IS, Kind.LEGEND, Kind.OPEN)
_PARTS = (Kind.COMMA, Kind.SEMICOLON, Kind.AND, Kind.STOP, Kind.CLOSE, Kind.SLASH)
_LEAST_ENTRIES = 2


@dataclass(frozen=True, slots=True)
class Value:
    """A type, or that there is none, at the places that stand beside it.

    ``start`` and ``end`` are where it stands, ``part`` the stretch whose words are said of it: its cell.
    """

    start: int
    end: int
    part: tuple[int, int]
    spots: tuple[Spot, ...]
    elements: tuple[frozenset[int], ...] = ()
    is_zero: bool = False
    is_undecided: bool = False
    is_heading: bool = False


def table_values(context: Context, statement: Statement, tokens: Sequence[ReportToken]) -> list[Value] | None:
    """Return the values of a row under a heading that names Modic or the levels; none for what is no such row."""
    cells = [cell for cell in _cells(statement, tokens) if cell is not None]
    if len(cells) < _LEAST_ENTRIES:
        short = _of_short_row(context, statement, tokens)
        return _line_of_list(context, statement, tokens) if short is None else short
    shift = len(cells) - context.width  # the corner of such a table may be empty
    if context.levels and shift in (0, 1) and any(token.kind is Kind.MODIC for token in cells[0]):
        return list(_of_columns(cells, {number + shift: spots for number, spots in context.levels.items()}))
    heading = _heading(context, statement, cells)
    if heading is not None:
        return heading
    found: list[Value] | None = None
    if context.column is not None and len(cells) == context.width:
        found = _of_row(cells, context)
    elif (
        context.column is not None and not context.is_of_endplates and any(token.kind in PLACES for token in tokens)
    ):
        found = _under_head(context, statement, tokens)
    if context.column is not None:
        is_read = found is None or context.is_plain
        return found if is_read else [replace(value, elements=(), is_zero=False) for value in found or ()]
    return None


def _of_short_row(context: Context, statement: Statement, tokens: Sequence[ReportToken]) -> list[Value] | None:
    """Return the value of a row whose cells are one blank apart; the heading of such rows names a column."""
    column = column_of(statement)
    if column is not None:
        context.short_column = column
        return [Value(statement.start, statement.end, (statement.start, statement.end), (), is_heading=True)]
    cell = cell_under(context, statement, tokens) or cell_among(statement, tokens)
    if cell is None:
        context.short_column = None
        return None
    value = _value(cell, tuple(Spot(place) for place in tokens[0].places))
    return None if value is None else [value]


_NAME_OF_LIST = {*_HEADING, Kind.LEGEND, Kind.PREPOSITION, Kind.LEVEL_WORD, Kind.COLON}


def _line_of_list(context: Context, statement: Statement, tokens: Sequence[ReportToken]) -> list[Value] | None:
    """Return the value of a line that is a level and its type, below a heading that names Modic: ``L4-5 1``."""
    kinds = {token.kind for token in tokens}
    if Kind.MODIC in kinds and kinds <= _NAME_OF_LIST and _names_column(tokens):
        context.is_listing = not statement.words.rstrip().endswith(".")
        return None
    entry = _entry(tokens, 0) if context.is_listing and tokens else None
    context.is_listing = entry is not None and entry[1] >= len(tokens)
    return [entry[0]] if entry is not None and context.is_listing else None


def _heading(context: Context, statement: Statement, cells: Sequence[Sequence[ReportToken]]) -> list[Value] | None:
    """Keep the columns a heading row names; a table of values may follow."""
    has_place = [any(token.kind in PLACES for token in cell) for cell in cells]
    heads = [number for number, cell in enumerate(cells) if any(token.kind is Kind.MODIC for token in cell)]
    if len(heads) == 1 and not any(has_place) and _names_column(cells[heads[0]]):
        context.column, context.width, context.levels = heads[0], len(cells), {}
        context.is_of_endplates = False
        context.is_plain = all(token.kind in _HEADING for token in cells[heads[0]])
        context.offset = cells[heads[0]][0].start - statement.start
        first, last = cells[heads[0]][0], cells[heads[0]][-1]
        return [Value(first.start, last.end, (first.start, last.end), (), is_heading=True)]
    ends = [n for n, cell in enumerate(cells) if cell and all(token.kind in _ENDPLATES for token in cell)]
    if len(ends) == 1 and not any(has_place) and not heads and any(_is_level_head(cell) for cell in cells):
        context.column, context.width, context.levels, context.is_plain = ends[0], len(cells), {}, True
        context.is_of_endplates = True
        context.offset = cells[ends[0]][0].start - statement.start
        return []
    levels = {
        number: cell[0].places for number, cell in enumerate(cells) if len(cell) == 1 and cell[0].kind is Kind.LEVEL
    }
    if len(levels) >= max(_LEAST_ENTRIES, len(cells) - 1) and sum(has_place) == len(levels):
        context.column, context.width = None, len(cells)
        context.levels = {number: tuple(Spot(place) for place in places) for number, places in levels.items()}
        return []
    return None


_ENDPLATES = (Kind.ENDPLATE, Kind.MARROW, Kind.CHANGE, Kind.SIGNAL)


def _is_level_head(cell: Sequence[ReportToken]) -> bool:
    return len(cell) == 1 and cell[0].kind is Kind.LEVEL_WORD


def _names_column(cell: Sequence[ReportToken]) -> bool:
    """Whether a cell names Modic and no type: "Modic", "Modic type"."""
    return not any(read_types(cell, index) for index in range(len(cell)))


def _of_row(cells: Sequence[Sequence[ReportToken]], context: Context) -> list[Value] | None:
    column = context.column or 0
    level = next((token for cell in cells for token in cell if token.kind in PLACES), None)
    cell = cells[column]
    if level is None or level in cell or any(token.kind is Kind.MODIC for token in cell[1:]):
        return None
    value = _value(cell, tuple(Spot(place) for place in level.places), needs_name=context.is_of_endplates)
    return [value] if value is not None else None if context.is_of_endplates else []


def _under_head(context: Context, statement: Statement, tokens: Sequence[ReportToken]) -> list[Value] | None:
    """Return the value that stands under the heading in a row with unclear gaps, or the whole row unread."""
    level = next(token for token in tokens if token.kind in PLACES)
    behind = [
        i
        for i, t in enumerate(tokens)
        if abs(t.start - statement.start - context.offset) <= _SHIFT and t is not level
    ]
    if any(token.kind is Kind.MODIC for token in tokens):
        return None
    spots = tuple(Spot(place) for place in level.places)
    last = tokens[-1].end
    if behind:
        cell = [tokens[behind[0]]]
        for token in tokens[behind[0] + 1 :]:
            if token.start - cell[-1].end >= _SHIFT:
                break
            cell.append(token)
        value = _value(cell, spots)
        if value is not None:
            return [value]
    return [Value(level.start, level.end, (level.start, last), spots)]


_SHIFT = 2
"""Characters by which a value may stand beside its heading, and the least gap between two cells."""


def _of_columns(cells: Sequence[Sequence[ReportToken]], levels: dict[int, tuple[Spot, ...]]) -> Iterator[Value]:
    for number, spots in levels.items():
        value = _value(cells[number], spots)
        if value is not None:
            yield value


def _value(cell: Sequence[ReportToken], spots: tuple[Spot, ...], *, needs_name: bool = False) -> Value | None:
    """Return what a cell says: a zero, "none", or types at its beginning; the rest of it is said of them.

    ``needs_name`` where the column is of endplates: a bare "1" may be any grade there.
    """
    start = 1 if cell and cell[0].kind is Kind.MODIC else 0
    if needs_name and not any(token.kind in (Kind.MODIC, Kind.TYPE) for token in cell[:2]):
        is_free = bool(cell) and cell[0].text in _ZERO
        return _value(cell, spots) if is_free else None
    if start >= len(cell):
        return None
    part = cell[0].start, cell[-1].end
    if cell[start].text in _ZERO and len(cell) == start + 1:
        return Value(cell[0].start, cell[start].end, part, spots, is_zero=True)
    words = read_types(cell, start)
    if words is None:
        return None
    spots = with_own_endplates(spots, find_groups(cell[words.last + 1 :], ()))
    return Value(
        cell[0].start, cell[words.last].end, part, spots, words.elements, words.is_zero, words.is_undecided
    )


def _cells(statement: Statement, tokens: Sequence[ReportToken]) -> list[list[ReportToken] | None]:
    """Return the tokens of each cell of a row; the bars at either end of it are its frame, and no cells."""
    if not statement.is_row:
        return []
    spans = [
        span
        for span in statement.cells
        if span[0] < span[1] or span not in (statement.cells[0], statement.cells[-1])
    ]
    return [
        [token for token in tokens if start <= token.start < end and token.kind is not Kind.BAR]
        for start, end in spans
    ]


def listed_values(tokens: Sequence[ReportToken]) -> list[Value]:
    """Return the values of a list that takes up a whole statement behind the word: ``Modic: L3-4 0, L4-5 I+II``."""
    head = next((i for i, token in enumerate(tokens) if token.kind in (Kind.MODIC, Kind.ENDPLATE)), None)
    if head is None or any(token.kind in PLACES for token in tokens[:head]):
        return []
    place = head + 1
    while place < len(tokens) and (tokens[place].kind in _BEFORE_LIST or tokens[place].text == "per"):
        place += 1
    found: list[Value] = []
    while place < len(tokens):
        entry = _entry(tokens, place)
        if entry is None:
            return []
        value, place = entry
        found.append(value)
        while place < len(tokens) and tokens[place].kind in _PARTS:
            place += 1
    return found if len(found) >= _LEAST_ENTRIES else []


def _entry(tokens: Sequence[ReportToken], place: int) -> tuple[Value, int] | None:
    level = tokens[place]
    if level.kind is not Kind.LEVEL:
        return None
    start = place + 1
    while start < len(tokens) and tokens[start].kind in _BETWEEN:
        start += 1
    words = read_types(tokens, start) if start < len(tokens) else None
    spots = tuple(Spot(spot) for spot in level.places)
    if words is not None:
        end = tokens[words.last].end
        part = level.start, end
        return Value(
            tokens[start].start, end, part, spots, words.elements, words.is_zero, words.is_undecided
        ), words.last + 1
    if start < len(tokens) and tokens[start].text in _ZERO:
        part = level.start, tokens[start].end
        return Value(tokens[start].start, tokens[start].end, part, spots, is_zero=True), start + 1
    return None
