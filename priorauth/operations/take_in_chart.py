"""Taking a chart in: from its files to a case folder with a draft, its exhibits, and what is left to people."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from priorauth.case.case_scaffold import case_schema, new_case
from priorauth.case.parties import Name
from priorauth.exhibits.file_kinds import KIND_OF_SUFFIX
from priorauth.exhibits.opening import MAX_BYTES
from priorauth.exhibits.pages import Page
from priorauth.files import read_file, write_tree
from priorauth.intake.case_yaml import Written, case_text
from priorauth.intake.draft import Filled, Node, leaves
from priorauth.intake.draft_case import ChartDraft, draft_from
from priorauth.intake.enclosures import Packing, name_of_pages, pack
from priorauth.intake.open_points import OpenPoint, open_points
from priorauth.intake.practice_match import matched_practice
from priorauth.intake.read_chart import read_for_intake
from priorauth.intake.whose_chart import find_person
from priorauth.operations.profiles.find_profiles import profiles_in_use
from priorauth.operations.read_chart_files import OpenedChart, ReadFiles, open_chart
from priorauth.operations.start_practice import CASE_SCHEMA_FILE
from priorauth.practice.settings import find_practice
from priorauth.problems import Problem, Refused, Where, problem
from priorauth.reading.chart_patient import ChartPatient
from priorauth.reading.model import ChartDocument, ChartReading, Passage, PatientMatch

_MADE_UP = "Made-up sample record"
_NOT_CLINICAL = ("patient", "coverage")


@dataclass(frozen=True, slots=True)
class IntakeSettings:
    """How a chart is to be taken in."""

    as_of: date
    out: Path
    """The folder in which the case's folder is made."""
    payer: str | None = None
    """The payer's profile, when it is known."""
    case_id: str | None = None
    told: ChartPatient | None = None
    """Whose chart it is, when no page says so plainly."""
    ocr: bool = False


@dataclass(frozen=True, slots=True)
class IntakeDraft:
    """A chart as a case that is not written yet. All of it may hold a patient's values."""

    case_id: str
    folder: Path
    opened: OpenedChart
    draft: ChartDraft
    packing: Packing
    points: tuple[OpenPoint, ...]
    files: Mapping[str, str]
    """The neutral names of the files that are copied, by letter."""
    not_taken: tuple[str, ...] = ()
    """The names of files in a given folder that no exhibit may be: nothing was read in them."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with files that could not be opened."""
        return self.opened.problems

    @property
    def text(self) -> str:
        """The case file."""
        counts = {letter: len(pages) for letter, pages in self.opened.pages.items()}
        every = (page.text for pages in self.opened.pages.values() for page in pages)
        is_sample = all(_MADE_UP in text for text in every)
        return case_text(Written(self.case_id, self.draft, self.packing, self.files, counts, is_sample))

    @property
    def data(self) -> Mapping[str, object]:
        """What ``chart read --json`` gives, and the draft."""
        read = ReadFiles(self.draft.chart, self.opened.files, self.opened.problems)
        return {**read.data, "draft": self._draft}

    @property
    def _draft(self) -> Mapping[str, object]:
        return {
            "case_id": self.case_id,
            "folder": str(self.folder),
            "filled": [self._filled(path, item) for path, item in self._leaves()],
            "exhibits": [
                {
                    "id": item.id, "kind": str(item.kind), "title": item.title, "file": self.files[item.source],
                    "pages": list(item.pages), "documents": [document.id for document in item.documents],
                }
                for item in self.packing.enclosures
            ],
            "left_out": [
                {"document": item.document.id, "why": item.why(self._names)} for item in self.packing.left_out
            ],
            "not_read": list(self.not_taken),
            "open": [
                {
                    "owner": str(point.owner), "what": point.text, "field": point.field,
                    "passages": [self._passage(where) for where in point.passages],
                }
                for point in self.points
            ],
        }  # fmt: skip

    @property
    def _names(self) -> Mapping[str, str]:
        """The names of the given files by letter."""
        return {letter: path.name for letter, path in self.opened.files.items()}

    def _leaves(self) -> Iterator[tuple[str, Filled]]:
        for name, node in self.draft.filled.items():
            yield from leaves(node, name)

    def _filled(self, path: str, item: Filled) -> Mapping[str, object]:
        value = list(item.value) if isinstance(item.value, tuple) else item.value
        return {"field": path, "value": value, "note": item.note or None, "from": self._passage(item.where)}

    def _passage(self, where: Passage | None) -> Mapping[str, object] | None:
        if where is None:
            return None
        file = str(self.opened.files[where.exhibit])
        return {"document": where.document, "file": file, "page": where.page, "quote": where.quote}

    @property
    def next_step(self) -> str:
        """The command to go on with: the interview while the case lacks what no review can do without."""
        review = f"priorauth review {self.folder}"
        if not any(point.is_typed for point in self.points):
            return review
        out = "" if self.folder.parent == Path() else f" -o {self.folder.parent}"
        return f"priorauth new {self.case_id}{out} --interview, which asks for what is missing; then {review}"

    @property
    def lines(self) -> Iterator[str]:
        """What was made of the chart, for people: documents, what was filled in, and who has to do what."""
        count = len(self.draft.chart.documents)
        enclosed, out = len(self.packing.enclosures), self.packing.left_out
        yield f"Read {count} documents: {enclosed} exhibits, {len(out)} documents stay out."
        for item in self.packing.enclosures:
            yield f"  {item.id:2} {item.title}: {name_of_pages(item.pages)} of {self._names[item.source]}"
        for left in out:
            where = f"{name_of_pages(left.document.pages)} of {self._names[left.document.exhibit]}"
            yield f"  stays out: {where}, {left.why(self._names)}"
        for name in self.not_taken:
            yield f"  not read: {name}, a file of no kind that an exhibit may be"
        yield f"Filled in {sum(1 for _ in self._leaves())} values, each with the page it was read from."
        yield from self._open_lines()

    def _open_lines(self) -> Iterator[str]:
        if not self.points:
            yield "Nothing is open."
            return
        yield f"Open: {len(self.points)}"
        for point in sorted(self.points, key=lambda item: str(item.owner)):
            yield f"  {point.owner}: {point.text}"


