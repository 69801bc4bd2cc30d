"""How questions are worded: what is asked, of what, in a sentence an office would say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from priorauth.comparison.chart_verdicts import RaisedFinding
from priorauth.domain.spine import joined
from priorauth.problems import Owner
from priorauth.review.chart_pages import Place
from priorauth.review.claimed import Claimed, labels_of, thing, words_of
from priorauth.review.model import ReviewQuestion

_MOST = 40


def of_claims(claims: Sequence[Claimed], question: ReviewQuestion) -> str:
    """Ask whether the record says what the case says."""
    said = f"The case says: {'; '.join(words_of(claims))}."
    if all(claim.compared.unsettling for claim in claims):
        return f"{said} The record says so. Words below that nobody could read may take it back. Is the case right?"
    if question is ReviewQuestion.ANSWER_IT:
        return f"{said} The chart says otherwise below. Is the case right?"
    if all(claim.is_absence for claim in claims):
        return f"{said} The words below may say otherwise. Is the case right?"
    if question is ReviewQuestion.WHICH_VALUE:
        return f"{said} The chart gives something else below. Which is right?"
    return f"{said} The words below could not be read for sure. Do they say so?"


_WHAT_HELPS = {
    Owner.RADIOLOGIST: "ask the radiologist for an addendum",
    Owner.CLINICIAN: "the clinician can write it in the chart",
}


def of_none(owner: Owner) -> str:
    """Say why the case cannot be confirmed, and what helps."""
    helps = _WHAT_HELPS.get(owner, "ask for the record that does")
    return f"No passage below holds it, so it cannot be confirmed: {helps}."


def of_raised(raised: Sequence[RaisedFinding]) -> str:
    """Ask about words against the request that the case says nothing of."""
    places = joined(item.place for item in raised if item.place)
    at = f" at {places}" if places else ""
    return f"The chart mentions {thing(raised[0].fact.value)}{at}, and the case says nothing of it. Is it so?"


def of_page(places: Sequence[Place], kind: str) -> str:
    """Ask a person to read a page that has no text."""
    called = f" The case calls the exhibit: {kind.replace('_', ' ')}." if kind else ""
    return f"{name_of_pages(places)}: a picture without text that can be read.{called} What does it say?"


def of_unnamed(places: Sequence[Place], name: str, birth_date: date) -> str:
    """Ask whose a document is that names nobody."""
    born = birth_date.strftime("%m/%d/%Y")
    here = "here" if len(places) == 1 else "on any of these pages"
    return f"{name_of_pages(places)}: no patient is named {here}. Is this the record of {name}, born {born}?"


def of_number(places: Sequence[Place], field: str, name: str, birth_date: date) -> str:
    """Ask whose pages are that have the patient's name and birth date, and another number."""
    born = birth_date.strftime("%m/%d/%Y")
    return (
        f"{name_of_pages(places)}: name and birth date are the patient's, and the {field} is not the one in the "
        f"case. Is this the record of {name}, born {born}?"
    )


def of_count(places: Sequence[Place], missing: str) -> str:
    """Ask whether a report is whole that counts more pages than there are."""
    return f"{name_of_pages(places)}: by the count on its pages the report is not whole: {missing}. Is it all here?"


_WHOM_TO_ASK = {
    Owner.RADIOLOGIST: "from the radiologist, an addendum on",
    Owner.CLINICIAN: "from the clinician, in the chart",
}


def of_record(claims: Sequence[Claimed], *, has_second_hand: bool) -> str:
    """Ask for what no record shows, with whom to ask for what."""
    by_owner: dict[str, list[Claimed]] = {}
    for claim in claims:
        by_owner.setdefault(_WHOM_TO_ASK.get(claim.rule.owner, "the record of"), []).append(claim)
    wanted = "; ".join(f"{whom}: {labels_of(found, _MOST)}" for whom, found in by_owner.items())
    only = " Only a document that cannot know it says so, below." if has_second_hand else ""
    return f"No record in this chart shows it. Ask for: {wanted}.{only}"


def names_of_documents(names: Sequence[str]) -> str:
    """Name documents of one exhibit: ``document B-1``, ``documents B-2 and B-4``."""
    return f"document{'s' if len(names) > 1 else ''} {joined(names)}"


def name_of_pages(places: Sequence[Place]) -> str:
    """Name the pages of one exhibit: ``Exhibit B, pages 1-3``."""
    numbers = [page for _, page in places]
    if len(numbers) == 1:
        return f"Exhibit {places[0][0]}, page {numbers[0]}"
    is_run = numbers == list(range(numbers[0], numbers[-1] + 1))
    named = f"{numbers[0]}-{numbers[-1]}" if is_run else joined(map(str, numbers))
    return f"Exhibit {places[0][0]}, pages {named}"
