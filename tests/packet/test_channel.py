"""Channels: the one that is meant is found, and what it asks is settled with what was set by hand."""

from __future__ import annotations

from typing import Any

import pytest

from priorauth.packet.deliver.channel import Limits, Terms, choose_channel, terms_of
from priorauth.payers.library import default_library
from priorauth.payers.model import Profile
from priorauth.payers.submission_channels import Channel
from priorauth.problems import ExitCode, Refused
from priorauth.submission.build_spec import DEFAULT_DELIVERY, Delivery

PROFILE = default_library().load("highmark-wy-15-01-004").profile
PORTAL = {"kind": "portal", "name": "Example portal", "max_megabytes": 10, "max_files": 3}
FAX = {"kind": "fax", "name": "Example fax", "max_pages": 40, "trim_exhibits": True}
OTHER_FAX = {"kind": "fax", "name": "Appeals", "max_total_pages": 90, "max_total_megabytes": 1.5}


def profile(*channels: dict[str, Any], **changes: Any) -> Profile:
    made = tuple(Channel.model_validate(channel) for channel in channels)
    return PROFILE.model_copy(update={"channels": made, **changes})


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Example portal", "Example portal"),
        ("example PORTAL", "Example portal"),
        ("portal", "Example portal"),
        ("Appeals", "Appeals"),
    ],
)
def test_a_channel_is_found_by_name_or_kind(name: str, found: str) -> None:
    assert choose_channel(profile(PORTAL, FAX, OTHER_FAX).channels, name).name == found


def test_a_channel_named_like_a_kind_is_meant_by_its_name() -> None:
    odd = {"kind": "portal", "name": "Fax"}
    assert choose_channel(profile(FAX, odd).channels, "fax").name == "Fax"


@pytest.mark.parametrize(
    ("channels", "name", "code", "hint"),
    [
        ((PORTAL, FAX), "mail", "PA810", "there are: 'Example portal' (portal), 'Example fax' (fax)"),
        ((), "portal", "PA810", "--max-mb"),
        ((PORTAL, FAX, OTHER_FAX), "fax", "PA811", "name one: 'Example fax' (fax), 'Appeals' (fax)"),
    ],
)
def test_a_channel_that_is_not_clear_is_asked_for(
    channels: tuple[dict[str, Any], ...], name: str, code: str, hint: str
) -> None:
    with pytest.raises(Refused) as refused:
        terms_of(profile(*channels), Delivery(channel=name))
    (problem,) = refused.value.problems
    assert problem.code == code
    assert hint in problem.fix
    assert refused.value.exit_code is ExitCode.USAGE


@pytest.mark.parametrize(
    ("asked", "terms"),
    [
        (DEFAULT_DELIVERY, Terms()),
        (
            Delivery(channel="portal"),
            Terms("Example portal", limits=Limits(file_bytes=10_000_000, files=3)),
        ),
        (
            Delivery(channel="portal", max_megabytes=0.5, max_pages=7),
            Terms("Example portal", limits=Limits(file_bytes=500_000, file_pages=7, files=3)),
        ),
        (
            Delivery(channel="Example fax"),
            Terms("Example fax", is_fax=True, trims=True, limits=Limits(file_pages=40)),
        ),
        (
            Delivery(channel="Appeals", trim=True),
            Terms("Appeals", is_fax=True, trims=True, limits=Limits(total_bytes=1_500_000, total_pages=90)),
        ),
        (Delivery(max_megabytes=4), Terms(limits=Limits(file_bytes=4_000_000))),
        (Delivery(fax=True, trim=True), Terms(is_fax=True, trims=True)),
    ],
)
def test_terms_are_those_of_the_channel_and_of_the_hand(asked: Delivery, terms: Terms) -> None:
    assert terms_of(profile(PORTAL, FAX, OTHER_FAX), asked) == terms


def test_a_profile_may_ask_for_trimmed_exhibits_whatever_the_channel() -> None:
    assert terms_of(profile(trim_exhibits=True), DEFAULT_DELIVERY).trims


def test_a_channel_without_pdf_is_known() -> None:
    assert not terms_of(profile({**PORTAL, "file_types": ["TIFF"]}), Delivery(channel="portal")).takes_pdf
