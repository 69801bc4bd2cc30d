"""One row of a worklist, from its cells to a case that can be built or every reason why not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path

from priorauth.batch.task import SheetRow
from priorauth.batch.worklist.case_ids import check_case_id
from priorauth.batch.worklist.column_map import CASE_FILE, CASE_ID, ColumnMap, Layout, folded, path_of
from priorauth.batch.worklist.field_types import TEXT, FieldType, ValueForm, field_type_at
from priorauth.batch.worklist.model import WorklistRow
from priorauth.batch.worklist.row_case import CommonParts, fill_case
from priorauth.batch.worklist.sheet import CellError, Row, refuse
from priorauth.batch.worklist.values import read_value
from priorauth.case.parties import Clinician
from priorauth.files import read_file, resolve_inside
from priorauth.parsing.cell_tree import cell_address
from priorauth.parsing.located import Path as TreePath, Plain, at
from priorauth.parsing.tree import MAX_BYTES, read_tree
from priorauth.practice.settings import find_practice, nearest_practice
from priorauth.problems import Problem, Refused, Severity, Where, did_you_mean, problem

_PAYER = path_of("payer")
_PROVIDER = path_of("provider")
_NAMES = (path_of("family_name"), path_of("given_name"))


@dataclass(slots=True)
class _RowReading:
    """A row while it is read: what its cells state by path, and what is wrong so far."""

    row: Row
    stated: dict[TreePath, Plain] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    case_id: str | None = None
    case_file: str | None = None

    @property
    def is_wrong(self) -> bool:
        return any(found.severity is Severity.ERROR for found in self.problems)


@dataclass(frozen=True, slots=True)
class RowReader(CommonParts):
    """What all rows of a worklist are read with."""

    layout: Layout
    profile_ids: frozenset[str]

    def read(self, row: Row) -> WorklistRow:
        """Read a row. Never raises for what a row can be wrong about."""
        if row.is_blank:
            return WorklistRow(row.number, is_blank=True)
        cells = {name: cell_address(row.number, column) for name, column in self.layout.columns.items()}
        reading = _RowReading(row)
        case_cell = row.cell(self.layout.columns[CASE_ID])
        if row.flaw is not None:  # its cells may stand in other columns than they seem to
            flawed = problem("PA1008", self.sheet.where(row.number, 1), reason=row.flaw)
            return WorklistRow(row.number, cells=cells, problems=(flawed,))
        if case_cell.struck:
            where = self.sheet.where(row.number, self._case_column)
            cancelled = problem("PA1025", where, what="the row's case id is")
            return WorklistRow(row.number, cells=cells, problems=(cancelled,))
        reading.problems += self._about_the_row(row)
        self._read_cells(reading)
        self._look_up(reading)
        self._check_id(reading)
        case_file, filled = self._case(reading)
        return WorklistRow(row.number, reading.case_id, case_file, filled, cells, tuple(reading.problems))

    @property
    def _case_column(self) -> int:
        return self.layout.columns[CASE_ID]

    def _about_the_row(self, row: Row) -> Iterator[Problem]:
        if row.hidden:
            yield problem("PA1026", self.sheet.where(row.number, self._case_column), what="the row is")
        for column, cell in enumerate(row.cells, 1):
            if not cell.is_blank and column not in self.layout.headed:
                yield problem("PA1009", self.sheet.where(row.number, column))

    def _read_cells(self, reading: _RowReading) -> None:
        for name, column in self.layout.columns.items():
            field_type = TEXT if name in (CASE_ID, CASE_FILE) else field_type_at(path_of(name))
            assert field_type is not None  # noqa: S101  (the map was checked)
            try:
                value = read_value(
                    reading.row.cell(column),
                    field_type,
                    self.column_map.dates,
                    counts_from_1904=self.sheet.counts_from_1904,
                )
            except CellError as flaw:
                reading.problems.append(flaw.at(self.sheet.where(reading.row.number, column), name))
                continue
            if name == CASE_ID:
                reading.case_id = str(value) if value is not None else None
            elif name == CASE_FILE:
                reading.case_file = str(value) if value is not None else None
            elif value is not None:
                reading.stated[path_of(name)] = value

    def _look_up(self, reading: _RowReading) -> None:
        """Put the practice's own names for payers and physicians into the case's terms."""
        for name, path in (("payer", _PAYER), ("provider", _PROVIDER)):
            written = reading.stated.get(path)
            if not isinstance(written, str):
                continue
            try:
                if path == _PAYER:
                    reading.stated |= payer_of(written, self.column_map, self.profile_ids, reading.stated)
                elif not reading.case_file:
                    reading.stated |= provider_of(written, self.column_map, self.defaults)
                elif (listed := listed_provider(written, self.column_map)) is not None:
                    reading.stated[path] = listed.name
            except CellError as flaw:
                del reading.stated[path]
                reading.problems.append(flaw.at(self._where(reading, path), name))

    def _check_id(self, reading: _RowReading) -> None:
        where = self.sheet.where(reading.row.number, self._case_column)
        if reading.case_id is None:
            if not any(found.where == where for found in reading.problems):
                reading.problems.append(problem("PA1010", where))
            return
        names = [str(reading.stated[path]) for path in _NAMES if path in reading.stated]
        try:
            check_case_id(reading.case_id, names)
        except CellError as flaw:
            reading.case_id = None
            reading.problems.append(flaw.at(where, CASE_ID))

    def _case(self, reading: _RowReading) -> tuple[Path | None, SheetRow | None]:
        """Return the case file the row names, or the case it fills; neither when something is wrong with it."""
        if reading.case_file is not None:
            return self._referred_to(reading), None
        if CASE_FILE in self.layout.columns and not self._fills_cases:
            where = self.sheet.where(reading.row.number, self.layout.columns[CASE_FILE])
            if not any(found.where == where for found in reading.problems):
                what, hint = "the row names no case file", "name it, relative to the worklist's folder"
                reading.problems.append(problem("PA1028", where, what=what, hint=hint))
        if reading.is_wrong or reading.case_id is None:
            return None, None
        columns = {path_of(name): column for name, column in self.layout.columns.items()}
        try:
            return None, fill_case(reading.case_id, reading.stated, columns, reading.row.number, self)
        except CellError as flaw:
            where = self.sheet.where(reading.row.number, self._case_column)
            reading.problems.append(flaw.at(where, CASE_ID))
        except Refused as refused:
            reading.problems += refused.problems
        return None, None

    @property
    def _fills_cases(self) -> bool:
        """Whether rows without a case file can fill a case: what every case needs has a column."""
        return path_of("birth_date") in {path_of(name) for name in self.layout.columns}

    def _referred_to(self, reading: _RowReading) -> Path | None:
        where = self.sheet.where(reading.row.number, self.layout.columns[CASE_FILE])
        try:
            path = self._safe(str(reading.case_file))
        except CellError as flaw:
            reading.problems.append(flaw.at(where, CASE_FILE))
            return None
        content = self._content_of(path)
        if content is not None:
            mapped = {path_of(name) for name in self.layout.columns}
            stated = {field: value for field, value in reading.stated.items() if field in mapped}
            if reading.case_id is not None:
                self._compare_id(reading, content)
            for different in differing(stated, content):
                reading.problems.append(
                    problem("PA1029", self._where(reading, different), field=self._field(different))
                )
        return path

    def _compare_id(self, reading: _RowReading, content: Mapping[str, Plain]) -> None:
        if content.get(CASE_ID) != reading.case_id:
            where = self.sheet.where(reading.row.number, self._case_column)
            reading.problems.append(problem("PA1029", where, field=CASE_ID))

    def _safe(self, name: str) -> Path:
        hint = "name it relative to the worklist's folder, with '/' between folders"
        if "\\" in name or ":" in name:
            refuse("PA1028", what="the case file is not named with '/' from the worklist's folder", hint=hint)
        try:
            path = resolve_inside(self.home, name, key=CASE_FILE)
        except Refused:
            refuse("PA1028", what="the case file lies outside the worklist's folder", hint=hint)
        if path.is_dir():
            path = path / "case.yaml"
        if not path.is_file():
            refuse("PA1028", what="the case file is not there", hint="check the name and the folder")
        return path

    def _content_of(self, path: Path) -> dict[str, Plain] | None:
        """Read what a case file says; ``None`` for one that cannot be read, which its own task tells of."""
        try:
            content = read_tree(read_file(path, limit_bytes=MAX_BYTES), path.name).content
            return {**self._defaults_for(path.parent), **content} if isinstance(content, dict) else None
        except Refused:
            return None

    def _defaults_for(self, folder: Path) -> Mapping[str, Plain]:
        """Return the settings a case's folder has; those of the worklist's own practice need not be read again."""
        if nearest_practice(folder) == nearest_practice(self.home):
            return self.defaults
        practice = find_practice(folder)
        return practice.defaults if practice else {}

    def _field(self, path: TreePath) -> str:
        return next(name for name in self.layout.columns if path_of(name) == path)

    def _where(self, reading: _RowReading, path: TreePath) -> Where:
        return self.sheet.where(reading.row.number, self.layout.columns[self._field(path)])


_PAYER_FIELD, _PAYER_NAME_FIELD = path_of("payer"), path_of("coverage.payer_name")
_CLINICIAN = "ordering_clinician"


def payer_of(
    written: str, column_map: ColumnMap, profile_ids: frozenset[str], stated: Mapping[TreePath, Plain]
) -> dict[TreePath, Plain]:
    """Return the profile's id for a payer: one the map lists, or an id as it stands.

    A listed name becomes the payer's name in the case as well, unless a column gives that. Raises `CellError`
    (PA1027).
    """
    listed = {folded(name): profile for name, profile in column_map.payers.items()}
    found = listed.get(folded(written))
    profile_id = found or written
    if profile_id not in profile_ids:
        near = did_you_mean(profile_id, sorted(profile_ids), likeness=0.8)
        refuse("PA1027", hint=near or "see 'priorauth payer list', or list it under 'payers' in the map")
    names: dict[TreePath, Plain] = {_PAYER_FIELD: profile_id}
    if found and _PAYER_NAME_FIELD not in stated and "coverage.payer_name" not in column_map.fixed:
        names[_PAYER_NAME_FIELD] = written
    return names


def provider_of(written: str, column_map: ColumnMap, defaults: Mapping[str, Plain]) -> dict[TreePath, Plain]:
    """Return the physician's whole section: one the map lists, or the practice's own when it has that name.

    A name alone is never put beside another physician's NPI. Raises `CellError` (PA1027).
    """
    found = listed_provider(written, column_map)
    if found is not None:
        return {(_CLINICIAN, key): value for key, value in found.model_dump(exclude_none=True).items()}
    own = defaults.get(_CLINICIAN)
    if not isinstance(own, dict) or folded(str(own.get("name"))) != folded(written):
        refuse("PA1027", hint="list the physician under 'providers' in the column map")
    return {(_CLINICIAN, key): value for key, value in own.items()}


def listed_provider(written: str, column_map: ColumnMap) -> Clinician | None:
    """Return the physician the map lists under that name."""
    return {folded(name): provider for name, provider in column_map.providers.items()}.get(folded(written))


def differing(stated: Mapping[TreePath, Plain], content: Plain) -> Iterator[TreePath]:
    """Name the fields, by path, that a row states otherwise than a case's content; silence there differs too."""
    for path, value in stated.items():
        field_type = field_type_at(path)
        assert field_type is not None  # noqa: S101  (the map was checked)
        if not _agree(value, at(content, path), field_type):
            yield path


def _agree(value: Plain, other: Plain, field_type: FieldType) -> bool:
    if isinstance(value, list) or isinstance(other, list):
        if not isinstance(value, list) or not isinstance(other, list):
            return False
        # A list of chosen words is a set: in which order bodies are named makes no difference.
        words = [sorted(str(item) for item in items) for items in (value, other)]
        return words[0] == words[1]
    if not isinstance(value, str) or not isinstance(other, str):
        return False
    if field_type.form in (ValueForm.NUMBER, ValueForm.WHOLE_NUMBER):
        return _number(value) == _number(other)
    return " ".join(value.split()) == " ".join(other.split())


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
