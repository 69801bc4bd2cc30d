"""From a cell to the text a case file would hold, or a refusal: nothing is guessed and nothing is mended."""

from __future__ import annotations

import math
import re
import unicodedata

from priorauth.batch.worklist.column_map import DateOrder
from priorauth.batch.worklist.days import day_of_date_cell, day_of_text
from priorauth.batch.worklist.field_types import FieldType, ValueForm
from priorauth.batch.worklist.sheet import CellKind, SheetCell, refuse
from priorauth.parsing.located import Plain
from priorauth.parsing.model import unprintable

_EXACT_DIGITS = 15
_NUMBER = re.compile(r"-?\d+(\.\d+)?\Z", re.ASCII)
_WHOLE = re.compile(r"-?\d+\Z", re.ASCII)
_WORDS_APART = re.compile(r"\s*(?:[,;/&\n]|\band\b|\s)\s*")
_PHRASES_APART = re.compile(r"\s*[;,\n]\s*")
_DATE_FIELDS = (ValueForm.DAY, ValueForm.PARTIAL_DATE)
_NUMBER_FIELDS = (ValueForm.WHOLE_NUMBER, ValueForm.NUMBER)


def read_value(
    cell: SheetCell, field_type: FieldType, order: DateOrder, *, counts_from_1904: bool = False
) -> Plain:
    """Return the text (or the list of texts) a cell states for a field; ``None`` for a blank cell.

    Raises `CellError` with a code of PA1013-PA1025 or PA1027.
    """
    if cell.merged:
        refuse("PA1024", range=cell.merged)
    if cell.is_blank:
        return None
    if cell.struck:
        refuse("PA1025", what="the cell, or a part of it, is")
    if cell.kind is CellKind.TEXT:
        return _of_text(cell.text, field_type, order)
    if cell.kind is CellKind.NUMBER:
        return _of_number(cell, field_type)
    if cell.kind is CellKind.DATE:
        return _of_date(cell, field_type, counts_from_1904=counts_from_1904)
    return _unreadable(cell)


def _unreadable(cell: SheetCell) -> Plain:
    if cell.kind is CellKind.UNCALCULATED:
        refuse("PA1015")
    if cell.kind is CellKind.ERROR:
        refuse("PA1016", error=cell.text if re.fullmatch(r"#[A-Z0-9/_]+[!?]?", cell.text) else "#")
    if cell.kind is CellKind.TRUE_FALSE:
        refuse("PA1017")
    refuse("PA1020", what="is only a time of day", hint="write the day as YYYY-MM-DD")


def _of_text(text: str, field_type: FieldType, order: DateOrder) -> Plain:
    check_characters(text, may_have_lines=field_type.form is ValueForm.PROSE or field_type.is_list)
    written = text.strip()
    if written.casefold() in _ERRORS:  # one that was copied as text
        refuse("PA1016", error=written.upper())
    if written == "NA" or written.casefold() in _PLACEHOLDERS or _ONLY_MARKS.match(written):
        refuse("PA1022")
    if field_type.form in _DATE_FIELDS:
        return day_of_text(written, order, may_be_partial=field_type.form is ValueForm.PARTIAL_DATE)
    if field_type.form in _NUMBER_FIELDS:
        return _number_of_text(written, field_type)
    if field_type.form is ValueForm.CHOICE:
        return _choices(written, field_type)
    if written in ("TRUE", "FALSE"):  # a yes-or-no value that was saved as text
        refuse("PA1017")
    _refuse_spoilt_number(written)
    if field_type.is_list:
        return [part for part in _PHRASES_APART.split(written) if part]
    return written


def _number_of_text(text: str, field_type: FieldType) -> str:
    form = _WHOLE if field_type.form is ValueForm.WHOLE_NUMBER else _NUMBER
    if not form.match(text):
        refuse("PA1021", what="is not a number in plain digits")
    return text


def _choices(text: str, field_type: FieldType) -> Plain:
    if not field_type.is_list:
        return _choice(text, field_type)
    have_several_words = any("_" in choice for choice in field_type.choices)
    apart = _PHRASES_APART if have_several_words else _WORDS_APART
    found = [_choice(part, field_type) for part in apart.split(text) if part]
    if len(set(found)) < len(found):
        refuse("PA1027", hint="name each one once")
    return list(found)


