"""Sentences that name what a claim is about, speak against it, and were read by nobody.

A reader looks for its own words. A sentence that says the same in others ("the right foot slaps the floor", "her
heart rhythm box", "this log was made up") ends as no finding and would be silence. Each row of ``contrary.tsv``
joins a class of things with a class of what is said of them. What it finds states nothing: it leaves open what it
names until a person has looked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from priorauth.reading.denial_tails import leads_away, tells_of_kin
from priorauth.reading.drug_spelling import names_misspelled_thinner
from priorauth.reading.facts import Fact
from priorauth.reading.model import About, ChartDocument, DocumentKind, Finding, Side, Standing, Unsettles
from priorauth.reading.statements import Statement
from priorauth.reading.word_tables import rows, wrong_row

_ROOM = Path(__file__).parent
_TABLE = _ROOM / "contrary.tsv"
_NOTES = frozenset(
    {DocumentKind.OFFICE_NOTE, DocumentKind.TELEPHONE, DocumentKind.PROCEDURE_NOTE, DocumentKind.UNKNOWN}
)
_CLINICAL = _NOTES | {
    DocumentKind.THERAPY_EVALUATION, DocumentKind.THERAPY_NOTE, DocumentKind.THERAPY_DISCHARGE,
    DocumentKind.CHIROPRACTIC_NOTE,
}  # fmt: skip
_CARE = _CLINICAL | {DocumentKind.BEHAVIORAL_NOTE}
_DOCUMENTS = {
    "notes": _NOTES,
    "clinical": _CLINICAL,
    "care": _CARE,
    "therapy": _CLINICAL - _NOTES,
    "behavioral": frozenset({DocumentKind.BEHAVIORAL_NOTE}),
    "reports": frozenset({DocumentKind.MRI_REPORT}),
    "sheets": frozenset({DocumentKind.GUIDE}),
    "any": _CARE
    | {
        DocumentKind.MRI_REPORT,
        DocumentKind.MEDICATION_LIST,
        DocumentKind.LABORATORY,
        DocumentKind.LETTER,
        DocumentKind.INSTRUMENT,
    },
}
_SAYS_NOTHING = frozenset(
    {DocumentKind.GUIDE, DocumentKind.CONSENT, DocumentKind.FACE_SHEET, DocumentKind.FAX_COVER}
)
_SPEAKS_OF_OTHERS = frozenset({DocumentKind.LETTER, DocumentKind.TELEPHONE})
_LEFT_TO_READERS = frozenset({Standing.PLANNED, Standing.CONDITIONAL, Standing.GENERIC, Standing.ASKED})

_DENIED = re.compile(
    r"\b(?:no|not|never|denies|denied|without|none|negative|neg|normal|intact|nor|neither|full|equal|symmetric\w*"
    r"|resolved)\b|n't\b|\b5\s?/\s?5\b",
    re.IGNORECASE,
)
_NOT_TOLD = re.compile(
    r"\b(?:if|should|would|(?-i:may)|might|could|risks?|goals?|unless|whether|advised|instructed|educat\w*|return\s+for"
    r"|call\s+(?:us|for|\d+)|in\s+order\s+to|so\s+that\s+(?:she|he|they|you|we|the\s+patient)|until|after\s+surgery)\b|\?",
    re.IGNORECASE,
)
"""Words of a sentence that tells of what may come, and not of what is."""


_EMPTY_BOX = re.compile(r"\[\s*\]|\(\s*\)|\u2610|_{3,}")


@dataclass(frozen=True, slots=True)
class ContraryRow:
    """Facts, the documents that can say it, and the patterns that all stand in one sentence."""

    facts: tuple[Fact, ...]
    documents: frozenset[DocumentKind]
    read_as: frozenset[Fact]
    may_deny: bool
    says: tuple[re.Pattern[str], ...]
    example: str

    def matches(self, words: str) -> bool:
        """Whether a sentence, or a part of it up to a semicolon, says it."""
        return any(self._is_said_in(part) for part in dict.fromkeys((words, *words.split(";"))))

    def _is_said_in(self, words: str) -> bool:
        if not all(pattern.search(words) for pattern in self.says) or _NOT_TOLD.search(words):
            return False
        return self.may_deny or not (_DENIED.search(words) or tells_of_kin(words) or _EMPTY_BOX.search(words))


@dataclass(frozen=True, slots=True)
class ContrarySentence:
    """A statement that nobody read and that speaks against a fact, or, without one, against a whole record."""

    statement: Statement
    fact: Fact | None
    unsettles: Unsettles


@cache
def contrary_rows() -> tuple[ContraryRow, ...]:
    """Return the rows of the table."""
    columns = ("facts", "documents", "read_as", "denied", "says", "example")
    found = []
    for row in rows(_TABLE, columns):
        if row["documents"] not in _DOCUMENTS or row["denied"] not in ("yes", "no"):
            raise wrong_row(_TABLE, row, f"documents is one of {', '.join(_DOCUMENTS)}, denied yes or no")
        read_as = () if row["read_as"] == "-" else map(Fact, row["read_as"].split("|"))
        found.append(
            ContraryRow(
                tuple(map(Fact, row["facts"].split("|"))), _DOCUMENTS[row["documents"]], frozenset(read_as),
                row["denied"] == "yes", tuple(_compiled(said) for said in row["says"].split(" & ")), row["example"],
            )
        )  # fmt: skip
    return tuple(found)


@cache
def _classes() -> dict[str, str]:
    """Return the classes of words by name, those they are made of put in."""
    found: dict[str, str] = {}
    for row in rows(_ROOM / "contrary_classes.tsv", ("class", "pattern")):
        found[row["class"]] = _filled(row["pattern"], found)
    return found


def _filled(pattern: str, classes: dict[str, str]) -> str:
    return re.sub(r"\{([A-Z_]+)\}", lambda match: classes[match[1]], pattern)


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{_filled(pattern, _classes())})(?!\w)", re.IGNORECASE)


@cache
def _of_record() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return _compiled("{RECORD}"), _compiled("{TAKEN_BACK}")


def contrary_sentences(
    document: ChartDocument, statements: Sequence[Statement], findings: Sequence[Finding]
) -> Iterator[ContrarySentence]:
    """Return the sentences of a document that speak against a fact or a record, and that no reader read."""
    if document.kind in _SAYS_NOTHING:
        yield from _on_a_sheet(document, statements)
        return
    for statement in statements:
        section = statement.section
        if section.about is not About.PATIENT:
            continue
        if _takes_back(statement):
            yield ContrarySentence(statement, None, _scope(document))
        elif statement.is_heading or (section.standing in _LEFT_TO_READERS and section.name != "plan"):
            continue
        elif is_foreign(statement.words):
            yield ContrarySentence(statement, None, Unsettles.DOCUMENT)
        else:
            told = _told(document, statement, findings)
            yield from (ContrarySentence(statement, fact, Unsettles.FACT) for fact in sorted(told))


def _on_a_sheet(document: ChartDocument, statements: Iterable[Statement]) -> Iterator[ContrarySentence]:
    """Return what a sheet that states nothing itself has in a table of what was done at home."""
    of_it = [row for row in contrary_rows() if document.kind in row.documents]
    for statement in statements if of_it else ():
        facts = {fact for row in of_it if row.matches(statement.words) for fact in row.facts}
        yield from (ContrarySentence(statement, fact, Unsettles.FACT) for fact in sorted(facts))


def _takes_back(statement: Statement) -> bool:
    """Whether a sentence, or the heading it stands under, says of a record that it is not what it seems."""
    record, taken_back = _of_record()
    heading = statement.heading_words
    words = statement.words
    return bool(taken_back.search(heading)) or bool(record.search(words) and taken_back.search(words))


def names_a_thing(words: str) -> bool:
    """Whether words name a record, the pain, a limb, the spine or care."""
    return any(_compiled(f"{{{name}}}").search(words) for name in ("RECORD", "PAIN", "PART", "SPINE", "CARE"))


def _scope(document: ChartDocument) -> Unsettles:
    """Return what a sentence on a record leaves open: a letter or a call speaks of other records than itself."""
    return Unsettles.CHART if document.kind in _SPEAKS_OF_OTHERS else Unsettles.DOCUMENT


def _told(document: ChartDocument, statement: Statement, findings: Sequence[Finding]) -> set[Fact]:
    """Return the facts that a sentence speaks against and that nobody read in it, or denies of something else."""
    words = statement.words
    said = [row for row in contrary_rows() if document.kind in row.documents and row.matches(words)]
    is_misspelled = document.kind in _DOCUMENTS["any"] and names_misspelled_thinner(words)
    if not said and not is_misspelled and not _DENIED.search(words):
        return set()
    own = list(_findings_in(statement, findings))
    read = {item.fact for item in own if _is_plain(item)}
    told = {fact for row in said if read.isdisjoint(row.read_as) for fact in row.facts}
    if is_misspelled and Fact.ANTICOAGULANTS not in read:
        told.add(Fact.ANTICOAGULANTS)
    return told | {item.fact for item in own if leads_away(item, document, words)}


def _findings_in(statement: Statement, findings: Iterable[Finding]) -> Iterator[Finding]:
    words = statement.words
    return (item for item in findings if words in item.where.quote or item.where.quote in words)


def _is_plain(finding: Finding) -> bool:
    """Whether a finding tells what its sentence says: it speaks against the request, or it is plain itself."""
    is_result = getattr(finding.value, "result", None) not in ("not_said", "not_done")
    # A report's earlier change that has gone is told whole, and says nothing of the change of today.
    is_past = finding.fact is Fact.MODIC and finding.standing is Standing.HISTORIC
    is_said = finding.standing in (Standing.DENIED, Standing.STATED) or is_past
    return is_result and (finding.side is Side.HARMS or is_said)


_WORD = re.compile(r"[^\W\d_]+")
_FEWEST = 3
_FEW_SMALL = 2
_SHARE, _LARGE_SHARE = 0.3, 0.5


def is_foreign(words: str) -> bool:
    """Whether a sentence is in another language: much of it are small words of one, and hardly any are English."""
    count = len(_WORD.findall(words))
    if count < _FEWEST:
        return False
    foreign, english = (_compiled(f"{{{name}}}") for name in ("FOREIGN", "ENGLISH"))
    small = len({match.group() for match in foreign.finditer(words.lower())})
    is_much = small > _FEW_SMALL and small >= _SHARE * count
    is_much = is_much or (small == _FEW_SMALL and small >= _LARGE_SHARE * count)
    return is_much and len(english.findall(words)) < small - 1
