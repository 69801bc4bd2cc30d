"""Reading a column map, and holding it against what a case can take."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from pydantic import ValidationError

from priorauth.batch.worklist.column_map import (
    ALIASES,
    CASE_FILE,
    CASE_ID,
    ColumnMap,
    folded,
    path_of,
    places_in,
)
from priorauth.batch.worklist.content import dense, put
from priorauth.batch.worklist.field_types import field_type_at
from priorauth.case.consistency import dotted
from priorauth.case.model import Case
from priorauth.files import read_file
from priorauth.parsing.located import Plain, shown_key
from priorauth.parsing.tree import MAX_BYTES
from priorauth.parsing.validation import Loaded, parse_model
from priorauth.problems import Problem, Refused, did_you_mean, problem

COMMON_NAME = "worklist.map.yaml"
_OWN = (CASE_ID, CASE_FILE)
_PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}\Z")


def read_column_map(path: Path) -> ColumnMap:
    """Read a column map. Raises `Refused`: PA1xx as for any file, PA1001 and PA1002 for what it cannot mean."""
    return parse_column_map(read_file(path, limit_bytes=MAX_BYTES), path.name)


def parse_column_map(data: bytes, name: str) -> ColumnMap:
    """Read the bytes of a column map; ``name`` is the file's. Raises as `read_column_map` does."""
    loaded = parse_model(data, name, ColumnMap)
    problems = [*_columns(loaded), *_names(loaded), *_fixed(loaded), *_exhibits(loaded)]
    if problems:
        raise Refused(problems)
    return loaded.value


def map_beside(worklist: Path) -> Path:
    """Name the map of a worklist: ``NAME.map.yaml`` beside it, or else ``worklist.map.yaml``, for all there.

    The first is named when it stands there, and where neither does.
    """
    own = worklist.with_name(f"{worklist.stem}.map.yaml")
    common = worklist.with_name(COMMON_NAME)
    return own if own.exists() or (not common.exists() and _PLAIN_NAME.match(own.name)) else common


def _columns(loaded: Loaded[ColumnMap]) -> Iterator[Problem]:
    headers: set[str] = set()
    fields: set[str] = set()
    if CASE_ID not in loaded.value.columns:
        yield problem("PA1002", loaded.locate(("columns",)), key="columns", what="names no column for 'case_id'")
    for field, header in loaded.value.columns.items():
        where = loaded.locate(("columns", field))
        if field not in _OWN and field_type_at(path_of(field)) is None:
            yield problem("PA1001", where, field=_shown(field), hint=_hint(field))
            continue
        if folded(header) in headers:
            yield problem("PA1002", where, key=field, what="takes a header that another field takes")
        if dotted(path_of(field)) in fields:
            yield problem("PA1002", where, key=field, what="is the same field as another one")
        headers.add(folded(header))
        fields.add(dotted(path_of(field)))


def _names(loaded: Loaded[ColumnMap]) -> Iterator[Problem]:
    """Find names of payers or physicians that differ in spaces and capital letters alone."""
    listed = {"payers": tuple(loaded.value.payers), "providers": tuple(loaded.value.providers)}
    for section, names in listed.items():
        seen: set[str] = set()
        for name in names:
            if folded(name) in seen:
                where = loaded.locate((section, name))
                yield problem("PA1002", where, key=section, what="lists one name twice")
            seen.add(folded(name))


def _fixed(loaded: Loaded[ColumnMap]) -> Iterator[Problem]:
    columns = {path_of(field) for field in loaded.value.columns}
    for field, value in loaded.value.fixed.items():
        where = loaded.locate(("fixed", field))
        field_type = field_type_at(path_of(field))
        if field_type is None:
            yield problem("PA1001", where, field=_shown(field), hint=_hint(field))
        elif path_of(field) in columns:
            yield problem("PA1002", where, key=field, what="is given for all rows, and by a column too")
        elif isinstance(value, tuple) is not field_type.is_list:
            wanted = "a list" if field_type.is_list else "one value"
            yield problem("PA1002", where, key=field, what=f"should be {wanted}")
        elif not _fits(field, value):
            yield problem("PA1002", where, key=field, what="does not have the form this field needs")


def _fits(field: str, value: str | tuple[str, ...]) -> bool:
    """Whether a case takes the value there; what else a case needs is beside the point."""
    path = dense([path_of(field)])[path_of(field)]
    content: dict[str, Plain] = {}
    put(content, path, list(value) if isinstance(value, tuple) else value)
    try:
        Case.model_validate(content)
    except ValidationError as error:
        return all(
            fault["type"] == "missing" or fault["loc"][: len(path)] != path
            for fault in error.errors(include_url=False, include_input=False)
        )
    return True


def _exhibits(loaded: Loaded[ColumnMap]) -> Iterator[Problem]:
    exhibits = loaded.value.exhibits
    if exhibits is None:
        return
    if any(path_of(field)[0] == "exhibits" for field in (*loaded.value.columns, *loaded.value.fixed)):
        what = "stand beside columns that list exhibits too"
        yield problem("PA1002", loaded.locate(("exhibits",)), key="exhibits", what=what)
    if not _is_safe(exhibits.folder):
        where = loaded.locate(("exhibits", "folder"))
        yield problem("PA1002", where, key="exhibits.folder", what="leads out of the worklist's own folder")
    for kind, pattern in exhibits.patterns().items():
        if "/" in pattern.pattern or not _is_safe(pattern.pattern):
            where = loaded.locate(("exhibits", "by_kind", kind.value))
            what = "should be the form of a file's name, without a folder"
            yield problem("PA1002", where, key=f"exhibits.by_kind.{kind.value}", what=what)


def _is_safe(name: str) -> bool:
    path = PurePosixPath(name)
    stays = not path.is_absolute() and ".." not in path.parts and "\\" not in name and ":" not in name
    return stays and places_in(name) in (set(), {CASE_ID})


def _shown(field: str) -> str:
    """Return a field for a message, part by part, when each looks like a field's name."""
    return ".".join(part if part.isdigit() else shown_key(part) for part in field[:80].split("."))


def _hint(field: str) -> str:
    known = (*_OWN, *ALIASES, *ALIASES.values())
    near = did_you_mean(field, known, likeness=0.75)
    return near or "name a field as it stands in a case file, with dots between"
