"""The head of the audit chain in a manifest: sealed, no input of the packet, and absent where nothing is recorded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.verify.packets import CLEAN, as_files, codes, copied_packet, made_packet, verified
from tests.verify.tampering import MANIFEST, manifest_of, put_manifest

pytestmark = pytest.mark.slow
HEAD = "ab" * 32


@pytest.fixture(scope="module")
def recorded(practice: Path) -> Path:
    return made_packet(practice, into="recorded", audit_head=HEAD)


@pytest.fixture
def recorded_packet(recorded: Path, tmp_path: Path) -> Path:
    """A copy of it, to be tampered with."""
    return copied_packet(recorded, tmp_path.name)


def test_a_packet_that_is_recorded_prints_the_head_and_is_sound(recorded: Path) -> None:
    found = verified(recorded)
    assert found.problems == ()
    assert found.audit_head == manifest_of(recorded)["audit_head"] == HEAD


def test_the_head_changes_nothing_but_the_manifest(recorded: Path, clean_packet: Path) -> None:
    plain, with_head = dict(as_files(clean_packet)), dict(as_files(recorded))
    assert plain.pop(MANIFEST) != with_head.pop(MANIFEST)
    assert plain == with_head
    assert "audit_head" not in manifest_of(clean_packet)
    assert verified(clean_packet).audit_head is None


def test_the_same_head_gives_the_same_bytes(recorded: Path, practice: Path) -> None:
    again = made_packet(practice, CLEAN, into="recorded-again", audit_head=HEAD)
    assert as_files(again) == as_files(recorded)


@pytest.mark.parametrize(
    "tamper",
    [
        lambda content: content.update(audit_head="cd" * 32),
        lambda content: content.pop("audit_head"),
        lambda content: content.update(audit_head=None),
    ],
    ids=["another head", "no head", "an empty head"],
)
def test_a_head_that_was_changed_breaks_the_seal(
    tamper: Callable[[dict[str, Any]], object], recorded_packet: Path
) -> None:
    content = manifest_of(recorded_packet)
    tamper(content)
    put_manifest(recorded_packet, content, reseal=False)
    assert "PA834" in codes(verified(recorded_packet))
