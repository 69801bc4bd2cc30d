"""The answers that may be given to an item. What nobody may settle is not offered, and nothing is preselected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from priorauth.case.model import Stated
from priorauth.comparison.chart_verdicts import RaisedFinding
from priorauth.comparison.settled_claims import ReviewOutcome, raised_name
from priorauth.domain.dates import PartialDate
from priorauth.domain.spine import joined
from priorauth.domain.written_dates import could_be
from priorauth.reading.finding_values import (
    Count,
    Course,
    Levels,
    Pattern,
    Percent,
    ScoreValue,
    Types,
    When,
)
from priorauth.reading.model import ChartDocument, Finding, PatientMatch, Standing
from priorauth.review.claimed import Claimed, value_words, words_of
from priorauth.review.grounds import holds, may_be_confirmed, text_of
from priorauth.review.model import Choice

_MOST_NAMED = 6


def choices_of(claims: Sequence[Claimed], documents: Mapping[str, ChartDocument]) -> tuple[Choice, ...]:
    """Return what may be answered to claims that are settled by one look at the same passages."""
    fields = tuple(claim.compared.claim for claim in claims)
    confirmable = [claim for claim in claims if may_be_confirmed(claim, documents)]
    is_of_absence = all(claim.is_absence for claim in claims)
    found = [_confirm(confirmable)] if confirmable else []
    found += [choice for claim in claims for choice in _corrections(claim, is_one=len(claims) == 1)]
    if not is_of_absence:
        found.append(
            Choice(outcome=ReviewOutcome.NOT_THERE, says="No. The record does not say this.", claims=fields)
        )
    is_denied = is_of_absence and all(claim.compared.bears_out for claim in claims)
    found.append(_other_patient(fields, closes=is_denied))
    return (*found, *_open(fields))


def raised_choices(raised: Sequence[RaisedFinding], documents: Mapping[str, ChartDocument]) -> tuple[Choice, ...]:
    """Return what may be answered to words against the request that no claim covers.

    What a document plainly states of the patient can be answered in the clinician's words, and not removed.
    """
    names = tuple(raised_name(item.fact.value, item.place) for item in raised)
    found = [
        Choice(
            outcome=ReviewOutcome.CONFIRMED, closes=True, needs_statement=True, claims=names,
            says="Yes, this is so. The clinician answers it in the words of --statement.",
        )
    ]  # fmt: skip
    if not any(_is_plain(finding, documents) for item in raised for finding in item.findings):
        found.append(
            Choice(
                outcome=ReviewOutcome.NOT_THERE, says="No. These words do not say this of the patient.",
                claims=names,
                closes=True,
            )
        )  # fmt: skip
    found.append(_other_patient(names, closes=True))
    return (*found, *_open(names))


def page_choices(claims: Sequence[str] = ()) -> tuple[Choice, ...]:
    """Return what may be answered to a page without readable text, for which claims wait."""
    return (
        Choice(
            outcome=ReviewOutcome.CONFIRMED, closes=True,
            says="This is the patient's record. Type its sentences as printed with --text.",
        ),
        Choice(
            outcome=ReviewOutcome.NOT_THERE, says="I read it, and nothing on it bears on this request.", closes=True
        ),
        Choice(outcome=ReviewOutcome.NOT_THIS_PATIENT, says="It is another patient's page.", closes=True),
        *_open(tuple(claims)),
    )  # fmt: skip


def whose_choices(claims: Sequence[str] = ()) -> tuple[Choice, ...]:
    """Return what may be answered to a document that names no patient, for which claims wait."""
    return (
        Choice(outcome=ReviewOutcome.CONFIRMED, says="Yes. All of it is this patient's record.", closes=True),
        Choice(outcome=ReviewOutcome.NOT_THIS_PATIENT, says="No. It is another patient's.", closes=True),
        *_open(tuple(claims)),
    )


def number_choices() -> tuple[Choice, ...]:
    """Return what may be answered to pages with the patient's name and birth date and another number."""
    return (
        Choice(
            outcome=ReviewOutcome.CONFIRMED, closes=True,
            says="Yes. It is this patient's, with the number of another facility or an earlier plan.",
        ),
        Choice(
            outcome=ReviewOutcome.NOT_THIS_PATIENT, says="No. It is another patient's. Take it out of the case."
        ),
        *_open(()),
    )  # fmt: skip


def count_choices() -> tuple[Choice, ...]:
    """Return what may be answered to a report that counts more pages than there are."""
    return (
        Choice(
            outcome=ReviewOutcome.CONFIRMED, says="Yes. The count is that of the file it came in.", closes=True
        ),
        Choice(outcome=ReviewOutcome.NOT_THERE, says="No. Pages of the report are missing; I ask for them."),
        *_open(()),
    )  # fmt: skip


