"""Answering a denial: settling what was denied, and building the appeal that answers it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from priorauth.appeals.answers import AnswerVerdict as AnswerVerdict, ReasonAnswer as ReasonAnswer, answers
from priorauth.appeals.denial import Denial as Denial
from priorauth.appeals.denial_letter import DenialLetter as DenialLetter
from priorauth.appeals.denial_reading import LetterReading as LetterReading
from priorauth.appeals.letter_contacts import FoundText as FoundText
from priorauth.appeals.letter_dates import FoundTerm as FoundTerm, LetterDay as LetterDay, Start as Start
from priorauth.appeals.letter_periods import Unit as Unit
from priorauth.assembly import pipeline
from priorauth.assembly.chart import ChartRefused
from priorauth.criteria.model import Origin
from priorauth.criteria.outcome import View
from priorauth.ledger.entry import LedgerEntry
from priorauth.operations.appeal.prepare_appeal import (
    AppealOptions,
    SettledDenial as SettledDenial,
    prepare,
    read_asked_letter,
    read_subject,
)
from priorauth.operations.build_packet import BuildSpec, BuiltPacket, Result, packet_of
from priorauth.operations.ledger.find_ledger import LedgerPlace, ledger_if_there
from priorauth.problems import Problem, Refused, problem


class DenialUnsettled(Refused):
    """A denial of which something is missing, doubtful or wrong; ``letter`` is what a person can choose from."""

    def __init__(self, problems: Iterable[Problem], letter: DenialLetter | None) -> None:
        super().__init__(problems)
        self.letter = letter


@dataclass(frozen=True, slots=True)
class BuiltAppeal:
    """An appeal that was made, and how far the record answers each reason."""

    packet: BuiltPacket
    answers: tuple[ReasonAnswer, ...]
    warnings: tuple[Problem, ...]


class AppealRefused(Refused):
    """A refusal of an appeal whose chart was read."""

    def __init__(
        self, problems: Iterable[Problem], found: Sequence[ReasonAnswer], is_open: Sequence[Result]
    ) -> None:
        super().__init__(problems)
        self.answers = tuple(found)
        self.open = tuple(is_open)
        """What the chart brings up and nobody has settled."""


def settle_denial(spec: BuildSpec, asked: AppealOptions, ledger: LedgerPlace) -> SettledDenial:
    """Return what was denied: as ``asked``, else as the denial letter has it, else as the ledger has it.

    No ledger is begun. Raises `DenialUnsettled` (PA12xx) with what the letter has, and `Refused` for a case or a
    letter that cannot be read.
    """
    subject = read_subject(spec.case_file, as_of=spec.as_of, payer=spec.payer, show_values=spec.show_values)
    letter = read_asked_letter(asked, subject)
    try:
        return prepare(asked, subject, letter, _entry(ledger, subject.case.case_id), as_of=spec.as_of)
    except Refused as refused:
        raise DenialUnsettled(refused.problems, letter) from None


def build_appeal(
    spec: BuildSpec, settled: SettledDenial, report: Callable[[str], None] = lambda stage: None
) -> BuiltAppeal:
    """Build the appeal of a settled denial, complete or not at all, and return it. Nothing is recorded.

    Warns of each reason that the record does not answer (PA1215). Raises `AppealRefused` once the chart was read
    (PA1209 when it answers none), `Refused` for a case that cannot be read and for the disk (PA2xx).
    """
    try:
        built = pipeline.build(replace(spec, denial=settled.denial), report)
    except ChartRefused as refused:
        raise _refusal(refused, spec, settled.denial) from None
    found = built.gated.answers
    return BuiltAppeal(packet_of(built), found, (*settled.warnings, *_unanswered(found), *built.warnings))


def _entry(place: LedgerPlace, case_id: str) -> LedgerEntry | None:
    book = ledger_if_there(place)
    if book is None:
        return None
    with book:
        return book.entry(case_id)


def _refusal(refused: ChartRefused, spec: BuildSpec, denial: Denial) -> AppealRefused:
    """Return a refusal with how far the record answers each reason, and what the chart brings up."""
    chart, assessment = refused.chart, pipeline.assessed(refused.chart, spec.as_of)
    found = answers(denial, assessment, chart.chosen.profile, View(chart.case, spec.as_of))
    is_open = [result for result in assessment.open if result.origin is Origin.CHART]
    return AppealRefused(refused.problems, found, is_open)


def _unanswered(found: Sequence[ReasonAnswer]) -> tuple[Problem, ...]:
    return tuple(
        problem("PA1215", number=number) for number, answer in enumerate(found, 1) if not answer.is_answered
    )
