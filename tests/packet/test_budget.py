"""Budgets: parts keep to every limit, in order, with every page once; what cannot fit is named."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from priorauth.packet.deliver.budget import PacketPiece, in_parts, pages_of, size_of
from priorauth.packet.deliver.channel import Limits
from priorauth.problems import ExitCode, Refused

LETTERS = "ABCDEFGHIJ"


def pieces(*amounts: tuple[int, int], front: tuple[int, int] | None = (400_000, 5)) -> tuple[PacketPiece, ...]:
    """The documents before the exhibits and then exhibits A, B and so on, each of some bytes and pages."""
    made, page = [], 1
    for name, (size, pages) in zip([None, *LETTERS], [front or (0, 0), *amounts], strict=False):
        if pages:
            made.append(PacketPiece(name, page, pages, size))
            page += pages
    return tuple(made)


amounts = st.lists(st.tuples(st.integers(1, 3_000_000), st.integers(2, 40)), max_size=10)
maybe = st.none()
any_limits = st.builds(
    Limits,
    file_bytes=maybe | st.integers(200_000, 8_000_000),
    total_bytes=maybe | st.integers(200_000, 30_000_000),
    file_pages=maybe | st.integers(5, 120),
    total_pages=maybe | st.integers(5, 300),
    files=maybe | st.integers(1, 8),
)


def fewest_parts(row: Sequence[PacketPiece], limits: Limits) -> int:
    """The fewest runs of pieces that each keep to the limits of a file, found by trying every cut."""
    best = [0] + [len(row) + 1] * len(row)
    for end in range(1, len(row) + 1):
        for start in range(end):
            run = row[start:end]
            if limits.allow_file(size_of(run), pages_of(run)):
                best[end] = min(best[end], best[start] + 1)
    return best[-1]


@given(amounts, any_limits)
def test_parts_keep_to_every_limit_in_order_with_every_page_once(
    made: list[tuple[int, int]], limits: Limits
) -> None:
    row = pieces(*made)
    try:
        parts = in_parts(row, limits)
    except Refused:
        return
    assert [piece for part in parts for piece in part] == list(row)
    for part in parts:
        assert size_of(part) <= (limits.file_bytes or size_of(part))
        assert pages_of(part) <= (limits.file_pages or pages_of(part))
        assert part[-1].last_page - part[0].first_page + 1 == pages_of(part)
    assert len(parts) <= (limits.files or len(parts))
    assert size_of(row) <= (limits.total_bytes or size_of(row))
    assert pages_of(row) <= (limits.total_pages or pages_of(row))
    for one, two in pairwise(parts):
        assert two[0].first_page == one[-1].last_page + 1


@given(amounts, any_limits)
def test_a_packet_is_refused_only_when_no_way_of_cutting_it_would_do(
    made: list[tuple[int, int]], limits: Limits
) -> None:
    row = pieces(*made)
    fewest = fewest_parts(row, limits)
    possible = (
        fewest <= min(len(row), limits.files or len(row))
        and size_of(row) <= (limits.total_bytes or size_of(row))
        and pages_of(row) <= (limits.total_pages or pages_of(row))
    )
    if possible:
        assert len(in_parts(row, limits)) == fewest
    else:
        with pytest.raises(Refused):
            in_parts(row, limits)


ROW = pieces((1_000_000, 10), (2_500_000, 30), (700_000, 4))


@pytest.mark.parametrize(
    ("limits", "problems"),
    [
        (Limits(file_bytes=2_000_000), [("PA813", "B", "takes 2.50 MB by itself and the channel takes 2.00 MB")]),
        (
            Limits(file_bytes=900_000),
            [
                ("PA813", "A", "takes 1.00 MB by itself and the channel takes 0.90 MB"),
                ("PA813", "B", "takes 2.50 MB by itself and the channel takes 0.90 MB"),
            ],
        ),
        (Limits(file_pages=20), [("PA814", "B", "30 pages with its slip and the channel takes 20")]),
        (
            Limits(file_pages=4),
            [("PA815", None, "5 pages"), ("PA814", "A", "10 pages"), ("PA814", "B", "30 pages")],
        ),
        (Limits(file_bytes=3_000_000, files=1), [("PA816", None, "3 files and the channel takes 1")]),
        (Limits(total_bytes=4_500_000), [("PA817", None, "takes 4.60 MB and the channel takes 4.50 MB in all")]),
        (Limits(total_pages=40), [("PA818", None, "49 pages and the channel takes 40 in all")]),
    ],
)
def test_what_cannot_fit_is_named_with_its_size(
    limits: Limits, problems: list[tuple[str, str | None, str]]
) -> None:
    with pytest.raises(Refused) as refused:
        in_parts(ROW, limits)
    found = refused.value.problems
    assert refused.value.exit_code is ExitCode.OVER_CHANNEL_LIMITS
    assert [(p.code, p.where.exhibit) for p in found] == [(code, exhibit) for code, exhibit, _ in problems]
    assert [p.message for p in found if not any(text in p.message for _, _, text in problems)] == []


@pytest.mark.parametrize("limits", [Limits(files=1, file_bytes=3_000_000), Limits(total_pages=40)])
def test_the_exhibits_whose_going_helps_most_are_named_first(limits: Limits) -> None:
    with pytest.raises(Refused) as refused:
        in_parts(ROW, limits)
    expected = "the largest are B (2.50 MB, 30 pages), A (1.00 MB, 10 pages), C (0.70 MB, 4 pages)"
    assert expected in refused.value.problems[0].fix
