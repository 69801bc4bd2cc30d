"""The imprint: the digest of a packet's inputs, kept in its PDFs, so that PDF and manifest vouch for each other."""

from __future__ import annotations

import io

import pikepdf
from pikepdf import String

_KEY = "/PriorauthInputs"


def imprint(pdf: bytes, digest: str) -> bytes:
    """Return a finished PDF with the digest among its properties; the same bytes for the same PDF and digest."""
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.docinfo[_KEY] = String(digest)
        opened.save(stream, deterministic_id=True, compress_streams=False)
    return stream.getvalue()


def imprint_of(pdf: pikepdf.Pdf) -> str | None:
    """Read the digest from an open PDF; ``None`` where it has none."""
    found = pdf.trailer.get("/Info")
    value = found.get(_KEY) if isinstance(found, pikepdf.Dictionary) else None
    return str(value) if isinstance(value, pikepdf.String) else None