def take_in_chart(paths: Sequence[Path], taken: IntakeSettings) -> IntakeDraft:
    """Read a chart's files into the draft of a case. Nothing is written.

    Raises `Refused`: as `open_chart` does; PA1401 where nobody can say whose chart it is, PA1402 for each document
    of another patient, PA205 for a case id that is none, PA203 where its folder is there already, PA301 for an
    unknown payer.
    """
    if taken.payer is not None:
        profiles_in_use(taken.out, taken.as_of).load(taken.payer)
    opened = open_chart(paths, ocr=taken.ocr)
    case_id = taken.case_id or _opaque_id(opened)
    new_case(case_id)
    folder = taken.out / case_id
    if folder.exists():
        raise Refused([problem("PA203", Where(str(folder)), fix="name another with --case-id")])
    texts = [page.text for pages in opened.pages.values() for page in pages]
    found = (taken.told, None) if taken.told is not None else find_person(texts)
    if found is None:
        raise Refused([problem("PA1401", Where(file=str(paths[0])))])
    person, number = found
    chart = read_for_intake(opened.pages, person)
    _require_one_patient(chart, opened)
    draft = draft_from(chart, person, number, opened.pages)
    draft = _with_practice(draft, opened.pages, taken)
    packing = pack(draft.chart, opened.pages, frozenset(_cited(draft)))
    sources = dict.fromkeys(item.source for item in packing.enclosures)
    files = {
        letter: f"record-{number}{opened.files[letter].suffix.lower()}" for number, letter in enumerate(sources, 1)
    }
    return IntakeDraft(
        case_id, folder, opened, draft, packing, open_points(draft, packing), files, tuple(_not_taken(paths))
    )


def _not_taken(paths: Sequence[Path]) -> Iterator[str]:
    """Return the names of a folder's files of another kind; those that a system hides in folders are left out."""
    for folder in (path for path in paths if path.is_dir()):
        for item in sorted(folder.rglob("*")):
            is_hidden = item.name.startswith(".") or item.name.casefold() in ("thumbs.db", "desktop.ini")
            if item.is_file() and not is_hidden and item.suffix.lower() not in KIND_OF_SUFFIX:
                yield item.name


def write_taken(intake: IntakeDraft) -> Path:
    """Write the case's folder, complete or not at all, and return its case file. Raises `Refused` (PA2xx)."""
    copies = {
        name: read_file(intake.opened.files[letter], limit_bytes=MAX_BYTES) for letter, name in intake.files.items()
    }
    schema = json.dumps(case_schema(), indent=2).encode()
    write_tree(intake.folder, {"case.yaml": intake.text.encode(), CASE_SCHEMA_FILE: schema, **copies})
    return intake.folder / "case.yaml"


def person_named(name: str | None, born: date | None) -> ChartPatient | None:
    """Return whose chart it is, as somebody says it. Raises `Refused` (PA1403) for one without the other."""
    if name is None and born is None:
        return None
    given, _, family = (name or "").strip().rpartition(" ")
    if born is None or not given or not family:
        raise Refused([problem("PA1403", Where(field="--name"))])
    return ChartPatient(name=Name(given=given, family=family), birth_date=born)


def _opaque_id(opened: OpenedChart) -> str:
    """Return an id that says nothing of the patient and is the same for the same pages."""
    digest = hashlib.sha256()
    for letter, pages in opened.pages.items():
        digest.update(letter.encode())
        for page in pages:
            digest.update(page.text.encode())
    return f"IN-{digest.hexdigest()[:8].upper()}"


def _require_one_patient(chart: ChartReading, opened: OpenedChart) -> None:
    """Raise `Refused` (PA1402), once for each document that prints another patient."""
    others = [item.document for item in chart.documents if item.document.patient is PatientMatch.OTHER]
    if others:
        raise Refused([_another(document, opened) for document in others])


def _another(document: ChartDocument, opened: OpenedChart) -> Problem:
    where = Where(file=str(opened.files[document.exhibit]), page=document.pages[0])
    return problem("PA1402", where, pages=name_of_pages(document.pages))


def _with_practice(draft: ChartDraft, pages: Mapping[str, Sequence[Page]], taken: IntakeSettings) -> ChartDraft:
    """Add the payer that was named, and what the practice's settings and the newest note say of the physician."""
    filled = dict(draft.filled)
    if taken.payer is not None:
        named = filled.get("coverage")
        coverage: dict[str, Node] = {"payer": Filled(taken.payer, None, "as named with --payer")}
        filled["coverage"] = {**(named if isinstance(named, Mapping) else {}), **coverage}
    practice = find_practice(taken.out)
    asked = matched_practice(draft, pages, practice.settings if practice is not None else None)
    return replace(draft, filled=filled, open=(*draft.open, *asked))


def _cited(draft: ChartDraft) -> Iterator[str]:
    """Return the documents that a clinical value was read from."""
    for name, node in draft.filled.items():
        if name not in _NOT_CLINICAL:
            yield from (item.where.document for _, item in leaves(node) if item.where is not None)