def record_choices(claims: Sequence[str]) -> tuple[Choice, ...]:
    """Return what may be answered where no record shows something: it can be asked for, and not settled."""
    return (
        Choice(outcome=ReviewOutcome.NOT_THERE, says="There is no such record.", claims=tuple(claims)),
        Choice(outcome=ReviewOutcome.ASKED, says="I asked for the record or an addendum.", claims=tuple(claims)),
    )


def _confirm(claims: Sequence[Claimed]) -> Choice:
    named = list(words_of(claims))
    rest = len(named) - _MOST_NAMED
    said = "; ".join(named[:_MOST_NAMED]) + (f"; and {rest} more" if rest > 0 else "")
    return Choice(
        outcome=ReviewOutcome.CONFIRMED, says=f"Yes. The case is right: {said}.", closes=True,
        claims=tuple(claim.compared.claim for claim in claims), needs_statement=any(map(_needs_words, claims)),
    )  # fmt: skip


def _needs_words(claim: Claimed) -> bool:
    """Whether it counts only with the clinician's words: the chart plainly says otherwise, or nothing denies it."""
    if claim.is_absence:
        return bool(claim.compared.against) or not claim.compared.bears_out
    return claim.rule.confirm == "passage" and bool(claim.compared.against)


def _corrections(claim: Claimed, *, is_one: bool) -> Iterator[Choice]:
    """Return a correction for each other value that the record gives; one of several claims names its field."""
    compared = claim.compared
    given = [_other_value(claim, finding) for finding in (*compared.against, *compared.unsettled)]
    values = [Stated.YES.value] if claim.is_absence else [value for value in given if value is not None]
    for value in dict.fromkeys(values):
        key = value if is_one else f"{compared.claim}:{value}"
        words = f"it is there ({claim.label})" if claim.is_absence else f"{claim.label}, {value.replace('_', ' ')}"
        yield Choice(
            outcome=ReviewOutcome.CORRECTED,
            value=key,
            says=f"The case is wrong: {words}.",
            claims=(compared.claim,),
        )


def _other_value(claim: Claimed, finding: Finding) -> str | None:
    """Return what a finding gives in place of the claimed value; ``None`` for the same, or for what gives none."""
    said = finding.value
    if claim.value is Stated.YES:
        return Stated.NO.value if finding.standing is Standing.DENIED else None
    match said:
        case When() if isinstance(claim.value, PartialDate):
            return _other_day(claim.value, said.until if claim.field == "end" else said.since, finding)
        case Count():
            return _unlike(claim.value, said.number)
        case Percent() if claim.field == "relief_percent":
            return _unlike(claim.value, said.percent)
        case ScoreValue():
            return _unlike(getattr(claim.value, "value", None), said.number)
        case Pattern():
            return _unlike(claim.value, said.pattern.value)
        case Course():
            part = said.status if claim.field == "status" else said.response if claim.field == "response" else None
            return None if part is None else _unlike(claim.value, part.value)
        case Types() if claim.field == "modic_types":
            return _other_types(claim, finding, said)
        case Levels():
            return _unlike(value_words(claim.value), joined(said.places))
    return None


def _other_day(own: PartialDate, day: PartialDate | None, finding: Finding) -> str | None:
    """Return another day that the words hold; one that was only reckoned from them is none."""
    if day is None or could_be(own, day) or not holds(day, text_of(finding.where)):
        return None
    return str(day)


def _other_types(claim: Claimed, finding: Finding, said: Types) -> str | None:
    """Return the types that a report gives instead; a doubted reading corrects nothing."""
    if finding.standing is Standing.DENIED:
        return "none"
    if finding.standing is not Standing.STATED or not said.types:
        return None
    types = ",".join(sorted(kind.value for kind in said.types))
    own = claim.report_finding.modic_types if claim.report_finding is not None else ()
    return None if set(said.types) == set(own) else types


def _unlike(own: object, other: object) -> str | None:
    return None if own == other or str(own) == str(other) else str(other)


def _is_plain(finding: Finding, documents: Mapping[str, ChartDocument]) -> bool:
    is_own = documents[finding.where.document].patient is PatientMatch.SAME
    return finding.standing is Standing.STATED and is_own


def _other_patient(claims: tuple[str, ...], *, closes: bool) -> Choice:
    return Choice(
        outcome=ReviewOutcome.NOT_THIS_PATIENT,
        says="These words are about somebody else.",
        claims=claims,
        closes=closes,
    )


def _open(claims: tuple[str, ...]) -> tuple[Choice, ...]:
    return (
        Choice(outcome=ReviewOutcome.CANNOT_TELL, says="I cannot tell from this page.", claims=claims),
        Choice(outcome=ReviewOutcome.ASKED, says="I asked somebody who can tell.", claims=claims),
    )