def _choice(text: str, field_type: FieldType) -> str:
    found = next((choice for choice in field_type.choices if _same_word(text) == _same_word(choice)), None)
    if found is None:
        refuse("PA1027", hint=f"write one of: {', '.join(field_type.choices)}")
    return found


def _same_word(text: str) -> str:
    return text.casefold().replace(" ", "_")


def _of_number(cell: SheetCell, field_type: FieldType) -> Plain:
    number = cell.number
    if field_type.form in _DATE_FIELDS:
        refuse("PA1019")
    if field_type.form is ValueForm.CHOICE and str(number) in field_type.choices:
        return [str(number)] if field_type.is_list else str(number)
    if field_type.form not in _NUMBER_FIELDS:
        if abs(number) >= 10**_EXACT_DIGITS:
            refuse("PA1014", what="is a number of more than 15 digits")
        refuse("PA1013")
    if "%" in cell.format:
        refuse("PA1021", what="is formatted as a percentage, so that 0.1 and 10 look alike")
    if not math.isfinite(number):
        refuse("PA1021", what="is larger than any number here can be")
    if number == int(number):
        return str(int(number))
    if field_type.form is ValueForm.WHOLE_NUMBER:
        refuse("PA1021", what="should be a whole number")
    return repr(number)


def _of_date(cell: SheetCell, field_type: FieldType, *, counts_from_1904: bool) -> str:
    if field_type.form in _NUMBER_FIELDS:
        refuse("PA1021", what="is formatted as a date")
    if field_type.form not in _DATE_FIELDS:
        hint = "format the column as Text, then type the value again from its source"
        refuse("PA1020", what="stands where something else is needed", hint=hint)
    return day_of_date_cell(cell, counts_from_1904=counts_from_1904)


_PLACEHOLDERS = {
    "tbd", "tba", "tbc", "t.b.d.", "n/a", "n.a.", "none", "unknown", "unk", "pending", "todo", "to do", "see chart",
    "see note", "see notes", "see above", "same as above", "ditto", "as above", "xx", "xxx", "xxxx",
    "to be determined", "not available",
}  # fmt: skip
"""What people write where they have nothing to write yet, and what is nobody's name."""
_ONLY_MARKS = re.compile(r'[-?.*_~"/\'\u2013\u2014]+\Z')
_SCIENTIFIC = re.compile(r"[-+]?\d(?:[.,]\d+)?[eE][-+]?\d{1,3}\Z", re.ASCII)
_AS_FLOAT = re.compile(r"\d+\.0+\Z", re.ASCII)
_ERRORS = {
    "#n/a", "#ref!", "#value!", "#name?", "#div/0!", "#num!", "#null!", "#spill!", "#calc!", "#getting_data",
    "#field!", "#blocked!", "#connect!", "#busy!", "#unknown!",
}  # fmt: skip
_ESCAPED = re.compile(r"_x[0-9A-Fa-f]{4}_")


def check_characters(text: str, *, may_have_lines: bool) -> None:
    """Refuse (PA1023) control characters, spaces that are none, and what takes no room at all.

    A line break passes where the field is prose or a list. Spaces at the ends are let go by whoever reads on.
    """
    if _ESCAPED.search(text):
        refuse("PA1023", what="has a control character, written out by Excel")
    character = unprintable(text)
    if character is not None:
        refuse("PA1023", what=f"has a control character (U+{ord(character):04X})")
    for character in text:
        if unicodedata.category(character) == "Cf" or (
            unicodedata.category(character) == "Zs" and character != " "
        ):
            refuse("PA1023", what=f"has a space or a mark that cannot be seen (U+{ord(character):04X})")
        if unicodedata.category(character) in ("Zl", "Zp"):
            refuse("PA1023", what="has a line break")
    inside = text.strip()
    if "\t" in inside:
        refuse("PA1023", what="has a tab")
    if not may_have_lines and ("\n" in inside or "\r" in inside):
        refuse("PA1023", what="has a line break")
    if text.startswith("'"):
        refuse("PA1023", what="begins with an apostrophe, which Excel may have put there")


def _refuse_spoilt_number(text: str) -> None:
    """Refuse an id that was a number once and lost digits (PA1014) or became one with a point (PA1013)."""
    if _SCIENTIFIC.match(text):
        refuse("PA1014", what="is written like 1.23E+11")
    if _AS_FLOAT.match(text):
        refuse("PA1013")
