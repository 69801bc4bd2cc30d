"""The reference of fields and filters for admins, as Markdown, made from the code."""

from __future__ import annotations

from collections.abc import Iterable

from priorauth.letters.context.model import CONTEXTS, LetterContext
from priorauth.letters.lint.filter_kinds import FILTER_KINDS
from priorauth.letters.lint.loop_fields import LOOP_FIELDS, LOOP_MEANINGS
from priorauth.letters.lint.needs import FieldRow, field_rows
from priorauth.letters.templates.filters import ALLOWED_FILTERS

_HEAD = """# Fields and filters of a template

Made by `priorauth template fields --markdown`; do not edit it by hand.

`{{ patient.name }}` prints a field. A field whose kind says *or empty* may be missing from a case and has to be
guarded: `{% if request.device %}the {{ request.device }} system{% endif %}`. `care[].name` is a field of each item
of a list: `{% for row in care %}{{ row.name }}{% endfor %}`. A text is printed as it stands; *ready text* is a link
or words that the tool has put together. A yes-or-no, a list and a record cannot be printed: ask for the first with
`if`, loop over the second, and print a field of the third.
"""
_FILTERS = """
## Filters

With `levels` = L4, L5, S1 and `word` = Physical therapy:

| filter | takes | what it does | example | prints |
|---|---|---|---|---|
"""
_LOOP = """
## Inside a loop

| field | kind | meaning |
|---|---|---|
"""
_TABLE = "\n| field | kind | meaning | who supplies it |\n|---|---|---|---|\n"


def reference() -> str:
    """Write the reference of everything a template can use."""
    letter = field_rows(LetterContext)
    known = {(row.path, row.kind) for row in letter}
    text = _HEAD + "\n## Letters, criteria table and gap list\n" + _TABLE + _rows(letter)
    for name, context in CONTEXTS.items():
        rows = field_rows(context)
        own = [row for row in rows if (row.path, row.kind) not in known]
        roots = {row.path for row in rows}
        missing = sorted(row.path for row in letter if "." not in row.path and row.path not in roots)
        text += f"\n## `{name}`\n\n" + _sees(missing) + (_TABLE + _rows(own) if own else "")
    return text + _FILTERS + "".join(map(_filter, ALLOWED_FILTERS)) + _LOOP + "".join(map(_loop_field, LOOP_FIELDS))


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
    kind = FILTER_KINDS[name]
    takes = " or ".join(str(sort) for sort in kind.takes)
    return f"| `{name}` | {takes} | {kind.meaning} | `{_cell(kind.example)}` | {kind.shows} |\n"


def _loop_field(name: str) -> str:
    kind = LOOP_FIELDS[name]
    return f"| `loop.{name}` | {kind or 'an item of the list'} | {LOOP_MEANINGS[name]} |\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
