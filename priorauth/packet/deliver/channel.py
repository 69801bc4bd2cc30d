"""What a channel asks of a packet: the profile's limits, and those set by hand for once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from priorauth.payers.model import Profile
from priorauth.payers.submission_channels import Channel, ChannelKind
from priorauth.problems import Refused, problem
from priorauth.submission.build_spec import Delivery

MEGABYTE = 1_000_000
"""Bytes. Some systems count 1,048,576; a packet that keeps to the smaller unit fits either."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a channel takes; ``None`` where that is not known, and then nothing is limited."""

    file_bytes: int | None = None
    total_bytes: int | None = None
    file_pages: int | None = None
    total_pages: int | None = None
    files: int | None = None

    def allow_file(self, size: int, pages: int) -> bool:
        """Whether one file may have so many bytes and pages."""
        return within(size, self.file_bytes) and within(pages, self.file_pages)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a packet has to keep to on its way out."""

    channel: str | None = None
    is_fax: bool = False
    trims: bool = False
    limits: Limits = Limits()
    name_pattern: str | None = None
    takes_pdf: bool = True


def terms_of(profile: Profile, asked: Delivery) -> Terms:
    """Settle what a packet has to keep to.

    A limit set by hand takes the place of the channel's. Raises `Refused`: PA810 for a channel the profile does not
    have, PA811 for a kind it has more than one of.
    """
    channel = choose_channel(profile.channels, asked.channel) if asked.channel is not None else None
    return Terms(
        channel=channel.name if channel else None,
        is_fax=asked.fax or (channel is not None and channel.kind is ChannelKind.FAX),
        trims=asked.trim or profile.trim_exhibits or (channel is not None and channel.trim_exhibits),
        limits=_limits(channel, asked),
        name_pattern=channel.name_pattern if channel else None,
        takes_pdf=channel is None or channel.takes_pdf,
    )


def choose_channel(channels: Sequence[Channel], name: str) -> Channel:
    """Find a channel by its name, else the only one of that kind. Raises `Refused` (PA810, PA811)."""
    wanted = name.casefold().strip()
    named = [channel for channel in channels if channel.name.casefold() == wanted]
    if named:
        return named[0]
    of_kind = [channel for channel in channels if channel.kind.value == wanted]
    if len(of_kind) > 1:
        raise Refused([problem("PA811", count=len(of_kind), hint=_names(of_kind))])
    if not of_kind:
        hint = (
            f"there are: {_names(channels)}" if channels else "it has none: set limits with --max-mb, --max-pages"
        )
        raise Refused([problem("PA810", hint=hint)])
    return of_kind[0]


def within(amount: int, limit: int | None) -> bool:
    """Whether an amount keeps to a limit; an unknown limit is kept by anything."""
    return limit is None or amount <= limit


def _names(channels: Sequence[Channel]) -> str:
    return ", ".join(f"'{channel.name}' ({channel.kind.value})" for channel in channels)


def _limits(channel: Channel | None, asked: Delivery) -> Limits:
    return Limits(
        file_bytes=_bytes(asked.max_megabytes or (channel.max_megabytes if channel else None)),
        total_bytes=_bytes(channel.max_total_megabytes if channel else None),
        file_pages=asked.max_pages or (channel.max_pages if channel else None),
        total_pages=channel.max_total_pages if channel else None,
        files=channel.max_files if channel else None,
    )


def _bytes(megabytes: float | None) -> int | None:
    return None if megabytes is None else int(megabytes * MEGABYTE)
