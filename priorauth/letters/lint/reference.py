"""The reference of fields and filters for admins, as Markdown, made from the code."""

from __future__ import annotations

from collections.abc import Iterable

from priorauth.letters.context.model import CONTEXTS, LetterContext
from priorauth.letters.lint.language import FILTERS, LOOP_FIELDS
from priorauth.letters.lint.types import FieldRow, field_rows

_HEAD = """# Fields and filters of a template

Made by `priorauth template fields --markdown`; do not edit it by hand.

`{{ patient.name }}` prints a field. A field whose kind says *or empty* may be missing from a case and has to be
guarded: `{% if request.device %}the {{ request.device }} system{% endif %}`. `care[].name` is a field of each item
of a list: `{% for row in care %}{{ row.name }}{% endfor %}`. A text is printed as it stands; *ready text* is a link
or words that the tool has put together. A yes-or-no, a list and a record cannot be printed: ask for the first with
`if`, loop over the second, and print a field of the third.
"""
_FILTER_HEAD = """
## Filters

With `levels` = L4, L5, S1 and `word` = Physical therapy:

| filter | takes | what it does | example | prints |
|---|---|---|---|---|
"""
_LOOP_HEAD = """
## Inside a loop

| field | kind | meaning |
|---|---|---|
"""
_TABLE = "\n| field | kind | meaning | who supplies it |\n|---|---|---|---|\n"


def reference() -> str:
    """Return the reference of everything a template can use."""
    letter = field_rows(LetterContext)
    known = {(row.path, row.kind) for row in letter}
    text = _HEAD + "\n## Letters, criteria table and gap list\n" + _TABLE + _rows(letter)
    for name, context in CONTEXTS.items():
        rows = field_rows(context)
        own = [row for row in rows if (row.path, row.kind) not in known]
        roots = {row.path for row in rows}
        missing = sorted(row.path for row in letter if "." not in row.path and row.path not in roots)
        text += f"\n## `{name}`\n\n" + _sees(missing) + (_TABLE + _rows(own) if own else "")
    return (
        text + _FILTER_HEAD + "".join(map(_filter, FILTERS)) + _LOOP_HEAD + "".join(map(_loop_field, LOOP_FIELDS))
    )


def _sees(missing: list[str]) -> str:
    if not missing:
        return "Sees the same as a letter, with these differences:\n"
    return f"Does not see {', '.join(f'`{name}`' for name in missing)}. Besides what is left:\n"


def _rows(rows: Iterable[FieldRow]) -> str:
    return "".join(
        f"| `{row.path}` | {row.kind} | {_cell(row.doc.meaning)}{_given(row)} | {row.doc.supplier} |\n"
        for row in rows
    )


def _given(row: FieldRow) -> str:
    record = row.path.rpartition(".")[0]
    others = " or ".join(f"`{record}.{name}`" for name in row.doc.given)
    return f"; it is there wherever {others} is" if others else ""


def _filter(name: str) -> str:
    signature = FILTERS[name]
    takes = " or ".join(signature.takes)
    return f"| `{name}` | {takes} | {signature.meaning} | `{_cell(signature.example)}` | {signature.shows} |\n"


def _loop_field(name: str) -> str:
    field = LOOP_FIELDS[name]
    return f"| `loop.{name}` | {field.kind or 'an item of the list'} | {field.meaning} |\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
