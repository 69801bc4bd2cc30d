"""What the answers that were given make of the claims: a pure function of items and answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from priorauth.comparison.settled_claims import ReviewOutcome, Settled, SettledClaim
from priorauth.problems import Problem, Where, problem
from priorauth.review.model import Choice, Entry, ReviewItem, ReviewQuestion, Settlement, Withdrawal

NOT_OFFERED, NOT_THE_ROLE, NO_WORDS, NO_TEXT, NO_SUCH_PAGE = "PA1302", "PA1303", "PA1304", "PA1305", "PA1306"


def settled(items: Iterable[ReviewItem], entries: Iterable[Entry]) -> Settled:
    """Return what each claim was settled as, by whom, when and over which passages.

    An answer counts as long as its item is asked just so, and what was seen is as it was; as long as nobody took it
    back; and only if it was one that may be given. A later answer to the same claim stands in an earlier one's
    place. A claim that somebody else was asked about is in it too, as asked: it is open.
    """
    standing = in_force(entries)
    found: dict[str, SettledClaim] = {}
    for item in items:
        for entry in standing:
            if entry.item == item.id and entry.seen == item.seen and refusal(item, entry) is None:
                _settle(found, item, entry)
    return found


def _settle(found: dict[str, SettledClaim], item: ReviewItem, entry: Settlement) -> None:
    """Enter what an answer settles. One that the case is right leaves a correction of its item standing."""
    choice = choice_of(item, entry)
    if choice is None:
        return
    for claim in choice.claims:
        earlier = found.get(claim)
        is_corrected = (
            earlier is not None and earlier.outcome is ReviewOutcome.CORRECTED and earlier.item == item.id
        )
        if not (is_corrected and entry.outcome is ReviewOutcome.CONFIRMED):
            found[claim] = SettledClaim(
                item=item.id, outcome=entry.outcome, closes=choice.closes, value=_value(claim, entry.value),
                by=entry.by, role=entry.role, on=entry.on, statement=entry.statement, passages=item.passages,
            )  # fmt: skip


def _value(claim: str, value: str | None) -> str | None:
    """Return a corrected value without the field that names which of several claims it corrects."""
    return value.removeprefix(f"{claim}:") if value is not None else None


def in_force(entries: Iterable[Entry]) -> tuple[Settlement, ...]:
    """Return the answers that nobody took back, in the order they were given."""
    kept: list[Settlement] = []
    for entry in entries:
        if isinstance(entry, Withdrawal):
            kept = [earlier for earlier in kept if earlier.item != entry.item]
        else:
            kept.append(entry)
    return tuple(kept)


def void(items: Sequence[ReviewItem], entries: Iterable[Entry]) -> tuple[Settlement, ...]:
    """Return the answers that no longer count: what was asked or seen is no longer as it was."""
    asked = {item.id: item.seen for item in items}
    return tuple(entry for entry in in_force(entries) if asked.get(entry.item) != entry.seen)


def refusal(item: ReviewItem, answer: Settlement) -> Problem | None:
    """Return why an answer may not be given to an item, or nothing; no value of the patient's is in it.

    PA1302 an answer that is not offered, PA1303 a role that may not give it, PA1304 no words where the clinician's
    own are needed, PA1305 typed text where there is nothing to
    read or none where there is, PA1306 the page it stands on.
    """
    where = Where(field=f"item {item.id}")
    choice = choice_of(item, answer)
    if choice is None:
        offered = ", ".join(dict.fromkeys(choice.outcome.value for choice in item.choices))
        return problem(NOT_OFFERED, where, owner=item.owner, answer=answer.outcome.value, offered=offered)
    if answer.outcome is not ReviewOutcome.ASKED and not answer.role.may_act_as(item.may_settle):
        return problem(NOT_THE_ROLE, where, role=item.may_settle.value)
    if choice.needs_statement and answer.statement is None:
        return problem(NO_WORDS, where)
    is_reading = item.question is ReviewQuestion.READ_THIS_PAGE and answer.outcome is ReviewOutcome.CONFIRMED
    if is_reading != (answer.text is not None):
        return problem(NO_TEXT, where, what="needs" if is_reading else "takes no")
    pages = {seen.page for seen in item.seen}
    if is_reading != (answer.page is not None) or (answer.page is not None and answer.page not in pages):
        return problem(NO_SUCH_PAGE, where, pages=", ".join(map(str, sorted(pages))))
    return None


def choice_of(item: ReviewItem, answer: Settlement) -> Choice | None:
    """Return the choice of an item that an answer takes; ``None`` when it is not offered."""
    taken = (choice for choice in item.choices if (choice.outcome, choice.value) == (answer.outcome, answer.value))
    return next(taken, None)
