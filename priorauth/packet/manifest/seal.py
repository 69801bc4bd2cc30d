"""How a manifest guards itself against edits: a seal over all of it, and a digest of what the packet was made from.

Both are plain hashes. They find accidents and careless edits; who edits with care can compute them anew. No key is
held, so nothing here is a signature.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

LAYOUT = 2
"""The number of the manifest's layout; it grows when a key changes its meaning."""

_NOT_INPUTS = ("audit_head", "files", "inputs_sha256", "seal")
"""The head of the audit chain says when a packet was made, not what from: its PDFs are the same with any head."""


def canonical(content: Mapping[str, object]) -> bytes:
    """Write a manifest the one way it is written."""
    return (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode()


def seal_of(content: Mapping[str, object]) -> str:
    """Return the SHA-256 over a manifest without its seal, whatever the order of its keys."""
    return _digest({key: value for key, value in content.items() if key != "seal"})


def digest_of_inputs(content: Mapping[str, object]) -> str:
    """Return the SHA-256 over what a manifest says the packet was made from, and how it was asked for."""
    return _digest({key: value for key, value in content.items() if key not in _NOT_INPUTS})


def _digest(content: Mapping[str, object]) -> str:
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
