"""The options that say how a packet is to go out: its channel, limits for once, trimming, fax."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from priorauth.operations.build_packet import Delivery

_OPTIONS = (
    click.option("--channel", metavar="NAME", help="Keep to the limits of this channel of the payer's profile."),
    click.option(
        "--max-mb",
        type=click.FloatRange(min=0, min_open=True),
        metavar="N",
        help="The most megabytes of one file, for once.",
    ),
    click.option(
        "--max-pages", type=click.IntRange(min=1), metavar="N", help="The most pages of one file, for once."
    ),
    click.option("--trim", is_flag=True, help="Enclose only cited pages of exhibits; imaging reports stay whole."),
    click.option("--fax", is_flag=True, help="Draw it to survive a fax: black on white, large letters, a cover."),
)


def delivery(command: Callable[..., int]) -> Callable[..., int]:
    """Return a command these options; it takes them as one `Delivery`."""

    @wraps(command)
    def with_delivery(
        *,
        channel: str | None,
        max_mb: float | None,
        max_pages: int | None,
        trim: bool,
        fax: bool,
        **others: Any,  # noqa: ANN401
    ) -> int:
        asked = Delivery(channel=channel, max_megabytes=max_mb, max_pages=max_pages, trim=trim, fax=fax)
        return command(delivery=asked, **others)

    decorated: Callable[..., int] = with_delivery
    for option in reversed(_OPTIONS):
        decorated = option(decorated)
    return decorated
