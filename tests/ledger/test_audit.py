"""The audit chain: any change of what was written is found, given the head; and it has no room for a chart."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Callable
from datetime import timedelta

import pytest
from pydantic import ValidationError

from priorauth.ledger.audit_chain import START, AuditAction, AuditEvent, ChainedEvent, body_of, check_chain, link
from tests.ledger.ledgers import MOMENT, event
from tests.property_budget import tried

TAMPERINGS = tried(10_000)


def chain(length: int) -> list[ChainedEvent]:
    links: list[ChainedEvent] = []
    for number in range(length):
        what = event(case_id=f"C-{number % 7}", time=MOMENT + timedelta(minutes=number), counts={"pages": number})
        links.append(link(number + 1, what, links[-1].hash if links else START))
    return links


def test_an_untouched_chain_is_whole() -> None:
    links = chain(50)
    report = check_chain(links, links[-1].hash)
    assert (report.is_whole, report.events, report.after_expected_head) == (True, 50, 0)


def test_an_older_head_is_still_in_the_chain() -> None:
    links = chain(50)
    assert check_chain(links, links[19].hash).after_expected_head == 30
    assert check_chain(links, START).after_expected_head == 50


def flip(text: str, rng: random.Random) -> str:
    place = rng.randrange(len(text))
    other = rng.choice([c for c in "0123456789abcdefXYZ{}:," if c != text[place]])
    return text[:place] + other + text[place + 1 :]


def change_body(links: list[ChainedEvent], rng: random.Random) -> None:
    at = rng.randrange(len(links))
    links[at] = links[at].model_copy(update={"body": flip(links[at].body, rng)})


def change_hash(links: list[ChainedEvent], rng: random.Random) -> None:
    at, name = rng.randrange(len(links)), rng.choice(["hash", "previous"])
    links[at] = links[at].model_copy(update={name: flip(getattr(links[at], name), rng)})


def change_number(links: list[ChainedEvent], rng: random.Random) -> None:
    at = rng.randrange(len(links))
    links[at] = links[at].model_copy(update={"seq": links[at].seq + rng.choice([-1, 1, 1000])})


def remove(links: list[ChainedEvent], rng: random.Random) -> None:
    del links[rng.randrange(len(links))]


def cut_the_end(links: list[ChainedEvent], rng: random.Random) -> None:
    del links[rng.randrange(len(links)) :]


def swap(links: list[ChainedEvent], rng: random.Random) -> None:
    one, other = rng.sample(range(len(links)), 2)
    links[one], links[other] = links[other], links[one]


def repeat(links: list[ChainedEvent], rng: random.Random) -> None:
    links.insert(rng.randrange(len(links) + 1), rng.choice(links))


def rewrite_from(links: list[ChainedEvent], rng: random.Random) -> None:
    """Change an event and hash everything after it anew, as somebody would who knows how the chain is made."""
    at = rng.randrange(len(links))
    previous = links[at - 1].hash if at else START
    for place in range(at, len(links)):
        what = links[place].event
        if place == at:
            what = what.model_copy(update={"actor": f"someone-{rng.randrange(10**6)}"})
        links[place] = link(place + 1, what, previous)
        previous = links[place].hash


def append_forged(links: list[ChainedEvent], rng: random.Random) -> None:
    links.append(link(len(links) + 1, event(actor=f"x-{rng.randrange(10**6)}"), links[-1].hash))


WAYS: list[Callable[[list[ChainedEvent], random.Random], None]] = [
    change_body,
    change_hash,
    change_number,
    remove,
    cut_the_end,
    swap,
    repeat,
    rewrite_from,
    append_forged,
]


def test_every_tampering_is_found_given_the_head() -> None:
    rng = random.Random(20261124)  # noqa: S311  (the same tamperings each time)
    clean = chain(24)
    missed = []
    for number in range(TAMPERINGS):
        way = WAYS[number % len(WAYS)]
        links = list(clean)
        way(links, rng)
        report = check_chain(links, clean[-1].hash)
        if report.is_whole and report.after_expected_head == 0 and links != clean:
            missed.append((number, way.__name__))
    assert missed == []


@pytest.mark.parametrize(
    "changes",
    [
        {"patient": "Avery Example"},
        {"actor": "Avery Example"},
        {"case_id": "Avery Example"},
        {"host": "a b"},
        {"output_sha256": ("abc",)},
        {"counts": {"Avery Example": 1}},
        {"counts": {"pages": -1}},
        {"time": "2026-11-02T09:30:00"},
        {"template_ids": ["a letter for Avery"]},
    ],
)
def test_an_event_has_no_room_for_a_chart(changes: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        AuditEvent.model_validate({**event().model_dump(), **changes})


def earlier(**changes: object) -> str:
    """An event as it was written when events had four more fields."""
    empty: dict[str, object] = {"profile_sha256": None, "input_sha256": [], "result": 0, "duration_ms": None}
    plain = {**json.loads(body_of(event(case_id="C-1"))), **empty, **changes}
    return json.dumps(plain, sort_keys=True, separators=(",", ":"))


@pytest.mark.parametrize(
    ("body", "is_whole"),
    [
        (earlier(), True),
        (earlier(duration_ms=12), False),
        (earlier(result=False), False),
        (earlier(input_sha256=["Avery Example"]), False),
        (earlier(patient=None), False),
        (earlier().replace('"duration_ms":null,', ""), False),
        (earlier().replace(",", ", "), False),
        ("[" * 100_000, False),
    ],
    ids=["as it was", "filled", "no number", "with a name", "a field more", "a field less", "spaced", "nested"],
)
def test_a_chain_from_when_events_had_more_empty_fields_is_whole(body: str, is_whole: bool) -> None:
    digest = hashlib.sha256(f"1\n{START}\n{body}".encode()).hexdigest()
    old = ChainedEvent(seq=1, body=body, previous=START, hash=digest)
    assert check_chain([old]).is_whole is is_whole
    if is_whole:
        assert old.event.case_id == "C-1"


def test_an_event_is_written_the_same_way_whatever_its_zone() -> None:
    from datetime import timezone

    elsewhere = MOMENT.astimezone(timezone(timedelta(hours=5, minutes=45)))
    assert body_of(event(time=elsewhere)) == body_of(event())
    assert AuditEvent.model_validate_json(body_of(event(AuditAction.BUILD))).action is AuditAction.BUILD
