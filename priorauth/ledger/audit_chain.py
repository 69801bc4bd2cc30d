"""The audit chain: one event after another, each hashed together with the hash before it.

An event says what was done, when, by whom, to which case and with which inputs, in ids, counts and hashes. Its
model has no field for a name of a patient, a date of birth, a member id, a diagnosis, free text or a file's name. A
chain alone does not show that its end was cut off; the head does, when it is kept elsewhere. A manifest prints the
head before its run, and the run then adds an event with the manifest's own hash. So each manifest vouches for every
event before its run, and its own event can be looked for after it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import UTC
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AwareDatetime, ConfigDict, Field, TypeAdapter

from priorauth.parsing.model import Record, Slug
from priorauth.problems import Problem, Where, problem

START = "0" * 64
"""What stands for the hash before the first event."""

_Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
_Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9._@+-]{1,80}$")]
_Count = Annotated[int, Field(ge=0)]


class AuditAction(StrEnum):
    """What an event records."""

    BUILD = "build"
    STEP = "step"
    EXPORT = "export"
    PURGE = "purge"
    APPROVAL = "approval"
    """A decision on a text of the practice's own; ``step`` says which."""
    ADOPT = "adopt"
    """The rows of a case from before events covered rows were taken over as they stood."""
    INIT = "init"
    """A ledger was begun where another's head was kept: ``output_sha256`` is that head."""
    REMOVE = "remove"
    """A case's files were exported and removed: ``output_sha256`` is the export's."""
    RESTORE = "restore"
    """The rows before it were put back from a backup: ``output_sha256`` is the backup's."""


class AuditEvent(Record):
    """One event. ``time`` is in UTC; unknown inputs are ``None``."""

    time: AwareDatetime
    actor: _Id
    """Who, as the system names them."""
    host: _Id
    tool_version: _Id
    run_id: _Id
    action: AuditAction
    case_id: Slug | None = None
    step: _Id | None = None
    template_ids: tuple[_Id, ...] = ()
    template_sha256: tuple[_Sha256, ...] = ()
    profile_id: Slug | None = None
    output_sha256: tuple[_Sha256, ...] = ()
    counts: dict[_Id, _Count] = Field(default_factory=dict)
    row_sha256: tuple[_Sha256, ...] = ()
    """The digests of the rows of ``case_id`` that the event added to the table of steps, in order."""
    removed: tuple[Slug, ...] = ()
    """The cases whose rows a purge took away."""


_LATER_FIELDS = ("row_sha256", "removed")
"""What events did not have at first: left out of the text that is hashed where it is empty."""


class _EarlierEvent(AuditEvent):
    """An event from when events had four more fields, which nothing ever filled: its hash counts them in."""

    profile_sha256: None
    input_sha256: tuple[()]
    result: Literal[0]
    duration_ms: None


_EVENT: TypeAdapter[AuditEvent] = TypeAdapter(AuditEvent | _EarlierEvent)


class ChainedEvent(Record):
    """An event in its chain, to the letter: a space more at the end of a body is another body."""

    model_config = ConfigDict(str_strip_whitespace=False)

    seq: int
    body: str
    previous: str
    hash: str

    @property
    def event(self) -> AuditEvent:
        """The event itself."""
        return _EVENT.validate_json(self.body)


class ChainReport(Record):
    """What checking a chain found."""

    events: int
    head: str
    broken_at: int | None = None
    """The number of the first event that does not follow from the one before it."""
    has_expected_head: bool | None = None
    """Whether the chain holds the head that was asked for; ``None`` when none was."""
    after_expected_head: int = 0
    """How many events follow that head; after a quiet time there should be none."""

    @property
    def is_whole(self) -> bool:
        """Whether nothing speaks against the chain."""
        return self.broken_at is None and self.has_expected_head is not False


def body_of(event: AuditEvent) -> str:
    """Write an event as canonical JSON: sorted keys, no spaces, UTC."""
    plain = event.model_copy(update={"time": event.time.astimezone(UTC)}).model_dump(mode="json")
    plain = {name: value for name, value in plain.items() if value or name not in _LATER_FIELDS}
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def link(seq: int, event: AuditEvent, previous: str) -> ChainedEvent:
    """Chain an event to the hash before it."""
    body = body_of(event)
    return ChainedEvent(seq=seq, body=body, previous=previous, hash=_hash(seq, body, previous))


def check_chain(links: Iterable[ChainedEvent], expected_head: str | None = None) -> ChainReport:
    """Follow a chain from its first event.

    ``expected_head`` is a head that was printed earlier: a chain that does not contain it was cut or rewritten.
    """
    previous, count, broken = START, 0, None
    place = 0 if expected_head == START else None
    for item in links:
        count += 1
        follows = (
            item.seq == count and item.previous == previous and item.hash == _hash(item.seq, item.body, previous)
        )
        if not (follows and _is_event(item.body)) and broken is None:
            broken = count
        previous = item.hash
        if item.hash == expected_head:
            place = count
    return ChainReport(
        events=count,
        head=previous,
        broken_at=broken,
        has_expected_head=None if expected_head is None else place is not None,
        after_expected_head=0 if place is None else count - place,
    )


def _hash(seq: int, body: str, previous: str) -> str:
    return hashlib.sha256(f"{seq}\n{previous}\n{body}".encode("utf-8", "surrogatepass")).hexdigest()


def _is_event(body: str) -> bool:
    try:
        return body_of(_EVENT.validate_json(body)) == body
    except ValueError:
        return False


class PrintedHead(Record):
    """What a manifest prints, and where the manifest is."""

    file: str
    case_id: str
    head: str | None
    manifest_sha256: str


class HeadFound(Record):
    """Where the head that a manifest prints stands in the chain."""

    file: str
    case_id: str
    head: str | None
    at: int | None
    """The number of the event with that hash, 0 for the beginning; ``None`` where the chain does not have it."""
    is_recorded: bool
    """Whether an event after that head records this very manifest."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """PA1110 for a head the chain does not have, PA1111 for none printed, PA1112 for a packet not recorded."""
        where = Where(self.file)
        if self.head is None:
            return (problem("PA1111", where),)
        if self.at is None:
            return (problem("PA1110", where),)
        return () if self.is_recorded else (problem("PA1112", where),)


def find_heads(links: Sequence[ChainedEvent], printed: Iterable[PrintedHead]) -> tuple[HeadFound, ...]:
    """Look for each printed head in the chain, and after it for the event of its own packet.

    Says nothing about whether the chain itself is whole: see `priorauth.ledger.audit_chain.check_chain`.
    """
    places = {START: 0} | {link.hash: link.seq for link in links}
    recorded = _recorded(links)
    found = []
    for item in printed:
        at = places.get(item.head) if item.head else None
        after = recorded.get((item.case_id, item.manifest_sha256), 0)
        found.append(
            HeadFound(
                file=item.file,
                case_id=item.case_id,
                head=item.head,
                at=at,
                is_recorded=at is not None and after > at,
            )
        )
    return tuple(found)


def _recorded(links: Iterable[ChainedEvent]) -> dict[tuple[str, str], int]:
    """Return the number of the latest event that records a file of a case, by the case and the file's hash."""
    found: dict[tuple[str, str], int] = {}
    for link in links:
        if f'"{AuditAction.BUILD.value}"' not in link.body:  # reading every event as a model would take far longer
            continue
        try:
            event = link.event
        except ValueError:  # a damaged event is found by the check of the chain
            continue
        if event.action is AuditAction.BUILD and event.case_id is not None:
            found.update({(event.case_id, digest): link.seq for digest in event.output_sha256})
    return found
