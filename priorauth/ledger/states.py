"""Where a request stands, and which step may follow which."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class State(StrEnum):
    """Where a request stands with its payer."""

    BUILT = "built"
    SUBMITTED = "submitted"
    INFORMATION_REQUESTED = "information_requested"
    APPROVED = "approved"
    DENIED = "denied"
    APPEALED = "appealed"
    EXPIRED = "expired"
    """An approval whose last day has passed before the procedure was done."""
    DONE = "done"
    """The procedure was done, or the request was closed for good."""


_S = State

NEXT: Mapping[State, frozenset[State]] = {
    _S.BUILT: frozenset({_S.BUILT, _S.SUBMITTED, _S.DONE}),
    _S.SUBMITTED: frozenset({_S.BUILT, _S.SUBMITTED, _S.INFORMATION_REQUESTED, _S.APPROVED, _S.DENIED, _S.DONE}),
    _S.INFORMATION_REQUESTED: frozenset({_S.BUILT, _S.SUBMITTED, _S.APPROVED, _S.DENIED, _S.DONE}),
    _S.APPROVED: frozenset({_S.BUILT, _S.EXPIRED, _S.DENIED, _S.DONE}),
    _S.DENIED: frozenset({_S.BUILT, _S.APPEALED, _S.APPROVED, _S.DONE}),
    _S.APPEALED: frozenset({_S.INFORMATION_REQUESTED, _S.APPROVED, _S.DENIED, _S.APPEALED, _S.DONE}),
    _S.EXPIRED: frozenset({_S.BUILT, _S.DONE}),
    _S.DONE: frozenset({_S.BUILT}),
}
"""What may come next. A packet may be built anew at any time but during an appeal; nothing is sent before it is
built; a decision follows a submission, a request for information or an appeal."""
