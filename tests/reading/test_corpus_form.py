"""The statements and reports that the reading is measured on: a broken entry would make the figures mean nothing."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.reading import CLAIMED, entries, reading_of
from priorauth.reading.model import DocumentKind
from tests.offenders import assert_none

STATEMENTS = ("false_statements", "honest_statements")
UNREAD = {"care"}
"""Facts of the corpus that no reader is measured on yet."""
KINDS = {kind.value for kind in DocumentKind} | {"intake_form"}


@pytest.mark.slow
def test_every_entry_has_a_name_of_its_own_and_a_part() -> None:
    for name in (*STATEMENTS, "mri_reports"):
        found = entries(name)
        assert_none(
            f"{name}: {key} stands {n} times" for key, n in Counter(e["id"] for e in found).items() if n > 1
        )
        assert_none(f"{name}: {e['id']} is of no part" for e in found if e["part"] not in ("open", "sealed"))


def test_every_statement_is_of_a_known_fact_and_kind_of_document() -> None:
    for name in STATEMENTS:
        assert_none(f"{e['id']}: {e['fact']}" for e in entries(name) if e["fact"] not in CLAIMED.keys() | UNREAD)
        assert_none(f"{e['id']}: {e['doc']}" for e in entries(name) if e["doc"] not in KINDS)


def test_a_third_is_sealed() -> None:
    for name in (*STATEMENTS, "mri_reports"):
        found = entries(name)
        assert abs(sum(e["part"] == "sealed" for e in found) - len(found) / 3) < 1


def test_a_plain_denial_is_read_as_one_and_a_claim_of_the_opposite_is_not() -> None:
    reading = reading_of({"doc": "office_note", "section": "", "text": "No fracture is seen."})
    assert CLAIMED["fracture"]("absent", reading)
    assert not CLAIMED["fracture"]("present", reading)
