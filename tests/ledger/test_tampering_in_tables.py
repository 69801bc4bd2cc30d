"""Edits of rows, events and heads where somebody would make them: each is found, given one head."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ledger.tampering_in_tables import WAYS, missed
from tests.property_budget import tried


@pytest.mark.slow
def test_every_edit_in_the_database_is_found_given_one_head(ledger_url: str, tmp_path: Path) -> None:
    """``make soak-ledger`` makes ten thousand."""
    made, unseen = missed(ledger_url, tmp_path, tried(800))
    assert unseen == []
    assert set(made) == {way.__name__ for way in WAYS}
