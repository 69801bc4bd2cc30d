"""Reading a chart before there is a case: its documents, what each says, and what nobody understood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from string import ascii_uppercase

from priorauth.assembly.case_basis import read_basis
from priorauth.exhibits.file_kinds import KIND_OF_SUFFIX
from priorauth.exhibits.opening import open_file
from priorauth.exhibits.pages import Page
from priorauth.problems import Problem, Refused, Where, problem
from priorauth.readers.whole_chart import read_exhibits
from priorauth.reading.chart_patient import ChartPatient, chart_patient_in
from priorauth.reading.model import About, ChartDocument, ChartReading, Finding, Leftover, Passage
from priorauth.submission.build_spec import CaseQuery

_SHOWN = 160
MAX_FILES = len(ascii_uppercase) * (len(ascii_uppercase) + 1)


@dataclass(frozen=True, slots=True)
class ReadFiles:
    """A chart that was read, and what is wrong with files that could not be. All values are a patient's."""

    reading: ChartReading
    files: Mapping[str, Path]
    """The file of each exhibit letter that passages name."""
    problems: tuple[Problem, ...]

    @property
    def data(self) -> Mapping[str, object]:
        """Everything as plain data."""
        documents = self.reading.documents
        return {
            "documents": [self._document(item.document) for item in documents],
            "findings": [self._finding(finding) for item in documents for finding in item.findings],
            "leftovers": [self._leftover(left) for item in documents for left in item.leftovers],
            "tables": self.reading.tables,
            "problems": [item.as_data() for item in self.problems],
        }

    @property
    def lines(self) -> Iterator[str]:
        """The same for people: each document, and below it what it says and what nobody understood."""
        for item in self.reading.documents:
            document = item.document
            day = f", {document.day.words}" if document.day else ""
            last = f" to {document.pages[-1]}" if len(document.pages) > 1 else ""
            place = f"page {document.pages[0]}{last} of {self.file_of(document.exhibit)}"
            yield f"{document.id}  {_plain(document.kind)}{day}; {place}"
            if document.copy_of:
                yield f"    a copy of {document.copy_of}"
                continue
            if not document.is_readable:
                yield "    not every page of it has text that can be read"
            for line in dict.fromkeys((*map(_said, item.findings), *map(_left, item.leftovers))):
                yield f"    {line}"

    def file_of(self, exhibit: str) -> str:
        """Return the name of the file that an exhibit letter stands for."""
        return str(self.files[exhibit])

    def _document(self, document: ChartDocument) -> Mapping[str, object]:
        return {
            "id": document.id,
            "kind": document.kind.value,
            "why": document.kind_from.quote if document.kind_from else ", ".join(document.kind_words) or None,
            "day": str(document.day) if document.day else None,
            "author": document.author.quote if document.author else None,
            "patient": document.patient.value,
            "signed": document.signed.value,
            "file": self.file_of(document.exhibit),
            "pages": list(document.pages),
            "copy_of": document.copy_of,
            "readable": document.is_readable,
        }

    def _finding(self, finding: Finding) -> Mapping[str, object]:
        return {
            "fact": finding.fact.value,
            "value": finding.value.model_dump(mode="json", exclude_defaults=True),
            "standing": finding.standing.value,
            "about": finding.about.value,
            "when": finding.when.model_dump(mode="json", exclude_defaults=True),
            "side": finding.side.value,
            "first_hand": finding.first_hand,
            "because": list(finding.reason),
            "not_understood": list(finding.leftover),
            **self._passage(finding.where),
        }

    def _leftover(self, left: Leftover) -> Mapping[str, object]:
        return {
            "trigger": left.trigger,
            "subject": left.subject,
            "fact": left.fact.value if left.fact else None,
            "why": left.why,
            **self._passage(left.where),
        }

    def _passage(self, where: Passage) -> Mapping[str, object]:
        return {
            "document": where.document,
            "file": self.file_of(where.exhibit),
            "page": where.page,
            "quote": where.quote,
        }


@dataclass(frozen=True, slots=True)
class OpenedChart:
    """The files of a chart, opened: their pages by letter, the letters' files, and what could not be opened."""

    pages: Mapping[str, Sequence[Page]]
    files: Mapping[str, Path]
    problems: tuple[Problem, ...]


def open_chart(paths: Sequence[Path], *, ocr: bool = False) -> OpenedChart:
    """Open every file of a chart; a folder stands for the files in it, and a file that cannot be opened is told.

    Raises `Refused`: PA201 for a path that is not there, PA690 when there is no file that can be read, PA691 for
    too many files.
    """
    files = list(_files(paths))
    if len(files) > MAX_FILES:
        raise Refused([problem("PA691", None, count=len(files), limit=MAX_FILES)])
    pages: dict[str, Sequence[Page]] = {}
    named: dict[str, Path] = {}
    problems: list[Problem] = []
    for letter, path in zip(_letters(), files, strict=False):
        try:
            pages[letter], named[letter] = open_file(path, ocr=ocr).pages, path
        except Refused as refused:
            problems += refused.problems
    if not pages:
        raise Refused(problems or [problem("PA690", Where(file=str(paths[0]) if paths else None))])
    return OpenedChart(pages, named, tuple(problems))


def read_chart_files(
    paths: Sequence[Path], *, as_of: date, case_file: Path | None = None, ocr: bool = False
) -> ReadFiles:
    """Read every file of a chart; a folder stands for the files in it.

    ``case_file`` says whose chart it is; without it, the birth date and name that most pages print do. A file that
    cannot be opened is told and the rest is read. Raises `Refused` as `open_chart` does, and for whatever keeps the
    case file from being read.
    """
    opened = open_chart(paths, ocr=ocr)
    reading = read_exhibits(opened.pages, _person(case_file, opened.pages, as_of))
    return ReadFiles(reading, opened.files, opened.problems)


def _person(case_file: Path | None, pages: Mapping[str, Sequence[Page]], as_of: date) -> ChartPatient | None:
    if case_file is None:
        return chart_patient_in(page.text for found in pages.values() for page in found)
    patient = read_basis(CaseQuery(case_file, as_of)).loaded.case.patient
    return ChartPatient(name=patient.name, birth_date=patient.birth_date)


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(
                item for item in path.rglob("*") if item.is_file() and item.suffix.lower() in KIND_OF_SUFFIX
            )
        elif path.exists():
            yield path
        else:
            raise Refused([problem("PA201", Where(file=str(path)))])


def _letters() -> Iterator[str]:
    yield from ascii_uppercase
    yield from (first + second for first in ascii_uppercase for second in ascii_uppercase)


def _said(finding: Finding) -> str:
    """Return a finding as a line: the fact, how it stands, of whom if of another, and the words."""
    stands = [_plain(finding.standing)]
    if finding.about is not About.PATIENT:
        stands.append(f"of {'another person' if finding.about is About.OTHER_PERSON else 'another part'}")
    if not finding.first_hand:
        stands.append("second hand")
    return f"{_plain(finding.fact)}: {', '.join(stands)}; page {finding.where.page}: {_line(finding.where.quote)}"


def _left(left: Leftover) -> str:
    return f"not understood: '{left.trigger}'; page {left.where.page}: {_line(left.where.quote)}"


def _plain(name: str) -> str:
    return str(name).replace("_", " ")


def _line(quote: str) -> str:
    words = " ".join(quote.split())
    return f"“{words if len(words) <= _SHOWN else words[: _SHOWN - 1] + '…'}”"
