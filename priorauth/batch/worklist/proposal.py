"""Proposing a column map for a sheet: by its headers, never by what stands below them."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from priorauth.batch.worklist.column_map import (
    ALIASES,
    CASE_FILE,
    CASE_ID,
    DateOrder,
    Delimiter,
    Encoding,
    folded,
    path_of,
)
from priorauth.batch.worklist.field_types import field_type_at
from priorauth.batch.worklist.sheet import CellKind, Sheet, SheetCell
from priorauth.problems import Refused, problem

_LAST_HEADER_ROW = 20
_SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](?:\d{2}|\d{4})\Z", re.ASCII)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the sheet: its header, what kinds of things stand below it, and the field proposed for it."""

    number: int
    header: str
    kinds: str
    """Kinds and counts, such as ``12 dates, 1 number``: never a value."""
    field: str | None


@dataclass(frozen=True, slots=True)
class MapProposal:
    """A map as it is proposed."""

    sheet: str | None
    header_row: int
    columns: tuple[Column, ...]
    dates: DateOrder

    @property
    def fields(self) -> dict[str, str]:
        """The headers by field."""
        return {column.field: column.header for column in self.columns if column.field is not None}


def propose(sheet: Sheet, header_row: int | None = None) -> MapProposal:
    """Find the row of headers, unless it is given, and propose a field for each header that is known.

    Where two headers mean one field, the first is proposed. Raises `Refused` (PA1005) when no row is found.
    """
    number = header_row or _likeliest_header_row(sheet)
    header = sheet.rows[number - 1].cells if number <= len(sheet.rows) else ()
    taken: set[str] = set()
    columns = []
    for index, cell in enumerate(header, 1):
        if cell.kind is not CellKind.TEXT:
            continue
        found = field_for(cell.text)
        field = found if found is not None and found not in taken else None
        taken |= {field} if field else set()
        below = [row.cell(index) for row in sheet.rows[number:]]
        columns.append(Column(index, " ".join(cell.text.split()), kinds_of(below), field))
    return MapProposal(sheet.name, number, tuple(columns), _date_order(sheet, number))


def _likeliest_header_row(sheet: Sheet) -> int:
    """Return the row near the top with the most known headers.

    Where no row has any, none is taken for one: what stands there may be a patient's.
    """
    scores = {
        row.number: len({field_for(cell.text) for cell in row.cells if cell.kind is CellKind.TEXT} - {None})
        for row in sheet.rows[:_LAST_HEADER_ROW]
    }
    best = max(scores, key=lambda number: (scores[number], -number))
    if not scores[best]:
        what = "no row near the top holds a header that is known here"
        raise Refused(
            [problem("PA1005", sheet.place, what=what, fix="say which row holds the headers: --header-row")]
        )
    return best


def kinds_of(cells: Sequence[SheetCell]) -> str:
    """Say what kinds of things stand in cells, and how many of each; the commonest first."""
    counts = Counter(_kind(cell) for cell in cells if not cell.is_blank)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{count} {kind}" for kind, count in ordered) or "empty"


def _kind(cell: SheetCell) -> str:
    if cell.kind is not CellKind.TEXT:
        return cell.kind.value
    text = cell.text.strip()
    if _ISO.match(text):
        return "day as YYYY-MM-DD"
    if _SLASHED.match(text):
        return "day in another form"
    return "digits as text" if text.isdigit() else "text"


def _date_order(sheet: Sheet, header_row: int) -> DateOrder:
    """Read off how typed days are written, where they leave no doubt; otherwise only ISO is proposed."""
    texts = (
        cell.text.strip() for row in sheet.rows[header_row:] for cell in row.cells if cell.kind is CellKind.TEXT
    )
    days = [(int(match[1]), int(match[2])) for match in map(_SLASHED.match, texts) if match]
    month_first = any(second > _MONTHS >= first for first, second in days)
    day_first = any(first > _MONTHS >= second for first, second in days)
    if month_first is day_first:
        return DateOrder.ISO
    return DateOrder.MONTH_FIRST if month_first else DateOrder.DAY_FIRST


