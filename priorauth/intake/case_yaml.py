"""A draft as a case file: every value with a comment that says where it was read, grouped as the case is."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from priorauth.intake.draft import Filled, Node, OpenField
from priorauth.intake.draft_case import ChartDraft, where_of
from priorauth.intake.enclosures import Enclosure, Packing
from priorauth.intake.open_points import said_of
from priorauth.reading.model import ChartDocument, Passage

_HEAD = """\
yaml-language-server: $schema=./case.schema.json
A draft that priorauth read from a chart. Each value says where it was read; compare it with the page.
What is empty was not read: it is open, and not "no". Lines marked "open" are for a person.
"""
_GROUPS = {
    "patient": "Who it is about.",
    "coverage": "The plan, as the card or face sheet prints it.",
    "request": "What is asked, as the plan of the newest note says it.",
    "pain": "The complaint.",
    "conservative_care": "Care that was given, one row for each course. Ordered is not given.",
    "imaging": "The newest MRI report of the lumbar spine, and only what it states.",
    "other_generators": "Other sources of the pain, and how each was looked for.",
    "safety": "What has to be known before the procedure. Left out: not documented.",
    "measurements": "What some payers set a limit for: the newest in the chart.",
    "evaluations": "Who evaluated the patient for the procedure.",
    "exhibits": "What goes into the packet. Given file names are not used: they may name a patient.",
}
_SOURCES = {"pain": {"onset": "source", "pattern": "pattern_source", "unremitting": "severity_source"}}
_NEEDED: Mapping[str, Sequence[str]] = {
    "coverage": ("payer", "payer_name", "member_id"),
    "request": ("vertebral_bodies", "planned_date", "diagnosis_codes"),
    "pain": ("onset", "pattern"),
}
"""Fields that stand in the file even when they are empty, so that whoever fills them in sees them."""
_IS_LIST = frozenset({"vertebral_bodies", "diagnosis_codes"})
_NUMBERS = frozenset({"value", "sessions", "relief_percent", "modic_types"})
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_WITHOUT_SOURCE = frozenset({"patient", "coverage", "request"})
_LONGEST = 240


@dataclass(frozen=True, slots=True)
class Written:
    """What a case file is made of."""

    case_id: str
    draft: ChartDraft
    packing: Packing
    files: Mapping[str, str]
    """The neutral name of each file that has an exhibit, by its letter."""
    page_counts: Mapping[str, int]
    is_sample: bool = False
    """Whether the chart says on each of its pages that it is made up; the packet then says so too."""


def case_text(written: Written) -> str:
    """Return the case file's text."""
    writer = _Writer(written)
    root = CommentedMap()
    root["case_id"] = written.case_id
    if written.is_sample:
        root["sample"] = True
        root.yaml_add_eol_comment("its pages call themselves a made-up sample", "sample")
    root.yaml_set_start_comment(_HEAD)
    for name, said in _GROUPS.items():
        if name == "exhibits":
            content: Any = _exhibits(written)
        else:
            content = writer.section(name, written.draft.filled.get(name))
        if content:
            root[name] = content
            opens = [f"open: {said_of(item, written.draft, written.packing)}" for item in writer.open_in(name)]
            root.yaml_set_comment_before_after_key(name, before="\n".join(["", said, *opens]))
    yaml = YAML()
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    out = io.StringIO()
    yaml.dump(root, out)
    return out.getvalue()


