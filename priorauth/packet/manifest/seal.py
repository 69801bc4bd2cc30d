"""How a packet guards itself against edits: a seal over its manifest, and a digest of its inputs in every PDF too.

Both are plain hashes. They find accidents and careless edits; who edits with care can compute them anew. No key is
held, so nothing here is a signature.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping

import pikepdf
from pikepdf import String

_NOT_INPUTS = ("audit_head", "files", "inputs_sha256", "seal")
"""The head of the audit chain says when a packet was made, not what from: its PDFs are the same with any head."""

_IMPRINT = "/PriorauthInputs"


def canonical(content: Mapping[str, object]) -> bytes:
    """Write a manifest the one way it is written."""
    return (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode()


def seal_of(content: Mapping[str, object]) -> str:
    """Return the SHA-256 over a manifest without its seal, whatever the order of its keys."""
    return _digest({key: value for key, value in content.items() if key != "seal"})


def digest_of_inputs(content: Mapping[str, object]) -> str:
    """Return the SHA-256 over what a manifest says the packet was made from, and how it was asked for."""
    return _digest({key: value for key, value in content.items() if key not in _NOT_INPUTS})


def imprint(pdf: bytes, digest: str) -> bytes:
    """Return a finished PDF with the digest among its properties; the same bytes for the same PDF and digest."""
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.docinfo[_IMPRINT] = String(digest)
        opened.save(stream, deterministic_id=True, compress_streams=False)
    return stream.getvalue()


def imprint_of(pdf: pikepdf.Pdf) -> str | None:
    """Read the digest from an open PDF; ``None`` where it has none."""
    found = pdf.trailer.get("/Info")
    value = found.get(_IMPRINT) if isinstance(found, pikepdf.Dictionary) else None
    return str(value) if isinstance(value, pikepdf.String) else None


def _digest(content: Mapping[str, object]) -> str:
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
