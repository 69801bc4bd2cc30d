"""Asking how exhibits are to be read: scans by machine, social-security numbers taken out."""

from __future__ import annotations

from priorauth.submission.order import Reading


def ask_reading(*, redact_ssn: bool = False, ocr: bool = False, trust_ocr: bool = False) -> Reading:
    """Return how exhibits are to be read. To trust what a machine reads in a scan is to have it read the scan."""
    return Reading(redact_ssn=redact_ssn, ocr=ocr or trust_ocr, trust_ocr=trust_ocr)
