"""The head of the audit chain in a manifest: sealed, no input of the packet, and absent where nothing is recorded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.verify.packets import CLEAN, as_files, codes, made_packet, verified
from tests.verify.tampering import MANIFEST, manifest_of, put_manifest

HEAD = "ab" * 32


@pytest.fixture(scope="module")
def recorded(practice: Path) -> Path:
    return made_packet(practice, into="recorded", audit_head=HEAD)


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
    tamper: Callable[[dict[str, Any]], object], recorded: Path, practice: Path
) -> None:
    content = manifest_of(recorded)
    try:
        tamper(content)
        put_manifest(recorded, content, reseal=False)
        assert "PA834" in codes(verified(recorded))
    finally:
        tamper_back = {**content, "audit_head": HEAD}
        put_manifest(recorded, _in_order(tamper_back), reseal=True)
    assert verified(recorded).problems == ()


def _in_order(content: dict[str, Any]) -> dict[str, Any]:
    """Put the keys back into the order in which a manifest is written."""
    last = ("audit_head", "inputs_sha256", "seal")
    return {key: value for key, value in content.items() if key not in last} | {key: content[key] for key in last}
