"""Dates as records write them."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from priorauth.domain.dates import PartialDate, long_date
from priorauth.domain.written_dates import could_be, dates_in


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Date of study: August 18, 2026", ["2026-08-18"]),
        ("on Aug 18 2026 and 18 August 2026", ["2026-08-18", "2026-08-18"]),
        ("Sept. 3rd, 2026", ["2026-09-03"]),
        ("8/18/2026, 08/18/26, 8-18-2026, 8.18.2026", ["2026-08-18"] * 4),
        ("DOB 03/09/74", ["1974-03-09"]),
        ("18/08/2026", ["2026-08-18"]),
        ("2026-08-18T09:14", []),
        ("2026-08-18 09:14", ["2026-08-18"]),
        ("18-Aug-2026", ["2026-08-18"]),
        ("in August 2026, in 08/2026", ["2026-08", "2026-08"]),
        ("February 30, 2026; 13/13/2026; 2026-02-29", []),
        ("L4-5, 4/5 strength, T1 and T2, phone 307-555-0140, 1/2/1234567", []),
        ("May 5, 2025 to March 30, 2026", ["2025-05-05", "2026-03-30"]),
        ("from 9/8/25-4/24/26", ["2025-09-08", "2026-04-24"]),
        ("9/8/2025\u20134/24/2026", ["2025-09-08", "2026-04-24"]),
        ("September 15 to December 1, 2025", ["2025-09-15", "2025-12-01"]),
        ("March to May 2025, Nov. - Feb. 2026", ["2025-03", "2025-05", "2025-11", "2026-02"]),
        ("February 30 to March 2, 2025; it may to some degree", ["2025-03-02"]),
        ("signed August 19, 2026.", ["2026-08-19"]),
    ],
)
def test_dates_are_found_in_reading_order(text: str, dates: list[str]) -> None:
    assert [str(found.date) for found in dates_in(text)] == dates


@given(st.dates())
def test_a_date_written_out_is_read_back(day: object) -> None:
    text = f"on {long_date(day)} at noon"  # type: ignore[arg-type]
    found = dates_in(text)
    assert [found_.date.earliest for found_ in found] == ([day] if getattr(day, "year", 0) >= 1000 else [])


@pytest.mark.parametrize(
    ("stated", "found", "holds"),
    [
        ("2026-08-18", "2026-08-18", True),
        ("2026-08", "2026-08-18", True),
        ("2026", "2026-08-18", True),
        ("2026-08-18", "2026-08", False),
        ("2026-08-18", "2026-08-19", False),
        ("2026-08", "2026-09-18", False),
        ("2025", "2026-08", False),
    ],
)
def test_a_record_bears_out_what_it_gives(stated: str, found: str, holds: bool) -> None:
    assert could_be(PartialDate.parse(stated), PartialDate.parse(found)) is holds