class _Writer:
    """Writes sections; it knows where each passage stands in the packet."""

    def __init__(self, written: Written) -> None:
        self.written = written
        self.documents = {item.document.id: item.document for item in written.draft.chart.documents}

    def open_in(self, section: str) -> list[OpenField]:
        """Return what a section leaves open."""
        return [item for item in self.written.draft.open if item.field.split(".")[0] == section]

    def section(self, name: str, node: Node | None) -> CommentedMap | CommentedSeq | None:
        """Return a section with the fields that a case needs, filled or empty."""
        if isinstance(node, Sequence):
            return self.rows(name, node)
        filled = self.mapping(name, node if isinstance(node, Mapping) else {})
        for field in _NEEDED.get(name, ()):
            if field not in filled:
                filled[field] = CommentedSeq() if field in _IS_LIST else None
                filled.yaml_add_eol_comment("open: not read in the chart", field)
        return filled or None

    def rows(self, section: str, nodes: Sequence[Mapping[str, Node]]) -> CommentedSeq:
        """Return the entries of a list."""
        found = CommentedSeq()
        for node in nodes:
            found.append(self.mapping(section, node, is_row=True))
        return found

    def mapping(self, section: str, node: Mapping[str, Node], *, is_row: bool = False) -> CommentedMap:
        """Return fields with their comments, and the source that shows them."""
        found = CommentedMap()
        for name, item in node.items():
            if isinstance(item, Filled):
                found[name] = _scalar(name, item)
                found.yaml_add_eol_comment(self.comment(item), name)
                key = _SOURCES.get(section, {}).get(name) if not is_row else None
                self.add_source(found, key, item.where)
            elif isinstance(item, Mapping):
                found[name] = self.mapping(section, item, is_row=name != "name")
            elif item:
                found[name] = self.rows(section, item)
        if is_row and section not in _WITHOUT_SOURCE:
            self.add_source(found, "source", self.shown(node))
        return found

    def shown(self, node: Mapping[str, Node]) -> Passage | None:
        """Return the words that show an entry: its result, its count, or the first that it was read from."""
        for name in ("response", "sessions", "modic_types", "value", "verdict", "present", "performed"):
            item = node.get(name)
            if isinstance(item, Filled) and item.where is not None:
                return item.where
        return where_of(node)

    def add_source(self, found: CommentedMap, key: str | None, where: Passage | None) -> None:
        """Add the exhibit's page that shows a fact, with its words."""
        place = self.written.packing.place(where) if where is not None and key is not None else None
        if place is None or where is None or key is None:
            return
        source = CommentedMap(exhibit=place[0], page=place[1], quote=_quoted(where))
        source.fa.set_flow_style()
        found[key] = source

    def comment(self, item: Filled) -> str:
        """Return where a value was read: ``page 7 of record-1.pdf, MRI report of August 18, 2026``."""
        if item.where is None:
            return item.note or "see the source of the entry"
        document = self.documents.get(item.where.document)
        note = f"; {item.note}" if item.note else ""
        file = self.written.files.get(item.where.exhibit, "a record that stays out")
        return f"page {item.where.page} of {file}{_of(document)}{note}"


def _of(document: ChartDocument | None) -> str:
    if document is None:
        return ""
    day = f" of {document.day.words}" if document.day is not None else ""
    kind = str(document.kind).replace("_", " ").replace("mri", "MRI").replace("ct ", "CT ").replace("xray", "x-ray")
    kind = {"telephone": "telephone note"}.get(kind, kind)
    return f", {kind}{day}"


def _quoted(where: Passage) -> str:
    words = " ".join(where.quote.split())
    if len(words) <= _LONGEST:
        return words
    return words[:_LONGEST].rpartition(" ")[0]


def _scalar(name: str, item: Filled) -> Any:  # noqa: ANN401  (what YAML writes plainly)
    if isinstance(item.value, tuple):
        found = CommentedSeq([_plain(name, value) for value in item.value])
        found.fa.set_flow_style()
        return found
    return _plain(name, item.value)


def _plain(name: str, value: str) -> Any:  # noqa: ANN401
    """Return a value so that it is written without quotes where a case file needs none."""
    if name in _NUMBERS and re.fullmatch(r"-?\d+(\.\d+)?", value):
        return float(value) if "." in value else int(value)
    return date.fromisoformat(value) if _DAY.match(value) else value


def _exhibits(written: Written) -> CommentedSeq:
    found = CommentedSeq()
    for item in written.packing.enclosures:
        found.append(_exhibit(item, written))
    return found


def _exhibit(item: Enclosure, written: Written) -> CommentedMap:
    row = CommentedMap(id=item.id, kind=str(item.kind), title=item.title)
    if item.day is not None:
        row["date"] = _plain("date", str(item.day))
    row["file"] = written.files[item.source]
    ranges = item.ranges(written.page_counts[item.source])
    if ranges is not None:
        row["pages"] = ranges
    if not all(document.is_readable for document in item.documents):
        row.yaml_add_eol_comment("open: a page without text; somebody has to read it", "title")
    return row
