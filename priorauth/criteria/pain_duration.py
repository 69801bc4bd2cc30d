"""How long the pain has lasted."""

from __future__ import annotations

from priorauth.criteria.model import Status
from priorauth.criteria.outcome import Outcome, View, fact, gap, met
from priorauth.domain.dates import add_months, long_date, whole_months
from priorauth.payers.criteria import SymptomDuration
from priorauth.problems import Owner


def judge_symptom_duration(criterion: SymptomDuration, view: View) -> Outcome:
    """Judge the length of the pain by calendar months; see `pain_for`."""
    return pain_for(criterion.months, view)


def pain_for(months: int, view: View) -> Outcome:
    """Whether the pain has lasted so many calendar months, whatever an inexact onset leaves open.

    Met from the day on which the months are complete. An onset known only to the month or year is met when its
    last possible day is early enough and not met when its first possible day is not; between, it is not
    documented. An onset without an exhibit is not documented either.
    """
    pain = view.case.pain
    if pain.onset is None:
        return gap(Owner.CLINICIAN, "State in the chart when the pain began, to the day if it is known")
    shown = fact(f"Low back pain since {pain.onset.words}", pain.source)
    if pain.onset.earliest > view.as_of:
        return gap(Owner.CLINICIAN, "Correct the onset of the pain; it lies after the day of the packet")
    if add_months(pain.onset.earliest, months) > view.as_of:
        ready = long_date(add_months(pain.onset.latest, months))
        step = f"Wait: the {months} months of pain are not over; approval can be asked for from {ready}"
        return gap(Owner.NOBODY, step, shown, status=Status.NOT_MET)
    if add_months(pain.onset.latest, months) > view.as_of:
        missing = "month" if pain.onset.month is None else "day"
        return gap(Owner.CLINICIAN, f"State the {missing} of the onset in the chart; it decides", shown)
    if pain.source is None:
        return gap(Owner.BILLING, "Attach the page that gives the onset, and name it in the case", shown)
    length = whole_months(pain.onset.latest, view.as_of)
    least = "" if pain.onset.is_exact else "at least "
    return met(fact(f"{shown.statement} ({least}{length} months)", pain.source))
