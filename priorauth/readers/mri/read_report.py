"""Reading a report of a lumbar MRI: what it says is there, with its page and its exact words.

A type comes only from a type word and a place only from a named place. What cannot be read for sure is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from priorauth.domain.dates import PartialDate
from priorauth.domain.written_dates import dates_in
from priorauth.problems import Problem, Where, problem
from priorauth.readers.mri.competing import find_competing
from priorauth.readers.mri.model import MriReport, Words
from priorauth.readers.mri.reconcile import Account, reconcile
from priorauth.readers.mri.report_assertion import Polarity
from priorauth.readers.mri.report_sections import SPEAKING, SectionSpan, find_sections
from priorauth.readers.mri.report_sentences import Sentence, find_sentences
from priorauth.readers.mri.report_statements import EndplateStatement, read_statements
from priorauth.readers.mri.report_text import ReportText, join_pages, page_marks
from priorauth.readers.mri.stated_changes import stated_changes
from priorauth.readers.mri.technique import is_final, modality, numbering, sequences, study_date
from priorauth.readers.mri.temporality import Time

MAX_CHARACTERS = 100_000
"""Of one report: some 40 pages of close print, read in about two seconds of processor time at the most."""

_NO_EVIDENCE = ("CT", "x-ray")
"""Studies that cannot show Modic changes (source: they are defined by their MRI signal, Modic 1988)."""


def too_long(pages: Iterable[str], where: Where) -> Iterator[Problem]:
    """Say that pages have more text than is read as a report (PA697): they are a whole chart, perhaps."""
    if sum(map(len, pages)) > MAX_CHARACTERS:
        yield problem("PA697", where, limit=f"{MAX_CHARACTERS:,}")


def read_report(pages: Sequence[str]) -> MriReport:
    """Read a report from the text of its pages, in order. Never raises for what a text may say.

    Takes time in proportion to the text; `too_long` says when it would be too much.
    """
    text = join_pages(pages)
    if not text.clean.strip():
        return MriReport()
    read = _read(text)
    sentences, account = read.sentences, read.account
    return MriReport(
        modality=read.modality,
        study_date=read.study_date,
        sequences=sequences(text.clean, read.parts, sentences),
        findings=account.findings,
        unplaced=account.unplaced,
        denied=account.denied,
        historic=account.historic,
        contradictions=account.contradictions,
        competing=tuple(find_competing(text, [s for s in sentences if s.section in SPEAKING])),
        numbering=tuple(numbering(text, sentences)),
        refused=_refused(text, read.statements) if read.modality in _NO_EVIDENCE else (),
        is_final=is_final(text.clean),
        page_marks=page_marks(pages),
    )


def read_changes(text: str) -> Account:
    """Return the endplate changes that a letter or a field names, also in words that no report is read by.

    A text must not go beyond a case, so here the wider net is the safe one.
    """
    page = join_pages((text,))
    if not page.clean.strip():
        return Account((), (), (), (), ())
    read = _read(page)
    return reconcile(page, [*read.statements, *stated_changes(page.clean, read.parts)])


@dataclass(frozen=True, slots=True)
class _ReadReport:
    """The sentences of a report, what they say of endplates, and the study they say it of."""

    parts: Sequence[SectionSpan]
    sentences: tuple[Sentence, ...]
    modality: str | None
    study_date: PartialDate | None
    statements: list[EndplateStatement]
    account: Account


def _read(text: ReportText) -> _ReadReport:
    parts = find_sections(text.clean)
    sentences = tuple(find_sentences(text.clean, parts))
    dates = dates_in(text.clean)
    kind = modality(text.clean, parts, sentences, text.pages[0])
    day = study_date(text.clean, parts, dates)
    statements = list(read_statements(text.clean, sentences, dates, str(day) if day else None))
    account = Account((), (), (), (), ())
    if kind not in _NO_EVIDENCE:
        account = _account(text, parts, statements)
    return _ReadReport(parts, sentences, kind, day, statements, account)


def _account(text: ReportText, parts: Sequence[SectionSpan], told: Sequence[EndplateStatement]) -> Account:
    """Return what a report says of its changes. What is there now is as the reader of a chart's reports has it.

    The sentence grammar alone (``told``) makes no finding: it adds what is denied and what an earlier study showed.
    What it finds in doubt stays so.
    """
    read = list(stated_changes(text.clean, parts))
    there = [item for item in read if _is_there(item)]
    doubted = {(item.place, item.types) for item in told if _is_there(item) and item.is_hedged}
    there = [replace(item, is_hedged=item.is_hedged or (item.place, item.types) in doubted) for item in there]
    account = reconcile(text, [*there, *(item for item in told if not _is_there(item))])
    known = {(item.words.start, item.words.page) for item in account.denied}
    denied = reconcile(text, [item for item in read if item.polarity is Polarity.DENIED]).denied
    more = tuple(item for item in denied if (item.words.start, item.words.page) not in known)
    return replace(account, denied=(*account.denied, *more), historic=reconcile(text, told).historic)


def _is_there(item: EndplateStatement) -> bool:
    return item.polarity is Polarity.ASSERTED and item.time is not Time.PAST


def _refused(text: ReportText, statements: Sequence[EndplateStatement]) -> tuple[Words, ...]:
    spans = sorted({(s.start, s.end) for s in statements if s.polarity is Polarity.ASSERTED and not s.is_marrow})
    return tuple(text.words(start, end) for start, end in spans)