def map_text(
    proposal: MapProposal,
    fields: Mapping[str, str],
    *,
    dates: DateOrder,
    encoding: Encoding | None = None,
    delimiter: Delimiter | None = None,
) -> str:
    """Write a column map as the YAML file that is saved beside the worklist; ``fields`` are headers by field."""
    lines = ["# How priorauth reads this worklist. Left: a field of the case. Right: the header over its column."]
    if proposal.sheet is not None:
        lines.append(f"sheet: {_quoted(proposal.sheet)}")
    lines += [f"header_row: {proposal.header_row}", "columns:"]
    lines += [f"  {field}: {_quoted(header)}" for field, header in fields.items()]
    lines.append(f"dates: {dates.value}    # how typed days are written: iso, month_first or day_first")
    if encoding is not None:
        lines.append(f"encoding: {encoding.value}")
    if delimiter is not None:
        lines.append(f"delimiter: {delimiter.value}")
    return "\n".join(lines) + "\n" + _MORE


_MORE = """\
# payers:                            # the profile's id for each payer as the sheet writes it
#   "Highmark BCBS of Wyoming": highmark-wy-15-01-004
# providers:                         # each physician as the sheet writes the name
#   "Dr. Sample": {name: Jordan Sample, credentials: MD, npi: "1234567893"}
# fixed:                             # what all cases of this sheet have alike
#   diagnosis_codes: [M54.51]
# exhibits:                          # for rows that fill a case: one file of each kind, in each case's folder
#   folder: charts/{case_id}
#   by_kind: {progress_note: "*note*.pdf", mri_report: "*mri*.pdf"}
"""


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


COMMON_FIELDS = (CASE_ID, CASE_FILE, *ALIASES)
"""The fields a person is most likely to look for."""

HEADERS: dict[str, tuple[str, ...]] = {
    CASE_ID: ("case", "case #", "case no", "case number", "pa case", "packet id", "tracking id", "bvna case"),
    CASE_FILE: ("case folder", "case path", "chart folder", "file", "folder"),
    "family_name": ("last name", "last", "surname", "patient last name", "pt last name", "patient last", "lname"),
    "given_name": ("first name", "first", "patient first name", "pt first name", "patient first", "fname"),
    "birth_date": ("dob", "date of birth", "birthdate", "patient dob", "pt dob", "d.o.b."),
    "patient.sex": ("sex", "gender", "m/f"),
    "patient.record_number": (
        "mrn",
        "chart #",
        "chart no",
        "chart number",
        "medical record number",
        "emr id",
        "acct #",
    ),
    "payer": (
        "insurance",
        "ins",
        "ins.",
        "carrier",
        "insurance company",
        "primary insurance",
        "primary ins",
        "payor",
    ),
    "coverage.payer_name": ("payer name", "insurance name"),
    "coverage.product": ("product", "network", "network type"),
    "coverage.delegate": ("delegate", "benefit manager", "utilization review"),
    "coverage.plan_name": ("plan", "plan name", "insurance plan"),
    "coverage.line_of_business": ("line of business", "lob", "plan type", "insurance type"),
    "member_id": (
        "member #",
        "member no",
        "subscriber id",
        "policy #",
        "policy number",
        "insurance id",
        "ins id",
        "memberid",
    ),
    "coverage.group_id": ("group", "group #", "group no", "group number", "group id"),
    "coverage.verified_on": (
        "eligibility verified",
        "benefits verified",
        "verified on",
        "verified",
        "elig checked",
    ),
    "planned_date": (
        "dos",
        "date of service",
        "surgery date",
        "procedure date",
        "date of surgery",
        "date of procedure",
        "scheduled",
        "scheduled date",
        "sx date",
        "proc date",
        "planned dos",
    ),
    "provider": (
        "physician",
        "surgeon",
        "doctor",
        "md",
        "ordering provider",
        "ordering physician",
        "dr",
        "performing provider",
    ),
    "vertebral_bodies": ("bodies", "bodies treated", "vertebrae"),
    "diagnosis_codes": (
        "dx",
        "diagnosis",
        "dx code",
        "icd-10",
        "icd10",
        "icd",
        "icd-10 code",
        "diagnosis code",
        "dx codes",
    ),
    "request.urgency": ("urgency", "priority"),
    "pain.onset": ("onset", "pain onset", "symptom onset"),
}
"""Beside each field's own names. "Level" is not among them: a disc level is no body, and which is meant varies."""


def _known() -> dict[str, str]:
    found = {folded(header): field for field, headers in HEADERS.items() for header in headers}
    own = {name.replace("_", " "): name for name in COMMON_FIELDS}
    return {**found, **own, **{name: name for name in COMMON_FIELDS}}


_KNOWN = _known()


def field_for(header: str) -> str | None:
    """Return the field a header most likely means; ``None`` for one that no case has, or that is not known here."""
    text = folded(header).rstrip(":* ")
    if text in _KNOWN:
        return _KNOWN[text]
    return text if "." in text and field_type_at(path_of(text)) is not None else None
